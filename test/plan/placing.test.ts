import type { Placement } from '../../lib/plan/plan';
import { JOURNEY, planAt } from './journey';
import { A, INVOICES, LEDGER, NET } from './input';

const side = (site: string): string => (site === A ? 'A' : 'B');

/** `A/0 serving active, created`: site, generation, form, posture, where the data came from; `=` where it still follows it. */
function said({ site, generation, current, form, posture, origin, attached }: Placement): string {
  const of = origin.how === 'created' ? '' : ` ${side(origin.of.site)}${/g(\d+)$/.exec(origin.of.names['thing'] ?? '')?.[1] ?? '0'}`;
  const done = origin.how === 'restored' ? (origin.done ? ' done' : ' now') : '';
  return `${side(site)}${generation} ${current ? form : 'kept'} ${posture}, ${origin.how}${of}${done}${attached ? ' =' : ''}`;
}

const table = (tier: 'hot' | 'warm', component: typeof LEDGER) =>
  Object.fromEntries(
    JOURNEY.map(([step]) => [
      step,
      planAt(step, tier, [NET, component])
        .placements.filter((p) => p.component === component.id)
        .map(said),
    ]),
  );

test('hot, promoted: the promoted side keeps its identity, the other one comes back beside its old self', () => {
  expect(table('hot', LEDGER)).toEqual({
    normal: ['A0 serving active, created', 'B0 standby replica, replica A0 ='],
    'A lost': ['B0 standby replica, replica A0 ='],
    'failing over': ['B0 serving active, replica A0'],
    'failed over': ['B0 serving active, replica A0'],
    'A is back': ['A0 kept active, created', 'B0 serving active, replica A0'],
    'A is fenced': ['A0 kept active, created', 'B0 serving active, replica A0'],
    reprotected: ['A0 kept active, created', 'A1 standby replica, replica B0 =', 'B0 serving active, replica A0'],
    'B is fenced': ['A0 kept active, created', 'A1 standby replica, replica B0 =', 'B0 fenced active, replica A0'],
    'nothing lags': ['A0 kept active, created', 'A1 standby replica, replica B0 =', 'B0 fenced active, replica A0'],
    'switching home': ['A0 kept active, created', 'A1 serving active, replica B0', 'B0 fenced active, replica A0'],
    home: ['A0 kept active, created', 'A1 serving active, replica B0', 'B0 kept active, replica A0', 'B1 standby replica, replica A1 ='],
  });
});

test('warm, restored: nothing stands at the standby but copies; a restore happens once', () => {
  expect(table('warm', LEDGER)).toEqual({
    normal: ['A0 serving active, created', 'B0 standby backup, restored A0 done ='],
    'A lost': ['B0 standby backup, restored A0 done ='],
    'failing over': ['B0 serving active, restored A0 now'],
    'failed over': ['B0 serving active, restored A0 done'],
    'A is back': ['A0 kept active, created', 'B0 serving active, restored A0 done'],
    'A is fenced': ['A0 kept active, created', 'B0 serving active, restored A0 done'],
    reprotected: ['A0 kept active, created', 'A1 standby backup, restored B0 done =', 'B0 serving active, restored A0 done'],
    'B is fenced': ['A0 kept active, created', 'A1 standby backup, restored B0 done =', 'B0 fenced active, restored A0 done'],
    'nothing lags': ['A0 kept active, created', 'A1 standby backup, restored B0 done =', 'B0 fenced active, restored A0 done'],
    'switching home': ['A0 kept active, created', 'A1 serving active, restored B0 now', 'B0 fenced active, restored A0 done'],
    home: [
      'A0 kept active, created',
      'A1 serving active, restored B0 done',
      'B0 kept active, restored A0 done',
      'B1 standby backup, restored A1 done =',
    ],
  });
});

test('hot, symmetric: one identity at each site for ever', () => {
  const all = table('hot', INVOICES);
  expect(
    new Set(
      Object.values(all)
        .flat()
        .map((line) => line.split(' ')[0]),
    ),
  ).toEqual(new Set(['A0', 'B0']));
  expect(all['reprotected']).toEqual(['A0 standby replica, created =', 'B0 serving active, created']);
  expect(all['A is back']).toEqual(['A0 fenced replica, created =', 'B0 serving active, created']);
});

test('addresses never move: the same site and generation have the same id and the same names at every step', () => {
  const known = new Map<string, string>();
  for (const tier of ['hot', 'warm'] as const) {
    for (const [step] of JOURNEY) {
      for (const p of planAt(step, tier, [NET, LEDGER, INVOICES]).placements) {
        const key = `${tier} ${p.component} ${p.site} ${p.generation}`;
        const address = JSON.stringify([p.id, p.names]);
        expect([key, known.get(key) ?? address]).toEqual([key, address]);
        known.set(key, address);
      }
    }
  }
});

test('a site has one current generation of a component at most, and a lost one has nothing', () => {
  for (const [step] of JOURNEY) {
    const { placements, sites } = planAt(step, 'hot', [NET, LEDGER, INVOICES]);
    const current = placements.filter((p) => p.current).map((p) => `${p.site} ${p.component}`);
    expect(new Set(current).size).toBe(current.length);
    for (const [key, { role }] of Object.entries(sites))
      if (role === 'withheld') expect(placements.filter((p) => p.site === key)).toEqual([]);
  }
});

test('links follow the base: they turn with a reprotect, never with a failover', () => {
  const turns = JOURNEY.map(([step]) => {
    const [link] = planAt(step, 'hot', [NET, LEDGER]).links;
    return `${side(link!.from.site)}→${side(link!.to.site)} ${link!.turns}`;
  });
  expect(turns).toEqual([...Array<string>(6).fill('A→B 0'), ...Array<string>(3).fill('B→A 1'), ...Array<string>(2).fill('A→B 2')]);
});

test('the site watches its replication only while it stands by, protected, and the other one is there', () => {
  const watching = JOURNEY.map(([step]) =>
    Object.values(planAt(step, 'hot', [NET, LEDGER]).sites)
      .filter((s) => s.watches)
      .map((s) => side(s.key))
      .join(''),
  );
  expect(watching).toEqual(['B', '', '', '', '', '', 'A', 'A', 'A', '', 'B']);
});
