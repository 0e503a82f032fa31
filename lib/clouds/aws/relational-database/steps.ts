import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { looked, type More } from '../../../port/looks';
import { BEGUN, checkStep, commandStep, findStep, found, type Check, type Find } from '../../../words/steps';
import { instanceArn } from '../arn';
import {
  caughtUpSince,
  instance,
  instanceGuards,
  lackedAt,
  latestSnapshot,
  newestCopy,
  NO_SESSION,
  replayedSince,
  restartedAt,
  restartInstance,
  secretsAgree,
  sessionsOf,
} from '../cli-database';
import { clientOf, opensBy } from '../cli-login';
import { copySteps, type Copied } from '../copies';
import { engineOf } from './engines';
import { instanceFences, instanceSeeds } from './existing';
import type { DatabasePlacement, Restored } from './names';
import { offeredAt, outgrownAt } from './orderable';
import { FOLLOWS, IS, RUNS, TAKES_WRITES, WITH_REPLICATION } from './state';

/** A backup that began may last: nothing is promoted while it runs. The figure is the library's own. */
const AFTER_A_BACKUP = 3600;

/** Steps around an instance that takes over, stands by or is left. The promotion itself is the apply of its recovery stack. */
export function databaseRecovery(placement: DatabasePlacement, move: MoveFacts): RecoverySteps {
  const { origin, posture } = placement;
  // Where copies are all there is, there is no instance that could admit anybody.
  const left = { ...(posture === 'backup' ? { fenced: [] } : leftSteps(placement)), ...seeded(placement) };
  const verify = [look(placement, 'promoted', 'takes writes', { matches: TAKES_WRITES, timeout: 1800 })];
  const standing = posture === 'replica' || posture === 'backup' ? [agrees(placement), ...orderable(placement)] : [];
  if (origin.how === 'created' || (origin.how === 'restored' && origin.done)) return { verify, standing, ...left };
  if (origin.how === 'restored') {
    const copied = copySteps(placement, move, copyOf(placement.here, origin));
    const check = [...copied.check, offered(placement, { bestEffort: true })];
    return { ...copied, check, drained: [agrees(placement), ...copied.drained], verify, standing, ...left };
  }
  return {
    age: ageOf(move, placement),
    follows: [look(placement, 'follows', 'still follows its source', { matches: FOLLOWS, onFailure: BEGUN })],
    check: [look(placement, 'replica', 'can be promoted', { matches: FOLLOWS_AND_IDLE, timeout: AFTER_A_BACKUP, onFailure: NOT_NOW })],
    drained: [agrees(placement), ...drained(placement, origin.of)],
    verify,
    standing: [
      look(placement, 'replicates', 'follows, and its replication runs', {
        run: instance(placement.here.region, placement.here.names.instance, WITH_REPLICATION),
        matches: RUNS,
        timeout: AFTER_A_BACKUP,
        onFailure: madeAnew(placement),
      }),
      ...standing,
      ...opens(placement),
    ],
    ...left,
  };
}

/** What a standby has to find before it is made: of what the library makes itself, nothing. */
function seeded(placement: DatabasePlacement): Pick<RecoverySteps, 'seed'> {
  const seed = instanceSeeds(placement);
  return seed.length > 0 ? { seed } : {};
}

/** Whether what has to be made, on the day of copies, or where the role is lost, can be. */
function orderable(placement: DatabasePlacement): Check[] {
  const { id, peer, posture } = placement;
  const fits = outgrownAt(placement, peer).map((one) => checkStep({ id: `fits-${id}`, ...one, timeout: 60 }));
  return [...fits, ...(posture === 'backup' ? [{ ...offered(placement), id: `orderable-${id}` }] : [])];
}

const offered = (placement: DatabasePlacement, more: { readonly bestEffort?: true } = {}): Check =>
  checkStep({ id: `offered-${placement.id}`, ...offeredAt(placement), timeout: 30, ...more });

/** In the state in which the service promotes: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PromoteReadReplica.html */
const FOLLOWS_AND_IDLE = '(available|storage-optimization)\\s+(?!None$)\\S+';
const NOT_NOW =
  'look at its status: a backup or a change that runs ends by itself, and then this passes. Where it follows nobody, it was promoted already';

/** What no apply mends: the source has given up what it kept for it, or RDS has ended the replication, after 30 days without it. */
const madeAnew = ({ here: { region, names } }: DatabasePlacement): string =>
  `replicating is what is waited for; connecting or an error may pass by itself. Where its replication is stopped or terminated, it never catches up: aws rds modify-db-instance --region ${region} --db-instance-identifier ${names.instance} --no-deletion-protection, then aws rds delete-db-instance --region ${region} --db-instance-identifier ${names.instance} --skip-final-snapshot, and run this again: the apply makes it anew from its source`;

const look = (placement: DatabasePlacement, step: string, title: string, more: More): Check =>
  looked(placement, instance(placement.here.region, placement.here.names.instance, IS), step, title, more);

/**
 * The apply admits nobody new; who is connected stays so until the instance restarts. An older generation, too: after a failover it is the one
 * that users were on.
 */
function leftSteps(placement: DatabasePlacement): Required<Pick<RecoverySteps, 'fence' | 'fenced'>> {
  const { id, component, here } = placement;
  const { region, names } = here;
  const cut = commandStep({
    id: `cut-${id}`,
    title: `End every session of ${component} at ${region}: it restarts`,
    run: restartInstance(region, names.instance),
    endpoint: region,
    expected: 'rebooting, and the end of the command once it is available again',
    timeout: 3600,
  });
  const closed = look(placement, 'fenced', 'admits nobody', {
    run: instanceGuards(region, names.instance, `${names.securityGroup}-closed`),
    matches: 'fenced',
  });
  const empty = look(placement, 'fenced-empty', 'has no session of a client', {
    run: sessionsOf(region, names.instance),
    matches: NO_SESSION,
    timeout: 900,
    onFailure:
      'its metrics come about a minute late. Where sessions are counted after the restart, somebody let them in: look at the groups of the instance, and run this again',
  });
  return { fence: [...instanceFences(placement), { step: cut }], fenced: [closed, empty] };
}

/** Everything that was written before the source restarted behind its fence has arrived. */
function drained(placement: DatabasePlacement, source: DatabasePlacement['peer']): (Check | Find)[] {
  const { id, component, here, declaration } = placement;
  const replayed = engineOf(declaration).feed.by === 'slot' ? replayedSince : caughtUpSince;
  const since = findStep({
    id: `closed-since-${id}`,
    title: `Since when no client writes to ${component} at ${source.region}`,
    run: restartedAt(source.region, source.names.instance),
    endpoint: source.region,
    matches: '\\d+',
  });
  const all = look(placement, 'lag', `has everything that ${source.region} took before`, {
    run: replayed(here.region, here.names.instance, found(since.id)),
    matches: '0',
    number: component,
    timeout: 3600,
  });
  return [since, all];
}

/** Once the role has moved, whoever works on the data logs in with what its own site knows. */
export function agrees({ id, component, here, peer }: DatabasePlacement): Check {
  return checkStep({
    id: `password-${id}`,
    title: `The password of ${component} at ${here.region} is that of ${peer.region}`,
    run: secretsAgree([here.region, here.names.password], [peer.region, peer.names.password]),
    matches: 'same',
    endpoint: peer.region,
    timeout: 60,
    // Not by an argument, nor with the end of a line.
    onFailure: `where it was changed at ${peer.region}, carry it: printf %s "$(aws secretsmanager get-secret-value --region ${peer.region} --secret-id ${peer.names.password} --query SecretString --output text)" | aws secretsmanager put-secret-value --region ${here.region} --secret-id ${here.names.password} --secret-string file:///dev/stdin`,
  });
}

/** Two secrets that agree may both be wrong. Whoever runs may be in neither network, so that nobody waits for it; who administers what exists is not known. */
function opens({ id, component, here: { region, names }, declaration }: DatabasePlacement): Check[] {
  const { engine, username, database, existing } = declaration;
  if (existing) return [];
  const login = checkStep({
    id: `login-${id}`,
    title: `The password of ${component} at ${region} opens its replica`,
    run: opensBy(region, names.instance, { engine: engine.name, secret: names.password, username, database }),
    matches: 'opens',
    endpoint: region,
    timeout: 30,
    bestEffort: true,
    onFailure: `refused: it was changed in the database and not in the secret, or the other way round: mend it where the workload is served, and carry it (docs/databases-on-aws.md). Else nobody was asked: log in from a machine that has ${clientOf(engine.name)}, in the network of ${region}`,
  });
  return [login];
}

/** As the apply looks for it: the snapshot that was chosen, or the latest one that AWS Backup copied here. */
function copyOf({ region }: DatabasePlacement['here'], { of, point }: Restored): Copied {
  const source = of.names.instance;
  const latest = (field: string): string[] => latestSnapshot(region, field, point ? { point } : { instance: source });
  return {
    found: point ? latest('DBSnapshotArn') : newestCopy(region, source),
    // Of the instance, not of the copy: it does not change where a snapshot is copied (API reference of DBSnapshot).
    taken: latest('OriginalSnapshotCreateTime'),
    resource: instanceArn(of, source),
  };
}

const ageOf = ({ since }: MoveFacts, { here: { region, names } }: DatabasePlacement): NonNullable<RecoverySteps['age']> => ({
  run: lackedAt(region, names.instance, since),
  endpoint: region,
});
