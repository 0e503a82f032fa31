import fc from 'fast-check';
import { ContinuityError } from '../../lib/words/errors';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { chainOf, lifeOf, markOf } from '../../lib/situation/markers';
import { readSite } from '../../lib/situation/reading';
import { refuseIllegal } from '../../lib/situation/legal';
import { merge } from '../../lib/situation/merge';
import type { Situation } from '../../lib/situation/schema';
import { situationSchema } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import { said, take, type Step } from '../support/history';
import { A, ALL, B, C, SIDES } from './world';

const SHOP: Sides = { ...SIDES, workload: 'shop' };
const BOTH = [SIDES, SHOP];

/** The situation after steps, each an hour later than the one before, by one person. */
function story(from: Situation, by: string, ...steps: readonly Step[]): Situation {
  return steps.reduce((now, step) => take(now, step, BOTH, said(now.log.length + (by === 'Bob' ? 100 : 0), by)), from);
}

const lost = (site: string): Step => ({ op: 'lost', site });
const avoid = (site: string): Step => ({ op: 'avoid', site });
const normal = (site: string): Step => ({ op: 'normal', site });
const failover = (to: string, workload = 'billing'): Step => ({ op: 'failover', workload, to, acceptLoss: true });
const abort: Step = { op: 'abort', workload: 'billing' };
const started = (workload = 'billing', components = ALL): Step => ({ record: 'started', workload, components });
const completed = (workload = 'billing', components = ALL): Step => ({ record: 'completed', workload, components });
const standing = (workload = 'billing'): Step => ({ record: 'standing', workload, components: ALL });
const fenced = (site: string, workload = 'billing'): Step => ({ record: 'fenced', workload, site });
const undone: Step = { record: 'undone', workload: 'billing' };

const START = story(NORMAL, 'Ada', standing(), standing('shop'));
const LOST = story(START, 'Ada', lost(A));
const MOVING = story(LOST, 'Ada', failover(B));

test('an environment is the same one whatever was said on either branch, and another one where its file began anew', () => {
  const [ours, theirs] = [story(LOST, 'Ada', failover(B)), story(START, 'Bob', standing('shop'))];
  const lives = [START, ours, theirs, join(ours, theirs, 'ours')].map(lifeOf);
  expect(new Set(lives).size).toBe(1);
  expect(lifeOf(story(NORMAL, 'Bob', standing()))).not.toBe(lives[0]);
  expect(lifeOf(NORMAL)).toBe('0');
});

const facts = ({ status, workloads }: Situation): unknown => ({ status, workloads });
const STACKS = BOTH.flatMap(({ workload }) => [A, B, C, 'links', 'traffic'].map((stack) => [workload, stack] as const));
const join = (a: Situation, b: Situation, prefer?: 'ours' | 'theirs'): Situation => merge(a, b, BOTH, said(500, 'Eve'), prefer);

/** What is refused, as it is read. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ContinuityError && error.id === 'DR-SIT-11') return error.message;
    throw error;
  }
  return 'not refused';
}

/**
 * Where a side is preferred, what can be confirmed again may be left out; a promotion that was begun or done may not, but for the beginning
 * of a move that the preferred side gave up and recorded as undone: its taker was looked at.
 */
function isKept(what: Situation['log'][number]['what'], isPreferred: boolean, { workloads }: Situation): boolean {
  if (!('record' in what)) return false;
  const isUndone = workloads[what.workload]?.moves.some(({ undone, started: begun }) => undone !== undefined && begun === undefined);
  return !isPreferred || what.record === 'completed' || (what.record === 'started' && isUndone !== true);
}

/** What holds of every merged file: both chains are followed, the marker is new, every record is kept, and the file may be read. */
function expectFollowed(merged: Situation, a: Situation, b: Situation, isPreferred = false): void {
  expect(() => situationSchema.parse(merged)).not.toThrow();
  expect(merged.sequence).toBe(Math.max(a.sequence, b.sequence) + 1);
  for (const [workload, stack] of STACKS) {
    const [own, ...others] = [merged, a, b].map((one) => markOf(one, workload, stack).id);
    for (const one of [a, b]) expect(chainOf(merged, workload, stack)).toEqual(expect.arrayContaining(chainOf(one, workload, stack)));
    if (new Set(others).size > 1) expect(others).not.toContain(own);
  }
  for (const { what, by, at, marks } of [...a.log, ...b.log]) {
    const line = merged.log.find((one) => one.by === by && one.at === at && JSON.stringify(one.marks) === JSON.stringify(marks));
    expect(line).toBeDefined();
    if (isKept(what, isPreferred, merged)) expect(line?.what).toEqual(what);
  }
  expect(askedBy(merged)).toEqual(expect.arrayContaining([...askedBy(a), ...askedBy(b)]));
}

/** Every generation that may exist, where the merged pair has its site: one that is forgotten is refused by its marker (VANISHED). */
const askedBy = ({ workloads }: Situation): string[] =>
  Object.entries(workloads).flatMap(([workload, { components }]) =>
    Object.entries(components).flatMap(([id, { at }]) =>
      [A, B].flatMap((site) =>
        (at[site]?.generations ?? []).filter((g) => g.asked).map(({ number }) => `${workload} ${id} ${site} ${number}`),
      ),
    ),
  );

describe('What is united without a question', () => {
  test('a branch that is behind, and one that is ahead', () => {
    expect(join(LOST, START)).toBe(LOST);
    expect(join(START, LOST)).toBe(LOST);
    expect(join(LOST, LOST)).toBe(LOST);
    expect(join(NORMAL, LOST)).toBe(LOST);
  });

  test('records of two workloads', () => {
    const both = story(MOVING, 'Ada', failover(B, 'shop'));
    const a = story(both, 'Ada', started(), completed());
    const b = story(both, 'Bob', started('shop'));
    const merged = join(a, b);
    expectFollowed(merged, a, b);
    expect(merged.workloads['billing']).toEqual(a.workloads['billing']);
    expect(merged.workloads['shop']).toEqual(b.workloads['shop']);
    expect(merged.log.slice(0, a.log.length)).toEqual(a.log);
    expect(merged.log.at(-1)).toMatchObject({ what: { op: 'merged', sequence: merged.sequence }, by: 'Eve' });
  });

  test('components of one move that two runners promoted, and what both of them recorded', () => {
    const a = story(MOVING, 'Ada', started(), completed('billing', ['Ledger']));
    const b = story(MOVING, 'Bob', started(), completed('billing', ['Invoices']));
    const merged = join(a, b);
    expectFollowed(merged, a, b);
    expect(new View(merged, SIDES).open).toBeUndefined();
    expect(facts(join(b, a))).toEqual(facts(merged));
  });

  test('a region that is normal on one branch and left by a failover on the other: only one order is possible', () => {
    const a = story(LOST, 'Ada', normal(A));
    const b = story(LOST, 'Bob', failover(B));
    const merged = join(a, b);
    expectFollowed(merged, a, b);
    expect(merged.status).toEqual({});
    expect(new View(merged, SIDES).open?.to).toBe(B);
    expect(facts(join(b, a))).toEqual(facts(merged));
  });

  test('one status said by two people, and what only one of them did then', () => {
    const a = story(START, 'Ada', lost(A), failover(B), started());
    const b = story(START, 'Bob', lost(A));
    const merged = join(a, b);
    expectFollowed(merged, a, b);
    expect(new View(merged, SIDES).open?.started).toEqual(ALL);
    expect(facts(join(b, a))).toEqual(facts(merged));
  });

  test('a fence confirmed before a failover that it did not know is confirmed again', () => {
    const from = story(START, 'Ada', avoid(A));
    const [a, b] = [story(from, 'Ada', fenced(A)), story(from, 'Bob', failover(B))];
    const merged = join(a, b);
    expectFollowed(merged, a, b);
    expect(new View(merged, SIDES).fencesDue).toEqual([A]);
    expect(facts(join(b, a))).toEqual(facts(merged));
  });
});

describe('What is asked about', () => {
  test('files that are not branches of one file', () => {
    expect(refusal(() => join(story(NORMAL, 'Ada', lost(A)), story(NORMAL, 'Bob', lost(A))))).toMatch('not two branches of one file');
  });

  test('two statuses of one region, by whom and when; the preferred one counts, and the other is followed', () => {
    const [a, b] = [story(START, 'Ada', lost(A)), story(START, 'Bob', avoid(A))];
    const asked = refusal(() => join(a, b));
    expect(asked).toMatch(`${A} has two statuses`);
    expect(asked).toMatch(`ours: lost ${A}, by Ada at ${said(2).at}; theirs: avoid ${A}, by Bob at ${said(102).at}`);
    expect(asked).toMatch('--prefer ours or --prefer theirs');
    for (const prefer of ['ours', 'theirs'] as const) {
      const merged = join(a, b, prefer);
      expectFollowed(merged, a, b);
      expect(merged.status).toEqual((prefer === 'ours' ? a : b).status);
    }
  });

  test('what only the other side asked for may exist, and leaves', () => {
    const moved = story(START, 'Ada', avoid(A), failover(B), started(), completed(), fenced(A));
    const theirs = story(moved, 'Bob', normal(A));
    const ours = story(moved, 'Ada', avoid(A));
    const made = theirs.workloads['billing']?.components['Ledger']?.at[A]?.generations.at(-1);
    expect(made).toMatchObject({ number: 1, asked: true });
    const merged = join(ours, theirs, 'ours');
    expectFollowed(merged, ours, theirs, true);
    expect(new View(merged, SIDES).currentOf('Ledger', A)).not.toBe(0);
    expect(readSite(new View(merged, SIDES), A).components.find(({ component }) => component === 'Ledger')?.leaves).toContain(1);
  });

  test('two statuses of one region are asked about even where only one order is possible', () => {
    const gone = story(START, 'Ada', lost(B), { op: 'gone', site: B, replacedBy: C });
    const a = story(gone, 'Ada', standing(), avoid(B));
    const b = story(gone, 'Bob', normal(B));
    expect(refusal(() => join(a, b))).toMatch(`${B} has two statuses`);
  });

  test('two moves with one number; the records of the other are records of the preferred one', () => {
    const a = story(LOST, 'Ada', failover(B));
    const b = story(LOST, 'Bob', failover(B), started());
    expect(refusal(() => join(a, b))).toMatch('Two moves of billing have number 1');
    const merged = join(a, b, 'ours');
    expectFollowed(merged, a, b);
    expect(new View(merged, SIDES).open).toMatchObject({ by: 'Ada', started: ALL });
    expect(join(b, a, 'ours').workloads).toEqual(b.workloads);
  });

  test('a record of another move than the preferred one is never forgotten', () => {
    const a = story(START, 'Ada', { op: 'switch', workload: 'billing', to: B }, abort, undone, lost(B), normal(B));
    const b = story(START, 'Bob', lost(A), failover(B), started(), completed(), normal(A), fenced(A), standing());
    const back = story(b, 'Bob', { op: 'switch', workload: 'billing', to: A }, started());
    expect(refusal(() => join(a, back, 'ours'))).toMatch('would be forgotten');
  });

  test('each moved another workload, and said of its site what would have forbidden the other: both moves happened', () => {
    const moved = (workload: string): Step[] => [
      { op: 'switch', workload, to: B },
      ...[fenced(A, workload), started(workload), completed(workload)],
    ];
    const a = story(START, 'Ada', ...moved('shop'), avoid(B));
    const b = story(START, 'Bob', ...moved('billing'), lost(B), normal(B));
    expect(refusal(() => join(a, b))).toMatch(`${B} has two statuses`);
    for (const [prefer, status] of [
      ['ours', 'avoid'],
      ['theirs', undefined],
    ] as const) {
      const merged = join(a, b, prefer);
      expectFollowed(merged, a, b, true);
      expect(BOTH.map((sides) => new View(merged, sides).active)).toEqual([B, B]);
      expect(merged.status[B]?.is).toBe(status);
    }
  });

  test('abort versus started: what happened wins', () => {
    const [a, b] = [story(MOVING, 'Ada', abort), story(MOVING, 'Bob', started())];
    expect(refusal(() => join(a, b))).toMatch('ours: abort billing, by Ada');
    const forgotten = refusal(() => join(a, b, 'ours'));
    expect(forgotten).toMatch('would be forgotten');
    expect(forgotten).toMatch('--prefer theirs');
    const merged = join(a, b, 'theirs');
    expectFollowed(merged, a, b);
    expect(new View(merged, SIDES).open?.started).toEqual(ALL);
  });

  test('abort and undone versus started: asked, and a side may be preferred, since the taker was looked at', () => {
    const [a, b] = [story(MOVING, 'Ada', abort, undone), story(MOVING, 'Bob', started())];
    expect(refusal(() => join(a, b))).not.toBe('not refused');
    const merged = join(a, b, 'ours');
    for (const one of [a, b]) expect(chainOf(merged, 'billing', B)).toEqual(expect.arrayContaining(chainOf(one, 'billing', B)));
    expect([new View(merged, SIDES).open, new View(merged, SIDES).aborting]).toEqual([undefined, undefined]);
    const completedToo = story(b, 'Bob', completed());
    expect(refusal(() => join(a, completedToo, 'ours'))).toMatch('would be forgotten');
  });

  test.each([
    ['is made again: nobody could have left it', [abort], [B, A]],
    ['and recorded as undone: the role is where it went back to', [abort, undone], [B]],
  ] as const)('a move back from one that the preferred side gave up %s', (_, given, targets) => {
    const moving = story(START, 'Ada', { op: 'switch', workload: 'billing', to: B }, lost(B));
    const [a, b] = [story(moving, 'Ada', failover(A), started(), completed()), story(moving, 'Bob', ...given)];
    const merged = join(a, b, 'theirs');
    refuseIllegal(merged, BOTH, 'situation.json');
    const view = new View(merged, SIDES);
    expect(view.active).toBe(A);
    expect(merged.workloads.billing?.moves.map(({ to }) => to)).toEqual(targets);
  });

  test('what was seen to stand by is no other generation, which the other branch began meanwhile', () => {
    const moved = story(MOVING, 'Ada', started(), completed(), normal(A), fenced(A));
    const [a, b] = [story(moved, 'Ada', avoid(A), fenced(A), normal(A)), story(moved, 'Bob', standing())];
    const currentOf = ({ workloads }: Situation) => ALL.map((id) => workloads.billing?.components[id]?.at[A]?.current);
    expect(currentOf(a)).not.toEqual(currentOf(b));
    for (const prefer of [undefined, 'ours', 'theirs'] as const) {
      const merged = join(a, b, prefer);
      const stands = ALL.every((id) => merged.workloads.billing?.components[id]?.at[A]?.standing);
      expect(stands ? currentOf(merged) : 'not standing').toEqual(stands ? currentOf(b) : 'not standing');
    }
  });

  test('an abort that is left out may have lifted the fence: it is not trusted', () => {
    const avoided = story(START, 'Ada', avoid(A), failover(B), fenced(A));
    const [a, b] = [story(avoided, 'Ada', abort), story(avoided, 'Bob', started())];
    const merged = join(a, b, 'theirs');
    expectFollowed(merged, a, b);
    expect(new View(merged, SIDES).fencesDue).toEqual([A]);
  });

  test('a loss is never another one than was accepted: an order in which it would be is not possible', () => {
    const a = story(LOST, 'Ada', lost(B), normal(B));
    const b = story(LOST, 'Bob', failover(B));
    const merged = join(a, b);
    expect(merged.log.slice(0, b.log.length)).toEqual(b.log);
    expect(new View(merged, SIDES).open?.components).toEqual(new View(b, SIDES).open?.components);
  });
});

describe('A merged file', () => {
  const [a, b] = [story(START, 'Ada', lost(A)), story(START, 'Bob', avoid(A), fenced(A))];

  test('contains both its branches: merged again, nothing changes, whichever was preferred', () => {
    for (const prefer of ['ours', 'theirs'] as const) {
      const merged = join(b, a, prefer);
      for (const branch of [a, b]) {
        expect(join(merged, branch)).toBe(merged);
        expect(join(branch, merged)).toBe(merged);
      }
    }
  });

  test('takes in what a branch said later', () => {
    const later = story(LOST, 'Bob', failover(B));
    const merged = join(story(LOST, 'Ada', failover(B, 'shop')), later);
    const more = story(later, 'Bob', started());
    const again = join(merged, more);
    expectFollowed(again, merged, more);
    expect(new View(again, SIDES).open?.started).toEqual(ALL);
    expect(new View(again, SHOP).open?.to).toBe(B);
  });
});

const STEPS: readonly Step[] = [
  ...[A, B].flatMap((site) => [lost(site), avoid(site), normal(site), ...BOTH.map(({ workload }) => fenced(site, workload))]),
  { op: 'gone', site: A, replacedBy: C },
  ...BOTH.flatMap(({ workload }): Step[] => [
    failover(A, workload),
    failover(B, workload),
    { op: 'switch', workload, to: B },
    { op: 'close', workload, at: A },
    { op: 'fence', workload, at: A },
    { op: 'abort', workload },
    started(workload),
    started(workload, ['Ledger']),
    completed(workload),
    completed(workload, ['Ledger']),
    standing(workload),
    { record: 'undone', workload },
  ]),
];

/** Steps that are refused are left out. */
const legal = (from: Situation, by: string, steps: readonly Step[]): Situation =>
  steps.reduce((now, step) => {
    try {
      return story(now, by, step);
    } catch (error) {
      if (error instanceof ContinuityError) return now;
      throw error;
    }
  }, from);

describe('Random branches', () => {
  const steps = (maxLength: number): fc.Arbitrary<Step[]> => fc.array(fc.constantFrom(...STEPS), { maxLength });

  test('a merge keeps every record, follows both chains, is legal to go on from, and the same from either side', () => {
    let united = 0;
    fc.assert(
      fc.property(steps(8), steps(12), steps(12), fc.constantFrom(undefined, 'ours', 'theirs'), (common, mine, other, prefer) => {
        const from = legal(START, 'Ada', common);
        const [a, b] = [legal(from, 'Ada', mine), legal(from, 'Bob', other)];
        let merged: Situation;
        try {
          merged = join(a, b, prefer);
        } catch (error) {
          expect(error).toBeInstanceOf(ContinuityError);
          return;
        }
        if (merged === a || merged === b) return;
        united += 1;
        expectFollowed(merged, a, b, prefer !== undefined);
        expect(join(merged, a)).toBe(merged);
        expect(join(b, merged)).toBe(merged);
        expect(() => story(story(merged, 'Eve', avoid(A)), 'Eve', normal(A), lost(B))).not.toThrow();
        if (!prefer) expect(facts(join(b, a))).toEqual(facts(merged));
      }),
      { numRuns: 400, seed: 11 },
    );
    expect(united).toBeGreaterThan(50);
  });
});
