import { capacityOf } from '../../../components/capacity';
import type { Rendered } from '../../../port/cloud';
import { clusterFigures, KEEPS_NOTHING, type ClusterSeconds } from '../../../port/cluster-figures';
import { OWN, type Figure } from '../../../words/figure';
import { NOTHING as NO_CAPACITY, together } from '../../../words/footprint';
import { azureCell, type AzureContext } from '../cell';
import { renderDoors } from '../service-doors';
import { CLUSTER_SLAS } from '../slas';
import { renderClusterBase } from './base';
import { renderCluster, renderPool, renderVelero, systemCapacity } from './cluster';
import { clusterDoctor } from './doctor';
import { renderGitOps } from './gitops';
import { CLUSTER_NAMES, type ClusterPlacement } from './names';
import { clusterFlaws } from './refused';
import { clusterServingSignals, clusterSignals } from './signals';
import { clusterRecovery } from './steps';
import { CLUSTER_TYPES } from './types';

const IN_ZONES: Figure = {
  seconds: 300,
  source: `nodes stand in all zones of their region, and pods of one that is out are placed again (https://learn.microsoft.com/azure/aks/availability-zones, 2026-11); the figure is ${OWN}`,
  verified: false,
};

/** What takes how long (the library's own figures). */
const TAKES: ClusterSeconds = { carried: 900, nodes: 600, installed: 300 };

/** Seconds: the provider's own limits of a cluster and of a pool behind it. https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/containers */
const LONGEST = 2 * 90 * 60;

/** Azure Kubernetes Service: a cluster stands at both sites; nodes of the application where it serves, and what its tier keeps elsewhere. */
export const kubernetesCluster = azureCell({
  kind: 'kubernetes-cluster',
  service: 'Azure Kubernetes Service',
  facts: {
    needs: ['network'],
    flips: { prepared: 'symmetric', reduced: 'symmetric', full: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: KEEPS_NOTHING, promotion: IN_ZONES, always: true },
    limits:
      'a cluster stands at every site, since who Velero is there is known by it: with one node of its own where it is prepared, the least that Azure takes. Copies are made by Velero, into object storage of the workload: those of AKS Backup that leave their region go to its pair alone, by a vault that is in the region that is lost (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-backup-overview, 2026-11). A cluster that exists is not adopted: what is in it is restored into one that is made',
    fence:
      'it has no node that the application runs on: pods wait, and write nothing. What Velero writes to is closed by the fence of its object storage. What tolerates the taint CriticalAddonsOnly runs on: the application is not to',
    starts: true,
    automatic: false,
    names: CLUSTER_NAMES,
    oneWay: [],
    refuses: clusterFlaws,
    longest: () => LONGEST,
    slas: (_, spread) => [CLUSTER_SLAS[spread]],
    runs: (declaration, at) => together([capacityOf(declaration, at) ?? NO_CAPACITY, systemCapacity(at)]),
    figures: (declaration, posture) => clusterFigures(declaration, posture, TAKES, 'object replication, which has no SLA'),
  },
  types: CLUSTER_TYPES,
  recovery: clusterRecovery,
  signals: clusterSignals,
  servingSignals: clusterServingSignals,
  doctor: clusterDoctor,
  renderBase: renderClusterBase,
  renderSite,
});

function renderSite(context: AzureContext, placement: ClusterPlacement): Rendered {
  const { here, declaration } = placement;
  const doors = renderDoors(context, placement, { pulls: true });
  const cluster = renderCluster(context, placement);
  const pools = declaration.pools.map((pool) => renderPool(context, placement, cluster, pool));
  const velero = declaration.backup ? [renderVelero(context, placement, cluster)] : [];
  const gitops = renderGitOps(context, placement, cluster, pools);
  const address = declaration.addresses[here.site];
  return {
    instance: cluster,
    ready: [cluster, ...pools, ...velero, ...gitops, ...doors],
    waits: [cluster, ...pools, ...gitops],
    ...(address === undefined ? {} : { endpoint: { host: address, port: declaration.port, name: here.names.cluster } }),
  };
}
