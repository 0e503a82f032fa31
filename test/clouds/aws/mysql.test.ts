import type { App } from 'cdktf';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseEngine, Network, RelationalDatabase, Size, type RelationalDatabaseProps } from '../../../lib';
import { caughtUpSince, keptBehind, lackedAt } from '../../../lib/clouds/aws/cli-database';
import { opensBy } from '../../../lib/clouds/aws/cli-login';
import { relationalDatabase } from '../../../lib/clouds/aws/relational-database/cell';
import type { RelationalDatabaseDeclaration } from '../../../lib/components/relational-database';
import { Tier } from '../../../lib/objectives/tier';
import { isUnseen } from '../../../lib/words/doctor';
import type { Action } from '../../../lib/words/actions';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, PATIENT, refusal, workload } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { answering, type Rule } from '../answering';
import { FRANKFURT, PARIS } from './fixture';

const DECLARED: RelationalDatabaseProps = {
  engine: DatabaseEngine.mysql('8.4'),
  size: Size.of({ vcpus: 2, memoryGiB: 8 }),
  storageGiB: 100,
};
const make =
  (over: Partial<RelationalDatabaseProps> = {}, tier = Tier.HOT) =>
  (app: App): Workload => {
    const billing = workload(app, 'billing', { tier, objectives: PATIENT });
    new Network(billing, 'Net');
    new RelationalDatabase(billing, 'Ledger', { ...DECLARED, ...over });
    return billing;
  };

function outputAt(story: string, over: Partial<RelationalDatabaseProps> = {}, tier = Tier.HOT): Output {
  const situation = afterStory(story, make(over, tier)(appIn(folder())).sides);
  return renderWorkload(make(over, tier)(appIn(folder(), situation)), situation);
}

const SITE = { [PARIS]: 'billing-eu-west-3', [FRANKFURT]: 'billing-eu-central-1' } as const;
const INSTANCE = 'aws_db_instance.ledger';
const MOVED = 'standing, lost A, failover B, started, completed';
const at = (output: Output, site: keyof typeof SITE): StackJson | undefined => output.stacks[SITE[site]];
const groupOf = (output: Output, site: keyof typeof SITE) => blockAt(at(output, site), 'aws_db_parameter_group.ledger-parameters');
const aws = (rules: readonly Rule[], run: readonly string[]) => answering('aws', rules, run);
const declared = (over: Partial<RelationalDatabaseProps> = {}) =>
  ({ gib: 100, ...DECLARED, ...over }) as unknown as RelationalDatabaseDeclaration;

const MARIADB = { engine: DatabaseEngine.mariadb('11.4') };

describe.each([
  ['MySQL', {}, { engine: 'mysql', version: '8.4', family: 'mysql8.4', group: 'mysql8-4' }],
  ['MariaDB', MARIADB, { engine: 'mariadb', version: '11.4', family: 'mariadb11.4', group: 'mariadb11-4' }],
] as const)('%s', (_, over, { engine, version, family, group }) => {
  const output = outputAt('standing', over);

  test('an instance that is made, and one of the other region that follows it by its ARN', () => {
    expect(blockAt(at(output, PARIS), INSTANCE)).toMatchObject({
      engine,
      engine_version: version,
      db_name: 'main',
      username: 'continuity',
    });
    const replica = blockAt(at(output, FRANKFURT), INSTANCE);
    expect(replica).toMatchObject({ replicate_source_db: 'arn:aws:rds:eu-west-3:111122223333:db:billing-ledger-eu-west-3' });
    expect(replica).not.toHaveProperty('engine');
    for (const site of [PARIS, FRANKFURT] as const)
      expect(blockAt(at(output, site), INSTANCE)).toMatchObject({
        // What is promoted is a source at once: binary logs are written where backups are kept.
        backup_retention_period: 7,
        auto_minor_version_upgrade: false,
        enabled_cloudwatch_logs_exports: ['error', 'slowquery'],
        iam_database_authentication_enabled: true,
        performance_insights_enabled: true,
        lifecycle: { prevent_destroy: true },
      });
  });

  test('both are set alike, in a group of their version: TLS alone, rows in the log, and slow statements in a file', () => {
    for (const site of [PARIS, FRANKFURT] as const)
      expect(groupOf(output, site)).toMatchObject({
        name: `billing-ledger-${site.slice('aws:'.length)}-${group}`,
        family,
        parameter: [
          { name: 'require_secure_transport', value: '1' },
          { name: 'binlog_format', value: 'ROW' },
          { name: 'log_output', value: 'FILE' },
          { name: 'slow_query_log', value: '1' },
        ],
      });
  });

  test('its port is let in, and nobody at all behind the fence', () => {
    const fenced = outputAt(`${MOVED}, normal A`, over);
    expect(JSON.stringify(blockAt(at(output, PARIS), 'aws_security_group.ledger-open'))).toContain('3306');
    expect(blockAt(at(fenced, PARIS), 'aws_security_group.ledger-closed')).toMatchObject({ ingress: [], egress: [] });
    expect(JSON.stringify(blockAt(at(fenced, PARIS), INSTANCE)?.['vpc_security_group_ids'])).toContain('ledger-closed');
  });

  test('a move takes the source away, and nothing else; behind it a new one follows', () => {
    const ends = { apply_immediately: 0, final_snapshot_identifier: 0, skip_final_snapshot: 0, replicate_source_db: 0 };
    const lost = blockAt(at(outputAt('standing, lost A', over), FRANKFURT), INSTANCE);
    const moving = blockAt(at(outputAt('standing, lost A, failover B', over), FRANKFURT), INSTANCE);
    expect({ ...moving, ...ends }).toEqual({ ...lost, ...ends });
    expect(moving).not.toHaveProperty('replicate_source_db');
    const back = outputAt(`${MOVED}, normal A, fenced A`, over);
    expect(blockAt(at(back, PARIS), `${INSTANCE}-g1`)).toMatchObject({
      replicate_source_db: 'arn:aws:rds:eu-central-1:111122223333:db:billing-ledger-eu-central-1',
    });
  });

  test('a lag of -1 is an alarm of its own at the standby, and binary logs that pile up are one at the source', () => {
    const alarm = (site: keyof typeof SITE, id: string) => blockAt(at(output, site), `aws_cloudwatch_metric_alarm.ledger-${id}`);
    expect(alarm(FRANKFURT, 'broken')).toMatchObject({
      metric_name: 'ReplicaLag',
      statistic: 'Minimum',
      comparison_operator: 'LessThanThreshold',
      threshold: 0,
      treat_missing_data: 'breaching',
    });
    expect(alarm(FRANKFURT, 'lag')).toMatchObject({ metric_name: 'ReplicaLag', comparison_operator: 'GreaterThanThreshold' });
    expect(alarm(PARIS, 'kept')).toMatchObject({ metric_name: 'BinLogDiskUsage', threshold: 12_800 * 2 ** 20 });
  });
});

test('a class of which nothing is told of its load asks for none', () => {
  const small = outputAt('standing', { size: Size.of({ vcpus: 2, memoryGiB: 2 }) });
  const instance = blockAt(at(small, PARIS), INSTANCE);
  expect(instance).toMatchObject({ instance_class: 'db.t4g.small', monitoring_interval: 60 });
  expect(Object.keys(instance ?? {}).filter((key) => key.startsWith('performance_insights'))).toEqual([]);
});

test('more of its settings, the time zone among them, are those of both sites', () => {
  const own = outputAt('standing', { parameters: { time_zone: 'Europe/Paris' } });
  for (const site of [PARIS, FRANKFURT] as const)
    expect(groupOf(own, site)?.['parameter']).toContainEqual({
      name: 'time_zone',
      value: 'Europe/Paris',
      apply_method: 'pending-reboot',
    });
});

test.each([Tier.COLD, Tier.WARM, Tier.HA])(
  'copies alone at %s: nothing stands at the standby, and what is restored is set as its source',
  (tier) => {
    const output = outputAt('standing', {}, tier);
    expect(blocksOf(at(output, FRANKFURT)).map(({ type }) => type)).not.toContain('aws_db_instance');
    expect(groupOf(output, FRANKFURT)).toMatchObject({ family: 'mysql8.4' });
    const restored = blockAt(at(outputAt('standing, lost A, failover B', {}, tier), FRANKFURT), INSTANCE);
    expect(restored?.['snapshot_identifier']).toMatch(/^\$\{data\.aws_db_snapshot\.ledger-latest-copy\./);
  },
);

test('vital: over zones at both sites', () => {
  const output = outputAt('standing', {}, Tier.VITAL);
  for (const site of [PARIS, FRANKFURT] as const) expect(blockAt(at(output, site), INSTANCE)).toMatchObject({ multi_az: true });
});

describe('everything has arrived', () => {
  const now = Math.floor(Date.now() / 1000);
  const caught = (answer: string, since = now - 600) =>
    aws([['ReplicaLag', answer]], caughtUpSince('eu-central-1', 'ledger', String(since)));
  const minutes = (...lags: string[]): string => lags.map((lag) => `${lag}\t${lag}`).join('\n');

  test('where nothing was lacked in three whole minutes behind the fence; what was lacked then is said', () => {
    expect(caught(minutes('0.0', '0.0', '0.0'))).toMatchObject({ status: 0, said: '0' });
    expect(caught(minutes('0.0', '0.4', '0.0')).said).toBe('1');
    expect(caught('0.0\t0.0\n0.0\t7.0\n0.0\t0.0').said).toBe('7');
  });

  test('of whole minutes alone, none of which began ahead of the fence', () => {
    const since = now - 600;
    const [call = ''] = caught(minutes('0', '0', '0'), since).calls;
    const [, from, to] = /--start-time (\d+) --end-time (\d+)/.exec(call) ?? [];
    expect([Number(from) % 60, Number(to) % 60]).toEqual([0, 0]);
    expect(Number(from)).toBeGreaterThan(since);
    expect(call).toContain('--query sort_by(Datapoints,&Timestamp)[-3:].[Minimum,Maximum]');
  });

  test.each([
    ['too early', minutes('0.0', '0.0', '0.0'), now - 60],
    ['fewer minutes', minutes('0.0', '0.0'), now - 600],
    ['none', 'None', now - 600],
    ['a minute without replication', '0.0\t0.0\n-1.0\t0.0\n0.0\t0.0', now - 600],
  ])('%s: no number', (_, answer, since) => {
    const { status, said } = caught(answer, since);
    expect([status === 0, said]).toEqual([false, '']);
  });

  test('is asked so in a planned move, and of PostgreSQL by the age of what was replayed', () => {
    const run = (engine: DatabaseEngine): string => {
      const story = 'standing, switch B, begun B';
      const situation = afterStory('standing', make({ engine })(appIn(folder())).sides);
      const sheet = sheetsOf(make({ engine })(appIn(folder(), situation)), situation).find(({ transition }) => transition === 'switch');
      const lag = sheet?.waves.flatMap(({ actions }) => actions).find(({ id }: Action) => id === 'lag-ledger');
      if (lag?.do !== 'check') throw new Error(`no check of the lag: ${story}`);
      return lag.how.run.join(' ');
    };
    expect(run(DatabaseEngine.mysql('8.4'))).toContain('minutes=$4');
    expect(run(DatabaseEngine.mariadb('11.8'))).toContain('minutes=$4');
    expect(run(DatabaseEngine.postgres('16'))).not.toContain('minutes=$4');
  });

  test('what was lacked at the loss is not asked of measures that know nothing', () => {
    const [call = ''] = aws([['ReplicaLag', 'None']], lackedAt('eu-central-1', 'ledger')).calls;
    expect(call).toContain("Datapoints[?Maximum>=to_number('0')]");
  });
});

test('while its standby is out, a person reads that binary logs have no bound but the storage', () => {
  expect(relationalDatabase.facts.keepsFor?.(declared())).toMatch(/BinLogDiskUsage .*delete the replica, where its region answers/);
  const [call = ''] = aws([['', '1.0']], keptBehind('eu-west-3', 'ledger', 'BinLogDiskUsage')).calls;
  expect(call).toContain('--metric-name BinLogDiskUsage');
});

test('ahead of the day the source is asked how many binary logs it keeps', () => {
  const { plan } = make()(appIn(folder(), afterStory('standing', make()(appIn(folder())).sides)));
  const steps = (site: string) => (plan.doctor[site] ?? []).flatMap((item) => (isUnseen(item) ? [] : item.steps));
  const kept = steps(PARIS).find(({ id }) => id === 'kept-ledger');
  expect(kept).toMatchObject({ title: 'Ledger at eu-west-3 keeps few binary logs for eu-central-1' });
  expect(JSON.stringify(kept)).toContain('BinLogDiskUsage');
  expect(steps(FRANKFURT).map(({ id }) => id)).not.toContain('kept-ledger');
});

describe('a login at the replica', () => {
  const login = (engine: 'mysql' | 'mariadb', said: string, code = 0) => {
    const bin = mkdtempSync(join(tmpdir(), 'continuity-login-'));
    writeFileSync(
      join(bin, engine),
      `#!/bin/sh\nprintf '%s %s\\n' "$MYSQL_PWD" "$*" >'${bin}/given'\nprintf '%s\\n' "${said}"\nexit ${code}\n`,
      { mode: 0o755 },
    );
    const path = process.env['PATH'];
    process.env['PATH'] = `${bin}:${path}`;
    try {
      const as = { engine, secret: 'billing-ledger-password', username: 'continuity', database: 'main' };
      const rules: Rule[] = [
        ['describe-db-instances', 'ledger.example\t3306'],
        ['get-secret-value', 's3cret'],
      ];
      const ended = aws(rules, opensBy('eu-central-1', 'ledger', as));
      return { ...ended, given: existsSync(join(bin, 'given')) ? readFileSync(join(bin, 'given'), 'utf8') : '' };
    } finally {
      process.env['PATH'] = path;
    }
  };

  test.each([
    ['mysql', '--ssl-mode REQUIRED'],
    ['mariadb', '--ssl --skip-ssl-verify-server-cert'],
  ] as const)('is that of %s, which is given the password by the environment alone, and by TLS', (engine, tls) => {
    const { said, given } = login(engine, '1');
    expect(said).toBe('opens');
    expect(given).toBe(
      `s3cret --no-defaults --host ledger.example --port 3306 --user continuity --connect-timeout 10 ${tls} --batch --skip-column-names --execute SELECT 1 main\n`,
    );
  });

  test('that is refused is an answer; where nobody is reached, nobody was asked', () => {
    expect(login('mysql', "ERROR 1045 (28000): Access denied for user 'continuity'@'10.20.0.9'", 1)).toMatchObject({
      status: 0,
      said: 'refused',
    });
    expect(login('mysql', "ERROR 2003 (HY000): Can't connect to MySQL server", 1)).toMatchObject({ status: 3, said: '' });
  });
});

describe('one that exists', () => {
  const adopted =
    (over: Partial<RelationalDatabaseProps> = {}) =>
    (app: App) => {
      const billing = workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT });
      const net = { id: 'vpc-1', publicSubnets: ['subnet-1', 'subnet-2'], privateSubnets: ['subnet-3', 'subnet-4'] };
      Network.fromExisting(billing, 'Net', { [PARIS]: net });
      const existing = { [PARIS]: { id: 'portal-db', secret: 'portal/db', guards: ['sg-1'] } };
      RelationalDatabase.fromExisting(billing, 'Ledger', existing, { ...DECLARED, ...over });
      return billing;
    };
  const asked = (over: Partial<RelationalDatabaseProps> = {}) => {
    const { plan } = adopted(over)(appIn(folder()));
    return (plan.doctor[PARIS] ?? []).flatMap((item) => (isUnseen(item) ? [] : item.steps));
  };
  const matches = (id: string, over: Partial<RelationalDatabaseProps> = {}) => {
    const step = asked(over).find((one) => one.id === id);
    return step?.do === 'check' ? new RegExp(`^(?:${step.how.matches})$`) : undefined;
  };

  test('is asked for its engine and version, for TLS and for the rows of its log', () => {
    expect(['mysql\t8.4.6', 'mysql\t8.44.1', 'mysql\t8x4.6', 'postgres\t8.4'].map((said) => matches('engine-ledger')?.test(said))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(matches('engine-ledger', MARIADB)?.test('mariadb\t11.4.8')).toBe(true);
    expect(['1', 'ON', '0', 'null'].map((said) => matches('tls-ledger')?.test(said))).toEqual([true, true, false, false]);
    expect(['ROW', 'MIXED'].map((said) => matches('rows-ledger')?.test(said))).toEqual([true, false]);
    expect(asked().map(({ id }) => id)).not.toContain('bound-ledger');
  });
});

describe('what the service does not take', () => {
  test.each<[string, Partial<RelationalDatabaseProps>, string]>([
    ['a series of MySQL that cannot be protected', { engine: DatabaseEngine.mysql('5.7') }, "DatabaseEngine.mysql('8.4')"],
    ['a series of MariaDB whose support has ended', { engine: DatabaseEngine.mariadb('10.6') }, "DatabaseEngine.mariadb('11.8')"],
    ['a name that it keeps for itself', { username: 'root' }, "username: 'continuity'"],
    ['a name that is too long', { username: 'a'.repeat(17) }, '16 characters at the most'],
    ['a setting of the library', { parameters: { require_secure_transport: '0' } }, 'leave require_secure_transport out'],
    ['a log of statements', { parameters: { BINLOG_FORMAT: 'STATEMENT' } }, 'leave BINLOG_FORMAT out'],
    ['what is the role of a replica', { parameters: { read_only: '0' } }, 'leave read_only out'],
    ['a log that is not written through', { parameters: { sync_binlog: '0' } }, 'leave sync_binlog out'],
    ['less storage than there is', { storageGiB: 10 }, '20 to 65536 GiB'],
    ['longer than backups are kept', { restorableDays: 40 }, '1 to 35 days'],
  ])('%s', (_, over, says) => {
    expect(refusal((app) => void make(over)(app).plan).message).toContain(says);
  });

  test('of SQL Server nothing is taken', () => {
    expect(refusal((app) => void make({ engine: DatabaseEngine.sqlServer() })(app).plan).message).toMatch(
      /DR-CELL-01[\s\S]*Amazon RDS for PostgreSQL, MySQL and MariaDB/,
    );
  });

  test('a setting of another engine is its owner’s', () => {
    expect(make({ parameters: { long_query_time: '2' } })(appIn(folder())).plan.findings.filter(({ level }) => level === 'error')).toEqual(
      [],
    );
  });
});
