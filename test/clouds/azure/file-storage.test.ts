import type { App } from 'cdktf';
import { FileStorage, Network, Topology, Workload, type FileStorageProps } from '../../../lib';
import { azure, type AzureSiteProps } from '../../../lib/clouds/azure/azure';
import { Duration } from '../../../lib/objectives/duration';
import { Objectives } from '../../../lib/objectives/objectives';
import { Tier } from '../../../lib/objectives/tier';
import type { Site } from '../../../lib/port/site';
import { NORMAL } from '../../../lib/situation/facts';
import type { Action } from '../../../lib/words/actions';
import { appIn, folder, PATIENT, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, textsIn, withoutMarker, type Body, type StackJson } from '../../support/json';
import { cloudNamed } from '../../support/clouds';
import { lawSix } from '../../support/laws/law-06';
import { lawSeven } from '../../support/laws/law-07';
import { lawFourteen, lawFourteenEffects } from '../../support/laws/law-14';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { answering, type Rule } from '../answering';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const WEST = 'claims-westeurope';
const NORTH = 'claims-northeurope';
const ACCOUNT = 'azurerm_storage_account.scans';

interface Given {
  readonly tier?: Tier;
  readonly sites?: readonly [string, string];
  readonly successors?: readonly string[];
  readonly durable?: boolean;
  readonly within?: 'EU' | 'BR';
  readonly objectives?: Objectives;
}

const siteAt = (region: string, i: number, over: Partial<AzureSiteProps> = {}): Site =>
  azure.site(region, {
    account: SUBSCRIPTION,
    cidr: `10.${10 + i}.0.0/16`,
    state: azure.stateIn(`acme${region}`.slice(0, 24), { resourceGroup: `state-${region}` }),
    ...over,
  });

const topology = (
  [primary, secondary]: readonly [string, string] = ['westeurope', 'northeurope'],
  successors: readonly string[] = [],
): Topology =>
  Topology.activePassive({
    primary: siteAt(primary, 0),
    secondary: siteAt(secondary, 1),
    ...(successors.length > 0 ? { successors: successors.map((region, i) => siteAt(region, 2 + i)) } : {}),
    witness: azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
  });

const make =
  (
    over: FileStorageProps = {},
    { tier = Tier.HOT, sites = ['westeurope', 'northeurope'], successors = [], durable = true, within, objectives = PATIENT }: Given = {},
  ) =>
  (app: App): Workload => {
    const workload = new Workload(app, 'claims', {
      tier,
      objectives,
      destroyable: !durable,
      ...(within ? { geography: { within } } : {}),
      topology: topology(sites, successors),
    });
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new FileStorage(workload, 'Scans', over);
    return workload;
  };

function outputAt(story: string, over: FileStorageProps = {}, given: Given = {}): Output {
  const situation = afterStory(story, make(over, given)(appIn(folder())).sides);
  return renderWorkload(make(over, given)(appIn(folder(), situation)), situation);
}

const sheetAt = (story: string, transition: string) => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition);
};
const stepsAt = (story: string, transition: string): readonly Action[] =>
  sheetAt(story, transition)?.waves.flatMap(({ actions }) => actions) ?? [];

const FILES = /azurerm_(?:storage|backup|recovery|private)/;
const typesOf = (stack: StackJson | undefined): string[] =>
  [...new Set(blocksOf(stack).map(({ type }) => type))].filter((type) => FILES.test(type)).sort();
const doors = (stack: StackJson | undefined): number => blocksOf(stack).filter(({ type }) => type === 'azurerm_private_endpoint').length;
const CROSSED = 'standing, lost A, failover B, started, completed';
const ROUND = `${CROSSED}, normal A, fenced A, standing`;

describe('one account over both regions', () => {
  const { stacks } = outputAt('standing');
  const base = stacks[`${WEST}-base`];
  const account = blockAt(base, ACCOUNT) as Body;

  test('is made once, with its share and its copies, by the base of the site that the code names first; the sites have the way there', () => {
    expect(typesOf(base)).toEqual([
      'azurerm_backup_container_storage_account',
      'azurerm_backup_policy_file_share',
      'azurerm_backup_protected_file_share',
      'azurerm_recovery_services_vault',
      'azurerm_storage_account',
      'azurerm_storage_share',
    ]);
    expect(typesOf(stacks[`${NORTH}-base`])).toEqual([]);
    const way = ['azurerm_private_dns_zone', 'azurerm_private_dns_zone_virtual_network_link', 'azurerm_private_endpoint'];
    for (const site of [WEST, NORTH]) expect(typesOf(stacks[site])).toEqual(way);
    expect(typesOf(stacks['claims-links'])).toEqual([]);
  });

  test('begins in the region of that site, over its zones, in a group beside the state of the witness', () => {
    expect(account).toMatchObject({
      location: 'westeurope',
      account_kind: 'StorageV2',
      account_tier: 'Standard',
      account_replication_type: 'GZRS',
      resource_group_name: '${azurerm_resource_group.scans-group.name}',
    });
    expect(blockAt(base, 'azurerm_resource_group.scans-group')).toMatchObject({ name: 'claims-scans-shared', location: 'swedencentral' });
    const { manifest } = outputAt('standing');
    expect(manifest.stacks.find(({ id }) => id === `${WEST}-base`)?.alive).toContain('azure:swedencentral');
    for (const site of [WEST, NORTH]) expect(manifest.stacks.find(({ id }) => id === site)?.alive).toHaveLength(1);
    expect(account['name']).toMatch(/^claimsscans[0-9a-f]{13}$/);
  });

  test('a region without zones is not spread over them', () => {
    const { stacks: one } = outputAt('standing', {}, { sites: ['northcentralus', 'southcentralus'] });
    expect(blockAt(one['claims-northcentralus-base'], ACCOUNT)).toMatchObject({ account_replication_type: 'GRS' });
  });

  test('its redundancy is nothing that an apply changes: what a forced failover left in one region would be another account', () => {
    expect(account).toMatchObject({ lifecycle: { prevent_destroy: true, ignore_changes: ['account_replication_type', 'location'] } });
  });

  test('nobody gets in by a public network; it is mounted by SMB 3.1.1 with a key, and encrypted', () => {
    expect(account).toMatchObject({
      public_network_access_enabled: false,
      network_rules: { default_action: 'Deny', bypass: ['AzureServices'] },
      shared_access_key_enabled: true,
      share_properties: { retention_policy: { days: 35 }, smb: { versions: ['SMB3.1.1'], kerberos_ticket_encryption_type: ['AES-256'] } },
    });
    for (const argument of ['customer_managed_key', 'identity']) expect(account).not.toHaveProperty(argument);
    expect(JSON.stringify(account['network_rules'])).not.toMatch(/subnet|ip_rules/);
    expect(blockAt(base, 'azurerm_storage_share.scans-share')).toMatchObject({ name: 'data', quota: 100, enabled_protocol: 'SMB' });
  });

  test('copies are made every four hours, and kept as long as is declared', () => {
    expect(blockAt(base, 'azurerm_backup_policy_file_share.scans-copies')).toMatchObject({
      timezone: 'UTC',
      backup: { frequency: 'Hourly', hourly: { interval: 4, start_time: '00:00', window_duration: 24 } },
      retention_daily: { count: 30 },
    });
    expect(blockAt(base, 'azurerm_recovery_services_vault.scans-vault')).toMatchObject({
      location: 'westeurope',
      soft_delete_enabled: true,
      immutability: 'Unlocked',
      lifecycle: { prevent_destroy: true },
    });
    const { stacks: other } = outputAt('standing', { restorableDays: 7 });
    expect(blockAt(other[`${WEST}-base`], 'azurerm_backup_policy_file_share.scans-copies')).toMatchObject({
      retention_daily: { count: 7 },
    });
  });

  test('who deletes it, its share, or what makes its copies is told, of its own group', () => {
    for (const what of ['account', 'share', 'vault', 'copied'])
      expect(blockAt(base, `azurerm_monitor_activity_log_alert.lost-scans-${what}`)).toMatchObject({
        scopes: ['${azurerm_resource_group.scans-group.id}'],
      });
  });

  test('the way there is an endpoint for files, which leads to whichever region takes the writes; its host is that of both sites', () => {
    const [west, north] = [WEST, NORTH].map((site) => blockAt(stacks[site], 'azurerm_private_endpoint.scans-door'));
    const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/claims-scans-shared/providers/Microsoft.Storage/storageAccounts/${String(account['name'])}`;
    for (const door of [west, north])
      expect(door).toMatchObject({ private_service_connection: { private_connection_resource_id: id, subresource_names: ['file'] } });
    expect(north).toMatchObject({ location: 'northeurope' });
    expect(blockAt(stacks[NORTH], 'azurerm_private_dns_zone.files-zone')).toMatchObject({ name: 'privatelink.file.core.windows.net' });
  });

  test('an environment that may be destroyed is not kept', () => {
    const { stacks: loose } = outputAt('standing', {}, { durable: false });
    for (const address of [ACCOUNT, 'azurerm_storage_share.scans-share', 'azurerm_recovery_services_vault.scans-vault'])
      expect(blockAt(loose[`${WEST}-base`], address)).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });
});

test.each(['standing', 'standing, lost A, failover B', ROUND, 'standing, switch B'])(
  'the laws of what is safe, ignored and known, in %s',
  (story) => {
    const under = cloudNamed('azure');
    const output = outputAt(story);
    expect([...lawSix(output, under), ...lawSeven(output, under), ...lawFourteen(output, under)]).toEqual([]);
    const situation = afterStory(story, make()(appIn(folder())).sides);
    expect(lawFourteenEffects(output, sheetsOf(make()(appIn(folder(), situation)), situation), under)).toEqual([]);
  },
);

test('two workloads whose letters are the same have accounts of their own, in 24 characters', () => {
  const named = (id: string): unknown => {
    const app = appIn(folder());
    const workload = new Workload(app, id, { tier: Tier.HOT, objectives: PATIENT, topology: topology() });
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new FileStorage(workload, 'ScansOfEverybodyWhoEverClaimed');
    const base = renderWorkload(workload, NORMAL).stacks[`${id}-westeurope-base`];
    return blocksOf(base).find(({ type }) => type === 'azurerm_storage_account')?.body['name'];
  };
  const names = ['claims', 'claim-s'].map(named);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]{3,24}$/);
});

describe('a failover changes regions, and no apply puts one back', () => {
  const bases = (story: string) => {
    const stack = outputAt(story).stacks[`${WEST}-base`];
    return stack && withoutMarker(stack);
  };

  test('the same bytes in every situation, those of the site that was lost and came back among them', () => {
    const peace = bases('standing');
    for (const story of ['', 'standing, switch B', `${CROSSED}, normal A`, ROUND, `${ROUND}, switch A`])
      expect(bases(story)).toEqual(peace);
  });

  test('while its first site is out nothing of it is in any stack: recovery is the command, and the way there', () => {
    const { stacks } = outputAt('standing, lost A, failover B');
    expect(Object.values(stacks).flatMap((stack) => typesOf(stack).filter((type) => /storage|backup|recovery/.test(type)))).toEqual([]);
    expect(doors(stacks[NORTH])).toBe(1);
    const resources = Object.fromEntries(Object.entries(stacks[NORTH]?.resource ?? {}).filter(([type]) => FILES.test(type)));
    expect(textsIn(resources).filter(({ text }) => text.includes('westeurope'))).toEqual([]);
  });
});

describe('a move', () => {
  const planned = stepsAt('standing, switch B', 'switch');
  const forced = stepsAt('standing, lost A, failover B', 'failover');

  test('the old side loses its door, what it wrote is seen to be sent, and then the writes are given over, once', () => {
    const moving = outputAt('standing, switch B');
    expect([doors(moving.stacks[WEST]), doors(moving.stacks[NORTH])]).toEqual([0, 1]);
    const order = ['replica-scans', 'fenced-scans-westeurope', 'lag-scans', 'record-started', 'promote-scans', 'promoted-scans'];
    expect(planned.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
    expect(planned.find(({ id }) => id === 'promote-scans')).toMatchObject({ endpoint: 'northeurope', pointOfNoReturn: true });
    expect(runOf(planned, 'promote-scans').join(' ')).toContain('--failover-type Planned ');
  });

  test('a forced one is unplanned: the other kind is refused while a region is out', () => {
    expect(runOf(forced, 'promote-scans').join(' ')).toContain('--failover-type Unplanned ');
    expect(forced.find(({ id }) => id === 'promote-scans')).toMatchObject({ losesData: expect.stringContaining('for good') });
  });

  test('a failover needs the region that takes over, and that of the group, and nothing of the dead one', () => {
    expect(sheetAt('standing, lost A, failover B', 'failover')?.needs).toEqual(['azure:northeurope', 'azure:swedencentral']);
  });

  test('how much the other region lacked is asked of before the loss', () => {
    expect(runOf(forced, 'age-scans').at(-1)).toBe(String(Date.parse('2026-11-21T02:00:00.000Z') / 1000));
  });

  const says = (primary: string, secondary: string, status = 'Live', sku = 'Standard_GZRS'): Rule => [
    'provisioningState, primaryLocation',
    `Succeeded|${primary}|${secondary}|${status}|${sku}`,
  ];
  const changes = (calls: readonly string[]) => calls.filter((call) => !call.startsWith('storage account show'));
  const IN_WEST: readonly Rule[] = [says('westeurope', 'northeurope'), ['storage account failover', ''], ['storage account update', '']];
  const IN_NORTH: readonly Rule[] = [says('North Europe', 'West Europe'), ...IN_WEST];
  const ALONE = (sku: string): readonly Rule[] => [says('northeurope', 'none', 'none', sku), ...IN_WEST];

  test.each([
    ['Planned', planned],
    ['Unplanned', forced],
  ])('%s: said once; repeated, it changes nothing; a region that does not follow is refused', (type, steps) => {
    const run = runOf(steps, 'promote-scans');
    const done = answering('az', IN_WEST, run);
    expect(changes(done.calls)).toEqual([
      expect.stringMatching(new RegExp(`^storage account failover .* --failover-type ${type} --yes --output none$`)),
    ]);
    const again = answering('az', IN_NORTH, run);
    expect([again.status, changes(again.calls)]).toEqual([0, []]);
    const orphan = answering('az', [says('westeurope', 'none', 'none', 'Standard_LRS'), ...IN_WEST], run);
    expect([orphan.status, changes(orphan.calls)]).toEqual([1, []]);
    expect(orphan.error).toContain('northeurope does not follow');
  });

  test('what is looked at of a region: what it is to the account, and how far', () => {
    const run = runOf(planned, 'replica-scans');
    expect(answering('az', IN_WEST, run).said).toBe('succeeded reads live');
    expect(answering('az', IN_NORTH, run).said).toBe('succeeded writes live');
    expect(answering('az', [says('westeurope', 'northeurope', 'Bootstrap')], run).said).toBe('succeeded reads bootstrap');
    expect(answering('az', [says('southeurope', 'none', 'none')], run).said).toBe('succeeded absent none');
  });

  test('where nobody says how far the other region is, a forced failover goes on without it, and a planned one is not begun', () => {
    const dumb: readonly Rule[] = [
      ['expand geoReplicationStats', '', 1],
      says('westeurope', 'northeurope', 'none'),
      ['storage account failover', ''],
    ];
    expect(changes(answering('az', dumb, runOf(forced, 'promote-scans')).calls)).toHaveLength(1);
    const step = planned.find(({ id }) => id === 'replica-scans');
    const { said } = answering('az', dumb, runOf(planned, 'replica-scans'));
    expect(said).toBe('succeeded reads none');
    expect(new RegExp(`^${step?.do === 'check' ? step.how.matches : ''}$`).test(said)).toBe(false);
  });

  const back = stepsAt(`${CROSSED}, normal A, fenced A`, 'reprotect');

  test.each([
    ['Standard_LRS', 'Standard_GRS'],
    ['Standard_ZRS', 'Standard_GZRS'],
  ])('the account that a forced failover left as %s is told to be %s again, and never made anew', (sku, to) => {
    const done = answering('az', ALONE(sku), runOf(back, 'geo-scans'));
    expect(changes(done.calls)).toEqual([expect.stringMatching(new RegExp(`^storage account update .* --sku ${to} --output none$`))]);
  });

  test('one that is in two regions already is left alone, whatever the kind; one that nobody knows is refused', () => {
    for (const sku of ['Standard_GRS', 'Standard_RAGRS', 'Standard_GZRS', 'Standard_RAGZRS'])
      expect(
        changes(answering('az', [says('northeurope', 'westeurope', 'Live', sku), ...IN_WEST], runOf(back, 'geo-scans')).calls),
      ).toEqual([]);
    expect(answering('az', ALONE('Premium_LRS'), runOf(back, 'geo-scans')).status).toBe(1);
  });

  test.each([
    ['a switch', 'standing, switch B', 'switch', {}],
    ['one that is prepared', 'standing, fence A', 'prepare', {}],
    ['a failover from a side that answers, best effort', 'standing, avoid A, failover B', 'failover', { bestEffort: true }],
    ['a fence of its own', `${CROSSED}, normal A`, 'fence', {}],
  ])('%s drops the lock of Azure Backup right ahead of the apply that takes the endpoint', (_, story, transition, more) => {
    const steps = stepsAt(story, transition);
    const at = steps.findIndex(({ id }) => id === 'unlocked-scans-westeurope');
    expect(steps[at]).toMatchObject({ do: 'command', ...more });
    expect(steps[at + 1]).toMatchObject({ do: 'apply', stack: WEST });
  });

  test('the lock of Azure Backup is taken away, and no other one: it would keep the endpoints from a fence', () => {
    const run = runOf(back, 'unlocked-scans');
    const one = answering(
      'az',
      [
        ['query id', '/x'],
        ['lock list', '/x/lock'],
        ['lock delete', ''],
      ],
      run,
    );
    expect(one.calls.at(-1)).toContain('lock delete');
    expect(one.calls.join()).toContain('AzureBackupProtectionLock');
    const none = answering(
      'az',
      [
        ['query id', '/x'],
        ['lock list', ''],
      ],
      run,
    );
    expect([none.status, none.calls.length]).toEqual([0, 2]);
  });

  test('what drains waits until all was sent up to a moment behind its beginning, and prints nothing but that', () => {
    const run = runOf(planned, 'lag-scans');
    const late = answering('az', [['lastSyncTime', '2100-01-01T00:00:00+00:00']], run);
    expect([late.status, late.said, late.calls.length]).toEqual([0, '0', 1]);
  });

  test('the fence counts the endpoints of others, and what is public', () => {
    const run = runOf(planned, 'fenced-scans-westeurope');
    const own = '/subscriptions/1/resourceGroups/claims-northeurope/providers/Microsoft.Network/privateEndpoints/a';
    const other = '/subscriptions/1/resourceGroups/CLAIMS-westeurope/providers/Microsoft.Network/privateEndpoints/b';
    const closed = (ids: string, network = 'Disabled') =>
      answering(
        'az',
        [
          ['publicNetworkAccess', network],
          ['privateEndpointConnections', ids],
        ],
        run,
      ).said;
    expect(closed(own)).toBe('Disabled 0');
    expect(closed(`${own}\n${other}`)).toBe('Disabled 1');
    expect(closed(own, 'Enabled')).toBe('Enabled 0');
  });

  test('how far it is behind is counted from the moment up to which all was sent; of one that says none nobody knows', () => {
    const run = runOf(forced, 'age-scans');
    const at = (told: string) => answering('az', [['lastSyncTime', told]], run).said;
    expect(at('2026-11-21T01:45:00+00:00')).toBe('900');
    expect(at('2026-11-21T02:45:00+00:00')).toBe('0');
    expect(at('None')).toBe('');
  });
});

describe('what is refused', () => {
  const message = (over: FileStorageProps, given: Given = {}): string => refusal((app) => make(over, given)(app)).message;

  test.each([
    ['more than a share holds', { sizeGiB: 102_401 }, 'several shares'],
    ['more days than a share has snapshots for', { restorableDays: 31 }, 'restorableDays: 30'],
  ] as const)('%s', (_, over, fix) => {
    expect(message(over)).toMatch(/DR-VALUE-01/);
    expect(message(over)).toContain(fix);
  });

  test('a region without a pair, with the nearest one that has one', () => {
    const said = message({}, { sites: ['polandcentral', 'northeurope'] });
    expect(said).toMatch(/DR-VALUE-01[\s\S]*Microsoft pairs no region with it[\s\S]*westeurope and northeurope/);
  });

  test('two regions that are no pair: the data would go elsewhere', () => {
    expect(message({}, { sites: ['westeurope', 'francecentral'] })).toMatch(
      /its data would go to northeurope \(IE\)[\s\S]*put the other site in northeurope/,
    );
  });

  test('a pair that holds in one direction alone, from the wrong side', () => {
    const said = message({}, { sites: ['southcentralus', 'brazilsouth'] });
    expect(said).toContain('its data would go to northcentralus');
    expect(said).toContain('name brazilsouth first');
    expect(outputAt('', {}, { sites: ['brazilsouth', 'southcentralus'] }).manifest.workloads).toHaveLength(1);
  });

  test('a pair that leaves the country where the data may not', () => {
    expect(message({}, { sites: ['brazilsouth', 'southcentralus'], within: 'BR' })).toMatch(/DR-GEO-04/);
  });

  test('an RTO below the hour that a failover takes, with the tier that would do', () => {
    const objectives = Objectives.of({ rto: Duration.hours(1), rpo: Duration.hours(1), mtpd: Duration.hours(8) });
    const said = message({}, { objectives });
    expect(said).toMatch(/DR-RTO-01[\s\S]*the longest part is wave 2: Scans/);
  });

  test.each([Tier.HA, Tier.VITAL])(
    '%s, which is over zones at the other site, too: below it the first region is over zones anyway',
    (tier) => {
      expect(message({}, { tier })).toMatch(/DR-VALUE-01[\s\S]*value of tier[\s\S]*tier: Tier.HOT, for it alone/);
      expect(outputAt('', { tier: Tier.HOT, tierReason: 'one zone of Dublin is enough' }, { tier }).manifest.workloads).toHaveLength(1);
    },
  );
});
