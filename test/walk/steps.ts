import { ContinuityError } from '../../lib/words/errors';
import { declare, record } from '../../lib/situation/declare';
import { refuseIllegal } from '../../lib/situation/legal';
import type { Stamp } from '../../lib/situation/schema';
import type { Declaration, Happening } from '../../lib/situation/words';
import type { WalkApp, Work } from './apps';
import { applyStack, type Torn } from './apply';
import { knownOf, type Known } from './known';
import { outputOf } from './output';
import { run, workingSites, write } from './runner';
import { rules } from './rules';
import { tick } from './service';
import type { World, WorkWorld } from './world';

/** One thing that happens: plain data, so that a path can be told, and done again with steps left out. */
export type Step =
  | { readonly do: 'declare'; readonly branch: 0 | 1; readonly what: Declaration; readonly said: Stamp }
  | { readonly do: 'record'; readonly branch: 0 | 1; readonly what: Happening; readonly said: Stamp }
  | { readonly do: 'falls' | 'returns' | 'returns unfenced' | 'is destroyed'; readonly site: string }
  | {
      readonly do: 'run';
      readonly branch: 0 | 1;
      readonly workload: string;
      readonly said: Stamp;
      readonly until?: number;
      readonly torn?: Torn;
    }
  /** `age`: how many outputs ago it was synthesized. */
  | { readonly do: 'pipeline'; readonly workload: string; readonly stack: string; readonly age: number }
  | { readonly do: 'branch' }
  | { readonly do: 'merge'; readonly said: Stamp; readonly prefer?: 'ours' | 'theirs' };

/** What a step came to. */
export interface Stepped {
  /** Whether anything was done. */
  readonly taken: boolean;
  /** What was refused, and by which rule. */
  readonly refused?: string;
  readonly faults: string[];
  /** Faults that are known, and do not end the story. */
  readonly known?: readonly Known[];
  readonly note?: string;
}

const nothing: Stepped = { taken: false, faults: [] };

/** Takes a step, and lets time pass. What cannot be done now is left out. */
export function take(app: WalkApp, world: World, step: Step): Stepped {
  let stepped: Stepped;
  try {
    stepped = perform(app, world, step);
  } catch (error) {
    stepped = { taken: true, faults: [thrown(error)] };
  }
  const faults = [...stepped.faults, ...(stepped.taken ? passed(app, world) : [])];
  const known = faults.flatMap((what) => knownOf(what) ?? []);
  return { ...stepped, faults: faults.filter((what) => !knownOf(what)), known };
}

/** What the product threw where it must not. */
export function thrown(error: unknown): string {
  if (error instanceof ContinuityError) return `a legal situation is refused: ${error.details.id ?? ''} ${error.details.what}`;
  return `the product throws: ${(error as Error).message}`;
}

function passed(app: WalkApp, world: World): string[] {
  try {
    return [...tick(app, world), ...app.works.flatMap((work) => owed(app, world, work))];
  } catch (error) {
    return [thrown(error)];
  }
}

/** A site that is open beside the one that has the role is to be closed by what is due, or takes the role as every other one is. */
function owed(app: WalkApp, world: World, work: Work): string[] {
  const own = world.works[work.id] as WorkWorld;
  const open = workingSites(world, own);
  if (open.length < 2 || world.apart) return [];
  const output = outputOf(app, world.files[0]);
  const view = output.viewOf(work);
  const isLeft = (site: string): boolean => view.withheld(site) || view.role(site) === 'fenced';
  const takes = (site: string): boolean => view.open?.to === site && open.every((one) => one === site || isLeft(one));
  return open
    .filter((site) => site !== own.holder && !takes(site) && !own.entrances[site]?.sneaked && !isLeft(site))
    .filter((site) => view.aborting?.from !== site && view.aborting?.to !== site)
    .map((site) => `two sites of ${work.id} serve, and nothing that is due closes ${site}`);
}

function perform(app: WalkApp, world: World, step: Step): Stepped {
  switch (step.do) {
    case 'declare':
      return say(app, world, step);
    case 'record':
      return writeDown(app, world, step);
    case 'run':
      return doRun(app, world, step);
    case 'pipeline':
      return pipeline(app, world, step);
    case 'branch':
      if (world.apart) return nothing;
      world.apart = world.wasApart = true;
      return { taken: true, faults: [] };
    case 'merge':
      return join(app, world, step);
    default:
      return change(world, step.do, step.site);
  }
}

/** Whether a declaration says what is not so. */
export function isMistake({ regions }: World, what: Declaration): boolean {
  if (!('site' in what)) return false;
  const is = regions[what.site];
  if (what.op === 'lost') return is === 'up';
  if (what.op === 'gone') return is !== 'destroyed';
  return is !== 'up';
}

function say(app: WalkApp, world: World, { branch, what, said }: Extract<Step, { do: 'declare' }>): Stepped {
  const before = world.files[branch];
  try {
    const after = declare(before, what, app.all, said);
    if (after === before) return nothing;
    if (isMistake(world, what)) world.mistakes += 1;
    write(world, branch, after);
  } catch (error) {
    if (!(error instanceof ContinuityError)) throw error;
    return { taken: false, refused: `${error.details.id} ${what.op}`, faults: [] };
  }
  outputOf(app, world.files[branch]);
  return { taken: true, faults: planned(app, world, branch) };
}

/** Somebody looked, and writes it down by hand. */
function writeDown(app: WalkApp, world: World, { branch, what, said }: Extract<Step, { do: 'record' }>): Stepped {
  write(world, branch, record(world.files[branch], what, app.all, said));
  return { taken: true, faults: planned(app, world, branch) };
}

/** Every legal situation can be planned. */
function planned(app: WalkApp, world: World, branch: 0 | 1): string[] {
  return app.works.flatMap((work) => {
    try {
      outputOf(app, world.files[branch]).dueOf(work);
      return [];
    } catch (error) {
      return [thrown(error)];
    }
  });
}

function doRun(app: WalkApp, world: World, step: Extract<Step, { do: 'run' }>): Stepped {
  const work = app.works.find(({ id }) => id === step.workload) as Work;
  const ran = run(app, world, work, step);
  const note = ran.stopped ? `${ran.transition} stops at ${ran.stopped.action}: ${ran.stopped.why}` : ran.transition;
  return { taken: true, faults: ran.faults, note };
}

function pipeline(app: WalkApp, world: World, { workload, stack: id, age }: Extract<Step, { do: 'pipeline' }>): Stepped {
  const situation = world.outputs.at(-1 - age);
  const work = app.works.find((one) => one.id === workload) as Work;
  const output = situation && outputOf(app, situation);
  const stack = output?.stacksOf(work).get(id);
  if (!output || !stack) return nothing;
  const own = world.works[work.id] as WorkWorld;
  const before = workingSites(world, own);
  // The first apply of all opens, and so does one again that was begun with its number; none in a move that is open.
  const was = world.stacks[id]?.marker;
  const mayOpen = !stack.moving && (was?.open !== false || (stack.form === 'closed' && was.id === stack.marker));
  const applied = applyStack(world, work, stack, { number: undefined, open: output.viewOf(work).open });
  const opened = workingSites(world, own).filter((site) => !before.includes(site));
  const faults = [...applied.faults, ...(opened.length > 0 && !mayOpen ? [`a pipeline alone opens ${opened.join()} of ${work.id}`] : [])];
  if (applied.refused) return { taken: false, refused: applied.refused, faults };
  return { taken: true, faults, ...(applied.failed ? { note: applied.failed } : {}) };
}

function join(app: WalkApp, world: World, { said, prefer }: Extract<Step, { do: 'merge' }>): Stepped {
  if (!world.apart) return nothing;
  const [ours, theirs] = world.files;
  try {
    const one = rules().merge(ours, theirs, app.all, said, prefer);
    refuseIllegal(one, app.all, 'situation.json');
    world.apart = false;
    world.files = [one, one];
    if (one !== ours) world.outputs.push(one);
  } catch (error) {
    if (!(error instanceof ContinuityError)) throw error;
    if (error.details.id !== 'DR-SIT-11') throw error;
    return {
      taken: false,
      refused: `${error.details.id} merge${prefer ? ', a side preferred' : ''}`,
      note: error.details.what,
      faults: [],
    };
  }
  return { taken: true, faults: planned(app, world, 0) };
}

function change(world: World, what: 'falls' | 'returns' | 'returns unfenced' | 'is destroyed', site: string): Stepped {
  const is = world.regions[site];
  if (what === 'falls' ? is !== 'up' : is !== 'down') return nothing;
  if (what === 'returns unfenced' && !unfence(world, site)) return nothing;
  if (what === 'is destroyed') destroy(world, site);
  world.regions[site] = what === 'falls' ? 'down' : what === 'is destroyed' ? 'destroyed' : 'up';
  return { taken: true, faults: [] };
}

/** The region comes back as it was before its fence: open, whatever was applied since. */
function unfence(world: World, site: string): boolean {
  let any = false;
  for (const own of Object.values(world.works)) {
    const entrance = own.entrances[site];
    if (!entrance?.before || entrance.serving) continue;
    any = entrance.serving = entrance.sneaked = true;
    own.started[site] = true;
    for (const key of Object.values(entrance.current)) {
      const one = own.instances[key];
      if (one) Object.assign(one, { fenced: false, shut: false });
    }
  }
  return any;
}

function destroy(world: World, site: string): void {
  world.destroyed += 1;
  for (const own of Object.values(world.works)) {
    for (const [key, one] of Object.entries(own.instances)) if (one.site === site) delete own.instances[key];
    for (const key of Object.keys(own.vaults)) if (key.endsWith(`@${site}`)) delete own.vaults[key];
    delete own.entrances[site];
    delete own.started[site];
    own.links = own.links.filter(({ from, to }) => !from.includes(`@${site}#`) && !to.includes(`@${site}#`));
  }
  const region = site.split(':')[1] as string;
  for (const id of Object.keys(world.stacks)) if (id.endsWith(`-${region}`) && !id.includes('-links-')) delete world.stacks[id];
}
