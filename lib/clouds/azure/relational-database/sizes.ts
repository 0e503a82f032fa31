import type { Size } from '../../../components/size';
import { ContinuityError } from '../../../words/errors';

/**
 * Sizes of PostgreSQL flexible server that may be followed (no burstable one may), with their virtual CPUs and GiB, as azurerm 4.55 takes
 * them: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/postgres/validate/flexible_server_sku_name.go;
 * https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-compute, 2026-11.
 */
const SIZES: readonly (readonly [name: string, vcpus: number, gib: number])[] = [2, 4, 8, 16, 32, 48, 64, 96].flatMap(
  (vcpus): (readonly [string, number, number])[] => [
    [`GP_Standard_D${vcpus}ds_v5`, vcpus, vcpus * 4],
    [`MO_Standard_E${vcpus}ds_v5`, vcpus, Math.min(vcpus * 8, 672)],
  ],
);

/** The smallest size that is at least as large. Throws `DR-SIZE-01` where there is none. */
export const serverSize = (size: Size): string => smallestOf(SIZES, size, 'PostgreSQL flexible server');

/** The smallest of a service's sizes that is at least as large. Throws `DR-SIZE-01` where there is none. */
export function smallestOf(sizes: typeof SIZES, size: Size, service: string): string {
  const fit = sizes.find(([, vcpus, gib]) => vcpus >= size.vcpus && gib >= size.memoryGiB);
  if (fit) return fit[0];
  const most = (of: 1 | 2): number => Math.max(...sizes.map((one) => one[of]));
  throw new ContinuityError({
    id: 'DR-SIZE-01',
    what: `No size of ${service} is that large`,
    value: `${size.vcpus} vCPUs, ${size.memoryGiB} GiB`,
    allowed: `up to ${most(1)} vCPUs and ${most(2)} GiB`,
    fix: 'azure.customize(database, ({ instance }) => …) with a size of your own',
  });
}

/** The same without its tier, as the service lists it. */
export const listedSize = (name: string): string => name.replace(/^(?:GP|MO)_/, '');

/** Storage that can be ordered, GiB. https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/postgresql_flexible_server.html.markdown */
const STORAGE = [32, 64, 128, 256, 512, 1024, 2048, 4095, 8192, 16384, 32767];

/** The most of it. */
export const MOST_STORAGE = 32767;

/** As much storage as is asked for, or the next more, in GiB: said at both sites, since what follows may not be made smaller than its source. */
export const orderedGib = (gib: number): number => STORAGE.find((one) => one >= gib) ?? MOST_STORAGE;

/** The same in the provider's MiB. Left out, it would be 32 GiB, a replica's, too. */
export const storageMb = (gib: number): number => orderedGib(gib) * 1024;
