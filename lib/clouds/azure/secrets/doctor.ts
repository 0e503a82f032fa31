import { kebab } from '../../../plan/names';
import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { vaultState } from '../cli-doctor';
import { secretThere, vaultNamed } from '../cli-secrets';
import { OURS_OR_FREE } from '../name-words';
import { secretNamed, vaultNameOf, vaultOf, type SecretsPlacement } from './names';

/** Whether the vault is there under its name, and each secret in it with a value. No value is printed. */
export function secretsDoctor(placement: SecretsPlacement): DoctorItem[] {
  const { id, here, declaration } = placement;
  const vault = vaultNameOf(here);
  const filled = declaration.secrets.map((secret) => {
    const name = secretNamed(declaration, secret);
    return asked({
      about: 'standby',
      id: `filled-${id}-${kebab(secret)}`,
      title: `${name} is in the vault ${vault} of ${here.region}, and has a value`,
      run: secretThere(here.account, vault, name),
      matches: '[Tt]rue',
      endpoint: here.region,
      fix: `give it a value at the site that serves (az keyvault secret set --vault-name ${vault} --name ${name} --file FILE --output none, with the role Key Vault Secrets Officer); at the other one it is carried: ${APPLY}`,
    });
  });
  return [...(here.existing ? [] : standing(placement)), ...filled];
}

/** A name is unique in the world, and a vault that is deleted keeps it for 90 days, whoever deleted it (https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview, 2026-11). */
function standing({ id, component, here }: SecretsPlacement): DoctorItem[] {
  const { account, region, ground } = here;
  const vault = vaultNameOf(here);
  return [
    asked({
      about: 'standby',
      id: `vault-${id}`,
      title: `The vault ${vault} of ${component} is at ${region}`,
      run: vaultState(account, ground.group, vault),
      matches: 'Succeeded',
      endpoint: region,
      fix: APPLY,
    }),
    asked({
      about: 'standby',
      id: `vault-name-${id}`,
      title: `The name ${vault} is free, or its vault stands`,
      run: vaultNamed(vaultOf(here)),
      matches: OURS_OR_FREE,
      endpoint: region,
      fix: `deleted: the next apply takes it up again with what it held (or az keyvault recover --name ${vault}). taken: somebody has it, or deleted it less than 90 days ago, in another subscription: another id of the component`,
    }),
  ];
}
