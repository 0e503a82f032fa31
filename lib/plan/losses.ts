import { SCOPES, type Scope } from '../objectives/objectives';
import type { Commitment, Tier } from '../objectives/tier';
import type { TrafficFacts } from '../port/facts';
import { restoreTime, type Figure, type Recovery } from '../words/figure';
import { holdsData } from '../words/kinds';
import { budgetOf, restoringOf, sum } from './budget';
import { copyPlaceOf, outlivesAccounts } from './copying';
import type { DeclaredInput } from './input';
import type { WorkloadPlan } from './plan';
import type { Budget, BudgetPart, Loss, Protection } from './protection';

/** Each as the rest of a sentence. */
export const LOSS_OF: Readonly<Record<Scope, string>> = {
  zone: 'the loss of a zone',
  region: 'the loss of a region',
  data: 'the loss of data',
  account: 'the loss of the account',
};

/** Why the loss of a zone is answered as that of the region, as the end of a sentence; nothing where it is not. */
export const whyMoved = ({ lost, because }: Loss): string =>
  lost === 'zone' && because.length > 0 ? `; in one zone, and so moved to the other region: ${because.join(', ')}` : '';

/** What a tier commits for a loss that is answered so. */
export const committed = (tier: Tier, { lost, answer }: Loss): Commitment => tier.commits(lost, answer === 'changes over');

/** What is read of the code. */
type Input = DeclaredInput;

/** What the loss of the region, and of each other thing, takes and loses. Pure. */
export function figuresOf(input: Input, protections: readonly Protection[]): Pick<WorkloadPlan, 'budget' | 'losses'> {
  const budget = budgetOf(input.objectives, protections, switchOf(input));
  return { budget, losses: lossesOf(input, protections, budget) };
}

const switchOf = ({ traffic, sites }: Input): TrafficFacts | undefined => (traffic ? sites[1].cloud.traffic?.facts : undefined);

/** What the loss of each thing takes and loses (docs/design.md, "What may be lost"). `budget`: that of the region. Pure. */
export function lossesOf(input: Input, protections: readonly Protection[], budget: Budget): Readonly<Record<Scope, Loss>> {
  const by: Readonly<Record<Scope, () => Loss>> = {
    zone: () => ofZone(protections, budget),
    region: () => moving('region', protections, budget),
    data: () => ofData(input, protections),
    account: () => ofAccount(input, protections),
  };
  return Object.fromEntries(SCOPES.map((lost) => [lost, by[lost]()])) as Record<Scope, Loss>;
}

const idOf = ({ declaration }: Protection): string => declaration.id;
const withIds = (all: readonly Protection[], of: (one: Protection) => Figure | undefined): Loss['each'] =>
  Object.fromEntries(all.map((one) => [idOf(one), of(one)]));

/** The role moves to the other site. */
const moving = (lost: Scope, protections: readonly Protection[], { parts, rto }: Budget, because: readonly string[] = []): Loss => ({
  lost,
  answer: 'moves',
  because,
  parts,
  rto,
  each: withIds(protections, ({ rpo }) => rpo),
});

/** Where each component is in several zones, each changes over by itself, all at once; one that is not takes all to the other region. */
function ofZone(protections: readonly Protection[], budget: Budget): Loss {
  const stuck = protections.filter(({ withstands }) => withstands === undefined);
  if (stuck.length > 0) return moving('zone', protections, budget, stuck.map(idOf).sort());
  const secondsOf = ({ withstands }: Protection): number => withstands?.promotion.seconds ?? 0;
  const slowest = [...protections].sort((a, b) => secondsOf(b) - secondsOf(a) || (idOf(a) < idOf(b) ? -1 : 1))[0];
  const parts = slowest?.withstands ? [{ name: idOf(slowest), figure: slowest.withstands.promotion }] : [];
  return {
    lost: 'zone',
    answer: 'changes over',
    because: [],
    parts,
    rto: sum(parts),
    each: withIds(protections, (p) => p.withstands?.rpo),
  };
}

/** Replication carries what corrupts: only what is restored answers. */
function ofData({ objectives }: Input, protections: readonly Protection[]): Loss {
  return restored('data', protections, restoringOf(objectives, protections), ({ restores }) => restores);
}

/** What one account reaches is lost with it, but for what a place of copies in another one keeps: that is brought back first. */
function ofAccount(input: Input, protections: readonly Protection[]): Loss {
  const { objectives, known, sites } = input;
  const away = { traffic: switchOf(input) };
  if (known.some(({ account }) => account !== sites[0].account))
    return restored('account', protections, restoringOf(objectives, protections, away), ({ copies }) => copies);
  const outlives = outlivesAccounts(copyPlaceOf(input));
  const kept = ({ copies, copiedAway }: Protection): Recovery | undefined => (outlives && copiedAway ? copies : undefined);
  const largest = Math.max(0, ...protections.filter((one) => kept(one) !== undefined).map(({ declaration }) => declaration.gib));
  return restored('account', protections, restoringOf(objectives, protections, { ...away, back: restoreTime(largest) }), kept);
}

function restored(
  lost: Scope,
  protections: readonly Protection[],
  parts: readonly BudgetPart[],
  by: (one: Protection) => Recovery | undefined,
): Loss {
  const data = protections.filter(({ declaration }) => holdsData(declaration));
  const bare = data.filter((one) => by(one) === undefined);
  const isLost = data.length > 0 && bare.length === data.length;
  return {
    lost,
    answer: isLost ? 'nothing' : 'restored',
    because: bare.map(idOf).sort(),
    parts: isLost ? [] : parts,
    ...(isLost ? {} : { rto: sum(parts) }),
    each: withIds(data, (one) => by(one)?.rpo),
  };
}
