import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { secretsMissing, vaultState, vaultOf } from '../cli-secrets';
import { secretNames, type SecretsPlacement } from './names';

/** Whether the vault is there, and each secret in it has a value. No value is printed. */
export function secretsDoctor({ id, component, here, declaration }: SecretsPlacement): DoctorItem[] {
  const { region, names } = here;
  return [
    asked({
      about: 'standby',
      id: `vault-${id}`,
      title: `The vault ${names.vault} of ${component} is at ${region}`,
      run: vaultState(vaultOf(here)),
      matches: 'ACTIVE',
      endpoint: region,
      fix: `${APPLY}. PENDING_DELETION: oci kms management vault cancel-deletion --vault-id OCID brings it back with all that it held. Two of that name: one of them is somebody else's`,
    }),
    asked({
      about: 'standby',
      id: `filled-${id}`,
      title: `Each secret of ${component} is in the vault of ${region}, and has a value`,
      run: secretsMissing(vaultOf(here), secretNames(declaration)),
      matches: '0',
      endpoint: region,
      fix: `give it a value at the site that serves (oci vault secret create-base64 --from-json file://FILE); at the other one it is carried: ${APPLY}`,
    }),
  ];
}
