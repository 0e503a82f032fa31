import { Size } from '../../../components/size';
import { INSTANCE_TYPES, instanceType, type InstanceType } from '../machines/sizes';

/** GiB that a node has at the least: what Kubernetes itself runs there leaves nothing of fewer (the library's own figure). */
const LEAST_GIB = 4;

/** The instance type of a node, which is of x86-64; undefined where none is that large. */
export const nodeType = ({ vcpus, memoryGiB }: Size): InstanceType | undefined =>
  instanceType({ size: Size.of({ vcpus, memoryGiB: Math.max(memoryGiB, LEAST_GIB) }), processor: 'x86-64' });

/** The largest of them. */
export const LARGEST_NODE = INSTANCE_TYPES['x86-64'].at(-1) as InstanceType;
