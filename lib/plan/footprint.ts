import { capacityOf, type Standing } from '../components/capacity';
import type { Declaration } from '../components/component';
import { cellOf } from '../port/cell';
import { NOTHING, type Capacity, type Measure } from '../words/footprint';
import { holdsData, type BuiltinKind } from '../words/kinds';
import type { DeclaredInput } from './input';
import type { Footprint, FootprintPart, MeasurePlan, Protection } from './protection';

/** Why a kind is counted in no measure. */
const APART: Readonly<Partial<Record<BuiltinKind, string>>> = {
  network: 'it has no size: what it costs is by what goes through it',
  'object-storage': 'storage: copies and replicas are as large as what they are of, whatever the footprint',
  'file-storage': 'storage: copies and replicas are as large as what they are of, whatever the footprint',
  table: 'it is paid by what is read and written, and by what is stored',
  secrets: 'nothing runs',
  'container-images': 'storage: both sites have all of them, or nothing could start',
  machine: 'it says no size: its disks are replicated whole, and nothing runs of it at the other site before it takes over',
  'load-balancer': 'it has no size: it grows with what goes through it',
};

/**
 * What runs all the time at the site that stands by, beside what runs at the one that serves: as the code alone has it, where the first site
 * serves, so that no situation changes it. What load adds is on neither side. Pure.
 */
export function footprintOf(input: DeclaredInput, protections: readonly Protection[]): Footprint {
  const parts = protections.map((p) => ({ p, part: partOf(input, p) }));
  const counted = parts.flatMap(({ part }) => (part ? [part] : []));
  const others = parts.flatMap(({ p, part }) => (part ? [] : [p.declaration]));
  const why = ({ kind }: Declaration): string | undefined => APART[kind as BuiltinKind];
  return {
    measures: (['vcpus', 'memory', 'databases'] as const).map((one) => measured(one, counted, input.footprint?.[one])),
    parts: counted,
    apart: others.flatMap((one) => (why(one) === undefined ? [] : [{ of: one.id, why: why(one) as string }])),
    unknown: others.filter((one) => why(one) === undefined).map(({ id }) => id),
  };
}

/** What it is, of one measure. */
export function amountOf(measure: Measure, { isDatabase }: Pick<FootprintPart, 'isDatabase'>, { vcpus, memoryGiB }: Capacity): number {
  if (measure === 'memory') return memoryGiB;
  return measure === 'vcpus' || isDatabase ? vcpus : 0;
}

function measured(measure: Measure, parts: readonly FootprintPart[], atMost: number | undefined): MeasurePlan {
  const sum = (side: 'serves' | 'standsBy'): number => parts.reduce((all, part) => all + amountOf(measure, part, part[side]), 0);
  const [serves, standsBy] = [sum('serves'), sum('standsBy')];
  return {
    measure,
    serves,
    standsBy,
    ...(serves > 0 ? { share: standsBy / serves } : {}),
    ...(atMost === undefined ? {} : { atMost }),
  };
}

function partOf({ sites: [first, second] }: DeclaredInput, p: Protection): FootprintPart | undefined {
  const { declaration } = p;
  const runs = cellOf(first.cloud, declaration)?.facts.runs ?? capacityOf;
  const isData = holdsData(declaration);
  const serves = runs(declaration, { form: 'serving', posture: isData ? 'active' : 'full', spread: p.spread, site: first.key });
  const standsBy = runs(declaration, standing(p, second.key));
  if (!serves) return undefined;
  return { of: declaration.id, isDatabase: declaration.kind === 'relational-database', serves, standsBy: standsBy ?? NOTHING };
}

/** What is spread late stands in one zone for as long as it stands by. */
const standing = ({ posture, spreadAway, spreadsLate }: Protection, site: string): Standing => ({
  form: 'standby',
  posture,
  spread: spreadsLate ? 'single' : spreadAway,
  site,
});
