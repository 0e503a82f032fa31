import { DataAzurermKeyVault } from '@cdktf/provider-azurerm/lib/data-azurerm-key-vault/index.js';
import { DataAzurermResources } from '@cdktf/provider-azurerm/lib/data-azurerm-resources/index.js';
import type { TerraformStack } from 'cdktf';
import type { SiteRef } from '../../words/place';
import type { BaseContext } from '../../port/cloud';
import { groupId, siteGroupId } from './ids';
import type { AzureGroundName } from './names';

/** What stands in a key vault, by the id that Resource Manager gives it: the vault, and its own name. */
export interface InVault {
  /** The id of the vault. */
  readonly vault: string;
  /** The name of the vault. */
  readonly vaultName: string;
  /** Its own name. */
  readonly name: string;
}

/** `…/vaults/VAULT/secrets/NAME`: both stand in one id. */
export function inVault(id: string): InVault {
  const parts = id.split('/');
  return { vault: parts.slice(0, 9).join('/'), vaultName: parts[8] ?? '', name: parts[10] ?? '' };
}

/** Where a stack asks it. */
interface Asking {
  readonly stack: TerraformStack;
  readonly sitePlan: Pick<SiteRef, 'region' | 'account'>;
}

/**
 * An id of Azure says no region. A vault that somebody brings is asked for its own when its site is planned, and one of another region is refused: it would be
 * lost with that one. One of another subscription is read by nobody here, and not asked.
 */
export function refuseVaultElsewhere({ stack, sitePlan: { region, account } }: Asking, id: string, { vault, vaultName }: InVault): void {
  if (!vault.toLowerCase().startsWith(`${groupId(account, '')}`.toLowerCase())) return;
  new DataAzurermKeyVault(stack, id, {
    name: vaultName,
    resourceGroupName: vault.split('/')[4] as string,
    lifecycle: { postcondition: [inRegion(vaultName, region, `self.location == "${region}"`)] },
  });
}

/** The same of a vault of which only the name is known: where the subscription of the site has none of it, it is of another one, and not asked. */
export const refuseNamedVaultElsewhere = (asking: Asking, id: string, name: string): void =>
  refuseNamedElsewhere(asking, { id, name, type: VAULTS });

/** What is asked for by its name and its type, which no data source tells without its secrets. */
interface NamedThing {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** The same of whatever is known by its name. */
export function refuseNamedElsewhere({ stack, sitePlan: { region } }: Asking, { id, name, type }: NamedThing): void {
  new DataAzurermResources(stack, id, {
    name,
    type,
    lifecycle: { postcondition: [inRegion(name, region, `alltrue([for one in self.resources : one.location == "${region}"])`)] },
  });
}

/**
 * Its id, of which the name is all that is known. Of one in another subscription, where no rule of this one hears it, that of the group of the site, which is there.
 */
export function idOfNamedVault(
  { stack, sitePlan }: Pick<BaseContext<AzureGroundName>, 'stack' | 'sitePlan'>,
  id: string,
  vaultName: string,
): string {
  const found = new DataAzurermResources(stack, id, { name: vaultName, type: VAULTS });
  return `\${length(${found.fqn}.resources) > 0 ? ${found.fqn}.resources[0].id : "${siteGroupId(sitePlan)}"}`;
}

const VAULTS = 'Microsoft.KeyVault/vaults';

const inRegion = (name: string, region: string, holds: string): { readonly condition: string; readonly errorMessage: string } => ({
  condition: `\${${holds}}`,
  errorMessage: `${name} is not in ${region}: what is in it would be lost with another region. Name one of ${region}`,
});
