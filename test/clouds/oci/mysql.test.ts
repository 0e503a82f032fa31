import { DatabaseEngine, Size, type RelationalDatabaseProps } from '../../../lib';
import { oci } from '../../../lib/clouds/oci/oci';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { NORMAL } from '../../../lib/situation/facts';
import { appIn, folder, refusal } from '../../declared';
import { blockAt, blocksOf } from '../../support/json';
import { renderWorkload, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { casesOf, given, overDomains } from './database';
import { FRANKFURT, PARIS } from './fixture';

const PROPS = { engine: DatabaseEngine.mysql('8.4'), size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100 };
const { make, outputAt, stepsAt, stepsFrom } = casesOf(PROPS, Tier.HOT);
const begunEmpty = (tier: Tier, transition: string): readonly Action[] => stepsFrom('none', transition, tier);
/** Of the taker, in their order. */
const ordered = (steps: readonly Action[]): string[] =>
  steps.map(({ id }) => id).filter((id) => /^(apply-billing-eu-paris-1(-shut)?|promoted-ledger|password-ledger)$/.test(id));
const ids = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => /ledger|^apply-|^record-/.test(id));
const typesIn = (output: Output, stack: string): string[] =>
  [...new Set(blocksOf(output.stacks[stack]).map(({ type }) => type))]
    .filter((type) => /mysql|security_group|vault_secret/.test(type))
    .sort();

const SYSTEM = 'oci_mysql_mysql_db_system.ledger';
const [HERE, THERE] = ['billing-ledger-eu-paris-1', 'billing-ledger-eu-frankfurt-1'];
const OPEN = ['oci_core_network_security_group', 'oci_core_network_security_group_security_rule'];
const ALL = [...OPEN, 'oci_mysql_mysql_configuration', 'oci_mysql_mysql_db_system', 'oci_vault_secret'];
const LOST = 'standing, lost A, failover B';
const OVER = `${LOST}, started, completed`;
const rulesIn = (output: Output, stack: string): unknown[] =>
  blocksOf(output.stacks[stack])
    .filter(({ type, body }) => type === OPEN[1] && body['direction'] === 'INGRESS')
    .map(({ body }) => body['source']);
const ignored = (output: Output, stack: string, address = SYSTEM): readonly string[] =>
  (blockAt(output.stacks[stack], address)?.['lifecycle'] as { ignore_changes: readonly string[] }).ignore_changes;

describe('at hot, in peace', () => {
  const output = outputAt('standing');
  const [serving, standing] = [blockAt(output.stacks[FRANKFURT], SYSTEM), blockAt(output.stacks[PARIS], SYSTEM)];

  test('what serves takes writes, and its backups go to the other region', () => {
    expect(typesIn(output, FRANKFURT)).toEqual(ALL);
    expect(serving).toMatchObject({
      ...{
        display_name: THERE,
        shape_name: 'MySQL.2',
        database_mode: 'READ_WRITE',
        data_storage_size_in_gb: 100,
        is_highly_available: false,
      },
      availability_domain: '${data.oci_identity_availability_domains.ledger-domains.availability_domains[0].name}',
      backup_policy: {
        ...{ is_enabled: true, retention_in_days: 7, pitr_policy: { is_enabled: true } },
        copy_policies: [{ copy_to_region: 'eu-paris-1', backup_copy_retention_in_days: 35 }],
      },
      deletion_policy: [{ is_delete_protected: true, final_backup: 'REQUIRE_FINAL_BACKUP' }],
      lifecycle: { prevent_destroy: true },
    });
    expect(serving).not.toHaveProperty('source');
  });

  test('what follows is made of the newest copy in its own region, read-only; it has user, version and size from that', () => {
    expect(typesIn(output, PARIS)).toEqual(ALL);
    expect(standing).toMatchObject({ display_name: HERE, database_mode: 'READ_ONLY', source: { source_type: 'BACKUP' } });
    expect(String((standing?.['source'] as { backup_id: string }).backup_id)).toContain(
      `data.oci_mysql_mysql_backups.ledger-copies.backups : join(" ", [one.time_created, one.id]) if try(one.db_system_snapshot_summary[0].display_name, "") == "${THERE}"`,
    );
    for (const argument of ['admin_username', 'admin_password', 'mysql_version', 'data_storage_size_in_gb'])
      expect(standing).not.toHaveProperty(argument);
    expect(standing?.['backup_policy']).not.toHaveProperty('copy_policies');
  });

  test('no password that opens anything stands in a state, and no stack makes the channel', () => {
    expect(serving?.['admin_password']).toBe('Aa1-${substr(uuid(), 0, 28)}');
    expect(JSON.stringify(output.stacks)).not.toMatch(/oci_mysql_channel|oci_secrets_secretbundle|"secret_content":/);
  });

  test('what is said once is ignored on both sides, from the first day; the mode is not', () => {
    for (const stack of [FRANKFURT, PARIS]) {
      expect(ignored(output, stack)).toEqual(expect.arrayContaining(['source', 'admin_password', 'mysql_version', 'availability_domain']));
      expect(ignored(output, stack)).not.toContain('database_mode');
    }
  });

  test('logs outlast the hours in which a copy is made, carried and restored: the own value of the service is one hour', () => {
    for (const stack of [FRANKFURT, PARIS])
      expect(blockAt(output.stacks[stack], 'oci_mysql_mysql_configuration.ledger-settings')).toMatchObject({
        variables: { binlog_expire_logs_seconds: 259_200 },
        lifecycle: { create_before_destroy: true },
      });
  });

  test('users are let in where it serves alone, and the other network wherever that fetches', () => {
    expect(rulesIn(output, FRANKFURT).sort()).toEqual(['10.10.0.0/16', '10.20.0.0/16']);
    expect(rulesIn(output, PARIS)).toEqual(['10.10.0.0/16']);
  });

  test('either may be what fetches: it is let out to the other network, to its port, and nowhere else', () => {
    const out = (stack: string): unknown[] =>
      blocksOf(output.stacks[stack])
        .filter(({ type, body }) => type === OPEN[1] && body['direction'] === 'EGRESS')
        .map(({ body }) => [body['destination'], body['protocol'], body['tcp_options']]);
    const ports = { destination_port_range: { min: 3306, max: 3306 } };
    expect(out(FRANKFURT)).toEqual([['10.20.0.0/16', '6', ports]]);
    expect(out(PARIS)).toEqual([['10.10.0.0/16', '6', ports]]);
    // What stands by as copies is called by nobody, and calls nobody.
    const copies = outputAt('standing', Tier.WARM);
    expect(JSON.stringify(blocksOf(copies.stacks[FRANKFURT]).filter(({ type }) => type === OPEN[1]))).not.toContain('EGRESS');
  });

  test('its vault has a password from its first apply on, which stands in no state: whoever boots beside it finds one', () => {
    for (const stack of [FRANKFURT, PARIS]) {
      const secret = blockAt(output.stacks[stack], 'oci_vault_secret.ledger-password');
      expect(secret).toMatchObject({ enable_auto_generation: true, vault_id: '${oci_kms_vault.ledger-vault.id}' });
      expect(secret).not.toHaveProperty('secret_content');
    }
  });

  test('its lag is told where it follows, of the DB system that stands there', () => {
    expect(String(blockAt(output.stacks[PARIS], 'oci_monitoring_alarm.ledger-behind')?.['query'])).toMatch(
      /^ChannelLag\[5m\]\{resourceID = "\$\{oci_mysql_mysql_db_system\.ledger\.id\}"\}\.grouping\(\)\.max\(\) > \d+ \|\| .*absent\(3d\)$/,
    );
    expect(blockAt(output.stacks[PARIS], 'oci_monitoring_alarm.ledger-broken')?.['query']).toContain('ChannelFailure');
  });
});

describe('a standby is made', () => {
  const steps = stepsAt('added Ledger', 'establish');

  test('of a copy that is brought ahead of its site, and follows once the networks are joined', () => {
    expect(ids(steps).filter((id) => !/base$|traffic/.test(id))).toEqual([
      ...[`apply-${FRANKFURT}`, 'password-ledger', 'copy-ledger', `apply-${PARIS}`, 'apply-billing-links'],
      ...['carry-ledger', 'channel-ledger', 'standing-ledger', 'same-password-ledger', 'record-standing'],
    ]);
  });

  test('one that stood by already is given its channel again, and its password, and nothing else', () =>
    expect(ids(stepsAt('standing', 'establish')).filter((id) => id.includes('ledger'))).toEqual([
      ...['carry-ledger', 'channel-ledger', 'standing-ledger', 'same-password-ledger'],
    ]));

  test('the copy is of the last day, or a new one', () =>
    expect(given(steps, 'copy-ledger').filter((one) => !one.startsWith('ocid1'))).toEqual([
      ...['step', 'eu-paris-1', HERE, 'eu-frankfurt-1', THERE, '86400', '35'].slice(1),
    ]));

  test('passwords go by files: no line has one as an argument', () => {
    for (const id of ['password-ledger', 'channel-ledger']) {
      expect(runOf(steps, id)[2]).toContain('--from-json "file://$dir/password.json"');
      expect(runOf(steps, id)[2]).not.toMatch(/--(source|admin)-password/);
    }
  });
});

describe('a move', () => {
  test('a failover asks and calls the region that survives alone: what was received is applied ahead of the end of the channel', () => {
    const steps = stepsAt(LOST, 'failover').filter(({ id }) => id.includes('ledger'));
    expect(ids(steps)).toEqual(['replica-ledger', 'age-ledger', 'applied-ledger', 'promote-ledger', 'promoted-ledger']);
    expect(JSON.stringify(steps)).not.toContain('eu-frankfurt-1');
    expect(steps.find(({ id }) => id === 'promote-ledger')).toMatchObject({ pointOfNoReturn: true });
    // One whose channel is gone has what it received, and nobody can give it another one then.
    const check = steps.find(({ id }) => id === 'replica-ledger');
    expect(check?.do === 'check' ? 'ACTIVE READ_ONLY channel=none' : '').toMatch(
      new RegExp(check?.do === 'check' ? check.how.matches : '^$'),
    );
  });

  test('the site that took the role names no copy and nothing of the other one, and changes its mode in place', () => {
    const { stacks } = outputAt(OVER);
    const took = blockAt(stacks[PARIS], SYSTEM);
    expect(took).toMatchObject({ display_name: HERE, database_mode: 'READ_WRITE' });
    expect(took).not.toHaveProperty('source');
    expect(took?.['backup_policy']).not.toHaveProperty('copy_policies');
    expect(JSON.stringify(stacks[PARIS])).not.toMatch(/oci_mysql_mysql_backups|billing-ledger-eu-frankfurt-1/);
  });

  test('a fenced site refuses writes, and lets in what still fetches', () => {
    const output = outputAt('standing, switch B, fenced A');
    expect(blockAt(output.stacks[FRANKFURT], SYSTEM)).toMatchObject({ database_mode: 'READ_ONLY', lifecycle: { prevent_destroy: true } });
    expect(rulesIn(output, FRANKFURT)).toEqual(['10.20.0.0/16']);
    // Left out it stays (provider 7.29: computed), and so does an empty list of blocks.
    expect(blockAt(output.stacks[FRANKFURT], SYSTEM)?.['backup_policy']).not.toHaveProperty('copy_policies');
  });

  test.each([Tier.HOT, Tier.WARM])(
    'what the role left is copied no more, by a step of the reprotect, since no apply ends that (%s)',
    (tier) => {
      const steps = stepsAt(`${OVER}, normal A, fenced A`, 'reprotect', tier);
      expect(given(steps, 'uncopied-ledger')).toEqual(['eu-frankfurt-1', 'ocid1.compartment.oc1..acme', THERE]);
      const order = steps.map(({ id }) => id);
      expect(order.indexOf('uncopied-ledger')).toBeLessThan(order.indexOf(`apply-${FRANKFURT}`));
    },
  );

  test('a switch proves by the ids of transactions that nothing is lacked', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    expect(ids(steps)).toEqual(expect.arrayContaining(['written-ledger', 'lag-ledger', 'applied-ledger', 'promote-ledger']));
    expect(given(steps, 'written-ledger')[0]).toBe('eu-frankfurt-1');
    expect(given(steps, 'lag-ledger').slice(2)).toEqual([HERE, '{find:written-ledger}']);
    const check = steps.find(({ id }) => id === 'replica-ledger');
    expect(check?.do === 'check' ? check.how.matches : '').toBe('ACTIVE READ_ONLY channel=ACTIVE');
  });

  test('the other side comes back beside its old self, which stays read-only, and follows the new one', () => {
    const back = `${OVER}, normal A, fenced A`;
    const output = outputAt(back);
    expect(blockAt(output.stacks[FRANKFURT], SYSTEM)).toMatchObject({ database_mode: 'READ_ONLY' });
    expect(blockAt(output.stacks[FRANKFURT], `${SYSTEM}-g1`)).toMatchObject({
      display_name: `${THERE}-g1`,
      database_mode: 'READ_ONLY',
      source: { source_type: 'BACKUP' },
    });
    expect(JSON.stringify(blockAt(output.stacks[FRANKFURT], `${SYSTEM}-g1`))).toContain(`== \\"${HERE}\\"`);
    // The password outlives the generations.
    expect(blocksOf(output.stacks[FRANKFURT]).filter(({ type }) => type === 'oci_kms_vault')).toHaveLength(2);
    expect(ids(stepsAt(back, 'reprotect')).filter((id) => id.includes('ledger'))).toEqual([
      'uncopied-ledger',
      ...['password-ledger-g1', 'copy-ledger-g1', 'carry-ledger-g1', 'channel-ledger-g1', 'standing-ledger-g1', 'same-password-ledger-g1'],
    ]);
  });
});

describe('by copies', () => {
  test.each([Tier.COLD, Tier.WARM])('%s: nothing but the vault, with a password, stands at the other site', (tier) => {
    const output = outputAt('standing', tier);
    expect(typesIn(output, PARIS)).toEqual(['oci_vault_secret']);
    expect(blockAt(output.stacks[PARIS], 'oci_kms_vault.ledger-vault')).toBeDefined();
    expect(blockAt(output.stacks[FRANKFURT], SYSTEM)).toMatchObject({
      is_highly_available: false,
      backup_policy: { copy_policies: [{ copy_to_region: 'eu-paris-1' }] },
    });
  });

  test('in a region of three domains, three instances', () => {
    expect(blockAt(renderWorkload(overDomains(PROPS), NORMAL).stacks[FRANKFURT], SYSTEM)).toMatchObject({ is_highly_available: true });
  });

  test('a failover restores the newest copy that is in its own region', () => {
    const output = outputAt(LOST, Tier.WARM);
    expect(blockAt(output.stacks[PARIS], SYSTEM)).toMatchObject({ database_mode: 'READ_WRITE', source: { source_type: 'BACKUP' } });
    const steps = stepsAt(LOST, 'failover', Tier.WARM);
    expect(ids(steps)).toEqual(expect.arrayContaining(['copied-ledger', 'age-ledger', 'promoted-ledger']));
    expect(given(steps, 'copied-ledger')).toEqual(['eu-paris-1', 'ocid1.compartment.oc1..acme', THERE]);
  });

  test('what is begun empty is given the password of its vault ahead of users', () => {
    const tier = Tier.WARM;
    const steps = ordered(begunEmpty(tier, 'failover'));
    expect(steps).toEqual(['apply-billing-eu-paris-1-shut', 'promoted-ledger', 'password-ledger', 'apply-billing-eu-paris-1']);
    expect(given(begunEmpty(tier, 'failover'), 'password-ledger').slice(0, 3)).toEqual(['eu-paris-1', 'ocid1.compartment.oc1..acme', HERE]);
    // Every other move lets users in by the apply that takes the role.
    expect(stepsAt(LOST, 'failover', tier).map(({ id }) => id)).not.toContain('apply-billing-eu-paris-1-shut');
  });

  test('a planned move makes one more, once nothing is written', () => {
    const steps = stepsAt('standing, switch B', 'switch', Tier.WARM);
    expect(ids(steps)).toEqual(expect.arrayContaining(['same-password-ledger', 'copy-ledger']));
    expect(given(steps, 'copy-ledger').at(-2)).toBe('0');
  });

  test('a backup a day is all that the service copies: a shorter interval is not promised', () => {
    const { plan } = make({}, Tier.COLD)(appIn(folder()));
    expect(plan.protections.find(({ declaration }) => declaration.id === 'Ledger')?.rpo.seconds).toBe(86_400 + 1200);
  });
});

describe('what it does not take', () => {
  test.each<[string, Partial<RelationalDatabaseProps>]>([
    ['engine (got: mysql 9.1)', { engine: DatabaseEngine.mysql('9.1') }],
    ['storageGiB (got: 49)', { storageGiB: 49 }],
    ['restorableDays (got: 36)', { restorableDays: 36 }],
    ['username (got: ociadmin)', { username: 'ociadmin' }],
    ['parameters (got: binlog_expire_logs_seconds)', { parameters: { binlog_expire_logs_seconds: '60' } }],
    ['parameters (got: gtid_mode)', { parameters: { gtid_mode: 'OFF' } }],
    ['windows (got: oci:eu-paris-1)', { windows: { 'oci:eu-paris-1': { backup: '01:15-01:45', maintenance: 'sun:02:15-sun:02:45' } } }],
  ])('%s is refused', (what, more) => {
    const { message } = refusal(() => make(more)(appIn(folder())).plan);
    expect(message).toContain('DR-VALUE-01');
    expect(message).toContain(what);
  });

  test('a size beyond the largest shape', () =>
    expect(refusal(() => outputAt('standing', Tier.HOT, { size: Size.of({ vcpus: 300, memoryGiB: 8 }) })).message).toMatch(/DR-SIZE-01/));

  test('a database of another name is taken, and said not to be made', () =>
    expect(make({ database: 'ledger' })(appIn(folder())).plan.findings.map(({ value }) => value)).toContain('ledger'));

  test('what follows without a way between the networks is refused; copies need none', () => {
    const { message } = refusal(() => make({}, Tier.HOT, false)(appIn(folder())).plan);
    expect(message).toMatch(/DR-NET-07[\s\S]*peered: true/);
    expect(() => make({}, Tier.WARM, false)(appIn(folder())).plan).not.toThrow();
  });

  test('settings that are declared are the same at both sites', () => {
    const { stacks } = outputAt('standing', Tier.HOT, { parameters: { max_connections: '500' } });
    for (const stack of [FRANKFURT, PARIS])
      expect(blockAt(stacks[stack], 'oci_mysql_mysql_configuration.ledger-settings')).toMatchObject({
        variables: { max_connections: '500' },
      });
  });

  test('each engine has one service', () => {
    for (const engine of [DatabaseEngine.mysql('8.4'), DatabaseEngine.oracle(), DatabaseEngine.postgres('16')])
      expect(
        [oci.cells['relational-database'] ?? []]
          .flat()
          .filter(({ takes }) => takes?.({ ...make()(appIn(folder())).plan.protections[1]?.declaration, engine } as never)),
      ).toHaveLength(1);
  });
});
