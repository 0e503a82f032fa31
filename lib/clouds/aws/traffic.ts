import { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb/index.js';
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone/index.js';
import { Route53HealthCheck } from '@cdktf/provider-aws/lib/route53-health-check/index.js';
import { Route53Record, type Route53RecordConfig } from '@cdktf/provider-aws/lib/route53-record/index.js';
import type { TerraformProvider } from 'cdktf';
import { AGAIN_PATH, portOf, SERVING_PATH } from '../../components/load-balancer';
import type { Place } from '../../words/place';
import type { TrafficPlan } from '../../plan/plan';
import type { LinksContext, TrafficCell } from '../../port/cloud';
import { renderMetric } from './alarm';
import { planeOf } from './catalogue';
import { ACCOUNT, CLIENT_KEPT, isRoleOf } from './facts';
import type { AwsGroundName } from './ground';
import type { BalancerName } from './load-balancer/names';
import { partitionOf } from './partition';
import { providerOf } from './provider';
import { renderTopic } from './topic';
import { trafficDoctor } from './traffic-doctor';
import { renderPages, type ChecksPlace } from './traffic-pages';
import { DNS_SLA } from './slas';

const CHECKS = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html';
const GUIDE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html';

/** Seconds that an answer about an alias to a load balancer is kept. https://aws.amazon.com/route53/faqs/ (DNS failover), 2026-11. */
const ALIAS_TTL = 60;

/** How an entrance is asked: its interval and its threshold are what detection takes. */
const CHECK = { requestInterval: 10, failureThreshold: 3 } as const;

/**
 * The switch (docs/design.md, "Traffic"). The record of the site that served first is PRIMARY for ever, since Route 53 refuses a second
 * one for an instant. It answers by a calculated check: while that site is the base, enough of the base's sentences hold; while the
 * other site is the base, the inverse of the same verdict about it. The answers come from the data plane alone.
 */
export const traffic: TrafficCell = {
  facts: {
    switch:
      'Route 53 failover records over a calculated health check of both entrances: data plane only, no apply on the day; records and checks change in peace, through us-east-1',
    detection: {
      seconds: CHECK.requestInterval * CHECK.failureThreshold,
      source: `${CHECK.failureThreshold} failed checks at ${CHECK.requestInterval} s, ${GUIDE}`,
      verified: true,
    },
    propagation: {
      seconds: ALIAS_TTL + CLIENT_KEPT,
      source: `TTL of an alias to a load balancer, ${GUIDE}, and then as long as a client may keep its connection to the old one (client_keep_alive)`,
      verified: true,
    },
    told: `alarms of Route 53's checks, with a topic of their own in the one region that publishes them, ${CHECKS}`,
    sla: DNS_SLA,
    toldApart: true,
    asks: true,
  },
  refuses: ({ zoneOwner }) =>
    zoneOwner === undefined || (ACCOUNT.shape.test(zoneOwner.account) && isRoleOf(zoneOwner.role ?? '', zoneOwner.account))
      ? []
      : [
          {
            of: 'zoneOwner',
            value: `${zoneOwner.role ?? 'no role'} in ${zoneOwner.account}`,
            allowed: 'a role of that account: arn:aws:iam::ACCOUNT:role/…',
          },
        ],
  doctor: trafficDoctor,
  render(given, traffic: Traffic, sequence) {
    const context = { ...given, near: nearFirst(given, traffic) };
    const balancers = new Map([traffic.first, traffic.second].map((peer) => [peer.site, balancerOf(context, peer)]));
    const probes = renderProbes(context, traffic, sequence, balancers);
    const answers = renderVerdict(context, traffic, sequence, probes);
    renderRecords(context, traffic, balancers, answers);
    const checks = renderAlarms(context, traffic, sequence, probes);
    renderPages({ stack: context.stack, near: context.near, ...checks }, traffic.pages ?? []);
    return { first: [...probes, answers].map((check) => `aws_route53_health_check.${check.friendlyUniqueId}`) };
  },
};

/** One probe of an entrance. It holds where the path answers; a denied one where it does not, for whatever reason. */
interface Sentence {
  readonly id: string;
  readonly side: 'base' | 'other';
  readonly path: string;
  readonly denied: boolean;
  /** Of what holds in peace, which is watched: what is so where it does not hold. What says that a side serves again is of moves. */
  readonly broken?: (traffic: Traffic) => string;
}

/**
 * What speaks for the base. A side that serves beats one that does not, a side that serves again beats one that merely serves, and
 * between equals the other side wins: it opened after the base. So the last taker wins for three moves without a new base, and a side
 * that comes back unfenced gets no user. A fourth move would end between equals where the base should win: traffic is based anew first.
 */
const SENTENCES: readonly Sentence[] = [
  {
    ...{ id: 'serves', side: 'base', path: SERVING_PATH, denied: false },
    broken: ({ base, name }) => `${base.region} does not answer as the site that serves ${name}, or nobody knows`,
  },
  { id: 'serves-again', side: 'base', path: AGAIN_PATH, denied: false },
  {
    ...{ id: 'not-serving', side: 'other', path: SERVING_PATH, denied: true },
    broken: ({ other, name }) => `${other.region} answers as a site that serves ${name}, or nobody knows`,
  },
  { id: 'not-again', side: 'other', path: AGAIN_PATH, denied: true },
];

/** How many of them must hold: with two, equals would be decided for the base; with four, a base that never moved could not answer. */
const NEEDED = 3;

type Traffic = TrafficPlan<BalancerName, AwsGroundName>;
type Balancers = ReadonlyMap<string, DataAwsLb>;

/** Where the switch is rendered, and the provider of all that it makes but alarms. */
interface SwitchContext extends LinksContext {
  readonly near: TerraformProvider;
}

/**
 * Of the first site, and called by what it is for: where another site takes the place of that one, what was made by a provider that is
 * named by its region could not be deleted any more ("Provider configuration not present").
 */
const nearFirst = ({ stack, site }: LinksContext, { first }: Traffic): TerraformProvider =>
  providerOf(stack, site(first.site), first.region, 'switch');

function balancerOf({ stack, provider }: LinksContext, peer: Place<BalancerName>): DataAwsLb {
  return new DataAwsLb(stack, `entrance-${peer.region}`, { name: peer.names.balancer, provider: provider(peer.site) });
}

/** Checks are named by sequence: a reprotect makes new ones, lets them report, and then changes one field of one record. */
function renderProbes(
  { stack, workload, near }: SwitchContext,
  traffic: Traffic,
  sequence: number,
  balancers: Balancers,
): readonly Route53HealthCheck[] {
  return SENTENCES.map(({ id, side, path, denied }) => {
    const peer = traffic[side];
    const port = portOf(traffic.entrance, peer.site);
    return new Route53HealthCheck(stack, `${id}-${peer.region}-${sequence}`, {
      type: port === 443 ? 'HTTPS' : 'HTTP',
      port,
      // The name that is asked for is one of the certificate: the load balancer's own is in none.
      fqdn: port === 443 ? (traffic.entrances[peer.site] as string) : (balancers.get(peer.site) as DataAwsLb).dnsName,
      resourcePath: path,
      ...CHECK,
      ...(port === 443 ? { enableSni: true } : {}),
      invertHealthcheck: denied,
      provider: near,
      lifecycle: { createBeforeDestroy: true },
      tags: { Name: `${workload.id} ${id}-${peer.region} ${sequence}` },
    });
  });
}

/** Whether the PRIMARY record answers: the verdict about the base, inverted where the base is not the site of that record. */
function renderVerdict(
  { stack, workload, near }: SwitchContext,
  { base, first }: Traffic,
  sequence: number,
  probes: readonly Route53HealthCheck[],
): Route53HealthCheck {
  return new Route53HealthCheck(stack, `answers-${sequence}`, {
    type: 'CALCULATED',
    childHealthchecks: probes.map((probe) => probe.id),
    childHealthThreshold: NEEDED,
    invertHealthcheck: base.site !== first.site,
    provider: near,
    lifecycle: { createBeforeDestroy: true },
    tags: { Name: `${workload.id} ${first.region} answers ${sequence}` },
  });
}

/**
 * The names that users know, each as two failover records; and a name for each entrance, as a plain one: what that site answers, whoever
 * has the role, so that one site can be asked whether it serves before the other one is opened. A failover record is called by its part: where
 * another site takes the place of the first one, the provider changes it in one batch, while a PRIMARY made beside the other one would be refused
 * (https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/route53/record.go, resourceRecordUpdate).
 */
function renderRecords(
  { stack, provider, near }: SwitchContext,
  traffic: Traffic,
  balancers: Balancers,
  answers: Route53HealthCheck,
): void {
  const at = traffic.zoneOwner ? provider(traffic.first.site, traffic.zoneOwner) : near;
  const { zoneId } = new DataAwsRoute53Zone(stack, 'zone', { name: traffic.zone, privateZone: false, provider: at });
  const record = (id: string, peer: Place, name: string, more: Partial<Route53RecordConfig>): void => {
    const balancer = balancers.get(peer.site) as DataAwsLb;
    const alias = { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false };
    new Route53Record(stack, id, { provider: at, zoneId, name, type: 'A', alias, ...more });
  };
  const { first, second } = traffic;
  const as = (type: 'PRIMARY' | 'SECONDARY', { region }: Place): Partial<Route53RecordConfig> => ({
    setIdentifier: region,
    failoverRoutingPolicy: { type },
  });
  for (const [i, name] of [traffic.name, ...traffic.aliases].entries()) {
    const id = i === 0 ? 'record' : `record-${name}`;
    record(`${id}-primary`, first, name, { ...as('PRIMARY', first), healthCheckId: answers.id });
    record(`${id}-secondary`, second, name, as('SECONDARY', second));
  }
  for (const peer of [first, second]) record(`entrance-record-${peer.region}`, peer, traffic.entrances[peer.site] as string, {});
}

/**
 * Alarms of the checks stand where the checks live, in peace as on the day: nothing of a recovery reaches that region, and nothing waits
 * for what they tell. They go on calling while a move is made: what they say is so then.
 */
function renderAlarms(
  context: LinksContext,
  traffic: Traffic,
  sequence: number,
  probes: readonly Route53HealthCheck[],
): Pick<ChecksPlace, 'topic' | 'published'> {
  const { stack, workload } = context;
  const { first, second } = traffic;
  // The checks are published in the region of their control plane, and in no other one (CHECKS): UNVERIFIED for partitions other than aws.
  const region = planeOf(partitionOf(first.region));
  const sites = [first, second].map(({ site }) => context.site(site));
  const provider = providerOf(stack, context.site(first.site), region, 'checks');
  const subscriptions = sites.flatMap((site) => site.subscriptions);
  const each = subscriptions.filter((one, i) => subscriptions.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i);
  const topic = renderTopic(stack, {
    name: `${first.ground.topic}-checks`,
    alias: `${first.ground.topicAlias}-checks`,
    at: { region, account: first.account },
    durable: workload.durable,
    subscriptions: each,
    provider,
  });
  SENTENCES.forEach(({ id, side, broken }, i) => {
    const probe = probes[i];
    if (!broken || !probe) return;
    const name = `${id}-${traffic[side].region}-${sequence}`;
    renderMetric(
      stack,
      topic,
      {
        ...{ kind: 'metric', id: `${name}-told`, name: `${first.ground.topic}-${name}`, title: broken(traffic), calls: true },
        ...{ namespace: 'AWS/Route53', metric: 'HealthCheckStatus', of: { HealthCheckId: probe.id } },
        ...{ below: 1, period: 60, periods: 1, silenceIsAlarm: true },
      },
      provider,
    );
  });
  return { topic, published: provider };
}
