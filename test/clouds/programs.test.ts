import { buildManifest } from '../../lib/reports/build-manifest';
import { programsFor } from '../../lib/reports/runbook-needs';
import type { RunbookSource } from '../../lib/reports/runbook-source';
import { NORMAL } from '../../lib/situation/facts';
import { linesOf, textsOf } from '../../lib/words/actions';
import { programsOf } from '../../lib/words/programs';
import { CLOUDS } from '../support/clouds';
import { declareApp, sheetsOf } from '../support/synth';

/** What steps of each cloud may call: its own command line, and what any system with a shell has; a test of the reader of shell texts, too. */
const OWN: Readonly<Record<string, string>> = { aws: 'aws', azure: 'az', oci: 'oci' };
const POSIX = ['cat', 'comm', 'cut', 'date', 'grep', 'sed', 'sh', 'sleep', 'sort', 'tail', 'tr', 'wc'];
const ANY = ['curl', 'mktemp', ...POSIX];

test.each(CLOUDS.map(({ name }) => name).filter((name) => name in OWN))('steps on %s call programs that exist', (name) => {
  const cloud = CLOUDS.find((one) => one.name === name)!;
  const { workload } = declareApp({ cloud, kinds: ['object-storage'], tier: 'hot' });
  const actions = sheetsOf(workload, NORMAL).flatMap(({ waves }) => waves.flatMap((wave) => wave.actions));
  const lines = actions.flatMap((action) => [...linesOf(action), ...(action.do === 'decide' && action.unless ? [action.unless.run] : [])]);
  const programs = [...new Set(lines.flatMap(programsOf))];
  expect(programs).toContain(OWN[name]);
  expect(programs.filter((program) => program !== OWN[name] && !ANY.includes(program))).toEqual([]);
});

test.each([
  ['aws', 'object-storage'],
  ['azure', 'file-storage'],
  ['oci', 'relational-database'],
] as const)('%s: what somebody is told on a sheet to call is at hand there, though no step of it calls it (%s)', (name, kind) => {
  const cloud = CLOUDS.find((one) => one.name === name)!;
  const { workload: declared } = declareApp({ cloud, kinds: ['network', kind], tier: 'hot' });
  declared.stacks[0]?.prepareStack();
  const reports = [declared.report([declared.sides])];
  const manifest = buildManifest({ situation: NORMAL, situationFile: 'situation.json', reports }, () => ({}));
  const [workload] = manifest.workloads;
  const own = OWN[name] as string;
  const told = workload!.procedures.filter(({ waves }) =>
    waves.some(({ actions }) => actions.some((action) => new RegExp(`\\b${own} [a-z]`).test(textsOf(action).join('\n')))),
  );
  expect(told.map(({ transition }) => transition)).toContain('restore');
  const source = { manifest, workload, stacks: [] } as unknown as RunbookSource;
  expect(told.filter((sheet) => !programsFor(source, sheet).includes(own))).toEqual([]);
});
