import { portOf } from '../../../components/load-balancer';
import type { Rendered } from '../../../port/cloud';
import { OWN, type Figure } from '../../../words/figure';
import { ociCell, type OciContext } from '../cell';
import { BALANCER_SLA } from '../slas';
import { renderAddress, renderBalancer } from './balancer';
import { balancerDoctor } from './doctor';
import { renderFirewall, renderPolicy } from './firewall';
import { renderListeners, renderServed, renderTargets } from './listeners';
import { renderLogs } from './logs';
import { BALANCER_NAMES, type BalancerPlacement } from './names';
import { balancerFlaws } from './refused';
import { balancerServingSignals, balancerSignals } from './signals';
import { BALANCER_TYPES } from './types';

const NOTHING: Figure = { seconds: 0, source: 'holds no data', verified: true };

const IN_ZONES: Figure = {
  seconds: 60,
  source: `its address moves to the instance of another availability domain (https://docs.oracle.com/iaas/Content/Balance/Concepts/balanceoverview.htm); the figure is ${OWN}`,
  verified: false,
};

const MADE: Figure = { seconds: 900, source: `a load balancer is made, then its firewall: ${OWN}`, verified: false };
const CHANGED: Figure = { seconds: 300, source: `a policy of the firewall changes in place: ${OWN}`, verified: false };

/** A flexible load balancer behind a firewall that answers by itself: a maintenance page until its site serves, and who serves to the switch of traffic. */
export const loadBalancer = ociCell({
  kind: 'load-balancer',
  service: 'OCI Load Balancer (flexible)',
  facts: {
    needs: ['network'],
    flips: { none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: IN_ZONES, always: true },
    made: {
      why: 'what opens and shuts it is its firewall, a policy with all its rules and one a load balancer, and a change of its reserved address makes another one of it',
      instead:
        'beside it, with the same certificates; the name that users know is pointed at the switch (DnsFailover), and the old one goes once nobody comes by it',
    },
    limits:
      'a load balancer spans the availability domains of its region by itself; one that exists is not adopted, since its firewall would have to be the one of the library. What serves behind it registers itself in its backend set',
    fence: 'its firewall answers that it does not serve, and users get the maintenance page',
    automatic: false,
    names: BALANCER_NAMES,
    oneWay: [],
    refuses: balancerFlaws,
    slas: () => [BALANCER_SLA],
    figures: (_, posture) => ({ rpo: NOTHING, promotion: posture === 'none' ? MADE : CHANGED }),
  },
  types: BALANCER_TYPES,
  signals: balancerSignals,
  servingSignals: balancerServingSignals,
  renderSite: renderEntrance,
  doctor: balancerDoctor,
});

/**
 * The load balancer and what leads to the application stand whatever the site is to do: the policy of the firewall alone says who is let in, and waits for
 * what works on the data. What listens is made behind the firewall, and goes ahead of it.
 */
function renderEntrance(context: OciContext, placement: BalancerPlacement): Rendered {
  const { declaration, here } = placement;
  const address = renderAddress(context, placement);
  const balancer = renderBalancer(context, placement, address);
  const targets = renderTargets(context, placement, balancer);
  renderServed(context, placement, balancer, targets);
  const policy = renderPolicy(context, placement);
  const firewall = renderFirewall(context, placement, policy, balancer);
  renderListeners(context, placement, { balancer, targets, firewall });
  renderLogs(context, placement, balancer, firewall);
  return {
    instance: policy,
    ready: [],
    waits: [policy],
    endpoint: { host: address.ipAddress, port: portOf(declaration, here.site), name: `${balancer.id}/backendSets/${targets.name}` },
  };
}
