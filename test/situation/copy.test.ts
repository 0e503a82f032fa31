import { ContinuityError } from '../../lib/words/errors';
import { copyOf } from '../../lib/situation/copy';
import { settled } from '../../lib/situation/declare';
import { parseSituation, situationText } from '../../lib/situation/text';
import { everyTurn, tryTurn, type Node } from '../support/situations';
import { after, SIDES, workload } from './world';

const STORY = 'lost A, failover B, run, normal A, run, run, switch A';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

describe('a copy', () => {
  const from = after(STORY);

  test('says the same, in the same order', () => {
    expect(JSON.stringify(copyOf(from))).toBe(JSON.stringify(from));
  });

  test('shares nothing of what is in force, and has a list of lines of its own', () => {
    const text = situationText(from);
    const copy = copyOf(from);
    const own = copy.workloads[workload]!;
    own.moves.at(-1)!.by = 'Eve';
    own.sites[0] = 'elsewhere';
    Object.values(own.components)[0]!.first = 'elsewhere';
    copy.status['elsewhere'] = { is: 'lost', since: '2026-11-21T03:00:00Z', by: 'Eve' };
    copy.log.pop();
    expect(situationText(from)).toBe(text);
  });

  test('shares the lines: what was said never changes', () => {
    expect(copyOf(from).log.every((entry, i) => entry === from.log[i])).toBe(true);
  });

  test('keeps a name that an object has by itself', () => {
    const odd = { ...from, status: JSON.parse('{"__proto__":{"is":"lost"}}') as typeof from.status };
    expect(JSON.stringify(copyOf(odd))).toBe(JSON.stringify(odd));
  });
});

test('nothing that is declared or recorded, and nothing that follows by itself, changes a situation that was there before', () => {
  let layer: Node[] = [{ name: '', situation: frozen(parseSituation(situationText(after('')), 'situation.json')), history: [] }];
  const taken = new Set<string>();
  for (let depth = 0; depth < 8; depth += 1) {
    const next = layer.flatMap((node) =>
      everyTurn(SIDES).flatMap((turn): Node[] => {
        const situation = tryTurn(node, turn, SIDES);
        if (situation instanceof ContinuityError || situation === node.situation) return [];
        settled(frozen(situation), [SIDES]);
        taken.add(turn.name);
        return [{ name: turn.name, situation, history: [...node.history, turn.name] }];
      }),
    );
    layer = next.filter((_, i) => i % Math.ceil(next.length / 12) === 0);
  }
  expect(taken.size).toBeGreaterThan(20);
});
