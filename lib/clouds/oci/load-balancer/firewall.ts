import { WafWebAppFirewallPolicy, type WafWebAppFirewallPolicyActions } from '@cdktf/provider-oci/waf-web-app-firewall-policy';
import { WafWebAppFirewall } from '@cdktf/provider-oci/waf-web-app-firewall';
import type { LoadBalancerLoadBalancer } from '@cdktf/provider-oci/load-balancer-load-balancer';
import { Token } from 'cdktf';
import { AGAIN_PATH, MAINTENANCE_PATH, SERVING_PATH } from '../../../components/load-balancer';
import type { OciContext } from '../cell';
import type { BalancerPlacement } from './names';

/**
 * How a name begins under which the path of what serves answers for what serves again: a monitor asks one path of all its targets
 * (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/health_checks_http_monitor.html.markdown), and a policy of steering has
 * one monitor.
 */
export const AGAIN_HOST = 'again-';

/** Names of the actions of the policy; rules name them. */
const ALLOW = 'continuity-allow';
const MAINTENANCE = 'continuity-maintenance';

/** A word of a path of the switch, in the role that the site has. */
interface Answer {
  readonly name: string;
  readonly condition: string;
  readonly yes: boolean;
  readonly words: readonly [yes: string, no: string];
}

const isPath = (path: string): string => `http.request.url.path == '${path}'`;

/** Ahead of everything else: each is the firewall's own answer, in any form (https://docs.oracle.com/iaas/Content/WAF/Concepts/understanding_conditions.htm, 2026-11). */
const answersOf = ({ form, again }: BalancerPlacement): readonly Answer[] => [
  {
    name: 'continuity-again',
    condition: `${isPath(AGAIN_PATH)} || (${isPath(SERVING_PATH)} && i_starts_with(http.request.headers.host[0], '${AGAIN_HOST}'))`,
    yes: form === 'serving' && again,
    words: ['serving again', 'not again'],
  },
  {
    name: 'continuity-serving',
    condition: isPath(SERVING_PATH),
    yes: form === 'serving',
    words: ['serving', form === 'closed' ? 'closed' : 'not serving'],
  },
];

const says = (name: string, code: number, type: string, text: string): WafWebAppFirewallPolicyActions => ({
  name,
  type: 'RETURN_HTTP_RESPONSE',
  code,
  headers: [
    { name: 'Content-Type', value: type },
    { name: 'Cache-Control', value: 'no-store' },
  ],
  body: { type: 'STATIC_TEXT', text },
});

/** What the switch is told, what users read while the site does not serve, and what lets them through. */
function actionsOf({ onceOpen }: OciContext, placement: BalancerPlacement): WafWebAppFirewallPolicyActions[] {
  return [
    { name: ALLOW, type: 'ALLOW' },
    says(MAINTENANCE, 503, 'text/html; charset=utf-8', placement.declaration.maintenancePage),
    ...answersOf(placement).map(({ name, yes, words }) => {
      const code = yes ? Token.asNumber(onceOpen('200', '503')) : 503;
      return says(name, code, 'text/plain', yes ? onceOpen(...words) : words[1]);
    }),
  ];
}

/**
 * The policy of the firewall, which changes in place, and nothing else does that lets users in: rules answer the switch, then the page can be looked at,
 * and what no rule answers is let through where the site serves, and gets the page elsewhere.
 */
export function renderPolicy(context: OciContext, placement: BalancerPlacement): WafWebAppFirewallPolicy {
  const { stack, site, workload } = context;
  const { id, here, component, form } = placement;
  const rule = (name: string, actionName: string, condition: string) => ({
    ...{ name, actionName, condition, type: 'ACCESS_CONTROL', conditionLanguage: 'JMESPATH' },
  });
  return new WafWebAppFirewallPolicy(stack, `${id}-policy`, {
    compartmentId: site.account,
    displayName: here.names.balancer,
    actions: actionsOf(context, placement),
    requestAccessControl: {
      defaultActionName: form === 'serving' ? context.onceOpen(ALLOW, MAINTENANCE) : MAINTENANCE,
      rules: [
        ...answersOf(placement).map(({ name, condition }) => rule(name, name, condition)),
        rule(MAINTENANCE, MAINTENANCE, isPath(MAINTENANCE_PATH)),
      ],
    },
    freeformTags: { workload: workload.id, component },
  });
}

/** The policy in front of a load balancer: it has one firewall at the most (UNVERIFIED). */
export function renderFirewall(
  { stack, site, workload }: OciContext,
  { id, here, component }: BalancerPlacement,
  policy: WafWebAppFirewallPolicy,
  balancer: LoadBalancerLoadBalancer,
): WafWebAppFirewall {
  return new WafWebAppFirewall(stack, `${id}-firewall`, {
    compartmentId: site.account,
    displayName: here.names.balancer,
    backendType: 'LOAD_BALANCER',
    loadBalancerId: balancer.id,
    webAppFirewallPolicyId: policy.id,
    freeformTags: { workload: workload.id, component },
  });
}
