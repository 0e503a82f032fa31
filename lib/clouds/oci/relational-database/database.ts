import { DataOciCoreNetworkSecurityGroups } from '@cdktf/provider-oci/data-oci-core-network-security-groups';
import { DataOciDatabaseAutonomousDatabases } from '@cdktf/provider-oci/data-oci-database-autonomous-databases';
import { DatabaseAutonomousDatabase, type DatabaseAutonomousDatabaseConfig } from '@cdktf/provider-oci/database-autonomous-database';
import type { OciProvider } from '@cdktf/provider-oci/provider';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import type { LinksContext, Rendered } from '../../../port/cloud';
import { works } from '../../../words/posture';
import type { OciContext } from '../cell';
import { SUBNET_TAG } from '../database-group';
import { renderPassword, type Kept } from '../database-vault';
import { networkOf, networkReady } from '../network/cell';
import { ecpusFor } from './limits';
import { calledOf, type DatabasePlace, type DatabasePlacement } from './names';

/**
 * Arguments that a move decides, which a command makes, or that are said once. Of whom a database was made, and how that one was to be followed, are
 * read back or forgotten, and another source would be another database; roles are swapped by command alone; a stopped or restricted one is no wish
 * of ours (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/database/database_autonomous_database_resource.go, its schema and `SetData`).
 */
export const KEPT_AS_IT_IS = [
  ...['source', 'source_id', 'remote_disaster_recovery_type', 'disaster_recovery_type', 'switchover_to', 'switchover_to_remote_peer_id'],
  ...['state', 'open_mode', 'permission_level', 'db_name', 'db_version', 'secret_id', 'secret_version_number', 'admin_password'],
];

/** What follows has these from the one that has the role, and takes no change of them. */
const OF_THE_ROLE = [
  ...['compute_count', 'compute_model', 'data_storage_size_in_gb', 'is_auto_scaling_enabled', 'is_auto_scaling_for_storage_enabled'],
  ...['backup_retention_period_in_days', 'is_mtls_connection_required', 'db_workload', 'license_model'],
  ...['is_local_data_guard_enabled', 'local_adg_auto_failover_max_data_loss_limit'],
];

/** The longest that making one or a change may take, in seconds: the provider's own limit (v7.29.0). */
export const LONGEST = 12 * 3600;

/** What is the same of a database, wherever it is made. */
const common = (
  { component, here, root }: Pick<DatabasePlacement, 'component' | 'here' | 'root'>,
  workload: { readonly id: string; readonly durable: boolean },
) => ({
  compartmentId: here.account,
  displayName: here.names.database,
  dbName: calledOf({ here, ...(root ? { root } : {}) }),
  privateEndpointLabel: here.names.label,
  freeformTags: { workload: workload.id, component },
});

/** How large it is, and how it is reached and kept. */
const sized = ({ declaration, spread }: DatabasePlacement): Partial<DatabaseAutonomousDatabaseConfig> => ({
  dbWorkload: 'OLTP',
  licenseModel: 'LICENSE_INCLUDED',
  computeModel: 'ECPU',
  computeCount: ecpusFor(declaration.size),
  dataStorageSizeInGb: declaration.gib,
  isAutoScalingEnabled: false,
  isAutoScalingForStorageEnabled: true,
  backupRetentionPeriodInDays: declaration.restorableDays,
  // TLS is asked for in any case; a wallet is not, where a private endpoint is the only way.
  isMtlsConnectionRequired: false,
  ...(spread === 'zonal' ? { isLocalDataGuardEnabled: true, localAdgAutoFailoverMaxDataLossLimit: 0 } : {}),
});

/** A database of a site's own: created there, or taken in once it took the role. */
export function renderDatabase(
  context: OciContext,
  placement: DatabasePlacement,
  { groupId, vault }: { readonly groupId: string; readonly vault: Kept },
): DatabaseAutonomousDatabase {
  const { stack, workload, sitePlan } = context;
  const { id, form, origin } = placement;
  const changes = works(form) && !sitePlan.peerWithheld;
  return new DatabaseAutonomousDatabase(stack, id, {
    ...common(placement, workload),
    ...sized(placement),
    ...(origin.how === 'created' ? { secretId: renderPassword(context, placement, vault).id } : {}),
    subnetId: networkOf(context).privateSubnets[0] as string,
    nsgIds: [groupId],
    dependsOn: [...networkReady(context)],
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: [...KEPT_AS_IT_IS, ...(changes ? [] : OF_THE_ROLE)] },
  });
}

/** All of that name in a compartment that stand, as they are looked up in their own region. */
const there = (stack: TerraformStack, id: string, place: DatabasePlace, provider?: TerraformProvider): string =>
  new DataOciDatabaseAutonomousDatabases(stack, id, {
    ...(provider ? { provider } : {}),
    compartmentId: place.account,
    displayName: place.names.database,
    lifecycleStateNotEqualTo: 'TERMINATED',
  }).autonomousDatabases.get(0).id;

/** The OCID of a database that a site takes in, looked up there. */
export const foundAt = (stack: TerraformStack, { id, here }: DatabasePlacement): string => there(stack, `${id}-there`, here);

/** A database that follows, made by its own region from the OCID of the other one (`CreateAutonomousDatabase` is called where the standby is to be). */
export function renderMember({ stack, provider, workload }: LinksContext, placement: DatabasePlacement): Rendered {
  const { id, here, peer } = placement;
  const own = provider(here.site) as OciProvider;
  const groups = new DataOciCoreNetworkSecurityGroups(stack, `${id}-group`, {
    provider: own,
    compartmentId: here.account,
    displayName: here.names.group,
  });
  const group = `${groups.fqn}.network_security_groups[0]`;
  const member = new DatabaseAutonomousDatabase(stack, id, {
    provider: own,
    ...common(placement, workload),
    source: 'CROSS_REGION_DATAGUARD',
    sourceId: there(stack, `${id}-source`, peer, provider(peer.site)),
    subnetId: `\${lookup(${group}.freeform_tags, "${SUBNET_TAG}", "")}`,
    nsgIds: [`\${${group}.id}`],
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: [...KEPT_AS_IT_IS, ...OF_THE_ROLE] },
  });
  return { instance: member, ready: [member], waits: [] };
}
