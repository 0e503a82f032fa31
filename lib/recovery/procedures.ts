import { inWords } from '../objectives/duration';
import { NATURE } from '../plan/matrix';
import type { Placement, WorkloadPlan } from '../plan/plan';
import type { View } from '../situation/situation';
import type { RecoverySteps } from '../clouds/cloud';
import { checkStep } from '../clouds/steps';
import type { Action, Procedure, Transition, Wave } from './actions';
import { phaseOf, type Phase } from './phase';
import { apply, decide, manual, notify, record, wait } from './steps';

/** What procedures are made from. */
export interface ProcedureInput {
  /** Id of the workload, with its environment. */
  readonly id: string;
  /** The plan. */
  readonly plan: WorkloadPlan;
  /** The situation, seen from the workload. */
  readonly view: View;
  /** Ids of its stacks that are synthesized: base and site stacks by site key, `links`, `traffic`. */
  readonly stacks: Readonly<Record<string, string>>;
  /** Addresses of the traffic stack that come first. */
  readonly trafficFirst: readonly string[];
  /** What the cell of a placement adds. */
  recovery(placement: Placement): RecoverySteps;
}

/** The procedure of every transition of a workload; the one that the declared situation calls for is due. */
export function proceduresOf(input: ProcedureInput): Procedure[] {
  const due = dueOf(phaseOf(input.view), input.view);
  const all: Record<Transition, () => Draft> = {
    establish: () => establish(input),
    hold: () => hold(input),
    'standby-lost': () => standbyLost(input),
    failover: () => failover(input),
    fence: () => fence(input),
    reprotect: () => reprotect(input),
    'fence-for-switch': () => fenceForSwitch(input),
    switch: () => plannedSwitch(input),
    abort: () => abort(input),
  };
  return (Object.keys(all) as Transition[]).map((transition) => finish(input, transition, transition === due, all[transition]()));
}

interface Draft {
  readonly title: string;
  readonly declaration: readonly string[][];
  readonly needs: readonly string[];
  readonly decides: string;
  readonly waves: readonly Wave[];
}

function dueOf(phase: Phase, view: View): Transition {
  if (view.situation.workloads[view.sides.workload]?.history.at(-1)?.aborted) return 'abort';
  switch (phase) {
    case 'normal':
      return view.last && view.last.kind !== 'initial' ? 'reprotect' : 'establish';
    case 'hold':
    case 'both-lost':
      return 'hold';
    case 'standby-lost':
      return 'standby-lost';
    case 'failing-over':
      return 'failover';
    case 'failed-over':
      return view.role(view.standby) === 'fenced' ? 'fence' : 'failover';
    case 'fenced':
      return 'fence';
    case 'switching':
      return view.last?.kind === 'planned' ? 'switch' : 'fence-for-switch';
  }
}

function finish({ id }: ProcedureInput, transition: Transition, due: boolean, draft: Draft): Procedure {
  const waves = draft.waves.filter((wave) => wave.actions.length > 0);
  const estimate = waves.flatMap((wave) => wave.actions).reduce((sum, action) => sum + action.usual, 0);
  return {
    transition,
    workload: id,
    title: draft.title,
    due,
    declaration: draft.declaration.map((line) => [...line]),
    needs: [...new Set(draft.needs)].sort(),
    decides: draft.decides,
    estimate,
    waves,
  };
}

/** The site that takes the role in a move that is declared, or would take it in the next one. */
function sidesOf({ view }: ProcedureInput): { taker: string; giver: string } {
  const moving =
    phaseOf(view) === 'failing-over' || phaseOf(view) === 'failed-over' || (view.last?.kind === 'planned' && view.isLeaving(view.standby));
  return moving ? { taker: view.active, giver: view.standby } : { taker: view.standby, giver: view.active };
}

const wave = (name: string, purpose: string, actions: readonly (Action | undefined)[]): Wave => ({
  name,
  purpose,
  actions: actions.filter((a) => a !== undefined),
});
const applyOf = ({ stacks }: ProcedureInput, key: string, title: string, more?: Parameters<typeof apply>[2]): Action | undefined =>
  stacks[key] ? apply(stacks[key], title, more) : undefined;

function stepsAt(input: ProcedureInput, site: string, part: keyof RecoverySteps, old = false): Action[] {
  return input.plan.placements
    .filter((p) => p.site === site && !p.retired && (old ? !p.current || p.form === 'fenced' : p.current))
    .flatMap((p) => input.recovery(p)[part] ?? []);
}

const dataOf = ({ plan }: ProcedureInput): string[] =>
  plan.protections
    .filter((p) => NATURE[p.declaration.kind] === 'data')
    .map((p) => p.declaration.id)
    .sort();

function decidesOf({ plan }: ProcedureInput): string {
  const { mtpd, resumption } = plan.objectives;
  const decided = plan.budget.parts.filter((part) => part.name !== 'detection' && part.name !== 'decision');
  const late = mtpd.toSeconds() - resumption.toSeconds() - decided.reduce((sum, part) => sum + part.figure.seconds, 0);
  return `the continuity manager, at the latest ${late > 0 ? `${inWords(late)} after the interruption` : 'at once'} (MTPD ${mtpd} less resumption and recovery)`;
}

function establish(input: ProcedureInput): Draft {
  const { plan } = input;
  const sites = [plan.active, plan.standby];
  return {
    title: `Establish ${input.id}, or bring it up to date`,
    declaration: [],
    needs: [...sites, 'every control plane: in peace'],
    decides: 'the pipeline: nothing is moved',
    waves: [
      wave(
        'base',
        'What global control planes hold: never on the day',
        sites.map((site) => applyOf(input, `${site}/base`, `Roles of ${site}`)),
      ),
      wave(
        'sites',
        'Each site by itself, the active one first: the standby follows it',
        sites.map((site) => applyOf(input, site, `Recovery stack of ${site}`)),
      ),
      wave('links', 'What joins them', [applyOf(input, 'links', 'Replication between the sites')]),
      wave('traffic', 'Names and checks', [applyOf(input, 'traffic', 'Records and checks')]),
    ],
  };
}

function hold(input: ProcedureInput): Draft {
  const { giver, taker } = sidesOf(input);
  const { plan } = input;
  const loss = `up to ${inWords(plan.budget.rpo)} of data (${plan.budget.worst})`;
  return {
    title: `${giver} is lost and nobody has decided: wait, or fail over`,
    declaration: [['continuity', 'declare', 'lost', giver]],
    needs: [],
    decides: decidesOf(input),
    waves: [
      wave('decide', 'Waiting is legal and often right', [
        notify(
          'notify-hold',
          'the crisis team',
          `${giver} is lost. ${input.id} is interrupted. A failover to ${taker} takes about ${inWords(plan.budget.rto)} and loses ${loss}.`,
        ),
        decide(
          'decide-failover',
          `Fail ${input.id} over to ${taker}, losing ${loss}, rather than wait for ${giver}?`,
          decidesOf(input),
          `then: continuity declare failover ${input.id} --to ${taker} --by NAME, synthesize, continuity run ${input.id}`,
        ),
      ]),
    ],
  };
}

function standbyLost(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  return {
    title: `${standby} is lost: ${input.id} serves, unprotected`,
    declaration: [['continuity', 'declare', 'lost', standby]],
    needs: [active],
    decides: 'the operator: users notice nothing',
    waves: [
      wave('withhold', 'Copies to the lost site stop failing', [
        applyOf(input, active, `Recovery stack of ${active}, without copies to ${standby}`),
      ]),
      wave('tell', 'Until it is back', [
        notify('notify-unprotected', 'the crisis team', `${input.id} has no standby. Copies stay at ${active} only.`),
        manual(
          'copy-elsewhere',
          'Order a copy to a third region',
          `Copy the latest recovery point of ${dataOf(input).join(', ')} from ${active} to a region that is neither ${active} nor ${standby}.`,
          { bestEffort: true },
        ),
      ]),
    ],
  };
}

function failover(input: ProcedureInput): Draft {
  const { taker, giver } = sidesOf(input);
  const { plan, view, id } = input;
  const loses = `what ${giver} had not copied: up to ${inWords(plan.budget.rpo)} (${plan.budget.worst})`;
  const reachable = view.role(giver) === 'fenced';
  const fencing = reachable
    ? [
        applyOf(input, giver, `Fence ${giver}: compute 0, entrance closed, writes refused`, { bestEffort: true, timeout: 600 }),
        ...stepsAt(input, giver, 'fenced', true).map((a) => ({ ...a, bestEffort: true, timeout: 60 })),
      ]
    : [
        notify(
          'notify-fence',
          'the crisis team',
          `${giver} is lost and cannot be fenced now. Users are kept away from it by the switch of traffic; it is fenced before it may stand by (declare avoid ${giver}).`,
        ),
      ];
  return {
    title: `Fail ${id} over from ${giver} to ${taker}`,
    declaration: [
      ['continuity', 'declare', 'lost', giver],
      ['continuity', 'declare', 'failover', id, '--to', taker, '--by', 'NAME', '--incident', 'ID'],
    ],
    needs: [taker],
    decides: decidesOf(input),
    waves: [
      wave('pre-checks', 'The standby can take over', stepsAt(input, taker, 'before')),
      wave('fence', 'The old side takes no write (best effort, time-boxed)', fencing),
      wave('promote', 'Data first, then the entrance: one apply, in one region', [
        record('started', 'Write down that the promotion begins', { components: dataOf(input) }),
        applyOf(input, taker, `Promote and open ${taker}`, {
          pointOfNoReturn: true,
          undo: undefined,
          losesData: loses,
          usual: plan.budget.parts
            .filter((p) => p.name.startsWith('wave') || p.name === 'apply')
            .reduce((sum, p) => sum + p.figure.seconds, 0),
        }),
      ]),
      wave('verify', 'Data is writable, users arrive', [...stepsAt(input, taker, 'verify'), ...arrive(input)]),
      wave('evidence', 'Write down that it is done', [
        notify('notify-done', 'everybody', `${id} is served from ${taker}. It is unprotected until ${giver} is back.`),
        record('completed', 'Write down that the promotion is verified', { components: dataOf(input) }),
      ]),
    ],
  };
}

function arrive({ plan }: ProcedureInput): Action[] {
  if (!plan.traffic) return [];
  const balancer = plan.protections.find((p) => p.declaration.id === plan.traffic?.target)?.declaration as
    { certificates?: Record<string, string> } | undefined;
  const scheme = Object.keys(balancer?.certificates ?? {}).length > 0 ? 'https' : 'http';
  return [
    checkStep({
      id: 'users-arrive',
      title: `${plan.traffic.name} answers from a site that serves`,
      run: ['curl', '-fsS', '-m', '10', `${scheme}://${plan.traffic.name}/.continuity/serving`],
      matches: 'serving',
      endpoint: 'public DNS',
      timeout: 300,
      bestEffort: true,
      onFailure: 'the checks need about 90 s; then look at both entrances',
    }),
  ];
}

function fence(input: ProcedureInput): Draft {
  const back = input.view.situation.status[input.plan.active]?.is === 'avoid' ? input.plan.active : input.plan.standby;
  const checks = stepsAt(input, back, 'fenced', true);
  return {
    title: `${back} is reachable but not trusted: fence it`,
    declaration: [['continuity', 'declare', 'avoid', back]],
    needs: [back],
    decides: 'the operator',
    waves: [
      wave('fence', 'Compute 0, entrance closed, writes refused, data kept', [
        applyOf(input, back, `Recovery stack of ${back}, fenced`),
        ...checks,
      ]),
      wave('confirm', 'Only a confirmed fence lets the site stand by', [
        record('fenced', `Write down that ${back} is fenced`, {
          site: back,
          after: [...(input.stacks[back] ? [`apply-${input.stacks[back]}`] : []), ...checks.map((check) => check.id)],
        }),
      ]),
    ],
  };
}

function trafficTurn(input: ProcedureInput): (Action | undefined)[] {
  const first = applyOf(input, 'traffic', 'New checks, beside the old ones', { targets: [...input.trafficFirst] });
  return first
    ? [
        { ...first, id: `${first.id}-checks` },
        wait('checks-report', 'The new checks report', 40),
        applyOf(input, 'traffic', 'The record follows the new checks'),
      ]
    : [];
}

function reprotect(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  return {
    title: `${standby} stands by for ${active} again`,
    declaration: [['continuity', 'declare', 'normal', standby]],
    needs: [active, standby, 'every control plane: in peace'],
    decides: 'the operator, in working hours: users notice nothing',
    waves: [
      wave('stand by', 'New generations beside the old ones, which are kept', [
        applyOf(input, active, `Recovery stack of ${active}`),
        applyOf(input, standby, `Recovery stack of ${standby}`),
      ]),
      wave('links', 'Replication in the other direction', [
        applyOf(input, 'links', 'Replication between the sites'),
        ...stepsAt(input, standby, 'reprotect'),
      ]),
      wave('traffic', 'The switch rests on the new active site', trafficTurn(input)),
    ],
  };
}

function fenceForSwitch(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  const lags = stepsAt(input, standby, 'lag');
  return {
    title: `Prepare a planned switch of ${input.id}: fence ${active}, wait until nothing lags`,
    declaration: [['continuity', 'declare', 'fence', input.id, '--at', active]],
    needs: [active, standby],
    decides: 'the change manager: users see the maintenance page from here on',
    waves: [
      wave('fence', 'No write any more', [
        applyOf(input, active, `Recovery stack of ${active}, fenced`),
        ...stepsAt(input, active, 'fenced'),
      ]),
      wave('drain', 'Lag 0', [
        ...lags,
        record('lag', 'Write down the lag', { components: dataOf(input), after: lags.map((lag) => lag.id) }),
      ]),
    ],
  };
}

function plannedSwitch(input: ProcedureInput): Draft {
  const { taker, giver } = sidesOf(input);
  return {
    title: `Switch ${input.id} from ${giver} to ${taker}, without loss`,
    declaration: [['continuity', 'declare', 'switch', input.id, '--to', taker, '--by', 'NAME']],
    needs: [taker],
    decides: 'the change manager',
    waves: [
      wave('pre-checks', 'The standby can take over', stepsAt(input, taker, 'before')),
      wave('promote', 'Data first, then the entrance', [
        record('started', 'Write down that the promotion begins', { components: dataOf(input) }),
        applyOf(input, taker, `Promote and open ${taker}`, { pointOfNoReturn: true, undo: undefined }),
      ]),
      wave('verify', 'Data is writable, users arrive', [...stepsAt(input, taker, 'verify'), ...arrive(input)]),
      wave('evidence', 'Then synthesize, and reprotect', [
        record('completed', 'Write down that the promotion is verified', { components: dataOf(input) }),
      ]),
    ],
  };
}

function abort(input: ProcedureInput): Draft {
  const { active, standby } = input.plan;
  return {
    title: `A move of ${input.id} was given up before anything was promoted`,
    declaration: [['continuity', 'declare', 'abort', input.id]],
    needs: [standby],
    decides: decidesOf(input),
    waves: [
      wave('stand by', 'Both sites as before', [
        applyOf(input, standby, `Recovery stack of ${standby}, standing by`),
        applyOf(input, active, `Recovery stack of ${active}`),
      ]),
    ],
  };
}
