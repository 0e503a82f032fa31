import type { MssqlDatabase } from '@cdktf/provider-azurerm/lib/mssql-database/index.js';
import type { App } from 'cdktf';
import { DatabaseEngine, Network, RelationalDatabase, Size, type RelationalDatabaseProps } from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { NORMAL } from '../../../lib/situation/facts';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { renderWorkload } from '../../support/synth';
import { answering } from '../answering';
import { billing } from './fixture';
import { importsOf, runOf, stepOf, told } from './told';

interface Made {
  readonly tier?: Tier;
  readonly over?: Partial<RelationalDatabaseProps>;
  readonly primary?: string;
  readonly secondary?: string;
}

/** A pair of Microsoft's, unless another one is named. */
const make =
  ({ tier = Tier.COLD, over = {}, primary = 'northeurope', secondary = 'westeurope' }: Made = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, {}, {}, { primary, secondary })(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new RelationalDatabase(workload, 'Books', {
      engine: DatabaseEngine.sqlServer(),
      size: Size.of({ vcpus: 4, memoryGiB: 16 }),
      storageGiB: 200,
      ...over,
    });
    return workload;
  };

const { outputAt, stepsAt, doctorAt, fromPoint: from, turned: rendered } = told(make);
const fromPoint = (point: string) => from('Books', point);

const DUBLIN = 'billing-northeurope';
const AMSTERDAM = 'billing-westeurope';
const SERVER = 'azurerm_mssql_server.books';
const DATABASE = 'azurerm_mssql_database.books-database';
const MOVING = 'standing, lost A, failover B';
const LOST = `${MOVING}, started, completed`;
const RETURNED = `${LOST}, normal A, fenced A`;
const databases = (stack: StackJson | undefined): string[] => Object.keys(stack?.resource?.['azurerm_mssql_database'] ?? {});

describe('in peace', () => {
  const { stacks, manifest } = outputAt('standing');

  test('what has the role keeps its backups in the paired region, too; the other side has a server, closed, with a door and a password, and no database', () => {
    expect(blockAt(stacks[DUBLIN], DATABASE)).toMatchObject({ storage_account_type: 'Geo', zone_redundant: false });
    expect(databases(stacks[AMSTERDAM])).toEqual([]);
    expect(blockAt(stacks[AMSTERDAM], SERVER)).toMatchObject({ location: 'westeurope', public_network_access_enabled: false });
    expect(blocksOf(stacks[AMSTERDAM]).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['azurerm_private_endpoint', 'azurerm_key_vault_secret']),
    );
  });

  test('no customization keeps its backups at home: they are all that the other side has', () => {
    const kept = (kind: string) => (app: App) => {
      const workload = make()(app);
      const books = workload.node.findChild('Books') as RelationalDatabase;
      azure.customize<MssqlDatabase>(books, ({ instance }) => (instance.storageAccountType = kind));
      renderWorkload(workload, NORMAL);
    };
    for (const kind of ['Local', 'Zone'])
      expect(refusal(kept(kind))).toMatchObject({ id: 'DR-OWN-06', message: expect.stringContaining(kind) as unknown });
  });

  test('nothing joins the sites', () => {
    expect(JSON.stringify(stacks['billing-links'])).not.toContain('azurerm_mssql');
  });

  test('at ha the first site is over zones, and so are its backups: in both regions', () => {
    expect(blockAt(outputAt('standing', { tier: Tier.HA }).stacks[DUBLIN], DATABASE)).toMatchObject({
      storage_account_type: 'GeoZone',
      zone_redundant: true,
    });
  });

  test('below a replica they leave the region, at one they do not', () => {
    expect(blockAt(outputAt('standing', { tier: Tier.HOT }).stacks[DUBLIN], DATABASE)).toMatchObject({ storage_account_type: 'Zone' });
  });

  test('how old the newest copy is, is asked of the server that it is of: no metric tells, and the plan says so', () => {
    const signals = manifest.workloads[0]!.components.flatMap((one) => one.signals);
    const copy = signals.find(({ id }) => id === 'books-copy');
    expect(copy).toMatchObject({ kind: 'polled', watches: 'copies', site: 'azure:westeurope' });
    expect(manifest.workloads[0]!.findings.map(({ id, subject }) => `${id} ${subject}`)).toContain(
      'DR-SIGNAL-01 azure:westeurope books books-copy',
    );
    const asked = doctorAt('standing', 'azure:westeurope');
    const run = runOf(asked, asked.find(({ id }) => id.includes('books-copy'))?.id ?? '');
    const taken = (iso: string) => answering('az', [['geo-backup show', iso]], run);
    expect(taken('2020-01-01T00:00:00.1+00:00').said).toMatch(/^more: \d{9}$/);
    expect(taken(new Date().toISOString()).said).toMatch(/^at most: \d+$/);
    for (const none of ['', 'None']) expect(taken(none).said).not.toMatch(/^at most/);
  });

  test('doctor asks whether it can be made there, and whether there is anything to make it from', () => {
    const ids = doctorAt('standing', 'azure:westeurope').map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['password-books', 'room-books', 'offered-books', 'copied-books']));
    expect(ids).not.toContain('there-books');
  });
});

describe('before it counts as standing by', () => {
  const establish = stepsAt('', 'establish');

  test('its backups are seen in the paired region, by the redundancy that makes them: another one may take two days', () => {
    const copied = stepOf(establish, 'copied-books');
    expect(copied).toMatchObject({ endpoint: 'northeurope', timeout: 172_800 });
    const said = (kept: string, taken: string): boolean => {
      const answer = answering(
        'az',
        [
          ['db show', kept],
          ['geo-backup list', taken],
        ],
        runOf(establish, 'copied-books'),
      ).said;
      return copied.do === 'check' && new RegExp(`^(?:${copied.how.matches})$`).test(answer);
    };
    expect([
      said('Geo', '2026-12-01T05:00:00+00:00'),
      said('GeoZone', '2026-12-01T05:00:00+00:00'),
      said('Zone', '2026-12-01T05:00:00+00:00'),
      said('Geo', ''),
    ]).toEqual([true, true, false, false]);
  });

  test('whether its size is offered there stops nothing: it is no promise', () => {
    expect(stepOf(establish, 'orderable-books')).toMatchObject({ bestEffort: true, endpoint: 'westeurope' });
    const said = (many: string) => answering('az', [['list-editions', many]], runOf(establish, 'orderable-books')).said;
    expect([said('1'), said('0'), said('')]).toEqual(['offered', 'not offered', 'not offered']);
  });
});

test('a region with zones that is no pair of the other one is not proposed in the place of one without', () => {
  const { message } = refusal(make({ tier: Tier.HA, primary: 'ukwest', secondary: 'uksouth' }));
  expect(message).toMatch(/DR-ZONE-01: billing: azure:ukwest has too few zones to spread over: .*Books/);
  expect(message).not.toMatch(/a site in \w+, the nearest with zones/);
});

describe('a failover', () => {
  const steps = stepsAt(MOVING, 'failover');
  const run = runOf(steps, 'promote-books');
  const restore = (...answers: readonly (readonly [string, string] | readonly [string, string, number])[]) =>
    answering('az', answers as Parameters<typeof answering>[1], run);

  test('a command restores it, by an id that is computed, ahead of the apply that takes it in; nothing is asked of the region that is lost', () => {
    const order = steps
      .map(({ id }) => id)
      .filter((id) => ['room-books', 'promote-books', 'apply-billing-westeurope', 'promoted-books'].includes(id));
    expect(order).toEqual(['room-books', 'promote-books', 'apply-billing-westeurope', 'promoted-books']);
    expect(steps.flatMap((step) => ('endpoint' in step && step.endpoint === 'northeurope' ? [step.id] : []))).toEqual([]);
    const { calls } = restore(['db list', ''], ['geo-backup restore', '']);
    expect(calls[1]).toMatch(
      /^sql db geo-backup restore .*--resource-group billing-westeurope --dest-server billing-books-westeurope-\w+ --dest-database main --service-objective GP_Gen5_4 --zone-redundant false --backup-storage-redundancy Zone --geo-backup-id \/subscriptions\/\S+\/resourceGroups\/billing-northeurope\/providers\/Microsoft\.Sql\/servers\/billing-books-northeurope-\w+\/recoverableDatabases\/main /,
    );
  });

  test('its own backups are asked for in its region alone: a pair that is out could hold it up', () => {
    expect(run).toContain('Zone');
    const database = blockAt(outputAt(MOVING).stacks[AMSTERDAM], DATABASE);
    expect(database).toMatchObject({
      storage_account_type: 'Geo',
      lifecycle: { ignore_changes: ['create_mode', 'creation_source_database_id', 'max_size_gb', 'sku_name', 'storage_account_type'] },
    });
    expect(JSON.stringify(database)).not.toContain('northeurope');
  });

  test('the site takes in what the command made, and makes none itself; once it is recorded nothing is taken in again', () => {
    const moving = outputAt(MOVING).stacks[AMSTERDAM];
    expect(importsOf(moving)).toEqual([
      { to: DATABASE, id: expect.stringMatching(/\/servers\/billing-books-westeurope-\w+\/databases\/main$/) as unknown },
    ]);
    expect(blockAt(moving, DATABASE)).not.toHaveProperty('create_mode');
    expect(importsOf(outputAt(LOST).stacks[AMSTERDAM])).toBeUndefined();
  });

  test('repeated it waits for what was begun, and makes nothing twice; what does not come online by itself is an error', () => {
    expect(restore(['db list', 'Online'])).toMatchObject({ status: 0, calls: { length: 2 } });
    expect(restore(['db list', 'Suspect'])).toMatchObject({ status: 1, calls: { length: 2 } });
    expect(stepOf(steps, 'promote-books').onFailure).toMatch(
      /half made: az sql db delete --subscription \S+ --resource-group billing-westeurope --server billing-books-westeurope-\w+ --name main;/,
    );
    expect(restore(['db list', ''], ['geo-backup restore', '', 3])).toMatchObject({ status: 3, calls: { length: 2 } });
    expect(restore(['db list', '', 3])).toMatchObject({ status: 3, calls: { length: 1 } });
  });

  test('a copy that a planned move began is not waited for: its source is what is out', () => {
    const over = stepsAt('standing, switch B, fenced A, started, lost A, failover B', 'failover');
    const rules = [
      ['db list', 'Copying'],
      ['sleep', '', 9],
    ] as const;
    const { status, error, calls } = answering('az', rules, runOf(over, 'promote-books'), ['sleep']);
    expect({ status, calls: calls.length }).toEqual({ status: 1, calls: 2 });
    expect(error).toContain('it is Copying');
    expect(stepOf(over, 'promote-books').onFailure).toContain('Copying, of a planned move whose source is out');
  });

  test('it takes what the budget counts, once: the apply behind it takes what is left, whatever the size', () => {
    const [own, apply] = [stepOf(steps, 'promote-books'), stepOf(steps, 'apply-billing-westeurope')];
    expect(own).toMatchObject({ usual: 900 + (200 / 300) * 3600, timeout: 12 * 3600 });
    const { parts } = make()(appIn(folder())).plan.budget;
    const counted = parts
      .filter(({ name }) => name === 'apply' || name.startsWith('wave'))
      .reduce((sum, { figure }) => sum + figure.seconds, 0);
    expect(own.usual + apply.usual).toBe(counted);
    const large = { over: { size: Size.of({ vcpus: 40, memoryGiB: 200 }), storageGiB: 4000 } };
    expect(stepOf(stepsAt(MOVING, 'failover', large), 'promote-books')).toMatchObject({ usual: 48_900, timeout: 97_800 });
  });

  test('its loss is said, and what to do where there is no backup: it is begun, and goes on', () => {
    expect(stepOf(steps, 'promote-books')).toMatchObject({
      endpoint: 'westeurope',
      pointOfNoReturn: true,
      losesData: expect.stringContaining('up to an hour') as unknown,
      expected: expect.stringContaining('make main on that server by hand') as unknown,
    });
  });
});

describe('from a point that is chosen', () => {
  const LONG =
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/billing-northeurope/providers/Microsoft.Sql/locations/northeurope/longTermRetentionServers/s/longTermRetentionDatabases/main/longTermRetentionBackups/55970792-164a;131907';

  test('a backup that is kept for long is restored by its id', () => {
    const run = runOf(fromPoint(LONG).steps, 'promote-books');
    const { calls } = answering(
      'az',
      [
        ['db list', ''],
        ['ltr-backup restore', ''],
      ],
      run,
    );
    expect(calls[1]).toContain(`--backup-id ${LONG}`);
  });

  test('none begins empty: Terraform makes it, and nothing is restored', () => {
    const { steps, stacks } = fromPoint('none');
    expect(steps.map(({ id }) => id)).not.toContain('promote-books');
    const stack = stacks[AMSTERDAM];
    expect(databases(stack)).toEqual(['books-database']);
    expect(importsOf(stack)).toBeUndefined();
  });

  test.each(['2026-12-01T05:00:00Z', 'main', '/subscriptions/x/databases/main'])('%s is no point of it', (point) => {
    expect(refusal(() => void fromPoint(point)).message).toContain('recoverableDatabases/main');
  });
});

describe('a planned switch', () => {
  const steps = stepsAt('standing, switch B', 'switch');
  /** What is called to copy a source of a size. */
  const copying = (size: string): string | undefined =>
    answering(
      'az',
      [
        ['db list', ''],
        ['db show', size],
        ['db copy', ''],
      ],
      runOf(steps, 'promote-books'),
    ).calls.find((call) => call.startsWith('sql db copy'));

  test('loses nothing: what is fenced is copied, and a backup is not waited for', () => {
    const order = ['source-books', 'fenced-books-northeurope', 'whole-books', 'record-started', 'promote-books', 'promoted-books'];
    expect(steps.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
    expect(copying('GP_Gen5_4')).toMatch(
      /^sql db copy .*--resource-group billing-northeurope --server billing-books-northeurope-\w+ --name main --dest-resource-group billing-westeurope --dest-server billing-books-westeurope-\w+ --dest-name main --service-objective GP_Gen5_4 --zone-redundant false --backup-storage-redundancy Geo /,
    );
    expect(stepOf(steps, 'promote-books')).not.toHaveProperty('losesData');
  });

  test('what was customized to be of another tier is copied as it is: a copy is of the tier of its source', () => {
    expect(copying('BC_Gen5_8')).toContain('--service-objective BC_Gen5_8 ');
    expect(copying('GP_Gen5_8')).toContain('--service-objective GP_Gen5_4 ');
  });

  test('a size that the source does not say stops it: nothing is copied', () => {
    const { status, calls } = answering(
      'az',
      [
        ['db list', ''],
        ['db show', '', 3],
      ],
      runOf(steps, 'promote-books'),
    );
    expect({ status, calls: calls.length }).toEqual({ status: 3, calls: 2 });
  });

  test('the old side loses its door, and keeps its database', () => {
    const { stacks } = outputAt('standing, switch B');
    expect(blocksOf(stacks[DUBLIN]).filter(({ type }) => type === 'azurerm_private_endpoint')).toEqual([]);
    expect(databases(stacks[DUBLIN])).toEqual(['books-database']);
  });
});

describe('back again', () => {
  test('the old database is kept beside a new server; what serves is given copies in its pair again, once both answer', () => {
    const { stacks } = outputAt(RETURNED);
    expect(databases(stacks[DUBLIN])).toEqual(['books-database']);
    expect(Object.keys(stacks[DUBLIN]?.resource?.['azurerm_mssql_server'] ?? {}).sort()).toEqual(['books', 'books-g1']);
    const serves = blockAt(stacks[AMSTERDAM], DATABASE);
    expect(serves).toMatchObject({
      storage_account_type: 'Geo',
      lifecycle: { ignore_changes: ['create_mode', 'creation_source_database_id', 'max_size_gb'] },
    });
    const copied = stepOf(stepsAt(RETURNED, 'reprotect'), 'copied-books-g1');
    expect(copied).toMatchObject({ endpoint: 'westeurope' });
  });

  test('home is a planned switch into the new server, and a second failover goes there, too', () => {
    const home = stepsAt(`${RETURNED}, standing, switch A`, 'switch');
    expect(runOf(home, 'promote-books-g1').join(' ')).toMatch(/ billing-books-northeurope-g1-\w+ /);
    const lost = stepsAt(`${RETURNED}, standing, lost B, failover A`, 'failover');
    expect(runOf(lost, 'promote-books-g1').at(-1)).toMatch(/\/servers\/billing-books-westeurope-\w+\/recoverableDatabases\/main$/);
    const { stacks } = outputAt(`${RETURNED}, standing, switch A`);
    expect(databases(stacks[DUBLIN]).sort()).toEqual(['books-database', 'books-g1-database']);
    expect(importsOf(stacks[DUBLIN])).toEqual([
      { to: 'azurerm_mssql_database.books-g1-database', id: expect.stringMatching(/-g1-\w+\/databases\/main$/) as unknown },
    ]);
  });

  test('both servers of a site have one administrator, and one password', () => {
    const { stacks } = outputAt(RETURNED);
    const [first, second] = ['azurerm_mssql_server.books', 'azurerm_mssql_server.books-g1'].map((one) => blockAt(stacks[DUBLIN], one));
    expect(second?.['administrator_login_password_wo']).toBe(first?.['administrator_login_password_wo']);
    expect(Object.keys(stacks[DUBLIN]?.resource?.['azurerm_key_vault_secret'] ?? {})).toEqual(['books-password']);
  });
});

describe('where the tier changes', () => {
  /** What is rendered by a tier in a situation that another one came to. */
  const turned = (tier: Tier, to: Tier, story?: string) => rendered({ tier }, { tier: to }, story);

  test('down from a replica: what followed stays in its state until it is retired, beside a server for what is restored', () => {
    const { stacks } = turned(Tier.HOT, Tier.COLD);
    expect(Object.keys(stacks[AMSTERDAM]?.resource?.['azurerm_mssql_server'] ?? {}).sort()).toEqual(['books', 'books-g1']);
    expect(databases(stacks[AMSTERDAM])).toEqual(['books-database']);
    expect(blockAt(stacks[DUBLIN], DATABASE)).toMatchObject({ storage_account_type: 'Geo' });
  });

  test('up to a replica: a new server follows, and that for copies stays, with nothing on it', () => {
    const { stacks } = turned(Tier.COLD, Tier.HOT);
    expect(databases(stacks[AMSTERDAM])).toEqual(['books-g1-database']);
    expect(blockAt(stacks[AMSTERDAM], 'azurerm_mssql_database.books-g1-database')).toMatchObject({ create_mode: 'Secondary' });
    expect(Object.keys(stacks[AMSTERDAM]?.resource?.['azurerm_mssql_server'] ?? {}).sort()).toEqual(['books', 'books-g1']);
  });

  test('while the other side serves, what was restored there stays what it is', () => {
    const { stacks } = turned(Tier.COLD, Tier.HOT, `${RETURNED}, standing`);
    expect(databases(stacks[AMSTERDAM])).toEqual(['books-database']);
    expect(importsOf(stacks[AMSTERDAM])).toBeUndefined();
    expect(databases(stacks[DUBLIN]).sort()).toEqual(['books-database', 'books-g2-database']);
  });
});

describe('regions that no copy goes between', () => {
  const said = (made: Made): string => refusal((app) => void make(made)(app).plan).message;

  test('one that has no pair', () => {
    expect(said({ primary: 'italynorth', secondary: 'westeurope' })).toContain('Microsoft pairs no region with it');
  });

  test('a pair that is not the other site: where it goes is said, and the nearest regions that are a pair', () => {
    const message = said({ primary: 'northeurope', secondary: 'swedencentral' });
    expect(message).toContain('they would go to westeurope (NL), which Microsoft pairs with it');
    expect(message).toMatch(/for instance \w+ and \w+/);
    expect(message).toContain('tier: Tier.HOT for it alone');
  });

  test('a pair in one direction, which leaves the country: of what comes back there would be no copy', () => {
    const message = said({ primary: 'brazilsouth', secondary: 'southcentralus' });
    expect(message).toContain('copies of southcentralus at brazilsouth: they would go to northcentralus (US)');
    expect(said({ primary: 'brazilsouth', secondary: 'westeurope' })).toContain(
      'they would go to southcentralus (US), which Microsoft pairs with it, out of BR',
    );
  });

  test('a replica asks for no pair', () => {
    const { plan } = make({ tier: Tier.HOT, primary: 'italynorth', secondary: 'westeurope' })(appIn(folder()));
    expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('what is lost otherwise', () => {
  test('data that was overwritten is put back where it is, at any tier: no copy of the other region is asked for it', () => {
    const { plan } = make()(appIn(folder()));
    const books = plan.protections.find(({ declaration }) => declaration.id === 'Books');
    expect(books).toMatchObject({
      flip: 'restore',
      restores: { rpo: { seconds: 600 } },
      putBack: expect.stringContaining('az sql db restore') as unknown,
    });
    expect(books).not.toHaveProperty('remade');
    const byHand = stepsAt('standing', 'restore');
    expect(byHand.map(({ id }) => id)).toContain('put-back-books');
  });

  test('the loss of the region: an hour, and the time that a restore takes', () => {
    const { plan } = make()(appIn(folder()));
    const books = plan.protections.find(({ declaration }) => declaration.id === 'Books');
    expect(books?.rpo).toMatchObject({ seconds: 3600, verified: true });
    expect(books?.promotion.source).toContain('usually takes <12 hours');
  });
});
