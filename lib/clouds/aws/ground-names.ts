import type { SiteRef } from '../../words/place';
import { arnOf, roleArn } from './arn';
import { AWS_NAMES } from './facts';

/** Names of what lies under every component. */
export const GROUND_NAMES = {
  alias: AWS_NAMES.alias,
  vault: AWS_NAMES.vault,
  vaultAlias: AWS_NAMES.vaultAlias,
  plan: AWS_NAMES.plan,
  topic: AWS_NAMES.topic,
  topicAlias: AWS_NAMES.topicAlias,
  backupRole: AWS_NAMES.backupRole,
};

/** One of them. */
export type AwsGroundName = keyof typeof GROUND_NAMES;

/** The role with which copies of a site are made and restored. */
export const backupRoleArn = (site: SiteRef<AwsGroundName>): string => roleArn(site, site.ground.backupRole);

/** The vault that the copies of a site are in. */
export const vaultArn = (site: SiteRef<AwsGroundName>): string => arnOf(site, 'backup', `backup-vault:${site.ground.vault}`);
