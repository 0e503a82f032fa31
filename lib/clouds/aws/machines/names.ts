import type { MachineGroupDeclaration } from '../../../components/machine-group';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import { arnOf } from '../arn';
import type { AwsPlacement } from '../cell';
import type { GroupAt } from '../cli-machines';
import { AWS_NAMES } from '../facts';
import type { AwsGroundName } from '../ground';

/** The names that a group of machines asks for. */
export const MACHINE_NAMES = {
  machines: AWS_NAMES.machines,
  role: AWS_NAMES.machineRole,
  alias: AWS_NAMES.machineAlias,
  logs: AWS_NAMES.logs,
  group: AWS_NAMES.securityGroup,
};

type Name = keyof typeof MACHINE_NAMES;
/** A group of machines at a site. */
export type MachinePlacement = AwsPlacement<MachineGroupDeclaration, Name>;
/** Where it is. */
export type MachinePlace = Place<Name, AwsGroundName>;
/** What is known of it at a site whatever the situation. */
export type MachineBase = BasePlacement<MachineGroupDeclaration, Name, AwsGroundName>;

/** The key of its images and volumes at a site, by its alias: what names it asks nobody. */
export const machineKeyArn = ({ here }: Pick<MachinePlacement, 'here'>): string => arnOf(here, 'kms', `alias/${here.names.alias}`);

/** The group of a placement. */
export const groupAt = ({ here: { region, names } }: Pick<MachinePlacement, 'here'>): GroupAt => ({ region, group: names.machines });
