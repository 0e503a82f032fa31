import { works } from '../../words/posture';
import { CoreNetworkSecurityGroup } from '@cdktf/provider-oci/core-network-security-group';
import { CoreNetworkSecurityGroupSecurityRule } from '@cdktf/provider-oci/core-network-security-group-security-rule';
import type { TerraformResource } from 'cdktf';
import type { RelationalDatabaseDeclaration } from '../../components/relational-database';
import type { OciContext, OciPlacement } from './cell';
import { networkOf } from './network/cell';

/** The tag by which what joins the sites finds the subnet of a database that it makes: a network that exists has names of its owner's. */
export const SUBNET_TAG = 'subnet';

/** What the rule of whatever follows a database says of itself, by which a fence tells it from those of users. */
export const FROM_PEER = 'the other site';

/** Ports of a database, by what they are for. */
export type Ports = Readonly<Record<string, { readonly min: number; readonly max: number }>>;

/**
 * Where a database is reached from: the network of its site, and whoever is let in beside it; fenced, nobody but the other site, where that follows it. It stands
 * in every situation.
 */
export function renderGroup(
  context: OciContext,
  { id, component, here, form, declaration }: OciPlacement<RelationalDatabaseDeclaration, 'group'>,
  ports: Ports,
  peer?: string,
): { readonly group: CoreNetworkSecurityGroup; readonly rules: readonly TerraformResource[] } {
  const { stack, site, workload } = context;
  const { vpcId, cidr, privateSubnets } = networkOf(context);
  const group = new CoreNetworkSecurityGroup(stack, `${id}-group`, {
    compartmentId: site.account,
    vcnId: vpcId,
    displayName: here.names.group,
    freeformTags: { workload: workload.id, component, [SUBNET_TAG]: privateSubnets[0] as string },
  });
  // One that follows takes no session; one that comes back is let in to only once it is known which role it has.
  const users = works(form) ? [cidr, ...declaration.clients] : [];
  const sources = [...users.map((source, i) => [i > 0 ? `-${i}` : '', source]), ...(peer === undefined ? [] : [['-peer', peer]])];
  const rules = sources.flatMap(([suffix, source]) =>
    Object.entries(ports).map(
      ([what, destinationPortRange]) =>
        new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-${what}${suffix}`, {
          networkSecurityGroupId: group.id,
          direction: 'INGRESS',
          protocol: '6',
          sourceType: 'CIDR_BLOCK',
          source: source as string,
          tcpOptions: { destinationPortRange },
          ...(suffix === '-peer' ? { description: FROM_PEER } : {}),
        }),
    ),
  );
  return { group, rules };
}

/**
 * What follows a database calls it, and a group lets nothing out by itself, nor does the list of a subnet of the library's: so it is let out to the ports of the other one, and nowhere
 * else (https://docs.oracle.com/iaas/mysql-database/doc/source-configuration.html: the replica connects to its source). UNVERIFIED on a tenancy: that a channel goes by the rules of its DB system.
 */
export const reachesPeer = (
  { stack }: OciContext,
  { id }: OciPlacement<RelationalDatabaseDeclaration, 'group'>,
  ports: Ports,
  { group, peer }: { readonly group: CoreNetworkSecurityGroup; readonly peer: string },
): readonly TerraformResource[] =>
  Object.entries(ports).map(
    ([what, destinationPortRange]) =>
      new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-${what}-out`, {
        networkSecurityGroupId: group.id,
        direction: 'EGRESS',
        protocol: '6',
        destinationType: 'CIDR_BLOCK',
        destination: peer,
        tcpOptions: { destinationPortRange },
        description: FROM_PEER,
      }),
  );
