import { KmsKey } from '@cdktf/provider-oci/kms-key';
import { KmsVault } from '@cdktf/provider-oci/kms-vault';
import type { OciContext } from './cell';
import { renderKeyAlarm } from './topic';

/** Whose vault it is. */
interface Owner {
  /** Logical id of the vault. */
  readonly id: string;
  readonly component: string;
  /** Its name, and that of its key: the command lines find both by it. */
  readonly displayName: string;
  /** A tag of the vault that a step writes: no apply takes it away. @default none */
  readonly told?: string;
}

/** A vault of a component's own, with a key in it: not that of the site's key, which may be an adopted one of somebody else. */
export function renderVault(
  { stack, site, workload, ground }: OciContext,
  { id, component, displayName, told }: Owner,
): { readonly vault: KmsVault; readonly key: KmsKey } {
  const common = {
    compartmentId: site.account,
    displayName,
    freeformTags: { workload: workload.id, component },
    lifecycle: { preventDestroy: workload.durable },
  };
  const vault = new KmsVault(stack, id, {
    ...common,
    vaultType: 'DEFAULT',
    ...(told ? { lifecycle: { ...common.lifecycle, ignoreChanges: [`freeform_tags["${told}"]`] } } : {}),
  });
  const key = new KmsKey(stack, `${id}-key`, {
    ...common,
    keyShape: { algorithm: 'AES', length: 32 },
    managementEndpoint: vault.managementEndpoint,
    protectionMode: 'SOFTWARE',
    // One that somebody disabled is enabled by the next apply: no secret is read meanwhile.
    desiredState: 'ENABLED',
  });
  renderKeyAlarm(stack, { id: `${id}-loss`, of: component, vault, key, name: displayName }, ground.topics);
  return { vault, key };
}
