import { Refusal } from '../../../../support/day/refusal';
import { idOf, listOf, managed, named } from '../arm';
import type { Body, Resource, Service } from '../service';
import type { World } from '../world';

/*
 * Machines that are kept one by one: https://learn.microsoft.com/azure/virtual-machines/states-billing, and what Azure Backup says of them
 * (https://learn.microsoft.com/azure/backup/backup-azure-vms-automation), 2026-11. Both stand in the vaults that Site Recovery uses, too.
 */

const MACHINE = 'Microsoft.Compute/virtualMachines';
const VAULT = 'Microsoft.RecoveryServices/vaults';
const POLICY = `${VAULT}/backupPolicies`;

/** What is in a machine, whether it runs, and the vault by which it is copied. */
interface Held {
  files: string[];
  power: 'running' | 'deallocated';
  copied?: string;
}

const all = (world: World): Map<string, Held> => world.store('machines', () => new Map<string, Held>());

/** What a machine holds, by its id; undefined: there is none. */
export const machineAt = (world: World, id: string): Held | undefined => all(world).get(id.toLowerCase());

/** Makes one that runs, where it is not there. */
export function boot(world: World, id: string, location: string, { files, like }: { files: readonly string[]; like?: Resource }): void {
  if (machineAt(world, id)) return;
  const disk = { managedDisk: { id: `${id}-os`, storageAccountType: 'Premium_LRS' } };
  const storageProfile = like?.properties['storageProfile'] ?? { osDisk: disk, dataDisks: [] };
  const name = id.split('/').at(-1) as string;
  world.resources.set(id.toLowerCase(), { id, name, type: MACHINE, location, properties: { storageProfile } });
  all(world).set(id.toLowerCase(), { files: [...files], power: world.broken.has('boot') ? 'deallocated' : 'running' });
}

/** What an application does in a machine that has a file to keep. */
export function write(world: World, id: string, file: string): void {
  const [one, held] = [world.at(id), machineAt(world, id)];
  if (!one || held?.power !== 'running' || world.down.has(world.regionOf(one) as string))
    throw new Refusal(0, 'ETIMEDOUT', `${id} does not answer`);
  held.files.push(file);
}

const powers =
  (power: Held['power']) =>
  (world: World, { id }: Resource): void => {
    (machineAt(world, id) as Held).power = power;
  };

/** What a vault protects is of its own region, and by one vault alone. */
function protect(
  world: World,
  { 'resource-group': group = '', 'vault-name': vault = '', vm = '', ...options }: Readonly<Record<string, string>>,
): void {
  const at = idOf(VAULT, { ...options, 'resource-group': group }, vault);
  const [place, machine] = [managed(world, 'GET', at), managed(world, 'GET', vm)];
  managed(world, 'GET', `${at}/backupPolicies/${options['policy-name'] ?? ''}`);
  const held = machineAt(world, vm) as Held;
  if (machine.location !== place.location)
    throw new Refusal(400, 'BMSUserErrorInvalidLocation', 'The VM should be in the same location as that of the Recovery Services vault.');
  if (held.copied !== undefined)
    throw new Refusal(400, 'UserErrorVmAlreadyProtected', `${machine.name} is protected by ${held.copied} already.`);
  held.copied = at;
}

export const machine: Service = {
  types: {
    [MACHINE.toLowerCase()]: { actions: { deallocate: powers('deallocated'), start: powers('running') } },
  },
  commands: {
    'vm list': (world, { subscription = '', 'resource-group': group = '' }) =>
      listOf(world, `/subscriptions/${subscription}/resourceGroups/${group}/providers/${MACHINE}`),
    'vm show': (world, { ids = '' }) => named(managed(world, 'GET', ids)),
    'vm get-instance-view': (world, options) => {
      const one = managed(world, 'GET', idOf(MACHINE, options));
      const statuses = ['ProvisioningState/succeeded', `PowerState/${machineAt(world, one.id)?.power ?? 'unknown'}`].map((code) => ({
        code,
      }));
      return { ...named(one), instanceView: { statuses } };
    },
    'vm deallocate': (world, options) => managed(world, 'POST', `${idOf(MACHINE, options)}/deallocate`),
    'vm start': (world, options) => managed(world, 'POST', `${idOf(MACHINE, options)}/start`),
    'backup protection check-vm': (world, { vm = '' }) => machineAt(world, managed(world, 'GET', vm).id)?.copied,
    'backup protection enable-for-vm': protect,
  },
  renders: {
    azurerm_recovery_services_vault: {
      id: (body) => vaultOf(body, String(body['name'])),
      arm: ({ location, tags, immutability }) => ({ location, tags, properties: { immutability } }),
    },
    azurerm_backup_policy_vm: {
      id: (body) => `${vaultOf(body)}/${POLICY.split('/').at(-1) as string}/${String(body['name'])}`,
      arm: ({ backup }) => ({ properties: { backup } }),
    },
  },
};

/** The vault that an argument list of Terraform names. */
export const vaultOf = ({ resource_group_name: group, recovery_vault_name: vault }: Body, name = String(vault)): string =>
  idOf(VAULT, { subscription: '00000000-0000-0000-0000-000000000001', 'resource-group': String(group) }, name);
