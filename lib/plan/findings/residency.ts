import { nearestTo, samePartition } from '../../regions/geography';
import type { Region } from '../../regions/region';
import { isWithin } from '../../regions/residency';
import type { CopyPlaceInput, DeclaredInput, PlanInput } from '../input';
import type { Finding } from '../plan';
import type { Rule } from './rule';

/** DR-GEO-04: every site, copy and state stays where it may be; DR-GEO-05: recovery with another provider than production, where that is asked. */
export const residency: Rule = (input) => [...astray(input), ...oneProvider(input)];

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

/** The region of a key; undefined where nobody knows it. */
export function regionAt({ known }: Pick<DeclaredInput, 'known'>, at: string): Region | undefined {
  const site = known.find(({ key }) => key === at);
  const [cloud = '', code] = at.split(':');
  const regions = known.find((one) => one.cloud.name === cloud)?.cloud.regions ?? [];
  return site?.region ?? regions.find((one) => one.code === code);
}

function astray(input: PlanInput): Finding[] {
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
        fix: nearest(input, within, region),
      },
    ];
  });
}

/** The nearest region that is inside, and where nothing of the workload stands. */
function nearest({ known, witnessAt, copiesIn, sites }: PlanInput, within: string, from: Region = sites[0].region): string {
  const taken = [...known.map(({ key }) => key), witnessAt, copiesIn?.key];
  const left = (sites[0].cloud.regions ?? []).filter(
    (one) => samePartition(one, sites[0].region) && isWithin(one, within) && !taken.includes(`${one.cloud}:${one.code}`),
  );
  const best = nearestTo(from, left);
  return best ? `${best.code} instead` : `no region of ${sites[0].cloud.name} is left in ${within}: another cloud, or a wider geography`;
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
