import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { page, PAGE, sayings, sayingsIn } from './findings';

const LIB = join(__dirname, '..', '..', 'lib');

test('docs/findings.md is what the code says (npm run docs)', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});

test('every id of the code has its line, with a cause', () => {
  const texts = (readdirSync(LIB, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(LIB, name), 'utf8'));
  const ids = [...new Set(texts.flatMap((text) => [...text.matchAll(/'(DR-[A-Z]+(?:-\d+)?)'/g)].map(([, id]) => id as string)))];
  expect(ids.length).toBeGreaterThan(60);
  const told = sayings();
  expect(ids.filter((id) => !told.some((one) => one.id === id && one.what !== ''))).toEqual([]);
});

test.each([
  [
    'an error',
    "throw new ContinuityError({ id: 'DR-X-01', what: `${a} is wrong`, fix: 'b' })",
    { level: 'refused', what: '… is wrong', fix: 'b' },
  ],
  ['a finding', "({ id: 'DR-X-01', level: 'warning' as const, what: n ? 'one' : 'two', fix })", { level: 'warning', what: 'one', fix: '' }],
  ['a helper', "throw refusal('DR-X-01', props, 'Two of them', 'id')", { level: 'refused', what: 'Two of them', fix: '' }],
])('%s is read', (_, text, said) => {
  expect(sayingsIn('cli/x.ts', text)).toEqual([{ id: 'DR-X-01', ...said }]);
});
