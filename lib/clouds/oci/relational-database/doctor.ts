import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { databaseRole, FOLLOWS, WRITES } from '../cli-database';
import { secretsMissing } from '../cli-secrets';
import { databaseOf, vaultOf, type DatabasePlacement } from './names';

/** Whether a database is there and in its role, and whoever works on it finds its password at its own site. */
export function databaseDoctor({ id, component, here, attached }: DatabasePlacement): DoctorItem[] {
  const { region, names } = here;
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
    asked({
      about: 'standby',
      id: `password-${id}`,
      title: `The password of ${component} is in the vault of ${region}`,
      run: secretsMissing(vaultOf(here), [names.password]),
      matches: '0',
      endpoint: region,
      fix: attached ? `it is carried from the side that serves: ${APPLY}` : APPLY,
    }),
  ];
}
