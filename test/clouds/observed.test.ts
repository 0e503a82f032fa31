import { azure } from '../../lib/clouds/azure/azure';
import { Topology } from '../../lib/port/topology';
import { NORMAL } from '../../lib/situation/facts';
import { BusinessMetric } from '../../lib/observation/business-metric';
import { WebTest } from '../../lib/observation/web-test';
import type { Finding } from '../../lib/plan/plan';
import { Duration } from '../../lib/objectives/duration';
import { isUnseen } from '../../lib/words/doctor';
import type { Workload } from '../../lib/workload';
import { afterStory } from '../support/history';
import { cloudNamed } from '../support/clouds';
import { observe } from '../support/components';
import { blockAt, type Body, type StackJson } from '../support/json';
import { declareApp, renderWorkload, type Declared, type Output } from '../support/synth';
import { addresses } from './aws/fixture';

/*
 * What an architect has told of the application and of the business, as each cloud renders it.
 */

const made = (cloud: string, kinds: Declared['kinds'], add: (workload: Workload) => void, story?: string): Output => {
  const declared = { cloud: cloudNamed(cloud), kinds, tier: 'hot' as const };
  const { sides } = declareApp(declared).workload;
  const situation = story === undefined ? undefined : afterStory(story, sides);
  const { workload } = declareApp(declared, situation);
  add(workload);
  return renderWorkload(workload, situation ?? afterStory('standing', sides));
};
const both = (cloud: string) => (workload: Workload) => {
  observe(workload, cloudNamed(cloud));
};
const body = (stack: StackJson | undefined, address: string): Body => blockAt(stack as StackJson, address) as Body;
const valued = ({ manifest }: Output): Finding['subject'][] =>
  manifest.workloads[0]!.findings.filter(({ id }) => id === 'DR-VALUE-01').map(({ level, subject }) => `${level} ${subject}`);

describe('azure', () => {
  const GROUPS = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups';
  const group = (region: string): string => `${GROUPS}/billing-${region}/providers/Microsoft.Insights/actionGroups/billing-${region}`;
  const INSIGHTS = '${azurerm_application_insights.page-insights.id}';
  const TEST = '${azurerm_application_insights_standard_web_test.observed-home-test.id}';
  const { stacks } = made('azure', ['object-storage'], both('azure'));
  const [paris, frankfurt] = [stacks['billing-francecentral'], stacks['billing-germanywestcentral']];

  test('a page is asked for from five places, in the region that stands by, and told once three of them failed', () => {
    expect(body(frankfurt, 'azurerm_application_insights_standard_web_test.observed-home-test')).toMatchObject({
      ...{ location: 'germanywestcentral', resource_group_name: 'billing-germanywestcentral', application_insights_id: INSIGHTS },
      ...{ enabled: true, frequency: 300, retry_enabled: true, request: { url: 'https://www.acme.example/orders' } },
      geo_locations: ['emea-nl-ams-azr', 'emea-gb-db3-azr', 'emea-fr-pra-edge', 'us-va-ash-azr', 'apac-sg-sin-azr'],
      validation_rules: { expected_status_code: 0, ssl_check_enabled: true },
    });
    expect(body(frankfurt, 'azurerm_monitor_metric_alert.observed-home')).toMatchObject({
      ...{ enabled: true, scopes: [TEST, INSIGHTS], action: [{ action_group_id: group('germanywestcentral') }] },
      application_insights_web_test_location_availability_criteria: { web_test_id: TEST, component_id: INSIGHTS, failed_location_count: 3 },
    });
    expect(body(paris, 'azurerm_application_insights_standard_web_test.observed-home-test')).toMatchObject({ enabled: false });
    expect(body(paris, 'azurerm_monitor_metric_alert.observed-home')).toMatchObject({ enabled: false });
  });

  test.each([
    ['usgovvirginia', 'usgovarizona', 'usgovtexas', 'usgov-va-azr', 5],
    ['chinanorth2', 'chinaeast2', 'chinanorth3', 'mc-cne-azr', 4],
  ])('%s: it is asked from places of its own partition', (here, there, witness, place, places) => {
    const common = { account: '00000000-0000-0000-0000-000000000001' };
    const state = (name: string, region?: string) => azure.stateIn(name, { resourceGroup: 'state', ...(region ? { region } : {}) });
    const topology = () =>
      Topology.activePassive({
        primary: azure.site(here, { ...common, cidr: '10.10.0.0/16', state: state('acmestatehere') }),
        secondary: azure.site(there, { ...common, cidr: '10.20.0.0/16', state: state('acmestatethere') }),
        witness: state('acmestatewitness', witness),
      });
    const { workload } = declareApp({ cloud: { ...cloudNamed('azure'), topology }, kinds: ['object-storage'], tier: 'hot' });
    new WebTest(workload, 'Home', { path: '/', host: 'www.acme.example' });
    const stack = renderWorkload(workload, NORMAL).stacks[`billing-${there}`];
    const from = body(stack, 'azurerm_application_insights_standard_web_test.observed-home-test')['geo_locations'] as readonly string[];
    expect([from[0], from.length]).toEqual([place, places]);
    expect(body(stack, 'azurerm_monitor_metric_alert.observed-home')).toMatchObject({
      application_insights_web_test_location_availability_criteria: { failed_location_count: places - 2 },
    });
  });

  test('its results are kept at the site, in its workspace, and nothing of it holds data', () => {
    expect(body(frankfurt, 'azurerm_application_insights.page-insights')).toMatchObject({
      ...{ application_type: 'web', location: 'germanywestcentral', workspace_id: '${azurerm_log_analytics_workspace.logs.id}' },
    });
    expect(body(frankfurt, 'azurerm_log_analytics_workspace.logs')).toMatchObject({
      ...{ sku: 'PerGB2018', retention_in_days: 365, local_authentication_enabled: false },
    });
    expect(
      addresses(made('azure', ['object-storage'], () => undefined).stacks['billing-francecentral'], 'azurerm_application_insights'),
    ).toEqual([]);
  });

  test('containers and pages write to one workspace of a site', () => {
    const { stacks: all } = made('azure', ['network', 'container-images', 'container-service'], both('azure'));
    const LOGS = 'azurerm_log_analytics_workspace.logs';
    for (const stack of [all['billing-francecentral'], all['billing-germanywestcentral']]) {
      expect(addresses(stack, 'azurerm_log_analytics_workspace')).toEqual([LOGS]);
      for (const address of ['azurerm_monitor_diagnostic_setting.containers-logs-sent', 'azurerm_application_insights.page-insights'])
        expect(JSON.stringify(body(stack, address))).toContain(`\${${LOGS}.id}`);
    }
  });

  test('doctor asks whether the provider of that workspace is registered, where pages are declared', () => {
    const asked = (add: (workload: Workload) => void): string[] => {
      const { workload } = declareApp({ cloud: cloudNamed('azure'), kinds: ['object-storage'], tier: 'hot' });
      add(workload);
      workload.stacks[0]?.prepareStack();
      const { places } = workload.report([workload.sides]).doctor;
      return places.flatMap(({ items }) => items.flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id))));
    };
    const ids = ['francecentral', 'germanywestcentral'].map((region) => `registered-microsoft.operationalinsights-${region}`);
    expect(asked(both('azure'))).toEqual(expect.arrayContaining(ids));
    expect(asked(() => undefined).filter((id) => id.includes('operationalinsights'))).toEqual([]);
  });

  test('that nobody asks any more is told by its logs', () => {
    expect(body(frankfurt, 'azurerm_monitor_scheduled_query_rules_alert_v2.observed-home-silence')).toMatchObject({
      ...{ enabled: true, scopes: [INSIGHTS], window_duration: 'PT30M', evaluation_frequency: 'PT5M' },
      action: { action_groups: [group('germanywestcentral')] },
      criteria: [
        {
          query: 'availabilityResults | where name == "billing-germanywestcentral-home" | summarize heard = count() | where heard == 0',
          ...{ time_aggregation_method: 'Count', operator: 'GreaterThan', threshold: 0 },
        },
      ],
    });
  });

  test('a number of Application Insights is told by its logs, which hear that nothing is published: what nobody buys is written by nobody', () => {
    const [here, there] = [paris, frankfurt].map((stack) => body(stack, 'azurerm_monitor_scheduled_query_rules_alert_v2.observed-placed'));
    expect(here).toMatchObject({
      ...{ enabled: true, location: 'francecentral', window_duration: 'PT1H', skip_query_validation: true },
      ...{
        scopes: [`${GROUPS}/app/providers/Microsoft.Insights/components/francecentral`],
        action: { action_groups: [group('francecentral')] },
      },
    });
    expect((here?.['criteria'] as readonly Body[])[0]?.['query']).toBe(
      'customMetrics | where name == "placed" and tostring(customDimensions["shop"]) == "main" | summarize number = sum(valueSum), heard = count() | where heard == 0 or number < 1',
    );
    expect(there).toMatchObject({ enabled: false, scopes: [`${GROUPS}/app/providers/Microsoft.Insights/components/germanywestcentral`] });
  });

  const platform = (of: Readonly<Record<string, Readonly<Record<string, string>>>>) => (workload: Workload) => {
    new BusinessMetric(workload, 'Queue', {
      ...{ says: 'Orders wait', namespace: 'Microsoft.ServiceBus/namespaces', metric: 'ActiveMessages', of },
      ...{ wrong: 'above', bound: 100, aggregation: 'extreme', window: Duration.minutes(15) },
    });
  };
  const queues = Object.fromEntries(
    ['francecentral', 'germanywestcentral'].map((region) => [
      `azure:${region}`,
      { queue: `${GROUPS}/app/providers/Microsoft.ServiceBus/namespaces/${region}`, EntityName: 'orders' },
    ]),
  );

  test('any other number by an alert of Azure Monitor, whose worst counts; that it hears no silence is a finding', () => {
    const output = made('azure', ['object-storage'], platform(queues));
    expect(body(output.stacks['billing-francecentral'], 'azurerm_monitor_metric_alert.observed-queue')).toMatchObject({
      ...{ enabled: true, window_size: 'PT15M', scopes: [queues['azure:francecentral']?.queue] },
      criteria: [
        {
          ...{ aggregation: 'Maximum', operator: 'GreaterThan', threshold: 100 },
          dimension: [{ name: 'EntityName', operator: 'Include', values: ['orders'] }],
        },
      ],
    });
    const [said] = output.manifest.workloads[0]!.findings.filter(({ id }) => id === 'DR-SIGNAL-02');
    expect(said).toMatchObject({
      subject: 'Queue silence',
      what: 'Nothing tells that nothing is heard any more of ActiveMessages (Queue)',
    });
    expect(output.manifest.workloads[0]!.observed[0]).toMatchObject({ level: 'business', silenceIsAlarm: false });
  });

  test('a number is of one resource at each site', () => {
    const { 'azure:francecentral': here } = queues;
    expect(() => made('azure', ['object-storage'], platform({ 'azure:francecentral': here! }))).toThrow(
      /DR-VALUE-01: .*Queue cannot take this value of of.*no id at azure:germanywestcentral[\s\S]*\/subscriptions\//,
    );
  });

  test('a region is lost: what asks stays as it is, and the number is told where the business goes on', () => {
    const { stacks: moved } = made('azure', ['object-storage'], both('azure'), 'standing, lost A, failover B, started, completed');
    const at = moved['billing-germanywestcentral'];
    for (const address of [
      'azurerm_application_insights_standard_web_test.observed-home-test',
      'azurerm_monitor_metric_alert.observed-home',
    ])
      expect(body(at, address)).toEqual(body(frankfurt, address));
    expect(body(at, 'azurerm_monitor_scheduled_query_rules_alert_v2.observed-placed')).toMatchObject({ enabled: true });
  });
});

describe('aws', () => {
  const with_ = (add: (workload: Workload) => void) => made('aws', ['network', 'load-balancer'], add);
  const { stacks, manifest } = with_(both('aws'));

  test('a page is asked for by a check of Route 53 on which no record rests, told where all checks are; its silence is an alarm', () => {
    const traffic = stacks['billing-traffic'];
    expect(body(traffic, 'aws_route53_health_check.observed-home-check')).toMatchObject({
      ...{ type: 'HTTPS', port: 443, fqdn: 'www.acme.example', resource_path: '/orders', enable_sni: true, request_interval: 30 },
    });
    expect(body(traffic, 'aws_cloudwatch_metric_alarm.observed-home')).toMatchObject({
      ...{ namespace: 'AWS/Route53', metric_name: 'HealthCheckStatus', provider: 'aws.checks', treat_missing_data: 'breaching' },
      ...{ dimensions: { HealthCheckId: '${aws_route53_health_check.observed-home-check.id}' }, threshold: 1, actions_enabled: true },
    });
    expect(JSON.stringify(body(traffic, 'aws_route53_record.record-primary'))).not.toContain('observed');
    expect(manifest.workloads[0]!.observed).toContainEqual(expect.objectContaining({ site: 'traffic', declared: 'Home', calls: true }));
  });

  test('a text is looked for; a status is not, which is said', () => {
    const output = with_((workload) => new WebTest(workload, 'Home', { path: '/', contains: 'Sign in', status: 200 }));
    expect(body(output.stacks['billing-traffic'], 'aws_route53_health_check.observed-home-check')).toMatchObject({
      ...{ type: 'HTTP_STR_MATCH', port: 80, fqdn: 'billing.acme.example', search_string: 'Sign in' },
    });
    expect(valued(output)).toEqual(['warning Home status']);
  });

  test('a number is told by an alarm at the site that serves, and is ready at the other one', () => {
    const [here, there] = ['eu-west-3', 'eu-central-1'].map((region) =>
      body(stacks[`billing-${region}`], 'aws_cloudwatch_metric_alarm.observed-placed'),
    );
    expect(here).toMatchObject({
      ...{ namespace: 'Acme/Shop', metric_name: 'placed', dimensions: { shop: 'main' }, statistic: 'Sum', period: 3600 },
      ...{ comparison_operator: 'LessThanThreshold', threshold: 1, treat_missing_data: 'breaching', actions_enabled: true },
    });
    expect(there).toMatchObject({ alarm_name: 'billing-eu-central-1-placed', actions_enabled: false });
    expect(there).toMatchObject({ dimensions: here?.['dimensions'], threshold: 1, treat_missing_data: 'breaching' });
  });

  test('nobody asks for a page where there is no switch', () => {
    expect(() => made('aws', ['object-storage'], both('aws'))).toThrow(
      /DR-VALUE-01: .*Home cannot take this value of path[\s\S]*DnsFailover/,
    );
  });
});

describe('oci', () => {
  const { stacks } = made('oci', ['object-storage'], both('oci'));
  const [frankfurt, paris] = [stacks['billing-eu-frankfurt-1'], stacks['billing-eu-paris-1']];

  test('a page is asked for by a monitor of Health Checks, at the site that stands by', () => {
    expect(body(paris, 'oci_health_checks_http_monitor.observed-home-test')).toMatchObject({
      ...{ protocol: 'HTTPS', port: 443, path: '/orders', targets: ['www.acme.example'], interval_in_seconds: 60, is_enabled: true },
    });
    const of = '{resourceId = "${oci_health_checks_http_monitor.observed-home-test.id}"}';
    expect(body(paris, 'oci_monitoring_alarm.observed-home')).toMatchObject({
      ...{ namespace: 'oci_healthchecks', is_enabled: true, destinations: ['${oci_ons_notification_topic.alerts.id}'] },
      query: `HTTP.isHealthy[5m]${of}.grouping().mean() < 0.5 || HTTP.isHealthy[5m]${of}.grouping().absent(3d)`,
    });
    expect(body(frankfurt, 'oci_health_checks_http_monitor.observed-home-test')).toMatchObject({ is_enabled: false });
  });

  test('a number is told by an alarm where the business goes on, as is its silence', () => {
    expect(body(frankfurt, 'oci_monitoring_alarm.observed-placed')).toMatchObject({
      ...{ namespace: 'Acme/Shop', is_enabled: true, body: 'No order was placed for an hour' },
      query: 'placed[1h]{shop = "main"}.grouping().sum() < 1 || placed[1h]{shop = "main"}.grouping().absent(3d)',
    });
    expect(body(paris, 'oci_monitoring_alarm.observed-placed')).toMatchObject({ is_enabled: false });
  });

  test('what its monitor does not look at is said', () => {
    const output = made('oci', ['object-storage'], (workload) => {
      new WebTest(workload, 'Home', { path: '/', host: 'www.acme.example', status: 200, contains: 'Sign in' });
    });
    expect(valued(output)).toEqual(['warning Home contains', 'warning Home status']);
  });
});
