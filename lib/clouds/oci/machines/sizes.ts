import type { MachineGroupDeclaration } from '../../../components/machine-group';

type Processor = MachineGroupDeclaration['processor'];

/** A flexible shape: how many OCPUs and GiB one machine of it has, and what the limits of a tenancy call its OCPUs. */
interface Shape {
  readonly shape: string;
  /** Virtual CPUs of an OCPU. */
  readonly vcpus: number;
  readonly ocpus: number;
  readonly gib: number;
  /** GiB for each OCPU: at the most. */
  readonly each: number;
  readonly limit: string;
}

/**
 * A generation that most regions have rather than the newest: that a region has it is asked ahead of the day. Source:
 * https://docs.oracle.com/iaas/Content/Compute/References/computeshapes.htm (flexible shapes), 2026-11; names of limits as `oci limits definition list` has them (UNVERIFIED).
 */
export const SHAPES: Readonly<Record<Processor, Shape>> = {
  'x86-64': { shape: 'VM.Standard.E4.Flex', vcpus: 2, ocpus: 64, gib: 1024, each: 64, limit: 'standard-e4-core-count' },
  arm64: { shape: 'VM.Standard.A1.Flex', vcpus: 1, ocpus: 80, gib: 512, each: 64, limit: 'standard-a1-core-count' },
};

/** What one machine gets. */
export interface Taken {
  readonly shape: string;
  readonly ocpus: number;
  readonly gib: number;
  readonly limit: string;
}

/** At least as large as asked, with a GiB for each OCPU at the least. */
export function takenShape({ size, processor }: Pick<MachineGroupDeclaration, 'size' | 'processor'>): Taken {
  const { shape, vcpus, each, limit } = SHAPES[processor];
  const ocpus = Math.max(1, Math.ceil(size.vcpus / vcpus), Math.ceil(size.memoryGiB / each));
  return { shape, limit, ocpus, gib: Math.max(ocpus, Math.ceil(size.memoryGiB)) };
}

/** Whether there is a machine so large. */
export function isOffered(of: Pick<MachineGroupDeclaration, 'size' | 'processor'>): boolean {
  const { ocpus, gib } = takenShape(of);
  return ocpus <= SHAPES[of.processor].ocpus && gib <= SHAPES[of.processor].gib;
}
