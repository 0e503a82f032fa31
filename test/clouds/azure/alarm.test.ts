import type { App } from 'cdktf';
import { ObjectStorage, Tier, Topology, Workload } from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { appIn, folder, refusal } from '../../declared';
import { cloudNamed } from '../../support/clouds';
import { after, stepsOf } from '../../support/history';
import { PATIENT, render } from '../../support/synth';
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
  const lost = ['account', 'container', 'replication', 'vault', 'identity', 'grant', 'lock'].map((what) => `lost-${what}`);
  expect(Object.keys(told)).toEqual([...lost, 'service-health', 'resource-health']);
  // A workload may hold nothing that the site's key encrypts.
  for (const what of ['vault', 'identity'])
    expect(told[`lost-${what}`]).toMatchObject({
      description: expect.stringMatching(/: what is encrypted with the key .* cannot be opened/) as unknown,
    });
  expect(block(stacks['billing-francecentral-base'], 'azurerm_management_lock.lock')).toMatchObject({
    notes: expect.stringContaining('what is encrypted with the key of') as unknown,
  });
  expect(told['resource-health']).toMatchObject({
    scopes: [group],
    criteria: { category: 'ResourceHealth', resource_health: { current: ['Degraded', 'Unavailable'] } },
    depends_on: ['azurerm_resource_group.group', 'azurerm_monitor_action_group.alerts'],
  });
  expect(told['lost-grant']).toMatchObject({ criteria: { operation_name: 'Microsoft.Authorization/roleAssignments/delete' } });
  expect(told['lost-replication']).toMatchObject({
    location: 'global',
    scopes: [group],
    criteria: { operation_name: 'Microsoft.Storage/storageAccounts/objectReplicationPolicies/delete', status: 'Succeeded' },
    action: [`${group}/providers/Microsoft.Insights/actionGroups/billing-francecentral`, GROUP].map((id) => ({ action_group_id: id })),
    depends_on: ['azurerm_monitor_action_group.alerts'],
  });
  expect(JSON.stringify(stacks['billing-francecentral']?.resource)).not.toContain('azurerm_monitor');
});

test('what Azure says of a region is told, of its whole subscription, where the other one is lost, too', () => {
  const told = (region: string) => block(stacks[`billing-${region}-base`], 'azurerm_monitor_activity_log_alert.service-health');
  expect(told('germanywestcentral')).toMatchObject({
    location: 'global',
    scopes: [`/subscriptions/${SUBSCRIPTION}`],
    criteria: {
      category: 'ServiceHealth',
      service_health: { events: ['Incident', 'ActionRequired', 'Security'], locations: ['Germany West Central', 'Global'] },
    },
  });
  expect(told('francecentral')).toMatchObject({ criteria: { service_health: { locations: ['France Central', 'Global'] } } });
});

test('replication, and containers that somebody deleted, are asked about, and nothing else is missed', () => {
  const found = manifest.workloads[0]!.findings.filter(({ id }) => id.startsWith('DR-SIGNAL'));
  expect(found.map(({ id, subject }) => `${id} ${subject}`)).toEqual([
    'DR-SIGNAL-01 azure:francecentral invoices invoices-deleted',
    'DR-SIGNAL-01 azure:germanywestcentral invoices invoices-deleted',
    'DR-SIGNAL-01 azure:germanywestcentral invoices invoices-lag',
  ]);
  const [signal] = manifest.workloads[0]!.components[0]!.signals.filter(({ id }) => id === 'invoices-deleted');
  expect(signal?.polled?.run.join(' ')).toContain('az storage container-rm list --subscription');
  expect(signal?.polled).toMatchObject({ endpoint: 'francecentral', above: 0 });
});

/** Workloads of blobs, all in one subscription, but for one that may be in another. */
const several =
  (count: number, last = SUBSCRIPTION) =>
  (app: App): Workload[] =>
    Array.from({ length: count }, (_, i) => {
      const account = i === count - 1 ? last : SUBSCRIPTION;
      const at = (region: string, cidr: string) =>
        azure.site(region, { account, cidr, state: azure.stateIn(`acme${i}${region.slice(0, 10)}`, { resourceGroup: 'state' }) });
      const workload = new Workload(app, `shop${i}`, {
        objectives: PATIENT,
        tier: Tier.HOT,
        topology: Topology.activePassive({
          primary: at('francecentral', '10.10.0.0/16'),
          secondary: at('germanywestcentral', '10.20.0.0/16'),
          witness: azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
        }),
      });
      new ObjectStorage(workload, 'Scans');
      return workload;
    });

test('a subscription takes a hundred rules of the activity log, whoever made them: more are refused in peace, and never on the day', () => {
  const six = several(6);
  const { id, message } = refusal((app) => void six(app));
  expect(id).toBe('DR-LIMIT-01');
  expect(message).toContain(`(got: 108: ${[0, 1, 2, 3, 4, 5].map((i) => `shop${i} 18`).join(', ')})`);
  expect(message).toContain("can't be increased");
  expect(message).toContain('the sites of shop0');
  const sides = six(appIn(folder())).map((one) => one.sides);
  const lost = after(sides, ...sides.map((one) => stepsOf(one).standing), { op: 'lost', site: 'azure:francecentral' });
  for (const [declare, situation] of [
    [several(6, SUBSCRIPTION.replace('1', '2')), undefined],
    [six, lost],
  ] as const) {
    const app = appIn(folder(), situation);
    declare(app);
    expect(() => app.synth()).not.toThrow();
  }
});
