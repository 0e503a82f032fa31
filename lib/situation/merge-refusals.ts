import { ContinuityError } from '../words/errors';
import { sentenceOf, statusOf, workloadOf, type Branch, type Pair, type Step } from './branches';
import type { Situation } from './schema';

/** A line that cannot follow, and why. */
export interface Stuck {
  readonly step: Step;
  readonly why: string;
}

/** A line cannot follow the other branch. */
export const refused = (what: string): ContinuityError => new ContinuityError({ id: 'DR-SIT-11', what });

/** The two contradict each other: which one is right is asked. `stuck`: what cannot follow, in either order. */
export function question(a: Branch, b: Branch, clash: Pair | undefined, [onto, under]: readonly (Stuck | undefined)[]): ContinuityError {
  const [one, other] = clash ?? firstOf(a, b, under?.step, onto?.step);
  const site = one && statusOf(one)?.site;
  const plain = site === undefined ? `Two moves of ${one ? workloadOf(one) : ''} have number ${one?.number}` : `${site} has two statuses`;
  const reasons = [onto, under].flatMap((stuck) => stuck?.why ?? []);
  return new ContinuityError({
    id: 'DR-SIT-11',
    what: clash ? plain : `The two sides contradict each other: ${[...new Set(reasons)].join('; ') || 'each order has another outcome'}`,
    value: [one && sentenceOf(one, a), other && sentenceOf(other, b)].filter(Boolean).join('; '),
    allowed: '--prefer ours or --prefer theirs',
    fix: 'ask both, then continuity merge again with the side that is right',
  });
}

/** The lines that could not follow, or the first two about one thing. */
function firstOf(a: Branch, b: Branch, mine?: Step, other?: Step): readonly [Step?, Step?] {
  const about = (one: Step, two: Step): boolean => workloadOf(one) !== undefined && workloadOf(one) === workloadOf(two);
  const one = mine ?? a.steps.find((step) => b.steps.some((two) => about(step, two))) ?? a.steps[0];
  return [one, other ?? b.steps.find((two) => one && about(one, two)) ?? b.steps[0]];
}

/** Two files that were never one. */
export const strangers = (ours: Situation, theirs: Situation): ContinuityError =>
  new ContinuityError({
    id: 'DR-SIT-11',
    what: 'These are not two branches of one file: their logs have no common beginning',
    value: [ours, theirs].map(({ log }) => `begins ${log[0]?.at} by ${log[0]?.by}`).join('; '),
    allowed: 'two branches of one situation.json',
    fix: 'the file of this estate; where each was the first declaration of a new file, keep one, and declare there what the other says',
  });
