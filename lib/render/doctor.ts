import type { Cloud } from '../port/cloud';
import type { CloudPlace } from '../port/cloud-place';
import type { CopyPlace } from '../port/copy-place';
import type { Site } from '../port/site';
import type { StateLocation } from '../port/state-location';
import type { Topology } from '../port/topology';
import type { WorkloadPlan } from '../plan/plan';
import type { DoctorReport, StackReport } from '../reports/report-input';
import { asksEntrance } from '../recovery/guards';
import { notSeen, type DoctorItem } from '../words/doctor';

/** What the clouds ask ahead of the day of every place, beside what the cells ask of each site. */
export function doctorReport(plan: WorkloadPlan, topology: Topology, stacks: readonly StackReport[], copiesIn?: CopyPlace): DoctorReport {
  const first = topology.at(plan.first) as Site;
  const clouds = new Set(topology.known.map(({ cloud }) => cloud));
  const sites = topology.known.map((site) => ({
    key: site.key,
    is: plan.sites[site.key] ? ('site' as const) : ('successor' as const),
    items: [...ofCloud(site), ...ofState(site.state, site, keysAt(stacks, site.key)), ...inPeace(plan, site)],
  }));
  return {
    programs: [...clouds].flatMap(({ doctor }) => doctor?.programs ?? []),
    places: [...sites, ...ofCopies(plan, stacks, copiesIn), ...ofWitness(topology, first, stacks), ...ofTraffic(plan, first)],
  };
}

const ofCloud = (site: CloudPlace): readonly DoctorItem[] =>
  site.cloud.doctor?.credentials(site) ?? [notSeen('credentials', `who is let in at ${site.key}`, nobodyAsks(site.cloud))];

const ofState = (state: StateLocation, near: CloudPlace, keys: readonly string[]): readonly DoctorItem[] =>
  near.cloud.doctor?.state(state, near, keys) ?? [notSeen('state', `the states at ${state.key}, and their locks`, nobodyAsks(near.cloud))];

const nobodyAsks = ({ name }: Cloud): string => `the cloud ${name} asks nothing ahead of the day`;

/** What keeps a state: of a site, of the place of copies, or of none. */
const keysAt = (stacks: readonly StackReport[], site: string | undefined, isCopies = false): string[] =>
  stacks.filter((one) => one.site === site && (one.kind === 'copies') === isCopies && !one.empty).map(({ state }) => state.key);

function ofCopies({ copyPlace }: WorkloadPlan, stacks: readonly StackReport[], place: CopyPlace | undefined): DoctorReport['places'] {
  if (!place || !copyPlace) return [];
  const own = place.cloud.copyPlaces?.doctor?.(place, copyPlace) ?? [
    notSeen('copies', `the copies at ${place.key}`, nobodyAsks(place.cloud)),
  ];
  const items = [...ofCloud(place), ...ofState(place.state, place, keysAt(stacks, undefined, true)), ...own];
  return [{ key: place.key, is: 'copies', items }];
}

/** What lies under the components, and what the cells ask; nothing of a site that is out. */
function inPeace(plan: WorkloadPlan, site: Site): readonly DoctorItem[] {
  const sitePlan = plan.sites[site.key];
  if (!sitePlan) return [];
  if (sitePlan.role === 'withheld')
    return [notSeen('standby', `what stands at ${site.key}`, 'it is declared lost: nothing is synthesized there')];
  const placements = plan.placements.filter((one) => one.here.site === site.key);
  const observed = plan.observed[site.key] ?? [];
  const ground = site.cloud.doctor?.ground?.({ site, sitePlan, workload: plan, placements, observed });
  return [...(ground ?? []), ...(plan.doctor[site.key] ?? [])];
}

function ofWitness({ witness }: Topology, first: Site, stacks: readonly StackReport[]): DoctorReport['places'] {
  const keys = keysAt(stacks, undefined);
  return witness && keys.length > 0 ? [{ key: witness.key, is: 'witness', items: ofState(witness, first, keys) }] : [];
}

function ofTraffic(plan: WorkloadPlan, { cloud }: Site): DoctorReport['places'] {
  const { traffic } = plan;
  if (!traffic) return [];
  const cell = cloud.traffic;
  const own = cell?.doctor?.(traffic) ?? [notSeen('traffic', `the names of ${traffic.zone}`, 'its switch asks nothing ahead of the day')];
  return [{ key: traffic.name, is: 'traffic', items: [...own, ...asksEntrance(plan)] }];
}
