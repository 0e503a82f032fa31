import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { BaseContext } from '../../../port/cloud';
import { arnOf, bucketArn, managedPolicyArn, rootArn } from '../arn';
import { usedBy, worksOn } from '../grants';
import type { AwsGroundName } from '../ground';
import { renderKey } from '../key';
import { launchPolicy } from '../launch-key';
import { allow, assumedBy, documentOf, ec2At, type Statement } from '../policy';
import type { ClusterBase } from './names';
import { podIdentities, type PodIdentity } from './pods';
import { refuseUnreplicated } from './refused';

/** What a node may do: join, pull images, give addresses to pods, and be reached by Systems Manager, by which the cluster is told. */
const OF_NODES = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonEKS_CNI_Policy',
  'AmazonSSMManagedInstanceCore',
];

/** A role, with what it may do. */
interface RolePlan {
  readonly what: string;
  readonly name: string;
  /** Who takes it. */
  readonly trust: string;
  /** Policies that AWS keeps. */
  readonly managed?: readonly string[];
  readonly statements?: readonly Statement[];
}

/**
 * Who a cluster, its nodes and some of its pods are at their site, with what each may do, and the key of its nodes: IAM is told in one region for all of them, so all of
 * it is there in peace. No role is of the issuer of one cluster, so that a cluster which is made anew finds them as they are.
 */
export function renderClusterBase(context: BaseContext<AwsGroundName>, placement: ClusterBase): void {
  const { stack, workload } = context;
  const { id, component, here } = placement;
  refuseUnreplicated(context, placement);
  for (const role of rolesOf(context, placement)) renderRole(context, id, role);
  renderKey(stack, `${id}-nodes-key`, {
    description: `Nodes and volumes of ${component} at ${here.region}`,
    alias: here.names.alias,
    durable: workload.durable,
    policy: launchPolicy(here),
  });
}

function rolesOf(context: BaseContext<AwsGroundName>, placement: ClusterBase): RolePlan[] {
  const { here } = placement;
  const { names } = here;
  return [
    {
      what: 'role',
      name: names.role,
      trust: assumedBy('eks.amazonaws.com'),
      managed: ['AmazonEKSClusterPolicy'],
      // Secrets: https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html, 2026-11.
      statements: [withKey(placement, here.ground.alias, 'kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey')],
    },
    { what: 'nodes', name: names.nodes, trust: assumedBy(ec2At(here.region)), managed: OF_NODES },
    // Whoever of the account may take it by a policy of its own: it may do nothing but inside of this cluster.
    {
      what: 'recovery',
      name: names.recovery,
      trust: documentOf({ Effect: 'Allow', Principal: { AWS: rootArn(here.region, here.account) }, Action: 'sts:AssumeRole' }),
    },
    ...podIdentities(placement).map((pod) => ({
      what: pod.what,
      name: pod.role,
      trust: takenByPod(placement, pod),
      ...OF_PODS[pod.what](context, placement),
    })),
  ];
}

const OF_PODS: Readonly<
  Record<PodIdentity['what'], (context: BaseContext<AwsGroundName>, placement: ClusterBase) => Pick<RolePlan, 'managed' | 'statements'>>
> = {
  // Volumes of a storage class that names the key of the nodes: https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html, 2026-11.
  volumes: (_, placement) => ({
    managed: ['service-role/AmazonEBSCSIDriverPolicy'],
    statements: [
      withKey(
        placement,
        placement.here.names.alias,
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncrypt*',
        'kms:GenerateDataKey*',
        'kms:DescribeKey',
      ),
      allow(['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], arnOf(placement.here, 'kms', 'key/*'), {
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${placement.here.names.alias}` },
      }),
    ],
  }),
  // Its copies, and those parts of them that are on their way: https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/v1.13.0/README.md.
  velero: (context, placement) => {
    const to = usedBy(context, placement).filter(({ component }) => component === placement.declaration.backup?.to);
    const parts = to.map(({ here }) =>
      allow(['s3:ListMultipartUploadParts'], `${bucketArn(here.region, here.names['bucket'] as string)}/*`),
    );
    return { statements: [...to.flatMap(worksOn), ...parts] };
  },
  // https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md, 2026-11. Groups of nodes bear that tag by EKS itself.
  scaler: (_, { here }) => ({
    statements: [
      allow(
        [
          ...['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingInstances', 'autoscaling:DescribeScalingActivities'],
          ...['autoscaling:DescribeLaunchConfigurations', 'ec2:DescribeInstanceTypes', 'ec2:DescribeLaunchTemplateVersions'],
          ...['ec2:DescribeImages', 'ec2:GetInstanceTypesFromInstanceRequirements'],
        ],
        '*',
      ),
      allow(['eks:DescribeNodegroup'], arnOf(here, 'eks', `nodegroup/${here.names.cluster}/*`)),
      allow(['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'], '*', {
        StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${here.names.cluster}`]: 'owned' },
      }),
    ],
  }),
};

const withKey = ({ here }: ClusterBase, alias: string, ...action: readonly string[]): Statement =>
  allow(action, arnOf(here, 'kms', 'key/*'), { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${alias}` } });

/** By EKS Pod Identity, for one service account of one cluster: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html, 2026-11. */
const takenByPod = ({ here }: ClusterBase, { namespace, account }: PodIdentity): string =>
  documentOf({
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      StringEquals: {
        'aws:SourceAccount': here.account,
        'aws:RequestTag/eks-cluster-name': here.names.cluster,
        'aws:RequestTag/kubernetes-namespace': namespace,
        'aws:RequestTag/kubernetes-service-account': account,
      },
    },
  });

function renderRole(
  { stack, sitePlan }: BaseContext<AwsGroundName>,
  id: string,
  { what, name, trust, managed = [], statements = [] }: RolePlan,
): void {
  const role = new IamRole(stack, `${id}-${what}`, { name, assumeRolePolicy: trust });
  for (const policy of managed)
    new IamRolePolicyAttachment(stack, `${id}-${what}-${policy.split('/').at(-1)?.toLowerCase().replaceAll('_', '-')}`, {
      role: role.name,
      policyArn: managedPolicyArn(sitePlan.region, policy),
    });
  if (statements.length > 0)
    new IamRolePolicy(stack, `${id}-${what}-policy`, { name: what, role: role.name, policy: documentOf(...statements) });
}
