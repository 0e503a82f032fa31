import type { RecoverySteps, Seed } from '../../../port/phases';
import { checkStep, commandStep } from '../../../words/steps';
import { copyImage, groupSteady, imageState, IS_STEADY_GROUP, machinesLeft, NO_MACHINE, startGroup, typeOffered } from '../cli-machines';
import { ofExisting } from '../service-existing';
import { runningSteps, type ImageCheck } from '../service-steps';
import { groupSeeds, wakingOf } from './existing';
import { imageAt, missingImage } from './image';
import { groupAt, machineKeyArn, type MachinePlacement } from './names';
import { takenType } from './sizes';

/** Seconds until connections are closed and a target is taken out: the default of the load balancer. */
const DRAINS = 300;
/** Seconds that a machine may take to shut down (the library's own bound). */
const STOPS_WITHIN = 600;
/** Seconds that launching a machine, and booting it, may take (the library's own bound). */
export const BOOTS_WITHIN = 900;
/** Seconds that copying an image to another region may take (the library's own bound). */
const COPIED_WITHIN = 4 * 3600;

/** Whether the image is at a site, and can be launched. */
export function imageCheck({ id, component, here, declaration }: MachinePlacement): ImageCheck {
  const { by, value } = imageAt(declaration, here.site);
  return {
    id: `image-${id}`,
    title: `The image of ${component} can be launched at ${here.region}`,
    run: imageState(here.region, by, value),
    matches: 'available',
    endpoint: here.region,
  };
}

/** Looks and commands around a group that takes over, and around one that is left. */
export function machineRecovery(placement: MachinePlacement): RecoverySteps {
  const { here, declaration } = placement;
  const { region } = here;
  const at = groupAt(placement);
  const running = runningSteps(placement, {
    image: imageCheck(placement),
    missing: missingImage(placement),
    one: 'machine',
    start: (least) => startGroup(at, least),
    steady: (least) => groupSteady(at, least),
    isSteady: IS_STEADY_GROUP,
    within: BOOTS_WITHIN + 2 * declaration.startup,
    why: `aws autoscaling describe-scaling-activities --region ${region} --auto-scaling-group-name ${at.group}: they say why (no capacity in a zone, no right to the key, a quota), and describe-instance-refreshes why older ones are still being replaced; mend it, and run the procedure again: it goes on trying meanwhile`,
    left: machinesLeft(at),
    none: NO_MACHINE,
    endsWithin: DRAINS + STOPS_WITHIN,
    stays: `aws autoscaling describe-auto-scaling-groups --region ${region} --auto-scaling-group-names ${at.group}: it says why one stays (a process that is suspended, protection from scaling in, a lifecycle hook, a machine that is on standby); end that, or the machine (aws ec2 terminate-instances), and run the procedure again`,
  });
  if (here.existing) return ofExisting(placement, running, wakingOf(placement));
  const offered = checkStep({ id: `offered-${placement.id}`, ...offeredAt(placement), timeout: 30, bestEffort: true });
  // What a standby has to find before it is made, and its image; then what starts it.
  const seed = [...groupSeeds(placement), ...copied(placement), ...(running.seed ?? [])];
  return { ...running, check: [...(running.check ?? []), offered], ...(seed.length > 0 ? { seed } : {}) };
}

/** Not every zone has every type: a group is made all the same, and launches in the others, until they are full. */
function offeredAt(
  placement: MachinePlacement,
): Pick<Parameters<typeof checkStep>[0], 'title' | 'run' | 'endpoint'> & { readonly matches: string; readonly onFailure: string } {
  const { component, here, declaration } = placement;
  const [type] = takenType(declaration);
  return {
    title: `Each zone of ${component} at ${here.region} offers ${type}`,
    run: typeOffered(groupAt(placement), type),
    matches: 'offered',
    endpoint: here.region,
    onFailure: 'another size, other zones, or another site; that it is offered is no promise that there is capacity on the day',
  };
}

/** The image of the site that serves, where both are of one account: nobody else's is copied. Another name since the last time is another image. */
function copied(placement: MachinePlacement): readonly Seed[] {
  const { id, component, here, peer, declaration } = placement;
  const { image } = declaration;
  if (image === undefined || here.account !== peer.account) return [];
  const step = commandStep({
    id: `copy-image-${id}`,
    title: `Copy the image of ${component} from ${peer.region} to ${here.region}, unless it is there`,
    run: copyImage({ name: image, from: peer.region, to: here.region, key: machineKeyArn(placement) }),
    endpoint: here.region,
    expected: 'an image that is available',
    timeout: COPIED_WITHIN,
  });
  return [{ step, before: 'sites', again: true }];
}
