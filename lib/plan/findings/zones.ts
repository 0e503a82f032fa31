import { SCOPES } from '../../objectives/objectives';
import { LEAST_ZONES } from '../../regions/region';
import type { PlanInput, SiteInput } from '../input';
import type { Finding, WorkloadPlan } from '../plan';
import { holdsAt, others } from '../trying';
import { isZonal, regionInstead, spreadAt } from './instead';
import type { Rule } from './rule';

/**
 * DR-ZONE-01: what is spread over zones stands where there are several, at every site that may serve; DR-ZONE-02: where nobody declared the
 * spread, and the objectives ask for it, it is said what it costs.
 */
export const zones: Rule = (input, plan) => [
  ...input.known.flatMap((site, i) => ofSite(input, plan, site, i === 0)),
  ...unsaid(input, plan),
];

function ofSite(input: PlanInput, plan: WorkloadPlan, site: SiteInput, isFirst: boolean): Finding[] {
  const spread = spreadAt(plan, isFirst).map((p) => p.declaration.id);
  const { zones: count, verified } = site.region;
  if (spread.length === 0 || isZonal(site.region)) return [];
  const isFew = count < LEAST_ZONES;
  return [
    {
      id: 'DR-ZONE-01',
      level: isFew ? 'error' : 'warning',
      subject: site.key,
      what: isFew
        ? `${site.key} has too few zones to spread over: ${spread.join(', ')}`
        : `Nobody checked how many zones ${site.key} has: ${spread.join(', ')} are spread over them`,
      value: `${count === 1 ? '1 zone' : `${count} zones`}${verified ? '' : ' (UNVERIFIED)'}`,
      fix: isFew ? elsewhere(input, plan, site) : 'ask the account how many it sees (continuity doctor does), then acknowledge it',
    },
  ];
}

/** The nearest region that would do, or the cheapest tier that needs no zones and holds what is asked. */
function elsewhere(input: PlanInput, plan: WorkloadPlan, site: SiteInput): string {
  const best = regionInstead(input, plan, { site: site.key, cloud: site.cloud, like: site.region });
  const single = others(input, plan.tier).find(
    (one) => one.protections.every(({ spread }) => spread === 'single') && SCOPES.every((lost) => holdsAt(one, input.objectives, lost)),
  );
  const ways = [...(best ? [`a site in ${best.code}, the nearest with zones`] : []), ...(single ? [`tier ${single.tier}`] : [])];
  return ways.join(', or ') || 'another cloud, or objectives that one zone holds';
}

function unsaid({ zonal, workload, known }: PlanInput, plan: WorkloadPlan): Finding[] {
  if (!plan.zonal || zonal !== undefined) return [];
  const costs = plan.protections.flatMap(({ declaration, spread, spreadAway, withstands }) =>
    spread !== spreadAway && withstands?.costs !== undefined ? [`${declaration.id}: ${withstands.costs}`] : [],
  );
  return [
    {
      id: 'DR-ZONE-02',
      level: 'info',
      subject: workload,
      what: `What serves at ${known[0]?.key} is spread over zones, since the objectives for the loss of a zone ask for it`,
      value: costs.join('; ') || 'at no cost that is known',
      fix: 'zonal: true says so in the code; zonal: false, with objectives for the loss of a zone that a move to the other region holds',
    },
  ];
}
