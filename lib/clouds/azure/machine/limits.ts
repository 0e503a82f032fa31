import type { MachineDeclaration } from '../../../components/machine';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { oneThatRuns } from '../../../port/one-machine';
import { flawsIn } from '../database-limits';
import { MACHINE_ID } from '../facts';
import { isIdIn } from '../ids';

/** What a machine is taken by: the id of one that runs, at one site alone. */
export function machineFlaws({ existing = {} }: MachineDeclaration, { key, account, egress = 'nat' }: SiteFacts): Flaw[] {
  const found = existing[key];
  return [
    ...oneThatRuns(existing, key, '/subscriptions/…/virtualMachines/…'),
    ...flawsIn([
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
    ]),
  ];
}
