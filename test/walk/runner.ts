import { ContinuityError } from '../../lib/errors';
import { History } from '../../lib/cli/runner/history';
import type { Entry } from '../../lib/cli/runner/journal';
import type { Action } from '../../lib/recovery/actions';
import { record } from '../../lib/situation/declare';
import type { View } from '../../lib/situation/view';
import type { Situation, Stamp } from '../../lib/situation/schema';
import type { Happening } from '../../lib/situation/words';
import type { WalkApp, Work } from './apps';
import { applyStack, type Applied, type Torn } from './apply';
import { outputOf, type Due, type Output } from './output';
import { keyOf } from './physics';
import { rules } from './rules';
import { replicate, picked, serves } from './service';
import type { Instance, World, WorkWorld } from './world';

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

interface Context extends Omit<RunOptions, 'torn'> {
  readonly torn?: Torn | undefined;
  readonly app: WalkApp;
  readonly world: World;
  readonly work: Work;
  readonly own: WorkWorld;
  readonly output: Output;
  readonly due: Due;
  readonly ran: Ran;
  readonly ended: Map<string, 'ok' | 'failed' | 'skipped'>;
  /** An earlier apply of it did not end well: what exists and is in no state is imported. */
  readonly resumes?: boolean;
}

/** Runs the procedure that is due for a workload, as the product's runner does it, against the world. */
export function run(app: WalkApp, world: World, work: Work, options: RunOptions): Ran {
  const output = outputOf(app, world.files[options.branch]);
  const due = rules().due(output.dueOf(work));
  const ran: Ran = { transition: due.transition, faults: [], actions: due.actions.length };
  const own = world.works[work.id] as WorkWorld;
  const context: Context = { ...options, app, world, work, own, output, due, ran, ended: new Map() };
  const journal = journalOf(context);
  const order = due.actions.map(({ id }) => id);
  const history = new History(journal, order);
  const manifest = String(output.situation.log.length);
  journal.push({
    is: 'run',
    ...AT,
    by: options.said.by,
    workload: work.id,
    transition: due.transition,
    sequence: 0,
    manifest,
    generator: '',
    node: '',
  });
  for (const [i, action] of due.actions.entries()) {
    if (i >= (options.until ?? Infinity)) {
      if (options.torn && action.do === 'apply') {
        journal.push({ is: 'begin', ...AT, action: action.id, do: action.do });
        attempt(context, action);
      }
      break;
    }
    const { go } = history.verdict(action, manifest, false);
    if (go === 'skip') {
      const { result } = history.of(action.id) ?? {};
      const isSilent = action.id.startsWith('silent-');
      context.ended.set(action.id, result === 'failed' || result === 'skipped' ? result : isSilent ? 'skipped' : 'ok');
      continue;
    }
    const why = act({ ...context, resumes: go === 'resume' }, action, journal);
    if (why === undefined || action.bestEffort) continue;
    ran.stopped = { action: action.id, why };
    break;
  }
  return ran;
}

const AT = { at: '', pid: 0, host: '' };

/** The journal that the product's runner would write: a move's own, or one of what was synthesized; each person has their own. */
function journalOf({ world, output, work, due: { transition }, branch }: Context): Entry[] {
  const isMove = transition === 'failover' || transition === 'switch';
  const name = isMove ? `move-${output.viewOf(work).number}` : `${output.situation.sequence}`;
  return (world.journals[`${branch} ${work.id}-${transition}-${name}`] ??= []);
}

function act(context: Context, action: Action, journal: Entry[]): string | undefined {
  const before = openSites(context.world, context.own);
  journal.push({ is: 'begin', ...AT, action: action.id, do: action.do });
  const why = attempt({ ...context, torn: undefined }, action);
  judgeOpening(context, action, before);
  const result = why === undefined ? 'ok' : 'failed';
  context.ended.set(action.id, result);
  journal.push({ is: 'end', at: '', action: action.id, result, seconds: 0, text: '' });
  return why;
}

/** Sites that answer and are open to users. */
export const openSites = (world: World, own: WorkWorld): string[] => Object.keys(own.entrances).filter((site) => serves(world, own, site));

function judgeOpening({ world, own, work, ran, output, ended }: Context, action: Action, before: readonly string[]): void {
  const view = output.viewOf(work);
  const opened = openSites(world, own).filter((site) => !before.includes(site));
  // Without a switch of traffic nobody can be asked whether a site serves that is declared out.
  const isUnasked = (site: string): boolean => own.traffic === undefined && (view.isOut(site) || world.wasApart);
  const others = before.filter((site) => !opened.includes(site) && !own.entrances[site]?.sneaked && !isUnasked(site));
  const isAskedAgain = ![...ended].some(([id, result]) => id.startsWith('silent-') && result === 'skipped');
  if (opened.length > 0 && others.length > 0)
    ran.faults.push(
      `two sites of ${work.id} serve: ${action.id} of ${ran.transition} opened ${opened.join()} beside ${others.join()}${isAskedAgain ? '' : ', who was not asked again'}`,
    );
}

/** Does one action. Gives why it does not work. */
function attempt(context: Context, action: Action): string | undefined {
  switch (action.do) {
    case 'apply':
      return doApply(context, action);
    case 'record':
      return doRecord(context, action);
    case 'check':
    case 'command':
      return doLook(context, action);
    case 'decide':
      return decide(context, action);
    default:
      return undefined;
  }
}

/** Somebody is shown that the taker lacks more than was said, and goes on. */
function decide(context: Context, action: Action): undefined {
  if (!action.id.startsWith('age-')) return undefined;
  const { one } = instanceOf(context, action);
  if (one) context.own.gap[one.component] = (context.own.gap[one.component] as bigint) & one.data;
  return undefined;
}

function doApply({ world, work, output, ran, torn, resumes }: Context, action: Extract<Action, { do: 'apply' }>): string | undefined {
  const stack = output.stacksOf(work).get(action.stack);
  if (!stack) {
    ran.faults.push(`what is due (${ran.transition}) applies ${action.stack}, which is not synthesized`);
    return 'not synthesized';
  }
  if (action.targets) return undefined;
  const view = output.viewOf(work);
  const applied = applyStack(world, work, stack, {
    number: action.opens,
    open: view.open,
    ...storyOf(view),
    ...(torn ? { torn } : {}),
    imports: resumes === true,
  });
  ran.faults.push(...applied.faults);
  if (applied.failed && !action.bestEffort) judgeFailure(world, output, ran, action, applied, work);
  return applied.failed;
}

/** Two ways in which what stands at the taker is taken for complete, and is not: see known.ts. */
function storyOf({ own, open, left }: View): { story?: string } {
  if (left?.started && left.from === open?.to) return { story: 'back from a move that was begun' };
  return own.moves.some((move) => move.aborted !== undefined && move.to === open?.to) ? { story: 'after an abort' } : {};
}

function judgeFailure(world: World, output: Output, ran: Ran, action: Action, { failed, refused, needs }: Applied, work: Work): void {
  const view = output.viewOf(work);
  if (needs && view.isOut(needs)) ran.faults.push(`what is due (${ran.transition}) needs ${needs}, which is declared out: ${action.id}`);
  if (refused && !world.wasApart) ran.faults.push(`what is due (${ran.transition}) is refused by a marker: ${action.id}, ${failed}`);
}

function doRecord(context: Context, action: Extract<Action, { do: 'record' }>): string | undefined {
  const { app, world, branch, said, ended, ran } = context;
  const bad = action.record === 'lag' ? undefined : (action.after ?? []).find((id) => ended.get(id) !== 'ok');
  if (bad !== undefined) return undefined;
  try {
    const after = record(world.files[branch], happeningOf(context, action), app.all, said);
    write(world, branch, after);
    return undefined;
  } catch (error) {
    if (!(error instanceof ContinuityError)) throw error;
    ran.faults.push(`what is due (${ran.transition}) cannot be written down: ${error.details.what}`);
    return error.details.what;
  }
}

/** Puts a situation in the place of a branch's; both have it while they are not apart. */
export function write(world: World, branch: 0 | 1, after: Situation): void {
  if (world.files[branch] === after) return;
  world.files[branch] = after;
  if (!world.apart) world.files = [after, after];
  world.outputs.push(after);
}

function happeningOf(
  { work: { id: workload } }: Context,
  { record: what, components, site, after }: Extract<Action, { do: 'record' }>,
): Happening {
  if (what === 'undone') return { record: what, workload };
  if (what === 'fenced') return { record: what, workload, site: site as string };
  if (what === 'lag')
    return { record: what, workload, lag: Object.fromEntries((after?.length ? (components ?? []) : []).map((one) => [one, 0])) };
  return { record: what, workload, components: components ?? [] };
}

/** A check or a command: reads the world, or changes what Terraform does not. */
function doLook(context: Context, action: Extract<Action, { do: 'check' | 'command' }>): string | undefined {
  const { app, world, output, work, ran } = context;
  const at = app.sites.find((site) => site.split(':')[1] === action.endpoint);
  if (at && world.regions[at] !== 'up') {
    if (output.viewOf(work).isOut(at) && !action.bestEffort)
      ran.faults.push(`what is due (${ran.transition}) asks ${at}, which is declared out: ${action.id}`);
    return `${at} does not answer`;
  }
  const [verb = ''] = action.id.split('-');
  const look = LOOKS[verb];
  if (!look) throw new Error(`A step that the walk does not know: ${action.id}`);
  return look(context, action);
}

type Look = (context: Context, action: Extract<Action, { do: 'check' | 'command' }>) => string | undefined;

/** The instance that a step of a cell is about: that of the taker, or, where the step names a region, of that region. */
function instanceOf({ output, work, own, app }: Context, action: Action): { key: string; one: Instance | undefined; posture: string } {
  const rest = action.id.slice(action.id.indexOf('-') + 1);
  const named = app.sites.find((site) => rest.endsWith(`-${site.split(':')[1]}`));
  const { open, aborting, standby } = output.viewOf(work);
  const at = named ?? open?.to ?? aborting?.to ?? standby;
  const id = named ? rest.slice(0, -((named.split(':')[1] as string).length + 1)) : rest;
  const found = output.planOf(work).placements.find((p) => p.site === at && p.id === id);
  if (!found) throw new Error(`A step about nothing that is planned: ${action.id} at ${at}`);
  const key = keyOf(found.component, found.site, found.generation);
  return { key, one: own.instances[key], posture: found.posture };
}

const LOOKS: Readonly<Record<string, Look>> = {
  replica: (context, action) => {
    const { key, one } = instanceOf(context, action);
    return one ? undefined : `${key} does not exist`;
  },
  lag: lookLag,
  follows: (context, action) => {
    const { key, one } = instanceOf(context, action);
    return one?.of === undefined ? `${key} follows nothing: its promotion was begun` : undefined;
  },
  promoted: (context, action) => {
    const { key, one } = instanceOf(context, action);
    return one && one.of === undefined ? undefined : `${key} takes no writes`;
  },
  unlocked: (context, action) => LOOKS['promoted']?.(context, action),
  fenced: (context, action) => {
    const { key, one, posture } = instanceOf(context, action);
    if (!one && posture === 'backup') {
      context.ran.faults.push(`a fence is proved where nothing stands: ${action.id}`);
      return undefined;
    }
    return one?.fenced ? undefined : `${key} is not fenced`;
  },
  unlock: (context, action) => {
    const { key, one } = instanceOf(context, action);
    if (!one) return `${key} does not exist`;
    delete one.of;
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
    const site = app.sites.find((one) => action.id.endsWith(one.split(':')[1] as string)) as string;
    return serves(world, own, site) ? `${site} serves` : undefined;
  },
  users: ({ world, own }) => (serves(world, own, picked(world, own)) ? undefined : 'nobody serves'),
  checks: () => undefined,
  claim: ({ world }, action) => {
    const [stack, move] = claimOf(action);
    const key = `${stack} ${world.stacks[stack]?.marker?.id ?? '0'}`;
    world.claims[key] ??= move;
    return world.claims[key] === move ? undefined : `${world.claims[key]} has claimed it`;
  },
  unclaimed: ({ world, output, work }, action) => {
    const stack = action.id.slice('unclaimed-'.length);
    const move = `${work.id}-${output.viewOf(work).number}`;
    return world.claims[`${stack} ${world.stacks[stack]?.marker?.id ?? '0'}`] === move ? `${move} was claimed` : undefined;
  },
};

function claimOf(action: Extract<Action, { do: 'check' | 'command' }>): [string, string] {
  const line = action.do === 'check' ? action.how.run : action.run;
  return [line[1] as string, line[2] as string];
}

function lookLag(context: Context, action: Action): string | undefined {
  const { world, app } = context;
  const { key, one } = instanceOf(context, action);
  if (!one) return `${key} does not exist`;
  replicate(app, world);
  const link = context.own.links.find(({ bothWays, from, to }) => bothWays && [from, to].includes(key));
  const of = one.of ?? (link?.from === key ? link.to : link?.from);
  if (of === undefined) return `${key} follows nothing: no lag is measured`;
  const source = context.own.instances[of];
  if (!source || world.regions[source.site] !== 'up') return `${of} does not answer`;
  return (source.data & ~one.data) === 0n ? undefined : `${key} lacks what is in ${of}`;
}

function doRestore(context: Context, action: Action): string | undefined {
  const { key, one } = instanceOf(context, action);
  const { own, output, work } = context;
  const data = [...output.stacksOf(work).values()].flatMap((stack) => stack.data).find((known) => known.key === key);
  const copy = own.vaults[`${one?.component}@${one?.site}`]?.[data?.of ?? ''];
  if (!one || copy === undefined) return `there is no copy of ${data?.of} at ${one?.site}`;
  one.data |= copy;
  own.pending = own.pending.filter((component) => component !== one.component);
  return undefined;
}
