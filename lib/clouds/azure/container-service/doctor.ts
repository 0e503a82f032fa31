import { HAS_ROOM } from '../../../port/room-words';
import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { appRuns, coresRoom, environmentRoom, environmentState, IS_RUNNING } from '../cli-apps';
import { registered } from '../doctor';
import { identityDoctor } from '../service-identity';
import { appOf, replicasAt, type AppPlacement } from './names';
import { LARGEST_SIZE, replicaSize } from './sizes';
import { whyNot } from './steps';

/** Whether an app runs where it serves; elsewhere, whether it could be made: what it runs in, who it is, and room for it. */
export function appDoctor(placement: AppPlacement): DoctorItem[] {
  const { id, component, here, form, posture } = placement;
  const { account, region } = here;
  const kept = replicasAt(placement);
  return [
    ...['Microsoft.App', 'Microsoft.OperationalInsights'].map((namespace) => registered(account, region, namespace, id)),
    identityDoctor(placement),
    ...(kept > 0
      ? [
          asked({
            about: 'standby',
            id: `serves-${id}`,
            title: `${component} at ${region} runs ${kept} replicas at least`,
            run: appRuns(appOf(placement), kept),
            matches: IS_RUNNING,
            endpoint: region,
            fix: `${APPLY}; else ${whyNot(placement)}`,
          }),
        ]
      : []),
    ...(works(form) ? [] : posture === 'none' ? [room(placement)] : [stands(placement), cores(placement, kept)]),
  ];
}

const stands = (placement: AppPlacement): DoctorItem =>
  asked({
    about: 'standby',
    id: `there-${placement.id}`,
    title: `What ${placement.component} runs in at ${placement.here.region} is there`,
    run: environmentState(appOf(placement)),
    matches: 'Succeeded',
    endpoint: placement.here.region,
    fix: APPLY,
  });

const MORE =
  'https://learn.microsoft.com/azure/container-apps/quotas; it may take days. That it is granted is no promise that there is capacity on the day';

/** 100 CPUs an environment where nobody asked for more (its quotas, 2026-11). */
function cores(placement: AppPlacement, kept: number): DoctorItem {
  const { id, component, here, declaration } = placement;
  const { cpu } = replicaSize(declaration.size) ?? LARGEST_SIZE;
  const more = Math.max(0, declaration.instances.active - kept) * cpu;
  return asked({
    about: 'quota',
    id: `quota-${id}`,
    title: `${here.region} has room for ${more} vCPUs more of ${component}`,
    run: coresRoom(appOf(placement), more),
    matches: HAS_ROOM,
    endpoint: here.region,
    fix: `ask for more: ${MORE}`,
  });
}

const room = ({ id, component, here: { account, region } }: AppPlacement): DoctorItem =>
  asked({
    about: 'quota',
    id: `quota-${id}`,
    title: `${region} has room for what ${component} runs in, which is made on the day`,
    run: environmentRoom(account, region),
    matches: HAS_ROOM,
    endpoint: region,
    fix: `ask for more: ${MORE}`,
  });
