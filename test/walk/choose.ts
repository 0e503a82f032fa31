import { adviceOf } from '../../lib/situation/advice';
import { restorable } from '../../lib/situation/restoring';
import type { Stamp } from '../../lib/situation/schema';
import type { Declaration } from '../../lib/situation/words';
import type { WalkApp, Work } from './apps';
import { outputOf } from './output';
import type { Random } from './random';
import { isMistake, type Step } from './steps';
import type { World } from './world';

/** What may happen in one story. */
export interface Limits {
  readonly mistakes: number;
  readonly destroyed: number;
  /** Whether a second branch is taken. */
  readonly branches: boolean;
}

/** Two people, whose clocks are minutes apart. */
function stamp(random: Random, n: number, branch: 0 | 1): Stamp {
  const minutes = n + (branch === 0 ? 0 : 7) + random.below(5) - 2;
  return { by: branch === 0 ? 'Ada' : 'Bob', at: new Date(Date.UTC(2026, 0, 1, 1, minutes)).toISOString() };
}

type Choice = (app: WalkApp, world: World, random: Random, n: number, limits: Limits) => Step | undefined;

const branchOf = (world: World, random: Random): 0 | 1 => (world.apart && random.chance(0.5) ? 1 : 0);

/** What is so and is not said. */
const truth: Choice = (app, world, random, n) => {
  const branch = branchOf(world, random);
  const { situation } = outputOf(app, world.files[branch]);
  const site = random.one(app.sites);
  const is = world.regions[site];
  const said = situation.status[site]?.is;
  const successors = app.works.flatMap(({ sides }) => sides.successors);
  const op =
    is === 'up' ? random.one(said ? (['normal', 'normal', 'avoid'] as const) : (['avoid'] as const)) : is === 'down' ? 'lost' : 'gone';
  if (op === 'avoid' && !said && random.chance(0.7)) return undefined;
  const what: Declaration = op === 'gone' && successors[0] ? { op, site, replacedBy: successors[0] } : { op, site };
  return { do: 'declare', branch, what, said: stamp(random, n, branch) };
};

const advised: Choice = (app, world, random, n) => {
  const branch = branchOf(world, random);
  const work = random.one(app.works);
  const all = adviceOf(world.files[branch], work.sides, app.all).filter((one) => !isMistake(world, one));
  if (all.length === 0) return undefined;
  const what = random.one(all);
  const asked = what.op === 'failover' ? { ...what, acceptLoss: true } : what;
  return { do: 'declare', branch, what: asked, said: stamp(random, n, branch) };
};

/** Whatever anybody could say of a workload, legal or not. */
const decided: Choice = (app, world, random, n) => {
  const branch = branchOf(world, random);
  const work = random.one(app.works);
  const view = outputOf(app, world.files[branch]).viewOf(work);
  const to = random.one(view.own.sites);
  const component = random.one(work.sides.components).id;
  const number = random.below(2);
  // Most second generations cannot be retired: where one can be made anew, that is said in its place.
  const isAnew = number > 0 && restorable(work.sides.components).includes(component);
  const generation = `${component}@${to}#${number}`;
  const what = random.one<Declaration>([
    { op: 'failover', workload: work.id, to, acceptLoss: true },
    { op: 'failover', workload: work.id, to, acceptLoss: true },
    { op: 'switch', workload: work.id, to: view.standby },
    { op: 'switch', workload: work.id, to: view.standby },
    { op: 'close', workload: work.id, at: view.active },
    { op: 'fence', workload: work.id, at: view.active },
    { op: 'abort', workload: work.id },
    isAnew ? { op: 'restore', workload: work.id, from: { [component]: 'latest' } } : { op: 'retire', workload: work.id, generation },
  ]);
  return { do: 'declare', branch, what, said: stamp(random, n, branch) };
};

/** One declaration that is a mistake. */
const mistaken: Choice = (app, world, random, n, limits) => {
  if (world.mistakes >= limits.mistakes) return undefined;
  const branch = branchOf(world, random);
  const what: Declaration = { op: random.one(['lost', 'lost', 'normal', 'gone'] as const), site: random.one(app.sites) };
  return isMistake(world, what) ? { do: 'declare', branch, what, said: stamp(random, n, branch) } : undefined;
};

const region: Choice = (app, world, random, _n, limits) => {
  const site = random.one(app.sites);
  if (world.regions[site] === 'up') return random.chance(0.6) ? { do: 'falls', site } : undefined;
  if (world.regions[site] !== 'down') return undefined;
  if (world.destroyed < limits.destroyed && random.chance(0.15)) return { do: 'is destroyed', site };
  return { do: random.chance(0.25) ? 'returns unfenced' : 'returns', site };
};

const ran: Choice = (app, world, random, n) => {
  const branch = branchOf(world, random);
  const { id } = random.one(app.works);
  return { do: 'run', branch, workload: id, said: stamp(random, n, branch) };
};

const dies: Choice = (app, world, random, n) => {
  const branch = branchOf(world, random);
  const work: Work = random.one(app.works);
  const { length } = outputOf(app, world.files[branch]).dueOf(work).actions;
  const until = 1 + random.below(Math.max(1, length - 1));
  return {
    do: 'run',
    branch,
    workload: work.id,
    said: stamp(random, n, branch),
    until,
    ...(random.chance(0.3) ? { torn: random.one(['the marker', 'all but the entrance'] as const) } : {}),
  };
};

const pipeline: Choice = (app, world, random) => {
  const work = random.one(app.works);
  const age = random.chance(0.5) ? 0 : random.below(world.outputs.length);
  const situation = world.outputs.at(-1 - age);
  const stacks = situation && [...outputOf(app, situation).stacksOf(work).keys()].filter((id) => !id.endsWith('-base'));
  return stacks && stacks.length > 0 ? { do: 'pipeline', workload: work.id, stack: random.one(stacks), age } : undefined;
};

const branches: Choice = (_app, world, random, n, limits) => {
  if (!world.apart) return limits.branches ? { do: 'branch' } : undefined;
  if (random.chance(0.4)) return undefined;
  const prefer = random.chance(0.5) ? random.one(['ours', 'theirs'] as const) : undefined;
  return { do: 'merge', said: stamp(random, n, 0), ...(prefer ? { prefer } : {}) };
};

const WEIGHTS: readonly (readonly [number, Choice])[] = [
  [14, truth],
  [16, advised],
  [14, decided],
  [1, mistaken],
  [12, region],
  [24, ran],
  [8, dies],
  [14, pipeline],
  [4, branches],
];
const TOTAL = WEIGHTS.reduce((sum, [weight]) => sum + weight, 0);

/** What happens next. */
export function choose(app: WalkApp, world: World, random: Random, n: number, limits: Limits): Step {
  for (;;) {
    let at = random.next() * TOTAL;
    const [, choice] = WEIGHTS.find(([weight]) => (at -= weight) < 0) ?? WEIGHTS[0]!;
    const step = choice(app, world, random, n, limits);
    if (step) return step;
  }
}
