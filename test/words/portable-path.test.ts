import { portablePath } from '../../lib/words/portable-path';

test('a path of Windows is written as everywhere; elsewhere a backslash is a letter', () => {
  expect(portablePath('ops\\billing\\situation.json', '\\')).toBe('ops/billing/situation.json');
  expect(portablePath('ops/a\\b.json', '/')).toBe('ops/a\\b.json');
});
