import type { Rendered } from '../../../port/cloud';
import { refuseWithoutNodes } from '../../../port/gitops';
import { clusterFigures, KEEPS_NOTHING, type ClusterSeconds } from '../../../port/cluster-figures';
import { OWN, type Figure } from '../../../words/figure';
import { ociCell, type OciContext } from '../cell';
import { CLUSTER_SLA } from '../slas';
import { renderVault } from '../vault';
import { renderClusterBase } from './base';
import { renderCluster } from './cluster';
import { clusterDoctor } from './doctor';
import { renderBastion } from './guard';
import { CLUSTER_NAMES, type ClusterPlacement } from './names';
import { renderPools } from './pools';
import { clusterFlaws } from './refused';
import { clusterServingSignals, clusterSignals } from './signals';
import { clusterRecovery } from './steps';
import { CLUSTER_TYPES } from './types';

const IN_DOMAINS: Figure = {
  seconds: 300,
  source: `nodes stand in all availability domains of their region, and pods of one that is out are placed again; a volume stays in its own (https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengcreatingclusterusingoke.htm, 2026-11); the figure is ${OWN}`,
  verified: false,
};

/** What takes how long, Velero by way of a bastion (the library's own figures). */
const TAKES: ClusterSeconds = { carried: 900, nodes: 900, installed: 420 };

/** Seconds: the provider's own limits of a cluster and of a pool behind it, an hour each (v7.29.0, containerengine_cluster and _node_pool: 50 min at the least). */
const LONGEST = 2 * 3600;

/** OCI Kubernetes Engine: a cluster stands at both sites, and costs there what an enhanced one does; nodes where it serves, and what its tier keeps elsewhere. */
export const kubernetesCluster = ociCell({
  kind: 'kubernetes-cluster',
  service: 'OCI Kubernetes Engine',
  facts: {
    needs: ['network'],
    flips: { prepared: 'symmetric', reduced: 'symmetric', full: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: KEEPS_NOTHING, promotion: IN_DOMAINS, always: true },
    limits:
      'a cluster stands at every site, without a node where it is prepared: its API, and the way to it, are there before the day. Copies are made by Velero, into object storage of the workload; OCI itself copies none. A cluster that exists is not adopted: what is in it is restored into one that is made',
    fence:
      'it has no node: pods wait, and write nothing; what scales nodes is taken away ahead of that. What Velero writes to is closed by the fence of its object storage',
    starts: true,
    automatic: false,
    names: CLUSTER_NAMES,
    oneWay: [],
    refuses: clusterFlaws,
    longest: () => LONGEST,
    slas: () => [CLUSTER_SLA],
    figures: (declaration, posture) =>
      clusterFigures(declaration, posture, TAKES, 'the replication of Object Storage, of which no figure is published'),
  },
  types: CLUSTER_TYPES,
  recovery: clusterRecovery,
  signals: clusterSignals,
  servingSignals: clusterServingSignals,
  doctor: clusterDoctor,
  renderBase: renderClusterBase,
  renderSite,
});

function renderSite(context: OciContext, placement: ClusterPlacement): Rendered {
  const { id, component, here, declaration } = placement;
  refuseWithoutNodes(placement);
  const standing = renderCluster(context, placement);
  const pools = renderPools(context, placement, standing);
  const bastion = renderBastion(context, placement);
  const vault = declaration.backup ? renderVault(context, { id: `${id}-vault`, component, displayName: here.names.vault }) : undefined;
  const address = declaration.addresses[here.site];
  return {
    instance: standing.cluster,
    ready: [...standing.ready, standing.cluster, ...pools, bastion, ...(vault ? [vault.vault, vault.key] : [])],
    waits: [standing.cluster, ...pools],
    ...(address === undefined ? {} : { endpoint: { host: address, port: declaration.port, name: here.names.cluster } }),
  };
}
