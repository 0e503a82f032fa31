import { DataAwsDbClusterSnapshot } from '@cdktf/provider-aws/lib/data-aws-db-cluster-snapshot/index.js';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet/index.js';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance/index.js';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group/index.js';
import { RdsCluster, type RdsClusterConfig } from '@cdktf/provider-aws/lib/rds-cluster/index.js';
import { RdsGlobalCluster } from '@cdktf/provider-aws/lib/rds-global-cluster/index.js';
import { kebab } from '../../../plan/names';
import { once } from '../../../port/once';
import { works } from '../../../words/posture';
import { roleArn } from '../arn';
import type { AwsContext } from '../cell';
import { networkOf } from '../network/cell';
import type { Doors } from '../relational-database/groups';
import { passwordArguments } from '../relational-database/password';
import { timeoutsOf } from '../relational-database/times';
import { windowsAt } from '../relational-database/windows';
import { takeCopies } from '../vault';
import { wholeCopy } from '../copies';
import { auroraOf, versionOf } from './engines';
import { globalOf, memberOf, membersAt, type AuroraPlacement } from './names';
import { auroraClass } from './sizes';

/**
 * Arguments that a move of the role decides, or that are said once. Read back, they say who follows whom: a difference would promote the cluster, or take it
 * out of its global database (`PromoteReadReplicaDBCluster`, `RemoveFromGlobalCluster`), or make it anew.
 * https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/rds/cluster.go, its update and its read; the version is raised by
 * command, the side that follows first.
 */
export const KEPT_AS_IT_IS = [
  ...['replication_source_identifier', 'global_cluster_identifier', 'source_region', 'engine_version', 'snapshot_identifier'],
  ...['database_name', 'master_username', 'master_password_wo_version', 'storage_encrypted', 'kms_key_id', 'availability_zones'],
];

/** Of what both are members of, what is said where it is made, and read back as the service has it (`global_cluster.go` there). */
export const GLOBAL_AS_IT_IS = ['source_db_cluster_identifier', 'database_name', 'engine', 'engine_version', 'storage_encrypted'];

/** A cluster, and what is in it. */
export interface Made {
  readonly cluster: RdsCluster;
  readonly members: readonly RdsClusterInstance[];
}

/** One generation of a cluster at a site: its storage is in three zones whatever is asked, its instances are in as many as there are of them. */
export function renderCluster(context: AwsContext, placement: AuroraPlacement, doors: Doors): Made {
  const { stack, ground, workload, sitePlan } = context;
  const { here, peer, declaration, form, id, attached } = placement;
  const { gib, restorableDays, windows } = declaration;
  const name = here.names.instance;
  const { backup, maintenance } = windows?.[here.site] ?? windowsAt(here.region, peer.region, sitePlan.copies.every);
  const cluster = new RdsCluster(stack, id, {
    engine: auroraOf(declaration).name,
    ...(attached ? joining(placement) : beginning(context, placement)),
    clusterIdentifier: name,
    storageEncrypted: true,
    kmsKeyId: ground.key.arn,
    dbSubnetGroupName: doors.group.name,
    dbClusterParameterGroupName: renderParameters(context, placement).name,
    vpcSecurityGroupIds: [form === 'fenced' ? doors.closed.id : doors.open.id],
    backupRetentionPeriod: restorableDays,
    preferredBackupWindow: backup,
    preferredMaintenanceWindow: maintenance,
    deletionProtection: workload.durable,
    // Of what follows the service makes no last snapshot, and what may be destroyed is made again under the same name.
    ...(attached || !workload.durable
      ? { skipFinalSnapshot: true }
      : { skipFinalSnapshot: false, finalSnapshotIdentifier: `${name}-final` }),
    copyTagsToSnapshot: true,
    iamDatabaseAuthenticationEnabled: true,
    enabledCloudwatchLogsExports: [...auroraOf(declaration).logs],
    applyImmediately: !(works(form) && workload.durable),
    timeouts: timeoutsOf(gib),
    tags: { Name: name },
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: [...KEPT_AS_IT_IS] },
  });
  const password = passwordArguments(context, placement, 'master_');
  if (!attached) for (const [argument, value] of Object.entries(password)) cluster.addOverride(argument, value);
  if (works(form)) takeCopies(context, id, cluster.arn);
  return { cluster, members: membersAt(placement.spread).map((number) => renderMember(context, placement, cluster, number)) };
}

/**
 * Into what the other one is a member of: without a user, a password or a database of its own, wherever it follows, whichever was first. What is there
 * stays what it is; what has to be made anew is made from the one that has the data, never empty.
 */
const joining = (placement: AuroraPlacement): Partial<RdsClusterConfig> => ({
  engineVersion: versionOf(placement.declaration),
  globalClusterIdentifier: globalOf(placement),
  sourceRegion: placement.peer.region,
});

function beginning(context: AwsContext, placement: AuroraPlacement): Partial<RdsClusterConfig> {
  const { origin, declaration } = placement;
  const { username, database } = declaration;
  if (origin.how === 'created') return { engineVersion: versionOf(declaration), databaseName: database, masterUsername: username };
  if (origin.how !== 'restored' || origin.done) return {};
  return { snapshotIdentifier: origin.point ?? latestCopy(context, placement, origin.of) };
}

/** The newest copy. */
function latestCopy({ stack, sitePlan }: AwsContext, { id, component }: AuroraPlacement, of: AuroraPlacement['here']): string {
  const latest = new DataAwsDbClusterSnapshot(stack, `${id}-latest-copy`, {
    dbClusterIdentifier: of.names.instance,
    snapshotType: sitePlan.account === of.account ? 'awsbackup' : 'shared',
    mostRecent: true,
    lifecycle: wholeCopy(component),
  });
  return latest.dbClusterSnapshotArn;
}

/** Each in a zone of its own: which one it is, is said where it is made, and never moves it. */
function renderMember(context: AwsContext, placement: AuroraPlacement, cluster: RdsCluster, number: number): RdsClusterInstance {
  const { stack, ground } = context;
  const { id, here, declaration } = placement;
  const name = memberOf(here, number);
  const zone = new DataAwsSubnet(stack, `${id}-zone-${number}`, { id: networkOf(context).privateSubnets[number - 1] as string });
  return new RdsClusterInstance(stack, `${id}-${number}`, {
    identifier: name,
    clusterIdentifier: cluster.id,
    engine: auroraOf(declaration).name,
    instanceClass: auroraClass(declaration.size),
    availabilityZone: zone.availabilityZone,
    publiclyAccessible: false,
    promotionTier: number,
    // No member of a global database is upgraded by itself; nor is one that may become a member.
    autoMinorVersionUpgrade: false,
    copyTagsToSnapshot: true,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: ground.key.arn,
    performanceInsightsRetentionPeriod: 7,
    monitoringInterval: 60,
    monitoringRoleArn: roleArn(here, here.names.monitoringRole),
    applyImmediately: cluster.applyImmediatelyInput,
    timeouts: timeoutsOf(declaration.gib),
    tags: { Name: name },
    lifecycle: { ignoreChanges: ['availability_zone', 'engine_version', 'performance_insights_kms_key_id'] },
  });
}

/** A group is of one major version, and cannot leave while a cluster is in it: the next one is made beside it, under its own name. */
function renderParameters({ stack }: AwsContext, { component, here, declaration }: AuroraPlacement): RdsClusterParameterGroup {
  const id = `${kebab(component)}-parameters`;
  const family = auroraOf(declaration).family(declaration.engine.version);
  return once(
    stack,
    id,
    RdsClusterParameterGroup,
    () =>
      new RdsClusterParameterGroup(stack, id, {
        name: `${here.names.group}-${family.replaceAll('.', '-')}`,
        family,
        parameter: [
          ...Object.entries(auroraOf(declaration).settings).map(([name, value]) => ({ name, value })),
          // Whether one takes hold without a restart is its own: this way each is taken.
          ...Object.entries(declaration.parameters).map(([name, value]) => ({ name, value, applyMethod: 'pending-reboot' })),
        ],
        lifecycle: { createBeforeDestroy: true },
      }),
  );
}

/** What stands for what both are members of. */
export const globalId = ({ id }: Pick<AuroraPlacement, 'id'>): string => `${id}-global`;

/**
 * What both are members of, begun with the cluster that has the data, once that has an instance: so a cluster that stands already is given a standby in another
 * region, too. Where nothing is to follow any more it leaves: the provider would take every member out of it, the one that serves among them.
 */
export function renderGlobal({ stack, workload }: AwsContext, placement: AuroraPlacement, { cluster, members }: Made): RdsGlobalCluster {
  return new RdsGlobalCluster(stack, globalId(placement), {
    globalClusterIdentifier: globalOf(placement),
    sourceDbClusterIdentifier: cluster.arn,
    // Asked for beside the source; where it may be destroyed, its members go with it.
    forceDestroy: !workload.durable,
    dependsOn: [...members],
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: [...GLOBAL_AS_IT_IS] },
  });
}
