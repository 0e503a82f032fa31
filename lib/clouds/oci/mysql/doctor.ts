import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { systemOf } from '../cli-copies';
import { MYSQL_HEARS, MYSQL_WRITES, newestBackup, systemState } from '../cli-mysql';
import { passwordThere } from '../database-password';
import type { MysqlPlacement } from './names';

/** Whether a DB system is there and in its role, with a copy of it at the other site, and whoever works on it finds its password at its own one. */
export function mysqlDoctor(placement: MysqlPlacement): DoctorItem[] {
  const { id, component, here, peer, posture, attached } = placement;
  const { region } = here;
  const password = passwordThere(placement, 'it is chosen, or carried, by a step');
  // Where copies are all there is, whether there is one is asked of the standby anyway.
  if (posture === 'backup') return [password];
  const there = asked({
    about: 'standby',
    id: `there-${id}`,
    title: `${component} at ${region} is there, and ready`,
    run: systemState(systemOf(here)),
    matches: attached ? MYSQL_HEARS : MYSQL_WRITES,
    endpoint: region,
    fix: attached ? `its channel is made by a step: ${APPLY}` : APPLY,
  });
  const copied = asked({
    about: 'copies',
    id: `copied-${id}`,
    title: `A copy of ${component} is at ${region}, beside what follows: replication carries what corrupts`,
    run: newestBackup(systemOf(here), systemOf(peer)),
    matches: '\\S+',
    endpoint: region,
    fix: 'a backup a day is copied where it serves: look at its backups there (oci mysql backup list)',
  });
  return [there, ...(attached ? [copied] : []), password];
}
