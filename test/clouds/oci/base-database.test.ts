import type { App } from 'cdktf';
import { DatabaseDatabase } from '@cdktf/provider-oci/database-database';
import { DatabaseDataGuardAssociation } from '@cdktf/provider-oci/database-data-guard-association';
import type { DatabaseDbSystem } from '@cdktf/provider-oci/database-db-system';
import { DatabaseEngine, Network, RelationalDatabase, Size } from '../../../lib';
import { oci } from '../../../lib/clouds/oci/oci';
import type { RelationalDatabaseProps } from '../../../lib/components/relational-database';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { NORMAL } from '../../../lib/situation/facts';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANKFURT, PARIS } from './fixture';

const PROPS = { engine: DatabaseEngine.oracle('19'), size: Size.of({ vcpus: 4, memoryGiB: 32 }), storageGiB: 512 };
type Made = (workload: Workload, ledger: RelationalDatabase) => void;
const make =
  (more: Partial<RelationalDatabaseProps> = {}, tier: Tier = Tier.HOT, then: Made = () => undefined, peered = true) =>
  (app: App): Workload => {
    const workload = billing(tier)(app);
    new Network(workload, 'Net', { flowLogs: Duration.days(180), peered });
    then(workload, new RelationalDatabase(workload, 'Ledger', { ...PROPS, ...more }));
    return workload;
  };

function outputAt(story: string, more: Partial<RelationalDatabaseProps> = {}): Output {
  const situation = afterStory(story, make(more)(appIn(folder())).sides);
  return renderWorkload(make(more)(appIn(folder(), situation)), situation);
}
function stepsAt(story: string, transition: string): readonly Action[] {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
}
const ids = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => /-ledger(?:-eu-|$)/.test(id));
const lineOf = (steps: readonly Action[], id: string): string => {
  const step = steps.find((one) => one.id === id);
  return step?.do === 'command' ? step.run.join(' ') : step?.do === 'check' ? step.how.run.join(' ') : '';
};
const matchedBy = (steps: readonly Action[], id: string): string => {
  const step = steps.find((one) => one.id === id);
  return step?.do === 'check' ? String(step.how.matches) : '';
};
const typesIn = (output: Output, stack: string): string[] =>
  [...new Set(blocksOf(output.stacks[stack]).map(({ type }) => type))]
    .filter((type) => /database|security_group|vault|secret/.test(type))
    .sort();
const ignored = (output: Output, stack: string): readonly string[] =>
  (blockAt(output.stacks[stack], SYSTEM)?.['lifecycle'] as { ignore_changes: readonly string[] }).ignore_changes;

const SYSTEM = 'oci_database_db_system.ledger';
const RULE = 'oci_core_network_security_group_security_rule';
const BESIDE = ['oci_core_network_security_group', RULE];
const LINKS = 'billing-links';
const LOST = 'standing, lost A, failover B';
const OVER = `${LOST}, started, completed`;

describe('in peace', () => {
  const output = outputAt('standing');

  test('what serves is created at its site, as it is declared, with a password that nobody has', () => {
    expect(typesIn(output, FRANKFURT)).toEqual([...BESIDE, 'oci_database_db_system', 'oci_kms_vault', 'oci_vault_secret']);
    const system = blockAt(output.stacks[FRANKFURT], SYSTEM);
    expect(system).toMatchObject({
      ...{ shape: 'VM.Standard.E4.Flex', cpu_core_count: 2, data_storage_size_in_gb: 512, database_edition: 'ENTERPRISE_EDITION' },
      ...{ display_name: 'billing-ledger-eu-frankfurt-1', subnet_id: '${oci_core_subnet.net-private.id}' },
      nsg_ids: ['${oci_core_network_security_group.ledger-group.id}'],
      timeouts: { create: '6h', update: '6h', delete: '6h' },
      lifecycle: { prevent_destroy: true },
    });
    expect(system?.['db_home']).toMatchObject({
      database: {
        db_name: 'contdb',
        pdb_name: 'main',
        db_backup_config: {
          auto_backup_enabled: true,
          recovery_window_in_days: 7,
          backup_deletion_policy: 'DELETE_AFTER_RETENTION_PERIOD',
        },
      },
    });
    const { db_version: version, database } = system?.['db_home'] as { db_version: string; database: { admin_password: string } };
    expect(version).toContain('startswith(one.version, "19.") && one.is_latest_for_major_version');
    expect(database.admin_password).toBe('Aa1-Bb2_${substr(sha256(oci_kms_vault.ledger-vault.id), 0, 16)}');
  });

  test('what follows is in no stack: a step makes it, and a password would stand in a state', () => {
    expect(typesIn(output, PARIS)).toEqual([...BESIDE, 'oci_kms_vault', 'oci_vault_secret']);
    expect(typesIn(output, LINKS)).toEqual([]);
    expect(JSON.stringify(output.stacks)).not.toMatch(/data_guard|action_trigger|"tde_wallet_password"/);
  });

  test('its vault has a password from its first apply on, at both sites: whoever boots beside it finds one', () => {
    for (const stack of [FRANKFURT, PARIS])
      expect(blockAt(output.stacks[stack], 'oci_vault_secret.ledger-password')).toMatchObject({
        enable_auto_generation: true,
        secret_generation_context: { generation_template: 'DBAAS_DEFAULT_PASSWORD', passphrase_length: 24 },
      });
  });

  test('no argument that a role decides, or that a standby reads back otherwise, is left to Terraform', () => {
    expect(ignored(output, FRANKFURT)).toEqual(
      expect.arrayContaining([
        ...['source', 'availability_domain', 'hostname', 'ssh_public_keys'],
        ...['admin_password', 'db_name', 'db_unique_name', 'pdb_name'].map((one) => `db_home[0].database[0].${one}`),
        // Force-new, and of another value where a command launched it.
        ...['backup_deletion_policy', 'backup_destination_details'].map((one) => `db_home[0].database[0].db_backup_config[0].${one}`),
      ]),
    );
    // Its backups follow the declaration where it has the role.
    expect(ignored(output, FRANKFURT)).not.toContain('db_home');
    expect(ignored(outputAt(OVER), PARIS)).toEqual(expect.arrayContaining(['db_home', 'shape', 'cpu_core_count']));
  });

  test('redo goes both ways over the way between the networks, and users are let in where it serves alone', () => {
    const rules = (stack: string, direction: string): unknown[][] =>
      blocksOf(output.stacks[stack])
        .filter(({ type, body }) => type === RULE && body['direction'] === direction)
        .map(({ body }) => [body['source'], body['description'], body['tcp_options']]);
    const ports = { destination_port_range: { min: 1521, max: 1521 } };
    expect(rules(FRANKFURT, 'INGRESS')).toEqual(
      expect.arrayContaining([
        ['10.10.0.0/16', undefined, ports],
        ['10.20.0.0/16', 'the other site', ports],
      ]),
    );
    expect(rules(PARIS, 'INGRESS')).toEqual([['10.10.0.0/16', 'the other site', ports]]);
    expect([rules(FRANKFURT, 'EGRESS').length, rules(PARIS, 'EGRESS').length]).toEqual([1, 1]);
    expect(blockAt(output.stacks[LINKS], 'oci_core_remote_peering_connection.net-peering-eu-paris-1')).toBeDefined();
  });

  test('that its machine answers is told on both sides, by its name, and silence is an alarm; its lag is polled', () => {
    for (const stack of [FRANKFURT, PARIS]) {
      const query = String(blockAt(output.stacks[stack], 'oci_monitoring_alarm.ledger-node')?.['query']);
      expect(query).toMatch(/^NodeStatus\[10m\]\{resourceName = "billing-ledger-eu-(?:frankfurt|paris)-1"\}.*< 1 \|\| .*absent\(3d\)$/);
      expect(JSON.stringify(blockAt(output.stacks[stack], 'oci_events_rule.ledger-changed'))).toContain(
        'databaseservice.failoverdataguardassociation.begin',
      );
    }
    expect(JSON.stringify(blocksOf(output.stacks[FRANKFURT]))).toContain('ASMDiskgroupUtilization');
    const polled = make()(appIn(folder())).plan.findings.filter(({ id }) => id === 'DR-SIGNAL-01');
    expect(JSON.stringify(polled)).toContain('Ledger');
  });
});

describe('a move', () => {
  test('the site that took the role takes its DB system in by an import found in its own region, and nothing of the other one', () => {
    const { stacks } = outputAt(OVER);
    const paris = stacks[PARIS] as Record<string, unknown>;
    expect(paris['import']).toEqual([{ to: SYSTEM, id: '${data.oci_database_db_systems.ledger-there.db_systems[0].id}' }]);
    expect(JSON.stringify(stacks[PARIS])).not.toContain('billing-ledger-eu-frankfurt-1');
    // Behind a change of roles it is being changed, and it is there; one that was ended is still listed, and is not.
    const [there] =
      (paris['data'] as Record<string, Record<string, { filter: { values: string[] }[] }>>)['oci_database_db_systems']?.['ledger-there']
        ?.filter ?? [];
    expect(there?.values).toContain('UPDATING');
    expect(there?.values.join()).not.toContain('TERMINAT');
  });

  test('a fenced site lets nobody in but what follows it, and its DB system stays what it was', () => {
    const peace = blockAt(outputAt('standing').stacks[FRANKFURT], SYSTEM) ?? {};
    const { stacks } = outputAt('standing, switch B, fenced A');
    const left = blocksOf(stacks[FRANKFURT]).filter(({ type, body }) => type === RULE && body['direction'] === 'INGRESS');
    expect(left.map(({ body }) => body['description'])).toEqual(['the other site']);
    const after = blockAt(stacks[FRANKFURT], SYSTEM) ?? {};
    expect({ ...after, lifecycle: undefined }).toEqual({ ...peace, lifecycle: undefined });
  });

  test('a failover asks and calls the region that survives alone, at what stands by', () => {
    const steps = stepsAt(LOST, 'failover').filter(({ id }) => id.endsWith('-ledger'));
    expect(ids(steps)).toEqual(['replica-ledger', 'age-ledger', 'promote-ledger', 'promoted-ledger']);
    expect(lineOf(steps, 'promote-ledger')).toMatch(
      /oci db database failover-data-guard [\s\S]* eu-paris-1 \S+ billing-ledger-eu-paris-1 /,
    );
    expect(JSON.stringify(steps)).not.toContain('eu-frankfurt-1');
  });

  test('a switch closes the doors and stops nothing, since a switchover needs both machines, and swaps at what takes the role', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    expect(ids(steps)).toEqual([
      'replica-ledger',
      'both-ledger-eu-frankfurt-1',
      'fenced-ledger-eu-frankfurt-1',
      'lag-ledger',
      'same-password-ledger',
      'promote-ledger',
      'promoted-ledger',
    ]);
    const closed = new RegExp(`^(?:${matchedBy(steps, 'fenced-ledger-eu-frankfurt-1')})$`);
    expect('AVAILABLE PRIMARY node=AVAILABLE rules=0').toMatch(closed);
    for (const not of [
      'AVAILABLE PRIMARY node=STOPPED rules=0',
      'AVAILABLE PRIMARY node=STARTING rules=0',
      'AVAILABLE PRIMARY node=AVAILABLE rules=1',
    ])
      expect(not).not.toMatch(closed);
    expect(JSON.stringify(steps)).not.toContain('node stop ');
    expect(lineOf(steps, 'promote-ledger')).toMatch(/oci db database switch-over-data-guard [\s\S]* eu-paris-1 /);
  });

  test('a switch away from a side that an earlier fence stopped starts its machine first, behind doors that are shut', () => {
    const steps = stepsAt('standing, avoid A, fenced A, normal A, standing, switch B', 'switch');
    const all = steps.map(({ id }) => id);
    const at = (id: string): number => all.indexOf(id);
    const shut = steps.findIndex((one) => one.do === 'apply' && one.stack === FRANKFURT);
    expect(shut).toBeGreaterThanOrEqual(0);
    expect(at('both-ledger-eu-frankfurt-1')).toBeGreaterThan(shut);
    expect(at('both-ledger-eu-frankfurt-1')).toBeLessThan(at('fenced-ledger-eu-frankfurt-1'));
    expect(at('fenced-ledger-eu-frankfurt-1')).toBeLessThan(at('promote-ledger'));
    expect(lineOf(steps, 'both-ledger-eu-frankfurt-1')).toMatch(
      /oci db node start [\s\S]* eu-frankfurt-1 \S+ billing-ledger-eu-frankfurt-1$/,
    );
  });

  test.each(['standing, switch B, abort', 'standing, avoid A, failover B, fenced A, normal A, abort'])(
    '%s: what is given up is started again where it is stopped, before its doors open',
    (story) => {
      const steps = stepsAt(story, 'abort');
      const all = steps.map(({ id }) => id);
      const opens = steps.findIndex((one) => one.do === 'apply' && one.stack === FRANKFURT);
      expect(all.indexOf('unfence-ledger-eu-frankfurt-1')).toBeGreaterThanOrEqual(0);
      expect(all.indexOf('unfence-ledger-eu-frankfurt-1')).toBeLessThan(opens);
    },
  );

  test('a forced move stops what still answers, and it counts as fenced only once it is stopped or has not the role', () => {
    const steps = stepsAt(`${OVER}, normal A`, 'fence');
    expect(ids(steps)).toEqual(['fence-ledger-eu-frankfurt-1', 'fenced-ledger-eu-frankfurt-1']);
    expect(lineOf(steps, 'fence-ledger-eu-frankfurt-1')).toMatch(
      /oci db node stop [\s\S]* eu-frankfurt-1 \S+ billing-ledger-eu-frankfurt-1$/,
    );
    expect(matchedBy(steps, 'fenced-ledger-eu-frankfurt-1')).toContain('node=STOPPED rules=0');
  });

  test('the side that a failover left is started with nobody let in, follows again behind its own word of warning, and counts once it does', () => {
    const steps = stepsAt(`${OVER}, normal A, fenced A`, 'reprotect');
    const of = ids(steps);
    expect(of).toEqual(
      expect.arrayContaining([
        'wake-ledger',
        'reinstate-ledger',
        'carry-ledger',
        'follow-ledger',
        'standing-ledger',
        'same-password-ledger',
      ]),
    );
    expect(of.indexOf('wake-ledger')).toBeLessThan(of.indexOf('reinstate-ledger'));
    const crossing = steps.find(({ id }) => id === 'reinstate-ledger');
    expect(crossing).toMatchObject({ losesData: expect.stringContaining('what only the old side has') as string });
    expect(lineOf(steps, 'reinstate-ledger')).toMatch(
      /reinstate-data-guard [\s\S]* eu-frankfurt-1 \S+ billing-ledger-eu-frankfurt-1 eu-paris-1 /,
    );
  });

  test('what joins the sites in peace: a password once, and what follows behind the way between the networks', () => {
    const steps = stepsAt('', 'establish');
    const all = steps.map(({ id }) => id);
    const at = (id: string): number => all.indexOf(id);
    expect(at('password-ledger')).toBeGreaterThanOrEqual(0);
    expect(at('password-ledger')).toBeLessThan(at('follow-ledger'));
    const links = steps.findIndex((one) => one.do === 'apply' && JSON.stringify(one).includes('billing-links'));
    expect(links).toBeGreaterThanOrEqual(0);
    expect(at('follow-ledger')).toBeGreaterThan(links);
  });
});

describe('what it does not take', () => {
  const refusedFor = (more: Partial<RelationalDatabaseProps>, tier?: Tier, then?: Made, peered?: boolean): string =>
    refusal(() => make(more, tier, then, peered)(appIn(folder())).plan).message;

  test.each<[string, Partial<RelationalDatabaseProps>]>([
    ['oracle 21', { engine: DatabaseEngine.oracle('21') }],
    ['storageGiB (got: 255)', { storageGiB: 255 }],
    ['restorableDays (got: 14)', { restorableDays: 14 }],
    ['129 vCPUs', { size: Size.of({ vcpus: 129, memoryGiB: 8 }) }],
    ['1025 GiB', { size: Size.of({ vcpus: 2, memoryGiB: 1025 }) }],
    ['parameters (got: open_cursors)', { parameters: { open_cursors: '500' } }],
    ['windows (got: oci:eu-paris-1)', { windows: { 'oci:eu-paris-1': { backup: '01:15-01:45', maintenance: 'sun:02:15-sun:02:45' } } }],
    ['database (got: led_ger)', { database: 'led_ger' }],
    ['database (got: CONTDB)', { database: 'CONTDB' }],
  ])('%s is refused', (what, more) => {
    const message = refusedFor(more);
    expect(message).toContain('DR-VALUE-01');
    expect(message).toContain(what);
  });

  test.each([Tier.COLD, Tier.WARM])('%s: no copy of it is in the other region', (tier) => {
    expect(refusedFor({}, tier)).toMatch(/take a replica: its backups are in Object Storage of its own region/);
  });

  test('a spread site, unless somebody says why one zone will do: its loss is a move then', () => {
    const spread = (props: Partial<RelationalDatabaseProps>) => (app: App) => {
      const workload = billing(Tier.HOT, undefined, undefined, { zonal: true })(app);
      new Network(workload, 'Net', { flowLogs: Duration.days(180), peered: true });
      new RelationalDatabase(workload, 'Ledger', { ...PROPS, ...props });
      return workload;
    };
    expect(refusal(() => spread({})(appIn(folder())).plan).message).toMatch(
      /DR-CELL-01[\s\S]*spread zonal[\s\S]*tier: Tier\.HOT, with a tierReason/,
    );
    const { plan } = spread({ tier: Tier.HOT, tierReason: 'one availability domain will do' })(appIn(folder()));
    expect(plan.losses.zone).toMatchObject({ because: ['Ledger'] });
  });

  test('without a way between the two networks nothing follows', () => {
    expect(refusedFor({}, undefined, undefined, false)).toContain('DR-NET-07');
  });

  test('the release of Oracle is two digits; the service that chooses it is another one', () => {
    for (const release of ['19c', '9', '19.3', '']) expect(refusal(() => DatabaseEngine.oracle(release)).id).toBe('DR-DB-01');
    expect(refusal(() => DatabaseEngine.oracle('19c')).message).toContain("DatabaseEngine.oracle('19')");
    const plan = make({ engine: DatabaseEngine.oracle(), storageGiB: 512 })(appIn(folder())).plan;
    expect(plan.protections.map(({ fence }) => fence).join()).toContain('it is stopped, so that every session ends');
  });

  test.each<[string, (system: DatabaseDbSystem) => void]>([
    ['database_edition', (system) => (system.databaseEdition = 'STANDARD_EDITION')],
    ['source', (system) => (system.source = 'DB_BACKUP')],
    ['node_count', (system) => (system.nodeCount = 2)],
  ])('a customization of %s that nothing could follow', (argument, change) => {
    const message = refusal(() =>
      renderWorkload(
        make({}, Tier.HOT, (_, ledger) => oci.customize(ledger, ({ instance }) => change(instance as DatabaseDbSystem)))(appIn(folder())),
        NORMAL,
      ),
    ).message;
    expect(message).toContain('DR-OWN-06');
    expect(message).toContain(argument);
  });

  const own = (add: (stack: ConstructorParameters<typeof DatabaseDatabase>[0]) => void): string =>
    refusal(() =>
      renderWorkload(make({}, Tier.HOT, (workload) => workload.onEverySite(({ stack }) => add(stack)))(appIn(folder())), NORMAL),
    ).message;

  test('an action_trigger in a stack of the workload would move a role by an apply, whatever its number', () => {
    const database = { dbHomeId: 'ocid1.dbhome.oc1.eu-paris-1.own', source: 'NONE', database: { adminPassword: 'x', dbName: 'own' } };
    const message = own((stack) => new DatabaseDatabase(stack, 'own', { ...database, dataGuardAction: 'FAILOVER', actionTrigger: 2 }));
    expect(message).toContain('DR-OWN-08');
    expect(message).toContain('oci_database_database.action_trigger');
    expect(own((stack) => new DatabaseDatabase(stack, 'own', database))).not.toContain('DR-OWN-08');
  });

  test('an association in a stack of the workload would end the standby with itself', () => {
    const message = own(
      (stack) =>
        new DatabaseDataGuardAssociation(stack, 'own', {
          ...{ creationType: 'NewDbSystem', databaseAdminPassword: 'x', databaseId: 'ocid1.database.oc1.eu-paris-1.own' },
          ...{ deleteStandbyDbHomeOnDelete: 'true', protectionMode: 'MAXIMUM_PERFORMANCE', transportType: 'ASYNC' },
        }),
    );
    expect(message).toMatch(/DR-OWN-08[\s\S]*delete_standby_db_home_on_delete/);
  });
});
