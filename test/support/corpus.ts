import { ContinuityError } from '../../lib/words/errors';
import { Tier, type TierName } from '../../lib/objectives/tier';
import { kindOf, type Kind } from '../../lib/words/kinds';
import type { Protection } from '../../lib/plan/protection';
import type { Procedure } from '../../lib/words/actions';
import type { Situation } from '../../lib/situation/schema';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { markOf } from '../../lib/situation/markers';
import { adoptedOn } from './adopted';
import { answered } from './answers';
import { cloudNamed, EVERY_CLOUD, type CloudUnderTest } from './clouds';
import { isObserved, kindsOn, madeOn, withNeeds } from './components';
import { canonical, without } from './json';
import { planIn, Press, type Opened } from './press';
import { reaches, TURNING, type Alone } from './reach';
import { explore, NEAR, renamed, ROUND, type Graph, type Reach } from './situations';
import { declareApp, type Declared, type Output } from './synth';

/**
 * Everything that the laws look at: what is synthesized for every cloud × kind × tier, in every situation and after every legal
 * transition. Stacks that are planned alike are rendered once (./press.ts), and a case is looked at by all laws while it is at hand
 * (./laws/verdicts.ts).
 */
export interface Corpus {
  readonly cloud: CloudUnderTest;
  readonly states: readonly State[];
  readonly passages: readonly Passage[];
  /** Each once. */
  readonly worlds: readonly Output[];
  /** The procedures of a world, in the first situation that came to it. */
  sheets(world: Output): readonly Procedure[];
  /** The procedures of every situation that tells others, with its own manifest. */
  readonly told: readonly Told[];
}

/** A situation with what is synthesized in it. The same bytes are the same object. */
export interface State {
  readonly name: string;
  readonly situation: Situation;
  readonly output: Output;
}

/** What a situation tells to do. */
export interface Told {
  readonly name: string;
  readonly output: Output;
  sheets(): readonly Procedure[];
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
  readonly kinds: readonly Kind[];
  readonly tier: TierName;
  /** Whether all of it exists at the first site. */
  readonly adopted?: boolean;
  /** How far it is explored. */
  readonly reach: Reach;
}

/** A combination that the planner refuses. */
export interface Refused {
  readonly title: string;
  readonly cloud: string;
  readonly kind: Kind;
  readonly tier: TierName;
  readonly error: ContinuityError;
}

const sides = new Map<string, Sides>();
const accepted: Case[] = [];

/** A component alone, and all that is declared with it. */
export interface Candidate extends Alone {
  readonly kinds: readonly Kind[];
  /** What the situation knows of those that come back as another one: what can happen depends on no more. */
  readonly turning: readonly string[];
}

/** Each kind alone with what it needs: whatever table and cells say today. */
function discover(cloud: CloudUnderTest, tier: TierName): (Candidate | Refused)[] {
  return kindsOn(cloud).map((kind) => {
    const kinds = withNeeds(cloud, kind);
    try {
      const { id } = madeOn(cloud, kind);
      const { workload } = declareApp({ cloud, kinds, tier });
      const { protections } = planIn(workload, NORMAL);
      const { declaration, flip, posture } = protections.find((one) => one.declaration.id === id) as Protection;
      const holds = kindOf(declaration).nature === 'data' ? { posture } : {};
      const turning = workload.sides.components.filter((one) => TURNING.includes(one.flip)).map((one) => canonical(without(one, 'id')));
      return { cloud: cloud.name, kind, kinds, tier, size: kinds.length, flip, turning: [...new Set(turning)].sort(), ...holds };
    } catch (error) {
      if (!(error instanceof ContinuityError)) throw error;
      return { title: `${cloud.name}, ${kind}, ${tier}`, cloud: cloud.name, kind, tier, error };
    }
  });
}

const isRefused = (one: Candidate | Refused): one is Refused => 'error' in one;
const discoverAll = (): (Candidate | Refused)[] => Tier.ALL.flatMap(({ name }) => EVERY_CLOUD.flatMap((cloud) => discover(cloud, name)));

/** Every component that the planner accepts alone. */
export const ALONE = answered<readonly Candidate[]>('what stands alone', [], () =>
  discoverAll().filter((one): one is Candidate => !isRefused(one)),
);
const REACHES = reaches(ALONE);

const kindsIn = (all: readonly Candidate[]): Kind[] => [...new Set(all.flatMap((one) => one.kinds))].sort();

/** Those that go farther than all together: each that goes far or wide by itself, and those on a round trip with what changes its role as they do. */
function travellers(alone: readonly Candidate[]): Candidate[][] {
  const groups = new Map<string, Candidate[]>();
  for (const one of alone) {
    const reach = REACHES.get(one) ?? NEAR;
    if (reach === NEAR) continue;
    const key = reach === ROUND ? one.turning.join() : one.kind;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** Those that go farther, and all that stand at one cloud and tier together. */
function accept(alone: readonly Candidate[]): void {
  const [first] = alone;
  if (!first) return;
  const { cloud, tier } = first;
  const kinds = kindsIn(alone);
  const whole = alone.find((one) => one.size === kinds.length);
  const reachOf = (one?: Candidate): Reach => (one && REACHES.get(one)) ?? NEAR;
  for (const group of travellers(alone.filter((one) => one !== whole))) {
    const title = `${cloud}, ${group.map(({ kind }) => kind).join(' and ')}, ${tier}`;
    accepted.push({ title, cloud, kinds: kindsIn(group), tier, reach: reachOf(group[0]) });
  }
  accepted.push({ title: `${cloud}, everything, ${tier}`, cloud, kinds, tier, reach: reachOf(whole) });
  const exist: readonly Kind[] = adoptedOn(cloudNamed(cloud), (of) => alone.find(({ kind }) => kind === of)?.posture).filter((kind) =>
    kinds.includes(kind),
  );
  if (exist.length === 0) return;
  accepted.push({ title: `${cloud}, everything, adopted, ${tier}`, cloud, kinds: exist, tier, adopted: true, reach: NEAR });
}

for (const { name: tier } of Tier.ALL)
  for (const { name } of EVERY_CLOUD) accept(ALONE.filter((one) => one.cloud === name && one.tier === tier));

const weightOf = ({ reach, kinds }: Case): number => (10 ** reach.moves + reach.unusual) * kinds.length;
accepted.sort((a, b) => weightOf(b) - weightOf(a));

/** The heaviest first. */
export const CASES: readonly Case[] = accepted;
/** Every component that the planner refuses alone. */
export const refusedAlone = (): readonly Refused[] => discoverAll().filter(isRefused);

/** The sides of a case, as the situation knows them. */
export function sidesOf(one: Pick<Case, 'cloud' | 'kinds' | 'tier' | 'adopted'>): Sides {
  const key = canonical([one.cloud, one.kinds, one.tier, one.adopted]);
  const known = sides.get(key) ?? declareApp(declaredIn(one)).workload.sides;
  sides.set(key, known);
  return known;
}

/** Tiers at which copies go to a place that is no site, too, where the cloud keeps any there: copies alone, and replicas. */
const WITH_COPIES_AWAY: readonly TierName[] = ['warm', 'vital'];

/** What is declared in a case. */
export function declaredIn({ cloud, kinds, tier, adopted = false }: Pick<Case, 'cloud' | 'kinds' | 'tier' | 'adopted'>): Declared {
  const under = cloudNamed(cloud);
  const copiesIn = WITH_COPIES_AWAY.includes(tier) ? under.copiesIn?.() : undefined;
  return { cloud: under, kinds, tier, adopted, observed: isObserved(under, kinds), ...(copiesIn ? { props: { copiesIn } } : {}) };
}

let last: { readonly one: Case; readonly corpus: Corpus } | undefined;

/** What is synthesized in a case, everywhere. The last one is kept: a test asks for its case more than once. */
export function corpusOf(one: Case): Corpus {
  if (last?.one === one) return last.corpus;
  // Two of the largest at once are too much.
  last = undefined;
  const corpus = renderAll(one);
  last = { one, corpus };
  return corpus;
}

const graphs = new Map<string, { readonly own: Sides; readonly graph: Graph }>();
/** What can happen depends on how roles change, not on where or of what: sides that differ in names alone are explored once. */
function graphOf(one: Case): Graph {
  const own = sidesOf(one);
  const order = own.components.map(({ id }) => own.components.filter((other) => other.id < id).length);
  const key = canonical([
    own.workload,
    own.components.map((component) => without(component, 'id')),
    order,
    own.successors.length,
    one.reach,
  ]);
  const known = graphs.get(key) ?? { own, graph: explore(own, one.reach) };
  graphs.set(key, known);
  return known.own === own ? known.graph : renamed(known.graph, known.own, own);
}

/** Reads sheets: many situations tell the same. */
function sheetReader(): (text: string) => Procedure {
  const read = new Map<string, Procedure>();
  return (text) => {
    const sheet = read.get(text) ?? (JSON.parse(text) as Procedure);
    read.set(text, sheet);
    return sheet;
  };
}

/** Picks one of all that tell the same: two situations of the same stacks may differ in what is due, or in what was begun. */
function teller(first: ReadonlyMap<Output, readonly string[]>): (state: State, opened: Opened) => Told[] {
  const seen = new Set<unknown>();
  const sheetOf = sheetReader();
  return ({ name, output }, opened) => {
    const told = opened.told();
    if (seen.has(told)) return [];
    const isFirst = !seen.has(output);
    seen.add(told).add(output);
    const { manifest, sheets } = isFirst ? { manifest: output.manifest, sheets: first.get(output) ?? [] } : opened.render();
    return [{ name, output: { manifest, stacks: output.stacks }, sheets: () => sheets.map(sheetOf) }];
  };
}

function renderAll(one: Case): Corpus {
  const press = new Press(declaredIn(one), sidesOf(one));
  const known = new Map<string, Output>();
  const opened = new Map<Situation, Output>();
  const sheets = new Map<Output, readonly string[]>();
  const outputOfNew = ({ key, render }: Opened): Output => {
    const before = known.get(key);
    if (before) return before;
    const { manifest, stacks, sheets: own } = render();
    const output = { manifest, stacks: Object.fromEntries(Object.entries(stacks).map(([id, text]) => [id, press.read(text)])) };
    known.set(key, output);
    sheets.set(output, own);
    return output;
  };
  const outputOf = (situation: Situation): Output => {
    const output = opened.get(situation) ?? outputOfNew(press.open(situation));
    opened.set(situation, output);
    return output;
  };
  const { nodes, edges } = graphOf(one);
  const numbers = new Map(nodes.map((node, i) => [node, i]));
  const states: State[] = [];
  const told: Told[] = [];
  const tell = teller(sheets);
  for (const { name, situation } of nodes) {
    const planned = press.open(situation);
    const state = { name, situation, output: outputOfNew(planned) };
    opened.set(situation, state.output);
    states.push(state);
    told.push(...tell(state, planned));
  }
  const sheetOf = sheetReader();
  const isSwitched = states[0]?.output.manifest.workloads[0]?.traffic !== undefined;
  const trafficOf = (situation: Situation): string =>
    isSwitched ? JSON.stringify(markOf(situation, sidesOf(one).workload, 'traffic')) : '';
  const passages = edges.map(({ step, from, to: { situation }, means }): Passage => {
    const [source, target] = [numbers.get(from) as number, numbers.get(means) as number];
    const state = states[source] as State;
    const name = state.name === 'normal' ? step : `${state.name}, ${step}`;
    // What means the same is rendered alike (law 5 looks at some), but for what traffic is named by: the place of its marker in the log.
    const output = outputOf(trafficOf(situation) === trafficOf(means.situation) ? means.situation : situation);
    return { name, step, from: state, source, target, to: { name, situation, output } };
  });
  return {
    cloud: cloudNamed(one.cloud),
    worlds: [...known.values()],
    sheets: (world) => (sheets.get(world) ?? []).map(sheetOf),
    told,
    states,
    passages,
  };
}
