import type { CellInput } from '../../lib/plan/input';
import { planWorkload, protectWorkload } from '../../lib/plan/planner';
import type { Placement } from '../../lib/plan/plan';
import { Tier, type TierName } from '../../lib/objectives/tier';
import { asked, isUnseen, notSeen, type DoctorItem } from '../../lib/words/doctor';
import { checkStep, findStep, found } from '../../lib/words/steps';
import { stepsOf } from '../support/history';
import { take } from '../cli/fixture';
import { NORMAL } from '../../lib/situation/facts';
import { A, B, CELLS, component, declared, input, KEPT, LEDGER, NET, objectives, sidesFor, site, WEB } from './input';

const PATIENT = objectives(60 * 24 * 7, 60 * 24, {});

/** What is asked of each site, where everything stands, with a database cell like that. */
function asks(
  tier: TierName,
  over: Partial<CellInput>,
  steps: readonly ('lost A' | 'lost B')[] = [],
): Record<string, readonly DoctorItem[]> {
  const database = { ...(CELLS['relational-database'] as CellInput), ...over };
  const cells = { ...CELLS, 'relational-database': database };
  const named = (code: 'north-1' | 'south-1') => site(code, { cloud: { ...site(code).cloud, cells } });
  const sites = [named('north-1'), named('south-1')] as const;
  const made = {
    tier: Tier.named(tier),
    objectives: PATIENT,
    sites,
    known: sites,
    declarations: [NET, LEDGER, component('object-storage', 'Invoices'), WEB],
  };
  const sides = sidesFor(made);
  const standing = take(NORMAL, stepsOf(sides).standing, [sides]);
  const situation = steps.reduce((now, step) => take(now, { op: 'lost', site: step === 'lost A' ? A : B }, [sides]), standing);
  return planWorkload(input(made, situation), protectWorkload(declared(made))).doctor;
}

const idsOf = (items: readonly DoctorItem[] = []): string[] =>
  items.flatMap((item) => (isUnseen(item) ? [`unseen ${item.unseen}`] : item.steps.map(({ id }) => id)));
const ofLedger = (ids: readonly string[]): string[] => ids.filter((id) => /ledger/i.test(id));

const look = (step: string, { id, here }: Placement) =>
  checkStep({ id: `${step}-${id}`, title: step, run: ['true'], matches: '', endpoint: here.region, timeout: 1800 });

test('a standby is asked what a move asks of it first, and what proves that it stands; the site that serves is not', () => {
  const recovery: CellInput['recovery'] = (placement, move) => ({ ...KEPT(placement, move), standing: [look('standing', placement)] });
  const items = asks('hot', { recovery });
  expect(ofLedger(idsOf(items[B]))).toEqual(['copied-ledger', 'standing-ledger']);
  expect(ofLedger(idsOf(items[A]))).toEqual([]);
});

test('how old its data is, against the RPO', () => {
  const recovery: CellInput['recovery'] = (placement, move) => ({
    ...KEPT(placement, move),
    age: { run: ['fake', 'age'], endpoint: placement.here.region },
  });
  const question = (asks('hot', { recovery })[B] ?? []).find((item) => idsOf([item]).includes('age-ledger'));
  expect(question).toMatchObject({ about: 'standby', steps: [{ how: { matches: 'at most: .*' } }] });
  const run = question && !isUnseen(question) && question.steps[0]?.do === 'check' ? question.steps[0].how.run : [];
  expect(run.slice(4)).toEqual(['86400', 'fake', 'age']);
});

test('what is restored from copies looks for the copy, as on the day', () => {
  const origins: Placement['origin'][] = [];
  const recovery: CellInput['recovery'] = (placement, move) => {
    if (placement.here.site === B) origins.push(placement.origin);
    return KEPT(placement, move);
  };
  const items = asks('cold', { recovery })[B] ?? [];
  expect(origins.at(-1)).toMatchObject({ how: 'restored', of: { site: A }, done: false });
  expect(items.find((item) => idsOf([item]).includes('copied-ledger'))).toMatchObject({ about: 'copies' });
});

test('a cell asks of what stands at each site, and of what a failover would make', () => {
  const seen: string[] = [];
  const doctor: CellInput['doctor'] = ({ id, here, posture }, { rpo }) => {
    seen.push(`${id} ${here.site} ${posture} ${rpo}`);
    return [asked({ about: 'quota', id: `quota-${id}`, title: '', run: ['x'], matches: '', endpoint: here.region, fix: '' })];
  };
  const items = asks('cold', { doctor });
  expect(seen).toEqual([`ledger ${A} active 86400`, `ledger ${B} backup 86400`]);
  expect(ofLedger(idsOf(items[A]))).toEqual(['quota-ledger']);
  // A load balancer of a workload without a switch of traffic does not stand at a cold standby at all.
  const web: Placement[] = [];
  const cells = {
    ...CELLS,
    'load-balancer': { ...(CELLS['load-balancer'] as CellInput), doctor: (one: Placement) => (web.push(one), []) },
  };
  const named = (code: 'north-1' | 'south-1') => site(code, { cloud: { ...site(code).cloud, cells } });
  const sites = [named('north-1'), named('south-1')] as const;
  const made = { tier: Tier.COLD, objectives: PATIENT, sites, known: sites, declarations: [NET, WEB] };
  planWorkload(input(made), protectWorkload(declared(made)));
  expect(web.map(({ here, posture }) => [here.site, posture])).toEqual([
    [A, 'full'],
    [B, 'none'],
  ]);
});

test('a standby of which nothing is asked is not seen', () => {
  const items = asks('hot', {
    recovery: (placement) => ({
      ...KEPT(placement, { budget: { parts: [], rto: 0, rpo: 0, worst: '' }, claim: 'billing-0-1' }),
      check: [],
    }),
  });
  expect(idsOf(items[B])).toContain('unseen Ledger at south-1');
  expect(idsOf(items[A])).not.toContain('unseen Ledger at north-1');
  const said = asks('hot', { doctor: () => [notSeen('quota', 'room', 'nothing tells')] });
  expect(idsOf(said[B])).toContain('unseen room');
});

test('of a site that is lost nothing is asked', () => {
  expect(Object.keys(asks('hot', {}, ['lost B']))).toEqual([A]);
});

test('a check that takes what another phase found is refused', () => {
  const recovery: CellInput['recovery'] = (placement, move) => ({
    ...KEPT(placement, move),
    check: [findStep({ id: 'find', title: '', run: ['x'], endpoint: 'x' })],
    standing: [{ ...look('standing', placement), how: { run: ['x', found('find')], matches: '' } }],
  });
  expect(() => asks('hot', { recovery })).toThrow(/DR-FIND-01/);
});
