import { capacityOf } from '../../../components/capacity';
import type { KubernetesClusterDeclaration } from '../../../components/kubernetes-cluster';
import type { Rendered } from '../../../port/cloud';
import { OWN, type Figure } from '../../../words/figure';
import { NOTHING as NO_CAPACITY, together } from '../../../words/footprint';
import type { Posture } from '../../../words/posture';
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

const NOTHING: Figure = { seconds: 0, source: 'nothing is kept in it: what runs there is put there again', verified: true };

const IN_ZONES: Figure = {
  seconds: 300,
  source: `nodes stand in all zones of their region, and pods of one that is out are placed again (https://learn.microsoft.com/azure/aks/availability-zones, 2026-11); the figure is ${OWN}`,
  verified: false,
};

/** Seconds that object replication takes, that nodes take to be there, that Velero takes to be installed, and to restore what is small; and that the second apply takes. */
const [CARRIED, NODES, INSTALLED, RESTORED, OPENED] = [900, 600, 300, 1800, 180];

/** What is lost is what the newest copy lacks that has arrived. */
const rpoOf = ({ backup }: KubernetesClusterDeclaration): Figure =>
  backup === undefined
    ? NOTHING
    : {
        seconds: backup.every + CARRIED,
        source: `Velero copies every ${backup.every / 60} min, and object replication, which has no SLA, carries that in 15 min: ${OWN}`,
        verified: false,
      };

function promotionOf({ backup }: KubernetesClusterDeclaration, posture: Posture): Figure {
  const nodes = posture === 'full' ? 0 : NODES;
  return {
    seconds: nodes + OPENED + (backup ? INSTALLED + RESTORED : 0),
    source: `nodes ${nodes} s, an apply that lets users in behind them ${OPENED} s${backup ? `, Velero ${INSTALLED} s and what it restores ${RESTORED} s` : ''}: ${OWN}; an exercise measures yours`,
    verified: false,
  };
}

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
    zonal: { rpo: NOTHING, promotion: IN_ZONES, always: true },
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
    figures: (declaration, posture) => ({ rpo: rpoOf(declaration), promotion: promotionOf(declaration, posture) }),
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
