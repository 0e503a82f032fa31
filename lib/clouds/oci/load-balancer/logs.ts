import { LoggingLog } from '@cdktf/provider-oci/logging-log';
import type { LoadBalancerLoadBalancer } from '@cdktf/provider-oci/load-balancer-load-balancer';
import type { WafWebAppFirewall } from '@cdktf/provider-oci/waf-web-app-firewall';
import { LOG_DAYS } from '../facts';
import type { OciContext } from '../cell';
import type { BalancerPlacement } from './names';

/**
 * Who asked for what, what failed, and what the firewall said, in the log group that is given: as long as a log is kept at the most. Services and
 * categories: https://docs.oracle.com/iaas/Content/Logging/Reference/details_for_load_balancer_logs.htm, details_for_waf_logs.htm, 2026-11.
 */
export function renderLogs(
  { stack, site }: OciContext,
  { id, here, declaration }: BalancerPlacement,
  balancer: LoadBalancerLoadBalancer,
  firewall: WafWebAppFirewall,
): void {
  const logGroupId = declaration.accessLogs[site.key];
  if (logGroupId === undefined) return;
  const of = (category: string, service: string, what: LoadBalancerLoadBalancer | WafWebAppFirewall): LoggingLog =>
    new LoggingLog(stack, `${id}-${service}-${category}`, {
      logGroupId,
      displayName: `${here.names.balancer}-${service}-${category}`,
      logType: 'SERVICE',
      isEnabled: true,
      retentionDuration: LOG_DAYS.at(-1) as number,
      configuration: {
        compartmentId: site.account,
        source: { sourceType: 'OCISERVICE', service, category, resource: what.id },
      },
    });
  of('access', 'loadbalancer', balancer);
  of('error', 'loadbalancer', balancer);
  of('all', 'waf', firewall);
}
