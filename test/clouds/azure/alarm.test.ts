import { Topology } from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { cloudNamed } from '../../support/clouds';
import { render } from '../../support/synth';
import { block } from '../aws/fixture';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/ops/providers/Microsoft.Insights/actionGroups/on-call`;
const site = (region: string, cidr: string) =>
  azure.site(region, {
    ...{ account: SUBSCRIPTION, cidr, state: azure.stateIn(`acme${region.slice(0, 10)}`, { resourceGroup: 'state' }) },
    subscriptions: [{ email: 'on-call@acme.example' }, { https: 'https://pager.example/hook' }, { topic: GROUP }],
  });
const topology = () =>
  Topology.activePassive({
    primary: site('francecentral', '10.10.0.0/16'),
    secondary: site('germanywestcentral', '10.20.0.0/16'),
    witness: azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
  });
const { stacks, manifest } = render({ cloud: { ...cloudNamed('azure'), topology }, kinds: ['object-storage'], tier: 'hot' });

test('who is told stands in the base, which is applied in peace', () => {
  expect(block(stacks['billing-francecentral-base'], 'azurerm_monitor_action_group.alerts')).toMatchObject({
    name: 'billing-francecentral',
    short_name: 'continuity',
    email_receiver: [{ email_address: 'on-call@acme.example', use_common_alert_schema: true }],
    webhook_receiver: [{ service_uri: 'https://pager.example/hook', use_common_alert_schema: true }],
  });
});

test('who takes away what protects a site is told of: to its group, and to one that exists; nothing of it changes on the day', () => {
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/billing-francecentral`;
  const told = stacks['billing-francecentral-base']?.resource?.['azurerm_monitor_activity_log_alert'] ?? {};
  expect(Object.keys(told)).toEqual(['lost-account', 'lost-container', 'lost-replication', 'lost-vault', 'lost-identity']);
  expect(told['lost-replication']).toMatchObject({
    location: 'global',
    scopes: [group],
    criteria: { operation_name: 'Microsoft.Storage/storageAccounts/objectReplicationPolicies/delete', status: 'Succeeded' },
    action: [`${group}/providers/Microsoft.Insights/actionGroups/billing-francecentral`, GROUP].map((id) => ({ action_group_id: id })),
    depends_on: ['azurerm_monitor_action_group.alerts'],
  });
  expect(JSON.stringify(stacks['billing-francecentral']?.resource)).not.toContain('azurerm_monitor');
});

test('replication is asked about, and nothing else is missed', () => {
  const ids = manifest.workloads[0]!.findings.map(({ id }) => id).filter((id) => id.startsWith('DR-SIGNAL'));
  expect(ids).toEqual(['DR-SIGNAL-01']);
});
