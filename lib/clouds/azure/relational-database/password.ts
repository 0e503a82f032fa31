import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret/index.js';
import { kebab } from '../../../plan/names';
import type { LinksContext } from '../../../port/cloud';
import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { AzureContext, AzureLink, AzurePlacement } from '../cell';
import { madePassword, readSecret, valueOf } from '../database-password';
import { keyVaultId } from '../ids';
import { inVault } from '../vault-region';

/*
 * A replica has the password of its source, whoever takes the role: links carries it once, to the vault of the other site, while both are alive.
 */

/**
 * What a server is created with; nothing for one that follows or followed another. What is restored has that of its source, which what joins the sites carried to its own vault: it is said
 * once more, since azurerm changes nothing of such a server without; and what begins empty there is given it, too.
 */
export function passwordArguments(
  context: AzureContext,
  placement: AzurePlacement<RelationalDatabaseDeclaration, 'password'>,
): Record<string, unknown> {
  const { origin } = placement;
  if (origin.how !== 'created' && origin.how !== 'restored') return {};
  const isMade = origin.how === 'created' && origin.insteadOf === undefined;
  return {
    administrator_password_wo: isMade ? madePassword(context, placement) : ownPassword(context, placement),
    administrator_password_wo_version: 1,
  };
}

/** What the vault of its own site has by now. */
function ownPassword({ stack, ground }: AzureContext, { id, here }: AzurePlacement<RelationalDatabaseDeclaration, 'password'>): string {
  const read = `${id}-own`;
  readSecret(stack, read, { name: here.names.password, key_vault_id: ground.key.keyVaultId });
  return valueOf(read);
}

/**
 * The password of a server that exists, from the vault of its owner into that of its site, once, where whatever is made there looks for it. It stands in no state.
 */
export function carriedPassword(
  { stack, workload, ground }: AzureContext,
  { id, component, here, declaration }: AzurePlacement<RelationalDatabaseDeclaration, 'password'>,
): KeyVaultSecret {
  const read = `${id}-existing`;
  const { vault, name } = inVault(declaration.existing?.[here.site]?.secret ?? '');
  readSecret(stack, read, { name, key_vault_id: vault });
  const copy = new KeyVaultSecret(stack, `${kebab(component)}-password`, {
    name: here.names.password,
    contentType: 'text/plain',
    keyVaultId: ground.key.keyVaultId,
    lifecycle: { preventDestroy: workload.durable },
  });
  copy.addOverride('value_wo', valueOf(read));
  copy.addOverride('value_wo_version', 1);
  return copy;
}

/** From the vault of the site that created the server to that of the other one, once; one that is changed since is carried by hand. */
export function copyPassword(
  { stack, provider, workload }: LinksContext,
  { id, elder, younger }: AzureLink<RelationalDatabaseDeclaration, 'password'>,
): void {
  const read = `${id}-password`;
  readSecret(stack, read, {
    provider: provider(elder.site).fqn,
    name: elder.names.password,
    key_vault_id: keyVaultId(elder),
  });
  const copy = new KeyVaultSecret(stack, `${id}-password-at-${younger.region}`, {
    provider: provider(younger.site),
    name: younger.names.password,
    contentType: 'text/plain',
    keyVaultId: keyVaultId(younger),
    lifecycle: { preventDestroy: workload.durable },
  });
  copy.addOverride('value_wo', valueOf(read));
  copy.addOverride('value_wo_version', 1);
}
