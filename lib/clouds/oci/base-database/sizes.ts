import type { Size } from '../../../components/size';

/**
 * A shape whose cores are chosen: "VM.Standard.E4.Flex - Specify any thing from 1 to 64" (`cpu_core_count` of LaunchDbSystemBase, oci 2.189). An OCPU is two virtual
 * CPUs, and brings 16 GiB with it (UNVERIFIED: of the shape of the same name in Compute, where memory is chosen).
 */
export const SHAPE = { name: 'VM.Standard.E4.Flex', most: 64, memory: 16 };

/** How many OCPUs are at least as large. */
export const ocpusFor = ({ vcpus, memoryGiB }: Size): number => Math.max(1, Math.ceil(vcpus / 2), Math.ceil(memoryGiB / SHAPE.memory));

/** GiB of storage that can be ordered: 256 unless another size is said (`initial_data_storage_size_in_gb`, same source); at the least and the most UNVERIFIED. */
export const STORAGE = { least: 256, most: 40_960 };
