import type { ExistingMachines, MachineGroupDeclaration } from '../../../components/machine-group';
import { instancesAt } from '../../../components/instances';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { wantedNoMore } from '../../../port/group-ends';
import type { Fence, RecoverySteps, Seed } from '../../../port/phases';
import { askedOf, looksAt, type Needed } from '../../../port/needed';
import type { DoctorItem } from '../../../words/doctor';
import { commandStep, type Command } from '../../../words/steps';
import { holdGroup, saidOfGroup, wakeGroup } from '../cli-group';
import { SCALE_SET_ID } from '../facts';
import { isIdIn } from '../ids';
import { groupAt, groupOf, type MachinePlace, type MachinePlacement } from './names';

/* A group that runs already, at a site: its number, and what scales it, is all that is ever changed, by the steps that fence and start it. */

/** What it is called. */
export const adoptsGroup = ({ existing }: MachineGroupDeclaration, site: string): { readonly machines: string } | undefined =>
  existing?.[site] && { machines: existing[site].id.split('/').at(-1) as string };

/** What is wrong with what is given of it, and what only a group takes that the library makes. */
export function existingFlaws({ existing, image, reserved }: MachineGroupDeclaration, { key, account }: SiteFacts): Flaw[] {
  const found: ExistingMachines | undefined = existing?.[key];
  if (!found) return [];
  const kept = reserved[key];
  return [
    ...(isIdIn(account, SCALE_SET_ID, found.id)
      ? []
      : [{ of: 'existing', value: `${found.id} at ${key}`, allowed: `${SCALE_SET_ID.allowed}, in ${account}` }]),
    ...(image === undefined
      ? []
      : [
          {
            of: 'image',
            value: image,
            allowed:
              'images: ids of each site, where a group exists: the gallery of what it is made of is its owner’s, and nothing is copied from there',
            fix: `images: { '${key}': '…', … }, in the place of image`,
          },
        ]),
    ...(kept === undefined
      ? []
      : [
          {
            of: 'reserved',
            value: `${kept} at ${key}`,
            allowed: 'none where the group exists: its owner keeps capacity for it',
            fix: `leave ${key} out of reserved`,
          },
        ]),
  ];
}

/** Of one that stands by no more run than that; where as many stand by as serve, none. */
const asleepOf = ({ instances: { active, standby } }: MachineGroupDeclaration): number => (standby < active ? standby : 0);

function woken(placement: MachinePlacement, id: string, least: number): Command {
  const { component, here, declaration } = placement;
  const scales = least >= declaration.instances.active;
  return commandStep({
    id,
    title: `${component} at ${here.region}: ${least} at least, where no more run than stand by`,
    run: wakeGroup(groupOf(placement), { least, asleep: asleepOf(declaration), scales }),
    endpoint: here.region,
    expected: 'how many are wanted',
    timeout: 300,
  });
}

/** None is wanted, and what scales it is held. */
const held = (placement: MachinePlacement, step: 'fence' | 'quiesce'): Command =>
  wantedNoMore(placement, holdGroup(groupOf(placement)), step);

/** Undone, as many are wanted as the site then needs. */
const fenceOf = (placement: MachinePlacement): Fence => ({
  step: held(placement, 'fence'),
  undo: woken(placement, `unfence-${placement.id}`, instancesAt(placement.declaration, placement)),
});

/** What is done around one that exists, of what is done around one that is made: its owner gives it its image. */
export function ofExisting(placement: MachinePlacement, { seed: _, check: __, ...made }: RecoverySteps): RecoverySteps {
  const { id, here, declaration } = placement;
  return {
    ...made,
    ...(made.quiesce ? { quiesce: [held(placement, 'quiesce'), ...made.quiesce.slice(1)] } : {}),
    fence: [fenceOf(placement)],
    start: [woken(placement, `start-${id}-${here.region}`, declaration.instances.active)],
    standing: (made.standing ?? []).filter((step) => step.id !== `image-there-${id}`),
  };
}

/** An id is compared whatever its case. */
const literally = (text: string): string =>
  text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/[a-z]/gi, (one) => `[${one.toLowerCase()}${one.toUpperCase()}]`);

/** What has to be so of it before anything rests on it. */
function groupNeeds({ id, component, declaration }: MachinePlacement, place: MachinePlace): Needed[] {
  const at = groupAt(place, declaration);
  const { region, site } = place;
  return [
    {
      id: `region-${id}`,
      title: `${component} is in ${region}`,
      run: saidOfGroup(at, 'location'),
      matches: region,
      fix: `the scale set that stands in ${region}`,
    },
    {
      id: `uniform-${id}`,
      title: `${component} at ${region} is a scale set in uniform orchestration, whose machines are counted by one call`,
      run: saidOfGroup(at, "orchestrationMode || 'Uniform'"),
      matches: 'Uniform',
      fix: 'leave it out of existing, and have it made; a scale set is never turned into another one',
    },
    {
      id: `same-image-${id}`,
      title: `${component} at ${region} is made of the image that is declared`,
      run: saidOfGroup(at, 'virtualMachineProfile.storageProfile.imageReference.id'),
      matches: literally(declaration.images[site] ?? ''),
      fix: `images: { '${site}': what this prints }, and the same content at the other site`,
    },
  ];
}

/** As it is asked ahead of the day. */
export const groupAsked = (placement: MachinePlacement): DoctorItem[] =>
  askedOf(placement.here.region, groupNeeds(placement, placement.here));

/** What a group that exists at the other site has to have before the standby is made of the same image. */
export const groupSeeds = (placement: MachinePlacement): readonly Seed[] =>
  placement.peer.existing
    ? looksAt(placement.peer.region, groupNeeds(placement, placement.peer)).map((step): Seed => ({ step, before: 'sites' }))
    : [];
