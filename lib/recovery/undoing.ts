import { lineOf } from '../situation/lines';
import { isMove, type Transition } from '../situation/phases';
import type { Declaration } from '../situation/words';
import type { Action, Wave } from '../words/actions';
import { isOut, type ProcedureInput } from './draft';
import { restoreOf } from './restore';

/** How what a procedure did is taken back, and of which of its steps that is true. */
interface Undoing {
  readonly undo: string;
  /** Its commands too: what takes it back undoes them. */
  readonly commands: boolean;
}

/** The command that declares it, and what follows it. */
const declared = (workload: string, line: readonly string[]): string =>
  `\`${line.join(' ')}\`, synthesize, \`continuity run ${workload} --execute\``;

/**
 * Says of each step how it is taken back: as the commands that do it, or not at all. Once it is recorded that a promotion began, a move
 * goes on; what comes after that is not undone.
 */
export function withUndo(input: ProcedureInput, transition: Transition, waves: readonly Wave[]): Wave[] {
  const undoing = undoingOf(input, transition);
  if (!undoing) return [...waves];
  let begun = input.plan.progress.open?.started !== undefined && (isMove(transition) || transition === 'restore');
  const told = (action: Action): Action => {
    begun ||= action.do === 'record' && action.record === 'started';
    const isOfKind = action.do === 'apply' || (action.do === 'command' && undoing.commands);
    const isLost = action.pointOfNoReturn || action.losesData !== undefined || begun;
    return isOfKind && !isLost && action.undo === undefined ? { ...action, undo: undoing.undo } : action;
  };
  return waves.map((wave) => ({ ...wave, actions: wave.actions.map(told) }));
}

function undoingOf(input: ProcedureInput, transition: Transition): Undoing | undefined {
  const { active, standby, progress } = input.plan;
  const { workload, fences } = progress;
  const by = (declaration: Declaration): string => declared(workload, lineOf(declaration));
  switch (transition) {
    case 'failover':
    case 'switch':
    case 'prepare':
    case 'restore':
      return { undo: by({ op: 'abort', workload }), commands: true };
    case 'close':
      return { undo: by({ op: 'abort', workload }), commands: false };
    case 'standby-lost':
      return { undo: `once it is well: ${by({ op: 'normal', site: standby })}`, commands: false };
    case 'fence':
      return { undo: fenceBack(input, fences.length > 0 ? fences : [standby]), commands: true };
    case 'abort':
      return { undo: `once it is recorded as undone: ${by(again(input))}`, commands: false };
    case 'establish':
      return {
        undo: `\`git revert COMMIT\` of the change in the code, synthesize, \`continuity run ${workload} --transition establish --execute\`; what holds data stays`,
        commands: false,
      };
    case 'reprotect':
      return { undo: `nothing to undo: ${active} serves as before, and what stood at ${standby} is kept`, commands: false };
    case 'hold':
      return undefined;
  }
}

/** A fence is lifted where its site stands by, or serves, again. */
function fenceBack({ plan: { progress } }: ProcedureInput, sites: readonly string[]): string {
  const lines = sites.map((site) => `\`${lineOf({ op: 'normal', site }).join(' ')}\``).join(', ');
  return `once it is well: ${lines}, synthesize, \`continuity run ${progress.workload} --execute\`: it stands by, or serves, again`;
}

/** The move that was given up, declared once more. */
function again(input: ProcedureInput): Declaration {
  const { taker: to, giver, workload, restores } = input.plan.progress;
  if (restores) return restoreOf(input);
  return { op: isOut(input, giver) ? 'failover' : 'switch', workload, to };
}
