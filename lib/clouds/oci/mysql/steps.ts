import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { copyTime, limitOf } from '../../../words/figure';
import { BEGUN, checkStep, commandStep, crossingStep, findStep, found, type Check, type Command, type Find } from '../../../words/steps';
import {
  backupAge,
  bringBackup,
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
  newestBackup,
  receivedIsApplied,
  systemState,
  written,
} from '../cli-mysql';
import { carrySecrets, secretsDiffer } from '../cli-secrets';
import { DAILY, KEEP_DAYS } from './figures';
import { systemOf, vaultOf, type MysqlPlace, type MysqlPlacement } from './names';

interface Look {
  readonly matches: string;
  readonly timeout?: number;
  readonly onFailure?: string;
}

/** A look at the state, the mode and the channel of a DB system, from its own region. */
const look = ({ id, component, here }: MysqlPlacement, step: string, title: string, more: Look): Check =>
  checkStep({
    id: `${step}-${id}`,
    title: `${component} at ${here.region} ${title}`,
    run: systemState(systemOf(here)),
    endpoint: here.region,
    ...more,
  });

/**
 * Around a DB system that takes the role, stands by or is left. What follows is fed by a channel, which stands in no state: its password would stand
 * there, too. The role is taken by its end, for good, and by the apply of the site, which gives the mode that takes writes.
 */
export function mysqlRecovery(placement: MysqlPlacement, move: MoveFacts): RecoverySteps {
  const { origin, posture } = placement;
  const verify = [look(placement, 'promoted', 'takes writes', { matches: MYSQL_WRITES, timeout: 1800 })];
  // Where copies are all there is, there is nothing that could take a write.
  const fenced = posture === 'backup' ? [] : [look(placement, 'fenced', 'takes no write', { matches: MYSQL_SHUT, timeout: 1800 })];
  const left = { verify, fenced, ...stoodBy(placement) };
  if (origin.how === 'replica') return { ...left, ...following(placement, origin.of, move) };
  if (origin.how === 'restored' && !origin.done) return { ...left, ...restoring(placement, origin, move) };
  return origin.how === 'created' && origin.mayFollow !== undefined ? { ...left, promote: [promotion(placement)] } : left;
}

/** What a standby is made of, and what it is told: for as long as it follows, or waits for a copy. */
function stoodBy(placement: MysqlPlacement): Pick<RecoverySteps, 'seed' | 'standing'> {
  const { posture, attached, peer } = placement;
  const isReplica = posture === 'replica' && attached;
  if (!isReplica && posture !== 'backup') return {};
  const seed: Seed[] = [
    { before: 'sites', step: opening(placement) },
    { before: 'sites', step: bringing(placement, peer, DAILY) },
    { step: carrying(placement), again: true },
    // Of one that stood by already, too: a channel that is gone, or needs attention, is made or resumed by nothing else.
    ...(isReplica ? [{ step: joining(placement), again: true }] : []),
  ];
  const stands = isReplica
    ? look(placement, 'standing', `follows, and hears ${peer.region}`, { matches: MYSQL_HEARS, timeout: 3600, onFailure: NOT_FOLLOWING })
    : copied(placement, peer, 'standing');
  return { seed, standing: [stands, sameSecret(placement)] };
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

/** What is made of a copy: the chosen one, or the newest that is in its own region. */
function restoring(
  placement: MysqlPlacement,
  { of, point }: Extract<MysqlPlacement['origin'], { readonly how: 'restored' }>,
  { since }: MoveFacts,
): RecoverySteps {
  const { here } = placement;
  return {
    check: point === undefined ? [copied(placement, of)] : [],
    age: { run: backupAge(systemOf(here), systemOf(of), since), endpoint: here.region },
    drained: of.site === here.site ? [] : [sameSecret(placement), bringing(placement, of, 0)],
  };
}

/** Nothing is restored from what is not there. */
const copied = ({ id, component, here }: MysqlPlacement, of: MysqlPlace, step: 'copied' | 'standing' = 'copied'): Check =>
  checkStep({
    id: `${step}-${id}`,
    title: `A copy of ${component} is at ${here.region}`,
    run: newestBackup(systemOf(here), systemOf(of)),
    matches: '\\S+',
    endpoint: here.region,
    timeout: 60,
    onFailure: `where the call failed, mend that. Else there is nothing to make ${component} from: wait for a copy, or give the move up (continuity declare abort) and declare it again with --from ${component}=POINT, or, in a failover, --from ${component}=none to begin empty`,
  });

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
  return [all, has, sameSecret(placement)];
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
const opening = ({ id, component, peer }: MysqlPlacement): Command =>
  commandStep({
    id: `password-${id}`,
    title: `The administrator of ${component} at ${peer.region} is given the password that its vault has, or is given now`,
    run: givePassword(systemOf(peer), vaultOf(peer), peer.names.password),
    endpoint: peer.region,
    expected: 'no output, after minutes; repeated, it is given once more, and no value is printed',
    timeout: 2400,
  });

const bringing = ({ id, component, here, declaration }: MysqlPlacement, of: MysqlPlace, most: number): Command =>
  commandStep({
    id: `copy-${id}`,
    title:
      most > 0
        ? `${here.region} has a copy of ${component} of the last ${most / 3600} hours, of which it can be made`
        : `Copy ${component} once more, from ${of.region}, now that nothing is written there`,
    run: bringBackup(systemOf(here), systemOf(of), { most, keep: KEEP_DAYS }),
    endpoint: of.region,
    expected:
      most > 0 ? 'no output, once it has; repeated, it brings none where one is young enough' : 'no output; repeated, it makes another one',
    timeout: limitOf(copyTime(declaration.gib, 0)),
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

const carrying = ({ id, component, here, peer }: MysqlPlacement): Command =>
  commandStep({
    id: `carry-${id}`,
    title: `${here.region} is given the password of ${component}, where it lacks it or has another one than ${peer.region}`,
    run: carrySecrets(vaultOf(here), vaultOf(peer), [peer.names.password]),
    endpoint: here.region,
    expected: 'it is in step, or was carried; no value is printed',
    timeout: 180,
  });

const sameSecret = ({ id, component, here, peer }: MysqlPlacement): Check =>
  checkStep({
    id: `same-password-${id}`,
    title: `The password of ${component} is the same in the vaults of both sites`,
    run: secretsDiffer(vaultOf(here), vaultOf(peer), [peer.names.password]),
    matches: '0',
    endpoint: here.region,
    onFailure: `run this again: it is carried from ${peer.region}. A secret takes 30 versions: where it has as many, end old ones (oci vault secret-version schedule-deletion)`,
  });

const NOT_NOW =
  'look at its state: what is being changed ends by itself. INACTIVE: somebody stopped it, start it (oci mysql db-system start). READ_WRITE: it has the role already. Ahead of a planned move, NEEDS_ATTENTION: resume its channel (oci mysql channel resume); channel=none: it is given one in peace (continuity run --transition establish --execute)';
const NOT_FOLLOWING =
  'channel=none: run this again, it is given one. NEEDS_ATTENTION: its details say why (oci mysql channel get): a way between the networks, a password that was changed in the database alone, or logs that its source keeps no longer; in the last case it never catches up, and is made anew (docs/databases-on-oci.md, "A standby that stays lost")';
