import { instancesAt } from '../../components/instances';
import type { ServiceDeclaration } from '../../components/service';
import { asked, type DoctorItem } from '../../words/doctor';
import type { AwsPlacement } from './cell';
import { rolesThere } from './cli-doctor';
import type { VcpuQuota } from './cli-room';
import { roomOfVcpus } from './room-doctor';
import type { ImageCheck } from './service-steps';

/** What runs, at a site. */
type Placed = AwsPlacement<ServiceDeclaration, never>;

/** Whether it runs where it serves. */
export function serves({ id, component, here: { region } }: Placed, one: string, run: string[], matches: string, fix: string): DoctorItem {
  return asked({
    about: 'standby',
    id: `serves-${id}`,
    title: `${component} at ${region} runs, and every ${one} is healthy`,
    ...{ run, matches, endpoint: region, fix },
  });
}

/** Whether its image is at a site where it does not run. */
export const hasImage = (image: ImageCheck, { id }: Placed, fix: string): DoctorItem =>
  asked({ about: 'standby', ...image, id: `image-ready-${id}`, fix });

/** Whether its roles are there, and those that AWS makes itself with the first of its kind in an account. */
export function hasRoles({ id, component, here: { region } }: Placed, roles: readonly string[], fix: string): DoctorItem {
  return asked({
    about: 'standby',
    id: `roles-${id}`,
    title: `The roles of ${component} at ${region} are there`,
    run: rolesThere(roles),
    matches: roles.join('\\s+'),
    endpoint: region,
    fix,
  });
}

/** Whether the account has room for as many as serve, of so many virtual CPUs each; `kept`: of how many it has capacity already. */
export function hasRoom(placement: Placed, quota: VcpuQuota, each: number, kept = 0): DoctorItem {
  const { declaration } = placement;
  return roomOfVcpus(
    placement,
    quota,
    Math.max(0, declaration.instances.active - Math.max(kept, instancesAt(declaration, placement))) * each,
  );
}
