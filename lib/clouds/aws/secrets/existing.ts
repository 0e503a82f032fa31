import type { SecretsDeclaration } from '../../../components/secrets';
import type { Flaw, SiteFacts } from '../../../port/facts';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { kebab } from '../../../plan/names';
import { checkStep, commandStep, crossingStep, type Check, type Command, type Crossing } from '../../../words/steps';
import type { AwsPlacement } from '../cell';
import { secretFilled, secretsOutOfStep } from '../cli-doctor';
import { followSecrets, handOnSecrets, ownSecrets, replicateSecrets } from '../cli-secrets';
import { idFlaws, nameIn, NAMED } from '../existing';
import { secretNamed } from './names';

type Placement = AwsPlacement<SecretsDeclaration, 'secret'>;

/** What is wrong with what is given of secrets that exist. */
export const existingFlaws = ({ existing }: SecretsDeclaration, site: SiteFacts): Flaw[] =>
  Object.values(existing?.[site.key]?.ids ?? {}).flatMap((id) => [
    ...idFlaws(NAMED.secret, id, site),
    ...takenForAnArn(nameIn(NAMED.secret, id)),
  ]);

/**
 * AWS ends the ARN of a secret by a hyphen and six characters of its own, and takes a name that ends like that for a whole one
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen): what reads it by an ARN without that
 * end, as tasks do, finds nothing.
 */
export const takenForAnArn = (name: string, value = name, fix = 'a copy of it under another name'): Flaw[] =>
  /-[A-Za-z0-9]{6}$/.test(name)
    ? [{ of: 'names', value, allowed: 'a name whose last part has not six characters, as the end of an ARN has', fix }]
    : [];

/**
 * Whether each secret is in step: a replication that failed is an error to nobody, and an apply passes it by. A region more for each secret that
 * exists: the provider has no resource of that alone, and one of the secret would manage all of it. A secret of that name which stands there
 * already is not overwritten, which the look behind it tells.
 */
export function replicaSteps(placement: Placement): RecoverySteps {
  const { id, component, here, peer, declaration } = placement;
  const names = declaration.secrets.map((name) => secretNamed(declaration, peer.names.secret, name));
  const step = commandStep({
    id: `replicate-${id}`,
    title: `Each secret of ${component} has a replica at ${here.region}`,
    run: replicateSecrets(peer.region, here.region, `alias/${here.ground.alias}`, names),
    endpoint: peer.region,
    expected: 'each has one, or is given one',
    timeout: 120,
  });
  const standing = [inStep(placement, 'in-step', names)];
  const moves = movesOf(placement, names);
  if (placement.inheritedBy) return { ...moves, seed: placement.inheritedBy === peer.site ? [handedOn(placement, names)] : [], standing };
  return { ...moves, seed: peer.existing ? [{ step, before: 'links' }] : valued(placement, names), standing };
}

function inStep({ id, component, here, peer }: Placement, step: string, names: readonly string[]): Check {
  return checkStep({
    id: `${step}-${id}`,
    title: `Each secret of ${component} is in step at ${here.region}`,
    run: secretsOutOfStep(here.region, peer.region, names),
    matches: '0',
    endpoint: peer.region,
    onFailure: `aws secretsmanager describe-secret --region ${peer.region}: its ReplicationStatus says why. One that has no value yet is given one; where a secret of that name, and none of these, stands at ${here.region} already, it is given another name, or deleted there`,
  });
}

/**
 * Whoever serves may have to change a secret, and a replica takes no change: it is made a secret of its own where the role goes, and the side that lost
 * the role is made a replica of it again. Of secrets that exist their owner decides, since other things may stand on them.
 */
function movesOf(placement: Placement, names: readonly string[]): Pick<RecoverySteps, 'drained' | 'promote' | 'rejoin'> {
  const drained = [inStep(placement, 'sent', names)];
  if (placement.here.existing || placement.peer.existing) return { drained };
  return { drained, promote: [owned(placement, names)], rejoin: [following(placement, names)] };
}

/** A replica is read as it is: users wait for no change of its owner. */
function owned({ id, component, here }: Placement, names: readonly string[]): Command {
  const step = commandStep({
    id: `own-${id}`,
    title: `The secrets of ${component} at ${here.region} are its own, and can be changed there`,
    run: ownSecrets(here.region, names),
    endpoint: here.region,
    expected: 'each is, or was made one; its ARN stays',
    timeout: 120,
  });
  return { ...step, bestEffort: true };
}

function following({ id, component, here, peer }: Placement, names: readonly string[]): Crossing {
  return crossingStep({
    id: `rejoin-${id}`,
    title: `The secrets of ${component} at ${here.region} are replicas of those at ${peer.region} again`,
    run: followSecrets(peer.region, here.region, `alias/${here.ground.alias}`, names),
    endpoint: peer.region,
    expected: 'each is one, or is made one; what is owned there still is left as it is',
    losesData: `values of ${component} that were given at ${here.region}, and never reached ${peer.region}`,
    timeout: 120,
  });
}

/**
 * A replica goes on without its first region, and is written by nobody until it is a secret of its own; then it has replicas like any other
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/standalone-secret.html). One that were made anew at the newcomer would be empty, and would
 * replicate into none that stands.
 */
function handedOn({ id, component, here, peer }: Placement, names: readonly string[]): Seed {
  const step = commandStep({
    id: `hand-on-${id}`,
    title: `The secrets of ${component} at ${peer.region} are its own, since the site that they came from is gone, and each has a replica at ${here.region}`,
    run: handOnSecrets(peer.region, here.region, `alias/${here.ground.alias}`, names),
    endpoint: peer.region,
    expected: 'each is cut loose from the region that is gone, and has a replica, or is given one',
    timeout: 120,
  });
  return { step, before: 'links' };
}

/** What joins the sites makes secrets without a value, and a person gives it: until then nothing starts that is told them. */
const valued = ({ id, component, peer, declaration }: Placement, names: readonly string[]): Seed[] =>
  names.map((name, i) => ({
    step: checkStep({
      id: `valued-${id}-${kebab(declaration.secrets[i] ?? name)}`,
      title: `${name} of ${component} has a value`,
      run: secretFilled(peer.region, name),
      matches: name,
      endpoint: peer.region,
      timeout: 60,
      // Not by an argument, nor with the end of a line.
      onFailure: `give it one where it is owned, and run this again: aws secretsmanager put-secret-value --region ${peer.region} --secret-id ${name} --secret-string file:///dev/stdin`,
    }),
  }));
