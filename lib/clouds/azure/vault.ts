import { KeyVault, type KeyVaultConfig } from '@cdktf/provider-azurerm/lib/key-vault/index.js';
import type { GroundContext } from '../../port/cloud';
import type { AzureGroundName } from './names';
import { clientOf } from './officer';
import { admitted, type AzureSite } from './site';

/** A vault, as it is to be made. */
export interface NewVault {
  /** Its name, as the service sees it. */
  readonly name: string;
  /** Ids of subnets that it admits beside `appliedFrom`. @default none */
  readonly subnets?: readonly string[];
  /** Its tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A key vault of a site: by roles alone, and what is deleted of it is kept for 90 days, which nobody shortens. Its name is kept as long, and the
 * provider takes up again what is deleted under it (`recover_soft_deleted_key_vaults`).
 */
export function renderVault(
  { stack, site, sitePlan, workload }: GroundContext<AzureGroundName>,
  id: string,
  { name, subnets = [], tags }: NewVault,
): KeyVault {
  return new KeyVault(stack, id, {
    name,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    tenantId: clientOf(stack).tenantId,
    skuName: 'standard',
    rbacAuthorizationEnabled: true,
    purgeProtectionEnabled: true,
    softDeleteRetentionDays: 90,
    ...networksOf(site as AzureSite, subnets),
    tags: { ...tags },
    lifecycle: { preventDestroy: workload.durable },
  });
}

/** Storage reads a key as a service that the vault trusts: it is in no list. A vault of an architect's own private endpoint needs no rule. */
function networksOf({ appliedFrom }: AzureSite, subnets: readonly string[]): Pick<KeyVaultConfig, 'networkAcls'> {
  if (appliedFrom.length === 0) return {};
  const { ipRules, virtualNetworkSubnetIds: theirs } = admitted(appliedFrom);
  const all = new Map([...theirs, ...subnets].map((subnet) => [subnet.toLowerCase(), subnet]));
  return { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules, virtualNetworkSubnetIds: [...all.values()] } };
}
