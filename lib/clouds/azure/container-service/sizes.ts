import type { Size } from '../../../components/size';

/** What a replica gets. */
export interface ReplicaSize {
  /** Virtual CPUs. */
  readonly cpu: number;
  /** Memory, as Kubernetes writes it. */
  readonly memory: string;
}

/** Quarters of a CPU that a replica of the profile Consumption has at the most, each with half a GiB: https://learn.microsoft.com/azure/container-apps/containers#allocations and workload-profiles-overview there, 2026-11. */
const MOST = 16;

/** The largest of them, in words. */
export const LARGEST = `${MOST / 4} vCPU and ${MOST / 2} GiB, two GiB for each vCPU`;

/** The smallest size of a replica that is at least as large; undefined where none is. */
export function replicaSize({ vcpus, memoryGiB }: Size): ReplicaSize | undefined {
  const quarters = Math.max(Math.ceil(vcpus * 4), Math.ceil(memoryGiB * 2));
  return quarters > MOST ? undefined : { cpu: quarters / 4, memory: `${quarters / 2}Gi` };
}

/** The largest of them. */
export const LARGEST_SIZE: ReplicaSize = { cpu: MOST / 4, memory: `${MOST / 2}Gi` };
