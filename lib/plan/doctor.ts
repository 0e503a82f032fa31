import { inWords } from '../objectives/duration';
import { cellOf } from '../port/cell';
import type { DoctorFacts } from '../port/facts';
import { withOwnFinds } from '../port/phase-finds';
import type { RecoverySteps } from '../port/phases';
import { asked, notSeen, type DoctorItem, type Question } from '../words/doctor';
import { atMost, WITHIN } from '../words/at-most';
import type { Check, Find } from '../words/steps';
import { siteOf, type CellInput, type PlanInput } from './input';
import { kebab } from './names';
import { Places } from './places';
import { aroundOf } from './placing';
import { stepsKey, type Placement, type WorkloadPlan } from './plan';
import type { Protection } from './protection';

/** A component at a site, as it is asked about ahead of the day. */
interface Seat {
  readonly cell: CellInput;
  readonly placement: Placement;
  readonly protection: Protection;
}

/** What the cells ask ahead of the day, by site: of what stands there, and of what a failover would make there. */
export function doctorOf(input: PlanInput, plan: WorkloadPlan): Record<string, DoctorItem[]> {
  const facts = { rpo: plan.objectives.rpo.toSeconds(), ...(plan.copyPlace ? { copiesIn: plan.copyPlace } : {}) };
  const alive = Object.values(plan.sites).filter(({ role }) => role !== 'withheld');
  const at = ({ site, calls }: (typeof alive)[number]): DoctorItem[] =>
    seatsAt(input, plan, site).flatMap((seat) => itemsOf(plan, seat, { ...facts, calls }));
  return Object.fromEntries(alive.map((one) => [one.site, at(one)]));
}

function seatsAt(input: PlanInput, plan: WorkloadPlan, site: string): Seat[] {
  const places = new Places(input);
  return plan.protections.flatMap((protection): Seat[] => {
    const { declaration } = protection;
    const cell = cellOf(siteOf(input, site).cloud, declaration);
    const here = plan.placements.find((one) => one.component === declaration.id && one.here.site === site && one.current && !one.retired);
    const placement = here ?? (site === plan.standby ? missing(input, plan, places, protection) : undefined);
    return cell && placement ? [{ cell, protection, placement }] : [];
  });
}

/** What stands nowhere at the standby until a failover makes it. */
function missing(input: PlanInput, { active, standby }: WorkloadPlan, places: Places, { declaration, spread }: Protection): Placement {
  return {
    component: declaration.id,
    kind: declaration.kind,
    declaration,
    here: places.component(declaration, siteOf(input, standby)),
    peer: places.component(declaration, siteOf(input, active)),
    generation: 0,
    current: true,
    retired: false,
    form: 'standby',
    posture: 'none',
    spread,
    origin: { how: 'created' },
    born: 'site',
    attached: false,
    again: false,
    id: kebab(declaration.id),
  };
}

/** The standby is asked what a move asks of it first, and what proves that it stands; then what the cell asks by itself. */
function itemsOf(plan: WorkloadPlan, { cell, placement, protection }: Seat, facts: DoctorFacts): DoctorItem[] {
  const { component, here, form, id } = placement;
  const standsBy = here.site === plan.standby && form === 'standby';
  const taking = standsBy ? takingOver(placement, protection) : undefined;
  // What is asked as it stands was asked of its cell already.
  const steps =
    taking === placement
      ? plan.steps[stepsKey(placement)]
      : taking && withOwnFinds(id, cell.recovery?.(taking, { budget: plan.budget, claim: plan.progress.claim, ...aroundOf(plan, taking) }));
  const items = [
    ...(taking && steps ? ofPhases(taking, steps, facts) : []),
    ...polled(plan, placement),
    ...(cell.doctor?.(placement, facts) ?? []),
  ];
  if (items.length > 0 || !standsBy) return items;
  return [notSeen('standby', `${component} at ${here.region}`, 'its cell asks nothing ahead of the day')];
}

/** As it would take over: what is restored from copies looks for the copy. */
function takingOver(placement: Placement, { flip }: Protection): Placement {
  if (flip !== 'restore' || placement.posture !== 'backup') return placement;
  return { ...placement, origin: { how: 'restored', of: placement.peer, done: false } };
}

function ofPhases({ component, id, here, origin }: Placement, steps: RecoverySteps, { rpo }: DoctorFacts): Question[] {
  const { check = [], standing = [], age } = steps;
  const about = origin.how === 'restored' ? 'copies' : 'standby';
  const lists = [check, standing].filter((list): list is readonly (Check | Find)[] => list.length > 0);
  const old = age && [
    asked({
      about,
      id: `age-${id}`,
      title: `${component} at ${here.region} lacks at most ${inWords(rpo)} of data (RPO)`,
      run: atMost(rpo, age.run),
      matches: WITHIN,
      endpoint: age.endpoint,
      fix: 'find out why copies or replication lag: a failover now would lose more than the RPO',
    }),
  ];
  return [...lists.map((list): Question => ({ about, steps: list })), ...(old ?? [])];
}

/** A signal that nothing tells of is asked about here. */
const polled = ({ signals }: WorkloadPlan, placement: Placement): Question[] =>
  (signals[stepsKey(placement)] ?? []).flatMap((signal) =>
    signal.kind === 'polled'
      ? [
          asked({
            about: signal.watches === 'copies' ? 'copies' : 'standby',
            id: `polled-${signal.id}`,
            title: `${signal.name} is at most ${signal.above}`,
            run: atMost(signal.above, signal.run),
            matches: WITHIN,
            endpoint: signal.endpoint,
            fix: signal.title,
            ...(signal.as ? { as: signal.as } : {}),
          }),
        ]
      : [],
  );
