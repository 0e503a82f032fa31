import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster/index.js';
import type { App } from 'cdktf';
import { DatabaseEngine, Network, RelationalDatabase, Size, type RelationalDatabaseProps } from '../../../lib';
import { aws } from '../../../lib/clouds/aws/aws';
import { globalLackedAt, keepLost, letGoOf, restartCluster, switchRole, takeRole, type Taking } from '../../../lib/clouds/aws/cli-aurora';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { isUnseen } from '../../../lib/words/doctor';
import type { Workload } from '../../../lib/workload';
import { appIn, dublin, folder, PATIENT, refusal, topology, workload } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { answering, type Rule } from '../answering';
import { FRANKFURT, PARIS } from './fixture';

const DECLARED: RelationalDatabaseProps = {
  engine: DatabaseEngine.postgresCluster('16.8'),
  size: Size.of({ vcpus: 2, memoryGiB: 8 }),
  storageGiB: 100,
};
const make =
  (over: Partial<RelationalDatabaseProps> = {}, tier = Tier.HOT) =>
  (app: App): Workload => {
    const billing = workload(app, 'billing', { tier, objectives: PATIENT, topology: topology({ successors: [dublin()] }) });
    new Network(billing, 'Net');
    new RelationalDatabase(billing, 'Ledger', { ...DECLARED, ...over });
    return billing;
  };

const known = new Map<string, Output>();
/** What is synthesized behind a story, once. */
function outputAt(story: string, over: Partial<RelationalDatabaseProps> = {}, tier = Tier.HOT): Output {
  const key = JSON.stringify([story, over, tier]);
  const situation = afterStory(story, make(over, tier)(appIn(folder())).sides);
  const output = known.get(key) ?? renderWorkload(make(over, tier)(appIn(folder(), situation)), situation);
  known.set(key, output);
  return output;
}

const SITE = { [PARIS]: 'billing-eu-west-3', [FRANKFURT]: 'billing-eu-central-1' } as const;
type Key = keyof typeof SITE;
const at = (output: Output, site: Key): StackJson | undefined => output.stacks[SITE[site]];
const CLUSTER = 'aws_rds_cluster.ledger';
const GLOBAL = 'aws_rds_global_cluster.ledger-global';
const OUT = 'standing, lost A, failover B, started, completed';
const FENCED = `${OUT}, normal A`;
const BACK = `${FENCED}, fenced A`;
const of = (site: Key, story: string, address = CLUSTER) => blockAt(at(outputAt(story), site), address);
const typesAt = (output: Output, site: Key): string[] => blocksOf(at(output, site)).map(({ type }) => type);

const WHO_FOLLOWS_WHOM = ['replication_source_identifier', 'global_cluster_identifier', 'source_region'];

describe('in peace', () => {
  test('the one that serves first is made with a user, and begins what both are members of', () => {
    const cluster = of(PARIS, 'standing');
    expect(cluster).toMatchObject({
      engine: 'aurora-postgresql',
      engine_version: '16.8',
      database_name: 'main',
      master_username: 'continuity',
      storage_encrypted: true,
      backup_retention_period: 7,
      deletion_protection: true,
      lifecycle: { prevent_destroy: true, ignore_changes: expect.arrayContaining(WHO_FOLLOWS_WHOM) },
    });
    for (const argument of [...WHO_FOLLOWS_WHOM, 'master_password', 'manage_master_user_password'])
      expect(cluster).not.toHaveProperty(argument);
    expect(cluster?.['master_password_wo']).toMatch(/^\$\{ephemeral\.aws_secretsmanager_secret_version\./);
    expect(of(PARIS, 'standing', GLOBAL)).toMatchObject({
      global_cluster_identifier: 'billing-ledger-eu-west-3',
      source_db_cluster_identifier: '${aws_rds_cluster.ledger.arn}',
      // An instance that writes has to be there before another region is added.
      depends_on: ['aws_rds_cluster_instance.ledger-1'],
      lifecycle: { prevent_destroy: true, ignore_changes: expect.arrayContaining(['source_db_cluster_identifier', 'database_name']) },
    });
  });

  test('the other one joins it, by a text, with a key of its own and no user, password or database', () => {
    const cluster = of(FRANKFURT, 'standing');
    expect(cluster).toMatchObject({
      global_cluster_identifier: 'billing-ledger-eu-west-3',
      source_region: 'eu-west-3',
      engine_version: '16.8',
      storage_encrypted: true,
      kms_key_id: '${aws_kms_key.key.arn}',
      skip_final_snapshot: true,
      lifecycle: { ignore_changes: expect.arrayContaining(WHO_FOLLOWS_WHOM) },
    });
    for (const argument of [
      'master_username',
      'master_password_wo',
      'database_name',
      'replication_source_identifier',
      'snapshot_identifier',
    ])
      expect(cluster).not.toHaveProperty(argument);
    expect(typesAt(outputAt('standing'), FRANKFURT)).not.toContain('aws_rds_global_cluster');
  });

  test('each has an instance that is large enough for it, upgraded by nobody; applications find the writer of their own site', () => {
    for (const site of [PARIS, FRANKFURT] as const) {
      expect(of(site, 'standing', 'aws_rds_cluster_instance.ledger-1')).toMatchObject({
        identifier: `${of(site, 'standing')?.['cluster_identifier']}-1`,
        instance_class: 'db.r6g.large',
        auto_minor_version_upgrade: false,
        publicly_accessible: false,
        performance_insights_enabled: true,
      });
      expect(of(site, 'standing', 'aws_ssm_parameter.ledger-host')).toMatchObject({ value: '${aws_rds_cluster.ledger.endpoint}' });
      expect(of(site, 'standing', 'aws_rds_cluster_parameter_group.ledger-parameters')).toMatchObject({
        family: 'aurora-postgresql16',
        parameter: [{ name: 'rds.force_ssl', value: '1' }],
      });
    }
  });

  test('its lag is told where it follows, in milliseconds, by the region that it follows; what the service says of it, at both', () => {
    const alarm = (id: string) => of(FRANKFURT, 'standing', `aws_cloudwatch_metric_alarm.ledger-${id}`);
    const dimensions = { DBClusterIdentifier: 'billing-ledger-eu-central-1', SourceRegion: 'eu-west-3' };
    // An RPO of three days: half of it.
    const bound = { dimensions, threshold: 129_600_000 };
    expect(alarm('lag')).toMatchObject({ ...bound, metric_name: 'AuroraGlobalDBReplicationLag', treat_missing_data: 'breaching' });
    expect(alarm('lost')).toMatchObject({ ...bound, metric_name: 'AuroraGlobalDBRPOLag', treat_missing_data: 'notBreaching' });
    for (const site of [PARIS, FRANKFURT] as const)
      expect(of(site, 'standing', 'aws_cloudwatch_event_rule.ledger-happens')?.['event_pattern']).toContain('global-failover');
  });
});

test('vital: two instances at both sites, each in a zone of its own', () => {
  const output = outputAt('standing', {}, Tier.VITAL);
  for (const site of [PARIS, FRANKFURT] as const)
    for (const number of [1, 2])
      expect(blockAt(at(output, site), `aws_rds_cluster_instance.ledger-${number}`)).toMatchObject({
        availability_zone: `\${data.aws_subnet.ledger-zone-${number}.availability_zone}`,
        promotion_tier: number,
        lifecycle: { ignore_changes: expect.arrayContaining(['availability_zone']) },
      });
});

test('MySQL is called as its service calls it, in a group of its series', () => {
  const mysql = (version: string) => at(outputAt('standing', { engine: DatabaseEngine.mysqlCluster(version) }), PARIS);
  expect(blockAt(mysql('3.10.1'), CLUSTER)).toMatchObject({
    engine: 'aurora-mysql',
    engine_version: '8.0.mysql_aurora.3.10.1',
    enabled_cloudwatch_logs_exports: ['error', 'slowquery'],
  });
  const group = blockAt(mysql('8.4.7'), 'aws_rds_cluster_parameter_group.ledger-parameters');
  expect(blockAt(mysql('8.4.7'), CLUSTER)).toMatchObject({ engine_version: '8.4.mysql_aurora.8.4.7' });
  expect(group).toMatchObject({ family: 'aurora-mysql8.4', name: 'billing-ledger-eu-west-3-aurora-mysql8-4' });
});

describe('a move', () => {
  test('of the role changes nothing of the one that takes it but who follows, in the one region that is there', () => {
    const [before, after] = [of(FRANKFURT, 'standing, lost A'), of(FRANKFURT, 'standing, lost A, failover B')];
    const ends = {
      apply_immediately: 0,
      final_snapshot_identifier: 0,
      skip_final_snapshot: 0,
      global_cluster_identifier: 0,
      source_region: 0,
      engine_version: 0,
    };
    expect({ ...after, ...ends }).toEqual({ ...before, ...ends });
    expect(JSON.stringify(after)).not.toContain('eu-west-3');
    expect(Object.keys(outputAt('standing, lost A, failover B').stacks)).not.toContain('billing-eu-west-3');
  });

  test('closes the old side, whose cluster stays where it is, and so does what both are members of', () => {
    const fenced = of(PARIS, FENCED);
    expect(JSON.stringify(fenced?.['vpc_security_group_ids'])).toContain('ledger-closed');
    expect(of(PARIS, FENCED, GLOBAL)).toEqual(of(PARIS, 'standing', GLOBAL));
    expect(of(PARIS, FENCED, 'aws_security_group.ledger-closed')).toMatchObject({ ingress: [], egress: [] });
  });

  test('ends with the old side standing by in its first generation: made anew it would join, never begin empty', () => {
    const back = of(PARIS, BACK);
    expect(back).toMatchObject({ global_cluster_identifier: 'billing-ledger-eu-west-3', source_region: 'eu-central-1' });
    for (const argument of ['master_username', 'master_password_wo', 'database_name']) expect(back).not.toHaveProperty(argument);
    expect(back?.['lifecycle']).toMatchObject({
      ignore_changes: expect.arrayContaining([...WHO_FOLLOWS_WHOM, 'master_password_wo_version']),
    });
    expect(blocksOf(at(outputAt(BACK), PARIS)).filter(({ type }) => type === 'aws_rds_cluster')).toHaveLength(1);
  });

  test('and a site in the place of one that is gone joins what the lost one began', () => {
    const replaced = outputAt(`${OUT}, gone A by C`);
    const stacks = Object.entries(replaced.stacks).filter(([name]) => !/links|eu-central-1|base/.test(name));
    const joined = stacks.map(([, stack]) => blockAt(stack, CLUSTER)).find((found) => found !== undefined);
    expect(joined).toMatchObject({ global_cluster_identifier: 'billing-ledger-eu-west-3', source_region: 'eu-central-1' });
    expect(stacks.flatMap(([, stack]) => blocksOf(stack).map(({ type }) => type))).not.toContain('aws_rds_global_cluster');
  });
});

describe.each([Tier.WARM, Tier.HA])('copies alone at %s', (tier) => {
  test('nothing stands at the standby, and nothing joins the sites', () => {
    const output = outputAt('standing', {}, tier);
    expect(typesAt(output, FRANKFURT)).not.toContain('aws_rds_cluster');
    expect(typesAt(output, PARIS)).not.toContain('aws_rds_global_cluster');
    expect(JSON.stringify(blockAt(at(output, PARIS), 'aws_backup_selection.ledger-copies'))).toContain('aws_rds_cluster.ledger');
  });

  test('on the day it is made from the newest one', () => {
    const restored = blockAt(at(outputAt('standing, lost A, failover B', {}, tier), FRANKFURT), CLUSTER);
    expect(restored?.['snapshot_identifier']).toMatch(/^\$\{data\.aws_db_cluster_snapshot\.ledger-latest-copy\./);
    expect(restored).not.toHaveProperty('global_cluster_identifier');
    expect(restored).not.toHaveProperty('master_password_wo');
  });
});

/** The step of a sheet. */
function step(story: string, transition: string, id: string): Action {
  const situation = afterStory(story, make()(appIn(folder())).sides);
  const sheet = sheetsOf(make()(appIn(folder(), situation)), situation).find((one) => one.transition === transition);
  const found = sheet?.waves.flatMap(({ actions }) => actions).find((one) => one.id === id);
  if (!found)
    throw new Error(`no ${id} in ${transition}: ${sheet?.waves.flatMap(({ actions }) => actions.map((one) => one.id)).join(' ')}`);
  return found;
}
const words = (action: Action): string => JSON.stringify(action);

describe('the steps', () => {
  test('of a forced move ask the surviving region alone', () => {
    const promote = words(step('standing, lost A, failover B', 'failover', 'promote-ledger'));
    expect(promote).toContain('--allow-data-loss');
    expect(promote).toContain('arn:aws:rds:eu-central-1:111122223333:cluster:billing-ledger-eu-central-1');
    expect(promote).toContain('"endpoint":"eu-central-1"');
  });

  test('of a planned one end every session, prove that there is none, and wait for what is on its way', () => {
    const planned = words(step('standing', 'switch', 'promote-ledger'));
    expect(planned).toContain('switchover-global-cluster');
    expect(planned).not.toContain('--allow-data-loss');
    for (const id of ['cut-ledger-eu-west-3', 'fenced-ledger-eu-west-3', 'fenced-empty-ledger-eu-west-3', 'version-ledger'])
      expect(step('standing', 'switch', id)).toBeDefined();
  });

  test('of the way back keep what was lost, and wait until the old side follows', () => {
    expect(words(step(BACK, 'reprotect', 'keep-ledger'))).toContain('copy-db-cluster-snapshot');
    expect(words(step(BACK, 'reprotect', 'let-go-ledger'))).toContain('remove-from-global-cluster');
    expect(step(BACK, 'reprotect', 'standing-ledger')).toMatchObject({ do: 'check' });
  });
});

describe('what was overwritten', () => {
  test('is copied back from a cluster beside the one that serves, by hand: no step makes it anew where roles are moved', () => {
    const putBack = step('standing', 'restore', 'put-back-ledger');
    expect(putBack).toMatchObject({ do: 'manual', bestEffort: true });
    for (const said of ['restore-db-cluster-to-point-in-time', 'create-db-instance', 'in no global database', 'UNVERIFIED'])
      expect(words(putBack)).toContain(said);
  });

  test('is made anew from a copy where copies are all that stands by', () => {
    const { plan } = make({}, Tier.WARM)(appIn(folder()));
    const [ledger] = plan.protections.filter(({ declaration }) => declaration.id === 'Ledger');
    expect([ledger?.remade, ledger?.putBack]).toEqual([true, undefined]);
  });
});

const run = (rules: readonly Rule[], line: readonly string[]) => answering('aws', rules, line);
const TAKING: Taking = { region: 'eu-central-1', name: 'ledger-b', arn: 'arn:b', global: 'ledger' };
const called = (calls: readonly string[], what: string): string[] => calls.filter((one) => one.includes(what));

describe('taking the role', () => {
  test('asks for nothing where it has it already', () => {
    const { status, calls } = run([['describe-db-clusters', 'available None']], takeRole(TAKING));
    expect([status, called(calls, 'failover-global-cluster')]).toEqual([0, []]);
  });

  test.each([
    ['planned', switchRole, 'switchover-global-cluster --region eu-central-1', 'arn:b false'],
    ['forced', takeRole, 'failover-global-cluster --region eu-central-1', 'arn:b true'],
  ] as const)('%s: where it is under way it is not asked for again', (_, line, call, under) => {
    const ends = (moves: string) => {
      // Ends with an error at the first call, so that nothing is waited for.
      const rules: Rule[] = [
        ['describe-db-clusters', 'available arn:a'],
        ['describe-global-clusters', moves],
        ['global-cluster', '', 7],
      ];
      const ended = answering('aws', rules, ['timeout', '1', ...line(TAKING)]);
      return [ended.status, called(ended.calls, call).length];
    };
    expect(ends('None')).toEqual([7, 1]);
    expect(ends(under)).toEqual([124, 0]);
  });
});

test.each([
  ['planned', switchRole],
  ['forced', takeRole],
] as const)('a %s move that the service cancelled is said, and not waited for', (_, line) => {
  const rules: Rule[] = [
    ['describe-db-clusters', 'available arn:a'],
    ['describe-global-clusters', 'None'],
    ['global-cluster', 'switching-over'],
    ['sleep', ''],
  ];
  const { status, error, calls } = answering('aws', rules, line(TAKING), ['sleep']);
  expect([status, error]).toEqual([1, 'it is available arn:a, and no move of the role to it is under way any more']);
  // The service may take a while until it says that one began: five minutes.
  expect(called(calls, 'sleep 15')).toHaveLength(19);
});

test('every instance of a cluster restarts, and each is waited for', () => {
  const rules: Rule[] = [
    ['describe-db-clusters', 'ledger-1\tledger-2'],
    ['reboot-db-instance', 'rebooting'],
    ['wait db-instance-available', ''],
  ];
  const { status, calls } = run(rules, restartCluster('eu-west-3', 'ledger'));
  expect(status).toBe(0);
  expect(called(calls, 'reboot-db-instance').map((one) => /--db-instance-identifier (\S+)/.exec(one)?.[1])).toEqual([
    'ledger-1',
    'ledger-2',
  ]);
});

describe('what the service kept of a lost storage', () => {
  const kept = (found: string, has: string) => {
    const rules: Rule[] = [
      ['--snapshot-type automated', found],
      ['--snapshot-type manual', has],
      ['copy-db-cluster-snapshot', '{}'],
      ['wait db-cluster-snapshot-available', ''],
    ];
    return run(rules, keepLost('eu-west-3', 'ledger'));
  };
  const one = 'rds:unplanned-global-failover-ledger-2026-12-01';

  test('is copied under a name that it always has, and once', () => {
    const { status, said, calls } = kept(one, '0');
    expect([status, said]).toEqual([0, expect.stringMatching(/^rds:unplanned-\S+ is kept as unplanned-failover-\d+$/)]);
    expect(called(calls, 'copy-db-cluster-snapshot')).toHaveLength(1);
    expect(called(kept(one, '1').calls, 'copy-db-cluster-snapshot')).toEqual([]);
  });

  test('is nothing behind a planned move', () => {
    expect(kept('', '0')).toMatchObject({ status: 0, said: '' });
  });
});

test('another member of its region is let go, one of another region and itself are not, and never the one that has the role', () => {
  const own = 'arn:aws:rds:eu-central-1:1:cluster:b';
  const go = (members: string) =>
    run(
      [
        ['describe-global-clusters', members],
        ['remove-from-global-cluster', 'available'],
      ],
      letGoOf('eu-central-1', 'ledger', own),
    );
  const left = go(`arn:aws:rds:eu-west-3:1:cluster:a\tTrue\n${own}\tFalse\narn:aws:rds:eu-central-1:1:cluster:old\tFalse`);
  expect(called(left.calls, 'remove-from-global-cluster').map((call) => /--db-cluster-identifier (\S+)/.exec(call)?.[1])).toEqual([
    'arn:aws:rds:eu-central-1:1:cluster:old',
  ]);
  const writer = go('arn:aws:rds:eu-central-1:1:cluster:old\tTrue');
  expect([writer.status, called(writer.calls, 'remove-from-global-cluster')]).toEqual([1, []]);
  expect(go('None').status).toBe(0);
});

test('what was lacked at the loss is of milliseconds, rounded up to seconds', () => {
  const lacked = (answer: string) =>
    run([['AuroraGlobalDBReplicationLag', answer]], globalLackedAt('eu-central-1', 'ledger-b', 'eu-west-3'));
  const { said, calls } = lacked('2026-12-01T10:00:00+00:00\t1800.0');
  expect(said).toBe('2');
  expect(calls[0]).toContain('Name=SourceRegion,Value=eu-west-3');
  expect(lacked('None').status).not.toBe(0);
});

test('ahead of the day it is asked whether both are of one version, and whether AWS Backup copies what is Aurora', () => {
  const { plan } = make()(appIn(folder(), afterStory('standing', make()(appIn(folder())).sides)));
  const ids = (plan.doctor[PARIS] ?? []).flatMap((item) => (isUnseen(item) ? [] : item.steps.map(({ id }) => id)));
  expect(ids).toEqual(expect.arrayContaining(['serves-ledger', 'version-ledger', 'opt-in-aurora-ledger', 'offered-ledger']));
});

describe('what is refused', () => {
  test.each<[string, Partial<RelationalDatabaseProps>, string]>([
    [
      'a version of which there is no global database',
      { engine: DatabaseEngine.postgresCluster('17.2') },
      "DatabaseEngine.postgresCluster('16.8')",
    ],
    ['one of MySQL', { engine: DatabaseEngine.mysqlCluster('3.2.0') }, '3.4, 8.4'],
    [
      'a log that keeps what follows, which is of instances',
      { parameters: { max_slot_wal_keep_size: '1024' } },
      'leave max_slot_wal_keep_size out',
    ],
    ['a bound that stops commits behind a failover', { parameters: { 'rds.global_db_rpo': '30' } }, 'leave rds.global_db_rpo out'],
    [
      'logs of statements',
      { engine: DatabaseEngine.mysqlCluster('3.10.1'), parameters: { binlog_format: 'ROW' } },
      'by its storage, not by its log',
    ],
    ['a name that it keeps for itself', { username: 'rdsadmin' }, "username: 'continuity'"],
    ['more than it holds', { storageGiB: 200_000 }, '1 to 131072 GiB'],
    ['longer than backups are kept', { restorableDays: 40 }, '1 to 35 days'],
  ])('%s', (_, over, says) => {
    expect(refusal((app) => void make(over)(app).plan).message).toContain(says);
  });

  test.each([
    ['a major version of RDS for a cluster', () => DatabaseEngine.postgresCluster('16'), "DatabaseEngine.postgresCluster('16.8')"],
    ['a version of a cluster for RDS', () => DatabaseEngine.postgres('16.8'), "DatabaseEngine.postgres('16')"],
    ['a series for a cluster', () => DatabaseEngine.mysqlCluster('8.4'), "DatabaseEngine.mysqlCluster('3.10.1')"],
    ['nothing', () => DatabaseEngine.postgresCluster(undefined as unknown as string), 'nothing'],
  ])('%s', (_, declare, says) => {
    expect(declare).toThrow(expect.objectContaining({ id: 'DR-DB-01', message: expect.stringContaining(says) }));
  });

  test('a version with no global database is taken where copies are all there is', () => {
    expect(
      make(
        { engine: DatabaseEngine.postgresCluster('17.2') },
        Tier.COLD,
      )(appIn(folder())).plan.findings.filter(({ level }) => level === 'error'),
    ).toEqual([]);
  });

  test.each<[string, (cluster: RdsCluster) => void, string]>([
    ['a password that RDS manages', (cluster) => void (cluster.manageMasterUserPassword = true), 'no password that RDS manages'],
    ['a class of RDS for its members', (cluster) => void (cluster.dbClusterInstanceClass = 'db.t4g.medium'), 'made for much memory'],
    ['a cluster that is turned back', (cluster) => void (cluster.backtrackWindow = 60), 'cannot be backtracked'],
    ['writes past the fence', (cluster) => void (cluster.enableGlobalWriteForwarding = true), 'past the fence'],
  ])('%s', (_, change, says) => {
    const { message } = refusal((app) => {
      const ledger = make()(app).node.findChild('Ledger') as RelationalDatabase;
      aws.customize<RdsCluster>(ledger, ({ instance }) => change(instance));
    });
    expect(message).toContain(says);
  });

  test('no size makes a class that a global database does not take', () => {
    const small = outputAt('standing', { size: Size.of({ vcpus: 1, memoryGiB: 1 }) });
    expect(blockAt(at(small, PARIS), 'aws_rds_cluster_instance.ledger-1')).toMatchObject({ instance_class: 'db.r6g.large' });
    expect(refusal((app) => void make({ size: Size.of({ vcpus: 96, memoryGiB: 768 }) })(app)).message).toContain('DR-SIZE-01');
  });

  test('nothing that is synthesized in peace reaches another region by an argument that nobody knows', () => {
    const app = appIn(folder());
    const ledger = make()(app).node.findChild('Ledger') as RelationalDatabase;
    aws.customize<RdsCluster>(ledger, ({ instance }) => void (instance.copyTagsToSnapshot = false));
    expect(() => app.synth()).not.toThrow();
  });

  test('one that exists: why, and what to do', () => {
    const message = refusal((app) => {
      const billing = workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT });
      new Network(billing, 'Net');
      RelationalDatabase.fromExisting(billing, 'Ledger', { [PARIS]: { id: 'ledger', secret: 'ledger/db', guards: ['sg-1'] } }, DECLARED);
    }).message;
    expect(message).toMatch(/DR-ADOPT-01[\s\S]*restore a snapshot of it/);
  });
});
