import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const within = (folder: string): string[] => readdirSync(join(ROOT, folder), { recursive: true }) as string[];

/** What only this repository runs. */
const OWN_SCRIPTS = ['run.ts', 'start.ts'];

/** The files that the package is to hold: those of `lib/`, what each becomes, the pages and the examples. Nothing else. */
export function expectedFiles(): string[] {
  const sources = within('lib').filter((name) => name.endsWith('.ts'));
  const built = sources.flatMap((name) =>
    ['.js', '.js.map', '.d.ts', '.d.ts.map'].map((end) => `dist/${name.slice(0, -'.ts'.length)}${end}`),
  );
  const examples = within('examples').filter((name) => /\.\w+$/.test(name) && !OWN_SCRIPTS.includes(name));
  return [
    ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md', 'lib/README.md'],
    ...['lib/reports/schemas/manifest.schema.json', 'lib/reports/schemas/situation.schema.json'],
    ...sources.map((name) => `lib/${name}`),
    ...built,
    ...within('docs')
      .filter((name) => /\.\w+$/.test(name))
      .map((name) => `docs/${name}`),
    ...examples.map((name) => `examples/${name}`),
  ].sort();
}

/** What differs between two lists, as sentences. */
export function difference(expected: readonly string[], found: readonly string[]): string[] {
  return [
    ...expected.filter((name) => !found.includes(name)).map((name) => `${name} is missing`),
    ...found.filter((name) => !expected.includes(name)).map((name) => `${name} is too much`),
  ];
}

/** Maps that lead to a source which the package does not hold: the output of the build stands in this repository as it does there. */
export function lostMaps(files: readonly string[]): string[] {
  return files
    .filter((name) => name.endsWith('.map'))
    .filter((name) => {
      const { sources } = JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as { sources: string[] };
      return sources.length === 0 || sources.some((source) => !files.includes(posix.join(posix.dirname(name), source)));
    });
}

/** Relative links of the pages that lead to what the package does not hold: a file, or a folder with something in it. */
export function lostLinks(files: readonly string[], read = (page: string): string => readFileSync(join(ROOT, page), 'utf8')): string[] {
  const holds = (path: string): boolean => files.some((name) => name === path || name.startsWith(`${path}/`));
  return files
    .filter((name) => name.endsWith('.md'))
    .flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, target]) => target as string)
        .filter((target) => !/^[a-z]+:/.test(target) && !holds(posix.join(posix.dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
}
