import type { Flip } from '../../lib/words/posture';
import { settled } from '../../lib/situation/declare';
import type { Sides } from '../../lib/situation/facts';
import { merge } from '../../lib/situation/merge';
import { dueOf, phaseOf } from '../../lib/situation/phases';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import { attempt, said } from '../support/history';
import { everyTurn, meaningOf } from '../support/situations';
import { A, after, B, C, refusal, run, SIDES, take, wayHome, workload } from './world';

/** The workload with its data on one way of changing roles. */
const by = (flip: Flip): Sides => ({ ...SIDES, components: [{ id: 'Ledger', flip }] });
const START = (flip: Flip): Situation => after('standing', by(flip), { version: 2, sequence: 0, status: {}, workloads: {}, log: [] });

/** Pairs that a change of a declaration makes; what keeps one identity at both sites is made into what does not, and back. */
const PAIRS: readonly (readonly [Flip, Flip])[] = [
  ['restore', 'promote'],
  ['restore', 'switch'],
  ['restore', 'symmetric'],
  ['symmetric', 'promote'],
  ['promote', 'switch'],
  ['symmetric', 'switch'],
  ['owned', 'restore'],
  ['owned', 'symmetric'],
];
const BOTH = PAIRS.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]);
const isOneIdentity = (flip: Flip): boolean => flip === 'symmetric' || flip === 'owned';

/** `A: 0+ 1*=` : the generations at a site; `*` counts, `+` has held the role, `=` is recorded to stand. */
function told(situation: Situation, flip: Flip): string {
  const { at } = settled(situation, [by(flip)]).workloads[workload]!.components['Ledger']!;
  return [A, B]
    .map((site) => {
      const { generations, current, standing } = at[site]!;
      const words = generations.map((one) => {
        const counts = one.number === current ? `*${standing ? '=' : ''}` : '';
        return `${one.number} ${one.flip}${one.held ? '+' : ''}${counts}`;
      });
      return `${site === A ? 'A' : 'B'}: ${words.join(', ')}`;
    })
    .join('; ');
}

describe('a change of how the role changes, in peace', () => {
  test.each(BOTH)('%s → %s: the next move takes what was begun for it, once that stands', (one, other) => {
    const before = START(one);
    const isSame = isOneIdentity(one) && isOneIdentity(other);
    expect(phaseOf(new View(settled(before, [by(other)]), by(other)))).toBe(isSame ? 'normal' : 'unprotected');
    if (isSame) return;
    expect(dueOf(new View(settled(before, [by(other)]), by(other)))).toBe('reprotect');
    // The file that was written before the change says that the standby stands: that was another one.
    const early = refusal(() => take(before, { op: 'switch', workload, to: B }, by(other)));
    expect(early).toMatchObject({ what: expect.stringContaining('Nothing says that Ledger stands') as string });
    const protectedAgain = run(before, by(other));
    expect(phaseOf(new View(protectedAgain, by(other)))).toBe('normal');
    const moved = take(protectedAgain, { op: 'switch', workload, to: B }, by(other));
    expect(new View(moved, by(other)).open?.components).toEqual({ Ledger: { generation: 1, loss: 'none' } });
  });

  test('what is recorded to stand is what the code has now, though the same was recorded before', () => {
    const before = START('restore');
    expect(told(run(before, by('switch')), 'switch')).toBe('A: 0 switch+*=; B: 0 restore, 1 switch*=');
  });

  test('up and down twice: each change begins one more, and none that stood is forgotten', () => {
    let now = START('restore');
    for (const flip of ['promote', 'restore', 'promote', 'restore'] as const) now = run(now, by(flip));
    expect(told(now, 'restore')).toBe('A: 0 restore+*=; B: 0 restore, 1 promote, 2 restore, 3 promote, 4 restore*=');
    expect(refusal(() => take(now, { op: 'retire', workload, generation: `Ledger@${B}#4` }, by('restore')))).toBeDefined();
    const left = [0, 1, 2, 3].reduce((one, n) => take(one, { op: 'retire', workload, generation: `Ledger@${B}#${n}` }, by('restore')), now);
    expect(left.workloads[workload]?.components['Ledger']?.at[B]?.generations.filter(({ retired }) => retired)).toHaveLength(4);
  });

  test('what was restored in a failover serves on, and gives the role away as the code says: no third one is begun', () => {
    const cold = after('lost A, failover B, run, normal A, run, run', by('restore'), START('restore'));
    expect(told(cold, 'restore')).toBe('A: 0 restore+, 1 restore*=; B: 0 restore+*=');
    const hot = run(cold, by('switch'));
    expect(told(hot, 'switch')).toBe('A: 0 restore+, 1 restore, 2 switch*=; B: 0 switch+*=');
    const home = after('switch A, run, run', by('switch'), hot);
    expect(told(home, 'switch')).toBe('A: 0 restore+, 1 restore, 2 switch+*=; B: 0 switch*=');
  });
});

describe('a change while something is under way is taken when that ends', () => {
  test.each([
    ['an open move', 'lost A, failover B', 'run, normal A, run, run'],
    ['a move that is begun', 'lost A, failover B, run 1', 'run, normal A, run, run'],
    ['a planned move', 'switch B', 'run, run'],
    ['a close', 'close A', 'switch B, run, run'],
    ['what is given up', 'switch B, abort', 'run, run, switch B, run, run'],
    ['a region that is out', 'lost A', 'failover B, run, normal A, run, run'],
    ['a standby that is out', 'lost B', 'normal B, run, run, switch B, run, run'],
  ])('%s', (_, story, ends) => {
    const begun = after(story, by('restore'), START('restore'));
    expect(told(begun, 'switch')).toBe(told(begun, 'restore'));
    const ended = after(ends, by('switch'), begun);
    expect(phaseOf(new View(ended, by('switch')))).toBe('normal');
    expect(told(ended, 'switch')).toMatch(/A: 0 restore\+, 1 \w+\*=; B: 0 switch\+\*=|A: 0 switch\*=; B: 0 restore, 1 switch\+\*=/);
  });

  test('a failover loses what it would have lost, and nothing more is to be accepted', () => {
    const out = after('lost A', by('restore'), START('restore'));
    const moved = take(out, { op: 'failover', workload, to: B }, by('promote'));
    expect(new View(moved, by('promote')).open?.components).toEqual({ Ledger: { generation: 0, loss: 'rpo' } });
  });

  test('what a move took is not taken for what never lost anything: the old side begins as the code says', () => {
    const moved = after('lost A, failover B', by('restore'), START('restore'));
    expect(told(after('run', by('switch'), moved), 'switch')).toBe('A: 0 restore+, 1 switch*; B: 0 restore+*=');
  });
});

test('on two branches: what one saw stand by is not what the code has begun since', () => {
  const cold = after('lost B, normal B', by('restore'), START('restore'));
  const ours = run(cold, by('restore'));
  const theirs = take(cold, { op: 'lost', site: C }, by('restore'), said(3, 'Bob'));
  for (const [one, other] of [
    [ours, theirs],
    [theirs, ours],
  ] as const) {
    expect(told(merge(one, other, [by('restore')], said(9)), 'restore')).toBe('A: 0 restore+*=; B: 0 restore*=');
    expect(told(merge(one, other, [by('switch')], said(9)), 'switch')).toBe('A: 0 switch+*=; B: 0 restore, 1 switch*');
  }
});

/** A situation, and which of the two ways the code has. */
interface Place {
  readonly situation: Situation;
  readonly code: 0 | 1;
  readonly turns: number;
  readonly path: readonly string[];
}

/** Everything of so many steps in which the code changes: what is wrong with a place, or with a step to it. */
function search(flips: readonly [Flip, Flip], starts = STARTS, depth = 3): { readonly faults: string[]; readonly places: number } {
  const sides = flips.map(by) as [Sides, Sides];
  const faults: string[] = [];
  const seen = new Set<string>();
  let layer = starts.map((story): Place => {
    return { situation: after(story, sides[0], START(flips[0])), code: 0, turns: 0, path: [story] };
  });
  for (let i = 0; i < depth; i += 1) {
    const next: Place[] = [];
    for (const from of layer)
      for (const to of nextOf(from, sides)) {
        faults.push(...wrong(from, to, sides).map((fault) => `${to.path.join(', ')}: ${fault}`));
        const key = `${to.code} ${to.turns} ${meaningOf(settled(to.situation, [sides[to.code]]), sides[to.code])}`;
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(to);
      }
    layer = next;
  }
  return { faults, places: seen.size };
}

const STARTS = ['', 'lost A, failover B, run, normal A, run, run', 'lost A, failover B'];

function nextOf({ situation, code, turns, path }: Place, sides: readonly [Sides, Sides]): Place[] {
  const own = sides[code];
  const out: Place[] = turns < 2 ? [{ situation, code: code === 0 ? 1 : 0, turns: turns + 1, path: [...path, 'THE CODE CHANGES'] }] : [];
  for (const { name, acts } of everyTurn(own)) {
    const to = acts.reduce<Situation | Error>(
      (now, act) => (now instanceof Error ? now : attempt(now, act, [own], said(path.length + 1))),
      situation,
    );
    if (!(to instanceof Error) && to !== situation) out.push({ situation: to, code, turns, path: [...path, name] });
  }
  return out;
}

/** What no step may do, whatever the code says. */
function wrong(from: Place, to: Place, sides: readonly [Sides, Sides]): string[] {
  const own = sides[to.code];
  const [before, now] = [settled(from.situation, [sides[from.code]]), settled(to.situation, [own])];
  const [was, view] = [new View(before, sides[from.code]), new View(now, own)];
  const flip = own.components[0]?.flip;
  const at = (one: Situation) => one.workloads[workload]?.components['Ledger']?.at ?? {};
  const kept = (site: string, number: number): boolean =>
    at(now)[site]?.generations.some((one) => one.number === number && one.stood) === true;
  const lost = Object.entries(at(before)).flatMap(([site, { generations }]) =>
    generations.filter((one) => one.stood && !kept(site, one.number)).map(({ number }) => `${site}#${number} is forgotten`),
  );
  const current = view.current('Ledger', view.standby);
  const begun = was.open === undefined && view.open?.kind === 'planned' ? view.open : undefined;
  const taken = begun && was.current('Ledger', begun.to);
  const isUnderWay = was.open !== undefined && view.open !== undefined && from.code !== to.code;
  return [
    ...lost,
    ...(['normal', 'unprotected'].includes(phaseOf(view)) && current && current.flip !== flip
      ? [`${view.standby} stands by for ${current.flip}`]
      : []),
    ...(begun && !(taken?.stood && taken.number === begun.components['Ledger']?.generation)
      ? ['a planned move takes what does not stand']
      : []),
    ...(isUnderWay && JSON.stringify(at(before)) !== JSON.stringify(at(now)) ? ['a change is taken in the middle of a move'] : []),
  ];
}

/** What begins anew on either side, and what is swapped on one. */
const REAL: readonly (readonly [Flip, Flip])[] = [
  ['restore', 'promote'],
  ['promote', 'restore'],
  ['restore', 'switch'],
  ['switch', 'restore'],
];

describe('every history of a few steps in which the code changes twice', () => {
  test.each(REAL)('%s → %s', (one, other) => {
    const { faults, places } = search([one, other]);
    expect(places).toBeGreaterThan(100);
    expect(faults.slice(0, 5)).toEqual([]);
  });

  test.each([true, false])('the search finds a change that is taken whatever is under way, and one that never is (%s)', (always) => {
    const spy = jest.spyOn(View.prototype, 'takesChanges', 'get').mockReturnValue(always);
    const { faults } = search(['restore', 'switch'], ['', 'switch B, abort']);
    spy.mockRestore();
    expect(faults.length).toBeGreaterThan(0);
  });
});

test('whoever follows the product comes home, wherever the code changed', () => {
  const stories = [
    'lost A',
    'lost A, failover B',
    'lost A, failover B, run',
    'switch B, run 2',
    'avoid A, run',
    'close A',
    'fence A',
    'switch B, abort',
  ];
  const stuck = BOTH.flatMap(([one, other]) =>
    stories.flatMap((story) => {
      const begun = settled(after(story, by(one), START(one)), [by(other)]);
      const way = wayHome(begun, by(other));
      return way.at(-1) === 'NO WAY' ? [`${one} → ${other}, ${story}: ${way.join(', ')}`] : [];
    }),
  );
  expect(stuck).toEqual([]);
});
