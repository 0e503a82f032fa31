import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret/index.js';
import type { TerraformStack } from 'cdktf';
import type { RelationalDatabaseDeclaration } from '../../components/relational-database';
import { kebab } from '../../plan/names';
import { APPLY, asked, type DoctorItem } from '../../words/doctor';
import type { AzureContext, AzurePlacement } from './cell';
import { secretThere } from './cli-secrets';
import { keyVaultName } from './names';

/*
 * The administrator's password never stands in a state. Where a server is created, a random value goes into the site's vault through a
 * write-only argument, and the server is given what the vault then holds (an interrupted apply cannot make them differ).
 */

type Placed = AzurePlacement<RelationalDatabaseDeclaration, 'password'>;

/** A password that is made in the vault of the site: what a server is created with, read once it is there. */
export function madePassword({ stack, workload, ground }: AzureContext, { component, here }: Placed): string {
  const id = `${kebab(component)}-password`;
  // A later generation has that of the first one: its administrator is the same.
  if (stack.node.tryFindChild(id)) return valueOf(id);
  const secret = new KeyVaultSecret(stack, id, {
    name: here.names.password,
    contentType: 'text/plain',
    keyVaultId: ground.key.keyVaultId,
    lifecycle: { preventDestroy: workload.durable },
  });
  // Letters of both cases and digits, as services ask (https://learn.microsoft.com/azure/postgresql/flexible-server/quickstart-create-server; of SQL servers
  // https://learn.microsoft.com/sql/relational-databases/security/password-policy).
  secret.addOverride('value_wo', '${uuid()}-${upper(uuid())}');
  secret.addOverride('value_wo_version', 1);
  // Known only once it is there: what is known before is read before, and nothing is found.
  readSecret(stack, id, { name: `\${basename(${secret.fqn}.versionless_id)}`, key_vault_id: `\${${secret.fqn}.key_vault_id}` });
  return valueOf(id);
}

/** Reads a secret where it is applied, and keeps it nowhere. */
export const readSecret = (stack: TerraformStack, id: string, of: Readonly<Record<string, string>>): void => {
  stack.addOverride(`ephemeral.azurerm_key_vault_secret.${id}`, of);
};

/** What {@link readSecret} reads. */
export const valueOf = (id: string): string => `\${ephemeral.azurerm_key_vault_secret.${id}.value}`;

/** Whether whoever works on a database finds its password at its own site. */
export const passwordIsThere = ({ id, component, here: { region, account, names, ground } }: Placed, why?: string): DoctorItem =>
  asked({
    about: 'standby',
    id: `password-${id}`,
    title: `The password of ${component} is in the vault of ${region}`,
    run: secretThere(account, keyVaultName(ground), names.password),
    matches: '[Tt]rue',
    endpoint: region,
    fix: why ? `${APPLY}: ${why}` : APPLY,
  });
