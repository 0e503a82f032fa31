import { Tier } from '../../lib/objectives/tier';
import type { CellInput } from '../../lib/plan/input';
import type { Placement } from '../../lib/plan/plan';
import type { RecoverySteps } from '../../lib/port/phases';
import type { Metric } from '../../lib/port/signals';
import { commandStep } from '../../lib/words/steps';
import { A, cell, CELLS, KEPT, LEDGER, NET, objectives, plan, sidesFor, site, WEB } from './input';
import { afterStory } from '../support/history';

const DAY = 24 * 60;

const lag = (over: { readonly region?: string } = {}): CellInput['signals'] => {
  const metric: Metric = { kind: 'metric', namespace: 'n', metric: 'm', of: {}, above: 1, period: 60, periods: 5, silenceIsAlarm: true };
  return ({ id }) => [{ id: `${id}-lag`, name: 'lag', title: 'it lags', ...metric, ...over }];
};
const polled: CellInput['signals'] = ({ id, here }) => [
  { id: `${id}-lag`, name: 'lag', title: 'it lags', kind: 'polled', run: ['true'], endpoint: here.region, every: 60, above: 1 },
];

/** What is declared where the cell of databases is that one, at hot (a replica) or at cold (copies). */
const declaredWith = (one: CellInput, tier: 'hot' | 'cold', alarm?: () => void) => {
  const at = (code: 'north-1' | 'south-1') => {
    const { cloud, ...rest } = site(code);
    return { ...rest, cloud: { ...cloud, cells: { ...CELLS, 'relational-database': one }, alarms: { metric: alarm, event: alarm } } };
  };
  const sites = [at('north-1'), at('south-1')] as const;
  return { sites, known: sites, tier: Tier.named(tier), objectives: objectives(30 * DAY, 30 * DAY), declarations: [NET, LEDGER] };
};

/** A cell that gives everything but some phases. */
const without = (flip: 'promote' | 'switch' | 'restore' | 'symmetric', ...parts: (keyof RecoverySteps)[]): CellInput => ({
  ...cell({ replica: flip, backup: flip }),
  service: 'Nimbus SQL',
  recovery: (placement, move) =>
    Object.fromEntries(Object.entries(KEPT(placement, move)).filter(([part]) => !parts.includes(part as never))),
});

/** Without a check that it follows, and with something that is brought: by a step, done again or once. */
const brought = (again: boolean): CellInput => {
  const one = without('symmetric', 'follows');
  const step = commandStep({ id: 'carry', title: 'it is carried', run: ['true'], endpoint: 'south-1', expected: 'done' });
  return { ...one, recovery: (placement, move) => ({ ...one.recovery?.(placement, move), seed: [{ step, again }] }) };
};

const mute: CellInput = { facts: cell({ replica: 'promote' }).facts, service: 'Nimbus SQL' };
const joins = { renderLinks: () => [] };

describe('a cell that lacks what its facts promise is refused when its workload is planned', () => {
  test.each<[string, CellInput, 'hot' | 'cold', RegExp]>([
    ['nothing of how its role changes', { ...mute, ...joins }, 'hot', /says nothing of how its role changes/],
    ['no proof of a promotion', without('promote', 'verify'), 'hot', /does not prove that it was promoted/],
    ['no proof of a switch', without('switch', 'verify'), 'hot', /does not prove that it was promoted/],
    ['no proof of a restore', without('restore', 'verify'), 'cold', /does not prove that it was restored/],
    ['no look at the copy', without('restore', 'check'), 'cold', /does not look for the copy/],
    ['no proof of its fence', without('promote', 'fenced'), 'hot', /does not prove its fence/],
    ['nor where nothing is promoted', { ...without('symmetric', 'fenced'), ...joins }, 'hot', /does not prove its fence/],
    ['replicas that nothing joins', without('promote', 'follows'), 'hot', /has replicas that nothing joins/],
    ['nor where both sides take writes', without('symmetric', 'follows'), 'hot', /has replicas that nothing joins/],
    ['nor by what is carried to them once', brought(false), 'hot', /has replicas that nothing joins/],
  ])('%s', (_title, one, tier, said) => {
    const act = () => plan(declaredWith(one, tier));
    expect(act).toThrow(said);
    expect(act).toThrow(/^DR-CELL-04: The cell of Ledger \(Nimbus SQL\) /);
  });

  test.each<[string, CellInput, 'hot' | 'cold']>([
    ['everything', without('promote'), 'hot'],
    ['everything, for copies', without('restore'), 'cold'],
    ['links in the place of a check that it follows', { ...without('promote', 'follows'), ...joins }, 'hot'],
    ['a step that carries, whenever its site is brought up to date', brought(true), 'hot'],
    ['what is not promised: copies are joined by nothing', without('restore', 'follows'), 'cold'],
    ['no look at a copy where none is restored', without('promote', 'check'), 'hot'],
    [
      'a fence that says that there is none',
      { ...without('promote', 'fenced'), facts: { ...cell({ replica: 'promote' }).facts, fence: 'none: read only' } },
      'hot',
    ],
  ])('kept: %s', (_title, one, tier) => {
    expect(plan(declaredWith(one, tier)).tier.name).toBe(tier);
  });

  test('a signal that nobody would tell of: its cloud has no alarm, or another region publishes it', () => {
    const refused = (signals: CellInput['signals'], alarm?: () => void) => () =>
      plan(declaredWith({ ...without('promote'), ...(signals ? { signals } : {}) }, 'hot', alarm));
    const alarm = (): void => undefined;
    expect(refused(lag())).toThrow(/^DR-CELL-04: The cell of Ledger \(Nimbus SQL\) has a signal that its cloud tells nobody of/);
    expect(refused(lag({ region: 'north-1' }), alarm)).toThrow(/^DR-CELL-04: .* of a metric that another region publishes/);
    for (const signals of [lag(), lag({ region: 'south-1' })]) expect(refused(signals, alarm)).not.toThrow();
    expect(refused(polled)).not.toThrow();
  });

  test('a restore that is awaited proves itself, and so does a fence by command', () => {
    const close = (part: string) => commandStep({ id: part, title: part, run: ['true'], endpoint: 'south-1', expected: 'nothing' });
    const one: CellInput = {
      ...without('restore'),
      recovery: (placement, move) => {
        const { check = [], verify = [] } = KEPT(placement, move);
        return { check, promote: verify, fence: [{ step: close('close'), undo: close('open') }] };
      },
    };
    expect(plan(declaredWith(one, 'cold')).tier.name).toBe('cold');
  });

  test('it is asked as the taker that never took over, and as the giver that is fenced', () => {
    const seen: Pick<Placement, 'form' | 'posture' | 'attached' | 'origin'>[] = [];
    const one: CellInput = {
      ...without('promote'),
      recovery: (placement, move) => {
        const { form, posture, attached, origin } = placement;
        seen.push({ form, posture, attached, origin });
        return KEPT(placement, move);
      },
    };
    plan(declaredWith(one, 'hot'));
    // Once for its promises; then, as in every plan, for the procedures.
    expect(seen.slice(0, 2)).toMatchObject([
      { form: 'standby', posture: 'replica', attached: true, origin: { how: 'replica', of: { site: A } } },
      { form: 'fenced', posture: 'active', attached: false, origin: { how: 'created' } },
    ]);
    // Its plan asks twice more: of what is on paper for a forced move, and for a planned one.
    expect(seen).toHaveLength(6);
  });

  test('what holds no data promises nothing', () => {
    const web: CellInput = { facts: (CELLS['load-balancer'] as CellInput).facts };
    const at = (code: 'north-1' | 'south-1') => {
      const { cloud, ...rest } = site(code);
      return { ...rest, cloud: { ...cloud, cells: { ...CELLS, 'load-balancer': web } } };
    };
    const sites = [at('north-1'), at('south-1')] as const;
    expect(plan({ sites, known: sites, tier: Tier.HOT, declarations: [NET, WEB] }).tier).toBe(Tier.HOT);
  });

  test('but what is started, which any cell says: nothing would start it, or users would be there first', () => {
    const started = (facts: object, steps: RecoverySteps) => {
      const web: CellInput = { facts: { ...(CELLS['load-balancer'] as CellInput).facts, ...facts }, recovery: () => steps };
      const at = (code: 'north-1' | 'south-1') => {
        const { cloud, ...rest } = site(code);
        return { ...rest, cloud: { ...cloud, cells: { ...CELLS, 'load-balancer': web } } };
      };
      const sites = [at('north-1'), at('south-1')] as const;
      return () => plan({ sites, known: sites, tier: Tier.HOT, declarations: [NET, WEB] });
    };
    const start = [commandStep({ id: 'start', title: 'start', run: ['true'], endpoint: 'south-1', expected: 'nothing' })];
    expect(started({ starts: true }, {})).toThrow(/DR-CELL-04: .*says that something is started, and starts nothing/);
    expect(started({}, { start })).toThrow(/DR-CELL-04: .*starts something, and does not say so/);
    expect(started({ starts: true }, { start })).not.toThrow();
    expect(started({}, { quiesce: start })).toThrow(/DR-CELL-04: .*stops what works ahead of its fence, and nothing lets that work again/);
    expect(started({ starts: true }, { start, quiesce: start })).not.toThrow();
  });

  test('once a region is not normal it stops nothing', () => {
    const broken = declaredWith(without('promote', 'verify'), 'hot');
    expect(() => plan(broken, afterStory('lost A', sidesFor(broken)))).not.toThrow();
  });
});
