import fc from 'fast-check';
import { Tier, type TierName } from '../../lib/objectives/tier';
import { judge, refusals } from '../../lib/plan/findings';
import type { Finding, WorkloadPlan } from '../../lib/plan/plan';
import { planWorkload, protectWorkload, sidesOf } from '../../lib/plan/planner';
import type { CopyPlaceInput, PlanInput, SiteInput } from '../../lib/plan/input';
import { NORMAL } from '../../lib/situation/facts';
import { View } from '../../lib/situation/view';
import type { Posture } from '../../lib/words/posture';
import type { CellFacts } from '../../lib/port/facts';
import type { Signal } from '../../lib/port/signals';
import { A, B, C, cell, CELLS, declared, input, INVOICES, NET, objectives, plan, site, WEB } from './input';

const GOOD = input();
const PLAN = planWorkload(GOOD, protectWorkload(declared()));

/** Verdicts on a plan that is good, seen with another input: whatever the planner would have said of it. */
const found = (over: Partial<PlanInput>, changed: Partial<WorkloadPlan> = {}): Finding[] =>
  judge({ ...GOOD, ...(over.sites ? { known: over.sites } : {}), ...over }, { ...PLAN, ...changed });
const ids = (findings: readonly Finding[]): string[] => findings.map(({ id, level, subject }) => `${id} ${level} ${subject}`);

test('a good workload in one account: that is all there is to say', () => {
  expect(ids(found({}))).toEqual(['DR-LOCK-01 warning billing']);
  expect(ids(found({ sites: [site('north-1'), site('south-1', { account: '2' })] }))).toEqual([]);
});

describe('places', () => {
  const far = site('south-1');
  const near = (tier: Tier): Finding[] =>
    found({ sites: [site('north-1'), { ...far, region: { ...far.region, latitude: 48.5 } }] }, { tier }).filter(({ id }) =>
      id.startsWith('DR-GEO'),
    );

  test('DR-GEO-02: two partitions', () => {
    expect(ids(found({ sites: [site('north-1'), { ...far, region: { ...far.region, partition: 'nimbus-gov' } }] }))).toContain(
      'DR-GEO-02 error billing',
    );
  });

  test('DR-GEO-03: 100 km or less is a warning, and an error at vital', () => {
    expect(near(Tier.HOT)).toMatchObject([{ id: 'DR-GEO-03', level: 'warning', value: `${A} and ${B}: 56 km` }]);
    expect(near(Tier.VITAL)).toMatchObject([{ id: 'DR-GEO-03', level: 'error' }]);
  });
});

describe('zones', () => {
  const inZones = (zones: number, over: { readonly verified?: boolean } = {}) => {
    const one = site('south-1');
    return { ...one, region: { ...one.region, zones, ...over } };
  };
  const said = (tier: Tier, zones: number, over: { readonly verified?: boolean } = {}): Finding[] =>
    plan({
      tier,
      sites: [site('north-1'), inZones(zones, over)],
      acknowledgements: [{ id: 'DR-ZONE-01', reason: 'a test' }],
      objectives: objectives(60, 15),
    }).findings.filter(({ id }) => id === 'DR-ZONE-01');

  test('DR-ZONE-01: what is spread needs two at every site that may serve; the fix is a region that would do, or a tier that holds', () => {
    expect(said(Tier.VITAL, 1)).toMatchObject([
      { level: 'error', subject: B, value: '1 zone', what: `${B} has too few zones to spread over: Net, Ledger` },
    ]);
    expect(said(Tier.VITAL, 0)[0]?.fix).toBe('a site in west-1, the nearest with zones, or tier hot');
    expect(said(Tier.VITAL, 2)).toEqual([]);
    expect(said(Tier.HOT, 0)).toEqual([]);
  });

  test('a number that nobody checked is a warning, and says so', () => {
    expect(said(Tier.VITAL, 3, { verified: false })).toMatchObject([{ level: 'warning', value: '3 zones (UNVERIFIED)' }]);
  });
});

describe('where things may stand', () => {
  const nimbus = (over: Partial<SiteInput> = {}) => site('south-1', over);
  const abroad = nimbus({ region: { ...site('south-1').region, country: 'CH', eu: false } });
  const asked = (geography: PlanInput['geography'], over: Partial<PlanInput> = {}): string[] =>
    found({ sites: [site('north-1'), nimbus()], geography: geography as object, witnessAt: 'nimbus:west-1', ...over })
      .filter(({ id }) => id.startsWith('DR-GEO'))
      .map(({ id, level, subject, value }) => `${id} ${level} ${subject}: ${value}`);

  test('DR-GEO-04: every site with its copies, and the witness, in a country or in the union', () => {
    expect(asked({ within: 'EU' })).toEqual([]);
    expect(asked({ within: 'FR' })).toEqual([]);
    expect(asked({ within: 'EU' }, { sites: [site('north-1'), abroad] })).toEqual([`DR-GEO-04 error ${B}: ${B} (CH)`]);
    expect(asked({ within: 'DE' })).toHaveLength(3);
    expect(asked({ within: 'EU' }, { witnessAt: 'nimbus:far-1' })).toEqual(['DR-GEO-04 error nimbus:far-1: nimbus:far-1 (JP)']);
  });

  test('a place that nobody knows is not taken for one that is inside', () => {
    expect(asked({ within: 'EU' }, { witnessAt: 'nimbus:moon-1' })).toEqual([
      'DR-GEO-04 error nimbus:moon-1: nimbus:moon-1: nobody knows where that is',
    ]);
  });

  test('a successor is judged in peace, and the state of a site that is kept elsewhere', () => {
    const sites = [site('north-1'), nimbus()] as const;
    const later = site('west-1', { region: { ...site('west-1').region, country: 'CH', eu: false } });
    expect(asked({ within: 'EU' }, { sites, known: [...sites, later], witnessAt: 'nimbus:north-2' })).toEqual([
      `DR-GEO-04 error ${C}: ${C} (CH)`,
    ]);
    expect(asked({ within: 'EU' }, { sites: [site('north-1'), nimbus({ stateAt: 'nimbus:far-1' })] })).toEqual([
      'DR-GEO-04 error nimbus:far-1: nimbus:far-1 (JP)',
    ]);
  });

  test('the fix is the nearest region that is inside and free, or says that there is none', () => {
    const fixOf = (within: string) =>
      found({ sites: [site('north-1'), abroad], geography: { within }, witnessAt: 'nimbus:west-1' }).find(({ id }) => id === 'DR-GEO-04')
        ?.fix;
    expect(fixOf('EU')).toBe('north-2 instead');
    expect(fixOf('BR')).toMatch(/^no region of nimbus is left in BR/);
  });

  test('DR-GEO-03: as far apart as is asked, of the sites and of the witness', () => {
    expect(asked({ apartKm: 300 })).toEqual([]);
    expect(asked({ apartKm: 700 }, { witnessAt: 'nimbus:far-1' })).toEqual([`DR-GEO-03 error billing: ${A} and ${B}: 667 km`]);
    expect(asked({ apartKm: 300 }, { witnessAt: 'nimbus:north-2' })).toEqual([
      `DR-GEO-03 error billing witness: nimbus:north-2 and ${A}: 111 km`,
    ]);
  });

  describe('a place of copies', () => {
    const copies = (code: string, over: Partial<CopyPlaceInput> = {}): CopyPlaceInput => {
      const { cloud, region } = site('north-1');
      const key = `nimbus:${code}`;
      const there = cloud.regions?.find((one) => one.code === code) ?? region;
      const credentials = { who: 'whoever has it', environment: {} };
      return { key, region: there, stateAt: key, cloud: 'nimbus', account: '3', keep: 1, lockedForGood: false, credentials, ...over };
    };

    test('DR-GEO-03: is as far from each site as is asked of them, by the geography or by the tier; else it is advised', () => {
      const copiesIn = copies('north-2');
      const near = (value: string, level: string) => `DR-GEO-03 ${level} billing place of copies: nimbus:north-2 and ${A}: ${value}`;
      expect(asked({ apartKm: 300 }, { copiesIn })).toEqual([near('111 km', 'error')]);
      const closer = copies('north-2', { region: { ...copiesIn.region, latitude: 48.5 } });
      const at = (tier: Tier): string[] =>
        found({ sites: [site('north-1'), nimbus()], copiesIn: closer }, { tier })
          .filter(({ id }) => id === 'DR-GEO-03')
          .map(({ id, level, subject, value }) => `${id} ${level} ${subject}: ${value}`);
      expect(at(Tier.VITAL)).toEqual([near('56 km', 'error')]);
      expect(at(Tier.HOT)).toEqual([near('56 km', 'warning')]);
      expect(asked({ apartKm: 100 }, { copiesIn })).toEqual([]);
    });

    test('DR-GEO-04: of another country or union is refused by name, and so is its state', () => {
      expect(asked({ within: 'EU' }, { copiesIn: copies('far-1') })).toEqual(['DR-GEO-04 error nimbus:far-1: nimbus:far-1 (JP)']);
      expect(asked({ within: 'EU' }, { copiesIn: copies('north-2', { stateAt: 'nimbus:far-1' }) })).toEqual([
        'DR-GEO-04 error nimbus:far-1: nimbus:far-1 (JP)',
      ]);
      const cumulus = { cloud: 'cumulus', key: 'cumulus:east', stateAt: 'cumulus:east' };
      expect(asked({ within: 'EU' }, { copiesIn: copies('north-2', cumulus) })).toEqual([]);
    });
  });

  test('DR-GEO-05: another provider than production', () => {
    expect(asked({ anotherProvider: true })).toEqual([`DR-GEO-05 error billing: ${A} and ${B}`]);
    expect(asked({ anotherProvider: false })).toEqual([]);
  });
});

describe('state', () => {
  test("DR-STATE-01: a site's state elsewhere; it cannot be acknowledged", () => {
    const acknowledgements = [{ id: 'DR-STATE-01', reason: 'we like it so' }];
    const [finding] = found({ sites: [site('north-1'), site('south-1', { stateAt: A })], acknowledgements }).filter(
      ({ id }) => id === 'DR-STATE-01',
    );
    expect(finding).toMatchObject({ level: 'error', always: true, subject: B, value: A });
    expect(finding?.acknowledged).toBeUndefined();
  });

  test('DR-STATE-02: no witness is asked for where nothing joins the sites', () => {
    const without = input();
    delete (without as { witnessAt?: string }).witnessAt;
    expect(ids(judge(without, { ...PLAN, links: [] }))).not.toContain('DR-STATE-02 error billing');
  });

  test('DR-STATE-02: nor where the copies of each site are its own; it names what would be kept there', () => {
    const own = (joinedAt?: readonly Posture[]) => {
      const cells = { ...CELLS, 'object-storage': cell({ replica: 'symmetric', backup: 'restore' }, joinedAt ? { joinedAt } : {}) };
      const at = (code: 'north-1' | 'south-1') => ({ ...site(code), cloud: { ...site(code).cloud, cells } });
      const over = { sites: [at('north-1'), at('south-1')] as const, tier: Tier.COLD, declarations: [INVOICES] };
      const made = { ...declared({ ...over, objectives: objectives(30 * 24 * 60, 3 * 24 * 60) }) };
      delete (made as { witnessAt?: string }).witnessAt;
      const view = new View(NORMAL, sidesOf('billing', made, protectWorkload(made)));
      return () => planWorkload({ ...made, view }, protectWorkload(made));
    };
    expect(own(['replica'])).not.toThrow();
    expect(own()).toThrow(/DR-STATE-02: .*It keeps what joins the sites for Invoices/);
  });

  test('DR-STATE-02: a partition of two regions has no place for it, and that is said', () => {
    const two = site('north-1');
    const regions = [two.region, site('south-1').region];
    const sites = [{ ...two, cloud: { ...two.cloud, regions } }, site('south-1')] as const;
    const without = input({ sites });
    delete (without as { witnessAt?: string }).witnessAt;
    const [finding] = judge(without, PLAN).filter(({ id }) => id === 'DR-STATE-02');
    expect(finding?.fix).toMatch(/^leave it out, .*: the partition nimbus has no other region than north-1 and south-1/);
  });
});

describe('a site that may take the place of one that is gone is judged in peace', () => {
  const sites = [site('north-1'), site('south-1')] as const;
  const withSuccessor = (over: Partial<Parameters<typeof site>[1]>, more: Partial<PlanInput> = {}): string[] =>
    ids(found({ sites, known: [...sites, site('west-1', over)], ...more })).filter((id) => !id.startsWith('DR-LOCK'));

  test('a good one has nothing to say', () => {
    expect(withSuccessor({})).toEqual([]);
  });

  test('its state, its address range, its distance, and a witness in its region', () => {
    expect(withSuccessor({ stateAt: A })).toEqual([`DR-STATE-01 error ${C}`]);
    expect(withSuccessor({ cidr: '10.10.1.0/24' })).toEqual(['DR-NET-01 error billing']);
    expect(() => withSuccessor({ cidr: 'none' })).toThrow(/DR-NET-02/);
    expect(withSuccessor({ region: { ...sites[0].region, code: 'west-1', latitude: 48.1 } })).toEqual(['DR-GEO-03 warning billing']);
    expect(withSuccessor({}, { witnessAt: C })).toEqual(['DR-STATE-02 error billing']);
  });
});

describe('objectives', () => {
  test('DR-RPO-01 names the component, the figure and the cheapest fix', () => {
    const [finding] = found({ objectives: objectives(60, 1 / 60) }, { objectives: objectives(60, 1 / 60) }).filter(
      ({ id }) => id === 'DR-RPO-01',
    );
    expect(finding).toMatchObject({ subject: 'Ledger', value: 'it may lose 1 min, RPO 1 s', fix: 'an RPO of at least 1 min' });
  });

  test('DR-RPO-01: where no interval of copies is short enough, the fix is a tier for the component', () => {
    const wanted = { tier: Tier.WARM, declarations: [INVOICES], objectives: objectives(24 * 60, 30) };
    expect(() => plan(wanted)).toThrow('Fix: tier hot for Invoices');
  });

  describe('the cheapest fix is tried before it is proposed', () => {
    const slow = (hot: number, warm: number) => {
      const figures: CellFacts['figures'] = (_, posture) => ({
        rpo: { seconds: posture === 'backup' ? 43_200 : 60, source: 'test', verified: true },
        promotion: { seconds: posture === 'backup' ? warm : hot, source: 'test', verified: true },
      });
      const cells = { ...CELLS, 'relational-database': cell({ replica: 'promote', backup: 'restore' }, { figures }) };
      const at = (code: 'north-1' | 'south-1') => ({ ...site(code), cloud: { ...site(code).cloud, cells } });
      return { sites: [at('north-1'), at('south-1')] as const };
    };
    const fixOf = (over: Parameters<typeof plan>[0]): string => {
      const acknowledgements = ['DR-RTO-01', 'DR-RTO-02', 'DR-RPO-01'].map((id) => ({ id, reason: 'a test' }));
      return plan({ ...over, acknowledgements }).findings.find(({ id }) => id === 'DR-RTO-01')?.fix ?? 'none';
    };
    const wanted = objectives(4 * 60, 24 * 60);

    test('a tier that takes as long is passed over for the next one that holds', () => {
      expect(fixOf({ ...slow(300, 18_000), tier: Tier.COLD, objectives: wanted })).toMatch(
        /^tier hot \(35 min\), or an RTO of at least 5 h 30 min$/,
      );
    });

    test('where the next one holds, it is that; where it holds the RTO alone, it is passed over too', () => {
      const quick = (rpo: number) => fixOf({ ...slow(300, 600), tier: Tier.COLD, objectives: objectives(20, rpo) });
      expect(quick(24 * 60)).toContain('no tier holds this one');
      const late = { ...slow(300, 9_000), tier: Tier.WARM };
      expect(fixOf({ ...late, objectives: objectives(120, 15) })).toMatch(/^tier hot \(35 min\)/);
      expect(fixOf({ ...late, objectives: objectives(120, 0.5) })).toMatch(/^an RTO of at least 35 min/);
    });

    test('where none holds, it says so, and the time of the quickest', () => {
      const fix = fixOf({ ...slow(20_000, 30_000), tier: Tier.WARM, objectives: wanted });
      expect(fix).toMatch(
        /^an RTO of at least 6 h .* with tier hot, or of .* with tier warm, or less of wave 2: Ledger .*: no tier holds this one$/,
      );
    });

    test('each tier that is proposed holds, whatever the figures and the objectives', () => {
      const seconds = fc.integer({ min: 0, max: 40_000 });
      fc.assert(
        fc.property(seconds, seconds, fc.integer({ min: 50, max: 700 }), fc.integer({ min: 1, max: 1500 }), (hot, warm, rto, rpo) => {
          const over = { ...slow(hot, warm), tier: Tier.COLD, objectives: objectives(rto, rpo) };
          const acknowledgements = ['DR-RTO-01', 'DR-RTO-02', 'DR-RTO-03', 'DR-RPO-01'].map((id) => ({ id, reason: 'a test' }));
          const { findings } = plan({ ...over, acknowledgements });
          for (const { id, fix } of findings.filter((one) => one.id.startsWith('DR-RTO') || one.id === 'DR-RPO-01')) {
            const name = /^tier (\w+)/.exec(fix)?.[1] as TierName | undefined;
            if (name === undefined || id === 'DR-RPO-01') continue;
            const better = plan({ ...over, tier: Tier.named(name), acknowledgements });
            expect([id, better.budget.rto <= rto * 60, better.budget.rpo <= rpo * 60]).toEqual([id, true, true]);
          }
        }),
        { numRuns: 60 },
      );
    });

    test('of the RPO: a tier of the component that holds it, else the least that there is', () => {
      const rpoFix = (minutes: number): string => {
        const acknowledgements = ['DR-RPO-01', 'DR-RTO-01', 'DR-RTO-02'].map((id) => ({ id, reason: 'a test' }));
        const over = { ...slow(300, 300), tier: Tier.WARM, objectives: objectives(24 * 60, minutes), acknowledgements };
        return plan(over).findings.find(({ id }) => id === 'DR-RPO-01')?.fix ?? 'none';
      };
      expect(rpoFix(30)).toBe('tier hot for Ledger');
      expect(rpoFix(0.5)).toBe('an RPO of at least 1 min, with tier hot for Ledger');
      // These copies are as old as they are, however often they are made.
      expect(rpoFix(600)).toBe('tier hot for Ledger');
    });
  });

  test('DR-RTO-03: tighter than the tier commits is refused where nobody chose it, and told where somebody did', () => {
    const tight = { ...PLAN, objectives: objectives(45, 15) };
    expect(judge(GOOD, tight).find(({ id }) => id === 'DR-RTO-03')?.level).toBe('error');
    expect(judge({ ...GOOD, tier: Tier.HOT }, tight).find(({ id }) => id === 'DR-RTO-03')?.level).toBe('info');
  });
});

describe('components', () => {
  test('DR-TLS-01: clear text is refused where nobody asked for it, whatever the tier', () => {
    const asked = { declarations: [NET, { ...WEB, plainHttp: false } as typeof WEB] };
    expect(() => plan(asked)).toThrow(/^DR-TLS-01: .*in clear text there \(got: .*\)\.\nFix: certificates: .*, or plainHttp: true\.$/);
    const certificates = { [A]: 'a', [B]: 'b' };
    expect(plan({ declarations: [NET, { ...WEB, plainHttp: false, certificates } as typeof WEB] }).tier.name).toBe(
      plan({ declarations: [NET, WEB] }).tier.name,
    );
  });

  test('DR-TLS-01: where it is asked for, it is a warning that names the sites', () => {
    const bare = (certificates: Record<string, string>) =>
      plan({ declarations: [NET, { ...WEB, certificates } as typeof WEB] }).findings.filter(({ id }) => id === 'DR-TLS-01');
    expect(bare({})).toMatchObject([{ level: 'warning', subject: 'Web', value: `${A}, ${B}` }]);
    expect(bare({ [A]: 'a' })).toMatchObject([{ value: B }]);
    expect(bare({ [A]: 'a', [B]: 'b' })).toEqual([]);
  });

  test('DR-NEED-01 and DR-NEED-02: where the pipeline lives is unknown, or dies with a site', () => {
    const runsFrom = { 'identity provider': 'x:y', repository: A, registry: 'x:y' };
    expect(ids(found({ runsFrom })).filter((id) => id.startsWith('DR-NEED'))).toEqual([
      'DR-NEED-01 info pipeline runner',
      'DR-NEED-02 warning repository',
    ]);
  });

  test('DR-SITE-02: what a site is declared without', () => {
    const lacks = [{ what: 'Nothing is locked', fix: 'lock: true' }];
    const judged = found({ sites: [site('north-1'), site('south-1', { lacks })] }).filter(({ id }) => id === 'DR-SITE-02');
    expect(judged).toEqual([{ id: 'DR-SITE-02', level: 'warning', subject: B, what: 'Nothing is locked', value: B, fix: 'lock: true' }]);
  });

  test('DR-SIGNAL-01: what is told only where somebody asks, and nothing else', () => {
    const about = { id: 'ledger-lag', name: 'ledger-lag', title: 'Ledger falls behind' };
    const metric = { kind: 'metric', namespace: 'n', metric: 'm', of: {}, above: 1, period: 60, periods: 5, silenceIsAlarm: true } as const;
    const polled = { kind: 'polled', run: ['ask', 'north-1'], endpoint: 'north-1', every: 300, above: 900 } as const;
    const told = (signal: Signal) =>
      found({}, { signals: { [`${B} ledger`]: [{ ...signal, watches: 'replica', calls: true }] } }).filter(
        ({ id }) => id === 'DR-SIGNAL-01',
      );
    expect(told({ ...about, ...metric })).toEqual([]);
    expect(told({ ...about, kind: 'event', pattern: {} })).toEqual([]);
    expect(told({ ...about, ...polled })).toMatchObject([
      {
        level: 'warning',
        subject: `${B} ledger ledger-lag`,
        value: 'polled at north-1',
        fix: `run continuity doctor every 5 min, or its command line (the dossier has it) at ${B}, and alarm above 900`,
      },
    ]);
  });

  test('DR-SIGNAL-02: a replica and copies that nothing tells of, and a check; not while nothing is protected', () => {
    const about = { id: 'x', name: 'x', title: 'x', kind: 'event', pattern: {}, watches: 'replica', calls: true } as const;
    const missed = (changed: Partial<WorkloadPlan>, over: Partial<PlanInput> = {}) =>
      ids(found(over, changed)).filter((id) => id.startsWith('DR-SIGNAL-02'));
    const [replica, copies] = ['replica', 'copies'].map((what) => `DR-SIGNAL-02 warning ${B} ledger ${what}`);
    expect(missed({})).toEqual([]);
    expect(missed({ signals: {} })).toEqual([copies, replica]);
    expect(missed({ signals: { [`${B} ledger`]: [about] } })).toEqual([copies]);
    // Copies under a replica may be told of where they are made; what follows has to be told of where it stands.
    expect(missed({ signals: { [`${A} ledger`]: [about, { ...about, watches: 'copies' }] } })).toEqual([replica]);
    expect(missed({ signals: { [`${B} ledger`]: [{ ...about, watches: 'service' }] } })).toEqual([copies, replica]);
    const fenced = { ...PLAN.sites, [B]: { ...PLAN.sites[B]!, role: 'fenced' as const } };
    expect(missed({ signals: {}, sites: fenced })).toEqual([]);
    const traffic = { name: 'billing.acme.example', aliases: [], entrances: {} } as unknown as WorkloadPlan['traffic'] & object;
    expect(missed({ traffic })).toEqual(['DR-SIGNAL-02 warning billing.acme.example check']);
  });

  test('DR-SIGNAL-03: a site where nobody is told', () => {
    const sites = [site('north-1'), site('south-1', { subscriptions: [] })] as const;
    expect(ids(found({ sites })).filter((id) => id.startsWith('DR-SIGNAL'))).toEqual([`DR-SIGNAL-03 warning ${B}`]);
  });

  test('DR-NET-01 and DR-NET-02: ranges that overlap, in either order and of either family; one that is none', () => {
    const ranges = (a: string, b: string) =>
      ids(found({ sites: [site('north-1', { cidr: a }), site('south-1', { cidr: b })] })).includes('DR-NET-01 error billing');
    expect(ranges('10.0.0.0/8', '10.20.0.0/16')).toBe(true);
    expect(ranges('10.20.0.0/16', '10.0.0.0/8')).toBe(true);
    expect(ranges('10.10.0.0/16', '10.11.0.0/16')).toBe(false);
    expect(ranges('10.10.0.0/16', 'fd00::/8')).toBe(false);
    expect(ranges('fd00::/8', 'fd12::/16')).toBe(true);
    expect(() => ranges('10.10.0.0', '10.11.0.0/16')).toThrow(/DR-NET-02/);
  });
});

describe('acknowledging', () => {
  test('takes a reason, for one subject or for all, and keeps the finding', () => {
    const acknowledgements = [{ id: 'DR-NEED-01', subject: 'registry', reason: 'images are public', by: 'Ada' }];
    const all = found({ runsFrom: {}, acknowledgements }).filter(({ id }) => id === 'DR-NEED-01');
    expect(all).toHaveLength(4);
    expect(all.filter(({ acknowledged }) => acknowledged).map(({ subject, acknowledged }) => [subject, acknowledged])).toEqual([
      ['registry', { reason: 'images are public', by: 'Ada' }],
    ]);
  });

  test('only errors stop the synthesis; in a disturbance only those that always do', () => {
    const finding = (over: Partial<Finding>): Finding => ({
      id: 'X',
      level: 'error',
      subject: 's',
      what: 'w',
      value: 'v',
      fix: 'f',
      ...over,
    });
    const all = [
      finding({ id: 'a' }),
      finding({ id: 'b', always: true }),
      finding({ id: 'c', level: 'warning' }),
      finding({ id: 'd', acknowledged: { reason: 'r' } }),
    ];
    expect(refusals(all, false).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(refusals(all, true).map(({ id }) => id)).toEqual(['b']);
  });
});

test('a cell without a figure of its own cannot hide: every finding has a value and a fix', () => {
  const poor = { ...CELLS, 'object-storage': cell({ backup: 'restore' }) };
  const { cloud, ...rest } = site('north-1');
  const bad = {
    sites: [{ ...rest, cloud: { ...cloud, cells: poor } }, site('south-1', { cidr: rest.cidr })] as const,
    declarations: [INVOICES],
    runsFrom: {},
    tier: Tier.WARM,
  };
  const acknowledgements = ['DR-NET-01', 'DR-RPO-01', 'DR-RTO-01'].map((id) => ({ id, reason: 'a test' }));
  for (const f of judge(input(bad), plan({ ...bad, acknowledgements }))) {
    expect([f.id, f.what.length > 10, f.value.length > 0, f.fix.length > 5]).toEqual([f.id, true, true, true]);
  }
});
