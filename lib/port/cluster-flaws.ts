import * as ipaddr from 'ipaddr.js';
import type { KubernetesClusterDeclaration } from '../components/kubernetes-cluster';
import type { Size } from '../components/size';
import type { Flaw, SiteFacts } from './facts';

/** The largest node that a cloud has for pools. */
interface Largest {
  readonly vcpus: number;
  readonly gib: number;
}

/** A pool whose nodes are larger than any that the cloud has. */
export const nodeFlaws = (
  { pools }: Pick<KubernetesClusterDeclaration, 'pools'>,
  fits: (size: Size) => boolean,
  { vcpus, gib }: Largest,
): Flaw[] =>
  pools
    .filter(({ size }) => !fits(size))
    .map(({ name, size }) => ({
      of: 'pools',
      value: `${size.vcpus} vCPUs, ${size.memoryGiB} GiB of ${name}`,
      allowed: `nodes of up to ${vcpus} vCPUs and ${gib} GiB`,
      fix: 'more of a smaller size',
    }));

/** What is in the network of the site and in the cluster, too, is reached in one of them alone. */
export const rangeFlaws = ({ cidr, key }: SiteFacts, inside: readonly string[]): Flaw[] =>
  inside
    .filter((inner) => overlap(cidr, inner))
    .map((inner) => ({
      of: 'network',
      value: `${cidr} at ${key}`,
      allowed: `a range beside ${inner}, which the inside of a cluster has`,
      fix: 'a range in 10.0.0.0/8',
    }));

/** An entrance leads to an address of the site's own network, at each site. `where`: in which of its subnets. */
export function addressFlaws({ addresses: given }: KubernetesClusterDeclaration, { key, cidr }: SiteFacts, where: string): Flaw[] {
  const address = given[key];
  if (address === undefined)
    return Object.keys(given).length === 0
      ? []
      : [{ of: 'addresses', value: `none at ${key}`, allowed: 'an address at each site: an entrance there would lead nowhere' }];
  const isInside = ipaddr.IPv4.isValid(address) && ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(cidr));
  return isInside ? [] : [{ of: 'addresses', value: `${address} at ${key}`, allowed: `an address of ${cidr}, in ${where}` }];
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [ipaddr.IPv4.parseCIDR(one), ipaddr.IPv4.parseCIDR(other)];
  const bits = Math.min(a[1], b[1]);
  return a[0].match(b[0], bits);
}
