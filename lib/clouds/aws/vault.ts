import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan/index.js';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection/index.js';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration/index.js';
import { BackupVaultPolicy } from '@cdktf/provider-aws/lib/backup-vault-policy/index.js';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { TerraformStack } from 'cdktf';
import type { Duration } from '../../objectives/duration';
import type { WorkloadFacts } from '../../plan/plan';
import type { GroundContext, SiteContext } from '../../port/cloud';
import { ContinuityError } from '../../words/errors';
import { rootArn } from './arn';
import { backupRoleArn, vaultArn, type AwsGroundName } from './ground-names';
import { documentOf, type Statement } from './policy';
import { betweenCopies, cronOf } from './schedule';
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
/** Days from the shortest to the longest time that a vault of a site takes a copy for. */
export const KEPT_WITHIN = { least: 7, most: KEEP_DAYS + 1 };

/**
 * Minutes until a job of copies has to begin, and to end: the vendor's own defaults, 8 hours and 7 days, and the vendor's least, an hour. One that
 * has not begun when the next is due is given up, which is told. The end is the vendor's whatever the interval: a first copy of a bucket takes
 * tens of hours, and cut off it would begin again for ever; that none was made meanwhile is told, too.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html, API_BackupRuleInput.html there, 2026-11.
 */
const START = { least: 60, most: 480 };
const COMPLETION = 10_080;
const startsWithin = (every: number): number => Math.min(Math.max(betweenCopies(every) / 60, START.least), START.most);

/** The longest name of a selection. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
const SELECTION = 50;

/** The vault, its guards and the schedule of copies. */
export function renderCopies(context: GroundContext<AwsGroundName>, key: KmsKey): BackupPlan {
  const { stack, sitePlan, workload } = context;
  const { ground: names, copies } = sitePlan;
  const vault = renderVault(context, key);
  const copied = [
    ...(copies.toPeer ? [{ destinationVaultArn: vaultArn(sitePlan.peer), lifecycle: { deleteAfter: KEEP_DAYS } }] : []),
    ...(copies.away ? [{ destinationVaultArn: vaultArn(copies.away), lifecycle: { deleteAfter: copies.away.keep / 86_400 } }] : []),
  ];
  const schedule = new BackupPlan(stack, 'copies', {
    name: names.plan,
    rule: [
      {
        ruleName: 'copies',
        targetVaultName: vault.name,
        schedule: cronOf(copies.every),
        startWindow: startsWithin(copies.every),
        completionWindow: COMPLETION,
        lifecycle: { deleteAfter: KEEP_DAYS },
        ...(copied.length > 0 ? { copyAction: copied } : {}),
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

/** The vault of a site, which takes back what the place of copies has, and nothing from any other account. */
function renderVault({ stack, site, sitePlan, workload }: GroundContext<AwsGroundName>, key: KmsKey): BackupVault {
  const { lockForGoodAfter } = site as AwsSite;
  const lock = { ...KEPT_WITHIN, lockForGoodAfter };
  const { away } = sitePlan.copies;
  const admits = away && away.account !== sitePlan.account ? [away.account] : [];
  return renderLockedVault(stack, { name: sitePlan.ground.vault, key, at: site.key, workload, lock, admits });
}

/** A vault, and what guards it. */
interface VaultPlan {
  readonly name: string;
  readonly key: KmsKey;
  /** `cloud:region`. */
  readonly at: string;
  readonly workload: WorkloadFacts;
  /** Days from the shortest to the longest time that a copy is kept, and after how long nobody takes the lock off. */
  readonly lock: { readonly least: number; readonly most: number; readonly lockForGoodAfter: Duration | undefined };
  /** Accounts whose copies it takes. @default those of its own account alone, which needs no word */
  readonly admits?: readonly string[];
}

/**
 * A key of its own, so that whoever loses that of the data still has the copies. Where the environment may be destroyed it goes with what
 * is in it: neither locked nor guarded. Throws `DR-LOCK-02` where a lock for good is asked for there.
 */
export function renderLockedVault(stack: TerraformStack, { name, key, at, workload, lock, admits = [] }: VaultPlan): BackupVault {
  const { least, most, lockForGoodAfter } = lock;
  const { durable } = workload;
  const vault = new BackupVault(stack, 'vault', {
    name,
    kmsKeyArn: key.arn,
    forceDestroy: !durable,
    // The key of a vault cannot change: one that was made with another keeps it.
    lifecycle: { preventDestroy: durable, ignoreChanges: ['kms_key_arn'] },
  });
  if (!durable && lockForGoodAfter) throw lockedForGood(at, workload.id, lockForGoodAfter);
  if (durable)
    new BackupVaultLockConfiguration(stack, 'vault-lock', {
      backupVaultName: vault.name,
      minRetentionDays: least,
      maxRetentionDays: most,
      ...(lockForGoodAfter ? { changeableForDays: lockForGoodAfter.toSeconds() / 86_400 } : {}),
    });
  const statements = [...(admits.length > 0 ? [admitting(at, admits)] : []), ...(durable ? [KEPT] : [])];
  if (statements.length > 0)
    new BackupVaultPolicy(stack, 'vault-policy', { backupVaultName: vault.name, policy: documentOf(...statements) });
  return vault;
}

const lockedForGood = (place: string, workload: string, after: Duration): ContinuityError =>
  new ContinuityError({
    id: 'DR-LOCK-02',
    what: `${workload} may be destroyed, and the lock of its copies at ${place} may not`,
    value: `lockForGoodAfter: ${after}`,
    allowed: 'a lock that is irrevocable, or an environment that may be destroyed',
    fix: `leave lockForGoodAfter of ${place} out, or destroyable of the workload`,
  });

/** Nobody else sends a copy: what no statement allows is refused to every other account. */
const admitting = (at: string, accounts: readonly string[]): Statement => ({
  Sid: 'TakesCopies',
  Effect: 'Allow',
  Principal: { AWS: accounts.map((account) => rootArn(at.slice(at.indexOf(':') + 1), account)) },
  Action: 'backup:CopyIntoBackupVault',
  Resource: '*',
});

/**
 * Nobody deletes a copy, nor shortens its life, nor deletes the vault, its lock or this policy; copies expire all the same. Whoever has to puts
 * another policy first, which stays the one way: who applies this stack is not known here, and could not be excepted, so that a policy which
 * refuses another one would be the last, for whom takes copies from another account, too. That somebody did is told (`watchVault`), and asked
 * (`vaultDoctor`); what nobody takes off is a lock for good. A policy of a vault takes no wildcard.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export const KEPT: Statement = {
  Sid: 'KeepCopies',
  Effect: 'Deny',
  Principal: '*',
  Action: [
    ...['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle', 'backup:DeleteBackupVault'],
    ...['backup:DeleteBackupVaultAccessPolicy', 'backup:DeleteBackupVaultLockConfiguration'],
  ],
  Resource: '*',
};

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
