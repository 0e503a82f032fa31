import type { MachineDeclaration } from '../../../components/machine';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { flawsIn } from '../database-limits';
import { MACHINE_ID } from '../facts';
import { isIdIn } from '../ids';

/** What a machine is taken by: the id of one that runs, at one site alone. */
export function machineFlaws({ existing = {} }: MachineDeclaration, { key, account, egress = 'nat' }: SiteFacts): Flaw[] {
  const sites = Object.keys(existing);
  const found = existing[key];
  return flawsIn([
    [
      sites.length === 0,
      {
        of: 'existing',
        value: 'none',
        allowed: 'a machine that runs: one that is made from an image is a MachineGroup',
        fix: `Machine.fromExisting(…, { '${key}': { id: '/subscriptions/…/virtualMachines/…' } })`,
      },
    ],
    [
      sites.length > 1,
      {
        of: 'existing',
        value: sites.join(' and '),
        allowed: 'one site: what stands at the other one is made of its disks',
        fix: `leave ${sites.slice(1).join(', ')} out`,
      },
    ],
    [
      found !== undefined && !isIdIn(account, MACHINE_ID, found.id),
      { of: 'existing', value: `${found?.id} at ${key}`, allowed: `${MACHINE_ID.allowed}, in ${account}` },
    ],
    // https://learn.microsoft.com/azure/site-recovery/azure-to-azure-about-networking, 2026-11: the agent in the machine calls Azure by its public names.
    [
      egress !== 'nat',
      {
        of: 'egress',
        value: `${egress} at ${key}`,
        allowed:
          'a network with a way out, into which it is recovered: its agent has to reach Azure, or nothing of it is sent back, and the side that it left never stands by',
        fix: "egress: 'nat' of the network",
      },
    ],
  ]);
}
