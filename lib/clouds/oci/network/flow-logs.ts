import type { CoreSubnet } from '@cdktf/provider-oci/core-subnet';
import { LoggingLogGroup } from '@cdktf/provider-oci/logging-log-group';
import { LoggingLog } from '@cdktf/provider-oci/logging-log';
import type { OciContext } from '../cell';
import type { NetworkPlacement } from './names';

/**
 * Who talked to whom, a log for each subnet: all that is in it, now and later
 * (https://docs.oracle.com/iaas/Content/Logging/Reference/details_for_vcn_flow_logs.htm, category `all`, 2026-11). UNVERIFIED: that this category
 * still asks for no capture filter.
 */
export function renderFlowLogs(
  { stack, site }: OciContext,
  { id, here, declaration }: NetworkPlacement,
  subnets: readonly CoreSubnet[],
): void {
  const { flowLogDays } = declaration;
  if (flowLogDays === undefined) return;
  const compartmentId = site.account;
  const group = new LoggingLogGroup(stack, `${id}-flow-logs`, { compartmentId, displayName: here.names.logs });
  for (const subnet of subnets)
    new LoggingLog(stack, `${subnet.node.id}-flow-log`, {
      logGroupId: group.id,
      displayName: `${here.names.logs}-${subnet.node.id}`,
      logType: 'SERVICE',
      isEnabled: true,
      retentionDuration: flowLogDays,
      configuration: {
        compartmentId,
        source: { sourceType: 'OCISERVICE', service: 'flowlogs', category: 'all', resource: subnet.id },
      },
    });
}
