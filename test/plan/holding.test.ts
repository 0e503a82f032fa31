import { asTheyStand } from '../../lib/plan/holding';
import type { PlanInput } from '../../lib/plan/input';
import type { Protection } from '../../lib/plan/protection';
import type { Flip } from '../../lib/words/posture';

const declaration = { id: 'Ledger', kind: 'relational-database' };
/** A database that follows, and a cell that has some ways of changing roles. */
const stood = (held: Flip | undefined, isBusy: boolean, flips: Readonly<Record<string, Flip>>): Protection[] => {
  const cloud = { cells: { 'relational-database': { facts: { flips } } } };
  const input = { sites: [{ cloud }, { cloud }], view: { heldTo: () => held, isBusy } } as unknown as PlanInput;
  return asTheyStand(input, [{ declaration, posture: 'replica', flip: 'switch' } as unknown as Protection]);
};
const FLIPS = { replica: 'switch', backup: 'restore' } as const;

test('what is not taken yet is planned as it stands', () => {
  expect(stood('restore', true, FLIPS)).toMatchObject([{ posture: 'backup', flip: 'restore' }]);
  expect(stood(undefined, true, FLIPS)).toMatchObject([{ posture: 'replica', flip: 'switch' }]);
});

test('another service in the middle of something is refused, with the way out; in peace it is what the code says', () => {
  expect(() => stood('promote', true, FLIPS)).toThrow(/DR-SIT-13: Ledger .* is of another service[\s\S]*promote[\s\S]*git revert/);
  expect(stood('promote', false, FLIPS)).toMatchObject([{ posture: 'replica', flip: 'switch' }]);
});
