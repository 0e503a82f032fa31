import { LbTargetGroupAttachment } from '@cdktf/provider-aws/lib/lb-target-group-attachment/index.js';
import { scales } from '../../../components/node-pools';
import type { Rendered } from '../../../port/cloud';
import { refuseWithoutNodes } from '../../../port/gitops';
import { clusterFigures, KEEPS_NOTHING, type ClusterSeconds } from '../../../port/cluster-figures';
import { OWN, type Figure } from '../../../words/figure';
import { awsCell, type AwsContext } from '../cell';
import { entranceOf } from '../load-balancer/entrance';
import { CLUSTER_SLA } from '../slas';
import { renderClusterBase } from './base';
import { renderCluster } from './cluster';
import { clusterDoctor } from './doctor';
import { CLUSTER_NAMES, type ClusterPlacement } from './names';
import { renderPools } from './pools';
import { clusterFlaws } from './refused';
import { clusterServingSignals, clusterSignals } from './signals';
import { clusterRecovery } from './steps';
import { CLUSTER_TYPES } from './types';

const IN_ZONES: Figure = {
  seconds: 300,
  source: `nodes stand in all zones of their network, and pods of one that is out are placed again; a volume stays in its own (https://docs.aws.amazon.com/eks/latest/userguide/disaster-recovery-resiliency.html, 2026-11); the figure is ${OWN}`,
  verified: false,
};

/** What takes how long, Velero by way of a node, behind the add-ons that it needs (the library's own figures). */
const TAKES: ClusterSeconds = { carried: 900, nodes: 600, installed: 600 };

/** Seconds: the provider's own limits of a change of a cluster and of a node group behind it, an hour each (v6.25.0, internal/service/eks/cluster.go and node_group.go). */
const LONGEST = 2 * 3600;

/** Amazon EKS: a cluster stands at both sites, and costs there what its control plane does; nodes where it serves, and what its tier keeps elsewhere. */
export const kubernetesCluster = awsCell({
  kind: 'kubernetes-cluster',
  service: 'Amazon EKS',
  facts: {
    needs: ['network'],
    // https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html, 2026-11. By ssm and ssmmessages its nodes are reached.
    calls: ({ pools }) => [
      ...['ec2', 'ecr.api', 'ecr.dkr', 'eks', 'eks-auth', 'ssm', 'ssmmessages', 'sts'],
      ...(pools.some(scales) ? ['autoscaling'] : []),
    ],
    flips: { prepared: 'symmetric', reduced: 'symmetric', full: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: KEEPS_NOTHING, promotion: IN_ZONES, always: true },
    limits:
      'a cluster stands at every site, without a node where it is prepared: it has a control plane of its own there before the day. Copies are made by Velero, into object storage of the workload. A cluster that exists is not adopted: what is in it is restored into one that is made',
    fence:
      'no node is wanted, and none runs any more; where one came back it would bear the taint continuity.fenced, which nothing of the application is to tolerate. What Velero writes to is closed by the fence of its object storage',
    starts: true,
    automatic: false,
    names: CLUSTER_NAMES,
    oneWay: [],
    refuses: clusterFlaws,
    longest: () => LONGEST,
    slas: () => [CLUSTER_SLA],
    figures: (declaration, posture) =>
      clusterFigures(declaration, posture, TAKES, 'the replication of Amazon S3, of which 99.9 % arrives within 15 min by its SLA'),
  },
  types: CLUSTER_TYPES,
  recovery: clusterRecovery,
  signals: clusterSignals,
  servingSignals: clusterServingSignals,
  doctor: clusterDoctor,
  renderBase: renderClusterBase,
  renderSite,
});

function renderSite(context: AwsContext, placement: ClusterPlacement): Rendered {
  const { id, component, here, declaration } = placement;
  refuseWithoutNodes(placement);
  const standing = renderCluster(context, placement);
  const pools = renderPools(context, placement, standing);
  const address = declaration.addresses[here.site];
  const entrance = entranceOf(context, component);
  if (entrance && address !== undefined) {
    const { targets: targetGroupArn, leads } = entrance;
    const behind = new LbTargetGroupAttachment(context.stack, `${id}-behind`, {
      targetGroupArn,
      targetId: address,
      port: declaration.port,
    });
    // A target group that nothing leads to finds no target healthy.
    behind.dependsOn = [leads];
  }
  return {
    instance: standing.cluster,
    ready: [standing.cluster, ...standing.ready, ...pools],
    waits: [standing.cluster, ...pools],
    ...(address === undefined ? {} : { endpoint: { host: address, port: declaration.port, name: here.names.cluster } }),
  };
}
