import * as ipaddr from 'ipaddr.js';
import { isPublic } from '../../words/cidr';
import { ContinuityError } from '../../words/errors';
import type { PlanInput } from '../input';
import type { Finding } from '../plan';
import type { Rule } from './rule';

/** DR-NET-01: address ranges of two sites must not overlap, or they can never be joined; DR-NET-05: a range that is somebody's on the internet. */
export const addresses: Rule = (input) => [...overlaps(input), ...publicRanges(input)];

const publicRanges = (input: PlanInput): Finding[] =>
  input.known
    .filter(({ cidr }) => isPublic(cidr))
    .map(({ key, cidr }) => ({
      id: 'DR-NET-05',
      level: 'warning',
      subject: key,
      what: `The address range of ${key} is no private one: what has those addresses on the internet cannot be reached from there`,
      value: cidr,
      fix: 'a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10',
    }));

function overlaps(input: PlanInput): Finding[] {
  const ranges = input.known.map((site) => ({ site, range: range(site.cidr, site.key) }));
  const pairs = ranges.flatMap((a, i) => ranges.slice(i + 1).map((b) => [a, b] as const));
  return pairs
    .filter(([a, b]) => overlap(a.range, b.range))
    .map(([{ site: a }, { site: b }]) => ({
      id: 'DR-NET-01',
      level: 'error',
      subject: input.workload,
      what: 'The address ranges of the two sites overlap',
      value: `${a.key} ${a.cidr}, ${b.key} ${b.cidr}`,
      fix: `another range for ${b.key}, for instance 10.20.0.0/16`,
    }));
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

function range(cidr: string, site: string): Range {
  // Asked of each plan: reading an IPv4 range as one of IPv6 first costs an exception.
  if (ipaddr.IPv4.isValidCIDR(cidr)) return ipaddr.IPv4.parseCIDR(cidr);
  if (ipaddr.IPv6.isValidCIDR(cidr)) return ipaddr.IPv6.parseCIDR(cidr);
  throw new ContinuityError({
    id: 'DR-NET-02',
    what: `The address range of ${site} is not a CIDR block`,
    value: cidr,
    allowed: 'for instance 10.10.0.0/16',
    fix: 'correct the range',
  });
}

function overlap(a: Range, b: Range): boolean {
  if (a[0].kind() !== b[0].kind()) return false;
  const [wide, narrow] = a[1] <= b[1] ? [a, b] : [b, a];
  return narrow[0].match(wide[0] as never, wide[1]);
}
