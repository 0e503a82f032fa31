import { ContinuityError } from '../words/errors';
import type { Placement, WorkloadPlan } from './plan';

/** A workload of the app, and its plan. */
interface Planned {
  readonly id: string;
  readonly plan: WorkloadPlan;
}

/** Throws where two workloads of the app would have one thing: `DR-NAME-02`, `DR-ADOPT-03` and `DR-DNS-02`. */
export function refuseTwins(all: readonly Planned[]): void {
  refuseNameTwins(all);
  refuseDnsTwins(all);
}

/** Ids that are cut otherwise can give one name: component `EuLedger` of `shop`, component `Ledger` of `shop-eu`. What exists has the name that it has. */
function refuseNameTwins(all: readonly Planned[]): void {
  const owners = new Map<string, string>();
  for (const { id, plan } of all)
    for (const placement of plan.placements)
      for (const { key, name, place } of placesOf(placement)) {
        const owner = `${placement.component} of ${id}`;
        const other = owners.get(place) ?? owner;
        if (other !== owner) throw twins(other, owner, { key, name }, placement);
        owners.set(place, owner);
      }
}

/** A name that users know is one workload's: two stacks would write one record. */
function refuseDnsTwins(all: readonly Planned[]): void {
  const owners = new Map<string, string>();
  for (const { id, plan } of all) {
    for (const name of plan.traffic ? [plan.traffic.name, ...plan.traffic.aliases, ...Object.values(plan.traffic.entrances)] : []) {
      const other = owners.get(name.toLowerCase());
      if (other !== undefined)
        throw new ContinuityError({
          id: 'DR-DNS-02',
          what: `${other} and ${id} would answer under one name: two stacks would write one record`,
          value: name,
          allowed: 'a name of its own for each workload, and for each of its entrances',
          fix: `another record for ${id}`,
        });
      owners.set(name.toLowerCase(), id);
    }
  }
}

/** A name, and what it is the name of. */
interface Named {
  readonly key: string;
  readonly name: string;
}

/** Each name of a placement, and what nobody else of its kind may have there. */
function placesOf({ kind, here }: Placement): (Named & { readonly place: string })[] {
  const { account, site, names, within = [] } = here;
  const inside = within.map((one) => names[one]);
  return Object.entries(names).flatMap(([key, name]) =>
    within.includes(key) ? [] : [{ key, name, place: [account, site, kind, key, name, ...inside].join(' ') }],
  );
}

const twins = (other: string, owner: string, { key, name: value }: Named, { component, here }: Placement): ContinuityError =>
  here.existing?.includes(key)
    ? new ContinuityError({
        id: 'DR-ADOPT-03',
        what: `${other} and ${owner} adopt one thing: it would be fenced and copied twice`,
        value: `${value} at ${here.site}`,
        allowed: 'one component for each thing that exists, whatever the workload',
        fix: `leave ${owner} out`,
      })
    : new ContinuityError({
        id: 'DR-NAME-02',
        what: `${other} and ${owner} would have the same names at ${here.site}`,
        value,
        allowed: 'names that differ',
        fix: `rename ${component}`,
      });
