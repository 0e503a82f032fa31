import { DataOciDatabaseDbSystems } from '@cdktf/provider-oci/data-oci-database-db-systems';
import { DataOciDatabaseDbVersions } from '@cdktf/provider-oci/data-oci-database-db-versions';
import { DatabaseDbSystem } from '@cdktf/provider-oci/database-db-system';
import type { KmsVault } from '@cdktf/provider-oci/kms-vault';
import { Fn } from 'cdktf';
import { works } from '../../../words/posture';
import { availabilityDomains } from '../availability-domains';
import type { OciContext } from '../cell';
import { networkOf, networkReady } from '../network/cell';
import { CONTAINER, hostOf, type BasePlacement } from './names';
import { ocpusFor, SHAPE } from './sizes';

/** The first database of a DB system, as Terraform addresses it. */
const OF = 'db_home[0].database[0]';

/**
 * Arguments that are said once, that a command gives, or that are read back otherwise of what a standby was launched as: another one of most would be
 * another DB system (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/database/database_db_system_resource.go, its schema, `SetData`
 * and `DatabaseToMap`).
 */
export const KEPT_AS_IT_IS = [
  ...['source', 'source_db_system_id', 'availability_domain', 'fault_domains', 'hostname', 'domain', 'ssh_public_keys', 'node_count'],
  ...['disk_redundancy', 'db_system_options', 'data_storage_percentage', 'storage_volume_performance_mode', 'time_zone', 'private_ip'],
  ...[
    'db_home[0].db_version',
    'db_home[0].display_name',
    'db_home[0].database_software_image_id',
    'db_home[0].is_unified_auditing_enabled',
  ],
  ...['admin_password', 'tde_wallet_password', 'db_name', 'db_unique_name', 'pdb_name', 'pluggable_databases'].map((one) => `${OF}.${one}`),
  ...['db_domain', 'db_workload', 'character_set', 'ncharacter_set', 'backup_id', 'database_id', 'freeform_tags'].map(
    (one) => `${OF}.${one}`,
  ),
  // Force-new, and so is all of the destination but its type.
  ...['backup_deletion_policy', 'backup_destination_details'].map((one) => `${OF}.db_backup_config[0].${one}`),
];

/** Changed where it has the role, and the other side answers: what follows is patched and scaled by its owner, and any change there calls the database itself. */
const OF_THE_ROLE = ['freeform_tags', 'db_home', 'shape', 'cpu_core_count', 'data_storage_size_in_gb', 'license_model'];

/** The longest that making one, or a change, may take, in seconds: the library's own limit, since the provider's own is two hours. */
export const LONGEST = 6 * 3600;

/** A DB system of a site's own: created there, or taken in once it took the role. */
export function renderSystem(
  context: OciContext,
  placement: BasePlacement,
  { groupId, vault }: { readonly groupId: string; readonly vault: KmsVault },
): DatabaseDbSystem {
  const { stack, workload, sitePlan } = context;
  const { id, component, here, declaration, form } = placement;
  const changes = works(form) && !sitePlan.peerWithheld;
  const hours = `${LONGEST / 3600}h`;
  return new DatabaseDbSystem(stack, id, {
    compartmentId: here.account,
    displayName: here.names.system,
    availabilityDomain: availabilityDomains(context)[0] as string,
    subnetId: networkOf(context).privateSubnets[0] as string,
    nsgIds: [groupId],
    hostname: hostOf(here),
    shape: SHAPE.name,
    cpuCoreCount: ocpusFor(declaration.size),
    dataStorageSizeInGb: declaration.gib,
    databaseEdition: 'ENTERPRISE_EDITION',
    licenseModel: 'LICENSE_INCLUDED',
    sshPublicKeys: [NOBODYS],
    dbHome: {
      dbVersion: newest(context, placement),
      database: {
        // Of no use to anybody who reads the state: a step gives the administrator and the wallet the one of the vault, and it computes this one to be let.
        adminPassword: `Aa1-Bb2_${Fn.substr(Fn.sha256(vault.id), 0, 16)}`,
        dbName: CONTAINER,
        pdbName: declaration.database,
        dbBackupConfig: {
          autoBackupEnabled: true,
          recoveryWindowInDays: declaration.restorableDays,
          // The other choice is 72 hours (https://github.com/oracle/oci-go-sdk/blob/master/database/db_backup_config.go, 2026-12): whoever ends a database by mistake may notice later.
          backupDeletionPolicy: 'DELETE_AFTER_RETENTION_PERIOD',
        },
      },
    },
    freeformTags: { workload: workload.id, component },
    timeouts: { create: hours, update: hours, delete: hours },
    dependsOn: [...networkReady(context)],
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: [...KEPT_AS_IT_IS, ...(changes ? [] : OF_THE_ROLE)] },
  });
}

/**
 * A key has to be given, and nobody logs in: 32 random octets behind the head of an ed25519 key, of which no private half was ever made. Made once, and ignored. UNVERIFIED: that
 * the service takes keys of that kind.
 */
const NOBODYS = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA${substr(replace(replace(base64sha512(uuid()), "+", "A"), "/", "B"), 0, 42)}';

/** The newest version of the release, of those that are offered for the shape where it is made: asked once, since it is patched afterwards. */
function newest({ stack }: OciContext, { id, here, declaration }: BasePlacement): string {
  const { version } = declaration.engine;
  const all = new DataOciDatabaseDbVersions(stack, `${id}-versions`, { compartmentId: here.account, dbSystemShape: SHAPE.name });
  const of = `[for one in ${all.fqn}.db_versions : one.version if startswith(one.version, "${version}.") && one.is_latest_for_major_version]`;
  return `\${try(element(${of}, 0), "${version}.0.0.0")}`;
}

/** States of one that stands: behind a change of roles it may be changed for a while, and one that was ended is listed for some time. */
const STANDING = ['AVAILABLE', 'UPDATING', 'MAINTENANCE_IN_PROGRESS', 'NEEDS_ATTENTION', 'UPGRADING'];

/** The OCID of a DB system that a site takes in, looked up there. */
export const foundAt = ({ stack }: OciContext, { id, here }: BasePlacement): string =>
  new DataOciDatabaseDbSystems(stack, `${id}-there`, {
    compartmentId: here.account,
    displayName: here.names.system,
    filter: [{ name: 'state', values: STANDING }],
  }).dbSystems.get(0).id;
