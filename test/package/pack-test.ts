/**
 * The package as a project gets it: what the tarball holds, what the field's checkers say of it, and that it installs, type-checks and
 * synthesizes in each kind of project, byte for byte what this repository synthesizes. It needs the package registry, or npm's cache of it:
 * what cannot be installed is reported as not run.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { build } from '../../examples/quickstart';
import { BINDING as AWS } from '../../lib/clouds/aws/binding';
import { BINDING as AZURE } from '../../lib/clouds/azure/binding';
import { BINDING as OCI } from '../../lib/clouds/oci/binding';
import { inTurn } from '../lab/in-turn';
import { Report } from '../lab/report';
import { askRegistry, NotRun, npm, run } from './npm';
import { COMPILERS, FORK, PROJECTS, type Project } from './projects';
import { differing, ofAnyVersion, outputOf } from './synthesized';
import { difference, expectedFiles, lostMaps } from './tarball';

const ROOT = join(__dirname, '..', '..');
const program = (name: string): string => join(ROOT, 'node_modules', '.bin', name);
type Output = Readonly<Record<string, string>>;

/** Packs the package, and says what is in it. */
async function pack(work: string, report: Report): Promise<string> {
  const { code, said } = await run(ROOT, 'npm', ['pack', '--json', '--silent', '--pack-destination', work]);
  if (code !== 0) throw new Error(said);
  const [{ filename, files }] = JSON.parse(said.slice(said.indexOf('[\n'))) as [{ filename: string; files: { path: string }[] }];
  const paths = files.map(({ path }) => path).sort();
  const found = difference(expectedFiles(), paths);
  report.check('the tarball holds the sources, what they become, the pages and the examples, and nothing else', found.length === 0, found);
  const lost = lostMaps(paths);
  report.check('each map leads to a source that is in it', lost.length === 0, lost);
  return join(work, filename);
}

/** What the field's checkers say of it. */
async function judge(tarball: string, report: Report): Promise<void> {
  const lint = await run(ROOT, program('publint'), ['run', tarball, '--strict']);
  report.check('publint finds nothing', lint.code === 0 && lint.said.includes('All good!'), lint.said);
  const types = await run(ROOT, program('attw'), [tarball, '--no-definitely-typed', '--no-color', '--no-emoji']);
  report.check('the types are right for every resolution', types.code === 0 && types.said.includes('No problems found'), types.said);
}

/** Installs it, checks it, and synthesizes. */
async function install(project: Project, tarball: string, folder: string, report: Report): Promise<void> {
  const done = async (sentence: string, ended: Promise<{ code: number; said: string }>): Promise<void> => {
    const { code, said } = await ended;
    report.check(sentence, code === 0, said);
  };
  await project.make(folder);
  await done('npm installs it', npm(folder, 'install', tarball, ...project.packages));
  // Whether it resolves is all that is asked: nothing is unpacked for it.
  await done('and again something else after it', npm(folder, 'install', 'ms@2', '--package-lock-only'));
  for (const [version, tsc] of Object.entries(COMPILERS))
    await done(
      `TypeScript ${version} checks its types`,
      run(folder, process.execPath, [tsc, '-p', '.', ...(project.told?.[version] ?? [])]),
    );
  await done('main.ts synthesizes', project.synthesize(folder));
  await done(
    'continuity reads what was synthesized',
    run(folder, 'node_modules/.bin/continuity', ['plan', 'billing', '--transition', 'failover']),
  );
}

/** What a cloud says whose binding is there, and one whose binding is not. */
async function bindings({ clouds }: Project, folder: string, report: Report): Promise<void> {
  for (const binding of [AWS, AZURE, OCI]) {
    const { code, said } = await run(folder, process.execPath, ['-e', `require('${binding.entry}')`]);
    const cloud = binding.entry.split('/')[1] as string;
    if (clouds.includes(cloud)) report.check(`${cloud} is loaded`, code === 0, said);
    else
      report.check(
        `${cloud} names its install line`,
        code !== 0 && said.includes(`needs its binding: npm i ${binding.install} (got: none)`),
        said,
      );
  }
}

/** One kind of project, from an empty folder. */
async function play(project: Project, tarball: string, work: string, here: Output): Promise<{ report: Report; notRun?: string }> {
  const report = new Report(project.name);
  const folder = join(work, project.name.replaceAll(/\W/g, '-'));
  mkdirSync(folder);
  try {
    await install(project, tarball, folder, report);
    await bindings(project, folder, report);
    const out = outputOf(join(folder, 'cdktf.out'));
    const other = project === FORK ? differing(ofAnyVersion(here), ofAnyVersion(out)) : differing(here, out);
    report.check(`${Object.keys(here).length} files, byte for byte those of this repository`, other.length === 0, other);
  } catch (error) {
    if (error instanceof NotRun) return { report, notRun: `${project.name}: NOT RUN, ${error.message}` };
    report.crash(error);
  }
  return { report };
}

function synthesizeHere(outdir: string): Output {
  mkdirSync(outdir);
  const app = new App({ outdir });
  build(app);
  app.synth();
  return outputOf(outdir);
}

async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'continuity-pack-'));
  try {
    const own = new Report('tarball');
    const tarball = await pack(work, own);
    const here = synthesizeHere(join(work, 'here'));
    const judged = judge(tarball, own);
    await askRegistry(work);
    const played = await inTurn(PROJECTS, 2, (project) => play(project, tarball, work, here));
    await judged;
    const counts = [own, ...played.map(({ report }) => report)].map((report) => report.counts);
    const notRun = played.flatMap((one) => one.notRun ?? []);
    for (const line of [...counts.flatMap((c) => c.failures.map((failure) => `FAILED ${failure}`)), ...notRun]) console.log(line);
    const [passed, failed] = (['passed', 'failed'] as const).map((key) => counts.reduce((sum, c) => sum + c[key], 0));
    console.log(`${passed} passed, ${failed} failed, ${notRun.length} skipped`);
    process.exitCode = failed ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

void main();
