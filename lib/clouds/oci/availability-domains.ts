import { DataOciIdentityAvailabilityDomains } from '@cdktf/provider-oci/data-oci-identity-availability-domains';
import type { OciContext } from './cell';

/** Fault domains of each availability domain: https://docs.oracle.com/iaas/Content/General/Concepts/regions.htm#fault, 2026-11. */
export const FAULT_DOMAINS: readonly string[] = ['FAULT-DOMAIN-1', 'FAULT-DOMAIN-2', 'FAULT-DOMAIN-3'];

/** What a name of an availability domain of a region has behind its tenancy's own letters (`Uocm:EU-PARIS-1-AD-1`); some of the first regions have another one. UNVERIFIED: of every region. */
const LETTERS: Readonly<Record<string, string>> = { 'us-phoenix-1': 'PHX', 'us-ashburn-1': 'US-ASHBURN' };

/** Those of a region, without the letters that each tenancy has ahead of them. */
export const domainsOf = (region: string): readonly string[] => [1, 2, 3].map((n) => `${LETTERS[region] ?? region.toUpperCase()}-AD-${n}`);

/** One of those that were looked up, by its name: nobody says in which order they are listed. */
export const domainIn = (all: DataOciIdentityAvailabilityDomains, i: number): string =>
  `\${sort(${all.fqn}.availability_domains[*].name)[${i}]}`;

/**
 * Names of the availability domains of a site, as many as its region has: they begin with letters that each tenancy is given, so they are looked up, in their own region. Never
 * that of another site.
 */
export function availabilityDomains({ stack, site }: Pick<OciContext, 'stack' | 'site'>): readonly string[] {
  const id = 'availability-domains';
  const there = stack.node.tryFindChild(id) as DataOciIdentityAvailabilityDomains | undefined;
  const all = there ?? new DataOciIdentityAvailabilityDomains(stack, id, { compartmentId: site.account });
  return Array.from({ length: Math.max(1, site.region.zones) }, (_, i) => domainIn(all, i));
}
