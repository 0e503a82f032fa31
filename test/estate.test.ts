import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { ObjectStorage, type Manifest, type Situation } from '../lib';
import { appIn, at, folder, PARIS, situation, workload } from './declared';

const declare = (app: App, ...ids: readonly string[]): void => ids.forEach((id) => new ObjectStorage(workload(app, id), 'Invoices'));
const known = (over: Partial<Situation>, ...ids: readonly string[]): Situation => {
  const { workloads } = situation();
  return situation({ ...over, workloads: Object.fromEntries(ids.map((id) => [id, workloads['billing']!])) });
};
const manifest = (dir: string): Manifest => JSON.parse(readFileSync(join(dir, 'out', 'continuity.json'), 'utf8')) as Manifest;

function synth(dir: string, given: Situation | undefined, ...ids: readonly string[]): Manifest {
  const app = appIn(dir, given);
  declare(app, ...ids);
  app.synth();
  return manifest(dir);
}

test('all workloads of an app share one situation and one manifest, whatever their order', () => {
  const one = synth(folder(), known({}, 'billing', 'orders'), 'orders', 'billing');
  expect(one.workloads.map(({ id }) => id)).toEqual(['billing', 'orders']);
  expect(one.sequence).toBe(5);
  expect(one.stacks.map(({ id }) => id)).toEqual([...one.stacks.map(({ id }) => id)].sort());
});

test('a region that is lost is lost for every workload that stands there', () => {
  const { workloads } = synth(
    folder(),
    known({ status: { [PARIS]: { is: 'lost', since: at(2) } } }, 'billing', 'orders'),
    'billing',
    'orders',
  );
  expect(workloads.map((w) => w.situation.phase)).toEqual(['hold', 'hold']);
});

test('no file means that all is normal', () => {
  expect(synth(folder(), undefined, 'billing')).toMatchObject({ sequence: 0, situation: { status: {} } });
});

test('directories of what is withheld leave the output, or a dead site stays appliable; the others stay', () => {
  const dir = folder();
  synth(dir, known({}, 'billing'), 'billing');
  const path = (id: string): string => join(dir, 'out', 'stacks', id);
  mkdirSync(path('mine'), { recursive: true });
  expect(existsSync(path('billing-eu-west-3'))).toBe(true);
  synth(dir, known({ sequence: 6, status: { [PARIS]: { is: 'lost', since: at(2) } } }, 'billing'), 'billing');
  expect(['billing-eu-west-3', 'billing-links', 'billing-eu-central-1', 'mine'].map((id) => existsSync(path(id)))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('directories of a workload that is no longer declared leave the output', () => {
  const dir = folder();
  synth(dir, undefined, 'billing', 'orders');
  synth(dir, undefined, 'billing');
  expect(existsSync(join(dir, 'out', 'stacks', 'orders-eu-west-3'))).toBe(false);
});

test('a variable names another situation, to see what would be; it overwrites a newer output knowingly', () => {
  const dir = folder();
  synth(dir, known({ sequence: 9 }, 'billing'), 'billing');
  const what = join(dir, 'what-if.json');
  writeFileSync(what, JSON.stringify(known({ sequence: 6, status: { [PARIS]: { is: 'lost', since: at(2) } } }, 'billing')));
  process.env['CONTINUITY_SITUATION'] = what;
  try {
    expect(synth(dir, undefined, 'billing').workloads[0]?.situation.phase).toBe('hold');
  } finally {
    delete process.env['CONTINUITY_SITUATION'];
  }
});

test('the same sequence may be synthesized again', () => {
  const dir = folder();
  const first = synth(dir, known({}, 'billing'), 'billing');
  expect(synth(dir, known({}, 'billing'), 'billing')).toEqual(first);
});

test('one workload may disagree with another about who serves: each moves by itself', () => {
  const moved = situation({ status: { [PARIS]: { is: 'avoid', since: at(2) } } }, {}, [
    { active: ['aws:eu-central-1'], kind: 'forced', since: at(3), completed: ['Invoices'] },
  ]);
  const both = { ...moved, workloads: { ...moved.workloads, ...known({}, 'orders').workloads } };
  expect(synth(folder(), both, 'billing', 'orders').workloads.map((w) => [w.id, w.situation.active, w.situation.phase])).toEqual([
    ['billing', 'aws:eu-central-1', 'failed-over'],
    ['orders', PARIS, 'fenced'],
  ]);
});
