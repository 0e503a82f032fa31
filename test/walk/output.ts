import { ContinuityError } from '../../lib/words/errors';
import { kindOf } from '../../lib/words/kinds';
import { stepsKey, type LinkPlan, type Placement, type WorkloadPlan } from '../../lib/plan/plan';
import { siteOf } from '../../lib/plan/input';
import type { Form } from '../../lib/words/posture';
import { leftLinks } from '../../lib/plan/placing';
import { planWorkload } from '../../lib/plan/planner';
import type { Action } from '../../lib/words/actions';
import type { Entry } from '../../lib/recovery/draft';
import { proceduresOf } from '../../lib/recovery/procedures';
import { adviceOf } from '../../lib/situation/advice';
import { settled } from '../../lib/situation/declare';
import { refuseIllegal } from '../../lib/situation/legal';
import { lineOf } from '../../lib/situation/lines';
import { chainOf, markOf, ORIGIN } from '../../lib/situation/markers';
import type { Transition } from '../../lib/situation/phases';
import { readSite } from '../../lib/situation/reading';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import type { WalkApp, Work } from './apps';
import { behaviourOf, keyOf, type Behaviour } from './physics';
import { rules } from './rules';

/** What a site's stack says of one generation of a component that holds data. */
export interface DataOutput {
  readonly key: string;
  readonly component: string;
  readonly generation: number;
  readonly current: boolean;
  readonly behaviour: Behaviour;
  /** Whether anything of it is rendered. */
  readonly rendered: boolean;
  /** Whether it exists, and is in no state. */
  readonly exists: boolean;
  /** Which stack makes it. */
  readonly born: Placement['born'];
  readonly fenced: boolean;
  readonly attached: boolean;
  readonly how: 'created' | 'replica' | 'restored';
  readonly done: boolean;
  readonly of?: string;
}

/** What the links stack says of one component: from where to where its data goes. */
export interface LinkOutput {
  readonly address: string;
  readonly component: string;
  readonly from: string;
  readonly to: string;
  readonly bothWays: boolean;
}

/** A synthesized stack, as far as the small world sees it. */
export interface StackOutput {
  readonly id: string;
  readonly kind: 'site' | 'base' | 'links' | 'traffic';
  readonly workload: string;
  readonly site?: string;
  /** Regions without which it can neither be planned nor applied. */
  readonly needs: readonly string[];
  readonly marker: string;
  readonly follows: readonly string[];
  readonly open: boolean;
  readonly move: number;
  /** Whether it was never opened, as far as its situation knows. */
  readonly unopened: boolean;
  /** Whether the move to its site is open. */
  readonly moving: boolean;
  readonly leaves: readonly string[];
  readonly data: readonly DataOutput[];
  readonly again: boolean;
  /** Whether a command starts what works on the data, before users are let in. */
  readonly starts: boolean;
  /** Whether the apply stops what works on the data where the site does not: what exists is stopped by commands alone. */
  readonly stops: boolean;
  readonly form: Form | 'none';
  /** Where copies go, beside the site's own vault. */
  readonly copiesTo?: string;
  readonly links: readonly LinkOutput[];
  readonly beside: readonly { readonly stack: string; readonly follows: readonly string[] }[];
  readonly base?: { readonly base: string; readonly other: string };
}

/** What is due for one workload. */
export interface Due {
  readonly transition: Transition;
  readonly actions: readonly Action[];
}

/** Everything that one synthesis gives, made when it is asked for. */
export class Output {
  readonly now: Situation;
  private readonly stacks = new Map<string, Map<string, StackOutput>>();
  private readonly plans = new Map<string, WorkloadPlan>();
  private readonly dues = new Map<string, Due>();

  constructor(
    readonly app: WalkApp,
    readonly situation: Situation,
  ) {
    refuseIllegal(situation, app.all, 'situation.json');
    this.now = settled(situation, app.all);
  }

  /** The situation, seen from a workload. */
  viewOf(work: Work): View {
    return new View(this.now, work.sides);
  }

  /** The plan of a workload. */
  planOf(work: Work): WorkloadPlan {
    const known = this.plans.get(work.id);
    if (known) return known;
    const view = this.viewOf(work);
    const [a, b] = view.own.sites;
    const plan = planWorkload({ ...work.input, sites: [siteOf(work.input, a), siteOf(work.input, b)], view }, work.own);
    this.plans.set(work.id, plan);
    return plan;
  }

  /** The stacks that are synthesized for a workload, by id. */
  stacksOf(work: Work): ReadonlyMap<string, StackOutput> {
    const known = this.stacks.get(work.id) ?? new Map(stacksIn(this, work).map((stack) => [stack.id, stack]));
    this.stacks.set(work.id, known);
    return known;
  }

  /** The procedure that is due for a workload, as the product makes it. */
  dueOf(work: Work): Due {
    const known = this.dues.get(work.id) ?? dueIn(this, work);
    this.dues.set(work.id, known);
    return known;
  }
}

let outputs = new WeakMap<Situation, Output>();

/** What is synthesized in a situation. Throws where the library refuses. */
export function outputOf(app: WalkApp, situation: Situation): Output {
  const known = outputs.get(situation);
  if (known?.app === app) return known;
  const output = new Output(app, situation);
  outputs.set(situation, output);
  return output;
}

/** Forgets what was synthesized: other rules may hold now. */
export function forget(): void {
  outputs = new WeakMap();
}

const regionOf = (site: string): string => site.split(':')[1] as string;

/** The id of a workload's stack, as the product names it. */
export function stackId(work: Work, view: View, kind: StackOutput['kind'], site?: string): string {
  const joined = kind === 'links' && view.own.freed.length > 0 ? view.own.sites.map(regionOf).sort() : [];
  return [work.id, site && regionOf(site), kind === 'site' ? undefined : kind, ...joined].filter(Boolean).join('-');
}

function stacksIn(output: Output, work: Work): StackOutput[] {
  const view = output.viewOf(work);
  const plan = output.planOf(work);
  const alive = Object.keys(plan.sites).filter((site) => !view.withheld(site));
  const isJoined = view.own.sites.every((site) => !view.withheld(site));
  const links = isJoined && !rules().leftAlone(view) ? linksStack(output, work, view, plan) : undefined;
  return [
    ...alive.map((site) => blank(output, work, view, 'base', site)),
    ...alive.map((site) => siteStack(output, work, view, plan, site)),
    ...(links ? [links] : []),
    ...(plan.traffic ? [trafficStack(output, work, view, plan)] : []),
  ];
}

function blank(output: Output, work: Work, view: View, kind: StackOutput['kind'], site?: string): StackOutput {
  const key = kind === 'site' ? (site as string) : kind;
  const isBase = kind === 'base';
  return {
    id: stackId(work, view, kind, site),
    kind,
    workload: work.id,
    ...(site ? { site } : {}),
    needs: site ? [site] : view.own.sites,
    marker: isBase ? ORIGIN : markOf(output.now, work.id, key).id,
    follows: isBase ? [ORIGIN] : chainOf(output.now, work.id, key),
    open: false,
    move: view.number,
    unopened: false,
    moving: false,
    leaves: [],
    data: [],
    again: false,
    starts: false,
    stops: true,
    form: 'none',
    links: [],
    beside: [],
  };
}

function siteStack(output: Output, work: Work, view: View, plan: WorkloadPlan, site: string): StackOutput {
  const form = view.role(site);
  const here = plan.placements.filter((one) => one.here.site === site && kindOf(one.declaration).nature === 'data');
  const { copies, peer } = plan.sites[site] as WorkloadPlan['sites'][string];
  return {
    ...blank(output, work, view, 'site', site),
    open: form === 'serving',
    unopened: view.isUnopened(site),
    moving: form === 'serving' && view.open?.to === site,
    leaves: here.filter((one) => one.retired).map((one) => keyOf(one.component, site, one.generation)),
    data: here.filter((one) => !one.retired).map((one) => dataOf(work, one, sourceOf(view, one))),
    again: view.again(site),
    // A restore opens last, too, where no command starts anything.
    starts:
      plan.sites[site]?.opensLast === true && plan.placements.some((one) => one.here.site === site && plan.steps[stepsKey(one)]?.start),
    stops: !plan.placements.some((one) => one.here.site === site && one.here.existing && kindOf(one.declaration).stage === 'service'),
    form: form === 'withheld' ? 'none' : form,
    ...(copies.toPeer ? { copiesTo: peer.site } : {}),
  };
}

function dataOf(work: Work, one: Placement, of: string | undefined): DataOutput {
  const behaviour = behaviourOf(work, one.kind);
  return {
    key: keyOf(one.component, one.here.site, one.generation),
    component: one.component,
    generation: one.generation,
    current: one.current,
    behaviour,
    rendered: one.born !== 'links' && (behaviour !== 'database' || one.posture !== 'backup'),
    exists: one.here.existing !== undefined,
    born: rules().born(one.born),
    fenced: one.form === 'fenced',
    attached: one.attached,
    how: one.origin.how === 'joined' ? 'replica' : one.origin.how,
    done: one.origin.how !== 'restored' || one.origin.done,
    ...(of ? { of: `${one.component}@${of}` } : {}),
  };
}

function linksStack(output: Output, work: Work, view: View, plan: WorkloadPlan): StackOutput | undefined {
  const links = plan.links.flatMap((link) => linkOf(work, view, link));
  // A way between two networks is told of nowhere else.
  const isEmpty =
    links.length === 0 && !plan.links.some(({ declaration: { kind } }) => ['relational-database', 'acme-ring', 'network'].includes(kind));
  if (isEmpty) return undefined;
  const beside = view.own.sites.map((site) => ({
    stack: stackId(work, view, 'site', site),
    follows: chainOf(output.now, work.id, site),
  }));
  const members = plan.links.flatMap((link) => (link.stands ? link.members : []));
  const data = members.map((one) => ({ ...dataOf(work, one, sourceOf(view, one)), rendered: true }));
  const gone = plan.placements.filter(leftLinks);
  const leaves = rules().handedOn(gone.map((one) => keyOf(one.component, one.here.site, one.generation)));
  return { ...blank(output, work, view, 'links'), links, beside, data, leaves };
}

/** What a member follows. */
function sourceOf(view: View, { component, here, generation }: Placement): string | undefined {
  const own = readSite(view, here.site).components.find((one) => one.component === component);
  return own?.generations.find(({ number }) => number === generation)?.of;
}

function linkOf(work: Work, view: View, link: LinkPlan): LinkOutput[] {
  const { id: component, kind } = link.declaration;
  const behaviour = behaviourOf(work, kind);
  const at = (site: string): string => keyOf(component, site, view.currentOf(component, site));
  if (behaviour === 'bucket' && link.posture === 'replica')
    return [{ address: `${component}-two-way`, component, from: at(link.owner.site), to: at(link.guest.site), bothWays: true }];
  if (!['policy', 'gated'].includes(behaviour) || !link.stands) return [];
  const address = `${component}-replication-${link.turns}`;
  return [{ address, component, from: at(link.from.site), to: at(link.to.site), bothWays: false }];
}

function trafficStack(output: Output, work: Work, view: View, plan: WorkloadPlan): StackOutput {
  return { ...blank(output, work, view, 'traffic'), base: { base: plan.base, other: view.peerOf(plan.base) } };
}

function dueIn(output: Output, work: Work): Due {
  const view = output.viewOf(work);
  const plan = output.planOf(work);
  const crossed = (site: string): Pick<Entry, 'marker' | 'claim'> => {
    const { claim, claims, released } = plan.progress;
    const follows = chainOf(output.now, work.id, site);
    const line = (move: string): string[] => [
      'claim',
      stackId(work, view, 'site', site),
      move,
      follows.join(' '),
      released.join(' '),
      claims,
    ];
    return { marker: `the marker of ${site}`, claim: { take: line(claim), ask: line('') } };
  };
  const places = [...output.stacksOf(work).values()].map(({ id, kind, site }) => [
    kind === 'site' ? (site as string) : kind === 'base' ? `${site}/base` : kind,
    { id, ...(kind === 'traffic' ? { first: ['the new checks'] } : {}), ...(kind === 'site' ? crossed(site as string) : {}) },
  ]);
  const procedures = proceduresOf({
    plan,
    stacks: Object.fromEntries(places) as Record<string, Entry>,
    advice: adviceOf(output.now, work.sides, output.app.all).map(lineOf),
  });
  const due = procedures.find((one) => one.due);
  if (!due) throw new ContinuityError({ id: 'WALK', what: 'No procedure is due', value: work.id, allowed: 'one', fix: 'none' });
  return { transition: due.transition, actions: due.waves.flatMap((wave) => wave.actions) };
}
