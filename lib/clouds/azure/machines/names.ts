import { instancesAt } from '../../../components/instances';
import type { MachineGroupDeclaration } from '../../../components/machine-group';
import type { BasePlacement } from '../../../plan/plan';
import { works } from '../../../words/posture';
import type { Place } from '../../../words/place';
import type { AzurePlacement } from '../cell';
import type { GroupWords } from '../cli-machines';
import { AZURE_NAMES } from '../facts';
import { imageVersionId } from '../ids';
import type { AzureGroundName } from '../names';

/** The names that a group takes: the scale set, who its machines are, the gallery of its image, and what capacity is kept in. */
export const MACHINE_NAMES = {
  machines: AZURE_NAMES.machines,
  identity: AZURE_NAMES.identity,
  gallery: AZURE_NAMES.gallery,
  reservation: AZURE_NAMES.reservation,
};

/** One of them. */
export type MachineName = keyof typeof MACHINE_NAMES;
/** A group of machines at a site. */
export type MachinePlacement = AzurePlacement<MachineGroupDeclaration, MachineName>;
/** What is known of it whatever the situation. */
export type MachineBase = BasePlacement<MachineGroupDeclaration, MachineName, AzureGroundName>;

/** Where it is. */
export type MachinePlace = Place<MachineName, AzureGroundName>;

/** The group as the command line names it: one that exists is where its id says. */
export function groupAt({ site, account, ground, names }: MachinePlace, { existing }: MachineGroupDeclaration): GroupWords {
  const [, , , , group = ground.group] = existing?.[site]?.id.split('/') ?? [];
  return { subscription: account, group, machines: names.machines };
}

/** That of a placement. */
export const groupOf = ({ here, declaration }: Pick<MachinePlacement, 'here' | 'declaration'>): GroupWords => groupAt(here, declaration);

/** How many are to run at the least: of one that exists and serves its owner says how many do. */
export function leastAt({ here, declaration, form, posture }: MachinePlacement): number {
  const found = declaration.existing?.[here.site];
  return found && works(form) ? found.least : instancesAt(declaration, { form, posture });
}

/** How many machines there may be at a site: more than the least only where it serves. */
export function boundsAt(placement: MachinePlacement): { readonly least: number; readonly most: number } {
  const { declaration, form } = placement;
  const least = instancesAt(declaration, placement);
  return { least, most: works(form) ? declaration.instances.most : least };
}

/** Id of the image of a group at its site: by its version in the gallery there, or as it is given. Nothing is looked up for it. */
export const imageAt = ({ here, declaration: { image, images } }: Pick<MachinePlacement, 'here' | 'declaration'>): string =>
  image === undefined ? (images[here.site] ?? '') : imageVersionId(here, image);
