import type { MoveFacts } from '../../../port/facts';
import { looked, type More } from '../../../port/looks';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { restoreTime } from '../../../words/figure';
import { BEGUN, checkStep, commandStep, crossingStep, type Check, type Command, type Crossing } from '../../../words/steps';
import {
  cluster,
  CLUSTER_IS,
  clusterGuards,
  globalLackedAt,
  keepLost,
  latestClusterCopy,
  letGoOf,
  newestClusterCopy,
  READS,
  restartCluster,
  sessionsIn,
  switchRole,
  takeRole,
  versionsAlike,
  WRITES,
} from '../cli-aurora';
import { NO_SESSION } from '../cli-database';
import { clientOf, opensBy } from '../cli-login';
import { copySteps, type Copied } from '../copies';
import type { Restored } from '../relational-database/names';
import { agrees } from '../relational-database/steps';
import { auroraOf } from './engines';
import { clusterArn, globalOf, memberOf, type AuroraPlacement } from './names';

/** A look at a cluster, and in which role it is. */
const look = (placement: AuroraPlacement, step: string, title: string, more: More): Check =>
  looked(placement, cluster(placement.here.region, placement.here.names.instance, CLUSTER_IS), step, title, more);

/** Steps around a cluster that takes over, stands by or is left. */
export function auroraRecovery(placement: AuroraPlacement, move: MoveFacts): RecoverySteps {
  const { posture, joined, origin } = placement;
  const left = posture === 'backup' ? { fenced: [] } : leftSteps(placement);
  const verify = [look(placement, 'promoted', 'takes writes', { matches: WRITES, timeout: 3600 })];
  if (joined === 'replica' && posture !== 'backup' && !(origin.how === 'restored' && !origin.done))
    return { ...left, ...switchedSteps(placement, move), verify };
  const standing = posture === 'backup' ? [agrees(placement)] : [];
  if (origin.how !== 'restored' || origin.done) return { ...left, verify, standing };
  const copied = copySteps(placement, move, copyOf(placement.here, origin));
  return { ...left, ...copied, drained: [agrees(placement), ...copied.drained], verify, standing };
}

/** The service swaps the roles of both by one command; whoever was first, the other one follows. */
function switchedSteps(placement: AuroraPlacement, { kind, since }: MoveFacts): RecoverySteps {
  const { here, peer, attached, declaration } = placement;
  const { region, names } = here;
  const isPlanned = kind === 'planned';
  return {
    age: { run: globalLackedAt(region, names.instance, peer.region, since), endpoint: region },
    check: [
      look(placement, 'replica', 'follows, and has an instance that can take the role', {
        matches: READS,
        timeout: 900,
        onFailure: NOT_NOW,
      }),
      ...(isPlanned ? [alike(placement)] : []),
    ],
    ...(attached ? { seed: [letGo(placement)] } : {}),
    drained: [
      agrees(placement),
      look(placement, 'lag', `follows still, behind the restart of ${peer.region}: the swap waits by itself for what is on its way`, {
        matches: READS,
        timeout: 1800,
        onFailure: NOT_NOW,
      }),
    ],
    promote: [taking(placement, isPlanned)],
    follows: [look(placement, 'follows', 'still follows', { matches: READS, onFailure: BEGUN })],
    rejoin: [kept(placement)],
    standing: [
      look(placement, 'standing', 'follows, and has an instance', {
        matches: READS,
        timeout: 3600 + restoreTime(declaration.gib).seconds,
        onFailure: NOT_FOLLOWING,
      }),
      alike(placement),
      agrees(placement),
      opens(placement),
    ],
  };
}

function taking(placement: AuroraPlacement, isPlanned: boolean): Crossing {
  const { id, component, here } = placement;
  const words = { region: here.region, name: here.names.instance, arn: clusterArn(here), global: globalOf(placement) };
  return crossingStep({
    id: `promote-${id}`,
    title: `${component} at ${here.region} takes the role`,
    run: isPlanned ? switchRole(words) : takeRole(words),
    endpoint: here.region,
    expected: `the status of what both are members of, and the end of the command once it takes writes; repeated, it waits for what it began, or finds that it has the role${isPlanned ? '. Where the call is refused for its region, the same (aws rds switchover-global-cluster) with that of the side that is left; then run this again' : ''}`,
    losesData:
      'what the old side took and had not sent yet: once its region answers the service makes it follow from a new storage, and tries to keep the old one as a snapshot (rds:unplanned-global-failover-…), which a later step copies; that there is one is no promise',
    timeout: 7200,
  });
}

/** Roles are moved between two of one version alone, with its minor one. */
const alike = ({ id, component, here, peer }: AuroraPlacement): Check =>
  checkStep({
    id: `version-${id}`,
    title: `${component} is of one version at ${here.region} and at ${peer.region}`,
    run: versionsAlike([here.region, here.names.instance], [peer.region, peer.names.instance]),
    matches: 'alike',
    endpoint: peer.region,
    timeout: 60,
    onFailure:
      'raise the one that follows first: aws rds modify-db-cluster --engine-version … --apply-immediately, with its --region and --db-cluster-identifier; then the other one',
  });

/** A snapshot of the service goes with the days that backups are kept: it is all that there is of what was lost. */
const kept = ({ id, component, here }: AuroraPlacement): Command =>
  commandStep({
    id: `keep-${id}`,
    title: `Keep what ${component} at ${here.region} took and had not sent, where the service made a snapshot of it`,
    run: keepLost(here.region, here.names.instance),
    endpoint: here.region,
    expected:
      'each snapshot, and as what it is kept (it is restored beside the cluster, and deleted by hand once nobody misses a row); nothing behind a planned move. It may come only once the old storage is replaced: run it again then',
    timeout: 7200,
  });

/** There is one member a region: one that was left there by an earlier standby is let go, and stays as it is. */
const letGo = (placement: AuroraPlacement): Seed => {
  const { id, component, here } = placement;
  return {
    before: 'sites',
    step: commandStep({
      id: `let-go-${id}`,
      title: `No other cluster of ${here.region} is a member of what ${component} is`,
      run: letGoOf(here.region, globalOf(placement), clusterArn(here)),
      endpoint: here.region,
      expected: 'no output, or the status of what it was let go from: it is a cluster of its own then, and is deleted by hand',
      timeout: 3600,
    }),
  };
};

/** Two secrets that agree may both be wrong. Whoever runs may be in neither network, so that nobody waits for it. */
function opens({ id, component, here, declaration }: AuroraPlacement): Check {
  const { username, database } = declaration;
  const { client } = auroraOf(declaration);
  return checkStep({
    id: `login-${id}`,
    title: `The password of ${component} at ${here.region} opens what follows`,
    run: opensBy(here.region, memberOf(here, 1), { engine: client, secret: here.names.password, username, database }),
    matches: 'opens',
    endpoint: here.region,
    timeout: 30,
    bestEffort: true,
    onFailure: `refused: it was changed in the database and not in the secret, or the other way round: mend it where the workload is served, and carry it (docs/databases-on-aws.md). Else nobody was asked: log in from a machine that has ${clientOf(client)}, in the network of ${here.region}`,
  });
}

/** The apply admits nobody new; who is connected stays so until what is in the cluster restarts. */
function leftSteps(placement: AuroraPlacement): Required<Pick<RecoverySteps, 'fence' | 'fenced'>> {
  const { id, component, here } = placement;
  const { region, names } = here;
  const cut = commandStep({
    id: `cut-${id}`,
    title: `End every session of ${component} at ${region}: its instances restart`,
    run: restartCluster(region, names.instance),
    endpoint: region,
    expected: 'rebooting, and the end of the command once each is available again; what follows may restart with it',
    timeout: 3600,
  });
  return {
    fence: [{ step: cut }],
    fenced: [
      looked(placement, clusterGuards(region, names.instance, `${names.securityGroup}-closed`), 'fenced', 'admits nobody', {
        matches: 'fenced',
      }),
      looked(placement, sessionsIn(region, names.instance), 'fenced-empty', 'has no session of a client', {
        matches: NO_SESSION,
        timeout: 900,
        onFailure:
          'its metrics come about a minute late. Where sessions are counted after the restart, somebody let them in: look at the groups of the cluster, and run this again',
      }),
    ],
  };
}

/** As the apply looks for it: the copy that was chosen, or the newest one that AWS Backup copied here. */
function copyOf({ region }: AuroraPlacement['here'], { of, point }: Restored): Copied {
  const source = of.names.instance;
  const latest = (field: string): string[] => latestClusterCopy(region, field, point ? { point } : { cluster: source });
  return {
    found: point ? latest('DBClusterSnapshotArn') : newestClusterCopy(region, source),
    taken: latest('SnapshotCreateTime'),
    resource: clusterArn(of),
  };
}

const NOT_NOW =
  'look at its status: a change or a restart ends by itself. None: it has the role already, or was let go. 0 instances: apply its site, which makes one';
const NOT_FOLLOWING =
  'the service makes the old side follow by itself once its region answers, from a new storage after a forced move, which may take hours. Where it does not: see what both are members of (aws rds describe-global-clusters). Where it is no member any more, save what only it has, take it out of its state (terraform state rm), delete it, and apply its site, which makes it anew from the other one';
