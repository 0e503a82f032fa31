import { cellOf } from '../../port/cell';
import type { Watched } from '../../port/signals';
import { holdsData } from '../../words/kinds';
import { siteOf, type PlanInput } from '../input';
import { stepsKey, type Finding, type Placement, type WorkloadPlan } from '../plan';
import type { Rule } from './rule';

/** DR-SIGNAL-02: a replica, copies or the check of a switch that nothing tells of. While nothing is protected, nothing is missed. */
export const unwatched: Rule = (input, plan) => {
  if (plan.sites[plan.standby]?.role !== 'standby') return [];
  return [...plan.placements.flatMap((one) => missing(input, plan, one)), ...unwatchedSwitch(input, plan)];
};

const WORDS: Readonly<Record<Exclude<Watched, 'service'>, string>> = {
  replica: 'falls behind, or that nobody knows',
  copies: 'has no copies, or none that is new',
};

/** What stands by and holds data: what it follows by has to be told at its own site; copies under a replica, at either one. */
function missing(input: PlanInput, plan: WorkloadPlan, one: Placement): Finding[] {
  if (!one.attached || !one.current || one.here.site !== plan.standby || !holdsData(one.declaration)) return [];
  const here = watchedAt(plan, one);
  const anywhere = [
    ...here,
    ...plan.placements.filter(({ component }) => component === one.component).flatMap((each) => watchedAt(plan, each)),
  ];
  const due: (readonly [Exclude<Watched, 'service'>, readonly Watched[]])[] = [];
  if (one.joined === 'replica') due.push(['replica', here]);
  if (one.joined === 'backup') due.push(['copies', here]);
  else if (isRestored(input, one)) due.push(['copies', anywhere]);
  return due
    .filter(([what, told]) => !told.includes(what))
    .map(([what]) => finding(`${stepsKey(one)} ${what}`, `${one.component} at ${one.here.region} ${WORDS[what]}`));
}

const watchedAt = ({ signals }: WorkloadPlan, one: Placement): Watched[] => (signals[stepsKey(one)] ?? []).map(({ watches }) => watches);

/** Copies lie under replication where the service restores from any, and puts nothing back where it is. */
function isRestored(input: PlanInput, { here, declaration }: Placement): boolean {
  const { flips, restoresInPlace } = cellOf(siteOf(input, here.site).cloud, declaration)?.facts ?? {};
  return flips?.backup === 'restore' && restoresInPlace === undefined;
}

function unwatchedSwitch({ sites }: PlanInput, { traffic, active }: WorkloadPlan): Finding[] {
  const { cloud } = sites.find(({ key }) => key === active) ?? sites[0];
  if (!traffic) return [];
  const { told, deaf = false } = cloud.traffic?.facts ?? {};
  if (told === undefined) return [finding(`${traffic.name} check`, `the site that serves ${traffic.name} does not answer`)];
  return deaf ? [finding(`${traffic.name} silence`, `nothing is heard any more of the checks of ${traffic.name}`)] : [];
}

const finding = (subject: string, wrong: string): Finding => ({
  id: 'DR-SIGNAL-02',
  level: 'warning',
  subject,
  what: `Nothing tells that ${wrong}`,
  value: 'not watched',
  fix: 'an alarm of your own at the site that stands by (onEverySite); then acknowledge with that reason',
});
