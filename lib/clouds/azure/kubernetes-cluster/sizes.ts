import type { Size } from '../../../components/size';

/** A size of a virtual machine. */
export interface NodeSize {
  /** Its name. */
  readonly name: string;
  /** The family that its quota is of. */
  readonly family: string;
  readonly vcpus: number;
  readonly gib: number;
}

/**
 * Sizes of general purpose (4 GiB for each virtual CPU), and of more memory (8): https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/dsv5-series
 * and …/memory-optimized/esv5-series, 2026-11. Whether a region has one, `doctor` asks by its quota.
 */
const SIZES: readonly NodeSize[] = [2, 4, 8, 16, 32, 48, 64, 96].flatMap((vcpus) => [
  { name: `Standard_D${vcpus}s_v5`, family: 'standardDSv5Family', vcpus, gib: vcpus * 4 },
  { name: `Standard_E${vcpus}s_v5`, family: 'standardESv5Family', vcpus, gib: Math.min(vcpus * 8, 672) },
]);

/** The largest of them. */
export const LARGEST_NODE = SIZES.at(-1) as NodeSize;

/** The smallest size that is at least as large; undefined where none is. */
export const nodeSize = ({ vcpus, memoryGiB }: Size): NodeSize | undefined =>
  SIZES.find((one) => one.vcpus >= vcpus && one.gib >= memoryGiB);

/** Of the nodes that Kubernetes itself runs on: four virtual CPUs at least (https://learn.microsoft.com/azure/aks/use-system-pools, 2026-11). */
export const SYSTEM_NODE = SIZES.find(({ vcpus }) => vcpus === 4) as NodeSize;
