import { offer } from '../../lib/situation/declarations';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { refuseIllegal } from '../../lib/situation/legal';
import { isLeftAlone, markOf } from '../../lib/situation/markers';
import { merge } from '../../lib/situation/merge';
import { readSite, type GenerationReading } from '../../lib/situation/reading';
import type { Situation } from '../../lib/situation/schema';
import type { Declaration, Happening } from '../../lib/situation/words';
import { afterStory, said, stepsIn } from '../support/history';
import { A, B, dueOf, phaseOf, refusal, take as takeIn, viewOf as viewIn, workload } from './world';

const SIDES: Sides = {
  workload,
  sites: [A, B],
  successors: [],
  components: [
    { id: 'Index', flip: 'promote' },
    { id: 'Invoices', flip: 'restore', remade: true },
    { id: 'Ledger', flip: 'promote', remade: true },
    { id: 'Web', flip: 'symmetric' },
  ],
};
const PEACE = afterStory('standing', SIDES);
const RESTORE: Declaration = { op: 'restore', workload, from: { Ledger: 'monday' } };
const ABORT: Declaration = { op: 'abort', workload };
const happened = (record: 'started' | 'completed'): Happening => ({ record, workload, components: ['Ledger'] });

const viewOf = (situation: Situation) => viewIn(situation, SIDES);
const take = (now: Situation, ...steps: readonly (Declaration | Happening)[]): Situation =>
  steps.reduce((last, step) => takeIn(last, step, SIDES), now);
const story = (now: Situation, words: string): Situation => take(now, ...stepsIn(words, SIDES));
const readAt = (now: Situation, site: string): readonly GenerationReading[] =>
  readSite(viewOf(now), site).components.find(({ component }) => component === 'Ledger')?.generations ?? [];

const declared = take(PEACE, RESTORE);
const begun = take(declared, happened('started'));
const done = take(begun, happened('completed'));

describe('A restore where the workload serves', () => {
  it('closes the entrance, leaves what joins the sites alone, and makes nothing yet', () => {
    const view = viewOf(declared);
    expect([phaseOf(view), dueOf(view), view.active, view.role(A), view.role(B)]).toEqual(['restoring', 'restore', A, 'closed', 'standby']);
    expect([view.announced, isLeftAlone(view)]).toEqual([['Ledger'], true]);
    expect(readAt(declared, A)).toMatchObject([{ number: 0, current: true }]);
    expect(view.stands(B)).toBe(true);
  });

  it('gives each stack that it changes a marker', () => {
    const mark = (now: Situation, stack: string): string => markOf(now, workload, stack).id;
    expect(['links', A].filter((stack) => mark(declared, stack) === mark(PEACE, stack))).toEqual([]);
    expect(['links', A].filter((stack) => mark(begun, stack) === mark(declared, stack))).toEqual([]);
    expect(mark(done, 'traffic')).toBe(mark(PEACE, 'traffic'));
  });

  it('begun, makes a new generation from the point, beside the old one', () => {
    const view = viewOf(begun);
    expect([dueOf(view), view.role(A), readSite(view, A).shut, isLeftAlone(view)]).toEqual(['restore', 'serving', true, true]);
    expect(readAt(begun, A)).toMatchObject([
      { number: 0, current: false, holds: true, retired: false },
      { number: 1, current: true, holds: true, how: 'restored', of: `${A}#0`, point: 'monday', done: false },
    ]);
    expect(readAt(begun, B)).toMatchObject([{ number: 0, current: true, attached: true, of: `${A}#0` }]);
  });

  it('verified, is what counts: the other site stands by anew, and what stood there is kept', () => {
    const view = viewOf(done);
    expect([phaseOf(view), dueOf(view), view.role(A), readSite(view, A).shut]).toEqual(['unprotected', 'reprotect', 'serving', undefined]);
    expect(readAt(done, A)).toMatchObject([
      { number: 0, current: false },
      { number: 1, current: true, how: 'restored', point: 'monday', done: true },
    ]);
    expect(readAt(done, B)).toMatchObject([
      { number: 0, current: false, of: `${A}#0`, attached: true },
      { number: 1, current: true, of: `${A}#1`, how: 'replica' },
    ]);
    const home = story(done, 'standing');
    expect([phaseOf(viewOf(home)), viewOf(home).base]).toEqual(['normal', A]);
    expect(() => {
      refuseIllegal(home, [SIDES], 'situation.json');
    }).not.toThrow();
    const retired = take(
      home,
      { op: 'retire', workload, generation: `Ledger@${A}#0` },
      { op: 'retire', workload, generation: `Ledger@${B}#0` },
    );
    expect([readAt(retired, A)[0]?.retired, readAt(retired, B)[0]?.retired]).toEqual([true, true]);
  });

  it('is no move of the role: the direction of what is joined, and who answers, are as they were', () => {
    const of = (now: Situation) => {
      const view = viewOf(story(now, 'standing'));
      return [view.turns, view.sinceBase, view.isUnopened(A), view.owes(A), view.own.asked, view.own.fenced];
    };
    expect(of(done)).toEqual(of(PEACE));
  });

  it('what stood at the other site before is never offered again', () => {
    expect(offer(viewOf(story(declared, 'lost A')), 'Ledger', B)).toEqual({ generation: 0, loss: 'rpo' });
    expect(offer(viewOf(story(done, 'lost A')), 'Ledger', B)).toEqual({ generation: 2, loss: 'all' });
    expect(offer(viewOf(story(done, 'standing, lost A')), 'Ledger', B)).toEqual({ generation: 1, loss: 'rpo' });
    const over = take(story(done, 'lost A'), { op: 'failover', workload, to: B, from: { Ledger: 'sunday' }, acceptLoss: true });
    expect(readAt(over, B).at(-1)).toMatchObject({ number: 2, how: 'restored', point: 'sunday' });
  });

  it('what only waits for a copy waits for one of what was made', () => {
    const components = ['Invoices'];
    const now = take(
      PEACE,
      { op: 'restore', workload, from: { Invoices: 'monday' } },
      { record: 'started', workload, components },
      { record: 'completed', workload, components },
    );
    const of = ({ number, of, how }: GenerationReading) => [number, of, how];
    const at = readSite(viewOf(now), B).components.find(({ component }) => component === 'Invoices');
    expect([at?.generations.map(of), phaseOf(viewOf(now))]).toEqual([[[0, `${A}#1`, 'restored']], 'unprotected']);
    expect(offer(viewOf(story(now, 'lost A')), 'Invoices', B)).toMatchObject({ generation: 0, loss: 'since' });
  });

  it('begins from the latest point, where that is said', () => {
    const latest = take(PEACE, { op: 'restore', workload, from: { Invoices: 'latest' } });
    expect(viewOf(latest).open?.components).toEqual({ Invoices: { generation: 1, loss: 'all' } });
  });
});

describe('A restore that does not go to its end', () => {
  it('is given up ahead of its line, and all is as before', () => {
    const given = take(declared, ABORT);
    expect([phaseOf(viewOf(given)), dueOf(viewOf(given)), viewOf(given).role(A)]).toEqual(['aborting', 'abort', 'serving']);
    const undone = story(given, 'undone');
    expect([phaseOf(viewOf(undone)), isLeftAlone(viewOf(undone))]).toEqual(['normal', false]);
    expect(readAt(undone, A)).toMatchObject([{ number: 0, current: true }]);
    expect(refusal(() => take(begun, ABORT))).toMatchObject({ id: 'DR-SIT-06' });
    expect(viewOf(take(given, happened('started'))).restoring?.started).toEqual(['Ledger']);
  });

  it.each([
    ['before it was begun', declared],
    ['once it was begun', begun],
  ])('%s: its site is lost, and the other one takes over', (_, now) => {
    const lost = story(now, 'lost A');
    expect([phaseOf(viewOf(lost)), dueOf(viewOf(lost))]).toEqual(['target-lost', 'hold']);
    const over = story(lost, 'failover B, started, completed, normal A, fenced A');
    expect([viewOf(over).active, phaseOf(viewOf(over))]).toEqual([B, 'unprotected']);
    expect(readAt(over, A)).toMatchObject([
      { number: 0, current: false },
      { number: 2, current: true, of: `${B}#0` },
    ]);
    expect(() => {
      refuseIllegal(over, [SIDES], 'situation.json');
    }).not.toThrow();
    const { leaves } = readSite(viewOf(over), A).components.find(({ component }) => component === 'Ledger') ?? {};
    expect(leaves).toEqual(now === begun ? [1] : []);
  });

  it('said again, changes nothing', () => {
    expect(takeIn(begun, happened('started'), SIDES)).toBe(begun);
    expect(takeIn(done, happened('completed'), SIDES)).toBe(done);
  });
});

describe('Two branches, one of which restores', () => {
  const say = (what: Declaration, by: string): Situation => takeIn(PEACE, what, SIDES, said(by === 'Bob' ? 8 : 7, by));
  const join = (ours: Situation, theirs: Situation, prefer?: 'ours'): Situation => merge(ours, theirs, [SIDES], said(9, 'Eve'), prefer);

  it('are one where the other one says what is so elsewhere', () => {
    const view = viewOf(join(say(RESTORE, 'Ada'), say({ op: 'lost', site: B }, 'Bob')));
    expect([view.restoring?.components['Ledger']?.point, view.isOut(B)]).toEqual(['monday', true]);
  });

  it.each([
    ['restores from another point', { ...RESTORE, from: { Ledger: 'sunday' } }],
    ['moves the role', { op: 'switch', workload, to: B }],
  ] as const)('are asked about where the other one %s', (_, other) => {
    const [ours, theirs] = [say(RESTORE, 'Ada'), say(other, 'Bob')];
    expect(() => join(ours, theirs)).toThrow('DR-SIT-11');
    expect(viewOf(join(ours, theirs, 'ours')).restoring?.components['Ledger']?.point).toBe('monday');
  });
});

test.each([
  ['before anything stands', NORMAL, { Ledger: 'monday' }, undefined],
  ['while the active site is out', story(PEACE, 'lost A'), { Ledger: 'monday' }, 'is not normal'],
  ['while a move is open', story(PEACE, 'switch B'), { Ledger: 'monday' }, 'is under way'],
  ['while another one is open', declared, { Invoices: 'monday' }, 'is under way'],
  ['while a close is asked', story(PEACE, 'close A'), { Ledger: 'monday' }, 'closed already'],
  ['before an abort is undone', take(declared, ABORT), { Ledger: 'monday' }, 'not undone yet'],
  ['of what takes writes at both sites', PEACE, { Web: 'monday' }, 'Web is not made anew from a copy'],
  ['of what its service makes from no copy', PEACE, { Index: 'monday' }, 'Index is not made anew from a copy'],
  ['of what does not exist', PEACE, { Other: 'monday' }, 'no such component'],
  ['of nothing', PEACE, {}, 'Nothing is named'],
  ['from an empty point', PEACE, { Ledger: ' ' }, 'would be made empty'],
  ['from none', PEACE, { Ledger: 'none' }, 'would be made empty'],
] as const)('a restore %s', (_, now, from, why) => {
  const work = () => takeIn(now, { op: 'restore', workload, from }, SIDES, said(9));
  if (why === undefined) expect(work).not.toThrow();
  else expect(refusal(work)).toMatchObject({ id: 'DR-SIT-06', what: expect.stringContaining(why) as unknown });
});
