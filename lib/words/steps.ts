import type { Action } from './actions';

type Of<K extends Action['do']> = Extract<Action, { do: K }>;

/** Reads, and changes nothing. */
export type Check = Of<'check'> & { readonly pointOfNoReturn: false };

/** Changes something that can be taken back, or that does no harm where the move is given up: never across the line. */
export type Command = Of<'command'> & { readonly pointOfNoReturn: false };

/** Crosses the line: there is no way back but another move. */
export type Crossing = Of<'command'> & { readonly pointOfNoReturn: true };

/**
 * A script for a POSIX shell. Its text is the same for everybody: names, regions and recovery points reach it as "$1", "$2" …, and are
 * never read as shell, whoever wrote them.
 */
export const script = (text: string, ...values: readonly string[]): string[] => ['sh', '-c', text, 'step', ...values];

/** What to do where a move that is given up was begun after all. */
export const BEGUN = 'it was promoted: the move was begun after all. continuity record started, synthesize, and run it to its end';

/** A check with the defaults of a read: repeatable, changes nothing. */
export function checkStep(props: {
  id: string;
  title: string;
  run: string[];
  matches: string;
  endpoint: string;
  number?: string;
  timeout?: number;
  bestEffort?: boolean;
  guards?: boolean;
  onFailure?: string;
}): Check {
  const {
    id,
    title,
    run,
    matches,
    endpoint,
    number,
    timeout = 300,
    bestEffort = false,
    guards = false,
    onFailure = 'look at the output; go on only when you know why',
  } = props;
  const how = { run, matches, ...(number ? { number } : {}) };
  return {
    do: 'check',
    id,
    title,
    how,
    endpoint,
    every: 10,
    ...(guards ? { guards } : {}),
    actor: 'runner',
    expected: `output: ${matches}`,
    usual: 10,
    timeout,
    onFailure,
    bestEffort,
    repeatable: true,
    pointOfNoReturn: false,
    terraform: 'nothing',
  };
}

/** What a command is made from. */
export interface CommandProps {
  readonly id: string;
  readonly title: string;
  readonly run: string[];
  readonly endpoint: string;
  readonly expected: string;
  readonly losesData?: string;
  readonly repeatable?: boolean;
  readonly timeout?: number;
}

/** A command that changes something, and does not cross the line. */
export function commandStep(props: CommandProps): Command {
  const { id, title, run, endpoint, expected, losesData, repeatable = true, timeout = 600 } = props;
  return {
    do: 'command',
    id,
    title,
    run,
    endpoint,
    actor: 'runner',
    expected,
    usual: 30,
    timeout,
    onFailure: 'read the error, mend it, and run the procedure again: it goes on here',
    bestEffort: false,
    repeatable,
    ...(losesData ? { losesData } : {}),
    pointOfNoReturn: false,
    terraform: 'nothing',
  };
}

/** A command across the line: what it loses is said. */
export const crossingStep = (props: CommandProps & { readonly losesData: string }): Crossing => ({
  ...commandStep(props),
  pointOfNoReturn: true,
});

const base = {
  onFailure: 'read the error, mend it, and run the procedure again: it goes on here',
  bestEffort: false,
  repeatable: true,
  pointOfNoReturn: false,
  terraform: 'nothing' as const,
};

/** Plans a stack to a file, has it judged, and applies that file. */
export function apply(stack: string, title: string, more: Partial<Of<'apply'>> = {}): Action {
  return {
    ...base,
    do: 'apply',
    id: `apply-${stack}`,
    title,
    stack,
    actor: 'runner',
    expected: 'Apply complete; nothing that holds data destroyed or replaced',
    usual: 240,
    timeout: 5400,
    undo: 'declare the step back, synthesize, and apply again',
    terraform: 'applied',
    ...more,
  };
}

/** Writes progress into the situation. */
export function record(what: Of<'record'>['record'], title: string, more: Partial<Of<'record'>> = {}): Action {
  return {
    ...base,
    do: 'record',
    id: `record-${what}`,
    title,
    record: what,
    actor: 'runner',
    expected: 'situation.json says so: commit it',
    usual: 1,
    timeout: 30,
    ...more,
  };
}

/** Tells somebody. */
export function notify(id: string, audience: string, text: string): Action {
  return {
    ...base,
    do: 'notify',
    id,
    title: `Tell ${audience}`,
    audience,
    text,
    actor: 'runner',
    expected: 'acknowledged',
    usual: 10,
    timeout: 120,
    bestEffort: true,
  };
}

/** A decision of a person. */
export function decide(id: string, question: string, who: string, expected: string, more: Partial<Of<'decide'>> = {}): Action {
  return {
    ...base,
    do: 'decide',
    id,
    title: question,
    question,
    who,
    actor: 'decider',
    expected,
    usual: 300,
    timeout: 3600,
    onFailure: 'stop here: nothing was changed',
    ...more,
  };
}

/** Something that only a person can do. */
export function manual(id: string, title: string, text: string, more: Partial<Of<'manual'>> = {}): Action {
  return { ...base, do: 'manual', id, title, text, actor: 'operator', expected: 'done', usual: 300, timeout: 3600, ...more };
}

/** Lets time pass. */
export function wait(id: string, title: string, seconds: number): Action {
  return {
    ...base,
    do: 'command',
    id,
    title,
    run: ['sleep', String(seconds)],
    endpoint: 'none',
    actor: 'runner',
    expected: 'time has passed',
    undo: 'nothing to undo',
    usual: seconds,
    timeout: seconds + 60,
  };
}
