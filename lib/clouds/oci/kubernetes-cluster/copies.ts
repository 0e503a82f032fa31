import type { MoveFacts } from '../../../port/facts';
import { cronOf, IS_KNOWN, recreatedBy, ttlOf } from '../../../port/velero';
import { works } from '../../../words/posture';
import { checkStep, commandStep, type Check, type Command } from '../../../words/steps';
import { copying, copyKnown, copyOnce, installVelero, IS_WHOLE, pauseCopies, recreate, recreated, scheduleCopies } from '../cli-velero';
import { insideOf, vaultOf, type ClusterPlacement } from './names';

/** Seconds that one call of the cluster may take, with the way to it; and that copying, or restoring, may take (the library's own bounds). */
const [TOLD_WITHIN, RESTORED_WITHIN] = [900, 6 * 3600];

/** How somebody looks into it: a session of the bastion, as https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengsettingupbastion.htm has it. */
const BY_HAND = '(kubectl by a session of the bastion: docs/kubernetes.md)';

const backupOf = ({ declaration: { backup } }: ClusterPlacement) => backup as NonNullable<typeof backup>;

function told(placement: ClusterPlacement, step: string, title: string, run: string[], expected: string): Command {
  const { region } = placement.here;
  return commandStep({ id: `${step}-${placement.id}-${region}`, title, run, endpoint: region, expected, timeout: TOLD_WITHIN });
}

/** Velero; what it restores, where a move brings the role here (so paper of one that is not declared says it, too); and its schedule, last. */
export function copies(placement: ClusterPlacement, { to, declared }: Pick<MoveFacts, 'to' | 'declared'>): (Check | Command)[] {
  const { component, here, form } = placement;
  const { region, names } = here;
  const of = insideOf(placement);
  const { every, namespaces, keepFor } = backupOf(placement);
  const name = recreatedBy(declared);
  const moved = to === undefined ? !works(form) : to === here.site;
  return [
    told(
      placement,
      'velero',
      `Install Velero in ${component} at ${region}, on the copies of that site`,
      installVelero(of, vaultOf(placement), names.key, moved ? name : ''),
      'what helm and kubectl did',
    ),
    ...(moved ? madeAnew(placement, name) : []),
    told(
      placement,
      'schedule',
      `Copy ${namespaces.join(', ')} of ${component} at ${region} from now on`,
      scheduleCopies(of, cronOf(every), ttlOf(keepFor), namespaces),
      'schedule.velero.io/continuity created, configured or unchanged',
    ),
  ];
}

function madeAnew(placement: ClusterPlacement, name: string): (Check | Command)[] {
  const { id, component, here } = placement;
  const { region } = here;
  const { namespaces } = backupOf(placement);
  const of = insideOf(placement);
  return [
    checkStep({
      id: `known-${id}-${region}`,
      title: `Velero in ${component} at ${region} knows the copies that are there`,
      run: copyKnown(of),
      matches: IS_KNOWN,
      endpoint: region,
      timeout: TOLD_WITHIN,
      onFailure: `what it says of the object storage: kubectl describe backupstoragelocations.velero.io default --namespace velero ${BY_HAND}; a key that is not of a user who may read there, or a network without a way to Docker Hub (egress: 'nat')`,
    }),
    told(
      placement,
      'recreate',
      `Make ${namespaces.join(', ')} of ${component} anew at ${region}, of the newest copy that is whole`,
      recreate(of, name, namespaces),
      `the copy that is restored. Volumes of what stood in these namespaces are kept (oci bv volume list --region ${region} --compartment-id ${here.account}), the rest of it is deleted.`,
    ),
    checkStep({
      id: `recreated-${id}-${region}`,
      title: `${namespaces.join(', ')} of ${component} are made anew at ${region}, with their volumes`,
      run: recreated(of, name),
      matches: IS_WHOLE,
      endpoint: region,
      timeout: RESTORED_WITHIN,
      onFailure: `PartiallyFailed or Failed: kubectl describe restores.velero.io ${name} --namespace velero ${BY_HAND}. Where a copy had not arrived whole, take the one before (kubectl get backups.velero.io --namespace velero): delete this Restore and the namespaces that it made, and create one of the same name of that copy`,
    }),
  ];
}

/** Once users are out: what is written since the last copy goes into one more, which is carried as the others are. */
export function lastCopy(placement: ClusterPlacement): (Check | Command)[] {
  const { id, component, here } = placement;
  const { namespaces, keepFor } = backupOf(placement);
  const of = insideOf(placement);
  return [
    commandStep({
      id: `recopy-${id}`,
      title: `Copy ${namespaces.join(', ')} of ${component} at ${here.region} once more`,
      run: copyOnce(of, ttlOf(keepFor), namespaces),
      endpoint: here.region,
      expected: 'backup.velero.io/continuity-… created',
      timeout: TOLD_WITHIN,
    }),
    checkStep({
      id: `recopied-${id}`,
      title: `The newest copy of ${component} at ${here.region} is whole`,
      run: copying(of),
      matches: IS_WHOLE,
      endpoint: here.region,
      timeout: RESTORED_WITHIN,
      onFailure: `kubectl describe backups.velero.io --namespace velero ${BY_HAND}; mend it and run the procedure again, which makes one more copy; or give the move up`,
    }),
  ];
}

/** Some nodes run on where it stands by: Velero there is to copy nothing, and could not, since what it wrote to is fenced or takes no write. */
export function paused(placement: ClusterPlacement): Command {
  const { id, component, here } = placement;
  return commandStep({
    id: `pause-${id}`,
    title: `${component} at ${here.region} stands by: its schedule of copies pauses`,
    run: pauseCopies(insideOf(placement)),
    endpoint: here.region,
    expected: 'the schedule is patched, or there is none',
    timeout: TOLD_WITHIN,
  });
}
