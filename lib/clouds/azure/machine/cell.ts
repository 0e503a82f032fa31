import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import type { MachineDeclaration } from '../../../components/machine';
import type { Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { azureCell, type AzureContext } from '../cell';
import { machinesSla } from '../slas';
import { renderMachineBase } from './base';
import { machineDoctor } from './doctor';
import { FAILOVER, LAG, restoredInPlace } from './figures';
import { machineFlaws } from './limits';
import { renderReplication } from './links';
import { groupOfExisting, MACHINE_NAMES, type MachinePlacement } from './names';
import { machineSignals } from './signals';
import { machineRecovery } from './steps';
import { MACHINE_TYPES } from './types';

/** What a failover makes is in no state, in any situation. */
const MADE: Effect = {
  type: 'azurerm_virtual_machine',
  does: 'makes',
  terraform: 'not ours',
  how: 'machine, network interfaces and disks, in the group of the machine at its site, under the names of those that they were made from',
  source: 'https://learn.microsoft.com/azure/site-recovery/azure-to-azure-tutorial-failover-failback (UNVERIFIED on a subscription)',
};

/** A machine by itself, whose disks Azure Site Recovery replicates: it is recovered by a command, and comes back beside what it was. */
export const machine = azureCell({
  kind: 'machine',
  service: 'Azure Site Recovery',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'promote' },
    spreads: ['single'],
    limits:
      'take a replica of a machine in one zone, at hot: Site Recovery makes no copies, and Azure Backup restores in the paired region alone, from a vault in the region that is lost. A machine is in one zone',
    fence: 'the machine is deallocated, and seen to be',
    effects: [MADE],
    automatic: false,
    names: MACHINE_NAMES,
    apart: true,
    adopts: ({ existing }: MachineDeclaration, site: string) => existing?.[site] && { group: groupOfExisting(existing[site].id) },
    oneWay: [],
    refuses: machineFlaws,
    longest: () => 60 * 60,
    slas: () => [machinesSla(1)],
    restoresInPlace: restoredInPlace,
    figures: () => ({ rpo: LAG, promotion: FAILOVER }),
  },
  types: MACHINE_TYPES,
  recovery: machineRecovery,
  signals: machineSignals,
  doctor: machineDoctor,
  renderBase: renderMachineBase,
  renderSite: renderMachine,
  renderLinks: renderReplication,
});

/** The group in which it is recovered stands ahead, with its replicas in it; the machine itself is in no state. */
function renderMachine({ stack, site, workload }: AzureContext, { id, component, here }: MachinePlacement): Rendered {
  if (here.existing) return { ready: [], waits: [] };
  const group = new ResourceGroup(stack, id, {
    name: here.names.group,
    location: site.region.code,
    tags: { workload: workload.id, component },
    lifecycle: { preventDestroy: workload.durable },
  });
  return { instance: group, ready: [group], waits: [] };
}
