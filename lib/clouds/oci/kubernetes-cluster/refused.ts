import * as ipaddr from 'ipaddr.js';
import type { KubernetesClusterDeclaration } from '../../../components/kubernetes-cluster';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { INNER } from './cluster';
import { LARGEST_NODE, nodeShape } from './sizes';

/** What OKE does not take of a cluster. */
export function clusterFlaws(declaration: KubernetesClusterDeclaration, site: SiteFacts): Flaw[] {
  return [...pools(declaration), ...ranges(site), ...addresses(declaration, site)];
}

const pools = ({ pools: all }: KubernetesClusterDeclaration): Flaw[] =>
  all.flatMap(({ name, size }) =>
    nodeShape(size)
      ? []
      : [
          {
            of: 'pools',
            value: `${size.vcpus} vCPUs, ${size.memoryGiB} GiB of ${name}`,
            allowed: `nodes of up to ${LARGEST_NODE.ocpus * 2} vCPUs and ${LARGEST_NODE.gib} GiB`,
            fix: 'more of a smaller size',
          },
        ],
  );

/** What is in the network of the site and in the cluster, too, is reached in one of them alone. */
const ranges = ({ cidr, key }: SiteFacts): Flaw[] =>
  Object.values(INNER)
    .filter((inner) => overlap(cidr, inner))
    .map((inner) => ({
      of: 'network',
      value: `${cidr} at ${key}`,
      allowed: `a range beside ${inner}, which the inside of a cluster has`,
      fix: 'a range in 10.0.0.0/8',
    }));

function addresses({ addresses: given }: KubernetesClusterDeclaration, { key, cidr }: SiteFacts): Flaw[] {
  const address = given[key];
  if (address === undefined)
    return Object.keys(given).length === 0
      ? []
      : [{ of: 'addresses', value: `none at ${key}`, allowed: 'an address at each site: an entrance there would lead nowhere' }];
  const inside = ipaddr.IPv4.isValid(address) && ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(cidr));
  return inside
    ? []
    : [{ of: 'addresses', value: `${address} at ${key}`, allowed: `an address of ${cidr}, in the private subnet of its network` }];
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [ipaddr.IPv4.parseCIDR(one), ipaddr.IPv4.parseCIDR(other)];
  const bits = Math.min(a[1], b[1]);
  return a[0].match(b[0], bits);
}
