import type { Place } from '../../words/place';
import { APPLY, asked, type DoctorItem } from '../../words/doctor';
import { checkStep, commandStep, type Check, type Command } from '../../words/steps';
import { carrySecrets, secretsDiffer, secretsMissing, vaultOf } from './cli-secrets';

/** Where the password of a database is kept: in a vault of its own, under the same name at both sites. */
type Kept = Pick<Place<'vault' | 'password'>, 'region' | 'account' | 'names'>;

/** A database whose password is kept at both sites. */
interface WithPassword {
  readonly id: string;
  readonly component: string;
  readonly here: Kept;
  readonly peer: Kept;
}

/** The password is the database's, and goes with its data: the side that serves is its source, whichever it is. */
export const carriedPassword = ({ id, component, here, peer }: WithPassword): Command =>
  commandStep({
    id: `carry-${id}`,
    title: `${here.region} is given the password of ${component}, where it lacks it or has another one than ${peer.region}`,
    run: carrySecrets(vaultOf(here), vaultOf(peer), [peer.names.password]),
    endpoint: here.region,
    expected: 'it is in step, or was carried; no value is printed',
    timeout: 180,
  });

/** By digest. */
export const samePassword = ({ id, component, here, peer }: WithPassword): Check =>
  checkStep({
    id: `same-password-${id}`,
    title: `The password of ${component} is the same in the vaults of both sites`,
    run: secretsDiffer(vaultOf(here), vaultOf(peer), [peer.names.password]),
    matches: '0',
    endpoint: here.region,
    onFailure: `run this again: it is carried from ${peer.region}. A secret takes 30 versions: where it has as many, end old ones (oci vault secret-version schedule-deletion)`,
  });

/** Asked ahead of the day. */
export const passwordThere = ({ id, component, here }: Pick<WithPassword, 'id' | 'component' | 'here'>, fix: string): DoctorItem =>
  asked({
    about: 'standby',
    id: `password-${id}`,
    title: `The password of ${component} is in the vault of ${here.region}`,
    run: secretsMissing(vaultOf(here), [here.names.password]),
    matches: '0',
    endpoint: here.region,
    fix: `${fix}: ${APPLY}`,
  });
