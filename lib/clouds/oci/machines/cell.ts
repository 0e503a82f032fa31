import type { Rendered } from '../../../port/cloud';
import { startOf } from '../../../port/starting';
import type { Effect } from '../../../words/effect';
import { OWN, type Figure } from '../../../words/figure';
import { ociCell, type OciContext } from '../cell';
import { targetsFor } from '../load-balancer/entrance';
import { machinesSla } from '../slas';
import { renderMachineBase } from './base';
import { machineDoctor } from './doctor';
import { renderPool } from './group';
import { MACHINE_NAMES, type MachinePlacement } from './names';
import { refusedOf } from './refused';
import { renderScaling } from './scaling';
import { machineSignals } from './signals';
import { machineRecovery } from './steps';
import { MACHINE_TYPES } from './types';

/** Where a pool that stands by leaves the backend set of its entrance, ahead of the end of that. */
const PARTED: Effect = {
  type: 'attachment of a load balancer',
  does: 'deletes',
  terraform: 'not ours',
  how: 'oci compute-management instance-pool get: what it says of load balancers is read by the provider where no block of the pool says it',
  source:
    'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/core/core_instance_pool_resource.go; UNVERIFIED: not run',
  on: 'symmetric',
};

const NOTHING: Figure = { seconds: 0, source: 'holds no data', verified: true };

/** Machines that stop with their availability domain are wanted in the others, as far as the pool makes them again there. */
const REPLACED: Figure = {
  seconds: 300,
  source: `machines are spread over the availability domains, and those in the others go on (https://docs.oracle.com/iaas/Content/Compute/Concepts/instancemanagement.htm, 2026-11); the figure is ${OWN}`,
  verified: false,
};

/** Seconds until a machine that is wanted has booted (the library's own figure). */
const PLACED = 240;
/** Seconds: the provider's own limit of a change of a pool (v7.29.0, core_instance_pool). */
const LONGEST = 60 * 60;

/** A group of machines: what lets them read, and what their image passes, stand in base; its size follows the role of its site, and its steps copy its image, start it and count it. */
export const machineGroup = ociCell({
  kind: 'machine-group',
  service: 'OCI Compute instance pools',
  facts: {
    needs: ['network'],
    flips: { none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric', full: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: REPLACED, always: true },
    made: {
      why: 'what scales a pool, and what it is made of, is of its owner, and the fence and the start of ours would be undone by it',
      instead: 'of the same image, beside it',
    },
    limits:
      'machines are spread over all availability domains of their region, at every tier; where it has one, over its fault domains, which are no zones: what is spread is refused there (DR-ZONE-01) until somebody says that they will do. They run Linux, from a custom image. A pool makes again what was terminated, and nothing that is only unwell. One that exists is not adopted',
    fence: 'no machine is wanted, and none runs any more',
    starts: true,
    automatic: false,
    names: MACHINE_NAMES,
    oneWay: [],
    effects: [PARTED],
    refuses: refusedOf,
    longest: () => LONGEST,
    slas: ({ instances: { active } }, spread) => [machinesSla(active, spread)],
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

function renderMachines(context: OciContext, placement: MachinePlacement): Rendered {
  const { component, here, declaration } = placement;
  const pool = renderPool(context, placement);
  const scaling = renderScaling(context, placement, pool);
  return {
    instance: pool,
    // An entrance stands ahead of the machines that are in its backend set: it waits for none of them.
    ready: targetsFor(context, component) === undefined ? [pool, ...scaling] : [],
    waits: [pool],
    endpoint: { host: here.names.machines, port: declaration.port, name: here.names.machines },
  };
}
