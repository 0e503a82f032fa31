import { ContinuityError } from '../../lib/words/errors';
import { adviceOf } from '../../lib/situation/advice';
import { works } from '../../lib/words/posture';
import type { Sides } from '../../lib/situation/facts';
import { dueOf, phaseOf, PHASES, type PhaseRow } from '../../lib/situation/phases';
import type { Situation } from '../../lib/situation/schema';
import { attempt, type Step } from '../support/history';
import { A, B, C, ESTABLISHED, recordsOf, SIDES, viewOf, wayHome, workload } from './world';

const STEPS: readonly Step[] = [
  ...[A, B, C].flatMap((site): Step[] => [
    ...(['lost', 'avoid', 'normal'] as const).map((op): Step => ({ op, site })),
    { op: 'gone', site },
    { op: 'gone', site, replacedBy: C },
    { op: 'failover', workload, to: site, acceptLoss: true },
    { op: 'switch', workload, to: site },
    { op: 'close', workload, at: site },
    { op: 'fence', workload, at: site },
  ]),
  { op: 'abort', workload },
];

interface Node {
  readonly situation: Situation;
  readonly path: readonly string[];
}

/** What a situation says, its moments, people and log apart. */
const factsOf = ({ status, workloads }: Situation): string =>
  JSON.stringify({ status, workloads }).replace(/"(?:at|since|until|by|aborted|undone)":"[^"]*",?/g, '');

/** Every situation that declarations, and runs that died anywhere, can reach: two moves deep, to some depth. */
function explore(sides: Sides, depth: number, most: number): Node[] {
  const seen = new Set<string>();
  const all: Node[] = [];
  let layer: Node[] = [{ situation: ESTABLISHED, path: [] }];
  for (let i = 0; i <= depth && all.length < most; i += 1) {
    const next: Node[] = [];
    for (const node of layer) {
      const key = factsOf(node.situation);
      if (seen.has(key) || all.length >= most) continue;
      seen.add(key);
      all.push(node);
      const records = recordsOf(viewOf(node.situation, sides)).slice(0, 1);
      for (const step of [...STEPS, ...records]) {
        const to = attempt(node.situation, step, [sides]);
        if (to instanceof ContinuityError) continue;
        const moves = to.workloads[workload]?.moves.length ?? 0;
        if (to !== node.situation && moves <= 2) next.push({ situation: { ...to, log: [] }, path: [...node.path, JSON.stringify(step)] });
      }
    }
    layer = next;
  }
  return all;
}

const NODES = explore(SIDES, 9, 1500);

describe('Law 13 on the rules: no dead end', () => {
  test('the search goes far enough to see every phase', () => {
    expect([...new Set(NODES.map(({ situation }) => phaseOf(viewOf(situation))))].sort()).toEqual(
      [
        'aborting',
        'both-lost',
        'closing',
        'failing-over',
        'fencing',
        'interrupted',
        'normal',
        'not-trusted',
        'old-side-lost',
        'preparing',
        'standby-fenced',
        'standby-lost',
        'switching',
        'target-lost',
        'target-not-trusted',
        'unprotected',
      ].sort(),
    );
  });

  test('from every situation a person who only follows the product gets to normal and protected, once every region is back', () => {
    const lost = NODES.map(({ situation, path }) => [...path, '|', ...wayHome(situation)]).filter((path) => path.at(-1) === 'NO WAY');
    expect(lost.sort((a, b) => a.length - b.length).slice(0, 3)).toEqual([]);
  });

  test('while a procedure only waits, something may be declared', () => {
    const mute = NODES.filter(({ situation }) => dueOf(viewOf(situation)) === 'hold' && adviceOf(situation, SIDES, [SIDES]).length === 0);
    expect(mute.map(({ path }) => path).slice(0, 3)).toEqual([]);
  });

  test('one site at most serves or is closed, and never one that is out, owes a fence, or gives the role up', () => {
    const wrong = NODES.filter(({ situation }) => {
      const view = viewOf(situation);
      const working = [A, B, C].filter((site) => works(view.role(site)));
      return working.length > 1 || working.some((site) => view.isOut(site) || view.owes(site) || view.open?.from === site);
    });
    expect(wrong.map(({ path }) => path).slice(0, 3)).toEqual([]);
  });

  test('the status of a region is never refused, for a site of the pair', () => {
    const refused = NODES.flatMap(({ situation, path }) =>
      viewOf(situation).own.sites.flatMap((site) =>
        (['lost', 'avoid', 'normal', 'gone'] as const)
          .filter((op) => attempt(situation, { op, site }, [SIDES]) instanceof ContinuityError)
          .map((op) => [...path, `${op} ${site}`]),
      ),
    );
    expect(refused).toEqual([]);
  });

  test.each(['target-lost', 'old-side-lost', 'interrupted', 'target-not-trusted', 'standby-lost'])(
    'the search finds the dead end of a table whose line %s advises nothing',
    (phase) => {
      const row = PHASES.find((one) => one.phase === phase) as PhaseRow;
      const spy = jest.spyOn(row, 'then').mockReturnValue([]);
      const stuck = NODES.filter(({ situation }) => phaseOf(viewOf(situation)) === phase && wayHome(situation).at(-1) === 'NO WAY');
      spy.mockRestore();
      expect(stuck.length).toBeGreaterThan(0);
    },
  );

  test('where one region is destroyed, its successor takes its place', () => {
    const ways = NODES.filter(({ situation }) => [A, B].filter((site) => viewOf(situation).isOut(site)).length === 1)
      .filter(({ situation }) => viewOf(situation).own.freed.length === 0 && situation.status[C] === undefined)
      .map(({ situation, path }) => {
        const dead = [A, B].find((site) => viewOf(situation).isOut(site)) as string;
        return [...path, '|', ...wayHome(situation, SIDES, dead)];
      })
      .filter((path) => path.at(-1) === 'NO WAY');
    expect(ways.sort((a, b) => a.length - b.length).slice(0, 3)).toEqual([]);
  });
});
