import * as ipaddr from 'ipaddr.js';
import { ContinuityError } from '../../words/errors';
import type { Rule } from './rule';

/** DR-NET-01: address ranges of two sites must not overlap, or they can never be joined. */
export const addresses: Rule = (input) => {
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
};

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

function range(cidr: string, site: string): Range {
  if (ipaddr.isValidCIDR(cidr)) return ipaddr.parseCIDR(cidr);
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
