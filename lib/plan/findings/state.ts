import { cellOf } from '../../port/cell';
import { samePartition } from '../../regions/geography';
import type { DeclaredInput, PlanInput } from '../input';
import type { Finding, LinkPlan } from '../plan';
import type { Rule } from './rule';

/** DR-STATE-01: a site's state lives in that site; DR-STATE-02: links and traffic keep theirs at a witness in none of the sites (docs/design.md, "Stacks"). */
export const state: Rule = (input, plan) => {
  const out: Finding[] = [];
  for (const site of [...input.known, ...(input.copiesIn ? [input.copiesIn] : [])]) {
    if (site.stateAt === site.key) continue;
    out.push({
      id: 'DR-STATE-01',
      level: 'error',
      always: true,
      subject: site.key,
      what: `The state of ${site.key} does not live there: it may die with another region`,
      value: site.stateAt,
      fix: `a state location in ${site.region.code}`,
    });
  }
  const kept = [
    ...plan.links.filter((link) => isMade(input, link)).map(({ declaration }) => declaration.id),
    ...(plan.traffic ? [plan.traffic.id] : []),
  ];
  const keys = input.known.map((site) => site.key);
  if (kept.length === 0 || (input.witnessAt && !keys.includes(input.witnessAt))) return out;
  return [
    ...out,
    {
      id: 'DR-STATE-02',
      level: 'error',
      always: true,
      subject: input.workload,
      what: `Links and traffic have no witness: their state would die with a site. It keeps what joins the sites for ${kept.join(', ')}`,
      value: input.witnessAt ?? 'no witness',
      fix: witnessOf(input),
    },
  ];
};

/** Whether a stack of its own holds something for it: where copies are all there is, each site may have its own schedule. */
function isMade({ sites }: PlanInput, { declaration, posture }: LinkPlan): boolean {
  return cellOf(sites[0].cloud, declaration)?.facts.joinedAt?.includes(posture) ?? true;
}

/** A third region, where there is one: credentials and replication end at a partition, and some have two regions. */
function witnessOf({ sites, known }: DeclaredInput): string {
  const { cloud, region } = sites[0];
  const all = (cloud.regions ?? []).filter((one) => samePartition(one, region));
  const free = all.filter(({ code }) => !known.some((site) => site.region.code === code));
  if (all.length === 0 || free.length > 0) return 'Topology.activePassive({ …, witness: a state location in a third region })';
  const codes = all.map(({ code }) => code).join(' and ');
  return `leave it out, or give it a tier at which nothing joins the sites: the partition ${region.partition} has no other region than ${codes}, and no other partition can keep its states`;
}
