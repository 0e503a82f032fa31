import { declare, record } from '../../lib/situation/declare';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import { refuseIllegal } from '../../lib/situation/legal';
import type { Situation } from '../../lib/situation/schema';
import type { Happening } from '../../lib/situation/words';
import { said, take, type Step } from '../support/history';
import { A, after, ALL, B, ESTABLISHED, refusal, SIDES, viewOf, workload } from './world';

const note = (situation: Situation, happening: Happening, sides: Sides = SIDES): Situation =>
  record(situation, happening, [sides], said(9, 'Bo'));
const started: Happening = { record: 'started', workload, components: ALL };
const completed: Happening = { record: 'completed', workload, components: ALL };

describe('what is recorded twice counts once, also after what it belongs to is over', () => {
  test('whatever is said of a region that is none of its own', () => {
    const both = [SIDES, { ...SIDES, workload: 'shop', sites: ['nimbus:x', 'nimbus:y'] as const, successors: [] }] as const;
    const over = ['lost', 'failover', 'started', 'completed'] as const;
    const acts = { lost: { op: 'lost', site: A }, failover: { op: 'failover', workload, to: B, acceptLoss: true } } as const;
    const steps: Step[] = over.map((word) =>
      word in acts ? acts[word as 'lost'] : { record: word as 'started', workload, components: ALL },
    );
    const done = steps.reduce((now, step, i) => take(now, step, [...both], said(i)), NORMAL);
    const beside = take(done, { op: 'lost', site: 'nimbus:x' }, [...both], said(9, 'Eve'));
    expect(record(beside, { record: 'started', workload, components: ALL }, [...both], said(10))).toBe(beside);
    expect(record(beside, { record: 'completed', workload, components: ALL }, [...both], said(11))).toBe(beside);
  });

  test.each<[string, string, Happening]>([
    ['started, once the move is completed', 'lost A, failover B, run', started],
    ['completed, once the move is completed', 'lost A, failover B, run', completed],
    ['a fence, once the site stands by', 'lost A, failover B, run, normal A, run', { record: 'fenced', workload, site: A }],
    ['undone, once it is', 'lost A, failover B, abort, run', { record: 'undone', workload }],
    ['a lag, once the switch is completed', 'switch B, run', { record: 'lag', workload, lag: { Invoices: 0, Ledger: 0 } }],
    ['standing', 'lost A, failover B, run, normal A, run, run', { record: 'standing', workload, components: ALL }],
  ])('%s', (_, story, happening) => {
    const before = after(story);
    expect(note(before, happening)).toBe(before);
  });

  test('but not what was recorded before something else was declared', () => {
    const again = after('lost A, failover B, run, normal A, run, run, lost B, failover A');
    expect(note(again, started)).not.toBe(again);
    const lost = after('lost A, failover B, run, normal A, run, lost A');
    expect(refusal(() => note(lost, { record: 'fenced', workload, site: A })).id).toBe('DR-SIT-06');
  });
});

describe('a component that the list of a move lacks', () => {
  const wider: Sides = { ...SIDES, components: [...SIDES.components, { id: 'Late', flip: 'promote' }] };
  const all = wider.components.map(({ id }) => id);

  test.each([
    ['a failover is declared again', 'lost A, failover B', 'continuity declare failover'],
    ['a switch is given up', 'switch B', 'continuity declare abort'],
  ])('stops the run before the promotion: %s', (_, story, fix) => {
    const { id, value, fix: way } = refusal(() => note(after(story), { record: 'started', workload, components: all }, wider));
    expect([id, value]).toEqual(['DR-SIT-06', 'Late']);
    expect(way).toContain(fix);
  });

  test('is listed by the failover said again', () => {
    const again = declare(after('lost A, failover B'), { op: 'failover', workload, to: B, acceptLoss: true }, [wider], said());
    expect(Object.keys(again.workloads[workload]?.moves[0]?.components ?? {})).toEqual(expect.arrayContaining(all));
    expect(viewOf(note(again, { record: 'started', workload, components: all }, wider), wider).open?.started).toHaveLength(3);
  });

  test('came after the promotion was begun: the move ends with its own list, and it is taken in afterwards', () => {
    const moved = note(note(after('lost A, failover B'), started, wider), completed, wider);
    expect([viewOf(moved, wider).open, viewOf(moved, wider).unlisted.map(({ id }) => id)]).toEqual([undefined, ['Late']]);
    const taken = declare(moved, { op: 'added', workload }, [wider], said());
    expect(taken.workloads[workload]?.components['Late']?.first).toBe(B);
  });
});

test('a component that left the code in the middle of a move is completed all the same', () => {
  const [invoices] = SIDES.components;
  const narrower: Sides = { ...SIDES, components: [invoices!] };
  const moved = note(note(after('lost A, failover B'), started, narrower), completed, narrower);
  expect(viewOf(moved, narrower).open).toBeUndefined();
  expect(() => {
    refuseIllegal(moved, [narrower], 'situation.json');
  }).not.toThrow();
});

test('a move that was given up is no longer begun once one of its sites was replaced', () => {
  const open = after('lost A, failover B, abort');
  expect(viewOf(note(open, started)).open?.started).toEqual(ALL);
  const replaced = declare(open, { op: 'gone', site: B, replacedBy: 'nimbus:c' }, [SIDES], said());
  expect(refusal(() => note(replaced, started)).id).toBe('DR-SIT-06');
});

describe('a recovery point', () => {
  const restored: Sides = {
    ...SIDES,
    components: [
      { id: 'Ledger', flip: 'restore' },
      { id: 'Web', flip: 'symmetric' },
    ],
  };
  const standing = record(
    after('', restored, { ...ESTABLISHED, workloads: {}, log: [] }),
    { record: 'standing', workload, components: ['Ledger', 'Web'] },
    [restored],
    said(),
  );
  const lost = declare(standing, { op: 'lost', site: A }, [restored], said());
  const from = (points: Record<string, string>): Situation =>
    declare(lost, { op: 'failover', workload, to: B, from: points }, [restored], said());

  test('stays with the generation that is made from it', () => {
    const run = [started, completed].reduce(
      (now, one) => note(now, { ...one, components: ['Ledger', 'Web'] } as Happening, restored),
      from({ Ledger: 'monday' }),
    );
    expect(run.workloads[workload]?.components['Ledger']?.at[B]?.generations[0]).toMatchObject({ how: 'restored', point: 'monday' });
  });

  test('none: it is made empty', () => {
    const run = [started, completed].reduce(
      (now, one) => note(now, { ...one, components: ['Ledger', 'Web'] } as Happening, restored),
      from({ Ledger: 'none' }),
    );
    expect(run.workloads[workload]?.components['Ledger']?.at[B]?.generations[0]).toMatchObject({ how: 'created' });
  });

  test.each([
    ['of a component that is not restored', { Web: 'monday' }, 'Web'],
    ['of a component that does not exist', { Other: 'monday' }, 'Other'],
    ['that is empty', { Ledger: ' ' }, "''"],
  ])('%s is refused', (_, points, value) => {
    expect(refusal(() => from(points))).toMatchObject({ id: 'DR-SIT-06', value });
  });
});
