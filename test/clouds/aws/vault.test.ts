import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { Duration, ObjectStorage } from '../../../lib';
import { appIn, folder, paris, PATIENT, refusal, topology, workload } from '../../declared';
import type { StackJson } from '../../support/json';
import { block } from './fixture';

const AFTER = { lockForGoodAfter: Duration.days(7), irrevocable: true };
const declare = (app: App, over: Parameters<typeof paris>[0], destroyable = false): void => {
  new ObjectStorage(workload(app, 'billing', { topology: topology({ primary: paris(over) }), destroyable }), 'Invoices');
};

const stackOf = (over: Parameters<typeof paris>[0]): StackJson => {
  const out = folder();
  const app = appIn(out);
  declare(app, over);
  app.synth();
  return JSON.parse(readFileSync(join(out, 'out', 'stacks', 'billing-eu-west-3', 'cdk.tf.json'), 'utf8')) as StackJson;
};
const lockOf = (over: Parameters<typeof paris>[0]): unknown => block(stackOf(over), 'aws_backup_vault_lock_configuration.vault-lock');

test('nobody deletes what keeps copies from deletion; who applies the stack may still put its policy', () => {
  const { policy } = block(stackOf({}), 'aws_backup_vault_policy.vault-policy');
  expect((JSON.parse(String(policy)) as { Statement: unknown }).Statement).toEqual([
    {
      Sid: 'KeepCopies',
      Effect: 'Deny',
      Principal: '*',
      Action: [
        'backup:DeleteRecoveryPoint',
        'backup:UpdateRecoveryPointLifecycle',
        'backup:DeleteBackupVault',
        'backup:DeleteBackupVaultAccessPolicy',
        'backup:DeleteBackupVaultLockConfiguration',
      ],
      Resource: '*',
    },
  ]);
});

test('a lock may be taken off again, unless it is asked for that nobody can', () => {
  expect(lockOf({})).not.toHaveProperty('changeable_for_days');
  expect(lockOf(AFTER)).toMatchObject({ changeable_for_days: 7, min_retention_days: 7, max_retention_days: 36 });
});

test.each([Duration.days(2), Duration.hours(100), Duration.days(36_501)])(
  'is for good after whole days, 3 to 36500: not after %s',
  (after) => {
    expect(() => paris({ lockForGoodAfter: after })).toThrow(/DR-SITE-01[\s\S]*whole days, 3 at least/);
  },
);

test.each([
  [1, 60],
  [2, 120],
  [12, 480],
  [72, 480],
])('every %i h a copy has %i minutes to begin, and the time of a first one to end', (hours, minutes) => {
  const out = folder();
  const app = appIn(out);
  new ObjectStorage(workload(app, 'billing', { copyEvery: Duration.hours(hours), objectives: PATIENT }), 'Invoices');
  app.synth();
  const stack = JSON.parse(readFileSync(join(out, 'out', 'stacks', 'billing-eu-west-3', 'cdk.tf.json'), 'utf8')) as StackJson;
  const [rule] = block(stack, 'aws_backup_plan.copies')['rule'] as object[];
  expect(rule).toMatchObject({ start_window: minutes, completion_window: 10_080 });
});

test.each([
  [{ lockForGoodAfter: Duration.days(7) }, 'got: lockForGoodAfter: 7 d', 'irrevocable: true'],
  [{ lockForGoodAfter: Duration.days(7), irrevocable: false }, 'the word is not said', 'leave lockForGoodAfter out'],
  [{ irrevocable: true }, 'got: irrevocable: true', 'lockForGoodAfter: Duration.days(7)'],
])('is for good by the word alone: %j', (over, ...words) => {
  const { id, message } = refusal(() => paris(over));
  expect(id).toBe('DR-LOCK-03');
  for (const word of words) expect(message).toContain(word);
});

test('what may be destroyed has no lock, least of all one for good', () => {
  expect(refusal((app) => declare(app, AFTER, true)).id).toBe('DR-LOCK-02');
});
