import { LoadBalancer, Network } from '../../../lib';
import { Duration } from '../../../lib/objectives/duration';
import { afterStory } from '../../support/history';
import { cloudNamed } from '../../support/clouds';
import { declaredIn } from '../../support/corpus';
import { type Body, type StackJson } from '../../support/json';
import { render, renderWorkload } from '../../support/synth';
import { appIn, folder } from '../../declared';
import { billing, FRANCE, SIDES } from './fixture';

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';
const RUNNING = `${SUBSCRIPTION}/resourceGroups/running/providers`;
const told = (stacks: Readonly<Record<string, StackJson>>): Readonly<Record<string, Body>> =>
  stacks[`${FRANCE}-base`]?.resource?.['azurerm_monitor_activity_log_alert'] ?? {};
/** What is heard of something else than a group of the library: what rings, of what, and on which operation. */
const heardElsewhere = (stacks: Readonly<Record<string, StackJson>>): unknown[] =>
  Object.entries(told(stacks)).flatMap(([id, { scopes, criteria }]) =>
    (scopes as string[])
      .filter((scope) => /running|azurerm_resources/.test(scope))
      .map((scope) => [id, scope, (criteria as Body)['operation_name'] ?? 'health']),
  );

test('what exists is in groups of its owner: that it is lost, or does not work, is heard of itself', () => {
  const kinds = ['network', 'machine-group', 'machine', 'container-images', 'secrets'] as const;
  const { stacks } = render(declaredIn({ cloud: 'azure', kinds, tier: 'hot', adopted: true }));
  const own = `${FRANCE.replace('billing', '/resourceGroups/billing')}`;
  const vault = expect.stringMatching(
    new RegExp(
      `^\\$\\{length\\(data\\.azurerm_resources\\.keys-vault\\.resources\\) > 0 \\? .*\\.resources\\[0\\]\\.id : "${SUBSCRIPTION}${own}"\\}$`,
    ),
  ) as unknown;
  expect(heardElsewhere(stacks)).toEqual(
    expect.arrayContaining([
      [
        'lost-back-machines',
        `${RUNNING}/Microsoft.Compute/virtualMachineScaleSets/running-back`,
        'Microsoft.Compute/virtualMachineScaleSets/delete',
      ],
      [
        'lost-erp-machine',
        `${RUNNING.replace('running', 'running-erp')}/Microsoft.Compute/virtualMachines/running-erp`,
        'Microsoft.Compute/virtualMachines/delete',
      ],
      [
        'lost-images-registry',
        `${RUNNING}/Microsoft.ContainerRegistry/registries/runningregistry`,
        'Microsoft.ContainerRegistry/registries/delete',
      ],
      ['lost-keys-vault', vault, 'Microsoft.KeyVault/vaults/delete'],
      ['resource-health', vault, 'health'],
    ]),
  );
  expect(stacks[`${FRANCE}-base`]?.data?.['azurerm_resources']?.['keys-vault']).toMatchObject({
    name: 'running-vault',
    type: 'Microsoft.KeyVault/vaults',
  });
});

test('so are the vault of a certificate, a firewall, and zones that the network of its owner knows', () => {
  const situation = afterStory('standing', SIDES);
  const workload = billing()(appIn(folder(), situation));
  const site = 'azure:francecentral';
  const net = `${RUNNING}/Microsoft.Network/virtualNetworks/running-net`;
  const zones = `${SUBSCRIPTION}/resourceGroups/running-zones`;
  const existing = { id: net, publicSubnets: [`${net}/subnets/gate`], privateSubnets: [`${net}/subnets/app`], privateZones: zones };
  Network.fromExisting(workload, 'Net', { [site]: existing }, { flowLogs: Duration.ZERO });
  const firewall = `${RUNNING}/Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/running-waf`;
  const vault = `${RUNNING}/Microsoft.KeyVault/vaults/running-certs`;
  new LoadBalancer(workload, 'Web', {
    certificates: { [site]: `${vault}/secrets/web`, 'azure:germanywestcentral': `${vault}/secrets/web` },
    firewalls: { [site]: firewall },
  });
  expect(heardElsewhere(renderWorkload(workload, situation).stacks)).toEqual([
    // One rule hears what Azure says of all of them: a subscription takes a hundred.
    ['resource-health', vault, 'health'],
    ['resource-health', firewall, 'health'],
    ['lost-net-zones', zones, 'Microsoft.Network/privateDnsZones/delete'],
    ['lost-web-certificate-vault', vault, 'Microsoft.KeyVault/vaults/delete'],
    ['lost-web-firewall', firewall, 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/delete'],
  ]);
});

test.each(['kubernetes-cluster', 'container-service', 'machine-group', 'relational-database'] as const)(
  'a way to data that is deleted is heard where there is %s',
  (kind) => {
    const { stacks } = render({ cloud: cloudNamed('azure'), kinds: ['network', 'container-images', 'object-storage', kind], tier: 'hot' });
    const heard = ['lost-door', 'lost-zone', 'lost-zone-link'].map((id) => (told(stacks)[id]?.['criteria'] as Body)['operation_name']);
    expect(heard).toEqual([
      'Microsoft.Network/privateEndpoints/delete',
      'Microsoft.Network/privateDnsZones/delete',
      'Microsoft.Network/privateDnsZones/virtualNetworkLinks/delete',
    ]);
  },
);
