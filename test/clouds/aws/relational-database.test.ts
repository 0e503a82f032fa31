import { DatabaseEngine } from '../../../lib/components/database-engine';
import { Tier } from '../../../lib/objectives/tier';
import { relationalDatabase } from '../../../lib/clouds/aws/relational-database/cell';
import type { DatabasePlacement } from '../../../lib/clouds/aws/relational-database/names';
import { growsTo } from '../../../lib/clouds/aws/relational-database/storage';
import { longestOf, timeoutsOf } from '../../../lib/clouds/aws/relational-database/times';
import { windowsAt } from '../../../lib/clouds/aws/relational-database/windows';
import { copiesAt, cronOf } from '../../../lib/clouds/aws/schedule';
import { database, network, PATIENT, workload } from '../../declared';
import { synthesize } from '../synthesized';
import { addresses, ACCOUNT, block, DATABASE, FRANKFURT, outputAt, PARIS, typesOf } from './fixture';

const SITE = { [PARIS]: 'billing-eu-west-3', [FRANKFURT]: 'billing-eu-central-1' } as Readonly<Record<string, string>>;
const at = (step: string, tier: 'hot' | 'warm' = 'hot') => outputAt(step, DATABASE, tier).stacks;
const instance = (step: string, site: string, generation = '', tier: 'hot' | 'warm' = 'hot') =>
  block(at(step, tier)[SITE[site]!], `aws_db_instance.ledger${generation}`);
const guards = (body: { vpc_security_group_ids?: unknown }) => JSON.stringify(body.vpc_security_group_ids);

test('hot: Paris is created, Frankfurt follows it, by a computed ARN', () => {
  expect(instance('normal', PARIS)).toMatchObject({
    identifier: 'billing-ledger-eu-west-3',
    engine: 'postgres',
    engine_version: '16',
    allocated_storage: 100,
  });
  const standby = instance('normal', FRANKFURT);
  expect(standby['replicate_source_db']).toBe(`arn:aws:rds:eu-west-3:${ACCOUNT}:db:billing-ledger-eu-west-3`);
  for (const own of ['engine', 'username', 'db_name', 'allocated_storage', 'password_wo']) expect(standby).not.toHaveProperty(own);
});

const copied = (step: string, site: string) => addresses(at(step)[SITE[site]!], 'aws_backup_selection');

test('promoted: the same address, without its source, and nothing else changed but what it serves, and how it would end', () => {
  const ends = { apply_immediately: 0, final_snapshot_identifier: 0, skip_final_snapshot: 0 };
  const standby = instance('lost', FRANKFURT);
  const promoted = instance('failing over', FRANKFURT);
  expect({ ...promoted, ...ends, replicate_source_db: standby['replicate_source_db'] }).toEqual({ ...standby, ...ends });
  expect(promoted).not.toHaveProperty('replicate_source_db');
  expect(copied('lost', FRANKFURT)).toEqual(['aws_backup_selection.copies-selection']);
  expect(copied('failing over', FRANKFURT)).toEqual(['aws_backup_selection.copies-selection', 'aws_backup_selection.ledger-copies']);
});

test('fenced: a security group that admits nobody; the data stays', () => {
  const fenced = instance('fenced', PARIS);
  expect(guards(fenced)).toContain('ledger-closed');
  expect(guards(instance('normal', PARIS))).toContain('ledger-open');
});

test('the closed group says that it admits nobody: a rule that is added by hand is taken away', () => {
  const closed = block(at('normal')[SITE[PARIS]!], 'aws_security_group.ledger-closed');
  expect([closed['ingress'], closed['egress']]).toEqual([[], []]);
});

test('closed: takes writes and is copied as while it serves', () => {
  expect(instance('closed', PARIS)).toEqual(instance('normal', PARIS));
  expect(copied('closed', PARIS)).toContain('aws_backup_selection.ledger-copies');
  expect(guards(instance('closed', PARIS))).toContain('ledger-open');
});

test('reprotected: the old one is kept, fenced, beside a new generation that follows Frankfurt', () => {
  const stack = at('reprotected')[SITE[PARIS]!];
  expect(addresses(stack, 'aws_db_instance')).toEqual(['aws_db_instance.ledger', 'aws_db_instance.ledger-g1']);
  expect(guards(block(stack, 'aws_db_instance.ledger'))).toContain('ledger-closed');
  expect(block(stack, 'aws_db_instance.ledger-g1')).toMatchObject({
    identifier: 'billing-ledger-eu-west-3-g1',
    replicate_source_db: `arn:aws:rds:eu-central-1:${ACCOUNT}:db:billing-ledger-eu-central-1`,
  });
});

test('every generation: encrypted with the key of its site, private, kept', () => {
  for (const step of ['normal', 'failed over', 'fenced', 'reprotected']) {
    for (const id of Object.values(SITE)) {
      const stack = at(step)[id];
      for (const address of addresses(stack, 'aws_db_instance')) {
        expect(block(stack, address)).toMatchObject({
          storage_encrypted: true,
          kms_key_id: '${aws_kms_key.key.arn}',
          publicly_accessible: false,
          deletion_protection: true,
          lifecycle: {
            prevent_destroy: true,
            ignore_changes: expect.arrayContaining(['snapshot_identifier', 'username']) as unknown,
          },
        });
      }
    }
  }
});

describe('what is destroyed', () => {
  const ofLast = (body: Record<string, unknown>) => [body['skip_final_snapshot'], body['final_snapshot_identifier']];

  test('leaves a last snapshot, but for a replica: the service refuses to make one of it', () => {
    expect(ofLast(instance('normal', PARIS))).toEqual([false, 'billing-ledger-eu-west-3-final']);
    expect(ofLast(instance('normal', FRANKFURT))).toEqual([true, undefined]);
    expect(ofLast(instance('failing over', FRANKFURT))).toEqual([false, 'billing-ledger-eu-central-1-final']);
  });

  test('in an environment that may be destroyed, leaves nothing that takes its name', () => {
    const { stacks } = outputAt('normal', DATABASE, 'hot', { destroyable: true });
    const gone = block(stacks[SITE[PARIS]!], 'aws_db_instance.ledger');
    expect(ofLast(gone)).toEqual([true, undefined]);
    expect(gone).toMatchObject({ deletion_protection: false, apply_immediately: true });
    expect(block(stacks[SITE[PARIS]!], 'aws_secretsmanager_secret.ledger-password')).toMatchObject({ recovery_window_in_days: 0 });
    expect(block(at('normal')[SITE[PARIS]!], 'aws_secretsmanager_secret.ledger-password')).toMatchObject({ recovery_window_in_days: 30 });
  });
});

test('what is made, restored or promoted is waited for as long as its size needs', () => {
  for (const [step, site] of [
    ['normal', PARIS],
    ['normal', FRANKFURT],
    ['failing over', FRANKFURT],
  ] as const)
    expect(instance(step, site)['timeouts']).toEqual({ create: '12h', update: '6h', delete: '3h' });
  expect(timeoutsOf(65_536)).toEqual({ create: '657h', update: '329h', delete: '165h' });
  expect(longestOf(65_536)).toBeLessThan(30 * 86_400);
});

test('while its standby is out, a person reads how much the source keeps for a replica', () => {
  const declaration = { gib: 100, engine: DatabaseEngine.postgres('16') } as DatabasePlacement['declaration'];
  expect(relationalDatabase.facts.keepsFor?.(declaration)).toMatch(
    /: 25600 MB at the most, .*delete the replica, where its region answers/,
  );
});

test('where a replica follows, no side is upgraded by itself: a replica is upgraded first, and each has a window of its own', () => {
  for (const step of ['normal', 'lost', 'failing over', 'reprotected'])
    for (const site of [PARIS, FRANKFURT]) {
      const all = Object.entries(at(step)[SITE[site]!]?.resource?.['aws_db_instance'] ?? {});
      expect(all.map(([, body]) => (body as Record<string, unknown>)['auto_minor_version_upgrade'])).toEqual(all.map(() => false));
    }
  for (const site of [PARIS, FRANKFURT]) expect(instance('normal', site)).toMatchObject({ auto_minor_version_upgrade: false });
  const copied = block(outputAt('normal', DATABASE, 'cold').stacks[SITE[PARIS]!], 'aws_db_instance.ledger');
  expect(copied).not.toHaveProperty('auto_minor_version_upgrade');
});

test('storage grows by itself, and a replica that does not answer fills a quarter of it at most', () => {
  for (const site of [PARIS, FRANKFURT]) {
    expect(instance('normal', site)).toMatchObject({ max_allocated_storage: 200 });
    expect(block(at('normal')[SITE[site]!], 'aws_db_parameter_group.ledger-parameters')['parameter']).toContainEqual({
      name: 'max_slot_wal_keep_size',
      value: '25600',
    });
  }
  expect([growsTo(20), growsTo(40_000), growsTo(65_536)]).toEqual([40, 65_536, undefined]);
});

test('parameters are of one major version, under its name: the next group is made beside them', () => {
  expect(block(at('normal')[SITE[FRANKFURT]!], 'aws_db_parameter_group.ledger-parameters')).toMatchObject({
    name: 'billing-ledger-eu-central-1-pg16',
    family: 'postgres16',
    lifecycle: { create_before_destroy: true },
  });
  expect(instance('normal', PARIS)).toMatchObject({ engine_version: '16', allow_major_version_upgrade: true });
});

test('what needs a restart waits for the window while users are served, and for nothing else', () => {
  const immediately = (step: string, site: string) => instance(step, site)['apply_immediately'];
  expect([immediately('normal', PARIS), immediately('normal', FRANKFURT), immediately('fenced', PARIS)]).toEqual([false, true, true]);
});

test('backups and maintenance are at night, apart at both sites, and apart from the copies', () => {
  const windows = (site: string) => {
    const { backup_window, maintenance_window } = instance('normal', site);
    return [backup_window, maintenance_window];
  };
  expect(windows(FRANKFURT)).toEqual(['01:15-01:45', 'sun:02:15-sun:02:45']);
  expect(windows(PARIS)).toEqual(['03:15-03:45', 'sun:00:15-sun:00:45']);
});

test.each([
  ['eu-west-3', 'eu-central-1', 12 * 3600],
  ['us-west-2', 'us-east-1', 24 * 3600],
  ['ap-southeast-2', 'ap-northeast-1', 2 * 3600],
  ['eu-west-3', 'eu-central-1', 3600],
])('%s and %s: each has its two hours, whoever is asked first, and no copy starts in them (every %d s)', (here, there, every) => {
  const all = [windowsAt(here, there, every), windowsAt(there, here, every)].flatMap(({ backup, maintenance }) => [
    backup,
    maintenance.slice('sun:'.length),
  ]);
  const hours = all.map((window) => Number(window.slice(0, 2)));
  expect(new Set(hours).size).toBe(4);
  if (every > 3600) expect(hours.filter((hour) => copiesAt(hour, every))).toEqual([]);
});

test('copies start at the hours that their schedule says', () => {
  const hours = (every: number) => Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => copiesAt(hour, every));
  expect([cronOf(12 * 3600), hours(12 * 3600)]).toEqual(['cron(0 0/12 * * ? *)', [0, 12]]);
  expect([cronOf(86_400), hours(86_400)]).toEqual(['cron(0 5 * * ? *)', [5]]);
  expect([cronOf(60), hours(60)]).toEqual(['cron(0 0/1 * * ? *)', Array.from({ length: 24 }, (_, hour) => hour)]);
});

test('windows and the days of any moment are those that are declared', () => {
  const own = { backup: '22:00-22:30', maintenance: 'sat:23:00-sun:01:00' };
  const stacks = synthesize((app) => {
    const w = workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT });
    network(w);
    database(w, { windows: { [PARIS]: own }, restorableDays: 14 });
  });
  expect(stacks[SITE[PARIS]!]?.resource['aws_db_instance']?.['ledger']).toMatchObject({
    backup_window: own.backup,
    maintenance_window: own.maintenance,
    backup_retention_period: 14,
  });
  expect(stacks[SITE[FRANKFURT]!]?.resource['aws_db_instance']?.['ledger']).toMatchObject({
    backup_window: '01:15-01:45',
    backup_retention_period: 14,
  });
});

test('an instance tells its logs, its load and its machine, by a role of the base', () => {
  for (const site of [PARIS, FRANKFURT]) {
    const base = at('normal')[`${SITE[site]}-base`];
    const role = block(base, 'aws_iam_role.ledger-monitoring');
    expect(instance('normal', site)).toMatchObject({
      enabled_cloudwatch_logs_exports: ['postgresql', 'upgrade'],
      performance_insights_enabled: true,
      performance_insights_kms_key_id: '${aws_kms_key.key.arn}',
      monitoring_interval: 60,
      monitoring_role_arn: `arn:aws:iam::${ACCOUNT}:role/${String(role['name'])}`,
      iam_database_authentication_enabled: true,
    });
    expect(JSON.parse(String(role['assume_role_policy']))).toMatchObject({
      Statement: [
        { Principal: { Service: 'monitoring.rds.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } },
      ],
    });
    expect(block(base, 'aws_iam_role_policy_attachment.ledger-monitoring-policy')['policy_arn']).toBe(
      'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole',
    );
  }
});

test('the password stands in no argument that a state keeps', () => {
  const stack = at('normal')[SITE[PARIS]!];
  expect(instance('normal', PARIS)).toMatchObject({ password_wo_version: 1, password_wo: expect.stringContaining('ephemeral.') as string });
  expect(block(stack, 'aws_secretsmanager_secret_version.ledger-password-first')).not.toHaveProperty('secret_string');
  expect(JSON.stringify(at('normal')[SITE[FRANKFURT]!])).not.toContain('password_wo');
});

test('warm: only what is free stands at the standby, and the restore asks for the latest copy once', () => {
  expect(typesOf(at('normal', 'warm')[SITE[FRANKFURT]!])).not.toContain('db_instance');
  expect(typesOf(at('normal', 'warm')[SITE[FRANKFURT]!])).not.toContain('cloudwatch_metric_alarm');
  expect(typesOf(at('normal', 'warm')[SITE[FRANKFURT]!])).toContain('db_subnet_group');
  expect(instance('failing over', FRANKFURT, '', 'warm')['snapshot_identifier']).toMatch(
    /^\$\{data\.aws_db_snapshot\.ledger-latest-copy\./,
  );
  expect(instance('failed over', FRANKFURT, '', 'warm')).not.toHaveProperty('snapshot_identifier');
  const found = block(at('failing over', 'warm')[SITE[FRANKFURT]!], 'aws_db_snapshot.ledger-latest-copy', 'data');
  expect(found['lifecycle']).toMatchObject({ postcondition: [{ condition: '${self.status == "available"}' }] });
});

test('the lag is watched where the replica lives, and silence is an alarm', () => {
  const alarm = block(at('normal')[SITE[FRANKFURT]!], 'aws_cloudwatch_metric_alarm.ledger-lag');
  expect(alarm).toMatchObject({
    alarm_name: 'billing-ledger-eu-central-1-lag',
    metric_name: 'ReplicaLag',
    dimensions: { DBInstanceIdentifier: 'billing-ledger-eu-central-1' },
    threshold: 1.5 * 86_400,
    treat_missing_data: 'breaching',
    actions_enabled: true,
  });
  expect(addresses(at('normal')[SITE[PARIS]!], 'aws_cloudwatch_metric_alarm')).not.toContain('aws_cloudwatch_metric_alarm.ledger-lag');
  expect(block(at('lost')[SITE[FRANKFURT]!], 'aws_cloudwatch_metric_alarm.ledger-lag')).toMatchObject({ actions_enabled: false });
});

test('applications find it under a name that does not change with the generation', () => {
  const host = (step: string) => block(at(step)[SITE[PARIS]!], 'aws_ssm_parameter.ledger-host');
  expect(host('normal')).toMatchObject({ name: '/billing-eu-west-3/ledger/host', value: '${aws_db_instance.ledger.address}' });
  expect(host('reprotected')).toMatchObject({ name: '/billing-eu-west-3/ledger/host', value: '${aws_db_instance.ledger-g1.address}' });
});

describe('zones', () => {
  const spread = (step: string, site: string, tier: 'hot' | 'ha' | 'vital', generation = '', zonal?: boolean) =>
    block(outputAt(step, DATABASE, tier, zonal === undefined ? {} : { zonal }).stacks[SITE[site]!], `aws_db_instance.ledger${generation}`)[
      'multi_az'
    ];

  test('hot: one zone, unless the workload says more: then the primary site alone, whoever serves', () => {
    expect([spread('normal', PARIS, 'hot'), spread('normal', FRANKFURT, 'hot')]).toEqual([false, false]);
    expect([spread('normal', PARIS, 'hot', '', true), spread('normal', FRANKFURT, 'hot', '', true)]).toEqual([true, false]);
    expect([spread('reprotected', PARIS, 'hot', '-g1', true), spread('reprotected', FRANKFURT, 'hot', '', true)]).toEqual([true, false]);
  });

  test('ha: the one that serves, and the one that is restored on the day; nothing stands beside it in peace', () => {
    expect(spread('normal', PARIS, 'ha')).toBe(true);
    expect(addresses(outputAt('normal', DATABASE, 'ha').stacks[SITE[FRANKFURT]!], 'aws_db_instance')).toEqual([]);
    expect(spread('failed over', FRANKFURT, 'ha')).toBe(true);
  });

  test('vital: both sites, and promoted without a change of it; of the same class at both', () => {
    for (const step of ['normal', 'failed over']) expect(spread(step, FRANKFURT, 'vital')).toBe(true);
    const classes = [PARIS, FRANKFURT].map(
      (site) => block(outputAt('normal', DATABASE, 'vital').stacks[SITE[site]!], 'aws_db_instance.ledger')['instance_class'],
    );
    expect(new Set(classes).size).toBe(1);
  });

  test('ahead of the day it is asked whether there is a second instance, wherever one is to be', () => {
    const asked = (tier: 'hot' | 'ha' | 'vital') =>
      outputAt('normal', DATABASE, tier)
        .manifest.workloads[0]!.doctor!.places.filter(({ questions }) =>
          questions.some(({ steps }) => steps.some(({ id }) => id === 'zones-ledger')),
        )
        .map(({ key }) => key)
        .sort();
    expect([asked('hot'), asked('ha'), asked('vital')]).toEqual([[], [PARIS], [FRANKFURT, PARIS]]);
  });
});
