import type { MachineDeclaration } from '../../../components/machine';
import type { BasePlacement } from '../../../plan/plan';
import type { Place, SiteRef } from '../../../words/place';
import type { AzureLink, AzurePlacement } from '../cell';
import type { MachineWords } from '../cli-replication';
import { AZURE_NAMES } from '../facts';
import { groupId, siteGroupId, storageAccountIn } from '../ids';
import { accountName, type AzureGroundName } from '../names';

/**
 * The names that a machine takes: the group that it stands in, which is another one for each generation, since what is recovered is called as what it is
 * made from; and at each site, whatever stands there, the vault by which it is recovered to that site, and what its changes pass on their way from there.
 */
export const MACHINE_NAMES = { group: AZURE_NAMES.machineGroup, vault: AZURE_NAMES.machineVault, account: AZURE_NAMES.machineCache };

type Name = keyof typeof MACHINE_NAMES;
/** A machine at a site. */
export type MachinePlacement = AzurePlacement<MachineDeclaration, Name>;
/** What is known of it whatever the situation. */
export type MachineBase = BasePlacement<MachineDeclaration, Name, AzureGroundName>;
/** Where it is. */
export type MachinePlace = Place<Name, AzureGroundName>;
/** What joins two. */
export type MachineLink = AzureLink<MachineDeclaration, Name>;

/** What a policy and a mapping are called in a vault: there is one of each. A fabric and what is in it are called as their region is. */
export const MACHINES = 'machines';

/** What a part of an id of a machine says; empty where nobody says which machine it is. */
const partOf = ({ existing = {} }: MachineDeclaration, at: number): string => Object.values(existing)[0]?.id.split('/')[at] ?? '';

/** The group and the name of one that exists: `/subscriptions/S/resourceGroups/G/providers/Microsoft.Compute/virtualMachines/M`. */
export const groupOfExisting = (id: string): string => id.split('/')[4] as string;

/** The machine at a site, as the command line names it. */
export const machineOf = (declaration: MachineDeclaration, { account, names }: MachinePlace): MachineWords => ({
  subscription: account,
  group: names.group,
  machine: partOf(declaration, 8),
});

/** Its id: what is recovered is called as what it is made from, in another group. */
export const machineId = (declaration: MachineDeclaration, { account, names }: MachinePlace): string =>
  `${groupId(account, names.group)}/providers/Microsoft.Compute/virtualMachines/${partOf(declaration, 8)}`;

/** The vault by which machines are recovered to a site. */
export const vaultId = (place: MachinePlace): string =>
  `${siteGroupId(place)}/providers/Microsoft.RecoveryServices/vaults/${place.names.vault}`;

/** What changes pass on their way from a site. */
export const cacheId = ({ account, ground, names }: MachinePlace): string => storageAccountIn(account, ground.group, accountName(names));

/** A region in the vault of a site. */
export const containerId = (to: MachinePlace, { region }: SiteRef<AzureGroundName>): string =>
  `${vaultId(to)}/replicationFabrics/${region}/replicationProtectionContainers/${region}`;

/** What is replicated to a site from another one: called as the group in which it will stand. */
export const itemId = (to: MachinePlace, from: MachinePlace): string =>
  `${containerId(to, from)}/replicationProtectedItems/${to.names.group}`;

/** How often, and for how long, it may be brought back, in the vault of a site. */
export const policyId = (to: MachinePlace): string => `${vaultId(to)}/replicationPolicies/${MACHINES}`;
