import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { systemOf } from '../cli-copies';
import { postgresServes, postgresState } from '../cli-postgresql';
import { passwordThere } from '../database-password';
import { NODES } from './figures';
import type { PostgresPlacement } from './names';

/** Whether a DB system is there with its nodes, and whoever works on it finds its password at its own site. */
export function postgresDoctor(placement: PostgresPlacement): DoctorItem[] {
  const { id, component, here, posture, spread } = placement;
  const password = passwordThere(placement, 'its vault makes it, and a step carries that of the side that serves');
  // Where copies are all there is, whether there is one is asked of the standby anyway.
  if (posture === 'backup') return [password];
  const nodes = NODES[spread];
  return [
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${here.region} is there, with ${nodes === 1 ? 'one node' : `${nodes} nodes`}`,
      run: postgresState(systemOf(here)),
      matches: postgresServes(nodes),
      endpoint: here.region,
      fix: `ABSENT: ${APPLY}. INACTIVE: somebody stopped it, start it (oci psql db-system start). Another number of nodes: no apply of provider 7.29 changes it, add or take one by hand (oci psql db-system patch)`,
    }),
    password,
  ];
}
