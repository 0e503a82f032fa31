import type { ContinuityError } from '../../lib/words/errors';
import { carryOver, type Flips } from '../../lib/situation/carry';
import type { Sides } from '../../lib/situation/facts';
import { refuseIllegal } from '../../lib/situation/legal';
import { chainOf } from '../../lib/situation/markers';
import { dueOf } from '../../lib/situation/phases';
import type { Situation } from '../../lib/situation/schema';
import { situationSchema as v1Schema, type Situation as V1Situation } from '../../lib/situation/v1';
import files from './v1-files.json';
import { parseSituation, situationText } from '../../lib/situation/text';
import { View } from '../../lib/situation/view';

const [A, B] = ['nimbus:a', 'nimbus:b'] as const;
const workload = 'billing';
const components = ['Invoices', 'Ledger', 'Web'];
const path = 'situation.json';
const flips: Flips = { billing: { Invoices: 'restore', Ledger: 'promote', Web: 'symmetric' } };
const sides: Sides = {
  workload,
  sites: [A, B],
  successors: [],
  components: components.map((id) => ({ id, flip: flips['billing']?.[id] ?? 'symmetric' })),
};
const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

/** Files as version 1 wrote them, each with what version 1 took it to mean. */
type Name = keyof typeof files;
const NAMES = Object.keys(files) as Name[];
const v1At = (name: Name): V1Situation => v1Schema.parse(files[name].file);
const V1_NORMAL: V1Situation = { version: 1, sequence: 0, status: {}, workloads: {} };
const carriedAt = (name: Name): Situation => parseSituation(JSON.stringify(v1At(name)), path, { flips });
const viewAt = (name: Name): View => new View(carriedAt(name), sides);
const ledger = (name: Name, site: string) => viewAt(name).own.components['Ledger']?.at[site];

describe('it means the same', () => {
  test.each(NAMES)('%s: who serves, roles, base, and the generations of what is promoted', (name) => {
    const view = viewAt(name);
    expect({
      active: view.active,
      standby: view.standby,
      roles: [view.role(A), view.role(B)],
      base: view.base,
      generations: [view.currentOf('Ledger', A), view.currentOf('Ledger', B)],
    }).toEqual(files[name].meaning);
    for (const site of [A, B]) expect(view.currentOf('Web', site)).toBe(0);
  });

  test.each(NAMES)('%s: it is legal, and is written and read back', (name) => {
    const carried = carriedAt(name);
    expect(() => {
      refuseIllegal(carried, [sides], path);
    }).not.toThrow();
    expect(parseSituation(situationText(carried), path)).toStrictEqual(carried);
    expect(carried.sequence).toBe(v1At(name).sequence);
  });

  test('the procedure that is due', () => {
    const due: Name[] = [
      'A lost',
      'failing over',
      'half over',
      'failed over',
      'A is back',
      'reprotected',
      'B is fenced',
      'switching home',
      'home',
    ];
    expect(due.map((name) => [name, dueOf(viewAt(name))])).toEqual([
      ['A lost', 'hold'],
      ['failing over', 'failover'],
      ['half over', 'failover'],
      ['failed over', 'standby-lost'],
      ['A is back', 'fence'],
      ['reprotected', 'establish'],
      ['B is fenced', 'prepare'],
      ['switching home', 'switch'],
      ['home', 'establish'],
    ]);
  });
});

test('the log begins with what was carried, at the last moment in the file; stacks keep the markers of version 1', () => {
  const carried = carriedAt('A is fenced');
  expect(carried.log).toEqual([{ what: { op: 'carried', sequence: carried.sequence }, by: 'cdktf-continuity', at: at(6), marks: {} }]);
  expect(chainOf(carried, workload, 'links')).toContain(String(v1At('A is fenced').workloads[workload]?.markers['links']));
  expect(carryOver(V1_NORMAL, path).log[0]?.at).toBe('1970-01-01T00:00:00Z');
  expect(carriedAt('A lost').status).toEqual({ [A]: { is: 'lost', since: at(0), by: 'unknown' } });
});

test('a move is carried with what it lists, its steps, its lag and its recovery point', () => {
  const [forced, planned] = carriedAt('home').workloads[workload]?.moves ?? [];
  expect(forced).toStrictEqual({
    kind: 'forced',
    from: A,
    to: B,
    by: 'Ada',
    at: at(1),
    incident: 'INC-1',
    components: {
      Invoices: { generation: 0, loss: 'rpo', point: 'monday' },
      Ledger: { generation: 0, loss: 'rpo' },
      Web: { generation: 0, loss: 'rpo' },
    },
    started: components,
    completed: components,
  });
  expect(planned).toMatchObject({ kind: 'planned', from: B, to: A, lag: { Invoices: 0, Ledger: 0 }, started: components });
  expect(planned?.components).toEqual({
    Invoices: { generation: 1, loss: 'none' },
    Ledger: { generation: 1, loss: 'none' },
    Web: { generation: 0, loss: 'none' },
  });
});

test('an open move is of every component of the code: what was not begun can still be', () => {
  expect(Object.keys(carriedAt('failing over').workloads[workload]?.moves[0]?.components ?? {})).toEqual(components);
});

test('a generation that lost the role is beside its successor, which stands once the move was protected', () => {
  const old = { number: 0, flip: 'promote', how: 'created', asked: true, stood: true, held: true, retired: false };
  const next = { number: 1, flip: 'promote', how: 'replica', of: `${B}#0`, asked: false, stood: false, held: false, retired: false };
  expect(ledger('failed over', A)).toEqual({ current: 1, standing: false, until: at(0), generations: [old, next] });
  expect(ledger('first generation retired', A)).toEqual({
    current: 1,
    standing: true,
    generations: [
      { ...old, retired: true },
      { ...next, asked: true, stood: true },
    ],
  });
  expect(ledger('home', B)).toMatchObject({ current: 1, standing: true, generations: [{ held: true }, { of: `${A}#1`, stood: true }] });
});

test('how a component flips is not in the file: one that is not named keeps its first generation', () => {
  const carried = carryOver(v1At('home'), path);
  for (const site of [A, B]) expect(new View(carried, sides).currentOf('Ledger', site)).toBe(0);
});

describe('fences', () => {
  const fences = (situation: Situation) => [situation.workloads[workload]?.asked, situation.workloads[workload]?.fenced];

  test('of a site that lost the role: asked by its move, and confirmed', () => {
    expect(fences(carriedAt('reprotected'))).toEqual([{ [A]: { move: 1, by: 'Ada', at: at(1) } }, { [A]: { move: 1, at: at(6) } }]);
  });

  test('for a switch to come: asked of the site that serves, and to be confirmed again', () => {
    expect(fences(carriedAt('B is fenced'))[0]).toMatchObject({ [A]: { move: 1 }, [B]: { move: 2, by: 'unknown', at: at(9) } });
    expect(Object.keys(fences(carriedAt('B is fenced'))[1] ?? {})).toEqual([A]);
  });

  test('of a region that does not answer again: not known any more', () => {
    const lost = { ...v1At('reprotected'), status: { [A]: { is: 'lost' as const, since: at(20) } } };
    expect(fences(carryOver(lost, path, flips))[1]).toEqual({});
  });
});

test('a move that was given up moved nothing, and nothing is to be undone', () => {
  const given = v1At('failing over');
  Object.assign(given.workloads[workload]?.history[1] ?? {}, { aborted: at(3) });
  const carried = carryOver(given, path, flips);
  const view = new View(carried, sides);
  expect(view.own.moves[0]).toMatchObject({
    aborted: { by: 'unknown', at: at(3) },
    undone: at(3),
  });
  expect([view.active, view.aborting, view.open, view.own.components, view.own.asked]).toEqual([A, undefined, undefined, {}, {}]);
});

test('a workload that never moved is carried where its other site is named, and left out where nobody names it', () => {
  const calm = v1At('A lost');
  expect(carryOver(calm, path).workloads[workload]).toMatchObject({ sites: [A, B], moves: [], components: {} });
  Object.assign(calm.workloads[workload] ?? {}, { markers: {} });
  expect(carryOver(calm, path).workloads).toEqual({});
});

test.each([
  ['a third site', 'sites: nimbus:a, nimbus:b, nimbus:c', { active: ['nimbus:c'], kind: 'forced' as const }],
  ['a restore in place', 'entry 3: restore', { active: [A], kind: 'restore' as const }],
])('what version 1 refused too cannot be carried: %s', (_, value, entry) => {
  const odd = v1At('reprotected');
  odd.workloads[workload]?.history.push({ ...entry, since: at(9) });
  const refusal: Partial<ContinuityError> = { id: 'DR-SIT-03', details: expect.objectContaining({ value }) as ContinuityError['details'] };
  expect(() => carryOver(odd, path, flips)).toThrow(expect.objectContaining(refusal));
});
