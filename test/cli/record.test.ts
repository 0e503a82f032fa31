import { existsSync } from 'node:fs';
import { NORMAL } from '../../lib/situation/facts';
import type { Happening } from '../../lib/situation/words';
import {
  ALL,
  BILLING,
  COMPLETED,
  FAILED_OVER,
  FAILOVER,
  FRANKFURT,
  LOST,
  Lab,
  ORDERS,
  PARIS,
  STARTED,
  STOCKHOLM,
  SWITCH,
  manifest,
  said,
  situationAfter,
  standing,
  take,
} from './fixture';
import type { Step } from '../support/history';

const ABORT: Step = { op: 'abort', workload: 'billing' };
const BACK: Step = { op: 'normal', site: PARIS };
const FENCED: Happening = { record: 'fenced', workload: 'billing', site: PARIS };
const lag = (numbers: Record<string, number>): Happening => ({ record: 'lag', workload: 'billing', lag: numbers });

describe('each verb writes what happened, with the person, and says what it means', () => {
  test.each<[string, Step[], Happening]>([
    ['started billing', [LOST, FAILOVER], STARTED],
    ['started billing Ledger', [LOST, FAILOVER], { ...STARTED, components: ['Ledger'] }],
    ['completed billing', [LOST, FAILOVER, STARTED], COMPLETED],
    ['completed billing Invoices', [LOST, FAILOVER, STARTED], { ...COMPLETED, components: ['Invoices'] }],
    [`fenced billing --at ${PARIS}`, [SWITCH], FENCED],
    ['lag billing Ledger=0', [SWITCH], lag({ Ledger: 0 })],
    ['lag billing Ledger=12.5 Invoices=3', [SWITCH], lag({ Ledger: 12.5, Invoices: 3 })],
    ['standing billing', [LOST, FAILOVER, STARTED, COMPLETED, BACK, FENCED], { ...STARTED, record: 'standing' }],
    [
      'standing billing Ledger',
      [LOST, FAILOVER, STARTED, COMPLETED, BACK, FENCED],
      { ...STARTED, record: 'standing', components: ['Ledger'] },
    ],
    ['undone billing', [SWITCH, ABORT], { record: 'undone', workload: 'billing' }],
  ])('%s', async (words, steps, happening) => {
    const lab = new Lab(situationAfter(...steps));
    lab.now = () => new Date('2026-11-21T04:00:00Z');
    expect([await lab.run('record', ...words.split(' ')), lab.stderr]).toEqual([0, '']);
    const stamp = { by: 'Ada', at: '2026-11-21T04:00:00Z' };
    expect(lab.situation).toEqual(take(situationAfter(...steps), happening, [BILLING], stamp));
    expect(lab.situation.log.at(-1)).toMatchObject({ what: happening, ...stamp });
    expect(lab.stdout).toMatch(
      new RegExp(`^Recorded: ${words.split(' ').slice(0, 2).join(' ')} .*, by Ada\\n|^Recorded: undone billing, by Ada\\n`),
    );
    expect(lab.stdout).toContain('What it means:\n  billing: ');
    expect(lab.stdout).toContain(`Commit ${lab.situationPath}.`);
  });
});

test('the first record of all makes the file', async () => {
  const lab = new Lab(NORMAL);
  expect([await lab.run('record', 'standing', 'billing'), lab.stderr]).toEqual([0, '']);
  expect(lab.situation.log).toMatchObject([{ what: { record: 'standing', components: ALL }, by: 'Ada', marks: {} }]);
  expect(lab.stdout).toContain('no stack changes');
  expect(lab.stdout).toContain('one site serves, the other stands by, complete');
});

test.each<[string, Step[]]>([
  ['started billing', [LOST, FAILOVER]],
  ['completed billing', [LOST, FAILOVER, STARTED]],
  ['lag billing Ledger=7', [SWITCH]],
  [`fenced billing --at ${PARIS}`, [SWITCH]],
  ['standing billing', []],
])('recorded twice, it counts once, and not a byte changes: %s', async (words, steps) => {
  const lab = new Lab(situationAfter(...steps));
  expect(await lab.run('record', ...words.split(' '))).toBe(0);
  const before = lab.text;
  expect([await lab.run('record', ...words.split(' '), '--by', 'Carol'), lab.stderr]).toEqual([0, '']);
  expect(lab.stdout).toBe('Nothing changes: it was recorded before.\n');
  expect(lab.text).toBe(before);
});

describe('refuses, with the checks of the runner, and writes nothing', () => {
  const refused = async (lab: Lab, words: string, id: string | RegExp): Promise<void> => {
    const before = lab.text;
    expect([words, await lab.run('record', ...words.split(' '))]).toEqual([words, 1]);
    expect(lab.stderr).toMatch(id);
    expect(lab.text).toBe(before);
  };

  test.each<[string, string, Step[], RegExp]>([
    ['a start, with no move', 'started billing', [], /DR-SIT-06: No move is open/],
    [
      'an end that was never started',
      'completed billing',
      [LOST, FAILOVER],
      /DR-SIT-06: The promotion of Invoices was never recorded as started/,
    ],
    ['the fence of a site that serves', `fenced billing --at ${PARIS}`, [], /DR-SIT-06.*is not to be fenced/],
    ['the fence of a site that does not answer', `fenced billing --at ${PARIS}`, [LOST, FAILOVER], /DR-SIT-06.*is not to be fenced/],
    ['a lag, with no move', 'lag billing Ledger=0', [], /DR-SIT-06: No move is open/],
    ['a standby that stands, while a move is open', 'standing billing', [LOST, FAILOVER], /DR-SIT-06.*does not stand by/],
    [
      'a standby that stands, before its fence',
      'standing billing',
      [LOST, FAILOVER, STARTED, COMPLETED, BACK],
      /DR-SIT-06.*does not stand by/,
    ],
    ['that nothing was undone', 'undone billing', [SWITCH], /DR-SIT-06: Nothing is to be undone/],
    ['a component that is not there', 'started billing Ledgre', [LOST, FAILOVER], /DR-SIT-06.*no such component[\s\S]*Invoices, Ledger/],
    ['the lag of a component that is not there', 'lag billing Ledgre=0', [SWITCH], /DR-SIT-06.*no such component/],
    ['a workload that is not there', 'standing bilking', [], /DR-CLI-02.*bilking[\s\S]*billing/],
  ])('%s', async (_, words, steps, message) => {
    await refused(new Lab(situationAfter(...steps)), words, message);
  });

  test.each(['Ledger', 'Ledger=', 'Ledger=x', 'Ledger=-1', 'Ledger=1e3', 'Ledger=1,5', '=0', 'Ledger=0s'])(
    'a lag that is no number: %s',
    async (word) => {
      await refused(new Lab(situationAfter(SWITCH)), `lag billing Invoices=0 ${word}`, /DR-CLI-06: This is no lag/);
    },
  );

  test('a record of nobody', async () => {
    for (const by of ['root', 'NAME', '<you>']) await refused(new Lab(FAILED_OVER()), `started billing --by ${by}`, /DR-CLI-04/);
    const lab = new Lab(NORMAL);
    lab.env.CONTINUITY_BY = '';
    expect(await lab.run('record', 'standing', 'billing')).toBe(1);
    expect(lab.stderr).toContain('DR-CLI-04');
    expect(existsSync(lab.situationPath)).toBe(false);
  });

  test('a wrong use: a fence of nowhere, an unknown verb', async () => {
    const lab = new Lab(situationAfter(SWITCH));
    expect(await lab.run('record', 'fenced', 'billing')).toBe(2);
    expect(await lab.run('record', 'promoted', 'billing')).toBe(2);
    expect(await lab.run('record', 'started')).toBe(2);
  });
});

describe('what was written since the synthesis', () => {
  const BOTH = [BILLING, ORDERS];
  const failedOver = [LOST, FAILOVER].reduce((now, step, i) => take(now, step, BOTH, said(i)), standing(BOTH));
  const labAfter = (step: Step): Lab => {
    const lab = new Lab(failedOver);
    lab.synth(manifest(failedOver, [], {}, BOTH));
    lab.write(take(failedOver, step, BOTH));
    return lab;
  };

  test.each<[string, Step]>([
    ['a declaration about this workload', ABORT],
    ['the status of one of its sites', { op: 'lost', site: FRANKFURT }],
  ])('refuses a record: %s', async (_, step) => {
    const lab = labAfter(step);
    expect(await lab.run('record', 'started', 'billing')).toBe(1);
    expect(lab.stderr).toMatch(/DR-SIT-07.*by Bob[\s\S]*file 3, manifest 2[\s\S]*synthesize again/);
  });

  test.each<[string, Step]>([
    ['a declaration about another workload', { op: 'switch', workload: 'orders', to: 'aws:eu-west-1' }],
    ['the status of a site that this workload does not have', { op: 'lost', site: STOCKHOLM }],
    ['a record about this workload', { ...STARTED, components: ['Ledger'] }],
  ])('does not refuse a record: %s', async (_, step) => {
    const lab = labAfter(step);
    expect([await lab.run('record', 'started', 'billing'), lab.stderr]).toEqual([0, '']);
    expect(lab.situation.workloads.billing?.moves.at(-1)?.started).toEqual(ALL);
  });
});

test('a whole failover can be recorded by a person, without the runner', async () => {
  const lab = new Lab(FAILED_OVER());
  for (const words of [
    ['started', 'billing'],
    ['completed', 'billing', 'Invoices'],
    ['completed', 'billing', 'Ledger'],
  ])
    expect([words, await lab.run('record', ...words), lab.stderr]).toEqual([words, 0, '']);
  expect(lab.situation.workloads.billing?.moves.at(-1)).toMatchObject({ started: ALL, completed: ALL });
  expect(lab.stdout).toContain('the standby does not answer');
});
