import { IdentityPolicy } from '@cdktf/provider-oci/identity-policy';
import { scales } from '../../../components/node-pools';
import type { BaseContext } from '../../../port/cloud';
import type { OciGroundName } from '../ground';
import { homeOf } from '../home';
import type { ClusterBase } from './names';

/**
 * What clusters, their nodes and their volumes may do with the key of the site, and what scales nodes with them: by the compartment, never by the OCID of a cluster, since
 * it is written in the home region, in peace, ahead of it (https://docs.oracle.com/iaas/Content/ContEng/Concepts/contengpolicyconfig.htm, "user-managed encryption
 * keys", 2026-11; UNVERIFIED: that a cluster itself is let in to the key without a dynamic group).
 */
export function renderClusterBase(
  { stack, site, sitePlan, workload }: BaseContext<OciGroundName>,
  { id, here, declaration }: ClusterBase,
): void {
  const inside = `in compartment id ${site.account}`;
  const of = (type: string): string => `request.principal.type = '${type}', request.principal.compartment.id = '${site.account}'`;
  const scaler = `request.principal.type = 'workload', request.principal.namespace = 'kube-system', request.principal.service_account = 'cluster-autoscaler'`;
  new IdentityPolicy(stack, `${id}-may`, {
    provider: homeOf(stack, site),
    compartmentId: site.account,
    name: here.names.policy,
    description: `Clusters of ${sitePlan.name} are encrypted by the key of ${sitePlan.region}`,
    statements: [
      `Allow any-user to use keys ${inside} where all { ${of('cluster')} }`,
      `Allow any-user to use key-delegates ${inside} where all { ${of('nodepool')} }`,
      `Allow any-user to use key-delegates ${inside} where all { ${of('cluster')} }`,
      `Allow service blockstorage to use keys ${inside}`,
      ...(declaration.pools.some(scales) ? SCALED.map((what) => `Allow any-user to ${what} ${inside} where all { ${scaler} }`) : []),
    ],
    // Without it no node starts, and nobody reads what is encrypted with the key.
    lifecycle: { preventDestroy: workload.durable },
  });
}

/** https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengusingclusterautoscaler_topic-Working_with_Cluster_Autoscaler_as_Cluster_Add-on.htm, 2026-11. */
const SCALED = [
  ...['manage cluster-node-pools', 'manage instance-family', 'use subnets', 'read virtual-network-family', 'use vnics'],
  'inspect compartments',
];
