import { readSite, type GenerationReading } from '../../lib/situation/reading';
import type { Flip } from '../../lib/words/posture';
import { declare, record } from '../../lib/situation/declare';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import type { Declaration } from '../../lib/situation/words';
import { said } from '../support/history';
import { A, after, B, run, SIDES, viewOf, workload } from './world';

/** One component, established, and what is rendered of it at B after a story. */
function readAt(flip: Flip, story: string, site: string = B): readonly GenerationReading[] {
  const sides: Sides = { ...SIDES, components: [{ id: 'Ledger', flip }] };
  const established = record(NORMAL, { record: 'standing', workload, components: ['Ledger'] }, [sides], said());
  const reading = readSite(viewOf(after(story, sides, established), sides), site);
  return reading.components.find(({ component }) => component === 'Ledger')?.generations ?? [];
}

const BEGUN = 'lost A, failover B, run dies after 1';

describe('What runs at a standby once that stood', () => {
  const awaitedAt = (story: string, site: string, late: { readonly standsLate?: true } = { standsLate: true }): boolean => {
    const sides: Sides = { ...SIDES, components: [{ id: 'Ledger', flip: 'symmetric', ...late }] };
    const { components } = readSite(viewOf(after(story, sides, NORMAL), sides), site);
    return components[0]?.generations.some(({ awaited }) => awaited) === true;
  };

  it('is waited for until the standby stood there first', () => {
    expect([awaitedAt('', A), awaitedAt('', B)]).toEqual([false, true]);
    expect(awaitedAt('run', B)).toBe(false);
    expect(awaitedAt('run, lost B, normal B', B)).toBe(false);
  });

  it('is not where the role goes there, nor where it comes from', () => {
    expect([awaitedAt('lost A, failover B', B), awaitedAt('run, lost A, failover B, run, normal A, run', A)]).toEqual([false, false]);
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
