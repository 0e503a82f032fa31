import type { ExistingNetwork } from '../../../components/network';
import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { freeAddresses, openSubnets, waysTo } from '../cli-network';
import { type Needed, looksAt } from '../../../port/needed';
import type { NetworkPlacement } from './names';

/*
 * What has to be so of a network that exists, beside what is refused at plan: below hot nothing runs at a standby in peace, so that what
 * lacks a way out, or an address, would be seen on the day.
 */

/**
 * Free addresses that each subnet of a load balancer needs:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer, 2026-11. Of a
 * private subnet it is the library's own figure: what runs there takes one each.
 */
const FREE = 8;

/** What its owner has to see to; nothing of a network that the library makes. */
export function networkNeeds(placement: NetworkPlacement, calls: readonly string[]): Needed[] {
  const { id, component, declaration, here } = placement;
  const { region, site } = here;
  const found = declaration.existing?.[site];
  if (!found) return [];
  const { id: vpc, publicSubnets, privateSubnets } = found;
  return [
    ...(declaration.egress === 'none' ? [] : waysOf(placement, found, calls)),
    {
      id: `open-${id}`,
      title: `The public subnets of ${component} at ${region} lead to an internet gateway`,
      run: openSubnets({ region, vpc, subnets: publicSubnets }),
      matches: 'complete',
      fix: `a route of those subnets to an internet gateway (aws ec2 create-route), or others in publicSubnets of ${site}`,
    },
    {
      id: `free-${id}`,
      title: `Each subnet of ${component} at ${region} has ${FREE} free addresses or more`,
      run: freeAddresses({ region, vpc, subnets: [...publicSubnets, ...privateSubnets] }, FREE),
      matches: 'complete',
      fix: `larger subnets for ${site}: a load balancer needs ${FREE} in each, and what runs one each`,
    },
  ];
}

/** Images, logs and what is stored come through S3 and the services that the components have called. */
function waysOf({ id, component, here: { region } }: NetworkPlacement, found: ExistingNetwork, calls: readonly string[]): Needed[] {
  if (calls.length === 0) return [];
  const services = [...calls, 's3'];
  return [
    {
      id: `ways-${id}`,
      title: `What stands in the private subnets of ${component} at ${region} reaches ${services.join(', ')}`,
      run: waysTo({ region, vpc: found.id, subnets: found.privateSubnets }, services),
      matches: 'complete',
      fix: `a route of those subnets to a NAT gateway; or in ${found.id} the gateway of S3 for their tables, an endpoint with private DNS for each other service (aws ec2 create-vpc-endpoint), and DNS host names; egress: 'none' where nothing there calls them`,
    },
  ];
}

/** Whether what it needs is asked of all that stands by. */
export const isAskedStanding = ({ form, here }: NetworkPlacement): boolean => here.existing !== undefined && form === 'standby';

/** Of one that exists at the standby: whether it has what it needs. */
export const networkRecovery = (placement: NetworkPlacement, { calls = [] }: MoveFacts): RecoverySteps =>
  isAskedStanding(placement) ? { standing: looksAt(placement.here.region, networkNeeds(placement, calls)) } : {};
