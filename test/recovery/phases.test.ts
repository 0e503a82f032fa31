import { adviceOf } from '../../lib/situation/advice';
import { sentenceOf } from '../../lib/situation/lines';
import {
  dueOf,
  interruptedSince,
  phaseOf,
  phaseSchema,
  PHASES,
  rowOf,
  transitionSchema,
  type Phase,
  type Transition,
} from '../../lib/situation/phases';
import { A, B, C } from '../plan/input';
import { SIDES, viewAfter } from './story';

const OVER = 'standing, lost A, failover B, started, completed';

/** A story of one step an hour: where it leads, what is due, and what may be declared to go on. */
const ROWS: readonly (readonly [string, Phase, Transition, readonly string[]])[] = [
  ['', 'unprotected', 'establish', []],
  ['standing', 'normal', 'establish', []],
  ['standing, lost A', 'interrupted', 'hold', ['failover to B', 'A is normal']],
  ['standing, gone A', 'interrupted', 'hold', ['failover to B', 'A is normal']],
  ['standing, lost A, failover B', 'failing-over', 'failover', ['given up']],
  ['standing, lost A, failover B, started', 'failing-over', 'failover', []],
  [OVER, 'standby-lost', 'standby-lost', ['A is normal', 'A is gone, C takes its place']],
  [`${OVER}, normal A`, 'fencing', 'fence', []],
  [`${OVER}, normal A, fenced A`, 'unprotected', 'reprotect', []],
  [`${OVER}, avoid A, fenced A`, 'standby-fenced', 'standby-lost', ['A is normal']],
  [`${OVER}, normal A, fenced A, standing`, 'normal', 'establish', []],
  [`${OVER}, normal A, fenced A, standing, lost B`, 'interrupted', 'hold', ['failover to A', 'B is normal']],
  ['standing, avoid A', 'fencing', 'fence', []],
  ['standing, avoid A, fenced A', 'not-trusted', 'hold', ['A is normal', 'failover to B']],
  ['standing, lost B', 'standby-lost', 'standby-lost', ['B is normal', 'B is gone, C takes its place']],
  ['standing, avoid B', 'fencing', 'fence', []],
  ['standing, lost B, lost A', 'both-lost', 'hold', ['A is normal', 'B is normal']],
  ['standing, lost A, failover B, lost B', 'both-lost', 'hold', ['B is normal', 'A is normal', 'given up']],
  ['standing, close A', 'closing', 'close', ['switch to B', 'A is fenced for a planned switch', 'given up']],
  ['standing, close A, lost B', 'closing', 'hold', ['B is normal', 'given up']],
  ['standing, close A, avoid A, fenced A, normal A', 'closing', 'close', ['switch to B', 'A is fenced for a planned switch', 'given up']],
  ['standing, close A, fence A', 'preparing', 'prepare', ['switch to B', 'given up']],
  ['standing, close A, abort', 'aborting', 'abort', []],
  ['standing, fence A', 'preparing', 'prepare', ['switch to B', 'given up']],
  ['standing, fence A, fenced A, lost B', 'preparing', 'hold', ['B is normal', 'given up']],
  ['standing, switch B', 'switching', 'switch', ['given up']],
  ['standing, switch B, fenced A, lag, started', 'switching', 'switch', []],
  ['standing, switch B, fenced A, lost A', 'old-side-lost', 'hold', ['given up', 'failover to B', 'A is normal']],
  ['standing, switch B, fenced A, lost B', 'target-lost', 'hold', ['given up', 'failover to A', 'B is normal']],
  ['standing, switch B, fenced A, avoid B, fenced B', 'target-not-trusted', 'hold', ['B is normal', 'given up']],
  ['standing, restore', 'restoring', 'restore', ['given up']],
  ['standing, restore, lost B', 'restoring', 'restore', ['given up']],
  ['standing, restore, begun', 'restoring', 'restore', []],
  ['standing, restore, begun, lost A', 'target-lost', 'hold', ['failover to B', 'A is normal']],
  ['standing, restore, begun, avoid A, fenced A', 'target-not-trusted', 'hold', ['A is normal']],
  ['standing, restore, begun, restored', 'unprotected', 'reprotect', []],
  ['standing, restore, abort', 'aborting', 'abort', []],
  ['standing, switch B, abort', 'aborting', 'abort', []],
  ['standing, lost A, failover B, abort', 'aborting', 'abort', []],
  ['standing, gone A, failover B, started, completed, gone A by C', 'unprotected', 'reprotect', []],
];

const short = (text: string): string =>
  text.replace('billing: ', '').replace('the move is ', '').replaceAll(A, 'A').replaceAll(B, 'B').replaceAll(C, 'C');

test.each(ROWS)('"%s": %s, %s is due', (story, phase, due, then) => {
  const view = viewAfter(story);
  expect([phaseOf(view), dueOf(view)]).toEqual([phase, due]);
  expect(adviceOf(view.situation, SIDES, [SIDES]).map(sentenceOf).map(short)).toEqual(then);
});

test('every phase is one line of the table, is reached here, and is said in words of its own', () => {
  expect(PHASES.map(({ phase }) => phase)).toEqual(phaseSchema.options);
  expect([...new Set(ROWS.map(([, phase]) => phase))].sort()).toEqual([...phaseSchema.options].sort());
  expect(new Set(PHASES.map(({ is }) => is)).size).toBe(PHASES.length);
  expect(rowOf(viewAfter('standing, lost A')).is).toBe('the active site does not answer, the other one does');
});

test('every procedure is due somewhere', () => {
  expect([...new Set(ROWS.map(([, , due]) => due))].sort()).toEqual([...transitionSchema.options].sort());
});

test.each([
  ['', undefined],
  ['standing', undefined],
  ['standing, lost A', '02'],
  ['standing, lost A, failover B', '02'],
  ['standing, lost A, failover B, started', '02'],
  [OVER, undefined],
  [`${OVER}, normal A, fenced A, standing, lost B`, '09'],
  ['standing, avoid A', '02'],
  ['standing, avoid A, fenced A', '02'],
  ['standing, lost B', undefined],
  ['standing, lost B, lost A', '03'],
  ['standing, fence A', '02'],
  ['standing, close A', '02'],
  ['standing, close A, fence A', '02'],
  ['standing, close A, fence A, fenced A, switch B', '02'],
  ['standing, close A, switch B', '02'],
  ['standing, close A, abort', '02'],
  ['standing, close A, abort, undone', undefined],
  ['standing, switch B', '02'],
  ['standing, switch B, fenced A, lag, started', '02'],
  ['standing, switch B, fenced A, lag, started, completed', undefined],
  ['standing, lost A, failover B, abort', '02'],
  ['standing, lost A, failover B, abort, undone, normal A', undefined],
  // What closed it first, whatever is lost later.
  ['standing, lost A, failover B, lost B', '02'],
  ['standing, switch B, fenced A, lost B', '02'],
  ['standing, switch B, fenced A, lost A', '02'],
  ['standing, switch B, fenced A, avoid B, fenced B', '02'],
  ['standing, fence A, fenced A, lost B, lost A', '02'],
  ['standing, switch B, abort', '02'],
])('since when nobody is served: "%s"', (story, since) => {
  expect(interruptedSince(viewAfter(story))?.slice(11, 13)).toBe(since);
});

test.each([
  ['', undefined],
  ['standing', undefined],
  ['standing, lost A', undefined],
  ['standing, lost B', '02'],
  ['standing, lost A, failover B', '02'],
  [OVER, '02'],
  [`${OVER}, normal A, fenced A`, '02'],
  [`${OVER}, normal A, fenced A, standing`, undefined],
  ['standing, switch B', '02'],
  ['standing, switch B, fenced A, lag, started, completed', '06'],
  [`${OVER}, avoid A`, '02'],
])('since when nobody stands by: "%s"', (story, since) => {
  expect(viewAfter(story).unprotectedSince?.slice(11, 13)).toBe(since);
});
