/*
 * Whom users are to reach, in every situation that sites can be in, whatever the cloud: A served first, B stands by for it, C takes the place of a
 * site that is gone.
 */

/** A site. */
export type Letter = 'A' | 'B' | 'C';
/** The story after which each stack was applied last, T being that of the switch; a site that is left out answers nobody. */
export type World = Readonly<Partial<Record<Letter | 'T', string>>>;

/** In peace. */
export const N = 'standing';
const OVER = `${N}, lost A, failover B, started, completed`;
const FENCED = `${OVER}, normal A`;
const TURNED = `${FENCED}, fenced A, standing`;
const HOME = `${TURNED}, lost B, failover A, started, completed`;
const HOME_FENCED = `${HOME}, normal B`;
// A second and a third move without a new base: the side that was left is back, fenced, and no standby yet.
const AGAIN = `${FENCED}, fenced A, lost B, failover A, started, completed`;
const THIRD = `${AGAIN}, normal B, fenced B, lost A, failover B, started, completed`;
const GONE = `${N}, gone A, failover B, started, completed`;
const REPLACED = `${GONE}, gone A by C`;
/** C took the place of A, and the switch rests on that. */
export const TURNED_C = `${REPLACED}, standing`;
const OVER_C = `${TURNED_C}, lost B, failover C, started, completed`;
const OVER_C_FENCED = `${OVER_C}, normal B`;
const SWITCHING = `${N}, switch B`;
const SWITCHED = `${SWITCHING}, fenced A, started, completed`;

/** Situation, what was applied where and answers, whom users reach, who has the role. */
export const SITUATIONS: readonly (readonly [situation: string, world: World, reach: Letter, role: Letter])[] = [
  ['normal', { A: N, B: N, T: N }, 'A', 'A'],
  ['normal, the standby is lost', { A: N, T: N }, 'A', 'A'],
  ['the active site is lost, nobody has decided: the maintenance page', { B: N, T: N }, 'B', 'A'],
  ['a switch: the old side is fenced, and the other one not open yet: a maintenance page', { A: SWITCHING, B: N, T: N }, 'B', 'A'],
  ['a switch, done', { A: SWITCHING, B: SWITCHED, T: N }, 'B', 'B'],
  ['failed over', { B: OVER, T: N }, 'B', 'B'],
  ['failed over, the old side is back, unfenced', { A: N, B: OVER, T: N }, 'B', 'B'],
  ['failed over, the old side is back, fenced', { A: FENCED, B: OVER, T: N }, 'B', 'B'],
  ['failed over, the old side is fenced, the taker is lost', { A: FENCED, T: N }, 'B', 'B'],
  ['reprotected', { A: TURNED, B: TURNED, T: TURNED }, 'B', 'B'],
  ['reprotected, the switch not yet based anew', { A: TURNED, B: TURNED, T: N }, 'B', 'B'],
  ['reprotected, the standby is lost', { B: TURNED, T: TURNED }, 'B', 'B'],
  ['reprotected, the active site is lost: the maintenance page', { A: TURNED, T: TURNED }, 'A', 'B'],
  ['failed over back', { A: HOME, T: TURNED }, 'A', 'A'],
  ['failed over back, the old side is back, unfenced', { A: HOME, B: TURNED, T: TURNED }, 'A', 'A'],
  ['failed over back, the old side is back, fenced', { A: HOME, B: HOME_FENCED, T: TURNED }, 'A', 'A'],
  ['failed over back, the old side is fenced, the taker is lost', { B: HOME_FENCED, T: TURNED }, 'A', 'A'],
  ['a second move without a new base', { A: AGAIN, T: N }, 'A', 'A'],
  ['a second move without a new base, the old side is back, unfenced', { A: AGAIN, B: OVER, T: N }, 'A', 'A'],
  ['a third move without a new base', { B: THIRD, T: N }, 'B', 'B'],
  ['a third move without a new base, the old side is back, unfenced', { A: AGAIN, B: THIRD, T: N }, 'B', 'B'],
  ['replaced, the switch not yet based anew', { B: REPLACED, C: REPLACED, T: N }, 'B', 'B'],
  ['replaced, the switch not yet based anew, the old side is back, unfenced', { A: N, B: REPLACED, C: REPLACED, T: N }, 'B', 'B'],
  ['replaced', { B: TURNED_C, C: TURNED_C, T: TURNED_C }, 'B', 'B'],
  ['replaced, what took the place is lost', { B: TURNED_C, T: TURNED_C }, 'B', 'B'],
  ['replaced, what took the place is lost, the old side is back, unfenced', { A: N, B: TURNED_C, T: TURNED_C }, 'B', 'B'],
  ['replaced, the active site is lost: the maintenance page', { A: N, C: TURNED_C, T: TURNED_C }, 'C', 'B'],
  ['replaced, and failed over to what took the place', { C: OVER_C, T: TURNED_C }, 'C', 'C'],
  ['the same, both old sides are back, unfenced', { A: N, B: TURNED_C, C: OVER_C, T: TURNED_C }, 'C', 'C'],
  [
    'the same, the taker is lost; one old side is fenced, the one that was replaced is not',
    { A: N, B: OVER_C_FENCED, T: TURNED_C },
    'C',
    'C',
  ],
];

/**
 * What no probe can tell apart: a site that answers as it did before a move, alone, while the taker of that move answers nobody. It looks as it
 * did in peace while the other one was lost. Only its fence ends that, which is due as soon as it answers.
 */
export const NOT_TOLD_APART: readonly (readonly [situation: string, world: World, reach: Letter, role: Letter, like: string])[] = [
  ['failed over; the taker is lost, the old side is back, unfenced', { A: N, T: N }, 'A', 'B', 'normal, the standby is lost'],
  [
    'failed over back; the taker is lost, the old side is back, unfenced',
    { B: TURNED, T: TURNED },
    'B',
    'A',
    'reprotected, the standby is lost',
  ],
  ['the same, after a second move without a new base', { B: OVER, T: N }, 'B', 'A', 'failed over'],
  ['the same, after a third one', { A: AGAIN, T: N }, 'A', 'B', 'a second move without a new base'],
  [
    'failed over to what took the place of another; it is lost, the old side is back, unfenced',
    { B: TURNED_C, T: TURNED_C },
    'B',
    'C',
    'replaced, what took the place is lost',
  ],
];
