import type { Transition } from '../situation/phases';
import type { Procedure, Wave } from '../words/actions';
import { abort, failover, fence, hold, standbyLost } from './disaster';
import type { Draft, ProcedureInput } from './draft';
import { restore, unrestored } from './restore';
import { withUndo } from './undoing';
import { close, establish, plannedSwitch, prepare, reprotect } from './peace';

export type { ProcedureInput } from './draft';

const DRAFTS: Readonly<Record<Transition, (input: ProcedureInput) => Draft>> = {
  establish,
  hold,
  'standby-lost': standbyLost,
  failover,
  fence,
  reprotect,
  close,
  prepare,
  switch: plannedSwitch,
  restore,
  abort: (input) => (input.plan.progress.restores ? unrestored(input) : abort(input)),
};

/** What leads to a planned move. */
const PLANNED: readonly Transition[] = ['close', 'prepare', 'switch'];

/** What leads to a forced one, and tells of it. */
const FORCED: readonly Transition[] = ['failover', 'hold'];

/** Either move is asked for in its own words on paper, too, before anybody declared it, or while the other one is open. */
function inputOf(input: ProcedureInput, transition: Transition): ProcedureInput {
  const { planned, forced } = input.plan;
  const steps = PLANNED.includes(transition) ? planned : FORCED.includes(transition) ? forced : undefined;
  return steps ? { ...input, plan: { ...input.plan, steps } } : input;
}

/** The procedure of every transition of a workload; the one that the declared situation calls for is due. */
export function proceduresOf(input: ProcedureInput): Procedure[] {
  const { due } = input.plan.progress;
  return (Object.keys(DRAFTS) as Transition[]).map((transition) => {
    const own = inputOf(input, transition);
    return finish(own, transition, transition === due, DRAFTS[transition](own));
  });
}

const crosses = (waves: readonly Wave[]): boolean => waves.some(({ actions }) => actions.some(({ pointOfNoReturn }) => pointOfNoReturn));

function finish(input: ProcedureInput, transition: Transition, due: boolean, draft: Draft): Procedure {
  const { plan } = input;
  const waves = withUndo(
    input,
    transition,
    draft.waves.filter((wave) => wave.actions.length > 0),
  );
  const estimate = waves.flatMap((wave) => wave.actions).reduce((sum, action) => sum + action.usual, 0);
  return {
    transition,
    workload: plan.progress.workload,
    title: draft.title,
    due,
    declaration: draft.declaration.map((line) => [...line]),
    needs: [...new Set([...draft.needs, ...(crosses(waves) ? plan.leansOn : [])])].sort(),
    decides: draft.decides,
    estimate,
    waves,
  };
}
