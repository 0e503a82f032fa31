import fc from 'fast-check';
import type { TrafficCell } from '../../lib/port/cloud';
import { Duration } from '../../lib/objectives/duration';
import type { Clock } from '../../lib/objectives/objectives';
import { budgetOf } from '../../lib/plan/budget';
import type { Protection } from '../../lib/plan/protection';
import { INVOICES, LEDGER, NET, objectives, plan } from './input';

const figure = (seconds: number) => ({ seconds, source: 'test', verified: true });
const traffic: TrafficCell['facts'] = { switch: 'a test', detection: figure(30), propagation: figure(60) };
const [first] = plan({ declarations: [NET, LEDGER] }).protections as [Protection];
const protection = (id: string, wave: number, promotion: number, rpo: number): Protection => ({
  ...first,
  declaration: { ...LEDGER, id },
  wave,
  promotion: figure(promotion),
  rpo: figure(rpo),
});
const named = (clock: Clock) =>
  budgetOf(
    objectives(60, 15, { clock, detection: Duration.minutes(7), decision: Duration.minutes(11) }),
    [protection('Ledger', 1, 300, 60)],
    traffic,
  );

test.each<[Clock, string[]]>([
  ['incident', ['detection', 'decision']],
  ['detection', ['decision']],
  ['call', []],
])('the clock of the %s counts %j before the tool', (clock, before) => {
  const { parts } = named(clock);
  expect(parts.map(({ name }) => name)).toEqual([
    ...before,
    'fence',
    'apply',
    'wave 2: Ledger',
    'traffic: detection',
    'traffic: propagation',
    'application check',
  ]);
});

test('a clock that starts later is shorter by what it leaves out, and by nothing else', () => {
  expect(named('incident').rto - named('detection').rto).toBe(7 * 60);
  expect(named('detection').rto - named('call').rto).toBe(11 * 60);
});

test('in a wave the slowest counts; a wave that takes no time is not told', () => {
  const all = [protection('A', 0, 0, 0), protection('B', 1, 100, 5), protection('C', 1, 400, 1), protection('D', 2, 50, 3)];
  const { parts, rpo, worst } = budgetOf(objectives(60, 15), all, undefined);
  expect(parts.filter(({ name }) => name.startsWith('wave')).map(({ name, figure: { seconds } }) => [name, seconds])).toEqual([
    ['wave 2: C', 400],
    ['wave 3: D', 50],
  ]);
  expect([rpo, worst]).toEqual([5, 'B']);
});

test('the parts add up, whatever they are; the RPO is that of the worst', () => {
  const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.nat(10_000), fc.nat(10_000)), { maxLength: 8 });
  fc.assert(
    fc.property(some, fc.boolean(), fc.constantFrom<Clock>('incident', 'detection', 'call'), (rows, switched, clock) => {
      const all = rows.map(([wave, promotion, rpo], i) => protection(`C${i}`, wave, promotion, rpo));
      const budget = budgetOf(objectives(60, 15, { clock }), all, switched ? traffic : undefined);
      expect(budget.rto).toBe(budget.parts.reduce((sum, part) => sum + part.figure.seconds, 0));
      expect(budget.rpo).toBe(Math.max(0, ...rows.map(([, , rpo]) => rpo)));
      expect(budget.parts.every((part) => part.figure.source !== '')).toBe(true);
      expect(new Set(budget.parts.map(({ name }) => name)).size).toBe(budget.parts.length);
    }),
  );
});

test('what the library assumes is not called verified', () => {
  for (const { name, figure: f } of named('incident').parts) {
    if (['fence', 'apply', 'application check'].includes(name))
      expect([name, f.verified, f.source]).toEqual([name, false, expect.stringContaining('measure it in a drill')]);
  }
});

test('the plan of a workload has the budget of its own objectives', () => {
  const { budget } = plan({ declarations: [NET, LEDGER, INVOICES] });
  expect(budget.parts.map(({ name }) => name)).toEqual([
    'detection',
    'decision',
    'fence',
    'apply',
    'wave 2: Invoices',
    'application check',
  ]);
});
