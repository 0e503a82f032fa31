import { readSite, type GenerationReading } from '../../lib/situation/reading';
import { ContinuityError } from '../../lib/words/errors';
import type { Flip } from '../../lib/words/posture';
import { declare, record } from '../../lib/situation/declare';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import type { Declaration } from '../../lib/situation/words';
import { said } from '../support/history';
import { A, after, B, C, run, SIDES, viewOf, workload } from './world';

/** One component, established, and what is rendered of it at B after a story. */
function readAt(flip: Flip, story: string, site: string = B): readonly GenerationReading[] {
  const sides: Sides = { ...SIDES, components: [{ id: 'Ledger', flip }] };
  const established = record(NORMAL, { record: 'standing', workload, components: ['Ledger'] }, [sides], said());
  const reading = readSite(viewOf(after(story, sides, established), sides), site);
  return reading.components.find(({ component }) => component === 'Ledger')?.generations ?? [];
}

const BEGUN = 'lost A, failover B, run dies after 1';

describe('What is made complete or not at all', () => {
  const awaitedAt = (story: string, site: string, late: { readonly standsLate?: true } = { standsLate: true }): boolean => {
    const sides: Sides = { ...SIDES, components: [{ id: 'Ledger', flip: 'symmetric', ...late }] };
    const { components } = readSite(viewOf(after(story, sides, NORMAL), sides), site);
    return components[0]?.generations.some(({ awaited }) => awaited) === true;
  };

  it('is waited for at both sites until the standby stood there first', () => {
    expect([awaitedAt('', A), awaitedAt('', B)]).toEqual([true, true]);
    expect([awaitedAt('run', A), awaitedAt('run', B)]).toEqual([false, false]);
    expect([awaitedAt('run, lost B, normal B', A), awaitedAt('run, lost B, normal B', B)]).toEqual([false, false]);
  });

  it('is not where the role goes there, nor where it comes from', () => {
    expect([awaitedAt('lost A, failover B', B), awaitedAt('run, lost A, failover B, run, normal A, run', A)]).toEqual([false, false]);
  });

  it.each(['lost B', 'lost B, normal B', 'avoid B, normal B', 'gone B by C', 'lost B, gone B by C, normal B'])(
    'is made where it serves if the other side was out before it ever stood (%s)',
    (story) => {
      expect(awaitedAt(story, A)).toBe(false);
      expect(awaitedAt('lost B, normal B', B)).toBe(true);
    },
  );

  it('is waited for of a component that came later, once more', () => {
    const sides: Sides = { ...SIDES, components: [{ id: 'Ledger', flip: 'symmetric' }] };
    const more: Sides = { ...sides, components: [...sides.components, { id: 'Api', flip: 'symmetric', standsLate: true }] };
    const established = after('run', sides, NORMAL);
    const awaited = (site: string, situation = established): boolean =>
      readSite(viewOf(situation, more), site).components.some(({ component, generations: [one] }) => component === 'Api' && one?.awaited);
    expect([awaited(A), awaited(B)]).toEqual([true, true]);
    const standing = run(established, more);
    expect([awaited(A, standing), awaited(B, standing)]).toEqual([false, false]);
  });

  it('is never taken away from a site that goes on as it is, whatever is declared, in four steps', () => {
    const sides: Sides = { ...SIDES, components: [{ id: 'Ledger', flip: 'symmetric', standsLate: true }] };
    const words = ['run', 'lost A', 'lost B', 'avoid B', 'normal A', 'normal B', 'gone B by C', 'failover A', 'failover B', 'abort'];
    let seen = 0;
    const step = (before: ReturnType<typeof after>, word: string): ReturnType<typeof after> | undefined => {
      try {
        return after(word, sides, before);
      } catch (error) {
        if (error instanceof ContinuityError) return undefined;
        throw error;
      }
    };
    const made = (situation: ReturnType<typeof after>): string[] =>
      [A, B, C].flatMap((site) => {
        const { role, components } = readSite(viewOf(situation, sides), site);
        const [one] = components.flatMap(({ generations }) => generations);
        return one && !one.awaited && (role === 'serving' || role === 'standby') ? [`${site} ${role}`] : [];
      });
    const goes = (before: ReturnType<typeof after>, left: number): void => {
      for (const next of left > 0 ? words.flatMap((word) => step(before, word) ?? []) : []) {
        seen += 1;
        const roles = [A, B, C].map((site) => `${site} ${readSite(viewOf(next, sides), site).role}`);
        const kept = made(next);
        expect(made(before).filter((one) => roles.includes(one) && !kept.includes(one))).toEqual([]);
        goes(next, left - 1);
      }
    };
    goes(NORMAL, 4);
    expect(seen).toBeGreaterThan(500);
  });

  it('is read of nothing else', () => {
    expect(awaitedAt('', B, {})).toBe(false);
  });
});

describe('What is spread over zones late', () => {
  const settledAt = (story: string, site: string, late: { readonly spreadsLate?: true } = { spreadsLate: true }): boolean => {
    const sides: Sides = { ...SIDES, components: [{ id: 'Ledger', flip: 'switch', ...late }] };
    const established = record(NORMAL, { record: 'standing', workload, components: ['Ledger'] }, [sides], said());
    const { components } = readSite(viewOf(after(story, sides, established), sides), site);
    return components[0]?.generations.some(({ settled }) => settled) === true;
  };
  const MOVED = 'lost A, failover B, run';

  it('is asked for where it has the role and the other site may stand by', () => {
    expect([settledAt('', A), settledAt('', B)]).toEqual([true, false]);
    expect(settledAt(`${MOVED}, normal A, run`, B)).toBe(true);
  });

  it('is not while a move is under way, nor as long as the other site is out', () => {
    expect([settledAt('lost B', A), settledAt(`${MOVED}, normal A, run, run, lost A`, B)]).toEqual([false, false]);
    expect([settledAt('switch B', A), settledAt('switch B', B)]).toEqual([false, false]);
    expect([settledAt('lost A, failover B', B), settledAt(MOVED, B)]).toEqual([false, false]);
  });

  it('is read of nothing else', () => {
    expect(settledAt('', A, {})).toBe(false);
  });
});

describe('What was begun in a move that was left', () => {
  it.each(['promote', 'restore'] as const)('%s: is rendered while the move back is open, since it may be there', (flip) => {
    const [one, ...more] = readAt(flip, `${BEGUN}, lost B, normal A, failover A, normal B`);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ number: 0, current: true, holds: true, attached: false, done: false });
  });

  it('is not held where its promotion was not begun', () => {
    const [one] = readAt('promote', 'lost A, failover B, lost B, normal A, failover A, normal B');
    expect(one).toMatchObject({ number: 0, holds: false, attached: true });
  });

  it('restore: is made from its copy where it is not there, until its fence is confirmed', () => {
    const story = `${BEGUN}, lost B, normal A, failover A, run, normal B`;
    expect(readAt('restore', story)[0]).toMatchObject({ number: 0, current: false, how: 'restored', holds: true, done: false });
    const [old, next] = readAt('restore', `${story}, run`);
    expect(old).toMatchObject({ number: 0, how: 'restored', holds: true, done: true });
    expect(next).toMatchObject({ number: 1, current: true, holds: false });
  });

  it.each([
    ['promote', 'none', { how: 'created' }],
    ['promote', 'monday', { how: 'restored', point: 'monday' }],
    ['restore', 'none', { how: 'created' }],
    ['restore', 'monday', { how: 'restored', point: 'monday' }],
  ] as const)(
    '%s: is made as its move said, from %s, while that is open, after it was left, and once it is fenced',
    (flip, point, made) => {
      const sides: Sides = { ...SIDES, components: [{ id: 'Ledger', flip }] };
      const lost = declare(NORMAL, { op: 'lost', site: A }, [sides], said());
      const over: Declaration = { op: 'failover', workload, to: B, from: { Ledger: point }, acceptLoss: true };
      const begun = record(declare(lost, over, [sides], said()), { record: 'started', workload, components: ['Ledger'] }, [sides], said());
      for (const story of [
        '',
        'lost B, normal A, failover A, normal B',
        'lost B, normal A, failover A, run, normal B',
        'lost B, normal A, failover A, run, normal B, run',
      ])
        expect(readSite(viewOf(after(story, sides, begun), sides), B).components[0]?.generations[0]).toMatchObject({ number: 0, ...made });
    },
  );

  it('restore: looks at no copy any more where its restore was verified', () => {
    const [old] = readAt('restore', 'lost A, failover B, run, normal A, run, run, lost B, failover A, run, normal B, run');
    expect(old).toMatchObject({ number: 0, current: false, how: 'restored', done: true });
  });
});

it('a run that is done again renders the same', () => {
  const before = after(BEGUN);
  expect(readSite(viewOf(run(before, SIDES, 1)), B)).toEqual(readSite(viewOf(before), B));
});
