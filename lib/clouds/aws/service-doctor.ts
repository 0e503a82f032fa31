import { instancesAt } from '../../components/instances';
import type { ServiceDeclaration } from '../../components/service';
import { asked, MORE, type DoctorItem } from '../../words/doctor';
import type { AwsPlacement } from './cell';
import { rolesThere } from './cli-doctor';
import { vcpuRoom, type VcpuQuota } from './cli-room';
import { HAS_ROOM } from '../../port/room-words';
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
  const { id, component, here, declaration } = placement;
  const more = Math.max(0, declaration.instances.active - Math.max(kept, instancesAt(declaration, placement))) * each;
  return asked({
    about: 'quota',
    id: `quota-${id}`,
    title: `${here.region} has room for ${MORE} vCPUs more of ${component}`,
    room: { of: `vCPUs ${quota.service} ${quota.quota}`, more },
    run: vcpuRoom(here.region, quota),
    matches: HAS_ROOM,
    endpoint: here.region,
    fix: `ask for more: aws service-quotas request-service-quota-increase --service-code ${quota.service} --quota-code ${quota.quota}; it may take days. That it is granted is no promise that there is capacity on the day`,
  });
}
