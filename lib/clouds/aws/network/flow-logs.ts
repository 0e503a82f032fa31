import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import type { BaseContext } from '../../../port/cloud';
import { arnOf, roleArn } from '../arn';
import type { AwsContext } from '../cell';
import type { AwsGroundName } from '../ground';
import { allow, assumedBy, documentOf } from '../policy';
import type { NetworkBase, NetworkPlacement } from './names';

const isLogged = ({ declaration, here }: Pick<NetworkBase, 'declaration' | 'here'>): boolean =>
  declaration.flowLogDays !== undefined && !here.existing;

/**
 * The role with which flow logs are written, into that group alone, and for nobody else's:
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html, 2026-11.
 */
export function renderFlowRole({ stack }: BaseContext<AwsGroundName>, placement: NetworkBase): void {
  if (!isLogged(placement)) return;
  const { id, here } = placement;
  const { account, names } = here;
  const role = new IamRole(stack, `${id}-flow-logs`, {
    name: names.logsRole,
    assumeRolePolicy: assumedBy('vpc-flow-logs.amazonaws.com', account, arnOf(here, 'ec2', 'vpc-flow-log/*')),
  });
  const write = allow(
    ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
    [names.logs, `${names.logs}:*`].map((name) => arnOf(here, 'logs', `log-group:${name}`)),
  );
  // Groups are listed of a whole region: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
  const look = allow(['logs:DescribeLogGroups'], arnOf(here, 'logs', 'log-group:*'));
  new IamRolePolicy(stack, `${id}-flow-logs-policy`, {
    name: 'flow-logs',
    role: role.name,
    policy: documentOf(write, look),
  });
}

/** Who talked to whom, of all that is in the network. */
export function renderFlowLogs({ stack }: AwsContext, placement: NetworkPlacement, vpc: Vpc): void {
  if (!isLogged(placement)) return;
  const { id, here, declaration } = placement;
  const { names } = here;
  const group = new CloudwatchLogGroup(stack, `${id}-flow-logs`, {
    name: names.logs,
    retentionInDays: declaration.flowLogDays as number,
  });
  new FlowLog(stack, `${id}-flow-log`, {
    vpcId: vpc.id,
    trafficType: 'ALL',
    logDestination: group.arn,
    iamRoleArn: roleArn(here, names.logsRole),
    tags: { Name: names.network },
  });
}
