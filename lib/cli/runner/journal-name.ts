import { digest } from '../../situation/markers';
import { concerns, sitesOf, type Sides } from '../../situation/facts';
import type { Situation } from '../../situation/schema';
import { isMove, type Transition } from '../../situation/phases';

/**
 * The name of a journal: the workload, the transition, its number in the history, and a digest of what was declared then. What is said of
 * others goes by it; what is declared again, in a file that was put back, has another one.
 */
export function journalName(situation: Situation, sides: Sides, transition: Transition): string {
  const said = situation.log.filter((line) => 'op' in line.what && concerns(line, sitesOf(situation, sides), sides.workload));
  const moves = situation.workloads[sides.workload]?.moves ?? [];
  const move = isMove(transition) ? moves.at(-1) : undefined;
  const [number, words] = move ? [moves.length, [move.from, move.to, move.by, move.at]] : [said.length, said.at(-1) ?? null];
  return `${sides.workload}-${transition}-${number}-${digest(JSON.stringify(words)).slice(0, 8)}.jsonl`;
}
