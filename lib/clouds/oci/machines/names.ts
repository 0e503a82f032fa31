import { instancesAt } from '../../../components/instances';
import type { MachineGroupDeclaration } from '../../../components/machine-group';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import { works } from '../../../words/posture';
import type { OciPlacement } from '../cell';
import type { ImagePlace } from '../cli-images';
import type { PoolWords } from '../cli-machines';
import { OCI_NAMES } from '../facts';
import type { OciGroundName } from '../ground';

/** The names that a group takes: its pool, who is let in to its machines, what its image passes on its way, what capacity is kept in, and what lets it read secrets. */
export const MACHINE_NAMES = {
  machines: OCI_NAMES.machines,
  group: OCI_NAMES.securityGroup,
  images: OCI_NAMES.images,
  reservation: OCI_NAMES.reservation,
};

/** One of them. */
export type MachineName = keyof typeof MACHINE_NAMES;
/** A group of machines at a site. */
export type MachinePlacement = OciPlacement<MachineGroupDeclaration, MachineName>;
/** What is known of it whatever the situation. */
export type MachineBase = BasePlacement<MachineGroupDeclaration, MachineName, OciGroundName>;

/** Its pool as the command line names it. */
export const poolOf = ({ here: { region, account, names } }: Pick<MachinePlacement, 'here'>): PoolWords => ({
  region,
  compartment: account,
  machines: names.machines,
});

/** What its image passes on its way, at a site. */
export const passingAt = ({ region, account, names }: Place<MachineName>): ImagePlace => ({
  region,
  compartment: account,
  bucket: names.images,
});

/** How many machines there may be at a site: more than the least only where it serves. */
export function boundsAt(placement: MachinePlacement): { readonly least: number; readonly most: number } {
  const { declaration, form } = placement;
  const least = instancesAt(declaration, placement);
  return { least, most: works(form) ? declaration.instances.most : least };
}
