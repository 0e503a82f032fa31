import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AwsClient } from './aws-client';
import { type Lab, startLab } from './emulator';
import { nth } from './hooks';
import { labEnvironment, type LabTools } from './environment';
import { pageAt } from './load-balancer';
import { resolve } from './resolver';
import { Xml } from './xml';

jest.setTimeout(900_000);

const PARIS = 'eu-west-3';
const FRANKFURT = 'eu-central-1';
const VERSIONS: Readonly<Record<string, string>> = { rds: '2014-10-31', ec2: '2016-11-15', elasticloadbalancing: '2015-12-01' };

let tools: LabTools;
let lab: Lab;

beforeAll(async () => {
  const found = await labEnvironment();
  // A lab that cannot run is a failure, never a silent pass: the reason is the message, here and in CI alike.
  if (!found.ready) throw new Error(found.reason);
  tools = found;
  lab = await startLab(found);
});
afterAll(async () => lab?.stop());
afterEach(() => {
  lab?.gate.killed.forEach((region) => lab.gate.revive(region));
  lab?.gate.reset();
});

/** The CLI of a runbook, through the gate. */
async function aws(region: string, ...args: string[]): Promise<Record<string, unknown>> {
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 'lab', AWS_MAX_ATTEMPTS: '1', AWS_DEFAULT_REGION: region };
  const { stdout } = await promisify(execFile)(
    tools.aws,
    ['--endpoint-url', lab.gate.url, '--cli-read-timeout', '2', '--output', 'json', ...args],
    { env },
  );
  return stdout.trim() ? (JSON.parse(stdout) as Record<string, unknown>) : {};
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
    await expect(aws(PARIS, 'rds', 'describe-db-instances')).rejects.toThrow();
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
});

describe('the resolver', () => {
  const dns: Record<string, string> = {};
  const rules: Record<string, string> = {};
  const fixed = (status: number): Record<string, string> => ({
    'Actions.member.1.Type': 'fixed-response',
    'Actions.member.1.FixedResponseConfig.StatusCode': String(status),
    'Actions.member.1.FixedResponseConfig.ContentType': 'text/plain',
  });

  /** A load balancer with a maintenance page, a serving path and a takeover path. */
  async function balancer(site: string, region: string, serving: number): Promise<void> {
    const subnets = (await direct('ec2', region, 'DescribeSubnets')).all('subnetSet/item').slice(0, 2);
    const created = await direct('elasticloadbalancing', region, 'CreateLoadBalancer', {
      Name: site,
      'Subnets.member.1': subnets[0]?.text('subnetId') ?? '',
      'Subnets.member.2': subnets[1]?.text('subnetId') ?? '',
    });
    dns[site] = created.text('LoadBalancers/member/DNSName') ?? '';
    const listener = await direct('elasticloadbalancing', region, 'CreateListener', {
      LoadBalancerArn: created.text('LoadBalancers/member/LoadBalancerArn') ?? '',
      Port: '80',
      Protocol: 'HTTP',
      'DefaultActions.member.1.Type': 'fixed-response',
      'DefaultActions.member.1.FixedResponseConfig.StatusCode': '503',
      'DefaultActions.member.1.FixedResponseConfig.ContentType': 'text/html',
      'DefaultActions.member.1.FixedResponseConfig.MessageBody': '<h1>Maintenance</h1>',
    });
    for (const [index, path] of ['serving', 'takeover'].entries()) {
      const rule = await direct('elasticloadbalancing', region, 'CreateRule', {
        ListenerArn: listener.text('Listeners/member/ListenerArn') ?? '',
        Priority: String(index + 1),
        'Conditions.member.1.Field': 'path-pattern',
        'Conditions.member.1.Values.member.1': `/continuity/${path}`,
        ...fixed(path === 'serving' ? serving : 503),
      });
      rules[`${site}/${path}`] = rule.text('Rules/member/RuleArn') ?? '';
    }
  }

  async function open(rule: string, region: string, status: number): Promise<void> {
    await direct('elasticloadbalancing', region, 'ModifyRule', { RuleArn: rules[rule] ?? '', ...fixed(status) });
  }

  async function check(config: Record<string, unknown>): Promise<string> {
    const made = await aws(
      PARIS,
      'route53',
      'create-health-check',
      '--caller-reference',
      JSON.stringify(config),
      '--health-check-config',
      JSON.stringify(config),
    );
    return (made.HealthCheck as { Id: string }).Id;
  }

  async function record(zone: string, id: string, role: string, target: string, HealthCheckId?: string): Promise<void> {
    const set = {
      Name: 'billing.acme.example',
      Type: 'A',
      SetIdentifier: id,
      Failover: role,
      HealthCheckId,
      AliasTarget: { HostedZoneId: 'Z1', DNSName: target, EvaluateTargetHealth: false },
    };
    await aws(
      PARIS,
      'route53',
      'change-resource-record-sets',
      '--hosted-zone-id',
      zone,
      '--change-batch',
      JSON.stringify({ Changes: [{ Action: 'CREATE', ResourceRecordSet: set }] }),
    );
  }

  const answer = async (): Promise<string> => (await resolve(lab, { zone: 'acme.example', record: 'billing' })).target;
  let zone = '';

  beforeAll(async () => {
    await balancer('paris', PARIS, 200);
    await balancer('frankfurt', FRANKFURT, 503);
    const probe = { Type: 'HTTP', Port: 80, RequestInterval: 10, FailureThreshold: 3 };
    const serves = await check({ ...probe, FullyQualifiedDomainName: dns.paris, ResourcePath: '/continuity/serving' });
    const notTaken = await check({
      ...probe,
      FullyQualifiedDomainName: dns.frankfurt,
      ResourcePath: '/continuity/takeover',
      Inverted: true,
    });
    const active = await check({ Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: [serves, notTaken] });
    zone = (
      (await aws(PARIS, 'route53', 'create-hosted-zone', '--name', 'acme.example', '--caller-reference', '1')).HostedZone as { Id: string }
    ).Id;
    await record(zone, 'paris', 'PRIMARY', dns.paris ?? '', active);
    await record(zone, 'frankfurt', 'SECONDARY', dns.frankfurt ?? '');
  });

  it('answers the primary in peace, and shows why', async () => {
    const { answer: role, why } = await resolve(lab, { zone: 'acme.example', record: 'billing' });
    expect(role).toBe('PRIMARY');
    expect(why.join('\n')).toContain('2 of 2 healthy, 2 needed → healthy');
  });

  it('answers the secondary, on its maintenance page, when the primary’s region dies', async () => {
    lab.gate.kill(PARIS);
    expect(await answer()).toBe(dns.frankfurt);
    expect(await pageAt(lab, dns.frankfurt ?? '', '/invoices')).toEqual({ kind: 'fixed', status: 503, body: '<h1>Maintenance</h1>' });
    expect(await pageAt(lab, dns.paris ?? '', '/')).toMatchObject({ kind: 'unreachable' });
  });

  it('keeps answering the secondary once it took over, even if the old primary comes back serving', async () => {
    await open('frankfurt/takeover', FRANKFURT, 200);
    expect(await answer()).toBe(dns.frankfurt);
    await open('frankfurt/takeover', FRANKFURT, 503);
    expect(await answer()).toBe(dns.paris);
  });

  it('answers the secondary when the primary is fenced, with its standby out of reach or not', async () => {
    await open('paris/serving', PARIS, 503);
    lab.gate.kill(FRANKFURT);
    expect(await answer()).toBe(dns.frankfurt);
    await open('paris/serving', PARIS, 200);
  });

  it('refuses a second primary record, as Route 53 does', async () => {
    await expect(record(zone, 'second', 'PRIMARY', dns.frankfurt ?? '')).rejects.toThrow(/InvalidChangeBatch/);
  });
});

describe('the XML reader', () => {
  it('reads elements, text and entities', () => {
    const xml = Xml.parse('<?xml version="1.0"?>\n<A x="1"><B>1 &lt; 2</B><C/><D><B>&#233;</B></D></A>');
    expect([xml.text('B'), xml.text('C'), xml.text('D/B')]).toEqual(['1 < 2', undefined, 'é']);
  });
});
