import type { Region } from '../../regions/region';
import { isWithin } from '../../regions/residency';
import type { CopyPlaceInput, DeclaredInput, PlanInput } from '../input';
import type { Finding, WorkloadPlan } from '../plan';
import { regionAt, regionInstead } from './instead';
import type { Rule } from './rule';

/** DR-GEO-04: every site, copy and state stays where it may be; DR-GEO-05: recovery with another provider than production, where that is asked. */
export const residency: Rule = (input, plan) => [...astray(input, plan), ...oneProvider(input)];

/** Something that data or a state is kept in. */
interface Kept {
  /** What it is. */
  readonly what: string;
  /** `cloud:region`. */
  readonly at: string;
  /** Where that is. @default as the clouds of the sites know it */
  readonly region?: Region;
}

/** Copies go to the sites, and to the place that is declared for them. */
const keptOf = ({ known, witnessAt, copiesIn }: DeclaredInput): Kept[] => [
  ...known.map(({ key }) => ({ what: 'A site, and its copies', at: key })),
  ...known.filter(({ key, stateAt }) => stateAt !== key).map(({ stateAt }) => ({ what: 'The state of a site', at: stateAt })),
  ...(witnessAt === undefined ? [] : [{ what: 'The witness', at: witnessAt }]),
  ...(copiesIn === undefined ? [] : copiesOf(copiesIn)),
];

const copiesOf = ({ key, region, stateAt }: CopyPlaceInput): Kept[] => [
  { what: 'The place of copies', at: key, region },
  ...(stateAt === key ? [] : [{ what: 'The state of the place of copies', at: stateAt }]),
];

function astray(input: PlanInput, plan: WorkloadPlan): Finding[] {
  const within = input.geography?.within;
  if (within === undefined) return [];
  return keptOf(input).flatMap(({ what, at, region = regionAt(input, at) }): Finding[] => {
    if (region && isWithin(region, within)) return [];
    return [
      {
        id: 'DR-GEO-04',
        level: 'error',
        subject: at,
        what: `${what} would stand outside of ${within}`,
        value: region ? `${at} (${region.country})` : `${at}: nobody knows where that is`,
        fix: nearest(input, plan, within, { at, region }),
      },
    ];
  });
}

/** The nearest region that is inside, and where nothing of the workload stands. */
function nearest(input: PlanInput, plan: WorkloadPlan, within: string, { at, region: near }: Pick<Kept, 'at' | 'region'>): string {
  const [{ cloud, region: like }] = input.sites;
  const site = input.known.find(({ key }) => key === at)?.key;
  const best = regionInstead(input, plan, { cloud, like, near, site });
  return best ? `${best.code} instead` : `no region of ${cloud.name} is left in ${within}: another cloud, or a wider geography`;
}

function oneProvider({ geography, known, workload }: PlanInput): Finding[] {
  const [first, ...rest] = known;
  const others = rest.filter(({ cloud }) => cloud.name === first?.cloud.name);
  if (geography?.anotherProvider !== true || first === undefined || others.length === 0) return [];
  return [
    {
      id: 'DR-GEO-05',
      level: 'error',
      subject: workload,
      what: 'Recovery stands with the provider of production',
      value: `${first.key} and ${others.map(({ key }) => key).join(', ')}`,
      fix: 'copies with another provider, of your own in onEverySite; then acknowledge with that reason: no cell joins two clouds',
    },
  ];
}
