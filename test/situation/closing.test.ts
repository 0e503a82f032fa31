import { declare } from '../../lib/situation/declare';
import { lineOf, sentenceOf } from '../../lib/situation/lines';
import { isLeftAlone, markOf } from '../../lib/situation/markers';
import { merge } from '../../lib/situation/merge';
import { readSite } from '../../lib/situation/reading';
import { situationSchema, type Situation } from '../../lib/situation/schema';
import { said } from '../support/history';
import { A, after, ALL, B, C, dueOf, ESTABLISHED, phaseOf, refusal, run, SIDES, take, viewOf, wayHome, workload } from './world';

const CLOSED = after('close A');
const asked = (situation: Situation, site: string = A) => situation.workloads[workload]?.asked[site];
const roles = (situation: Situation): unknown[] => [A, B].map((site) => viewOf(situation).role(site));
const stands = (situation: Situation): unknown[] => [phaseOf(viewOf(situation)), dueOf(viewOf(situation))];

describe('A site that is closed', () => {
  test('has the role, and does all that it does while it serves; what joins the sites goes on', () => {
    expect([roles(CLOSED), stands(CLOSED)]).toEqual([
      ['closed', 'standby'],
      ['closing', 'close'],
    ]);
    const [open, closed] = [ESTABLISHED, CLOSED].map((one) => readSite(viewOf(one), A));
    expect({ ...closed, role: 'serving' }).toEqual(open);
    expect(readSite(viewOf(CLOSED), B)).toEqual(readSite(viewOf(ESTABLISHED), B));
    const view = viewOf(CLOSED);
    expect([view.active, view.turnsNow, view.base, isLeftAlone(view), view.isProtected]).toEqual([A, true, A, false, true]);
  });

  test('is not fenced, owes no fence, and none can be confirmed', () => {
    const view = viewOf(CLOSED);
    expect([view.fencedAt(A), view.owes(A), view.fencesDue, view.isUnopened(A)]).toEqual([undefined, false, [], false]);
    expect(refusal(() => take(CLOSED, { record: 'fenced', workload, site: A })).id).toBe('DR-SIT-06');
    expect(refusal(() => take(CLOSED, { op: 'close', workload, at: A })).fix).toMatch('continuity declare abort billing');
  });

  test('has a marker of its own, and another one once it is fenced or given back', () => {
    const ids = ['', 'close A', 'close A, fence A', 'close A, abort'].map((story) => markOf(after(story), workload, A).id);
    expect(new Set(ids).size).toBe(4);
    expect(['', 'close A'].map((story) => markOf(after(story), workload, B).id)).toEqual(
      Array(2).fill(markOf(ESTABLISHED, workload, B).id),
    );
  });

  test('is fenced after it, and it stays written who sent users away, and when', () => {
    const fence = declare(CLOSED, { op: 'fence', workload, at: A }, [SIDES], said(5, 'Bob'));
    expect([roles(fence), stands(fence)]).toEqual([
      ['fenced', 'standby'],
      ['preparing', 'prepare'],
    ]);
    expect(asked(fence)).toEqual({ move: 1, ...said(1) });
    expect(refusal(() => take(fence, { op: 'fence', workload, at: A })).what).toMatch('fenced already');
  });

  test.each(['close A, switch B', 'close A, fence A, switch B'])('is left by a switch, and its fence is due: %s', (story) => {
    const moved = after(story);
    expect([viewOf(moved).active, roles(moved), stands(moved)]).toEqual([B, ['fenced', 'serving'], ['switching', 'switch']]);
    expect([asked(moved)?.what, viewOf(moved).fencedAt(A)]).toEqual([undefined, undefined]);
    const crossed = (['started', 'completed'] as const).reduce(
      (now, what) => take(now, { record: what, workload, components: ALL }),
      moved,
    );
    expect([roles(crossed), phaseOf(viewOf(crossed))]).toEqual([['fenced', 'serving'], 'fencing']);
  });

  test('is given back by an abort, which is due until it is undone', () => {
    const given = after('close A, abort');
    expect([roles(given), stands(given)]).toEqual([
      ['serving', 'standby'],
      ['aborting', 'abort'],
    ]);
    expect(readSite(viewOf(given), A).opens).toBe(0);
    const undone = run(given);
    expect([asked(undone), stands(undone)]).toEqual([undefined, ['normal', 'establish']]);
  });

  test.each([
    ['close A, lost A', ['withheld', 'standby'], ['interrupted', 'hold']],
    ['close A, lost A, normal A', ['closed', 'standby'], ['closing', 'close']],
    ['close A, lost A, failover B', ['withheld', 'serving'], ['failing-over', 'failover']],
    ['close A, lost A, failover B, abort, run, normal A', ['serving', 'standby'], ['normal', 'establish']],
    ['close A, lost A, failover B, run, normal A', ['fenced', 'serving'], ['fencing', 'fence']],
    ['close A, avoid A', ['fenced', 'standby'], ['fencing', 'fence']],
    ['close A, avoid A, run', ['fenced', 'standby'], ['not-trusted', 'hold']],
    ['close A, avoid A, run, normal A', ['closed', 'standby'], ['closing', 'close']],
    ['close A, avoid A, run, failover B', ['fenced', 'serving'], ['failing-over', 'failover']],
    ['close A, gone A', ['withheld', 'standby'], ['interrupted', 'hold']],
    ['close A, lost B', ['closed', 'withheld'], ['closing', 'hold']],
    ['close A, lost B, normal B', ['closed', 'standby'], ['closing', 'close']],
    ['close A, avoid B', ['closed', 'fenced'], ['fencing', 'fence']],
    ['close A, lost B, abort, run', ['serving', 'withheld'], ['standby-lost', 'standby-lost']],
  ])('"%s"', (story, is, due) => {
    const now = after(story);
    expect([roles(now), stands(now)]).toEqual([is, due]);
    expect(wayHome(now)).not.toContain('NO WAY');
  });

  test('keeps no fence from before it was trusted again', () => {
    const back = after('close A, avoid A, run, normal A');
    expect(viewOf(back).fencedAt(A)).toBeUndefined();
    expect(asked(back)?.what).toBe('close');
    const kept = after('fence A, avoid A, run, normal A');
    expect([viewOf(kept).fencedAt(A) === undefined, viewOf(kept).role(A)]).toEqual([false, 'fenced']);
  });

  test('is replaced once the workload has left it', () => {
    const replaced = after('close A, gone A by C, failover B, run');
    expect([viewOf(replaced).own.sites, asked(replaced), stands(replaced)]).toEqual([[C, B], undefined, ['unprotected', 'reprotect']]);
  });

  test('is said in words, and by a command', () => {
    const close = { op: 'close', workload, at: A } as const;
    expect(lineOf(close).join(' ')).toBe(`continuity declare close billing --at ${A}`);
    expect(sentenceOf(close)).toBe(`billing: ${A} takes no user, ahead of a planned switch`);
  });
});

describe('What was asked', () => {
  const written = (what?: string): unknown => {
    const copy = structuredClone(after('fence A'));
    Object.assign(copy.workloads[workload]?.asked[A] ?? {}, what === undefined ? {} : { what });
    return copy;
  };

  test('of a file that does not say it, or says it, is a fence', () => {
    for (const what of [undefined, 'fence']) expect(viewOf(situationSchema.parse(written(what))).role(A)).toBe('fenced');
    expect(viewOf(situationSchema.parse(written('close'))).role(A)).toBe('closed');
    expect(() => situationSchema.parse(written('open'))).toThrow();
  });
});

describe('Two branches, one of which closes', () => {
  const by = (from: Situation, person: string, hour: number, ...steps: Parameters<typeof take>[1][]): Situation =>
    steps.reduce((now, step, i) => take(now, step, SIDES, said(hour + i, person)), from);
  const close = { op: 'close', workload, at: A } as const;
  const fence = { op: 'fence', workload, at: A } as const;
  const join = (a: Situation, b: Situation): Situation => merge(a, b, [SIDES], said(90, 'Eve'));
  const both = (a: Situation, b: Situation): Situation => {
    const [one, other] = [join(a, b), join(b, a)];
    expect(one.workloads).toEqual(other.workloads);
    return one;
  };

  test('keep the close beside what the other one knows of a region', () => {
    const merged = both(by(ESTABLISHED, 'Ada', 2, close), by(ESTABLISHED, 'Bob', 3, { op: 'lost', site: B }));
    expect([roles(merged), asked(merged)]).toEqual([['closed', 'withheld'], { move: 1, what: 'close', ...said(2) }]);
  });

  test('close, then fence: only one order is possible', () => {
    const merged = both(by(ESTABLISHED, 'Ada', 2, close), by(ESTABLISHED, 'Bob', 3, fence));
    expect([roles(merged), asked(merged)?.what]).toEqual([['fenced', 'standby'], undefined]);
  });

  test('close, then switch: the fence is due', () => {
    const merged = both(by(ESTABLISHED, 'Ada', 2, close), by(ESTABLISHED, 'Bob', 3, { op: 'switch', workload, to: B }));
    expect([roles(merged), stands(merged)]).toEqual([
      ['fenced', 'serving'],
      ['switching', 'switch'],
    ]);
  });

  test('a close that was given up, and a fence that did not know it: asked about', () => {
    const from = by(ESTABLISHED, 'Ada', 2, close);
    const given = by(from, 'Ada', 3, { op: 'abort', workload }, { record: 'undone', workload });
    expect(refusal(() => join(given, by(from, 'Bob', 4, fence))).id).toBe('DR-SIT-11');
  });
});
