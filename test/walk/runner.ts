import { ContinuityError } from '../../lib/words/errors';
import { History } from '../../lib/cli/runner/history';
import type { Entry } from '../../lib/cli/runner/journal';
import { leftOverOf } from '../../lib/cli/runner/left-over';
import { journalName } from '../../lib/cli/runner/journal-name';
import type { Action } from '../../lib/words/actions';
import { record } from '../../lib/situation/declare';
import type { Transition } from '../../lib/situation/phases';
import type { View } from '../../lib/situation/view';
import type { Situation } from '../../lib/situation/schema';
import type { Happening } from '../../lib/situation/words';
import type { WalkApp, Work } from './apps';
import { applyStack, type Applied } from './apply';
import { outputOf, type Output } from './output';
import { copyOf, doLook, instanceOf, type Context, type Ran, type RunOptions } from './looks';
import { rules } from './rules';
import { serves, worksAt } from './service';
import type { World, WorkWorld } from './world';

/** Runs the procedure that is due for a workload, as the product's runner does it, against the world. */
export function run(app: WalkApp, world: World, work: Work, options: RunOptions): Ran {
  const output = outputOf(app, world.files[options.branch]);
  const due = rules().due(output.dueOf(work));
  const ran: Ran = { transition: due.transition, faults: [], actions: due.actions.length };
  const own = world.works[work.id] as WorkWorld;
  const journal = journalOf(world, output, work, due.transition, options.branch);
  const context: Context = { ...options, app, world, work, own, output, due, ran, journal, ended: new Map() };
  const history = new History(journal, due.actions, output.viewOf(work).open?.started !== undefined);
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
        begin(context, action);
        attempt(context, action);
      }
      break;
    }
    const { go } = history.verdict(action, manifest, false);
    if (go === 'skip') {
      const { result } = history.of(action.id) ?? {};
      context.ended.set(action.id, result === 'failed' || result === 'skipped' ? result : 'ok');
      continue;
    }
    const why = act({ ...context, resumes: isLeft(context, action, history) }, action);
    if (why === undefined || action.bestEffort) continue;
    ran.stopped = { action: action.id, why };
    break;
  }
  if (!ran.stopped && options.until === undefined) journal.push({ is: 'finish', at: '', result: 'ok', seconds: 0 });
  return ran;
}

const AT = { at: '', pid: 0, host: '' };

/** The journal that the product's runner would write; each person has their own. */
const journalOf = (world: World, { situation }: Output, { sides }: Work, transition: Transition, branch: 0 | 1): Entry[] =>
  (world.journals[`${branch} ${journalName(situation, sides, transition)}`] ??= []);

/** A moment for each line that follows another one. */
const momentOf = ({ journals }: World): string => String(Object.values(journals).flat().length).padStart(6, '0');

function begin({ world, journal }: Context, action: Action): string {
  const at = momentOf(world);
  const stack = action.do === 'apply' ? { stack: action.stack, ...(action.targets ? { part: true as const } : {}) } : {};
  journal.push({ is: 'begin', ...AT, at, action: action.id, do: action.do, ...stack });
  return at;
}

/** Whether an earlier run of the same person left the stack in the middle of an apply. */
function isLeft({ world, work, branch }: Context, action: Action, history: History): boolean {
  if (action.do !== 'apply') return false;
  const others = Object.entries(world.journals).flatMap(([name, lines]) =>
    name.startsWith(`${branch} ${work.id}-`) ? new History(lines, []).all : [],
  );
  return leftOverOf([...history.all, ...others], action.stack).applied;
}

function act(context: Context, action: Action): string | undefined {
  const before = workingSites(context.world, context.own);
  if (action.do === 'command' && action.after?.some((id) => context.ended.get(id) !== 'ok')) {
    context.ended.set(action.id, 'skipped');
    return undefined;
  }
  const at = begin(context, action);
  const why = attempt({ ...context, torn: undefined }, action);
  judgeOpening(context, action, before);
  const result = why === undefined ? 'ok' : 'failed';
  context.ended.set(action.id, result);
  context.journal.push({ is: 'end', at, action: action.id, result, seconds: 0, text: '' });
  return why;
}

/** Sites that answer and are open to users. */
export const openSites = (world: World, own: WorkWorld): string[] => Object.keys(own.entrances).filter((site) => serves(world, own, site));

/** Sites that answer and write: open to users, or closed with their consumers at work. */
export const workingSites = (world: World, own: WorkWorld): string[] =>
  Object.keys(own.entrances).filter((site) => worksAt(world, own, site));

function judgeOpening({ world, own, work, ran, output }: Context, action: Action, before: readonly string[]): void {
  const view = output.viewOf(work);
  const opened = workingSites(world, own).filter((site) => !before.includes(site));
  // Without a switch of traffic nobody can be asked whether a site serves that is declared out.
  const isUnasked = (site: string): boolean => own.traffic === undefined && (view.isOut(site) || world.wasApart);
  const others = before.filter((site) => !opened.includes(site) && !own.entrances[site]?.sneaked && !isUnasked(site));
  if (opened.length > 0 && others.length > 0)
    ran.faults.push(`two sites of ${work.id} serve: ${action.id} of ${ran.transition} opened ${opened.join()} beside ${others.join()}`);
}

/** Does one action. Gives why it does not work. */
function attempt(context: Context, action: Action): string | undefined {
  switch (action.do) {
    case 'apply':
      return doApply(context, action);
    case 'record':
      return doRecord(context, action);
    case 'check':
    case 'find':
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
  if (action.id === 'returned') context.own.gap = Object.fromEntries(Object.keys(context.own.gap).map((component) => [component, 0n]));
  if (!action.id.startsWith('age-')) return undefined;
  const { key, one } = instanceOf(context, action);
  const component = key.slice(0, key.indexOf('@'));
  const known = (one?.data ?? 0n) | (copyOf(context, action).copy ?? 0n);
  context.own.gap[component] = (context.own.gap[component] as bigint) & known;
  return undefined;
}

function doApply(
  { world, work, output, ran, torn, resumes, journal }: Context,
  action: Extract<Action, { do: 'apply' }>,
): string | undefined {
  const stack = output.stacksOf(work).get(action.stack);
  if (!stack) {
    ran.faults.push(`what is due (${ran.transition}) applies ${action.stack}, which is not synthesized`);
    return 'not synthesized';
  }
  if (action.targets && stack.kind === 'traffic') return undefined;
  const view = output.viewOf(work);
  const applied = applyStack(world, work, stack, {
    number: action.opens,
    open: view.open,
    ...storyOf(view),
    ...(action.shut ? { shut: true } : {}),
    ...(action.targets ? { torn: 'the marker' as const } : torn ? { torn } : {}),
    imports: resumes === true,
  });
  // What fails at plan was never applied.
  if (!applied.refused && !applied.needs) journal.push({ is: 'step-begin', at: '', action: action.id, step: 'apply' });
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
