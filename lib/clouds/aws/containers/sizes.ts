import type { Size } from '../../../components/size';

/** A task size: CPU units (1024 are one vCPU) and MiB. */
export interface TaskSize {
  readonly cpu: number;
  readonly memory: number;
}

const GIB = 1024;
const steps = (cpu: number, from: number, to: number, by: number): TaskSize[] =>
  Array.from({ length: (to - from) / by + 1 }, (_, i) => ({ cpu, memory: (from + i * by) * GIB }));

/** Sizes of a task on Fargate, smallest first: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html, 2026-11. */
export const TASK_SIZES: readonly TaskSize[] = [
  ...[{ cpu: 256, memory: 512 }, ...steps(256, 1, 2, 1)],
  ...steps(512, 1, 4, 1),
  ...steps(1024, 2, 8, 1),
  ...steps(2048, 4, 16, 1),
  ...steps(4096, 8, 30, 1),
  ...steps(8192, 16, 60, 4),
  ...steps(16_384, 32, 120, 8),
];

/** The smallest size of a task that is at least as large; undefined where none is. */
export const taskSize = ({ vcpus, memoryGiB }: Size): TaskSize | undefined =>
  TASK_SIZES.find(({ cpu, memory }) => cpu >= vcpus * 1024 && memory >= memoryGiB * GIB);
