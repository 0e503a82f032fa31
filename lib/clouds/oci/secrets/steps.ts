import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, type Check } from '../../../words/steps';
import { carrySecrets, secretsDiffer, secretsMissing, vaultOf } from '../cli-secrets';
import { secretNames, type SecretsPlacement } from './names';

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

/** Seconds that one secret may take, the end of a deletion among them (the library's own figure). */
const CARRIED_BY = 180;

/** How a value is given by hand: it is in a file, and no argument. */
const GIVEN =
  'give each a value that is named, in a file with {"secretContentContent":"BASE64"}: oci vault secret create-base64 --compartment-id OCID --vault-id OCID --key-id OCID --secret-name NAME --from-json file://FILE, or oci vault secret update-base64 --secret-id OCID --from-json file://FILE where it is there';

/** Asked of the side that takes over alone. */
function present({ id, component, here, declaration }: SecretsPlacement): Check {
  return checkStep({
    id: `present-${id}`,
    title: `Each secret of ${component} has a value at ${here.region}`,
    run: secretsMissing(vaultOf(here), secretNames(declaration)),
    matches: '0',
    endpoint: here.region,
    onFailure: GIVEN,
  });
}

function inStep({ id, component, here, peer, declaration }: SecretsPlacement): Check {
  return checkStep({
    id: `in-step-${id}`,
    title: `Each secret of ${component} has the same value at both sites`,
    run: secretsDiffer(vaultOf(here), vaultOf(peer), secretNames(declaration)),
    matches: '0',
    endpoint: here.region,
    onFailure: `at ${peer.region}, for what has none there: ${GIVEN}; then run this again, and it is carried. A secret takes 30 versions: where one has as many, end old ones (oci vault secret-version schedule-deletion)`,
  });
}
