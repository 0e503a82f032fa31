import type { PostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server/index.js';
import type { App } from 'cdktf';
import { DatabaseEngine, Network, RelationalDatabase, Size, type RelationalDatabaseProps } from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { isOfCopies } from '../../../lib/clouds/azure/restored';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Origin } from '../../../lib/plan/plan';
import { NORMAL } from '../../../lib/situation/facts';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { renderWorkload } from '../../support/synth';
import { answering, type Rule } from '../answering';
import { billing } from './fixture';
import { importsOf, runOf, stepOf, told } from './told';

interface Made {
  readonly tier?: Tier;
  readonly over?: Partial<RelationalDatabaseProps>;
  readonly primary?: string;
  readonly secondary?: string;
}

const DUBLIN = 'billing-northeurope';
const AMSTERDAM = 'billing-westeurope';
const MOVING = 'standing, lost A, failover B';
const LOST = `${MOVING}, started, completed`;
const RETURNED = `${LOST}, normal A, fenced A`;
const PLANNED = 'standing, switch B';

const FAMILIES = [
  {
    name: 'PostgreSQL',
    engine: DatabaseEngine.postgres('16'),
    type: 'azurerm_postgresql_flexible_server',
    az: 'postgres flexible-server',
    group: 'billing-westeurope',
    provider: 'Microsoft.DBforPostgreSQL',
    size: 'Standard_D2ds_v5',
    api: '2025-08-01',
    tiers: [Tier.COLD, Tier.WARM, Tier.HA],
  },
  {
    name: 'MySQL',
    engine: DatabaseEngine.mysql('8.4'),
    type: 'azurerm_mysql_flexible_server',
    az: 'mysql flexible-server',
    group: 'state-gavle',
    provider: 'Microsoft.DBforMySQL',
    size: 'Standard_D2ads_v5',
    api: '2023-12-30',
    tiers: [Tier.COLD, Tier.WARM],
  },
] as const;

describe.each(FAMILIES)('$name', ({ name, engine, type, az, group, provider, size, api, tiers }) => {
  /** A pair of Microsoft's, unless another one is named. */
  const make =
    ({ tier = Tier.COLD, over = {}, primary = 'northeurope', secondary = 'westeurope' }: Made = {}) =>
    (app: App): Workload => {
      const workload = billing(tier, {}, {}, { primary, secondary })(app);
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      new RelationalDatabase(workload, 'Ledger', { engine, size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 128, ...over });
      return workload;
    };
  const { outputAt, stepsAt, doctorAt, fromPoint, turned } = told(make);
  const SERVER = `${type}.ledger`;
  const servers = (stack: StackJson | undefined): string[] => Object.keys(stack?.resource?.[type] ?? {}).sort();
  const doors = (stack: StackJson | undefined): string[] =>
    blocksOf(stack).flatMap(({ type: one, address }) => (one === 'azurerm_private_endpoint' ? [address] : []));

  describe('in peace', () => {
    const { stacks, manifest } = outputAt('standing');

    test('what has the role keeps its backups in the paired region, with the key of the service; all that is said once is ignored from the first day', () => {
      const server = blockAt(stacks[DUBLIN], SERVER);
      expect(server).toMatchObject({
        geo_redundant_backup_enabled: true,
        lifecycle: {
          ignore_changes: expect.arrayContaining([
            ...['create_mode', 'source_server_id', 'point_in_time_restore_time_in_utc', 'zone'],
            ...['geo_redundant_backup_enabled', 'customer_managed_key'],
          ]) as unknown,
        },
      });
      expect(server).not.toHaveProperty('customer_managed_key');
    });

    test('the other side has the zone of its name, and its password, which is carried; no server, and no door', () => {
      expect(servers(stacks[AMSTERDAM])).toEqual([]);
      expect(doors(stacks[AMSTERDAM])).toEqual([]);
      expect(blocksOf(stacks[AMSTERDAM]).map((one) => one.type)).toContain('azurerm_private_dns_zone');
      const carried = Object.keys(stacks['billing-links']?.resource?.['azurerm_key_vault_secret'] ?? {});
      expect(carried).toEqual(['ledger-password-at-westeurope']);
      expect(JSON.stringify(stacks['billing-links'])).not.toContain('virtual_endpoint');
    });

    test('that copies go to the pair is asked of what they are of, and the plan says that nothing tells of it', () => {
      const copy = manifest.workloads[0]!.components.flatMap((one) => one.signals).find(({ id }) => id === 'ledger-copy');
      expect(copy).toMatchObject({ kind: 'polled', watches: 'copies', site: 'azure:westeurope' });
      expect(manifest.workloads[0]!.findings.map(({ id, subject }) => `${id} ${subject}`)).toContain(
        'DR-SIGNAL-01 azure:westeurope ledger ledger-copy',
      );
      const asked = doctorAt('standing', 'azure:westeurope');
      const run = runOf(asked, asked.find(({ id }) => id.includes('ledger-copy'))?.id ?? '');
      const said = (answer: string) => answering('az', [[`${az} show`, answer]], run).said;
      expect(said('Enabled 2020-01-01T00:00:00+00:00')).toMatch(/^at most: 0/);
      for (const none of ['Disabled 2020-01-01T00:00:00+00:00', 'Enabled None', '']) expect(said(none)).toMatch(/^more: 1/);
    });

    test('doctor asks whether it can be made there, and of what', () => {
      const ids = doctorAt('standing', 'azure:westeurope').map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(['password-ledger', 'room-ledger', 'offered-ledger', 'copied-ledger']));
      expect(ids).not.toContain('there-ledger');
    });

    test.each(tiers)('%s: no error, its loss an hour', (tier) => {
      const { plan } = make({ tier })(appIn(folder()));
      expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
      const ledger = plan.protections.find(({ declaration }) => declaration.id === 'Ledger');
      expect(ledger).toMatchObject({
        posture: 'backup',
        flip: 'restore',
        rpo: { seconds: 3600, verified: true },
        promotion: { verified: false },
      });
      expect(ledger).not.toHaveProperty('remade');
      expect(ledger?.putBack).toContain(`az ${az} restore`);
    });
  });

  describe('before it counts as standing by', () => {
    const establish = stepsAt('', 'establish');

    test('copies leave the region, and the first has had its hour', () => {
      const copied = stepOf(establish, 'copied-ledger');
      expect(copied).toMatchObject({ endpoint: 'northeurope', timeout: 6 * 3600 });
      const said = (answer: string): boolean => {
        const is = answering('az', [[`${az} show`, answer]], runOf(establish, 'copied-ledger')).said;
        return copied.do === 'check' && new RegExp(`^(?:${copied.how.matches})$`).test(is);
      };
      expect([
        said('Enabled 2020-01-01T00:00:00+00:00'),
        said(`Enabled ${new Date().toISOString()}`),
        said('Enabled None'),
        said('Disabled 2020-01-01T00:00:00+00:00'),
      ]).toEqual([true, false, false, false]);
      expect(copied.onFailure).toContain('tier: Tier.HOT for it alone');
    });

    test('whether its size is offered there stops nothing: it is no promise', () => {
      expect(stepOf(establish, 'orderable-ledger')).toMatchObject({ bestEffort: true, endpoint: 'westeurope' });
      const run = runOf(establish, 'orderable-ledger');
      const said = (many: string) => answering('az', [['list-skus', many]], run).said;
      expect([said('1'), said('0'), said('')]).toEqual(['offered', 'not offered', 'not offered']);
      expect(run).toContain(size);
    });
  });

  describe('a failover', () => {
    const steps = stepsAt(MOVING, 'failover');
    const run = runOf(steps, 'promote-ledger');
    const restore = (...rules: readonly Rule[]) => answering('az', rules, run, ['sleep']);

    test('a command restores it ahead of the apply that takes it in; nothing is asked of the region that is lost', () => {
      const order = ['room-ledger', 'promote-ledger', 'apply-billing-westeurope', 'promoted-ledger'];
      expect(steps.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
      expect(steps.flatMap((step) => ('endpoint' in step && step.endpoint === 'northeurope' ? [step.id] : []))).toEqual([]);
    });

    test('Resource Manager is asked for it, with no look at the source, which the command line of the service would read first', () => {
      const { calls } = restore([`${az} list`, ''], ['resource create', '']);
      const [, create = ''] = calls;
      expect(create).toMatch(
        new RegExp(
          `^resource create --id /subscriptions/\\S+/resourceGroups/${group}/providers/${provider}/flexibleServers/billing-ledger-westeurope-\\w+ --api-version ${api} --is-full-object `,
        ),
      );
      const { location, properties } = JSON.parse(/--properties (\{.*\}) --output/.exec(create)?.[1] ?? '{}') as {
        readonly location?: string;
        readonly properties?: Readonly<Record<string, unknown>>;
      };
      expect(location).toBe('westeurope');
      expect(properties).toMatchObject({
        createMode: 'GeoRestore',
        sourceServerResourceId: expect.stringMatching(/flexibleServers\/billing-ledger-northeurope-\w+$/) as unknown,
        backup: { geoRedundantBackup: 'Disabled' },
        network: { publicNetworkAccess: 'Disabled' },
      });
      expect(calls.filter((call) => call.includes('geo-restore') || call.includes(`${az} show`))).toEqual([]);
    });

    test('repeated it waits for what was begun, and makes nothing twice; what does not become ready by itself is an error', () => {
      expect(restore([`${az} list`, 'Ready'])).toMatchObject({ status: 0, calls: { length: 1 } });
      const stopped = restore([`${az} list`, 'Disabled']);
      expect(stopped).toMatchObject({ status: 1, calls: { length: 1 } });
      expect(stopped.error).toContain('it is Disabled');
      expect(restore([`${az} list`, 'Updating'], ['sleep', '', 9])).toMatchObject({ status: 9, calls: { length: 2 } });
      expect(restore([`${az} list`, ''], ['resource create', '', 3])).toMatchObject({ status: 3, calls: { length: 2 } });
      // Nobody knows whether it is there: it is not made a second time.
      expect(restore([`${az} list`, '', 7])).toMatchObject({ status: 7, calls: { length: 1 } });
      expect(stepOf(steps, 'promote-ledger').onFailure).toMatch(
        new RegExp(`az ${az} delete --subscription \\S+ --resource-group ${group} --name billing-ledger-westeurope-\\w+;`),
      );
    });

    test('its loss is said, and that its own copies stay at home: a pair that is out takes none', () => {
      expect(stepOf(steps, 'promote-ledger')).toMatchObject({
        endpoint: 'westeurope',
        pointOfNoReturn: true,
        usual: 900 + Math.ceil((128 / 300) * 3600),
        timeout: 12 * 3600,
        losesData: expect.stringContaining('up to an hour') as unknown,
        expected: expect.stringContaining('stay in its region') as unknown,
      });
      expect(run.at(-1)).toBe('');
    });

    test('the site takes in what was made, makes none itself, and gives it the password that its vault has; once it is recorded nothing is taken in again', () => {
      const moving = outputAt(MOVING).stacks[AMSTERDAM];
      expect(importsOf(moving)).toEqual([
        { to: SERVER, id: expect.stringMatching(new RegExp(`${provider}/flexibleServers/billing-ledger-westeurope-\\w+$`)) as unknown },
      ]);
      const server = blockAt(moving, SERVER);
      for (const argument of ['create_mode', 'source_server_id', 'point_in_time_restore_time_in_utc'])
        expect(server).not.toHaveProperty(argument);
      expect(server).toMatchObject({
        administrator_password_wo: '${ephemeral.azurerm_key_vault_secret.ledger-own.value}',
        administrator_password_wo_version: 1,
        administrator_login: 'continuity',
      });
      expect(Object.keys(moving?.resource?.['azurerm_key_vault_secret'] ?? {})).toEqual([]);
      expect(moving?.ephemeral?.['azurerm_key_vault_secret']?.['ledger-own']).toMatchObject({ name: 'billing-ledger-westeurope-password' });
      expect(JSON.stringify(server)).not.toContain('northeurope');
      expect(doors(moving)).toHaveLength(1);
      expect(blocksOf(moving).map((one) => one.type)).not.toContain('azurerm_postgresql_flexible_server_database');
      expect(importsOf(outputAt(LOST).stacks[AMSTERDAM])).toBeUndefined();
    });
  });

  describe('a point that is chosen', () => {
    test('none begins empty, keeps nothing in a pair that is out, and has the password that was carried', () => {
      const { steps, stacks } = fromPoint('Ledger', 'none');
      expect(steps.map(({ id }) => id)).not.toContain('promote-ledger');
      expect(importsOf(stacks[AMSTERDAM])).toBeUndefined();
      expect(blockAt(stacks[AMSTERDAM], SERVER)).toMatchObject({
        geo_redundant_backup_enabled: false,
        administrator_password_wo: '${ephemeral.azurerm_key_vault_secret.ledger-own.value}',
      });
      expect(Object.keys(stacks[AMSTERDAM]?.resource?.['azurerm_key_vault_secret'] ?? {})).toEqual([]);
    });

    test.each(['2026-12-01T05:00:00Z', 'main'])('%s is none: no moment is restored in another region', (point) => {
      expect(refusal(() => void fromPoint('Ledger', point)).message).toContain('no moment is restored in another region');
    });
  });

  describe('a planned switch', () => {
    const steps = stepsAt(PLANNED, 'switch');
    const mark = runOf(steps, 'mark-ledger').at(-1) ?? '';

    test('behind the fence a mark is written last, and its hour is waited for ahead of what is restored', () => {
      const order = ['source-ledger', 'fenced-ledger-northeurope', 'mark-ledger', 'carried-ledger', 'record-started', 'promote-ledger'];
      expect(steps.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
      expect(mark).toMatch(/^continuity_[a-z0-9]+_1_$/);
      expect(stepOf(steps, 'promote-ledger')).not.toHaveProperty('losesData');
    });

    test('the mark is written once a move; another move writes another one', () => {
      const run = runOf(steps, 'mark-ledger');
      const first = answering(
        'az',
        [
          ['db list', '0'],
          ['db create', ''],
        ],
        run,
      );
      expect(first.calls[1]).toMatch(new RegExp(`db create .*billing-ledger-northeurope.* ${mark}\\d{10} `));
      expect(answering('az', [['db list', '1']], run)).toMatchObject({ status: 0, calls: { length: 1 } });
      // Nobody knows whether one is there: users would wait two hours for a mark that was never written.
      expect(answering('az', [['db list', '', 7]], run)).toMatchObject({ status: 7, calls: { length: 1 } });
      expect(runOf(stepsAt('standing, switch B, fenced A, abort, undone, switch B', 'switch'), 'mark-ledger').at(-1)).not.toBe(mark);
    });

    test('an hour is counted from the mark', () => {
      const said = (names: string) => answering('az', [['db list', names]], runOf(steps, 'carried-ledger')).said;
      const now = Math.floor(Date.now() / 1000);
      expect(said(`${mark}${now - 3700}`)).toBe('carried');
      expect(said(`${mark}${now - 60}`)).toMatch(/^6\d s of 3600$/);
      expect(said('')).toBe('not marked');
    });

    test('what is restored without the mark is an error, and its own copies go to the pair', () => {
      const run = runOf(steps, 'promote-ledger');
      expect(run.slice(-2)).toEqual(['Enabled', mark]);
      const restored = (marks: string, code = 0) =>
        answering(
          'az',
          [
            ['db list', marks, code],
            [`${az} list`, 'Ready'],
          ],
          run,
        );
      expect(restored('1')).toMatchObject({ status: 0 });
      for (const none of ['0', ''])
        expect(restored(none)).toMatchObject({ status: 1, error: expect.stringContaining('it lacks what was written last') as unknown });
      // Nobody knows: it is not said to lack the mark, for which it would be deleted.
      expect(restored('', 7)).toMatchObject({ status: 7, error: expect.not.stringContaining('it lacks') as unknown });
      expect(stepOf(steps, 'promote-ledger').onFailure).toContain('lacks the mark');
    });

    test('the old side loses its door and every session, and keeps its server', () => {
      const { stacks } = outputAt(PLANNED);
      expect(doors(stacks[DUBLIN])).toEqual([]);
      expect(servers(stacks[DUBLIN])).toEqual(['ledger']);
      expect(steps.map(({ id }) => id)).toContain('cut-ledger-northeurope');
    });
  });

  describe('back again', () => {
    test('the old server is kept; nothing is made in its place until a move home, which is as the way out', () => {
      const { stacks } = outputAt(RETURNED);
      expect(servers(stacks[DUBLIN])).toEqual(['ledger']);
      expect(stepOf(stepsAt(RETURNED, 'reprotect'), 'copied-ledger-g1')).toMatchObject({ endpoint: 'westeurope' });
      const home = stepsAt(`${RETURNED}, standing, switch A`, 'switch');
      expect(runOf(home, 'promote-ledger-g1')).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/billing-ledger-northeurope-g1-\w+$/),
          expect.stringMatching(/billing-ledger-westeurope-\w+$/),
        ]),
      );
      const going = outputAt(`${RETURNED}, standing, switch A`).stacks[DUBLIN];
      expect(servers(going)).toEqual(['ledger', 'ledger-g1']);
      expect(importsOf(going)).toEqual([{ to: `${type}.ledger-g1`, id: expect.stringContaining('-g1-') as unknown }]);
    });

    test('what is not made yet is not fenced: a side that was left for good once, and is lost and back, owes no restart of it', () => {
      const ids = stepsAt(`${PLANNED}, fenced A, started, completed, standing, lost A, normal A`, 'fence').map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.filter((id) => /^(?:cut|fenced)-ledger-g1/.test(id))).toEqual([]);
    });

    test('copies of what was restored while the pair was out: what can be asked of the service is asked', () => {
      const back = stepsAt(RETURNED, 'reprotect');
      const ids = back.map(({ id }) => id);
      expect(ids.includes('paired-ledger-g1')).toBe(name === 'MySQL');
      // PostgreSQL says it once, when a server is made: nobody waits six hours for a copy that never comes.
      expect(ids.filter((id) => /^(?:copied|keeps)-/.test(id))).toEqual([
        ...(name === 'PostgreSQL' ? ['keeps-ledger-g1'] : []),
        'copied-ledger-g1',
      ]);
      if (name === 'MySQL') return;
      const there = stepOf(back, 'keeps-ledger-g1');
      expect(there).toMatchObject({ endpoint: 'westeurope', timeout: 60, onFailure: expect.stringContaining('tier: Tier.HOT') as unknown });
      const says = (text: string) => new RegExp(`^(?:${there.do === 'check' ? there.how.matches : ''})$`).test(text);
      expect(['Enabled, and none is there yet', 'Enabled, since 9 s', 'Disabled, since 90000 s'].map(says)).toEqual([true, true, false]);
    });
  });

  describe('where the tier changes', () => {
    test('down from a replica: nothing of the one that serves changes, what followed stays, and the password goes on being carried', () => {
      const { stacks } = turned({ tier: Tier.HOT }, { tier: Tier.COLD });
      expect(servers(stacks[AMSTERDAM])).toEqual(['ledger']);
      expect(servers(stacks[DUBLIN])).toEqual(['ledger']);
      expect(Object.keys(stacks['billing-links']?.resource?.['azurerm_key_vault_secret'] ?? {})).toEqual(['ledger-password-at-westeurope']);
    });

    test('up to a replica: a new server follows', () => {
      const { stacks } = turned({ tier: Tier.COLD }, { tier: Tier.HOT });
      expect(servers(stacks[AMSTERDAM])).toEqual(['ledger-g1']);
      expect(blockAt(stacks[AMSTERDAM], `${type}.ledger-g1`)).toMatchObject({ create_mode: 'Replica' });
      expect(importsOf(stacks[AMSTERDAM])).toBeUndefined();
    });
  });

  describe('regions that no copy goes between', () => {
    const said = (made: Made): string => refusal((app) => void make(made)(app).plan).message;

    test('no pair; a pair that is not the other site; and one in one direction, out of the country', () => {
      expect(said({ primary: 'italynorth', secondary: 'westeurope' })).toContain('Microsoft pairs no region with it');
      const other = said({ primary: 'northeurope', secondary: 'swedencentral' });
      expect(other).toContain('they would go to westeurope (NL), which Microsoft pairs with it');
      expect(other).toMatch(/for instance \w+ and \w+/);
      expect(other).toContain('tier: Tier.HOT for it alone');
      expect(said({ primary: 'brazilsouth', secondary: 'southcentralus' })).toContain(
        'copies of southcentralus at brazilsouth: they would go to northcentralus (US)',
      );
    });

    test('the cheapest fix is a replica for it alone, and is taken', () => {
      const { plan } = make({ over: { tier: Tier.HOT }, primary: 'italynorth' })(appIn(folder()));
      expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
    });
  });

  describe('a customization', () => {
    const refusedOf = (change: (server: PostgresqlFlexibleServer) => void) =>
      refusal((app) => {
        const workload = make()(app);
        const ledger = workload.node.findChild('Ledger') as RelationalDatabase;
        azure.customize<PostgresqlFlexibleServer>(ledger, ({ instance }) => change(instance));
        renderWorkload(workload, NORMAL);
      });

    test('keeps no copies at home, and brings no key of its own, where copies are all that the other side has', () => {
      expect(refusedOf((server) => (server.geoRedundantBackupEnabled = false))).toMatchObject({ id: 'DR-OWN-06' });
      expect(refusedOf((server) => server.putCustomerManagedKey({ keyVaultKeyId: 'https://v.vault.azure.net/keys/k' }))).toMatchObject({
        id: 'DR-OWN-06',
      });
    });
  });
});

test('what was restored, and is followed by a replica since, gives the role away as replicas do; until then it is of copies', () => {
  const of = { site: 'azure:northeurope' } as unknown as Extract<Origin, { how: 'restored' }>['of'];
  const restored = (done: boolean, joined: 'backup' | 'replica') => isOfCopies({ origin: { how: 'restored', of, done }, joined });
  expect([restored(false, 'replica'), restored(true, 'backup'), restored(true, 'replica')]).toEqual([true, true, false]);
  expect([
    isOfCopies({ origin: { how: 'created' }, joined: 'backup' }),
    isOfCopies({ origin: { how: 'replica', of }, joined: 'backup' }),
  ]).toEqual([true, false]);
});
