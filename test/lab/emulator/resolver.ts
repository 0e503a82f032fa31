import { AwsClient } from './aws-client';
import { hasHealthyTarget, pageAt, regionOf, type World } from './load-balancer';
import { type Xml } from './xml';

/** A name to resolve. */
export interface Question {
  /** `acme.example` */
  readonly zone: string;
  /** `billing` or `billing.acme.example` */
  readonly record: string;
  /** @default 'A' */
  readonly type?: string;
}

/** What Route 53 answers, and each judgement on the way. */
export interface Answer {
  /** The failover record that answers; `PLAIN` where the name has one record without a routing policy. */
  readonly answer: 'PRIMARY' | 'SECONDARY' | 'PLAIN';
  /** The DNS name of the load balancer users reach. */
  readonly target: string;
  readonly why: readonly string[];
}

const API = '/2013-04-01';

/**
 * Answers as Route 53 would. A plain record: with what it says. Failover records: the primary while it is healthy, else the secondary
 * while that is healthy, else the primary. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html
 */
export async function resolve(world: World, question: Question): Promise<Answer> {
  const aws = new AwsClient(world.emulator.url);
  const records = await recordsOf(aws, question);
  const plain = plainOf(records, question);
  if (plain) return { answer: 'PLAIN', target: targetOf(plain), why: ['a plain record: its target, whoever has the role'] };
  const health = new HealthChecks(aws, world, question.zone);
  const primary = await judge(world, health, pick(records, 'PRIMARY', question));
  if (primary.healthy) return { answer: 'PRIMARY', target: primary.target, why: health.why };
  const secondary = await judge(world, health, pick(records, 'SECONDARY', question));
  if (secondary.healthy) return { answer: 'SECONDARY', target: secondary.target, why: health.why };
  return { answer: 'PRIMARY', target: primary.target, why: [...health.why, 'neither is healthy: Route 53 answers with the primary'] };
}

async function recordsOf(aws: AwsClient, question: Question): Promise<readonly Xml[]> {
  const zones = (await aws.get('route53', 'us-east-1', `${API}/hostedzone`)).all('HostedZones/HostedZone');
  const id = zones.find((z) => z.text('Name') === `${question.zone}.`)?.text('Id');
  if (!id) throw new Error(`Route 53 has no zone ${question.zone} (it has: ${zones.map((z) => z.text('Name')).join(', ') || 'none'})`);
  const name = question.record.endsWith(question.zone) ? question.record : `${question.record}.${question.zone}`;
  const sets = await aws.get('route53', 'us-east-1', `${API}${id.startsWith('/') ? id : `/hostedzone/${id}`}/rrset`);
  return sets
    .all('ResourceRecordSets/ResourceRecordSet')
    .filter((r) => r.text('Name') === `${name}.` && r.text('Type') === (question.type ?? 'A'));
}

/** The record without a routing policy. Route 53 refuses one beside another record of the same name and type; moto does not. */
function plainOf(records: readonly Xml[], { zone, record }: Question): Xml | undefined {
  const plain = records.find((r) => !r.text('SetIdentifier'));
  if (plain && records.length > 1)
    throw new Error(`${record} in ${zone} has a plain record beside ${records.length - 1} more: Route 53 refuses that`);
  return plain;
}

function targetOf(record: Xml): string {
  return record.text('AliasTarget/DNSName') ?? record.text('ResourceRecords/ResourceRecord/Value') ?? '';
}

function pick(records: readonly Xml[], role: string, { zone, record }: Question): Xml {
  const found = records.filter((r) => r.text('Failover') === role);
  if (found.length !== 1 || !found[0]) throw new Error(`${record} in ${zone} has ${found.length} ${role} records, and needs exactly one`);
  return found[0];
}

async function judge(world: World, health: HealthChecks, record: Xml): Promise<{ healthy: boolean; target: string }> {
  const target = targetOf(record);
  const check = record.text('HealthCheckId');
  const healthy = check ? await health.isHealthy(check) : true;
  if (record.text('AliasTarget/EvaluateTargetHealth') === 'true' && world.gate.killed.includes(regionOf(target))) {
    health.why.push(`${target}: its region is dead, and the record evaluates its target's health`);
    return { healthy: false, target };
  }
  return { healthy, target };
}

/** The health checks of the account, evaluated from their configuration: the emulator probes nothing. */
class HealthChecks {
  readonly why: string[] = [];

  constructor(
    private readonly aws: AwsClient,
    private readonly world: World,
    private readonly zone: string,
  ) {}

  async isHealthy(id: string): Promise<boolean> {
    const config = (await this.aws.get('route53', 'us-east-1', `${API}/healthcheck/${id}`)).first('HealthCheck/HealthCheckConfig');
    if (!config) throw new Error(`health check ${id} has no configuration`);
    const inverted = config.text('Inverted') === 'true';
    // A disabled check is healthy without being probed; inverted, it is unhealthy.
    const [raw, what] = config.text('Disabled') === 'true' ? ([true, 'disabled'] as const) : await this.observe(config);
    this.why.push(`${id}: ${what}${inverted ? ', inverted' : ''} → ${raw !== inverted ? 'healthy' : 'unhealthy'}`);
    return raw !== inverted;
  }

  private async observe(config: Xml): Promise<readonly [boolean, string]> {
    const type = config.text('Type') ?? '';
    if (type === 'CALCULATED') return this.calculate(config);
    if (type !== 'HTTP' && type !== 'HTTPS')
      throw new Error(`the lab cannot evaluate a health check of type ${type}: HTTP, HTTPS and CALCULATED only`);
    return this.probe(config, type === 'HTTP' ? 'http' : 'https');
  }

  private async calculate(config: Xml): Promise<readonly [boolean, string]> {
    const children = config.all('ChildHealthChecks/ChildHealthCheck').map((c) => c.value);
    const threshold = Number(config.text('HealthThreshold') ?? 0);
    let healthy = 0;
    for (const child of children) if (await this.isHealthy(child)) healthy += 1;
    return [healthy >= threshold, `${healthy} of ${children.length} healthy, ${threshold} needed`];
  }

  private async probe(config: Xml, scheme: 'http' | 'https'): Promise<readonly [boolean, string]> {
    const host = config.text('FullyQualifiedDomainName') ?? '';
    const path = config.text('ResourcePath') ?? '/';
    const url = `${scheme}://${host}${path}`;
    const target = await this.targetOf(host);
    const page = await pageAt(this.world, target, path, { scheme, port: Number(config.text('Port')) || undefined, host });
    if (page.kind === 'unreachable') return [false, `${url} ${page.why}`];
    if (page.kind === 'fixed') return [page.status >= 200 && page.status < 400, `${url} ${page.status}`];
    const up = await hasHealthyTarget(this.world, regionOf(target), page.targetGroups);
    return [up, `${url} forwarded, ${up ? 'a target is healthy' : 'no target is healthy'}`];
  }

  /** Where a name leads that is one of the zone; the name of a load balancer leads there. */
  private async targetOf(host: string): Promise<string> {
    if (!host.endsWith(`.${this.zone}`)) return host;
    const records = await recordsOf(this.aws, { zone: this.zone, record: host });
    const plain = plainOf(records, { zone: this.zone, record: host });
    if (!plain) throw new Error(`${host} has no plain record: the lab follows no other one from a health check`);
    return targetOf(plain);
  }
}
