import { DataOciCorePublicIps } from '@cdktf/provider-oci/data-oci-core-public-ips';
import { DataOciDnsZones } from '@cdktf/provider-oci/data-oci-dns-zones';
import type { DnsSteeringPolicyAttachment } from '@cdktf/provider-oci/dns-steering-policy-attachment';
import { DnsRrset } from '@cdktf/provider-oci/dns-rrset';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import type { LinksContext } from '../../../port/cloud';
import { hostOf, namesOf, orderNow, usersOf, zoneIn, type Entrance, type Traffic } from './names';

/** Seconds that an answer is kept: what OCI takes where nothing is said, and recommends nothing below (same release, dns_steering_policy, dns_rrset). */
export const TTL = 30;

/** Where records are written. */
export interface ZoneRecords {
  readonly stack: TerraformStack;
  readonly zoneId: string;
  readonly provider: TerraformProvider;
}

/** The zone, found by its name in its compartment: a public one. It is read and written from the region of the witness: DNS is one service of all of them. */
export function zoneOf({ stack, stateProvider }: LinksContext, traffic: Traffic): ZoneRecords {
  const provider = stateProvider();
  const zones = new DataOciDnsZones(stack, 'zone', { compartmentId: zoneIn(traffic), name: traffic.zone, scope: 'GLOBAL', provider });
  return { stack, zoneId: zones.zones.get(0).id, provider };
}

/** One name, and one answer. What it answers with changes in place. */
export const renderRrset = (
  { stack, zoneId: zoneNameOrId, provider }: ZoneRecords,
  id: string,
  domain: string,
  rtype: 'A' | 'CNAME',
  rdata: string,
  after: readonly DnsSteeringPolicyAttachment[] = [],
): DnsRrset =>
  new DnsRrset(stack, id, {
    ...{ zoneNameOrId, domain, rtype, provider },
    items: [{ domain, rtype, rdata, ttl: TTL }],
    ...(after.length > 0 ? { dependsOn: [...after] } : {}),
  });

/** The names of both entrances, each the address that is reserved for it, by its name, at its site. */
export const renderEntrances = (context: LinksContext, traffic: Traffic, zone: ZoneRecords): readonly DnsRrset[] =>
  [traffic.first, traffic.second].flatMap((peer) => {
    const address = addressOf(context, peer);
    return Object.entries(namesOf(traffic, peer)).map(([kind, name]) =>
      renderRrset(zone, `entrance-${kind}-${peer.region}`, name as string, 'A', address),
    );
  });

function addressOf({ stack, provider }: LinksContext, { site, region, account, names }: Entrance): string {
  const found = new DataOciCorePublicIps(stack, `entrance-${region}`, {
    ...{ compartmentId: account, scope: 'REGION', lifetime: 'RESERVED', provider: provider(site) },
    filter: [{ name: 'display_name', values: [names.balancer] }],
  });
  return `\${${found.fqn}.public_ips[0].ip_address}`;
}

/** The names that users know: each leads to the order that the switch rests on, and that alone changes with a new base. */
export function renderUsers(traffic: Traffic, zone: ZoneRecords, attached: readonly DnsSteeringPolicyAttachment[]): void {
  const to = hostOf(orderNow(traffic), traffic);
  for (const name of usersOf(traffic)) renderRrset(zone, name === traffic.name ? 'record' : `record-${name}`, name, 'CNAME', to, attached);
}
