import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../../lib/reports/whole-file';

const folder = (): string => mkdtempSync(join(tmpdir(), 'continuity-whole-'));

test('writes a new file, and leaves nothing beside it', () => {
  const dir = folder();
  writeWhole(join(dir, 'a'), 'text', 0o600);
  expect([readFileSync(join(dir, 'a'), 'utf8'), statSync(join(dir, 'a')).mode & 0o777, readdirSync(dir)]).toEqual(['text', 0o600, ['a']]);
});

test('a link stays one, and the file keeps its mode', () => {
  const dir = folder();
  writeFileSync(join(dir, 'real'), 'old');
  chmodSync(join(dir, 'real'), 0o640);
  symlinkSync('real', join(dir, 'link'));
  writeWhole(join(dir, 'link'), 'new');
  expect(lstatSync(join(dir, 'link')).isSymbolicLink()).toBe(true);
  expect([readFileSync(join(dir, 'real'), 'utf8'), statSync(join(dir, 'real')).mode & 0o777]).toEqual(['new', 0o640]);
});

test('what cannot be written leaves the old file, and nothing beside it', () => {
  const dir = folder();
  expect(() => writeWhole(join(dir, 'no', 'folder'), 'text')).toThrow(/ENOENT/);
  expect(readdirSync(dir)).toEqual([]);
});
