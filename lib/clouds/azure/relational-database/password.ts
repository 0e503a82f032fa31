import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret/index.js';
import type { TerraformStack } from 'cdktf';
import { kebab } from '../../../plan/names';
import type { LinksContext } from '../../../port/cloud';
import type { AzureContext } from '../cell';
import { keyVaultId } from '../ids';
import type { DatabaseLink, DatabasePlacement } from './names';

/*
 * The administrator's password never stands in a state. Where a server is created, a random value goes into the site's vault through a
 * write-only argument, and the server is given what the vault then holds (an interrupted apply cannot make them differ). A replica has the
 * password of its source, whoever takes the role: links carries it once, to the vault of the other site, while both are alive.
 */

/** What a server is created with; nothing for one that follows or followed another. */
export function passwordArguments(
  { stack, workload, ground }: AzureContext,
  { component, here, origin }: DatabasePlacement,
): Record<string, unknown> {
  if (origin.how !== 'created') return {};
  const id = `${kebab(component)}-password`;
  const secret = new KeyVaultSecret(stack, id, {
    name: here.names.password,
    contentType: 'text/plain',
    keyVaultId: ground.key.keyVaultId,
    lifecycle: { preventDestroy: workload.durable },
  });
  // Letters of both cases and digits, as the service asks (https://learn.microsoft.com/azure/postgresql/flexible-server/quickstart-create-server).
  secret.addOverride('value_wo', '${uuid()}-${upper(uuid())}');
  secret.addOverride('value_wo_version', 1);
  // Known only once it is there: what is known before is read before, and nothing is found.
  readSecret(stack, id, { name: `\${basename(${secret.fqn}.versionless_id)}`, key_vault_id: `\${${secret.fqn}.key_vault_id}` });
  return { administrator_password_wo: valueOf(id), administrator_password_wo_version: 1 };
}

const readSecret = (stack: TerraformStack, id: string, of: Readonly<Record<string, string>>): void => {
  stack.addOverride(`ephemeral.azurerm_key_vault_secret.${id}`, of);
};
const valueOf = (id: string): string => `\${ephemeral.azurerm_key_vault_secret.${id}.value}`;

/** From the vault of the site that created the server to that of the other one, once; one that is changed since is carried by hand. */
export function copyPassword({ stack, provider, workload }: LinksContext, { id, elder, younger }: DatabaseLink): void {
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
