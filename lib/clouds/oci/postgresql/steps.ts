import type { MoveFacts } from '../../../port/facts';
import { systemOf } from '../cli-copies';
import { vaultOf } from '../cli-secrets';
import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, type Check, type Command } from '../../../words/steps';
import { endSessions, POSTGRES_SHUT, postgresDoors, postgresServes, postgresState, tellSource } from '../cli-postgresql';
import { DAILY } from '../database-copies';
import { carriedPassword, samePassword } from '../database-password';
import { POSTGRES_COPIES } from './copies';
import type { PostgresPlace, PostgresPlacement } from './names';

/**
 * Around a DB system that is restored, stands by as copies or is left. No service joins the two sites but what copies backups, so that the side that
 * takes the role is made of one, in its own region.
 */
export function postgresRecovery(placement: PostgresPlacement, { kind, since }: MoveFacts): RecoverySteps {
  const { origin, posture } = placement;
  const left: RecoverySteps = {
    verify: [promoted(placement)],
    // Where copies are all there is, there is nothing that could take a write.
    ...(posture === 'backup' ? stoodBy(placement) : { fence: [{ step: cutting(placement) }], fenced: [shut(placement)] }),
  };
  if (origin.how !== 'restored' || origin.done) return left;
  const restoring = POSTGRES_COPIES.restoring(placement, origin, since);
  return { ...left, ...restoring, check: [...restoring.check, ...(kind === 'planned' ? [copied(placement, origin.of)] : [])] };
}

const promoted = ({ id, component, here }: PostgresPlacement): Check =>
  checkStep({
    id: `promoted-${id}`,
    title: `${component} at ${here.region} takes sessions`,
    run: postgresState(systemOf(here)),
    matches: postgresServes(),
    endpoint: here.region,
    timeout: 1800,
    onFailure:
      'INACTIVE: somebody stopped it, start it (oci psql db-system start). NEEDS_ATTENTION: its details say why (oci psql db-system get). What is being changed ends by itself',
  });

/** Of what is stopped no backup is made: asked ahead of the fence, since nothing would be brought behind it. */
const copied = ({ id, component }: PostgresPlacement, of: PostgresPlace): Check =>
  checkStep({
    id: `source-${id}`,
    title: `${component} at ${of.region} runs, so that it can be copied once nothing is written`,
    run: postgresState(systemOf(of)),
    matches: postgresServes(),
    endpoint: of.region,
    onFailure: 'INACTIVE: somebody stopped it, start it (oci psql db-system start). What is being changed ends by itself',
  });

/** The apply takes its doors away; who is connected stays so until it restarts. */
const cutting = ({ id, component, here }: PostgresPlacement): Command =>
  commandStep({
    id: `cut-${id}`,
    title: `End every session of ${component} at ${here.region}: each of its nodes restarts`,
    run: endSessions(systemOf(here)),
    endpoint: here.region,
    expected: 'no output, once each node is back; nothing is done to one that is stopped',
    timeout: 3600,
  });

const shut = ({ id, component, here }: PostgresPlacement): Check =>
  checkStep({
    id: `fenced-${id}`,
    title: `${component} at ${here.region} is reached by nobody`,
    run: postgresDoors(systemOf(here), here.names.group),
    matches: POSTGRES_SHUT,
    endpoint: here.region,
    timeout: 1800,
    onFailure:
      'doors: a rule of its group still lets somebody in, look whose it is (oci network nsg rules list), take it away, and restart it (run this again). What is being changed ends by itself',
  });

/** What stands by as copies: they are there, the site knows whose they are, and it has the password that is in them. */
function stoodBy(placement: PostgresPlacement): Pick<RecoverySteps, 'seed' | 'standing'> {
  const { peer } = placement;
  return {
    seed: [
      { before: 'sites', step: POSTGRES_COPIES.bringing(placement, peer, DAILY) },
      { step: telling(placement), again: true },
      { step: carriedPassword(placement), again: true },
    ],
    standing: [POSTGRES_COPIES.copied(placement, peer, 'standing'), samePassword(placement)],
  };
}

const telling = ({ id, component, here, peer }: PostgresPlacement): Command =>
  commandStep({
    id: `told-${id}`,
    title: `${here.region} is told which DB system of ${peer.region} its copies of ${component} are of`,
    run: tellSource(vaultOf(here), systemOf(peer)),
    endpoint: here.region,
    expected: 'no output; repeated, it is told the same',
    timeout: 600,
  });
