import { DatabaseEngine, Size, type RelationalDatabaseProps } from '../../../lib';
import { Tier } from '../../../lib/objectives/tier';
import { NORMAL } from '../../../lib/situation/facts';
import type { Action } from '../../../lib/words/actions';
import { appIn, folder, refusal } from '../../declared';
import { blockAt, blocksOf } from '../../support/json';
import { renderWorkload, type Output } from '../../support/synth';
import { casesOf, given, overDomains } from './database';
import { FRANKFURT, PARIS } from './fixture';

const PROPS = { engine: DatabaseEngine.postgres('16'), size: Size.of({ vcpus: 4, memoryGiB: 32 }), storageGiB: 100 };
const { make, outputAt, outputFrom, stepsAt } = casesOf(PROPS, Tier.WARM);
const SYSTEM = 'oci_psql_db_system.ledger';
const SECRET = 'oci_vault_secret.ledger-password';
const [HERE, THERE] = ['billing-ledger-eu-paris-1', 'billing-ledger-eu-frankfurt-1'];
const LOST = 'standing, lost A, failover B';
const OVER = `${LOST}, started, completed`;
const ids = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => id.includes('ledger'));
const typesIn = (output: Output, stack: string): string[] =>
  [...new Set(blocksOf(output.stacks[stack]).map(({ type }) => type))].filter((type) => /psql|security_group|kms|vault/.test(type)).sort();
const ignored = (output: Output, stack: string, address = SYSTEM): readonly string[] =>
  (blockAt(output.stacks[stack], address)?.['lifecycle'] as { ignore_changes: readonly string[] }).ignore_changes;
const backups = (output: Output, stack: string): unknown =>
  (blockAt(output.stacks[stack], SYSTEM)?.['management_policy'] as { backup_policy: unknown }).backup_policy;
const VAULT = ['oci_kms_key', 'oci_kms_vault', 'oci_vault_secret'];

describe('in peace', () => {
  const output = outputAt('standing');

  test('what serves is backed up every night, and copied to the other region', () => {
    expect(typesIn(output, FRANKFURT)).toEqual([
      ...['oci_core_network_security_group', 'oci_core_network_security_group_security_rule'],
      ...['oci_kms_key', 'oci_kms_vault', 'oci_psql_db_system', 'oci_vault_secret'],
    ]);
    expect(blockAt(output.stacks[FRANKFURT], SYSTEM)).toMatchObject({
      ...{ display_name: THERE, db_version: '16', shape: 'PostgreSQL.VM.Standard.E4.Flex.2.32GB', instance_count: 1 },
      management_policy: {
        backup_policy: {
          ...{ kind: 'DAILY', backup_start: '01:00', retention_days: 7 },
          copy_policy: { regions: ['eu-paris-1'], compartment_id: 'ocid1.compartment.oc1..acme', retention_period: 35 },
        },
      },
      timeouts: { create: '12h', update: '12h' },
      lifecycle: { prevent_destroy: true },
    });
  });

  test('nothing but a vault with a password stands at the other site', () => expect(typesIn(output, PARIS)).toEqual(VAULT));

  test('its password is one that its vault made: no state has it, at either site', () => {
    expect(blockAt(output.stacks[FRANKFURT], SYSTEM)?.['credentials']).toEqual({
      username: 'continuity',
      password_details: {
        password_type: 'VAULT_SECRET',
        secret_id: `\${${SECRET}.id}`,
        secret_version: `\${tostring(${SECRET}.current_version_number)}`,
      },
    });
    for (const stack of [FRANKFURT, PARIS]) {
      expect(blockAt(output.stacks[stack], SECRET)).toMatchObject({ enable_auto_generation: true });
      expect(blockAt(output.stacks[stack], SECRET)).not.toHaveProperty('secret_content');
      // What a step carries there is no change of ours.
      expect(ignored(output, stack, SECRET)).toContain('secret_content');
    }
  });

  test('whose copies a site has is a tag that no apply takes away', () => {
    for (const stack of [FRANKFURT, PARIS])
      expect(ignored(output, stack, 'oci_kms_vault.ledger-vault')).toEqual(['freeform_tags["copied-of"]']);
  });

  test('what another DB system would be made by is ignored from the first day, the number of nodes with it: the provider refuses its change', () =>
    expect(ignored(output, FRANKFURT)).toEqual([
      'source',
      'credentials',
      'db_version',
      'instance_count',
      'storage_details',
      'system_type',
    ]));

  test('storage is of the region where that has several domains, whatever the number of nodes: it cannot be made another', () => {
    const kept = (stacks: Output['stacks'], stack: string) => blockAt(stacks[stack], SYSTEM)?.['storage_details'];
    expect(kept(output.stacks, FRANKFURT)).toEqual({ is_regionally_durable: true, system_type: 'OCI_OPTIMIZED_STORAGE' });
    expect(kept(outputAt(LOST).stacks, PARIS)).toMatchObject({
      is_regionally_durable: false,
      availability_domain: expect.stringContaining('data.oci_identity_availability_domains'),
    });
  });

  test('it says how busy it is, and that it is deleted', () => {
    expect(blockAt(output.stacks[FRANKFURT], 'oci_monitoring_alarm.ledger-busy')?.['query']).toBe(
      `CpuUtilization[15m]{resourceId = "\${${SYSTEM}.id}"}.grouping().mean() > 90 || CpuUtilization[15m]{resourceId = "\${${SYSTEM}.id}"}.grouping().absent(3d)`,
    );
    expect(blockAt(output.stacks[FRANKFURT], 'oci_events_rule.ledger-changed')?.['condition']).toContain('deletedbsystem');
  });
});

describe('a standby of copies', () => {
  test('has a copy brought, is told whose it is, and is given its password', () =>
    expect(ids(stepsAt('added Ledger', 'establish'))).toEqual([
      ...['copy-ledger', 'told-ledger', 'carry-ledger', 'standing-ledger', 'same-password-ledger'],
    ]));

  test('is told and given both again whenever it is brought up to date', () =>
    expect(ids(stepsAt('standing', 'establish'))).toEqual(['told-ledger', 'carry-ledger', 'standing-ledger', 'same-password-ledger']));

  test('how old the newest copy is, is asked in the region that survives', () => {
    const signals = make({}, Tier.WARM)(appIn(folder())).plan.signals;
    const told = Object.values(signals)
      .flat()
      .find(({ id }) => id === 'ledger-copy-age');
    expect(told).toMatchObject({ kind: 'polled', endpoint: 'eu-paris-1', watches: 'copies', above: 172_800 });
  });

  test('a backup a day is all that is copied: a shorter interval is not promised', () => {
    const { plan } = make({}, Tier.COLD)(appIn(folder()));
    expect(plan.protections.find(({ declaration }) => declaration.id === 'Ledger')?.rpo.seconds).toBe(86_400 + 1200);
  });
});

describe('a failover', () => {
  test('asks the region that survives alone, and restores the newest copy there', () => {
    const steps = stepsAt(LOST, 'failover').filter(({ id }) => id.includes('ledger'));
    expect(ids(steps)).toEqual(['copied-ledger', 'age-ledger', 'promoted-ledger']);
    expect(steps.map((one) => ('endpoint' in one ? one.endpoint : undefined)).filter(Boolean)).not.toContain('eu-frankfurt-1');
    expect(given(steps, 'copied-ledger')).toEqual(['eu-paris-1', 'ocid1.compartment.oc1..acme', HERE, THERE]);
    const output = outputAt(LOST);
    const restored = blockAt(output.stacks[PARIS], SYSTEM);
    expect(restored).not.toHaveProperty('credentials');
    const { source_type: type, backup_id: copy } = restored?.['source'] as Record<string, string>;
    expect(type).toBe('BACKUP');
    expect(copy).toContain(`regex("^${THERE} (.+)$", lookup(oci_kms_vault.ledger-vault.freeform_tags, "copied-of", ""))`);
    expect(copy).toContain('data.oci_psql_backups.ledger-copies.backup_collection[0].items');
  });

  test('of a chosen copy names that', () => {
    const output = outputFrom('ocid1.postgresqlbackup.oc1.eu-paris-1.chosen');
    expect(blockAt(output.stacks[PARIS], SYSTEM)?.['source']).toEqual({
      source_type: 'BACKUP',
      backup_id: 'ocid1.postgresqlbackup.oc1.eu-paris-1.chosen',
    });
  });

  test('that begins empty has the password of the vault of its own site', () => {
    const output = outputFrom('none');
    const begun = blockAt(output.stacks[PARIS], SYSTEM);
    expect(begun).not.toHaveProperty('source');
    expect(begun?.['credentials']).toMatchObject({ password_details: { secret_id: `\${${SECRET}.id}` } });
  });

  test('changes nothing of what it copies while the other region is out, and names no copy once it is done', () => {
    const output = outputAt(OVER);
    expect(blockAt(output.stacks[PARIS], SYSTEM)).not.toHaveProperty('source');
    expect(ignored(output, PARIS)).toContain('management_policy[0].backup_policy[0].copy_policy');
    expect(ignored(outputAt('standing, lost B'), FRANKFURT)).toContain('management_policy[0].backup_policy[0].copy_policy');
    expect(JSON.stringify(output.stacks[PARIS])).not.toMatch(/oci_psql_backups|billing-ledger-eu-frankfurt-1/);
  });
});

describe('a planned move', () => {
  const steps = stepsAt('standing, switch B', 'switch');

  test('is refused of what is stopped, fences, and makes one copy more once nothing is written', () => {
    expect(ids(steps)).toEqual([
      ...['copied-ledger', 'source-ledger', 'cut-ledger-eu-frankfurt-1', 'fenced-ledger-eu-frankfurt-1'],
      ...['same-password-ledger', 'copy-ledger', 'promoted-ledger'],
    ]);
    expect(given(steps, 'source-ledger')[0]).toBe('eu-frankfurt-1');
    expect(given(steps, 'copy-ledger').at(-2)).toBe('0');
  });

  test('what is fenced is reached by nobody, and copies nothing any more: its copies would be newer than what serves', () => {
    const output = outputAt('standing, switch B, fenced A');
    expect(typesIn(output, FRANKFURT)).not.toContain('oci_core_network_security_group_security_rule');
    expect(backups(output, FRANKFURT)).not.toHaveProperty('copy_policy');
    expect(ignored(output, FRANKFURT)).not.toContain('management_policy[0].backup_policy[0].copy_policy');
    expect(blockAt(output.stacks[FRANKFURT], SYSTEM)).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });

  test('the side that was left stands by as copies of the new one, beside its old self', () => {
    const back = `${OVER}, normal A, fenced A`;
    const output = outputAt(back);
    expect(blockAt(output.stacks[FRANKFURT], SYSTEM)).toMatchObject({ display_name: THERE, lifecycle: { prevent_destroy: true } });
    expect(backups(output, PARIS)).toMatchObject({ copy_policy: { regions: ['eu-frankfurt-1'] } });
    expect(blocksOf(output.stacks[FRANKFURT]).filter(({ type }) => type === 'oci_vault_secret')).toHaveLength(1);
    const steps = stepsAt(back, 'reprotect');
    expect(ids(steps)).toEqual(['copy-ledger-g1', 'told-ledger-g1', 'carry-ledger-g1', 'standing-ledger-g1', 'same-password-ledger-g1']);
    expect(given(steps, 'told-ledger-g1').at(-1)).toBe(HERE);
  });
});

test('data that was overwritten is restored beside itself, from a backup that is found by what stands in its own region', () => {
  const { stacks } = outputAt('standing, restore, begun');
  const source = blockAt(stacks[FRANKFURT], `${SYSTEM}-g1`)?.['source'] as { backup_id: string };
  expect(source.backup_id).toContain('data.oci_psql_db_systems.ledger-g1-source.db_system_collection[0].items');
  expect(source.backup_id).not.toContain('copied-of');
});

describe('over availability domains', () => {
  test('two nodes, over storage that each of them has', () =>
    expect(blockAt(renderWorkload(overDomains(PROPS), NORMAL).stacks[FRANKFURT], SYSTEM)).toMatchObject({
      instance_count: 2,
      storage_details: { is_regionally_durable: true },
    }));

  test('what serves in one domain has one node', () =>
    expect(blockAt(outputAt('standing').stacks[FRANKFURT], SYSTEM)).toMatchObject({ instance_count: 1 }));
});

describe('what it does not take', () => {
  test.each([Tier.HOT, Tier.VITAL])('%s: nothing follows it in the other region, and what can be had is said', (tier) =>
    expect(refusal(() => make({}, tier)(appIn(folder())).plan).message).toMatch(/DR-CELL-01[\s\S]*warm standby[\s\S]*provider 7\.29/),
  );

  test('a tier that asks for several availability domains is no fix where a region has one', () => {
    expect(refusal(() => make({}, Tier.HOT)(appIn(folder())).plan).message).not.toContain('Tier.HA');
    expect(refusal(() => overDomains(PROPS, Tier.HOT).plan).message).toContain('tier: Tier.HA for Ledger alone');
  });

  test.each<[string, Partial<RelationalDatabaseProps>]>([
    ['engine (got: postgres 9)', { engine: DatabaseEngine.postgres('9') }],
    ['restorableDays (got: 36)', { restorableDays: 36 }],
    ['windows (got: oci:eu-paris-1)', { windows: { 'oci:eu-paris-1': { backup: '01:15-01:45', maintenance: 'sun:02:15-sun:02:45' } } }],
  ])('%s is refused', (what, more) => {
    const { message } = refusal(() => make(more)(appIn(folder())).plan);
    expect(message).toContain('DR-VALUE-01');
    expect(message).toContain(what);
  });

  test('a size beyond the largest shape', () =>
    expect(refusal(() => outputAt('standing', Tier.WARM, { size: Size.of({ vcpus: 130, memoryGiB: 8 }) })).message).toMatch(/DR-SIZE-01/));

  test('settings that are declared are a configuration of each site, made ahead of the one before it', () => {
    const { stacks } = outputAt(LOST, Tier.WARM, { parameters: { work_mem: '8192' } });
    expect(blockAt(stacks[PARIS], 'oci_psql_configuration.ledger-settings')).toMatchObject({
      db_configuration_overrides: { items: [{ config_key: 'work_mem', overriden_config_value: '8192' }] },
      lifecycle: { create_before_destroy: true },
    });
    expect(blockAt(stacks[PARIS], SYSTEM)?.['config_id']).toBe('${oci_psql_configuration.ledger-settings.id}');
  });
});
