import type { App } from 'cdktf';
import { DatabaseEngine, Network, RelationalDatabase, Size, type RelationalDatabaseProps } from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { Topology } from '../../../lib/port/topology';
import { NORMAL } from '../../../lib/situation/facts';
import type { Action } from '../../../lib/words/actions';
import { Workload } from '../../../lib/workload';
import { appIn, folder, PATIENT, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, without, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { answering } from '../answering';
import { billing, FRANCE, GERMANY } from './fixture';

const DECLARED: RelationalDatabaseProps = {
  engine: DatabaseEngine.mysql('8.4'),
  size: Size.of({ vcpus: 2, memoryGiB: 8 }),
  storageGiB: 100,
};
const make =
  (over: Partial<RelationalDatabaseProps> = {}, tier = Tier.HOT, more: Parameters<typeof billing>[3] = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, {}, {}, more)(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new RelationalDatabase(workload, 'Ledger', { ...DECLARED, ...over });
    return workload;
  };

function outputAt(story: string, over: Partial<RelationalDatabaseProps> = {}): Output {
  const situation = afterStory(story, make(over)(appIn(folder())).sides);
  return renderWorkload(make(over)(appIn(folder(), situation)), situation);
}
function sheetAt(story: string, transition: string) {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheet = sheetsOf(make()(appIn(folder(), situation)), situation).find((one) => one.transition === transition);
  return { needs: sheet?.needs ?? [], steps: sheet?.waves.flatMap(({ actions }) => actions) ?? [] };
}
const stepsAt = (story: string, transition: string): readonly Action[] => sheetAt(story, transition).steps;

const SERVER = 'azurerm_mysql_flexible_server.ledger';
const MOVED = 'standing, lost A, failover B, started, completed';
const BACK = `${MOVED}, normal A, fenced A`;
const SHARED = '/resourceGroups/state-gavle/providers/Microsoft.DBforMySQL/flexibleServers/billing-ledger-';
const addresses = (stack: StackJson | undefined, type: string): string[] =>
  blocksOf(stack)
    .filter((block) => block.type === type)
    .map(({ address }) => address);

describe('two servers', () => {
  const { stacks } = outputAt('standing');

  test('stand in the group of the witness, each in its own region: a replica is made in the group of its source, which is at neither site', () => {
    const [first, second] = [FRANCE, GERMANY].map((site) => blockAt(stacks[site], SERVER));
    expect(first).toMatchObject({ resource_group_name: 'state-gavle', location: 'francecentral', administrator_login: 'continuity' });
    expect(first).not.toHaveProperty('create_mode');
    expect(second).toMatchObject({
      resource_group_name: 'state-gavle',
      location: 'germanywestcentral',
      create_mode: 'Replica',
      source_server_id: expect.stringMatching(new RegExp(`${SHARED}francecentral-\\w+$`)),
    });
    for (const site of [FRANCE, GERMANY])
      for (const address of addresses(stacks[site], 'azurerm_mysql_flexible_server_configuration'))
        expect(blockAt(stacks[site], address)).toMatchObject({ resource_group_name: 'state-gavle', server_name: `\${${SERVER}.name}` });
  });

  test('are closed, of one size, of the key of their own site; what a promotion decides is ignored from the first day', () => {
    for (const site of [FRANCE, GERMANY])
      expect(blockAt(stacks[site], SERVER)).toMatchObject({
        version: '8.4',
        sku_name: 'GP_Standard_D2ads_v5',
        storage: { size_gb: 100, auto_grow_enabled: true },
        public_network_access: 'Disabled',
        customer_managed_key: { key_vault_key_id: '${azurerm_key_vault_key.key.id}' },
        lifecycle: {
          prevent_destroy: true,
          ignore_changes: [
            'create_mode',
            'source_server_id',
            'point_in_time_restore_time_in_utc',
            'geo_redundant_backup_enabled',
            'replication_role',
            'zone',
            'high_availability[0].standby_availability_zone',
            'storage[0].size_gb',
            'administrator_login',
            'customer_managed_key',
          ],
        },
      });
  });

  test('the series as azurerm calls it; a role is never said, since azurerm refuses it of a source', () => {
    const older = outputAt('standing', { engine: DatabaseEngine.mysql('8.0') }).stacks;
    expect(blockAt(older[FRANCE], SERVER)).toMatchObject({ version: '8.0.21' });
    for (const story of ['standing', MOVED, BACK, `${BACK}, standing`])
      for (const stack of Object.values(outputAt(story).stacks))
        for (const { type, body } of blocksOf(stack))
          if (type === 'azurerm_mysql_flexible_server') expect(body).not.toHaveProperty('replication_role');
  });

  test('a private endpoint leads to each, by a name that its own network knows; applications find both there', () => {
    for (const site of [FRANCE, GERMANY]) {
      expect(blockAt(stacks[site], 'azurerm_private_endpoint.ledger-door')).toMatchObject({
        private_service_connection: { subresource_names: ['mysqlServer'], private_connection_resource_id: `\${${SERVER}.id}` },
      });
      expect(blockAt(stacks[site], 'azurerm_private_dns_zone.mysql-zone')).toMatchObject({ name: 'privatelink.mysql.database.azure.com' });
    }
  });

  test('the password is made in the vault of the first site, and carried to the other one where the sites meet', () => {
    expect(blockAt(stacks[FRANCE], SERVER)).toMatchObject({
      administrator_password_wo: '${ephemeral.azurerm_key_vault_secret.ledger-password.value}',
    });
    expect(blockAt(stacks[GERMANY], SERVER)).not.toHaveProperty('administrator_password_wo');
    expect(blockAt(stacks['billing-links'], 'azurerm_key_vault_secret.ledger-password-at-germanywestcentral')).toMatchObject({
      name: 'billing-ledger-germanywestcentral-password',
      value_wo: '${ephemeral.azurerm_key_vault_secret.ledger-password.value}',
    });
  });

  test('the database is made where the server is created alone: a replica has it from its source', () => {
    expect(blockAt(stacks[FRANCE], 'azurerm_mysql_flexible_database.ledger-database')).toMatchObject({ name: 'main', charset: 'utf8mb4' });
    expect(addresses(stacks[GERMANY], 'azurerm_mysql_flexible_database')).toEqual([]);
  });
});

describe('a move', () => {
  test('the old side loses its door and every session, what it took arrives, and one command makes the replica a server of its own', () => {
    const moving = outputAt('standing, switch B');
    const doors = (site: string): number => addresses(moving.stacks[site], 'azurerm_private_endpoint').length;
    expect([doors(FRANCE), doors(GERMANY)]).toEqual([0, 1]);
    const steps = stepsAt('standing, switch B', 'switch');
    const order = [
      'replica-ledger',
      'whole-ledger',
      'cut-ledger-francecentral',
      'fenced-ledger-francecentral',
      'closed-since-ledger',
      'lag-ledger',
      'record-started',
      'promote-ledger',
      'promoted-ledger',
    ];
    expect(steps.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
    expect(steps.find(({ id }) => id === 'promote-ledger')).toMatchObject({ endpoint: 'germanywestcentral', pointOfNoReturn: true });
  });

  test('a lag of before the fence proves nothing: two whole minutes behind it do', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    expect(answering('az', [], runOf(steps, 'closed-since-ledger')).said).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/);
    const lag = runOf(steps, 'lag-ledger');
    const said = (told: string) =>
      answering(
        'az',
        [
          ['flexible-server show', 'id'],
          ['metrics list', told],
        ],
        lag,
      );
    expect(lag.slice(-2)).toEqual(['replication_lag', '{find:closed-since-ledger}']);
    expect(['', '0', '0.0\n0.0', '0\n12.0\n3'].map((told) => said(told).said)).toEqual(['', '', '0.0', '12.0']);
    // What lagged behind the fence and caught up is no lag; what lags now is one, whatever was told before.
    expect(['30\n0\n0', '30\n0', '0\n0\n30'].map((told) => said(told).said)).toEqual(['0', '30', '30']);
    expect(said('0').calls.join('\n')).toContain('--start-time {find:closed-since-ledger}');
  });

  test('a replication that is broken stops a planned move ahead of the fence; where the other side is out, that one is not asked', () => {
    const run = runOf(stepsAt('standing, switch B', 'switch'), 'whole-ledger');
    const said = (io: string, sql: string) =>
      answering(
        'az',
        [
          ['flexible-server show', 'id'],
          ['--metrics Replica_IO_Running', io],
          ['--metrics Replica_SQL_Running', sql],
        ],
        run,
      ).said;
    expect([said('1.0', '1.0'), said('', 'None'), said('0.0', '1.0'), said('1', '0')]).toEqual([
      'whole',
      'whole',
      'Replica_IO_Running is 0.0',
      'Replica_SQL_Running is 0',
    ]);
    expect(stepsAt('standing, lost A, failover B', 'failover').map(({ id }) => id)).not.toContain('whole-ledger');
  });

  test('a promotion that is repeated finds that nothing follows any more; what is not there is left alone', () => {
    const run = runOf(stepsAt('standing, switch B', 'switch'), 'promote-ledger');
    const calls = (role: string) =>
      answering(
        'az',
        [
          ['flexible-server list', role],
          ['stop-replication', ''],
        ],
        run,
      ).calls.join('\n');
    expect(calls('Replica')).toMatch(
      /replica stop-replication .*--resource-group state-gavle --name billing-ledger-germanywestcentral-\w+ --yes/,
    );
    for (const role of ['None', 'Source', '']) expect(calls(role)).not.toContain('stop-replication');
  });

  test('whatever takes a role needs the region of the group to answer; nothing needs the dead one', () => {
    const forced = sheetAt('standing, lost A, failover B', 'failover').needs;
    expect(forced).toEqual(['azure:germanywestcentral', 'azure:swedencentral']);
    expect(sheetAt('standing, switch B', 'switch').needs).toContain('azure:swedencentral');
    expect(sheetAt(MOVED, 'standby-lost').needs).toEqual(['azure:germanywestcentral']);
    const plain = (app: App) => billing()(app);
    expect(plain(appIn(folder())).plan.leansOn).toEqual([]);
  });

  test('no server is made anew by it: of what has the role nothing is said of the other site', () => {
    const follows = blockAt(outputAt('standing').stacks[GERMANY], SERVER) as Body;
    const moved = outputAt(MOVED).stacks[GERMANY];
    expect(blockAt(moved, SERVER)).toEqual(without(follows, 'create_mode', 'source_server_id'));
    expect(JSON.stringify(blockAt(moved, SERVER))).not.toContain('francecentral');
  });

  test('how much the replica lacks is asked at its own site, of before the other one was lost', () => {
    const age = stepsAt('standing, lost A, failover B', 'failover').find(({ id }) => id === 'age-ledger');
    expect(age?.do === 'decide' ? age.unless?.run.slice(-2) : []).toEqual([
      expect.stringMatching(/^billing-ledger-germanywestcentral-/),
      String(Date.parse('2026-11-21T02:00:00.000Z') / 1000),
    ]);
  });
});

describe('the way back', () => {
  test('the side that was left comes back as a server of its own generation; the old one is kept with its database, and reached by nobody', () => {
    const [peace, back] = [outputAt('standing').stacks[FRANCE], outputAt(BACK).stacks[FRANCE]];
    expect(blockAt(back, `${SERVER}-g1`)).toMatchObject({
      name: expect.stringMatching(/^billing-ledger-francecentral-g1-\w+$/),
      create_mode: 'Replica',
      source_server_id: expect.stringMatching(new RegExp(`${SHARED}germanywestcentral-\\w+$`)),
    });
    // A database that leaves the code is dropped.
    for (const kept of [SERVER, 'azurerm_mysql_flexible_database.ledger-database'])
      expect(without(blockAt(back, kept) as Body, 'depends_on')).toEqual(without(blockAt(peace, kept) as Body, 'depends_on'));
    expect(addresses(back, 'azurerm_private_endpoint')).toEqual(['azurerm_private_endpoint.ledger-g1-door']);
  });

  test('it is made once its source has a backup, and no more storage than is declared', () => {
    const steps = stepsAt(BACK, 'reprotect');
    const ids = steps.map(({ id }) => id);
    for (const asked of ['fits-ledger-g1', 'based-ledger-g1'])
      expect(ids.indexOf(asked)).toBeLessThan(ids.lastIndexOf('apply-billing-francecentral'));
    expect(ids.indexOf('fits-ledger-g1')).toBeGreaterThan(ids.indexOf('apply-billing-germanywestcentral'));
    const fits = (has: string) => answering('az', [['storage.storageSizeGb', has]], runOf(steps, 'fits-ledger-g1')).said;
    expect([fits('100'), fits('105')]).toEqual([
      'fits: it has 100 GiB, and what is made from it gets 100',
      'outgrown: it has 105 GiB, and what is made from it gets 100',
    ]);
    // A source restarts when its first replica is made: users notice.
    expect(steps.find(({ id }) => id === 'based-ledger-g1')?.title).toContain('USERS NOTICE: where nothing follows it yet, it restarts');
    expect(runOf(steps, 'based-ledger-g1')).toEqual(expect.arrayContaining(['mysql', 'backup', 'list', 'state-gavle']));
  });

  test('and the role goes there again, by the same command, from the site that is lost next', () => {
    const again = `${BACK}, standing, lost B, failover A`;
    const steps = stepsAt(again, 'failover');
    expect(runOf(steps, 'promote-ledger-g1').slice(-1)).toEqual([expect.stringMatching(/^billing-ledger-francecentral-g1-/)]);
    const taken = outputAt(`${again}, started, completed`).stacks[FRANCE];
    expect(blockAt(taken, `${SERVER}-g1`)).not.toHaveProperty('source_server_id');
    expect(JSON.stringify(taken?.resource?.['azurerm_mysql_flexible_server'])).not.toContain('germanywestcentral');
  });

  test('where a site is replaced, the newcomer follows what has the data, in the same group, and gets its password', () => {
    const topology = (app: App) => make({}, Tier.HOT, { successors: ['spaincentral'] })(app);
    const situation = afterStory(
      'standing, lost A, failover B, started, completed, gone A by C, standing',
      topology(appIn(folder())).sides,
    );
    const { stacks } = renderWorkload(topology(appIn(folder(), situation)), situation);
    expect(blockAt(stacks['billing-spaincentral'], SERVER)).toMatchObject({
      resource_group_name: 'state-gavle',
      location: 'spaincentral',
      source_server_id: expect.stringMatching(new RegExp(`${SHARED}germanywestcentral-\\w+$`)),
    });
    const [, links] = Object.entries(stacks).find(([id]) => id.includes('-links')) as [string, StackJson];
    expect(Object.keys(links.resource?.['azurerm_key_vault_secret'] ?? {})).toEqual(['ledger-password-at-spaincentral']);
    expect(JSON.stringify(links.ephemeral)).toContain('billing-ledger-germanywestcentral-password');
  });

  test('what was to follow and was never seen to stand follows nobody before users are let in', () => {
    const ids = stepsAt('lost A, failover B', 'failover').map(({ id }) => id);
    expect(ids.filter((id) => ['promote-ledger', 'promoted-ledger'].includes(id))).toEqual(['promote-ledger', 'promoted-ledger']);
  });
});

describe('what is told, and asked', () => {
  const { stacks, manifest } = outputAt('standing');
  const metrics = (site: string) => stacks[site]?.resource?.['azurerm_monitor_metric_alert'] ?? {};

  test('of a replica that it is behind, or that what fetches or writes does not run; where users are served, what is kept for it', () => {
    expect(Object.keys(metrics(GERMANY))).toEqual(['ledger-behind', 'ledger-carried', 'ledger-written', 'ledger-storage']);
    expect(Object.keys(metrics(FRANCE))).toEqual(['ledger-storage', 'ledger-kept']);
    const criteria = (site: string, id: string) => (metrics(site)[id] as { criteria: unknown[] }).criteria[0];
    const namespace = { metric_namespace: 'Microsoft.DBforMySQL/flexibleServers' };
    // An alert of a number hears no silence: it promises nothing of it.
    expect(metrics(GERMANY)['ledger-behind']).toMatchObject({ description: expect.stringMatching(/behind: an RPO/) as unknown });
    expect(criteria(GERMANY, 'ledger-behind')).toMatchObject({ ...namespace, metric_name: 'replication_lag', threshold: 43200 });
    for (const [id, metric] of [
      ['ledger-carried', 'Replica_IO_Running'],
      ['ledger-written', 'Replica_SQL_Running'],
    ] as const)
      expect(criteria(GERMANY, id)).toMatchObject({ metric_name: metric, aggregation: 'Maximum', operator: 'LessThan', threshold: 1 });
    expect(criteria(FRANCE, 'ledger-kept')).toMatchObject({ metric_name: 'binlog_storage_used', threshold: 10 * 2 ** 30 });
    // An alert hears no silence: doctor asks.
    const signals = manifest.workloads[0]!.components.flatMap((one) => one.signals);
    expect(signals.filter(({ kind, watches }) => kind === 'polled' && watches === 'replica').map(({ id }) => id)).toContain('ledger-lag');
  });

  test('who deletes a server, told of the group that both share: what followed it takes writes by itself; and the way to it, of each site', () => {
    for (const site of [FRANCE, GERMANY]) {
      expect(blockAt(stacks[`${site}-base`], 'azurerm_monitor_activity_log_alert.lost-mysql')).toMatchObject({
        scopes: ['/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/state-gavle'],
        criteria: { operation_name: 'Microsoft.DBforMySQL/flexibleServers/delete' },
      });
      expect(blockAt(stacks[`${site}-base`], 'azurerm_monitor_activity_log_alert.resource-health')).toMatchObject({
        scopes: expect.arrayContaining(['/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/state-gavle']) as unknown,
        criteria: { category: 'ResourceHealth' },
      });
      expect(blockAt(stacks[`${site}-base`], 'azurerm_monitor_activity_log_alert.lost-door')).toMatchObject({
        criteria: { operation_name: 'Microsoft.Network/privateEndpoints/delete' },
      });
    }
  });

  test('doctor asks for the provider, the server, its password, its backups, and whether the group is where the witness is', () => {
    const situation = afterStory('standing', make()(appIn(folder())).sides);
    const { plan } = make()(appIn(folder(), situation));
    const asked = (site: string): string[] =>
      (plan.doctor[site] ?? []).flatMap((item) => ('steps' in item ? item.steps.map(({ id }) => id) : []));
    expect(asked('azure:francecentral')).toEqual(
      expect.arrayContaining([
        'registered-microsoft.dbformysql-ledger',
        'there-ledger',
        'password-ledger',
        'fits-ledger',
        'backups-ledger',
      ]),
    );
    expect(asked('azure:germanywestcentral')).toEqual(expect.arrayContaining(['there-ledger', 'password-ledger']));
    const [witness] = azure.doctor
      .state(
        azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
        azure.site('francecentral', SITE),
        [],
      )
      .flatMap((item) => ('steps' in item ? item.steps.filter(({ id }) => id === 'group-acmestategavle') : []));
    expect(witness).toMatchObject({ how: { matches: 'swedencentral', run: expect.arrayContaining(['group', 'show', 'state-gavle']) } });
  });
});

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const SITE = { account: SUBSCRIPTION, cidr: '10.10.0.0/16', state: azure.stateIn('acmestateparis', { resourceGroup: 'state-paris' }) };

describe('what the service does not take', () => {
  test.each<[string, Partial<RelationalDatabaseProps>, string]>([
    ['a series that it makes no more', { engine: DatabaseEngine.mysql('5.7') }, "DatabaseEngine.mysql('8.4')"],
    ['less storage than there is', { storageGiB: 10 }, '20 to 16384 GiB'],
    ['more storage than there is', { storageGiB: 20_000 }, '20 to 16384 GiB'],
    ['a name that it keeps for itself', { username: 'root' }, "username: 'continuity'"],
    ['a name that is too long', { username: 'a'.repeat(33) }, 'at most 32 characters'],
    ['ranges of clients', { clients: ['10.90.0.0/24'] }, 'private endpoints alone'],
    ['a setting of the library', { parameters: { require_secure_transport: 'OFF' } }, 'leave require_secure_transport out'],
    ['a setting that is locked once a replica follows', { parameters: { gtid_mode: 'ON' } }, 'leave gtid_mode out'],
    ['one that is locked on a replica', { parameters: { event_scheduler: 'ON' } }, 'leave event_scheduler out'],
    ['longer than backups are kept', { restorableDays: 40 }, '1 to 35 days'],
  ])('%s', (_, over, says) => {
    expect(refusal((app) => void make(over)(app).plan).message).toContain(says);
  });

  const placed = (over: object) => (app: App) => {
    const workload = new Workload(app, 'billing', {
      tier: Tier.HOT,
      objectives: PATIENT,
      topology: Topology.activePassive({
        primary: azure.site('francecentral', SITE),
        secondary: azure.site('germanywestcentral', {
          ...SITE,
          cidr: '10.20.0.0/16',
          state: azure.stateIn('acmestatefrankfurt', { resourceGroup: 'state-frankfurt' }),
        }),
        ...over,
      }),
    });
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new RelationalDatabase(workload, 'Ledger', DECLARED);
    return workload;
  };
  const witness = (more: object = {}) =>
    azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral', ...more });

  test('a witness of another subscription: both servers stand in its group; the fix is taken', () => {
    const other = '00000000-0000-0000-0000-000000000002';
    expect(refusal((app) => void placed({ witness: witness({ subscription: other }) })(app).plan).message).toMatch(
      new RegExp(`DR-VALUE-01[\\s\\S]*${other}[\\s\\S]*subscription: '${SUBSCRIPTION}'`),
    );
    const { plan } = placed({ witness: witness({ subscription: SUBSCRIPTION }) })(appIn(folder()));
    expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('no witness: there is no place at neither site', () => {
    expect(refusal((app) => void placed({})(app).plan).message).toMatch(/DR-STATE-02[\s\S]*Ledger/);
  });

  test.each([Tier.HA, Tier.VITAL])('a tier of zones (%s), and why', (tier) => {
    const { message } = refusal((app) => void make({}, tier)(app).plan);
    expect(message).toMatch(
      /DR-CELL-01[\s\S]*take replica or backup in one zone \(tier: Tier\.HOT, or below, with a tierReason\): zone redundancy is said when a server is made/,
    );
  });

  test('MariaDB, by its name', () => {
    expect(refusal((app) => void make({ engine: DatabaseEngine.mariadb('11.8') })(app).plan).message).toMatch(
      /DR-CELL-01[\s\S]*mariadb 11\.8[\s\S]*Azure Database for MySQL/,
    );
  });

  test('a replica of its own tier at a colder one is taken', () => {
    const { plan } = make({ tier: Tier.HOT }, Tier.WARM)(appIn(folder()));
    expect(plan.protections.map(({ declaration, posture }) => `${declaration.id} ${posture}`)).toContain('Ledger replica');
    expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('no size is burstable: nothing follows one; one that is too large is refused', () => {
    const sizes = [1, 2, 3, 4].flatMap((vcpus) => [1, 2, 16].map((memoryGiB) => Size.of({ vcpus, memoryGiB })));
    for (const size of sizes)
      expect(blockAt(renderWorkload(make({ size })(appIn(folder())), NORMAL).stacks[GERMANY], SERVER)?.['sku_name']).toMatch(/^(GP|MO)_/);
    expect(refusal((app) => renderWorkload(make({ size: Size.of({ vcpus: 128, memoryGiB: 8 }) })(app), NORMAL)).message).toContain(
      'up to 64 vCPUs and 512 GiB',
    );
  });
});
