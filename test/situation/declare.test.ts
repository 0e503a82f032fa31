import { ContinuityError } from '../../lib/errors';
import { declare, recordProgress, type Declaration, type Progress } from '../../lib/situation/declare';
import type { Situation } from '../../lib/situation/schema';
import { NORMAL } from '../../lib/situation/situation';
import { at } from '../declared';
import { SITUATIONS } from '../plan/journey';
import { A, B, SIDES } from '../plan/input';

const workload = 'billing';
const by = 'Ada';
const from = (step: string): Situation => SITUATIONS.get(step) as Situation;
const next = (before: Situation, act: Declaration, hour = 20): Situation => declare(before, act, [SIDES], at(hour));
const own = (situation: Situation) => situation.workloads[workload]!;
const record = (before: Situation, progress: Progress): Situation => recordProgress(before, progress, [SIDES], at(21));

test('the first declaration writes the history that was true all along', () => {
  expect(own(next(NORMAL, { op: 'lost', site: A })).history).toEqual([{ active: [A], kind: 'initial', since: at(20) }]);
});

test('a declaration changes no situation but its own', () => {
  const before = from('reprotected');
  const copy = structuredClone(before);
  next(before, { op: 'fence', workload, at: B });
  expect(before).toEqual(copy);
});

test('the sequence grows by one with each declaration, and with what is completed', () => {
  expect(next(from('A lost'), { op: 'normal', site: A }).sequence).toBe(from('A lost').sequence + 1);
  const failing = from('failing over');
  expect(record(failing, { record: 'started', workload, components: ['Ledger'] }).sequence).toBe(failing.sequence);
  expect(record(failing, { record: 'completed', workload, components: ['Ledger'] }).sequence).toBe(failing.sequence + 1);
});

test.each<[string, string, Declaration, string, RegExp]>([
  ['an unknown site', 'normal', { op: 'lost', site: 'nimbus:west-1' }, 'DR-SIT-06', /No workload has this site/],
  ['an unknown workload', 'A lost', { op: 'failover', workload: 'orders', to: B, by }, 'DR-SIT-06', /No such workload/],
  ['lost, twice', 'A lost', { op: 'lost', site: A }, 'DR-SIT-06', /lost already/],
  ['normal, when it is', 'normal', { op: 'normal', site: A }, 'DR-SIT-06', /normal already/],
  ['a forced failover from a site that is normal', 'normal', { op: 'failover', workload, to: B, by }, 'DR-SIT-06', /two sites serving/],
  ['a failover to where it serves', 'A lost', { op: 'failover', workload, to: A, by }, 'DR-SIT-06', /cannot move there/],
  ['a second failover during the first', 'failing over', { op: 'failover', workload, to: A, by }, 'DR-SIT-06', /cannot take over/],
  ['a switch that was not prepared', 'normal', { op: 'switch', workload, to: B, by }, 'DR-SIT-06', /still serves/],
  ['a switch with lag unknown', 'B is fenced', { op: 'switch', workload, to: A, by }, 'DR-SIT-05', /lag: not measured/],
  ['a fence of the standby', 'normal', { op: 'fence', workload, at: B }, 'DR-SIT-06', /Only the site that serves/],
  ['an unfence of what is not fenced', 'normal', { op: 'unfence', workload, at: A }, 'DR-SIT-06', /not fenced/],
  ['a standby without a confirmed fence', 'A is back', { op: 'normal', site: A }, 'DR-SIT-04', /two sides could write/],
  ['normal in the middle of a failover', 'failing over', { op: 'normal', site: A }, 'DR-SIT-04', /fenced/],
  ['an abort with nothing under way', 'normal', { op: 'abort', workload }, 'DR-SIT-06', /no move to abort/],
  ['an abort of what is done', 'failed over', { op: 'abort', workload }, 'DR-SIT-06', /no move to abort/],
  [
    'the retirement of what serves',
    'reprotected',
    { op: 'retire', workload, generation: `Ledger@${B}#0` },
    'DR-SIT-06',
    /not an old generation/,
  ],
  [
    'the retirement of the current standby',
    'reprotected',
    { op: 'retire', workload, generation: `Ledger@${A}#1` },
    'DR-SIT-06',
    /#0 to #0/,
  ],
  ['the retirement of nonsense', 'reprotected', { op: 'retire', workload, generation: 'Ledger' }, 'DR-SIT-06', /not an old generation/],
])('refused: %s', (_, step, act, id, words) => {
  const before = from(step);
  const attempt = () => next(before, act);
  expect(attempt).toThrow(ContinuityError);
  expect(attempt).toThrow(words);
  expect(attempt).toThrow(new RegExp(`^${id}: `));
  expect(attempt).toThrow(/\nAllowed: [\s\S]*\nFix: /);
});

test('a failover keeps who decided, the incident and the recovery points that were chosen', () => {
  const after = next(from('A lost'), { op: 'failover', workload, to: B, by, incident: 'INC-1', from: { Ledger: 'copy-7' } });
  expect(own(after).history.at(-1)).toMatchObject({ active: [B], kind: 'forced', by, incident: 'INC-1', since: at(20) });
  expect(own(after).from).toEqual({ Ledger: 'copy-7' });
});

test('an abort is legal until the promotion begins; then only while the service still reports a replica', () => {
  const failing = from('failing over');
  expect(own(next(failing, { op: 'abort', workload })).history.at(-1)?.aborted).toBe(at(20));
  const started = record(failing, { record: 'started', workload, components: ['Ledger'] });
  expect(() => next(started, { op: 'abort', workload })).toThrow(/past the point of no return/);
  expect(own(next(started, { op: 'abort', workload, stillReplica: true })).history.at(-1)?.aborted).toBe(at(20));
});

test('an aborted failover moves nothing, and another one may follow', () => {
  const aborted = next(from('failing over'), { op: 'abort', workload });
  const again = next(aborted, { op: 'failover', workload, to: B, by }, 21);
  expect(own(again).history.map(({ kind, aborted: gone }) => [kind, gone !== undefined])).toEqual([
    ['initial', false],
    ['forced', true],
    ['forced', false],
  ]);
});

test('a planned switch takes the measured lag into its entry, and is protected from the start', () => {
  expect(own(from('switching home')).history.at(-1)).toMatchObject({ kind: 'planned', lag: { Ledger: 0, Invoices: 0 }, protected: at(9) });
  expect(own(from('switching home')).lag).toBeUndefined();
});

test('an old generation may be retired, once', () => {
  const act: Declaration = { op: 'retire', workload, generation: `Ledger@${A}#0` };
  const once = next(from('reprotected'), act);
  expect(own(once).retired).toEqual([`Ledger@${A}#0`]);
  expect(own(next(once, act, 21)).retired).toEqual([`Ledger@${A}#0`]);
});

test('records are kept once each, sorted', () => {
  const twice = record(record(from('failing over'), { record: 'completed', workload, components: ['b', 'a'] }), {
    record: 'completed',
    workload,
    components: ['a'],
  });
  expect(own(twice).history.at(-1)?.completed).toEqual(['a', 'b']);
  expect(() => record(NORMAL, { record: 'fenced', workload, site: A })).toThrow(/Nothing was ever declared/);
});
