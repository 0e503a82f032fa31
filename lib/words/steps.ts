import type { Action } from './actions';
import type { Credentials, Secret } from './credentials';
import { WORD, type Expects } from './found';

export { found } from './found';

type Of<K extends Action['do']> = Extract<Action, { do: K }>;

/** Reads, and changes nothing. */
export type Check = Of<'check'> & { readonly pointOfNoReturn: false };

/** Reads, and keeps what it read: later steps take it by `found(id)`, once for each line. */
export type Find = Of<'find'>;

/** Changes something that can be taken back, or that does no harm where the move is given up: never across the line. */
export type Command = Of<'command'> & { readonly pointOfNoReturn: false };

/** Crosses the line: there is no way back but another move. */
export type Crossing = Of<'command'> & { readonly pointOfNoReturn: true };

/**
 * A script for a POSIX shell. Its text is the same for everybody: names, regions and recovery points reach it as "$1", "$2" …, and are
 * never read as shell, whoever wrote them.
 */
export const script = (text: string, ...values: readonly string[]): string[] => ['sh', '-c', text, 'step', ...values];

/** What to do where a step fails, and nothing else is said. */
export const MEND = 'read the error, mend it, and run the procedure again: it goes on here';

/** What to do where an answer does not come, and nothing else is said. */
export const LOOK = 'look at the output; go on only when you know why';

/** What to do where a move that is given up was begun after all. */
export const BEGUN = 'it was promoted: the move was begun after all. continuity record started, synthesize, and run it to its end';

/** What a step is given beside its arguments. */
const given = ({ secrets = [], as }: { secrets?: readonly Secret[]; as?: Credentials }): { secrets?: Secret[]; as?: Credentials } => ({
  ...(secrets.length > 0 ? { secrets: [...secrets] } : {}),
  ...(as ? { as } : {}),
});

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
  secrets?: readonly Secret[];
  as?: Credentials;
}): Check {
  const { id, title, run, matches, endpoint, number, timeout = 300, bestEffort = false, guards = false, onFailure = LOOK } = props;
  const how = { run, matches, ...(number ? { number } : {}) };
  return {
    do: 'check',
    id,
    title,
    how,
    endpoint,
    every: 10,
    ...(guards ? { guards } : {}),
    ...given(props),
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

/** What a find is made from. */
export interface FindProps {
  readonly id: string;
  readonly title: string;
  /** Prints one value a line, and changes nothing. */
  readonly run: readonly string[];
  /** The region it calls. */
  readonly endpoint: string;
  /** How many lines. @default 'one' */
  readonly expects?: Expects;
  /** A regular expression over the whole of each line. @default - a word without white space, neither `None` nor `null` */
  readonly matches?: string;
  /** Seconds until it counts as failed; until then an answer that is empty, or does not fit yet, is waited for. @default 300 */
  readonly timeout?: number;
  /** Whose credentials it needs. @default - the site's */
  readonly as?: Credentials;
}

/** A find with the defaults of a read: repeatable, changes nothing. */
export function findStep(props: FindProps): Find {
  const { id, title, run, endpoint, expects = 'one', matches = WORD, timeout = 300 } = props;
  return {
    do: 'find',
    id,
    title,
    run: [...run],
    expects,
    matches,
    endpoint,
    every: 10,
    ...(props.as ? { as: props.as } : {}),
    actor: 'runner',
    expected: expects === 'one' ? 'exactly one line' : 'one line or more',
    usual: 10,
    timeout,
    onFailure: 'look at what it answered, and why; what comes after it needs it',
    bestEffort: false,
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
  /** Seconds that it usually takes. @default 30 */
  readonly usual?: number;
  /** Secrets that it needs: how each is read, never its value. @default - none */
  readonly secrets?: readonly Secret[];
  /** Whose credentials it needs. @default - the site's */
  readonly as?: Credentials;
}

/** A command that changes something, and does not cross the line. */
export function commandStep(props: CommandProps): Command {
  const { id, title, run, endpoint, expected, losesData, repeatable = true, timeout = 600, usual = 30 } = props;
  return {
    do: 'command',
    id,
    title,
    run,
    endpoint,
    ...given(props),
    actor: 'runner',
    expected,
    usual,
    timeout,
    onFailure: MEND,
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

/**
 * What follows in one direction, asked how many it follows: some before its promotion, nobody afterwards. `many` prints the number.
 */
export function followSteps(
  { id, component, here: { region } }: { readonly id: string; readonly component: string; readonly here: { readonly region: string } },
  many: readonly string[],
): { readonly follows: Check[]; readonly verify: Check[] } {
  const check = (step: string, title: string, more: { readonly matches: string; readonly onFailure?: string }): Check =>
    checkStep({ id: `${step}-${id}`, title: `${component} at ${region} ${title}`, run: [...many], endpoint: region, ...more });
  return {
    follows: [check('follows', 'still follows the other side', { matches: '[1-9][0-9]*', onFailure: BEGUN })],
    verify: [check('unlocked', 'follows nobody', { matches: '0' })],
  };
}
