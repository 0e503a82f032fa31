import type { Sla } from '../words/sla';
import type { DeclaredInput } from './input';
import type { Availability, AvailabilityPart, Protection } from './protection';

const DAYS = 30;
/** Seconds of the month that an SLO is counted in: 30 days. */
export const MONTH_SECONDS = DAYS * 86_400;

/** Seconds a month in which users may be left unserved, by that percentage. */
export const allowed = (percent: number): number => Math.round((1 - percent / 100) * MONTH_SECONDS);

/** What is promised of a workload. Pure. */
export function availabilityOf(input: DeclaredInput, protections: readonly Protection[]): Availability {
  const known = protections.flatMap(({ declaration, slas }) => (slas && slas.here.length > 0 ? [{ of: declaration.id, ...slas }] : []));
  const traffic = input.traffic ? input.sites[1].cloud.traffic?.facts : undefined;
  const switched = traffic?.sla ? [traffic.sla] : [];
  const [here, away] = [known.flatMap((one) => one.here), known.flatMap((one) => one.away)].map(inRow) as [number, number];
  const through = inRow(switched);
  return {
    parts: [...known.map(({ of, here: slas }) => ({ of, slas })), ...switched.map((sla) => ({ of: sla.of, slas: [sla] }))],
    unknown: [
      ...protections.filter(({ slas }) => slas === undefined || bare(slas.here)).map(({ declaration }) => declaration.id),
      ...(traffic && !traffic.sla ? ['the switch of traffic'] : []),
    ].sort(),
    site: percentOf(here * through),
    either: percentOf((1 - (1 - here) * (1 - away)) * through),
  };
}

/** The part of least availability: the first to be made better. */
export function weakestOf({ parts }: Availability): AvailabilityPart | undefined {
  return [...parts].sort((a, b) => inRow(a.slas) - inRow(b.slas))[0];
}

const bare = (slas: readonly Sla[]): boolean => slas.some(({ percent }) => percent === undefined);
const inRow = (slas: readonly Sla[]): number => slas.reduce((all, { percent }) => (all * (percent ?? 100)) / 100, 1);
/** Never rounded up: what is not held is not shown as held. */
const percentOf = (share: number): number => Math.floor(share * 100_000 + 1e-6) / 1000;
