import { hostname } from 'node:os';
import { join } from 'node:path';
import { ContinuityError } from '../words/errors';
import { inWords } from '../objectives/duration';
import { titleOf, type Action } from '../words/actions';
import type { Sides } from '../situation/facts';
import { View } from '../situation/view';
import { refuseNotDue, type Chosen } from './choose';
import { shellLine } from '../reports/shell-line';
import { behindOf } from './behind';
import { journalFolder } from './evidence';
import { tint, type Io } from './io';
import { withLock } from './lock';
import { planText } from './plan-text';
import type { CommonOptions, Project } from './project';
import type { RunContext, RunOptions } from './runner/context';
import { elsewhere } from './runner/elsewhere';
import { History } from './runner/history';
import { Journal } from './runner/journal';
import { journalName } from './runner/journal-name';
import { keepPlace } from './runner/journal-place';
import { Progress } from './runner/progress';
import { Runner, type RunOutcome } from './runner/runner';
import { refuseOldTerraform, round } from './runner/terraform';
import { lockOf, readSituation, refuseMoved } from './situation-file';
import { refuseNeedless, refuseNoCommand } from './run-refusals';
import { whoSays } from './who';

/** Options of `continuity run`. */
export interface RunCommandOptions extends CommonOptions {
  readonly transition?: string;
  readonly execute?: boolean;
  readonly yes?: boolean;
  readonly by?: string;
  readonly journal?: string;
  readonly again?: boolean;
  readonly resume?: boolean;
  readonly repeat?: readonly string[];
  readonly done?: readonly string[];
  readonly notifyCommand?: string;
  readonly terraform?: string;
}

/** Carries out the procedure that is due; without `--execute`, only says what it would do. */
export async function runProcedure(project: Project, chosen: Chosen, options: RunCommandOptions, io: Io): Promise<number> {
  if (!options.execute) return dryRun(project, chosen, options, io);
  refuseNotDue(chosen);
  refuseNoCommand(options.notifyCommand);
  if (options.yes && !options.by && !io.env['CONTINUITY_BY'])
    throw new ContinuityError({
      id: 'DR-RUN-04',
      what: '--yes answers for a person',
      value: 'no --by',
      allowed: '--yes with --by, or with CONTINUITY_BY in the environment',
      fix: "add --by 'Ada Lovelace': the journal says who decided",
    });
  const actions = chosen.procedure.waves.flatMap((wave) => wave.actions);
  const by = whoSays(options.by, io);
  refuseMoved(readSituation(project), project, chosen.workload);
  const needsTerraform = actions.some((action) => action.do === 'apply');
  const version = needsTerraform ? await refuseOldTerraform(io) : undefined;
  const path = journalPath(project, chosen, options, io);
  const lock = lockOf(project.situationPath, chosen.workload.id);
  return withLock(lock, { interrupt: io.interrupt }, () => execute(project, chosen, { ...options, by, path, version }, io));
}

/** What would be done. Of an output that is stale it is refused, as it is with `--execute`; what is not due, or done, has no command. */
function dryRun(project: Project, chosen: Chosen, options: RunCommandOptions, io: Io): number {
  const { workload, procedure } = chosen;
  if (procedure.due) refuseMoved(readSituation(project), project, workload);
  const isToDo = procedure.due && behindOf(project, workload) === undefined;
  io.out(planText(project, workload, [procedure], io));
  io.out(
    isToDo
      ? `\nDry run: nothing was done. To do it:\n  ${shellLine(commandAgain(chosen, options))}\n`
      : '\nDry run: nothing was done, and nothing of it is due.\n',
  );
  return 0;
}

/** Where the journal of a run is. */
export function journalPath(project: Project, chosen: Chosen, { journal }: RunCommandOptions, io: Io): string {
  const name = journalName(project.manifest.situation, sidesOf(project, chosen), chosen.procedure.transition);
  return join(journalFolder(project, journal, io), name);
}

const sidesOf = ({ sides }: Project, { workload }: Chosen): Sides => sides.find((one) => one.workload === workload.id) as Sides;

async function execute(
  project: Project,
  chosen: Chosen,
  options: RunCommandOptions & { by: string; path: string; version: string | undefined },
  io: Io,
): Promise<number> {
  const actions = chosen.procedure.waves.flatMap((wave) => wave.actions);
  keepPlace(options.path, journalFolder(project, undefined, io));
  const journal = new Journal(options.path, io.now);
  try {
    const history = new History(journal.earlier, actions, hasBegun(project, chosen, actions));
    const progress = new Progress(io, actions.length);
    const context: RunContext = {
      io,
      project,
      ...chosen,
      options: runOptions(options),
      journal,
      history,
      elsewhere: elsewhere(options.path, chosen.workload.id),
      progress,
      ended: new Map(),
    };
    refuseNeedless(history, options, shellLine(commandAgain(chosen, options)));
    open(context, options.version);
    const outcome = await new Runner(context).run();
    journal.write({ is: 'finish', result: outcome.result, seconds: round(progress.elapsed) });
    return close(context, outcome, shellLine(commandAgain(chosen, options)));
  } finally {
    journal.close();
  }
}

/** Whether the file says that the promotion begins, whoever ran it: the journal of another machine is not here. */
function hasBegun(project: Project, chosen: Chosen, actions: readonly Action[]): boolean {
  const started = new View(readSituation(project), sidesOf(project, chosen)).open?.started ?? [];
  const line = actions.find((action) => action.do === 'record' && action.record === 'started');
  return line?.do === 'record' && (line.components ?? []).every((component) => started.includes(component));
}

function runOptions(o: RunCommandOptions & { by: string }): RunOptions {
  const { yes = false, by, again = false, resume = false, repeat = [], done = [], notifyCommand } = o;
  return { yes, by, again, resume, repeat, done, ...(notifyCommand === undefined ? {} : { notifyCommand }) };
}

function open({ io, project, workload, procedure, journal, options }: RunContext, terraform: string | undefined): void {
  io.out(`${tint(io, 'strong', procedure.title)} (${workload.id}, sequence ${project.manifest.sequence}), run by ${options.by}\n`);
  io.out(`Journal: ${journal.path}\n`);
  if (journal.earlier.length > 0) io.out('An earlier run is in the journal: what ended well is not done again.\n');
  if (journal.torn !== undefined) io.out('The last line of the journal was torn: the runner was killed while it wrote.\n');
  journal.write({
    is: 'run',
    by: options.by,
    host: hostname(),
    pid: process.pid,
    workload: workload.id,
    transition: procedure.transition,
    sequence: project.manifest.sequence,
    manifest: project.digest,
    generator: project.manifest.generator,
    node: process.version,
    ...(terraform === undefined ? {} : { terraform }),
    ...(journal.torn === undefined ? {} : { torn: journal.torn }),
  });
}

function close(context: RunContext, outcome: RunOutcome, again: string): number {
  const { io, procedure, progress, journal } = context;
  io.out(`\n${durations(context, outcome)}`);
  if (outcome.result === 'ok') {
    io.out(
      `${tint(io, 'good', 'Done')} in ${inWords(progress.elapsed)} (estimate ${inWords(procedure.estimate)}). Evidence: ${journal.path}\n`,
    );
    return 0;
  }
  const at = outcome.stoppedAt;
  const title = at ? titleOf(at) : '';
  if (outcome.result === 'interrupted') {
    io.err(`Interrupted at "${title}". What was under way is in the journal. To go on from there:\n  ${again}\n`);
    return 130;
  }
  io.err(`${tint(io, 'bad', 'Stopped')} at "${title}" (${at?.id ?? ''}): ${outcome.why ?? ''}\n`);
  if (outcome.said) io.err(`${outcome.said}\n`);
  io.err(`What to do: ${at?.onFailure ?? ''}\nThen go on from there:\n  ${again}\n`);
  return 1;
}

/** The command line that does it, or goes on with it, complete. */
export function commandAgain({ workload, procedure }: Chosen, o: RunCommandOptions): string[] {
  const places = [
    ...(o.out === 'cdktf.out' ? [] : ['--out', o.out]),
    ...(o.situation ? ['--situation', o.situation] : []),
    ...(o.journal ? ['--journal', o.journal] : []),
    ...(o.terraform ? ['--terraform', o.terraform] : []),
  ];
  const people = [
    ...(o.yes ? ['--yes'] : []),
    ...(o.by ? ['--by', o.by] : []),
    ...(o.notifyCommand ? ['--notify-command', o.notifyCommand] : []),
  ];
  return ['continuity', 'run', workload.id, '--transition', procedure.transition, '--execute', ...places, ...people];
}

function durations({ procedure }: RunContext, { took }: RunOutcome): string {
  const lines = procedure.waves
    .flatMap((wave) => wave.actions)
    .filter((action) => took.has(action.id))
    .map(
      (action) => `  ${inWords(took.get(action.id) ?? 0).padStart(12)}  usually ${inWords(action.usual).padEnd(12)} ${titleOf(action)}\n`,
    );
  const total = [...took.values()].reduce((sum, n) => sum + n, 0);
  return `Measured:\n${lines.join('')}  ${inWords(total).padStart(12)}  in all\n\n`;
}
