import type { MachineGroupDeclaration } from '../../../components/machine-group';

/** A size of machine: its name, virtual CPUs and GiB of memory. */
type MachineSize = readonly [name: string, vcpus: number, gib: number];

type Processor = MachineGroupDeclaration['processor'];

/** A family: what its names are made of, GiB for each virtual CPU, and virtual CPUs that it has. */
type Family = readonly [name: (vcpus: number) => string, gib: number, sizes: readonly number[]];

const FAMILIES: Readonly<Record<Processor, readonly Family[]>> = {
  'x86-64': [
    [(n) => `Standard_F${n}s_v2`, 2, [2, 4, 8, 16, 32, 48, 64]],
    [(n) => `Standard_D${n}s_v5`, 4, [2, 4, 8, 16, 32, 48, 64, 96]],
    [(n) => `Standard_E${n}s_v5`, 8, [2, 4, 8, 16, 32, 48, 64]],
  ],
  arm64: [
    [(n) => `Standard_D${n}pls_v5`, 2, [2, 4, 8, 16, 32, 48, 64]],
    [(n) => `Standard_D${n}ps_v5`, 4, [2, 4, 8, 16, 32, 48, 64]],
    [(n) => `Standard_E${n}ps_v5`, 8, [2, 4, 8, 16, 32]],
  ],
};

/** What is smaller than any of a family: slowed down once its credits are used up. */
const SMALL: Readonly<Record<Processor, readonly MachineSize[]>> = {
  'x86-64': [
    ['Standard_B1s', 1, 1],
    ['Standard_B1ms', 1, 2],
  ],
  arm64: [],
};

const sizesOf = (processor: Processor): MachineSize[] =>
  [...SMALL[processor], ...FAMILIES[processor].flatMap(([name, gib, sizes]) => sizes.map((n): MachineSize => [name(n), n, n * gib]))].sort(
    ([, a, x], [, b, y]) => a - b || x - y,
  );

/**
 * Sizes by processor, smallest first: a generation that most regions have rather than the newest, each with premium disks. That a region has one is asked
 * ahead of the day. Source: https://learn.microsoft.com/azure/virtual-machines/sizes/overview (Bv1, Fsv2, Dsv5, Esv5; Dplsv5, Dpsv5, Epsv5), 2026-11.
 */
export const MACHINE_SIZES: Readonly<Record<Processor, readonly MachineSize[]>> = { 'x86-64': sizesOf('x86-64'), arm64: sizesOf('arm64') };

type Sized = Pick<MachineGroupDeclaration, 'size' | 'processor'>;

/** The smallest one that is at least as large; undefined where none is. */
export const machineSize = ({ size: { vcpus, memoryGiB }, processor }: Sized): MachineSize | undefined =>
  MACHINE_SIZES[processor].find(([, cpus, gib]) => cpus >= vcpus && gib >= memoryGiB);

/** The one that is taken: the largest, where the size is refused. */
export const takenSize = (of: Sized): MachineSize => machineSize(of) ?? (MACHINE_SIZES[of.processor].at(-1) as MachineSize);
