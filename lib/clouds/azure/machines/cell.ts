import type { Rendered } from '../../../port/cloud';
import { startOf } from '../../../port/starting';
import { OWN, type Figure } from '../../../words/figure';
import { azureCell, type AzureContext } from '../cell';
import { poolFor } from '../load-balancer/entrance';
import { renderDoors } from '../service-doors';
import { machinesSla } from '../slas';
import { renderMachineBase } from './base';
import { machineDoctor } from './doctor';
import { adoptsGroup, existingFlaws } from './existing';
import { renderGroup } from './group';
import { MACHINE_NAMES, type MachinePlacement } from './names';
import { refusedOf } from './refused';
import { renderScaling } from './scaling';
import { machineSignals } from './signals';
import { machineRecovery } from './steps';
import { MACHINE_TYPES } from './types';

const NOTHING: Figure = { seconds: 0, source: 'holds no data', verified: true };

/** Machines that stop with their zone are made again in the others. */
const REPLACED: Figure = {
  seconds: 300,
  source: `machines are spread over the zones, and those that answer in the others go on (https://learn.microsoft.com/azure/reliability/reliability-virtual-machine-scale-sets, 2026-11); the figure is ${OWN}`,
  verified: false,
};

/** Seconds until a machine that is wanted has booted (the library's own figure). */
const PLACED = 240;
/** Seconds: the provider's own limit of a change (its source: an hour). */
const LONGEST = 60 * 60;

/** A group of machines: who they are and their image stand in base, its size follows the role of its site, and its steps copy its image, start it and count it. */
export const machineGroup = azureCell({
  kind: 'machine-group',
  service: 'Azure Virtual Machine Scale Sets',
  facts: {
    needs: ['network'],
    flips: { none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric', full: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: REPLACED, always: true },
    limits:
      'machines are spread over all zones of their region, at every tier. They run Linux, from an image that is generalized. Each takes connections on the port of its group once it is well, whether an entrance leads there or not: one that does not is made again. One that exists is in uniform orchestration, and puts itself into the pool of the entrance. Capacity that is kept (reserved) is said from the first day: where it is said later, azurerm 4.55 replaces the group',
    fence: 'no machine is wanted, and none runs any more',
    starts: true,
    automatic: false,
    names: MACHINE_NAMES,
    oneWay: [],
    refuses: (declaration, site) => [...refusedOf(declaration, site), ...existingFlaws(declaration, site)],
    adopts: adoptsGroup,
    longest: () => LONGEST,
    slas: ({ instances: { active } }) => [machinesSla(active)],
    figures: (declaration, posture) => ({
      rpo: NOTHING,
      promotion: startOf(declaration, posture, { placed: PLACED, one: 'a machine' }),
    }),
  },
  types: MACHINE_TYPES,
  recovery: machineRecovery,
  signals: machineSignals,
  servingSignals: machineSignals,
  doctor: machineDoctor,
  renderBase: renderMachineBase,
  renderSite: renderMachines,
});

function renderMachines(context: AzureContext, placement: MachinePlacement): Rendered {
  const { component, here, declaration } = placement;
  const endpoint = { host: here.names.machines, port: declaration.port, name: here.names.machines };
  if (here.existing) return { ready: [], waits: [], endpoint };
  const doors = renderDoors(context, placement, { pulls: false });
  const group = renderGroup(context, placement, doors);
  const scaling = renderScaling(context, placement, group);
  return {
    instance: group,
    // A gateway stands ahead of the machines that are in its pool: it waits for none of them.
    ready: poolFor(context, component) === undefined ? [group, ...scaling] : [],
    waits: [group],
    endpoint,
  };
}
