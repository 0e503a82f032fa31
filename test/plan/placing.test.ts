import type { Placement } from '../../lib/plan/plan';
import { planAt, STEPS } from './journey';
import type { CellInput } from '../../lib/plan/input';
import { Tier } from '../../lib/objectives/tier';
import { afterStory } from '../support/history';
import { A, cell, CELLS, INVOICES, LEDGER, NET, objectives, plan, sidesFor, site } from './input';

const side = (site: string): string => (site === A ? 'A' : 'B');

/** `A/0 serving active, created`: site, generation, form, posture, where the data came from; `=` where it still follows it. */
function said({ here: { site }, generation, current, form, posture, origin, attached }: Placement): string {
  const of = origin.how === 'created' ? '' : ` ${side(origin.of.site)}${/g(\d+)$/.exec(origin.of.names['thing'] ?? '')?.[1] ?? '0'}`;
  const done = origin.how === 'restored' ? (origin.done ? ' done' : ' now') : '';
  return `${side(site)}${generation} ${current ? form : 'kept'} ${posture}, ${origin.how}${of}${done}${attached ? ' =' : ''}`;
}

const table = (tier: 'hot' | 'warm', component: typeof LEDGER) =>
  Object.fromEntries(
    STEPS.map((step) => [
      step,
      planAt(step, tier, [NET, component])
        .placements.filter((p) => p.component === component.id)
        .map(said),
    ]),
  );

type Rows = readonly string[];

/** From the old side's return on, every database goes the same way: beside its old self, back, and home by a switch. */
const wayBack = ({ beside, back, closed, opening, home }: Readonly<Record<'beside' | 'back' | 'closed' | 'opening' | 'home', Rows>>) => ({
  'A is back': beside,
  'A is fenced': beside,
  'A is well': back,
  reprotected: back,
  'B is asked': closed,
  'B is fenced': closed,
  'switching home': opening,
  'nothing lags': opening,
  'begun at home': opening,
  home,
  'home, protected': home,
});

test('hot, promoted: the promoted side keeps its identity, the other one comes back beside its old self', () => {
  const there = ['B0 serving active, replica A0'];
  const beside = ['A0 kept active, created', ...there];
  const back = ['A0 kept active, created', 'A1 standby replica, replica B0 =', ...there];
  const closed = ['A0 kept active, created', 'A1 standby replica, replica B0 =', 'B0 fenced active, replica A0'];
  const opening = ['A0 kept active, created', 'A1 serving active, replica B0', 'B0 fenced active, replica A0'];
  const home = [
    'A0 kept active, created',
    'A1 serving active, replica B0',
    'B0 kept active, replica A0',
    'B1 standby replica, replica A1 =',
  ];
  expect(table('hot', LEDGER)).toEqual({
    declared: ['A0 serving active, created', 'B0 standby replica, replica A0 ='],
    normal: ['A0 serving active, created', 'B0 standby replica, replica A0 ='],
    'A lost': ['B0 standby replica, replica A0 ='],
    'failing over': there,
    begun: there,
    'failed over': there,
    ...wayBack({ beside, back, closed, opening, home }),
  });
});

test('warm, restored: nothing stands at the standby but copies; a restore happens once', () => {
  const made = ['B0 serving active, restored A0 now'];
  const beside = ['A0 kept active, created', 'B0 serving active, restored A0 done'];
  const back = ['A0 kept active, created', 'A1 standby backup, restored B0 done =', 'B0 serving active, restored A0 done'];
  const closed = ['A0 kept active, created', 'A1 standby backup, restored B0 done =', 'B0 fenced active, restored A0 done'];
  const opening = ['A0 kept active, created', 'A1 serving active, restored B0 now', 'B0 fenced active, restored A0 done'];
  const home = [
    'A0 kept active, created',
    'A1 serving active, restored B0 done',
    'B0 kept active, restored A0 done',
    'B1 standby backup, restored A1 done =',
  ];
  expect(table('warm', LEDGER)).toEqual({
    declared: ['A0 serving active, created', 'B0 standby backup, restored A0 done ='],
    normal: ['A0 serving active, created', 'B0 standby backup, restored A0 done ='],
    'A lost': ['B0 standby backup, restored A0 done ='],
    'failing over': made,
    begun: made,
    'failed over': ['B0 serving active, restored A0 done'],
    ...wayBack({ beside, back, closed, opening, home }),
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
    for (const step of STEPS) {
      for (const p of planAt(step, tier, [NET, LEDGER, INVOICES]).placements) {
        const key = `${tier} ${p.component} ${p.here.site} ${p.generation}`;
        const address = JSON.stringify([p.id, p.here.names]);
        expect([key, known.get(key) ?? address]).toEqual([key, address]);
        known.set(key, address);
      }
    }
  }
});

test('a site has one current generation of a component at most, and a lost one has nothing', () => {
  for (const step of STEPS) {
    const { placements, sites } = planAt(step, 'hot', [NET, LEDGER, INVOICES]);
    const current = placements.filter((p) => p.current).map((p) => `${p.here.site} ${p.component}`);
    expect(new Set(current).size).toBe(current.length);
    for (const [key, { role }] of Object.entries(sites))
      if (role === 'withheld') expect(placements.filter((p) => p.here.site === key)).toEqual([]);
  }
});

test('links follow the base: they turn with a reprotect, never with a failover', () => {
  const turns = STEPS.map((step) => {
    const [link] = planAt(step, 'hot', [NET, LEDGER]).links;
    return `${side(link!.from.site)}→${side(link!.to.site)} ${link!.turns}`;
  });
  const from = (step: string) => STEPS.indexOf(step);
  expect(turns).toEqual(STEPS.map((_, i) => (i < from('A is well') ? 'A→B 0' : i < from('home') ? 'B→A 1' : 'A→B 2')));
});

test('the site watches its replication only while it stands by, and the other one is there', () => {
  const watching = STEPS.map((step) => [
    step,
    ...Object.values(planAt(step, 'hot', [NET, LEDGER]).sites)
      .filter((s) => s.watches)
      .map((s) => side(s.site)),
  ]);
  const expected: Record<string, string> = {
    ...{ declared: 'B', normal: 'B', home: 'B', 'home, protected': 'B' },
    ...{ 'A is well': 'A', reprotected: 'A', 'B is asked': 'A', 'B is fenced': 'A' },
  };
  expect(watching).toEqual(STEPS.map((step) => [step, ...(expected[step] ? [expected[step]] : [])]));
});

test('what is born where the sites meet is taken in with the generation that took the role, and no later one', () => {
  const at = (code: 'north-1' | 'south-1') => {
    const { cloud, ...rest } = site(code);
    const born: CellInput = { ...cell({ replica: 'promote' }, { born: 'links' }), renderMember: () => undefined };
    return { ...rest, cloud: { ...cloud, cells: { ...CELLS, 'relational-database': born } } };
  };
  const sites = [at('north-1'), at('south-1')] as const;
  const declared = { sites, known: sites, tier: Tier.HOT, objectives: objectives(60 * 24 * 30, 60 * 24 * 30), declarations: [NET, LEDGER] };
  const bornAt = (story: string): string[] =>
    plan(declared, afterStory(story, sidesFor(declared)))
      .placements.filter(({ component }) => component === LEDGER.id)
      .map(({ here, generation, born }) => `${side(here.site)}${generation} ${born}`);
  const over = 'standing, lost A, failover B, started, completed, normal A, fenced A, standing';
  expect(bornAt('standing')).toEqual(['A0 site', 'B0 links']);
  expect(bornAt(over)).toEqual(['A0 site', 'A1 links', 'B0 adopted']);
  expect(bornAt(`${over}, switch A, fenced B, lag, started, completed`)).toEqual(['A0 site', 'A1 adopted', 'B0 adopted', 'B1 links']);
});
