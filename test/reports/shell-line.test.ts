import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { shellLine, shellWord } from '../../lib/reports/shell-line';

/** What a POSIX shell makes of a line: its words, the program included. */
function wordsOf(line: string): string[] {
  const out = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

const word = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab\'"\\$`!*?[]{}()<>|&;#~=% \t\n-\u00e9') }),
  fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\0')),
);

describe('a command on paper', () => {
  it('gives a shell back exactly the words it was made of', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        expect(wordsOf(shellLine(words))).toEqual(words);
      }),
      { numRuns: 150 },
    );
  });

  it('leaves plain words alone, so that it can be read and typed', () => {
    const plain = ['aws', 'rds', 'wait', '--region=eu-west-3', 'arn:aws:rds:eu-west-3:111122223333:db/x'];
    expect(shellLine(plain)).toBe(plain.join(' '));
  });

  it.each(['A=b', 'if', 'time', '~/x', ''])('never lets the shell read the program %p as anything else', (program) => {
    expect(shellLine([program, 'x'])).toBe(`'${program}' x`);
  });

  it('quotes an empty argument and an address with an index', () => {
    expect(shellWord('')).toBe("''");
    expect(shellWord('aws_x.y["a"]')).toBe(`'aws_x.y["a"]'`);
  });
});
