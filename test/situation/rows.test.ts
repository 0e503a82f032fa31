import { ContinuityError } from '../../lib/words/errors';
import { adviceOf } from '../../lib/situation/advice';
import { declare, settled } from '../../lib/situation/declare';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { chainOf, markOf } from '../../lib/situation/markers';
import { readSite } from '../../lib/situation/reading';
import type { Situation } from '../../lib/situation/schema';
import { after as afterSteps, said, stepsIn } from '../support/history';
import { A, after, ALL, B, C, dueOf, ESTABLISHED, phaseOf, SIDES, take, viewOf, wayHome, workload } from './world';

const due = (situation: Situation): string => dueOf(viewOf(situation));
const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ContinuityError) return error.message;
    throw error;
  }
  return 'accepted';
};
const ledgerAt = (situation: Situation, site: string) =>
  readSite(viewOf(situation), site).components.find(({ component }) => component === 'Ledger');
const numbers = (situation: Situation, site: string): number[] => ledgerAt(situation, site)?.generations.map(({ number }) => number) ?? [];

describe('What a disaster did to version 1, and what is right', () => {
  test('a fence that was declared and never run is none: the side that comes back owes it', () => {
    const back = after('fence A, lost A, failover B, run, normal A');
    expect(viewOf(back).role(A)).toBe('fenced');
    expect([due(back), viewOf(back).fencesDue]).toEqual(['fence', [A]]);
    expect(viewOf(after('run', SIDES, back)).role(A)).toBe('standby');
  });

  test('a second loss before the reprotect: the old side is fenced, and may take the role again with its loss shown', () => {
    const twice = after('lost A, failover B, run, lost B, avoid A');
    expect([due(twice), viewOf(twice).fencesDue]).toEqual(['fence', [A]]);
    const fenced = after('run, normal A', SIDES, twice);
    expect(refusal(() => take(fenced, { op: 'failover', workload, to: A }))).toMatch(/DR-SIT-09.*Ledger: all since .* \(generation 0\)/);
    const home = after('failover A, run', SIDES, fenced);
    expect([viewOf(home).active, viewOf(home).role(A), numbers(home, A)]).toEqual([A, 'serving', [0]]);
  });

  test('the status of a region is not held back by one workload', () => {
    const crossed: Sides = { ...SIDES, workload: 'crm', sites: [B, A] };
    const both = [SIDES, crossed];
    const now = afterSteps(both, ...stepsIn('lost A, failover B, started, completed, normal A', SIDES));
    expect([viewOf(now).role(A), viewOf(now, crossed).role(A)]).toEqual(['fenced', 'standby']);
    const lostB = declare(now, { op: 'lost', site: B }, both, said());
    expect(adviceOf(lostB, crossed, both)[0]).toMatchObject({ op: 'failover', workload: 'crm', to: A });
  });

  test('a failover goes to the last generation that stood, never to one that was only declared', () => {
    const planned = after('fence A, run, switch B, run, lost B');
    expect(numbers(planned, A)).toEqual([0]);
    const home = after('failover A', SIDES, planned);
    expect(viewOf(home).open?.components['Ledger']).toMatchObject({ generation: 0, loss: 'since' });
    expect(numbers(home, A)).toEqual([0]);
  });

  test('a fence and a switch are refused until the standby is recorded as standing', () => {
    const unbuilt = after('lost A, failover B, run, normal A, run');
    expect(phaseOf(viewOf(unbuilt))).toBe('unprotected');
    for (const step of [
      { op: 'fence', workload, at: B },
      { op: 'switch', workload, to: A },
    ] as const)
      expect(refusal(() => take(unbuilt, step))).toMatch(/Nothing says that Invoices, Ledger stands at nimbus:a/);
    expect(refusal(() => take(NORMAL, { op: 'switch', workload, to: B }))).toMatch(/DR-SIT-06/);
  });

  test('the abort of a return gives back what the move took, the fence included', () => {
    const prepared = after('switch B, run, run, run, fence B, run, switch A, abort');
    expect([due(prepared), viewOf(prepared).active]).toEqual(['abort', B]);
    const given = after('run', SIDES, prepared);
    expect([phaseOf(viewOf(given)), viewOf(given).role(B), viewOf(given).role(A)]).toEqual(['normal', 'serving', 'standby']);
    const lost = after('lost B, failover A, abort', SIDES, after('lost A, failover B, run, normal A, run, run'));
    expect([viewOf(lost).active, due(lost)]).toEqual([B, 'abort']);
  });

  test('an abort is due until it is recorded as undone, and then no more', () => {
    const aborted = after('lost A, failover B, abort');
    expect(due(aborted)).toBe('abort');
    expect(due(after('normal A, run', SIDES, aborted))).toBe('establish');
    expect(due(after('run, lost B', SIDES, aborted))).toBe('hold');
  });

  test('a region that will not come back is replaced, under a generation that follows the active site', () => {
    const replaced = after('gone A, failover B, run, gone A by C');
    expect([viewOf(replaced).own.sites, viewOf(replaced).own.freed, due(replaced)]).toEqual([[C, B], [A], 'reprotect']);
    expect(ledgerAt(replaced, C)?.generations).toMatchObject([{ number: 0, how: 'replica', of: `${B}#0`, attached: true }]);
    expect(phaseOf(viewOf(after('run', SIDES, replaced)))).toBe('normal');
  });

  test('where nobody could take its place, it is said', () => {
    expect(refusal(() => declare(ESTABLISHED, { op: 'gone', site: A, replacedBy: C }, [{ ...SIDES, successors: [] }], said()))).toMatch(
      /no workload has it as a successor/,
    );
  });

  test('a standby that is not trusted is fenced', () => {
    expect(due(after('avoid B'))).toBe('fence');
    expect(due(after('avoid B, run'))).toBe('standby-lost');
  });

  test('no rule compares two moments', () => {
    const late = declare(ESTABLISHED, { op: 'lost', site: A }, [SIDES], { by: 'Ada', at: '9999-01-01T00:00:00Z' });
    const early = declare(late, { op: 'failover', workload, to: B }, [SIDES], { by: 'Bob', at: '2001-01-01T00:00:00Z' });
    expect(viewOf(early).active).toBe(B);
  });

  test('what a standby lacks that was out is not the RPO', () => {
    const out = declare(ESTABLISHED, { op: 'lost', site: B, since: '2026-01-01T00:00:00Z' }, [SIDES], said(1));
    expect(refusal(() => take(after('lost A, normal B', SIDES, out), { op: 'failover', workload, to: B }))).toMatch(
      /Ledger: all since 2026-01-01T00:00:00Z/,
    );
  });

  test('only a generation that a later one replaces is retired', () => {
    const round = after('lost A, failover B, run, normal A, run, run, switch A, run, run');
    expect(refusal(() => take(round, { op: 'retire', workload, generation: `Invoices@${A}#0` }))).toMatch(/not an old generation/);
    expect(refusal(() => take(round, { op: 'retire', workload, generation: `Ledger@${A}#1` }))).toMatch(/not an old generation/);
    const retired = take(round, { op: 'retire', workload, generation: `Ledger@${A}#0` });
    expect(ledgerAt(retired, A)?.generations.map(({ number, retired: is }) => [number, is])).toEqual([
      [0, true],
      [1, false],
    ]);
  });

  test('a component that came after a move is rendered nowhere until it is declared', () => {
    const more: Sides = { ...SIDES, components: [...SIDES.components, { id: 'Archive', flip: 'promote' }] };
    const moved = after('lost A, failover B, run');
    const at = (s: Situation, site: string): string[] => readSite(viewOf(s, more), site).components.map(({ component }) => component);
    expect([at(moved, B), viewOf(moved, more).unlisted.map(({ id }) => id)]).toEqual([ALL, ['Archive']]);
    const added = declare(moved, { op: 'added', workload }, [more], said());
    expect(at(added, B)).toEqual(['Archive', ...ALL]);
    expect(readSite(viewOf(added, more), B).components[0]?.generations).toMatchObject([{ number: 0, how: 'created', holds: true }]);
  });

  test('a component of which the list of an open move knows nothing makes the move be said again', () => {
    const more: Sides = { ...SIDES, components: [...SIDES.components, { id: 'Archive', flip: 'promote' }] };
    const open = after('lost A, failover B');
    const again = declare(open, { op: 'failover', workload, to: B, acceptLoss: true }, [more], said());
    expect(Object.keys(viewOf(again, more).open?.components ?? {}).sort()).toEqual(['Archive', ...ALL]);
    expect(refusal(() => take(after('run 1', SIDES, open), { op: 'failover', workload, to: B, acceptLoss: true }))).toMatch(
      /has the role already/,
    );
  });

  test('a change of tier keeps the generation that holds the data, and begins the other one beside what stands', () => {
    const round = after('lost A, failover B, run, normal A, run, run');
    const warm: Sides = { ...SIDES, components: SIDES.components.map((one) => ({ ...one, flip: 'restore' as const })) };
    const now = settled(round, [warm]);
    const at = (site: string) =>
      readSite(viewOf(now, warm), site).components.find(({ component }) => component === 'Invoices')?.generations;
    expect(at(B)).toMatchObject([{ number: 0, holds: true }]);
    expect(at(A)).toMatchObject([
      { number: 0, current: false },
      { number: 1, current: true, how: 'restored', of: `${B}#0` },
    ]);
  });
});

describe('What a model of the rules found', () => {
  test('the side that loses the role is fenced until the move is completed, too', () => {
    const back = after('switch B, run 1, lost B, avoid B, run, normal B');
    expect(viewOf(back).role(A)).toBe('fenced');
    expect(due(back)).toBe('switch');
  });

  test('a target that is not trusted any more is fenced, and the move waits', () => {
    expect(due(after('switch B, lost B, avoid B'))).toBe('fence');
    const waits = after('switch B, lost B, avoid B, run');
    expect(phaseOf(viewOf(waits))).toBe('target-not-trusted');
    expect(adviceOf(waits, SIDES, [SIDES]).map(({ op }) => op)).toEqual(['normal', 'abort']);
  });

  test('a switch whose old side is lost is given up, or becomes a forced move with its loss', () => {
    const lost = after('switch B, lost A');
    expect(due(lost)).toBe('hold');
    expect(viewOf(after('failover B', SIDES, lost)).open).toMatchObject({ kind: 'forced', components: { Ledger: { loss: 'rpo' } } });
    const begun = after('switch B, run 3, lost A');
    expect(refusal(() => take(begun, { op: 'abort', workload }))).toMatch(/was begun/);
    expect(due(after('failover B', SIDES, begun))).toBe('failover');
  });

  test('a move whose target is lost is left for the side that it left', () => {
    const stuck = after('switch B, run 3, lost B');
    const home = after('failover A, run', SIDES, stuck);
    expect(viewOf(home).active).toBe(A);
    expect(wayHome(home).at(-1)).not.toBe('NO WAY');
  });

  test('what was begun counts as moved, completed or not', () => {
    const home = after('switch B, run 3, lost B, failover A, run, normal B, run');
    expect(viewOf(home).role(B)).toBe('standby');
    expect(ledgerAt(home, B)?.generations).toMatchObject([
      { number: 0, current: false, holds: true, attached: false },
      { number: 1, current: true, how: 'replica', of: `${A}#0`, attached: true },
    ]);
    const never = after('switch B, run 1, lost B, failover A, run, normal B, run');
    expect(numbers(never, B)).toEqual([0]);
  });

  test('a generation that would follow a lost site is not rendered; one that may exist leaves Terraform under a number that stays used', () => {
    const half = after('lost A, failover B, run, normal A, run');
    expect(numbers(half, A)).toEqual([0, 1]);
    const lost = after('lost B', SIDES, half);
    expect([numbers(lost, A), ledgerAt(lost, A)?.leaves]).toEqual([[0], [1]]);
    const back = after('normal B', SIDES, lost);
    expect([numbers(back, A), ledgerAt(back, A)?.leaves]).toEqual([[0, 2], [1]]);
  });

  test('a loss takes back what was recorded as fenced and standing', () => {
    const back = after('lost A, failover B, run, avoid A, run, lost A, normal A');
    expect([viewOf(back).role(A), due(back)]).toEqual(['fenced', 'fence']);
  });

  test('every site that owes a fence gets it', () => {
    const two = after('lost A, failover B, run 1, normal A, avoid B');
    expect(viewOf(two).fencesDue.sort()).toEqual([A, B]);
  });

  test('the second taker since traffic was last based answers the second path, until the other one stands by', () => {
    const again = (s: Situation): boolean[] => [A, B].map((site) => readSite(viewOf(s), site).again);
    expect(again(after('lost A, failover B, run'))).toEqual([false, false]);
    const second = after('lost A, failover B, run, normal A, run, lost B, failover A, run');
    expect(again(second)).toEqual([true, false]);
    expect(again(after('normal B, run', SIDES, second))).toEqual([false, false]);
    const third = after('normal B, run, lost A, failover B, run', SIDES, second);
    expect(again(third)).toEqual([false, true]);
  });

  test('copies to a lost site are withheld, after a move that was given up or is over, too; one that is under way leaves them as they are', () => {
    const copies = (s: Situation, site: string): boolean => readSite(viewOf(s), site).copies;
    expect(copies(ESTABLISHED, A)).toBe(true);
    expect(copies(after('lost B'), A)).toBe(false);
    expect(copies(after('lost A, failover B, abort, run, normal A, run, lost B'), A)).toBe(false);
    expect(copies(after('lost A, failover B'), B)).toBe(true);
    expect(copies(after('lost A, failover B, run'), B)).toBe(false);
    expect(copies(after('lost A, failover B, run, normal A'), B)).toBe(true);
  });

  test('a site that was replaced and answers again is fenced beside whatever else is due', () => {
    const freed = after('gone A, failover B, run, gone A by C, avoid A');
    expect([viewOf(freed).role(A), viewOf(freed).fencesDue]).toEqual(['fenced', [A]]);
    expect(due(after('run', SIDES, freed))).toBe('reprotect');
    expect(refusal(() => take(freed, { op: 'lost', site: A }))).toMatch(/was replaced/);
  });

  test('until the successor stood, the replacement is taken back, and the site owes a fence', () => {
    const mistaken = after('gone B by C, normal B');
    expect([viewOf(mistaken).own.sites, viewOf(mistaken).role(B), due(mistaken)]).toEqual([[A, B], 'fenced', 'fence']);
    expect(refusal(() => take(after('gone B by C, run'), { op: 'normal', site: B }))).toMatch(/no place to come back to/);
  });

  test('a component of which nothing ever stood blocks no failover: its whole loss is shown and asked for', () => {
    const lost = take(NORMAL, { op: 'lost', site: A });
    expect(refusal(() => take(lost, { op: 'failover', workload, to: B }))).toMatch(
      /Ledger: everything, nothing is recorded to stand there/,
    );
    const made = take(take(lost, { op: 'failover', workload, to: B, acceptLoss: true }), { record: 'started', workload, components: ALL });
    expect(ledgerAt(made, B)?.generations).toMatchObject([{ number: 0, how: 'created', holds: true, attached: false }]);
  });

  test('a move that gives back another one leaves nothing to undo', () => {
    const back = after('switch B, run 3, lost B, failover A, abort, normal B');
    expect([viewOf(back).active, due(back)]).toEqual([B, 'switch']);
  });
});

describe('Markers', () => {
  const chain = (s: Situation, stack: string): string[] => chainOf(s, workload, stack);

  test('a failover moves the marker of the site that takes over, and leaves those of traffic and of the lost site', () => {
    const [before, now] = [after('lost A'), after('lost A, failover B')];
    expect(markOf(now, workload, B).id).not.toBe(markOf(before, workload, B).id);
    for (const stack of ['traffic', A]) expect(chain(now, stack)).toEqual(chain(before, stack));
    expect(chain(now, B).slice(0, -1)).toEqual(chain(before, B));
  });

  test('two branches from one beginning give two markers, though they say the same at the same place in the list', () => {
    const lost = after('lost A');
    const [ada, bob] = ['Ada', 'Bob'].map((by) => declare(lost, { op: 'failover', workload, to: B }, [SIDES], { by, at: said().at }));
    expect(markOf(ada as Situation, workload, B).id).not.toBe(markOf(bob as Situation, workload, B).id);
  });

  test('what is said or recorded again changes nothing', () => {
    const now = after('lost A, failover B, run 1');
    expect(take(now, { op: 'lost', site: A })).toBe(now);
    expect(take(now, { record: 'started', workload, components: ALL })).toBe(now);
    const done = after('run', SIDES, now);
    expect(take(done, { record: 'completed', workload, components: ALL })).toBe(done);
  });
});
