import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import type { TerraformResource } from 'cdktf';
import { once } from '../../port/once';
import { works } from '../../words/posture';
import type { AzureContext } from './cell';
import { keyVaultId, registryIn, storageAccountIn, vaultIn } from './ids';
import { keyVaultName } from './names';
import { isGeo } from './object-storage/flaws';
import { partitionOf } from './partition';
import { leadingTo, linkZone } from './private-link';
import { usesOf, type Using } from './service-environment';

/** What is reached by a private endpoint. */
interface Behind {
  /** Its name, unique in its site. */
  readonly name: string;
  /** Its id. */
  readonly id: string;
  /** Which part of it. */
  readonly part: 'registry' | 'vault' | 'blob';
  /** What makes it, where that is not said by its id. */
  readonly waitsFor: readonly TerraformResource[];
}

/** Names under which what is behind a private endpoint is known: https://learn.microsoft.com/azure/private-link/private-endpoint-dns, 2026-11. */
const zoneOf = (region: string, part: Behind['part']): string => {
  const { registrySuffix, vaultSuffix, blobSuffix } = partitionOf(region);
  return `privatelink.${{ registry: registrySuffix, vault: vaultSuffix.replace(/^vault\./, 'vaultcore.'), blob: blobSuffix }[part]}`;
};

/**
 * How a service reaches its image, its secrets and its blobs: by private endpoints in the network of its own site, so that no rule of theirs has to let
 * what runs in, and nothing of them leaves the network. Those of the registry (`pulls`) and the vaults stand as long as the service does; those of
 * blobs only where the site works, since a fence of an account counts them. The names of all are known in peace.
 */
export function renderDoors(context: AzureContext, placement: Using, { pulls }: { readonly pulls: boolean }): TerraformResource[] {
  const behind = [...(pulls ? registries(context) : []), ...vaults(context, placement), ...accounts(context, placement)];
  return [...new Set(behind.flatMap((one) => renderDoor(context, one, one.part !== 'blob' || works(placement.form))))];
}

/** What exists is reached as its owner says. */
const registries = ({ placements, neighbour, sitePlan }: AzureContext): Behind[] =>
  placements
    .filter(({ kind, current, here }) => kind === 'container-images' && current && !here.existing)
    .flatMap(({ kind, component }) => {
      const found = neighbour(kind, component);
      if (!found?.endpoint) return [];
      const name = found.endpoint.host.split('.')[0] as string;
      return [{ name, id: registryIn(sitePlan, name), part: 'registry', waitsFor: found.ready }];
    });

/** That of the site has the passwords of its databases, and one of its own each `Secrets`. What exists is reached as its owner says. */
function vaults(context: AzureContext, placement: Using): Behind[] {
  const { neighbour, sitePlan, ground } = context;
  const databases = usesOf(context, placement, 'relational-database');
  const secrets = usesOf(context, placement, 'secrets').filter(({ here }) => !here.existing);
  return [
    ...(databases.length === 0
      ? []
      : [{ name: keyVaultName(sitePlan.ground), id: keyVaultId(sitePlan), part: 'vault' as const, waitsFor: [ground.key] }]),
    ...secrets.flatMap(({ kind, component }): Behind[] => {
      const found = neighbour(kind, component);
      const name = found?.endpoint?.host.split('.')[0];
      if (!found || name === undefined) return [];
      return [{ name, id: vaultIn(sitePlan, name), part: 'vault', waitsFor: found.ready }];
    }),
  ];
}

/** One that is in two regions has a door of its own; what exists is reached as its owner says. */
const accounts = (context: AzureContext, placement: Using): Behind[] =>
  usesOf(context, placement, 'object-storage').flatMap(({ kind, component, declaration, here }) => {
    if (isGeo(declaration) || here.existing) return [];
    const found = context.neighbour(kind, component);
    const name = found?.endpoint?.host.split('.')[0];
    if (!found || name === undefined) return [];
    const { account, ground } = context.sitePlan;
    const id = storageAccountIn(account, ground.group, name);
    return [{ name, id, part: 'blob', waitsFor: found.ready }];
  });

/** One, whichever service asks for it, and the zone in which it is known. */
function renderDoor(context: AzureContext, { name, id, part, waitsFor }: Behind, opens: boolean): TerraformResource[] {
  const { stack, site, workload } = context;
  const zone = linkZone(context, { id: `${part}-zone`, name: zoneOf(site.region.code, part) });
  if (!opens) return [...zone.known];
  const make = (): PrivateEndpoint =>
    new PrivateEndpoint(stack, `door-${name}`, {
      ...leadingTo(context, { name: `${name}-door`, id, part, zone }),
      tags: { workload: workload.id },
      dependsOn: [...waitsFor],
    });
  return [...zone.known, once(stack, `door-${name}`, PrivateEndpoint, make)];
}
