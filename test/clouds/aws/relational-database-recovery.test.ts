import { databaseRecovery, type DatabasePlacement } from '../../../lib/clouds/aws/relational-database/steps';
import type { MoveFacts } from '../../../lib/port/facts';
import { FRANKFURT } from '../../declared';

const placement = (how: 'replica' | 'created' = 'replica'): DatabasePlacement =>
  ({
    component: 'Ledger',
    id: 'ledger',
    here: { site: FRANKFURT, region: 'eu-central-1', names: { instance: 'billing-ledger', securityGroup: 'guard' } },
    origin: { how, of: {} },
  }) as unknown as DatabasePlacement;
const recovery = (move: Partial<MoveFacts> = {}, how?: 'created') => databaseRecovery(placement(how), move as MoveFacts);

test('what the replica lacked is asked of its own region, about the minutes before the other side was lost', () => {
  const { run, endpoint } = recovery({ since: '2026-11-21T02:10:00+01:00' }).age!;
  expect(endpoint).toBe('eu-central-1');
  expect(run).toEqual(expect.arrayContaining(['ReplicaLag', 'eu-central-1', 'Name=DBInstanceIdentifier,Value=billing-ledger']));
  expect(run[run.indexOf('--start-time') + 1]).toBe('2026-11-21T00:55:00.000Z');
  expect(run[run.indexOf('--end-time') + 1]).toBe('2026-11-21T01:10:00.000Z');
});

test('before a loss is declared, it is asked about the last minutes', () => {
  expect(recovery().age?.run.join(' ')).toContain('900');
});

test.each([
  ['available\tarn:aws:rds:eu-west-3:1:db:x', true],
  ['available\tNone', false],
  ['modifying\tarn:aws:rds:eu-west-3:1:db:x', false],
])('what still follows is told from what was promoted: %j', (answer, follows) => {
  const [check] = recovery().follows ?? [];
  const pattern = check?.do === 'check' ? new RegExp(`^(?:${check.how.matches})$`) : /^$/;
  expect(pattern.test(answer)).toBe(follows);
  expect(check?.onFailure).toContain('continuity record started');
});

test('what follows nobody lacks nothing, and has nothing to give back', () => {
  const steps = recovery({}, 'created');
  expect([steps.age, steps.follows, steps.drained]).toEqual([undefined, undefined, undefined]);
});
