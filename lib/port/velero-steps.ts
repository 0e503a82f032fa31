import type { Form } from '../words/posture';
import { works } from '../words/posture';
import { checkStep, commandStep, type Check, type Command } from '../words/steps';
import type { MoveFacts } from './facts';
import type { RecoverySteps } from './phases';
import { IS_KNOWN, IS_WHOLE, NONE_LEFT, recreatedBy } from './velero';

/** Seconds that one call of a cluster may take; that pods may take to go, and namespaces; and that copying, or restoring, may take (the library's own bounds). */
const [TOLD_WITHIN, GONE_WITHIN, CLEARED_WITHIN, WHOLE_WITHIN] = [900, 1800, 1800, 6 * 3600];

/** A cluster at a site. */
interface Placed {
  readonly id: string;
  readonly component: string;
  readonly form: Form;
  readonly here: { readonly site: string; readonly region: string };
}

/** The command lines of a cluster that Velero copies: what is made anew is called by a name of its move. */
export interface VeleroLines {
  /** Installs it; for what a move is to make anew, by its name, it forgets first what it knew of copies. */
  readonly install: (name: string) => string[];
  /** {@link IS_KNOWN}, once it read the list of copies. */
  readonly known: string[];
  /** Has what stood in the namespaces go. */
  readonly clear: (name: string) => string[];
  /** {@link NONE_LEFT}, once it is gone. */
  readonly cleared: (name: string) => string[];
  /** Restores the newest copy. */
  readonly recreate: (name: string) => string[];
  /** {@link IS_WHOLE}, once it is restored. */
  readonly recreated: (name: string) => string[];
  /** Lets pods be in the namespaces. */
  readonly wake: string[];
  /** Copies from now on. */
  readonly schedule: string[];
  /** Lets no pod be in the namespaces, and pauses the schedule. */
  readonly stop: string[];
  /** {@link NONE_LEFT}, once no pod is there. */
  readonly stopped: string[];
  /** Copies once more. */
  readonly recopy: string[];
  /** {@link IS_WHOLE}, once that is whole. */
  readonly recopied: string[];
  /** The same of what is lost, or stands by: whatever nothing makes anew ends, too. */
  readonly halt: string[];
}

/** What a cloud says of it. */
export interface VeleroOf {
  readonly namespaces: readonly string[];
  readonly lines: VeleroLines;
  /** Hosts that chart and images are fetched from. */
  readonly hosts: readonly string[];
  /** How a person runs kubectl there, in brackets behind a command. */
  readonly byHand: string;
  /** What may be wrong where it reads no copy, beside what it says. */
  readonly unread: string;
  /** Lists the volumes that are kept of what is deleted. */
  readonly volumes: string;
}

/** What Velero adds to the procedures around a cluster. */
export interface VeleroSteps {
  /** Ahead of the fence, which takes the nodes. */
  readonly quiesce: NonNullable<RecoverySteps['quiesce']>;
  /** Behind the nodes that serve. */
  readonly start: NonNullable<RecoverySteps['start']>;
  /** For a fence: what was left there by a region that was lost would run again with the next node, beside what was made of its copy. */
  readonly halt: Command;
  /** Where nodes stand by: the same once more, of what came since. Velero there is to copy nothing, and could not: what it wrote to takes no write. */
  readonly rest: Command;
  /** Whether nothing of it runs there. */
  readonly rested: Check;
}

/** The steps of a cluster whose namespaces Velero copies. */
export function veleroSteps(placed: Placed, move: Pick<MoveFacts, 'to' | 'claim'>, of: VeleroOf): VeleroSteps {
  const { id, component, here } = placed;
  const what = of.namespaces.join(', ');
  const halted = (step: string, title: string): Command =>
    commandStep({
      id: `${step}-${id}`,
      title,
      run: of.lines.halt,
      endpoint: here.region,
      expected: 'pods deleted, or that no node, or no cluster, is there',
      timeout: TOLD_WITHIN,
    });
  return {
    quiesce: lastCopy(placed, of),
    start: copies(placed, move, of),
    halt: halted('halt', `Nothing of ${what} of ${component} at ${here.region} is to run any more`),
    rest: halted('rest', `${component} at ${here.region} stands by: nothing of ${what} is to run there, and its schedule of copies pauses`),
    rested: noPod(placed, of, 'rested'),
  };
}

/** Something that is told inside of a cluster, once a site. */
const tellsIn =
  ({ id, here: { region } }: Placed) =>
  (step: string, title: string, run: string[], expected: string): Command =>
    commandStep({ id: `${step}-${id}-${region}`, title, run, endpoint: region, expected, timeout: TOLD_WITHIN });

/** Velero; what it restores, where a move brings the role here (so paper of one that is not declared says it, too); and its schedule, last. */
function copies(placed: Placed, { to, claim }: Pick<MoveFacts, 'to' | 'claim'>, of: VeleroOf): (Check | Command)[] {
  const { component, here, form } = placed;
  const { lines } = of;
  const [what, told] = [of.namespaces.join(', '), tellsIn(placed)];
  const name = recreatedBy(claim);
  const moved = to === undefined ? !works(form) : to === here.site;
  return [
    {
      ...told(
        'velero',
        `Install Velero in ${component} at ${here.region}, on the copies of that site`,
        lines.install(moved ? name : ''),
        'what helm and kubectl did',
      ),
      fetches: [...of.hosts],
    },
    ...(moved ? remade(placed, name, of) : []),
    told('resume', `Let pods of ${what} run at ${here.region}`, lines.wake, 'what stopped them is deleted, or was not there'),
    told(
      'schedule',
      `Copy ${what} of ${component} at ${here.region} from now on`,
      lines.schedule,
      'schedule.velero.io/continuity created, configured or unchanged',
    ),
  ];
}

/** What the newest copy has, in the place of what stood there. */
function remade(placed: Placed, name: string, { namespaces, lines, ...of }: VeleroOf): (Check | Command)[] {
  const { id, component, here } = placed;
  const { region } = here;
  const [what, told] = [namespaces.join(', '), tellsIn(placed)];
  return [
    checkStep({
      id: `known-${id}-${region}`,
      title: `Velero in ${component} at ${region} knows the copies that are there`,
      run: lines.known,
      matches: IS_KNOWN,
      endpoint: region,
      timeout: TOLD_WITHIN,
      onFailure: `what it says of the object storage: kubectl describe backupstoragelocations.velero.io default --namespace velero ${of.byHand}; ${of.unread}`,
    }),
    told(
      'clear',
      `Delete what stood in ${what} of ${component} at ${region}, and keep its volumes`,
      lines.clear(name),
      `what is deleted. The volumes are kept: ${of.volumes}`,
    ),
    checkStep({
      id: `cleared-${id}-${region}`,
      title: `Nothing is left in the place of ${what} at ${region}`,
      run: lines.cleared(name),
      matches: NONE_LEFT,
      endpoint: region,
      timeout: CLEARED_WITHIN,
      onFailure: `the answer: namespaces that are still there. What holds one up: kubectl describe namespace NAME ${of.byHand}, its conditions: an object with a finalizer that nobody works off any more`,
    }),
    told(
      'recreate',
      `Make ${what} of ${component} anew at ${region}, of the newest copy that is whole`,
      lines.recreate(name),
      'the copy that is restored, or that this was done before',
    ),
    checkStep({
      id: `recreated-${id}-${region}`,
      title: `${what} of ${component} are made anew at ${region}, with their volumes`,
      run: lines.recreated(name),
      matches: IS_WHOLE,
      endpoint: region,
      timeout: WHOLE_WITHIN,
      onFailure: `PartiallyFailed or Failed: kubectl describe restores.velero.io ${name} --namespace velero ${of.byHand}. Where a copy had not arrived whole, take the one before (kubectl get backups.velero.io --namespace velero): delete this Restore and the namespaces that it made, and create one of the same name of that copy`,
    }),
  ];
}

function noPod({ id, component, here: { region } }: Placed, { namespaces, lines, byHand }: VeleroOf, step: string): Check {
  return checkStep({
    id: `${step}-${id}`,
    title: `No pod of ${namespaces.join(', ')} of ${component} at ${region} writes any more`,
    run: lines.stopped,
    matches: NONE_LEFT,
    endpoint: region,
    timeout: GONE_WITHIN,
    onFailure: `the answer: pods that are left. What holds one up: kubectl describe pod NAME --namespace NAMESPACE ${byHand}`,
  });
}

/** Nothing writes any more, and what was written since the last copy goes into one more, which is carried as the others are. */
function lastCopy(placed: Placed, of: VeleroOf): (Check | Command)[] {
  const {
    id,
    component,
    here: { region },
  } = placed;
  const { namespaces, lines, byHand } = of;
  const what = namespaces.join(', ');
  const told = (step: string, title: string, run: string[], expected: string): Command =>
    commandStep({ id: `${step}-${id}`, title, run, endpoint: region, expected, timeout: TOLD_WITHIN });
  return [
    {
      ...told(
        'stop',
        `Stop what runs in ${what} of ${component} at ${region}: users get no answer of it from here on`,
        lines.stop,
        'pods deleted',
      ),
      onFailure: `pods that nothing makes anew (no Deployment, StatefulSet or Job) would be in no copy: put each into one, or delete it. Given up, they run again once the abort is run`,
    },
    noPod(placed, of, 'stopped'),
    told(
      'recopy',
      `Copy ${what} of ${component} at ${region} once more`,
      lines.recopy,
      'backup.velero.io/continuity-… created, or the one that was made since they stopped',
    ),
    checkStep({
      id: `recopied-${id}`,
      title: `The newest copy of ${component} at ${region} is whole`,
      run: lines.recopied,
      matches: IS_WHOLE,
      endpoint: region,
      timeout: WHOLE_WITHIN,
      onFailure: `kubectl describe backups.velero.io --namespace velero ${byHand}; mend it and run the procedure again, which makes one more copy; or give the move up`,
    }),
  ];
}
