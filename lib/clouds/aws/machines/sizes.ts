import type { MachineGroupDeclaration } from '../../../components/machine-group';

/** An instance type: its name, virtual CPUs and GiB of memory. */
export type InstanceType = readonly [name: string, vcpus: number, gib: number];

/** Sizes of a family, by what its name ends with: virtual CPUs. */
const SIZES: Readonly<Record<string, number>> = {
  ...{ large: 2, xlarge: 4, '2xlarge': 8, '4xlarge': 16, '8xlarge': 32, '12xlarge': 48, '16xlarge': 64, '24xlarge': 96, '32xlarge': 128 },
};

/** GiB for each virtual CPU of the families for computing, for general use and for memory. */
const MEMORY: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };

/**
 * What is smaller than any of a family. Those of this class are billed for what they use beyond their credit, where the account did not choose
 * that they slow down: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-unlimited-mode.html, 2026-11.
 */
const SMALL: readonly (readonly [name: string, gib: number])[] = [
  ['micro', 1],
  ['small', 2],
];

function typesOf(generation: string, small: string, most: number): InstanceType[] {
  const sizes = Object.entries(SIZES).filter(([, vcpus]) => vcpus <= most);
  return [
    ...SMALL.map(([size, gib]): InstanceType => [`${small}.${size}`, 2, gib]),
    ...sizes.flatMap(([size, vcpus]) =>
      Object.entries(MEMORY).map(([family, gib]): InstanceType => [`${family}${generation}.${size}`, vcpus, vcpus * gib]),
    ),
  ];
}

/**
 * Instance types by processor, smallest first: a generation that most regions have rather than the newest. That a region has one is asked
 * ahead of the day. Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html (c6i, m6i, r6i, t3; c6g, m6g, r6g, t4g), 2026-11.
 */
export const INSTANCE_TYPES: Readonly<Record<MachineGroupDeclaration['processor'], readonly InstanceType[]>> = {
  'x86-64': typesOf('6i', 't3', 128),
  arm64: typesOf('6g', 't4g', 64),
};

/** The smallest instance type that is at least as large; undefined where none is. */
export const instanceType = ({
  size: { vcpus, memoryGiB },
  processor,
}: Pick<MachineGroupDeclaration, 'size' | 'processor'>): InstanceType | undefined =>
  INSTANCE_TYPES[processor].find(([, cpus, gib]) => cpus >= vcpus && gib >= memoryGiB);

/** The one that is taken: the largest, where the size is refused. */
export const takenType = (of: Pick<MachineGroupDeclaration, 'size' | 'processor'>): InstanceType =>
  instanceType(of) ?? (INSTANCE_TYPES[of.processor].at(-1) as InstanceType);
