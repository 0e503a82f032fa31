import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  againstTheLayers,
  circles,
  cloudWords,
  foreignPlaces,
  importsOf,
  layerOf,
  loadedBy,
  shallowBindings,
  tierNames,
  tooLong,
  unsteady,
  wordsOf,
} from './architecture/layers';
import { undocumented } from './architecture/documented';
import { linesOutside, valuesInScripts } from './architecture/scripts';

const ROOT = join(__dirname, '..');
const LIB = join(ROOT, 'lib');
const files = (readdirSync(LIB, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts')).sort();
const read = (file: string): string => readFileSync(join(LIB, file), 'utf8');
const imports = files.flatMap((file) => importsOf(file, read(file)));

describe('the layers', () => {
  test('every file stands in one', () => {
    expect(files.filter((file) => layerOf(file) === undefined)).toEqual([]);
    expect(files.length).toBeGreaterThan(90);
  });

  test('no import goes up, or from one cloud to another', () => {
    expect(againstTheLayers(imports)).toEqual([]);
    expect(imports.length).toBeGreaterThan(400);
  });

  test.each([
    ['a word knows components', 'objectives/tier.ts', "import type { Component } from '../components/component'"],
    ['a component knows the workload', 'components/network.ts', "import { Workload } from '../workload'"],
    ['a component knows a cloud', 'components/network.ts', "import type { Cloud } from '../port/cloud'"],
    ['the port runs the planner', 'port/cloud.ts', "import { planWorkload } from '../plan/planner'"],
    ['the port loads cdktf', 'port/cloud.ts', "import { TerraformStack } from 'cdktf'"],
    ['a decision knows cdktf', 'plan/planner.ts', "import type { App } from 'cdktf'"],
    ['a decision knows a construct', 'plan/planner.ts', "import { Construct } from 'constructs'"],
    ['a decision knows an adapter', 'recovery/procedures.ts', "import { aws } from '../clouds/aws/aws'"],
    ['a decision knows the realisation', 'plan/budget.ts', "import type { Manifest } from '../reports/manifest'"],
    ['the workload knows a cloud', 'workload.ts', "import type { Aws } from './clouds/aws/aws'"],
    ['the workload has a binding', 'render/realisation.ts', "import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js'"],
    ['a cloud knows the workload', 'clouds/aws/network.ts', "import type { Workload } from '../../workload'"],
    ['a cloud knows another', 'clouds/aws/network.ts', "export { ids } from '../azure/ids'"],
    ['the index loads a cloud', 'index.ts', "export * from './clouds/aws/aws'"],
    ['the CLI plans', 'cli/plan.ts', "import { planWorkload } from '../plan/planner'"],
    ['the CLI reads the TypeScript', 'cli/plan.ts', "const app = await import('../workload')"],
    ['the CLI knows cdktf', 'cli/run.ts', "import { App } from 'cdktf'"],
    ['nobody knows this file', 'helpers/everything.ts', "import 'node:fs'"],
  ])('a violation is caught: %s', (_, file, text) => {
    expect(againstTheLayers(importsOf(file, text))).toHaveLength(1);
  });

  test.each([
    ['types of a declaration, in the port', 'port/cloud.ts', "import type { Component } from '../components/component'"],
    ['types of the plan, in the port', 'port/cloud.ts', "import { type Placement } from '../plan/plan'"],
    ['a binding, in its cloud', 'clouds/aws/network.ts', "import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js'"],
    ['pure helpers, in a cloud', 'clouds/aws/secrets.ts', "import { kebab } from '../../plan/names'"],
    ['the manifest, in the CLI', 'cli/plan.ts', "import type { Manifest } from '../reports/manifest'"],
  ])('what is allowed is not caught: %s', (_, file, text) => {
    expect(againstTheLayers(importsOf(file, text))).toEqual([]);
  });
});

describe('circles', () => {
  test('no file waits for itself', () => {
    // A place has its cloud, and a cloud provides for a place, a site among them: they are one thought, and types alone.
    expect(circles(imports)).toEqual(['port/cloud → port/cloud-place', 'port/cloud → port/site']);
    expect(circles(imports.filter(({ typeOnly }) => !typeOnly))).toEqual([]);
  });

  test('one is caught, of types too', () => {
    const ring = [...importsOf('a/x.ts', "import { y } from '../b/y'"), ...importsOf('b/y.ts', "import type { X } from '../a/x'")];
    expect(circles(ring)).toEqual(['a/x → b/y']);
  });
});

describe('bindings of the providers', () => {
  test('are imported by their deep path', () => {
    expect(shallowBindings(imports)).toEqual([]);
    expect(imports.filter(({ to }) => to.includes('provider-')).length).toBeGreaterThan(30);
  });

  test.each(['@cdktf/provider-aws', '@cdktf/provider-aws/lib', '@cdktf/provider-aws/lib/index.js'])('an index is caught: %s', (to) => {
    const shallow = shallowBindings(importsOf('clouds/aws/network.ts', `import { vpc } from '${to}'`));
    expect(shallow).toHaveLength(1);
  });

  const stems = (entry: string): string[] => [...loadedBy(entry, imports)];
  test('are not loaded by the library itself, and one cloud loads its own only', () => {
    expect(stems('index').filter((to) => /provider-|^clouds\/\w+\//.test(to))).toEqual([]);
    for (const cloud of ['aws', 'azure', 'oci']) {
      const loaded = stems(`clouds/${cloud}/${cloud}`);
      const provider = { aws: 'provider-aws', azure: 'provider-azurerm', oci: 'provider-oci' }[cloud] as string;
      expect(loaded.filter((to) => to.includes('provider-') && !to.includes(provider))).toEqual([]);
      expect(loaded.some((to) => to.includes(provider))).toBe(true);
    }
  });

  test('a chain that loads one is caught', () => {
    const chain = [
      ...importsOf('index.ts', "export * from './a'"),
      ...importsOf('a.ts', "import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js'"),
      ...importsOf('a.ts', "import type { X } from './b'"),
    ];
    expect([...loadedBy('index', chain)]).toEqual(['index', 'a', '@cdktf/provider-aws/lib/vpc/index']);
  });
});

describe('words', () => {
  test('no cloud in what all clouds share', () => {
    expect(files.flatMap((file) => cloudWords(file, read(file)))).toEqual([]);
  });

  test('no tier in an adapter: it renders postures', () => {
    expect(files.flatMap((file) => tierNames(file, read(file)))).toEqual([]);
  });

  test('a cloud is caught in a comment of what is declared, but for the key of a site', () => {
    for (const file of ['observation/x.ts', 'components/x.ts', 'traffic/x.ts']) {
      expect(cloudWords(file, '// on Azure only\nconst x = 1;')).toHaveLength(1);
      expect(cloudWords(file, '/** What Route 53\n * and Application Insights take. */ const x = 1;')).toHaveLength(2);
      expect(cloudWords(file, '/** By site key (`aws:eu-west-3`), of society. */ const x = 1;')).toEqual([]);
    }
  });

  test('a cloud is caught in identifiers, strings and templates, not in other comments or inside other words', () => {
    expect(wordsOf('awsRegion')).toEqual(['aws', 'region']);
    expect(cloudWords('plan/x.ts', 'const awsRegion = 1;')).toHaveLength(1);
    expect(cloudWords('plan/x.ts', "const fix = 'aws:eu-west-3';")).toHaveLength(1);
    expect(cloudWords('plan/x.ts', 'const fix = `an S3 ${thing} of OCI`;')).toHaveLength(2);
    expect(cloudWords('plan/x.ts', "// aws\n/** RDS */ const society = 'associated laws';")).toEqual([]);
    expect(cloudWords('clouds/aws/x.ts', "const a = 'aws';")).toEqual([]);
  });

  test('a tier is caught in an adapter', () => {
    expect(tierNames('clouds/aws/x.ts', "if (plan.tier.name === 'hot') f();")).toHaveLength(1);
    expect(tierNames('clouds/aws/x.ts', "import { Tier } from '../../objectives/tier'; if (tier === Tier.HOT) f();")).toHaveLength(2);
    expect(tierNames('clouds/aws/x.ts', "// hot\nconst hotel = 'no tier is hot enough';")).toEqual([]);
  });
});

describe('command lines', () => {
  // `script` itself is given the text.
  const sources = files.filter((file) => file !== 'words/steps.ts').map((file) => ({ file, text: read(file) }));
  const here = (text: string) => [{ file: 'clouds/aws/cli.ts', text }];

  test('no value in the text of a shell, anywhere', () => {
    expect(valuesInScripts(sources)).toEqual([]);
    const shells = sources.filter(({ text }) => /\bscript\(|'-c'/.test(text)).map(({ file }) => file);
    expect(shells).toEqual(expect.arrayContaining(['clouds/aws/cli.ts', 'clouds/azure/cli.ts', 'clouds/oci/cli.ts', 'recovery/guards.ts']));
  });

  test.each([
    ['in a template', 'const f = (name: string) => script(`aws s3 ls ${name}`);'],
    ['by a sum', "const f = (name: string) => script('aws s3 ls ' + name);"],
    ['as a whole', 'const f = (text: string) => script(text);'],
    ['under a name of its own', 'function f(name: string) { const TEXT = `aws ${name}`; return script(TEXT); }'],
    ['through a constant that is none', 'const of = (name: string) => name;\nconst TEXT = `aws ${of("x")}`;\nconst run = script(TEXT);'],
    ['through something that changes', 'let text = "aws";\nconst run = () => script(text);'],
    ['without the helper', "const f = (name: string) => ['sh', '-c', `aws ${name}`];"],
    ['without the helper, behind another program', "const f = (name: string) => ['env', 'sh', '-c', name];"],
    ['around a claim', 'const f = (name: string) => script(claimScript(`aws ${name}`));'],
  ])('a value is caught: %s', (_, text) => {
    expect(valuesInScripts(here(text))).toHaveLength(1);
  });

  test('a constant text, put together of others, is not', () => {
    const text = [
      "const FIND = 'find';",
      'const TEXT = `set -e\n${FIND} "$1"`;',
      'const f = (name: string) => script(TEXT, name, `${name}-closed`);',
      "const g = (name: string) => ['sh', '-c', CLAIM, 'claim', name];",
      'const CLAIM = claimScript(`x=$1\n${FIND}`);',
    ].join('\n');
    expect(valuesInScripts(here(text))).toEqual([]);
  });

  test('of a cloud stand in one room', () => {
    expect(linesOutside(sources)).toEqual([]);
    const elsewhere = (text: string) => linesOutside([{ file: 'clouds/aws/object-storage/steps.ts', text }]);
    for (const line of ["['aws', 's3', bucket]", "[...['az', 'storage'], account]", "['sh', '-c', TEXT]", 'script(TEXT, bucket)'])
      expect(elsewhere(`const run = (bucket: string) => ${line};`)).toHaveLength(1);
    expect(elsewhere("const name = ['aws']; const run = bucketFence(region, 'sh');")).toEqual([]);
    expect(linesOutside(here("const run = ['aws', 's3'];"))).toEqual([]);
  });
});

describe('files', () => {
  const sources = ['lib', 'examples', 'test'].flatMap((folder) =>
    (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );

  test('no utils.ts', () => {
    const vague = /^(utils?|helpers?|common|misc)\.ts$/;
    expect(sources.filter((file) => vague.test(basename(file)))).toEqual([]);
    expect(vague.test('utils.ts')).toBe(true);
  });

  test('at most 300 lines in lib/, tables of facts excepted', () => {
    expect(files.flatMap((file) => tooLong(file, read(file)))).toEqual([]);
    expect(tooLong('plan/planner.ts', 'x\n'.repeat(301))).toHaveLength(1);
    expect(tooLong('regions/aws.ts', 'x\n'.repeat(301))).toEqual([]);
  });

  const tracked = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' }).stdout;
  const present = tracked.split('\n').filter((file) => file !== '' && existsSync(join(ROOT, file)) && statSync(join(ROOT, file)).isFile());

  test('at the top are those that whoever clones it expects', () => {
    const expected = [
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'cdktf.json',
      'jest.config.js',
      'package-lock.json',
      'package.json',
    ];
    const tops = present.filter((file) => !file.includes('/') && !file.startsWith('.'));
    expect(tops.filter((file) => !expected.includes(file) && !/^tsconfig(\.build)?\.json$/.test(file))).toEqual([]);
    expect(new Set(present.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))).toEqual(
      new Set(['.ci', 'docs', 'examples', 'lib', 'test']),
    );
  });

  test('name no machine and no registry', () => {
    const found = present
      .filter((file) => !file.startsWith('test/architecture'))
      .flatMap((file) => foreignPlaces(file, readFileSync(join(ROOT, file), 'utf8')));
    expect(found).toEqual([]);
  });

  test('a machine and a registry are caught', () => {
    expect(foreignPlaces('x.md', 'see /home/ada/project')).toHaveLength(1);
    expect(foreignPlaces('.npmrc', `registry=${['https://registry', 'npmjs', 'org'].join('.')}/`)).toHaveLength(1);
    expect(foreignPlaces('package-lock.json', '"resolved": "https://nexus.acme.example/a.tgz"')).toEqual([
      'package-lock.json: https://nexus.acme.example',
    ]);
    expect(foreignPlaces('x.md', 'https://docs.aws.amazon.com/a /work of art')).toEqual([]);
  });
});

describe('doc comments', () => {
  test('every exported thing has one', () => {
    expect(files.flatMap((file) => undocumented(file, read(file)))).toEqual([]);
  });

  test.each([
    ['a constant', 'export const a = 1;', 'a'],
    ['a function', 'export function a() {}', 'a'],
    ['a type', 'export type A = 1;', 'A'],
    ['an interface', 'export interface A {}', 'A'],
    ['an enumeration', 'export enum A {}', 'A'],
    ['a class', 'export class A {}', 'A'],
    ['what is exported further down', 'const a = 1;\nexport { a as b };', 'a'],
    ['a method', '/** One. */ export class A { a() {} }', 'A.a'],
    ['a property', '/** One. */ export class A { static readonly a = 1; }', 'A.a'],
    ['a getter', '/** One. */ export class A { get a() { return 1; } }', 'A.a'],
    ['the first of several signatures', 'export function a(x: 1): 1;\n/** Two. */ export function a(x: 2): 2;', 'a'],
    ['under another comment', '// One.\n/* Two. */ export const a = 1;', 'a'],
  ])('one is missed: %s', (_, text, name) => {
    expect(undocumented('plan/x.ts', text)).toEqual([`plan/x.ts: ${name}`]);
  });

  test.each([
    'const a = 1; class B { c() {} }',
    '/** One. */ export class A { constructor() {} #a = 1; private b = 2; protected c() {} }',
    '/** One. */ export function a(x: 1): 1;\nexport function a(x: 2): 2;',
    "export { a } from './a'; export type { B } from './b';",
  ])('none is missed: %s', (text) => {
    expect(undocumented('plan/x.ts', text)).toEqual([]);
  });
});

describe('the same bytes, on any machine', () => {
  test('no clock, no chance, no locale', () => {
    expect(files.flatMap((file) => unsteady(file, read(file)))).toEqual([]);
  });

  test.each(['a.localeCompare(b);', 'const now = new Date();', 'Date.now();', 'Math.random();', 'n.toLocaleString();'])(
    'caught: %s',
    (text) => {
      expect(unsteady('plan/x.ts', text)).toHaveLength(1);
      expect(unsteady('cli/x.ts', text)).toEqual([]);
    },
  );

  test('a moment that is given, and a locale that is named, are not', () => {
    expect(unsteady('plan/x.ts', "new Date(since); a.localeCompare(b, 'en');")).toEqual([]);
  });
});
