import { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb/index.js';
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone/index.js';
import { Route53HealthCheck } from '@cdktf/provider-aws/lib/route53-health-check/index.js';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record/index.js';
import { SERVING_PATH, type LoadBalancerDeclaration } from '../../components/load-balancer';
import type { Peer, WorkloadPlan } from '../../plan/plan';
import type { LinksContext, TrafficCell } from '../cloud';
import { portOf } from './load-balancer';

const GUIDE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html';

/**
 * The switch (design §6). The record of the site that served first is PRIMARY for ever, since Route 53 refuses a second one for an
 * instant. It answers by a calculated check: while that site is the base, "it serves, and the other one does not"; after a reprotect
 * in the other site, the inverse of the same sentence about the other site. The answers come from the data plane alone.
 */
export const traffic: TrafficCell = {
  facts: {
    switch:
      'Route 53 failover records over a calculated health check of both entrances: data plane only, no apply on the day; records and checks change in peace, through us-east-1',
    needs: ['aws:us-east-1'],
    detection: { seconds: 30, source: `three failed checks at 10 s, ${GUIDE}`, verified: true },
    propagation: { seconds: 60, source: `TTL of an alias to a load balancer, ${GUIDE}`, verified: true },
  },
  render(context, traffic, sequence) {
    const balancers = new Map([traffic.first, traffic.second].map((peer) => [peer.site, balancerOf(context, peer)]));
    const checks = renderChecks(context, traffic, sequence, balancers);
    renderRecords(context, traffic, balancers, checks.answers);
    return { first: checks.all.map((check) => `aws_route53_health_check.${check.friendlyUniqueId}`) };
  },
};

type Traffic = NonNullable<WorkloadPlan['traffic']>;
type Balancers = ReadonlyMap<string, DataAwsLb>;

function balancerOf({ stack, provider }: LinksContext, peer: Peer): DataAwsLb {
  return new DataAwsLb(stack, `entrance-${peer.region}`, { name: peer.names['balancer'] as string, provider: provider(peer.site) });
}

/** Checks are named by sequence: a reprotect makes new ones, lets them report, and then changes one field of one record. */
function renderChecks(
  { stack, plan, provider }: LinksContext,
  traffic: Traffic,
  sequence: number,
  balancers: Balancers,
): { answers: Route53HealthCheck; all: Route53HealthCheck[] } {
  const target = plan.protections.find((p) => p.declaration.id === traffic.target)?.declaration as LoadBalancerDeclaration;
  const lifecycle = { createBeforeDestroy: true };
  const at = provider(traffic.first.site);
  const probe = (id: string, peer: Peer, invert: boolean): Route53HealthCheck => {
    const port = portOf(target, peer.site);
    const check = {
      type: port === 443 ? 'HTTPS' : 'HTTP',
      port,
      fqdn: (balancers.get(peer.site) as DataAwsLb).dnsName,
      resourcePath: SERVING_PATH,
      requestInterval: 10,
      failureThreshold: 3,
    };
    return new Route53HealthCheck(stack, `${id}-${sequence}`, {
      ...check,
      ...(port === 443 ? { enableSni: true } : {}),
      invertHealthcheck: invert,
      provider: at,
      lifecycle,
      tags: { Name: `${plan.workload} ${id} ${sequence}` },
    });
  };
  const serves = probe(`serves-${traffic.base.region}`, traffic.base, false);
  const alone = probe(`not-serving-${traffic.other.region}`, traffic.other, true);
  const answers = new Route53HealthCheck(stack, `answers-${sequence}`, {
    type: 'CALCULATED',
    childHealthchecks: [serves.id, alone.id],
    childHealthThreshold: 2,
    invertHealthcheck: traffic.base.site !== traffic.first.site,
    provider: at,
    lifecycle,
    tags: { Name: `${plan.workload} ${traffic.first.region} answers ${sequence}` },
  });
  return { answers, all: [serves, alone, answers] };
}

function renderRecords({ stack, provider }: LinksContext, traffic: Traffic, balancers: Balancers, answers: Route53HealthCheck): void {
  const at = provider(traffic.first.site);
  const zone = new DataAwsRoute53Zone(stack, 'zone', { name: traffic.zone, provider: at });
  const record = (peer: Peer, type: 'PRIMARY' | 'SECONDARY'): void => {
    const balancer = balancers.get(peer.site) as DataAwsLb;
    new Route53Record(stack, `record-${peer.region}`, {
      provider: at,
      zoneId: zone.zoneId,
      name: traffic.name,
      type: 'A',
      setIdentifier: peer.region,
      failoverRoutingPolicy: { type },
      ...(type === 'PRIMARY' ? { healthCheckId: answers.id } : {}),
      alias: { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false },
    });
  };
  record(traffic.first, 'PRIMARY');
  record(traffic.second, 'SECONDARY');
}
