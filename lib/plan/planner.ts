import type { Declaration } from '../components/component';
import { Tier } from '../objectives/tier';
import { cellOf } from '../port/cell';
import type { MoveFacts } from '../port/facts';
import { isMade } from '../situation/declarations';
import { NORMAL, type Sides } from '../situation/facts';
import { View } from '../situation/view';
import { withOwnFinds } from '../port/phase-finds';
import { ContinuityError } from '../words/errors';
import { refuseUnknownKind } from '../words/kinds';
import { availabilityOf } from './availability';
import { budgetWith } from './budget';
import { refuseBrokenPromises } from './contract';
import { copyPlaceOf, waysBack } from './copying';
import { doctorOf } from './doctor';
import { judge, refusals } from './findings';
import { flowsOf } from './flows';
import { asTheyStand } from './holding';
import { footprintOf } from './footprint';
import { figuresOf, lossesOf } from './losses';
import { siteOf, type CellInput, type DeclaredInput, type PlanInput } from './input';
import { observedOf } from './observing';
import { aboutToBegin, aroundOf, placeAll } from './placing';
import { signalsOf } from './signalling';
import { stepsKey, type Finding, type Placement, type WorkloadPlan } from './plan';
import type { BudgetPart, Protection } from './protection';
import { progressOf } from './progress';
import { refuseAdoptions } from './adopting';
import { protect, refuseCollisions, refuseTwoGrounds } from './protecting';
import { planStacks, stackIds } from './stacking';
import { waysOf } from './trying';

/** The tier, and how each component is protected. */
export interface Protected {
  /** Declared, or the cheapest that commits to the objectives. */
  readonly tier: Tier;
  /** In the order of the waves. */
  readonly protections: readonly Protection[];
  /** The first site is spread over zones, though the tier does not ask for it. @default it is not */
  readonly zonal?: true;
}

/**
 * Decides tier, postures and waves: from the code alone, so that no disaster changes them. Pure. Throws where a component cannot be
 * protected there (`DR-CELL-01`), where nobody knows what it is (`DR-KIND-01`), where names meet (`DR-NAME-02`), where two are the ground (`DR-COMP-08`), where what exists cannot be adopted (`DR-ADOPT-01` to `-03`), and where components wait for each other (`DR-WAVE-01`).
 */
export function protectWorkload(input: DeclaredInput): Protected {
  input.declarations.forEach(refuseUnknownKind);
  refuseCollisions(input.declarations);
  refuseCollisions(input.observations ?? []);
  refuseTwoGrounds(input.declarations);
  refuseAdoptions(input);
  const { tier } = input;
  return tier && waysOf(input, tier).length === 1 ? protectedAt(input, tier) : cheapest(input, tier ? [tier] : Tier.ALL);
}

const protectedAt = (input: DeclaredInput, tier: Tier): Protected => ({
  tier,
  protections: protect(input, tier),
  ...(input.zonal === true ? { zonal: true } : {}),
});

/** What the situation has to know of the workload. */
export const sidesOf = (workload: string, { sites, known }: DeclaredInput, { protections }: Protected): Sides => ({
  workload,
  sites: [sites[0].key, sites[1].key],
  successors: known.map(({ key }) => key).filter((key) => !sites.some((site) => site.key === key)),
  components: protections.map(({ declaration, flip, born, remade, severs, spreadsLate, standsLate }) => ({
    id: declaration.id,
    flip,
    ...(born ? { born } : {}),
    ...(remade ? { remade } : {}),
    ...(severs ? { severs } : {}),
    ...(spreadsLate ? { spreadsLate } : {}),
    ...(standsLate ? { standsLate } : {}),
  })),
});

/**
 * Decides everything else about one workload in the situation: placements, generations, names, budget, findings. Pure.
 * Throws where a cell lacks what its facts promise (`DR-CELL-04`), where what is under way began with another service (`DR-SIT-13`), and with every refusal at once; once a region is not normal, only those that are `always` stop it (docs/design.md, "The laws", 10).
 */
export function planWorkload(input: PlanInput, own: Protected): WorkloadPlan {
  if (!isDisaster(input)) refuseBrokenPromises(input, own.protections);
  for (const protection of own.protections) refusePoint(input, protection);
  const plan = unlessRefused(input, planAt(input, own));
  return { ...plan, doctor: doctorOf(input, plan) };
}

/** What is known of a workload only once everything is rendered: of the architect's own resources. */
export interface Late {
  /** What they take of the recovery time. */
  readonly parts: readonly BudgetPart[];
  /** What is wrong with them. */
  readonly findings: readonly Finding[];
}

/** The plan with what was rendered, judged anew by the same rules: the tier was chosen without it, and stays. */
export function planRendered(input: PlanInput, plan: WorkloadPlan, { parts, findings }: Late): WorkloadPlan {
  if (parts.length === 0 && findings.length === 0) return plan;
  const budget = budgetWith(plan.budget, parts);
  const whole = { ...plan, budget, losses: lossesOf(input, plan.protections, budget) };
  return unlessRefused(input, { ...whole, findings: judge(input, whole, findings) });
}

/** Whether some region is not normal. */
const isDisaster = ({ view }: PlanInput): boolean => Object.keys(view.situation.status).length > 0;

function unlessRefused(input: PlanInput, plan: WorkloadPlan): WorkloadPlan {
  const fatal = refusals(plan.findings, isDisaster(input));
  if (fatal.length > 0) throw refusalOf(input.workload, fatal);
  return plan;
}

/**
 * What a service does not take, or nobody answers for, it takes at no tier, and a dearer tier has no less standing by: it is refused at the one
 * that would be taken without it.
 */
const isOfNoTier = ({ id }: Finding): boolean => ['DR-COPY-01', 'DR-FOOT-01', 'DR-VALUE-01', 'DR-SCOPE-01', 'DR-TLS-01'].includes(id);

/** Refusals that another tier may have none of. */
const OF_A_TIER: readonly string[] = ['DR-CELL-01', 'DR-ADOPT-01'];

function cheapest(input: DeclaredInput, tiers: readonly Tier[]): Protected {
  const refused: ContinuityError[] = [];
  let best: Protected | undefined;
  for (const [way, tier] of tiers.flatMap((one) => waysOf(input, one).map((way) => [way, one] as const))) {
    try {
      const own = protectedAt(way, tier);
      const view = new View(NORMAL, sidesOf(input.workload, input, own));
      if (refusals(planAt({ ...way, view }, own).findings, false).every(isOfNoTier)) return own;
      best = own;
    } catch (error) {
      if (!(error instanceof ContinuityError) || !OF_A_TIER.includes(error.id ?? '')) throw error;
      refused.push(error);
    }
  }
  if (best) return best;
  throw refused[0] as ContinuityError;
}

function planAt(input: PlanInput, { tier, protections, zonal }: Protected): WorkloadPlan {
  const { objectives, view } = input;
  const [figures, copyPlace] = [figuresOf(input, protections), copyPlaceOf(input)];
  const held = asTheyStand(input, protections);
  const placed = placeAll(input, tier, held);
  const progress = progressOf(view);
  const { since, open, claim } = progress;
  const kind = open?.kind === 'restore' ? undefined : open?.kind;
  const move: MoveFacts = {
    budget: figures.budget,
    claim,
    ...(kind && open ? { kind, to: open.to } : {}),
    ...(view.open ? { declared: view.open.at } : {}),
    ...(since === undefined ? {} : { since }),
  };
  const kept = placed.placements.filter(({ retired }) => !retired);
  const anew = aboutToBegin(input, tier, held);
  const steps = (facts: MoveFacts): WorkloadPlan['steps'] =>
    said(input, [...kept, ...anew], (cell, one) => withOwnFinds(one.id, cell.recovery?.(one, { ...facts, ...aroundOf(placed, one) })));
  const plan: WorkloadPlan = {
    id: input.workload,
    ...(input.environment ? { environment: input.environment } : {}),
    objectives,
    tier,
    zonal: zonal === true,
    durable: input.durable,
    tags: input.tags,
    active: view.active,
    standby: view.standby,
    base: view.base,
    first: view.own.sites[0],
    second: view.own.sites[1],
    protections,
    ...figures,
    availability: availabilityOf(input, protections),
    flows: flowsOf(input, protections),
    footprint: footprintOf(input, protections),
    findings: [],
    progress,
    ...stepsOf(move, steps),
    settles: Object.fromEntries(
      Object.values(placed.sites).map((one) => [one.site, siteOf(input, one.site).cloud.settles?.(one, input.declarations) ?? []]),
    ),
    doctor: {},
    leansOn: leaningOn(input),
    signals: said(input, kept, (cell, one) => signalsOf(cell, one, placed.sites[one.here.site], objectives.rpo.toSeconds())),
    observed: observedOf(input, placed),
    ...placed,
    anew,
    ...(copyPlace ? { copyPlace } : {}),
    waysBack: waysBack(input, { protections, placements: placed.placements, active: view.active }),
    stacks: planStacks(stackIds(view.sides.workload, view.own, input.known, input.copiesIn), view, placed.sites, {
      witness: input.witnessAt ?? siteOf(input, view.own.sites[0]).stateAt,
      site: (key) => siteOf(input, key).stateAt,
      ...(input.copiesIn ? { copies: input.copiesIn.stateAt } : {}),
    }),
  };
  return { ...plan, findings: judge(input, plan) };
}

/** Of the move that is open, or the next one; and of the other kind of it, where that may come first. */
function stepsOf(move: MoveFacts, steps: (facts: MoveFacts) => WorkloadPlan['steps']): Pick<WorkloadPlan, 'steps' | 'planned' | 'forced'> {
  const other = move.kind === undefined ? 'planned' : move.kind === 'planned' ? 'forced' : undefined;
  return { steps: steps(move), ...(other ? { [other]: steps({ ...move, kind: other }) } : {}) };
}

/** The witness, where a service shares with the other site what it stands in: of the witness's own, or in its region. */
function leaningOn({ sites, declarations, witnessAt }: DeclaredInput): readonly string[] {
  const shares = (declaration: Declaration): boolean =>
    Object.values(cellOf(sites[0].cloud, declaration)?.facts.names ?? {}).some((rule) => rule.atWitness ?? rule.inWitnessRegion ?? false);
  return witnessAt !== undefined && declarations.some(shares) ? [witnessAt] : [];
}

/** What the cells say of placements, by their keys; of what says nothing there is none. */
function said<T>(
  input: PlanInput,
  placements: readonly Placement[],
  ask: (cell: CellInput, one: Placement) => T | undefined,
): Record<string, T> {
  const answer = (one: Placement): T | undefined => {
    const cell = cellOf(siteOf(input, one.here.site).cloud, one.declaration);
    return cell && ask(cell, one);
  };
  const found = placements.map((one) => [stepsKey(one), answer(one)] as const);
  return Object.fromEntries(found.filter((pair): pair is [string, T & {}] => pair[1] !== undefined));
}

/** A chosen recovery point belongs to a component that is restored, and has the shape of its service's points. */
function refusePoint({ view, sites }: PlanInput, { declaration }: Protection): void {
  const { id, kind } = declaration;
  const { open } = view;
  const taking = open?.components[id];
  const point = taking?.point;
  if (!open || !taking || point === undefined) return;
  const points = cellOf(sites[0].cloud, declaration)?.facts.points;
  const isNew = open.kind === 'restore' || isMade(view, id, open.to);
  if (isNew && (point === 'none' || (point !== '' && (points?.shape.test(point) ?? true)))) return;
  const [allowed, fix] = isNew
    ? [
        points?.example ?? 'a recovery point',
        `continuity declare ${open.kind === 'restore' ? 'abort, then restore' : 'failover'} --from '${id}=POINT', or none for the latest`,
      ]
    : ['a component that is restored from copies', `declare the failover without --from ${id}`];
  throw new ContinuityError({ id: 'DR-SIT-02', what: `${id} (${kind}) cannot be restored from this point`, value: point, allowed, fix });
}

function refusalOf(workload: string, fatal: readonly Finding[]): ContinuityError {
  const [first] = fatal as [Finding, ...Finding[]];
  const more = fatal.slice(1).map((f) => `\n${f.id}: ${f.what} (got: ${f.value}).\nFix: ${f.fix}`);
  return new ContinuityError({ id: first.id, what: `${workload}: ${first.what}`, value: first.value, fix: `${first.fix}${more.join('')}` });
}
