import { instancesAt } from '../../../components/instances';
import { runsNoMachine, wantedNoMore } from '../../../port/group-ends';
import { looked } from '../../../port/looks';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { checkStep, commandStep, type Check, type Command } from '../../../words/steps';
import { copyImage } from '../cli-images';
import {
  IS_STEADY_POOL,
  leaveEntrance,
  machinesLeft,
  NO_MACHINE,
  poolSteady,
  quietPool,
  renewPool,
  shapeOffered,
  startPool,
  stopPool,
} from '../cli-machines';
import { askImage, copies, missingImage } from './image';
import { passingAt, poolOf, type MachinePlacement } from './names';
import { takenShape } from './sizes';

/** Seconds that starting a machine, and booting it, may take; that ending all may; that replacing all may; and that copying an image to another region may (the library's own bounds). */
const [BOOTS_WITHIN, ENDS_WITHIN, REPLACED_WITHIN, COPIED_WITHIN] = [900, 900, 2 * 3600, 6 * 3600];

/** Looks and commands around a group that takes over, and around one that is left. */
export function machineRecovery(placement: MachinePlacement): RecoverySteps {
  const { declaration } = placement;
  const { active } = declaration.instances;
  const kept = instancesAt(declaration, placement);
  const seed: readonly Seed[] = [
    ...copied(placement),
    ...(kept > 0 ? [{ step: started(placement, kept) }, { step: renewed(placement) }] : []),
  ];
  return {
    check: [image(placement, 'image'), offered(placement)],
    // What waits in a machine for a share would be refused behind the fence: there it may be read alone. What scales the pool stands until the apply of that.
    ...(declaration.mounts.length > 0 ? { quiesce: [stopped(placement, 'quiesce'), ended(placement, 'quiesced')] } : {}),
    // What scaled the pool may have brought a machine back while the apply took that away.
    fence: [{ step: stopped(placement, 'fence') }],
    fenced: [ended(placement, 'fenced')],
    start: [started(placement, active), renewed(placement)],
    verify: [runs(placement, 'running', 'runs, and every machine is well to the entrance in front of it', active, true)],
    standing: [image(placement, 'image-there'), runs(placement, 'standing', 'stands by, at the size of its tier', kept, false)],
    ...(seed.length > 0 ? { seed } : {}),
    ...(kept === 0 ? { rejoin: [parted(placement)] } : {}),
  };
}

const stopped = (placement: MachinePlacement, step: 'quiesce' | 'fence'): Command =>
  wantedNoMore(placement, step === 'quiesce' ? quietPool(poolOf(placement)) : stopPool(poolOf(placement)), step);

const ended = (placement: MachinePlacement, step: 'quiesced' | 'fenced'): Check =>
  runsNoMachine(placement, step, {
    run: machinesLeft(poolOf(placement)),
    matches: NO_MACHINE,
    timeout: ENDS_WITHIN,
    onFailure: `${lookAt(placement)} says which one stays; end it (oci compute instance terminate), and run the procedure again`,
  });

const runs = (placement: MachinePlacement, step: string, title: string, least: number, asked: boolean): Check =>
  looked(placement, poolSteady(poolOf(placement), least, asked), step, title, {
    matches: IS_STEADY_POOL,
    timeout: BOOTS_WITHIN + 2 * placement.declaration.startup,
    onFailure: whyNot(placement),
  });

/** Both sites may be started in one procedure. */
const started = (placement: MachinePlacement, least: number): Command =>
  commandStep({
    id: `start-${placement.id}-${placement.here.region}`,
    title: `Start ${placement.component} at ${placement.here.region}: ${least} at least`,
    run: startPool(poolOf(placement), least),
    endpoint: placement.here.region,
    expected: 'how many are wanted',
    timeout: 300,
  });

const renewed = (placement: MachinePlacement): Command =>
  commandStep({
    id: `renew-${placement.id}-${placement.here.region}`,
    title: `Replace machines of ${placement.component} at ${placement.here.region} that are of another image, or were told other addresses`,
    run: renewPool(poolOf(placement)),
    endpoint: placement.here.region,
    expected: 'none of an older configuration; at once where nothing changed',
    timeout: REPLACED_WITHIN,
  });

/** Where no machine stands by, neither may an entrance: its end would leave the pool in a backend set that is gone, and the next move could not put it in another. */
const parted = (placement: MachinePlacement): Command =>
  commandStep({
    id: `part-${placement.id}`,
    title: `${placement.component} at ${placement.here.region} is in no backend set any more, ahead of the end of its entrance`,
    run: leaveEntrance(poolOf(placement)),
    endpoint: placement.here.region,
    expected: 'no output, after minutes; at once where it is in none',
    timeout: ENDS_WITHIN,
  });

const lookAt = ({ here: { region, account, names } }: MachinePlacement): string =>
  `oci compute-management instance-pool list --region ${region} --compartment-id ${account} --display-name ${names.machines}, and list-instances with its id,`;

/** What a person looks at. */
export const whyNot = (placement: MachinePlacement): string =>
  `${lookAt(placement)} says what each does; the work requests of the pool (oci work-requests work-request list) say why one is not launched (no capacity, a limit, an image that is not there). Mend it, and run the procedure again: OCI goes on trying meanwhile. One that runs and is not well does not answer its entrance on port ${placement.declaration.port}`;

/** A machine is made of an image that is there, and of no other. */
export function image(placement: MachinePlacement, step: string): Check {
  const { id, component, here } = placement;
  return checkStep({
    id: `${step}-${id}`,
    title: `The image of ${component} is at ${here.region}, and machines can be made of it`,
    run: askImage(placement),
    matches: 'AVAILABLE',
    endpoint: here.region,
    onFailure: missingImage(placement),
  });
}

/** The image of the site that serves; another name since the last time is another image. */
function copied(placement: MachinePlacement): readonly Seed[] {
  const { id, component, here, peer, declaration } = placement;
  if (declaration.image === undefined || !copies(placement)) return [];
  const step = commandStep({
    id: `copy-image-${id}`,
    title: `Copy the image of ${component} from ${peer.region} to ${here.region}, unless it is there`,
    run: copyImage(declaration.image, passingAt(peer), passingAt(here)),
    endpoint: here.region,
    expected: 'an image that is available',
    timeout: COPIED_WITHIN,
  });
  return [{ step, before: 'sites', again: true }];
}

/** Not every availability domain has every shape, and not every tenancy is offered it. */
function offered({ id, component, here, declaration }: MachinePlacement): Check {
  const { shape } = takenShape(declaration);
  return checkStep({
    id: `offered-${id}`,
    title: `Each availability domain of ${here.region} offers ${shape}, for ${component}`,
    run: shapeOffered(here.region, here.account, shape),
    matches: 'offered',
    endpoint: here.region,
    timeout: 120,
    bestEffort: true,
    onFailure: 'another shape (oci.customize), or another site; that it is offered is no promise that there is capacity on the day',
  });
}
