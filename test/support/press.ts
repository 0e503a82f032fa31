import type { Component } from '../../lib/components/component';
import { leftLinks } from '../../lib/plan/placing';
import type { WorkloadPlan } from '../../lib/plan/plan';
import { siteOf } from '../../lib/plan/input';
import { planWorkload, type Protected } from '../../lib/plan/planner';
import type { DeclaredInput } from '../../lib/plan/input';
import type { MarkerPlan, StackPlan } from '../../lib/words/stack';
import { Realisation } from '../../lib/render/realisation';
import { buildManifest } from '../../lib/reports/build-manifest';
import { entryOf, stackReport, type StackReport } from '../../lib/reports/report-input';
import { adviceOf } from '../../lib/situation/advice';
import { lineOf } from '../../lib/situation/lines';
import { settled } from '../../lib/situation/declare';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import type { CopyPlace } from '../../lib/port/copy-place';
import type { Topology } from '../../lib/port/topology';
import type { Workload } from '../../lib/workload';
import { canonical, without, type StackJson } from './json';
import { declareApp, factsOf, type Declared, type Facts } from './synth';

/** What a workload keeps to itself. */
interface Inside {
  readonly declaration: { readonly input: DeclaredInput; readonly own: Protected };
  readonly props: { readonly topology: Topology; readonly copiesIn?: CopyPlace };
  readonly components: readonly Component[];
}
const inside = (workload: Workload): Inside => workload as unknown as Inside;

/** The plan of what is declared, in a situation. Throws where the planner refuses. */
export function planIn(workload: Workload, situation: Situation, own: Sides = workload.sides): WorkloadPlan {
  const { input, own: decided } = inside(workload).declaration;
  const view = new View(situation, own);
  const [a, b] = view.own.sites;
  return planWorkload({ ...input, sites: [siteOf(input, a), siteOf(input, b)], view }, decided);
}

/** A stack as it is rendered, with words in the places where its marker stands. Nothing, where the stack is empty. */
interface Block {
  readonly written: string | undefined;
  readonly rendered: Pick<StackReport, 'empty'>;
  /** Address of its marker, where it is a site's. */
  readonly marker: string | undefined;
  /** What of it is applied ahead of the rest. */
  readonly first: readonly string[];
}

/** A situation that is planned, and how it is rendered. */
export interface Opened {
  /** The same for two situations that come to the same bytes, markers aside. */
  readonly key: string;
  /** The same for two that come to the same sheets, too, but for numbers and moments. */
  told(): string;
  render(): { readonly manifest: Facts; readonly stacks: Readonly<Record<string, string>>; readonly sheets: readonly string[] };
}

/**
 * Renders what is declared in many situations. A stack is rendered once for everything that is planned alike of it, with placeholders
 * for what its marker says, and then stamped with each marker: law 5 compares what comes out with what `app.synth()` writes.
 */
export class Press {
  private readonly workload: Workload;
  private readonly blocks = new Map<string, Block>();
  private readonly texts = new Map<string, string>();
  private readonly parsed = new Map<string, StackJson>();

  constructor(
    private readonly declared: Declared,
    private readonly own: Sides,
  ) {
    this.workload = declareApp(declared).workload;
  }

  /** Plans a situation. */
  open(written: Situation): Opened {
    const situation = settled(written, [this.own]);
    const plan = planIn(this.workload, situation, this.own);
    // Where no switch is declared its stack holds nothing, and its marker names nothing.
    const named = plan.traffic !== undefined;
    const stacks = plan.stacks.map((stack) => [stack.id, stack.withheld, named && stack.kind === 'traffic' ? stack.marker : undefined]);
    const key = JSON.stringify([without(plan, 'budget', 'objectives', 'stacks', 'progress', 'steps', 'planned'), stacks]);
    return { key, told: () => canonical([key, storyOf(plan)]), render: () => this.rendered(plan, situation) };
  }

  private rendered(plan: WorkloadPlan, situation: Situation): ReturnType<Opened['render']> {
    const keyed = plan.stacks.filter(({ withheld }) => withheld === undefined).map((stack) => [stack, blockKey(plan, stack)] as const);
    const missing = keyed.filter(([, key]) => !this.blocks.has(key));
    if (missing.length > 0) this.press(plan, situation, missing);
    const stacks: Record<string, string> = {};
    for (const [stack, key] of keyed) {
      const { written } = this.blocks.get(key) as Block;
      if (written !== undefined) stacks[stack.id] = this.stamped(key, written, stack.marker);
    }
    const blocks = new Map(keyed.map(([{ id }, key]) => [id, this.blocks.get(key)]));
    const { topology, copiesIn } = inside(this.workload).props;
    const reports = plan.stacks.map((stack) => {
      const block = blocks.get(stack.id);
      const site = stack.site === undefined ? undefined : topology.at(stack.site);
      const first = (block?.first ?? []).map((address) => said(address, stack.marker));
      const entry = entryOf(stack, plan.progress, site, { ...(block?.marker === undefined ? {} : { marker: block.marker }), first });
      return stackReport(stack, { ...(block?.rendered ?? { empty: false }), entry });
    });
    const read = (id: string): StackJson => this.read(stacks[id] as string);
    const advice = adviceOf(situation, this.own, [this.own]).map(lineOf);
    const report = new Realisation(plan, topology, [], copiesIn).report(plan, {}, this.own, advice, reports);
    const manifest = buildManifest({ situation, situationFile: 'situation.json', reports: [report] }, read as never);
    return { manifest: factsOf(manifest), stacks, sheets: manifest.workloads[0]?.procedures.map((one) => JSON.stringify(one)) ?? [] };
  }

  /** Renders the blocks that are missing. Where a site was replaced, stacks are named by the situation. */
  private press(plan: WorkloadPlan, situation: Situation, missing: readonly (readonly [StackPlan, string])[]): void {
    const isUsual = missing.every(([{ id }]) => this.workload.stacks.some(({ node }) => node.id === id));
    const { workload } = declareApp(this.declared, isUsual ? NORMAL : situation);
    const { components, props } = inside(workload);
    const stacks = missing.map(([stack]) => ({ ...stack, marker: placeheld(stack.marker) }));
    const realisation = new Realisation({ ...plan, stacks }, props.topology, workload.stacks, props.copiesIn);
    realisation.render(components, { site: [], base: [] });
    const report = realisation.report(plan, {}, this.own, []);
    for (const [{ id }, key] of missing) {
      const { empty, entry } = report.stacks.find((one) => one.id === id) as StackReport;
      const stack = workload.stacks.find(({ node }) => node.id === id);
      // It is not prepared: that only looks for references to other stacks, which law 1 reads, and costs as much as the rendering.
      const written = empty ? undefined : canonical(stack?.toTerraform());
      this.blocks.set(key, { written, rendered: { empty }, marker: entry.marker, first: entry.first ?? [] });
    }
  }

  /** A stack that was rendered here: the same text is the same object. */
  read(text: string): StackJson {
    const known = this.parsed.get(text) ?? (JSON.parse(text) as StackJson);
    this.parsed.set(text, known);
    return known;
  }

  private stamped(block: string, written: string, marker: MarkerPlan): string {
    const key = JSON.stringify([block, marker]);
    const known = this.texts.get(key) ?? stamp(written, marker);
    this.texts.set(key, known);
    return known;
  }
}

/** All that sheets differ by, but for numbers and moments. */
function storyOf({ progress }: WorkloadPlan): object {
  const { open } = progress;
  const rest = without(
    progress,
    'number',
    'claim',
    'claimed',
    'released',
    'claims',
    'since',
    'interruptedSince',
    'unprotectedSince',
    'open',
  );
  const moving = open && Object.entries(open.components).map(([id, { generation, loss, point }]) => [id, generation, loss, point]);
  return { ...rest, open: open && [open.kind, open.from, open.to, open.started ?? [], moving] };
}

/** All that a stack is rendered from, but for what its marker says. */
function blockKey(plan: WorkloadPlan, { id, kind, site, opens, marker }: StackPlan): string {
  const { workload, environment, durable, links, traffic, sites, placements, protections, observed } = { workload: plan.id, ...plan };
  const here = placements.filter((one) => one.here.site === site);
  const firsts = here.flatMap((one) => (one.generation === 0 ? [[one.id, one.joined, one.here, one.peer]] : []));
  const { ground, name, peer } = sites[site ?? ''] ?? {};
  const parts = {
    // As the port has it: a base stack is told no more (BaseContext).
    copies: [plan.copyPlace],
    base: [ground, name, peer, new Set(here.map((one) => one.component)).size, firsts],
    site: [sites[site ?? ''], here, observed[site ?? ''], protections.map(({ declaration }) => [declaration.id, declaration.after])],
    links: [links, placements.filter(leftLinks).map((one) => [one.id, one.here, one.peer])],
    traffic: [traffic],
  };
  return JSON.stringify([
    workload,
    environment,
    durable,
    id,
    kind,
    opens !== undefined,
    marker.unopened,
    marker.moving,
    marker.beside.length,
    parts[kind],
  ]);
}

const ID = '@@id@@';
const FOLLOWS = '@@follows@@';
const NUMBERS = { sequence: 990_001_001, move: 990_002_002 } as const;

const placeheld = (marker: MarkerPlan): MarkerPlan => ({
  ...marker,
  ...NUMBERS,
  id: ID,
  follows: [FOLLOWS],
  beside: marker.beside.map((one, i) => ({ ...one, follows: [`@@beside-${i}@@`] })),
});

/** A text with the marker's own words. Lists are written as JSON inside of texts, in order. */
function said(text: string, marker: MarkerPlan, quoted: (json: string) => string = (json) => json): string {
  const list = (items: readonly string[]): string =>
    [...items]
      .sort()
      .map((item) => JSON.stringify(item))
      .join(',');
  const words: [string, string][] = [
    [JSON.stringify(FOLLOWS), list(marker.follows)],
    ...marker.beside.map(({ follows }, i): [string, string] => [JSON.stringify(`@@beside-${i}@@`), list(follows)]),
    [ID, marker.id],
    [String(NUMBERS.sequence), String(marker.sequence)],
    [String(NUMBERS.move), String(marker.move)],
  ];
  return words.reduce((now, [from, to]) => now.replaceAll(quoted(from), quoted(to)), text);
}

/** The text of a stack with its marker's own words: each place is a whole number, or stands inside of a text. */
const stamp = (written: string, marker: MarkerPlan): string => said(written, marker, (json) => JSON.stringify(json).slice(1, -1));
