import type { MoveFacts } from '../../../port/facts';
import { looked, type More } from '../../../port/looks';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { BEGUN, checkStep, commandStep, crossingStep, findStep, found, type Check, type Command, type Find } from '../../../words/steps';
import { systemOf } from '../cli-copies';
import {
  copyNoMore,
  endChannel,
  follow,
  givePassword,
  lacksOf,
  MYSQL_FOLLOWS,
  MYSQL_HEARS,
  MYSQL_READS,
  MYSQL_SHUT,
  MYSQL_WRITES,
  mysqlLackedAt,
  receivedIsApplied,
  systemState,
  written,
} from '../cli-mysql';
import { vaultOf } from '../cli-secrets';
import { carriedPassword, samePassword } from '../database-password';
import { DAILY } from '../database-copies';
import { COPIES } from './copies';
import type { MysqlPlace, MysqlPlacement } from './names';

/** A look at the state, the mode and the channel of a DB system, from its own region. */
const look = (placement: MysqlPlacement, step: string, title: string, more: More): Check =>
  looked(placement, systemState(systemOf(placement.here)), step, title, more);

/**
 * Around a DB system that takes the role, stands by or is left. What follows is fed by a channel, which stands in no state: its password would stand
 * there, too. The role is taken by its end, for good, and by the apply of the site, which gives the mode that takes writes.
 */
export function mysqlRecovery(placement: MysqlPlacement, move: MoveFacts): RecoverySteps {
  const { origin, posture } = placement;
  const verify = [look(placement, 'promoted', 'takes writes', { matches: MYSQL_WRITES, timeout: 1800 })];
  // Where copies are all there is, there is nothing that could take a write.
  const fenced = posture === 'backup' ? [] : [look(placement, 'fenced', 'takes no write', { matches: MYSQL_SHUT, timeout: 1800 })];
  // What is begun empty has a password that nobody knows, until it is given that of its vault: ahead of users.
  const start = origin.how === 'created' && origin.begun ? { start: [opening(placement, placement.here)] } : {};
  const left = { verify, fenced, rejoin: [ending(placement)], ...stoodBy(placement), ...start };
  if (origin.how === 'replica') return { ...left, ...following(placement, origin.of, move) };
  if (origin.how === 'restored' && !origin.done) return { ...left, ...COPIES.restoring(placement, origin, move.since) };
  return origin.how === 'created' && origin.mayFollow !== undefined ? { ...left, promote: [promotion(placement)] } : left;
}

/** What a standby is made of, and what it is told: for as long as it follows, or waits for a copy. */
function stoodBy(placement: MysqlPlacement): Pick<RecoverySteps, 'seed' | 'standing'> {
  const { posture, attached, peer } = placement;
  const isReplica = posture === 'replica' && attached;
  if (!isReplica && posture !== 'backup') return {};
  const seed: Seed[] = [
    { before: 'sites', step: opening(placement, peer) },
    { before: 'sites', step: COPIES.bringing(placement, peer, DAILY) },
    { step: carriedPassword(placement), again: true },
    // Of one that stood by already, too: a channel that is gone, or needs attention, is made or resumed by nothing else.
    ...(isReplica ? [{ step: joining(placement), again: true }] : []),
  ];
  const stands = isReplica
    ? look(placement, 'standing', `follows, and hears ${peer.region}`, { matches: MYSQL_HEARS, timeout: 3600, onFailure: NOT_FOLLOWING })
    : COPIES.copied(placement, peer, 'standing');
  return { seed, standing: [stands, samePassword(placement)] };
}

/** What follows, takes the role. */
function following(placement: MysqlPlacement, source: MysqlPlace, { kind, since }: MoveFacts): RecoverySteps {
  const { here } = placement;
  return {
    // Where the other side is out nothing is heard, and that says nothing.
    check: [
      look(placement, 'replica', 'can take the role', { matches: kind === 'planned' ? MYSQL_HEARS : MYSQL_READS, onFailure: NOT_NOW }),
    ],
    age: { run: mysqlLackedAt(systemOf(here), since), endpoint: here.region },
    drained: drained(placement, source),
    promote: [applied(placement), promotion(placement)],
    follows: [look(placement, 'follows', 'still follows', { matches: MYSQL_FOLLOWS, onFailure: BEGUN })],
  };
}

/** Everything that the old side had when it was asked behind its fence, by the ids of its transactions. */
function drained(placement: MysqlPlacement, source: MysqlPlace): (Check | Find)[] {
  const { id, component, here } = placement;
  const all = findStep({
    id: `written-${id}`,
    title: `Every transaction of ${component} at ${source.region}, which takes no write any more`,
    run: written(systemOf(source)),
    endpoint: source.region,
    timeout: 900,
  });
  const has = checkStep({
    id: `lag-${id}`,
    title: `${component} at ${here.region} has applied each of them`,
    run: lacksOf(systemOf(here), found(all.id)),
    matches: '0',
    number: component,
    endpoint: here.region,
    timeout: 3600,
    onFailure: 'wait: it applies them one after the other. Where its channel needs attention: oci mysql channel resume',
  });
  return [all, has, samePassword(placement)];
}

/** Ahead of the end of the channel: what it received goes with it. */
const applied = ({ id, component, here }: MysqlPlacement): Check =>
  checkStep({
    id: `applied-${id}`,
    title: `${component} at ${here.region} has applied what it received`,
    run: receivedIsApplied(systemOf(here)),
    matches: 'applied',
    endpoint: here.region,
    timeout: 3600,
    onFailure:
      'wait: it goes on applying though its source is out. Where it never ends (a transaction fails), what it received behind that is lost: delete the channel by hand (oci mysql channel delete), and run this again',
  });

const promotion = ({ id, component, here }: MysqlPlacement) =>
  crossingStep({
    id: `promote-${id}`,
    title: `${component} at ${here.region} follows nobody any more`,
    run: endChannel(systemOf(here)),
    endpoint: here.region,
    expected: 'no output, after minutes; repeated, it finds no channel. It takes writes once its site is applied',
    losesData: 'what the old side took and had not sent yet: it stays in its own DB system',
    timeout: 2400,
  });

/** Given again wherever nothing stood by yet: what a DB system was made with, stands in a state. */
const opening = ({ id, component }: MysqlPlacement, at: MysqlPlace): Command =>
  commandStep({
    id: `password-${id}`,
    title: `The administrator of ${component} at ${at.region} is given the password that its vault has`,
    run: givePassword(systemOf(at), vaultOf(at), at.names.password),
    endpoint: at.region,
    expected: 'no output, after minutes; repeated, it is given once more, and no value is printed',
    timeout: 2400,
  });

/** The old one stays, and would be copied each day for as long as it does. */
const ending = ({ id, component, here }: MysqlPlacement): Command =>
  commandStep({
    id: `uncopied-${id}`,
    title: `${component} at ${here.region}, which the role left, is copied to the other region no more`,
    run: copyNoMore(systemOf(here)),
    endpoint: here.region,
    expected: 'no output, after minutes; repeated, it finds nothing that is copied. What was copied stays for its days',
    timeout: 2400,
  });

/** Behind the way between the networks, by which it is fed. */
const joining = ({ id, component, here, peer, declaration }: MysqlPlacement): Command =>
  commandStep({
    id: `channel-${id}`,
    title: `${component} at ${here.region} follows ${peer.region}, by a channel between their networks`,
    run: follow(systemOf(here), systemOf(peer), vaultOf(peer), { secret: peer.names.password, user: declaration.username }),
    endpoint: here.region,
    expected: 'no output; repeated, it finds its channel, and resumes one that needs attention',
    timeout: 2400,
  });

const NOT_NOW =
  'look at its state: what is being changed ends by itself. INACTIVE: somebody stopped it, start it (oci mysql db-system start). READ_WRITE: it has the role already. Ahead of a planned move, NEEDS_ATTENTION: resume its channel (oci mysql channel resume); channel=none: it is given one in peace (continuity run --transition establish --execute)';
const NOT_FOLLOWING =
  'channel=none: run this again, it is given one. NEEDS_ATTENTION: its details say why (oci mysql channel get): a way between the networks, a password that was changed in the database alone, or logs that its source keeps no longer; in the last case it never catches up, and is made anew (docs/databases-on-oci.md, "A standby that stays lost")';
