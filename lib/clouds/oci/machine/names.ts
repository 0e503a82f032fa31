import type { MachineDeclaration } from '../../../components/machine';
import type { NetworkDeclaration } from '../../../components/network';
import type { BasePlacement, Placement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { OciPlacement } from '../cell';
import type { MachineWords } from '../cli-machine';
import type { LaunchPlace } from '../cli-launch';
import { OCI_NAMES } from '../facts';
import type { OciGroundName } from '../ground';

/**
 * The names that a machine takes: itself and the group of its volumes, which are others for each generation, since what was left is kept; who is let in to it; and at each site, whatever stands
 * there, the policy by which its volumes are copied.
 */
export const MACHINE_NAMES = {
  machine: OCI_NAMES.machine,
  volumes: OCI_NAMES.volumes,
  guard: OCI_NAMES.securityGroup,
  copies: OCI_NAMES.volumeCopies,
};

type Name = keyof typeof MACHINE_NAMES;
/** A machine at a site. */
export type MachinePlacement = OciPlacement<MachineDeclaration, Name>;
/** What is known of it whatever the situation. */
export type MachineBase = BasePlacement<MachineDeclaration, Name, OciGroundName>;

/** A machine as the command line names it: one that exists by its OCID, one that was made by its name; with the group of its volumes. */
export const machineAt = ({ region, account, names }: Place<Name>): MachineWords => ({
  region,
  compartment: account,
  volumes: names.volumes,
  machine: names.machine,
});

/** The tag by which a policy of copies says the key of its site: one that its owner gave has no name that could be looked up. */
export const KEY_TAG = 'key';

/** What it is launched into: the first private subnet of the network of its site. */
export function launchedInto({ here }: MachinePlacement, beside: readonly Placement[]): LaunchPlace {
  const net = beside.find(({ kind }) => kind === 'network');
  const found = (net?.declaration as NetworkDeclaration | undefined)?.existing?.[here.site]?.privateSubnets[0];
  return { subnet: found ?? `${net?.here.names['network'] ?? ''}-private`, guard: here.names.guard };
}
