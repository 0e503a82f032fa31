import { works } from '../../../lib/words/posture';
import { knownTypes } from '../../../lib/port/known-types';
import type { CloudUnderTest } from '../clouds';
import { blockAt, blocksOf, textsIn, type Block, type Body, type StackJson } from '../json';
import type { Output } from '../synth';
import { presentIn, type Present, type Violations } from './reading';

/** What makes data of one type safe. Paths of arguments, with what must stand there. */
interface Safe {
  /** Arguments that hold the key. It is made in the same stack, or named by an alias of the site. */
  readonly key?: readonly string[];
  /** Arguments with one right value. */
  readonly exactly?: Readonly<Record<string, unknown>>;
  /** Arguments with one of a few right values: by what stands at the other site. */
  readonly oneOf?: Readonly<Record<string, readonly unknown[]>>;
  /** Resources that must point at it, with what must stand in them. */
  readonly beside?: Readonly<Record<string, Safe>>;
  /** Deleting it is refused by the service: off only where the environment may be destroyed. */
  readonly guard?: string;
  /** What keeps it, or its name, once it is deleted: what stands there, and what where the environment may be destroyed and made again. */
  readonly kept?: Readonly<Record<string, readonly [durable: unknown, passing: unknown]>>;
  /** Deleting it leaves no last copy where this is true: right of what follows another one, and where the environment may be destroyed. */
  readonly leavesNothing?: { readonly argument: string; readonly follows: string };
}

/** Nothing but `prevent_destroy` is asked of it: it is what data is encrypted or kept with, not the data. */
const GUARDED: Safe = {};

/** One row for each type that holds data. A type without a row breaks the law. */
const SAFE: Readonly<Record<string, Safe>> = {
  aws_s3_bucket: {
    kept: { force_destroy: [false, true] },
    beside: {
      aws_s3_bucket_server_side_encryption_configuration: {
        key: ['rule.0.apply_server_side_encryption_by_default.kms_master_key_id'],
        exactly: { 'rule.0.apply_server_side_encryption_by_default.sse_algorithm': 'aws:kms' },
      },
      aws_s3_bucket_public_access_block: {
        exactly: { block_public_acls: true, block_public_policy: true, ignore_public_acls: true, restrict_public_buckets: true },
      },
      aws_s3_bucket_versioning: { exactly: { 'versioning_configuration.status': 'Enabled' } },
      aws_s3_bucket_policy: {},
    },
  },
  aws_db_instance: {
    key: ['kms_key_id', 'performance_insights_kms_key_id'],
    exactly: { storage_encrypted: true, publicly_accessible: false },
    guard: 'deletion_protection',
    leavesNothing: { argument: 'skip_final_snapshot', follows: 'replicate_source_db' },
  },
  aws_efs_file_system: { key: ['kms_key_id'], exactly: { encrypted: true } },
  aws_rds_cluster: {
    key: ['kms_key_id'],
    exactly: { storage_encrypted: true },
    guard: 'deletion_protection',
    leavesNothing: { argument: 'skip_final_snapshot', follows: 'global_cluster_identifier' },
  },
  aws_rds_global_cluster: { kept: { force_destroy: [false, true] } },
  aws_ecr_repository: {
    key: ['encryption_configuration.0.kms_key'],
    exactly: { image_tag_mutability: 'IMMUTABLE', 'encryption_configuration.0.encryption_type': 'KMS' },
    kept: { force_delete: [false, true] },
  },
  aws_dynamodb_table: {
    key: ['server_side_encryption.kms_key_arn'],
    exactly: { 'server_side_encryption.enabled': true, 'point_in_time_recovery.enabled': true },
    guard: 'deletion_protection_enabled',
  },
  aws_dynamodb_table_replica: { key: ['kms_key_arn'], exactly: { point_in_time_recovery: true }, guard: 'deletion_protection_enabled' },
  aws_secretsmanager_secret: { key: ['kms_key_id'], kept: { recovery_window_in_days: [30, 0] } },
  aws_backup_vault: { key: ['kms_key_arn'], kept: { force_destroy: [false, true] } },
  azurerm_storage_account: {
    key: ['customer_managed_key.key_vault_key_id'],
    exactly: {
      allow_nested_items_to_be_public: false,
      shared_access_key_enabled: false,
      https_traffic_only_enabled: true,
      min_tls_version: 'TLS1_2',
      'network_rules.default_action': 'Deny',
      'blob_properties.versioning_enabled': true,
    },
  },
  // One account over two regions has one key, as a table's; files are mounted by one of its own, through an endpoint.
  'azurerm_storage_account, geo-redundant': {
    exactly: {
      public_network_access_enabled: false,
      allow_nested_items_to_be_public: false,
      https_traffic_only_enabled: true,
      min_tls_version: 'TLS1_2',
      'network_rules.default_action': 'Deny',
      'network_rules.virtual_network_subnet_ids': undefined,
    },
  },
  // What is on its way to a vault, and kept nowhere: written by the agent in a machine, from the network of its owner, with a key.
  'azurerm_storage_account, on the way': {
    exactly: { allow_nested_items_to_be_public: false, https_traffic_only_enabled: true, min_tls_version: 'TLS1_2' },
  },
  azurerm_storage_share: { exactly: { enabled_protocol: 'SMB' } },
  // Keys are Microsoft's; nobody gets there but from its network.
  azurerm_netapp_account: GUARDED,
  azurerm_netapp_pool: GUARDED,
  azurerm_netapp_volume: GUARDED,
  azurerm_recovery_services_vault: { exactly: { soft_delete_enabled: true }, kept: { immutability: ['Unlocked', 'Disabled'] } },
  azurerm_backup_protected_file_share: GUARDED,
  azurerm_storage_container: { exactly: { container_access_type: 'private' } },
  azurerm_key_vault: { exactly: { purge_protection_enabled: true } },
  azurerm_postgresql_flexible_server: {
    key: ['customer_managed_key.key_vault_key_id'],
    exactly: { public_network_access_enabled: false },
  },
  azurerm_mysql_flexible_server: {
    key: ['customer_managed_key.key_vault_key_id'],
    exactly: { public_network_access: 'Disabled' },
  },
  // Backups in the other region are read by the key of what they are of: where they are the copies, that is Microsoft's (docs/databases-on-azure.md).
  'azurerm_postgresql_flexible_server, copied': { exactly: { public_network_access_enabled: false } },
  'azurerm_mysql_flexible_server, copied': { exactly: { public_network_access: 'Disabled' } },
  azurerm_postgresql_flexible_server_database: GUARDED,
  azurerm_mssql_server: { exactly: { public_network_access_enabled: false, minimum_tls_version: '1.2' } },
  // A pair has one key material, and none leaves its geography: the key is Microsoft's (docs/databases-on-azure.md). Left out, backups go to the paired region,
  // which is asked for where they are the copies.
  azurerm_mssql_database: {
    exactly: { transparent_data_encryption_enabled: true },
    oneOf: { storage_account_type: ['Zone', 'Geo', 'GeoZone'] },
  },
  azurerm_mysql_flexible_database: GUARDED,
  azurerm_key_vault_secret: GUARDED,
  // One account over two regions has one key: that of a site would go with it, so it is Microsoft's. Copies are its own, in each region.
  azurerm_cosmosdb_account: {
    exactly: {
      public_network_access_enabled: false,
      network_acl_bypass_for_azure_services: false,
      local_authentication_disabled: true,
      minimal_tls_version: 'Tls12',
      'backup.type': 'Continuous',
    },
  },
  azurerm_cosmosdb_sql_database: GUARDED,
  azurerm_cosmosdb_sql_container: GUARDED,
  // Its volumes are encrypted by what has the key of its site; nobody reaches its API but through its network, and as somebody of Entra ID.
  azurerm_kubernetes_cluster: { exactly: { private_cluster_enabled: true, local_account_disabled: true } },
  // Secrets of Kubernetes have the key of their site, and its nodes and volumes one that stands in peace; nobody reaches its API but through its network.
  aws_eks_cluster: { key: ['encryption_config.provider.key_arn'], exactly: { 'vpc_config.endpoint_public_access': false } },
  // An image is built again, and its key is Microsoft's: what counts is who pushes.
  azurerm_container_registry: { exactly: { admin_enabled: false, anonymous_pull_enabled: false } },
  // Images are built again, and are Microsoft's to encrypt.
  azurerm_shared_image_gallery: GUARDED,
  azurerm_shared_image: GUARDED,
  // A destination of replication has no versions, and either side may become one.
  oci_objectstorage_bucket: { key: ['kms_key_id'], exactly: { access_type: 'NoPublicAccess', versioning: 'Disabled' } },
  // Whoever has it mounted is in its network; what is on its way between the sites is the service's.
  oci_file_storage_file_system: { key: ['kms_key_id'] },
  // An image on its way to the other site, kept nowhere: it is deleted there once it is imported.
  'oci_objectstorage_bucket, on the way': { exactly: { access_type: 'NoPublicAccess', versioning: 'Disabled' } },
  // A pair in two regions has one key material, and a vault that is replicated would have to be another kind: the key is Oracle's (docs/databases-on-oci.md).
  oci_database_autonomous_database: { exactly: { whitelisted_ips: undefined, admin_password: undefined } },
  // Nor has what copies its backups to the other region a key to take there: the key is Oracle's, too. Nobody logs in with what it is made with.
  oci_mysql_mysql_db_system: GUARDED,
  // Its wallet is Oracle's own, since a key of one region is in no other; what it is made with is given up by a step.
  oci_database_db_system: { exactly: { database_edition: 'ENTERPRISE_EDITION', 'db_home.database.tde_wallet_password': undefined } },
  // Its password is one of a vault, by its OCID; the key is Oracle's, as of every copy in another region.
  oci_psql_db_system: { exactly: { 'credentials.password_details.password': undefined } },
  oci_vault_secret: { exactly: { secret_content: undefined, enable_auto_generation: true } },
  // Secrets of Kubernetes, and what nodes start from, have the key of their site; nobody reaches its API but through its network.
  oci_containerengine_cluster: {
    key: ['kms_key_id'],
    exactly: { 'endpoint_config.is_public_ip_enabled': false, type: 'ENHANCED_CLUSTER' },
  },
  // An image is built again, and its key is Oracle's: what counts is who reads it, and that none is overwritten.
  oci_artifacts_container_repository: { exactly: { is_public: false, is_immutable: true } },
  fake_bucket: { key: ['key'] },
  fake_ledger: { key: ['key'], exactly: { public: false } },
  fake_ring: { key: ['key'] },
  aws_kms_key: { exactly: { enable_key_rotation: true }, kept: { deletion_window_in_days: [30, 7] } },
  aws_secretsmanager_secret_version: GUARDED,
  azurerm_resource_group: GUARDED,
  azurerm_key_vault_key: GUARDED,
  oci_kms_vault: GUARDED,
  oci_kms_key: GUARDED,
  fake_key: GUARDED,
  fake_group: GUARDED,
};

/** A value, not a place: the secret that holds it is protected, and it leaves by `removed` alone. */
const WITHOUT_GUARD = ['aws_secretsmanager_secret_version'];

/** Law 6: data is encrypted with a key of its own site, private, and nothing destroys it by mistake. `durable`: not an exercise environment. */
export function lawSix(output: Output, { cloud }: Pick<CloudUnderTest, 'cloud'>, durable = true): Violations {
  return presentIn(output).flatMap((stack) =>
    blocksOf(stack.json)
      .filter(({ type }) => knownTypes(cloud).stateful.includes(type))
      .flatMap((block) => [...safety(stack, block, rowOf(block), durable), ...guarded(stack, block, durable)]),
  );
}

/** What is in two regions by its service has another way to be safe. */
const rowOf = ({ type, body, address }: Block): Safe | undefined =>
  /^azurerm_(?:postgresql|mysql)_flexible_server\./.test(address) && body['geo_redundant_backup_enabled'] !== undefined
    ? SAFE[`${type}, copied`]
    : /^azurerm_storage_account\..*-cache$|^oci_objectstorage_bucket\..*-images$/.test(address)
      ? SAFE[`${type}, on the way`]
      : /G(?:Z)?RS$/.test(String(body['account_replication_type'] ?? ''))
        ? SAFE[`${type}, geo-redundant`]
        : SAFE[type];

const at = (body: Body, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key] ?? (key === '0' ? value : undefined), body);

function safety(stack: Present, { address, body }: Block, row: Safe | undefined, durable: boolean): string[] {
  const where = `${stack.id}: ${address}`;
  if (!row) return [`${where}: nobody says what makes its data safe`];
  const beside = Object.entries(row.beside ?? {}).flatMap(([type, inner]) => {
    const found = blocksOf(stack.json).filter(
      (block) => block.type === type && textsIn(block.body).some(({ text }) => text.includes(`${address}.`)),
    );
    return found.length === 0 ? [`${where}: no ${type} points at it`] : found.flatMap((block) => safety(stack, block, inner, durable));
  });
  return [
    ...Object.entries(row.exactly ?? {})
      .filter(([path, value]) => at(body, path) !== value)
      .map(([path, value]) => `${where}.${path} is ${JSON.stringify(at(body, path))}, not ${JSON.stringify(value)}`),
    ...Object.entries(row.oneOf ?? {})
      .filter(([path, values]) => !values.includes(at(body, path)))
      .map(([path, values]) => `${where}.${path} is ${JSON.stringify(at(body, path))}, and none of ${JSON.stringify(values)}`),
    ...(row.key ?? [])
      .filter((path) => !isOwnKey(stack, at(body, path)))
      .map((path) => `${where}.${path} is no key of its own site: ${JSON.stringify(at(body, path))}`),
    ...Object.entries(row.kept ?? {})
      .map(([path, [lasting, passing]]) => [path, durable ? lasting : passing] as const)
      .filter(([path, value]) => at(body, path) !== value)
      .map(([path, value]) => `${where}.${path} is ${JSON.stringify(at(body, path))}, not ${JSON.stringify(value)}`),
    ...leaves(where, body, row, durable),
    ...(row.guard && at(body, row.guard) !== durable ? [`${where}.${row.guard} is ${JSON.stringify(at(body, row.guard))}`] : []),
    ...beside,
  ];
}

function leaves(where: string, body: Body, { leavesNothing }: Safe, durable: boolean): string[] {
  if (!leavesNothing) return [];
  const { argument, follows } = leavesNothing;
  const right = !durable || body[follows] !== undefined;
  return body[argument] === right ? [] : [`${where}.${argument} is ${JSON.stringify(body[argument])}, not ${right}`];
}

/** Made in this stack; or, where two sites are joined, found by its alias, or named by it. */
function isOwnKey({ json, facts }: Present, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const [, found] = /^\$\{data\.(aws_kms_alias\.[\w-]+)\.target_key_arn\}$/.exec(value) ?? [];
  if (found) return facts.kind === 'links' && blocksOf(json, 'data').some(({ address }) => address === found);
  const [, type = '', name = ''] = /^\$\{(\w+)\.([\w-]+)\./.exec(value) ?? [];
  if (/(^|_)(kms|key)/.test(type)) return blockAt(json, `${type}.${name}`) !== undefined;
  return facts.kind === 'links' && /^alias\/.+/.test(value);
}

function guarded({ id }: Present, { address, type, body }: Block, durable: boolean): string[] {
  if (WITHOUT_GUARD.includes(type)) return [];
  const prevented = (body['lifecycle'] as { prevent_destroy?: boolean } | undefined)?.prevent_destroy === true;
  if (durable) return prevented ? [] : [`${id}: ${address} may be destroyed by a plan`];
  return prevented ? [`${id}: ${address} cannot be destroyed, though the environment may be`] : [];
}

/** How the copies of each cloud are recognised: what is copied, and what locks it. */
interface Copies {
  /** Whether a resource's data is copied by a schedule in the stack. */
  readonly copied: (stack: StackJson, block: Block) => boolean;
  /** Types that hold data and need no copy of their own. Any other one is copied, or the law is broken. */
  readonly exempt: readonly string[];
  /** What a finding says (DR-SITE-02) where the cloud keeps nothing of what was deleted. */
  readonly gap?: RegExp;
}

const COPIES: Readonly<Record<string, Copies>> = {
  aws: {
    // Images are built again, and stand at both sites.
    exempt: [
      ...['aws_kms_key', 'aws_backup_vault', 'aws_secretsmanager_secret', 'aws_secretsmanager_secret_version', 'aws_ecr_repository'],
      // What its volumes hold is copied into object storage of its own.
      'aws_eks_cluster',
      // Of a global database its clusters hold the data.
      'aws_rds_global_cluster',
    ],
    // By its ARN, in the schedule of its stack: a tag counts only where the account lets it.
    copied: (stack, { address }) => {
      const plans = new Set(
        blocksOf(stack)
          .filter(({ type }) => type === 'aws_backup_plan')
          .map((plan) => `\${${plan.address}.id}`),
      );
      return blocksOf(stack).some(
        ({ type, body: selection }) =>
          type === 'aws_backup_selection' &&
          plans.has(String(selection['plan_id'])) &&
          (selection['resources'] as readonly string[] | undefined)?.includes(`\${${address}.arn}`),
      );
    },
  },
  // No vault takes a container that is replicated: a point in time in the account is what is left, and the gap is a finding (DR-SITE-02).
  azure: {
    exempt: [
      ...['azurerm_resource_group', 'azurerm_key_vault', 'azurerm_key_vault_key', 'azurerm_key_vault_secret'],
      ...['azurerm_container_registry', 'azurerm_shared_image_gallery', 'azurerm_shared_image'],
      'azurerm_container_registry',
      // What its volumes hold is copied into object storage of its own.
      'azurerm_kubernetes_cluster',
      // The account, or the server, that it is in is restored with it.
      ...[
        'azurerm_netapp_account',
        'azurerm_netapp_pool',
        'azurerm_storage_container',
        'azurerm_postgresql_flexible_server_database',
        'azurerm_mysql_flexible_database',
        'azurerm_mssql_server',
      ],
    ],
    copied: (stack, { body, address }) =>
      // What holds copies of the other site's data is one itself: nobody deletes what is in it.
      blocksOf(stack).some(
        ({ type, address: kept }) =>
          type === 'azurerm_storage_container_immutability_policy' && kept === `${type}.${address.split('.')[1]}-kept`,
      ) ||
      [
        at(body, 'blob_properties.restore_policy.days'),
        body['backup_retention_days'],
        at(body, 'data_protection_snapshot_policy.snapshot_policy_id') === undefined ? 0 : 1,
        at(body, 'short_term_retention_policy.retention_days'),
      ].some((days) => Number(days) > 0),
  },
  // Everything copies itself, as often as it is told.
  fake: { exempt: ['fake_key', 'fake_group'], copied: (_, { body }) => Number(body['copies_every']) > 0 },
  // No service copies buckets there, and one that is replicated has no versions: the gap is a finding (DR-SITE-02).
  oci: {
    // A database is backed up by its service, in its region.
    exempt: [
      ...['oci_kms_vault', 'oci_kms_key', 'oci_objectstorage_bucket', 'oci_database_autonomous_database', 'oci_vault_secret'],
      // Images are built again, and stand at both sites.
      'oci_artifacts_container_repository',
      // What its volumes hold is copied into object storage of its own.
      'oci_containerengine_cluster',
    ],
    copied: (_, { body }) =>
      body['filesystem_snapshot_policy_id'] !== undefined ||
      at(body, 'management_policy.backup_policy.kind') === 'DAILY' ||
      [at(body, 'backup_policy.is_enabled'), at(body, 'db_home.database.db_backup_config.auto_backup_enabled')].includes(true),
    gap: /comes back from nowhere/,
  },
};

/** Law 6: where data is served, copies are made, whatever the tier: replication is not a backup. Against a lost account one copy is out of reach, or the gap is a finding. */
export function lawSixCopies(output: Output, { cloud }: Pick<CloudUnderTest, 'cloud'>): Violations {
  const copies = COPIES[cloud.name];
  const [workload] = output.manifest.workloads;
  if (!copies || !workload) return [`${cloud.name}: nobody says how its copies are recognised`];
  const serving = presentIn(output).filter(
    ({ facts }) => facts.kind === 'site' && workload.sites.some(({ key, role }) => key === facts.site && works(role)),
  );
  const current = (site: string | undefined, address: string): boolean =>
    workload.placements.some((p) => p.site === site && !p.current && isOf(p.component, p.generation, address));
  const uncopied = serving.flatMap(({ id, facts, json }) =>
    blocksOf(json)
      .filter(({ type }) => knownTypes(cloud).stateful.includes(type) && !copies.exempt.includes(type))
      .filter((block) => !current(facts.site, block.address) && !copies.copied(json, block))
      .map(({ address }) => `${id}: nothing copies ${address}`),
  );
  const holdsData = workload.placements.some(({ posture }) => posture === 'active');
  const away = workload.copyPlace ? [workload.copyPlace.account] : [];
  const oneAccount = new Set([...workload.sites.map(({ account }) => account), ...away]).size === 1;
  const unsaid =
    holdsData && oneAccount && !workload.findings.some(({ id }) => id === 'DR-LOCK-01')
      ? [`${workload.id}: every copy is in one account, and no finding says so`]
      : [];
  const { gap } = copies;
  const sites = workload.sites.filter(({ key }) => !workload.findings.some(({ subject, what }) => subject === key && gap?.test(what)));
  const gaps = gap && holdsData ? sites.map(({ key }) => `${key}: nothing copies its data, and no finding says so`) : [];
  return [...uncopied, ...unlocked(output), ...unsent(output), ...unsaid, ...gaps];
}

const isOf = (component: string, generation: number, address: string): boolean =>
  address.split('.')[1]?.replace(/-(data|gate|copies)$/, '') === `${component.toLowerCase()}${generation > 0 ? `-g${generation}` : ''}`;

/** Where a place of copies is declared, every schedule sends there, and its vault takes copies from the accounts of the sites alone. */
function unsent(output: Output): string[] {
  const [workload] = output.manifest.workloads;
  const { copyPlace, sites = [] } = workload ?? {};
  if (!copyPlace) return [];
  const accounts = [...new Set(sites.map(({ account }) => `arn:aws:iam::${account}:root`))].sort();
  return presentIn(output).flatMap(({ id, facts, json }) => [
    ...blocksOf(json)
      .filter(
        ({ type, body }) =>
          type === 'aws_backup_plan' && !textsIn(body).some(({ text }) => text.includes(`:${copyPlace.account}:backup-vault:`)),
      )
      .map(({ address }) => `${id}: ${address} sends nothing to ${copyPlace.key}`),
    ...(facts.kind === 'copies' && !blocksOf(json).some(({ type, body }) => type === 'aws_backup_vault_policy' && takesFrom(body, accounts))
      ? [`${id}: its vault takes copies from others than ${accounts.join()}, or from none`]
      : []),
  ]);
}

function takesFrom({ policy }: Body, accounts: readonly string[]): boolean {
  const { Statement = [] } = JSON.parse(String(policy)) as {
    Statement?: readonly { Effect: string; Principal: { AWS?: readonly string[] } }[];
  };
  const allowed = Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Principal }) => Principal.AWS ?? ['anybody']);
  return JSON.stringify([...allowed].sort()) === JSON.stringify(accounts);
}

function unlocked(output: Output): string[] {
  return presentIn(output).flatMap(({ id, json }) =>
    blocksOf(json)
      .filter(({ type }) => type === 'aws_backup_vault')
      .filter(
        ({ address }) =>
          !blocksOf(json).some(
            ({ type, body }) =>
              type === 'aws_backup_vault_lock_configuration' && textsIn(body).some(({ text }) => text.includes(`${address}.`)),
          ),
      )
      .map(({ address }) => `${id}: ${address} is not locked`),
  );
}
