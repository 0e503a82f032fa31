import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan/index.js';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection/index.js';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration/index.js';
import { BackupVaultPolicy } from '@cdktf/provider-aws/lib/backup-vault-policy/index.js';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { Duration } from '../../objectives/duration';
import type { WorkloadFacts } from '../../plan/plan';
import type { GroundContext, SiteContext } from '../../port/cloud';
import { ContinuityError } from '../../words/errors';
import { backupRoleArn, vaultArn, type AwsGroundName } from './ground-names';
import { documentOf } from './policy';
import { cronOf } from './schedule';
import type { AwsSite } from './site';

/** The tag by which data is copied that an architect adds. */
export const BACKUP_TAG = 'continuity-backup';

/** Its value: two environments of one workload may be in one account and region, and neither copies what is the other's. */
export const tagOf = ({ id, environment }: Pick<WorkloadFacts, 'id' | 'environment'>): string =>
  environment === undefined ? id : `${environment}-${id}`;

/** Id of what selects by it, in a stack that makes copies. */
export const COPIES = 'copies-selection';

/** Days a recovery point is kept, and cannot be deleted before (the library's own default). */
export const KEEP_DAYS = 35;
const LOCK_DAYS = 7;

/**
 * Minutes until a job of copies has to begin, and to end: the vendor's own defaults, 8 hours and 7 days. A first copy of a bucket takes
 * tens of hours. https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
const START = 480;
const COMPLETION = 10_080;

/** The longest name of a selection. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
const SELECTION = 50;

/** The vault, its guards and the schedule of copies. */
export function renderCopies(context: GroundContext<AwsGroundName>, key: KmsKey): BackupPlan {
  const { stack, sitePlan, workload } = context;
  const { ground: names, copies } = sitePlan;
  const vault = renderVault(context, key);
  const schedule = new BackupPlan(stack, 'copies', {
    name: names.plan,
    rule: [
      {
        ruleName: 'copies',
        targetVaultName: vault.name,
        schedule: cronOf(copies.every),
        startWindow: START,
        completionWindow: COMPLETION,
        lifecycle: { deleteAfter: KEEP_DAYS },
        ...(copies.toPeer ? { copyAction: [{ destinationVaultArn: vaultArn(sitePlan.peer), lifecycle: { deleteAfter: KEEP_DAYS } }] } : {}),
      },
    ],
  });
  new BackupSelection(stack, COPIES, {
    name: names.plan,
    planId: schedule.id,
    iamRoleArn: backupRoleArn(sitePlan),
    selectionTag: [{ type: 'STRINGEQUALS', key: BACKUP_TAG, value: tagOf(workload) }],
  });
  return schedule;
}

/**
 * A key of its own, so that whoever loses that of the data still has the copies. Where the environment may be destroyed it goes with what
 * is in it: neither locked nor guarded.
 */
function renderVault({ stack, site, sitePlan, workload }: GroundContext<AwsGroundName>, key: KmsKey): BackupVault {
  const { lockForGoodAfter } = site as AwsSite;
  const vault = new BackupVault(stack, 'vault', {
    name: sitePlan.ground.vault,
    kmsKeyArn: key.arn,
    forceDestroy: !workload.durable,
    // The key of a vault cannot change: one that was made with another keeps it.
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['kms_key_arn'] },
  });
  if (!workload.durable) {
    if (lockForGoodAfter) throw lockedForGood(site.key, workload.id, lockForGoodAfter);
    return vault;
  }
  new BackupVaultLockConfiguration(stack, 'vault-lock', {
    backupVaultName: vault.name,
    minRetentionDays: LOCK_DAYS,
    maxRetentionDays: KEEP_DAYS + 1,
    ...(lockForGoodAfter ? { changeableForDays: lockForGoodAfter.toSeconds() / 86_400 } : {}),
  });
  new BackupVaultPolicy(stack, 'vault-policy', { backupVaultName: vault.name, policy: KEPT });
  return vault;
}

const lockedForGood = (site: string, workload: string, after: Duration): ContinuityError =>
  new ContinuityError({
    id: 'DR-LOCK-02',
    what: `${workload} may be destroyed, and the lock of its copies at ${site} may not`,
    value: `lockForGoodAfter: ${after}`,
    allowed: 'a lock that is irrevocable, or an environment that may be destroyed',
    fix: 'leave lockForGoodAfter of the site out, or destroyable of the workload',
  });

/**
 * Nobody deletes a copy, nor shortens its life, nor deletes the vault; copies expire all the same. Whoever has to lifts the policy first. A
 * policy of a vault takes no wildcard. https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
const KEPT = documentOf({
  Sid: 'KeepCopies',
  Effect: 'Deny',
  Principal: '*',
  Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle', 'backup:DeleteBackupVault'],
  Resource: '*',
});

/** Where a component stands that is copied. */
type Copying = Pick<SiteContext<{ readonly schedule?: BackupPlan }, AwsGroundName>, 'stack' | 'ground' | 'sitePlan'>;

/**
 * Copies a component by its ARN: what is named is copied whatever the account says of its type, what is found by a tag only where that type
 * is on. https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
 */
export function takeCopies({ stack, ground, sitePlan }: Copying, id: string, arn: string): void {
  if (!ground.schedule) return;
  new BackupSelection(stack, `${id}-copies`, {
    name: id.slice(-SELECTION),
    planId: ground.schedule.id,
    iamRoleArn: backupRoleArn(sitePlan),
    resources: [arn],
  });
}
