import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { MACHINE_RUNS, machineWhole } from '../cli-machine';
import { machineAt, type MachinePlacement } from './names';

/** Whether it runs and all its volumes are replicated where it serves. At the standby its signal asks how far it is behind, and the checks of a move what it would be launched by, and whether there is room. */
export const machineDoctor = ({ id, component, here, form }: MachinePlacement): DoctorItem[] =>
  works(form)
    ? [
        asked({
          about: 'standby',
          id: `whole-${id}`,
          title: `${component} at ${here.region} runs, and all its volumes are in one group, attached`,
          run: machineWhole(machineAt(here)),
          matches: MACHINE_RUNS,
          endpoint: here.region,
          fix: `a volume that was added: ${APPLY}; one that is no longer attached: take it out of the group (oci bv volume-group update --volume-ids)`,
        }),
      ]
    : [];
