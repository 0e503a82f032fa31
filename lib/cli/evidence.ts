import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { titleOf } from '../words/actions';
import { ContinuityError } from '../words/errors';
import { didYouMean } from '../words/nearest';
import type { Io } from './io';
import type { Project } from './project';
import type { RunShape } from './shapes';

/** What is read of a line of a journal: what the runner adds later is no reason not to show the rest. */
const line = z.looseObject({
  is: z.string(),
  at: z.string(),
  action: z.string().optional(),
  do: z.string().optional(),
  result: z.string().optional(),
  seconds: z.number().optional(),
  text: z.string().optional(),
  by: z.string().optional(),
  host: z.string().optional(),
  workload: z.string().optional(),
  transition: z.string().optional(),
  sequence: z.number().optional(),
  manifest: z.string().optional(),
  terraform: z.string().optional(),
});
type Line = z.infer<typeof line>;

const ENDING = '.jsonl';

/** Where journals are kept. */
export const journalFolder = (
  { situationPath }: Pick<Project, 'situationPath'>,
  given: string | undefined,
  { cwd }: Pick<Io, 'cwd'>,
): string => (given === undefined ? join(dirname(situationPath), 'continuity-journal') : resolve(cwd, given));

/** The names of the runs in a folder, by name. */
export const runsIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ENDING))
        .map((name) => name.slice(0, -ENDING.length))
        .sort()
    : [];

/** The run of this name, or of the beginning of its name where no other one begins so, with or without its ending. Throws `DR-CLI-08` where there is none. */
export function runNamed(folder: string, name: string, project: Project): RunShape {
  const known = runsIn(folder);
  const wanted = name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : name;
  const [found, ...others] = known.includes(wanted) ? [wanted] : known.filter((one) => one.startsWith(`${wanted}-`));
  if (found !== undefined && others.length === 0) return readRun(join(folder, `${found}${ENDING}`), project);
  throw new ContinuityError({
    id: 'DR-CLI-08',
    what: `There is no such run in ${folder}`,
    value: name,
    allowed: known.length > 0 ? known : 'none yet: continuity run writes them',
    fix: didYouMean(wanted, known, 'continuity history lists them; --journal names another folder'),
  });
}

/** What a journal says. Nothing is written, and what cannot be read is counted. */
export function readRun(path: string, project: Project): RunShape {
  const texts = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const lines = texts.map(parse).filter((one) => one !== undefined);
  const first = lines.find(({ is }) => is === 'run');
  const runs = runsOf(lines);
  const workload = first?.workload ?? '';
  const transition = first?.transition ?? '';
  return {
    name: path.slice(dirname(path).length + 1, -ENDING.length),
    journal: path,
    workload,
    transition,
    result: runs.at(-1)?.result ?? 'unfinished',
    seconds: Math.round(runs.reduce((sum, { seconds = 0 }) => sum + seconds, 0) * 10) / 10,
    torn: texts.length - lines.length,
    runs,
    steps: stepsOf(lines, titlesOf(project, workload, transition)),
  };
}

function parse(text: string): Line | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function runsOf(lines: readonly Line[]): RunShape['runs'] {
  const out: RunShape['runs'] = [];
  for (const { is, at, by = '', host = '', sequence = 0, manifest = '', terraform, result, seconds } of lines) {
    if (is === 'run') out.push({ at, by, host, sequence, manifest, ...(terraform ? { terraform } : {}), result: 'unfinished' });
    const last = out.at(-1);
    if (is === 'finish' && last) Object.assign(last, { result: result ?? 'unfinished', ...(seconds === undefined ? {} : { seconds }) });
  }
  return out;
}

/** Each action once, as it ended last. */
function stepsOf(lines: readonly Line[], titles: ReadonlyMap<string, string>): RunShape['steps'] {
  const steps = new Map<string, RunShape['steps'][number]>();
  let by = '';
  for (const { is, at, action, ...rest } of lines) {
    if (is === 'run') by = rest.by ?? '';
    if (action === undefined) continue;
    const known = steps.get(action);
    const title = titles.get(action);
    if (is === 'begin') {
      const tries = (known?.tries ?? 0) + 1;
      steps.set(action, { action, ...(title ? { title } : {}), do: rest.do ?? '', began: at, result: 'unfinished', by, tries });
    } else if (is === 'end' && known) {
      const { result = 'unfinished', seconds, text } = rest;
      Object.assign(known, { result, ...(seconds === undefined ? {} : { seconds }), ...(text ? { text } : {}) });
    }
  }
  return [...steps.values()];
}

function titlesOf({ manifest }: Project, workload: string, transition: string): ReadonlyMap<string, string> {
  const procedure = manifest.workloads.find(({ id }) => id === workload)?.procedures.find((one) => one.transition === transition);
  return new Map(procedure?.waves.flatMap(({ actions }) => actions.map((action) => [action.id, titleOf(action)] as const)));
}
