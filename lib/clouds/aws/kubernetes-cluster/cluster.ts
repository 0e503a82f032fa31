import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry/index.js';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association/index.js';
import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon/index.js';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association/index.js';
import type { TerraformResource } from 'cdktf';
import { KEPT_DAYS } from '../../../port/starting';
import { COPIES_TAG } from '../../../port/velero';
import { roleArn } from '../arn';
import type { AwsContext } from '../cell';
import { networkOf, networkReady } from '../network/cell';
import { partitionOf } from '../partition';
import type { ClusterPlacement } from './names';
import { podIdentities } from './pods';

/** Range of services, which no network routes; pods have addresses of the network. */
export const SERVICES = '172.29.0.0/16';

/** Logs of the control plane that say who did what: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html, 2026-11. */
const LOGS = ['api', 'audit', 'authenticator'];

/**
 * Add-ons whose pods are of every node, so that one is active where there is none: https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html, 2026-11; tried so by
 * https://github.com/terraform-aws-modules/terraform-aws-eks/blob/master/docs/faq.md (`before_compute`). UNVERIFIED: not run against AWS.
 */
const ON_EVERY_NODE = ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'];

/** The others, which a step installs behind the first nodes: names, volumes, and their snapshots. */
export const BEHIND_NODES = ['coredns', 'aws-ebs-csi-driver', 'snapshot-controller'];

/** A cluster, with what has to be there ahead of nodes. */
export interface Standing {
  readonly cluster: EksCluster;
  readonly ready: readonly TerraformResource[];
}

/**
 * The cluster, the same in every form: its API at addresses of its network alone, its secrets encrypted by the key of its site, and who is let in by entries of it: not whoever made it, but the
 * role of recovery. It is moved to another version by nobody's apply.
 */
export function renderCluster(context: AwsContext, placement: ClusterPlacement): Standing {
  const { stack, workload, ground } = context;
  const { id, here, component, declaration } = placement;
  const name = here.names.cluster;
  // EKS would make it by itself, to be kept for ever: the name is its own.
  const logs = new CloudwatchLogGroup(stack, `${id}-logs`, { name: `/aws/eks/${name}/cluster`, retentionInDays: KEPT_DAYS });
  const cluster = new EksCluster(stack, id, {
    name,
    roleArn: roleArn(here, here.names.role),
    version: declaration.version,
    bootstrapSelfManagedAddons: false,
    accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
    vpcConfig: {
      subnetIds: [...networkOf(context).privateSubnets],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    },
    kubernetesNetworkConfig: { serviceIpv4Cidr: SERVICES },
    encryptionConfig: { provider: { keyArn: ground.key.arn }, resources: ['secrets'] },
    enabledClusterLogTypes: LOGS,
    zonalShiftConfig: { enabled: true },
    tags: { Name: name, workload: workload.id, component, ...copiesOf(context, placement) },
    dependsOn: [logs, ...networkReady(context)],
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['version'] },
  });
  return { cluster, ready: [logs, ...renderAccess(context, placement, cluster), ...renderPods(context, placement, cluster)] };
}

/** Which bucket its copies are in now: steps read it there, since each generation of that is another one. */
function copiesOf({ neighbour }: AwsContext, { declaration: { backup } }: ClusterPlacement): Record<string, string> {
  const name = backup && neighbour('object-storage', backup.to)?.endpoint?.name;
  return name === undefined ? {} : { [COPIES_TAG]: name };
}

/** Recovery may do everything inside; others are let in by entries of your own. */
function renderAccess({ stack }: AwsContext, { id, here }: ClusterPlacement, cluster: EksCluster): TerraformResource[] {
  const principalArn = roleArn(here, here.names.recovery);
  const entry = new EksAccessEntry(stack, `${id}-recovery`, { clusterName: cluster.name, principalArn });
  const policy = new EksAccessPolicyAssociation(stack, `${id}-recovery-may`, {
    clusterName: cluster.name,
    principalArn,
    policyArn: `arn:${partitionOf(here.region)}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
    accessScope: { type: 'cluster' },
    dependsOn: [entry],
  });
  return [entry, policy];
}

/** What every node runs, and as whom some pods work. */
function renderPods({ stack }: AwsContext, placement: ClusterPlacement, cluster: EksCluster): TerraformResource[] {
  const { id, here } = placement;
  return [
    ...ON_EVERY_NODE.map(
      (addonName) =>
        new EksAddon(stack, `${id}-addon-${addonName}`, {
          clusterName: cluster.name,
          addonName,
          resolveConflictsOnCreate: 'OVERWRITE',
          resolveConflictsOnUpdate: 'PRESERVE',
          // Which version is moved by its owner: none that stands is.
          lifecycle: { ignoreChanges: ['addon_version'] },
        }),
    ),
    ...podIdentities(placement).map(
      ({ what, namespace, account, role }) =>
        new EksPodIdentityAssociation(stack, `${id}-${what}`, {
          clusterName: cluster.name,
          namespace,
          serviceAccount: account,
          roleArn: roleArn(here, role),
        }),
    ),
  ];
}
