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

/** A planned move is asked for in its own words on paper, too, before anybody declared it. */
const inputOf = (input: ProcedureInput, transition: Transition): ProcedureInput =>
  input.plan.planned && PLANNED.includes(transition) ? { ...input, plan: { ...input.plan, steps: input.plan.planned } } : input;

/** The procedure of every transition of a workload; the one that the declared situation calls for is due. */
export function proceduresOf(input: ProcedureInput): Procedure[] {
  const { due } = input.plan.progress;
  return (Object.keys(DRAFTS) as Transition[]).map((transition) =>
    finish(input, transition, transition === due, DRAFTS[transition](inputOf(input, transition))),
  );
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
