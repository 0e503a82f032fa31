import fc from 'fast-check';
import { Duration } from '../../lib/objectives/duration';
import { SCOPES, type Scope } from '../../lib/objectives/objectives';
import { Tier, type TierName } from '../../lib/objectives/tier';
import type { CellFacts } from '../../lib/port/facts';
import type { CopyPlaceInput } from '../../lib/plan/input';
import type { WorkloadPlan } from '../../lib/plan/plan';
import { A, B, cell, CELLS, INVOICES, KEYS, LEDGER, NET, objectives, plan, site } from './input';

const DAY = 24 * 60;
const figure = (seconds: number) => ({ seconds, source: 'test', verified: true });
const credentials = { who: 'the account 3', environment: {} };
/** What changes over in two minutes, and loses nothing. */
const zonal: CellFacts['zonal'] = { rpo: figure(0), promotion: figure(120), costs: 'a second instance' };
const always: CellFacts['zonal'] = { rpo: figure(0), promotion: figure(0), always: true };
const free: CellFacts['figures'] = () => ({ rpo: figure(0), promotion: figure(0) });

/** A cloud whose services are spread by themselves, but for its database, which may be. */
const at = (code: 'north-1' | 'south-1', over: Partial<ReturnType<typeof site>> = {}) => {
  const { cloud, ...rest } = site(code, over);
  const cells = {
    ...CELLS,
    network: cell({ prepared: 'symmetric', reduced: 'symmetric' }, { figures: free, zonal: always }),
    'object-storage': cell({ replica: 'symmetric', backup: 'restore' }, { zonal: always }),
    'relational-database': cell({ replica: 'promote', backup: 'restore' }, { zonal }),
  };
  return { ...rest, cloud: { ...cloud, cells } };
};
const sites = [at('north-1'), at('south-1')] as const;
const zone = (minutes: number, rpo = 0) => ({ zone: { rto: Duration.minutes(minutes), rpo: Duration.minutes(rpo) } });
const patient = objectives(7 * DAY, 3 * DAY);
const make = (over: Parameters<typeof plan>[0] = {}): WorkloadPlan => plan({ sites, declarations: [NET, LEDGER], ...over });
const spreads = ({ placements }: WorkloadPlan) => placements.filter((p) => p.component === 'Ledger').map((p) => [p.here.site, p.spread]);
const accepted = ['DR-RTO-01', 'DR-RTO-02', 'DR-RTO-03', 'DR-RPO-01', 'DR-SCOPE-01'].map((id) => ({ id, reason: 'a test' }));

describe('a zone', () => {
  test('where every component is in several, each changes over by itself: the slowest counts, and nobody is called', () => {
    const { losses } = make({ tier: Tier.VITAL });
    expect(losses.zone).toMatchObject({ answer: 'changes over', because: [], rto: 120, each: { Ledger: figure(0), Net: figure(0) } });
  });

  test('one that is in one zone takes all to the other region, with what that takes and loses', () => {
    const { losses, budget } = make({ tier: Tier.HOT });
    expect(losses.zone).toMatchObject({ answer: 'moves', because: ['Ledger'], rto: budget.rto, each: { Ledger: figure(60) } });
    expect(losses.region.rto).toBe(budget.rto);
  });
});

describe('data and the account', () => {
  const both = { tier: Tier.HOT, declarations: [NET, LEDGER, INVOICES] };

  test('replication carries what corrupts: copies answer, as old as the last one, whatever follows', () => {
    const { losses } = make(both);
    expect(losses.data).toMatchObject({
      answer: 'restored',
      because: [],
      each: { Ledger: { seconds: 86_400 }, Invoices: { seconds: 86_400 } },
    });
    expect(losses.data.parts.map(({ name }) => name)).toEqual(['detection', 'decision', 'fence', 'wave 2: Invoices', 'application check']);
    expect(losses.data.rto).toBe((5 + 15 + 2 + 60 + 5) * 60);
  });

  test('what has no copies is named', () => {
    expect(make({ ...both, declarations: [NET, LEDGER, KEYS] }).losses.data).toMatchObject({
      answer: 'restored',
      because: ['Keys'],
      each: { Keys: undefined },
    });
  });

  test('copies that are promoted follow their source: they answer the loss of an account, and no deletion; a service in place does', () => {
    const withBuckets = (over: Partial<CellFacts>, account = '1') => {
      const follows = cell({ replica: 'promote', backup: 'promote' }, over);
      const moved = sites.map(({ cloud, ...rest }) => ({
        ...rest,
        cloud: { ...cloud, cells: { ...cloud.cells, 'object-storage': follows } },
      }));
      const [a, b] = moved as [(typeof moved)[0], (typeof moved)[0]];
      return make({ tier: Tier.HOT, declarations: [INVOICES], sites: [a, { ...b, account }] }).losses;
    };
    expect(withBuckets({}, '2')).toMatchObject({ data: { answer: 'nothing', because: ['Invoices'] }, account: { answer: 'restored' } });
    const inPlace = { rpo: figure(0), promotion: figure(7200) };
    const { data, account } = withBuckets({ restoresInPlace: () => inPlace });
    expect(data).toMatchObject({ answer: 'restored', because: [], each: { Invoices: figure(0) } });
    expect(data.parts.map(({ name, figure: { seconds } }) => [name, seconds])).toContainEqual(['wave 1: Invoices', 7200]);
    expect(account).toMatchObject({ answer: 'nothing', because: ['Invoices'] });
  });

  test('in one account nothing answers its loss; in two, the copies at the other site', () => {
    expect(make(both).losses.account).toMatchObject({ answer: 'nothing', because: ['Invoices', 'Ledger'] });
    expect(make(both).losses.account.rto).toBeUndefined();
    const two = make({ ...both, sites: [at('north-1'), at('south-1', { account: '2' })] });
    expect(two.losses.account).toMatchObject({ answer: 'restored', because: [], rto: two.losses.data.rto! + 180 });
  });

  test('DR-SCOPE-01: asked of what no copy gives, it is refused for each component, at the tier that would be taken without it', () => {
    const account = { rto: Duration.days(1), rpo: Duration.days(1) };
    const asked = { objectives: objectives(60, 15, { account }), declarations: [NET, LEDGER] };
    expect(() => make(asked)).toThrow(/DR-SCOPE-01: .*Every copy of Ledger is lost with the account \(got: RTO 1 d, RPO 1 d; all in 1\)/);
    const taken = make({ ...asked, acknowledgements: [{ id: 'DR-SCOPE-01', subject: 'Ledger account', reason: 'copied by hand' }] });
    expect(taken.tier.name).toBe('hot');
  });
});

describe('a place of copies', () => {
  const account = { rto: Duration.days(1), rpo: Duration.days(1) };
  const asked = { tier: Tier.HOT, objectives: objectives(60, 15, { account }), declarations: [NET, LEDGER, INVOICES] };
  const place = (over: Partial<CopyPlaceInput> = {}): CopyPlaceInput => {
    const { key, region, cloud, stateAt } = site('west-1');
    return { key, region, stateAt, cloud: cloud.name, account: '3', keep: 35 * 86_400, lockedForGood: false, credentials, ...over };
  };
  const copiedAway = { source: 'test', date: '2026-11-30', verified: true };
  const keeping = (kinds: readonly string[], over: Partial<ReturnType<typeof site>> = {}) =>
    (['north-1', 'south-1'] as const).map((code) => {
      const { cloud, ...rest } = at(code, over);
      const cells = Object.fromEntries(
        Object.entries(cloud.cells).map(([kind, one]) => [
          kind,
          kinds.includes(kind) ? { ...one, facts: { ...one.facts, copiedAway } } : one,
        ]),
      );
      return { ...rest, cloud: { ...cloud, cells, copyPlaces: { names: {} } } };
    }) as unknown as typeof sites;
  const all = keeping(['relational-database', 'object-storage']);
  const ids = ({ findings }: WorkloadPlan): string[] => findings.map(({ id, subject }) => `${id} ${subject}`);

  test('in another account it answers the loss of the sites’: as old as the last copy, and brought back first', () => {
    const { losses, copyPlace } = make({ ...asked, sites: all, copiesIn: place() });
    expect(copyPlace).toMatchObject({ account: '3', admits: ['1'], keep: 35 * 86_400 });
    expect(losses.account).toMatchObject({
      answer: 'restored',
      because: [],
      each: { Ledger: { seconds: 86_400 }, Invoices: { seconds: 86_400 } },
    });
    const back = losses.account.parts.find(({ name }) => name === 'copies brought back')?.figure.seconds ?? 0;
    expect(back).toBeGreaterThan(900);
    expect(losses.account.rto).toBe(losses.data.rto! + 180 + back);
    expect(ids(make({ ...asked, sites: all, copiesIn: place() })).filter((id) => /SCOPE|LOCK|COPY/.test(id))).toEqual([]);
  });

  test('DR-SCOPE-01 stays where it is in the account of the sites, and says what is missing', () => {
    expect(() => make({ ...asked, sites: all, copiesIn: place({ account: '1' }) })).toThrow(
      /DR-SCOPE-01: .*Every copy of Ledger is lost with the account[\s\S]*copiesIn of the workload: a place of copies in an account that is none of the sites/,
    );
    expect(make({ ...asked, objectives: objectives(60, 15), sites: all, copiesIn: place({ account: '1' }) }).losses.account.answer).toBe(
      'nothing',
    );
  });

  test('DR-LOCK-01 goes away by another account, or by a lock for good, and not by a copy more in the same one', () => {
    const patient = { ...asked, objectives: objectives(60, 15), sites: all };
    const locked = (over: Partial<CopyPlaceInput>): boolean =>
      ids(make({ ...patient, copiesIn: place(over) })).some((id) => id.startsWith('DR-LOCK-01'));
    expect([locked({}), locked({ account: '1' }), locked({ account: '1', lockedForGood: true })]).toEqual([false, true, false]);
  });

  test('DR-COPY-01: a service that sends no copy there, a cloud that keeps none, and another cloud', () => {
    const some = { ...asked, objectives: objectives(60, 15), sites: keeping(['object-storage']) };
    expect(() => make({ ...some, copiesIn: place() })).toThrow(/DR-COPY-01: .*The service of Ledger sends no copy to another account/);
    const accepted = make({ ...some, copiesIn: place(), acknowledgements: [{ id: 'DR-COPY-01', reason: 'dumped by hand' }] });
    expect(accepted.losses.account).toMatchObject({ answer: 'restored', because: ['Ledger'], each: { Ledger: undefined } });
    expect(() => make({ ...some, sites, copiesIn: place() })).toThrow(
      /DR-COPY-01: .*keeps no copies in a place that is no site[\s\S]*leave copiesIn out/,
    );
    expect(() => make({ ...some, copiesIn: place({ cloud: 'cumulus' }) })).toThrow(/DR-COPY-01: .*go to no other cloud/);
  });

  test('DR-STATE-01, DR-GEO-04: its state is kept there, and it stands where it may', () => {
    expect(() => make({ ...asked, sites: all, copiesIn: place({ stateAt: A }) })).toThrow(/DR-STATE-01/);
    expect(() => make({ ...asked, sites: all, copiesIn: place(), geography: { within: 'XX' } })).toThrow(
      /The place of copies would stand outside of XX/,
    );
  });
});

describe('the tier is the cheapest that commits to all of them', () => {
  const tierOf = (over: Parameters<typeof plan>[0]) => {
    const { tier, zonal: spread } = make(over);
    return `${tier}${spread ? ', zonal' : ''}`;
  };

  test.each([
    ['a zone as the region', objectives(60, 15, zone(60, 15)), 'hot'],
    ['minutes for a zone, an hour for the region', objectives(60, 15, zone(5)), 'hot, zonal'],
    ['minutes for a zone, hours for the region', objectives(240, DAY, zone(5)), 'warm, zonal'],
    ['the same, but a tighter RPO of the region', objectives(240, 60, zone(5)), 'hot, zonal'],
    ['data as old as half a day', objectives(60, 15, { data: { rto: Duration.hours(4), rpo: Duration.days(1) } }), 'hot'],
  ])('%s', (_, wanted, tier) => {
    expect(tierOf({ objectives: wanted })).toBe(tier);
  });

  test('where nothing is asked for a zone, nothing is spread; where it is declared, it is', () => {
    expect(tierOf({ objectives: objectives(60, 15) })).toBe('hot');
    expect(tierOf({ objectives: objectives(60, 15), zonal: true })).toBe('hot, zonal');
  });

  test('a declared tier is spread where that alone holds what is asked; ha commits to a zone and not to the region', () => {
    expect(tierOf({ tier: Tier.HOT, objectives: objectives(60, 15, zone(5)) })).toBe('hot, zonal');
    const ha = make({ tier: Tier.HA, objectives: objectives(DAY, DAY, zone(5)) });
    expect(ha.findings.filter(({ id }) => id.startsWith('DR-R'))).toMatchObject([{ id: 'DR-RTO-02', level: 'info', subject: 'billing' }]);
  });

  test('the option spreads the first site alone; vital spreads both; ha and cold with it are not one another', () => {
    expect(spreads(make({ objectives: objectives(60, 15, zone(5)) }))).toEqual([
      [A, 'zonal'],
      [B, 'single'],
    ]);
    expect(spreads(make({ tier: Tier.VITAL }))).toEqual([
      [A, 'zonal'],
      [B, 'zonal'],
    ]);
    expect(spreads(make({ tier: Tier.HOT }))).toEqual([
      [A, 'single'],
      [B, 'single'],
    ]);
  });

  test('DR-ZONE-02: what nobody declared is said, with what it costs', () => {
    const said = (over: Parameters<typeof plan>[0]) => make(over).findings.filter(({ id }) => id === 'DR-ZONE-02');
    expect(said({ objectives: objectives(60, 15, zone(5)) })).toMatchObject([{ level: 'info', value: 'Ledger: a second instance' }]);
    expect(said({ objectives: objectives(60, 15, zone(5)), zonal: true })).toEqual([]);
  });
});

describe('each refusal names component, loss, figure, and a fix that was tried', () => {
  const refused = (over: Parameters<typeof plan>[0], id: string) =>
    make({ ...over, acknowledgements: accepted }).findings.filter((one) => one.id === id);

  test('of a zone: what stands in one, and the spread that holds it', () => {
    const asked = { tier: Tier.HOT, zonal: false, objectives: objectives(60, 15, zone(5)) };
    expect(refused(asked, 'DR-RTO-01')).toMatchObject([
      {
        subject: 'billing zone',
        what: 'Tier hot cannot meet the RTO for the loss of a zone',
        value: expect.stringContaining('in one zone, and so moved to the other region: Ledger') as unknown,
        fix: 'zonal: true (2 min), or an RTO of at least 35 min for the loss of a zone',
      },
    ]);
    expect(refused(asked, 'DR-RPO-01')[0]).toMatchObject({
      subject: 'Ledger zone',
      what: 'Tier hot cannot meet the RPO for Ledger, for the loss of a zone',
      value: expect.stringMatching(/^it may lose 1 min, RPO 0 s; in one zone, .*Ledger$/) as unknown,
      fix: expect.stringMatching(/^zonal: true/) as unknown,
    });
  });

  test('of data: how often copies would have to be made', () => {
    const data = { rto: Duration.hours(4), rpo: Duration.hours(6) };
    expect(refused({ tier: Tier.HOT, objectives: objectives(60, 15, { data }) }, 'DR-RPO-01')).toMatchObject([
      { subject: 'Ledger data', value: 'it may lose 1 d, RPO 6 h', fix: 'copies every 6 h (copyEvery: Duration.hours(6))' },
    ]);
  });

  test('tighter than the spread takes: no tier holds it, and it says the least', () => {
    const [finding] = refused({ tier: Tier.VITAL, objectives: objectives(60, 15, zone(1)) }, 'DR-RTO-01');
    expect(finding?.fix).toMatch(/^an RTO of at least 2 min for the loss of a zone.*no tier holds this one$/);
  });

  test('what is proposed holds what is asked, whatever that is', () => {
    const minutes = fc.integer({ min: 1, max: 3 * DAY });
    const asked = fc.record({ rto: minutes, rpo: fc.integer({ min: 0, max: 3 * DAY }) });
    const held = ({ losses, objectives: wanted }: WorkloadPlan, lost: Scope): boolean =>
      (losses[lost].rto ?? 0) <= (wanted.asked(lost)?.rto.toSeconds() ?? Infinity);
    fc.assert(
      fc.property(asked, asked, fc.constantFrom<TierName>('warm', 'hot', 'vital'), fc.boolean(), (region, own, name, spread) => {
        const wanted = objectives(region.rto, region.rpo, {
          zone: { rto: Duration.minutes(own.rto), rpo: Duration.minutes(own.rpo) },
          data: { rto: Duration.minutes(own.rpo + 60), rpo: Duration.minutes(own.rto) },
        });
        const over = { tier: Tier.named(name), zonal: spread, objectives: wanted, acknowledgements: accepted };
        for (const { id, fix } of make(over).findings.filter((one) => one.id === 'DR-RTO-01')) {
          const [, better] = /^tier (\w+)(?: with zonal: true)? \(/.exec(fix) ?? [];
          if (better === undefined && !fix.startsWith('zonal: true')) continue;
          const changed = make({ ...over, tier: Tier.named((better ?? name) as TierName), zonal: fix.includes('zonal: true') || spread });
          expect([id, fix, SCOPES.every((lost) => held(changed, lost))]).toEqual([id, fix, true]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('patience is held by copies: nothing is refused of what nobody asks', () => {
    expect(make({ tier: Tier.COLD, objectives: patient }).findings.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
