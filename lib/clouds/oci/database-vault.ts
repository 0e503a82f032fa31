import { VaultSecret } from '@cdktf/provider-oci/vault-secret';
import type { KmsKey } from '@cdktf/provider-oci/kms-key';
import type { KmsVault } from '@cdktf/provider-oci/kms-vault';
import { kebab } from '../../plan/names';
import type { OciContext } from './cell';
import { renderVault } from './vault';

/** Whose password is kept. */
interface Owner {
  readonly component: string;
  readonly here: { readonly account: string; readonly names: Readonly<Record<'vault' | 'password', string>> };
}

/** A vault with its key. */
export interface Kept {
  readonly vault: KmsVault;
  readonly key: KmsKey;
}

/**
 * The vault of a password: one of all generations of a database at a site, of which none may count for a while. `told` is a tag of it that a step
 * writes, which no apply takes away.
 */
export function renderDatabaseVault(context: OciContext, { component, here }: Owner, told?: string): Kept {
  const id = `${kebab(component)}-vault`;
  const [vault, key] = [id, `${id}-key`].map((each) => context.stack.node.tryFindChild(each));
  if (vault && key) return { vault: vault as KmsVault, key: key as KmsKey };
  return renderVault(context, { id, component, displayName: here.names.vault, ...(told ? { told } : {}) });
}

/** A password that the vault makes by itself: it stands in no state, and in no plan. A change of it is made by whoever changes it in the database, or by a step that carries it. */
export function renderPassword({ stack, workload }: OciContext, { component, here }: Owner, { vault, key }: Kept): VaultSecret {
  const id = `${kebab(component)}-password`;
  const there = stack.node.tryFindChild(id) as VaultSecret | undefined;
  if (there) return there;
  return new VaultSecret(stack, id, {
    compartmentId: here.account,
    vaultId: vault.id,
    keyId: key.id,
    secretName: here.names.password,
    enableAutoGeneration: true,
    secretGenerationContext: { generationType: 'PASSPHRASE', generationTemplate: 'DBAAS_DEFAULT_PASSWORD', passphraseLength: 24 },
    lifecycle: {
      preventDestroy: workload.durable,
      ignoreChanges: ['secret_content', 'enable_auto_generation', 'secret_generation_context', 'rotation_config'],
    },
  });
}
