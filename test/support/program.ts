import { transformSync } from '@swc/core';
import { buildSync } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'continuity-program');
const DAY = 86_400_000;
/** Where whoever compiled it says so: to this process, and to those that it begins. */
const COMPILED = 'CONTINUITY_COMPILED';

/** The library as JavaScript, in a folder of its own: compiled once for these sources. */
export const compiled = (): string => (process.env[COMPILED] ??= made());

/** The real program in one file, so that a process of it begins at once: to find its modules is half of what most of them do. */
export const programOf = (): string => join(compiled(), 'program.js');

function made(): string {
  const names = (readdirSync(join(ROOT, 'lib'), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts')).sort();
  const files = names.map((name) => [join('lib', name), readFileSync(join(ROOT, 'lib', name), 'utf8')] as const);
  const hash = createHash('sha256')
    .update(JSON.stringify([...files, readFileSync(__filename, 'utf8')]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(CACHE, hash);
  if (!existsSync(folder)) compile(files, folder);
  return folder;
}

function compile(files: readonly (readonly [string, string])[], folder: string): void {
  const beside = `${folder}.${process.pid}`;
  for (const [name, text] of files) {
    const path = join(beside, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(path), { recursive: true });
    const { code, map } = transformSync(text, {
      filename: join(ROOT, name),
      swcrc: false,
      sourceMaps: true,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    writeFileSync(path, `${code}\n//# sourceMappingURL=${basename(path)}.map`);
    writeFileSync(`${path}.map`, map ?? '');
  }
  cpSync(join(ROOT, 'package.json'), join(beside, 'package.json'));
  const entry = join(beside, 'lib', 'cli', 'main.js');
  buildSync({
    entryPoints: [entry],
    outfile: join(beside, 'program.js'),
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  try {
    renameSync(beside, folder);
  } catch {
    // Another one was faster.
    rmSync(beside, { recursive: true, force: true });
  }
  for (const old of readdirSync(CACHE).map((name) => join(CACHE, name)))
    if (Date.now() - statSync(old).mtimeMs > DAY) rmSync(old, { recursive: true, force: true });
}
