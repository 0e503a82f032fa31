import type { NameRule } from '../../port/facts';

/** Why the id of a resource cannot be computed from its arguments. */
export const SUBSCRIPTION = '! its id names the subscription, which is no argument';

const RULES = 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules';
const rule = (service: string, max: number, more: Partial<NameRule> = {}): NameRule => ({
  service: `${service} (${RULES})`,
  max,
  separator: '-',
  ...more,
});

/**
 * Names and their limits. `account`, `keyVault` and `registry` are identities: what the service sees is cut to 24 characters and closed by
 * a hash (`names.ts`), since a readable name with workload, component, region and `-g99` does not fit.
 */
export const AZURE_NAMES = {
  group: rule('an Azure resource group', 90),
  identity: rule('an Azure user-assigned identity', 128),
  actionGroup: rule('an action group of Azure Monitor', 260),
  insights: rule('a workspace of Log Analytics', 63),
  keyVault: rule('an Azure key vault', 120, { global: true }),
  account: rule('an Azure storage account', 120, { global: true }),
  registry: rule('an Azure container registry', 120, { global: true }),
  postgres: rule('an Azure PostgreSQL flexible server', 63, { global: true }),
  mysql: rule('an Azure MySQL flexible server', 63, { global: true }),
  besideState: rule('the resource group of the witness', 90, { atWitness: true }),
  // One pair of endpoints a set of servers (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas-virtual-endpoints), so that none is another one's; length: https://learn.microsoft.com/cli/azure/postgres/flexible-server/virtual-endpoint, 2026-11.
  virtualEndpoint: rule('a virtual endpoint of Azure PostgreSQL', 63, { global: true, shared: true, ageless: true }),
  // Small letters, digits and hyphens, none at an end: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mssql/validate.
  sqlServer: rule('an Azure SQL server', 63, { global: true }),
  // Its name is a host beside those of the servers. One whatever pair it is of: it is made anew under it (https://learn.microsoft.com/azure/azure-sql/database/failover-group-configure-sql-db, "Change the secondary region").
  failoverGroup: rule('a failover group of Azure SQL', 63, { global: true, shared: true, ageless: true, suffix: 'group' }),
  // What both sites share is in none of theirs: the group is made in the region of the witness.
  sharedGroup: rule('an Azure resource group', 90, { shared: true, ageless: true, suffix: 'shared', inWitnessRegion: true }),
  // 3 to 44: https://learn.microsoft.com/azure/cosmos-db/concepts-limits, 2026-11. One account of both sites.
  cosmos: rule('an Azure Cosmos DB account', 44, { global: true, shared: true, ageless: true }),
  // An identity, as `account` is. One account of both sites.
  sharedAccount: rule('an Azure storage account', 120, { global: true, shared: true, ageless: true }),
  // 2 to 50: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/recoveryservices/validate/recovery_services_vault_name.go
  recoveryVault: rule('an Azure Recovery Services vault', 50, { shared: true, ageless: true }),
  // 3 to 64: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/netapp/validate/account_name.go
  netapp: rule('an Azure NetApp Files account', 64),
  // Two that are none of a share: what a machine is recovered by at its site, and what changes pass on their way to the other one.
  machineVault: rule('an Azure Recovery Services vault', 50, { ageless: true }),
  machineCache: rule('an Azure storage account', 120, { global: true, ageless: true, suffix: 'cache' }),
  machineGroup: rule('an Azure resource group', 90),
  privateEndpoint: rule('an Azure private endpoint', 64),
  secret: rule('a secret of an Azure key vault', 127, { suffix: 'password', ageless: true }),
  network: rule('an Azure virtual network', 64),
  // Of 80, less what a network adds: `-private`, `-public`, `-apps`.
  securityGroup: rule('an Azure network security group', 72),
  natGateway: rule('an Azure NAT gateway', 70),
  applicationGateway: rule('an Azure application gateway', 80),
  publicAddress: rule('an Azure public IP address', 80),
  // Linux machines take what their group is called as the beginning of their own names, at most 58 (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/compute/validate).
  machines: rule('an Azure virtual machine scale set', 58),
  // Letters, digits, dots and underscores; none of its own twice in a subscription.
  gallery: rule('an Azure compute gallery', 80, { separator: '' }),
  reservation: rule('an Azure capacity reservation group', 80),
  // 1 to 63, and its DNS prefix 1 to 54: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/containers/validate; its group of nodes (`-nodes`) 80.
  kubernetes: rule('an AKS cluster', 54),
  nodesIdentity: rule('an Azure user-assigned identity', 128, { suffix: 'nodes' }),
  veleroIdentity: rule('an Azure user-assigned identity', 128, { suffix: 'velero' }),
  encryptionSet: rule('an Azure disk encryption set', 80),
  // An identity, as `account` is: dumps of a database, whatever its generation.
  dumps: rule('an Azure storage account', 120, { global: true, ageless: true, suffix: 'dumps' }),
  // Of 64 and 80, less what leads away adds (`-away`), and what its interface does (`-nic`).
  dumpsWay: rule('an Azure private endpoint', 59, { ageless: true, suffix: 'dumps' }),
  dumpsIdentity: rule('an Azure user-assigned identity', 128, { ageless: true, suffix: 'dumps' }),
  // An identity, as `account` is, cut to 24 of 32 letters, less what it does (`-copy`): https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/containerapps/validate/validate.go
  dumpJob: rule('an Azure Container Apps job', 120, { ageless: true, suffix: 'job' }),
  containerApp: rule('an Azure container app', 32, { short: true }),
  // Unique in its region: https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#domain-name-label, 2026-11.
  addressLabel: rule('the DNS label of an Azure public IP address', 63, { global: true }),
} satisfies Record<string, NameRule>;

/** The key of a site, in its vault. */
export const KEY = 'data';

/**
 * Why no backup vault has a copy, as a sentence.
 * https://learn.microsoft.com/azure/backup/backup-azure-troubleshoot-blob-backup (`UserErrorSelectedContainerPartOfAnotherORPolicy`), read 2026-11.
 */
export const VAULTED =
  'No backup vault keeps a copy: a container is part of one policy of object replication at a time, a vault copies by such a policy, and the standby follows by one (learn.microsoft.com/azure/backup/backup-azure-troubleshoot-blob-backup).';

/** The image of a group, in the gallery that it has at each site: its versions are what is run. */
export const GALLERY_IMAGE = 'machine';

/** Blob containers: 3 to 63; the same name on both sides. */
export const CONTAINER = 'data';

/**
 * Tag of an account that a fence reached, with how many subnets it left in, all of whoever applies: one that admits nobody else is closed to all others
 * already, and what was so before says nothing of a fence.
 */
export const FENCED = 'continuity-fenced';

/** Tag of a marker: what was last declared of its stack. */
export const MARKER_ID = 'continuity-marker';
/** Tag of a marker: the place of that in the log. */
export const MARKER_SEQUENCE = 'continuity-sequence';

/** An id of a subscription, or of a principal. */
export const UUID = {
  shape: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  allowed: 'a UUID, 8-4-4-4-12 hexadecimal digits',
};

/** A resource group that exists: letters and digits of any language. Source: RULES, 2026-11. */
export const GROUP_NAME = {
  shape: /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u,
  allowed: 'a resource group: at most 90 letters, digits, underscores, hyphens, dots and parentheses, no dot at the end',
};

/** A storage account that exists. Source: RULES, 2026-11. */
export const ACCOUNT_NAME = { shape: /^[a-z0-9]{3,24}$/, allowed: 'a storage account: 3 to 24 small letters and digits' };

/** A blob container. Source: RULES, 2026-11. */
export const CONTAINER_NAME = {
  shape: /^(?:\$root|\$web|(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/,
  allowed: 'a blob container: 3 to 63 small letters and digits, with single hyphens between them',
};

/** Id of a subnet. https://learn.microsoft.com/rest/api/virtualnetwork/subnets, 2026-11. */
export const SUBNET_ID = {
  shape: /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i,
  allowed: 'the id of a subnet, from /subscriptions/ on',
  example: '/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…/subnets/…',
};

/** Id of a virtual network. https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks, 2026-11. */
export const NETWORK_ID = {
  shape: /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+$/i,
  allowed: 'the id of a virtual network, from /subscriptions/ on',
};

/** Id of a resource group. https://learn.microsoft.com/rest/api/resources/resource-groups/get, 2026-11. */
export const GROUP_ID = {
  shape: /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+$/i,
  allowed: 'the id of a resource group, from /subscriptions/ on',
};

/** Id of a container registry. https://learn.microsoft.com/rest/api/container-registry/registries/get, 2026-11. */
export const REGISTRY_ID = {
  shape: /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/[a-z0-9]{5,50}$/i,
  allowed: 'the id of a container registry, from /subscriptions/ on',
};

/** A certificate of a key vault, as Resource Manager names the secret that is under it. https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets, 2026-11. */
export const CERTIFICATE_ID = {
  shape:
    /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.KeyVault\/vaults\/[a-z0-9-]{3,24}\/secrets\/[a-z0-9-]{1,127}$/i,
  allowed: 'the id of a certificate in a key vault, from /subscriptions/ on, without a version',
  example: '/subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…/secrets/…',
};

/** A secret of a key vault, named likewise. */
export const VAULT_SECRET_ID = {
  shape: CERTIFICATE_ID.shape,
  allowed:
    'the id of a secret in a key vault, …/providers/Microsoft.KeyVault/vaults/VAULT/secrets/NAME, from /subscriptions/ on, without a version',
};

/** A PostgreSQL server. https://learn.microsoft.com/rest/api/postgresql/servers/get (its name, 2026-11). */
export const SERVER_ID = {
  shape:
    /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.DBforPostgreSQL\/flexibleServers\/[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/i,
  allowed: 'the id of a PostgreSQL flexible server, from /subscriptions/ on',
};

/** A server of Azure SQL. https://learn.microsoft.com/rest/api/sql/servers/get (its name: 1 to 63 small letters, digits and hyphens, none at an end, 2026-11). */
export const SQL_SERVER_ID = {
  shape:
    /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Sql\/servers\/[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i,
  allowed: 'the id of a server of Azure SQL, from /subscriptions/ on, without the database (database: …)',
};

/** A private endpoint. https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints/get, 2026-11. */
export const ENDPOINT_ID = {
  shape: /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/privateEndpoints\/[^/]+$/i,
  allowed: 'ids of private endpoints, from /subscriptions/ on',
};

/** A policy of a web application firewall of gateways. https://learn.microsoft.com/azure/web-application-firewall/ag/policy-overview, 2026-11. */
export const FIREWALL_ID = {
  shape:
    /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/applicationGatewayWebApplicationFirewallPolicies\/[^/]+$/,
  allowed:
    'the id of a WAF policy of application gateways, from /subscriptions/ on, spelt …/Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/…',
};

/** Where logs may go: a workspace of Log Analytics, or a storage account. https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings, 2026-11. */
export const LOGS_ID = {
  shape:
    /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/(?:Microsoft\.OperationalInsights\/workspaces|Microsoft\.Storage\/storageAccounts)\/[^/]+$/,
  allowed: 'the id of a workspace of Log Analytics or of a storage account, from /subscriptions/ on',
};

/** An action group of Azure Monitor that exists. https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups, 2026-11. */
export const ACTION_GROUP_ID = {
  shape: /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Insights\/actionGroups\/[^/]+$/i,
  allowed: 'the id of an action group, from /subscriptions/ on',
};

/** A version of an image. https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery, 2026-11. */
export const IMAGE_VERSION = {
  shape: /^(?:0|[1-9]\d{0,9})\.(?:0|[1-9]\d{0,9})\.(?:0|[1-9]\d{0,9})$/,
  allowed: 'a version of the image in the gallery of its site, three numbers between dots: 1.4.0',
};

/** Id of an image: a version in a gallery, or one by itself. https://learn.microsoft.com/rest/api/compute/gallery-image-versions, 2026-11. */
export const IMAGE_ID = {
  shape:
    /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/(?:galleries\/[^/]+\/images\/[^/]+\/versions\/\d+\.\d+\.\d+|images\/[^/]+)$/,
  allowed:
    'the id of an image, from /subscriptions/ on: …/Microsoft.Compute/galleries/…/images/…/versions/1.4.0, or …/Microsoft.Compute/images/…',
};

/** Id of a scale set. https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-sets, 2026-11. */
export const SCALE_SET_ID = {
  shape: /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/virtualMachineScaleSets\/[^/]+$/i,
  allowed: 'the id of a scale set in uniform orchestration, from /subscriptions/ on',
};

/** Id of a container of blobs. https://learn.microsoft.com/rest/api/storagerp/blob-containers/get, 2026-11. */
export const BLOBS_ID = {
  shape:
    /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Storage\/storageAccounts\/[a-z0-9]{3,24}\/blobServices\/default\/containers\/[a-z0-9-]{3,63}$/i,
  allowed: 'the id of a container of blobs, from /subscriptions/ on: …/storageAccounts/ACCOUNT/blobServices/default/containers/NAME',
};

/** Id of a virtual machine. https://learn.microsoft.com/rest/api/compute/virtual-machines/get, 2026-11. */
export const MACHINE_ID = {
  shape: /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/virtualMachines\/[^/]+$/i,
  allowed: 'the id of a virtual machine, from /subscriptions/ on',
};

/** Tag of what scales a group that exists, while a fence holds it. */
export const HELD = 'continuity_fenced';
