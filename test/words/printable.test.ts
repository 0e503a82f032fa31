import fc from 'fast-check';
import { isPrintableLine, printable, printableLine } from '../../lib/words/printable';

test.each([
  ['an escape', 'a\u001b[2Jb', 'a\\x1b[2Jb'],
  ['a carriage return', 'a\rb', 'a\\x0db'],
  ['one of the second set', 'a\u009b2J', 'a\\u009b2J'],
  ['delete', 'a\u007f', 'a\\u007f'],
  ['what turns the direction', 'a\u202eb\u2066', 'a\\u202eb\\u2066'],
  ['a line separator', 'a\u2028b', 'a\\u2028b'],
])('%s is shown, and does nothing', (_, text, shown) => {
  expect([printable(text), printableLine(text), isPrintableLine(text)]).toEqual([shown, shown, false]);
});

test('new lines and tabs stay in a text, and do not in a name', () => {
  expect(printable('a\n\tb')).toBe('a\n\tb');
  expect(printableLine('a\n\tb')).toBe('a\\x0a\\x09b');
});

test('what people write is left as it is, in any script', () => {
  for (const text of ['Ada Lovelace', 'Zoë: 1 → 2 · 3 km²', 'Иван', '東京', 'עברית', '👩‍🚒'])
    expect([printable(text), isPrintableLine(text)]).toEqual([text, true]);
});

test('nothing that acts is left, and JSON stays JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[^\P{Cc}\n\t]/u);
      expect(JSON.parse(printable(JSON.stringify({ text }, null, 2)))).toEqual({ text });
    }),
  );
});
