import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotRun, refuseSilence } from './npm';
import { readmeMain } from './readme-main';
import { differing, ofAnyVersion } from './synthesized';
import { difference, expectedFiles, lostLinks } from './tarball';

const ROOT = join(__dirname, '..', '..');
const files = expectedFiles();

interface Package {
  readonly type: string;
  readonly author: string;
  readonly exports: Record<string, string | { types: string; default: string }>;
  readonly main: string;
  readonly types: string;
  readonly bin: Record<string, string>;
  readonly files: readonly string[];
}
const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Package;

describe('the package', () => {
  test('says how it is loaded and whose it is', () => {
    expect(own).toMatchObject({ type: 'commonjs', author: expect.stringContaining('cdktf-continuity') as string });
  });

  test('each entry is built from a source, and is in it', () => {
    const entries = [
      own.main,
      own.types,
      ...Object.values(own.bin),
      ...Object.values(own.exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one))),
    ];
    const paths = entries.map((path) => path.replace(/^\.\//, '')).filter((path) => !path.includes('*'));
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !files.includes(path))).toEqual([]);
  });

  test('holds the sources that the maps lead to, pages and examples, and no script of this repository', () => {
    expect(files).toEqual(expect.arrayContaining(['lib/index.ts', 'dist/index.js.map', 'docs/design.md', 'examples/quickstart.ts']));
    expect(files.filter((file) => /write-schemas|^(test|\.ci|examples\/(run|start))/.test(file))).toEqual([]);
    for (const entry of own.files.filter((name) => !name.startsWith('!') && name !== 'dist'))
      expect([entry, existsSync(join(ROOT, entry))]).toEqual([entry, true]);
  });

  test('links of its pages lead to what is in it', () => {
    expect(lostLinks(files)).toEqual([]);
    const page = '[a](lib/index.ts) [b](docs) [c](.ci/run) [d](#top) [e](https://acme.example)';
    expect(lostLinks(['README.md', 'lib/index.ts', 'docs/design.md'], (name) => (name === 'README.md' ? page : ''))).toEqual([
      'README.md: .ci/run',
    ]);
  });

  test('a file too much and one too few are found', () => {
    expect(difference(['a', 'b'], ['b', 'c'])).toEqual(['a is missing', 'c is too much']);
    expect(difference(['a'], ['a'])).toEqual([]);
  });
});

describe('what is installed', () => {
  const notFound = (name: string): string => `npm error code E404\nnpm error 404  The requested resource '${name}@3' could not be found`;
  const notThere = (name: string): string => `npm error code ETARGET\nnpm error notarget No matching version found for ${name}@77.`;

  test.each([
    'npm error code ENOTFOUND',
    'npm error code ETIMEDOUT',
    'npm error code ENOTCACHED',
    'npm error code E403',
    notThere('typescript'),
    notFound('@some/thing'),
  ])('is not run where nobody answers, or does not have it: %s', (said) => {
    expect(() => refuseSilence({ code: 1, said })).toThrow(NotRun);
    expect(() => refuseSilence({ code: 0, said })).not.toThrow();
  });

  test.each(['npm error code ERESOLVE', notThere('zod'), notFound('zod'), notThere('constructs')])(
    'fails where npm refuses it, and where the package asks for what nobody has: %s',
    (said) => {
      expect(() => refuseSilence({ code: 1, said })).not.toThrow();
    },
  );
});

describe('outputs', () => {
  const framework = (version: string, empty: string): Record<string, string> => ({
    'cdk.tf.json': `{"metadata": {"version": "${version}"}, "outputs": ${empty}, "bucket": "b"}`,
  });

  test('of two versions of the framework are compared without its number and what is empty', () => {
    const [one, other] = [framework('0.21.0', '{\n  }'), framework('0.24.0', '{}')];
    expect(differing(one, other)).toEqual(['cdk.tf.json']);
    expect(differing(ofAnyVersion(one), ofAnyVersion(other))).toEqual([]);
  });

  test('that differ in anything else are told apart', () => {
    const other = { 'cdk.tf.json': framework('0.24.0', '{}')['cdk.tf.json']!.replace('"b"', '"c"'), 'more.md': '' };
    expect(differing(ofAnyVersion(framework('0.21.0', '{}')), ofAnyVersion(other))).toEqual(['cdk.tf.json', 'more.md']);
  });
});

test('the main.ts of the README imports the package by its name', () => {
  const imports = [...readmeMain().matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  expect(imports).toEqual(['cdktf', 'cdktf-continuity', 'cdktf-continuity/aws']);
});
