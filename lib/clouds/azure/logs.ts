import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace/index.js';
import { once } from '../../port/once';
import { KEPT_DAYS } from '../../port/starting';
import type { AzureContext } from './cell';

/** Where the logs of a site go. */
const LOGS = 'logs';

/**
 * The workspace of a site, once, whoever writes there: what containers print, and what the tests of pages found. It is kept as long as the library keeps
 * logs on every cloud (`KEPT_DAYS`; a workspace takes 30 to 730 days:
 * https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/log_analytics_workspace.html.markdown), and has no key: what
 * writes there is let in by Azure itself.
 */
export const logsOf = ({ stack, sitePlan, workload }: AzureContext): LogAnalyticsWorkspace =>
  once(
    stack,
    LOGS,
    LogAnalyticsWorkspace,
    () =>
      new LogAnalyticsWorkspace(stack, LOGS, {
        name: sitePlan.ground.insights,
        resourceGroupName: sitePlan.ground.group,
        location: sitePlan.region,
        sku: 'PerGB2018',
        retentionInDays: KEPT_DAYS,
        localAuthenticationEnabled: false,
        tags: { workload: workload.id },
      }),
  );
