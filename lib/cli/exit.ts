/** Exit codes of every command. `due` and `overdue` are given only by what asks where things stand. */
export const EXIT = { done: 0, failed: 1, usage: 2, due: 3, overdue: 4, unseen: 5, interrupted: 130 } as const;

/** The name of an exit code. */
export type Exit = keyof typeof EXIT;

/** What each code means: THE table, printed in every help and in the README. */
export const EXIT_MEANS: Readonly<Record<Exit, string>> = {
  done: 'done; of a question: nothing is due',
  failed: 'refused, or failed: nothing more was changed',
  usage: 'used wrongly: an unknown command, option or value',
  due: 'something is due, or is to be decided; of an output that is stale: to be synthesized',
  overdue: 'something is overdue: the RTO, the MTPD, the last moment to start, a deadline, an acknowledgement',
  unseen: 'of doctor: nothing that is seen is wrong, and something could not be seen',
  interrupted: 'interrupted: the same command goes on',
};

/** The codes that any command may give. */
export const ANY_EXIT: readonly Exit[] = ['done', 'failed', 'usage', 'interrupted'];
/** Every code. */
export const EVERY_EXIT = Object.keys(EXIT) as readonly Exit[];
/** The codes of what asks where things stand. */
export const ALL_EXITS: readonly Exit[] = EVERY_EXIT.filter((exit) => exit !== 'unseen');
