import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILES, linesOf, told, unplayed } from './lines';
import { PLAYS } from './plays.data';

/* Each line of Azure's cells is played by a day, or a reason is given: which day plays what it is to play is asked by that day itself, at its end. */

test('every file of lines is played by a day, or by nobody, for a reason', () => {
  expect(Object.keys(PLAYS).sort()).toEqual([...FILES].sort());
});

test('what a reason is given for is a line, and a day asks for what it is to play', () => {
  for (const [file, plays] of Object.entries(PLAYS)) {
    const lines = linesOf(file).map(told);
    expect(Object.keys(plays.not ?? {}).filter((line) => !lines.includes(line))).toEqual([]);
    if ('day' in plays) {
      const day = readFileSync(join(__dirname, `${plays.day}.test.ts`), 'utf8');
      expect([file, day]).toEqual([file, expect.stringContaining(`expect(unplayed(day.called, '${plays.day}')).toEqual([])`) as string]);
    }
  }
});

test('a call with fewer arguments is another line, and one that nobody made is missed', () => {
  const all = unplayed([], 'pets');
  expect(all).toContain('cli-replication.ts: az vm start --name --output --resource-group --subscription');
  expect(unplayed(['vm start --name x --output none'.split(' ')], 'pets')).toEqual(all);
  const start = 'vm start --subscription s --resource-group g --name x --output none'.split(' ');
  expect(unplayed([start], 'pets')).toHaveLength(all.length - 1);
});
