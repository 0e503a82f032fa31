import { works } from '../../../words/posture';
import { CoreNetworkSecurityGroup } from '@cdktf/provider-oci/core-network-security-group';
import { CoreNetworkSecurityGroupSecurityRule } from '@cdktf/provider-oci/core-network-security-group-security-rule';
import type { TerraformResource } from 'cdktf';
import type { OciContext } from '../cell';
import { networkOf } from '../network/cell';
import type { DatabasePlacement } from './names';

/** The tag by which what joins the sites finds the subnet of a database that it makes: a network that exists has names of its owner's. */
export const SUBNET_TAG = 'subnet';

/**
 * Ports of a database: connections with TLS or with a wallet, and what speaks HTTPS (APEX, ORDS, Database Actions):
 * https://docs.oracle.com/en-us/iaas/autonomous-database-serverless/doc/private-endpoints-autonomous.html, 2026-11.
 */
const PORTS: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  sql: { min: 1521, max: 1522 },
  https: { min: 443, max: 443 },
};

/** Where a database is reached from: the network of its site, and whoever is let in beside it; fenced, nobody. It stands in every situation. */
export function renderGroup(
  context: OciContext,
  { id, component, here, form, declaration }: DatabasePlacement,
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
  const sources = works(form) ? [cidr, ...declaration.clients] : [];
  const rules = sources.flatMap((source, i) =>
    Object.entries(PORTS).map(
      ([what, destinationPortRange]) =>
        new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-${what}${i > 0 ? `-${i}` : ''}`, {
          networkSecurityGroupId: group.id,
          direction: 'INGRESS',
          protocol: '6',
          sourceType: 'CIDR_BLOCK',
          source,
          tcpOptions: { destinationPortRange },
        }),
    ),
  );
  return { group, rules };
}
