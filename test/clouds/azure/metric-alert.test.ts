import { App, TerraformStack } from 'cdktf';
import { renderMetric } from '../../../lib/clouds/azure/metric-alert';
import type { Metric } from '../../../lib/port/signals';
import { blockAt, type Body, type StackJson } from '../../support/json';

const ACTION = [{ actionGroupId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Insights/actionGroups/a' }];

function alertOf(over: Partial<Metric>, calls = true): Body {
  const stack = new TerraformStack(new App({ stackTraces: false, skipValidation: true }), 'billing');
  const signal = {
    ...{ kind: 'metric', id: 'told', name: 'billing-told', title: 'It does not work', calls, namespace: 'Microsoft.X/y', metric: 'M' },
    ...{ of: { server: '/id' }, above: 3, period: 60, periods: 5, silenceIsAlarm: false },
    ...over,
  } as Parameters<typeof renderMetric>[2];
  renderMetric(stack, { group: 'g', action: ACTION }, signal);
  stack.prepareStack();
  return blockAt(JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson, 'azurerm_monitor_metric_alert.told')!;
}

test('it is of one resource, in the group of its site, and tells whoever is told there', () => {
  expect(alertOf({})).toMatchObject({
    ...{ name: 'billing-told', resource_group_name: 'g', scopes: ['/id'], enabled: true, frequency: 'PT1M' },
    action: [{ action_group_id: ACTION[0]!.actionGroupId }],
    criteria: [{ metric_namespace: 'Microsoft.X/y', metric_name: 'M', operator: 'GreaterThan', threshold: 3, aggregation: 'Minimum' }],
  });
  expect(alertOf({}, false)).toMatchObject({ enabled: false });
});

test.each([
  ['UnhealthyHostCount', 'Average'],
  ['kube_node_status_condition', 'Average'],
  ['kube_pod_status_phase', 'Average'],
  ['ObservedCapacity', 'Average'],
  ['ProbeAgentCurrentEndpointStateByProfileResourceId', 'Maximum'],
])('%s is published in one way alone: %s', (metric, aggregation) => {
  expect(alertOf({ metric })['criteria']).toEqual([expect.objectContaining({ aggregation })]);
});

test('what happens is counted together; what is below is told below; and the parts of a number are named', () => {
  const [of] = alertOf({ summed: true, of: { server: '/id', HttpStatusGroup: '5xx' } })['criteria'] as readonly Body[];
  expect(of).toMatchObject({ aggregation: 'Total', dimension: [{ name: 'HttpStatusGroup', operator: 'Include', values: ['5xx'] }] });
  const below = alertOf({ above: undefined, below: 1 } as unknown as Partial<Metric>);
  expect(below['criteria']).toEqual([expect.objectContaining({ operator: 'LessThan', threshold: 1, aggregation: 'Maximum' })]);
  expect(below['criteria']).toEqual([expect.not.objectContaining({ dimension: expect.anything() as unknown })]);
});

test.each([
  [60, 1, 'PT1M'],
  [60, 3, 'PT5M'],
  [60, 15, 'PT15M'],
  [300, 3, 'PT15M'],
  [86_400, 2, 'P1D'],
])('%i s, %i times in a row: it looks back over %s', (period, periods, window) => {
  expect(alertOf({ period, periods })['window_size']).toBe(window);
});
