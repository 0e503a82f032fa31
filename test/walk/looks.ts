import type { Entry } from '../../lib/cli/runner/journal';
import { runOf, type Action, type Call } from '../../lib/words/actions';
import type { Placement } from '../../lib/plan/plan';
import type { Stamp } from '../../lib/situation/schema';
import type { WalkApp, Work } from './apps';
import type { Torn } from './apply';
import { lookOf } from './existing';
import type { Due, Output } from './output';
import { behaviourOf, keyOf, siteOfKey, type Behaviour } from './physics';
import { picked, replicate, serves, worksAt } from './service';
import type { Instance, World, Writes, WorkWorld } from './world';

/** How a run is done. */
export interface RunOptions {
  /** Whose file it is. */
  readonly branch: 0 | 1;
  readonly said: Stamp;
  /** Dies after so many actions. @default it does not */
  readonly until?: number;
  /** Dies in the apply that follows, before the marker is written. */
  readonly torn?: Torn;
}

/** What came of a run. */
export interface Ran {
  readonly transition: string;
  /** The action it stopped at, and why. */
  stopped?: { readonly action: string; readonly why: string };
  readonly faults: string[];
  actions: number;
}

/** All that a step needs. */
export interface Context extends Omit<RunOptions, 'torn'> {
  readonly torn?: Torn | undefined;
  readonly app: WalkApp;
  readonly world: World;
  readonly work: Work;
  readonly own: WorkWorld;
  readonly output: Output;
  readonly due: Due;
  readonly ran: Ran;
  readonly journal: Entry[];
  readonly ended: Map<string, 'ok' | 'failed' | 'skipped'>;
  /** An earlier apply of it did not end well: what exists and is in no state is imported. */
  readonly resumes?: boolean;
}

/** A check, a find or a command: reads the world, or changes what Terraform does not. */
export function doLook(context: Context, action: Call): string | undefined {
  const { app, world, output, work, ran } = context;
  const at = app.sites.find((site) => site.split(':')[1] === action.endpoint);
  if (at && world.regions[at] !== 'up') {
    if (output.viewOf(work).isOut(at) && !action.bestEffort)
      ran.faults.push(`what is due (${ran.transition}) asks ${at}, which is declared out: ${action.id}`);
    return `${at} does not answer`;
  }
  const [verb = ''] = action.id.split('-');
  const own = isCopied(context, action) ? COPIED[verb] : isRuled(context) ? RULED[verb] : undefined;
  const look = lookOf(context, action, verb) ?? own ?? LOOKS[verb];
  if (!look) throw new Error(`A step that the walk does not know: ${action.id}`);
  return look(context, action);
}

type Look = (context: Context, action: Call) => string | undefined;

/** What a step of a cell is about: at the taker, or, where the step names a region, in that region. */
export function placementOf({ output, work, app }: Context, action: Action): Placement | undefined {
  const rest = action.id.slice(action.id.indexOf('-') + 1);
  const named = app.sites.find((site) => rest.endsWith(`-${site.split(':')[1]}`));
  const { open, aborting, standby } = output.viewOf(work);
  const at = named ?? open?.to ?? aborting?.to ?? standby;
  const id = named ? rest.slice(0, -((named.split(':')[1] as string).length + 1)) : rest;
  const { placements, anew } = output.planOf(work);
  return [...placements, ...anew].find((p) => p.here.site === at && p.id === id);
}

/** The instance that it is about. */
export function instanceOf(context: Context, action: Action): { key: string; one: Instance | undefined } {
  const { own } = context;
  const found = placementOf(context, action);
  if (!found) throw new Error(`A step about nothing that is planned: ${action.id}`);
  const key = keyOf(found.component, found.here.site, found.generation);
  return { key, one: own.instances[key] };
}

const behaves = ({ work }: Context, key: string): Behaviour | undefined => {
  const kind = work.own.protections.find((p) => key.startsWith(`${p.declaration.id}@`))?.declaration.kind;
  return kind && behaviourOf(work, kind);
};

/** What counts at the site that serves. */
function primaryOf({ output, work, own }: Context, { component }: Instance): { key: string; one: Instance | undefined } {
  const view = output.viewOf(work);
  const key = keyOf(component, view.active, view.currentOf(component, view.active));
  return { key, one: own.instances[key] };
}

/** Whether a command swaps roles while both answer. */
const isPlanned = (run: readonly string[]): boolean =>
  ['--switch', 'planned'].some((word) => run.includes(word)) ||
  run.some((text) => /autonomous-database switchover|switch-over-data-guard/.test(text));

/** Steps about what switches roles. */
const PAIR: Readonly<Record<string, Look>> = {
  find: () => undefined,
  flush: () => undefined,
  ship: () => undefined,
  member: (context, action) => LOOKS['replica']?.(context, action),
  refuse: (context, action) => {
    const { one } = instanceOf(context, action);
    if (one) one.shut = true;
    return undefined;
  },
  admit: (context, action) => {
    const { one } = instanceOf(context, action);
    if (one) delete one.shut;
    return undefined;
  },
  emptied: ({ own, app }, { id }) => {
    const site = app.sites.find((one) => id.endsWith(`-${one.split(':')[1]}`)) as string;
    return own.entrances[site]?.closed && !own.started[site] ? `nobody works on what is in flight at ${site}` : undefined;
  },
  promote: (context, action) => {
    const { key, one } = instanceOf(context, action);
    if (!one) return `${key} does not exist`;
    const source = one.of === undefined ? undefined : context.own.instances[one.of];
    if (isPlanned(runOf(action)) && one.of !== undefined) {
      if (!source || context.world.regions[source.site] !== 'up') return `${one.of} does not answer: it cannot be turned`;
      replicate(context.app, context.world);
      source.of = key;
    }
    delete one.of;
    return undefined;
  },
  start: (context, action) => {
    const { world, own, work, output, app, ran } = context;
    const site = app.sites.find((one) => action.endpoint === one.split(':')[1]) as string;
    const closed = Object.values(own.entrances[site]?.current ?? {}).filter((key) => {
      const one = own.instances[key];
      return one && (one.of !== undefined || one.fenced || one.shut);
    });
    if (output.viewOf(work).open?.to === site && closed.length > 0)
      ran.faults.push(`what works on the data of ${work.id} is started at ${site} before ${closed.join()} takes writes`);
    if (world.regions[site] === 'up') own.started[site] = true;
    return undefined;
  },
  rejoin: (context, action) => {
    const { key, one } = instanceOf(context, action);
    if (!one) return `${key} does not exist`;
    const primary = primaryOf(context, one);
    if (one.of === primary.key) return undefined;
    if (!primary.one || primary.one.of !== undefined) return `${primary.key} is no primary: nothing can follow it`;
    one.of = primary.key;
    one.data = primary.one.data;
    return undefined;
  },
  // Started, in whichever role: its service has it follow what took the role.
  wake: (context, action) => {
    const { key, one } = instanceOf(context, action);
    if (!one) return `${key} does not exist`;
    delete one.shut;
    return LOOKS['rejoin']?.(context, action);
  },
  fill: (context, action) => {
    const { one } = instanceOf(context, action);
    if (one) one.unsent = 0n;
    replicate(context.app, context.world);
    return undefined;
  },
  standing: (context, action) => {
    // What stands by as copies is nothing but these.
    if (placementOf(context, action)?.posture === 'backup') return LOOKS['copied']?.(context, action);
    const { key, one } = instanceOf(context, action);
    if (!one) return `${key} does not exist`;
    const primary = primaryOf(context, one);
    if (context.work.cloud.name === 'azure' && one.of === undefined) LOOKS['rejoin']?.(context, action);
    return one.of === primary.key && one.unsent === 0n ? undefined : `${key} does not follow ${primary.key}, complete`;
  },
};

/** Whether a step is about what a command makes of copies. */
function isCopied(context: Context, action: Action): boolean {
  const found = placementOf(context, action);
  return (
    found?.kind === 'relational-database' && context.work.cloud.name === 'azure' && behaviourOf(context.work, found.kind) === 'database'
  );
}

const isAway: Look = (context, action) => {
  const { key, one } = instanceOf(context, action);
  return one ? `${key} is there already` : undefined;
};

/** Steps about what a command makes of copies, and the apply behind it takes in. */
const COPIED: Readonly<Record<string, Look>> = {
  room: isAway,
  follows: isAway,
  standing: isAway,
  source: () => undefined,
  paired: () => undefined,
  mark: () => undefined,
  // The newest copy has the mark, which was written last.
  carried: (context, action) => {
    const found = placementOf(context, action);
    if (found?.origin.how !== 'restored') return 'nothing is restored';
    const { of, vault } = copyOf(context, action);
    const source = context.own.instances[of];
    if (source) (context.own.vaults[vault] ??= {})[of] = source.data;
    return undefined;
  },
  promote: (context, action) => {
    const found = placementOf(context, action);
    const { key, one } = instanceOf(context, action);
    if (one || found?.origin.how !== 'restored') return undefined;
    const { copy, of, at } = copyOf(context, action);
    if (copy === undefined) return `there is no copy of ${of} at ${at}`;
    context.own.instances[key] = { component: found.component, site: found.here.site, data: copy, unsent: 0n, held: true, fenced: false };
    return undefined;
  },
};

/** Whether the database of the workload is one whose doors the apply closes. */
const isRuled = ({ work }: Context): boolean => behaviourOf(work, 'relational-database') === 'ruled';

/** Steps about what is stopped, or started, beside the rules of its site. */
const RULED: Readonly<Record<string, Look>> = {
  // What follows is left alone, and so is what was never made.
  fence: (context, action) => {
    const { one } = instanceOf(context, action);
    if (one && one.of === undefined) one.shut = true;
    return undefined;
  },
  unfence: (context, action) => LOOKS['admit']?.(context, action),
  both: (context, action) => LOOKS['admit']?.(context, action),
  wake: (context, action) => LOOKS['admit']?.(context, action),
  fenced: (context, action) => {
    const { key, one } = instanceOf(context, action);
    if (!one) return undefined;
    const isOpen = !one.fenced && one.of === undefined;
    if (action.title.includes('lets nobody in but')) return isOpen || one.shut ? `${key} is open, or is stopped` : undefined;
    return one.of !== undefined || (one.fenced && one.shut) ? undefined : `${key} is not fenced`;
  },
  promote: (context, action) => {
    const { key, one } = instanceOf(context, action);
    const source = one?.of === undefined ? undefined : context.own.instances[one.of];
    if (isPlanned(runOf(action)) && source?.shut) return `${one?.of} is stopped: ${key} cannot be switched to`;
    return PAIR['promote']?.(context, action);
  },
  reinstate: (context, action) => LOOKS['rejoin']?.(context, action),
  follow: (context, action) => LOOKS['replica']?.(context, action),
};

/** Steps about what its own gate closes. */
const GATE: Readonly<Record<string, Look>> = {
  sent: (context, action) => {
    const { key } = instanceOf(context, action);
    replicate(context.app, context.world);
    const followers = Object.entries(context.own.instances).filter(([, { of }]) => of === key);
    const source = context.own.instances[key];
    const late = followers.filter(([, { data }]) => ((source?.data ?? 0n) & ~data) !== 0n);
    return followers.length > 0 && late.length === 0 ? undefined : `${key} is not sent to the other side`;
  },
  fence: (context, action) => {
    const { key, one } = instanceOf(context, action);
    // What is stopped is still followed; what is born elsewhere may not be there yet.
    if (behaves(context, key) === 'born') return LOOKS['refuse']?.(context, action);
    if (!one) return `${key} does not exist`;
    if (one.of !== undefined) return undefined;
    one.shut = true;
    for (const follower of Object.values(context.own.instances).filter(({ of }) => of === key)) {
      delete follower.of;
      follower.parted = key;
    }
    return undefined;
  },
  unfence: (context, action) => LOOKS['admit']?.(context, action),
};

const LOOKS: Readonly<Record<string, Look>> = {
  replica: (context, action) => {
    const { key, one } = instanceOf(context, action);
    return one ? undefined : `${key} does not exist`;
  },
  lag: lookLag,
  // What is sent arrives here, what is granted is seen, passwords never change, whoever runs may list, and no session outlives its fence.
  failed: () => undefined,
  listed: () => undefined,
  granted: () => undefined,
  password: () => undefined,
  // Secrets that are in step.
  in: () => undefined,
  // What is born of a database is whole: its password is all that is carried.
  carry: (context, action) => (instanceOf(context, action).one ? LOOKS['fill']?.(context, action) : undefined),
  peered: () => undefined,
  same: () => undefined,
  fits: () => undefined,
  alike: () => undefined,
  reader: () => undefined,
  // A failover group has one partner, and its roles are moved by command alone.
  group: () => undefined,
  let: () => undefined,
  whole: (context, action) => LOOKS['replica']?.(context, action),
  offered: () => undefined,
  orderable: () => undefined,
  login: () => undefined,
  // Which DB system copies are of, and that it runs.
  told: () => undefined,
  source: () => undefined,
  // Whether copies go to the pair, and that those of a side that was left go nowhere any more.
  keeps: () => undefined,
  uncopied: () => undefined,
  cut: () => undefined,
  closed: () => undefined,
  // What a cluster of Kubernetes is told inside of it, and by which key; images.
  ...Object.fromEntries(
    [
      'velero',
      'known',
      'clear',
      'cleared',
      'recreate',
      'recreated',
      'resume',
      'schedule',
      'stop',
      'stopped',
      'key',
      'still',
      'bring',
      'brought',
      'repositories',
      'recopy',
      'recopied',
      'halt',
      'rest',
      'rested',
    ].map((verb) => [verb, () => undefined]),
  ),
  // What joins two sites is made whole here, or not at all.
  halves: () => undefined,
  replicates: (context, action) => {
    const { key, one } = instanceOf(context, action);
    return one?.of === undefined ? `${key} follows nothing` : undefined;
  },
  sends: (context, action) => LOOKS['replicates']?.(context, action),
  copied: (context, action) => {
    const { copy, of, at } = copyOf(context, action);
    return copy === undefined ? `there is no copy of ${of} at ${at}` : undefined;
  },
  copy: doCopy,
  follows: (context, action) => {
    const { key, one } = instanceOf(context, action);
    if (one?.of !== undefined) return undefined;
    const source = one?.parted === undefined ? undefined : context.own.instances[one.parted];
    if (source && context.world.regions[source.site] !== 'up') return `${one?.parted} does not answer`;
    return one && source && (one.data & ~source.data) === 0n ? undefined : `${key} follows nothing: its promotion was begun`;
  },
  promoted: (context, action) => {
    const { key, one } = instanceOf(context, action);
    return one && one.of === undefined && !one.shut ? undefined : `${key} takes no writes`;
  },
  unlocked: (context, action) => LOOKS['promoted']?.(context, action),
  fenced: (context, action) => {
    const { key, one } = instanceOf(context, { ...action, id: action.id.replace('-empty-', '-') });
    // What is born elsewhere may not be there yet: then nobody writes to it.
    const behaviour = behaves(context, key);
    if (behaviour === 'born') return !one || one.shut ? undefined : `${key} is not fenced`;
    // Who follows takes no writes.
    if (behaviour === 'gated' && one) return one.shut || one.of !== undefined ? undefined : `${key} is not fenced`;
    if (!one) context.ran.faults.push(`a fence is proved where nothing stands: ${action.id}`);
    return one?.fenced ? undefined : `${key} is not fenced`;
  },
  ...PAIR,
  ...GATE,
  unlock: (context, action) => {
    const { key, one } = instanceOf(context, action);
    // What nobody wrote down to stand is looked for, and need not be there.
    if (!one) return placementOf(context, action)?.origin.how === 'created' ? undefined : `${key} does not exist`;
    delete one.of;
    delete one.parted;
    return undefined;
  },
  restore: doRestore,
  seed: (context, action) => {
    const { own, world, app } = context;
    for (const one of Object.values(own.instances)) if (action.title.includes(` ${one.component} `)) one.unsent = 0n;
    replicate(app, world);
    return undefined;
  },
  silent: ({ world, own, app }, action) => {
    const asked = action.id.replace(/-again$/, '');
    const site = app.sites.find((one) => asked.endsWith(one.split(':')[1] as string)) as string;
    return worksAt(world, own, site) ? `${site} serves` : undefined;
  },
  users: ({ world, own }) => (serves(world, own, picked(world, own)) ? undefined : 'nobody serves'),
  checks: () => undefined,
  claim: ({ world }, action) => {
    const { stack, move, follows } = claimOf(action);
    const standing = world.stacks[stack]?.marker?.id ?? '0';
    if (!follows.includes(standing)) return `STALE: ${standing} stands at ${stack}`;
    const key = claimKey(world, action);
    world.claims[key] ??= move;
    return world.claims[key] === move ? undefined : `${world.claims[key]} has claimed it`;
  },
  unclaimed: ({ world, output, work }, action) => {
    const { claimed: move } = output.planOf(work).progress;
    return world.claims[claimKey(world, action)] === move ? `${move} was claimed` : undefined;
  },
};

function claimOf(action: Action): { stack: string; move: string; follows: string[]; released: string[]; own: string } {
  const [, stack = '', move = '', follows = '', released = '', own = ''] = action.do === 'check' ? action.how.run : [];
  return { stack, move, follows: follows.split(' '), released: released.split(' '), own };
}

/** The name of the claim that counts: those of moves that were given up are passed by, and those of another environment. */
function claimKey(world: World, action: Action): string {
  const { stack, move, released, own } = claimOf(action);
  const counts = (holder: string): boolean => holder.startsWith(own) && !released.includes(holder);
  let key = `${stack} ${world.stacks[stack]?.marker?.id ?? '0'}`;
  for (let holder = world.claims[key]; holder && holder !== move && !counts(holder); holder = world.claims[key]) key += `-${holder}`;
  return key;
}

function lookLag(context: Context, action: Action): string | undefined {
  const { world, app } = context;
  const { key, one } = instanceOf(context, action);
  if (!one) return `${key} does not exist`;
  replicate(app, world);
  const link = context.own.links.find(({ bothWays, from, to }) => bothWays && [from, to].includes(key));
  const of = one.of ?? one.parted ?? (link?.from === key ? link.to : link?.from);
  if (of === undefined) return `${key} follows nothing: no lag is measured`;
  const source = context.own.instances[of];
  if (!source || world.regions[source.site] !== 'up') return `${of} does not answer`;
  return (source.data & ~one.data) === 0n ? undefined : `${key} lacks what is in ${of}`;
}

/** The copy that something is made from, in the vault of its site. */
export function copyOf(context: Context, action: Action): { copy: Writes | undefined; of: string; at: string; vault: string } {
  const { key } = instanceOf(context, action);
  const { own, output, work } = context;
  const at = siteOfKey(key);
  const [vault = '', number] = key.split('#');
  const component = vault.slice(0, vault.indexOf('@'));
  const made = output
    .viewOf(work)
    .place(component, at)
    ?.generations.find((one) => one.number === Number(number));
  const of = made?.of ? `${component}@${made.of}` : '';
  return { copy: own.vaults[vault]?.[of], of, at, vault };
}

/** One more copy of the active side, once nothing is written there. */
function doCopy(context: Context, action: Action): string | undefined {
  const { of, vault } = copyOf(context, action);
  const source = context.own.instances[of];
  if (!source || context.world.regions[source.site] !== 'up') return `${of} does not answer`;
  (context.own.vaults[vault] ??= {})[of] = source.data;
  return undefined;
}

function doRestore(context: Context, action: Action): string | undefined {
  const { key, one } = instanceOf(context, action);
  const { copy, of, at } = copyOf(context, action);
  if (!one) return `${key} does not exist`;
  if (copy === undefined) return `there is no copy of ${of} at ${at}`;
  one.data |= copy;
  return undefined;
}
