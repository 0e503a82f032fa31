import fc from 'fast-check';
import type { Declaration } from '../../lib/components/component';
import type { CellInput } from '../../lib/plan/input';
import { ContinuityError } from '../../lib/words/errors';
import { Duration } from '../../lib/objectives/duration';
import { Tier } from '../../lib/objectives/tier';
import { MATRIX } from '../../lib/plan/matrix';
import type { Effect } from '../../lib/words/effect';
import type { BuiltinKind } from '../../lib/words/kinds';
import type { Flip } from '../../lib/words/posture';
import { protectWorkload } from '../../lib/plan/planner';
import type { Situation } from '../../lib/situation/schema';
import {
  A,
  B,
  C,
  cell,
  CELLS,
  component,
  declared,
  INVOICES,
  KEYS,
  LEDGER,
  NET,
  objectives,
  plan,
  sidesFor,
  site,
  WEB,
  workload,
} from './input';
import { planAt, STEPS } from './journey';
import { after, afterStory, stepsIn, stepsOf } from '../support/history';

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

  test('a tier whose standby is none for what exists is passed over; where it is asked for, it is refused with the tiers that are', () => {
    const { cloud, ...rest } = site('north-1');
    const adoptsBeside = { postures: ['replica'] as const, why: 'its owner keeps its copies' };
    const taking = cell({ replica: 'promote', backup: 'restore' }, { adopts: () => ({}), adoptsBeside });
    const sites = [{ ...rest, cloud: { ...cloud, cells: { ...CELLS, 'object-storage': taking } } }, site('south-1')] as const;
    const of = (more: Partial<Declaration>) => ({ sites, declarations: [component('object-storage', 'Invoices', more)] });
    const existing = { [A]: { id: 'running' } };
    const wanted = objectives(DAY, DAY);
    expect(plan({ ...of({}), objectives: wanted }).tier.name).toBe('warm');
    expect(plan({ ...of({ existing }), objectives: wanted }).tier.name).toBe('hot');
    expect(() => plan({ ...of({ existing }), tier: Tier.WARM, objectives: wanted })).toThrow(
      /DR-ADOPT-01: Invoices .*standby of posture backup: its owner keeps its copies[\s\S]*postures of its standby replica[\s\S]*Tier\.HOT for Invoices alone/,
    );
  });

  test('where a kind has several cells, each component is planned by the one that takes it', () => {
    const takes = (service: string, ...ids: string[]) => ({ service, takes: ({ id }: Declaration) => ids.includes(id) });
    const between = (...cells: readonly CellInput[]) => {
      const at = (code: 'north-1' | 'south-1') => {
        const { cloud, ...rest } = site(code);
        return { ...rest, cloud: { ...cloud, cells: { ...CELLS, 'relational-database': cells } } };
      };
      return {
        sites: [at('north-1'), at('south-1')] as const,
        tier: Tier.HOT,
        declarations: [NET, LEDGER, component('relational-database', 'Books')],
      };
    };
    const plain = { ...cell({ replica: 'promote' }), service: 'Plain' };
    const grand = { ...cell({ replica: 'switch' }, { fence: 'closed, and stopped' }), ...takes('Grand', 'Books') };
    const made = plan(between(plain, grand));
    expect(made.protections.map(({ declaration: { id }, flip, fence }) => [id, flip, fence])).toEqual([
      ['Net', 'symmetric', 'closed'],
      ['Books', 'switch', 'closed, and stopped'],
      ['Ledger', 'promote', 'closed'],
    ]);
    expect(() => plan(between(plain, grand, { ...plain, ...takes('Other', 'Books') }))).toThrow(/DR-CELL-02: .*Books.*Grand and Other/);
    expect(() => plan(between(grand))).toThrow(/DR-CELL-01: Ledger \(relational-database\)[\s\S]*what is taken by Grand/);
  });

  test('what a move does behind Terraform is that of the flip: nothing where both sides take writes', () => {
    const effect = (type: string, on?: Flip): Effect => ({
      type,
      does: 'makes',
      terraform: 'not ours',
      how: 'seen',
      source: 'this test',
      ...(on ? { on } : {}),
    });
    const effects = [effect('a job', 'restore'), effect('a swap', 'promote'), effect('both'), effect('a way out', 'symmetric')];
    const at = (code: 'north-1' | 'south-1') => {
      const { cloud, ...rest } = site(code);
      const of = (flip: Flip) => cell({ replica: flip, backup: 'restore' }, { effects });
      return { ...rest, cloud: { ...cloud, cells: { ...CELLS, 'relational-database': of('promote'), 'object-storage': of('symmetric') } } };
    };
    const told = (tier: Tier) =>
      plan({
        sites: [at('north-1'), at('south-1')] as const,
        tier,
        objectives: objectives(7 * DAY, 3 * DAY),
        declarations: [NET, LEDGER, INVOICES],
      })
        .protections.filter(({ declaration: { id } }) => id !== 'Net')
        .map(({ declaration: { id }, effects: all }) => [id, ...all.map(({ type }) => type)]);
    expect(told(Tier.HOT)).toEqual([
      ['Invoices', 'a way out'],
      ['Ledger', 'a swap', 'both'],
    ]);
    expect(told(Tier.COLD)).toEqual([
      ['Invoices', 'a job', 'both'],
      ['Ledger', 'a job', 'both'],
    ]);
  });

  test('while a region is lost the tier stays what it was in peace', () => {
    const asked = { objectives: objectives(4 * 60, DAY) };
    expect(plan(asked, afterStory('lost A', sidesFor(asked))).tier.name).toBe('warm');
  });

  test('tier, postures and waves come from the code alone: they are the same at every step of a disaster', () => {
    const all = STEPS.map((step) => planAt(step, 'hot', [NET, LEDGER, INVOICES]));
    const own = protectWorkload(declared({ tier: Tier.HOT, declarations: [NET, LEDGER, INVOICES] }));
    for (const { tier, protections } of all) expect({ tier, protections }).toEqual(own);
  });

  test('more often than the tier copies, where it is declared', () => {
    expect(plan({ objectives: objectives(DAY, 6 * 60), copyEvery: Duration.hours(6) }).tier.name).toBe('warm');
    expect(plan({ objectives: objectives(DAY, 6 * 60) }).tier.name).toBe('hot');
  });
});

const refused = (over: Parameters<typeof plan>[0]): boolean => {
  try {
    plan(over);
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

  test.each(Tier.ALL)('%s: as the table has them', (tier) => {
    const declarations = [NET, LEDGER, INVOICES, KEYS, WEB];
    const asked = declarations.map(({ id, kind }) => {
      const { standby, spread } = MATRIX[kind as BuiltinKind][tier.name];
      return [id, `${standby} ${spread}`];
    });
    expect(postures(tier)).toEqual(Object.fromEntries(asked));
  });

  test('the entrance that the switch points at is prepared even at cold', () => {
    const traffic = { id: 'Dns', zone: 'acme.example', name: 'billing.acme.example', aliases: [], target: 'Web' };
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

  test('nor is a successor of another cloud: that is told in peace, not once it is needed', () => {
    const other = site('west-1');
    const known = [site('north-1'), site('south-1'), { ...other, key: 'stratus:west-1', cloud: { ...other.cloud, name: 'stratus' } }];
    expect(() => plan({ known })).toThrow(/DR-CELL-01: .* between two clouds .*nimbus:north-1 and stratus:west-1/);
  });

  test('a cell that works in one account only refuses a successor in another one', () => {
    const cells = { ...CELLS, 'object-storage': cell({ replica: 'symmetric', backup: 'restore' }, { oneAccount: true }) };
    const [a, b, c] = (['north-1', 'south-1', 'west-1'] as const).map((code) => {
      const one = site(code, code === 'west-1' ? { account: '2' } : {});
      return { ...one, cloud: { ...one.cloud, cells } };
    }) as [ReturnType<typeof site>, ReturnType<typeof site>, ReturnType<typeof site>];
    expect(() => plan({ sites: [a, b], declarations: [INVOICES] })).not.toThrow();
    expect(() => plan({ sites: [a, b], known: [a, b, c], declarations: [INVOICES] })).toThrow(/DR-CELL-01: .* between two accounts/);
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
    const all = [NET, LEDGER, INVOICES, component('object-storage', 'Archive'), KEYS, WEB];
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
  const at = (tier: Tier) => ({ sites, tier, objectives: objectives(30 * DAY, 30 * DAY), declarations: [NET, LEDGER] });
  const originIn = (tier: Tier, situation: Situation) =>
    plan(at(tier), situation).placements.find(({ component: id, here }) => id === 'Ledger' && here.site === B)?.origin;

  /** The situation after a failover, and then the point as somebody could have written it. */
  function chosen(point: string, tier: Tier): Situation {
    const sides = sidesFor(at(tier));
    const moved = structuredClone(after([sides], ...stepsIn('standing, lost A', sides), stepsOf(sides).failover(B)));
    const [move] = moved.workloads[workload]?.moves ?? [];
    Object.assign(move?.components['Ledger'] ?? {}, { point });
    return moved;
  }

  test('has the shape of its service, and belongs to what is restored', () => {
    expect(originIn(Tier.WARM, chosen('copy-7', Tier.WARM))).toMatchObject({ how: 'restored', point: 'copy-7', done: false });
  });

  test('none: it is made empty', () => {
    expect(originIn(Tier.WARM, chosen('none', Tier.WARM))).toMatchObject({ how: 'created', insteadOf: { site: 'nimbus:north-1' } });
  });

  test('a replica of which nothing ever stood is made from it too', () => {
    const from = { Ledger: 'copy-7' };
    const sides = sidesFor(at(Tier.HOT));
    const { lost: goes, failover, started } = stepsOf(sides);
    const lost = after([sides], goes(A), { ...failover(B), from, acceptLoss: true }, started);
    expect(originIn(Tier.HOT, lost)).toMatchObject({ how: 'restored', point: 'copy-7', done: false });
  });

  test.each([
    ['another shape', 'yesterday', Tier.WARM, 'copy-7'],
    ['nothing', '', Tier.WARM, 'copy-7'],
    ['a component that is not restored', 'copy-7', Tier.HOT, 'a component that is restored from copies'],
  ])('refused: %s', (_, point, tier, allowed) => {
    const work = () => plan(at(tier), chosen(point, tier));
    expect(work).toThrow(/DR-SIT-02: Ledger .* cannot be restored from this point/);
    expect(work).toThrow(allowed);
  });
});

describe('a successor', () => {
  const three = { known: [site('north-1'), site('south-1'), site('west-1')] };
  const replaced = afterStory('standing, gone A by C, failover B, started, completed', sidesFor(three));

  test('has nothing while the pair stands', () => {
    expect(Object.keys(plan(three).sites)).toEqual([A, B]);
    expect(sidesFor(three)).toMatchObject({ sites: [A, B], successors: [C] });
  });

  test('takes the place of the site that is gone: it follows the site that serves, and links join the new pair', () => {
    const { sites, placements, links, first, active, standby } = plan(three, replaced);
    expect([active, standby, first]).toEqual([B, C, C]);
    expect(Object.values(sites).map(({ site: key, role, peer }) => [key, role, peer.site])).toEqual([
      [C, 'standby', B],
      [B, 'serving', C],
      [A, 'withheld', B],
    ]);
    const ledger = placements.filter(({ component: id }) => id === 'Ledger');
    expect(ledger.map(({ here, generation, posture }) => [here.site, generation, posture])).toEqual([
      [C, 0, 'replica'],
      [B, 0, 'active'],
    ]);
    expect(ledger[0]?.origin).toMatchObject({ how: 'replica', of: { site: B } });
    expect(links.map(({ from, to }) => [from.site, to.site])).toEqual([[B, C]]);
  });

  test('may not be forgotten by the code once the situation rests on it', () => {
    const two = { ...three, known: [site('north-1'), site('south-1')] };
    expect(() => plan(two, replaced)).toThrow(/DR-SIT-02: .*rests on a site that its topology does not have .*nimbus:west-1/);
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
