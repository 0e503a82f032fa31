import type { Check, Command, Crossing } from './phases';

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
