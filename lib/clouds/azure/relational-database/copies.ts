import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps, Seed } from '../../../port/phases';
import type { Signal } from '../../../port/signals';
import { BEGUN, checkStep, commandStep, type Check, type Command, type Crossing } from '../../../words/steps';
import type { AzurePlacement } from '../cell';
import { CARRIED, KEPT_THERE, PAIRED, type CopiedLines } from '../cli-copied';
import { askedOfSource, isMade, making } from '../restored';
import { LONGEST } from './base';
import { geoRestore } from './copied-figures';
import { left, look as lookAt, type Server } from './looks';
import type { More } from '../../../port/looks';

/*
 * Servers of both families where the standby has copies alone: the service's own, in the region that Microsoft pairs. Nobody sees how new those are before they are restored, so a
 * planned move writes a mark behind the fence, and what is restored has to have it.
 */

type Placed = AzurePlacement<RelationalDatabaseDeclaration, 'server'>;
type At = Placed['here'];

/** How a family is made from copies. */
export interface Copied {
  /** Its command lines. */
  readonly lines: CopiedLines;
  /** A server as the command line names it. */
  readonly at: (place: At) => Server;
  /** Its id. */
  readonly id: (place: At) => string;
  /** What its role is said to be where it takes writes. */
  readonly writes: string;
  /** Its size, as the service lists it. */
  readonly size: string;
  /** The program's words for it. */
  readonly az: string;
  /** Why its copies do not leave the region though they are asked for, and what to do. */
  readonly unpaired: string;
  /** Has copies of what serves kept in the pair again, where that can be asked of one that is there. */
  readonly again?: (source: At) => string[];
}

const look = (placement: Placed, { at }: Copied, step: string, title: string, more: More): Check =>
  lookAt(placement, at(placement.here), step, title, more);

/** Steps around a server that is made from copies, or has copies alone behind it. */
export function copiedServer(placement: Placed, family: Copied, move: MoveFacts): RecoverySteps {
  const { here, origin, posture } = placement;
  // Of what is not made yet there is nothing to close.
  const closed = isMade(placement) ? left(placement, family.at(here)) : {};
  const verify = [look(placement, family, 'promoted', 'takes writes', { matches: family.writes, timeout: 1800 })];
  const standing = posture === 'backup' ? standsBy(placement, family) : [];
  const seed = posture === 'backup' ? pairedAgain(placement, family) : [];
  if (origin.how !== 'restored' || origin.done) return { verify, standing, seed, ...closed };
  return {
    check: [
      none(placement, family, 'room'),
      offered(placement, family),
      ...(move.kind === 'planned' ? [answers(placement, family, 'source', 'is ready, and its copies leave the region')] : []),
    ],
    drained: marked(placement, family, markOf(move)),
    promote: [move.kind === 'planned' ? restored(placement, family, markOf(move)) : restored(placement, family)],
    verify,
    follows: [none(placement, family, 'follows', BEGUN)],
    standing,
    seed,
    ...closed,
  };
}

/** The name that a mark of this move begins with: what is copied behind it is of no earlier one. */
const markOf = ({ claim }: MoveFacts): string => `continuity_${claim.split('-').slice(-2).join('_').toLowerCase()}_`;

/** Nothing of its name is there yet: a server of that name would be taken for what is restored. */
export const none = (placement: Placed, { lines, at, az }: Copied, step: string, onFailure = notEmpty(placement, at, az)): Check =>
  checkStep({
    id: `${step}-${placement.id}`,
    title: `Nothing of the name of ${placement.component} is at ${placement.here.region} yet: it is made there`,
    run: lines.named(at(placement.here).of),
    matches: '0',
    endpoint: placement.here.region,
    onFailure,
  });

/** Whether a server of its size is offered there: a look that stops nothing. */
export const offered = ({ id, component, here }: Placed, { lines, size }: Copied, step = 'offered'): Check =>
  checkStep({
    id: `${step}-${id}`,
    title: `A server of the size of ${component} (${size}) is offered at ${here.region}`,
    run: lines.offered(here.account, here.region, size),
    matches: 'offered',
    endpoint: here.region,
    timeout: 60,
    bestEffort: true,
    onFailure: 'nobody promises that there is room on the day: take a smaller size, or a replica (tier: Tier.HOT), which stands',
  });

/** What it is made from, asked where both answer. */
const answers = (placement: Placed, { lines, at, unpaired }: Copied, step: string, title: string, matches = PAIRED): Check =>
  askedOfSource(placement, placement.peer.region, {
    step,
    title,
    run: lines.kept(at(placement.peer).of),
    matches,
    onFailure: unpaired,
  });

/** What has to be there before it counts: a name that is free, and something to make it from, which has had the time to get there. */
const standsBy = (placement: Placed, family: Copied): Check[] => [
  none(placement, family, 'standing'),
  ...(family.again ? [] : [keptInPair(placement, family)]),
  {
    ...answers(
      placement,
      family,
      'copied',
      `has backups in the paired region, ${placement.here.region}, too, and the first has had its hour to get there`,
    ),
    timeout: UNTIL_COPIED,
  },
  offered(placement, family, 'orderable'),
];

/** What keeps no copies in the pair, for good, is told at once: nobody waits hours for the first one. */
const keptInPair = (placement: Placed, family: Copied): Check => ({
  ...answers(placement, family, 'keeps', `keeps its backups in the paired region, ${placement.here.region}, too`, KEPT_THERE),
  timeout: 60,
});

/** Seconds until the first backup is there: begun once a server is made, and an hour on its way. */
const UNTIL_COPIED = 6 * 3600;

/** What was restored while its pair was out has no copies there. */
function pairedAgain({ id, component, here, peer }: Placed, { again }: Copied): Seed[] {
  if (!again) return [];
  const step = commandStep({
    id: `paired-${id}`,
    title: `Backups of ${component} at ${peer.region} are kept in the paired region, ${here.region}, too`,
    run: again(peer),
    endpoint: peer.region,
    expected: 'no output; left alone where they are',
    timeout: 3600,
  });
  return [{ before: 'links', step }];
}

/** Behind the fence the last thing that is written is a mark; a copy that has it lacks nothing. Waited for before anything is made, since one that lacks it is of no use. */
function marked(placement: Placed, { lines, at }: Copied, mark: string): (Check | Command)[] {
  const { id, component, peer } = placement;
  const source = at(peer).of;
  return [
    commandStep({
      id: `mark-${id}`,
      title: `The last thing that is written to ${component} at ${peer.region} is an empty database, ${mark}…`,
      run: lines.mark(source, mark),
      endpoint: peer.region,
      expected: 'no output; repeated, it finds what it wrote. Nobody needs it later: drop it whenever you like',
      timeout: 1800,
    }),
    checkStep({
      id: `carried-${id}`,
      title: `The mark of ${component} is an hour old, as old as a copy in ${placement.here.region} may be behind: users wait for that`,
      run: lines.carried(source, mark),
      matches: CARRIED,
      endpoint: peer.region,
      timeout: 2 * 3600,
    }),
  ];
}

const restored = (placement: Placed, family: Copied, mark?: string): Crossing => {
  const { here, peer, origin, declaration } = placement;
  const { lines, at, id } = family;
  const source = origin.how === 'restored' ? (origin.of as At) : peer;
  const isPlanned = mark !== undefined;
  return making(placement, {
    title: `is restored from the newest backup that is there of ${source.region}`,
    run: lines.restore({
      of: at(here).of,
      id: id(here),
      region: here.region,
      source: id(source),
      paired: isPlanned,
      ...(isPlanned ? { mark } : {}),
    }),
    expected: `no output, once it is ready; repeated, it waits for what it began, and makes nothing twice. Users, passwords and databases come along; settings, the administrator's password, its door and its zones the apply behind it gives it. ${isPlanned ? 'Its own backups go to the pair' : 'Its own backups stay in its region, since no server that keeps them in a pair that is out can be made'}`,
    losesData: isPlanned
      ? 'nothing: the side that is left is fenced, and what is restored has the mark that was written there last'
      : 'what the old side took and no copy had yet: up to an hour (Microsoft gives no more than that). It stays in its own server',
    onFailure: halfMade(placement, family),
    figure: geoRestore(declaration.gib),
    longest: LONGEST,
  });
};

const deletion = ({ here }: Placed, at: Copied['at'], az: string): string => {
  const { subscription, group, server } = at(here).of;
  return `az ${az} flexible-server delete --subscription ${subscription} --resource-group ${group} --name ${server}`;
};

/** What is left half made, and what came before the mark. */
const halfMade = (placement: Placed, { at, az }: Copied): string =>
  `read the error, and run the procedure again: it goes on here. Where it lacks the mark, or is in a state that does not end (Stopped, Disabled, Inaccessible): as long as the apply behind this was not run, nobody wrote to it: ${deletion(placement, at, az)}; then run the procedure again, which restores it anew. Where the newest backup cannot be restored: make ${at(placement.here).of.server} by hand, and run this again: what is ready there is taken`;

const notEmpty = (placement: Placed, at: Copied['at'], az: string): string =>
  `a server of that name was made by hand, or by a move that was given up: see that it is not what serves, save what only it has, and delete it (${deletion(placement, at, az)})`;

/** Of copies in the pair the newest alone can be restored: "PITR of geo-redundant backups isn't available". */
export const NEWEST = {
  shape: /^(?!)/,
  example: 'latest, the newest backup that is there, or none: no moment is restored in another region',
};

/**
 * Nobody sees how old the newest copy in the pair is; that copies go there at all is asked of the server that they are of.
 * https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore, and of MySQL, 2026-07.
 */
export const copiedSignals = ({ id, here, peer, component }: Placed, { lines, at }: Copied): readonly Signal[] => [
  {
    kind: 'polled',
    id: `${id}-copy`,
    name: `${here.names.server}-copy`,
    title: `Backups of ${component} at ${peer.region} do not go to ${here.region}, or none was made, or nobody knows; how old the newest one there is, Azure tells nobody`,
    watches: 'copies',
    run: lines.unkept(at(peer).of),
    endpoint: peer.region,
    every: 900,
    above: 0,
  },
];
