import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { serverRole } from '../cli-database';
import { secretThere } from '../cli-secrets';
import { registered } from '../doctor';
import { keyVaultName } from '../names';
import type { DatabasePlacement } from './names';
import { serverOf } from './steps';

/** Whether a server is there and ready, and whoever works on it finds its password at its own site. */
export function databaseDoctor({ id, component, here, attached }: DatabasePlacement): DoctorItem[] {
  const { region, account, names, ground } = here;
  return [
    registered(account, region, 'Microsoft.DBforPostgreSQL', id),
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${region} is there, and ready`,
      run: serverRole(serverOf(here)),
      matches: attached ? 'Ready (Geo)?AsyncReplica' : 'Ready \\w+',
      endpoint: region,
      fix: APPLY,
    }),
    asked({
      about: 'standby',
      id: `password-${id}`,
      title: `The password of ${component} is in the vault of ${region}`,
      run: secretThere(account, keyVaultName(ground), names.password),
      matches: '[Tt]rue',
      endpoint: region,
      fix: `${APPLY}: what joins the sites carries it`,
    }),
  ];
}
