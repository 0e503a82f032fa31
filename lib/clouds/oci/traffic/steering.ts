import { DnsSteeringPolicyAttachment } from '@cdktf/provider-oci/dns-steering-policy-attachment';
import { DnsSteeringPolicy, type DnsSteeringPolicyAnswers, type DnsSteeringPolicyRules } from '@cdktf/provider-oci/dns-steering-policy';
import { HealthChecksHttpMonitor } from '@cdktf/provider-oci/health-checks-http-monitor';
import type { TerraformResource } from 'cdktf';
import { portOf, SERVING_PATH } from '../../../components/load-balancer';
import type { LinksContext } from '../../../port/cloud';
import { hostOf, namesOf, ordersOf, type Order, type Traffic } from './names';
import { renderRrset, TTL, type ZoneRecords } from './records';

/** How an entrance is asked: every ten seconds, the shortest that there is (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/health_checks_http_monitor.html.markdown). */
export const PROBE = { intervalInSeconds: 10, timeoutInSeconds: 10 } as const;

/**
 * One monitor asks both entrances, each under two names, one path: a policy of steering has one monitor, and a monitor one path. It asks by names and not by
 * addresses, since behind TLS the name that is asked has to be one of the certificate (https://docs.oracle.com/iaas/Content/HealthChecks/Tasks/create-http-monitor.htm,
 * 2026-11). It stands ahead of what rests on it, and reports; another pair of sites gets one of its own.
 */
export function renderMonitor(context: LinksContext, traffic: Traffic, records: readonly TerraformResource[]): HealthChecksHttpMonitor {
  const { first, second, entrance } = traffic;
  const port = portOf(entrance, first.site);
  const [order] = ordersOf(traffic);
  return new HealthChecksHttpMonitor(context.stack, `entrances-${(order as Order).id}`, {
    compartmentId: first.account,
    displayName: `${traffic.name} entrances`,
    protocol: port === 443 ? 'HTTPS' : 'HTTP',
    port,
    path: SERVING_PATH,
    method: 'GET',
    targets: [first, second].flatMap((peer) => {
      const { plain, again } = namesOf(traffic, peer);
      return [plain, again];
    }),
    ...PROBE,
    isEnabled: true,
    provider: context.stateProvider(),
    lifecycle: { createBeforeDestroy: true },
    dependsOn: [...records],
  });
}

/**
 * What an order answers with, the first one ahead that is not reported down: whoever serves again, else whoever serves, and of two that do the one that may
 * take over; where nobody serves, that one's page, whose name no monitor asks ("assumed healthy", dns_steering_policy of the release).
 */
function answersOf(traffic: Traffic, { base, other }: Order): readonly (readonly [pool: string, name: string])[] {
  const [own, away] = [namesOf(traffic, base), namesOf(traffic, other)];
  return [
    ['other-again', away.again],
    ['base-again', own.again],
    ['other-serves', away.plain],
    ['base-serves', own.plain],
    ['page', away.page],
  ];
}

/** In the order that its template asks for: what is disabled, what is down, which comes first, and how many. */
const rulesOf = (pools: readonly string[]): DnsSteeringPolicyRules[] => [
  { ruleType: 'FILTER', defaultAnswerData: [{ answerCondition: 'answer.isDisabled != true', shouldKeep: true }] },
  { ruleType: 'HEALTH' },
  {
    ruleType: 'PRIORITY',
    defaultAnswerData: pools.map((pool, i) => ({ answerCondition: `answer.pool == '${pool}'`, value: i + 1 })),
  },
  { ruleType: 'LIMIT', defaultCount: 1 },
];

/**
 * Both orders, each as a policy of its own under a name of its own: nothing of a policy but its monitor and its TTL changes in place (answers and rules are
 * force-new, as is the policy of an attachment), and while it is replaced, the plain record below it answers. So a new base changes where the users' name
 * leads, and no policy. What OCI makes of a name as an answer ("normalized") is none of Terraform's: another pair has another policy.
 */
export function renderOrders(
  context: LinksContext,
  traffic: Traffic,
  monitor: HealthChecksHttpMonitor,
  zone: ZoneRecords,
): readonly DnsSteeringPolicyAttachment[] {
  const { stack, stateProvider, workload } = context;
  const provider = stateProvider();
  return ordersOf(traffic).map((order) => {
    const answers = answersOf(traffic, order);
    const policy = new DnsSteeringPolicy(stack, order.id, {
      compartmentId: traffic.first.account,
      displayName: `${traffic.name} rests on ${order.base.region}`,
      template: 'FAILOVER',
      ttl: TTL,
      healthCheckMonitorId: monitor.id,
      answers: answers.map(([pool, name]): DnsSteeringPolicyAnswers => ({ name: pool, pool, rtype: 'CNAME', rdata: `${name}.` })),
      rules: rulesOf(answers.map(([pool]) => pool)),
      freeformTags: { workload: workload.id },
      provider,
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['answers', 'rules'] },
    });
    const below = renderRrset(zone, `${order.id}-plain`, hostOf(order, traffic), 'CNAME', namesOf(traffic, order.base).plain);
    return new DnsSteeringPolicyAttachment(stack, `${order.id}-attached`, {
      displayName: hostOf(order, traffic),
      domainName: hostOf(order, traffic),
      steeringPolicyId: policy.id,
      zoneId: zone.zoneId,
      provider,
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [below],
    });
  });
}
