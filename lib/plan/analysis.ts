import { SCOPES, type Scope } from '../objectives/objectives';
import { Tier } from '../objectives/tier';
import { cellOf } from '../port/cell';
import { availabilityOf } from './availability';
import type { DeclaredInput } from './input';
import type { Protection } from './protection';
import { holdsAt, tried, waysOf, type Tried } from './trying';

/** How what runs already answers a loss, as far as the plan knows; what only its owner knows is unknown. */
export interface Today {
  /** What is lost. */
  readonly lost: Scope;
  /** By itself, by nothing, or as its owner alone knows. */
  readonly answer: 'changes over' | 'nothing' | 'unknown';
  /** Components of which nobody knows it. */
  readonly because: readonly string[];
}

/** One way to declare the workload, tried. */
export interface Way {
  /** The tier. */
  readonly tier: Tier;
  /** Whether the first site is spread over zones, though the tier does not ask for it. */
  readonly zonal: boolean;
  /** Components that have a higher tier than the others. */
  readonly raised: readonly string[];
  /** The tier of those; absent where there are none. */
  readonly raisedTo?: Tier;
  /** Seconds that the loss of the region takes, and that it may lose. */
  readonly rto: number;
  readonly rpo: number;
  /** Which of both rests on a figure that nobody checked. @default none */
  readonly unverified?: readonly ('rto' | 'rpo')[];
  /** Percent of a month that is promised of the first site. */
  readonly site: number;
  /** Whether its tier commits to that time; else it is an estimate. */
  readonly commits: boolean;
  /** Losses for which what is asked is not held. */
  readonly breaks: readonly Scope[];
  /** Whether less is promised than the SLO. */
  readonly lessThanSlo: boolean;
}

/** What an application that runs already gives as it was adopted, before a standby stands beside it; and what would be enough. */
export interface Analysis {
  /** Components that run at the first site. */
  readonly exists: readonly string[];
  /** Components that the library makes. */
  readonly made: readonly string[];
  /** What each loss meets there, as it is. */
  readonly today: readonly Today[];
  /** Percent of a month that is promised of what runs, with nothing beside it; absent where nothing is. */
  readonly promised?: number;
  /** Components that users need in order to be served, and that do not run yet. */
  readonly missing: readonly string[];
  /** What could be declared, the cheapest first: a tier, or one with some components above it. No price is known of any. */
  readonly ways: readonly Way[];
  /** The first of them that holds all that is asked; without the SLO, where none is promised that much. */
  readonly cheapest?: Way;
}

/** The analysis of what runs already; undefined where nothing does. From the code alone: no situation changes it. */
export function analysisOf(input: DeclaredInput, protections: readonly Protection[]): Analysis | undefined {
  const [{ key }] = input.sites;
  const runs = ({ declaration }: Protection): boolean => declaration.existing?.[key] !== undefined;
  const there = protections.filter(runs);
  if (there.length === 0) return undefined;
  const ways = waysIn(input);
  const isHeld = ({ breaks }: Way): boolean => breaks.length === 0;
  const cheapest = ways.find((way) => isHeld(way) && !way.lessThanSlo) ?? ways.find(isHeld);
  const idsOf = (all: readonly Protection[]): string[] => all.map(({ declaration }) => declaration.id).sort();
  return {
    exists: idsOf(there),
    made: idsOf(protections.filter((one) => !runs(one))),
    today: SCOPES.map((lost) => todayOf(input, there, lost)),
    ...promisedOf(input, there),
    missing: idsOf(protections.filter((one) => !runs(one) && one.slas?.here.length !== 0)),
    ways,
    ...(cheapest ? { cheapest } : {}),
  };
}

/** Of what runs alone: what is made beside it is not there yet. */
function promisedOf({ traffic: _traffic, ...alone }: DeclaredInput, there: readonly Protection[]): Pick<Analysis, 'promised'> {
  const { parts, site } = availabilityOf(alone, there);
  return parts.length > 0 ? { promised: site } : {};
}

/** What is lost with the region, or with its account, nothing that the plan knows of brings back; how far something is spread, and what is kept of it there, is its owner's. */
function todayOf({ sites }: DeclaredInput, there: readonly Protection[], lost: Scope): Today {
  if (lost === 'region' || lost === 'account') return { lost, answer: 'nothing', because: [] };
  if (lost === 'data')
    return {
      lost,
      answer: 'unknown',
      because: there
        .filter(({ copies, restores }) => copies ?? restores)
        .map(idOf)
        .sort(),
    };
  const stuck = there.filter(({ declaration }) => cellOf(sites[0].cloud, declaration)?.facts.zonal?.always !== true);
  return stuck.length > 0 ? { lost, answer: 'unknown', because: stuck.map(idOf).sort() } : { lost, answer: 'changes over', because: [] };
}

const idOf = ({ declaration }: Protection): string => declaration.id;

/** Each tier, with and without zones; and between two of them the lower one, with no more components above it than it takes. */
function waysIn(input: DeclaredInput): Way[] {
  const whole = Tier.ALL.flatMap((tier) => triedAt(input, tier));
  const first = whole.find(({ way }) => way.breaks.length === 0);
  if (!first) return whole.map(({ way }) => way);
  const below = whole.filter(({ way }) => way.tier.rank < first.way.tier.rank && !way.zonal);
  const mixed = below.flatMap(({ way, one }) => raised(input, way.tier, one, first.way.tier) ?? []);
  const [cheaper] = mixed;
  return whole.flatMap(({ way }) => (way === first.way && cheaper ? [cheaper, way] : [way]));
}

interface TriedWay {
  readonly way: Way;
  readonly one: Tried;
}

/** As it is declared, a component keeps a tier of its own. */
const triedAt = (input: DeclaredInput, tier: Tier): TriedWay[] =>
  waysOf(input, tier).flatMap((each) => {
    const one = tried(each, tier);
    return one ? [{ one, way: wayOf(input, one) }] : [];
  });

/** Which of its figures nobody checked. */
function guessedIn({ budget, protections }: Tried): Pick<Way, 'unverified'> {
  const worst = protections.find(({ declaration }) => declaration.id === budget.worst);
  const guessed = [
    ...(budget.parts.every(({ figure }) => figure.verified) ? [] : (['rto'] as const)),
    ...((worst?.rpo.verified ?? protections.every(({ rpo }) => rpo.verified)) ? [] : (['rpo'] as const)),
  ];
  return guessed.length > 0 ? { unverified: guessed } : {};
}

function wayOf(input: DeclaredInput, one: Tried, above: Pick<Way, 'raised' | 'raisedTo'> = { raised: [] }): Way {
  const { objectives } = input;
  const { site } = availabilityOf(input, one.protections);
  return {
    tier: one.tier,
    zonal: one.zonal,
    ...above,
    rto: one.budget.rto,
    rpo: one.budget.rpo,
    ...guessedIn(one),
    site,
    commits: (one.tier.bounds.rto?.toSeconds() ?? Infinity) <= objectives.rto.toSeconds(),
    breaks: SCOPES.filter((lost) => !holdsAt(one, objectives, lost)),
    lessThanSlo: objectives.slo !== undefined && site < objectives.slo,
  };
}

/**
 * The lower tier with some components at the higher one: those that lose more than is asked, and then those that take longest, one by one until
 * all is held. Undefined where it takes all of them: that is the higher tier.
 */
function raised(input: DeclaredInput, tier: Tier, at: Tried, to: Tier): Way | undefined {
  const rpo = input.objectives.rpo.toSeconds();
  const free = at.protections.filter(({ declaration }) => declaration.tier === undefined);
  const slow = [...free].sort((a, b) => b.promotion.seconds - a.promotion.seconds || (idOf(a) < idOf(b) ? -1 : 1));
  const losing = free.filter((one) => one.rpo.seconds > rpo);
  const order = [...losing, ...slow.filter((one) => !losing.includes(one))].map(idOf);
  for (let count = Math.max(1, losing.length); count < order.length; count += 1) {
    const ids = order.slice(0, count);
    const one = tried({ ...input, declarations: input.declarations.map((d) => (ids.includes(d.id) ? { ...d, tier: to } : d)) }, tier);
    const way = one && wayOf(input, one, { raised: [...ids].sort(), raisedTo: to });
    if (way && way.breaks.length === 0) return way;
  }
  return undefined;
}
