import { dueOf, phaseOf } from '../../lib/situation/phases';
import { appNamed, type WalkApp } from './apps';
import { choose, type Limits } from './choose';
import { knownOf } from './known';
import { forget, outputOf } from './output';
import { Random } from './random';
import { take, type Step } from './steps';
import { wayHome } from './way-home';
import { copyOf, established, type World } from './world';

/** A fault, and the steps that lead to it. */
export interface Fault {
  readonly app: string;
  readonly what: string;
  readonly path: readonly Step[];
}

/** What a walk saw. */
export interface Seen {
  steps: number;
  taken: number;
  stories: number;
  readonly situations: Set<string>;
  readonly phases: Map<string, number>;
  readonly transitions: Map<string, number>;
  readonly refusals: Map<string, number>;
  readonly stops: Map<string, number>;
  waysHome: number;
  stray: number;
  readonly known: Map<string, number>;
  readonly faults: Fault[];
}

/** Nothing was seen yet. */
export const unseen = (): Seen => ({
  steps: 0,
  taken: 0,
  stories: 0,
  situations: new Set(),
  phases: new Map(),
  transitions: new Map(),
  refusals: new Map(),
  stops: new Map(),
  waysHome: 0,
  stray: 0,
  known: new Map(),
  faults: [],
});

/** How a walk is done. */
export interface WalkOptions {
  readonly seed: number;
  readonly steps: number;
  readonly apps: readonly string[];
  /** Stops at so many faults of different kinds. @default 1 */
  readonly faults?: number;
  /** Stops after so many seconds, whatever it reached. @default never */
  readonly seconds?: number;
  /** How often the way home is looked for. @default 0.04 */
  readonly homes?: number;
  /** How each story begins. @default in peace */
  readonly begins?: readonly Step[];
  /** Called with each situation that was not seen before. */
  onNew?(app: WalkApp, world: World): string | undefined;
}

const starts = new Map<string, World>();

/** The world of an app in peace. */
export function startOf(app: WalkApp): World {
  const known = starts.get(app.name) ?? established(app);
  starts.set(app.name, known);
  return copyOf(known);
}

const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);

/** The kind of a fault: the same whatever the site, the generation and the way home. */
export const kindOf = (what: string): string =>
  (what.split(' — ')[0] as string)
    .replace(/\b(?:aws|azure|oci|fake):[a-z0-9-]+(?:#\d+)?/g, 'SITE')
    .replace(/\b(?:billing|crm|shop)[a-z0-9-]*/g, 'NAME')
    .replace(/\d+/g, 'N')
    .slice(0, 170);

/** Walks at random over the apps, one story after the other. */
export function walk(options: WalkOptions): Seen {
  forget();
  starts.clear();
  const seen = unseen();
  const random = new Random(options.seed);
  const until = Date.now() + (options.seconds ?? Infinity) * 1000;
  while (seen.steps < options.steps && Date.now() < until && seen.faults.length < (options.faults ?? 1)) {
    const app = appNamed(options.apps[seen.stories % options.apps.length] as string);
    story(app, random, Math.min(options.steps - seen.steps, 12 + random.below(60)), seen, options);
    seen.stories += 1;
  }
  return seen;
}

function story(app: WalkApp, random: Random, length: number, seen: Seen, options: WalkOptions): void {
  const world = startOf(app);
  const path: Step[] = [];
  for (const step of options.begins ?? []) {
    take(app, world, step);
    path.push(step);
  }
  const limits: Limits = { mistakes: random.below(2), destroyed: random.below(2), branches: random.chance(0.4) };
  const report = (what: string): boolean => {
    if (!seen.faults.some((one) => kindOf(one.what) === kindOf(what))) seen.faults.push({ app: app.name, what, path: [...path] });
    return true;
  };
  for (let n = 0; n < length; n += 1) {
    const step = choose(app, world, random, n, limits);
    path.push(step);
    seen.steps += 1;
    const { taken, refused, faults, note, known = [] } = take(app, world, step);
    for (const one of known) count(seen.known, one.name);
    if (taken) seen.taken += 1;
    if (refused) count(seen.refusals, refused);
    if (step.do === 'run' && note?.includes(' stops at '))
      count(
        seen.stops,
        note
          .replace(/(?:aws|azure|oci|fake):\S+/g, 'SITE')
          .replace(/-(?:[a-z]+-[a-z]+-\d|francecentral|germanywestcentral|northeurope|north|south|east)\b/g, '')
          .replace(/\b(?:billing|crm|shop)\b/g, 'NAME'),
      );
    if (faults.length > 0) return void report(faults[0] as string);
    if (known.some(({ ends }) => ends)) break;
    if (!taken) continue;
    const isNew = noted(app, world, seen);
    const rendered = isNew ? options.onNew?.(app, world) : undefined;
    if (rendered) return void report(rendered);
    if (random.chance(options.homes ?? 0.04) || n === length - 1) {
      seen.waysHome += 1;
      const [lost] = wayHome(app, world);
      const old = lost && knownOf(lost);
      if (old) count(seen.known, old.name);
      else if (lost) return void report(lost);
    }
  }
  seen.stray += world.stray;
}

function noted(app: WalkApp, world: World, seen: Seen): boolean {
  let isNew = false;
  for (const work of app.works) {
    const view = outputOf(app, world.files[0]).viewOf(work);
    const phase = phaseOf(view);
    count(seen.phases, phase);
    count(seen.transitions, dueOf(view));
    const { status } = view.situation;
    const facts = JSON.stringify(
      [app.name, work.id, Object.entries(status).map(([site, { is }]) => [site, is]), view.own],
      (key, value: unknown) => (['at', 'by', 'since', 'until', 'undone', 'lag'].includes(key) && typeof value === 'string' ? true : value),
    );
    if (!seen.situations.has(facts)) isNew = true;
    seen.situations.add(facts);
  }
  return isNew;
}

/** Does a path again, or what is left of it. Gives the fault, the way home at the end included. */
export function replay(app: WalkApp, path: readonly Step[], isHome: boolean): string | undefined {
  const world = startOf(app);
  for (const step of path) {
    const [fault] = take(app, world, step).faults;
    if (fault) return fault;
  }
  return isHome ? wayHome(app, world)[0] : undefined;
}
