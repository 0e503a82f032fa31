import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { BEGUN, checkStep, crossingStep, found, type Check, type Crossing, type Find } from '../../../words/steps';
import { MYSQL_LINES, MYSQL_WRITES, mysqlBehindSince, mysqlLackedAt, mysqlWhole, stopReplica, WHOLE_REPLICA } from '../cli-mysql';
import { keepInPair, MYSQL_COPIED } from '../cli-copied';
import { closedSince, type More } from '../../../port/looks';
import { isOfCopies } from '../restored';
import { copiedServer, type Copied } from '../relational-database/copies';
import { listedSize } from '../relational-database/sizes';
import { fits, left, look as lookAt, outgrown, type Look } from '../relational-database/looks';
import { mysql, mysqlId, type MysqlPlace, type MysqlPlacement } from './names';
import { mysqlSize } from './sizes';

const { follows: FOLLOWS, backups } = MYSQL_LINES;

const look = (placement: MysqlPlacement, step: string, title: string, more: More): Check =>
  lookAt(placement, mysql(placement.here), step, title, more);

/** Whether a source has grown beyond what is declared. */
export const outgrownAt = (
  { component, declaration: { gib } }: Pick<MysqlPlacement, 'component' | 'declaration'>,
  source: MysqlPlace,
): Look => outgrown({ component, gib, ordered: gib }, mysql(source), source.region);

/** How it is made from copies. */
export const copiedOf = ({ declaration }: Pick<MysqlPlacement, 'declaration'>): Copied => ({
  lines: MYSQL_COPIED,
  at: (place) => mysql(place as MysqlPlace),
  id: (place) => mysqlId(place as MysqlPlace),
  writes: MYSQL_WRITES,
  size: listedSize(mysqlSize(declaration.size)),
  az: 'mysql',
  unpaired:
    'Enabled, and none is there yet, or the first is young: wait. Disabled: az mysql flexible-server update --geo-redundant-backup Enabled, as a reprotect does once both sites answer. Where that is refused, since it was made at another tier, with a key of the site: tier: Tier.HOT for it alone, with a tierReason, is a replica, which needs no copies of this kind',
  again: (source) => keepInPair(mysql(source as MysqlPlace).of),
});

/** Steps around a server that takes the role, stands by or is left. */
export const mysqlRecovery = (placement: MysqlPlacement, move: MoveFacts): RecoverySteps =>
  isOfCopies(placement) ? copiedServer(placement, copiedOf(placement), move) : promotedRecovery(placement, move);

/**
 * A promotion ends what a server follows, for good: the other side comes back as a
 * new server that follows this one.
 */
function promotedRecovery(placement: MysqlPlacement, { kind, since }: MoveFacts): RecoverySteps {
  const { here, origin, attached } = placement;
  const { of } = mysql(here);
  const verify = [look(placement, 'promoted', 'takes writes', { matches: MYSQL_WRITES, timeout: 1800 })];
  const closed = left(placement, mysql(here));
  if (origin.how !== 'replica') return { verify, ...closed, ...mayFollow(placement) };
  return {
    // Where the other side is out nothing is fetched, and that says nothing.
    check: [
      look(placement, 'replica', 'can take the role', { matches: FOLLOWS, onFailure: NOT_NOW }),
      ...(kind === 'planned' ? [whole(placement)] : []),
    ],
    age: { run: mysqlLackedAt(of, since), endpoint: here.region },
    ...(attached ? { seed: [fits(placement.id, outgrownAt(placement, origin.of)), based(placement, origin.of)] } : {}),
    drained: drained(placement),
    promote: [promotion(placement)],
    verify,
    follows: [look(placement, 'follows', 'still follows', { matches: FOLLOWS, onFailure: BEGUN })],
    standing: [look(placement, 'standing', 'follows, and is ready', { matches: FOLLOWS, timeout: 3600, onFailure: madeAnew(placement) })],
    ...closed,
  };
}

/** Told ahead of the fence: one that is broken is still `Ready`, and would stop the move where nobody writes any more. */
const whole = (placement: MysqlPlacement): Check =>
  look(placement, 'whole', 'follows whole: its replication is not broken', {
    run: mysqlWhole(mysql(placement.here).of),
    matches: WHOLE_REPLICA,
    onFailure: `a lost connection comes back by itself. Where it does not, delete the replica: ${deletion(placement)}, and apply its site: it is made anew. Never the source: what follows that would take writes by itself`,
  });

/** What a failover makes, and what was broken off before may have made: it follows nobody before users are let in. */
const mayFollow = (placement: MysqlPlacement): Pick<RecoverySteps, 'promote'> =>
  placement.origin.how === 'created' && placement.origin.mayFollow !== undefined ? { promote: [promotion(placement)] } : {};

/**
 * A replica is made from a backup of its source: a server that was made a moment ago has none. "If a source server has no existing replica servers, the
 * source first restarts" (https://learn.microsoft.com/azure/mysql/flexible-server/concepts-read-replicas#create-a-replica, 2026-11): said ahead of the apply that makes it.
 */
const based = ({ id, component }: MysqlPlacement, source: MysqlPlace) => ({
  before: 'sites' as const,
  step: checkStep({
    id: `based-${id}`,
    title: `There is a backup of ${component} at ${source.region}, from which what follows it is made; USERS NOTICE: where nothing follows it yet, it restarts then, and connections end`,
    run: backups(mysql(source).of),
    matches: '[1-9]\\d*',
    endpoint: source.region,
    timeout: 6 * 3600,
    onFailure:
      'wait: the first one is begun once a server is made, and it is tried every 20 minutes; azurerm says that it may take hours until a replica can be made',
  }),
});

/**
 * Everything that was written before the source was closed has arrived. A lag is told once a minute, and of before the fence it would prove nothing:
 * two whole minutes behind it are waited for. That it counts what is still in the storage of the source is UNVERIFIED.
 */
function drained(placement: MysqlPlacement): (Check | Find)[] {
  const { component, here, peer } = placement;
  const since = closedSince(placement);
  const all = look(placement, 'lag', `has everything that ${peer.region} took before`, {
    run: mysqlBehindSince(mysql(here).of, found(since.id)),
    matches: '0(?:\\.0+)?',
    number: component,
    timeout: 3600,
    onFailure:
      'wait: it is told a minute late, and of two whole minutes. Where it stays empty, look at Replica IO Status and Replica SQL Status of the replica',
  });
  return [since, all];
}

const promotion = ({ id, component, here }: MysqlPlacement): Crossing =>
  crossingStep({
    id: `promote-${id}`,
    title: `${component} at ${here.region} follows nobody any more, and takes writes`,
    run: stopReplica(mysql(here).of),
    endpoint: here.region,
    expected:
      'no output, after some minutes; repeated, it finds that it does. It cannot follow again. The region of the group that it stands in, that of the witness, has to answer, too',
    losesData: 'what the old side took and had not sent yet: it stays in its own server',
    timeout: 3600,
  });

const NOT_NOW = 'look at its state: what is being changed ends by itself. Where it follows nobody, it has the role already';

const deletion = ({ here: { names, account } }: MysqlPlacement): string =>
  `az mysql flexible-server delete --subscription ${account} --resource-group ${names.group} --name ${names.server}`;

const madeAnew = (placement: MysqlPlacement): string =>
  `what is being made ends by itself. Where its replication is broken, delete it: ${deletion(placement)}, and run this again: the apply makes it anew. Never the source: what follows that would take writes by itself`;
