import type { App } from 'cdktf';
import { DatabaseEngine, Network, RelationalDatabase, Size } from '../../../lib';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import type { RelationalDatabaseProps } from '../../../lib/components/relational-database';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANKFURT, PARIS } from './fixture';

const PROPS = { engine: DatabaseEngine.oracle(), size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100 };
const make =
  (more: Partial<RelationalDatabaseProps> = {}, tier: Tier = Tier.HOT) =>
  (app: App): Workload => {
    const workload = billing(tier)(app);
    new Network(workload, 'Net', { flowLogs: Duration.days(180) });
    new RelationalDatabase(workload, 'Ledger', { ...PROPS, ...more });
    return workload;
  };

function outputAt(story: string, more: Partial<RelationalDatabaseProps> = {}): Output {
  const situation = afterStory(story, make(more)(appIn(folder())).sides);
  return renderWorkload(make(more)(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheets = sheetsOf(make()(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const all = (story: string): readonly Action[] => {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  return sheetsOf(make()(appIn(folder(), situation)), situation).flatMap(({ waves }) => waves.flatMap(({ actions }) => actions));
};
const ids = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => id.endsWith('-ledger'));
const lineOf = (steps: readonly Action[], id: string): string => {
  const step = steps.find((one) => one.id === id);
  return step?.do === 'command' ? step.run.join(' ') : step?.do === 'check' ? step.how.run.join(' ') : '';
};
const typesIn = (output: Output, stack: string): string[] =>
  [...new Set(blocksOf(output.stacks[stack]).map(({ type }) => type))]
    .filter((type) => /database|security_group|vault_secret/.test(type))
    .sort();
const ignored = (output: Output, stack: string): readonly string[] =>
  (blockAt(output.stacks[stack], DATABASE)?.['lifecycle'] as { ignore_changes: readonly string[] }).ignore_changes;

const DATABASE = 'oci_database_autonomous_database.ledger';
const LINKS = 'billing-links';
const LOST = 'standing, lost A, failover B';
const OVER = `${LOST}, started, completed`;
const OPEN = ['oci_core_network_security_group', 'oci_core_network_security_group_security_rule'];

describe('in peace', () => {
  const output = outputAt('standing');

  test('what serves is created at its site, in its private subnet, with a password that nobody but the vault knows', () => {
    expect(typesIn(output, FRANKFURT)).toEqual([...OPEN, 'oci_database_autonomous_database', 'oci_vault_secret']);
    expect(blockAt(output.stacks[FRANKFURT], DATABASE)).toMatchObject({
      ...{ db_workload: 'OLTP', compute_model: 'ECPU', compute_count: 4, data_storage_size_in_gb: 100, backup_retention_period_in_days: 7 },
      ...{ display_name: 'billing-ledger-eu-frankfurt-1', secret_id: '${oci_vault_secret.ledger-password.id}' },
      ...{ subnet_id: '${oci_core_subnet.net-private.id}', nsg_ids: ['${oci_core_network_security_group.ledger-group.id}'] },
      lifecycle: { prevent_destroy: true },
    });
    expect(blockAt(output.stacks[FRANKFURT], 'oci_vault_secret.ledger-password')).toMatchObject({
      enable_auto_generation: true,
      secret_generation_context: { generation_type: 'PASSPHRASE', generation_template: 'DBAAS_DEFAULT_PASSWORD', passphrase_length: 24 },
      lifecycle: { prevent_destroy: true },
    });
    expect(JSON.stringify(output.stacks)).not.toMatch(/"admin_password":|"secret_content":/);
  });

  test('what follows is made where the sites meet, from the OCID of the other one, in the group of its own site', () => {
    // It takes no session: nobody is let in.
    expect(typesIn(output, PARIS)).toEqual(OPEN.slice(0, 1));
    const member = blockAt(output.stacks[LINKS], DATABASE);
    expect(member).toMatchObject({
      ...{ provider: 'oci.eu-paris-1', source: 'CROSS_REGION_DATAGUARD', display_name: 'billing-ledger-eu-paris-1' },
      source_id: '${data.oci_database_autonomous_databases.ledger-source.autonomous_databases[0].id}',
      subnet_id: '${lookup(data.oci_core_network_security_groups.ledger-group.network_security_groups[0].freeform_tags, "subnet", "")}',
      lifecycle: { prevent_destroy: true },
    });
    expect(member?.['db_name']).toBe(blockAt(output.stacks[FRANKFURT], DATABASE)?.['db_name']);
    expect(member).not.toHaveProperty('compute_count');
    expect(blockAt(output.stacks[PARIS], 'oci_core_network_security_group.ledger-group')).toMatchObject({
      display_name: 'billing-ledger-eu-paris-1',
      freeform_tags: { subnet: '${oci_core_subnet.net-private.id}' },
    });
  });

  test('what a move decides is ignored on both sides; what follows leaves its size to what has the role', () => {
    for (const stack of [FRANKFURT, LINKS])
      expect(ignored(output, stack)).toEqual(
        expect.arrayContaining(['source', 'source_id', 'switchover_to_remote_peer_id', 'state', 'open_mode']),
      );
    expect(ignored(output, FRANKFURT)).not.toContain('compute_count');
    expect(ignored(output, LINKS)).toContain('compute_count');
  });

  test('who is let in: the network of the site and whoever is declared, to its own ports', () => {
    const { stacks } = outputAt('standing', { clients: ['10.90.0.0/24'] });
    const rules = blocksOf(stacks[FRANKFURT]).filter(({ type }) => type === OPEN[1]);
    expect(rules.map(({ body }) => body['source']).sort()).toEqual(['10.10.0.0/16', '10.10.0.0/16', '10.90.0.0/24', '10.90.0.0/24']);
    const ports = rules.map(({ body }) => (body['tcp_options'] as { destination_port_range: { min: number } }).destination_port_range.min);
    expect([...new Set(ports)].sort()).toEqual([1521, 443]);
  });

  test('its lag is told where it follows, by name, and silence is an alarm', () => {
    expect(blockAt(output.stacks[PARIS], 'oci_monitoring_alarm.ledger-behind')).toMatchObject({
      namespace: 'oci_autonomous_database',
      is_enabled: true,
    });
    const query = String(blockAt(output.stacks[PARIS], 'oci_monitoring_alarm.ledger-behind')?.['query']);
    expect(query).toMatch(/^PeerLag\[5m\]\{displayName = "billing-ledger-eu-paris-1"\}\.grouping\(\)\.max\(\) > \d+ \|\| .*absent\(3d\)$/);
  });
});

describe('what it calls itself', () => {
  const named = (story: string, stack: string): unknown => blockAt(outputAt(story).stacks[stack], DATABASE)?.['db_name'];
  const first = named('standing', FRANKFURT);

  test('is of the site where it was created, and goes with it: what follows is called as what it follows, whichever has the role', () => {
    expect(first).toMatch(/^billingledger[0-9a-z]+$/);
    expect(String(first).length).toBeLessThanOrEqual(30);
    expect([named('standing', LINKS), named(OVER, PARIS), named(`${OVER}, normal A, fenced A, standing`, FRANKFURT)]).toEqual([
      first,
      first,
      first,
    ]);
  });

  test('at a side that never stood what a failover creates has another name: that of the lost one is taken in the tenancy', () => {
    const empty = named('lost A, failover B', PARIS);
    expect(empty).toMatch(/^billingledger/);
    expect(empty).not.toBe(first);
    expect(named('lost A, failover B, started, completed', PARIS)).toBe(empty);
  });
});

describe('a move', () => {
  test('the site that took the role takes its database in by an import found in its own region, and nothing of the other one', () => {
    const { stacks } = outputAt(OVER);
    const paris = stacks[PARIS] as Record<string, unknown>;
    expect(paris['import']).toEqual([
      { to: DATABASE, id: '${data.oci_database_autonomous_databases.ledger-there.autonomous_databases[0].id}' },
    ]);
    expect(blockAt(stacks[PARIS], DATABASE)).not.toHaveProperty('secret_id');
    expect(JSON.stringify(stacks[PARIS])).not.toContain('billing-ledger-eu-frankfurt-1');
  });

  test('a fenced site lets nobody in, and its database stays what it was', () => {
    const peace = blockAt(outputAt('standing').stacks[FRANKFURT], DATABASE) ?? {};
    const { stacks } = outputAt('standing, switch B, fenced A');
    expect(blocksOf(stacks[FRANKFURT]).filter(({ type }) => type === OPEN[1])).toEqual([]);
    const { lifecycle: was, ...before } = peace;
    const { lifecycle: is, ...after } = blockAt(stacks[FRANKFURT], DATABASE) ?? {};
    expect(after).toEqual(before);
    expect([was, is]).toMatchObject([{ prevent_destroy: true }, { prevent_destroy: true }]);
  });

  test('a failover asks and calls the region that survives alone, and takes the role by force', () => {
    const steps = stepsAt(LOST, 'failover').filter(({ id }) => id.endsWith('-ledger'));
    expect(ids(steps)).toEqual(['replica-ledger', 'age-ledger', 'promote-ledger', 'promoted-ledger']);
    expect(lineOf(steps, 'promote-ledger')).toMatch(
      /oci db autonomous-database fail-over [\s\S]* eu-paris-1 \S+ billing-ledger-eu-paris-1$/,
    );
    expect(JSON.stringify(steps)).not.toContain('eu-frankfurt-1');
  });

  test('a switch stops the old side, proves it, and swaps the roles without loss', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    expect(ids(steps)).toEqual(['replica-ledger', 'lag-ledger', 'promote-ledger', 'promoted-ledger']);
    expect(lineOf(steps, 'promote-ledger')).toContain('oci db autonomous-database switchover');
    expect(lineOf(steps, 'promote-ledger')).not.toContain('fail-over');
    const fence = all('standing, switch B');
    expect(fence.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['fence-ledger-eu-frankfurt-1', 'fenced-ledger-eu-frankfurt-1', 'unfence-ledger-eu-frankfurt-1']),
    );
    expect(lineOf(fence, 'fence-ledger-eu-frankfurt-1')).toMatch(
      /autonomous-database stop [\s\S]* eu-frankfurt-1 \S+ billing-ledger-eu-frankfurt-1$/,
    );
  });

  test('the old side is started where it was stopped, given the password, and counts once it follows', () => {
    const steps = stepsAt(`${OVER}, normal A`, 'reprotect');
    expect(ids(steps)).toEqual(expect.arrayContaining(['wake-ledger', 'carry-ledger', 'standing-ledger', 'same-password-ledger']));
    expect(lineOf(steps, 'carry-ledger')).toMatch(/ billing-ledger-password$/);
  });
});

describe('what it does not take', () => {
  const warnings = (more: Partial<RelationalDatabaseProps>): string =>
    make(more)(appIn(folder()))
      .plan.findings.map(({ id, value }) => `${id} ${String(value)}`)
      .join('; ');

  test.each<[string, Partial<RelationalDatabaseProps>]>([
    ['storageGiB (got: 19)', { storageGiB: 19 }],
    ['restorableDays (got: 61)', { restorableDays: 61 }],
    ['size (got: 257 vCPUs)', { size: Size.of({ vcpus: 257, memoryGiB: 8 }) }],
    ['parameters (got: open_cursors)', { parameters: { open_cursors: '500' } }],
    ['windows (got: oci:eu-paris-1)', { windows: { 'oci:eu-paris-1': { backup: '01:15-01:45', maintenance: 'sun:02:15-sun:02:45' } } }],
  ])('%s is refused', (what, more) => {
    const { message } = refusal(() => make(more)(appIn(folder())).plan);
    expect(message).toContain('DR-VALUE-01');
    expect(message).toContain(what);
  });

  test.each<[string, Partial<RelationalDatabaseProps>]>([
    ['clerk', { username: 'clerk' }],
    ['ledger', { database: 'ledger' }],
  ])('%s is taken, and said to be of no use', (value, more) => expect(warnings(more)).toMatch(new RegExp(`DR-VALUE-\\d\\d ${value}`)));

  test('nothing of what is declared here is', () => expect(warnings({})).not.toMatch(/DR-VALUE-\d\d (?!eu-frankfurt-1 and eu-paris-1)/));

  test('that both regions are a pair is known to the console alone, and said so', () => {
    const { findings } = make({})(appIn(folder())).plan;
    expect(findings.filter(({ id }) => id === 'DR-VALUE-01')).toMatchObject([
      {
        level: 'warning',
        subject: 'Ledger region',
        value: 'eu-frankfurt-1 and eu-paris-1',
        fix: expect.stringMatching(/Add peer database[\s\S]*UNVERIFIED/),
      },
    ]);
  });

  test.each<[string, DatabaseEngine, RegExp]>([
    ['mariadb 11.8', DatabaseEngine.mariadb('11.8'), /DatabaseEngine\.mysql\('8\.4'\)/],
    ['sqlserver current', DatabaseEngine.sqlServer(), /SQL Server on Azure/],
  ])('%s is refused by name, with the reason and the nearest that can', (name, engine, why) => {
    const { message } = refusal(() => make({ engine })(appIn(folder())).plan);
    expect(message).toMatch(/DR-CELL-01/);
    expect(message).toContain(name);
    expect(message).toMatch(why);
  });

  test.each([Tier.COLD, Tier.WARM])('%s: there are no copies to be restored from', (tier) => {
    const { message } = refusal(() => make({}, tier)(appIn(folder())).plan);
    expect(message).toMatch(/take a replica/);
  });

  test('a word of Oracle is no name', () => {
    expect(refusal(() => make({ username: 'sys' })(appIn(folder()))).message).toMatch(/DR-COMP-06/);
  });
});
