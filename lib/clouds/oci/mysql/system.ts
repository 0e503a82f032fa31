import { DataOciIdentityAvailabilityDomains } from '@cdktf/provider-oci/data-oci-identity-availability-domains';
import { DataOciMysqlMysqlBackups } from '@cdktf/provider-oci/data-oci-mysql-mysql-backups';
import { DataOciMysqlMysqlVersions } from '@cdktf/provider-oci/data-oci-mysql-mysql-versions';
import { MysqlMysqlConfiguration } from '@cdktf/provider-oci/mysql-mysql-configuration';
import {
  MysqlMysqlDbSystem,
  type MysqlMysqlDbSystemBackupPolicy,
  type MysqlMysqlDbSystemConfig,
} from '@cdktf/provider-oci/mysql-mysql-db-system';
import { works } from '../../../words/posture';
import type { OciContext } from '../cell';
import { networkOf, networkReady } from '../network/cell';
import { KEEP_DAYS } from '../database-copies';
import { LOG_HOURS } from './figures';
import type { MysqlPlacement } from './names';
import { growsTo, shapeFor } from './sizes';

/**
 * Arguments that are said once, or that the service decides: another one of them would be another DB system. What it was made from is read back, and its
 * copy may be gone; it is upgraded by the service; where its first instance stands changes with a failover in the region
 * (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/mysql/mysql_mysql_db_system_resource.go, its schema and `SetData`).
 */
export const KEPT_AS_IT_IS = ['source', 'admin_username', 'admin_password', 'mysql_version', 'availability_domain', 'fault_domain'];

/** The longest that making one of a copy, or a change, may take, in seconds: the library's own limit, since the provider's own of one hour is that of an empty one. */
export const LONGEST = 12 * 3600;

/** One generation of a DB system at a site. Its mode follows the form of the site: what follows, and what is fenced, takes no write of a user, and goes on replicating. */
export function renderSystem(context: OciContext, placement: MysqlPlacement, groupId: string): MysqlMysqlDbSystem {
  const { stack, workload } = context;
  const { id, component, here, declaration, form, spread } = placement;
  const hours = `${LONGEST / 3600}h`;
  return new MysqlMysqlDbSystem(stack, id, {
    compartmentId: here.account,
    displayName: here.names.system,
    shapeName: shapeFor(declaration.size),
    configurationId: renderConfiguration(context, placement).id,
    availabilityDomain: firstDomain(context, placement),
    subnetId: networkOf(context).privateSubnets[0] as string,
    nsgIds: [groupId],
    port: declaration.engine.port,
    // Said either way: the provider keeps what stands where it is left out.
    isHighlyAvailable: spread === 'zonal',
    databaseMode: works(form) ? 'READ_WRITE' : 'READ_ONLY',
    dataStorage: { isAutoExpandStorageEnabled: true, maxStorageSizeInGbs: growsTo(declaration.gib) },
    backupPolicy: {
      isEnabled: true,
      retentionInDays: declaration.restorableDays,
      pitrPolicy: { isEnabled: true },
      ...copiedTo(context, placement),
    },
    deletionPolicy: [
      workload.durable
        ? { isDeleteProtected: true, finalBackup: 'REQUIRE_FINAL_BACKUP', automaticBackupRetention: 'RETAIN' }
        : { isDeleteProtected: false, finalBackup: 'SKIP_FINAL_BACKUP', automaticBackupRetention: 'DELETE' },
    ],
    ...sourceOf(context, placement),
    freeformTags: { workload: workload.id, component },
    timeouts: { create: hours, update: hours, delete: hours },
    dependsOn: [...networkReady(context)],
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: [...KEPT_AS_IT_IS] },
  });
}

/**
 * Where it serves, to the other region. Left out, it stays as it was: no apply of the day changes it where the other region is out, and none ends it, so that
 * a step does, at what is left.
 */
const copiedTo = ({ sitePlan }: OciContext, { form, peer }: MysqlPlacement): Pick<MysqlMysqlDbSystemBackupPolicy, 'copyPolicies'> =>
  works(form) && !sitePlan.peerWithheld && sitePlan.copies.toPeer
    ? { copyPolicies: [{ copyToRegion: peer.region, backupCopyRetentionInDays: KEEP_DAYS }] }
    : {};

/**
 * Logs are kept for as long as a copy may take to be made, carried and restored, at both sites, and what is declared beside. Each change is another
 * configuration, which stands before the old one is left.
 */
function renderConfiguration(
  { stack, workload }: OciContext,
  { id, component, here, declaration }: MysqlPlacement,
): MysqlMysqlConfiguration {
  const configuration = new MysqlMysqlConfiguration(stack, `${id}-settings`, {
    compartmentId: here.account,
    displayName: here.names.system,
    shapeName: shapeFor(declaration.size),
    freeformTags: { workload: workload.id, component },
    lifecycle: { createBeforeDestroy: true },
  });
  configuration.addOverride('variables', { ...declaration.parameters, binlog_expire_logs_seconds: LOG_HOURS * 3600 });
  return configuration;
}

/** Where its first instance stands, or its only one: domains are named anew for each tenancy, so that their names are asked of its own region. */
const firstDomain = ({ stack }: OciContext, { id, here }: MysqlPlacement): string =>
  new DataOciIdentityAvailabilityDomains(stack, `${id}-domains`, { compartmentId: here.account }).availabilityDomains.get(0).name;

/** A new one has a user and a version; what is made from a copy has both from that, with its size. Once it took the role, or was made, it names no copy. */
function sourceOf(context: OciContext, placement: MysqlPlacement): Partial<MysqlMysqlDbSystemConfig> {
  const { origin, attached, declaration } = placement;
  if (origin.how === 'created')
    return {
      adminUsername: declaration.username,
      // Of no use to anybody who reads the state: a step gives it the one of the vault, which stands in none (provider 7.29 has no write-only argument).
      adminPassword: 'Aa1-${substr(uuid(), 0, 28)}',
      mysqlVersion: newest(context, placement),
      dataStorageSizeInGb: declaration.gib,
    };
  if (origin.how === 'restored' && !origin.done)
    return { source: { sourceType: 'BACKUP', backupId: origin.point ?? copyOf(context, placement, origin.of.names.system) } };
  return origin.how === 'replica' && attached
    ? { source: { sourceType: 'BACKUP', backupId: copyOf(context, placement, origin.of.names.system) } }
    : {};
}

/** A release of the series, of those that are offered where it is made: asked once, since it is upgraded by the service afterwards. */
function newest({ stack }: OciContext, { id, here, declaration }: MysqlPlacement): string {
  const { version } = declaration.engine;
  const all = new DataOciMysqlMysqlVersions(stack, `${id}-versions`, { compartmentId: here.account });
  const of = `flatten([for family in ${all.fqn}.versions : [for one in family.versions : one.version if startswith(one.version, "${version}.")]])`;
  return `\${try(element(${of}, 0), "${version}")}`;
}

/**
 * The newest copy in its own region of a DB system of that name, wherever that stands: of a copy the service says of what it was taken. Where none is left
 * nothing is changed by that: it is asked for by the one apply that makes something of it, ahead of which a step has looked.
 */
function copyOf({ stack }: OciContext, { id, here }: MysqlPlacement, system: string): string {
  const all = new DataOciMysqlMysqlBackups(stack, `${id}-copies`, { compartmentId: here.account, state: 'ACTIVE' });
  const known = `[for one in ${all.fqn}.backups : join(" ", [one.time_created, one.id]) if try(one.db_system_snapshot_summary[0].display_name, "") == "${system}"]`;
  return `\${try(reverse(split(" ", reverse(sort(${known}))[0]))[0], "")}`;
}
