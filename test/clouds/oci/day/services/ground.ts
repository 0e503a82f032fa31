import type { Body } from '../../../../support/day/terraform';
import type { Options, Service } from '../service';
import type { Thing, World } from '../world';
import { lagOf } from './autonomous';

/*
 * Identity, networks and measures: https://docs.oracle.com/iaas/Content/Identity/Concepts/policygetstarted.htm,
 * https://docs.oracle.com/iaas/Content/Network/Tasks/managingVCNs.htm and https://docs.oracle.com/iaas/Content/Monitoring/Concepts/monitoringoverview.htm (2026-11).
 */

const POLICY = 'policy';
/** Availability domains of a region: one, or three. */
const DOMAINS: Readonly<Record<string, number>> = { 'eu-frankfurt-1': 3, 'uk-london-1': 3 };
const domainsOf = (region: string): { name: string }[] =>
  Array.from({ length: DOMAINS[region] ?? 1 }, (_, i) => ({ name: `Uocm:${region.toUpperCase()}-AD-${i + 1}` }));

/** A filter of the provider: each of its blocks names a field, and what is taken of it. */
function filtered(all: readonly Thing[], { display_name: name, filter = [] }: Body): Thing[] {
  const blocks = filter as readonly { readonly name: string; readonly values: readonly string[] }[];
  const taken = (one: Thing): boolean => blocks.every((block) => block.name !== 'display_name' || block.values.includes(one.displayName));
  return all.filter((one) => (name === undefined || one.displayName === name) && taken(one));
}

const GROUP = 'oci_core_network_security_group';
const SUBNET = 'oci_core_subnet';
/** What Terraform alone makes, as its service tells it. */
function shown({ told = {}, ...one }: Thing): Body {
  const { freeform_tags: freeformTags, dns_label: dnsLabel, direction, description } = told as Body;
  return { ...one, lifecycleState: 'AVAILABLE', freeformTags, dnsLabel, direction, description };
}
const known =
  (kind: string) =>
  (world: World, { region = '', 'display-name': name }: Options) =>
    world.all(kind, region).flatMap((one) => (name === undefined || one.displayName === name ? [shown(one)] : []));
/** Rules of a group of a network, by which way they let. */
export const rulesOf = (world: World, group: string | undefined, direction?: string): Thing[] =>
  world
    .all(`${GROUP}_security_rule`)
    .filter(({ told }) => (told as Body)['network_security_group_id'] === group && (told as Body)['direction'] === direction);

const tagged = (type: string, key: string) => (world: World, region: string, body: Body) => ({
  [key]: filtered(world.all(type, region), body).map((one) => ({
    id: one.id,
    freeform_tags: ((one['told'] ?? {}) as Body)['freeform_tags'] ?? {},
    ip_address: one['ipAddress'],
  })),
});

export const ground: Service = {
  commands: {
    // Written in the home region, and known in every other one.
    'iam policy list': (world, { name }) => world.all(POLICY).filter((one) => one.displayName === name),
    'iam availability-domain list': (_, { region = '' }) => domainsOf(region),
    'network remote-peering-connection list': (world, { region = '' }) =>
      world
        .all('oci_core_remote_peering_connection', region)
        .map((one) => ({ ...one, lifecycleState: 'AVAILABLE', peeringStatus: 'PEERED' })),
    'network nsg list': known(GROUP),
    'network nsg get': (world, { region, 'nsg-id': id }) => shown(world.at(id, region)),
    'network nsg rules list': (world, { region, 'nsg-id': id, direction }) =>
      rulesOf(world, world.at(id, region).id, direction).map((one) => shown(one)),
    'network subnet list': known(SUBNET),
    'network subnet get': (world, { region, 'subnet-id': id }) => shown(world.at(id, region)),
    'monitoring metric-data summarize-metrics-data': (world, { region = '', 'query-text': query = '', 'end-time': end = '' }) => {
      const [, measure = '', of = ''] = /^(\w+)\[1m\]\{\w+ = "([^"]*)"\}\.max\(\)$/.exec(query) ?? [];
      const last = measure === 'PeerLag' ? lagOf(world, region, of) : undefined;
      if (!last || last.at > Date.parse(end) + 1000) return [];
      return [{ aggregatedDatapoints: [{ timestamp: new Date(last.at).toISOString(), value: last.lag }] }];
    },
  },
  renders: {
    oci_identity_policy: {
      make: (world, region, body, was) => was ?? world.make(POLICY, region, String(body['name'])),
      anew: ['name', 'compartment_id'],
    },
  },
  data: {
    oci_identity_availability_domains: (_, region) => ({ availability_domains: domainsOf(region) }),
    oci_core_services: () => ({ services: [{ id: 'all-services', cidr_block: 'all-services-in-oracle-services-network' }] }),
    oci_core_drgs: tagged('oci_core_drg', 'drgs'),
    oci_core_network_security_groups: tagged('oci_core_network_security_group', 'network_security_groups'),
  },
};
