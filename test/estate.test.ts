import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { ObjectStorage, type Manifest, type Situation } from '../lib';
import type { Sides } from '../lib/situation/facts';
import { situationText } from '../lib/situation/text';
import { appIn, folder, FRANKFURT, PARIS, refusal, sidesOf, workload } from './declared';
import { after, at, stepsOf, type Step } from './support/history';

const declare = (app: App, ...ids: readonly string[]) =>
  ids.map((id) => {
    const w = workload(app, id);
    new ObjectStorage(w, 'Invoices');
    return w;
  });
const SIDES = sidesOf((app) => declare(app, 'billing', 'orders'));
const [BILLING] = SIDES as [Sides, Sides];
const billing = stepsOf(BILLING);

/** The situation of workloads that stand, and then some steps. */
const known = (all: readonly Sides[], ...steps: readonly Step[]): Situation =>
  after(all, ...all.map((sides) => stepsOf(sides).standing), ...steps);
const manifest = (dir: string): Manifest => JSON.parse(readFileSync(join(dir, 'out', 'continuity.json'), 'utf8')) as Manifest;

function synth(dir: string, given: Situation | string | undefined, ...ids: readonly string[]): Manifest {
  const app = appIn(dir, given);
  declare(app, ...ids);
  app.synth();
  return manifest(dir);
}

test('all workloads of an app share one situation and one manifest, whatever their order', () => {
  const given = known(SIDES, billing.lost(PARIS));
  const one = synth(folder(), given, 'orders', 'billing');
  expect(one.workloads.map(({ id }) => id)).toEqual(['billing', 'orders']);
  expect(one.sequence).toBe(given.sequence);
  expect(one.situation).toEqual(given);
  expect(one.stacks.map(({ id }) => id)).toEqual([...one.stacks.map(({ id }) => id)].sort());
});

test('a region that is lost is lost for every workload that stands there', () => {
  const { workloads } = synth(folder(), known(SIDES, billing.lost(PARIS)), 'billing', 'orders');
  expect(workloads.map((w) => w.situation.phase)).toEqual(['interrupted', 'interrupted']);
});

test('no file means that all is normal', () => {
  expect(synth(folder(), undefined, 'billing')).toMatchObject({ sequence: 0, situation: { status: {} } });
});

test('directories of what is withheld leave the output, or a dead site stays appliable; the others stay', () => {
  const dir = folder();
  synth(dir, known([BILLING]), 'billing');
  const path = (id: string): string => join(dir, 'out', 'stacks', id);
  mkdirSync(path('mine'), { recursive: true });
  expect(existsSync(path('billing-eu-west-3'))).toBe(true);
  synth(dir, known([BILLING], billing.lost(PARIS)), 'billing');
  expect(['billing-eu-west-3', 'billing-links', 'billing-eu-central-1', 'mine'].map((id) => existsSync(path(id)))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('what joins the sites leaves the output while a move is under way, and comes back after it', () => {
  const dir = folder();
  const links = () => existsSync(join(dir, 'out', 'stacks', 'billing-links'));
  const open = [{ op: 'switch', workload: 'billing', to: FRANKFURT }] as const;
  synth(dir, known([BILLING]), 'billing');
  expect(links()).toBe(true);
  const moving = synth(dir, known([BILLING], ...open), 'billing');
  expect([links(), moving.stacks.find(({ id }) => id === 'billing-links')?.withheld]).toEqual([
    false,
    'a move is under way, or its old side does not stand by yet: nothing is synthesized, nothing is deleted',
  ]);
  synth(dir, known([BILLING], ...open, { op: 'abort', workload: 'billing' }), 'billing');
  expect(links()).toBe(false);
  synth(
    dir,
    known([BILLING], ...open, { record: 'fenced', workload: 'billing', site: PARIS }, billing.started, billing.completed),
    'billing',
  );
  expect(links()).toBe(true);
});

test('directories of a workload that is no longer declared leave the output', () => {
  const dir = folder();
  synth(dir, undefined, 'billing', 'orders');
  synth(dir, undefined, 'billing');
  expect(existsSync(join(dir, 'out', 'stacks', 'orders-eu-west-3'))).toBe(false);
});

test('a variable names another situation, to see what would be; it overwrites a newer output knowingly', () => {
  const dir = folder();
  synth(dir, { ...known([BILLING]), sequence: 9 }, 'billing');
  const what = join(dir, 'what-if.json');
  writeFileSync(what, situationText(known([BILLING], billing.lost(PARIS))));
  process.env['CONTINUITY_SITUATION'] = what;
  try {
    const { sequence, workloads } = synth(dir, undefined, 'billing');
    expect(sequence).toBeLessThan(9);
    expect(workloads[0]?.situation.phase).toBe('interrupted');
  } finally {
    delete process.env['CONTINUITY_SITUATION'];
  }
});

test('the same sequence may be synthesized again', () => {
  const dir = folder();
  const first = synth(dir, known([BILLING]), 'billing');
  expect(synth(dir, known([BILLING]), 'billing')).toEqual(first);
});

test('one workload may disagree with another about who serves: each moves by itself', () => {
  const both = known(
    SIDES,
    { op: 'avoid', site: PARIS },
    billing.failover(FRANKFURT),
    { record: 'fenced', workload: 'billing', site: PARIS },
    billing.started,
    billing.completed,
    { record: 'fenced', workload: 'orders', site: PARIS },
  );
  expect(synth(folder(), both, 'billing', 'orders').workloads.map((w) => [w.id, w.situation.active, w.situation.phase])).toEqual([
    ['billing', FRANKFURT, 'standby-fenced'],
    ['orders', PARIS, 'not-trusted'],
  ]);
});

test('a marker moves with what is said of its own workload, and of no other', () => {
  const marks = (...steps: readonly Step[]) => {
    const all = synth(folder(), known(SIDES, ...steps), 'billing', 'orders').stacks;
    return Object.fromEntries(all.map(({ id, marker }) => [id, marker]));
  };
  const before = marks(billing.lost(PARIS));
  const now = marks(billing.lost(PARIS), billing.failover(FRANKFURT));
  expect(Object.keys(now).filter((id) => now[id] !== before[id])).toEqual(['billing-eu-central-1', 'billing-links']);
  expect(now['billing-eu-central-1']).toMatch(/^[0-9a-f]{12}$/);
});

test('a file of version 1 is carried over: who serves goes on serving', () => {
  const old = JSON.stringify({
    version: 1,
    sequence: 5,
    status: { [PARIS]: { is: 'lost', since: at(2) } },
    workloads: {
      billing: {
        history: [
          { active: [PARIS], kind: 'initial', since: at(1) },
          { active: [FRANKFURT], kind: 'forced', since: at(3), by: 'Ada', completed: ['Invoices'] },
        ],
        fenced: {},
        retired: [],
        from: {},
        markers: {},
      },
    },
  });
  const { sequence, situation, workloads } = synth(folder(), old, 'billing');
  expect([situation.version, sequence >= 5]).toEqual([2, true]);
  expect(workloads[0]?.situation).toMatchObject({ active: FRANKFURT, standby: PARIS, phase: 'standby-lost' });
});

test('what nobody wrote is refused before anything is written', () => {
  const error = refusal((app) => declare(app, 'billing'), situationText(known([BILLING])).replace('"sequence": ', '"sequence": 1'));
  expect(error.id).toBe('DR-SIT-10');
});
