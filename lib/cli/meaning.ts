import type { Situation } from '../situation/schema';
import { isCompleted, View, type Sides } from '../situation/situation';

/** What a situation means for one workload, and what can be declared or run next. */
export interface Meaning {
  /** For somebody who reads it at night. */
  readonly text: string;
  /** Command lines that are a choice now. */
  readonly commands: readonly string[];
}

/** Reads a situation for one workload. */
export function meaningOf(situation: Situation, sides: Sides): Meaning {
  const view = new View(situation, sides);
  const { active, standby, last } = view;
  const id = sides.workload;
  const [here, there] = [view.role(active), view.role(standby)];
  if (last && last.kind !== 'initial' && !isCompleted(last))
    return say(`moves to ${active}; it is not done until this says so:`, `continuity run ${id} --execute`);
  if (here === 'withheld' && there === 'withheld')
    return say('both sites are out: nobody is served, and there is nowhere to go. Wait, or restore from the backups elsewhere.');
  if (here === 'fenced' && !situation.status[active])
    return say(
      `${active} is fenced for a planned switch: users see the maintenance page. Measure the lag, then switch:`,
      `continuity run ${id} --execute`,
      `continuity declare switch ${id} --to ${standby} --by NAME`,
    );
  if (here !== 'serving') return interrupted(id, view);
  if (there === 'withheld') return say(`${active} serves, WITHOUT a standby (${standby} is out), since ${view.unprotectedSince ?? 'now'}.`);
  if (there === 'fenced')
    return say(
      `${active} serves; ${standby} is fenced and protects nothing yet. Run its fence, then:`,
      `continuity declare normal ${standby}`,
    );
  return say(`${active} serves, ${standby} stands by.`);
}

function interrupted(id: string, view: View): Meaning {
  const { active, standby } = view;
  const what = `${active} is ${view.role(active) === 'withheld' ? 'out' : 'fenced'}: nobody is served.`;
  const there = view.role(standby);
  if (there !== 'standby') return say(`${what} ${standby} cannot take over: it is ${there}.`);
  return say(`${what} Decide: wait for it, or move:`, `continuity declare failover ${id} --to ${standby} --by NAME`);
}

const say = (text: string, ...commands: string[]): Meaning => ({ text, commands });
