/*
 * Which actions of AWS's access management each thing needs that the library writes or runs. Sources: the calls that the provider and the
 * command lines make at the emulator (test/lab/permissions.ts checks them in each run of the lab), and the Service Authorization Reference
 * for the action of a call: https://docs.aws.amazon.com/service-authorization/latest/reference/ (2026-11). What a service asks for on
 * behalf of the caller (grants of a key, roles that are handed over) no emulator shows: UNVERIFIED.
 */

const S3_BUCKET = [
  ...['s3:CreateBucket', 's3:ListBucket', 's3:GetBucketAcl', 's3:GetBucketCORS', 's3:GetBucketWebsite', 's3:GetBucketVersioning'],
  ...['s3:GetAccelerateConfiguration', 's3:GetBucketRequestPayment', 's3:GetBucketLogging', 's3:GetLifecycleConfiguration'],
  ...['s3:GetReplicationConfiguration', 's3:GetEncryptionConfiguration', 's3:GetBucketObjectLockConfiguration', 's3:GetBucketPolicy'],
  ...['s3:GetBucketTagging', 's3:PutBucketTagging', 's3:GetBucketLocation'],
];
const HANDS_OVER = ['iam:PassRole'];
const ENCRYPTS = ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKey', 'kms:Decrypt'];
const tags = (service: string): string[] => [`${service}:ListTagsForResource`, `${service}:TagResource`, `${service}:UntagResource`];

/**
 * By resource type (data sources and ephemeral values: the type as Terraform has it): what creates, reads and changes it, and what
 * deletes it where it holds no data. What would destroy data is not here: `rds:DeleteDBInstance`, `s3:DeleteBucket`,
 * `kms:ScheduleKeyDeletion`, `secretsmanager:DeleteSecret`, `backup:DeleteBackupVault`, `ec2:DeleteVpc` with its subnets.
 */
export const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  // Application Auto Scaling makes its own role with the first target: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html
  aws_appautoscaling_policy: [
    ...['PutScalingPolicy', 'DescribeScalingPolicies', 'DeleteScalingPolicy'].map((action) => `application-autoscaling:${action}`),
    ...['ecs:DescribeServices', 'ecs:UpdateService', 'cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:DeleteAlarms'],
  ],
  aws_appautoscaling_target: [
    ...[
      'RegisterScalableTarget',
      'DescribeScalableTargets',
      'DeregisterScalableTarget',
      'ListTagsForResource',
      'TagResource',
      'UntagResource',
    ].map((action) => `application-autoscaling:${action}`),
    ...['ecs:DescribeServices', 'ecs:UpdateService', 'iam:CreateServiceLinkedRole'],
  ],
  aws_ami: ['ec2:DescribeImages'],
  aws_ami_ids: ['ec2:DescribeImages'],
  // A group makes its own role with the first one of an account, and whoever makes one may launch what its template says:
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
  aws_autoscaling_group: [
    ...['CreateAutoScalingGroup', 'DescribeAutoScalingGroups', 'UpdateAutoScalingGroup', 'DeleteAutoScalingGroup', 'DescribeTags'],
    ...['CreateOrUpdateTags', 'DeleteTags', 'EnableMetricsCollection', 'DisableMetricsCollection', 'DescribeScalingActivities'],
    ...['AttachLoadBalancerTargetGroups', 'DetachLoadBalancerTargetGroups', 'DescribeWarmPool', 'DescribeInstanceRefreshes'],
    ...['StartInstanceRefresh', 'CancelInstanceRefresh', 'ResumeProcesses', 'SuspendProcesses'],
  ]
    .map((action) => `autoscaling:${action}`)
    .concat('iam:CreateServiceLinkedRole', 'ec2:RunInstances', 'ec2:CreateTags', ...HANDS_OVER),
  aws_autoscaling_policy: [
    ...['autoscaling:PutScalingPolicy', 'autoscaling:DescribePolicies', 'autoscaling:DeletePolicy'],
    ...['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:DeleteAlarms'],
  ],
  aws_availability_zones: ['ec2:DescribeAvailabilityZones'],
  aws_backup_plan: [
    ...['backup:CreateBackupPlan', 'backup:GetBackupPlan', 'backup:UpdateBackupPlan', 'backup:DeleteBackupPlan'],
    ...['backup:ListTags', 'backup:TagResource', 'backup:UntagResource'],
  ],
  aws_backup_selection: ['backup:CreateBackupSelection', 'backup:GetBackupSelection', 'backup:DeleteBackupSelection', ...HANDS_OVER],
  // https://repost.aws/knowledge-center/backup-vault-access-denied
  aws_backup_vault: [
    ...['backup:CreateBackupVault', 'backup:DescribeBackupVault', 'backup:ListTags', 'backup:TagResource', 'backup:UntagResource'],
    ...['backup-storage:MountCapsule', 'kms:RetireGrant', ...ENCRYPTS],
  ],
  aws_backup_vault_lock_configuration: ['backup:PutBackupVaultLockConfiguration', 'backup:DescribeBackupVault'],
  aws_backup_vault_policy: ['backup:PutBackupVaultAccessPolicy', 'backup:GetBackupVaultAccessPolicy'],
  aws_cloudwatch_event_rule: [
    ...['events:PutRule', 'events:DescribeRule', 'events:DeleteRule', 'events:EnableRule', 'events:DisableRule'],
    ...tags('events'),
  ],
  aws_cloudwatch_event_target: ['events:PutTargets', 'events:ListTargetsByRule', 'events:RemoveTargets'],
  aws_cloudwatch_log_group: [
    ...['logs:CreateLogGroup', 'logs:DescribeLogGroups', 'logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy', 'logs:DeleteLogGroup'],
    ...tags('logs'),
  ],
  aws_cloudwatch_metric_alarm: [
    ...['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:DeleteAlarms'],
    ...tags('cloudwatch'),
  ],
  aws_db_cluster_snapshot: ['rds:DescribeDBClusterSnapshots', 'rds:ListTagsForResource'],
  aws_db_instance: [
    ...['rds:CreateDBInstance', 'rds:CreateDBInstanceReadReplica', 'rds:RestoreDBInstanceFromDBSnapshot', 'rds:DescribeDBInstances'],
    ...['rds:ModifyDBInstance', 'rds:PromoteReadReplica', 'rds:RebootDBInstance', ...HANDS_OVER],
    ...['rds:ListTagsForResource', 'rds:AddTagsToResource', 'rds:RemoveTagsFromResource', 'iam:CreateServiceLinkedRole', ...ENCRYPTS],
  ],
  aws_db_parameter_group: [
    ...['rds:CreateDBParameterGroup', 'rds:DescribeDBParameterGroups', 'rds:DescribeDBParameters', 'rds:ModifyDBParameterGroup'],
    ...['rds:ResetDBParameterGroup', 'rds:DeleteDBParameterGroup', 'rds:ListTagsForResource', 'rds:AddTagsToResource'],
    'rds:RemoveTagsFromResource',
  ],
  aws_db_snapshot: ['rds:DescribeDBSnapshots', 'rds:ListTagsForResource'],
  aws_db_subnet_group: [
    ...['rds:CreateDBSubnetGroup', 'rds:DescribeDBSubnetGroups', 'rds:ModifyDBSubnetGroup', 'rds:DeleteDBSubnetGroup'],
    ...['rds:ListTagsForResource', 'rds:AddTagsToResource', 'rds:RemoveTagsFromResource'],
  ],
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html#encryption-at-rest-required-permissions
  aws_ecr_repository: [
    ...['ecr:CreateRepository', 'ecr:DescribeRepositories', 'ecr:PutImageTagMutability', 'ecr:PutImageScanningConfiguration'],
    ...[...tags('ecr'), 'kms:RetireGrant', ...ENCRYPTS],
  ],
  // ECS makes its own role with the first cluster: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
  aws_ecs_cluster: [
    ...['ecs:CreateCluster', 'ecs:DescribeClusters', 'ecs:UpdateCluster', 'ecs:UpdateClusterSettings', 'ecs:DeleteCluster'],
    ...[...tags('ecs'), 'iam:CreateServiceLinkedRole'],
  ],
  aws_ecs_service: ['ecs:CreateService', 'ecs:DescribeServices', 'ecs:UpdateService', 'ecs:DeleteService', ...tags('ecs'), ...HANDS_OVER],
  aws_ecs_task_definition: [
    ...['ecs:RegisterTaskDefinition', 'ecs:DescribeTaskDefinition', 'ecs:DeregisterTaskDefinition', ...tags('ecs'), ...HANDS_OVER],
  ],
  aws_default_security_group: [
    ...[
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSecurityGroupRules',
      'ec2:RevokeSecurityGroupIngress',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:CreateTags',
      'ec2:DeleteTags',
    ],
  ],
  // A replica is filled as whoever makes it may: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html
  aws_dynamodb_table: [
    ...['CreateTable', 'DescribeTable', 'UpdateTable', 'DescribeContinuousBackups', 'UpdateContinuousBackups', 'DescribeTimeToLive'],
    ...['ListTagsOfResource', 'TagResource', 'UntagResource'],
  ]
    .map((action) => `dynamodb:${action}`)
    .concat(ENCRYPTS),
  aws_dynamodb_table_replica: [
    ...['CreateTableReplica', 'DescribeTable', 'UpdateTable', 'DescribeContinuousBackups', 'UpdateContinuousBackups'],
    ...['ListTagsOfResource', 'TagResource', 'UntagResource', 'Query', 'Scan'],
    ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
  ]
    .map((action) => `dynamodb:${action}`)
    .concat(ENCRYPTS, 'iam:CreateServiceLinkedRole'),
  aws_ec2_capacity_reservation: [
    ...['ec2:CreateCapacityReservation', 'ec2:DescribeCapacityReservations', 'ec2:ModifyCapacityReservation'],
    ...['ec2:CancelCapacityReservation', 'ec2:CreateTags', 'ec2:DeleteTags'],
  ],
  // Its own role is made with the first address, or replication: https://docs.aws.amazon.com/efs/latest/ug/using-service-linked-roles.html
  aws_efs_file_system: [
    ...['CreateFileSystem', 'DescribeFileSystems', 'UpdateFileSystem', 'UpdateFileSystemProtection', 'DescribeLifecycleConfiguration'].map(
      (action) => `elasticfilesystem:${action}`,
    ),
    ...[...tags('elasticfilesystem'), ...ENCRYPTS],
  ],
  // https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html, API_DeleteMountTarget.html, API_ModifyMountTargetSecurityGroups.html
  aws_efs_mount_target: [
    ...['CreateMountTarget', 'DescribeMountTargets', 'DeleteMountTarget'].map((action) => `elasticfilesystem:${action}`),
    ...['DescribeMountTargetSecurityGroups', 'ModifyMountTargetSecurityGroups'].map((action) => `elasticfilesystem:${action}`),
    ...['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface', 'ModifyNetworkInterfaceAttribute'].map(
      (action) => `ec2:${action}`,
    ),
    ...['ec2:DescribeSubnets', 'iam:CreateServiceLinkedRole'],
  ],
  aws_efs_replication_configuration: [
    ...['CreateReplicationConfiguration', 'DescribeReplicationConfigurations', 'DeleteReplicationConfiguration'].map(
      (action) => `elasticfilesystem:${action}`,
    ),
    'iam:CreateServiceLinkedRole',
  ],
  aws_eip: [
    ...['ec2:AllocateAddress', 'ec2:ReleaseAddress', 'ec2:DescribeAddresses', 'ec2:DescribeAddressesAttribute'],
    ...['ec2:DisassociateAddress', 'ec2:CreateTags', 'ec2:DeleteTags'],
  ],
  aws_eks_access_entry: [
    'eks:CreateAccessEntry',
    'eks:DescribeAccessEntry',
    'eks:UpdateAccessEntry',
    'eks:DeleteAccessEntry',
    ...tags('eks'),
  ],
  aws_eks_access_policy_association: ['eks:AssociateAccessPolicy', 'eks:ListAssociatedAccessPolicies', 'eks:DisassociateAccessPolicy'],
  aws_eks_addon: ['eks:CreateAddon', 'eks:DescribeAddon', 'eks:UpdateAddon', 'eks:DescribeUpdate', 'eks:DeleteAddon', ...tags('eks')],
  aws_eks_cluster: [
    ...['eks:CreateCluster', 'eks:DescribeCluster', 'eks:UpdateClusterConfig', 'eks:DescribeUpdate', ...tags('eks'), ...HANDS_OVER],
    ...['kms:DescribeKey', 'kms:CreateGrant', 'iam:CreateServiceLinkedRole'],
  ],
  aws_eks_node_group: [
    ...['eks:CreateNodegroup', 'eks:DescribeNodegroup', 'eks:UpdateNodegroupConfig', 'eks:UpdateNodegroupVersion', 'eks:DescribeUpdate'],
    ...['eks:DeleteNodegroup', 'ec2:RunInstances', 'ec2:CreateTags', 'iam:CreateServiceLinkedRole', ...tags('eks'), ...HANDS_OVER],
  ],
  aws_eks_pod_identity_association: [
    ...['eks:CreatePodIdentityAssociation', 'eks:DescribePodIdentityAssociation', 'eks:UpdatePodIdentityAssociation'],
    ...['eks:DeletePodIdentityAssociation', ...tags('eks'), ...HANDS_OVER],
  ],
  aws_flow_log: ['ec2:CreateFlowLogs', 'ec2:DescribeFlowLogs', 'ec2:DeleteFlowLogs', 'ec2:CreateTags', 'ec2:DeleteTags', ...HANDS_OVER],
  aws_iam_instance_profile: [
    ...['iam:CreateInstanceProfile', 'iam:GetInstanceProfile', 'iam:DeleteInstanceProfile', 'iam:AddRoleToInstanceProfile'],
    ...['iam:RemoveRoleFromInstanceProfile', 'iam:TagInstanceProfile', 'iam:UntagInstanceProfile', ...HANDS_OVER],
  ],
  aws_iam_role: [
    ...['iam:CreateRole', 'iam:GetRole', 'iam:UpdateRole', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole', 'iam:ListRolePolicies'],
    ...['iam:ListAttachedRolePolicies', 'iam:ListInstanceProfilesForRole', 'iam:TagRole', 'iam:UntagRole'],
  ],
  aws_iam_role_policy: ['iam:PutRolePolicy', 'iam:GetRolePolicy', 'iam:DeleteRolePolicy'],
  aws_iam_role_policy_attachment: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:ListAttachedRolePolicies'],
  aws_internet_gateway: [
    ...['ec2:CreateInternetGateway', 'ec2:AttachInternetGateway', 'ec2:DetachInternetGateway', 'ec2:DeleteInternetGateway'],
    ...['ec2:DescribeInternetGateways', 'ec2:CreateTags', 'ec2:DeleteTags'],
  ],
  aws_kms_alias: ['kms:CreateAlias', 'kms:UpdateAlias', 'kms:DeleteAlias', 'kms:ListAliases', 'kms:DescribeKey'],
  aws_kms_key: [
    ...['kms:CreateKey', 'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:EnableKeyRotation'],
    ...['kms:DisableKeyRotation', 'kms:UpdateKeyDescription', 'kms:ListResourceTags', 'kms:TagResource', 'kms:UntagResource'],
  ],
  aws_launch_template: [
    ...['ec2:CreateLaunchTemplate', 'ec2:CreateLaunchTemplateVersion', 'ec2:DescribeLaunchTemplates', 'ec2:DescribeLaunchTemplateVersions'],
    ...['ec2:ModifyLaunchTemplate', 'ec2:DeleteLaunchTemplate', 'ec2:CreateTags', 'ec2:DeleteTags'],
  ],
  aws_lb: [
    ...['CreateLoadBalancer', 'DeleteLoadBalancer', 'DescribeLoadBalancers', 'DescribeLoadBalancerAttributes'],
    ...['ModifyLoadBalancerAttributes', 'DescribeCapacityReservation', 'SetSecurityGroups', 'SetSubnets', 'SetIpAddressType'],
    ...['DescribeTags', 'AddTags', 'RemoveTags'],
  ]
    .map((action) => `elasticloadbalancing:${action}`)
    .concat('iam:CreateServiceLinkedRole', 'ec2:DescribeNetworkInterfaces'),
  aws_lb_listener: [
    ...[
      'CreateListener',
      'DeleteListener',
      'DescribeListeners',
      'ModifyListener',
      'DescribeListenerAttributes',
      'ModifyListenerAttributes',
    ],
    ...['DescribeTags', 'AddTags', 'RemoveTags'],
  ].map((action) => `elasticloadbalancing:${action}`),
  aws_lb_listener_rule: [
    ...['CreateRule', 'DeleteRule', 'DescribeRules', 'ModifyRule', 'SetRulePriorities', 'DescribeTags', 'AddTags', 'RemoveTags'],
  ].map((action) => `elasticloadbalancing:${action}`),
  aws_lb_target_group: [
    ...['CreateTargetGroup', 'DeleteTargetGroup', 'DescribeTargetGroups', 'ModifyTargetGroup', 'DescribeTargetGroupAttributes'],
    ...['ModifyTargetGroupAttributes', 'DescribeTags', 'AddTags', 'RemoveTags'],
  ].map((action) => `elasticloadbalancing:${action}`),
  aws_lb_target_group_attachment: ['RegisterTargets', 'DeregisterTargets', 'DescribeTargetHealth'].map(
    (action) => `elasticloadbalancing:${action}`,
  ),
  aws_nat_gateway: ['ec2:CreateNatGateway', 'ec2:DescribeNatGateways', 'ec2:DeleteNatGateway', 'ec2:CreateTags', 'ec2:DeleteTags'],
  aws_route: ['ec2:CreateRoute', 'ec2:ReplaceRoute', 'ec2:DeleteRoute', 'ec2:DescribeRouteTables'],
  aws_rds_cluster: [
    ...[
      'rds:CreateDBCluster',
      'rds:RestoreDBClusterFromSnapshot',
      'rds:DescribeDBClusters',
      'rds:ModifyDBCluster',
      'rds:DescribeGlobalClusters',
    ],
    ...['rds:ListTagsForResource', 'rds:AddTagsToResource', 'rds:RemoveTagsFromResource', 'iam:CreateServiceLinkedRole', ...ENCRYPTS],
  ],
  aws_rds_cluster_instance: [
    ...['rds:CreateDBInstance', 'rds:DescribeDBInstances', 'rds:ModifyDBInstance', 'rds:RebootDBInstance', ...HANDS_OVER],
    ...['rds:ListTagsForResource', 'rds:AddTagsToResource', 'rds:RemoveTagsFromResource', ...ENCRYPTS],
  ],
  aws_rds_cluster_parameter_group: [
    ...['rds:CreateDBClusterParameterGroup', 'rds:DescribeDBClusterParameterGroups', 'rds:DescribeDBClusterParameters'],
    ...['rds:ModifyDBClusterParameterGroup', 'rds:ResetDBClusterParameterGroup', 'rds:DeleteDBClusterParameterGroup'],
    ...['rds:ListTagsForResource', 'rds:AddTagsToResource', 'rds:RemoveTagsFromResource'],
  ],
  aws_rds_global_cluster: ['rds:CreateGlobalCluster', 'rds:DescribeGlobalClusters', 'rds:ModifyGlobalCluster', 'rds:ListTagsForResource'],
  aws_route53_health_check: [
    ...['route53:CreateHealthCheck', 'route53:GetHealthCheck', 'route53:UpdateHealthCheck', 'route53:DeleteHealthCheck'],
    ...['route53:ListTagsForResource', 'route53:ChangeTagsForResource'],
  ],
  aws_route53_record: [
    ...['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets', 'route53:GetChange', 'route53:GetHostedZone'],
  ],
  aws_route53_zone: ['route53:ListHostedZones', 'route53:ListHostedZonesByName', 'route53:GetHostedZone', 'route53:ListTagsForResource'],
  aws_route_table: [
    ...[
      'ec2:CreateRouteTable',
      'ec2:DeleteRouteTable',
      'ec2:DescribeRouteTables',
      'ec2:CreateRoute',
      'ec2:ReplaceRoute',
      'ec2:DeleteRoute',
    ],
    ...['ec2:CreateTags', 'ec2:DeleteTags'],
  ],
  aws_route_table_association: [
    ...['ec2:AssociateRouteTable', 'ec2:DisassociateRouteTable', 'ec2:ReplaceRouteTableAssociation', 'ec2:DescribeRouteTables'],
  ],
  aws_s3_bucket: S3_BUCKET,
  aws_s3_bucket_lifecycle_configuration: ['s3:PutLifecycleConfiguration', 's3:GetLifecycleConfiguration'],
  aws_s3_bucket_logging: ['s3:PutBucketLogging', 's3:GetBucketLogging'],
  aws_s3_bucket_ownership_controls: ['s3:PutBucketOwnershipControls', 's3:GetBucketOwnershipControls'],
  aws_s3_bucket_policy: ['s3:PutBucketPolicy', 's3:GetBucketPolicy', 's3:DeleteBucketPolicy'],
  aws_s3_bucket_public_access_block: ['s3:PutBucketPublicAccessBlock', 's3:GetBucketPublicAccessBlock'],
  aws_s3_bucket_replication_configuration: ['s3:PutReplicationConfiguration', 's3:GetReplicationConfiguration', ...HANDS_OVER],
  aws_s3_bucket_server_side_encryption_configuration: ['s3:PutEncryptionConfiguration', 's3:GetEncryptionConfiguration'],
  aws_s3_bucket_versioning: ['s3:PutBucketVersioning', 's3:GetBucketVersioning'],
  aws_secretsmanager_random_password: ['secretsmanager:GetRandomPassword'],
  aws_secretsmanager_secret: [
    ...['secretsmanager:CreateSecret', 'secretsmanager:DescribeSecret', 'secretsmanager:UpdateSecret', 'secretsmanager:GetResourcePolicy'],
    ...['secretsmanager:ReplicateSecretToRegions', 'secretsmanager:RemoveRegionsFromReplication', 'secretsmanager:TagResource'],
    ...['secretsmanager:UntagResource', ...ENCRYPTS],
  ],
  aws_secretsmanager_secret_version: [
    ...['secretsmanager:PutSecretValue', 'secretsmanager:GetSecretValue', 'secretsmanager:UpdateSecretVersionStage', ...ENCRYPTS],
  ],
  aws_security_group: [
    ...['ec2:CreateSecurityGroup', 'ec2:DeleteSecurityGroup', 'ec2:DescribeSecurityGroups', 'ec2:AuthorizeSecurityGroupIngress'],
    ...['ec2:AuthorizeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
    ...['ec2:DescribeNetworkInterfaces', 'ec2:CreateTags', 'ec2:DeleteTags'],
  ],
  aws_sns_topic: ['sns:CreateTopic', 'sns:GetTopicAttributes', 'sns:SetTopicAttributes', 'sns:DeleteTopic', ...tags('sns')],
  aws_sns_topic_policy: ['sns:GetTopicAttributes', 'sns:SetTopicAttributes'],
  aws_sns_topic_subscription: ['sns:Subscribe', 'sns:Unsubscribe', 'sns:GetSubscriptionAttributes', 'sns:SetSubscriptionAttributes'],
  aws_ssm_parameter: [
    ...['ssm:PutParameter', 'ssm:GetParameter', 'ssm:GetParameters', 'ssm:DescribeParameters', 'ssm:DeleteParameter'],
    ...['ssm:ListTagsForResource', 'ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource'],
  ],
  aws_ssm_parameters_by_path: ['ssm:GetParametersByPath'],
  aws_subnet: ['ec2:CreateSubnet', 'ec2:DescribeSubnets', 'ec2:ModifySubnetAttribute', 'ec2:CreateTags', 'ec2:DeleteTags'],
  aws_vpc: [
    ...['ec2:CreateVpc', 'ec2:DescribeVpcs', 'ec2:DescribeVpcAttribute', 'ec2:ModifyVpcAttribute', 'ec2:DescribeNetworkAcls'],
    ...['ec2:DescribeRouteTables', 'ec2:DescribeSecurityGroups', 'ec2:CreateTags', 'ec2:DeleteTags'],
  ],
  aws_vpc_endpoint: [
    ...['ec2:CreateVpcEndpoint', 'ec2:DescribeVpcEndpoints', 'ec2:ModifyVpcEndpoint', 'ec2:DeleteVpcEndpoints', 'ec2:DescribePrefixLists'],
    ...['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeNetworkInterfaces', 'ec2:CreateTags', 'ec2:DeleteTags'],
    // The name that callers know becomes the endpoint's own in the network.
    'route53:AssociateVPCWithHostedZone',
  ],
  aws_wafv2_web_acl_association: [
    ...['wafv2:AssociateWebACL', 'wafv2:DisassociateWebACL', 'wafv2:GetWebACLForResource', 'wafv2:GetWebACL'],
    'elasticloadbalancing:SetWebAcl',
  ],
};

/** What the switch of traffic makes in the region that publishes its checks: somebody is called there. */
export const OF_CHECKS = [
  'aws_cloudwatch_metric_alarm',
  'aws_kms_alias',
  'aws_kms_key',
  'aws_sns_topic',
  'aws_sns_topic_policy',
  'aws_sns_topic_subscription',
] as const;

/**
 * By command of the `aws` command line, as steps, the annex of the runbook and `continuity doctor` have it. Nothing, where everybody may ask
 * (`get-caller-identity`), and where it is advice to a person: `create-route`, `create-service-linked-role`, `create-trail`, `start-logging`, `create-vpc-endpoint`, `delete-db-instance`, `describe-launch-templates`,
 * `enable-metrics-collection`, `list-task-definitions`,
 * `modify-db-parameter-group`, `modify-load-balancer-attributes`, `put-bucket-versioning`, `put-secret-value`, `set-rule-priorities`, `update-global-settings`, `update-region-settings`;
 * and where it is done by hand, where the accounts of the sites are lost: `list-buckets`, `put-key-policy`.
 */
export const OF_LINE: Readonly<Record<string, readonly string[]>> = {
  // A copy is encrypted by the key of its region, as whoever asks for it: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
  'copy-db-cluster-snapshot': ['rds:CopyDBClusterSnapshot', ...ENCRYPTS],
  'copy-image': [
    ...['ec2:CopyImage', 'ec2:CreateTags', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    ...ENCRYPTS,
  ],
  'create-addon': ['eks:CreateAddon'],
  'create-db-instance': [],
  'create-job': ['s3:CreateJob', ...HANDS_OVER],
  'create-route': [],
  'create-service-linked-role': [],
  'create-trail': [],
  'create-vpc-endpoint': [],
  'delete-bucket-policy': ['s3:DeleteBucketPolicy'],
  'delete-db-instance': [],
  'delete-replication-configuration': ['elasticfilesystem:DeleteReplicationConfiguration'],
  'delete-resource-policy': ['dynamodb:DeleteResourcePolicy'],
  'describe-account-attributes': ['ec2:DescribeAccountAttributes', 'rds:DescribeAccountAttributes'],
  'describe-account-limits': ['elasticloadbalancing:DescribeAccountLimits'],
  'describe-addon': ['eks:DescribeAddon'],
  'describe-addresses': ['ec2:DescribeAddresses'],
  'describe-availability-zones': ['ec2:DescribeAvailabilityZones'],
  'describe-auto-scaling-groups': ['autoscaling:DescribeAutoScalingGroups'],
  'describe-backup-job': ['backup:DescribeBackupJob'],
  'describe-backup-vault': ['backup:DescribeBackupVault'],
  'describe-capacity-reservations': ['ec2:DescribeCapacityReservations'],
  'describe-certificate': ['acm:DescribeCertificate'],
  'describe-cluster': ['eks:DescribeCluster'],
  'describe-continuous-backups': ['dynamodb:DescribeContinuousBackups'],
  'describe-copy-job': ['backup:DescribeCopyJob'],
  'describe-db-cluster-snapshots': ['rds:DescribeDBClusterSnapshots'],
  'describe-db-clusters': ['rds:DescribeDBClusters'],
  'describe-db-instances': ['rds:DescribeDBInstances'],
  'describe-db-parameters': ['rds:DescribeDBParameters'],
  'describe-db-snapshots': ['rds:DescribeDBSnapshots'],
  'describe-events': ['rds:DescribeEvents'],
  'describe-file-systems': ['elasticfilesystem:DescribeFileSystems'],
  'describe-flow-logs': ['ec2:DescribeFlowLogs'],
  'describe-images': ['ec2:DescribeImages', 'ecr:DescribeImages'],
  'describe-instance-types': ['ec2:DescribeInstanceTypes'],
  'describe-instance-type-offerings': ['ec2:DescribeInstanceTypeOfferings'],
  'describe-instance-refreshes': ['autoscaling:DescribeInstanceRefreshes'],
  'describe-instances': ['ec2:DescribeInstances'],
  'describe-internet-gateways': ['ec2:DescribeInternetGateways'],
  'describe-job': ['s3:DescribeJob'],
  'describe-key': ['kms:DescribeKey'],
  'describe-listeners': ['elasticloadbalancing:DescribeListeners'],
  'describe-launch-templates': [],
  'describe-load-balancer-attributes': ['elasticloadbalancing:DescribeLoadBalancerAttributes'],
  'describe-launch-template-versions': ['ec2:DescribeLaunchTemplateVersions'],
  'describe-load-balancers': ['elasticloadbalancing:DescribeLoadBalancers'],
  'describe-mount-targets': ['elasticfilesystem:DescribeMountTargets'],
  'describe-nat-gateways': ['ec2:DescribeNatGateways'],
  'describe-nodegroup': ['eks:DescribeNodegroup'],
  'describe-orderable-db-instance-options': ['rds:DescribeOrderableDBInstanceOptions'],
  'describe-recovery-point': ['backup:DescribeRecoveryPoint'],
  'describe-global-clusters': ['rds:DescribeGlobalClusters'],
  'describe-global-settings': ['backup:DescribeGlobalSettings'],
  'describe-region-settings': ['backup:DescribeRegionSettings'],
  'describe-registry': ['ecr:DescribeRegistry'],
  'describe-replication-configurations': ['elasticfilesystem:DescribeReplicationConfigurations'],
  'describe-repositories': ['ecr:DescribeRepositories'],
  'describe-restore-job': ['backup:DescribeRestoreJob'],
  'describe-route-tables': ['ec2:DescribeRouteTables'],
  'describe-rules': ['elasticloadbalancing:DescribeRules'],
  'describe-scalable-targets': ['application-autoscaling:DescribeScalableTargets'],
  'describe-scaling-activities': ['autoscaling:DescribeScalingActivities'],
  'describe-secret': ['secretsmanager:DescribeSecret'],
  'describe-security-groups': ['ec2:DescribeSecurityGroups'],
  'describe-snapshots': ['ec2:DescribeSnapshots'],
  'describe-services': ['ecs:DescribeServices'],
  'describe-subnets': ['ec2:DescribeSubnets'],
  'describe-table': ['dynamodb:DescribeTable'],
  'describe-target-groups': ['elasticloadbalancing:DescribeTargetGroups'],
  'describe-target-health': ['elasticloadbalancing:DescribeTargetHealth'],
  'describe-task-definition': ['ecs:DescribeTaskDefinition'],
  'describe-tasks': ['ecs:DescribeTasks'],
  'describe-trails': ['cloudtrail:DescribeTrails'],
  'describe-volumes': ['ec2:DescribeVolumes'],
  'describe-vpc-attribute': ['ec2:DescribeVpcAttribute'],
  'describe-vpc-endpoints': ['ec2:DescribeVpcEndpoints'],
  'describe-vpcs': ['ec2:DescribeVpcs'],
  'enable-metrics-collection': [],
  'failover-global-cluster': ['rds:FailoverGlobalCluster'],
  'get-backup-selection': ['backup:GetBackupSelection'],
  'get-backup-vault-access-policy': ['backup:GetBackupVaultAccessPolicy'],
  'get-bucket-encryption': ['s3:GetEncryptionConfiguration'],
  'get-bucket-policy': ['s3:GetBucketPolicy'],
  'get-bucket-replication': ['s3:GetReplicationConfiguration'],
  'get-bucket-versioning': ['s3:GetBucketVersioning'],
  'get-caller-identity': [],
  'get-connection-status': ['ssm:GetConnectionStatus'],
  'get-event-selectors': ['cloudtrail:GetEventSelectors'],
  'get-metric-statistics': ['cloudwatch:GetMetricStatistics'],
  'get-object': ['s3:GetObject'],
  'get-parameters': ['ssm:GetParameters'],
  'get-resource-policy': ['dynamodb:GetResourcePolicy'],
  'get-role': ['iam:GetRole'],
  'get-server-certificate': ['iam:GetServerCertificate'],
  'get-secret-value': ['secretsmanager:GetSecretValue'],
  'get-service-quota': ['servicequotas:GetServiceQuota'],
  'get-trail-status': ['cloudtrail:GetTrailStatus'],
  'head-bucket': ['s3:ListBucket'],
  'list-addons': ['eks:ListAddons'],
  'list-backup-jobs': ['backup:ListBackupJobs'],
  'list-backup-plans': ['backup:ListBackupPlans'],
  'list-backup-selections': ['backup:ListBackupSelections'],
  'list-buckets': [],
  'list-clusters': ['eks:ListClusters'],
  'list-copy-jobs': ['backup:ListCopyJobs'],
  'list-health-checks': ['route53:ListHealthChecks'],
  'list-hosted-zones-by-name': ['route53:ListHostedZonesByName'],
  'list-jobs': ['s3:ListJobs'],
  'list-nodegroups': ['eks:ListNodegroups'],
  'list-object-versions': ['s3:ListBucketVersions'],
  'list-objects-v2': ['s3:ListBucket'],
  'list-pod-identity-associations': ['eks:ListPodIdentityAssociations'],
  'list-recovery-points-by-backup-vault': ['backup:ListRecoveryPointsByBackupVault'],
  'list-resource-record-sets': ['route53:ListResourceRecordSets'],
  'list-restore-jobs': ['backup:ListRestoreJobs'],
  'list-secret-version-ids': ['secretsmanager:ListSecretVersionIds'],
  'list-subscriptions-by-topic': ['sns:ListSubscriptionsByTopic'],
  'list-task-definitions': [],
  'list-tasks': ['ecs:ListTasks'],
  'list-topics': ['sns:ListTopics'],
  'list-updates': ['eks:ListUpdates'],
  'modify-db-cluster': [],
  'modify-db-instance': ['rds:ModifyDBInstance'],
  'modify-db-parameter-group': [],
  'modify-load-balancer-attributes': [],
  'put-bucket-policy': ['s3:PutBucketPolicy'],
  'put-bucket-replication': ['s3:PutReplicationConfiguration', ...HANDS_OVER],
  'put-bucket-versioning': [],
  'put-key-policy': [],
  'put-parameter': ['ssm:PutParameter'],
  'put-resource-policy': ['dynamodb:PutResourcePolicy'],
  'put-secret-value': [],
  'reboot-db-instance': ['rds:RebootDBInstance'],
  'register-scalable-target': ['application-autoscaling:RegisterScalableTarget'],
  'replicate-secret-to-regions': ['secretsmanager:ReplicateSecretToRegions', ...ENCRYPTS],
  'set-rule-priorities': [],
  'restore-db-cluster-from-snapshot': [],
  'restore-db-cluster-to-point-in-time': [],
  'restore-table-to-point-in-time': [],
  'resume-processes': ['autoscaling:ResumeProcesses'],
  'set-desired-capacity': ['autoscaling:SetDesiredCapacity'],
  'remove-from-global-cluster': ['rds:RemoveFromGlobalCluster'],
  'start-backup-job': ['backup:StartBackupJob', ...HANDS_OVER],
  'start-copy-job': ['backup:StartCopyJob', ...HANDS_OVER],
  'start-logging': [],
  'start-restore-job': ['backup:StartRestoreJob', ...HANDS_OVER],
  'start-session': ['ssm:StartSession', 'ssm:TerminateSession'],
  'stop-replication-to-replica': ['secretsmanager:StopReplicationToReplica'],
  'switchover-global-cluster': ['rds:SwitchoverGlobalCluster'],
  'suspend-processes': ['autoscaling:SuspendProcesses'],
  'update-addon': [],
  'update-auto-scaling-group': ['autoscaling:UpdateAutoScalingGroup'],
  'update-cluster-version': [],
  'update-global-settings': [],
  'update-kubeconfig': ['eks:DescribeCluster', 'sts:AssumeRole'],
  'update-nodegroup-config': ['eks:UpdateNodegroupConfig'],
  'update-nodegroup-version': ['eks:UpdateNodegroupVersion'],
  'update-region-settings': [],
  'update-service': ['ecs:UpdateService'],
};

/** What stands in a place of copies, and what is asked and done there with the credentials of its account: of the tables above, and nothing else. */
export const AT_COPIES: { readonly types: readonly string[]; readonly lines: readonly string[] } = {
  types: [
    ...['aws_backup_vault', 'aws_backup_vault_lock_configuration', 'aws_backup_vault_policy', 'aws_iam_role'],
    ...['aws_iam_role_policy_attachment', 'aws_kms_alias', 'aws_kms_key', 'aws_ssm_parameter', 'aws_ssm_parameters_by_path'],
  ],
  lines: [
    ...[
      'describe-backup-vault',
      'describe-copy-job',
      'describe-key',
      'get-backup-vault-access-policy',
      'get-bucket-versioning',
      'get-caller-identity',
      'get-object',
    ],
    ...['list-objects-v2', 'list-recovery-points-by-backup-vault', 'put-key-policy', 'start-copy-job'],
  ],
};

/** The provider itself. */
export const OF_PROVIDER: readonly string[] = ['sts:GetCallerIdentity'];

/** State in a bucket, locked by S3 itself: https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required */
export const OF_STATE = { bucket: ['s3:ListBucket'], objects: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'] } as const;
