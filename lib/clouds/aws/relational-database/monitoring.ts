import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance/index.js';
import type { BasePlacement } from '../../../plan/plan';
import type { BaseContext } from '../../../port/cloud';
import { managedPolicyArn, roleArn } from '../arn';
import type { AwsGround, AwsGroundName } from '../ground';
import { assumedBy } from '../policy';
import { engineOf } from './engines';
import type { DatabasePlacement } from './names';
import { instanceClass } from './sizes';

type Named = Pick<BasePlacement<DatabasePlacement['declaration'], keyof DatabasePlacement['here']['names'], AwsGroundName>, 'here' | 'id'>;

/** The role by which the service tells how the machine of an instance is: a global control plane has it, so it is made in peace. */
export function renderMonitoringRole({ stack }: BaseContext<AwsGroundName>, { here, id }: Named): void {
  const { names, region, account } = here;
  const role = new IamRole(stack, `${id}-monitoring`, {
    name: names.monitoringRole,
    assumeRolePolicy: assumedBy('monitoring.rds.amazonaws.com', account),
  });
  new IamRolePolicyAttachment(stack, `${id}-monitoring-policy`, {
    role: role.name,
    policyArn: managedPolicyArn(region, 'service-role/AmazonRDSEnhancedMonitoringRole'),
  });
}

/**
 * What an instance tells: its logs, its load for a week where its class can, and its machine each minute; and that it takes tokens instead of passwords.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html,
 * USER_PerfInsights.html, USER_Monitoring.OS.Enabling.html and UsingWithRDS.IAMDBAuth.html there, 2026-11.
 */
export const tells = ({ here, declaration }: DatabasePlacement, { key }: AwsGround): Partial<DbInstanceConfig> => ({
  enabledCloudwatchLogsExports: [...engineOf(declaration).logs],
  ...(engineOf(declaration).untold.includes(instanceClass(declaration.size))
    ? {}
    : { performanceInsightsEnabled: true, performanceInsightsKmsKeyId: key.arn, performanceInsightsRetentionPeriod: 7 }),
  monitoringInterval: 60,
  monitoringRoleArn: roleArn(here, here.names.monitoringRole),
  iamDatabaseAuthenticationEnabled: true,
});
