import type { Cloud, CellFacts, TrafficCell } from '../clouds/cloud';
import type { Declaration } from '../components/component';
import { ContinuityError } from '../errors';
import type { Duration } from '../objectives/duration';
import type { Objectives } from '../objectives/objectives';
import { Tier } from '../objectives/tier';
import { wavesOf } from '../recovery/waves';
import type { Region } from '../sites/regions/region';
import { isMadeFrom } from '../situation/declarations';
import { NORMAL, type Sides } from '../situation/facts';
import { View } from '../situation/view';
import type { TrafficDeclaration } from '../traffic/dns-failover';
import { budgetOf } from './budget';
import { judge, refusals, type Acknowledgement } from './findings';
import { KINDS, type Kind, type Stage } from './kinds';
import { MATRIX } from './matrix';
import { kebab } from './names';
import { placeAll, siteOf } from './placing';
import type { Finding, Protection, WorkloadPlan } from './plan';
import { planStacks, stackIds } from './stacking';

/** A site, as plain data with its cloud's facts. */
export interface SiteInput {
  /** `cloud:region`. */
  readonly key: string;
  /** Its cloud: the planner reads facts only, it renders nothing. */
  readonly cloud: Pick<Cloud, 'name' | 'groundNames' | 'facts'> & {
    readonly traffic?: Pick<TrafficCell, 'facts'>;
    readonly cells: Readonly<Partial<Record<Kind, { readonly facts: CellFacts }>>>;
  };
  /** Its region. */
  readonly region: Region;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** Address range. */
  readonly cidr: string;
  /** `cloud:region` where its state is kept. */
  readonly stateAt: string;
}

/** What the code says of a workload: the situation is not part of it. */
export interface DeclaredInput {
  /** Id of the workload. */
  readonly workload: string;
  /** Environment, where there is one. */
  readonly environment?: string;
  /** False: an exercise environment that may be destroyed. */
  readonly durable: boolean;
  /** What the business asks. */
  readonly objectives: Objectives;
  /** The declared tier; absent: the cheapest that meets the objectives. */
  readonly tier?: Tier;
  /** How often copies are made. @default the tier's */
  readonly copyEvery?: Duration;
  /** The two sites, the one that serves first of all in the beginning. */
  readonly sites: readonly [SiteInput, SiteInput];
  /** Every site of the topology: the two, and those that may take the place of one that is gone. */
  readonly known: readonly SiteInput[];
  /** `cloud:region` of the witness. */
  readonly witnessAt?: string;
  /** The components. */
  readonly declarations: readonly Declaration[];
  /** The switch of traffic. */
  readonly traffic?: TrafficDeclaration;
  /** Findings that somebody accepts. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** Where the pipeline, the repository and the identities live. */
  readonly runsFrom: Readonly<Record<string, string>>;
}

/** All that a plan is made from. */
export interface PlanInput extends DeclaredInput {
  /** The two sites between which the role moves now. */
  readonly sites: readonly [SiteInput, SiteInput];
  /** The situation, seen from this workload. */
  readonly view: View;
}

/** The tier, and how each component is protected. */
export interface Protected {
  /** Declared, or the cheapest that meets the objectives. */
  readonly tier: Tier;
  /** In the order of the waves. */
  readonly protections: readonly Protection[];
}

/**
 * Decides tier, postures and waves: from the code alone, so that no disaster changes them. Pure. Throws where a component cannot be
 * protected there (`DR-CELL-01`), where names meet (`DR-NAME-02`), and where components wait for each other (`DR-WAVE-01`).
 */
export function protectWorkload(input: DeclaredInput): Protected {
  refuseCollisions(input.declarations);
  const { tier } = input;
  return tier ? { tier, protections: protect(input, tier) } : cheapest(input);
}

/** What the situation has to know of the workload. */
export const sidesOf = (workload: string, { sites, known }: DeclaredInput, { protections }: Protected): Sides => ({
  workload,
  sites: [sites[0].key, sites[1].key],
  successors: known.map(({ key }) => key).filter((key) => !sites.some((site) => site.key === key)),
  components: protections.map(({ declaration, flip }) => ({ id: declaration.id, flip })),
});

/**
 * Decides everything else about one workload in the situation: placements, generations, names, budget, findings. Pure.
 * Throws with every refusal at once; once a region is not normal, only those that are `always` stop it (docs/design.md, "The laws", 10).
 */
export function planWorkload(input: PlanInput, own: Protected): WorkloadPlan {
  for (const protection of own.protections) refusePoint(input, protection);
  const plan = planAt(input, own);
  const fatal = refusals(plan.findings, Object.keys(input.view.situation.status).length > 0);
  if (fatal.length > 0) throw refusalOf(input.workload, fatal);
  return plan;
}

function cheapest(input: DeclaredInput): Protected {
  const refused: ContinuityError[] = [];
  let best: Protected | undefined;
  for (const tier of Tier.ALL) {
    try {
      const own = { tier, protections: protect(input, tier) };
      const view = new View(NORMAL, sidesOf(input.workload, input, own));
      if (refusals(planAt({ ...input, view }, own).findings, false).length === 0) return own;
      best = own;
    } catch (error) {
      if (!(error instanceof ContinuityError) || error.id !== 'DR-CELL-01') throw error;
      refused.push(error);
    }
  }
  if (best) return best;
  throw refused[0] as ContinuityError;
}

function planAt(input: PlanInput, { tier, protections }: Protected): WorkloadPlan {
  const { objectives, traffic, view, sites } = input;
  const switchFacts = traffic ? sites[1].cloud.traffic?.facts : undefined;
  const budget = budgetOf(objectives, protections, switchFacts);
  const placed = placeAll(input, tier, protections);
  const plan: WorkloadPlan = {
    id: input.workload,
    ...(input.environment ? { environment: input.environment } : {}),
    objectives,
    tier,
    durable: input.durable,
    active: view.active,
    standby: view.standby,
    ...sinceOf(view),
    base: view.base,
    first: view.own.sites[0],
    protections,
    budget,
    findings: [],
    ...placed,
    stacks: planStacks(stackIds(view.sides.workload, view.own, input.known), view, placed.sites, {
      witness: input.witnessAt ?? siteOf(input, view.own.sites[0]).stateAt,
      site: (key) => siteOf(input, key).stateAt,
    }),
  };
  return { ...plan, findings: judge(input, plan) };
}

function sinceOf({ open, situation }: View): { readonly since?: string } {
  const since = open?.kind === 'forced' ? situation.status[open.from]?.since : undefined;
  return since === undefined ? {} : { since };
}

/** The ground comes first, and the entrance opens only once every piece of data is writable and every service works. */
function orderOf(declarations: readonly Declaration[]): Declaration[] {
  const at = (...stages: readonly Stage[]): string[] => declarations.filter((d) => stages.includes(KINDS[d.kind].stage)).map((d) => d.id);
  const ground = at('ground');
  const all = at('ground', 'data', 'service');
  const before: Readonly<Record<Stage, readonly string[]>> = { ground: [], data: ground, service: ground, entrance: all };
  const first = (d: Declaration): readonly string[] => before[KINDS[d.kind].stage];
  return declarations.map((d) => ({ ...d, after: [...new Set([...d.after, ...first(d)])].sort() }));
}

function protect(input: DeclaredInput, tier: Tier): Protection[] {
  const ordered = orderOf(input.declarations);
  const waves = wavesOf(ordered);
  return waves.flatMap((ids, wave) => ids.map((id) => protectionOf(input, ordered.find((d) => d.id === id) as Declaration, tier, wave)));
}

function protectionOf(input: DeclaredInput, declaration: Declaration, tier: Tier, wave: number): Protection {
  const own = declaration.tier ?? tier;
  refuseMissing(input, declaration);
  const row = MATRIX[declaration.kind][own.name];
  const posture = row.standby === 'none' && input.traffic?.target === declaration.id ? 'prepared' : row.standby;
  const [a] = input.sites;
  const [b = input.sites[1]] = input.known.filter((site) => site.cloud.name !== a.cloud.name);
  if (a.cloud.name !== b.cloud.name) {
    throw new ContinuityError({
      id: 'DR-CELL-01',
      what: `${declaration.id} cannot be protected between two clouds`,
      value: `${a.key} and ${b.key}`,
      allowed: 'two regions of one cloud: no cell joins two clouds',
      fix: `a secondary site of ${a.cloud.name}`,
    });
  }
  const facts = a.cloud.cells[declaration.kind]?.facts;
  const away = input.known.find((site) => site.account !== a.account);
  if (facts?.oneAccount && away) throw twoAccounts(declaration, a, away);
  const flip = facts?.flips[posture] ?? (posture === 'none' ? 'symmetric' : undefined);
  if (!facts || !flip || !facts.spreads.includes(row.spread)) throw unsupported(declaration, own, a.cloud.name, posture, row.spread, facts);
  const figures = facts.figures(declaration, posture, copyEverySeconds(input, own));
  return { declaration, tier: own, wave, posture, spread: row.spread, flip, fence: facts.fence, automatic: facts.automatic, ...figures };
}

/** A chosen recovery point belongs to a component that is restored, and has the shape of its service's points. */
function refusePoint({ view, sites }: PlanInput, { declaration: { id, kind } }: Protection): void {
  const { open } = view;
  const taking = open?.components[id];
  const point = taking?.point;
  if (!open || !taking || point === undefined) return;
  const points = sites[0].cloud.cells[kind]?.facts.points;
  const isMade = isMadeFrom(view, id, open.to);
  if (isMade && (point === 'none' || (point !== '' && (points?.shape.test(point) ?? true)))) return;
  const [allowed, fix] = isMade
    ? [points?.example ?? 'a recovery point', `continuity declare failover --from '${id}=POINT', or none for the latest`]
    : ['a component that is restored from copies', `declare the failover without --from ${id}`];
  throw new ContinuityError({ id: 'DR-SIT-02', what: `${id} (${kind}) cannot be restored from this point`, value: point, allowed, fix });
}

function refuseMissing({ sites, declarations }: DeclaredInput, { id, kind }: Declaration): void {
  const missing = sites[0].cloud.cells[kind]?.facts.needs?.find((need) => !declarations.some((d) => d.kind === need));
  if (missing)
    throw new ContinuityError({
      id: 'DR-COMP-03',
      what: `${id} (${kind}) stands nowhere: the workload has no ${missing}`,
      value: declarations.map((d) => d.kind).join(', '),
      allowed: `a ${missing} beside it`,
      fix: missing === 'network' ? "new Network(workload, 'Net'), or Network.fromExisting(…)" : `declare a ${missing}`,
    });
}

function twoAccounts({ id, kind }: Declaration, a: SiteInput, b: SiteInput): ContinuityError {
  return new ContinuityError({
    id: 'DR-CELL-01',
    what: `${id} (${kind}) cannot be protected between two accounts by this cell`,
    value: `${a.account} and ${b.account}`,
    allowed: 'two sites of one account',
    fix: `account: '${a.account}' for ${b.key}, and copies to another account of your own in onEverySite`,
  });
}

function unsupported(
  declaration: Declaration,
  tier: Tier,
  cloud: string,
  posture: string,
  spread: string,
  facts: CellFacts | undefined,
): ContinuityError {
  return new ContinuityError({
    id: 'DR-CELL-01',
    what: `${declaration.id} (${declaration.kind}) cannot have tier ${tier} on ${cloud}`,
    value: `standby posture ${posture}, spread ${spread}`,
    allowed: facts
      ? `standby postures ${Object.keys(facts.flips).join(', ')}; spreads ${facts.spreads.join(', ')}`
      : `no ${declaration.kind} on ${cloud}`,
    fix: facts?.limits ?? 'another cloud for this component, or bring a cell of your own',
  });
}

/** Seconds between two copies: what is declared, else the tier's. */
export function copyEverySeconds(input: Pick<DeclaredInput, 'copyEvery'>, tier: Tier): number {
  return (input.copyEvery ?? tier.bounds.copyEvery).toSeconds();
}

function refuseCollisions(declarations: readonly Declaration[]): void {
  const seen = new Map<string, string>();
  for (const { id } of declarations) {
    const other = seen.get(kebab(id));
    if (/-g\d+$/.test(kebab(id)))
      throw new ContinuityError({
        id: 'DR-NAME-02',
        what: `${id} ends like a generation: it would meet one of another component on the day`,
        value: kebab(id),
        allowed: 'an id that does not end in -g and a number',
        fix: `rename ${id}`,
      });
    if (other)
      throw new ContinuityError({
        id: 'DR-NAME-02',
        what: 'Two components would have the same names',
        value: `${other} and ${id}: ${kebab(id)}`,
        allowed: 'ids that differ in kebab case',
        fix: `rename ${id}`,
      });
    seen.set(kebab(id), id);
  }
}

function refusalOf(workload: string, fatal: readonly Finding[]): ContinuityError {
  const [first] = fatal as [Finding, ...Finding[]];
  const more = fatal.slice(1).map((f) => `\n${f.id}: ${f.what} (got: ${f.value}).\nFix: ${f.fix}`);
  return new ContinuityError({ id: first.id, what: `${workload}: ${first.what}`, value: first.value, fix: `${first.fix}${more.join('')}` });
}
