import type { App } from 'cdktf';
import { Network, ObjectStorage, Table, Throughput, Topology, Workload, type TableProps } from '../../../lib';
import { azure, type AzureSiteProps } from '../../../lib/clouds/azure/azure';
import { oci } from '../../../lib/clouds/oci/oci';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Site } from '../../../lib/port/site';
import type { Action } from '../../../lib/words/actions';
import { appIn, folder, PATIENT, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, textsIn, withoutMarker, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { answering, type Rule } from '../answering';
import { billing, FRANCE, GERMANY } from './fixture';

const ACCOUNT = 'azurerm_cosmosdb_account.orders';
const ITEMS = 'azurerm_cosmosdb_sql_container.orders-items';
const KEYS = ['00000000-0000-0000-0000-0000000000A1', '00000000-0000-0000-0000-0000000000b2'] as const;

const RIGHT: TableProps = {
  partitionKey: { name: 'customer' },
  sortKey: { name: 'placed', type: 'number' },
  throughput: Throughput.onDemand({ reads: 1000, writes: 200 }),
};

interface Given {
  readonly tier?: Tier;
  readonly site?: Partial<AzureSiteProps>;
  readonly sites?: Parameters<typeof billing>[3];
}

const make =
  (over: Partial<TableProps> = {}, { tier = Tier.HOT, site = {}, sites = {} }: Given = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, site, {}, sites)(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new Table(workload, 'Orders', { ...RIGHT, ...over });
    return workload;
  };

function outputAt(story: string, over: Partial<TableProps> = {}, given: Given = {}): Output {
  const situation = afterStory(story, make(over, given)(appIn(folder())).sides);
  return renderWorkload(make(over, given)(appIn(folder(), situation)), situation);
}

const stepsAt = (story: string, transition: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};

const needsAt = (story: string, transition: string): readonly string[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.needs ?? [];
};

const typesOf = (stack: StackJson | undefined): string[] =>
  [...new Set(blocksOf(stack).map(({ type }) => type))].filter((type) => /cosmos|private/.test(type)).sort();
const doors = (stack: StackJson | undefined): number => blocksOf(stack).filter(({ type }) => type === 'azurerm_private_endpoint').length;
const CROSSED = 'standing, lost A, failover B, started, completed';
const ROUND = `${CROSSED}, normal A, fenced A, standing`;

describe('one account over both regions', () => {
  const { stacks } = outputAt('standing', {}, { site: { contributors: [KEYS[0], KEYS[1]] } });
  const base = stacks[`${FRANCE}-base`];
  const account = blockAt(base, ACCOUNT) as Body;

  test('is made once, by the base of the site that the code names first; the sites have the way there, and what joins them has nothing', () => {
    const mine = [
      'azurerm_cosmosdb_account',
      'azurerm_cosmosdb_sql_container',
      'azurerm_cosmosdb_sql_database',
      'azurerm_cosmosdb_sql_role_assignment',
    ];
    expect(typesOf(base)).toEqual(mine);
    expect(typesOf(stacks[`${GERMANY}-base`])).toEqual([]);
    const way = ['azurerm_private_dns_zone', 'azurerm_private_dns_zone_virtual_network_link', 'azurerm_private_endpoint'];
    for (const site of [FRANCE, GERMANY]) expect(typesOf(stacks[site])).toEqual(way);
    expect(typesOf(stacks['billing-links'])).toEqual([]);
  });

  test('stands in a group of its own beside the state of the witness: in that of a site nothing could be changed while it is out', () => {
    expect(blockAt(base, 'azurerm_resource_group.orders-group')).toMatchObject({
      name: 'billing-orders-shared',
      location: 'swedencentral',
    });
    expect(account).toMatchObject({ location: 'swedencentral', resource_group_name: '${azurerm_resource_group.orders-group.name}' });
    const { manifest } = outputAt('standing');
    expect(manifest.stacks.find(({ id }) => id === `${FRANCE}-base`)?.alive).toContain('azure:swedencentral');
    for (const site of [FRANCE, GERMANY]) expect(manifest.stacks.find(({ id }) => id === site)?.alive).toHaveLength(1);
  });

  test('has the writes in one region, over its zones, and is changed over by nobody but a move', () => {
    expect(account).toMatchObject({
      geo_location: [
        { location: 'francecentral', failover_priority: 0, zone_redundant: true },
        { location: 'germanywestcentral', failover_priority: 1, zone_redundant: true },
      ],
      automatic_failover_enabled: false,
      multiple_write_locations_enabled: false,
      consistency_policy: { consistency_level: 'Session' },
      backup: { type: 'Continuous', tier: 'Continuous7Days' },
      lifecycle: { prevent_destroy: true, ignore_changes: ['geo_location', 'location'] },
    });
    expect(account).not.toHaveProperty('capabilities');
  });

  test('lets nobody in by a public network or by a key, and has no key of one site, with which it would go', () => {
    expect(account).toMatchObject({
      public_network_access_enabled: false,
      network_acl_bypass_for_azure_services: false,
      local_authentication_disabled: true,
      access_key_metadata_writes_enabled: false,
      minimal_tls_version: 'Tls12',
      free_tier_enabled: false,
    });
    for (const argument of ['key_vault_key_id', 'identity', 'ip_range_filter', 'virtual_network_rule'])
      expect(account).not.toHaveProperty(argument);
  });

  test('its name is of no site, in lower case, and no longer than the service takes', () => {
    expect(account['name']).toMatch(/^billing-orders-[0-9a-f]{6}$/);
    const long = (app: App) => {
      const workload = billing()(app);
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      new Table(workload, 'OrdersOfEverybodyWhoEverOrderedHere', RIGHT);
      return workload;
    };
    expect(refusal((app) => long(app)).message).toMatch(/DR-NAME-01.*an Azure Cosmos DB account.*44 characters/s);
  });

  test('items are found by the declared keys, which never change', () => {
    expect(blockAt(base, ITEMS)).toMatchObject({
      name: 'orders',
      database_name: '${azurerm_cosmosdb_sql_database.orders-database.name}',
      partition_key_paths: ['/customer'],
      partition_key_version: 2,
      unique_key: [{ paths: ['/placed'] }],
      autoscale_settings: { max_throughput: 4000 },
      lifecycle: { prevent_destroy: true },
    });
    const single = outputAt('standing', {
      partitionKey: { name: 'id' },
      sortKey: { name: 'id2' },
      throughput: Throughput.provisioned({ reads: 100, writes: 10 }),
    });
    expect(blockAt(single.stacks[`${FRANCE}-base`], ITEMS)).toMatchObject({ partition_key_paths: ['/id'], throughput: 400 });
    const byId = blockAt(outputAt('standing', { sortKey: { name: 'id' } }).stacks[`${FRANCE}-base`], ITEMS);
    expect(byId).not.toHaveProperty('unique_key');
  });

  test('whoever works on the data at either site may, by Entra ID: each once, since it is one account', () => {
    const grants = blocksOf(base).filter(({ type }) => type === 'azurerm_cosmosdb_sql_role_assignment');
    expect(grants.map(({ body }) => body['principal_id'])).toEqual(KEYS.map((id) => id.toLowerCase()));
    for (const { body } of grants)
      expect(body).toMatchObject({
        scope: '${azurerm_cosmosdb_account.orders.id}',
        role_definition_id: '${azurerm_cosmosdb_account.orders.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002',
      });
  });

  test('who deletes it is told, of its own group, and what Azure says of it', () => {
    const told = ['account', 'items', 'database', 'grant'].map((what) =>
      blockAt(base, `azurerm_monitor_activity_log_alert.lost-orders-${what}`),
    );
    expect(told.map((one) => (one?.['criteria'] as Body)['operation_name'])).toEqual([
      'Microsoft.DocumentDB/databaseAccounts/delete',
      'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/delete',
      'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/delete',
      'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/delete',
    ]);
    for (const one of told) expect(one).toMatchObject({ scopes: ['${azurerm_resource_group.orders-group.id}'] });
    expect(blockAt(base, 'azurerm_monitor_activity_log_alert.resource-health')).toMatchObject({
      scopes: expect.arrayContaining(['${azurerm_resource_group.orders-group.id}']) as unknown,
      criteria: { category: 'ResourceHealth', resource_health: { current: ['Degraded', 'Unavailable'] } },
    });
    expect(blockAt(base, 'azurerm_monitor_activity_log_alert.lost-door')).toMatchObject({
      criteria: { operation_name: 'Microsoft.Network/privateEndpoints/delete' },
    });
  });

  test('a region without zones is not spread over them', () => {
    const { stacks: one } = outputAt('standing', {}, { sites: { primary: 'francesouth' } });
    const base = one['billing-francesouth-base'];
    expect((blockAt(base, ACCOUNT)?.['geo_location'] as readonly Body[]).map((at) => at['zone_redundant'])).toEqual([false, true]);
  });

  test('an environment that may be destroyed is not kept', () => {
    const declared = (app: App) => {
      const workload = billing(Tier.HOT, {}, { destroyable: true })(app);
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      new Table(workload, 'Orders', RIGHT);
      return workload;
    };
    const situation = afterStory('standing', declared(appIn(folder())).sides);
    const { stacks: loose } = renderWorkload(declared(appIn(folder(), situation)), situation);
    for (const address of [ACCOUNT, ITEMS, 'azurerm_resource_group.orders-group'])
      expect(blockAt(loose[`${FRANCE}-base`], address)).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });
});

describe('a failover changes priorities, and no apply puts one back', () => {
  const bases = (story: string, given: Given = {}) => {
    const stack = outputAt(story, {}, given).stacks[`${FRANCE}-base`];
    return stack && withoutMarker(stack);
  };

  test('the same bytes in every situation, those of the site that was lost and came back among them', () => {
    const peace = bases('standing');
    for (const story of ['', 'standing, switch B', 'standing, avoid B', `${CROSSED}, normal A`, ROUND, `${ROUND}, switch A`])
      expect(bases(story)).toEqual(peace);
  });

  test('while its first site is out nothing of it is in any stack: recovery is the command, and the way there', () => {
    const { stacks } = outputAt('standing, lost A, failover B');
    expect(Object.values(stacks).flatMap((stack) => typesOf(stack).filter((type) => type.includes('cosmos')))).toEqual([]);
    expect(doors(stacks[GERMANY])).toBe(1);
    expect(textsIn(without(stacks[GERMANY])).filter(({ text }) => text.includes('francecentral'))).toEqual([]);
  });

  test('where the first site is gone nobody makes another account of that name', () => {
    const { stacks } = outputAt(`${CROSSED}, gone A by C, standing`, {}, { sites: { successors: ['spaincentral'] } });
    expect(Object.values(stacks).flatMap((stack) => typesOf(stack).filter((type) => type.includes('cosmos')))).toEqual([]);
    const link = (site: string) =>
      ((blockAt(stacks[site], 'azurerm_private_endpoint.orders-door')?.['private_service_connection'] ?? {}) as Body)[
        'private_connection_resource_id'
      ];
    expect(link('billing-spaincentral')).toEqual(link(GERMANY));
  });
});

const without = ({ resource }: StackJson = {}) =>
  Object.fromEntries(Object.entries(resource ?? {}).filter(([type]) => /private|cosmos|monitor_metric/.test(type)));

describe('a move', () => {
  const planned = stepsAt('standing, switch B', 'switch');
  const forced = stepsAt('standing, lost A, failover B', 'failover');

  test('the old side loses its door, without which it would write through the other region; then the writes are given over, once', () => {
    const moving = outputAt('standing, switch B');
    expect([doors(moving.stacks[FRANCE]), doors(moving.stacks[GERMANY])]).toEqual([0, 1]);
    const order = ['replica-orders', 'fenced-orders-francecentral', 'lag-orders', 'record-started', 'promote-orders', 'promoted-orders'];
    expect(planned.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
    expect(planned.find(({ id }) => id === 'promote-orders')).toMatchObject({ endpoint: 'germanywestcentral', pointOfNoReturn: true });
    expect(runOf(planned, 'promote-orders').join()).toContain('failover-priority-change');
    expect(runOf(planned, 'promote-orders').join()).not.toContain('offline-region');
  });

  test('a forced one takes the region out, and never changes a priority: that is refused while a region is out', () => {
    const run = runOf(forced, 'promote-orders');
    expect(run.join()).toContain('az cosmosdb offline-region');
    expect(run.join()).not.toContain('failover-priority-change');
    expect(run.slice(4)).toEqual([
      expect.any(String),
      'billing-orders-shared',
      expect.stringMatching(/^billing-orders-/),
      'germanywestcentral',
    ]);
    expect(forced.find(({ id }) => id === 'promote-orders')).toMatchObject({ losesData: expect.stringContaining('conflict feed') });
  });

  test('on paper of peace each sheet has its own command: of a switch none takes a region out', () => {
    const titleAt = (story: string, sheet: string) => stepsAt(story, sheet).find(({ id }) => id === 'promote-orders')?.title;
    for (const story of ['standing', 'standing, lost A, failover B'])
      expect(titleAt(story, 'failover')).toContain('is taken out of the account');
    for (const story of ['standing', 'standing, switch B']) expect(titleAt(story, 'switch')).toContain('once it has all of them');
  });

  test('whatever gives it the writes needs the region that its group is in to answer; nothing needs the dead one', () => {
    expect(needsAt('standing, lost A, failover B', 'failover')).toEqual(['azure:germanywestcentral', 'azure:swedencentral']);
    expect(needsAt('standing, switch B', 'switch')).toContain('azure:swedencentral');
    expect(needsAt(CROSSED, 'standby-lost')).toEqual(['azure:germanywestcentral']);
  });

  test('whatever gives it the writes needs the region that its group is in to answer; nothing needs the dead one', () => {
    expect(needsAt('standing, lost A, failover B', 'failover')).toEqual(['azure:germanywestcentral', 'azure:swedencentral']);
    expect(needsAt('standing, switch B', 'switch')).toContain('azure:swedencentral');
    expect(needsAt(CROSSED, 'standby-lost')).toEqual(['azure:germanywestcentral']);
  });

  test('how much the other region lacked is asked of before the loss', () => {
    expect(runOf(forced, 'age-orders').at(-1)).toBe(String(Date.parse('2026-11-21T02:00:00.000Z') / 1000));
    expect(forced.find(({ id }) => id === 'age-orders')).toMatchObject({ unless: { atMost: 900 } });
  });

  const FRANCE_WRITES: readonly Rule[] = [
    ['provisioningState --', 'Succeeded'],
    ['query provisioningState', 'Succeeded'],
    ['writeLocations', 'France Central'],
    ['readLocations', 'France Central\nGermany West Central'],
    ['query locations[]', 'France Central\nGermany West Central\nSpain Central'],
    ['failover-priority-change', ''],
    ['offline-region', ''],
  ];
  const GERMANY_WRITES: readonly Rule[] = [['writeLocations', 'Germany West Central'], ...FRANCE_WRITES];
  const ORPHAN: readonly Rule[] = [['readLocations', 'France Central'], ...FRANCE_WRITES];
  const changes = (calls: readonly string[]) => calls.filter((call) => !call.startsWith('cosmosdb show'));

  test('a planned change names every region of the account, by its code; repeated, it changes nothing', () => {
    const run = runOf(planned, 'promote-orders');
    const done = answering('az', FRANCE_WRITES, run);
    expect(done.status).toBe(0);
    expect(changes(done.calls)).toEqual([
      expect.stringMatching(
        /^cosmosdb failover-priority-change .* --failover-policies germanywestcentral=0 francecentral=1 spaincentral=2$/,
      ),
    ]);
    const again = answering('az', GERMANY_WRITES, run);
    expect([again.status, changes(again.calls)]).toEqual([0, []]);
  });

  test('a forced one takes out the region that has the writes, never the one that is to take them', () => {
    const run = runOf(forced, 'promote-orders');
    expect(changes(answering('az', FRANCE_WRITES, run).calls)).toEqual([
      expect.stringMatching(/^cosmosdb offline-region .* --region francecentral --output none$/),
    ]);
    const again = answering('az', GERMANY_WRITES, run);
    expect([again.status, changes(again.calls)]).toEqual([0, []]);
    const orphan = answering('az', ORPHAN, run);
    expect([orphan.status, orphan.error, changes(orphan.calls)]).toEqual([1, 'germanywestcentral does not follow', []]);
  });

  test.each([
    ['nothing', ''],
    ['None', 'None'],
    ['a region that it does not have', 'Norway East'],
    ['two regions', 'France Central\nSpain Central'],
  ])('where it says %s of the region that has the writes, none is taken out', (_, told) => {
    const { status, error, calls } = answering('az', [['writeLocations', told], ...FRANCE_WRITES], runOf(forced, 'promote-orders'));
    const code = told.replaceAll(' ', '').toLowerCase();
    expect([status, error, changes(calls)]).toEqual([1, `no region of the account has the writes, as it says: "${code}"`, []]);
  });

  test('nor where it says nothing of its regions at all', () => {
    const silent: readonly Rule[] = [['writeLocations', ''], ['query locations[]', ''], ...FRANCE_WRITES];
    const { status, calls } = answering('az', silent, runOf(forced, 'promote-orders'));
    expect([status, changes(calls)]).toEqual([1, []]);
  });

  test('an account that does not answer is changed by nobody', () => {
    for (const run of [runOf(planned, 'promote-orders'), runOf(forced, 'promote-orders')]) {
      const { status, calls } = answering('az', [['query provisioningState', '', 3]], run);
      expect([status, changes(calls)]).toEqual([3, []]);
    }
  });

  test('what a region is: it takes writes, follows, or is not there', () => {
    const run = runOf(planned, 'promoted-orders');
    expect(answering('az', GERMANY_WRITES, run).said).toBe('Succeeded writes');
    expect(answering('az', FRANCE_WRITES, run).said).toBe('Succeeded reads');
    expect(answering('az', ORPHAN, run).said).toBe('Succeeded absent');
    const matches = (id: string, of: readonly Action[]) =>
      of.flatMap((one) => (one.id === id && one.do === 'check' ? [one.how.matches] : []))[0];
    expect([matches('replica-orders', planned), matches('replica-orders', forced), matches('promoted-orders', planned)]).toEqual([
      'Succeeded reads',
      '\\w+ reads',
      '\\w+ writes',
    ]);
  });

  test('a fence holds where nobody but the other side has an endpoint, whatever its case', () => {
    const run = runOf(planned, 'fenced-orders-francecentral');
    const of = (group: string) => `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.Network/privateEndpoints/x`;
    const said = (...groups: readonly string[]) =>
      answering(
        'az',
        [
          ['publicNetworkAccess', 'Disabled'],
          ['privateEndpointConnections', groups.map(of).join('\n')],
        ],
        run,
      ).said;
    expect(said('Billing-GermanyWestCentral')).toBe('Disabled 0');
    expect(said()).toBe('Disabled 0');
    expect(said('billing-germanywestcentral', 'billing-francecentral', 'elsewhere')).toBe('Disabled 2');
  });

  test('nothing is in flight once the old region has taken no write for minutes, in whichever order it is told', () => {
    const run = runOf(planned, 'lag-orders');
    const said = (told: string, minutes = '3.0\n0.0') =>
      answering(
        'az',
        [
          ['query id', 'id'],
          ['--metrics NormalizedRUConsumption', minutes],
          ['--metrics TotalRequests', told],
        ],
        run,
      ).said;
    expect(said('France Central\tUpsert\t12.0\nDelete\tFrance Central\t3.0\nGermany West Central\tUpsert\t40.0')).toBe('15');
    expect(said('France Central\tUpsert\t0.0\nGermany West Central\tUpsert\t40.0')).toBe('0');
    // No write is counted in an account that tells of its minutes; in a silent one nobody knows.
    expect(said('')).toBe('0');
    for (const silent of ['', 'None', '0.0']) {
      expect(said('', silent)).toBe('');
      expect(said('France Central\tUpsert\t0.0', silent)).toBe('');
    }
    expect(planned.find(({ id }) => id === 'lag-orders')).toMatchObject({
      endpoint: 'francecentral',
      how: { matches: '0', number: 'Orders' },
    });
  });

  const told = (run: readonly string[], said: string) =>
    answering(
      'az',
      [
        ['query id', 'id'],
        ['metrics list', said],
      ],
      run,
    );

  test('what was lost is as old as the last measure ahead of the loss, and what it said; nobody guesses it', () => {
    const lost = (said: string) => told(runOf(forced, 'age-orders'), said);
    expect(lost('2026-11-21T02:00:00Z\t1200.0').said).toBe('2');
    expect(lost('2026-11-21T01:59:00Z\t40').said).toBe('61');
    // Ten minutes of silence ahead of the loss are ten minutes that may be missing.
    expect(lost('2026-11-21T01:50:00+00:00\t1200.0').said).toBe('602');
    for (const none of ['', 'None', '2026-11-21T01:59:00Z\tNone', '2026-11-21T01:59:00Z\t-1'])
      expect(lost(none)).toMatchObject({ status: 1, said: '', error: expect.stringMatching(/nothing was measured|no lag/) });
    expect(lost('').calls.at(-1)).toContain('--start-time 2026-11-21T01:45:00Z --end-time 2026-11-21T02:00:00Z');
  });

  test('a lag is told in seconds, and nobody guesses one', () => {
    const signals = outputAt('standing').manifest.workloads[0]!.components.flatMap((one) => one.signals);
    const run = signals.find(({ id }) => id === 'orders-lag')?.polled?.run ?? [];
    expect(['1200.0', '40', '', 'None'].map((said) => told(run, said).said)).toEqual(['2', '1', '', '']);
  });

  test('back in protection: the side that serves has the writes, and the other one follows with a door', () => {
    const back = stepsAt(`${CROSSED}, normal A, fenced A`, 'reprotect');
    expect(back.find(({ id }) => id === 'leads-orders')).toMatchObject({ endpoint: 'germanywestcentral', pointOfNoReturn: false });
    expect(runOf(back, 'leads-orders').at(-1)).toBe('germanywestcentral');
    const ids = back.map(({ id }) => id);
    expect(ids.indexOf('leads-orders')).toBeLessThan(
      ids.findIndex((id) => id.startsWith('apply-billing-francecentral') && !id.includes('base')),
    );
    const standing = back.find(({ id }) => id === 'standing-orders');
    expect(standing).toMatchObject({ endpoint: 'francecentral', onFailure: expect.stringContaining('conflict feed') });
    expect(ids).toContain('door-orders');
  });
});

describe('a lag with a bound', () => {
  const bounded = outputAt('standing', { boundedLag: true });

  test('is the least that two regions take, and doubles what a read costs', () => {
    const base = bounded.stacks[`${FRANCE}-base`];
    expect(blockAt(base, ACCOUNT)).toMatchObject({
      consistency_policy: { consistency_level: 'BoundedStaleness', max_interval_in_seconds: 300, max_staleness_prefix: 100000 },
    });
    expect(blockAt(base, ITEMS)).toMatchObject({ autoscale_settings: { max_throughput: 5000 } });
  });

  test('is what may be lost; and who serves alone is told what ends the writes', () => {
    const of = (output: Output) => output.manifest.workloads[0]?.components.find(({ component }) => component === 'Orders');
    expect([of(bounded)?.rpo.seconds, of(outputAt('standing'))?.rpo.seconds]).toEqual([300, 900]);
    const told = (over: Partial<TableProps>) => {
      const situation = afterStory('standing, lost B', make(over)(appIn(folder())).sides);
      return JSON.stringify(sheetsOf(make(over)(appIn(folder(), situation)), situation));
    };
    expect(told({ boundedLag: true })).toContain('az cosmosdb offline-region --subscription SUBSCRIPTION');
    expect(told({})).not.toContain('backlog-orders');
    expect(told({ boundedLag: true })).toContain('backlog-orders');
  });
});

describe('what tells of it', () => {
  const { stacks, manifest } = outputAt('standing');
  const alert = (site: string, what: string) => blockAt(stacks[site], `azurerm_monitor_metric_alert.orders-${what}`);

  test('how far the other region is behind, at the site that survives; that requests are about to be refused, where it serves', () => {
    expect(alert(GERMANY, 'behind')).toMatchObject({
      // It hears no silence, and promises nothing of it.
      description: expect.stringMatching(/behind: an RPO/) as unknown,
      enabled: true,
      scopes: [
        expect.stringMatching(
          /\/resourceGroups\/billing-orders-shared\/providers\/Microsoft\.DocumentDB\/databaseAccounts\/billing-orders-/,
        ),
      ],
      criteria: [{ metric_name: 'ReplicationLatency', aggregation: 'Minimum', operator: 'GreaterThan', threshold: 43_200_000 }],
    });
    expect(alert(FRANCE, 'behind')).toBeUndefined();
    expect(alert(FRANCE, 'busy')).toMatchObject({
      enabled: true,
      criteria: [{ metric_name: 'NormalizedRUConsumption', aggregation: 'Maximum', threshold: 90 }],
    });
    expect(alert(GERMANY, 'busy')).toBeUndefined();
  });

  test('what is promised of it: of writes by the zones of the region that has them, of reads by both regions', () => {
    const promised = (tier: Tier) =>
      outputAt('standing', {}, { tier })
        .manifest.workloads[0]?.availability?.parts.find(({ of }) => of === 'Orders')
        ?.slas.map(({ percent }) => percent);
    expect([promised(Tier.HOT), promised(Tier.VITAL)]).toEqual([
      [99.99, 99.999],
      [99.995, 99.999],
    ]);
  });

  test('what a move does behind Terraform; and what is asked ahead of the day', () => {
    const workload = manifest.workloads[0];
    expect(workload?.components.find(({ component }) => component === 'Orders')?.effects.map(({ terraform }) => terraform)).toEqual([
      'ignored',
      'not ours',
      'not ours',
    ]);
    const asked = JSON.stringify(manifest);
    for (const id of ['there-orders', 'led-orders', 'kept-orders', 'restorable-orders']) expect(asked).toContain(id);
  });
});

describe('what is refused', () => {
  const message = (over: Partial<TableProps>, given: Given = {}) => refusal((app) => make(over, given)(app)).message;

  test.each([
    ['days that no tier of backup has', { restorableDays: 14 }, 'restorableDays: 30'],
    ['fewer days than any has', { restorableDays: 3 }, 'restorableDays: 7'],
    ['one attribute for both keys', { sortKey: { name: 'customer' } }, 'another attribute'],
    [
      'more throughput than a container takes',
      { throughput: Throughput.provisioned({ reads: 1, writes: 1_000_000 }) },
      'request units a second',
    ],
  ])('%s', (_, over: Partial<TableProps>, fix) => {
    expect(message(over)).toMatch(/DR-VALUE-01/);
    expect(message(over)).toContain(fix);
  });

  test('copies of it in the other region, which nobody can restore there: a replica instead', () => {
    for (const tier of [Tier.COLD, Tier.WARM, Tier.HA]) expect(message({}, { tier })).toMatch(/Orders[\s\S]*take a replica/);
    const replica = (tier: Tier) => outputAt('standing', { tier: tier === Tier.HA ? Tier.VITAL : Tier.HOT }, { tier });
    for (const tier of [Tier.COLD, Tier.WARM, Tier.HA]) expect(doors(replica(tier).stacks[GERMANY])).toBe(1);
  });

  test('no witness: the account would stand with one of its sites', () => {
    const account = '00000000-0000-0000-0000-000000000001';
    const at = (region: string, cidr: string, name: string) =>
      azure.site(region, { account, cidr, state: azure.stateIn(name, { resourceGroup: 'state' }) });
    const declared = (app: App) => {
      const topology = Topology.activePassive({
        primary: at('francecentral', '10.1.0.0/16', 'acmeone'),
        secondary: at('germanywestcentral', '10.2.0.0/16', 'acmetwo'),
      });
      const workload = new Workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, topology });
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      new Table(workload, 'Orders', RIGHT);
    };
    expect(refusal(declared).message).toContain('DR-STATE-02');
  });

  test('two subscriptions: one account is of one of them', () => {
    const at = (region: string, n: number) =>
      azure.site(region, {
        account: `00000000-0000-0000-0000-00000000000${n}`,
        cidr: `10.${n}.0.0/16`,
        state: azure.stateIn(`acmestate${n}`, { resourceGroup: 'state' }),
      });
    const declared = (app: App) => {
      const witness = azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' });
      const topology = Topology.activePassive({ primary: at('francecentral', 1), secondary: at('germanywestcentral', 2), witness });
      const workload = new Workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, topology });
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      new Table(workload, 'Orders', RIGHT);
    };
    expect(refusal(declared).message).toMatch(/Orders[\s\S]*account/);
  });

  const common = { account: 'ocid1.compartment.oc1..acme', namespace: 'acmens', homeRegion: 'uk-london-1' };
  const OCI_SITES: readonly [Site, Site] = [
    oci.site('eu-frankfurt-1', { ...common, cidr: '10.1.0.0/16', state: oci.stateIn('acme-frankfurt', { namespace: 'acmens' }) }),
    oci.site('eu-paris-1', { ...common, cidr: '10.2.0.0/16', state: oci.stateIn('acme-paris', { namespace: 'acmens' }) }),
  ];

  test('on OCI there is no table yet: it is refused by its name', () => {
    const [primary, secondary] = OCI_SITES;
    const { message: said } = refusal((app) => {
      const workload = new Workload(app, 'billing', {
        tier: Tier.HOT,
        objectives: PATIENT,
        topology: Topology.activePassive({ primary, secondary }),
      });
      new ObjectStorage(workload, 'Invoices');
      new Table(workload, 'Orders', RIGHT);
    });
    expect(said).toMatch(/DR-CELL-01/);
    expect(said).toContain('Orders');
    expect(said).toContain('oci');
  });
});
