import type { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { TerraformStack } from 'cdktf';
import { isCopied } from '../../port/cell';
import type { BaseContext, GroundContext } from '../../port/cloud';
import { renderEvent } from './alarm';
import { managedPolicyArn } from './arn';
import type { SiteRef } from '../../words/place';
import type { AwsGroundName } from './ground-names';
import { renderKey } from './key';
import { assumedBy, readBy } from './policy';
import { renderTopic, type Topic } from './topic';
import { renderCopies } from './vault';

export { GROUND_NAMES, type AwsGroundName } from './ground-names';

/** What lies under every component of a site. */
export interface AwsGround {
  /** The site's own key. */
  readonly key: KmsKey;
  /** Where alarms go. */
  readonly alerts: Topic;
  /** The schedule of copies; absent where no component is copied. */
  readonly schedule?: BackupPlan;
}

/** The site's key, topic, vault and schedule of copies. Everything exists in peace: nothing here is created on the day. */
export function renderGround(context: GroundContext<AwsGroundName>): AwsGround {
  const { stack, site, sitePlan, workload } = context;
  const { ground: names } = sitePlan;
  const { durable } = workload;
  const { away } = sitePlan.copies;
  const shared = readBy(sitePlan, away ? [away.account] : []);
  const key = renderKey(stack, 'key', {
    description: `Data of ${workload.id} at ${sitePlan.region}`,
    alias: names.alias,
    durable,
    ...shared,
  });
  const alerts = renderTopic(stack, {
    name: names.topic,
    alias: names.topicAlias,
    at: sitePlan,
    durable,
    subscriptions: site.subscriptions,
  });
  watchKey(context, alerts, key);
  if (!copiesAny(context)) return { key, alerts };
  const vaultKey = renderKey(stack, 'vault-key', {
    description: `Copies of ${workload.id} at ${sitePlan.region}`,
    alias: names.vaultAlias,
    durable,
    ...shared,
  });
  watchKey(context, alerts, vaultKey);
  watchVault(context, alerts);
  return { key, alerts, schedule: renderCopies(context, vaultKey) };
}

/**
 * Data is lost with its key, and nothing that reads it fails until then: a key that is disabled, or is to be deleted, is told at once, to its own
 * site, since rules hear their own region. CloudTrail tells it where the account has a trail of management events
 * (https://docs.aws.amazon.com/kms/latest/developerguide/ct-schedule-key-deletion.html,
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html, 2026-11); without one doctor alone asks.
 */
function watchKey({ stack, sitePlan, workload }: GroundContext<AwsGroundName>, alerts: Topic, key: KmsKey): void {
  const { id } = key.node;
  renderEvent(stack, alerts, {
    kind: 'event',
    id: `${id}-told`,
    name: `${sitePlan.ground.topic}-${id}`,
    title: `The ${id} of ${workload.id} at ${sitePlan.region} was disabled, is to be deleted (what it encrypts is lost with it), or has another policy`,
    calls: true,
    pattern: {
      source: ['aws.kms'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventName: ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'], resources: { ARN: [key.arn] } },
    },
  });
}

/**
 * Whoever may put another policy, or take off a lock that is not for good, may delete copies then, and no job fails of it: told at once, as the end of
 * a key is. Also of what this stack changes by itself (https://docs.aws.amazon.com/aws-backup/latest/devguide/logging-using-cloudtrail.html, 2026-11;
 * UNVERIFIED that each of these calls names the vault as the one does which that page shows).
 */
function watchVault({ stack, sitePlan, workload }: GroundContext<AwsGroundName>, alerts: Topic): void {
  const { ground: names, region } = sitePlan;
  renderEvent(stack, alerts, {
    kind: 'event',
    id: 'vault-told',
    name: `${names.topic}-vault`,
    title: `The vault of ${workload.id} at ${region} has another policy, or another lock or none: copies may be deleted`,
    calls: true,
    pattern: {
      source: ['aws.backup'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventName: [
          ...['PutBackupVaultAccessPolicy', 'DeleteBackupVaultAccessPolicy'],
          ...['PutBackupVaultLockConfiguration', 'DeleteBackupVaultLockConfiguration'],
        ],
        requestParameters: { backupVaultName: [names.vault] },
      },
    },
  });
}

/** Whether something of a site is copied. */
export const copiesAny = ({ site, placements }: Pick<BaseContext, 'site' | 'placements'>): boolean =>
  placements.some(({ declaration }) => isCopied(site.cloud, declaration));

const MANAGED = [
  'service-role/AWSBackupServiceRolePolicyForBackup',
  'service-role/AWSBackupServiceRolePolicyForRestores',
  'AWSBackupServiceRolePolicyForS3Backup',
  'AWSBackupServiceRolePolicyForS3Restore',
];

/** The role with which copies of a site are made and restored. */
export function renderGroundBase(context: BaseContext<AwsGroundName>): void {
  if (copiesAny(context)) renderBackupRole(context.stack, context.sitePlan);
}

/** The role with which AWS Backup makes copies, restores them, and sends them elsewhere. */
export function renderBackupRole(stack: TerraformStack, at: SiteRef<AwsGroundName>): void {
  // For jobs of its own account alone. UNVERIFIED: no page says that AWS Backup fills the account in; others rely on it
  // (https://github.com/nationalarchives/terraform-aws-immutable-aws-backup, iam-service-role.tf).
  const assumeRolePolicy = assumedBy('backup.amazonaws.com', at.account);
  const role = new IamRole(stack, 'backup-role', { name: at.ground.backupRole, assumeRolePolicy });
  for (const policy of MANAGED) {
    new IamRolePolicyAttachment(
      stack,
      `backup-role-${policy.split('/').at(-1)?.replace('AWSBackupServiceRolePolicyFor', '').toLowerCase()}`,
      { role: role.name, policyArn: managedPolicyArn(at.region, policy) },
    );
  }
}
