import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { Duration, ObjectStorage, Objectives, Tier, type Manifest, type Workload, type WorkloadProps } from '../lib';
import { MORE } from '../lib/words/doctor';
import { regionLoss, type RegionLoss } from '../lib/reports/region-loss';
import { regionsMarkdown } from '../lib/reports/regions-markdown';
import { inOrder } from '../lib/words/in-order';
import {
  appIn,
  database,
  dublin,
  FRANKFURT,
  folder,
  frankfurt,
  network,
  paris,
  PARIS,
  PATIENT,
  refusal,
  sidesOf,
  TIGHT,
  topology,
  workload,
} from './declared';
import { after, stepsIn, stepsOf } from './support/history';

/** What is declared of each workload of an app: its props, and ids of those it depends on. */
type Estate = Readonly<Record<string, Partial<WorkloadProps> & { readonly needs?: readonly string[] }>>;

function declare(app: App, estate: Estate): Workload[] {
  const all = Object.entries(estate).map(([id, { needs: _, ...over }]) => {
    const one = workload(app, id, over);
    new ObjectStorage(one, 'Files');
    return one;
  });
  const named = (id: string): Workload => all.find(({ workloadId }) => workloadId === id) as Workload;
  for (const [id, { needs = [] }] of Object.entries(estate)) named(id).dependsOn(...needs.map(named));
  return all;
}

function synth(estate: Estate, dir = folder()): Manifest {
  const app = appIn(dir);
  declare(app, estate);
  app.synth();
  return JSON.parse(readFileSync(join(dir, 'out', 'continuity.json'), 'utf8')) as Manifest;
}
/** Plans and renders all of it; nothing is written. */
const planned = (estate: Estate): void => void declare(appIn(folder()), estate)[0]?.plan;
const refused = (estate: Estate) =>
  refusal(() => {
    planned(estate);
  });
const asks = (hours: number, over: Partial<Parameters<typeof Objectives.of>[0]> = {}) =>
  Objectives.of({ rto: Duration.hours(hours), rpo: Duration.hours(24), mtpd: Duration.days(7), ...over });

describe('bad input', () => {
  test('two workloads that wait for each other, at whatever remove', () => {
    expect(refused({ orders: { needs: ['billing'] }, billing: { needs: ['orders'] } })).toMatchObject({ id: 'DR-WORK-04' });
    const { id, message } = refused({ a: { needs: ['b'] }, b: { needs: ['c'] }, c: { needs: ['a'] } });
    expect([id, message]).toEqual(['DR-WORK-04', expect.stringContaining('a and b wait for each other')]);
  });

  test('a hot workload that needs a cold one: what is proposed is taken', () => {
    const estate = (tier: Tier, objectives: Objectives): Estate => ({
      orders: { tier: Tier.HOT, needs: ['billing'] },
      billing: { tier, objectives },
    });
    const { id, message } = refused(estate(Tier.COLD, PATIENT));
    expect(id).toBe('DR-WORK-05');
    expect(message).toContain('orders depends on billing, which is back later than it has to be itself');
    expect(message).toContain('tier cold commits to no recovery time');
    expect(message).toContain('tier: Tier.HOT for billing, and an RTO of 1 h from the incident in the objectives of billing');
    expect(() => {
      planned(estate(Tier.HOT, TIGHT));
    }).not.toThrow();
  });

  test('one that is asked for later, though its figures would hold: what is asked counts, and is the cheapest change', () => {
    const late = { tier: Tier.HOT, objectives: asks(9) };
    const { message } = refused({ orders: { tier: Tier.HOT, objectives: asks(4), needs: ['billing'] }, billing: late });
    expect(message).toContain('an RTO of 4 h from the incident in the objectives of billing: its figures hold that');
    expect(() =>
      planned({ orders: { tier: Tier.HOT, objectives: asks(4), needs: ['billing'] }, billing: { ...late, objectives: asks(4) } }),
    ).not.toThrow();
  });

  test('it is counted from the incident, whatever the clock of each', () => {
    const called = asks(4, { clock: 'call', detection: Duration.minutes(10), decision: Duration.minutes(50) });
    expect(
      refused({ orders: { tier: Tier.HOT, objectives: asks(4), needs: ['billing'] }, billing: { tier: Tier.HOT, objectives: called } })
        .message,
    ).toContain('billing (hot) serves 5 h after the incident');
    expect(() =>
      planned({ orders: { tier: Tier.HOT, objectives: called, needs: ['billing'] }, billing: { tier: Tier.HOT, objectives: asks(5) } }),
    ).not.toThrow();
  });

  test('what waits for what waits for it is told too: at every remove', () => {
    const all: Estate = { a: { needs: ['b'] }, b: { needs: ['c'] }, c: { tier: Tier.COLD, objectives: PATIENT } };
    expect(refused(all).message.match(/DR-WORK-05: \w depends on \w/g)).toEqual([
      'DR-WORK-05: a depends on c',
      'DR-WORK-05: b depends on c',
    ]);
  });

  test('itself, one of another app, and what is no workload', () => {
    const app = appIn(folder());
    const [one] = declare(app, { billing: {} });
    const [other] = declare(appIn(folder()), { orders: {} });
    for (const bad of [one, other, {}, undefined])
      expect(refusal(() => one?.dependsOn(bad as Workload))).toMatchObject({ id: 'DR-WORK-03' });
    expect(one?.plan.id).toBe('billing');
    expect(refusal(() => one?.dependsOn())).toMatchObject({ id: 'DR-WORK-02' });
  });

  test('a priority that is none', () => {
    for (const priority of [0, 10, 1.5, '1'])
      expect(refused({ billing: { priority: priority as number } })).toMatchObject({ id: 'DR-WORK-03' });
  });

  test('while a region is not normal it stops nothing', () => {
    const estate: Estate = { orders: { tier: Tier.HOT, needs: ['billing'] }, billing: { tier: Tier.COLD, objectives: PATIENT } };
    const sides = sidesOf((app) => declare(app, estate));
    const dir = folder();
    const app = appIn(dir, after(sides, ...sides.map((one) => stepsOf(one).standing), { op: 'lost', site: PARIS }));
    expect(declare(app, estate)[0]?.plan.standby).toBe(FRANKFURT);
  });
});

describe('the loss of a region', () => {
  const ESTATE: Estate = {
    // Last of all by its name and its priority, and first since the most urgent one needs it.
    zeal: { priority: 9 },
    billing: { priority: 1, needs: ['zeal'] },
    archive: { priority: 2 },
    mail: { topology: topology({ primary: frankfurt(), secondary: paris() }) },
    wiki: { topology: topology({ primary: frankfurt(), secondary: dublin() }) },
  };
  const dir = folder();
  const manifest = synth(ESTATE, dir);
  const loss = regionLoss(manifest, PARIS);

  test('says who moves, in which order, who goes on unprotected, and what is declared once', () => {
    expect(manifest.workloads.map(({ id, priority, dependsOn }) => [id, priority, dependsOn.join()])).toContainEqual([
      'billing',
      1,
      'zeal',
    ]);
    expect(loss.moving.map((one) => [one.workload.id, one.to, one.after])).toEqual([
      ['zeal', FRANKFURT, []],
      ['billing', FRANKFURT, ['zeal']],
      ['archive', FRANKFURT, []],
    ]);
    expect(loss.unprotected.map(({ id }) => id)).toEqual(['mail']);
    expect(loss.declare.map((line) => line.join(' '))).toEqual([
      `continuity declare lost ${PARIS}`,
      ...['zeal', 'billing', 'archive'].map((id) => `continuity declare failover ${id} --to ${FRANKFURT}`),
    ]);
  });

  test('one person who moves one after the other takes as long as all their steps, once it is decided', () => {
    const [zeal, billing, archive] = loss.moving;
    const { detection, decision } = manifest.workloads[0]?.objectives ?? { detection: 0, decision: 0 };
    expect(billing?.atOnce).toBe(Math.max(billing?.atOnce ?? 0, zeal?.atOnce ?? 0));
    expect(zeal?.inTurn).toBe(zeal?.atOnce);
    const work = (zeal?.atOnce ?? 0) - detection - decision;
    expect(work).toBeGreaterThan(0);
    expect([billing?.inTurn, archive?.inTurn]).toEqual([(zeal?.inTurn ?? 0) + work, (zeal?.inTurn ?? 0) + 2 * work]);
  });

  test('is on paper beside the runbooks, for every site; not for one workload alone', () => {
    const page = readFileSync(join(dir, 'out', 'continuity-regions.md'), 'utf8');
    expect(page.match(/^## .*/gm)).toEqual(['## aws:eu-central-1 is lost', '## aws:eu-west-1 is lost', '## aws:eu-west-3 is lost']);
    expect(page).toMatch(/\| 1 \| `zeal` \| 9 \| `aws:eu-central-1` \| – \|/);
    expect(page).toMatch(/\| 2 \| `billing` \| 1 \| `aws:eu-central-1` \| `zeal` \|/);
    expect(page).toContain('`mail` serves at `aws:eu-central-1`');
    expect(readFileSync(join(dir, 'out', 'continuity-dossier.md'), 'utf8')).toContain('Priority 1. It is of no use without `zeal`');
    synth({ billing: {} }, dir);
    expect(existsSync(join(dir, 'out', 'continuity-regions.md'))).toBe(false);
  });

  test('one that waits for a slow one does not serve before it', () => {
    const slow = synth({
      orders: { tier: Tier.HOT, objectives: asks(20), needs: ['billing'] },
      billing: { tier: Tier.VITAL, objectives: asks(19, { decision: Duration.hours(9) }) },
    });
    const [billing, orders] = regionLoss(slow, PARIS).moving;
    expect(billing?.workload.id).toBe('billing');
    expect(orders?.atOnce).toBe(billing?.atOnce);
  });
});

describe('the loss of a region, of what does not merely stand', () => {
  const told = (story: string): Manifest => {
    const both = (app: App): Workload[] => declare(app, { billing: {}, orders: { needs: ['billing'] } });
    const sides = sidesOf(both);
    const dir = folder();
    const app = appIn(dir, after(sides, ...sides.flatMap((one) => stepsIn(story, one))));
    both(app);
    app.synth();
    return JSON.parse(readFileSync(join(dir, 'out', 'continuity.json'), 'utf8')) as Manifest;
  };
  const ways = ({ moving }: RegionLoss) => moving.map(({ workload, to, stuck }) => [workload.id, to, stuck]);
  const declared = ({ declare: lines }: RegionLoss): string[] => lines.map((line) => line.join(' '));

  test('a planned move is open: the side that it leaves moves, and where its target is lost nobody is sent there', () => {
    const manifest = told('standing, switch B');
    const left = regionLoss(manifest, PARIS);
    expect(ways(left)).toEqual(['billing', 'orders'].map((id) => [id, FRANKFURT, undefined]));
    expect(declared(left)).toEqual([
      `continuity declare lost ${PARIS}`,
      ...['billing', 'orders'].map((id) => `continuity declare failover ${id} --to ${FRANKFURT}`),
    ]);
    const target = regionLoss(manifest, FRANKFURT);
    expect(ways(target)).toEqual(['billing', 'orders'].map((id) => [id, PARIS, 'a planned move is open, and both sides answer']));
    expect(declared(target)).toEqual([`continuity declare lost ${FRANKFURT}`]);
    expect(target.moving.map(({ atOnce, inTurn }) => [atOnce, inTurn])).toEqual(Array(2).fill([undefined, undefined]));
    expect(target.unprotected).toEqual([]);
  });

  test('a forced move is open: nothing of it is declared again; once it is through, a second loss finds no site', () => {
    const open = regionLoss(told('standing, lost A, failover B'), PARIS);
    expect([ways(open), declared(open)]).toEqual([['billing', 'orders'].map((id) => [id, FRANKFURT, undefined]), []]);
    const second = regionLoss(told('standing, lost A, failover B, started, completed'), FRANKFURT);
    expect(ways(second)).toEqual(['billing', 'orders'].map((id) => [id, PARIS, `${PARIS} does not answer, either`]));
    expect(declared(second)).toEqual([`continuity declare lost ${FRANKFURT}`]);
  });
});

describe('an order', () => {
  const turn = (id: string, dependsOn: readonly string[] = [], priority = 5) => ({ id, dependsOn, priority });
  const order = (...all: ReturnType<typeof turn>[]): string =>
    inOrder(all)
      .map(({ id }) => id)
      .join('');

  test('none before one that it waits for, whoever waits for both', () => {
    expect(order(turn('a', ['b', 'c']), turn('b', ['c']), turn('c'))).toBe('cba');
    expect(order(turn('a', ['b', 'd']), turn('b', ['c']), turn('c', ['d']), turn('d'), turn('z', [], 1))).toBe('zdcba');
  });

  const [paris, elsewhere] = [{}, { topology: topology({ primary: dublin(), secondary: frankfurt() }) }];
  const manifest = synth({ a: { ...paris, needs: ['b'] }, b: { ...elsewhere, priority: 1, needs: ['c'] }, c: paris, aa: paris });

  test('goes by all workloads of the app: by way of one that stays where it is, and by how urgent that is', () => {
    const loss = regionLoss(manifest, PARIS);
    expect(loss.moving.map(({ workload, after: behind }) => [workload.id, behind])).toEqual([
      ['c', []],
      ['a', ['c']],
      ['aa', []],
    ]);
    expect(loss.waiting.map(({ workload, after: behind }) => [workload.id, behind])).toEqual([['b', ['c']]]);
    expect(regionsMarkdown(manifest)).toContain('`b` at `aws:eu-west-1` waits for `c`');
  });

  test('nobody begins before it is decided, whoever was moved before', () => {
    const [first, late] = manifest.workloads;
    if (!first || !late) throw new Error('nothing is declared');
    const slow = {
      ...late,
      situation: first.situation,
      sites: first.sites,
      dependsOn: [],
      priority: 9,
      objectives: { ...late.objectives, decision: 40_000 },
    };
    const [one, other] = regionLoss({ workloads: [{ ...first, dependsOn: [] }, slow] }, first.situation.active).moving;
    expect(one?.inTurn).toBeLessThan(40_000);
    expect(other?.inTurn).toBe(other?.atOnce);
    expect(other?.inTurn).toBeGreaterThan(40_000);
  });
});

test('a database counts with what it takes', () => {
  const app = appIn(folder());
  const [orders, ledger] = ['orders', 'ledger'].map((id) =>
    workload(app, id, { tier: id === 'orders' ? Tier.HOT : Tier.WARM, objectives: id === 'orders' ? TIGHT : asks(9) }),
  );
  if (!orders || !ledger) throw new Error('nothing is declared');
  new ObjectStorage(orders, 'Files');
  network(ledger);
  database(ledger);
  orders.dependsOn(ledger);
  expect(
    refusal(() => {
      orders.plan.id.trim();
    }).message,
  ).toContain('tier: Tier.HOT for ledger');
});

describe('room where it moves to', () => {
  const dir = folder();
  const app = appIn(dir);
  for (const [id, over] of Object.entries({
    billing: {},
    orders: {},
    mail: { topology: topology({ primary: dublin(), secondary: frankfurt() }) },
  })) {
    const one = workload(app, id, { tier: Tier.WARM, objectives: asks(9), ...over });
    network(one);
    database(one, { storageGiB: id === 'orders' ? 300 : 100 });
    if (id === 'orders') database(one, { storageGiB: 40 }, 'Audit');
  }
  app.synth();
  const { workloads } = JSON.parse(readFileSync(join(dir, 'out', 'continuity.json'), 'utf8')) as Manifest;
  const rooms = (id: string, about: string): (readonly [title: string, more: string | undefined])[] =>
    (workloads.find((one) => one.id === id)?.doctor?.places ?? []).flatMap(({ questions }) =>
      questions.flatMap(({ steps }) =>
        steps.flatMap((step) => (step.do === 'check' && step.title.includes(about) ? [[step.title, step.how.run.at(-1)] as const] : [])),
      ),
    );

  test('is asked for the sum of all that would move there at once, of whatever workload', () => {
    const all = 'with all that would move there (billing 100, orders 340)';
    expect(rooms('billing', 'GiB more')).toEqual([[`eu-central-1 has room for 440 GiB more, of Ledger, ${all}`, '440']]);
    expect(rooms('orders', 'GiB more')).toEqual(
      ['Audit', 'Ledger'].map((of) => [`eu-central-1 has room for 440 GiB more, of ${of}, ${all}`, '440']),
    );
  });

  test('what moves there when another region is lost is asked for apart', () => {
    expect(rooms('mail', 'GiB more')).toEqual([['eu-central-1 has room for 100 GiB more, of Ledger', '100']]);
  });

  test('no question is left without its number', () => {
    expect(JSON.stringify(workloads)).not.toContain(MORE);
  });
});
