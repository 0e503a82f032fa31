import { History } from '../../../lib/cli/runner/history';
import type { Entry } from '../../../lib/cli/runner/journal';
import type { Action } from '../../../lib/words/actions';
import { PARIS, action } from '../fixture';

const at = { at: '2026-11-21T03:00:00Z', pid: 1, host: 'here' };
const run = ['true'];
const endpoint = 'x';

/** A planned move: one side is fenced by an apply, a command, what that asks, and a proof; what it wrote is drained; the other is promoted. */
const FENCE = [
  action({ do: 'apply', id: 'apply', stack: 'a' }),
  action({ do: 'find', id: 'source', run, endpoint, expects: 'one', matches: '.*', every: 1 }),
  action({ do: 'command', id: 'refuse', run, endpoint, after: ['apply'] }),
  action({ do: 'check', id: 'fenced', how: { run, matches: '' }, endpoint, every: 1 }),
];
const ORDER: Action[] = [
  ...FENCE,
  action({ do: 'record', id: 'record-fenced', record: 'fenced', site: PARIS, after: FENCE.map(({ id }) => id) }),
  action({ do: 'command', id: 'drain', run, endpoint }),
  action({ do: 'check', id: 'drained', how: { run, matches: '' }, endpoint, every: 1 }),
  action({ do: 'record', id: 'record-started', record: 'started', components: [] }),
  action({ do: 'command', id: 'promote', run, endpoint, pointOfNoReturn: true }),
];
const ok = ({ id, do: what }: Action): Entry[] => [
  { is: 'begin', ...at, action: id, do: what },
  { is: 'end', at: at.at, action: id, result: 'ok', seconds: 1, text: '', ...(what === 'find' ? { found: ['s'] } : {}) },
];
const ran: Entry[] = [
  { is: 'run', ...at, by: 'Ada', manifest: 'm', workload: 'w', transition: 'switch' } as unknown as Entry,
  ...ORDER.flatMap(ok),
];
const done = (history: History, manifest: string): string[] =>
  ORDER.filter((one) => one.do !== 'record' && history.verdict(one, manifest, false).go === 'do').map(({ id }) => id);

describe('across the line, a fence is whole or it is none', () => {
  test('another machine does all of it, and drains nothing more', () => {
    expect(done(new History([], ORDER, true), 'm')).toEqual(['apply', 'source', 'refuse', 'fenced', 'promote']);
  });

  test('the same one does all of it where the situation is another one: a side that came back is as it was', () => {
    expect(done(new History(ran, ORDER), 'other')).toEqual(['apply', 'source', 'refuse', 'fenced']);
  });

  test('and nothing of it where nothing was declared since', () => {
    expect(done(new History(ran, ORDER), 'm')).toEqual([]);
  });

  test('what may not be done twice is not', () => {
    const order = ORDER.map((one) => (one.id === 'refuse' ? { ...one, repeatable: false } : one)) as Action[];
    expect(new History(ran, order).verdict(order[2]!, 'other', false).go).toBe('skip');
  });
});

test('what failed by best effort holds up no later run of the same synthesis; in another situation it is tried again', () => {
  const order = [{ ...FENCE[0]!, bestEffort: true }, ...ORDER.slice(1)] as Action[];
  const [first, ...rest] = ran;
  const failed = rest.map((entry) => (entry.is === 'end' && entry.action === 'apply' ? { ...entry, result: 'failed' as const } : entry));
  const go = (manifest: string): string => new History([first!, ...failed], order).verdict(order[0]!, manifest, false).go;
  expect([go('m'), go('other')]).toEqual(['skip', 'do']);
});

describe('where a guard found that the other side serves, that is fenced again before anybody goes on', () => {
  const guard = action({ do: 'check', id: 'silent', how: { run, matches: 'silent' }, endpoint, every: 1, guards: true }) as Action;
  const order = [...ORDER.slice(0, 5), guard, ...ORDER.slice(5)].map((one) =>
    one.id === 'apply' ? { ...one, bestEffort: true } : one,
  ) as Action[];
  const entries = (results: Readonly<Record<string, 'ok' | 'failed'>>): Entry[] => [
    ran[0]!,
    ...order
      .slice(0, 6)
      .flatMap(ok)
      .map((entry) => (entry.is === 'end' && results[entry.action] ? { ...entry, result: results[entry.action]! } : entry)),
  ];
  const go = (results: Readonly<Record<string, 'ok' | 'failed'>>, id: string): string =>
    new History(entries(results), order, true).verdict(
      order.find((one) => one.id === id)!,
      'm',
      false,
    ).go;

  test.each([
    ['whether its fence failed while its region was down', { apply: 'failed', silent: 'failed' }, 'do'],
    ['or was lifted since', { silent: 'failed' }, 'do'],
    ['but not while it is silent', { apply: 'failed' }, 'skip'],
    ['nor where it was fenced, and is silent', {}, 'skip'],
  ] as const)('%s', (_, results, wanted) => {
    expect(go(results, 'apply')).toBe(wanted);
  });
});

describe('where nothing is ever crossed, what brings a site up to date is done once more after a check found it lacking', () => {
  const order = [
    action({ do: 'apply', id: 'apply', stack: 'a' }),
    action({ do: 'decide', id: 'asked', question: 'q', who: 'Bob' }),
    action({ do: 'command', id: 'once', run, endpoint, repeatable: false }),
    action({ do: 'command', id: 'carry', run, endpoint }),
    action({ do: 'check', id: 'in-step', how: { run, matches: '' }, endpoint, every: 1 }),
    action({ do: 'record', id: 'record-standing', record: 'standing', components: [] }),
  ] as Action[];
  const entries = (result: 'ok' | 'failed'): Entry[] => [
    ran[0]!,
    ...order
      .slice(0, 5)
      .flatMap(ok)
      .map((entry) => (entry.is === 'end' && entry.action === 'in-step' ? { ...entry, result } : entry)),
  ];
  const done = (result: 'ok' | 'failed', actions: Action[]): string[] => {
    const history = new History(entries(result), actions);
    return actions.filter((one) => one.do !== 'record' && history.verdict(one, 'm', false).go === 'do').map(({ id }) => id);
  };

  test('but for what is asked, and what may not be done twice', () => {
    expect(done('failed', order)).toEqual(['apply', 'carry', 'in-step']);
  });

  test('and not where every check passed, nor across a line', () => {
    expect(done('ok', order)).toEqual(['in-step']);
    const line = action({ do: 'record', id: 'record-started', record: 'started', components: [] }) as Action;
    expect(new History(entries('failed'), [line, ...order], true).verdict(order[3]!, 'm', false).go).toBe('skip');
  });
});
