import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Journal, readJournal } from '../../../lib/cli/runner/journal';

const now = (): Date => new Date('2026-11-21T03:00:00Z');
const place = (): string => join(mkdtempSync(join(tmpdir(), 'continuity-journal-')), 'billing.jsonl');
const note = (text: string) => ({ is: 'note', action: 'a', text }) as const;

/** A journal of three notes. */
function written(): string {
  const path = place();
  const journal = new Journal(path, now);
  for (const text of ['one', 'two', 'three']) journal.write(note(text));
  journal.close();
  return path;
}
const refused = (path: string): string => {
  try {
    new Journal(path, now).close();
    return 'read';
  } catch (error) {
    return (error as Error).message;
  }
};

test('its lines are numbered, and are read as they were written', () => {
  const { earlier, lines } = readJournal(written());
  expect(lines).toBe(3);
  expect(earlier.map((line) => 'text' in line && line.text)).toEqual(['one', 'two', 'three']);
});

test('nothing is made before the first line, which is there whole', () => {
  const path = place();
  const journal = new Journal(path, now);
  expect(() => readFileSync(path)).toThrow(/ENOENT/);
  journal.write(note('one'));
  expect(readFileSync(path, 'utf8')).toBe('{"is":"note","n":1,"at":"2026-11-21T03:00:00.000Z","action":"a","text":"one"}\n');
});

test('half a line at the end is cut off and kept; a line that lacks only its end counts', () => {
  const path = written();
  appendFileSync(path, '{"is":"no');
  const torn = new Journal(path, now);
  expect([torn.torn, torn.earlier.length]).toEqual(['{"is":"no', 3]);
  torn.write(note('four'));
  torn.close();
  writeFileSync(path, readFileSync(path, 'utf8').trimEnd());
  const unended = new Journal(path, now);
  expect([unended.torn, unended.earlier.length]).toEqual([undefined, 4]);
  unended.write(note('five'));
  unended.close();
  expect(readJournal(path)).toMatchObject({ lines: 5 });
});

const lines = (path: string): string[] => readFileSync(path, 'utf8').split('\n');
test.each<[string, (all: string[]) => string, string]>([
  ['emptied', () => '', 'it is empty'],
  ['half of its first line', ([one]) => (one ?? '').slice(0, 20), 'its first line cannot be read'],
  ['a garbled line in the middle', ([one, , three]) => `${one}\ngarbled\n${three}\n`, 'line 2 cannot be read'],
  ['a garbled line at the end, which was ended', ([one, two]) => `${one}\n${two}\n{"is":\n`, 'line 3 cannot be read'],
  ['two lines joined', ([one, two, three]) => `${one}${two}\n${three}\n`, 'line 1 cannot be read'],
  ['a line that is missing', ([one, , three]) => `${one}\n${three}\n`, 'line 2 says that it is line 3'],
  ['a line twice', ([one, two]) => `${one}\n${two}\n${two}\n`, 'line 3 says that it is line 2'],
  ['a line of another version', ([one]) => `${one}\n{"is":"later","n":2}\n`, 'line 2 cannot be read'],
])('%s stops, and says where', (_, change, value) => {
  const path = written();
  writeFileSync(path, change(lines(path)));
  expect(refused(path)).toMatch(new RegExp(`^DR-RUN-07: .*${value}.*\nAllowed: .*last line alone is torn`));
});

test('a line that cannot be written stops all that follows', () => {
  const path = place();
  const journal = new Journal(path, now);
  rmSync(dirname(path), { recursive: true });
  const written = () => journal.write(note('one'));
  expect(written).toThrow(/^DR-RUN-08: .*cannot be written, and nothing is done that is not written down.*ENOENT[^]*Fix: make room/);
  mkdirSync(dirname(path));
  expect(written).toThrow(/^DR-RUN-08/);
});
