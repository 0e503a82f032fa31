import type { MssqlDatabase } from '@cdktf/provider-azurerm/lib/mssql-database/index.js';
import type { MssqlServer } from '@cdktf/provider-azurerm/lib/mssql-server/index.js';
import type { App } from 'cdktf';
import { DatabaseEngine, Network, RelationalDatabase, Size, type RelationalDatabaseProps } from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { NORMAL } from '../../../lib/situation/facts';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, without, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { answering } from '../answering';
import { billing, FRANCE, GERMANY } from './fixture';

type More = Parameters<typeof billing>[3] & { readonly zonal?: boolean };
interface Made {
  readonly over?: Partial<RelationalDatabaseProps>;
  readonly tier?: Tier;
  readonly more?: More;
}

const make =
  ({ over = {}, tier = Tier.HOT, more = {} }: Made = {}) =>
  (app: App): Workload => {
    const { zonal, ...sites } = more;
    const workload = billing(tier, {}, zonal === undefined ? {} : { zonal }, sites)(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new RelationalDatabase(workload, 'Books', {
      engine: DatabaseEngine.sqlServer(),
      size: Size.of({ vcpus: 4, memoryGiB: 16 }),
      storageGiB: 200,
      ...over,
    });
    return workload;
  };

function at<T>(story: string, made: Made, read: (workload: Workload, situation: ReturnType<typeof afterStory>) => T): T {
  const situation = afterStory(story, make(made)(appIn(folder())).sides);
  return read(make(made)(appIn(folder(), situation)), situation);
}
const outputAt = (story: string, made: Made = {}): Output => at(story, made, renderWorkload);
const stepsAt = (story: string, transition: string, made: Made = {}): readonly Action[] =>
  at(story, made, sheetsOf)
    .find((one) => one.transition === transition)
    ?.waves.flatMap(({ actions }) => actions) ?? [];
const matchesOf = (steps: readonly Action[], id: string): RegExp => {
  const step = steps.find((one) => one.id === id);
  return new RegExp(`^(?:${step?.do === 'check' ? step.how.matches : 'no such check'})$`);
};
const doctorAt = (story: string, site: string, made: Made = {}): readonly Action[] =>
  at(story, made, ({ plan }) => (plan.doctor[site] ?? []).flatMap((item) => ('steps' in item ? item.steps : [])));
const askedAt = (story: string, site: string, made: Made = {}): readonly string[] => doctorAt(story, site, made).map(({ id }) => id);

const SERVER = 'azurerm_mssql_server.books';
const DATABASE = 'azurerm_mssql_database.books-database';
const GROUP = 'azurerm_mssql_failover_group.books-group-germanywestcentral';
const LOST = 'standing, lost A, failover B, started, completed';
const BACK = `${LOST}, normal A, fenced A, standing`;
const doors = (stack: StackJson | undefined): number => blocksOf(stack).filter(({ type }) => type === 'azurerm_private_endpoint').length;
const idOf = (region: string) => new RegExp(`/servers/billing-books-${region}-\\w+/databases/main$`);

describe('two servers', () => {
  const { stacks } = outputAt('standing');

  test('one has the data, the database of the other one follows it by its computed id; both are closed, and keep what a move decides', () => {
    const [first, second] = [FRANCE, GERMANY].map((site) => blockAt(stacks[site], DATABASE)) as [Body, Body];
    expect(first).toMatchObject({ name: 'main', sku_name: 'GP_Gen5_4', max_size_gb: 200, zone_redundant: false });
    expect(first).not.toHaveProperty('create_mode');
    expect(second).toMatchObject({
      name: 'main',
      sku_name: 'GP_Gen5_4',
      create_mode: 'Secondary',
      creation_source_database_id: expect.stringMatching(idOf('francecentral')),
    });
    // azurerm refuses a size of what is created as a secondary: it has that from its source.
    expect(second).not.toHaveProperty('max_size_gb');
    for (const site of [FRANCE, GERMANY]) {
      expect(blockAt(stacks[site], SERVER)).toMatchObject({
        version: '12.0',
        minimum_tls_version: '1.2',
        public_network_access_enabled: false,
        administrator_login: 'continuity',
      });
      expect(blockAt(stacks[site], DATABASE)).toMatchObject({
        short_term_retention_policy: { retention_days: 7 },
        lifecycle: { prevent_destroy: true, ignore_changes: ['create_mode', 'creation_source_database_id', 'max_size_gb'] },
      });
      expect(doors(stacks[site])).toBe(1);
    }
  });

  test('each has a password of its own, made in the vault of its site and read there; none is carried, and none stands in a state', () => {
    for (const [site, region] of [
      [FRANCE, 'francecentral'],
      [GERMANY, 'germanywestcentral'],
    ] as const) {
      const secret = blockAt(stacks[site], 'azurerm_key_vault_secret.books-password');
      expect(secret).toMatchObject({
        name: `billing-books-${region}-password`,
        value_wo: '${uuid()}-${upper(uuid())}',
        value_wo_version: 1,
      });
      expect(blockAt(stacks[site], SERVER)).toMatchObject({
        administrator_login_password_wo: '${ephemeral.azurerm_key_vault_secret.books-password.value}',
        administrator_login_password_wo_version: 1,
      });
      expect(blockAt(stacks[site], SERVER)).not.toHaveProperty('administrator_login_password');
      expect(stacks[site]?.ephemeral?.['azurerm_key_vault_secret']?.['books-password']).toMatchObject({
        name: '${basename(azurerm_key_vault_secret.books-password.versionless_id)}',
      });
    }
    expect(blocksOf(stacks['billing-links']).map(({ type }) => type)).not.toContain('azurerm_key_vault_secret');
    expect(stacks['billing-links']?.ephemeral).toBeUndefined();
  });

  test('backups stay in their region: left out, copies would go to the paired one', () => {
    for (const site of [FRANCE, GERMANY]) expect(blockAt(stacks[site], DATABASE)).toMatchObject({ storage_account_type: 'Zone' });
    const unzoned = renderWorkload(make({ more: { primary: 'francesouth' } })(appIn(folder())), NORMAL);
    expect(blockAt(unzoned.stacks['billing-francesouth'], DATABASE)).toMatchObject({ storage_account_type: 'Local' });
  });

  test('users reach the server of their own site, by a name that is known there alone', () => {
    expect(blockAt(stacks[GERMANY], 'azurerm_private_dns_zone.sql-zone')).toMatchObject({ name: 'privatelink.database.windows.net' });
    expect(blockAt(stacks[GERMANY], 'azurerm_private_endpoint.books-door')).toMatchObject({
      location: 'germanywestcentral',
      private_service_connection: { subresource_names: ['sqlServer'], private_connection_resource_id: `\${${SERVER}.id}` },
    });
  });

  test('whoever works on it is given that server, and the secret of that site: never the listener of both', () => {
    const given: unknown[] = [];
    const asked = (app: App): Workload => {
      const workload = make()(app);
      workload.onEverySite(({ at: endpointOf }) => void given.push(endpointOf(workload.node.findChild('Books') as RelationalDatabase)));
      return workload;
    };
    renderWorkload(asked(appIn(folder())), NORMAL);
    expect(given).toEqual(
      ['francecentral', 'germanywestcentral'].map((region) => ({
        host: expect.stringMatching(new RegExp(`^billing-books-${region}-\\w+\\.database\\.windows\\.net$`)),
        port: 1433,
        name: 'main',
        secretName: `billing-books-${region}-password`,
      })),
    );
  });

  test('an architect changes both: the database is handed over, and its server stands beside it', () => {
    const changed = (app: App): Workload => {
      const workload = make()(app);
      const books = workload.node.findChild('Books') as RelationalDatabase;
      azure.customize<MssqlDatabase>(books, ({ instance }) => {
        instance.skuName = 'BC_Gen5_4';
        const server = instance.node.scope?.node.findChild('books') as MssqlServer;
        server.putAzureadAdministrator({ loginUsername: 'claims-admins', objectId: '00000000-0000-0000-0000-00000000000c' });
      });
      return workload;
    };
    const output = renderWorkload(changed(appIn(folder())), NORMAL);
    for (const site of [FRANCE, GERMANY]) {
      expect(blockAt(output.stacks[site], DATABASE)).toMatchObject({ sku_name: 'BC_Gen5_4' });
      expect(blockAt(output.stacks[site], SERVER)).toMatchObject({ azuread_administrator: { login_username: 'claims-admins' } });
    }
  });

  test('beside one of PostgreSQL each has a zone, a door and a server of its own kind', () => {
    const both = (app: App): Workload => {
      const workload = make()(app);
      const engine = DatabaseEngine.postgres('16');
      new RelationalDatabase(workload, 'Ledger', { engine, size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100 });
      return workload;
    };
    const output = renderWorkload(both(appIn(folder())), NORMAL);
    const zones = Object.keys(output.stacks[FRANCE]?.resource?.['azurerm_private_dns_zone'] ?? {});
    expect(zones.sort()).toEqual(['postgres-zone', 'sql-zone']);
    expect(doors(output.stacks[FRANCE])).toBe(2);
  });
});

describe('the failover group', () => {
  test('takes over the link that stands; roles move by command alone, and no recovery stack has it', () => {
    const { stacks } = outputAt('standing');
    expect(blockAt(stacks['billing-links'], GROUP)).toMatchObject({
      name: expect.stringMatching(/^billing-books-\w{6}-group$/),
      server_id: expect.stringMatching(/\/servers\/billing-books-francecentral-\w+$/),
      databases: [expect.stringMatching(idOf('francecentral'))],
      partner_server: [{ id: expect.stringMatching(/\/servers\/billing-books-germanywestcentral-\w+$/) }],
      // azurerm refuses a grace beside it.
      read_write_endpoint_failover_policy: { mode: 'Manual' },
    });
    const holders = Object.entries(stacks).filter(([, stack]) => JSON.stringify(stack).includes('azurerm_mssql_failover_group'));
    expect(holders.map(([id]) => id)).toEqual(['billing-links']);
  });

  test('its id stays with the first server, whoever has the role: a move turns nothing of it, and nothing of it is sent again', () => {
    const peace = blockAt(outputAt('standing').stacks['billing-links'], GROUP) as Body;
    expect(blockAt(outputAt(BACK).stacks['billing-links'], GROUP)).toEqual(peace);
    const { ignore_changes: ignored } = peace['lifecycle'] as { readonly ignore_changes: readonly string[] };
    // What is not ignored makes it anew: nothing can be left to be updated at a server that has lost the role.
    const sent = Object.keys(peace).filter((argument) => !['//', 'provider', 'lifecycle', ...ignored].includes(argument));
    expect(sent.sort()).toEqual(['name', 'server_id']);
  });

  const replaced = (story: string) => {
    const output = outputAt(story, { more: { successors: ['spaincentral'] } });
    const [, links] = Object.entries(output.stacks).find(([id]) => id.includes('-links')) as [string, StackJson];
    return Object.values(links.resource?.['azurerm_mssql_failover_group'] ?? {})[0] as Body;
  };

  test('where a site is replaced, it is made anew under its name, at the server that has the data', () => {
    const peace = replaced('standing');
    expect(replaced('standing, lost B, gone B by C, standing')).toMatchObject({
      name: peace['name'],
      server_id: expect.stringContaining('-francecentral-'),
      partner_server: [{ id: expect.stringContaining('-spaincentral-') }],
    });
    expect(replaced(`${LOST}, gone A by C, standing`)).toMatchObject({
      name: peace['name'],
      server_id: expect.stringContaining('-germanywestcentral-'),
      databases: [expect.stringMatching(idOf('germanywestcentral'))],
      partner_server: [{ id: expect.stringContaining('-spaincentral-') }],
    });
  });

  test('the old one is ended ahead of that, once: with what was sent to the site that is gone, and with nothing else', () => {
    const steps = stepsAt(`${LOST}, gone A by C`, 'reprotect', { more: { successors: ['spaincentral'] } });
    const ids = steps.map(({ id }) => id);
    expect(ids.indexOf('let-go-books')).toBeGreaterThan(ids.findIndex((id) => id.startsWith('apply-billing-spaincentral')));
    expect(ids.indexOf('let-go-books')).toBeLessThan(ids.findIndex((id) => id.startsWith('apply-billing-links')));
    const run = runOf(steps, 'let-go-books');
    const newcomer = run.at(-1) as string;
    expect(newcomer).toMatch(/^billing-books-spaincentral-/);
    const GONE = 'billing-books-francecentral-abc';
    const SERVERS = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers';
    const calls = (partner: string, ...links: readonly string[]) =>
      answering(
        'az',
        [
          ['failover-group list', partner],
          ['replica list-links', links.join('\n')],
          ['failover-group delete', ''],
          ['delete-link', ''],
        ],
        run,
      );
    const gone = calls(`${SERVERS}/${GONE}`, GONE).calls;
    expect(gone.slice(2)).toEqual([
      expect.stringMatching(/^sql failover-group delete .*--server billing-books-germanywestcentral-\w+ --name billing-books-\w+-group /),
      expect.stringMatching(/^sql db replica delete-link .*--name main --partner-server billing-books-francecentral-abc --yes/),
    ]);
    expect(gone[1]).toContain(`[?role=='Primary' && partnerServer!='${newcomer}'].partnerServer`);
    expect(calls(`${SERVERS}/${newcomer}`, GONE).calls).toHaveLength(1);
    for (const none of ['', 'None']) expect(calls(none).calls.slice(2)).toEqual([]);
    // The group went, and the link did not: repeated, it goes. A replica of somebody else stays, in either run.
    for (const [partner, ended] of [
      ['', gone.slice(3)],
      [`${SERVERS}/${GONE}`, gone.slice(2)],
    ] as const)
      expect(calls(partner, 'acme-reporting', GONE).calls.slice(2)).toEqual(ended);
    // What exists is called otherwise: the group tells it.
    expect(calls(`${SERVERS}/acme-old`, 'acme-old').calls.at(-1)).toContain('--partner-server acme-old --yes');
    expect(
      answering(
        'az',
        [
          ['failover-group list', ''],
          ['list-links', '', 3],
        ],
        run,
      ),
    ).toMatchObject({ status: 3, calls: { length: 2 } });
    expect(answering('az', [['failover-group list', '', 3]], run).status).toBe(3);
  });
});

describe('a move', () => {
  test('the old side loses its door; the new one takes the role by one command in its own region, once what is on its way is in step', () => {
    const moving = outputAt('standing, switch B');
    expect([doors(moving.stacks[FRANCE]), doors(moving.stacks[GERMANY])]).toEqual([0, 1]);
    const steps = stepsAt('standing, switch B', 'switch');
    const order = ['replica-books', 'fenced-books-francecentral', 'lag-books', 'record-started', 'promote-books', 'promoted-books'];
    expect(steps.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
    expect(steps.find(({ id }) => id === 'promote-books')).toMatchObject({
      ...{ endpoint: 'germanywestcentral', pointOfNoReturn: true },
      // Nothing carries logins of a server.
      expected: expect.stringContaining('a login alone where it was made here with the same SID') as unknown,
    });
  });

  test('planned without a loss, forced with one; never with a planned try ahead of it, which waits for a region that is out', () => {
    const planned = runOf(stepsAt('standing, switch B', 'switch'), 'promote-books');
    expect(planned.slice(0, 4)).toEqual(['az', 'sql', 'failover-group', 'set-primary']);
    expect(planned[planned.indexOf('--server') + 1]).toMatch(/^billing-books-germanywestcentral-/);
    expect(planned).not.toContain('--allow-data-loss');
    const forced = runOf(stepsAt('standing, lost A, failover B', 'failover'), 'promote-books');
    expect(forced).toEqual([...planned.slice(0, -2), '--allow-data-loss', ...planned.slice(-2)]);
    expect(forced.join(' ')).not.toContain('planned');
    // The side that a planned move leaves may be lost while that is open: the sheet that is printed by then says what is done in that case.
    expect(runOf(stepsAt('standing, switch B', 'failover'), 'promote-books')).toEqual(forced);
  });

  test('and back again, at the other server', () => {
    const back = stepsAt('standing, switch B, fenced A, started, completed, standing, switch A', 'switch');
    const run = runOf(back, 'promote-books');
    expect(run[run.indexOf('--server') + 1]).toMatch(/^billing-books-francecentral-/);
    expect(run).not.toContain('--allow-data-loss');
  });

  test('changes no argument that Terraform would send, at either side', () => {
    const peace = outputAt('standing');
    const later = outputAt(BACK);
    const ROLE = ['create_mode', 'creation_source_database_id', 'max_size_gb'] as const;
    for (const site of [FRANCE, GERMANY]) {
      expect(blockAt(later.stacks[site], SERVER)).toEqual(blockAt(peace.stacks[site], SERVER));
      const [before, after] = [peace, later].map(({ stacks }) => without(blockAt(stacks[site], DATABASE) as Body, ...ROLE));
      expect(after).toEqual(before);
    }
  });

  test('what comes back to stand by is made from the one that has the data, should it have to be made anew: never empty', () => {
    const { stacks } = outputAt(BACK);
    expect(blockAt(stacks[FRANCE], DATABASE)).toMatchObject({
      create_mode: 'Secondary',
      creation_source_database_id: expect.stringMatching(idOf('germanywestcentral')),
    });
    expect(blockAt(stacks[GERMANY], DATABASE)).not.toHaveProperty('creation_source_database_id');
  });

  test('on the day nothing names the other side, and no size is asked for: the provider would set that of the other one, too', () => {
    for (const story of ['standing, lost A', 'standing, lost A, failover B', LOST]) {
      const database = blockAt(outputAt(story).stacks[GERMANY], DATABASE) as Body;
      expect(JSON.stringify(database)).not.toContain('francecentral');
      expect(database['lifecycle']).toMatchObject({ ignore_changes: expect.arrayContaining(['sku_name']) });
    }
  });
});

describe('what is asked before roles are swapped', () => {
  const planned = stepsAt('standing, switch B', 'switch');
  const forced = stepsAt('standing, lost A, failover B', 'failover');
  const said = (run: readonly string[], role: string, status: string, link: string) =>
    answering(
      'az',
      [
        ['failover-group show', role],
        ['db show', status],
        ['list-links', link],
      ],
      run,
    ).said;

  test('it follows, online; planned in step, forced at least filled; one that is still being filled takes no role', () => {
    const run = runOf(planned, 'replica-books');
    const [inPlan, byForce] = [planned, forced].map((steps) => matchesOf(steps, 'replica-books'));
    for (const [link, plan, force] of [
      ['Secondary CATCH_UP', true, true],
      ['Secondary SUSPENDED', false, true],
      ['Secondary SEEDING', false, false],
      ['', false, false],
    ] as const) {
      const answer = said(run, 'Secondary', 'Online', link);
      expect([link, inPlan?.test(answer), byForce?.test(answer)]).toEqual([link, plan, force]);
    }
    expect(byForce?.test(said(run, 'Primary', 'Online', 'Primary CATCH_UP'))).toBe(false);
    expect(matchesOf(planned, 'promoted-books').test(said(run, 'Primary', 'Online', ''))).toBe(true);
    expect(matchesOf(planned, 'promoted-books').test(said(run, 'Secondary', 'Online', 'Secondary CATCH_UP'))).toBe(false);
  });

  test('both are of one size, and the group moves roles by command alone: in a planned move, and before one stands by', () => {
    const asked = ['alike-books', 'group-books'];
    const ids = (steps: readonly Action[]) => steps.map(({ id }) => id).filter((id) => asked.includes(id));
    expect(ids(planned)).toEqual(asked);
    expect(ids(stepsAt('', 'establish'))).toEqual(asked);
    expect(ids(forced)).toEqual([]);
    const by = matchesOf(planned, 'group-books');
    expect(['Primary Manual 1', 'Primary Automatic 1', 'Primary Manual 0', 'Secondary Manual 1'].filter((one) => by.test(one))).toEqual([
      'Primary Manual 1',
    ]);
    const alike = (germany: string) =>
      answering(
        'az',
        [
          ['billing-books-francecentral', 'GP_Gen5_4 214748364800'],
          ['billing-books-germanywestcentral', germany],
        ],
        runOf(planned, 'alike-books'),
      ).said;
    expect(alike('GP_Gen5_4 214748364800')).toBe('alike');
    expect(alike('GP_Gen5_2 214748364800')).toBe('GP_Gen5_2 214748364800; there GP_Gen5_4 214748364800');
  });

  test('a side that is fenced is reached by no network and by no private endpoint', () => {
    const fenced = planned.find(({ id }) => id.startsWith('fenced-books'));
    expect(fenced).toMatchObject({ endpoint: 'francecentral', how: { matches: 'Disabled 0' } });
  });
});

describe('over the zones of each region', () => {
  const zonal = (output: Output) => [FRANCE, GERMANY].map((site) => blockAt(output.stacks[site], DATABASE)?.['zone_redundant']);

  test('both sides are at vital, whoever has the role: what follows can be, so that a move changes nothing of it', () => {
    const vital: Made = { tier: Tier.VITAL };
    for (const story of ['standing', 'standing, switch B', LOST.replace('lost A, failover B', 'switch B, fenced A'), BACK])
      expect(zonal(outputAt(story, vital))).toEqual([true, true]);
    expect(askedAt('standing', 'azure:germanywestcentral', vital)).toContain('zones-books');
  });

  test('at hot none is, and the first site alone where that is declared', () => {
    expect(zonal(outputAt('standing'))).toEqual([false, false]);
    expect(zonal(outputAt('standing', { more: { zonal: true } }))).toEqual([true, false]);
    expect(askedAt('standing', 'azure:francecentral')).not.toContain('zones-books');
  });
});

describe('what is told', () => {
  const metrics = (stack: StackJson | undefined) => stack?.resource?.['azurerm_monitor_metric_alert'] ?? {};

  test('room at both sites, and connections where users are served; whether it follows is asked', () => {
    const { stacks, manifest } = outputAt('standing');
    expect(Object.keys(metrics(stacks[FRANCE]))).toEqual(['books-connections', 'books-storage']);
    expect(Object.keys(metrics(stacks[GERMANY]))).toEqual(['books-storage']);
    expect(metrics(stacks[GERMANY])['books-storage']).toMatchObject({
      scopes: [`\${${DATABASE}.id}`],
      enabled: true,
      criteria: [{ metric_namespace: 'Microsoft.Sql/servers/databases', metric_name: 'storage_percent', threshold: 80 }],
    });
    expect(metrics(stacks[FRANCE])['books-connections']).toMatchObject({
      criteria: [{ metric_name: 'connection_failed', aggregation: 'Total', threshold: 10 }],
    });
    const polled = manifest.workloads[0]!.components.flatMap((one) => one.signals).find(({ id }) => id === 'books-link');
    expect(polled).toMatchObject({ kind: 'polled', watches: 'replica', site: 'azure:germanywestcentral' });
    const asked = doctorAt('standing', 'azure:germanywestcentral');
    const run = runOf(asked, asked.find(({ id }) => id.includes('books-link'))?.id ?? '');
    expect(['CATCH_UP', 'SUSPENDED', ''].map((state) => answering('az', [['list-links', state]], run).said)).toEqual([
      'at most: 0',
      'more: 1',
      'more: 1',
    ]);
  });

  test('who deletes a server, a database or a group, and who moves roles: in the base of each site', () => {
    const { stacks } = outputAt('standing');
    for (const site of [FRANCE, GERMANY])
      expect(stacks[`${site}-base`]?.resource?.['azurerm_monitor_activity_log_alert']).toMatchObject({
        'lost-sql-server': { criteria: { operation_name: 'Microsoft.Sql/servers/delete' } },
        'lost-sql-database': { criteria: { operation_name: 'Microsoft.Sql/servers/databases/delete' } },
        'lost-sql-group': { criteria: { operation_name: 'Microsoft.Sql/servers/failoverGroups/delete' } },
        'lost-door': { criteria: { operation_name: 'Microsoft.Network/privateEndpoints/delete' } },
        'lost-zone': { criteria: { operation_name: 'Microsoft.Network/privateDnsZones/delete' } },
        'lost-sql-swap': { criteria: { operation_name: 'Microsoft.Sql/servers/failoverGroups/failover/action' } },
        'lost-sql-forced': { criteria: { operation_name: 'Microsoft.Sql/servers/failoverGroups/forceFailoverAllowDataLoss/action' } },
      });
  });

  test('doctor asks of what serves who moves its roles, whether it may grow as declared, and for backups; of what follows, whether it does', () => {
    const own = ['group-books', 'room-books', 'backups-books'];
    expect(askedAt('standing', 'azure:francecentral')).toEqual(expect.arrayContaining(['there-books', 'password-books', ...own]));
    const standby = askedAt('standing', 'azure:germanywestcentral');
    expect(standby).toEqual(expect.arrayContaining(['there-books', 'password-books', 'replica-books', 'alike-books']));
    expect(standby).not.toContain('room-books');
    const run = runOf(doctorAt('standing', 'azure:francecentral'), 'room-books');
    const room = (bytes: string) => answering('az', [['maxSizeBytes', bytes]], run).said;
    expect(room('214748364800')).toBe('room: it may hold 200 GiB, and is declared to hold 200');
    expect(room('107374182400')).toBe('less: it may hold 100 GiB, and is declared to hold 200');
    expect(room('None')).toBe('no number: None');
  });
});

describe('what the service does not take', () => {
  test.each<[string, Partial<RelationalDatabaseProps>, string]>([
    ['more days than it keeps', { restorableDays: 36 }, '1 to 35 days'],
    ['a name that it keeps for itself', { username: 'loginmanager' }, "username: 'continuity'"],
    ['ranges of clients', { clients: ['10.90.0.0/24'] }, 'private endpoints alone'],
    ['settings of a server', { parameters: { max_connections: '100' } }, 'leave parameters out'],
    ['more storage than any size has', { storageGiB: 5000 }, 'up to 4096 of any'],
    ['a database of the engine', { database: 'tempdb' }, 'no word that the engine or SQL reserves'],
  ])('%s', (_, over, says) => {
    expect(refusal((app) => void make({ over })(app).plan).message).toContain(says);
  });

  test('more storage than its size has: the smallest size that has it is named, and is taken', () => {
    const { message } = refusal((app) => void make({ over: { storageGiB: 2000 } })(app).plan);
    expect(message).toContain('up to 1024 GiB of that size');
    expect(message).toContain('size: Size.of({ vcpus: 16, memoryGiB: 16 })');
    const size = Size.of({ vcpus: 16, memoryGiB: 16 });
    const { plan } = make({ over: { storageGiB: 2000, size } })(appIn(folder()));
    expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('sizes', () => {
  test.each([
    [1, 1, 'GP_Gen5_2'],
    [2, 8, 'GP_Gen5_2'],
    [2, 10, 'GP_Gen5_4'],
    [4, 16, 'GP_Gen5_4'],
    [8, 64, 'GP_Gen5_14'],
    [64, 128, 'GP_Gen5_80'],
  ])('%s vCPUs and %s GiB are %s: memory counts, in GiB', (vcpus, memoryGiB, name) => {
    const { stacks } = renderWorkload(make({ over: { size: Size.of({ vcpus, memoryGiB }) } })(appIn(folder())), NORMAL);
    for (const site of [FRANCE, GERMANY]) expect(blockAt(stacks[site], DATABASE)?.['sku_name']).toBe(name);
  });

  test('none is larger than the largest', () => {
    const size = Size.of({ vcpus: 128, memoryGiB: 512 });
    expect(refusal((app) => void renderWorkload(make({ over: { size } })(app), NORMAL)).message).toContain('up to 80 vCores and 386 GiB');
    const most = renderWorkload(make({ over: { size: Size.of({ vcpus: 80, memoryGiB: 386 }) } })(appIn(folder())), NORMAL);
    expect(blockAt(most.stacks[FRANCE], DATABASE)?.['sku_name']).toBe('GP_Gen5_80');
  });
});
