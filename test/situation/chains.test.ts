import { ContinuityError } from '../../lib/words/errors';
import { chainOf, markKey, markOf } from '../../lib/situation/markers';
import { merge } from '../../lib/situation/merge';
import type { Situation } from '../../lib/situation/schema';
import { said, type Step } from '../support/history';
import { A, ALL, B, ESTABLISHED, SIDES, take, workload } from './world';

const STEPS: readonly Step[] = [
  { op: 'lost', site: A },
  { op: 'avoid', site: A },
  { op: 'normal', site: A },
  { op: 'failover', workload, to: B, acceptLoss: true },
  { op: 'abort', workload },
  { record: 'started', workload, components: ALL },
];

/** A planned move that is begun early, by one step or two, and given up. */
const EARLY: readonly Step[] = [
  { op: 'close', workload, at: A },
  { op: 'fence', workload, at: A },
  { op: 'switch', workload, to: B },
  { op: 'abort', workload },
  { record: 'undone', workload },
  { record: 'started', workload, components: ALL },
];

/** Two people, each with a file of their own and every output that was ever made of it, and what stands in the cloud. */
interface World {
  readonly files: readonly [readonly Situation[], readonly Situation[]];
  readonly stands: Situation;
  readonly path: readonly string[];
}

/** Whether a pipeline may apply an output where another one stands. */
type Rule = (output: Situation, stands: Situation, stack: string) => boolean;

const byChain: Rule = (output, stands, stack) => chainOf(output, workload, stack).includes(markOf(stands, workload, stack).id);
const bySequence: Rule = (output, stands) => stands.sequence <= output.sequence;
const byPlace: Rule = (output, stands, stack) => markOf(stands, workload, stack).sequence <= markOf(output, workload, stack).sequence;
const byOwnMarker: Rule = (output, stands, stack) => markOf(output, workload, stack).id === markOf(stands, workload, stack).id;

const attempt = (work: () => Situation): Situation | undefined => {
  try {
    return work();
  } catch (error) {
    if (error instanceof ContinuityError) return undefined;
    throw error;
  }
};

/** What one person can say next; a file that was reached by the same words is the same object. */
const memo = new Map<Situation, Map<string, Situation | undefined>>();
function say(file: Situation, step: Step, by: string): Situation | undefined {
  const key = `${by} ${JSON.stringify(step)}`;
  const known = memo.get(file) ?? new Map<string, Situation | undefined>();
  memo.set(file, known);
  if (!known.has(key))
    known.set(
      key,
      attempt(() => take(file, step, SIDES, said(file.log.length, by))),
    );
  return known.get(key);
}

const PEOPLE = ['Ada', 'Bob'] as const;
const last = (outputs: readonly Situation[]): Situation => outputs[outputs.length - 1] as Situation;

/** What can happen next: a declaration, a record, one file taken in by the other person, or an output applied. */
function nextOf({ files, stands, path }: World, rule: Rule, stack: string, steps: readonly Step[]): World[] {
  const out: World[] = [];
  for (const i of [0, 1] as const) {
    const own = last(files[i]);
    const grown = (name: string, file: Situation | undefined): void => {
      if (!file || file === own) return;
      const outputs = [...files[i], file];
      out.push({ files: i === 0 ? [outputs, files[1]] : [files[0], outputs], stands, path: [...path, `${PEOPLE[i]}: ${name}`] });
    };
    for (const step of steps) grown(JSON.stringify(step), say(own, step, PEOPLE[i]));
    const other = last(files[i === 0 ? 1 : 0]);
    grown(
      'merge',
      attempt(() => merge(own, other, [SIDES], said(own.log.length, PEOPLE[i]))),
    );
    files[i].forEach((output, k) => {
      if (output !== stands && rule(output, stands, stack))
        out.push({ files, stands: output, path: [...path, `${PEOPLE[i]}: apply ${k}`] });
    });
  }
  return out;
}

/** What the content that stands was made of and the output does not know. */
function unknown(output: Situation, stands: Situation, stack: string): unknown[] {
  const key = markKey(workload, stack);
  const lines = new Set(output.log.map(({ by, at, marks }) => JSON.stringify([by, at, marks[key]])));
  return stands.log.filter(({ by, at, marks }) => marks[key] !== undefined && !lines.has(JSON.stringify([by, at, marks[key]])));
}

const ids = new Map<Situation, number>();
const idOf = (situation: Situation): number => {
  if (!ids.has(situation)) ids.set(situation, ids.size);
  return ids.get(situation) as number;
};

/** Breadth first: every accepted apply that forgets something, the shortest way to it first. */
function search(
  rule: Rule,
  stack: string,
  depth: number,
  steps = STEPS,
): { readonly forgets: string[][]; readonly worlds: number; readonly stale: string[][] } {
  const [forgets, stale, seen]: [string[][], string[][], Set<string>] = [[], [], new Set()];
  let layer: World[] = [{ files: [[ESTABLISHED], [ESTABLISHED]], stands: ESTABLISHED, path: [] }];
  for (let i = 0; i < depth; i += 1) {
    const next: World[] = [];
    for (const world of layer)
      for (const to of nextOf(world, rule, stack, steps)) {
        if (to.stands !== world.stands && unknown(to.stands, world.stands, stack).length > 0) forgets.push([...to.path]);
        const key = [...to.files.map((outputs) => outputs.map(idOf).join()), idOf(to.stands)].join('|');
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(to);
        for (const outputs of to.files) if (outputs.includes(to.stands) && !rule(last(outputs), to.stands, stack)) stale.push([...to.path]);
      }
    layer = next;
  }
  return { forgets, worlds: seen.size, stale };
}

describe('Law 11 on chains: what stands is replaced only by what knows it', () => {
  test.each([
    [A, 4],
    [B, 5],
  ] as const)('of two people and all their outputs, none is accepted at %s that forgets what was done (%i steps)', (stack, depth) => {
    const { forgets, stale, worlds } = search(byChain, stack, depth);
    expect(worlds).toBeGreaterThan(200);
    expect(forgets.slice(0, 3)).toEqual([]);
    // What was made later of the file that stands is never refused.
    expect(stale.slice(0, 3)).toEqual([]);
  });

  test('nor of a site that is closed, fenced and given back', () => {
    const { forgets, stale, worlds } = search(byChain, A, 4, EARLY);
    expect(worlds).toBeGreaterThan(200);
    expect([forgets.slice(0, 3), stale.slice(0, 3)]).toEqual([[], []]);
    expect(search(bySequence, A, 4, EARLY).forgets.length).toBeGreaterThan(0);
  });

  test('a merged file is accepted over both of its branches, and neither over it', () => {
    const ada = take(
      take(ESTABLISHED, { op: 'avoid', site: A }, SIDES, said(1, 'Ada')),
      { record: 'fenced', workload, site: A },
      SIDES,
      said(2, 'Ada'),
    );
    const from = take(ESTABLISHED, { op: 'avoid', site: A }, SIDES, said(1, 'Ada'));
    const bob = take(from, { op: 'failover', workload, to: B }, SIDES, said(3, 'Bob'));
    const merged = merge(ada, bob, [SIDES], said(9));
    for (const one of [ada, bob]) {
      expect(byChain(merged, one, B)).toBe(true);
      expect(byChain(merged, one, A)).toBe(true);
    }
    expect(byChain(ada, merged, B)).toBe(false);
    expect(byChain(bob, merged, B)).toBe(false);
  });

  test('mutant: sequences compared let a tie through', () => {
    const { forgets } = search(bySequence, B, 4);
    expect(forgets[0]).toHaveLength(4);
  });

  test('mutant: places in the log compared let a longer branch through, that does not know what was done', () => {
    const { forgets } = search(byPlace, B, 4);
    expect(forgets[0]).toHaveLength(4);
  });

  test('mutant: the marker alone, without its chain, refuses what was made later of the same file', () => {
    const { forgets, stale } = search(byOwnMarker, B, 4);
    expect(forgets).toEqual([]);
    expect(stale.length).toBeGreaterThan(0);
  });
});
