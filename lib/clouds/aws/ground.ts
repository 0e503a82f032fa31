import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan/index.js';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection/index.js';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration/index.js';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { SiteRef } from '../../words/place';
import type { BaseContext, GroundContext } from '../../port/cloud';
import { partitionOf } from './partition';
import { AWS_NAMES } from './facts';
import { renderTopic, type Topic } from './topic';

/** What lies under every component of a site. */
export interface AwsGround {
  /** The site's own key. */
  readonly key: KmsKey;
  /** Where alarms go. */
  readonly alerts: Topic;
}

/** Names of what lies under every component. */
export const GROUND_NAMES = {
  alias: AWS_NAMES.alias,
  vault: AWS_NAMES.vault,
  plan: AWS_NAMES.plan,
  topic: AWS_NAMES.topic,
  topicAlias: AWS_NAMES.topicAlias,
  backupRole: AWS_NAMES.backupRole,
};

/** One of them. */
export type AwsGroundName = keyof typeof GROUND_NAMES;

/** The tag by which data is backed up; its value is the plan's name. */
export const BACKUP_TAG = 'continuity-backup';

/** Id of what selects by it, in a stack that makes copies. */
export const COPIES = 'copies-selection';

/** Days a recovery point is kept, and cannot be deleted before (the library's own default). */
export const KEEP_DAYS = 35;
const LOCK_DAYS = 7;

/** The role with which copies of a site are made and restored. */
export const backupRoleArn = ({ region, account, ground }: SiteRef<AwsGroundName>): string =>
  `arn:${partitionOf(region)}:iam::${account}:role/${ground.backupRole}`;

/** The vault that the copies of a site are in. */
export const vaultArn = ({ region, account, ground }: SiteRef<AwsGroundName>): string =>
  `arn:${partitionOf(region)}:backup:${region}:${account}:backup-vault:${ground.vault}`;

/** The site's key, topic, vault and schedule of copies. Everything exists in peace: nothing here is created on the day. */
export function renderGround(context: GroundContext<AwsGroundName>): AwsGround {
  const { stack, site, sitePlan, workload, placements } = context;
  const { ground: names } = sitePlan;
  const key = new KmsKey(stack, 'key', {
    description: `Data of ${workload.id} at ${sitePlan.region}`,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    lifecycle: { preventDestroy: workload.durable },
  });
  new KmsAlias(stack, 'key-alias', { name: `alias/${names.alias}`, targetKeyId: key.keyId });
  const alerts = renderTopic(stack, {
    name: names.topic,
    alias: names.topicAlias,
    at: sitePlan,
    durable: workload.durable,
    subscriptions: site.subscriptions,
  });
  if (holdsData(placements)) renderCopies(context, key);
  return { key, alerts };
}

function renderCopies({ stack, sitePlan, workload }: GroundContext<AwsGroundName>, key: KmsKey): void {
  const { ground: names, peer, copies } = sitePlan;
  const vault = new BackupVault(stack, 'vault', {
    name: names.vault,
    kmsKeyArn: key.arn,
    lifecycle: { preventDestroy: workload.durable },
  });
  new BackupVaultLockConfiguration(stack, 'vault-lock', {
    backupVaultName: vault.name,
    minRetentionDays: LOCK_DAYS,
    maxRetentionDays: KEEP_DAYS + 1,
  });
  const copy = {
    destinationVaultArn: vaultArn(peer),
    lifecycle: { deleteAfter: KEEP_DAYS },
  };
  const schedule = new BackupPlan(stack, 'copies', {
    name: names.plan,
    rule: [
      {
        ruleName: 'copies',
        targetVaultName: vault.name,
        schedule: cronOf(copies.every),
        startWindow: 60,
        completionWindow: 600,
        lifecycle: { deleteAfter: KEEP_DAYS },
        ...(copies.toPeer ? { copyAction: [copy] } : {}),
      },
    ],
  });
  new BackupSelection(stack, COPIES, {
    name: names.plan,
    planId: schedule.id,
    iamRoleArn: backupRoleArn(sitePlan),
    selectionTag: [{ type: 'STRINGEQUALS', key: BACKUP_TAG, value: workload.id }],
  });
}

/** The shortest schedule that is never slower than the interval; AWS Backup runs at most hourly. */
function cronOf(seconds: number): string {
  const hours = Math.max(1, Math.floor(seconds / 3600));
  return hours >= 24 ? 'cron(0 5 * * ? *)' : `cron(0 0/${hours} * * ? *)`;
}

const MANAGED = [
  'service-role/AWSBackupServiceRolePolicyForBackup',
  'service-role/AWSBackupServiceRolePolicyForRestores',
  'AWSBackupServiceRolePolicyForS3Backup',
  'AWSBackupServiceRolePolicyForS3Restore',
];

const holdsData = (placements: BaseContext<AwsGroundName>['placements']): boolean =>
  placements.some(({ declaration }) => declaration.gib > 0);

/** The role with which copies are made and restored. */
export function renderGroundBase({ stack, sitePlan, placements }: BaseContext<AwsGroundName>): void {
  if (!holdsData(placements)) return;
  const assume = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const role = new IamRole(stack, 'backup-role', {
    name: sitePlan.ground.backupRole,
    assumeRolePolicy: JSON.stringify(assume),
  });
  for (const policy of MANAGED) {
    new IamRolePolicyAttachment(
      stack,
      `backup-role-${policy.split('/').at(-1)?.replace('AWSBackupServiceRolePolicyFor', '').toLowerCase()}`,
      { role: role.name, policyArn: `arn:${partitionOf(sitePlan.region)}:iam::aws:policy/${policy}` },
    );
  }
}
