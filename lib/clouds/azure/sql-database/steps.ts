import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { restoreTime } from '../../../words/figure';
import { BEGUN, checkStep, commandStep, crossingStep, type Check } from '../../../words/steps';
import {
  BY_COMMAND,
  databasesAlike,
  FOLLOWS,
  groupOf,
  HAS_ROLE,
  IN_STEP,
  letGoOf,
  linkState,
  roleIn,
  SEEDED,
  SHUT,
  sqlDoors,
  takeRole,
} from '../cli-sql';
import { closeSqlServer, openSqlServer } from '../cli-sqlexisting';
import { serverFences } from '../existing-server';
import { looked, type More } from '../../../port/looks';
import { isOfCopies } from '../restored';
import { copiedRecovery } from './copies';
import { databaseSeeds } from './needs';
import { pairOf, sqlOf, type SqlPlacement } from './names';

const look = (placement: SqlPlacement, step: string, title: string, more: More): Check => {
  const pair = pairOf(placement);
  return looked(placement, roleIn(pair.own, pair), step, title, more);
};

/** Steps around a database that takes the role, stands by or is left. */
export const sqlRecovery = (placement: SqlPlacement, move: MoveFacts): RecoverySteps =>
  isOfCopies(placement) ? copiedRecovery(placement, move) : swappedRecovery(placement, move);

/** The service swaps the roles of both, by one command at the one that takes it. */
function swappedRecovery(placement: SqlPlacement, { kind }: MoveFacts): RecoverySteps {
  const { id, component, here, peer, attached, declaration } = placement;
  const pair = pairOf(placement);
  const isPlanned = kind === 'planned';
  return {
    check: [
      look(placement, 'replica', 'can take the role', { matches: isPlanned ? FOLLOWS : SEEDED, onFailure: NOT_NOW }),
      ...(isPlanned ? swappable(placement) : []),
    ],
    ...(attached ? { seed: [...databaseSeeds(placement), letGo(placement)] } : {}),
    fence: serverFences(placement, { close: closeSqlServer(pair.own), open: (ways) => openSqlServer(pair.own, ways) }),
    fenced: [look(placement, 'fenced', 'is reached by nobody', { run: sqlDoors(pair.own), matches: SHUT })],
    drained: [
      look(placement, 'lag', `is in step with ${peer.region}, but for what is on its way: the swap waits for that by itself`, {
        run: linkState(pair.other, pair.own.server),
        matches: IN_STEP,
        endpoint: peer.region,
        timeout: 1800,
        onFailure: 'wait: a planned swap is refused while it is not',
      }),
    ],
    promote: [
      crossingStep({
        id: `promote-${id}`,
        title: `${component} at ${here.region} takes the role`,
        run: takeRole(pair.own, pair.failoverGroup, !isPlanned),
        endpoint: here.region,
        expected:
          'no output, once it has the role; repeated, it finds that it has. What is still connected to either side is disconnected. Logins of a server are carried to no other: users of the database itself, or of Entra ID, are let in here, and a login alone where it was made here with the same SID',
        losesData:
          'what the old side took and had not sent yet: it is filled anew from this one once it answers; and no moment of before comes back here',
        timeout: 3600,
      }),
    ],
    verify: [look(placement, 'promoted', 'takes writes', { matches: HAS_ROLE, timeout: 1800 })],
    follows: [look(placement, 'follows', 'still follows', { matches: SEEDED, onFailure: BEGUN })],
    standing: [
      look(placement, 'standing', 'follows, and is in step', {
        matches: FOLLOWS,
        timeout: 3600 + restoreTime(declaration.gib).seconds,
        onFailure: notFollowing(placement),
      }),
      ...swappable(placement),
    ],
  };
}

/** What is asked of both before roles are swapped as planned, and before one counts as standing by. */
export function swappable(placement: SqlPlacement): Check[] {
  const { id, component, here, peer } = placement;
  const pair = pairOf(placement);
  return [
    checkStep({
      id: `alike-${id}`,
      title: `${component} is of one size at ${here.region} and at ${peer.region}, and may grow as large`,
      run: databasesAlike(pair.own, pair.other),
      matches: 'alike',
      endpoint: peer.region,
      timeout: 900,
      onFailure:
        'apply both sites, the one that stands by first: the one that serves is never of a higher tier. How large it may grow follows the one that serves by itself (az sql db update --max-size …GB)',
    }),
    checkStep({
      id: `group-${id}`,
      title: `${component} is in its failover group, whose roles move by command alone`,
      run: groupOf(pair.other, pair.failoverGroup),
      matches: BY_COMMAND,
      endpoint: peer.region,
      timeout: 60,
      onFailure: NO_OWNER,
    }),
  ];
}

/** A group has one partner: the one with a site that another took the place of is ended before it is made anew. */
const letGo = (placement: SqlPlacement): Seed => {
  const { id, component, here, peer } = placement;
  const pair = pairOf(placement);
  return {
    before: 'links',
    step: commandStep({
      id: `let-go-${id}`,
      title: `${component} at ${peer.region} has no failover group with another site than ${here.region}`,
      run: letGoOf(pair.other, { failoverGroup: pair.failoverGroup, partner: here.names.server }),
      endpoint: peer.region,
      expected: 'no output: what joins the sites makes the group. UNVERIFIED that a group ends while its other server does not answer',
      timeout: 3600,
    }),
  };
};

const NOT_NOW =
  'look at its state: a database that is still being filled (PENDING, SEEDING) ends by itself. Where its server has the role already, it was promoted; where it has no group, apply what joins the sites, or on the day: az sql db replica set-primary --allow-data-loss, at this server';
/** Where somebody else may move roles, or the database is in no group. */
export const NO_OWNER =
  'Automatic: the service would move roles after its grace period, beside whoever decides (az sql failover-group update --failover-policy Manual). No database: az sql failover-group update --add-db …. No group: apply what joins the sites';

function notFollowing({ here, peer, declaration }: SqlPlacement): string {
  const [own, other] = [sqlOf(here, declaration), sqlOf(peer, declaration)];
  const anew = here.existing
    ? `make it anew under its name, from the other one: az sql db replica create --subscription ${other.subscription} --resource-group ${other.group} --server ${other.server} --name ${other.database} --partner-resource-group ${own.group} --partner-server ${own.server}`
    : 'run this again, which makes it from the other one';
  return `the service makes the old side follow by itself once it answers, and fills it anew after a forced swap. Where it does not: save what only it has; at the side that serves az sql failover-group update --remove-db … and az sql db replica delete-link …; delete that database (az sql db delete); ${anew}; then az sql failover-group update --add-db …`;
}
