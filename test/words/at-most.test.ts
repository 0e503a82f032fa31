import { spawnSync } from 'node:child_process';
import { atMost, WITHIN } from '../../lib/words/at-most';

function said(limit: number, answer: string, code = 0): { said: string; fits: boolean; status: number | null } {
  const [first = '', ...rest] = atMost(limit, ['sh', '-c', 'printf "%s\\n" "$1"; exit "$2"', 'x', answer, String(code)]);
  const { stdout, status } = spawnSync(first, rest, { encoding: 'utf8' });
  return { said: stdout.trim(), fits: new RegExp(`^(?:${WITHIN})$`).test(stdout.trim()), status };
}

test.each([
  [900, '0', 'at most: 0', true],
  [900, '900', 'at most: 900', true],
  [900, '900.0', 'at most: 900.0', true],
  [900, '"12"', 'at most: 12', true],
  [900, '901', 'more: 901', false],
  [900, 'None', 'no number: None', false],
  [900, '', 'no number:', false],
  [900, '-5', 'no number: -5', false],
  [900, '1.2.3', 'no number: 1.2.3', false],
])('at most %s: %s is "%s"', (limit, answer, text, fits) => {
  expect(said(limit, answer)).toEqual({ said: text, fits, status: 0 });
});

test('a command that fails fails with its own code: no answer is no number', () => {
  expect(said(900, '5', 254)).toMatchObject({ fits: false, status: 254 });
  expect(said(900, '5', 127)).toMatchObject({ said: '', status: 127 });
});
