import type { Finding } from '../plan';
import type { Rule } from './rule';

/** DR-STATE-01: a site's state lives in that site; DR-STATE-02: links and traffic keep theirs at a witness in none of the sites (docs/design.md, "Stacks"). */
export const state: Rule = (input, plan) => {
  const out: Finding[] = [];
  for (const site of input.known) {
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
  const joined = plan.links.length > 0 || plan.traffic !== undefined;
  const keys = input.known.map((site) => site.key);
  if (!joined || (input.witnessAt && !keys.includes(input.witnessAt))) return out;
  const fix = 'Topology.activePassive({ …, witness: a state location in a third region })';
  return [
    ...out,
    {
      id: 'DR-STATE-02',
      level: 'error',
      always: true,
      subject: input.workload,
      what: 'Links and traffic have no witness: their state would die with a site',
      value: input.witnessAt ?? 'no witness',
      fix,
    },
  ];
};
