import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sendUnsent } from '../../../lib/clouds/aws/cli-buckets';
import { restoreBucket } from '../../../lib/clouds/aws/cli-copies';
import { capacityKept } from '../../../lib/clouds/aws/cli-machines';
import { AwsClient } from './aws-client';
import { withLoadedCommandLine } from './command-line';
import { copyOf, type Lab, startLab } from './emulator';
import { nth } from './hooks';
import { labEnvironment, type LabTools } from './environment';
import { pageAt } from './load-balancer';
import { resolve, type Answer } from './resolver';
import { Xml } from './xml';

jest.setTimeout(900_000);

const PARIS = 'eu-west-3';
const FRANKFURT = 'eu-central-1';
const VERSIONS: Readonly<Record<string, string>> = { rds: '2014-10-31', ec2: '2016-11-15', elasticloadbalancing: '2015-12-01' };

/** What an entrance says: nothing, that it does not serve, that it serves, or that it took the role again. */
type State = 'dead' | 'standby' | 'serving' | 'again';

let tools: LabTools;
let plain: string;
let lab: Lab;

beforeAll(async () => {
  const found = await labEnvironment();
  // A lab that cannot run is a failure, never a silent pass: the reason is the message, here and in CI alike.
  if (!found.ready) throw new Error(found.reason);
  plain = found.aws;
  tools = await withLoadedCommandLine(found);
  lab = await startLab(found);
});
afterAll(async () => lab?.stop());
afterEach(() => {
  lab?.gate.killed.forEach((region) => lab.gate.revive(region));
  lab?.gate.reset();
});

/** The CLI of a runbook, through the gate. A machine that has other things to do answers late; only what hangs never does. */
const aws = (region: string, ...args: string[]): Promise<Record<string, unknown>> => within(30, region, args);

async function within(seconds: number, region: string, args: readonly string[]): Promise<Record<string, unknown>> {
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 'lab', AWS_MAX_ATTEMPTS: '1', AWS_DEFAULT_REGION: region };
  const { stdout } = await promisify(execFile)(
    tools.aws,
    ['--endpoint-url', lab.gate.url, '--cli-read-timeout', String(seconds), '--output', 'json', ...args],
    { env },
  );
  return stdout.trim() ? (JSON.parse(stdout) as Record<string, unknown>) : {};
}

/** The highest of each minute that was measured of something in Paris lately. */
async function maxima(...of: readonly string[]): Promise<number[]> {
  const at = ['--start-time', new Date(Date.now() - 300_000).toISOString(), '--end-time', new Date(Date.now() + 60_000).toISOString()];
  const { Datapoints } = await aws(PARIS, 'cloudwatch', 'get-metric-statistics', ...of, ...at, '--period', '60', '--statistics', 'Maximum');
  return (Datapoints as { Maximum: number }[]).map(({ Maximum }) => Maximum);
}

/** The same services, past the gate: to put in place what a test starts from. */
function direct(service: string, region: string, action: string, parameters: Record<string, string> = {}): Promise<Xml> {
  return new AwsClient(lab.emulator.url).query(service, region, action, VERSIONS[service] ?? '', parameters);
}

describe('the gate', () => {
  it('reads the region and the action from the signature and counts them', async () => {
    await aws(PARIS, 'rds', 'describe-db-instances');
    await aws(FRANKFURT, 'ssm', 'put-parameter', '--name', '/a', '--value', 'b', '--type', 'String');
    expect(lab.gate.requests().map(({ region, service, action, answered }) => ({ region, service, action, answered }))).toEqual([
      { region: PARIS, service: 'rds', action: 'DescribeDBInstances', answered: true },
      { region: FRANKFURT, service: 'ssm', action: 'AmazonSSM.PutParameter', answered: true },
    ]);
    expect(lab.gate.countByRegion()).toEqual({ [PARIS]: 1, [FRANKFURT]: 1 });
  });

  it('counts the global services as us-east-1, whatever region signed', async () => {
    await aws(PARIS, 'iam', 'list-roles');
    await aws(PARIS, 'route53', 'list-hosted-zones');
    expect(lab.gate.countByRegion()).toEqual({ 'us-east-1': 2 });
  });

  it('leaves odd object keys and large bodies untouched', async () => {
    const key = 'a b/é+%2F~c.txt';
    await aws(PARIS, 's3api', 'create-bucket', '--bucket', 'odd', '--create-bucket-configuration', `LocationConstraint=${PARIS}`);
    await aws(PARIS, 's3api', 'put-object', '--bucket', 'odd', '--key', key, '--body', process.execPath);
    const head = await aws(PARIS, 's3api', 'head-object', '--bucket', 'odd', '--key', key);
    expect(head.ContentLength).toBe((await import('node:fs')).statSync(process.execPath).size);
  });

  it.each(['hang', 'refuse'] as const)('kills a region (%s), leaves the others alive, and revives it', async (how) => {
    lab.gate.kill(PARIS, how);
    const started = Date.now();
    await expect(within(2, PARIS, ['rds', 'describe-db-instances'])).rejects.toThrow();
    if (how === 'hang') expect(Date.now() - started).toBeGreaterThan(2_000);
    expect(lab.gate.requests()[0]).toMatchObject({ region: PARIS, answered: false });
    await expect(aws(FRANKFURT, 'rds', 'describe-db-instances')).resolves.toBeDefined();
    lab.gate.revive(PARIS);
    await expect(aws(PARIS, 'rds', 'describe-db-instances')).resolves.toBeDefined();
  });

  it('can kill a region when a request is seen, and after it was performed but before anyone heard', async () => {
    const stop = lab.gate.onRequest(nth({ region: PARIS, action: 'PutParameter' }, 1, (r) => lab.gate.kill(r.region, 'refuse')));
    await expect(aws(PARIS, 'ssm', 'put-parameter', '--name', '/x', '--value', '1', '--type', 'String')).rejects.toThrow();
    stop();
    lab.gate.revive(PARIS);
    const stopToo = lab.gate.onPerformed(nth({ service: 'ssm', action: /PutParameter$/ }, 1, (r) => lab.gate.kill(r.region, 'refuse')));
    await expect(aws(PARIS, 'ssm', 'put-parameter', '--name', '/y', '--value', '1', '--type', 'String')).rejects.toThrow();
    stopToo();
    lab.gate.revive(PARIS);
    expect(await aws(PARIS, 'ssm', 'get-parameters', '--names', '/x', '/y')).toMatchObject({
      Parameters: [{ Name: '/y' }],
      InvalidParameters: ['/x'],
    });
  });
});

describe('the command line that is loaded once', () => {
  const says = (program: string, ...args: string[]) => {
    const keys = { AWS_ENDPOINT_URL: lab.emulator.url, AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 'lab' };
    const env = { ...process.env, ...keys, PYTHONPATH: join(__dirname, 'client') };
    const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
    return { status, stdout, refused: stderr.split('\n').at(-2) };
  };

  it.each([
    ['what it finds', 'ec2', 'describe-vpcs', '--region', PARIS, '--query', 'Vpcs[].IsDefault', '--output', 'text'],
    ['what is refused', 's3api', 'head-bucket', '--bucket', 'nobody-s'],
    ['what it does not know', 'ec2', 'nonsense'],
    ['an account before the host', 's3control', 'list-jobs', '--account-id', '111122223333', '--region', PARIS],
  ])('says what a start of it says, and ends so: %s', (_, ...args) => {
    expect(says(tools.aws, ...args)).toEqual(says(plain, ...args));
  });

  it('takes a call with it whose caller dies', async () => {
    lab.gate.kill(PARIS, 'hang');
    const waits = spawn(
      tools.aws,
      ['--endpoint-url', lab.gate.url, '--cli-read-timeout', '600', 'ec2', 'describe-vpcs', '--region', PARIS],
      {
        env: { ...process.env, AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 'lab' },
      },
    );
    await until(() => lab.gate.waiting(PARIS) === 1);
    waits.kill('SIGKILL');
    await until(() => lab.gate.waiting(PARIS) === 0);
  });
});

describe('a copy of the emulator', () => {
  const names = async (of: Lab): Promise<string[]> =>
    (await new AwsClient(of.emulator.url).query('rds', PARIS, 'DescribeDBInstances', VERSIONS['rds'] as string))
      .all('DBInstances/DBInstance')
      .map((one) => one.text('DBInstanceIdentifier') ?? '');

  it('holds what the first one holds, goes its own way, can be copied again, and outlives nobody', async () => {
    const made = {
      Engine: 'postgres',
      DBInstanceClass: 'db.t4g.medium',
      AllocatedStorage: '20',
      MasterUsername: 'u',
      MasterUserPassword: 'password',
    };
    const make = (of: Lab, DBInstanceIdentifier: string): Promise<Xml> =>
      new AwsClient(of.emulator.url).query('rds', PARIS, 'CreateDBInstance', VERSIONS['rds'] as string, { ...made, DBInstanceIdentifier });
    await make(lab, 'common');
    const copy = await copyOf(lab);
    await make(copy, 'own');
    const second = await copyOf(copy);
    await make(lab, 'first');
    expect([await names(lab), await names(copy), await names(second)]).toEqual([
      ['common', 'first'],
      ['common', 'own'],
      ['common', 'own'],
    ]);
    await copy.stop();
    expect(await names(second)).toEqual(['common', 'own']);
    await second.stop();
    await expect(names(second)).rejects.toThrow();
    for (const name of ['common', 'first'])
      await direct('rds', PARIS, 'DeleteDBInstance', { DBInstanceIdentifier: name, SkipFinalSnapshot: 'true' });
  });
});

describe('the emulator', () => {
  const replica = { SourceDBInstanceIdentifier: `arn:aws:rds:${PARIS}:111122223333:db:ledger`, DBInstanceIdentifier: 'ledger-standby' };
  const database = {
    Engine: 'postgres',
    DBInstanceClass: 'db.t4g.medium',
    AllocatedStorage: '20',
    MasterUsername: 'u',
    MasterUserPassword: 'password',
  };

  it('gives each database an id of its own, and a promoted replica no source', async () => {
    const first = await direct('rds', PARIS, 'CreateDBInstance', { ...database, DBInstanceIdentifier: 'ledger' });
    const second = await direct('rds', FRANKFURT, 'CreateDBInstanceReadReplica', replica);
    expect(second.text('DBInstance/DbiResourceId')).not.toBe(first.text('DBInstance/DbiResourceId'));
    expect(second.text('DBInstance/ReadReplicaSourceDBInstanceIdentifier')).toBe(replica.SourceDBInstanceIdentifier);
    await direct('rds', FRANKFURT, 'PromoteReadReplica', { DBInstanceIdentifier: 'ledger-standby' });
    const promoted = await direct('rds', FRANKFURT, 'DescribeDBInstances', { DBInstanceIdentifier: 'ledger-standby' });
    expect(promoted.text('DBInstances/DBInstance/ReadReplicaSourceDBInstanceIdentifier')).toBeUndefined();
    const source = await direct('rds', PARIS, 'DescribeDBInstances', { DBInstanceIdentifier: 'ledger' });
    expect(source.all('DBInstances/DBInstance/ReadReplicaDBInstanceIdentifiers/ReadReplicaDBInstanceIdentifier')).toHaveLength(0);
  });

  it('goes on measuring what was put of replication, as S3 does while nothing is written', async () => {
    const of = ['--namespace', 'AWS/S3', '--metric-name', 'OperationsPendingReplication'];
    await aws(PARIS, 'cloudwatch', 'put-metric-data', ...of, '--dimensions', 'RuleId=continuity', '--value', '3');
    expect(await maxima(...of, '--dimensions', 'Name=RuleId,Value=continuity')).toEqual([3, 3]);
  });

  it('keeps the sessions of a database behind a closed group, until it restarts', async () => {
    await direct('rds', PARIS, 'CreateDBInstance', { ...database, DBInstanceIdentifier: 'books' });
    const group = await direct('ec2', PARIS, 'CreateSecurityGroup', { GroupName: 'closed', GroupDescription: 'admits nobody' });
    const of = ['--namespace', 'AWS/RDS', '--metric-name', 'DatabaseConnections', '--dimensions', 'Name=DBInstanceIdentifier,Value=books'];
    const sessions = () => maxima(...of);
    const name = ['--db-instance-identifier', 'books'];
    const into = (id: string) => aws(PARIS, 'rds', 'modify-db-instance', ...name, '--vpc-security-group-ids', id);
    expect(await sessions()).toEqual([4, 4]);
    await into(group.text('groupId') ?? '');
    expect(await sessions()).toEqual([4, 4]);
    await aws(PARIS, 'rds', 'reboot-db-instance', ...name);
    expect(await sessions()).toEqual([0, 0]);
    const { Events } = await aws(PARIS, 'rds', 'describe-events', '--source-type', 'db-instance', '--source-identifier', 'books');
    expect(Events).toContainEqual(expect.objectContaining({ Message: 'DB instance restarted' }));
  });

  it('refuses a last snapshot of a replica, whose replication runs; and a promotion of what is not available', async () => {
    await direct('rds', PARIS, 'CreateDBInstance', { ...database, DBInstanceIdentifier: 'source' });
    const follows = { SourceDBInstanceIdentifier: `arn:aws:rds:${PARIS}:111122223333:db:source`, DBInstanceIdentifier: 'follower' };
    await direct('rds', FRANKFURT, 'CreateDBInstanceReadReplica', follows);
    const name = ['--db-instance-identifier', 'follower'];
    const { DBInstances } = await aws(FRANKFURT, 'rds', 'describe-db-instances', ...name);
    expect(DBInstances).toMatchObject([{ StatusInfos: [{ StatusType: 'read replication', Status: 'replicating' }] }]);
    await expect(aws(FRANKFURT, 'rds', 'delete-db-instance', ...name, '--final-db-snapshot-identifier', 'last')).rejects.toThrow(
      /InvalidParameterCombination/,
    );
    await aws(PARIS, 'rds', 'stop-db-instance', '--db-instance-identifier', 'source');
    await expect(aws(PARIS, 'rds', 'promote-read-replica', '--db-instance-identifier', 'source')).rejects.toThrow(/InvalidDBInstanceState/);
  });
});

describe('containers', () => {
  it('runs the tasks that are wanted, and finds each of them healthy', async () => {
    const vpc = (await direct('ec2', PARIS, 'DescribeVpcs')).text('vpcSet/item/vpcId') ?? '';
    const group = { Name: 'front', Protocol: 'HTTP', Port: '8080', VpcId: vpc, TargetType: 'ip' };
    const arn = (await direct('elasticloadbalancing', PARIS, 'CreateTargetGroup', group)).text('TargetGroups/member/TargetGroupArn') ?? '';
    const health = async (): Promise<(string | undefined)[]> =>
      (await direct('elasticloadbalancing', PARIS, 'DescribeTargetHealth', { TargetGroupArn: arn }))
        .all('TargetHealthDescriptions/member')
        .map((one) => one.text('TargetHealth/State'));
    await aws(PARIS, 'ecs', 'create-cluster', '--cluster-name', 'front');
    const containers = JSON.stringify([{ name: 'main', image: 'front', memory: 512, portMappings: [{ containerPort: 8080 }] }]);
    await aws(PARIS, 'ecs', 'register-task-definition', '--family', 'front', '--container-definitions', containers);
    const { service } = await aws(
      ...([PARIS, 'ecs', 'create-service', '--cluster', 'front', '--service-name', 'front', '--task-definition', 'front'] as const),
      ...['--desired-count', '2', '--load-balancers', `targetGroupArn=${arn},containerName=main,containerPort=8080`],
    );
    expect(service).toMatchObject({ runningCount: 2, pendingCount: 0, deployments: [{ rolloutState: 'COMPLETED' }] });
    expect(await health()).toEqual(['healthy', 'healthy']);
    await aws(PARIS, 'ecs', 'update-service', '--cluster', 'front', '--service', 'front', '--desired-count', '0');
    expect(await health()).toEqual([]);
  });

  it('takes a certificate of the region of a listener, and no other one', async () => {
    const subnets = (await direct('ec2', PARIS, 'DescribeSubnets')).all('subnetSet/item').slice(0, 2);
    const made = await direct('elasticloadbalancing', PARIS, 'CreateLoadBalancer', {
      Name: 'closed',
      'Subnets.member.1': subnets[0]?.text('subnetId') ?? '',
      'Subnets.member.2': subnets[1]?.text('subnetId') ?? '',
    });
    const listen = (region: string): Promise<Xml> =>
      direct('elasticloadbalancing', PARIS, 'CreateListener', {
        LoadBalancerArn: made.text('LoadBalancers/member/LoadBalancerArn') ?? '',
        Port: '443',
        Protocol: 'HTTPS',
        'Certificates.member.1.CertificateArn': `arn:aws:acm:${region}:111122223333:certificate/5f0c9a52-8e1d-4b7a-9d25-1e0c7b4f8a63`,
        'DefaultActions.member.1.Type': 'fixed-response',
        'DefaultActions.member.1.FixedResponseConfig.StatusCode': '200',
      });
    await expect(listen(FRANKFURT)).rejects.toThrow('CertificateNotFound');
    await expect(listen(PARIS)).resolves.toBeDefined();
  });
});

describe('machines', () => {
  const made = (version: string): string[] => [
    ...['--auto-scaling-group-name', 'fleet', '--launch-template', `LaunchTemplateName=fleet,Version=${version}`],
  ];
  const group = async (): Promise<Record<string, unknown>> => {
    const { AutoScalingGroups } = await aws(PARIS, 'autoscaling', 'describe-auto-scaling-groups', '--auto-scaling-group-names', 'fleet');
    return (AutoScalingGroups as Record<string, unknown>[])[0] ?? {};
  };
  const versions = async (): Promise<string[]> =>
    ((await group())['Instances'] as { LaunchTemplate: { Version: string } }[]).map(({ LaunchTemplate }) => LaunchTemplate.Version);

  it('copies an image, which is pending at first', async () => {
    const { ImageId } = await aws(PARIS, 'ec2', 'register-image', '--name', 'front-1');
    const from = ['--source-region', PARIS, '--source-image-id', ImageId as string];
    const copy = await aws(FRANKFURT, 'ec2', 'copy-image', ...from, '--name', 'front-1', '--encrypted');
    const look = async (): Promise<unknown> => (await aws(FRANKFURT, 'ec2', 'describe-images', '--owners', 'self'))['Images'];
    expect(await look()).toMatchObject([{ ImageId: copy['ImageId'], Name: 'front-1', State: 'pending' }]);
    expect(await look()).toMatchObject([{ State: 'available' }]);
  });

  it('keeps capacity under a name until it is cancelled', async () => {
    const what = ['--instance-type', 'm6i.large', '--instance-platform', 'Linux/UNIX', '--availability-zone', `${PARIS}a`];
    const tags = ['--tag-specifications', 'ResourceType=capacity-reservation,Tags=[{Key=Name,Value=kept-fleet}]'];
    const { CapacityReservation } = await aws(PARIS, 'ec2', 'create-capacity-reservation', ...what, '--instance-count', '2', ...tags);
    const id = (CapacityReservation as { CapacityReservationId: string }).CapacityReservationId;
    const asks = async (least: number): Promise<string> => {
      const [program = '', ...words] = capacityKept(PARIS, 'kept-fleet', least);
      const env = { ...process.env, PATH: `${tools.bin}:${process.env['PATH']}`, AWS_ENDPOINT_URL: lab.gate.url };
      const own = { AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 'lab' };
      return (await promisify(execFile)(program, words, { env: { ...env, ...own } })).stdout.trim();
    };
    expect([await asks(2), await asks(3)]).toEqual(['kept: capacity for 2, 2 needed', 'short: capacity for 2, 3 needed']);
    await aws(PARIS, 'ec2', 'cancel-capacity-reservation', '--capacity-reservation-id', id);
    expect(await asks(1)).toMatch(/^short: /);
  });

  it('launches machines from a version, and replaces them by a refresh; its bounds move how many are wanted', async () => {
    const { ImageId } = await aws(PARIS, 'ec2', 'register-image', '--name', 'fleet-1');
    const first = [{ DeviceName: '/dev/sda1', Ebs: { Encrypted: true, VolumeType: 'gp3' } }];
    const UserData = Buffer.from('#!/bin/sh').toString('base64');
    const image = JSON.stringify({ ImageId, InstanceType: 'm6i.large', BlockDeviceMappings: first, UserData });
    await aws(PARIS, 'ec2', 'create-launch-template', '--launch-template-name', 'fleet', '--launch-template-data', image);
    const vpc = (await direct('ec2', PARIS, 'DescribeVpcs')).text('vpcSet/item/vpcId') ?? '';
    const targets = { Name: 'fleet', Protocol: 'HTTP', Port: '8080', VpcId: vpc, TargetType: 'instance' };
    const arn =
      (await direct('elasticloadbalancing', PARIS, 'CreateTargetGroup', targets)).text('TargetGroups/member/TargetGroupArn') ?? '';
    const registered = async (): Promise<number> => {
      const health = await direct('elasticloadbalancing', PARIS, 'DescribeTargetHealth', { TargetGroupArn: arn });
      return health.all('TargetHealthDescriptions/member').length;
    };
    const at = ['--availability-zones', `${PARIS}a`, '--target-group-arns', arn];
    await aws(PARIS, 'autoscaling', 'create-auto-scaling-group', ...[...made('1'), ...bounds(2, 4), ...warm, ...at]);
    expect(await versions()).toEqual(['1', '1']);
    expect([await registered(), await group()]).toMatchObject([2, { DefaultInstanceWarmup: 90 }]);
    await aws(PARIS, 'ec2', 'create-launch-template-version', '--launch-template-name', 'fleet', '--launch-template-data', image);
    await aws(PARIS, 'autoscaling', 'update-auto-scaling-group', ...made('2'));
    expect(await versions()).toEqual(['1', '1']);
    await aws(PARIS, 'autoscaling', 'start-instance-refresh', '--auto-scaling-group-name', 'fleet');
    expect(await versions()).toEqual(['2', '2']);
    const told = await aws(PARIS, 'autoscaling', 'describe-instance-refreshes', '--auto-scaling-group-name', 'fleet');
    expect(told['InstanceRefreshes']).toMatchObject([{ Status: 'Successful' }]);
    await aws(PARIS, 'autoscaling', 'update-auto-scaling-group', '--auto-scaling-group-name', 'fleet', ...bounds(0, 0));
    expect([await registered(), await group()]).toMatchObject([0, { DesiredCapacity: 0, Instances: [] }]);
  });

  const warm = ['--default-instance-warmup', '90'];
  const bounds = (least: number, most: number): string[] => ['--min-size', String(least), '--max-size', String(most)];
});

describe('the resolver', () => {
  const dns: Record<string, string> = {};
  const rules: Record<string, string> = {};
  const PAGE = '<h1>Maintenance</h1>';

  /** A fixed answer of a rule, as the query API takes it. */
  const says = (path: string, status: number, body: string): Record<string, string> => ({
    'Conditions.member.1.Field': 'path-pattern',
    'Conditions.member.1.Values.member.1': path,
    'Actions.member.1.Type': 'fixed-response',
    'Actions.member.1.FixedResponseConfig.StatusCode': String(status),
    'Actions.member.1.FixedResponseConfig.ContentType': 'text/plain',
    'Actions.member.1.FixedResponseConfig.MessageBody': body,
  });

  /** The three rules of an entrance, by priority, as the library writes them. */
  const rulesIn = (state: State): readonly Record<string, string>[] => {
    const [serving, again] = [state === 'serving' || state === 'again', state === 'again'];
    return [
      says('/.continuity/serving', serving ? 200 : 503, serving ? 'serving' : 'not serving'),
      says(serving ? '/.continuity/maintenance' : '/*', 503, PAGE),
      says('/.continuity/again', again ? 200 : 503, again ? 'serving again' : 'not again'),
    ];
  };

  async function balancer(site: string, region: string): Promise<void> {
    const subnets = (await direct('ec2', region, 'DescribeSubnets')).all('subnetSet/item').slice(0, 2);
    const created = await direct('elasticloadbalancing', region, 'CreateLoadBalancer', {
      Name: site,
      'Subnets.member.1': subnets[0]?.text('subnetId') ?? '',
      'Subnets.member.2': subnets[1]?.text('subnetId') ?? '',
    });
    dns[region] = created.text('LoadBalancers/member/DNSName') ?? '';
    const listener = await direct('elasticloadbalancing', region, 'CreateListener', {
      LoadBalancerArn: created.text('LoadBalancers/member/LoadBalancerArn') ?? '',
      Port: '80',
      Protocol: 'HTTP',
      'DefaultActions.member.1.Type': 'fixed-response',
      'DefaultActions.member.1.FixedResponseConfig.StatusCode': '200',
      'DefaultActions.member.1.FixedResponseConfig.ContentType': 'text/html',
      'DefaultActions.member.1.FixedResponseConfig.MessageBody': 'application',
    });
    for (const [index, rule] of rulesIn('standby').entries()) {
      const made = await direct('elasticloadbalancing', region, 'CreateRule', {
        ListenerArn: listener.text('Listeners/member/ListenerArn') ?? '',
        Priority: String(index + 1),
        ...rule,
      });
      rules[`${region}/${index}`] = made.text('Rules/member/RuleArn') ?? '';
    }
  }

  /** Brings an entrance into a state: its rules change in place, or its region dies with them as they were. */
  async function bring(region: string, state: State): Promise<void> {
    lab.gate.revive(region);
    if (state === 'dead') return lab.gate.kill(region);
    for (const [index, rule] of rulesIn(state).entries())
      await direct('elasticloadbalancing', region, 'ModifyRule', { RuleArn: rules[`${region}/${index}`] ?? '', ...rule });
  }

  async function check(config: Record<string, unknown>): Promise<string> {
    const text = JSON.stringify(config);
    const made = await aws(PARIS, 'route53', 'create-health-check', '--caller-reference', text, '--health-check-config', text);
    return (made.HealthCheck as { Id: string }).Id;
  }

  /** The verdict about a base: four probes, of which three must hold. */
  async function verdict(base: string, other: string, Inverted: boolean): Promise<string> {
    const ask = (region: string, path: string, denied: boolean): Promise<string> =>
      check({
        ...{ Type: 'HTTP', Port: 80, RequestInterval: 10, FailureThreshold: 3, Inverted: denied },
        ...{ FullyQualifiedDomainName: dns[region], ResourcePath: `/.continuity/${path}` },
      });
    const ChildHealthChecks = [];
    for (const path of ['serving', 'again']) ChildHealthChecks.push(await ask(base, path, false), await ask(other, path, true));
    return check({ Type: 'CALCULATED', HealthThreshold: 3, ChildHealthChecks, Inverted });
  }

  async function record(name: string, region: string, policy: Record<string, unknown> = {}): Promise<void> {
    const AliasTarget = { HostedZoneId: 'Z1', DNSName: dns[region], EvaluateTargetHealth: false };
    const ResourceRecordSet = { Name: `${name}.acme.example`, Type: 'A', AliasTarget, ...policy };
    const batch = JSON.stringify({ Changes: [{ Action: 'CREATE', ResourceRecordSet }] });
    await aws(PARIS, 'route53', 'change-resource-record-sets', '--hosted-zone-id', zone, '--change-batch', batch);
  }

  const ask = (name: string): Promise<Answer> => resolve(lab, { zone: 'acme.example', record: name });
  let zone = '';

  beforeAll(async () => {
    await balancer('paris', PARIS);
    await balancer('frankfurt', FRANKFURT);
    zone = (
      (await aws(PARIS, 'route53', 'create-hosted-zone', '--name', 'acme.example', '--caller-reference', '1')).HostedZone as { Id: string }
    ).Id;
    // Paris served both first; the second one rests on Frankfurt by now.
    for (const [name, HealthCheckId] of [
      ['billing', await verdict(PARIS, FRANKFURT, false)],
      ['shop', await verdict(FRANKFURT, PARIS, true)],
    ] as const) {
      await record(name, PARIS, { SetIdentifier: 'paris', Failover: 'PRIMARY', HealthCheckId });
      await record(name, FRANKFURT, { SetIdentifier: 'frankfurt', Failover: 'SECONDARY' });
    }
    for (const region of [PARIS, FRANKFURT]) await record(`billing-${region}`, region);
  });

  it.each<[base: State, other: State, who: 'base' | 'other']>([
    ['serving', 'standby', 'base'],
    ['serving', 'dead', 'base'],
    ['standby', 'standby', 'other'],
    ['dead', 'standby', 'other'],
    ['dead', 'serving', 'other'],
    ['serving', 'serving', 'other'],
    ['again', 'dead', 'base'],
    ['again', 'serving', 'base'],
    ['dead', 'again', 'other'],
    ['again', 'again', 'other'],
  ])('base %s, other %s: the %s answers, whichever site is the base', async (base, other, who) => {
    for (const [name, one, two] of [
      ['billing', PARIS, FRANKFURT],
      ['shop', FRANKFURT, PARIS],
    ] as const) {
      await bring(one, base);
      await bring(two, other);
      expect([name, (await ask(name)).target]).toEqual([name, dns[who === 'base' ? one : two]]);
    }
  });

  it('shows why: each probe, how many hold, and an inverted verdict', async () => {
    await bring(PARIS, 'serving');
    await bring(FRANKFURT, 'standby');
    const { answer, why } = await ask('billing');
    expect([answer, why.length]).toEqual(['PRIMARY', 5]);
    expect(why.join('\n')).toContain('3 of 4 healthy, 3 needed → healthy');
    expect((await ask('shop')).why.join('\n')).toContain('1 of 4 healthy, 3 needed, inverted → healthy');
  });

  it('answers the name of an entrance with that entrance, whoever has the role and whatever lives', async () => {
    await bring(PARIS, 'dead');
    await bring(FRANKFURT, 'serving');
    for (const region of [PARIS, FRANKFURT]) expect(await ask(`billing-${region}`)).toMatchObject({ answer: 'PLAIN', target: dns[region] });
    expect(await pageAt(lab, dns[PARIS] ?? '', '/.continuity/serving')).toMatchObject({ kind: 'unreachable' });
    expect(await pageAt(lab, dns[FRANKFURT] ?? '', '/.continuity/serving')).toMatchObject({ status: 200, body: 'serving' });
  });

  it('shows the maintenance page at every path until a site serves, the second path of the switch included', async () => {
    await bring(FRANKFURT, 'standby');
    for (const path of ['/invoices', '/.continuity/again'])
      expect(await pageAt(lab, dns[FRANKFURT] ?? '', path)).toEqual({ kind: 'fixed', status: 503, body: PAGE });
    await bring(FRANKFURT, 'serving');
    expect(await pageAt(lab, dns[FRANKFURT] ?? '', '/invoices')).toMatchObject({ status: 200, body: 'application' });
    expect(await pageAt(lab, dns[FRANKFURT] ?? '', '/.continuity/again')).toMatchObject({ status: 503, body: 'not again' });
  });

  it('refuses a second primary record, as Route 53 does', async () => {
    await expect(record('billing', FRANKFURT, { SetIdentifier: 'second', Failover: 'PRIMARY' })).rejects.toThrow(/InvalidChangeBatch/);
  });

  it('answers nothing where a plain record stands beside others, which Route 53 refuses', async () => {
    await record('shop', FRANKFURT);
    await expect(ask('shop')).rejects.toThrow('plain record beside');
  });
});

describe('the XML reader', () => {
  it('reads elements, text and entities', () => {
    const xml = Xml.parse('<?xml version="1.0"?>\n<A x="1"><B>1 &lt; 2</B><C/><D><B>&#233;</B></D></A>');
    expect([xml.text('B'), xml.text('C'), xml.text('D/B')]).toEqual(['1 < 2', undefined, 'é']);
  });
});

describe('copies and replication', () => {
  it('keeps the access policy of a vault', async () => {
    await aws(PARIS, 'backup', 'create-backup-vault', '--backup-vault-name', 'kept');
    await aws(PARIS, 'backup', 'put-backup-vault-access-policy', '--backup-vault-name', 'kept', '--policy', '{"Statement":[]}');
    const found = await aws(PARIS, 'backup', 'get-backup-vault-access-policy', '--backup-vault-name', 'kept');
    expect(found['Policy']).toBe('{"Statement":[]}');
  });

  it('restores a bucket from a point, once that is complete and once for a token; one that takes no ACLs is given none', async () => {
    const backup = (...words: string[]): Promise<Record<string, unknown>> => aws(PARIS, 'backup', ...words);
    const bucket = async (name: string): Promise<void> => {
      await aws(PARIS, 's3api', 'create-bucket', '--bucket', name, '--create-bucket-configuration', `LocationConstraint=${PARIS}`);
    };
    const role = ['--iam-role-arn', 'arn:aws:iam::111122223333:role/backup'];
    await bucket('lost');
    await bucket('found');
    await aws(PARIS, 's3api', 'put-object', '--bucket', 'lost', '--key', 'will');
    const from = ['--backup-vault-name', 'kept', '--resource-arn', 'arn:aws:s3:::lost'];
    const point = ['--recovery-point-arn', String((await backup('start-backup-job', ...from, ...role))['RecoveryPointArn'])];
    const restore = (token: string, acls = 'false'): Promise<Record<string, unknown>> =>
      backup(
        ...['start-restore-job', ...point, ...role, '--idempotency-token', token],
        ...['--metadata', `DestinationBucketName=found,NewBucket=false,RestoreACLs=${acls}`],
      );
    const statusOf = async ({ RestoreJobId }: Record<string, unknown>): Promise<unknown> =>
      (await backup('describe-restore-job', '--restore-job-id', String(RestoreJobId)))['Status'];
    await expect(restore('early')).rejects.toThrow(/InvalidRequestException/);
    const look = async (): Promise<unknown> => (await backup('describe-recovery-point', '--backup-vault-name', 'kept', ...point))['Status'];
    await until(async () => (await look()) === 'COMPLETED');
    expect(await statusOf(await restore('acls', 'true'))).toBe('FAILED');
    const job = await restore('one');
    expect(await restore('one')).toEqual(job);
    const seen = new Set<unknown>();
    await until(async () => seen.add(await statusOf(job)).has('COMPLETED'));
    expect([...seen].slice(-2)).toEqual(['RUNNING', 'COMPLETED']);
    const { Contents } = await aws(PARIS, 's3api', 'list-objects-v2', '--bucket', 'found');
    expect(Contents).toMatchObject([{ Key: 'will' }]);
  });

  it('sends by a job what a rule never sent; one that has nothing to send fails and says so', async () => {
    const [from, to] = ['unsent-paris', 'unsent-frankfurt'];
    const rule = { ID: 'r', Priority: 1, Status: 'Enabled', Filter: { Prefix: '' }, Destination: { Bucket: `arn:aws:s3:::${to}` } };
    for (const [region, bucket] of [
      [PARIS, from],
      [FRANKFURT, to],
    ] as const) {
      await aws(region, 's3api', 'create-bucket', '--bucket', bucket, '--create-bucket-configuration', `LocationConstraint=${region}`);
      await aws(region, 's3api', 'put-bucket-versioning', '--bucket', bucket, '--versioning-configuration', 'Status=Enabled');
    }
    await aws(PARIS, 's3api', 'put-object', '--bucket', from, '--key', 'early');
    const rules = JSON.stringify({
      Role: 'arn:aws:iam::111122223333:role/r',
      Rules: [{ ...rule, DeleteMarkerReplication: { Status: 'Disabled' } }],
    });
    await aws(PARIS, 's3api', 'put-bucket-replication', '--bucket', from, '--replication-configuration', rules);
    const line = sendUnsent({
      region: PARIS,
      account: '111122223333',
      bucket: from,
      role: 'arn:aws:iam::111122223333:role/r',
      to,
    });
    expect(await ran(line)).toContain(': complete');
    expect(await aws(FRANKFURT, 's3api', 'head-object', '--bucket', to, '--key', 'early')).toHaveProperty('ContentLength');
    expect(await ran(line)).toContain(': nothing to send');
  });

  it('restores into a bucket of the names of an earlier one: the jobs of that are listed still, and count no more', async () => {
    const [vault, bucket] = ['again', 'made-again'];
    for (const name of ['served-again', bucket])
      await aws(PARIS, 's3api', 'create-bucket', '--bucket', name, '--create-bucket-configuration', 'LocationConstraint=eu-west-3');
    await aws(PARIS, 'backup', 'create-backup-vault', '--backup-vault-name', vault);
    const key = ((await aws(PARIS, 'kms', 'create-key')) as { KeyMetadata: { KeyId: string } }).KeyMetadata.KeyId;
    await aws(PARIS, 'kms', 'create-alias', '--alias-name', 'alias/again', '--target-key-id', key);
    const role = 'arn:aws:iam::111122223333:role/r';
    const copied = async (): Promise<string> => {
      const line = [
        'start-backup-job',
        '--backup-vault-name',
        vault,
        '--resource-arn',
        'arn:aws:s3:::served-again',
        '--iam-role-arn',
        role,
      ];
      const arn = (await aws(PARIS, 'backup', ...line))['RecoveryPointArn'] as string;
      const of = ['describe-recovery-point', '--backup-vault-name', vault, '--recovery-point-arn', arn];
      for (let n = 0; n < 100 && (await aws(PARIS, 'backup', ...of))['Status'] !== 'COMPLETED'; n += 1)
        await new Promise((done) => setTimeout(done, 200));
      return arn;
    };
    const restored = (point: string, since: string): Promise<string> =>
      ran(restoreBucket({ region: PARIS, vault, source: 'served-again', point }, { bucket, role, alias: 'alias/again', since }));
    const early = new Date().toISOString();
    const [one, other] = [await copied(), await copied()];
    const first = await restored(one, early);
    expect(await restored(one, early)).toBe(first);
    const second = await restored(other, early);
    expect(second).not.toBe(first);
    expect(await restored('', early)).toBe(second);
    const later = new Date().toISOString();
    expect([first, second]).not.toContain(await restored(one, later));
    const jobs = (await aws(PARIS, 'backup', 'list-restore-jobs'))['RestoreJobs'] as {
      RecoveryPointArn: string;
      CreatedResourceArn: string;
    }[];
    const own = jobs.filter(({ CreatedResourceArn }) => CreatedResourceArn.endsWith(`:${bucket}`));
    expect(own.map(({ RecoveryPointArn }) => RecoveryPointArn)).toEqual([one, other, one]);
  });
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  let so = await isSo();
  for (let n = 0; n < 300 && !so; n += 1) {
    await new Promise((done) => setTimeout(done, 100));
    so = await isSo();
  }
  expect(so).toBe(true);
}

/** A line of the product, as a runner runs it; waiting takes no time. */
async function ran([program = '', ...args]: readonly string[]): Promise<string> {
  const bin = mkdtempSync(join(tmpdir(), 'lab-bin-'));
  writeFileSync(join(bin, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'lab',
    AWS_SECRET_ACCESS_KEY: 'lab',
    AWS_ENDPOINT_URL: lab.gate.url,
    PYTHONPATH: join(__dirname, 'client'),
    PATH: [bin, tools.bin, process.env['PATH']].join(':'),
  };
  return (await promisify(execFile)(program, args, { env })).stdout;
}
