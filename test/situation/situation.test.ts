import { ContinuityError } from '../../lib/errors';
import { isCompleted, NORMAL, parseSituation } from '../../lib/situation/situation';
import { JOURNEY, SITUATIONS, viewAt } from '../plan/journey';
import { A, B } from '../plan/input';

const letter = (site: string): string => (site === A ? 'A' : 'B');
const row = (step: string) => {
  const view = viewAt(step);
  return [
    letter(view.active),
    view.role(A),
    view.role(B),
    letter(view.base),
    view.isProtected,
    view.losses(A, 'Ledger').length,
    view.losses(B, 'Ledger').length,
  ];
};

test('what each step of a disaster means: active, role of A, role of B, base, protected, losses of A and B', () => {
  expect(JOURNEY.map(([step]) => [step, ...row(step)])).toEqual([
    ['normal', 'A', 'serving', 'standby', 'A', true, 0, 0],
    ['A lost', 'A', 'withheld', 'standby', 'A', true, 0, 0],
    ['failing over', 'B', 'withheld', 'serving', 'A', false, 0, 0],
    ['failed over', 'B', 'withheld', 'serving', 'A', false, 1, 0],
    ['A is back', 'B', 'fenced', 'serving', 'A', false, 1, 0],
    ['A is fenced', 'B', 'fenced', 'serving', 'A', false, 1, 0],
    ['reprotected', 'B', 'standby', 'serving', 'B', true, 1, 0],
    ['B is fenced', 'B', 'standby', 'fenced', 'B', true, 1, 0],
    ['nothing lags', 'B', 'standby', 'fenced', 'B', true, 1, 0],
    ['switching home', 'A', 'serving', 'fenced', 'A', true, 1, 0],
    ['home', 'A', 'serving', 'standby', 'A', true, 1, 1],
  ]);
});

test('unprotected since: from the loss of the standby, or from the failover until it is protected again', () => {
  expect(viewAt('normal').unprotectedSince).toBeUndefined();
  expect(viewAt('failed over').unprotectedSince).toBe('2026-11-21T02:00:00Z');
  expect(viewAt('reprotected').unprotectedSince).toBeUndefined();
});

test('a failover leaves the markers of links and traffic alone; a reprotect moves them', () => {
  const markers = (step: string) => SITUATIONS.get(step)?.workloads['billing']?.markers;
  expect(markers('failed over')).toMatchObject({ links: 0, traffic: 0, [B]: 3, [A]: 0 });
  expect(markers('reprotected')).toMatchObject({ links: 5, traffic: 5 });
});

test('completed: something was, and all that was begun', () => {
  const move = { active: [B], kind: 'forced' as const, since: '2026-11-21T02:00:00Z' };
  expect(isCompleted(move)).toBe(false);
  expect(isCompleted({ ...move, completed: [] })).toBe(false);
  expect(isCompleted({ ...move, started: ['a', 'b'], completed: ['a'] })).toBe(false);
  expect(isCompleted({ ...move, started: ['a'], completed: ['a', 'b'] })).toBe(true);
});

describe('reading', () => {
  const read = (text: string) => () => parseSituation(text, 'situation.json');

  test('what the command writes is read back as it is', () => {
    for (const [step] of JOURNEY) {
      const situation = SITUATIONS.get(step)!;
      expect(read(JSON.stringify(situation))()).toEqual(situation);
    }
  });

  test('the least that is a situation', () => {
    expect(read('{"version": 1, "sequence": 0}')()).toEqual(NORMAL);
  });

  test.each([
    ['half of it', '{"version": 1, "sequ', /not whole JSON/],
    ['nothing', '', /not whole JSON/],
    ['another version', '{"version": 2, "sequence": 0}', /version/],
    ['no sequence', '{"version": 1}', /sequence/],
    ['a negative sequence', '{"version": 1, "sequence": -1}', /sequence/],
    ['an unknown status', '{"version": 1, "sequence": 1, "status": {"x:y": {"is": "dead", "since": "2026-01-01T00:00:00Z"}}}', /status/],
    ['a status without a time', '{"version": 1, "sequence": 1, "status": {"x:y": {"is": "lost"}}}', /since/],
    [
      'a key that is no site',
      '{"version": 1, "sequence": 1, "status": {"Paris": {"is": "lost", "since": "2026-01-01T00:00:00Z"}}}',
      /Paris/,
    ],
    ['an unknown word', '{"version": 1, "sequence": 1, "lost": []}', /lost/],
    ['no history', '{"version": 1, "sequence": 1, "workloads": {"billing": {"history": []}}}', /history/],
    [
      'two active sites',
      '{"version": 1, "sequence": 1, "workloads": {"billing": {"history": [{"active": ["a:b", "c:d"], "kind": "initial", "since": "2026-01-01T00:00:00Z"}]}}}',
      /active/,
    ],
  ])('refused: %s', (_, text, words) => {
    expect(read(text)).toThrow(ContinuityError);
    expect(read(text)).toThrow(/DR-SIT-01/);
    expect(read(text)).toThrow(words);
  });
});
