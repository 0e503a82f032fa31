import { withOwnFinds } from '../../lib/port/phase-finds';
import type { RecoverySteps } from '../../lib/port/phases';
import { checkStep, commandStep, crossingStep, findStep, found } from '../../lib/words/steps';

const named = (id: string) => ({ id, title: id, endpoint: 'x' });
const find = findStep({ ...named('source'), run: ['x'] });
const run = ['x', found('source')];
const command = commandStep({ ...named('use'), run, expected: '' });
const check = checkStep({ ...named('look'), run, matches: '' });
const crossing = crossingStep({ ...named('cross'), run, expected: '', losesData: 'all' });

test.each<[string, RecoverySteps]>([
  ['a promotion', { promote: [find, command, crossing, check] }],
  ['a way back', { rejoin: [find, crossing] }],
  ['a proof', { fenced: [find, check], standing: [find, check], verify: [find, check], drained: [find, command], follows: [find, check] }],
])('what is found ahead of it in the same phase may be taken: %s', (_, steps) => {
  expect(withOwnFinds('ledger', steps)).toBe(steps);
});

test.each<[string, RecoverySteps]>([
  ['another phase, which another machine may have done', { check: [find], promote: [crossing] }],
  ['a later step', { promote: [crossing, find] }],
  ['nowhere', { verify: [check] }],
  ['a fence', { fenced: [find], fence: [{ step: command, undo: command }] }],
  ['a seed', { standing: [find], seed: [{ step: command }] }],
  ['the question how old the data is', { check: [find], age: { run, endpoint: 'x' } }],
])('what is found there may not: %s', (_, steps) => {
  expect(() => withOwnFinds('ledger', steps)).toThrow(
    /DR-FIND-01: A recovery step of ledger cannot be given what it takes.*what source finds/,
  );
});
