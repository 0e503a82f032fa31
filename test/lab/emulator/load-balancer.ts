import { AwsClient } from './aws-client';
import { type Xml } from './xml';

/** What a load balancer answers: its own fixed response or redirect, `forward` to its targets, or nothing at all. */
export type Page =
  | { readonly kind: 'fixed'; readonly status: number; readonly body: string }
  | { readonly kind: 'forward'; readonly targetGroups: readonly string[] }
  | { readonly kind: 'unreachable'; readonly why: string };

/** Where to read: the emulator's own address, and which regions are dead at the gate. */
export interface World {
  readonly emulator: { readonly url: string };
  readonly gate: { readonly killed: readonly string[] };
}

/** How to ask. */
export interface Ask {
  /** @default 'http' */
  readonly scheme?: 'http' | 'https';
  /** @default 80, or 443 with https */
  readonly port?: number;
  /** The name the browser asked for. @default the load balancer's DNS name */
  readonly host?: string;
}

const VERSION = '2015-12-01';

/**
 * What a browser would get from this load balancer (its DNS name) at this path, by its listeners and rules.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 * Security groups are not looked at: a load balancer that is closed by one still answers here.
 */
export async function pageAt(world: World, dnsName: string, path: string, ask: Ask = {}): Promise<Page> {
  const region = regionOf(dnsName);
  if (world.gate.killed.includes(region)) return { kind: 'unreachable', why: `${region} is dead` };
  const aws = new AwsClient(world.emulator.url);
  const describe = (action: string, parameters?: Record<string, string>): Promise<Xml> =>
    aws.query('elasticloadbalancing', region, action, VERSION, parameters);
  const balancers = (await describe('DescribeLoadBalancers')).all('LoadBalancers/member');
  const arn = balancers.find((lb) => lb.text('DNSName')?.toLowerCase() === bare(dnsName))?.text('LoadBalancerArn');
  if (!arn) return { kind: 'unreachable', why: `no load balancer is called ${dnsName}` };

  const scheme = ask.scheme ?? 'http';
  const port = ask.port ?? (scheme === 'https' ? 443 : 80);
  const listeners = (await describe('DescribeListeners', { LoadBalancerArn: arn })).all('Listeners/member');
  const listener = listeners.find((l) => l.text('Port') === String(port));
  if (listener?.text('Protocol')?.toLowerCase() !== scheme) return { kind: 'unreachable', why: `no ${scheme} listener on port ${port}` };

  const rules = (await describe('DescribeRules', { ListenerArn: listener.text('ListenerArn') ?? '' })).all('Rules/member');
  const rule = [...rules].sort((a, b) => priority(a) - priority(b)).find((r) => applies(r, path, ask.host ?? bare(dnsName)));
  return pageOf((rule ?? listener).all(rule ? 'Actions/member' : 'DefaultActions/member'));
}

/** Whether one of these target groups has a target that is healthy. */
export async function hasHealthyTarget(world: World, region: string, targetGroups: readonly string[]): Promise<boolean> {
  const aws = new AwsClient(world.emulator.url);
  for (const arn of targetGroups) {
    const health = await aws.query('elasticloadbalancing', region, 'DescribeTargetHealth', VERSION, { TargetGroupArn: arn });
    if (health.all('TargetHealthDescriptions/member').some((t) => t.text('TargetHealth/State') === 'healthy')) return true;
  }
  return false;
}

/** The region in the DNS name of a load balancer: `name-1234.eu-west-3.elb.amazonaws.com`. */
export function regionOf(dnsName: string): string {
  const region = /\.([a-z]{2}(?:-[a-z]+)+-\d)\.elb\.amazonaws\.com/.exec(bare(dnsName))?.[1];
  if (!region) throw new Error(`${dnsName} is not the DNS name of an application load balancer (name-id.region.elb.amazonaws.com)`);
  return region;
}

function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');
}

function priority(rule: Xml): number {
  return Number(rule.text('Priority') ?? NaN) || Number.MAX_SAFE_INTEGER; // the default rule's priority is the word "default"
}

/** All conditions must hold; of one condition's values any may. */
function applies(rule: Xml, path: string, host: string): boolean {
  return rule.all('Conditions/member').every((condition) => {
    const field = condition.text('Field');
    const values = [
      ...condition.all('Values/member'),
      ...condition.all('PathPatternConfig/Values/member'),
      ...condition.all('HostHeaderConfig/Values/member'),
    ];
    if (field === 'path-pattern') return values.some((v) => matches(v.value, path.replace(/\?.*$/, '')));
    if (field === 'host-header') return values.some((v) => matches(v.value.toLowerCase(), host.toLowerCase()));
    throw new Error(`the lab cannot evaluate a listener rule with a condition on ${field ?? 'nothing'}: path-pattern and host-header only`);
  });
}

/** `*` stands for any characters and `?` for one; case matters in paths. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function pageOf(actions: readonly Xml[]): Page {
  const action = [...actions].sort((a, b) => Number(a.text('Order') ?? 0) - Number(b.text('Order') ?? 0)).at(-1);
  switch (action?.text('Type')) {
    case 'fixed-response':
      return {
        kind: 'fixed',
        status: Number(action.text('FixedResponseConfig/StatusCode')),
        body: action.text('FixedResponseConfig/MessageBody') ?? '',
      };
    case 'redirect':
      return { kind: 'fixed', status: Number(action.text('RedirectConfig/StatusCode')?.replace('HTTP_', '')), body: '' };
    case 'forward':
      return {
        kind: 'forward',
        targetGroups: [
          ...new Set([action, ...action.all('ForwardConfig/TargetGroups/member')].flatMap((t) => t.text('TargetGroupArn') ?? [])),
        ],
      };
    default:
      throw new Error(`the lab cannot evaluate a listener action of type ${action?.text('Type') ?? 'none'}`);
  }
}
