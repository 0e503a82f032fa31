import type { App } from 'cdktf';
import { Machine, Network, type NetworkProps } from '../../../lib';
import { machineFlaws } from '../../../lib/clouds/azure/machine/limits';
import type { MachineDeclaration } from '../../../lib/components/machine';
import type { SiteFacts } from '../../../lib/port/facts';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { NORMAL } from '../../../lib/situation/facts';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { billing, FRANCE, GERMANY } from './fixture';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const ERP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/erp-prod/providers/Microsoft.Compute/virtualMachines/erp01`;
const PARIS = 'azure:francecentral';

type Existing = Readonly<Record<string, { readonly id: string }>>;
const make =
  (tier = Tier.HOT, existing: Existing | null = { [PARIS]: { id: ERP } }, egress: NetworkProps['egress'] = 'nat') =>
  (app: App): Workload => {
    const workload = billing(tier)(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO, egress });
    if (existing) Machine.fromExisting(workload, 'Erp', existing);
    else new Machine(workload, 'Erp');
    return workload;
  };

function outputAt(story: string): Output {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  return renderWorkload(make()(appIn(folder(), situation)), situation);
}
function stepsAt(story: string, transition: string): readonly Action[] {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheet = sheetsOf(make()(appIn(folder(), situation)), situation).find((one) => one.transition === transition);
  return sheet?.waves.flatMap(({ actions }) => actions) ?? [];
}
const ofErp = (stack: StackJson | undefined): string[] =>
  blocksOf(stack)
    .filter(({ address }) => /\.(lost-)?erp/.test(address))
    .map(({ address }) => address)
    .sort();

const MOVED = 'standing, lost A, failover B, started, completed';
const BACK = `${MOVED}, normal A, fenced A`;
const VAULT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/billing-germanywestcentral/providers/Microsoft.RecoveryServices/vaults/billing-erp-germanywestcentral`;
const ITEM = `${VAULT}/replicationFabrics/francecentral/replicationProtectionContainers/francecentral/replicationProtectedItems/billing-erp-germanywestcentral`;

describe('what stands', () => {
  const { stacks } = outputAt('standing');

  test('at each site a vault of its own region and what changes pass on their way from it, in the base: no apply of a move has any of it', () => {
    for (const [site, region] of [
      [FRANCE, 'francecentral'],
      [GERMANY, 'germanywestcentral'],
    ] as const) {
      const base = stacks[`${site}-base`];
      expect(blockAt(base, 'azurerm_recovery_services_vault.erp-vault')).toMatchObject({
        name: `billing-erp-${region}`,
        location: region,
        resource_group_name: site,
        soft_delete_enabled: true,
        immutability: 'Unlocked',
        lifecycle: { prevent_destroy: true },
      });
      expect(blockAt(base, 'azurerm_storage_account.erp-cache')).toMatchObject({ location: region, min_tls_version: 'TLS1_2' });
      expect(blockAt(base, 'azurerm_backup_policy_vm.erp-copies')).toMatchObject({ retention_daily: { count: 30 } });
    }
  });

  test('at the standby the group in which it is recovered, where it exists nothing', () => {
    expect(ofErp(stacks[FRANCE])).toEqual([]);
    expect(ofErp(stacks[GERMANY])).toEqual(['azurerm_resource_group.erp']);
    expect(blockAt(stacks[GERMANY], 'azurerm_resource_group.erp')).toMatchObject({
      name: 'billing-erp-germanywestcentral',
      lifecycle: { prevent_destroy: true },
    });
  });

  test('where the sites meet both directions, each in the vault of the site that it leads to', () => {
    const links = stacks['billing-links'];
    expect(ofErp(links)).toHaveLength(12);
    expect(blockAt(links, 'azurerm_site_recovery_protection_container_mapping.erp-to-germanywestcentral-mapping')).toMatchObject({
      recovery_vault_name: 'billing-erp-germanywestcentral',
      recovery_fabric_name: 'francecentral',
      recovery_replication_policy_id: `${VAULT}/replicationPolicies/machines`,
    });
    expect(blockAt(links, 'azurerm_site_recovery_replication_policy.erp-to-francecentral-policy')).toMatchObject({
      recovery_vault_name: 'billing-erp-francecentral',
      recovery_point_retention_in_minutes: 1440,
      application_consistent_snapshot_frequency_in_minutes: 240,
    });
  });

  test('and after a move and the way back the same, whoever serves; beside it another group', () => {
    const back = outputAt(`${BACK}, standing`).stacks;
    expect(ofErp(back['billing-links'])).toEqual(ofErp(stacks['billing-links']));
    for (const address of ofErp(stacks['billing-links']))
      expect(blockAt(back['billing-links'], address)).toEqual(blockAt(stacks['billing-links'], address));
    expect(blockAt(back[FRANCE], 'azurerm_resource_group.erp-g1')).toMatchObject({ name: 'billing-erp-francecentral-g1' });
    expect(JSON.stringify(Object.values(back))).not.toContain('azurerm_site_recovery_replicated_vm');
  });
});

describe('steps', () => {
  test('have it replicated with the disks that it has, into the network of the standby', () => {
    const steps = stepsAt('', 'establish');
    const run = runOf(steps, 'seed-erp');
    expect(run.slice(4)).toEqual([
      ITEM,
      ERP,
      `${VAULT}/replicationPolicies/machines`,
      `${VAULT}/replicationFabrics/germanywestcentral/replicationProtectionContainers/germanywestcentral`,
      expect.stringMatching(/resourceGroups\/billing-francecentral\/providers\/Microsoft\.Storage\/storageAccounts\/\w{3,24}$/),
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/billing-erp-germanywestcentral`,
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/billing-germanywestcentral/providers/Microsoft.Network/virtualNetworks/billing-net-germanywestcentral`,
      'private-1',
    ]);
    expect(run[2]).not.toContain(SUBSCRIPTION);
    const ids = steps.map(({ id }) => id);
    expect(ids.indexOf('taken-erp')).toBeLessThan(ids.indexOf('seed-erp'));
    expect(ids.indexOf('seed-erp')).toBeLessThan(ids.indexOf('standing-erp'));
  });

  test('of a failover call the vault of the taker alone, and wait until the machine runs there', () => {
    const steps = stepsAt('standing, lost A, failover B', 'failover').filter(({ id }) => id.endsWith('-erp'));
    expect(steps.map(({ id }) => id)).toEqual(['replica-erp', 'age-erp', 'promote-erp', 'promoted-erp']);
    expect(steps.every((step) => !('endpoint' in step) || step.endpoint === 'germanywestcentral')).toBe(true);
    expect(runOf(steps, 'promote-erp').at(-1)).toBe(ITEM);
    expect(runOf(steps, 'promoted-erp').slice(4)).toEqual([SUBSCRIPTION, 'billing-erp-germanywestcentral', 'erp01']);
  });

  test('of a switch stop the machine that exists, see what it wrote arrive, and start it again where the move is given up', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    const ids = steps.map(({ id }) => id);
    const order = ['replica-erp', 'fence-erp-francecentral', 'fenced-erp-francecentral', 'lag-erp', 'promote-erp', 'promoted-erp'];
    expect(ids.filter((id) => order.includes(id))).toEqual(order);
    expect(runOf(steps, 'fence-erp-francecentral').slice(4)).toEqual([SUBSCRIPTION, 'erp-prod', 'erp01']);
    const opened = runOf(stepsAt('standing, switch B, abort', 'abort'), 'unfence-erp-francecentral');
    expect(opened.slice(4)).toEqual([SUBSCRIPTION, 'erp-prod', 'erp01']);
    expect(opened[2]).toContain('az vm start');
  });

  test('of a reprotect end what brought the role there, then replicate the machine that was made, beside the one that was left', () => {
    const steps = stepsAt(BACK, 'reprotect');
    expect(runOf(steps, 'ended-erp-g1').at(-1)).toBe(VAULT);
    const run = runOf(steps, 'seed-erp-g1');
    expect(run[4]).toMatch(/vaults\/billing-erp-francecentral\/.*\/billing-erp-francecentral-g1$/);
    expect(run[5]).toMatch(/resourceGroups\/billing-erp-germanywestcentral\/.*\/erp01$/);
    const ids = steps.map(({ id }) => id);
    expect(ids.indexOf('ended-erp-g1')).toBeLessThan(ids.indexOf('seed-erp-g1'));
  });
});

describe('refuses', () => {
  const refused = (...args: Parameters<typeof make>) => refusal((app) => void renderWorkload(make(...args)(app), NORMAL));

  test('a network without a way out: what was recovered there could not be sent back; one that exists is its owner’s', () => {
    for (const egress of ['endpoints', 'none'] as const)
      expect(refused(Tier.HOT, { [PARIS]: { id: ERP } }, egress).message).toMatch(
        /DR-VALUE-01[\s\S]*Erp cannot take this value of egress[\s\S]*egress: 'nat'/,
      );
    const site = { key: PARIS, account: SUBSCRIPTION } as SiteFacts;
    expect(machineFlaws({ existing: { [PARIS]: { id: ERP } } } as unknown as MachineDeclaration, site)).toEqual([]);
  });

  test('every tier but hot, by name', () => {
    for (const tier of [Tier.COLD, Tier.WARM, Tier.HA, Tier.VITAL])
      expect(refused(tier).message).toMatch(/Erp[\s\S]*take a replica of a machine in one zone, at hot/);
  });

  test.each<readonly [string, Existing | null, RegExp]>([
    ['one that nobody says which it is', null, /existing[\s\S]*MachineGroup/],
    ['one at both sites', { [PARIS]: { id: ERP }, 'azure:germanywestcentral': { id: ERP } }, /DR-ADOPT-02/],
    ['what is no machine', { [PARIS]: { id: ERP.replace('virtualMachines', 'disks') } }, /the id of a virtual machine/],
    ['one of another subscription', { [PARIS]: { id: ERP.replace('0001', '0002') } }, /the id of a virtual machine/],
  ])('%s', (_, existing, said) => {
    expect(refused(Tier.HOT, existing).message).toMatch(said);
  });
});
