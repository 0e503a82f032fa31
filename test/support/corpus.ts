import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ContinuityError } from '../../lib/words/errors';
import { Tier, type TierName } from '../../lib/objectives/tier';
import { KINDS as ROWS, type BuiltinKind } from '../../lib/words/kinds';
import type { Protection } from '../../lib/plan/plan';
import type { Procedure } from '../../lib/words/actions';
import type { Situation } from '../../lib/situation/schema';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { markOf } from '../../lib/situation/markers';
import { CLOUDS, cloudNamed, type CloudUnderTest } from './clouds';
import { KINDS, withNeeds } from './components';
import { canonical, type StackJson } from './json';
import { planIn, Press } from './press';
import { reaches, type Alone } from './reach';
import { explore, NEAR, renamed, type Graph, type Reach } from './situations';
import { declareApp, type Declared, type Facts, type Output } from './synth';

/**
 * Everything that the laws look at: what is synthesized for every cloud × kind × tier, in every situation and after every legal
 * transition. Stacks that are planned alike are rendered once (./press.ts). What was rendered is kept under a hash of the sources, so
 * that eleven test files do not each render it again.
 */
export interface Corpus {
  readonly cloud: CloudUnderTest;
  readonly states: readonly State[];
  readonly passages: readonly Passage[];
  /** Each once. */
  readonly worlds: readonly Output[];
  /** The procedures of a world. */
  sheets(world: Output): readonly Procedure[];
}

/** A situation with what is synthesized in it. The same bytes are the same object. */
export interface State {
  readonly name: string;
  readonly situation: Situation;
  readonly output: Output;
}

/** A legal transition. `target` is the number of the state that means the same as `to`. */
export interface Passage {
  readonly name: string;
  readonly step: string;
  readonly from: State;
  readonly to: State;
  readonly source: number;
  readonly target: number;
}

/** One combination that the planner accepts. */
export interface Case {
  readonly title: string;
  readonly cloud: string;
  readonly kinds: readonly BuiltinKind[];
  readonly tier: TierName;
  /** How far it is explored. */
  readonly reach: Reach;
}

/** A combination that the planner refuses. */
export interface Refused {
  readonly title: string;
  readonly cloud: string;
  readonly kind: BuiltinKind;
  readonly tier: TierName;
  readonly error: ContinuityError;
}

const sides = new Map<string, Sides>();
const accepted: Case[] = [];
const refused: Refused[] = [];

/** A component alone, and all that is declared with it. */
export interface Candidate extends Alone {
  readonly kinds: readonly BuiltinKind[];
}

/** Each kind alone with what it needs: whatever table and cells say today. */
function discover(cloud: CloudUnderTest, tier: TierName): Candidate[] {
  return KINDS.flatMap((kind): Candidate[] => {
    const kinds = withNeeds(cloud, kind);
    try {
      const { protections } = planIn(declareApp({ cloud, kinds, tier }).workload, NORMAL);
      const { flip, posture } = protections.find(({ declaration }) => declaration.kind === kind) as Protection;
      return [{ cloud: cloud.name, kind, kinds, tier, size: kinds.length, flip, ...(ROWS[kind].nature === 'data' ? { posture } : {}) }];
    } catch (error) {
      if (!(error instanceof ContinuityError)) throw error;
      refused.push({ title: `${cloud.name}, ${kind}, ${tier}`, cloud: cloud.name, kind, tier, error });
      return [];
    }
  });
}

/** Every component that the planner accepts alone. */
export const ALONE: readonly Candidate[] = Tier.ALL.flatMap(({ name: tier }) => CLOUDS.flatMap((cloud) => discover(cloud, tier)));
const REACHES = reaches(ALONE);

/** All that stand at one cloud and tier; all of them together near, since what one renders does not depend on the others (alone.test.ts). */
function accept(alone: readonly Candidate[]): void {
  const [first] = alone;
  if (!first) return;
  const { cloud, tier } = first;
  const kinds = [...new Set(alone.flatMap((one) => one.kinds))].sort();
  const whole = alone.find((one) => one.size === kinds.length);
  for (const one of alone.filter((part) => part.size < kinds.length))
    accepted.push({ title: `${cloud}, ${one.kind}, ${tier}`, cloud, kinds: one.kinds, tier, reach: REACHES.get(one) ?? NEAR });
  accepted.push({ title: `${cloud}, everything, ${tier}`, cloud, kinds, tier, reach: (whole && REACHES.get(whole)) ?? NEAR });
}

for (const { name: tier } of Tier.ALL)
  for (const { name } of CLOUDS) accept(ALONE.filter((one) => one.cloud === name && one.tier === tier));

const weightOf = ({ reach, kinds }: Case): number => (10 ** reach.moves + reach.unusual) * kinds.length;
accepted.sort((a, b) => weightOf(b) - weightOf(a));

/** Workers start at opposite ends, the heaviest and the lightest, so that they do not render the same things at the same time. */
export const CASES: readonly Case[] = Number(process.env['JEST_WORKER_ID'] ?? 1) % 2 === 0 ? [...accepted].reverse() : accepted;
export const REFUSED: readonly Refused[] = refused;

/** The sides of a case, as the situation knows them. */
export function sidesOf(one: Pick<Case, 'cloud' | 'kinds' | 'tier'>): Sides {
  const key = canonical([one.cloud, one.kinds, one.tier]);
  const known = sides.get(key) ?? declareApp(declaredIn(one)).workload.sides;
  sides.set(key, known);
  return known;
}

/** What is declared in a case. */
export function declaredIn({ cloud, kinds, tier }: Pick<Case, 'cloud' | 'kinds' | 'tier'>): Declared {
  return { cloud: cloudNamed(cloud), kinds, tier };
}

interface Stored {
  readonly texts: readonly string[];
  readonly sheets: readonly string[];
  readonly worlds: readonly {
    readonly stacks: Readonly<Record<string, number>>;
    readonly manifest: Facts;
    readonly sheets: readonly number[];
  }[];
  readonly states: readonly { readonly name: string; readonly situation: Situation; readonly world: number }[];
  readonly passages: readonly {
    readonly step: string;
    readonly source: number;
    readonly target: number;
    readonly situation: Situation;
    readonly world: number;
  }[];
}

const ROOT = resolve(__dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'continuity-laws');
const HOUR = 3_600_000;

let hashed: string | undefined;
function sourcesHash(): string {
  if (hashed) return hashed;
  const hash = createHash('sha256');
  for (const folder of ['lib', 'test/support']) {
    for (const file of (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts')).sort())
      hash.update(file).update(readFileSync(join(ROOT, folder, file)));
  }
  return (hashed = hash
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16));
}

let last: { readonly one: Case; readonly corpus: Corpus } | undefined;

/** What is synthesized in a case, everywhere. The last one is kept: a test asks for its case more than once. */
export function corpusOf(one: Case): Corpus {
  if (last?.one === one) return last.corpus;
  // Two of the largest at once are too much.
  last = undefined;
  const corpus = read(one);
  last = { one, corpus };
  return corpus;
}

function read(one: Case): Corpus {
  const path = join(CACHE, sourcesHash(), `${one.title.replace(/\W+/g, '-')}.json`);
  try {
    return opened(one, JSON.parse(readFileSync(path, 'utf8')) as Stored);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  if (!claim(path)) return read(one);
  try {
    const stored = renderAll(one);
    keep(path, JSON.stringify(stored));
    return opened(one, stored);
  } finally {
    rmSync(`${path}.busy`, { force: true });
  }
}

/** Whether this worker renders it; where another one does, it is waited for. Who died in the middle is found by its absence. */
function claim(path: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  const busy = `${path}.busy`;
  try {
    writeFileSync(busy, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  while (existsSync(busy)) {
    if (!isAlive(Number(readFileSync(busy, 'utf8') || process.pid))) rmSync(busy, { force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Beside its old self, then renamed: other workers read while this one writes. */
function keep(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
  const old = readdirSync(CACHE).filter((name) => name !== sourcesHash() && Date.now() - statSync(join(CACHE, name)).mtimeMs > HOUR);
  old.forEach((name) => {
    rmSync(join(CACHE, name), { recursive: true, force: true });
  });
}

function opened({ cloud }: Case, { texts, sheets, worlds, states, passages }: Stored): Corpus {
  const stacks = texts.map((text) => JSON.parse(text) as StackJson);
  const outputs = worlds.map((world): Output => ({
    manifest: world.manifest,
    stacks: Object.fromEntries(Object.entries(world.stacks).map(([id, i]) => [id, stacks[i] as StackJson])),
  }));
  const all = states.map(({ name, situation, world }): State => ({ name, situation, output: outputs[world] as Output }));
  return {
    cloud: cloudNamed(cloud),
    worlds: outputs,
    sheets: (world) => (worlds[outputs.indexOf(world)]?.sheets ?? []).map((i) => JSON.parse(sheets[i] as string) as Procedure),
    states: all,
    passages: passages.map(({ step, source, target, situation, world }) => {
      const from = all[source] as State;
      const name = from.name === 'normal' ? step : `${from.name}, ${step}`;
      return { name, step, from, source, target, to: { name, situation, output: outputs[world] as Output } };
    }),
  };
}

const graphs = new Map<string, { readonly own: Sides; readonly graph: Graph }>();
/** What can happen depends on how roles change, not on where or of what: sides that differ in names alone are explored once. */
function graphOf(one: Case): Graph {
  const own = sidesOf(one);
  const order = own.components.map(({ id }) => own.components.filter((other) => other.id < id).length);
  const key = canonical([own.workload, own.components.map(({ flip }) => flip), order, own.successors.length, one.reach]);
  const known = graphs.get(key) ?? { own, graph: explore(own, one.reach) };
  graphs.set(key, known);
  return known.own === own ? known.graph : renamed(known.graph, known.own, own);
}

function renderAll(one: Case): Stored {
  const press = new Press(declaredIn(one), sidesOf(one));
  const [texts, sheets] = [new Numbered(), new Numbered()];
  const worlds: Stored['worlds'][number][] = [];
  const known = new Map<string, number>();
  const opened = new Map<Situation, number>();
  const worldOf = (situation: Situation): number => {
    const number = opened.get(situation) ?? worldOfNew(situation);
    opened.set(situation, number);
    return number;
  };
  const worldOfNew = (situation: Situation): number => {
    const { key, render } = press.open(situation);
    if (!known.has(key)) {
      const { manifest, stacks, sheets: all } = render();
      const entries = Object.entries(stacks).map(([id, text]) => [id, texts.numberOf(text)] as const);
      const world = { manifest, stacks: Object.fromEntries(entries), sheets: all.map((text) => sheets.numberOf(text)) };
      known.set(key, worlds.push(world) - 1);
    }
    return known.get(key) as number;
  };
  const { nodes, edges } = graphOf(one);
  const meanings = new Map(nodes.map((node, i) => [node, i]));
  const trafficOf = (situation: Situation): string => JSON.stringify(markOf(situation, sidesOf(one).workload, 'traffic'));
  const stored = {
    worlds,
    states: nodes.map(({ name, situation }) => ({ name, situation, world: worldOf(situation) })),
    // What means the same is rendered alike (law 5 looks at some), but for what traffic is named by: the place of its marker in the log.
    passages: edges.map(({ step, from, to, means }) => ({
      step,
      source: meanings.get(from) as number,
      target: meanings.get(means) as number,
      situation: to.situation,
      world: worldOf(trafficOf(to.situation) === trafficOf(means.situation) ? means.situation : to.situation),
    })),
  };
  return { ...stored, texts: texts.all, sheets: sheets.all };
}

/** Texts, each once. */
class Numbered {
  readonly all: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): number {
    const number = this.numbers.get(text) ?? this.all.push(text) - 1;
    this.numbers.set(text, number);
    return number;
  }
}
