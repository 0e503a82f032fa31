import type { MachineDeclaration } from '../../../components/machine';
import type { Effect } from '../../../words/effect';
import { ociCell } from '../cell';
import { machinesSla } from '../slas';
import { renderMachineBase } from './base';
import { machineDoctor } from './doctor';
import { FAILOVER, LAG, POLICIES, restoredInPlace } from './figures';
import { machineFlaws } from './limits';
import { MACHINE_NAMES } from './names';
import { machineServingSignals, machineSignals } from './signals';
import { renderMachine } from './site';
import { machineRecovery } from './steps';
import { MACHINE_TYPES } from './types';

const MADE: readonly Effect[] = [
  {
    type: 'volume group',
    does: 'makes',
    terraform: 'not ours',
    how: 'a group of its replica at the side that takes the role, under the name of its site, with a clone of each volume; none is deleted by the library',
    source: 'https://docs.oracle.com/en-us/iaas/Content/Block/Concepts/volumegroupreplication.htm, 2026-09',
  },
  {
    type: 'machine',
    does: 'makes',
    terraform: 'not ours',
    how: 'a machine of the boot volume in that group, with another address; the one that was left stays stopped, its volumes attached',
    source: 'https://docs.oracle.com/iaas/api/#/en/iaas/20160918/datatypes/InstanceSourceViaBootVolumeDetails (UNVERIFIED on a tenancy)',
  },
];

/** A machine by itself, whose volumes Block Volume replicates as one group: a command makes another one of them, and it comes back beside what it was. */
export const machine = ociCell({
  kind: 'machine',
  service: 'OCI Block Volume replication',
  facts: {
    oneAccount: true,
    needs: ['network'],
    // A copy of a policy may be two days old where it is needed: what stands there is that same replica at every tier.
    flips: { replica: 'promote', backup: 'promote' },
    joinedAt: [],
    spreads: ['single'],
    limits: `take a machine in one availability domain, at cold, warm and hot: its volumes are in one, and so is it. The posture backup is that same replica: a policy copies once a day and takes up to a day to bring that to another region (${POLICIES}, 2024-10), longer than cold and warm allow`,
    fence: 'the machine is stopped, and seen to be',
    effects: MADE,
    automatic: false,
    names: MACHINE_NAMES,
    apart: true,
    adopts: ({ existing }: MachineDeclaration, site: string) => existing?.[site] && { machine: existing[site].id },
    oneWay: [],
    refuses: machineFlaws,
    slas: () => [machinesSla(1, 'single')],
    restoresInPlace: restoredInPlace,
    putBack:
      'a volume group is made of a copy, beside what runs (oci bv volume-group create --source-details, type volumeGroupBackupId): attach its volumes to the machine, and copy what is needed; or stop the machine, and launch one of its boot volume',
    figures: () => ({ rpo: LAG, promotion: FAILOVER }),
  },
  types: MACHINE_TYPES,
  recovery: machineRecovery,
  signals: machineSignals,
  servingSignals: machineServingSignals,
  doctor: machineDoctor,
  renderBase: renderMachineBase,
  renderSite: renderMachine,
});
