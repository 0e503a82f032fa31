import { Token } from 'cdktf';
import fc from 'fast-check';
import { isDecidedLater } from '../../lib/words/shapes';

const later = { resolve: () => 'later' };

test.each([
  ['a text', Token.asString(later)],
  ['a text in another one', `a-${Token.asString(later)}`],
  ['a number', Token.asNumber(later)],
  ['a list', Token.asList(later)],
])('what Terraform decides later is known: %s', (_, token) => {
  expect(isDecidedLater(token)).toBe(true);
  expect(Token.isUnresolved(token)).toBe(true);
});

test('what is written is not taken for it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double({ min: -1e100, max: 1e100 }), fc.array(fc.string())), (value) => {
      expect(isDecidedLater(value)).toBe(false);
    }),
  );
  for (const value of [Number.NaN, -Infinity, Infinity, -0, null, undefined, {}]) expect(isDecidedLater(value)).toBe(false);
});
