import { transformSync } from '@swc/core';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'continuity-program');

const filesIn = (folder: string): string[] =>
  (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts')).sort();

/** The real program as JavaScript, so that a process of it begins at once: compiled once for these sources. */
export function programOf(): string {
  const files = filesIn('lib').map((name) => [join('lib', name), readFileSync(join(ROOT, 'lib', name), 'utf8')] as const);
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  const folder = join(CACHE, hash);
  if (!existsSync(folder)) compile(files, folder);
  return join(folder, 'lib', 'cli', 'main.js');
}

function compile(files: readonly (readonly [string, string])[], folder: string): void {
  const beside = `${folder}.${process.pid}`;
  for (const [name, text] of files) {
    const path = join(beside, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(path), { recursive: true });
    const { code } = transformSync(text, {
      filename: name,
      swcrc: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    writeFileSync(path, code);
  }
  cpSync(join(ROOT, 'package.json'), join(beside, 'package.json'));
  try {
    renameSync(beside, folder);
  } catch {
    // Another worker was faster.
    rmSync(beside, { recursive: true, force: true });
  }
}
