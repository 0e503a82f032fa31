import type { Size } from '../../../components/size';
import { smallestOf } from '../relational-database/sizes';

/**
 * Sizes of MySQL flexible server that may be followed (no burstable one may), with their virtual CPUs and GiB:
 * https://learn.microsoft.com/azure/mysql/flexible-server/concepts-service-tiers-storage, 2026-11, as far as azurerm takes them
 * (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mysql/validate/flexible_server_sku_name.go). Whether a region
 * has room for one is UNVERIFIED.
 */
const SIZES: readonly (readonly [name: string, vcpus: number, gib: number])[] = [2, 4, 8, 16, 32, 48, 64].flatMap(
  (vcpus): (readonly [string, number, number])[] => [
    [`GP_Standard_D${vcpus}ads_v5`, vcpus, vcpus * 4],
    [`MO_Standard_E${vcpus}ds_v5`, vcpus, vcpus * 8],
  ],
);

/** The smallest size that is at least as large. Throws `DR-SIZE-01` where there is none. */
export const mysqlSize = (size: Size): string => smallestOf(SIZES, size, 'MySQL flexible server');

/** GiB of storage that can be ordered, each of them. https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/mysql_flexible_server.html.markdown */
export const STORAGE = { least: 20, most: 16_384 };
