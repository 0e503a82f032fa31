import { DataOciPsqlBackups } from '@cdktf/provider-oci/data-oci-psql-backups';
import { DataOciPsqlDbSystems } from '@cdktf/provider-oci/data-oci-psql-db-systems';
import { PsqlConfiguration } from '@cdktf/provider-oci/psql-configuration';
import { PsqlDbSystem, type PsqlDbSystemConfig } from '@cdktf/provider-oci/psql-db-system';
import type { Region } from '../../../regions/region';
import { works } from '../../../words/posture';
import { availabilityDomains } from '../availability-domains';
import type { OciContext } from '../cell';
import { TOLD } from '../cli-postgresql';
import { KEEP_DAYS } from '../database-copies';
import { renderPassword, type Kept } from '../database-vault';
import { networkOf, networkReady } from '../network/cell';
import { NODES } from './figures';
import type { PostgresPlace, PostgresPlacement } from './names';
import { FAMILY, shapeFor } from './sizes';

/**
 * Arguments that are said once: another one of them would be another DB system (`ForceNew`), though what it was made of may be gone, and a password is
 * given by whoever changes it. A number of nodes that is changed by an apply is refused by the provider, unless it is told which one goes
 * (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/psql/psql_db_system_resource.go, its schema, `Update` and `Patch`).
 */
export const KEPT_AS_IT_IS = ['source', 'credentials', 'db_version', 'instance_count', 'storage_details', 'system_type'];

/** Where it is said to which region it is copied. */
const COPY_POLICY = 'management_policy[0].backup_policy[0].copy_policy';

/** The longest that making one of a copy, or a change, may take, in seconds: the library's own limit, since the provider's own is 20 minutes. */
export const LONGEST = 12 * 3600;

/** One generation of a DB system at a site. */
export function renderPostgres(context: OciContext, placement: PostgresPlacement, groupId: string, kept: Kept): PsqlDbSystem {
  const { stack, workload, sitePlan } = context;
  const { id, component, here, declaration, form, spread } = placement;
  const { name, ocpus, gib } = shapeFor(declaration.size);
  const hours = `${LONGEST / 3600}h`;
  return new PsqlDbSystem(stack, id, {
    compartmentId: here.account,
    displayName: here.names.system,
    dbVersion: declaration.engine.version,
    shape: name,
    instanceOcpuCount: ocpus,
    instanceMemorySizeInGbs: gib,
    instanceCount: NODES[spread],
    systemType: 'OCI_OPTIMIZED_STORAGE',
    storageDetails: storageOf(context),
    networkDetails: { subnetId: networkOf(context).privateSubnets[0] as string, nsgIds: [groupId] },
    managementPolicy: { backupPolicy: backupOf(context, placement) },
    ...configurationOf(context, placement),
    ...sourceOf(context, placement, kept),
    freeformTags: { workload: workload.id, component },
    timeouts: { create: hours, update: hours, delete: hours },
    dependsOn: [...networkReady(context)],
    lifecycle: {
      preventDestroy: workload.durable,
      // Left out, its copies end: no apply of the day changes that where the other region is out.
      ignoreChanges: [...KEPT_AS_IT_IS, ...(works(form) && sitePlan.peerWithheld ? [COPY_POLICY] : [])],
    },
  });
}

/** Of its region where that has several availability domains, however many nodes it has: nodes may be added, and storage cannot be made another. */
const storageOf = (context: OciContext) =>
  context.site.region.zones > 1
    ? { isRegionallyDurable: true, systemType: 'OCI_OPTIMIZED_STORAGE' }
    : {
        isRegionallyDurable: false,
        systemType: 'OCI_OPTIMIZED_STORAGE',
        availabilityDomain: availabilityDomains(context)[0] as string,
      };

/** Every night where it stands; copied to the other region where it serves, and no more once it is fenced. */
function backupOf({ site, sitePlan }: OciContext, { declaration, form, peer }: PostgresPlacement) {
  const copies = works(form) && sitePlan.copies.toPeer && !sitePlan.peerWithheld;
  return {
    kind: 'DAILY',
    backupStart: nightOf(site.region),
    retentionDays: declaration.restorableDays,
    ...(copies ? { copyPolicy: { compartmentId: peer.account, regions: [peer.region], retentionPeriod: KEEP_DAYS } } : {}),
  };
}

/** Two hours of local mean time, as UTC has it. */
const nightOf = ({ longitude }: Region): string => `${String((26 - Math.round(longitude / 15)) % 24).padStart(2, '0')}:00`;

/** What is declared of its settings, at both sites: of one that is restored the service has none of another region. A change of them is another configuration, which stands before the old one is left. */
function configurationOf(
  { stack, workload }: OciContext,
  { id, component, here, declaration }: PostgresPlacement,
): Pick<PsqlDbSystemConfig, 'configId'> {
  const settings = Object.entries(declaration.parameters);
  if (settings.length === 0) return {};
  const { ocpus, gib } = shapeFor(declaration.size);
  const configuration = new PsqlConfiguration(stack, `${id}-settings`, {
    compartmentId: here.account,
    displayName: here.names.system,
    dbVersion: declaration.engine.version,
    shape: FAMILY,
    instanceOcpuCount: ocpus,
    instanceMemorySizeInGbs: gib,
    isFlexible: false,
    dbConfigurationOverrides: { items: settings.map(([configKey, overridenConfigValue]) => ({ configKey, overridenConfigValue })) },
    freeformTags: { workload: workload.id, component },
    lifecycle: { createBeforeDestroy: true },
  });
  return { configId: configuration.id };
}

/** A new one has a user, and the password that the vault of its site has; what is made of a copy has both from that. Once it stands, it names no copy. */
function sourceOf(context: OciContext, placement: PostgresPlacement, kept: Kept): Partial<PsqlDbSystemConfig> {
  const { origin, declaration } = placement;
  if (origin.how === 'restored')
    return origin.done ? {} : { source: { sourceType: 'BACKUP', backupId: origin.point ?? copyOf(context, placement, origin.of, kept) } };
  const secret = renderPassword(context, placement, kept);
  return {
    credentials: {
      username: declaration.username,
      passwordDetails: {
        passwordType: 'VAULT_SECRET',
        secretId: secret.id,
        secretVersion: `\${tostring(${secret.fqn}.current_version_number)}`,
      },
    },
  };
}

/**
 * The newest copy in its own region of a DB system, by the OCID of that: a copy says nothing else of it, and a tag of the vault says whose name that
 * bears. What stands in its own region is looked up there. Where none is left nothing is changed by that: ahead of the one apply that makes something
 * of it a step has looked.
 */
function copyOf({ stack }: OciContext, { id, here }: PostgresPlacement, of: PostgresPlace, { vault }: Kept): string {
  const told = `try(regex("^${of.names.system} (.+)$", lookup(${vault.fqn}.freeform_tags, "${TOLD}", ""))[0], "")`;
  const source = of.site === here.site ? systemAt(stack, id, of) : told;
  const all = new DataOciPsqlBackups(stack, `${id}-copies`, { compartmentId: here.account, state: 'ACTIVE' });
  const items = `try(${all.fqn}.backup_collection[0].items, [])`;
  const known = `[for one in ${items} : join(" ", [replace(try(coalesce(one.time_created_precise, one.time_created), ""), " ", "_"), one.id]) if one.db_system_id == ${source}]`;
  return `\${try(reverse(split(" ", reverse(sort(${known}))[0]))[0], "")}`;
}

/** The OCID of what stands in its own region. */
function systemAt(stack: OciContext['stack'], id: string, { account, names }: PostgresPlace): string {
  const all = new DataOciPsqlDbSystems(stack, `${id}-source`, { compartmentId: account, displayName: names.system });
  return `try([for one in ${all.fqn}.db_system_collection[0].items : one.id if !contains(["DELETED", "DELETING"], one.state)][0], "")`;
}
