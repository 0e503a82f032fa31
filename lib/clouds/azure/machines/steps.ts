import { instancesAt } from '../../../components/instances';
import { runsNoMachine, wantedNoMore } from '../../../port/group-ends';
import { looked } from '../../../port/looks';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { checkStep, commandStep, type Check, type Command } from '../../../words/steps';
import {
  copyImage,
  groupSteady,
  imageState,
  IS_STEADY_GROUP,
  machinesLeft,
  NO_MACHINE,
  sizeOffered,
  startGroup,
  stopGroup,
} from '../cli-machines';
import { zonesOf } from '../partition';
import { groupSeeds, ofExisting } from './existing';
import { groupOf, imageAt, type MachinePlacement } from './names';
import { takenSize } from './sizes';

/** Seconds that starting a machine, and booting it, may take; that ending all may; and that copying an image to another region may (the library's own bounds). */
export const BOOTS_WITHIN = 900;
const [ENDS_WITHIN, COPIED_WITHIN] = [900, 4 * 3600];

/** Looks and commands around a group that takes over, and around one that is left. */
export function machineRecovery(placement: MachinePlacement): RecoverySteps {
  const { here, declaration } = placement;
  const { active } = declaration.instances;
  const kept = instancesAt(declaration, placement);
  const seed: readonly Seed[] = [...groupSeeds(placement), ...copied(placement), ...(kept > 0 ? [{ step: started(placement, kept) }] : [])];
  const steps: RecoverySteps = {
    check: [image(placement, 'image'), offered(placement)],
    // What waits in a machine for a share would be refused behind the fence: there it may be read alone.
    ...(declaration.mounts.length > 0 ? { quiesce: [stopped(placement, 'quiesce'), ended(placement, 'quiesced')] } : {}),
    // What scaled the group may have brought a machine back while the apply took that away.
    fence: [{ step: stopped(placement, 'fence') }],
    fenced: [ended(placement, 'fenced')],
    start: [started(placement, active)],
    verify: [runs(placement, 'running', 'runs, and every machine is well', here.existing ? 1 : active)],
    standing: [image(placement, 'image-there'), runs(placement, 'standing', 'stands by, at the size of its tier', kept)],
    ...(seed.length > 0 ? { seed } : {}),
  };
  return here.existing ? ofExisting(placement, steps) : steps;
}

const stopped = (placement: MachinePlacement, step: 'quiesce' | 'fence'): Command =>
  wantedNoMore(placement, stopGroup(groupOf(placement)), step);

const ended = (placement: MachinePlacement, step: 'quiesced' | 'fenced'): Check =>
  runsNoMachine(placement, step, {
    run: machinesLeft(groupOf(placement)),
    matches: NO_MACHINE,
    timeout: ENDS_WITHIN,
    onFailure: stays(placement),
  });

const runs = (placement: MachinePlacement, step: string, title: string, least: number): Check =>
  looked(placement, groupSteady(groupOf(placement), least, !placement.here.existing), step, title, {
    matches: IS_STEADY_GROUP,
    timeout: BOOTS_WITHIN + 2 * placement.declaration.startup,
    onFailure: whyNot(placement),
  });

/** Both sites may be started in one procedure. */
const started = (placement: MachinePlacement, least: number): Command =>
  commandStep({
    id: `start-${placement.id}-${placement.here.region}`,
    title: `Start ${placement.component} at ${placement.here.region}: ${least} at least`,
    run: startGroup(groupOf(placement), least),
    endpoint: placement.here.region,
    expected: 'how many are wanted',
    timeout: 300,
  });

const named = (placement: MachinePlacement): string => {
  const { subscription, group, machines } = groupOf(placement);
  return `--subscription ${subscription} --resource-group ${group} --name ${machines}`;
};

/** What a person looks at. */
export const whyNot = (placement: MachinePlacement): string =>
  `az vmss get-instance-view ${named(placement)}: it says why (no capacity in a zone, a quota, a machine that takes no connection on port ${placement.declaration.port}), and az vmss rolling-upgrade get-latest ${named(placement)} why older ones are still being replaced; mend it, and run the procedure again: Azure goes on trying meanwhile`;

/** What a person does where a machine stays. */
const stays = (placement: MachinePlacement): string =>
  `az vmss get-instance-view ${named(placement)}: it says why one stays (protection from scaling in, an upgrade that goes on: az vmss rolling-upgrade cancel ${named(placement)}); end that, or the machines (az vmss scale ${named(placement)} --new-capacity 0), and run the procedure again`;

/** A group is made of an image that is there, and of no other. */
export function image(placement: MachinePlacement, step: string): Check {
  const { id, component, here } = placement;
  return checkStep({
    id: `${step}-${id}`,
    title: `The image of ${component} is at ${here.region}, and machines can be made of it`,
    run: imageState(imageAt(placement)),
    matches: 'Succeeded',
    endpoint: here.region,
    onFailure: missingImage(placement),
  });
}

/** What a person does where it is missing. */
const missingImage = (placement: MachinePlacement): string =>
  copies(placement)
    ? `copy it while ${placement.peer.region} answers: continuity run --transition establish --execute; else publish it at ${placement.here.region} as that version (az sig image-version create), or declare the version of one that is there`
    : `publish it at ${placement.here.region}, in that subscription, under that id`;

/** Whether one of a name is copied between the sites: nobody copies to another subscription. */
const copies = ({ here, peer, declaration: { image: version } }: MachinePlacement): boolean =>
  version !== undefined && here.account === peer.account;

/** The image of the site that serves; another version since the last time is another image. */
function copied(placement: MachinePlacement): readonly Seed[] {
  const { id, component, here, peer, declaration } = placement;
  if (declaration.image === undefined || !copies(placement)) return [];
  const gallery = (place: MachinePlacement['here']) => ({
    subscription: place.account,
    group: place.ground.group,
    gallery: place.names.gallery,
  });
  const step = commandStep({
    id: `copy-image-${id}`,
    title: `Copy the image of ${component} from ${peer.region} to ${here.region}, unless it is there`,
    run: copyImage(declaration.image, gallery(peer), { ...gallery(here), region: here.region }),
    endpoint: here.region,
    expected: 'an image that is available',
    timeout: COPIED_WITHIN,
  });
  return [{ step, before: 'sites', again: true }];
}

/** Not every zone has every size, and not every subscription is offered it. */
function offered({ id, component, here, declaration }: MachinePlacement): Check {
  const [size] = takenSize(declaration);
  return checkStep({
    id: `offered-${id}`,
    title: `Each zone of ${here.region} offers ${size}, for ${component}`,
    run: sizeOffered(here.account, here.region, size, zonesOf(here.region).zones ?? []),
    matches: 'offered',
    endpoint: here.region,
    timeout: 120,
    bestEffort: true,
    onFailure: 'another size, or another site; that it is offered is no promise that there is capacity on the day',
  });
}
