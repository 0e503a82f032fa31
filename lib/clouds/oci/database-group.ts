import { works } from '../../words/posture';
import { CoreNetworkSecurityGroup } from '@cdktf/provider-oci/core-network-security-group';
import {
  CoreNetworkSecurityGroupSecurityRule,
  type CoreNetworkSecurityGroupSecurityRuleConfig,
} from '@cdktf/provider-oci/core-network-security-group-security-rule';
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
 * What a database calls by itself: nothing else lets it out, since the subnets of the library have no rule for that, and the network of its owner need not have one.
 * A group filters what its members send, too (https://docs.oracle.com/iaas/Content/Network/Concepts/networksecuritygroups.htm, 2026-12).
 */
export const renderReaches = (
  { stack }: OciContext,
  id: string,
  group: CoreNetworkSecurityGroup,
  rule: Pick<CoreNetworkSecurityGroupSecurityRuleConfig, 'destination' | 'protocol' | 'tcpOptions' | 'description'>,
): CoreNetworkSecurityGroupSecurityRule =>
  new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-reaches`, {
    ...{ networkSecurityGroupId: group.id, direction: 'EGRESS', destinationType: 'CIDR_BLOCK' },
    ...rule,
  });
