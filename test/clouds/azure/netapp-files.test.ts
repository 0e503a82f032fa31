import type { App } from 'cdktf';
import { FileStorage, Network, type FileStorageProps } from '../../../lib';
import { netappFlaws } from '../../../lib/clouds/azure/netapp-files/limits';
import { partnersOf } from '../../../lib/clouds/azure/netapp-files/pairs';
import type { FileStorageDeclaration } from '../../../lib/components/file-storage';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { SiteFacts } from '../../../lib/port/facts';
import { AZURE_REGIONS } from '../../../lib/regions/azure';
import { findRegion } from '../../../lib/regions/geography';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, without, type Body, type StackJson } from '../../support/json';
import { cloudNamed } from '../../support/clouds';
import { lawSix } from '../../support/laws/law-06';
import { lawSeven } from '../../support/laws/law-07';
import { lawFourteen, lawFourteenEffects } from '../../support/laws/law-14';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { answering } from '../answering';
import { billing, FRANCE, GERMANY } from './fixture';

type More = NonNullable<Parameters<typeof billing>[3]>;

const make =
  (over: FileStorageProps = {}, tier = Tier.HOT, more: More = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, {}, {}, more)(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new FileStorage(workload, 'Media', { protocol: 'nfs', ...over });
    return workload;
  };

function outputAt(story: string, over: FileStorageProps = {}, tier = Tier.HOT): Output {
  const situation = afterStory(story, make(over, tier)(appIn(folder())).sides);
  return renderWorkload(make(over, tier)(appIn(folder(), situation)), situation);
}
function stepsAt(story: string, transition: string): readonly Action[] {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheet = sheetsOf(make()(appIn(folder(), situation)), situation).find((one) => one.transition === transition);
  return sheet?.waves.flatMap(({ actions }) => actions) ?? [];
}

const VOLUME = 'azurerm_netapp_volume.media';
const MOVED = 'standing, lost A, failover B, started, completed';
const BACK = `${MOVED}, normal A, fenced A`;
const idAt = (account: string): RegExp =>
  new RegExp(`/resourceGroups/billing-[a-z]+/providers/Microsoft\\.NetApp/netAppAccounts/${account}/capacityPools/pool/volumes/data$`);
const typesOf = (stack: StackJson | undefined): string[] =>
  [...new Set(blocksOf(stack).map(({ type }) => type))].filter((type) => type.startsWith('azurerm_netapp')).sort();
const ruleOf = (stack: StackJson | undefined, address = VOLUME): unknown =>
  [(blockAt(stack, address) as Body | undefined)?.['export_policy_rule']].flat()[0];

describe('two volumes', () => {
  const { stacks } = outputAt('standing');

  test('stand at their own sites, each in an account and a pool of its own; nothing of them is in what joins the sites', () => {
    const types = ['azurerm_netapp_account', 'azurerm_netapp_pool', 'azurerm_netapp_snapshot_policy', 'azurerm_netapp_volume'];
    for (const site of [FRANCE, GERMANY]) expect(typesOf(stacks[site])).toEqual(types);
    for (const id of Object.keys(stacks).filter((one) => ![FRANCE, GERMANY].includes(one))) expect(typesOf(stacks[id])).toEqual([]);
  });

  test('one follows the other every ten minutes, by its id; what serves names nobody, and has snapshots made', () => {
    const [first, second] = [FRANCE, GERMANY].map((site) => blockAt(stacks[site], VOLUME) as Body);
    expect(first).not.toHaveProperty('data_protection_replication');
    expect(first).toMatchObject({
      data_protection_snapshot_policy: { snapshot_policy_id: '${azurerm_netapp_snapshot_policy.media-snapshots.id}' },
    });
    expect(second).not.toHaveProperty('data_protection_snapshot_policy');
    expect(second).toMatchObject({
      data_protection_replication: {
        endpoint_type: 'dst',
        remote_volume_location: 'francecentral',
        remote_volume_resource_id: expect.stringMatching(idAt('billing-media-francecentral')),
        replication_frequency: '10minutes',
      },
    });
  });

  test('what a change of roles decides is ignored from the first day, on both sides; nothing of it is destroyed', () => {
    for (const site of [FRANCE, GERMANY]) {
      expect(blockAt(stacks[site], VOLUME)).toMatchObject({
        lifecycle: {
          prevent_destroy: true,
          ignore_changes: ['data_protection_replication', 'data_protection_snapshot_policy', 'zone', 'subnet_id', 'network_features'],
        },
      });
      for (const part of ['azurerm_netapp_account.media-account', 'azurerm_netapp_pool.media-pool'])
        expect(blockAt(stacks[site], part)).toMatchObject({ lifecycle: { prevent_destroy: true } });
    }
  });

  test('each is mounted by NFS 4.1 from its own network alone, by an address in a subnet that is its service’s', () => {
    for (const [site, cidr, subnet] of [
      [FRANCE, '10.10.0.0/16', 6],
      [GERMANY, '10.20.0.0/16', 6],
    ] as const) {
      expect(blockAt(stacks[site], VOLUME)).toMatchObject({
        protocols: ['NFSv4.1'],
        subnet_id: '${azurerm_subnet.net-files.id}',
        network_features: 'Standard',
      });
      expect(ruleOf(stacks[site])).toEqual({
        rule_index: 1,
        allowed_clients: [cidr],
        protocol: ['NFSv4.1'],
        unix_read_only: false,
        unix_read_write: true,
        root_access_enabled: true,
      });
      expect(blockAt(stacks[site], 'azurerm_subnet.net-files')).toMatchObject({
        address_prefixes: [`\${cidrsubnet("${cidr}", 4, ${subnet})}`],
        delegation: [{ name: 'files', service_delegation: { name: 'Microsoft.Netapp/volumes' } }],
      });
    }
  });

  test('without files by NFS there is no such subnet', () => {
    const plain = (app: App): Workload => {
      const workload = billing()(app);
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      return workload;
    };
    const situation = afterStory('standing', plain(appIn(folder())).sides);
    expect(
      blockAt(renderWorkload(plain(appIn(folder(), situation)), situation).stacks[FRANCE], 'azurerm_subnet.net-files'),
    ).toBeUndefined();
  });

  test('a pool is as large as its volume asks, in whole TiB; snapshots of a day by the hour, and of as many days as are declared', () => {
    const large = outputAt('standing', { sizeGiB: 1025, restorableDays: 7 }).stacks[FRANCE];
    expect(blockAt(large, 'azurerm_netapp_pool.media-pool')).toMatchObject({ size_in_tb: 2, service_level: 'Standard' });
    expect(blockAt(large, VOLUME)).toMatchObject({ storage_quota_in_gb: 1025 });
    expect(blockAt(stacks[FRANCE], 'azurerm_netapp_pool.media-pool')).toMatchObject({ size_in_tb: 1 });
    expect(blockAt(large, 'azurerm_netapp_snapshot_policy.media-snapshots')).toMatchObject({
      enabled: true,
      hourly_schedule: { snapshots_to_keep: 24 },
      daily_schedule: { snapshots_to_keep: 7 },
    });
  });

  test.each([Tier.COLD, Tier.WARM])('at %s it is that same replication', (tier) => {
    expect(blockAt(outputAt('standing', {}, tier).stacks[GERMANY], VOLUME)).toHaveProperty('data_protection_replication');
  });
});

describe('a move', () => {
  const steps = stepsAt('standing, switch B', 'switch');

  test('the old side lets nobody write, what it took arrives, and one command ends that the other one follows', () => {
    const { stacks } = outputAt('standing, switch B');
    expect(ruleOf(stacks[FRANCE])).toMatchObject({ unix_read_only: true, unix_read_write: false });
    expect(ruleOf(stacks[GERMANY])).toMatchObject({ unix_read_only: false, unix_read_write: true });
    const order = [
      'replica-media',
      'fenced-media-francecentral',
      'closed-since-media',
      'lag-media',
      'record-started',
      'promote-media',
      'promoted-media',
    ];
    expect(steps.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
    expect(steps.find(({ id }) => id === 'promote-media')).toMatchObject({ endpoint: 'germanywestcentral', pointOfNoReturn: true });
  });

  test('all is there once what was given last was read at the source behind the fence', () => {
    const run = runOf(steps, 'lag-media').map((one) => (one.startsWith('{find:') ? '2026-11-21T02:00:00Z' : one));
    const said = (told: string) =>
      answering(
        'az',
        [
          ['volume show', 'id'],
          ['metrics list', told],
        ],
        run,
      ).said;
    // What is told of 02:10 is 900 s old: of before the fence. Of 02:20 it is 300 s old: of behind it.
    expect(['', '2026-11-21T02:10:00Z\t900.0', '2026-11-21T02:10:00Z\t600.0', '2026-11-21T02:20:00Z\t300.5'].map(said)).toEqual([
      '',
      'it lacks 900 s',
      'it lacks 600 s',
      'sent',
    ]);
  });

  test('a role is read of what is an end of a replication alone; one that is broken takes writes', () => {
    const matches = steps.find(({ id }) => id === 'promoted-media');
    const of = matches?.do === 'check' ? new RegExp(`^(?:${matches.how.matches})$`) : /^$/;
    const said = (end: string, mirror: string) =>
      answering(
        'az',
        [
          ['query provisioningState', 'Succeeded'],
          ['endpointType', end],
          ['replication status', mirror],
        ],
        runOf(steps, 'promoted-media'),
      );
    expect(said('None', '').said).toBe('Succeeded None');
    expect(said('Src', '').calls.join('\n')).not.toContain('replication status');
    expect(['None', 'Src', 'Dst'].map((end) => of.test(said(end, 'Broken Idle True').said))).toEqual([true, true, true]);
    expect(of.test(said('Dst', 'Mirrored Idle True').said)).toBe(false);
    expect(of.test(said('Dst', 'Uninitialized Transferring True').said)).toBe(false);
  });

  test('a planned move breaks nothing by force, and needs a replication that is whole; repeated, a promotion finds it broken', () => {
    const calls = (found: string, end: string, mirror: string, run = runOf(steps, 'promote-media')) =>
      answering(
        'az',
        [
          ['resource list', found],
          ['endpointType', end],
          ['replication status', mirror],
          ['replication suspend', ''],
        ],
        run,
      ).calls.join('\n');
    expect(calls('id', 'Dst', 'Mirrored')).toMatch(
      /replication suspend .*--account-name billing-media-germanywestcentral .*--force-break-replication false/,
    );
    expect(calls('id', 'dst', 'Mirrored', runOf(stepsAt('standing, lost A, failover B', 'failover'), 'promote-media'))).toContain(
      '--force-break-replication true',
    );
    for (const [found, end, mirror] of [
      ['', 'Dst', 'Mirrored'],
      ['id', 'None', ''],
      ['id', 'Src', ''],
      ['id', 'Dst', 'Broken'],
    ] as const)
      expect(calls(found, end, mirror)).not.toContain('suspend');
    // Nobody knows whether something is being sent: nothing is broken then.
    const unanswered = answering(
      'az',
      [
        ['resource list', 'id'],
        ['endpointType', 'Dst'],
        ['relationshipStatus', '', 7],
        ['replication', ''],
      ],
      runOf(steps, 'promote-media'),
    );
    expect([unanswered.status, unanswered.calls.filter((call) => call.includes('suspend'))]).toEqual([7, []]);
    const check = steps.find(({ id }) => id === 'replica-media');
    expect(check?.do === 'check' ? check.how.matches : '').toContain('[Tt]rue');
  });

  test('the proof of the fence counts who may write', () => {
    const fenced = steps.find(({ id }) => id === 'fenced-media-francecentral');
    expect(fenced?.do === 'check' ? [fenced.how.matches, fenced.how.run.at(-1), fenced.how.run.join(' ')] : []).toEqual([
      '0',
      'billing-media-francecentral',
      expect.stringContaining('exportPolicy.rules[?unixReadWrite]'),
    ]);
  });

  test('no volume is made anew by it: of what has the role nothing is said of the other site', () => {
    const follows = blockAt(outputAt('standing').stacks[GERMANY], VOLUME) as Body;
    const moved = outputAt(MOVED).stacks[GERMANY];
    expect(without(blockAt(moved, VOLUME) as Body, 'data_protection_snapshot_policy')).toEqual(
      without(follows, 'data_protection_replication'),
    );
    expect(JSON.stringify(blockAt(moved, VOLUME))).not.toContain('francecentral');
  });

  test('how much it lacks is asked at its own site, of before the other one was lost', () => {
    const run = runOf(stepsAt('standing, lost A, failover B', 'failover'), 'age-media');
    const said = (told: string) =>
      answering(
        'az',
        [
          ['volume show', 'id'],
          ['metrics list', told],
        ],
        run,
      ).said;
    expect(said('2026-11-21T01:55:00Z\t400.0')).toBe('700');
    expect([said(''), said('2026-11-21T01:55:00Z\tNone')]).toEqual(['', '']);
  });
});

describe('the way back', () => {
  const steps = stepsAt(BACK, 'reprotect');

  test('the side that was left comes back as a volume of its own generation; the old one is kept, with what it took and never sent', () => {
    const [peace, back] = [outputAt('standing').stacks[FRANCE], outputAt(BACK).stacks[FRANCE]];
    expect(blockAt(back, `${VOLUME}-g1`)).toMatchObject({
      account_name: '${azurerm_netapp_account.media-g1-account.name}',
      volume_path: 'billing-media-francecentral-g1',
      data_protection_replication: { remote_volume_resource_id: expect.stringMatching(idAt('billing-media-germanywestcentral')) },
    });
    expect([ruleOf(back), ruleOf(back, `${VOLUME}-g1`)]).toMatchObject([{ unix_read_write: false }, { unix_read_write: true }]);
    expect(without(blockAt(back, VOLUME) as Body, 'depends_on', 'export_policy_rule')).toEqual(
      without(blockAt(peace, VOLUME) as Body, 'depends_on', 'export_policy_rule'),
    );
  });

  test('what took the role forgets its broken replication before anything follows it, and gets its snapshots again', () => {
    const ids = steps.map(({ id }) => id);
    expect(ids.indexOf('released-media-g1')).toBeGreaterThan(-1);
    expect(ids.indexOf('released-media-g1')).toBeLessThan(ids.indexOf('snapshots-media-g1'));
    expect(ids.indexOf('snapshots-media-g1')).toBeLessThan(ids.lastIndexOf('apply-billing-francecentral'));
    const released = (end: string, mirror: string) =>
      answering(
        'az',
        [
          ['endpointType', end],
          ['replication status', mirror],
          ['replication remove', ''],
        ],
        runOf(steps, 'released-media-g1'),
      );
    expect(released('Dst', 'Broken').calls.join('\n')).toMatch(/replication remove .*--account-name billing-media-germanywestcentral/);
    expect(released('None', '').calls.join('\n')).not.toContain('remove');
    expect(released('Dst', 'Mirrored')).toMatchObject({ status: 1, error: 'it follows: Mirrored' });
    expect(runOf(steps, 'snapshots-media-g1').at(-1)).toMatch(
      /netAppAccounts\/billing-media-germanywestcentral\/snapshotPolicies\/snapshots$/,
    );
  });

  test('and the role goes there again, by the same command, from the site that is lost next', () => {
    const again = `${BACK}, standing, lost B, failover A`;
    expect(runOf(stepsAt(again, 'failover'), 'promote-media-g1').slice(-2)).toEqual(['billing-media-francecentral-g1', 'true']);
    const taken = outputAt(`${again}, started, completed`).stacks[FRANCE];
    expect(blockAt(taken, `${VOLUME}-g1`)).not.toHaveProperty('data_protection_replication');
    // What was left stays closed, whatever its site does.
    expect([ruleOf(taken), ruleOf(taken, `${VOLUME}-g1`)]).toMatchObject([{ unix_read_write: false }, { unix_read_write: true }]);
  });
});

test('what brings a file back by hand is on the sheet of a restore: a volume that is promoted is made anew of no copy', () => {
  const steps = stepsAt('standing', 'restore');
  expect(steps.map(({ id }) => id)).toEqual(['put-back-media', 'restore-by-hand']);
  expect(steps[0]).toMatchObject({ do: 'manual', text: expect.stringContaining('az netappfiles snapshot restore-files') as unknown });
});

const STANDING_AGAIN = `${BACK}, standing`;
test.each(['standing', 'standing, switch B', MOVED, BACK, STANDING_AGAIN, `${STANDING_AGAIN}, lost B, failover A, started, completed`])(
  'the laws of what is safe, ignored, kept and known, in %s',
  (story) => {
    const under = cloudNamed('azure');
    const output = outputAt(story);
    const noted = [...lawSix(output, under), ...lawSeven(output, under), ...lawFourteen(output, under)];
    expect(noted).toEqual([]);
    const situation = afterStory(story, make()(appIn(folder())).sides);
    expect(lawFourteenEffects(output, sheetsOf(make()(appIn(folder(), situation)), situation), under)).toEqual([]);
  },
);

describe('what is told', () => {
  const { stacks, manifest } = outputAt('standing');
  const alerts = (site: string) => stacks[site]?.resource?.['azurerm_monitor_metric_alert'] ?? {};

  test('that it is behind, or not healthy, where it follows; that it is full, at both; who breaks or deletes it', () => {
    expect(Object.keys(alerts(GERMANY))).toEqual(['media-behind', 'media-healthy', 'media-full']);
    expect(Object.keys(alerts(FRANCE))).toEqual(['media-full']);
    const criteria = (id: string): unknown => (alerts(GERMANY)[id] as { criteria: unknown[] }).criteria[0];
    const of = { metric_namespace: 'Microsoft.NetApp/netAppAccounts/capacityPools/volumes', aggregation: 'Average' };
    expect(criteria('media-behind')).toMatchObject({
      ...of,
      metric_name: 'XregionReplicationLagTime',
      operator: 'GreaterThan',
      threshold: 43_200,
    });
    expect(criteria('media-healthy')).toMatchObject({
      ...of,
      metric_name: 'XregionReplicationHealthy',
      operator: 'LessThan',
      threshold: 1,
    });
    expect(criteria('media-full')).toMatchObject({ ...of, metric_name: 'VolumeConsumedSizePercentage', threshold: 85 });
    for (const site of [FRANCE, GERMANY])
      for (const lost of ['account', 'volume', 'replication'])
        expect(blockAt(stacks[`${site}-base`], `azurerm_monitor_activity_log_alert.lost-netapp-${lost}`)).toBeDefined();
  });

  test('how old the newest snapshot is, and how far it is behind, are asked', () => {
    const polled = manifest.workloads[0]!.components.flatMap((one) => one.signals).filter(({ kind }) => kind === 'polled');
    expect(polled.map(({ id }) => id)).toEqual(expect.arrayContaining(['media-lag', 'media-copies']));
  });
});

describe('what is refused', () => {
  const message = (over: FileStorageProps, more: More = {}, tier = Tier.HOT): string =>
    refusal((app) => make(over, tier, more)(app)).message;

  test.each([
    ['less than a volume has', { sizeGiB: 49 }, 'sizeGiB: 50'],
    ['more than a volume holds', { sizeGiB: 102_401 }, 'sizeGiB: 102400'],
    ['more days than a volume has snapshots for', { restorableDays: 201 }, 'restorableDays: 200'],
  ] as const)('%s', (_, over, fix) => {
    expect(message(over)).toMatch(/DR-VALUE-01/);
    expect(message(over)).toContain(fix);
  });

  test('two regions of its list that are no pair there, with those that are: the nearest first, of the union before others', () => {
    expect(message({}, { primary: 'norwayeast' })).toMatch(
      /put the other site of germanywestcentral in westeurope, or put the other site of norwayeast in norwaywest[\s\S]*norwayeast replicates with norwaywest/,
    );
    expect(message({}, { primary: 'northeurope' })).toMatch(
      /northeurope replicates with westeurope, francecentral, swedencentral, uksouth/,
    );
    expect(message({}, { primary: 'northeurope' }).match(/does not replicate between them/g)).toHaveLength(1);
  });

  test('a region that is not in the list, with what the other one replicates with; of two, with the nearest that is', () => {
    expect(message({}, { primary: 'polandcentral' })).toMatch(
      /DR-VALUE-01[\s\S]*put the other site of germanywestcentral in westeurope[\s\S]*germanywestcentral replicates with westeurope/,
    );
    const at = (code: string) => findRegion(AZURE_REGIONS, code);
    const site = { key: 'azure:austriaeast', region: at('austriaeast'), peer: at('polandcentral') };
    const flaws = netappFlaws({ gib: 100, restorableDays: 7 } as FileStorageDeclaration, site as SiteFacts);
    expect(flaws).toMatchObject([
      { of: 'region', fix: expect.stringMatching(/^a site in [a-z]+, or keep what it holds in ObjectStorage/) as unknown },
    ]);
  });

  test.each([Tier.HA, Tier.VITAL])('%s: a volume stands in one zone', (tier) => {
    expect(message({}, {}, tier)).toContain('tier: Tier.HOT');
  });
});

test('a site that replaces another one for good is asked, too: what follows there follows from the one that serves', () => {
  const after = (successor: string): Output => {
    const declared = make({}, Tier.HOT, { successors: [successor] });
    const situation = afterStory('standing, lost A, failover B, started, completed, gone A by C', declared(appIn(folder())).sides);
    return renderWorkload(declared(appIn(folder(), situation)), situation);
  };
  const findings = (successor: string): string => JSON.stringify(after(successor).manifest.workloads[0]?.findings);
  expect(findings('uksouth')).not.toContain('does not replicate');
  expect(findings('spaincentral')).toContain('NFS between germanywestcentral and spaincentral');
});

describe('the list of pairs', () => {
  const of = (code: string) => partnersOf(findRegion(AZURE_REGIONS, code));

  test('names regions that exist, each in both directions', () => {
    for (const { code } of AZURE_REGIONS) for (const partner of of(code)) expect(of(partner)).toContain(code);
    expect(of('germanywestcentral')).toEqual(
      expect.arrayContaining(['germanynorth', 'uksouth', 'westeurope', 'francecentral', 'swedencentral']),
    );
    expect(of('polandcentral')).toEqual([]);
    expect(of('usgovtexas')).toEqual(expect.arrayContaining(['usgovarizona', 'usgovvirginia']));
  });
});
