import { knownTypes } from '../../../lib/port/known-types';
import type { CloudUnderTest } from '../clouds';
import { blocksOf, type Body } from '../json';
import type { Output } from '../synth';
import { presentIn, type Violations } from './reading';

/** What a change of roles does to the attributes of a type. */
export interface RoleAttributes {
  /** Changed behind Terraform's back: ignored from the first day on. */
  readonly ignored?: readonly string[];
  /** Changed by Terraform itself: ignoring one would make the promotion a no-op. */
  readonly own?: readonly string[];
  /** Of a member of a group: by which argument it is one, and what only the first member has. */
  readonly joins?: { readonly by: string; readonly alone: readonly string[] };
}

/** What a failover changes of each type, as the vendors say: a cell that comes to render one of these is covered the day it does. */
export const CATALOGUE: Readonly<Record<string, RoleAttributes>> = {
  // "Freeze": the source is an argument of ours; what a restore leaves behind must not be taken for a wish.
  aws_db_instance: { own: ['replicate_source_db'], ignored: ['snapshot_identifier'] },
  aws_db_instance_automated_backups_replication: {},
  aws_rds_cluster: {
    ignored: ['replication_source_identifier', 'global_cluster_identifier', 'engine_version'],
    joins: { by: 'global_cluster_identifier', alone: ['master_username', 'master_password', 'database_name'] },
  },
  aws_rds_global_cluster: { ignored: ['engine_version'] },
  aws_dynamodb_table: { ignored: ['replica', 'read_capacity', 'write_capacity'] },
  aws_dynamodb_table_replica: {},
  aws_autoscaling_group: { ignored: ['desired_capacity'] },
  aws_secretsmanager_secret: { ignored: ['replica'] },
  aws_elasticache_replication_group: { ignored: ['global_replication_group_id', 'num_node_groups', 'engine_version'] },
  azurerm_storage_account: { ignored: ['account_replication_type'] },
  azurerm_mssql_database: { ignored: ['create_mode', 'creation_source_database_id', 'max_size_gb'] },
  azurerm_mssql_server: {},
  azurerm_postgresql_flexible_server: {
    ignored: [
      ...['zone', 'high_availability[0].standby_availability_zone', 'create_mode', 'source_server_id'],
      ...['point_in_time_restore_time_in_utc', 'geo_redundant_backup_enabled', 'customer_managed_key'],
    ],
  },
  azurerm_mysql_flexible_server: {
    ignored: [
      ...['zone', 'high_availability[0].standby_availability_zone', 'create_mode', 'source_server_id', 'replication_role'],
      ...['point_in_time_restore_time_in_utc', 'geo_redundant_backup_enabled', 'customer_managed_key'],
    ],
  },
  azurerm_cosmosdb_account: { ignored: ['geo_location', 'location'] },
  aws_eks_cluster: { ignored: ['version'] },
  azurerm_kubernetes_cluster: { ignored: ['kubernetes_version'] },
  azurerm_site_recovery_replicated_vm: { ignored: ['all'] },
  azurerm_netapp_volume: { ignored: ['data_protection_replication', 'zone'] },
  oci_database_autonomous_database: { ignored: ['source', 'source_id', 'switchover_to', 'switchover_to_remote_peer_id'] },
  oci_containerengine_cluster: { ignored: ['kubernetes_version'] },
  oci_mysql_mysql_db_system: { ignored: ['source', 'availability_domain', 'fault_domain', 'mysql_version'], own: ['database_mode'] },
  oci_database_db_system: { ignored: ['source', 'availability_domain', 'hostname', 'db_home[0].database[0].pdb_name'] },
  oci_psql_db_system: { ignored: ['source', 'credentials', 'storage_details'] },
  oci_core_volume_group: { ignored: ['source_details'] },
  oci_disaster_recovery_dr_protection_group: { ignored: ['association', 'members'] },
  // The catalogue knows of nothing that a change of roles does to these; the providers' sources were not read for each of them (UNVERIFIED).
  aws_s3_bucket: {},
  aws_kms_key: {},
  aws_backup_vault: {},
  aws_efs_file_system: { ignored: ['protection'] },
  aws_ecr_repository: {},
  aws_secretsmanager_secret_version: {},
  azurerm_resource_group: {},
  azurerm_storage_container: {},
  azurerm_storage_share: {},
  azurerm_netapp_account: {},
  azurerm_netapp_pool: {},
  azurerm_recovery_services_vault: {},
  azurerm_backup_protected_file_share: {},
  azurerm_key_vault: {},
  azurerm_key_vault_key: {},
  azurerm_key_vault_secret: {},
  azurerm_container_registry: {},
  azurerm_shared_image_gallery: {},
  azurerm_shared_image: {},
  azurerm_postgresql_flexible_server_database: {},
  azurerm_cosmosdb_sql_database: {},
  azurerm_cosmosdb_sql_container: {},
  azurerm_mysql_flexible_database: {},
  oci_objectstorage_bucket: {},
  oci_artifacts_container_repository: {},
  oci_file_storage_file_system: {},
  oci_vault_secret: {},
  oci_kms_vault: {},
  oci_kms_key: {},
  fake_ledger: { ignored: ['role'], joins: { by: 'group', alone: ['user', 'password_in'] } },
  fake_group: { ignored: ['primary'] },
  fake_ring: { ignored: ['role', 'source'] },
  fake_bucket: {},
  fake_key: {},
};

/** Attributes that only count where the block has them: a secret of one region has no replica that could be cut loose. */
const ONLY_WHERE_SET: readonly string[] = [
  'aws_secretsmanager_secret.replica',
  'aws_dynamodb_table.replica',
  'aws_elasticache_replication_group.global_replication_group_id',
];

/**
 * Law 7: what a failover changes behind Terraform's back is ignored, and what Terraform itself changes is not; who joins a group has nothing that
 * only its first member has. A type that holds data and has no row breaks it.
 */
export function lawSeven(output: Output, { cloud }: Pick<CloudUnderTest, 'cloud'>): Violations {
  return presentIn(output).flatMap(({ id, json }) =>
    blocksOf(json).flatMap(({ address, type, body }) => {
      const row = CATALOGUE[type];
      const ignores = ignoredBy(body);
      return [
        ...(row || !knownTypes(cloud).stateful.includes(type) ? [] : [`${id}: ${address}: nobody says what a failover changes of it`]),
        ...(row?.ignored ?? [])
          .filter(
            (attribute) =>
              !ignores.includes(attribute) &&
              !ignores.includes('all') &&
              (body[attribute] !== undefined || !ONLY_WHERE_SET.includes(`${type}.${attribute}`)),
          )
          .map((attribute) => `${id}: ${address} does not ignore ${attribute}, which a failover changes`),
        ...(row?.own ?? [])
          .filter((attribute) => ignores.includes(attribute) || ignores.includes('all'))
          .map((attribute) => `${id}: ${address} ignores ${attribute}, by which it is promoted`),
        ...(row?.joins ? joined(body, row.joins).map((fault) => `${id}: ${address} ${fault}`) : []),
      ];
    }),
  );
}

/** A group that stands in the same stack is a reference; a text is the name of one that stands with the other side. */
function joined(body: Body, { by, alone }: NonNullable<RoleAttributes['joins']>): string[] {
  const group = body[by];
  if (typeof group !== 'string' || group.startsWith('${')) return [];
  return alone.filter((argument) => body[argument] !== undefined).map((argument) => `joins ${group}, and has a ${argument} of its own`);
}

function ignoredBy(body: Body): readonly string[] {
  const ignored = (body['lifecycle'] as { ignore_changes?: readonly string[] | string } | undefined)?.ignore_changes ?? [];
  return typeof ignored === 'string' ? [ignored] : ignored;
}
