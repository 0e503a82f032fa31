import { AZURE_REGIONS } from '../../regions/azure';

/** `environment` of the provider, and the end of a blob host, by partition. Source: learn.microsoft.com/azure/storage/common/storage-account-overview (endpoints), sovereign ones in their own guides. */
const PARTITIONS: Readonly<Record<string, { readonly environment: string; readonly blobSuffix: string }>> = {
  AzureCloud: { environment: 'public', blobSuffix: 'blob.core.windows.net' },
  AzureUSGovernment: { environment: 'usgovernment', blobSuffix: 'blob.core.usgovcloudapi.net' },
  AzureChinaCloud: { environment: 'china', blobSuffix: 'blob.core.chinacloudapi.cn' },
};

/** What differs between the partitions of Azure. */
export function partitionOf(region: string): { readonly environment: string; readonly blobSuffix: string } {
  const partition = AZURE_REGIONS.find((known) => known.code === region)?.partition ?? 'AzureCloud';
  return PARTITIONS[partition] as { environment: string; blobSuffix: string };
}

/** Whether the region has zones: what is redundant there is redundant over them. */
export function hasZones(region: string): boolean {
  return (AZURE_REGIONS.find((known) => known.code === region)?.zones ?? 0) > 1;
}
