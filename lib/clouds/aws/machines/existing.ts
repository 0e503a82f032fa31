import type { ExistingMachines, MachineGroupDeclaration } from '../../../components/machine-group';
import { instancesAt } from '../../../components/instances';
import type { Flaw, SiteFacts } from '../../../port/facts';
import type { Seed } from '../../../port/phases';
import { works } from '../../../words/posture';
import { groupOf, groupToldOf, runsImage, stopGroup, wakeGroup } from '../cli-group';
import { imageState } from '../cli-machines';
import { idFlaws, nameIn, NAMED } from '../existing';
import { type Needed, looksAt } from '../../../port/needed';
import type { Waking } from '../service-existing';
import { imageAt } from './image';
import { groupAt, type MachinePlace, type MachinePlacement } from './names';

/** What an existing group is called. */
export const adoptsGroup = ({ existing }: MachineGroupDeclaration, site: string): { readonly machines: string } | undefined =>
  existing?.[site] && { machines: nameIn(NAMED.group, existing[site].id) };

/** What is wrong with what is given of it, and what only a group takes that the library makes. */
export function existingFlaws({ existing, reserved }: MachineGroupDeclaration, site: SiteFacts): Flaw[] {
  const found = existing?.[site.key];
  if (!found) return [];
  const kept = reserved[site.key];
  const allowed = 'none where the group exists: its owner keeps capacity for it';
  return [
    ...idFlaws(NAMED.group, found.id, site),
    ...(kept === undefined ? [] : [{ of: 'reserved', value: `${kept} at ${site.key}`, allowed, fix: `leave ${site.key} out of reserved` }]),
  ];
}

const foundAt = ({ existing }: MachineGroupDeclaration, site: string): ExistingMachines => existing?.[site] as ExistingMachines;

/** How many are in service at the least: of one that exists and serves, its owner says how many run. */
export function leastAt(placement: MachinePlacement): number {
  const { declaration, form, here } = placement;
  return here.existing && works(form) ? foundAt(declaration, here.site).least : instancesAt(declaration, placement);
}

/** How it is stopped, started and asked. */
export function wakingOf(placement: MachinePlacement): Waking {
  const at = groupAt(placement);
  const { least: bound } = foundAt(placement.declaration, placement.here.site);
  return {
    stop: stopGroup(at),
    wake: (least, asleep, scales) => wakeGroup(at, { least, bound: Math.min(bound, least), asleep, scales }),
    told: (parameters) => groupToldOf(at, parameters),
  };
}

/** What has to be so of it before anything rests on it. */
export function groupNeeds({ id, component, declaration }: MachinePlacement, place: MachinePlace): Needed[] {
  const at = groupAt({ here: place });
  const { region, site } = place;
  const { least } = foundAt(declaration, site);
  const { active } = declaration.instances;
  const { by, value } = imageAt(declaration, site);
  const change = `aws autoscaling update-auto-scaling-group --region ${region} --auto-scaling-group-name ${at.group}`;
  return [
    {
      id: `least-${id}`,
      title: `${component} at ${region} runs ${least} at the least: it is given that back after a fence`,
      run: groupOf(at, 'MinSize'),
      matches: String(least),
      fix: 'least: as many as this prints',
    },
    {
      id: `most-${id}`,
      title: `${component} at ${region} may run the ${active} that are declared to serve`,
      run: groupOf(at, `MaxSize>=to_number('${active}')`),
      matches: 'True',
      fix: `instances: as many as serve; or ${change} --max-size ${active}`,
    },
    {
      id: `counted-${id}`,
      title: `${component} at ${region} publishes how many are in service, each minute`,
      run: groupOf(at, "length(EnabledMetrics[?Metric=='GroupInServiceInstances'])"),
      matches: '1',
      fix: `aws autoscaling enable-metrics-collection --region ${region} --auto-scaling-group-name ${at.group} --granularity 1Minute --metrics GroupInServiceInstances: nothing restarts`,
    },
    {
      id: `image-${id}`,
      title: `The image of ${component} is one of the account, at ${region}: nobody else's is copied`,
      run: imageState(region, by, value),
      matches: 'available',
      fix: `aws ec2 copy-image --region ${region} --source-region ${region} --source-image-id … --name …: a copy of your own, which the group is then made from`,
    },
    runsDeclared({ id, component }, at, by === 'name' ? 'Name' : 'ImageId', value),
  ];
}

/** What the two sites run is one image: that of its machines here is the one that is declared. */
const runsDeclared = (
  { id, component }: Pick<MachinePlacement, 'id' | 'component'>,
  at: ReturnType<typeof groupAt>,
  by: 'Name' | 'ImageId',
  value: string,
): Needed => ({
  id: `same-image-${id}`,
  title: `${component} at ${at.region} runs the image that stands by, and no other`,
  run: runsImage(at, by, value),
  matches: 'same',
  fix: 'declare the image that runs; where several do, replace the machines of the older ones',
});

/** What a group that exists at the other site has to have before the standby is made of its image. */
export const groupSeeds = (placement: MachinePlacement): readonly Seed[] =>
  placement.peer.existing
    ? looksAt(placement.peer.region, groupNeeds(placement, placement.peer)).map((step): Seed => ({ step, before: 'sites' }))
    : [];
