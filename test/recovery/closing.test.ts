import type { Placement } from '../../lib/plan/plan';
import type { RecoverySteps } from '../../lib/port/phases';
import type { Transition } from '../../lib/situation/phases';
import type { Procedure } from '../../lib/words/actions';
import { checkStep, commandStep } from '../../lib/words/steps';
import { A, B } from '../plan/input';
import { actionsOf, dueAfter, idsOf, proceduresAfter } from './story';

const HOME = 'standing, lost A, failover B, started, completed, avoid A, fenced A, normal A, standing';

/** A cell that drains: what is in flight is cleared by a command, and looked for. */
function draining({ component, id, here: { region: endpoint } }: Placement): RecoverySteps {
  if (component !== 'Ledger') return {};
  const named = (part: string) => ({ id: `${part}-${id}`, title: `${part} ${id}`, run: ['true'], endpoint });
  return {
    check: [checkStep({ ...named('check'), matches: '' })],
    emptied: [commandStep({ ...named('flush'), expected: 'nothing' }), checkStep({ ...named('emptied'), matches: '0' })],
    quiesce: [commandStep({ ...named('quiesce'), expected: 'nothing' })],
    fenced: [checkStep({ ...named('fenced'), matches: '' })],
    drained: [checkStep({ ...named('drained'), matches: '0', number: component })],
  };
}

const sheet = (story: string, transition?: Transition): Procedure =>
  proceduresAfter(story, draining).find((one) => (transition ? one.transition === transition : one.due)) as Procedure;

test.each([
  ['closed', 'standing, close A', ['check-ledger', 'apply-A']],
  ['closed, after the role had moved', `${HOME}, close B`, ['check-ledger-g1', 'silent-north-1', 'apply-B']],
  [
    'closed, after it had been fenced',
    'standing, avoid A, fenced A, normal A, close A',
    ['check-ledger', 'silent-south-1', 'undo-ledger-north-1', 'apply-A'],
  ],
  ['closed, and given back', 'standing, close A, abort', ['follows-ledger', 'apply-B', 'silent-south-1', 'apply-A', 'record-undone']],
  ['closed, its standby out', 'standing, close A, lost B', ['notify-hold', 'decide-failover']],
])('where no cell drains: %s', (_, story, ids) => {
  expect(idsOf(dueAfter(story))).toEqual(ids);
});

test('nothing is recorded of a close, and nothing is crossed; its apply has the number with which a fence may be lifted', () => {
  const due = sheet('standing, close A');
  expect(idsOf(due)).toEqual(['check-ledger', 'apply-A', 'flush-ledger-north-1', 'emptied-ledger-north-1']);
  expect([due.transition, due.needs, due.declaration]).toEqual([
    'close',
    [A, B],
    [['continuity', 'declare', 'close', 'billing', '--at', A]],
  ]);
  expect(actionsOf(due).filter((one) => one.do === 'record' || one.pointOfNoReturn || one.bestEffort)).toEqual([]);
  expect(actionsOf(due).find(({ id }) => id === 'apply-A')).toMatchObject({ opens: 0 });
  expect(sheet('standing', 'close')).toMatchObject({ due: false, waves: due.waves });
});

describe('before a planned move fences', () => {
  const order = (due: Procedure): string[] => idsOf(due).filter((id) => /^(check|flush|emptied|quiesce|apply-A|fenced|drained)/.test(id));
  const all = ['check-ledger', 'emptied-ledger-north-1', 'quiesce-ledger-north-1', 'apply-A', 'fenced-ledger-north-1', 'drained-ledger'];

  test.each([
    ['a switch', 'standing, switch B'],
    ['a switch of what is closed', 'standing, close A, switch B'],
    ['a fence asked ahead', 'standing, close A, fence A'],
  ])('%s looks once more whether anything is in flight, clears nothing, and stops what works', (_, story) => {
    expect(order(sheet(story))).toEqual(all);
  });

  test.each(['standing, close A, fence A, fenced A, switch B', 'standing, close A, fence A, fenced A'])(
    'not of a site whose fence is confirmed: %s',
    (story) => {
      expect(order(sheet(story))).toEqual(all.filter((id) => !/^(emptied|quiesce)/.test(id)));
    },
  );

  test('nor of a move that is begun', () => {
    expect(order(sheet('standing, switch B, started')).filter((id) => /^(emptied|quiesce)/.test(id))).toEqual([]);
  });

  test('and says what to declare first where something is', () => {
    const check = actionsOf(sheet('standing, switch B')).find(({ id }) => id.startsWith('emptied'));
    expect(check?.onFailure).toMatch(new RegExp(`^continuity declare close billing --at ${A} first.* continuity declare abort billing`));
  });

  test('never in a failover', () => {
    expect(idsOf(sheet('standing, avoid A, failover B')).filter((id) => /^(emptied|quiesce)/.test(id))).toEqual([]);
  });
});

test('a switch of what is closed fences it: a close is no fence', () => {
  expect(idsOf(dueAfter('standing, close A, switch B'))).toEqual(idsOf(dueAfter('standing, switch B')));
  expect(idsOf(dueAfter('standing, close A, lost A, failover B, started, completed, normal A'))).toEqual([
    'apply-A',
    'fence-ledger-north-1',
    'fenced-ledger-north-1',
    'record-fenced-north-1',
  ]);
});

test.each<[Transition, string]>([
  ['switch', A],
  ['prepare', A],
  ['fence', B],
])('read in peace, the sheet of a %s has the proof of its fence, which the record waits for', (transition, site) => {
  const actions = actionsOf(sheet('standing', transition));
  const region = site === A ? 'north-1' : 'south-1';
  const record = actions.find(({ id }) => id.startsWith('record-fenced'));
  const proof = actions.find(({ id }) => id.startsWith('fenced-ledger'));
  expect(proof).toMatchObject({ do: 'check', endpoint: region });
  expect(record).toMatchObject({ site, after: expect.arrayContaining([proof?.id]) as unknown });
});
