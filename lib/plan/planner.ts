import type { Cloud, CellFacts, TrafficCell } from '../clouds/cloud';
import type { Declaration } from '../components/component';
import { ContinuityError } from '../errors';
import type { Duration } from '../objectives/duration';
import type { Objectives } from '../objectives/objectives';
import { Tier } from '../objectives/tier';
import { wavesOf } from '../recovery/waves';
import type { Region } from '../sites/regions/region';
import type { View } from '../situation/situation';
import type { TrafficDeclaration } from '../traffic/dns-failover';
import { budgetOf } from './budget';
import { judge, refusals, type Acknowledgement } from './findings';
import { MATRIX, NATURE, type Kind } from './matrix';
import { kebab } from './names';
import { placeAll } from './placing';
import type { Finding, Protection, WorkloadPlan } from './plan';

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

/** All that a plan is made from. */
export interface PlanInput {
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
  /** The two sites. */
  readonly sites: readonly [SiteInput, SiteInput];
  /** `cloud:region` of the witness. */
  readonly witnessAt?: string;
  /** The components. */
  readonly declarations: readonly Declaration[];
  /** The switch of traffic. */
  readonly traffic?: TrafficDeclaration;
  /** The situation, seen from this workload. */
  readonly view: View;
  /** Findings that somebody accepts. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** Where the pipeline, the repository and the identities live. */
  readonly runsFrom: Readonly<Record<string, string>>;
}

/**
 * Decides everything about one workload: tier, postures, generations, names, waves, budget, findings. Pure.
 * Throws with every refusal at once; once a region is not normal, only those that are `always` stop it (design §8, law 10).
 */
export function planWorkload(input: PlanInput): WorkloadPlan {
  refuseCollisions(input.declarations);
  const plan = input.tier ? planAt(input, input.tier) : cheapest(input);
  const fatal = refusals(plan.findings, Object.keys(input.view.situation.status).length > 0);
  if (fatal.length > 0) throw refusalOf(input.workload, fatal);
  return plan;
}

function cheapest(input: PlanInput): WorkloadPlan {
  const refused: ContinuityError[] = [];
  let best: WorkloadPlan | undefined;
  for (const tier of Tier.ALL) {
    try {
      const plan = planAt(input, tier);
      if (refusals(plan.findings, false).length === 0) return plan;
      best = plan;
    } catch (error) {
      if (!(error instanceof ContinuityError) || error.id !== 'DR-CELL-01') throw error;
      refused.push(error);
    }
  }
  if (best) return best;
  throw refused[0] as ContinuityError;
}

function planAt(input: PlanInput, tier: Tier): WorkloadPlan {
  const { objectives, traffic, view, sites } = input;
  const protections = protect(input, tier);
  const switchFacts = traffic ? sites[1].cloud.traffic?.facts : undefined;
  const budget = budgetOf(objectives, protections, switchFacts);
  const placed = placeAll(input, tier, protections);
  const plan: WorkloadPlan = {
    workload: input.workload,
    ...(input.environment ? { environment: input.environment } : {}),
    objectives,
    tier,
    durable: input.durable,
    active: view.active,
    standby: view.standby,
    base: view.base,
    first: view.first,
    ...(view.last ? { last: view.last } : {}),
    protections,
    budget,
    findings: [],
    ...placed,
  };
  return { ...plan, findings: judge(input, plan) };
}

/** Networks come first, and the entrance opens only once every piece of data is writable. */
function orderOf(declarations: readonly Declaration[]): Declaration[] {
  const data = declarations.filter((d) => NATURE[d.kind] === 'data').map((d) => d.id);
  const networks = declarations.filter((d) => d.kind === 'network').map((d) => d.id);
  const first = (d: Declaration): string[] => (d.kind === 'network' ? [] : d.kind === 'load-balancer' ? [...networks, ...data] : networks);
  return declarations.map((d) => ({ ...d, after: [...new Set([...d.after, ...first(d)])].sort() }));
}

function protect(input: PlanInput, tier: Tier): Protection[] {
  const ordered = orderOf(input.declarations);
  const waves = wavesOf(ordered);
  return waves.flatMap((ids, wave) => ids.map((id) => protectionOf(input, ordered.find((d) => d.id === id) as Declaration, tier, wave)));
}

function protectionOf(input: PlanInput, declaration: Declaration, tier: Tier, wave: number): Protection {
  const own = declaration.tier ?? tier;
  refuseMissing(input, declaration);
  const row = MATRIX[declaration.kind][own.name];
  const posture = row.standby === 'none' && input.traffic?.target === declaration.id ? 'prepared' : row.standby;
  const [a, b] = input.sites;
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
  if (facts?.oneAccount && a.account !== b.account) throw twoAccounts(declaration, a, b);
  const flip = facts?.flips[posture] ?? (posture === 'none' ? 'symmetric' : undefined);
  if (!facts || !flip || !facts.spreads.includes(row.spread)) throw unsupported(declaration, own, a.cloud.name, posture, row.spread, facts);
  refusePoint(input.view, declaration, flip, facts.points);
  const figures = facts.figures(declaration, posture, copyEverySeconds(input, own));
  return { declaration, tier: own, wave, posture, spread: row.spread, flip, fence: facts.fence, automatic: facts.automatic, ...figures };
}

/** A chosen recovery point belongs to a component that is restored, and has the shape of its service's points. */
function refusePoint(view: View, { id, kind }: Declaration, flip: string, points: CellFacts['points']): void {
  const point = view.recoveryPoint(id);
  if (point === undefined || (flip === 'restore' && point !== '' && (points?.shape.test(point) ?? true))) return;
  const [allowed, fix] =
    flip === 'restore'
      ? [points?.example ?? 'a recovery point', `continuity declare failover --from '${id}=POINT', or none for the latest`]
      : ['a component that is restored from copies', `declare the failover without --from ${id}`];
  throw new ContinuityError({ id: 'DR-SIT-02', what: `${id} (${kind}) cannot be restored from this point`, value: point, allowed, fix });
}

function refuseMissing({ sites, declarations }: PlanInput, { id, kind }: Declaration): void {
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
export function copyEverySeconds(input: Pick<PlanInput, 'copyEvery'>, tier: Tier): number {
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
