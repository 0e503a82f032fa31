import { adviceOf } from '../situation/advice';
import type { Sides } from '../situation/facts';
import { lineOf } from '../situation/lines';
import { rowOf, type Phase, type Transition } from '../situation/phases';
import type { Situation } from '../situation/schema';
import { View } from '../situation/view';

/** What a situation means for one workload, and what can be declared or run next. */
export interface Meaning {
  /** Where it stands, in one word. */
  readonly phase: Phase;
  /** The procedure that is due. */
  readonly due: Transition;
  /** Whether nothing is to be run: it only waits for a decision, or for nothing at all. */
  readonly isQuiet: boolean;
  /** For somebody who reads it at night. */
  readonly text: string;
  /** Command lines that are a choice now. */
  readonly commands: readonly (readonly string[])[];
}

/** Reads a situation for one workload: the line of the table of phases that holds. */
export function meaningOf(situation: Situation, sides: Sides, all: readonly Sides[]): Meaning {
  const view = new View(situation, sides);
  const row = rowOf(view);
  const due = row.due(view);
  const { active, standby } = view;
  const is = (site: string): string => (site === view.open?.to && view.role(site) === 'serving' ? 'is to serve' : ROLES[view.role(site)]);
  const sites = `${active} ${is(active)}, ${standby} ${is(standby)}`;
  const isQuiet = due === 'hold' || (due === 'establish' && row.phase === 'normal');
  const run = isQuiet ? [] : [['continuity', 'run', sides.workload, '--execute']];
  const why = due === 'hold' ? 'Decide: wait, or one of these:' : isQuiet ? '' : `Due: ${due}.`;
  return {
    phase: row.phase,
    due,
    isQuiet,
    text: [`${row.is}: ${sites}.`, why].filter(Boolean).join(' '),
    commands: [...run, ...adviceOf(situation, sides, all).map(lineOf)],
  };
}

const ROLES = { serving: 'serves', closed: 'is closed', standby: 'stands by', fenced: 'is fenced', withheld: 'is out' } as const;
