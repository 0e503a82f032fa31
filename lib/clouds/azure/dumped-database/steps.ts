import type { Placement } from '../../../plan/plan';
import type { MoveFacts } from '../../../port/facts';
import { looked, type More } from '../../../port/looks';
import type { RecoverySteps } from '../../../port/phases';
import { BEGUN, checkStep, commandStep, type Check, type Command } from '../../../words/steps';
import { imageThere } from '../cli-apps';
import { WRITES_READY } from '../cli-database';
import { closeAndDump, dumpAge, IS_WHOLE, isLast, newestDump, newestSince, openAgain, runJob } from '../cli-dumps';
import { registryNameOf, type ImagesPlacement } from '../container-images/names';
import { none, offered } from '../relational-database/copies';
import { left } from '../relational-database/looks';
import { postgres } from '../relational-database/names';
import { copiedOf, databaseRecovery } from '../relational-database/steps';
import { isMade, isOfCopies } from '../restored';
import { dumpSeconds, jobLimit, restoring } from './figures';
import { jobName, jobOf, storeOf, type DumpedPlace, type DumpedPlacement } from './names';

/** Steps around a database whose other side has dumps alone; what followed by itself, or follows, is moved as ever. */
export function dumpedRecovery(placement: DumpedPlacement, move: MoveFacts): RecoverySteps {
  const start = [opened(placement)];
  if (!isOfCopies(placement)) return { ...databaseRecovery(placement, move), start };
  const { here, declaration, origin, posture, peer } = placement;
  const server = postgres(here, declaration);
  const closed = isMade(placement) ? left(placement, server) : {};
  const writes = looked(placement, server.lines.role(server.of), 'promoted', 'takes writes', { matches: WRITES_READY, timeout: 1800 });
  const standing = posture === 'backup' ? standsBy(placement, move) : [];
  const quiesce = isMade(placement) ? [closing(placement, move)] : [];
  if (origin.how !== 'restored' || origin.done) return { verify: [writes], standing, quiesce, start, ...closed };
  const family = copiedOf(placement);
  return {
    check: [none(placement, family, 'room'), offered(placement, family), whole(placement, 'copied'), imageAt(placement, move, 'image')],
    age: { run: dumpAge(storeOf(here), move.since), endpoint: here.region },
    drained: move.kind === 'planned' ? [lastIsThere(placement, peer as DumpedPlace, move)] : [],
    verify: [writes],
    start: [restored(placement)],
    follows: [none(placement, family, 'follows', BEGUN)],
    standing,
    ...closed,
  };
}

const at = (placement: DumpedPlacement, run: string[], step: string, title: string, more: More): Check =>
  looked(placement, run, step, title, more);

const whole = (placement: DumpedPlacement, step: string, run = newestDump(storeOf(placement.here))): Check =>
  at(placement, run, step, `has a whole dump from ${placement.peer.region}`, {
    matches: IS_WHOLE,
    timeout: 60,
    onFailure: `None: there is nothing to restore: look at the executions of ${jobName((placement.peer as DumpedPlace).names, 'copy')} (az containerapp job execution list). A call that fails: it is let in from where stacks are applied (appliedFrom), as whoever has the role Storage Blob Data Reader (keyOfficer)`,
  });

/** What a job is made from has to be there, or Azure refuses it. */
function imageAt({ id, component, here, declaration }: DumpedPlacement, { beside = [] }: MoveFacts, step: string): Check {
  const { repository, digest } = declaration.dumps ?? { repository: '', digest: '' };
  const registries = beside.flatMap((one: Placement) =>
    one.kind === 'container-images' ? [registryNameOf((one as ImagesPlacement).here)] : [],
  );
  return checkStep({
    id: `${step}-${id}`,
    title: `The image that dumps and restores ${component} is in the registry of ${here.region}`,
    run: imageThere(here.account, registries, repository, digest),
    matches: digest,
    endpoint: here.region,
    onFailure: `push that digest to ${registries.join(', or ')}, in the repository ${repository}: az acr import, or the pipeline`,
  });
}

/** A dump of what has the role now: an earlier turn may have left some. */
const dumpedSince = ({ here, peer }: DumpedPlacement): string[] => newestSince(storeOf(here), jobOf(peer as DumpedPlace, 'copy'));

/** Before it stood by once no dump is made: the job of one is made by the apply behind that, and what it is made from is looked for. */
const standsBy = (placement: DumpedPlacement, move: MoveFacts): Check[] => [
  none(placement, copiedOf(placement), 'standing'),
  imageAt(placement, move, 'image-there'),
  ...(placement.runsLater ? [] : [{ ...whole(placement, 'dumped', dumpedSince(placement)), timeout: jobLimit(placement.declaration.gib) }]),
  offered(placement, copiedOf(placement), 'orderable'),
];

/** Ahead of the fence, since the way of the job is the one that a fence takes away. */
function closing({ id, component, here, peer, declaration }: DumpedPlacement, { declared = '' }: MoveFacts): Command {
  return commandStep({
    id: `last-${id}`,
    title: `The last dump of ${component} at ${here.region} is made, and nobody is let in any more`,
    run: closeAndDump(jobOf(here, 'last'), storeOf(peer as DumpedPlace), declared),
    endpoint: here.region,
    expected:
      'no output, once it is whole at the other side; repeated, it finds it there, or waits for what runs. Each database lets in the dump alone, and is closed before that is read: no write is missing. Where it fails it opens what it closed',
    usual: dumpSeconds(declaration.gib),
    timeout: jobLimit(declaration.gib),
  });
}

const opened = ({ id, component, here, declaration }: DumpedPlacement): Command =>
  commandStep({
    id: `open-${id}`,
    title: `${component} at ${here.region} lets its users in, where a last dump had closed it`,
    run: openAgain(jobOf(here, 'last'), jobOf(here, 'open')),
    endpoint: here.region,
    expected:
      'no output; one that still runs is waited for, since it would close it again: end it with az containerapp job stop; nothing is done where no last dump was made since',
    timeout: jobLimit(declaration.gib),
  });

const lastIsThere = (placement: DumpedPlacement, peer: DumpedPlace, { declared = '' }: MoveFacts): Check =>
  at(
    placement,
    isLast(storeOf(placement.here), declared),
    'last-there',
    `has the last dump of ${peer.region}, made after this move was declared`,
    {
      matches: 'last',
      timeout: 300,
      onFailure:
        'what it printed is the newest one: give the move up (continuity declare abort), which opens what was closed, and read the executions of its job',
    },
  );

function restored({ id, component, here, declaration }: DumpedPlacement): Command {
  return commandStep({
    id: `restore-${id}`,
    title: `${component} at ${here.region} is restored from its dump`,
    run: runJob(jobOf(here, 'back')),
    endpoint: here.region,
    expected:
      'no output, once all of it is there, and is what was sent (SHA-256 of each file). Repeated, it waits for what runs, begins again what broke off, and leaves alone what is whole (the empty database continuity_restored says so). It fails where there is a database that it did not bring: see that nobody needs that, drop it, and do it again; where you restored it by another way, create the database continuity_restored. Databases are the administrator’s; roles come along without their passwords: set them (ALTER ROLE … PASSWORD). What the old side took after that dump began stays in its own server',
    usual: restoring(declaration.gib).seconds,
    timeout: jobLimit(declaration.gib),
  });
}
