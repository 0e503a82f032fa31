import { ContinuityError } from '../../../lib/errors';
import { parseSituation as parseV1 } from '../../../lib/situation/situation';
import { refuseIllegal } from '../../../lib/situation/v2/legal';
import type { Situation } from '../../../lib/situation/v2/schema';
import { parseSituation, situationText } from '../../../lib/situation/v2/text';
import { A, after, B, ESTABLISHED, SIDES, viewOf, workload } from './world';

const PATH = 'situation.json';
const STORIES = [
  '',
  'lost A, failover B, run',
  'lost A, failover B, run, normal A, run, run',
  'gone A, failover B, run, gone A by C',
  'fence A, run, switch B, run 2',
];
const refusal = (work: () => unknown): ContinuityError['details'] => {
  try {
    work();
  } catch (error) {
    if (error instanceof ContinuityError) return error.details;
    throw error;
  }
  throw new Error('accepted');
};
const text = situationText(after('lost A, failover B, run'));

test.each(STORIES)('the text of "%s" reads as what was written, gives the same bytes again, and is legal', (story) => {
  const now = story === '' ? ESTABLISHED : after(story);
  const read = parseSituation(situationText(now), PATH);
  expect(read).toEqual(now);
  expect(situationText(read)).toBe(situationText(now));
  refuseIllegal(read, [SIDES], PATH);
});

test('the digest stands alone on its line, and bears an editor that formats the file anew', () => {
  expect(text.split('\n').filter((line) => line.includes('"digest"'))).toHaveLength(1);
  expect(parseSituation(JSON.stringify(JSON.parse(text)), PATH)).toEqual(parseSituation(text, PATH));
});

test.each<[string, string, string, RegExp]>([
  ['half a file', text.slice(0, 200), 'DR-SIT-01', /not whole JSON/],
  ['an unmerged file', text.replace('  "sequence"', '<<<<<<< ours\n  "sequence"'), 'DR-SIT-01', /unmerged/],
  ['a key twice', text.replace('"sequence":', '"sequence": 99,\n  "sequence":'), 'DR-SIT-01', /a key twice/],
  ['a word that it does not know', text.replace('"status"', '"statuses"'), 'DR-SIT-01', /does not fit/],
  ['a newer version', text.replace('"version": 2', '"version": 3'), 'DR-SIT-01', /newer version/],
  ['a digest of something else', text.replace('"by": "Ada"', '"by": "Eve"'), 'DR-SIT-10', /changed by hand/],
  ['no digest', text.replace(/ {2}"digest".*\n/, ''), 'DR-SIT-10', /missing/],
])('refused: %s', (_, wrong, id, words) => {
  expect(wrong).not.toBe(text);
  const details = refusal(() => parseSituation(wrong, PATH));
  expect(details.id).toBe(id);
  expect(details.what).toMatch(words);
  expect([details.value !== undefined, Boolean(details.allowed), Boolean(details.fix)]).toEqual([true, true, true]);
});

describe('version 1', () => {
  const at = (hour: number): string => `2026-11-21T0${hour}:00:00Z`;
  const v1 = {
    version: 1,
    sequence: 7,
    status: {},
    workloads: {
      [workload]: {
        history: [
          { active: [A], kind: 'initial', since: at(1) },
          { active: [B], kind: 'forced', since: at(2), by: 'Ada', started: ['Ledger'], completed: ['Ledger'], protected: at(4) },
        ],
        fenced: { [A]: at(3) },
        markers: { [B]: 3 },
      },
    },
  };

  test('is read and carried over: the same site serves, the same generations stand, the same markers are followed', () => {
    const view = viewOf(parseSituation(JSON.stringify(v1), PATH, { flips: { [workload]: { Ledger: 'promote' } } }));
    expect([view.active, view.role(A), view.role(B)]).toEqual([B, 'standby', 'serving']);
    expect([view.currentOf('Ledger', A), view.currentOf('Ledger', B)]).toEqual([1, 0]);
  });

  test('what version 2 writes is refused by what reads version 1', () => {
    expect(refusal(() => parseV1(text, PATH)).id).toBe('DR-SIT-01');
  });
});

describe('what cannot be is refused', () => {
  const wrong = (change: (situation: Situation) => void): ContinuityError['details'] => {
    const situation = structuredClone(after('lost A, failover B, run'));
    change(situation);
    return refusal(() => {
      refuseIllegal(situation, [SIDES], PATH);
    });
  };
  const own = (situation: Situation) => situation.workloads[workload]!;

  test.each<[string, string, (situation: Situation) => void]>([
    ['a status of an unknown site', 'DR-SIT-02', (s) => (s.status['nimbus:x'] = { is: 'lost', since: s.log[0]!.at, by: 'Ada' })],
    ['an unknown workload', 'DR-SIT-02', (s) => (s.workloads['books'] = own(s))],
    ['a fence of an unknown site', 'DR-SIT-02', (s) => (own(s).fenced['nimbus:x'] = { move: 1, at: s.log[0]!.at })],
    ['a marker of an unknown stack', 'DR-SIT-02', (s) => (s.log[0]!.marks[`${workload}/nimbus:x`] = 'ffff')],
    ['a completed component that is not in the list of its move', 'DR-SIT-03', (s) => own(s).moves[0]!.completed!.push('Other')],
    ['a completed component that was not started', 'DR-SIT-03', (s) => (own(s).moves[0]!.started = [])],
    ['a generation that counts and is not there', 'DR-SIT-03', (s) => (own(s).components['Ledger']!.at[A]!.current = 9)],
    [
      'the retirement of the generation that counts',
      'DR-SIT-03',
      (s) => (own(s).components['Ledger']!.at[B]!.generations[0]!.retired = true),
    ],
    ['a point of a component that is not restored', 'DR-SIT-03', (s) => (own(s).moves[0]!.components['Ledger']!.point = 'x')],
  ])('%s', (_, id, change) => {
    expect(wrong(change).id).toBe(id);
  });
});
