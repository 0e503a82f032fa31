import fc from 'fast-check';
import { WORD, faultsIn, filled, findsIn, found, partsOf } from '../../lib/words/found';
import { checkStep, commandStep, findStep } from '../../lib/words/steps';
import { suffixed } from '../../lib/words/suffixed';
import { actionSchema, unfounded } from '../../lib/words/actions';

const part = fc.oneof(
  fc.record({ text: fc.string({ unit: fc.constantFrom(...'a$& {}:\'"'), minLength: 1 }) }),
  fc.record({ find: fc.constantFrom('a', 'b-1') }),
);

test('an argument is its parts, and found values take their places as they are', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const word = parts.map((one) => ('text' in one ? one.text : found(one.find))).join('');
      const values = new Map([
        ['a', '$& {find:b-1} $1'],
        ['b-1', '*'],
      ]);
      const whole = parts.map((one) => ('text' in one ? one.text : values.get(one.find))).join('');
      expect(filled([word], values)).toEqual([whole]);
      expect(
        partsOf(word)
          .map(({ text, find }) => text ?? values.get(find ?? ''))
          .join(''),
      ).toBe(whole);
    }),
  );
  expect([filled([found('c')], new Map()), findsIn([found('b'), `x${found('a')}${found('b')}`])]).toEqual([[found('c')], ['b', 'a']]);
});

test.each(['', ' ', 'a b', 'None', 'null', 'a\tb'])('%p is no word', (text) => {
  expect(new RegExp(`^(?:${WORD})$`).test(text)).toBe(false);
});
test.each(['i-0a1', 'Nonesuch', 'nullable', 'arn:x:y/z', '0'])('%p is a word', (text) => {
  expect(new RegExp(`^(?:${WORD})$`).test(text)).toBe(true);
});

test.each<[string, string[], boolean]>([
  ['an argument of a shell script', ['sh', '-c', 'echo "$1"', 'step', found('a')], true],
  ['its text', ['sh', '-c', `echo ${found('a')}`], false],
  ['its text, with more options', ['/usr/bin/zsh', '-e', '-xc', found('a')], false],
  ['an option of that name of another program', ['psql', '-c', found('a')], true],
  ['the program', [found('a'), 'x'], false],
])('a found value as %s', (_, line, is) => {
  expect(
    faultsIn([
      { id: 'a', expects: 'one', lines: [] },
      { id: 'use', lines: [line] },
    ]).length === 0,
  ).toBe(is);
});

describe('steps under longer ids', () => {
  const named = (id: string) => ({ id, title: id, endpoint: 'x' });
  const run = ['x', found('a'), found('elsewhere')];
  const secrets = [{ variable: 'X', as: 'file' as const, read: ['cat', found('a')] }];
  const steps = [
    findStep({ ...named('a'), run: ['x'] }),
    findStep({ ...named('b'), run }),
    checkStep({ ...named('c'), run, matches: '', secrets }),
    commandStep({ ...named('d'), run, expected: '' }),
  ];

  test('take what they find among themselves under the new ids, and nothing else', () => {
    const moved = suffixed(steps, '-west');
    const line = ['x', found('a-west'), found('elsewhere')];
    expect(moved.map(({ id }) => id)).toEqual(['a-west', 'b-west', 'c-west', 'd-west']);
    expect(moved.slice(1)).toMatchObject([
      { run: line },
      { how: { run: line }, secrets: [{ variable: 'X', read: ['cat', found('a-west')] }] },
      { run: line },
    ]);
    expect(unfounded(moved).join()).not.toContain('a-west');
  });

  test('are the same bytes where nothing is found', () => {
    const [, , , step] = steps;
    expect(suffixed([step!], '-x')).toEqual([{ ...step, id: 'd-x' }]);
  });
});

test('the builders make actions that a manifest may hold, with nothing that was not asked for', () => {
  const as = { who: 'x', environment: { AWS_PROFILE: 'y' } };
  const plain = findStep({ id: 'a', title: 'a', run: ['x'], endpoint: 'x' });
  const full = findStep({ id: 'a', title: 'a', run: ['x'], endpoint: 'x', expects: 'some', matches: 'y', timeout: 5, as });
  expect([plain, full].map((one) => actionSchema.parse(one))).toEqual([plain, full]);
  expect(plain).toMatchObject({ expects: 'one', matches: WORD, timeout: 300, every: 10, repeatable: true });
  const command = commandStep({ id: 'a', title: 'a', run: ['x'], endpoint: 'x', expected: '', secrets: [] });
  expect(['secrets', 'as'].filter((name) => name in command || name in plain)).toEqual([]);
});
