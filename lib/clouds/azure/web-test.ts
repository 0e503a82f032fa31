import { ApplicationInsights } from '@cdktf/provider-azurerm/lib/application-insights/index.js';
import { ApplicationInsightsStandardWebTest } from '@cdktf/provider-azurerm/lib/application-insights-standard-web-test/index.js';
import { MonitorMetricAlert } from '@cdktf/provider-azurerm/lib/monitor-metric-alert/index.js';
import { once } from '../../port/once';
import type { Page, Told } from '../../port/signals';
import { toldOf } from './alarm';
import type { AzureContext } from './cell';
import { logsOf } from './logs';
import { partitionOf } from './partition';
import { renderTestSilence } from './query-alert';

/** https://learn.microsoft.com/azure/azure-monitor/app/availability-standard-tests (read 2023-09-12): as often as there is, and given up after its default. */
const ASKED = { frequency: 300, timeout: 30, retryEnabled: true } as const;

/** From where pages are asked for, by partition, as the service calls the places (same page, "location population tags"). */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  // West Europe, North Europe, France Central, East US, Southeast Asia.
  AzureCloud: ['emea-nl-ams-azr', 'emea-gb-db3-azr', 'emea-fr-pra-edge', 'us-va-ash-azr', 'apac-sg-sin-azr'],
  AzureUSGovernment: ['usgov-va-azr', 'usgov-phx-azr', 'usgov-tx-azr', 'usgov-ddeast-azr', 'usgov-ddcentral-azr'],
  AzureChinaCloud: ['mc-cne-azr', 'mc-cne2-azr', 'mc-cnn-azr', 'mc-cnn2-azr'],
};

/** Places that may fail for reasons of their own: "number of test locations - 2, with a minimum of five" (same page); China has four. */
const MAY_FAIL = 2;

/**
 * A standard test, which asks from five places where the cloud has as many, and an alert once all but two of them failed: within about five
 * minutes; and another one once nothing is heard of it. Results are kept in the workspace of the site, since Application Insights of the older kind are no longer made. UNVERIFIED: not seen
 * on a real subscription; once made, a test may take 20 minutes to begin (same page).
 */
export function renderPage(context: AzureContext, signal: Told & Page): void {
  const { stack, site, sitePlan } = context;
  const insights = insightsOf(context);
  const { id, name, title, host, port, path, status, contains, calls } = signal;
  const from = PLACES[partitionOf(sitePlan.region).cloud] as readonly string[];
  const test = new ApplicationInsightsStandardWebTest(stack, `${id}-test`, {
    name,
    resourceGroupName: sitePlan.ground.group,
    location: sitePlan.region,
    applicationInsightsId: insights.id,
    geoLocations: [...from],
    description: title,
    enabled: calls,
    ...ASKED,
    request: { url: `${port === 443 ? 'https' : 'http'}://${host}${path}`, parseDependentRequestsEnabled: false },
    validationRules: {
      // 0: each below 400.
      expectedStatusCode: status ?? 0,
      ...(port === 443 ? { sslCheckEnabled: true } : {}),
      // English letters alone (same page).
      ...(contains === undefined ? {} : { content: { contentMatch: contains, passIfTextFound: true } }),
    },
  });
  new MonitorMetricAlert(stack, id, {
    name,
    resourceGroupName: sitePlan.ground.group,
    description: title,
    scopes: [test.id, insights.id],
    enabled: calls,
    severity: 1,
    frequency: 'PT1M',
    windowSize: 'PT5M',
    applicationInsightsWebTestLocationAvailabilityCriteria: {
      webTestId: test.id,
      componentId: insights.id,
      failedLocationCount: from.length - MAY_FAIL,
    },
    action: toldOf(sitePlan, site.subscriptions),
  });
  renderTestSilence(context, signal, insights.id);
}

/** What the tests of a site belong to, once. */
function insightsOf(context: AzureContext): ApplicationInsights {
  const { stack, sitePlan, workload } = context;
  const make = (): ApplicationInsights =>
    new ApplicationInsights(stack, 'page-insights', {
      name: sitePlan.ground.insights,
      resourceGroupName: sitePlan.ground.group,
      location: sitePlan.region,
      tags: { workload: workload.id },
      applicationType: 'web',
      workspaceId: logsOf(context).id,
    });
  return once(stack, 'page-insights', ApplicationInsights, make);
}
