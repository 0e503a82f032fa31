import type { Size } from '../../../components/size';

/** A flexible shape, as a node has it. */
export interface NodeShape {
  readonly ocpus: number;
  readonly gib: number;
}

/** The shape of nodes, and the limit that its cores count against (`oci limits definition list --service-name compute`: UNVERIFIED). */
export const SHAPE = { name: 'VM.Standard.E4.Flex', limit: 'standard-e4-core-count' };

/**
 * A generation that most regions have rather than the newest. What one may have: 64 OCPUs, 1024 GiB, and of these 64 for each OCPU
 * (https://docs.oracle.com/iaas/Content/Compute/References/computeshapes.htm#flexible, 2026-11: UNVERIFIED).
 */
export const LARGEST_NODE: NodeShape = { ocpus: 64, gib: 1024 };
const GIB_FOR_EACH = 64;

/** An OCPU is two virtual CPUs. Undefined where no node is that large. */
export function nodeShape({ vcpus, memoryGiB }: Size): NodeShape | undefined {
  const gib = Math.ceil(memoryGiB);
  const ocpus = Math.max(1, Math.ceil(vcpus / 2), Math.ceil(gib / GIB_FOR_EACH));
  return ocpus <= LARGEST_NODE.ocpus && gib <= LARGEST_NODE.gib ? { ocpus, gib: Math.max(gib, ocpus) } : undefined;
}
