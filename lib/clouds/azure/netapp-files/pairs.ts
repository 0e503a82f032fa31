import { AZURE_REGIONS } from '../../../regions/azure';
import { nearestTo, sameUnion } from '../../../regions/geography';
import type { Region } from '../../../regions/region';

/** Where the list is, and of when. */
export const PAIRS_SOURCE =
  'https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/azure-netapp-files/replication-requirements.md, "Supported cross-region replication pairs", 2026-01-20';

/** Regions between which Azure NetApp Files replicates, each in both directions, and no others. Source: {@link PAIRS_SOURCE}. */
const PAIRS: readonly (readonly [string, string])[] = [
  // Pairs of Azure itself.
  ['australiacentral', 'australiacentral2'],
  ['australiaeast', 'australiasoutheast'],
  ['eastasia', 'southeastasia'],
  ['brazilsouth', 'brazilsoutheast'],
  ['brazilsouth', 'southcentralus'],
  ['canadacentral', 'canadaeast'],
  ['northeurope', 'westeurope'],
  ['germanywestcentral', 'germanynorth'],
  ['centralindia', 'southindia'],
  ['japaneast', 'japanwest'],
  ['koreacentral', 'koreasouth'],
  ['centralus', 'westus3'],
  ['eastus', 'westus'],
  ['eastus2', 'centralus'],
  ['northcentralus', 'southcentralus'],
  ['westus3', 'eastus'],
  ['norwayeast', 'norwaywest'],
  ['switzerlandnorth', 'switzerlandwest'],
  ['uksouth', 'ukwest'],
  ['uaenorth', 'uaecentral'],
  ['usgovarizona', 'usgovtexas'],
  ['usgovvirginia', 'usgovtexas'],
  // Others.
  ['australiaeast', 'southeastasia'],
  ['newzealandnorth', 'australiaeast'],
  ['israelcentral', 'swedencentral'],
  ['qatarcentral', 'westeurope'],
  ['francecentral', 'westeurope'],
  ['francecentral', 'northeurope'],
  ['germanywestcentral', 'uksouth'],
  ['germanywestcentral', 'westeurope'],
  ['germanywestcentral', 'francecentral'],
  ['italynorth', 'swedencentral'],
  ['malaysiawest', 'southeastasia'],
  ['centralus', 'eastus'],
  ['eastus', 'eastus2'],
  ['eastus', 'northcentralus'],
  ['eastus2', 'westus2'],
  ['eastus2', 'westus3'],
  ['northcentralus', 'eastus2'],
  ['southcentralus', 'eastus'],
  ['southcentralus', 'eastus2'],
  ['southcentralus', 'centralus'],
  ['westus2', 'eastus'],
  ['westus2', 'westus3'],
  ['swedencentral', 'germanywestcentral'],
  ['spaincentral', 'swedencentral'],
  ['swedencentral', 'northeurope'],
  ['swedencentral', 'westeurope'],
  ['uaenorth', 'swedencentral'],
  ['uksouth', 'northeurope'],
  ['usgovarizona', 'usgovvirginia'],
];

/** Every region of the list. */
export const NETAPP_REGIONS: ReadonlySet<string> = new Set(PAIRS.flat());

/** Regions that one replicates with, in both directions: the nearest first, and before all others those of its country or union. */
export function partnersOf(region: Region): readonly string[] {
  const partners = PAIRS.flatMap(([a, b]) => (a === region.code ? [b] : b === region.code ? [a] : []));
  return nearestFirst(region, partners);
}

/** The nearest region of the list, in its partition: of its country or union before all others; undefined where there is none. */
export function nearestOffered(region: Region): string | undefined {
  return nearestFirst(
    region,
    [...NETAPP_REGIONS].filter((code) => code !== region.code),
  )[0];
}

function nearestFirst(from: Region, codes: readonly string[]): string[] {
  const left = AZURE_REGIONS.filter(({ code, partition }) => codes.includes(code) && partition === from.partition);
  const near = left.filter((one) => sameUnion(one, from));
  const sorted = (regions: readonly Region[]): string[] => {
    const first = nearestTo(from, regions);
    return first ? [first.code, ...sorted(regions.filter((one) => one !== first))] : [];
  };
  return [...sorted(near), ...sorted(left.filter((one) => !near.includes(one)))];
}
