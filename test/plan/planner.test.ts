import fc from 'fast-check';
import { ContinuityError } from '../../lib/errors';
import { Duration } from '../../lib/objectives/duration';
import { Tier } from '../../lib/objectives/tier';
import { planWorkload } from '../../lib/plan/planner';
import { at } from '../declared';
import { declare } from '../../lib/situation/declare';
import { NORMAL } from '../../lib/situation/situation';
import { A, B, cell, CELLS, component, input, INVOICES, KEYS, LEDGER, NET, objectives, plan, SIDES, site, WEB } from './input';

const DAY = 24 * 60;

describe('the tier', () => {
  test.each([
    ['an hour and a quarter of an hour', objectives(60, 15), 'hot'],
    ['four hours and a day', objectives(4 * 60, DAY), 'warm'],
    ['a day and a day', objectives(DAY, DAY), 'warm'],
    ['a week and a month', objectives(7 * DAY, 30 * DAY), 'warm'],
    ['a day, but an RPO that copies cannot keep', objectives(DAY, 60), 'hot'],
    ['half a day and half a day', objectives(12 * 60, 12 * 60), 'warm'],
  ])('%s: the cheapest that commits', (_, wanted, tier) => {
    expect(plan({ objectives: wanted }).tier.name).toBe(tier);
  });

  test('one that commits no recovery time is never chosen, however patient the business is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 60 * DAY - 1 }), fc.integer({ min: 15, max: 60 * DAY }), (rto, rpo) => {
        const chosen = plan({ objectives: objectives(rto, rpo) });
        const { bounds } = chosen.tier;
        expect(bounds.rto).toBeDefined();
        expect(bounds.rto!.toSeconds()).toBeLessThanOrEqual(rto * 60);
        expect(chosen.budget.rto).toBeLessThanOrEqual(rto * 60);
        expect(chosen.budget.rpo).toBeLessThanOrEqual(rpo * 60);
        const cheaper = Tier.ALL.filter((tier) => tier.rank < chosen.tier.rank && tier.bounds.rto);
        for (const tier of cheaper)
          expect(tier.bounds.rto!.toSeconds() > rto * 60 || refused({ tier, objectives: objectives(rto, rpo) })).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('cold is taken where it is declared, and says that it is an estimate', () => {
    const cold = plan({ tier: Tier.COLD, objectives: objectives(7 * DAY, DAY) });
    expect(cold.tier.name).toBe('cold');
    expect(cold.findings.filter(({ id }) => id.startsWith('DR-R'))).toMatchObject([{ id: 'DR-RTO-02', level: 'info' }]);
  });

  test('cold is chosen where somebody accepts that nothing is committed', () => {
    const acknowledgements = [{ id: 'DR-RTO-02', reason: 'rebuilt by hand' }];
    expect(plan({ objectives: objectives(7 * DAY, DAY), acknowledgements }).tier.name).toBe('cold');
  });

  test('a tier without a cell is passed over; where none has one, the first refusal is told', () => {
    const only = (flips: Parameters<typeof cell>[0]) => {
      const { cloud, ...rest } = site('north-1');
      const cells = { ...CELLS, 'object-storage': cell(flips) };
      return { sites: [{ ...rest, cloud: { ...cloud, cells } }, site('south-1')] as const, declarations: [INVOICES] };
    };
    expect(plan({ ...only({ replica: 'symmetric' }), objectives: objectives(DAY, DAY) }).tier.name).toBe('hot');
    expect(() => plan(only({}))).toThrow(/DR-CELL-01: Invoices \(object-storage\) cannot have tier cold on nimbus/);
  });

  test('while a region is lost the tier stays what it was in peace', () => {
    const lost = { version: 1 as const, sequence: 1, status: { [A]: { is: 'lost' as const, since: at(3) } }, workloads: {} };
    expect(plan({ objectives: objectives(4 * 60, DAY) }, lost).tier.name).toBe('warm');
  });

  test('more often than the tier copies, where it is declared', () => {
    expect(plan({ objectives: objectives(DAY, 6 * 60), copyEvery: Duration.hours(6) }).tier.name).toBe('warm');
    expect(plan({ objectives: objectives(DAY, 6 * 60) }).tier.name).toBe('hot');
  });
});

const refused = (over: Parameters<typeof input>[0]): boolean => {
  try {
    planWorkload(input(over));
    return false;
  } catch (error) {
    if (error instanceof ContinuityError) return true;
    throw error;
  }
};

describe('postures', () => {
  const postures = (tier: Tier, more: Parameters<typeof plan>[0] = {}) =>
    Object.fromEntries(
      plan({ tier, objectives: objectives(30 * DAY, 30 * DAY), declarations: [NET, LEDGER, INVOICES, KEYS, WEB], ...more }).protections.map(
        (p) => [p.declaration.id, `${p.posture} ${p.spread}`],
      ),
    );

  test.each([
    ['cold', { Net: 'prepared single', Ledger: 'backup single', Invoices: 'backup single', Keys: 'replica single', Web: 'none single' }],
    [
      'warm',
      { Net: 'prepared single', Ledger: 'backup single', Invoices: 'backup single', Keys: 'replica single', Web: 'prepared single' },
    ],
    [
      'hot',
      { Net: 'prepared single', Ledger: 'replica single', Invoices: 'replica single', Keys: 'replica single', Web: 'reduced single' },
    ],
    ['ha', { Net: 'prepared zonal', Ledger: 'backup zonal', Invoices: 'backup zonal', Keys: 'replica zonal', Web: 'none zonal' }],
    ['vital', { Net: 'prepared zonal', Ledger: 'replica zonal', Invoices: 'replica zonal', Keys: 'replica zonal', Web: 'reduced zonal' }],
  ] as const)('%s', (tier, expected) => {
    expect(postures(Tier.named(tier))).toEqual(expected);
  });

  test('the entrance that the switch points at is prepared even at cold', () => {
    const traffic = { id: 'Dns', zone: 'acme.example', name: 'billing.acme.example', target: 'Web' };
    expect(postures(Tier.COLD, { traffic })['Web']).toBe('prepared single');
  });

  test('a component may have a higher tier of its own', () => {
    const own = component('object-storage', 'Invoices', { tier: Tier.HOT });
    expect(plan({ tier: Tier.WARM, objectives: objectives(DAY, DAY), declarations: [own] }).protections[0]).toMatchObject({
      posture: 'replica',
      tier: Tier.HOT,
    });
  });

  test('two clouds are not joined', () => {
    const other = site('south-1');
    expect(() =>
      plan({ sites: [site('north-1'), { ...other, key: 'stratus:south-1', cloud: { ...other.cloud, name: 'stratus' } }] }),
    ).toThrow(/DR-CELL-01: .* between two clouds/);
  });
});

describe('order', () => {
  test('networks first, the entrance after every piece of data, names in between', () => {
    const { protections } = plan({
      declarations: [WEB, KEYS, INVOICES, { ...LEDGER, after: ['Keys'] }, NET],
      objectives: objectives(60, 15),
    });
    expect(protections.map((p) => [p.wave, p.declaration.id])).toEqual([
      [0, 'Net'],
      [1, 'Invoices'],
      [1, 'Keys'],
      [2, 'Ledger'],
      [3, 'Web'],
    ]);
  });

  test('the order in which components are declared does not show', () => {
    const all = [NET, LEDGER, INVOICES, KEYS, WEB];
    const expected = plan({ declarations: all });
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (declarations) => {
        expect(plan({ declarations })).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a recovery point that is chosen', () => {
  const shape = { shape: /^copy-\d+$/, example: 'copy-7' };
  const copies = cell({ backup: 'restore', replica: 'promote' }, { points: shape });
  const sites = [site('north-1'), site('south-1')].map((one) => ({
    ...one,
    cloud: { ...one.cloud, cells: { ...CELLS, 'relational-database': copies } },
  })) as unknown as [ReturnType<typeof site>, ReturnType<typeof site>];
  const chosen = (point: string, tier: Tier) => () => {
    const lost = declare(NORMAL, { op: 'lost', site: A }, [SIDES], at(1));
    const moved = declare(lost, { op: 'failover', workload: 'billing', to: B, by: 'Ada', from: { Ledger: point } }, [SIDES], at(2));
    return plan({ sites, tier, objectives: objectives(30 * DAY, 30 * DAY), declarations: [NET, LEDGER] }, moved);
  };

  test('has the shape of its service, and belongs to what is restored', () => {
    expect(chosen('copy-7', Tier.WARM)().placements.find((p) => p.component === 'Ledger')?.origin).toMatchObject({ point: 'copy-7' });
  });

  test.each([
    ['another shape', '$(touch PWNED)', Tier.WARM, 'copy-7'],
    ['nothing', '', Tier.WARM, 'copy-7'],
    ['a component that is not restored', 'copy-7', Tier.HOT, 'a component that is restored from copies'],
  ])('refused: %s', (_, point, tier, allowed) => {
    expect(chosen(point, tier)).toThrow(/DR-SIT-02: Ledger .* cannot be restored from this point/);
    expect(chosen(point, tier)).toThrow(allowed);
  });
});

test('every refusal is told at once, each with its fix', () => {
  const sites = [site('north-1'), site('south-1', { cidr: '10.10.4.0/24', stateAt: A })] as const;
  try {
    plan({ sites, tier: Tier.WARM, objectives: objectives(10, 1) });
    throw new Error('nothing was refused');
  } catch (error) {
    const ids = [...(error as Error).message.matchAll(/^(DR-[A-Z]+-\d\d): /gm)].map(([, id]) => id);
    expect(ids).toEqual(['DR-NET-01', 'DR-RPO-01', 'DR-RTO-01', 'DR-STATE-01']);
    expect((error as Error).message.match(/^Fix: /gm)).toHaveLength(4);
  }
});
