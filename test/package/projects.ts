import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npm, lay, refuseSilence, run, type Ended } from './npm';
import { readmeMain } from './readme-main';

const ROOT = join(__dirname, '..', '..');
const bin = (...path: string[]): string => join(ROOT, 'node_modules', ...path);

const CDKTF = ['cdktf@0.21', 'constructs@10'];
const AWS = '@cdktf/provider-aws@21.22.1';
const AZURE = '@cdktf/provider-azurerm@14.23.1';
/** No package has this name: it is what the file `lib/clouds/oci/binding.ts` says to install. */
const OCI = '@cdktf/provider-oci@npm:@cdktf-providers/oracle-oci@7.29.0';

/** A project of one kind: how it comes to be, what is installed beside the package, and how it is run. */
export interface Project {
  /** Its kind. */
  readonly name: string;
  /** Makes it, in an empty folder. */
  make(folder: string): Promise<void>;
  /** What is installed together with the package. */
  readonly packages: readonly string[];
  /** The clouds whose bindings are there; the others are refused with their install line. */
  readonly clouds: readonly string[];
  /** What a compiler is told besides, by version. @default nothing */
  readonly told?: Readonly<Record<string, readonly string[]>>;
  /** Synthesizes `main.ts`. */
  synthesize(folder: string): Promise<Ended>;
}

/** Compilers that check the types of each project, version → program of Node's. */
export type Compilers = Readonly<Record<string, string>>;

/** Those of this repository: what it is built by, and the newest one. */
export const COMPILERS: Compilers = { '5.9': bin('typescript', 'bin', 'tsc'), '7': bin('typescript7', 'bin', 'tsc') };

const STRICT = { strict: true, noEmit: true, target: 'ES2022', types: [] };
const manifest = (name: string, more: object = {}): object => ({ name, version: '1.0.0', private: true, ...more });

/** What `cdktf init --template=typescript` writes today. It installs TypeScript 7 beside a ts-jest and a ts-node that refuse it, so 5.9 is put there first. */
const TEMPLATE: Project = {
  name: 'cdktf init',
  async make(folder) {
    const words = ['init', '--template=typescript', '--local', '--project-name=shop', '--project-description=shop'];
    refuseSilence(await run(folder, bin('.bin', 'cdktf'), [...words, '--enable-crash-reporting=false'], { CHECKPOINT_DISABLE: '1' }));
    await npm(folder, 'install', '-D', 'typescript@~5.9');
    lay(folder, { 'main.ts': readmeMain() });
  },
  packages: [AWS],
  clouds: ['aws'],
  // The test of the template names no types, which TypeScript 7 does not look for by itself.
  told: { '7': ['--types', 'node,jest'] },
  synthesize: (folder) => run(folder, 'node_modules/.bin/ts-node', ['main.ts']),
};

/** An ECMAScript module, compiled. */
const NODENEXT: Project = {
  name: 'nodenext',
  make(folder) {
    const compilerOptions = {
      ...STRICT,
      noEmit: false,
      module: 'nodenext',
      moduleResolution: 'nodenext',
      skipLibCheck: true,
      outDir: 'out',
    };
    lay(folder, {
      'package.json': manifest('esm', { type: 'module' }),
      'tsconfig.json': { compilerOptions, files: ['main.ts'] },
      'main.ts': readmeMain(),
    });
    return Promise.resolve();
  },
  packages: [...CDKTF, AWS, OCI],
  clouds: ['aws', 'oci'],
  synthesize: (folder) => run(folder, process.execPath, ['out/main.js']),
};

/** A project whose modules a bundler resolves, run by tsx. */
const BUNDLER: Project = {
  name: 'bundler',
  make(folder) {
    const compilerOptions = { ...STRICT, module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true };
    lay(folder, { 'package.json': manifest('bundled'), 'tsconfig.json': { compilerOptions, files: ['main.ts'] }, 'main.ts': readmeMain() });
    return Promise.resolve();
  },
  packages: [...CDKTF, AWS, AZURE],
  clouds: ['aws', 'azure'],
  synthesize: (folder) => run(folder, process.execPath, ['--import', pathToFileURL(bin('tsx', 'dist', 'loader.mjs')).href, 'main.ts']),
};

/** A package of the framework's name that is its fork: what a project does that moves to it. */
const SHIM = {
  'package.json': manifest('cdktf', {
    version: '0.21.0',
    main: 'index.js',
    types: 'index.d.ts',
    dependencies: { cdktn: '0.24.0' },
    peerDependencies: { constructs: '^10.4.2' },
  }),
  'index.js': "module.exports = require('cdktn');\n",
  'index.d.ts': "export * from 'cdktn';\n",
};

/** The fork. It takes constructs below 10.8. */
export const FORK: Project = {
  name: 'fork',
  async make(folder) {
    const shim = join(folder, 'shim');
    mkdirSync(shim);
    lay(shim, SHIM);
    await npm(shim, 'pack', '--pack-destination', folder);
    const compilerOptions = {
      ...STRICT,
      noEmit: false,
      module: 'nodenext',
      moduleResolution: 'nodenext',
      skipLibCheck: true,
      outDir: 'out',
    };
    lay(folder, { 'package.json': manifest('forked'), 'tsconfig.json': { compilerOptions, files: ['main.ts'] }, 'main.ts': readmeMain() });
    await npm(folder, 'install', './cdktf-0.21.0.tgz', 'constructs@10.7');
  },
  packages: [AWS],
  clouds: ['aws'],
  synthesize: (folder) => run(folder, process.execPath, ['out/main.js']),
};

/** The projects, the slowest first. */
export const PROJECTS: readonly Project[] = [TEMPLATE, NODENEXT, BUNDLER, FORK];
