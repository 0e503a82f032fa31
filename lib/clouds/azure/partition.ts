import { AZURE_REGIONS } from '../../regions/azure';

/** What differs between the partitions of Azure. */
export interface Partition {
  /** Its name, as `az cloud` has it. */
  readonly cloud: string;
  /** `environment` of the provider and of the backend. */
  readonly environment: string;
  /** The end of a blob host. */
  readonly blobSuffix: string;
  /** The end of the host of file shares. */
  readonly fileSuffix: string;
  /** The end of the host of a PostgreSQL server. */
  readonly postgresSuffix: string;
  /** The end of the host of a SQL server. */
  readonly sqlSuffix: string;
  /** The end of the host of a Cosmos DB account. */
  readonly documentsSuffix: string;
  /** The end of the host of a MySQL server. */
  readonly mysqlSuffix: string;
  /** The end of the host of a key vault. */
  readonly vaultSuffix: string;
  /** The end of the host of a container registry. */
  readonly registrySuffix: string;
  /** The end of the name of a Traffic Manager profile. */
  readonly trafficSuffix: string;
  /** The end of the name of a public address, behind its region. */
  readonly addressSuffix: string;
}

/**
 * Sources: learn.microsoft.com/azure/storage/common/storage-account-overview (endpoints), sovereign ones in their own guides; of vaults
 * learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates; of Cosmos DB learn.microsoft.com/azure/private-link/private-endpoint-dns; of registries the endpoints of each cloud in the sources of the Azure CLI
 * (azure/cli/core/cloud.py, `acr_login_server_endpoint`; of SQL servers there, `sql_server_hostname`); names of clouds: learn.microsoft.com/cli/azure/manage-clouds-azure-cli; of profiles and addresses
 * learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure, and for China (UNVERIFIED) its developer guide. Read 2026-11.
 */
const PARTITIONS: Readonly<Record<string, Omit<Partition, 'cloud'>>> = {
  AzureCloud: {
    environment: 'public',
    blobSuffix: 'blob.core.windows.net',
    fileSuffix: 'file.core.windows.net',
    postgresSuffix: 'postgres.database.azure.com',
    sqlSuffix: 'database.windows.net',
    documentsSuffix: 'documents.azure.com',
    mysqlSuffix: 'mysql.database.azure.com',
    vaultSuffix: 'vault.azure.net',
    registrySuffix: 'azurecr.io',
    trafficSuffix: 'trafficmanager.net',
    addressSuffix: 'cloudapp.azure.com',
  },
  AzureUSGovernment: {
    environment: 'usgovernment',
    blobSuffix: 'blob.core.usgovcloudapi.net',
    fileSuffix: 'file.core.usgovcloudapi.net',
    postgresSuffix: 'postgres.database.usgovcloudapi.net',
    sqlSuffix: 'database.usgovcloudapi.net',
    documentsSuffix: 'documents.azure.us',
    mysqlSuffix: 'mysql.database.usgovcloudapi.net',
    vaultSuffix: 'vault.usgovcloudapi.net',
    registrySuffix: 'azurecr.us',
    trafficSuffix: 'usgovtrafficmanager.net',
    addressSuffix: 'cloudapp.usgovcloudapi.net',
  },
  AzureChinaCloud: {
    environment: 'china',
    blobSuffix: 'blob.core.chinacloudapi.cn',
    fileSuffix: 'file.core.chinacloudapi.cn',
    postgresSuffix: 'postgres.database.chinacloudapi.cn',
    sqlSuffix: 'database.chinacloudapi.cn',
    documentsSuffix: 'documents.azure.cn',
    mysqlSuffix: 'mysql.database.chinacloudapi.cn',
    vaultSuffix: 'vault.azure.cn',
    registrySuffix: 'azurecr.cn',
    trafficSuffix: 'trafficmanager.cn',
    addressSuffix: 'cloudapp.chinacloudapi.cn',
  },
};

/** The partition that a region is in. */
export function partitionOf(region: string): Partition {
  const cloud = AZURE_REGIONS.find((known) => known.code === region)?.partition ?? 'AzureCloud';
  return { cloud, ...(PARTITIONS[cloud] as Omit<Partition, 'cloud'>) };
}

/** Whether the region has zones: what is redundant there is redundant over them. */
export function hasZones(region: string): boolean {
  return (AZURE_REGIONS.find((known) => known.code === region)?.zones ?? 0) > 1;
}

/** Where something stands that is redundant over zones: in each of the region's, or in none where it has none. */
export function zonesOf(region: string): { readonly zones?: string[] } {
  const { zones = 0 } = AZURE_REGIONS.find((known) => known.code === region) ?? {};
  return zones > 1 ? { zones: Array.from({ length: zones }, (_, i) => String(i + 1)) } : {};
}
