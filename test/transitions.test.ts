import fc from 'fast-check';
import { ContinuityError } from '../lib/words/errors';
import type { Sides } from '../lib/situation/facts';
import { refuseIllegal } from '../lib/situation/legal';
import { chainOf, facetsOf } from '../lib/situation/markers';
import type { Situation } from '../lib/situation/schema';
import { parseSituation, situationText } from '../lib/situation/text';
import { isCompleted, View } from '../lib/situation/view';
import { CASES, declaredIn, sidesOf } from './support/corpus';
import { afterStory, take, type Step } from './support/history';
import { everyTurn, explore, FAR, renamed, tryTurn, type Graph } from './support/situations';
import { works } from '../lib/words/posture';
import { declareApp, sheetsOf } from './support/synth';

const sides: Sides = {
  workload: 'billing',
  sites: ['aws:eu-west-3', 'aws:eu-central-1'],
  successors: ['aws:eu-north-1'],
  components: [
    { id: 'Invoices', flip: 'symmetric' },
    { id: 'Ledger', flip: 'promote', remade: true },
  ],
};
const TURNS = everyTurn(sides);
const numbers = (situation: Situation): number[] =>
  Object.values(situation.workloads['billing']?.components ?? {}).flatMap(({ at: places }) =>
    Object.values(places).map(({ generations }) => Math.max(...generations.map(({ number }) => number))),
  );

describe('Transitions: what an operator may declare', () => {
  const { nodes, edges, refused } = explore(sides, FAR);

  test(`${nodes.length} situations and ${edges.length} legal transitions are reached from normal`, () => {
    const names = nodes.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'normal',
        'lost A',
        'lost B',
        'lost A, failover to B',
        'lost A, failover to B, all completed',
        'lost A, lost B',
        'gone A',
        'gone B by C',
        'restore, restore begins, lost A, failover to B',
      ]),
    );
    expect(nodes.some(({ situation }) => Math.max(...numbers(situation)) >= 2)).toBe(true);
  });

  test(`each of the ${refused.length} other steps is refused with an id, the value and a fix`, () => {
    const mute = refused.filter(({ error: { details } }) => !/^DR-SIT-0\d$/.test(details.id ?? '') || !details.value || !details.fix);
    expect(mute.map(({ from, turn, error }) => `${from.name} → ${turn.name}: ${error.message}`)).toEqual([]);
  });
});

test('a graph between other sites, of other components, is the one that is explored there, but for the digests of its markers', () => {
  const [A, B, C] = ['oci:eu-paris-1', 'oci:eu-frankfurt-1', 'oci:eu-milan-1'] as const;
  const components = sides.components.map((one, i) => ({ ...one, id: ['Archive', 'Orders'][i] as string }));
  const other: Sides = { ...sides, sites: [A, B], successors: [C], components };
  const told = ({ nodes, edges }: Graph): unknown =>
    [...nodes, ...edges.map(({ to }) => to)].map(({ situation }) => JSON.stringify(situation).replace(/"[0-9a-f]{12}"/g, '"digest"'));
  const reach = { moves: 1, unusual: 1, astray: 1 };
  expect(told(renamed(explore(sides, reach), sides, other))).toEqual(told(explore(other, reach)));
});

interface Accepted {
  readonly history: string;
  readonly before: Situation;
  readonly now: Situation;
  readonly acts: readonly Step[];
}

/** Random histories: at each turn any of the steps that are accepted, with the refusals on the way. */
function walk(choices: readonly number[]): Accepted[] {
  const accepted: Accepted[] = [];
  let situation = afterStory('standing', sides);
  choices.forEach((choice, i) => {
    const untouched = structuredClone(situation);
    const next = TURNS.flatMap((turn) => {
      const now = tryTurn({ name: '', situation, history: choices.slice(0, i).map(String) }, turn, sides);
      return now instanceof ContinuityError || now === situation
        ? []
        : [{ history: [accepted.at(-1)?.history, turn.name].join(', '), before: situation, now, acts: turn.acts }];
    });
    expect(situation).toEqual(untouched);
    const taken = next[choice % next.length];
    if (!taken) return;
    accepted.push(taken);
    situation = taken.now;
  });
  return accepted;
}

describe('Transitions: what the runner writes down ends a move', () => {
  test.each(CASES)('$title', (one) => {
    const own = sidesOf(one);
    const began = afterStory('standing, lost A, failover B', own);
    const acts = sheetsOf(declareApp(declaredIn(one), began).workload, began)
      .find(({ due }) => due)!
      .waves.flatMap(({ actions }) => actions)
      .flatMap((action) =>
        action.do === 'record' && (action.record === 'started' || action.record === 'completed')
          ? [{ record: action.record, workload: own.workload, components: action.components ?? [] }]
          : [],
      );
    expect(acts.map(({ record }) => record)).toEqual(['started', 'completed']);
    const ended = acts.reduce((now, act) => take(now, act, [own]), began);
    expect(isCompleted(new View(ended, own).own.moves[0]!)).toBe(true);
  });
});

describe('Transitions: what holds after any sequence that is accepted', () => {
  const walks = fc.sample(fc.array(fc.nat(), { minLength: 25, maxLength: 25 }), 40).flatMap(walk);
  /** Histories in which something does not hold, the shortest first. */
  const broken = (holds: (accepted: Accepted) => boolean): string[] =>
    walks
      .filter((accepted) => !holds(accepted))
      .map(({ history }) => history)
      .sort((a, b) => a.length - b.length)
      .slice(0, 3);
  const movesOf = (situation: Situation) => situation.workloads['billing']?.moves ?? [];

  test('the histories go far enough to move generations', () => {
    expect(walks.filter(({ now }) => Math.max(0, ...numbers(now)) > 0).length).toBeGreaterThan(20);
  });

  test('one site is active, and one at most serves or is closed', () => {
    expect(
      broken(({ now }) => {
        const view = new View(now, sides);
        const known = [...view.own.sites, ...view.own.freed];
        return view.own.sites.includes(view.active) && known.filter((site) => works(view.role(site))).length <= 1;
      }),
    ).toEqual([]);
  });

  test('the file can be read again, and is legal', () => {
    walks.forEach(({ now }) => {
      const read = parseSituation(situationText(now), 'situation.json');
      expect(read).toEqual(now);
      refuseIllegal(read, [sides], 'situation.json');
    });
  });

  test('the sequence grows by one with a declaration, and with a record that changes a stack', () => {
    expect(
      broken(({ before, now, acts }) => {
        const lines = now.log.slice(before.log.length);
        const counted = lines.filter(({ what, marks }) => 'op' in what || Object.keys(marks).length > 0).length;
        return lines.length <= acts.length && now.sequence - before.sequence === counted;
      }),
    ).toEqual([]);
  });

  test('the log is only added to, and each change of what a stack depends on gives it a marker of its own', () => {
    expect(
      broken(({ before, now }) => {
        const [was, is] = [facetsOf(before, sides), facetsOf(now, sides)];
        const chains = (situation: Situation, stack: string): string => chainOf(situation, 'billing', stack).join();
        return (
          JSON.stringify(now.log.slice(0, before.log.length)) === JSON.stringify(before.log) &&
          Object.keys(is).every(
            (stack) =>
              was[stack] === is[stack] || new View(now, sides).isOut(stack) || chains(now, stack).startsWith(`${chains(before, stack)},`),
          )
        );
      }),
    ).toEqual([]);
  });

  test('a number of a generation is never used twice, and never goes back', () => {
    expect(
      broken(({ before, now }) =>
        Object.entries(before.workloads['billing']?.components ?? {}).every(([id, { at: places }]) =>
          Object.entries(places).every(([site, { generations }]) => {
            const later = now.workloads['billing']?.components[id]?.at[site]?.generations ?? [];
            return generations.every(({ number, flip }, i) => later[i]?.number === number && later[i]?.flip === flip);
          }),
        ),
      ),
    ).toEqual([]);
  });

  test('the role moves only to a site whose region is normal, or goes back with an abort, which ends where the promotion had been begun', () => {
    expect(
      broken(({ before, now, acts }) => {
        const [was, is] = [new View(before, sides), new View(now, sides)];
        const ops = acts.flatMap((act) => ('op' in act ? [act.op] : []));
        if (is.active === was.active) return true;
        const isBegun = acts.some((act) => 'record' in act && act.record === 'started');
        return isBegun || ops.includes('abort') || (ops.some((op) => op === 'failover' || op === 'switch') && !before.status[is.active]);
      }),
    ).toEqual([]);
  });

  test('moves are only added to: one is completed or given up, never rewritten', () => {
    expect(
      broken(({ before, now }) =>
        movesOf(before).every((move, i) => {
          const same = movesOf(now)[i];
          return same !== undefined && same.from === move.from && same.to === move.to && same.at === move.at && same.by === move.by;
        }),
      ),
    ).toEqual([]);
  });
});
