import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { continuousBackups, replicaStates, tableGuards } from '../cli-table';
import type { TablePlacement } from './names';

/** Whether a replica is there and in step, is kept from deletion, and can be restored to a moment. */
export function tableDoctor({ id, component, here, peer }: TablePlacement): DoctorItem[] {
  const { region, names } = here;
  const at = { endpoint: region };
  return [
    asked({
      ...at,
      about: 'standby',
      id: `there-${id}`,
      title: `${component} is at ${region}, with a replica at ${peer.region}`,
      run: replicaStates(region, names.table, peer.region),
      matches: 'ACTIVE\\s+ACTIVE',
      fix: `${APPLY}; REPLICATION_NOT_AUTHORIZED: let the role that replicates in within 20 hours, or the replica is a table of its own for good`,
    }),
    asked({
      ...at,
      about: 'standby',
      id: `guarded-${id}`,
      title: `${component} at ${region} is kept from deletion, and encrypted by a key of yours`,
      run: tableGuards(region, names.table),
      matches: '[Tt]rue\\s+KMS',
      fix: APPLY,
    }),
    asked({
      ...at,
      about: 'copies',
      id: `restorable-${id}`,
      title: `${component} can be restored to any moment of the last days at ${region}`,
      run: continuousBackups(region, names.table),
      matches: 'ENABLED\\s+\\d+',
      fix: APPLY,
    }),
  ];
}
