import type { Declaration } from '../../components/component';
import { isOf } from '../../components/declarations';

/** What a machine by itself is brought into: no cell here recovers one. */
const MACHINE =
  'new MachineGroup(…), of an image that is made of that machine, with what it keeps in FileStorage, ObjectStorage or RelationalDatabase; or a machine by itself on OCI or Azure';

/** Why no service here takes it, and the nearest that can be had. */
export const leftOut = (declaration: Declaration): string | undefined => (isOf('machine', declaration) ? MACHINE : undefined);
