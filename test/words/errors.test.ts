import { inspect } from 'node:util';
import { Construct } from 'constructs';
import { App } from 'cdktf';
import { Duration } from '../../lib/objectives/duration';
import { ContinuityError, refuseAll, show } from '../../lib/words/errors';

class Mute {
  toString(): string {
    throw new Error('no');
  }
}

class Babbler {
  toString(): string {
    return 'of two\nlines';
  }
}

const TEXT = 'DR-X-01: It is wrong (got: 1).\nAllowed: 2.\nFix: write 2.';
const parts = { id: 'DR-X-01', what: 'It is wrong', value: 1, allowed: '2', fix: 'write 2' };

test('a refusal prints as its text, once: no trace, and no list of its parts', () => {
  const error = new ContinuityError(parts);
  expect(error.message).toBe(TEXT);
  expect(error.stack).toBe(TEXT);
  expect(inspect(error)).toBe(`[${TEXT}]`);
  expect(Object.keys(error)).toEqual([]);
  expect([error.name, error.id, error.details]).toEqual(['ContinuityError', 'DR-X-01', parts]);
  expect(error).toBeInstanceOf(Error);
});

test('several faults are one error, of the id of the first', () => {
  expect(() => {
    refuseAll([]);
  }).not.toThrow();
  const more = { id: 'DR-X-02', what: 'So is this', fix: 'leave it out' };
  try {
    refuseAll([parts, more]);
    throw new Error('nothing was refused');
  } catch (error) {
    expect((error as ContinuityError).id).toBe('DR-X-01');
    expect((error as Error).message).toBe(`${TEXT}\nDR-X-02: So is this.\nFix: leave it out.`);
  }
});

test.each<[unknown, string]>([
  ['eu-west-3', 'eu-west-3'],
  ['', '""'],
  [' ', '" "'],
  ['a\u0000b', '"a\\u0000b"'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
  [null, 'null'],
  [10n, '10'],
  [Symbol('x'), 'Symbol(x)'],
  [() => 1, 'a function'],
  [{ a: [1, 10n] }, '{"a":[1,"10"]}'],
  [Object.create(null), '{}'],
  [new Map(), 'a Map'],
  [new Construct(new App(), 'Web'), "a Construct 'Web'"],
  [Duration.hours(12), 'a Duration: 12 h'],
  [new Mute(), 'a Mute'],
  [new URL('https://user:secret@acme.example'), 'an URL'],
  [Buffer.from('secret'), 'a Buffer'],
  [new Error('of two\nlines'), 'an Error'],
  [new Babbler(), 'a Babbler: "of two\\nlines"'],
])('whatever is given is shown: %p', (value, text) => {
  expect(show(value)).toBe(text);
});

test('what has no end is shown, and what is long is cut', () => {
  const ring: Record<string, unknown> = {};
  ring['ring'] = ring;
  expect(show(ring)).toBe('an object');
  expect(show('x'.repeat(5000))).toBe(`${'x'.repeat(400)}… (5000 characters)`);
});
