import { dirname } from 'node:path';
import type { Doctor } from '../../words/doctor';
import { ANSWER_LIMIT } from '../../words/doctor';
import { ContinuityError } from '../../words/errors';
import { script } from '../../words/steps';
import { OLDEST_TERRAFORM } from '../../words/version';
import type { WorkloadManifest } from '../../reports/manifest';
import { behindOf } from '../behind';
import { runChild, type Outcome } from '../runner/child';
import type { Asking } from '../runner/context';
import { Interrupted } from '../runner/failure';
import { unknownProviders } from './providers';
import { refuseOldTerraform, terraformProgram } from '../runner/terraform';
import { oneLine, type Answer } from './verdict';

type Here = Pick<Asking, 'io' | 'project'>;
type Program = Doctor['programs'][number];

/** What is seen of the machine that would run, and the programs that are not on it, by the steps that call them. */
export interface Machine {
  readonly answers: readonly Answer[];
  readonly missing: ReadonlyMap<string, string>;
}

/** Looks at this machine: is the output that of the situation, is Terraform new enough, is each program here. */
export async function askMachine(here: Here, workload: WorkloadManifest): Promise<Machine> {
  const { programs = [], unseen = [] } = workload.doctor ?? {};
  const [terraform, ...seen] = await Promise.all([terraformHere(here), ...programs.map((one) => programHere(here, one))]);
  const absent = programs.filter((_, i) => seen[i]?.absent);
  return {
    answers: [
      ...situationHere(here, workload),
      terraform,
      providersHere(here, workload),
      ...seen.map(({ answer }) => answer),
      ...unseen.map((one, i): Answer => machine(`unseen-machine-${i}`, one.unseen, 'unseen', one.why)),
    ],
    missing: new Map(absent.flatMap(({ name, steps }) => steps.map((step) => [step, name] as const))),
  };
}

const machine = (id: string, title: string, verdict: Answer['verdict'], why: string, fix?: string): Answer => ({
  about: 'machine',
  id,
  title,
  verdict,
  why,
  ...(fix === undefined ? {} : { fix }),
});

/** What was synthesized is asked about; what was declared since is not. */
function situationHere({ project }: Here, workload: WorkloadManifest): Answer[] {
  const title = 'The output is that of the situation';
  const old = workload.doctor
    ? []
    : [
        machine(
          'questions',
          'Everything but this machine',
          'unseen',
          'an earlier version wrote the manifest: synthesize again, then ask again',
        ),
      ];
  try {
    const behind = behindOf(project, workload);
    const stale = behind?.is === 'stale' ? behind.why : undefined;
    const why = `STALE: ${stale}. What was declared since is not asked about: synthesize, then ask again`;
    return [machine('situation', title, stale === undefined ? 'ok' : 'unseen', stale === undefined ? '' : why), ...old];
  } catch (error) {
    if (!(error instanceof ContinuityError)) throw error;
    const { what, fix } = error.details;
    return [machine('situation', title, 'wrong', what, fix), ...old];
  }
}

async function terraformHere({ io }: Here): Promise<Answer> {
  const name = terraformProgram(io);
  const title = `${name} is ${OLDEST_TERRAFORM} or newer`;
  try {
    return machine('terraform', title, 'ok', await refuseOldTerraform(io));
  } catch (error) {
    if (!(error instanceof ContinuityError)) throw error;
    const { what, value, fix } = error.details;
    return machine('terraform', title, 'wrong', oneLine(`${what}: ${String(value)}`), fix);
  }
}

function providersHere(here: Here, workload: WorkloadManifest): Answer {
  const title = 'The providers of each stack are locked, and are here';
  const unknown = unknownProviders(here, workload);
  return unknown ? machine('providers', title, 'unseen', unknown.why, unknown.fix) : machine('providers', title, 'ok', '');
}

/** Where the shell finds a program. */
const WHERE = 'command -v "$1"';

async function programHere(
  here: Here,
  { name, version, matches = '[\\s\\S]*', fix, steps }: Program,
): Promise<{ answer: Answer; absent: boolean }> {
  const id = `program-${name}`;
  const title = `${name} is here`;
  const found = await run(here, script(WHERE, name));
  if (found.code !== 0)
    return { answer: machine(id, title, 'wrong', `${name} is not installed here, and ${called(steps)}`, fix), absent: true };
  if (!version) return { answer: machine(id, title, 'ok', `${found.stdout.trim()}; nobody says how it tells its version`), absent: false };
  const told = await run(here, version);
  const said = oneLine(told.said, 100);
  const fits = told.code === 0 && new RegExp(`^(?:${matches})$`).test(told.stdout.trim());
  const answer = fits ? machine(id, title, 'ok', shown(said)) : machine(id, title, 'wrong', `it answered: ${said || 'nothing'}`, fix);
  return { answer, absent: false };
}

/** The beginning of what a program says of its version; nothing where it was asked for something else. */
const shown = (said: string): string => (/^\d+$/.test(said) ? '' : said.split(' ').slice(0, 2).join(' '));

function called(steps: readonly string[]): string {
  const [first = '', ...more] = steps;
  return `${first}${more.length > 0 ? ` and ${more.length} more steps call` : ' calls'} it`;
}

async function run({ io, project }: Here, words: readonly string[]): Promise<Outcome> {
  const cwd = dirname(project.manifestPath);
  const outcome = await runChild({ run: words, cwd, env: io.env, timeout: ANSWER_LIMIT, interrupt: io.interrupt });
  if (io.interrupt.aborted) throw new Interrupted('interrupted while looking at this machine');
  return outcome;
}
