import { Objectives } from '../../lib/objectives/objectives';
import { Duration } from '../../lib/objectives/duration';
import { Tier } from '../../lib/objectives/tier';
import { analysisOf, type Analysis, type Way } from '../../lib/plan/analysis';
import type { DeclaredInput } from '../../lib/plan/input';
import { protect } from '../../lib/plan/protecting';
import { tried } from '../../lib/plan/trying';
import type { CellFacts } from '../../lib/port/facts';
import type { Sla } from '../../lib/words/sla';
import { A, cell, CELLS, declared, INVOICES, KEYS, LEDGER, NET, site } from './input';

const sla = (percent: number): Sla => ({ of: 'a service', percent, source: 'https://vendor.example', date: '2026-11-30', verified: true });
const zonal: CellFacts['zonal'] = {
  rpo: { seconds: 0, source: 'test', verified: true },
  promotion: { seconds: 60, source: 'test', verified: true },
};
const facts = { slas: () => [] };
/** A bucket is always in several zones; a database is promised more where it is. */
const cells = {
  ...CELLS,
  network: cell({ none: 'symmetric', prepared: 'symmetric', reduced: 'symmetric' }, { ...facts, figures: () => CELLS_FIGURES }),
  secrets: cell({ replica: 'owned' }, { ...facts, figures: () => CELLS_FIGURES }),
  'object-storage': cell({ replica: 'symmetric', backup: 'restore' }, { zonal: { ...zonal, always: true }, slas: () => [sla(99.9)] }),
  'relational-database': cell(
    { replica: 'promote', backup: 'restore' },
    { zonal, slas: (_, spread) => [sla(spread === 'zonal' ? 99.95 : 99.5)] },
  ),
};
const CELLS_FIGURES = { rpo: { seconds: 0, source: 'test', verified: true }, promotion: { seconds: 0, source: 'test', verified: true } };
const at = (code: 'north-1' | 'south-1') => {
  const { cloud, ...rest } = site(code);
  return { ...rest, cloud: { ...cloud, cells } };
};
const there = { [A]: { id: 'running' } };
const input = (over: Partial<DeclaredInput> & { slo?: number; rto?: Duration; rpo?: Duration } = {}): DeclaredInput => {
  const { slo, rto = Duration.hours(1), rpo = Duration.minutes(15), ...more } = over;
  return declared({
    sites: [at('north-1'), at('south-1')],
    declarations: [{ ...NET, existing: there }, { ...LEDGER, existing: there }, { ...INVOICES, existing: there }, KEYS],
    objectives: Objectives.of({ rto, rpo, mtpd: Duration.days(10), ...(slo === undefined ? {} : { slo }) }),
    ...more,
  });
};
const of = (one: DeclaredInput): Analysis => analysisOf(one, protect(one, Tier.HOT)) as Analysis;
const named = ({ tier, zonal: over, raised, raisedTo }: Way): string =>
  `${tier}${over ? ' zonal' : ''}${raised.length > 0 ? `, ${raisedTo} for ${raised.join(' ')}` : ''}`;

test('what exists and what is made; where nothing runs there is nothing to analyse', () => {
  expect(of(input())).toMatchObject({ exists: ['Invoices', 'Ledger', 'Net'], made: ['Keys'] });
  const fresh = input({ declarations: [NET, LEDGER] });
  expect(analysisOf(fresh, protect(fresh, Tier.HOT))).toBeUndefined();
});

test('as it is: the region and the account take all of it; how far it is spread, and what is kept there, its owner knows', () => {
  expect(of(input()).today).toEqual([
    { lost: 'zone', answer: 'unknown', because: ['Ledger', 'Net'] },
    { lost: 'region', answer: 'nothing', because: [] },
    { lost: 'data', answer: 'unknown', because: ['Invoices', 'Ledger'] },
    { lost: 'account', answer: 'nothing', because: [] },
  ]);
  const bucket = input({ declarations: [{ ...INVOICES, existing: there }] });
  expect(analysisOf(bucket, protect(bucket, Tier.HOT))?.today[0]).toEqual({ lost: 'zone', answer: 'changes over', because: [] });
});

test('what is promised of what runs, alone: neither of what is made nor of a switch', () => {
  expect(of(input()).promised).toBe(99.4);
  const ledger = input({ declarations: [{ ...NET, existing: there }, { ...LEDGER, existing: there }, INVOICES] });
  expect(analysisOf(ledger, protect(ledger, Tier.HOT))).toMatchObject({ promised: 99.5, missing: ['Invoices'] });
  const ground = input({ declarations: [{ ...NET, existing: there }, LEDGER, KEYS] });
  expect(analysisOf(ground, protect(ground, Tier.HOT))).not.toHaveProperty('promised');
  expect(analysisOf(ground, protect(ground, Tier.HOT))?.missing).toEqual(['Ledger']);
});

describe('the cheapest improvement', () => {
  test('every tier is tried, the cheaper first, and says what it does not hold', () => {
    const { ways } = of(input());
    expect(ways.filter(({ raised }) => raised.length === 0).map(named)).toEqual(['cold', 'warm', 'hot', 'ha', 'vital']);
    const [cold] = ways;
    expect(cold).toMatchObject({ breaks: ['region'], commits: false, lessThanSlo: false });
    expect(ways.find(({ tier, raised }) => tier === Tier.HOT && raised.length === 0)).toMatchObject({ breaks: [], commits: true });
  });

  test('a few components above a lower tier are cheaper than all of them, and hold it: tried', () => {
    const one = input({ rto: Duration.hours(2) });
    const { cheapest } = of(one);
    expect(cheapest && named(cheapest)).toBe('cold, hot for Invoices Ledger');
    const raised = one.declarations.map((d) => (cheapest?.raised.includes(d.id) ? { ...d, tier: Tier.HOT } : d));
    const made = tried({ ...one, declarations: raised }, Tier.COLD);
    expect(made?.budget).toMatchObject({ rto: cheapest?.rto, rpo: cheapest?.rpo });
    expect(made?.budget.rpo).toBeLessThanOrEqual(900);
  });

  test('an SLO takes the way that is promised it; where none is, the objectives without it', () => {
    expect(named(of(input({ slo: 99.8 })).cheapest as Way)).toMatch(/^vital/);
    const { cheapest, ways } = of(input({ slo: 99.99 }));
    expect(cheapest).toMatchObject({ breaks: [], lessThanSlo: true });
    expect(ways.every(({ lessThanSlo }) => lessThanSlo)).toBe(true);
  });

  test('where nothing holds what is asked, nothing is proposed', () => {
    const none = of(input({ rto: Duration.minutes(21), rpo: Duration.minutes(0.5) }));
    expect(none.cheapest).toBeUndefined();
    expect(none.ways.every(({ breaks }) => breaks.includes('region'))).toBe(true);
  });
});
