import fc from 'fast-check';
import { Objectives } from '../../lib/objectives/objectives';
import { Duration } from '../../lib/objectives/duration';
import { Tier } from '../../lib/objectives/tier';
import { allowed } from '../../lib/plan/availability';
import type { WorkloadPlan } from '../../lib/plan/plan';
import { refusals } from '../../lib/plan/findings';
import type { CellFacts } from '../../lib/port/facts';
import type { Sla } from '../../lib/words/sla';
import { cell, CELLS, INVOICES, LEDGER, NET, plan, site } from './input';

const DAY = 24 * 60;
const sla = (percent?: number): Sla => ({
  of: `a service of ${percent}`,
  ...(percent === undefined ? {} : { percent }),
  source: 'test',
  date: '2026-11-30',
  verified: true,
});
const zonal: CellFacts['zonal'] = {
  rpo: { seconds: 0, source: 'test', verified: true },
  promotion: { seconds: 60, source: 'test', verified: true },
};

/** A cloud whose database is promised more where it is spread over zones, and whose bucket is promised that. */
const at = (code: 'north-1' | 'south-1', bucket: CellFacts['slas'], zones = 3) => {
  const { cloud, ...rest } = site(code);
  const cells = {
    ...CELLS,
    network: cell({ prepared: 'symmetric', reduced: 'symmetric' }, { slas: () => [] }),
    'object-storage': cell({ replica: 'symmetric', backup: 'restore' }, bucket ? { slas: bucket } : {}),
    'relational-database': cell(
      { replica: 'promote', backup: 'restore' },
      { zonal, slas: (_, spread) => [sla(spread === 'zonal' ? 99.95 : 99.5)] },
    ),
  };
  return { ...rest, region: { ...rest.region, zones, verified: true }, cloud: { ...cloud, cells } };
};
const asking = (slo?: number): Objectives =>
  Objectives.of({
    rto: Duration.minutes(7 * DAY),
    rpo: Duration.minutes(3 * DAY),
    mtpd: Duration.minutes(10 * DAY),
    ...(slo === undefined ? {} : { slo }),
  });
const make = (slo?: number, bucket: CellFacts['slas'] = () => [sla(99.9)], zones = 3, tier = Tier.HOT): WorkloadPlan =>
  plan({
    sites: [at('north-1', bucket, zones), at('south-1', bucket, zones)],
    declarations: [NET, LEDGER, INVOICES],
    tier,
    objectives: asking(slo),
  });
const found = ({ findings }: WorkloadPlan) => findings.filter(({ id }) => id.startsWith('DR-SLO-'));

describe('what the vendors promise', () => {
  test('in a row at the site that serves, side by side over the two; what users do not need is not counted', () => {
    const { availability } = make();
    expect(availability).toEqual({
      parts: [
        { of: 'Invoices', slas: [sla(99.9)] },
        { of: 'Ledger', slas: [sla(99.5)] },
      ],
      unknown: [],
      site: 99.4,
      either: 99.996,
    });
  });

  test('is more where it is spread over zones, at each site as it stands there', () => {
    expect(make(undefined, undefined, 3, Tier.HA).availability).toMatchObject({ site: 99.85 });
    const { availability } = make(undefined, undefined, 3, Tier.VITAL);
    expect([availability.site, availability.either]).toEqual([99.85, 99.999]);
  });

  test.each([
    ['nobody said', undefined],
    ['none is published', () => [sla()]],
  ])('where %s it is named, and not in the figures', (_, slas) => {
    const { availability } = plan({
      sites: [at('north-1', slas), at('south-1', slas)],
      declarations: [NET, LEDGER, INVOICES],
      tier: Tier.HOT,
      objectives: asking(),
    });
    expect(availability).toMatchObject({ unknown: ['Invoices'], site: 99.5 });
  });

  test('no composition is better than its least part, nor two sites worse than one', () => {
    fc.assert(
      fc.property(fc.double({ min: 90, max: 100, noNaN: true }), (percent) => {
        const { availability } = make(undefined, () => [sla(percent)]);
        expect(availability.site).toBeLessThanOrEqual(Math.min(percent, 99.5));
        expect(availability.either).toBeGreaterThanOrEqual(availability.site);
      }),
      { numRuns: 30 },
    );
  });
});

describe('an SLO', () => {
  test('that nobody asks is no finding; one that is promised, neither', () => {
    expect([found(make()), found(make(98))]).toEqual([[], []]);
  });

  test('above what is promised warns, with the cheapest way that is promised enough, and that holds', () => {
    const [finding] = found(make(99.8));
    expect(finding).toMatchObject({ id: 'DR-SLO-01', level: 'warning', fix: 'zonal: true (99.85 %)' });
    expect(finding?.value).toBe('99.4 %, SLO 99.8 %; the least is Ledger (99.5 %)');
    const held = plan({
      sites: [at('north-1', () => [sla(99.9)]), at('south-1', () => [sla(99.9)])],
      declarations: [NET, LEDGER, INVOICES],
      tier: Tier.HOT,
      zonal: true,
      objectives: asking(99.8),
    });
    expect(found(held).map(({ id }) => id)).not.toContain('DR-SLO-01');
  });

  test('proposes no zones where there are none, and the most that can be promised where nothing is enough', () => {
    expect(found(make(99.8, undefined, 1))[0]?.fix).toMatch(/^an SLO of at most 99\.4 %/);
    expect(found(make(99.99))[0]?.fix).toMatch(/^an SLO of at most 99\.85 %, .*99\.996 %$/);
  });

  test('says when one recovery spends more than it leaves, and what nobody said', () => {
    const ids = (one: WorkloadPlan) => found(one).map(({ id, level }) => `${id} ${level}`);
    expect(ids(make(99.95, () => [sla(100)], 3, Tier.VITAL))).toEqual(['DR-SLO-02 info']);
    expect(ids(plan({ declarations: [NET, LEDGER], tier: Tier.HOT, objectives: asking(10) }))).toEqual(['DR-SLO-03 info']);
    expect(refusals(make(99.99).findings, false).map(({ id }) => id)).not.toContain('DR-SLO-01');
  });

  test('leaves of a month of 30 days what it does not ask', () => {
    expect([allowed(99.9), allowed(99), allowed(99.99)]).toEqual([2592, 25_920, 259]);
  });
});

test.each([0, 100, -1, Number.NaN, '99.9'])('an SLO of %p is refused', (slo) => {
  expect(() => asking(slo as number)).toThrow(/DR-OBJ-02.*slo/s);
});
