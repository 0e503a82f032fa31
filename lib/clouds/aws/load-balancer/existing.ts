import { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb/index.js';
import { portOf, type ExistingBalancer, type LoadBalancerDeclaration } from '../../../components/load-balancer';
import type { Rendered } from '../../../port/cloud';
import type { Flaw, SiteFacts } from '../../../port/facts';
import type { AwsContext } from '../cell';
import { clientKept, listensOn, rulesAhead } from '../cli-existing';
import { CLIENT_KEPT } from '../facts';
import { idFlaws, NAMED } from '../existing';
import type { Needed } from '../../../port/needed';
import type { BalancerPlacement } from './names';
import { renderRules } from './rules';

/*
 * An entrance that exists: three rules are added to its listener, each a resource of its own. The service refuses a place that is taken, so
 * none of its own is overwritten. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html (PriorityInUse)
 */

/** `…:listener/app/NAME/ID/ID`: the load balancer stands in the ARN of its listener, and its metrics bear both. */
const partsOf = (listener: string): string[] => listener.split('/');
const balancerIn = (listener: string): string => partsOf(listener)[2] ?? '';
const balancerArn = (listener: string): string => partsOf(listener).slice(0, 4).join('/').replace(':listener/', ':loadbalancer/');

/** What an existing load balancer is called. */
export const adoptsBalancer = ({ existing }: LoadBalancerDeclaration, site: string): { readonly balancer: string } | undefined =>
  existing?.[site] && { balancer: balancerIn(existing[site].id) };

/** What is wrong with what is given of it, and what only a load balancer takes that the library makes. */
export function existingFlaws({ existing, firewalls, accessLogs }: LoadBalancerDeclaration, site: SiteFacts): Flaw[] {
  const found = existing?.[site.key];
  if (!found) return [];
  const owners = Object.entries({ firewalls, accessLogs }).filter(([, table]) => table[site.key] !== undefined);
  return [
    ...idFlaws(NAMED.listener, found.id, site),
    ...idFlaws(NAMED.targets, found.targets, site),
    ...owners.map(([of, table]) => ({
      of,
      value: `${table[site.key]} at ${site.key}`,
      allowed: 'none where the load balancer exists: its owner gives it one',
    })),
  ];
}

const existingOf = ({ declaration, here }: Pick<BalancerPlacement, 'declaration' | 'here'>): ExistingBalancer | undefined =>
  here.existing && declaration.existing?.[here.site];

/** What is added to it. */
export function adoptBalancer(context: AwsContext, placement: BalancerPlacement): Rendered {
  const { id, listener, targets, priority } = foundOf(placement);
  const { dnsName } = new DataAwsLb(context.stack, id, { name: placement.here.names.balancer });
  const waits = renderRules(context, placement, listener, priority);
  return { ready: [], waits, endpoint: { host: dnsName, port: portOf(placement.declaration, placement.here.site), name: targets } };
}

function foundOf(placement: BalancerPlacement): { id: string; listener: string; targets: string; priority: number } {
  const { id: listener, targets, priority = 1 } = existingOf(placement) as ExistingBalancer;
  return { id: placement.id, listener, targets, priority };
}

/** What its metrics are of: where it exists, its ARNs say it; where it is made, nobody can compute it. */
export function measuredOf(placement: BalancerPlacement): { readonly LoadBalancer: string; readonly TargetGroup: string } {
  const { id } = placement;
  const found = existingOf(placement);
  if (!found) return { LoadBalancer: `\${aws_lb.${id}.arn_suffix}`, TargetGroup: `\${aws_lb_target_group.${id}-targets.arn_suffix}` };
  return {
    LoadBalancer: partsOf(found.id).slice(1, 4).join('/'),
    TargetGroup: found.targets.split(':').at(-1) as string,
  };
}

/** What has to be so of it: how it is asked, that the page which closes it is not passed by, and that clients leave it. */
export function balancerNeeds(placement: BalancerPlacement): Needed[] {
  const { id, component, here, declaration } = placement;
  const { region, site } = here;
  const { listener, priority } = foundOf(placement);
  const port = portOf(declaration, site);
  const arn = balancerArn(listener);
  return [
    {
      id: `listens-${id}`,
      title: `${component} at ${region} listens on ${port}, as the switch of traffic asks it`,
      run: listensOn(region, listener),
      matches: `${port}\\s+${port === 443 ? 'HTTPS' : 'HTTP'}`,
      fix:
        port === 443
          ? 'the listener of port 443; without TLS, plainHttp: true and no certificate'
          : `certificates: { '${site}': … }, and the listener of port 443`,
    },
    {
      id: `ahead-${id}`,
      title: `No rule of ${component} at ${region} stands ahead of ours: it would serve while the site is closed`,
      run: rulesAhead(region, listener, priority),
      matches: '0',
      fix: 'priority: below all of its own; or move those (aws elbv2 set-rule-priorities)',
    },
    {
      id: `kept-${id}`,
      title: `${component} at ${region} closes within ${CLIENT_KEPT} s the connections that clients keep: they follow the switch of traffic`,
      run: clientKept(region, arn),
      matches: String(CLIENT_KEPT),
      fix: `aws elbv2 modify-load-balancer-attributes --region ${region} --load-balancer-arn ${arn} --attributes Key=client_keep_alive.seconds,Value=${CLIENT_KEPT}; until then a client with a connection gets the page of this site for so many seconds after a switch, and the budget is short by them`,
    },
  ];
}
