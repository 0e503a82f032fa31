import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { databaseRole, FOLLOWS, WRITES } from '../cli-database';
import { passwordThere } from '../database-password';
import { databaseOf, type DatabasePlacement } from './names';

/** Whether a database is there and in its role, and whoever works on it finds its password at its own site. */
export function databaseDoctor({ id, component, here, attached }: DatabasePlacement): DoctorItem[] {
  const { region } = here;
  return [
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${region} is there, and ready`,
      run: databaseRole(databaseOf(here)),
      matches: attached ? FOLLOWS : WRITES,
      endpoint: region,
      fix: attached ? `what follows is made where the sites meet: ${APPLY}` : APPLY,
    }),
    passwordThere({ id, component, here }, attached ? 'it is carried from the side that serves' : 'its vault makes it'),
  ];
}
