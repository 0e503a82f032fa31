import { parseCommandString } from 'execa';
import { dirname } from 'node:path';
import { ContinuityError } from '../../words/errors';
import { record } from '../../situation/declare';
import type { Happening } from '../../situation/words';
import { stamp } from '../io';
import { changeSituation, refuseMoved } from '../situation-file';
import { measure } from './calls';
import { runChild, tail } from './child';
import type { ActionOf, Ended, RunContext } from './context';
import { Failure, Interrupted } from './failure';

/** Writes what happened into the situation file: only where everything it records went well. */
export async function runRecord(context: RunContext, action: ActionOf<'record'>): Promise<Ended> {
  const { project, workload, options, io } = context;
  const bad = action.record === 'lag' ? undefined : (action.after ?? []).find((id) => context.ended.get(id)?.result !== 'ok');
  if (bad !== undefined) return { result: 'skipped', text: `not recorded: ${bad} ${context.ended.get(bad)?.result ?? 'was not done'}` };
  const happening = happeningOf(context, action);
  const { before, after } = await changeSituation(project, (file) => {
    refuseMoved(file, project, workload);
    return record(file, happening, project.sides, { by: options.by, at: stamp(io) });
  });
  const moved = after.sequence === before.sequence ? '' : `The situation is at sequence ${after.sequence} now: commit it, and synthesize.`;
  return { result: 'ok', text: 'lag' in happening ? JSON.stringify(happening.lag) : moved };
}

function happeningOf({ procedure, ended, workload: { id } }: RunContext, action: ActionOf<'record'>): Happening {
  const { record } = action;
  const missing = (what: string): ContinuityError =>
    new ContinuityError({
      id: 'DR-RUN-06',
      what: `\`${action.id}\` has no ${what} to record`,
      allowed: `an action with ${what}`,
      fix: `run the procedure "${procedure.title}" from its beginning`,
    });
  if (record === 'undone') return { record, workload: id };
  if (record === 'started' || record === 'completed' || record === 'standing') {
    if (!action.components?.length) throw missing('components');
    return { record, workload: id, components: action.components };
  }
  if (record === 'fenced') {
    if (!action.site) throw missing('site');
    return { record, workload: id, site: action.site };
  }
  const lag: Record<string, number> = {};
  for (const source of action.after ?? []) Object.assign(lag, ended.get(source)?.lag);
  const unmeasured = (action.components ?? []).filter((name) => lag[name] === undefined);
  if (Object.keys(lag).length === 0 || unmeasured.length > 0)
    throw missing(`measured lag${unmeasured.length > 0 ? ` of ${unmeasured.join(', ')}` : ''}`);
  return { record, workload: id, lag };
}

/** Asks who decides. */
export async function runDecide(context: RunContext, action: ActionOf<'decide'>): Promise<Ended> {
  const known = action.unless && (await measured(context, action.unless.run, action.timeout));
  if (action.unless && known !== undefined && known <= action.unless.atMost)
    return { result: 'ok', text: `${known}: nobody needs to be asked` };
  const seen = action.unless ? ` Measured: ${known ?? 'nothing'}.` : '';
  const yes = await ask(context, `${action.question}${seen} (${action.who} decides)`);
  if (!yes) throw new Failure(`${context.options.by} answered no`);
  return { result: 'ok', text: `yes, by ${context.options.by}` };
}

/** The number that a command prints, or undefined where it prints none: then a person is asked. */
async function measured({ io, project }: RunContext, run: readonly string[], timeout: number): Promise<number | undefined> {
  const outcome = await runChild({
    run,
    cwd: dirname(project.manifestPath),
    env: io.env,
    timeout: Math.min(60, timeout),
    interrupt: io.interrupt,
  });
  if (io.interrupt.aborted) throw new Interrupted('interrupted while measuring');
  return measure(outcome, 'a number');
}

/** Shows what a person has to do, and asks whether it is done. */
export async function runManual(context: RunContext, action: ActionOf<'manual'>): Promise<Ended> {
  context.progress.pause();
  context.io.out(`        ${action.text}\n`);
  if (!(await ask(context, 'Is it done?'))) throw new Failure(`${context.options.by} answered that it is not done`);
  return { result: 'ok', text: `done, says ${context.options.by}` };
}

/** A yes or a no: from `--yes`, or from the person at the terminal. */
export async function ask({ io, options, progress }: RunContext, question: string): Promise<boolean> {
  if (options.yes) return true;
  progress.pause();
  if (io.terminal) return io.confirm(question);
  throw new ContinuityError({
    id: 'DR-RUN-04',
    what: 'There is nobody to ask: this is not a terminal',
    value: question,
    allowed: 'a terminal, or --yes with --by NAME',
    fix: 'run it on a terminal, or add --yes --by NAME where the decision is made',
  });
}

/** Tells people. A notice that cannot be sent never stops a recovery. */
export async function runNotify({ io, project, options, progress }: RunContext, action: ActionOf<'notify'>): Promise<Ended> {
  progress.say(`to ${action.audience}: ${action.text}`);
  if (options.notifyCommand === undefined) return { result: 'ok', text: 'shown; no --notify-command' };
  const run = parseCommandString(options.notifyCommand);
  const outcome = await runChild({
    run,
    cwd: dirname(project.manifestPath),
    env: io.env,
    timeout: action.timeout,
    interrupt: io.interrupt,
    input: `${action.audience}: ${action.text}\n`,
  });
  if (outcome.code === 0) return { result: 'ok', text: 'sent' };
  return { result: 'skipped', text: `NOT SENT: ${tail(outcome.said, 200)}`, said: outcome.said };
}
