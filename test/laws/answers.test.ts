import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { answered, pathOf } from '../support/answers';
import { told } from '../support/laws/verdicts';

const [OWN, OTHER] = ['a test of answers: own', 'a test of answers: other'] as const;
const claimedBy = (title: string, pid: number): void => {
  mkdirSync(dirname(pathOf(title)), { recursive: true });
  writeFileSync(`${pathOf(title)}.busy`, String(pid));
};
const forget = (): void => {
  for (const title of [OWN, OTHER]) for (const end of ['', '.busy']) rmSync(`${pathOf(title)}${end}`, { force: true });
};

describe('What is found out once for all workers', () => {
  beforeEach(forget);
  afterAll(forget);

  test('is made by the first that asks, and kept', () => {
    const made: string[] = [];
    const ask = (): string => answered(OWN, [], (title) => `${title} ${made.push(title)}`);
    expect([ask(), ask()]).toEqual([`${OWN} 1`, `${OWN} 1`]);
    expect(existsSync(`${pathOf(OWN)}.busy`)).toBe(false);
  });

  test('while another worker makes it, this one makes another one', () => {
    claimedBy(OWN, process.ppid);
    const made: string[] = [];
    const answer = answered(OWN, [OWN, OTHER], (title) => {
      made.push(title);
      // The other worker dies meanwhile.
      if (title === OTHER) rmSync(`${pathOf(OWN)}.busy`);
      return title;
    });
    expect([answer, made]).toEqual([OWN, [OTHER, OWN]]);
  });

  test('a claim of a worker that is dead is free', () => {
    claimedBy(OWN, 2 ** 22 + 1);
    expect(answered(OWN, [], () => 'made')).toBe('made');
  });

  test('what could not be made is not kept, and not claimed any more', () => {
    const fail = (): never => {
      throw new Error('no');
    };
    expect(() => answered(OWN, [], fail)).toThrow('no');
    expect(answered(OWN, [], () => 'made')).toBe('made');
  });
});

test('a law that throws is broken', () => {
  expect(told(() => [])).toEqual([]);
  const thrown = told(() => {
    throw new TypeError('undefined is not a function');
  });
  expect(thrown.join()).toMatch(/^threw TypeError: undefined is not a function/);
});
