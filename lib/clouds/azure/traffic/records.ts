import { DataAzurermDnsZone } from '@cdktf/provider-azurerm/lib/data-azurerm-dns-zone/index.js';
import type { DataAzurermPublicIp } from '@cdktf/provider-azurerm/lib/data-azurerm-public-ip/index.js';
import { DnsARecord } from '@cdktf/provider-azurerm/lib/dns-a-record/index.js';
import { DnsCnameRecord } from '@cdktf/provider-azurerm/lib/dns-cname-record/index.js';
import type { LinksContext } from '../../../port/cloud';
import type { DnsRecord } from '../../../traffic/dns-failover';
import { addressHost, inZone, isApex, profileHost, usersOf, type Traffic } from './names';
import { TTL, type Profiles } from './profiles';

/**
 * The names that users know, as aliases of the profile, and a plain one for each entrance: what that site answers, whoever has the role. The
 * zone's own name leads to the profile of what serves: an alias of addresses takes no profile that stands over others
 * (https://learn.microsoft.com/azure/dns/dns-alias: external endpoints with addresses alone; https://github.com/MicrosoftDocs/azure-docs/issues/32911: no
 * nested profiles; 2026-11). So it does not know who serves again.
 */
export function renderRecords(
  { stack, provider }: LinksContext,
  traffic: Traffic,
  { users, serving, addresses, leads }: Profiles,
): string[] {
  if (traffic.zoneElsewhere) return [];
  // Called by what it is for: what a provider made that is named by a region could not be deleted once another site took the place of that one.
  const at = provider(traffic.first.site, traffic.zoneOwner ?? { account: traffic.first.account });
  const zone = new DataAzurermDnsZone(stack, 'zone', { name: traffic.zone, provider: at });
  const common = (name: string) => ({
    name: inZone(name, traffic.zone),
    zoneName: zone.name,
    resourceGroupName: zone.resourceGroupName,
    ttl: TTL,
    provider: at,
    dependsOn: [...leads],
  });
  const known = usersOf(traffic).map((name) => {
    const id = name === traffic.name ? 'record' : `record-${name}`;
    return isApex(name, traffic.zone)
      ? new DnsARecord(stack, id, { ...common(name), targetResourceId: serving.id })
      : new DnsCnameRecord(stack, id, { ...common(name), targetResourceId: users.id });
  });
  const own = [traffic.first, traffic.second].map(
    ({ site, region }) =>
      new DnsARecord(stack, `entrance-record-${region}`, {
        ...common(traffic.entrances[site] as string),
        targetResourceId: (addresses.get(site) as DataAzurermPublicIp).id,
      }),
  );
  return [...known, ...own].map(({ id }) => id);
}

/** The same in a zone of another provider, which its owner makes: none of them changes with a move. */
export const recordsByHand = (traffic: Omit<Traffic, 'byHand'>): readonly DnsRecord[] => [
  ...usersOf(traffic).map((name): DnsRecord => ({ name, type: 'CNAME', value: profileHost(traffic) })),
  ...[traffic.first, traffic.second].map((peer): DnsRecord => ({
    name: traffic.entrances[peer.site] as string,
    type: 'CNAME',
    value: addressHost(peer),
  })),
];
