import { chainOf, isLeftAlone, markOf, ORIGIN } from '../situation/markers';
import { phaseOf } from '../situation/phases';
import type { WorkloadSituation } from '../situation/schema';
import type { Role, View } from '../situation/view';
import { works } from '../words/posture';
import type { MarkerPlan, StackId, StackKind, StackPlan } from '../words/stack';
import type { SitePlan } from './plan';

/** Where a workload stands: the pair between which the role moves, and what was replaced and may come back. */
export type Places = Pick<WorkloadSituation, 'sites' | 'freed'>;

/** Where something stands. */
interface Located {
  readonly key: string;
  readonly region: { readonly code: string };
}

/** The stacks of a workload, in the order in which they are applied in peace: by its id with the environment, and all sites of its topology. */
export function stackIds(
  workload: string,
  { sites, freed }: Places,
  known: readonly Located[],
  copiesIn?: Pick<Located, 'region'>,
): StackId[] {
  const named = (...parts: readonly string[]): string => [workload, ...parts].join('-');
  const codeOf = (key: string): string => known.find((site) => site.key === key)?.region.code ?? key;
  const standing = known.filter(({ key }) => sites.includes(key) || freed.includes(key));
  // Another pair is joined in another state: what joined the old one has providers in a region that does not answer.
  const joined = freed.length > 0 ? sites.map(codeOf).sort() : [];
  return [
    ...(copiesIn ? [{ id: named('copies', copiesIn.region.code), kind: 'copies' as const }] : []),
    ...standing.map(({ key, region }): StackId => ({ id: named(region.code, 'base'), kind: 'base', site: key })),
    ...standing.map(({ key, region }): StackId => ({ id: named(region.code), kind: 'site', site: key })),
    { id: named('links', ...joined), kind: 'links' },
    { id: named('traffic'), kind: 'traffic' },
  ];
}

/** Where states are kept, as `cloud:region`. */
export interface StatesAt {
  /** What belongs to no site. */
  readonly witness: string;
  /** A site's own. */
  site(key: string): string;
  /** Of the place that is no site where copies are kept. @default there is none */
  readonly copies?: string;
}

/** Everything that is decided about the stacks, now that the sites are planned. */
export function planStacks(ids: readonly StackId[], view: View, sites: Readonly<Record<string, SitePlan>>, states: StatesAt): StackPlan[] {
  return ids.map((stack) => {
    const why = withheldOf(stack, view);
    const role = roleOf(stack, sites);
    return {
      ...stack,
      ...(why ? { withheld: `${why}: nothing is synthesized, nothing is deleted` } : {}),
      ...(works(role) ? { opens: view.number } : {}),
      after: afterOf(stack, ids, view),
      stateAt: stateOf(stack, states),
      marker: {
        ...markerOf(stack, view, ids),
        open: role === 'serving',
        closed: role === 'closed',
        ...(role === 'serving' && view.open?.to === stack.site ? { moving: true } : {}),
      },
    };
  });
}

const stateOf = ({ kind, site }: StackId, states: StatesAt): string =>
  site === undefined ? ((kind === 'copies' ? states.copies : undefined) ?? states.witness) : states.site(site);

/** How the site of a recovery stack is treated; undefined of any other stack. */
const roleOf = ({ kind, site }: StackId, sites: Readonly<Record<string, SitePlan>>): Role | undefined =>
  kind === 'site' && site !== undefined ? sites[site]?.role : undefined;

function withheldOf({ kind, site }: StackId, view: View): string | undefined {
  const ends = site === undefined ? view.own.sites : [site];
  const lost = kind === 'traffic' || kind === 'copies' ? [] : ends.filter((key) => view.withheld(key));
  if (lost.length > 0) return `${lost.join(' and ')} lost`;
  return kind === 'links' && isLeftAlone(view) ? 'a move is under way, or its old side does not stand by yet' : undefined;
}

/**
 * The order of peace: what keeps copies in a place that is no site, and a base → the site that serves → the other one → links → traffic. While a move is under way, or a region is not
 * normal, none: the one stack of the day is applied alone, and its procedure has the order.
 */
function afterOf({ kind, site }: StackId, all: readonly StackId[], view: View): string[] {
  if (!['normal', 'unprotected'].includes(phaseOf(view))) return [];
  const { sites } = view.own;
  const idsOf = (kinds: readonly StackKind[], at?: readonly string[]): string[] =>
    all.filter((one) => kinds.includes(one.kind) && (at === undefined || at.includes(one.site as string))).map(({ id }) => id);
  if (kind === 'links') return idsOf(['site'], sites);
  if (kind === 'traffic') return [...idsOf(['site'], sites), ...idsOf(['links'])];
  if (kind === 'base' || kind === 'copies' || !sites.includes(site as string)) return [];
  return [...idsOf(['copies']), ...idsOf(['base'], [site as string]), ...(site === view.standby ? idsOf(['site'], [view.active]) : [])];
}

function markerOf(stack: StackId, view: View, all: readonly StackId[]): Omit<MarkerPlan, 'open' | 'closed'> {
  const { kind, site } = stack;
  const beside = kind === 'links' ? all.filter((one) => one.kind === 'site' && view.own.sites.includes(one.site as string)) : [];
  return {
    ...lastOf(stack, view),
    follows: followsOf(stack, view),
    unopened: kind === 'site' && site !== undefined && view.isUnopened(site),
    move: view.number,
    // What joins the sites is refused where one of them has gone on: it would be put back after it was cut.
    beside: beside.map((one) => ({ stack: one.id, site: one.site as string, follows: followsOf(one, view) })),
  };
}

const keyOf = ({ kind, site }: StackId): string => (kind === 'site' && site !== undefined ? site : kind);

/** Neither what a global control plane holds, nor what keeps copies, changes with the situation: such a stack keeps its first marker. */
const isFixed = ({ kind }: StackId): boolean => kind === 'base' || kind === 'copies';

const lastOf = (stack: StackId, { situation, sides }: View): Pick<MarkerPlan, 'id' | 'sequence'> =>
  isFixed(stack) ? { id: ORIGIN, sequence: 0 } : markOf(situation, sides.workload, keyOf(stack));

const followsOf = (stack: StackId, { situation, sides }: View): string[] =>
  isFixed(stack) ? [ORIGIN] : chainOf(situation, sides.workload, keyOf(stack));
