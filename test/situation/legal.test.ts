import { NORMAL, type Sides } from '../../lib/situation/facts';
import { refuseIllegal } from '../../lib/situation/legal';
import type { ComponentPlace, Move, Situation, WorkloadSituation } from '../../lib/situation/schema';
import { after as afterSteps, said as saidAt, stepsIn, stepsOf, type Step } from '../support/history';

const [A, B, C, D] = ['nimbus:a', 'nimbus:b', 'nimbus:c', 'nimbus:d'] as const;
const workload = 'billing';
const sides: Sides = {
  workload,
  sites: [A, B],
  successors: [C],
  components: [
    { id: 'Invoices', flip: 'restore' },
    { id: 'Ledger', flip: 'promote' },
  ],
};
const said = saidAt();
const after = (...steps: Step[]): Situation => afterSteps([sides], ...steps);

const OVER: Step[] = [
  ...stepsIn('standing, lost A', sides),
  { op: 'failover', workload, to: B, from: { Invoices: 'monday' } },
  ...stepsIn('started, completed', sides),
];
const moved = after(...OVER);
const back = after(...OVER, ...stepsIn('avoid A, fenced A, normal A, standing', sides));
const replaced = after(...OVER, ...stepsIn('gone A by C', sides));

type Change = (facts: WorkloadSituation, situation: Situation) => void;
const refusal = (of: Situation, change: Change, all: readonly Sides[] = [sides]) => {
  const changed = structuredClone(of);
  change(changed.workloads[workload] as WorkloadSituation, changed);
  return () => {
    refuseIllegal(changed, all, 'situation.json');
  };
};
const details = (value: string): unknown => expect.objectContaining({ value: expect.stringContaining(value) as unknown });
const move = ({ moves }: WorkloadSituation): Move => moves[0] as Move;
const ledgerAt = ({ components: { Ledger } }: WorkloadSituation, site: string): ComponentPlace => Ledger?.at[site] as ComponentPlace;
const unchanged: Change = () => undefined;

test.each([
  ['nothing declared', NORMAL],
  ['a failover', moved],
  ['a reprotect', back],
  ['a successor', replaced],
])('what declarations and records lead to is legal: %s', (_, situation) => {
  expect(refusal(situation, unchanged)).not.toThrow();
});

test('what the code no longer has is history: components, and a site that was replaced', () => {
  expect(refusal(moved, unchanged, [{ ...sides, components: [] }])).not.toThrow();
  expect(refusal(replaced, unchanged, [{ ...sides, sites: [C, B], successors: [] }])).not.toThrow();
});

test('a component that was restored, and is promoted today, keeps the recovery point in its history', () => {
  const today: Sides = { ...sides, components: sides.components.map(({ id }) => ({ id, flip: 'promote' })) };
  expect(refusal(moved, unchanged, [today])).not.toThrow();
});

const STRANGERS: [string, string, Change][] = [
  ['a status', D, (_, { status }) => Object.assign(status, { [D]: { is: 'lost', since: said.at, by: 'Ada' } })],
  [
    'a successor that nobody has',
    D,
    (_, { status }) => Object.assign(status, { [A]: { is: 'gone', since: said.at, by: 'Ada', replacedBy: D } }),
  ],
  ['a workload', 'payroll', (facts, { workloads }) => Object.assign(workloads, { payroll: facts })],
  ['the pair', D, (facts) => (facts.sites = [D, B])],
  ['freed', D, (facts) => facts.freed.push(D)],
  ['a move', D, (facts) => (move(facts).to = D)],
  ['asked', D, (facts) => (facts.asked[D] = { move: 1, ...said })],
  ['fenced', D, (facts) => (facts.fenced[D] = { move: 1, at: said.at })],
  ['the base', D, (facts) => (facts.base.site = D)],
  ['a place', D, ({ components: { Ledger } }) => Object.assign(Ledger?.at ?? {}, { [D]: Ledger?.at[A] })],
  ['the first site of a component', D, ({ components: { Ledger } }) => Object.assign(Ledger ?? {}, { first: D })],
  ['a mark of a site', `billing/${D}`, (_, { log }) => Object.assign(log[0]?.marks ?? {}, { [`billing/${D}`]: 'x' })],
  ['a mark of a workload', 'payroll/links', (_, { log }) => Object.assign(log[0]?.marks ?? {}, { 'payroll/links': 'x' })],
];
test.each(STRANGERS)('what does not exist is refused: %s', (_, value, change) => {
  expect(refusal(moved, change)).toThrow(expect.objectContaining({ id: 'DR-SIT-02', details: details(value) }));
});

test('a site that left the code without being replaced is refused', () => {
  const other = [{ ...sides, sites: [D, B] as const }];
  expect(refusal(moved, unchanged, other)).toThrow(expect.objectContaining({ id: 'DR-SIT-02', details: details(A) }));
});

const second = (facts: WorkloadSituation, over: Partial<Move>): void => {
  facts.moves.push({ kind: 'planned', from: B, to: A, ...said, components: {}, ...over });
};
const IMPOSSIBLE: [string, string, Change][] = [
  ['started, not of the list', 'started or completed: Web', (facts) => move(facts).started?.push('Web')],
  ['completed, not of the list', 'started or completed: Web', (facts) => move(facts).completed?.push('Web')],
  ['completed, not started', 'completed: Ledger', (facts) => (move(facts).started = ['Invoices'])],
  ['a fence of nobody’s', `fenced: ${B}`, (facts) => (facts.fenced[B] = { move: 1, at: said.at })],
  [
    'a fence of what is asked to be closed',
    `fenced: ${B}`,
    (facts) => {
      facts.asked[B] = { move: 2, what: 'close', ...said };
      facts.fenced[B] = { move: 2, at: said.at };
    },
  ],
  ['current, not recorded', `current: Ledger@${A}#7`, (facts) => (ledgerAt(facts, A).current = 7)],
  ['a number twice', `Ledger@${A}#0, twice`, (facts) => ledgerAt(facts, A).generations.push(...ledgerAt(facts, A).generations)],
  ['current and retired', `retired: Ledger@${A}#1`, (facts) => ledgerAt(facts, A).generations.forEach((one) => (one.retired = true))],
  ['the first move from the standby', `move 1: forced, ${B} → ${A}`, (facts) => Object.assign(move(facts), { from: B, to: A })],
  ['a move from where the role was not', `move 2: planned, ${A} → ${B}`, (facts) => second(facts, { from: A, to: B })],
  ['a move to where the role is', `move 2: planned, ${B} → ${B}`, (facts) => second(facts, { to: B })],
  [
    'two moves open',
    `move 2: forced, ${B} → ${C}, while the move of`,
    (facts) => {
      move(facts).completed = ['Ledger'];
      second(facts, { kind: 'forced', to: C });
    },
  ],
  [
    'a point of what is promoted',
    'Ledger: recovery point monday',
    (facts) => Object.assign(move(facts).components['Ledger'] ?? {}, { point: 'monday' }),
  ],
  [
    'an empty point',
    'Invoices: an empty recovery point',
    (facts) => Object.assign(move(facts).components['Invoices'] ?? {}, { point: ' ' }),
  ],
];
test.each(IMPOSSIBLE)('what cannot be is refused: %s', (_, value, change) => {
  expect(refusal(moved, change)).toThrow(expect.objectContaining({ id: 'DR-SIT-03', details: details(value) }));
});

test('a second open move is allowed where it goes back from the first, and where the first was given up', () => {
  const open: Change = (facts) => {
    move(facts).completed = ['Ledger'];
    second(facts, { kind: 'forced' });
  };
  expect(refusal(moved, open)).not.toThrow();
  const aborted: Change = (facts) => {
    move(facts).aborted = said;
    second(facts, { kind: 'forced', from: A, to: B });
  };
  expect(refusal(moved, aborted)).not.toThrow();
});

test('a move that goes back, given up, and then the one that it left: each can still be read', () => {
  const { standing } = stepsOf(sides);
  const given = after(
    standing,
    { op: 'switch', workload, to: B },
    { op: 'lost', site: B },
    { op: 'failover', workload, to: A, acceptLoss: true },
    { op: 'abort', workload },
    { op: 'abort', workload },
  );
  expect(given.workloads[workload]?.moves).toHaveLength(2);
  expect(() => {
    refuseIllegal(given, [sides], 'situation.json');
  }).not.toThrow();
});
