import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, type Check } from '../../../words/steps';
import { carrySecrets, secretsDiffer, secretsMissing } from '../cli-secrets';
import { secretNames, vaultOf, type SecretsPlacement } from './names';

/**
 * Around secrets: the side that serves is the source, whichever it is. What is carried is a new version of a secret, so that what the other vault
 * had is still there; nothing is deleted.
 */
export function secretsRecovery(placement: SecretsPlacement): RecoverySteps {
  const { id, component, here, peer, declaration } = placement;
  const names = secretNames(declaration);
  const carry = commandStep({
    id: `carry-${id}`,
    title: `${here.region} is given the secrets of ${component} that it lacks, or has otherwise than ${peer.region}`,
    run: carrySecrets(vaultOf(here), vaultOf(peer), names),
    endpoint: here.region,
    expected: 'each is in step, or was carried; no value is printed',
    timeout: CARRIED_BY * Math.max(1, names.length),
  });
  return {
    check: [present(placement)],
    drained: [carry, inStep(placement)],
    seed: [{ step: carry, again: true }],
    standing: [inStep(placement)],
  };
}

/** Seconds that one secret may take, a recovery of a deleted one among them (the library's own figure). */
const CARRIED_BY = 180;

/** Asked of the side that takes over alone. */
function present({ id, component, here, declaration }: SecretsPlacement): Check {
  const { vault } = vaultOf(here);
  return checkStep({
    id: `present-${id}`,
    title: `Each secret of ${component} has a value at ${here.region}`,
    run: secretsMissing(vaultOf(here), secretNames(declaration)),
    matches: '0',
    endpoint: here.region,
    onFailure: `give each a value that is named: az keyvault secret set --vault-name ${vault} --name NAME --file FILE --output none`,
  });
}

function inStep({ id, component, here, peer, declaration }: SecretsPlacement): Check {
  const from = vaultOf(peer).vault;
  return checkStep({
    id: `in-step-${id}`,
    title: `Each secret of ${component} has the same value at both sites`,
    run: secretsDiffer(vaultOf(here), vaultOf(peer), secretNames(declaration)),
    matches: '0',
    endpoint: here.region,
    onFailure: `one that has no value at ${from} is given one there (az keyvault secret set --vault-name ${from} --name NAME --file FILE --output none); then run this again, and it is carried. A value with carriage returns is carried without them, and never in step: give it without`,
  });
}
