import type { View } from '../situation/situation';
import type { Procedure, Transition } from './actions';
import { abort, failover, fence, hold, standbyLost } from './disaster';
import type { Draft, ProcedureInput } from './draft';
import { establish, fenceForSwitch, plannedSwitch, reprotect } from './peace';
import { phaseOf, type Phase } from './phase';

export type { ProcedureInput } from './draft';

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

function finish({ id, view }: ProcedureInput, transition: Transition, due: boolean, draft: Draft): Procedure {
  const waves = draft.waves.filter((wave) => wave.actions.length > 0);
  const estimate = waves.flatMap((wave) => wave.actions).reduce((sum, action) => sum + action.usual, 0);
  return {
    transition,
    workload: id,
    title: draft.title,
    due,
    // Two in a row, without a synthesis in between: the second one says which sequence it expects.
    declaration: draft.declaration.map((line, i) => [...line, ...(i > 0 ? ['--sequence', String(view.situation.sequence + i)] : [])]),
    needs: [...new Set(draft.needs)].sort(),
    decides: draft.decides,
    estimate,
    waves,
  };
}
