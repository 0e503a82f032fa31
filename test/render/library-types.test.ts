import type { CloudCell, SiteContext } from '../../lib/port/cloud';
import { knownTypes } from '../../lib/port/known-types';
import type { Signal } from '../../lib/port/signals';
import { NORMAL } from '../../lib/situation/facts';
import { fakeBucket, FakeResource, fourthWith } from '../clouds/fourth-cloud';
import { declareApp, render, renderWorkload } from '../support/synth';

/** What is rendered of a bucket whose cell is changed so. */
const rendered = (change: Partial<CloudCell<undefined>>) =>
  render({ cloud: fourthWith({ 'object-storage': { ...fakeBucket, ...change } }), kinds: ['object-storage'], tier: 'hot' });

test('a type that nobody knows is refused, with the cell that makes it', () => {
  const { fake_copy, ...types } = fakeBucket.types;
  expect(fake_copy).toBeDefined();
  expect(() => rendered({ types })).toThrow(
    /DR-CELL-03: the cell object-storage makes a resource of a type that nobody knows: fake_copy\.invoices-copy \(got: fake_copy\)/,
  );
  const renderSite: CloudCell<undefined>['renderSite'] = (context, placement) => {
    new FakeResource(context.stack, 'fake_log', 'log', {});
    return fakeBucket.renderSite(context, placement);
  };
  expect(() => rendered({ service: 'Fake Storage', renderSite })).toThrow(/DR-CELL-03: the cell Fake Storage .*fake_log\.log/);
  expect(() => rendered({ renderSite, types: { ...fakeBucket.types, fake_log: { holdsData: false } } })).not.toThrow();
  expect(() => rendered({ renderBase: ({ stack }) => void new FakeResource(stack, 'fake_role', 'role', {}) })).toThrow(
    /DR-CELL-03.*fake_role\.role/,
  );
});

test('an alarm of the cloud is no exception', () => {
  const signals: CloudCell<undefined>['signals'] = ({ id }) => [
    { id: `${id}-lag`, name: 'lag', title: 'it lags', kind: 'event', pattern: {} },
  ];
  const facts = { ...fakeBucket.facts, flips: { replica: 'promote' } } as const;
  const recovery: CloudCell<undefined>['recovery'] = (placement, move) => {
    const { fenced = [] } = fakeBucket.recovery?.(placement, move) ?? {};
    return { fenced, verify: fenced };
  };
  const alarm = ({ stack }: SiteContext<undefined>, { id }: Signal) => void new FakeResource(stack, 'fake_alarm', id, {});
  const told = (types: CloudCell<undefined>['types']) => {
    const cloud = fourthWith({ 'object-storage': { ...fakeBucket, facts, recovery, signals, types } });
    Object.assign(cloud.cloud, { alarms: { event: alarm } });
    return render({ cloud, kinds: ['object-storage'], tier: 'hot' }).stacks;
  };
  expect(() => told(fakeBucket.types)).toThrow(/DR-CELL-03: fake makes .*fake_alarm\.invoices-lag/);
  const stacks = Object.entries(told({ ...fakeBucket.types, fake_alarm: { holdsData: false } }));
  expect(stacks.filter(([, { resource }]) => resource?.['fake_alarm']).map(([id]) => id)).toEqual(['billing-south']);
});

test('a row that another one has is enough', () => {
  const { fake_bucket: row, ...types } = fakeBucket.types;
  const cloud = fourthWith({
    'object-storage': { ...fakeBucket, types },
    secrets: { ...fakeBucket, kind: 'secrets', types: { fake_bucket: row! } },
  });
  expect(knownTypes(cloud.cloud).stateful).toEqual(['fake_bucket']);
  expect(() => render({ cloud, kinds: ['object-storage'], tier: 'hot' })).not.toThrow();
});

test('what an architect adds needs no row', () => {
  const declared = { cloud: fourthWith({}), kinds: ['object-storage'], tier: 'hot' } as const;
  const { workload } = declareApp(declared);
  workload.onEverySite(({ stack }) => void new FakeResource(stack, 'fake_log', 'log', {}));
  expect(Object.keys(renderWorkload(workload, NORMAL).stacks['billing-north']?.resource ?? {})).toContain('fake_log');
});
