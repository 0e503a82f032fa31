import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from '../../words/actions';
import { runChild, tail, type Outcome } from './child';
import type { ActionOf, Asking, Ended, RunContext } from './context';
import { fits } from './fits';
import { Failure, Interrupted, howItFailed, isHopeless, refuseFailure } from './failure';
import { withSecrets, type Given } from './secrets';
import { turnsOf } from './turns';

/** A turn of a step: what is run, what it is given, and the seconds that are left. */
interface Calling<C extends Call> {
  readonly action: C;
  readonly run: readonly string[];
  readonly given: Given;
  /** Seconds until the step counts as failed. */
  left(): number;
}

/** Runs a command line: once, or once for each line of what it takes; the first one that fails stops it. */
export async function runCommand(context: RunContext, action: ActionOf<'command'>): Promise<Ended> {
  const lacking = action.after?.find((id) => context.ended.get(id)?.result !== 'ok');
  if (lacking !== undefined)
    return { result: 'skipped', text: `not run: ${lacking} ${context.ended.get(lacking)?.result ?? 'was not done'}` };
  return inTurn(context, action, async (turn) => {
    const outcome = await call(context, turn);
    refuseFailure(turn.run[0] ?? 'the command', outcome, context.io.interrupt);
    return { result: 'ok', text: '', said: outcome.said };
  });
}

/** Asks until the answer is the expected one, or the time is over. */
export const runCheck = (context: Asking, action: ActionOf<'check'>): Promise<Ended> =>
  inTurn(context, action, (turn) => look(context, turn));

/** Asks until there are as many lines as expected and each one fits, or waiting cannot help, or the time is over. */
export const runFind = (context: Asking, action: ActionOf<'find'>): Promise<Ended> =>
  inTurn(context, action, (turn) => search(context, turn));

/** Does a step turn by turn, within its limit. What stops in a later turn leaves open what the step did: the earlier ones were done. */
async function inTurn<C extends Call>(context: Asking, action: C, act: (turn: Calling<C>) => Promise<Ended>): Promise<Ended> {
  const until = Date.now() + action.timeout * 1000;
  const left = (): number => (until - Date.now()) / 1000;
  const turns = turnsOf(context, action);
  let all: Ended = { result: 'ok', text: '' };
  for (const [i, { run, secrets }] of turns.entries()) {
    if (context.io.interrupt.aborted) throw new Interrupted('interrupted between two lines of what was found');
    const place = turns.length === 1 ? '' : ` (line ${i + 1} of ${turns.length} that were found)`;
    try {
      const ended = await withSecrets(
        context,
        secrets,
        () => atLeast(left()),
        (given) => act({ action, run, given, left }),
      );
      all = together(all, { ...ended, text: `${ended.text}${ended.result === 'ok' ? '' : place}` });
    } catch (error) {
      if (error instanceof Failure) throw new Failure(`${error.message}${place}`, error.said, error.unknown || i > 0);
      throw error;
    }
    if (all.result !== 'ok') return all;
  }
  return turns.length === 1 ? all : { ...all, text: [`for ${turns.length} lines that were found`, all.text].filter(Boolean).join('. ') };
}

/** Two turns of a step as one: a lag is the greater one. */
function together(one: Ended, other: Ended): Ended {
  const lag = { ...one.lag };
  for (const [name, value] of Object.entries(other.lag ?? {})) lag[name] = Math.max(value, lag[name] ?? 0);
  const said = [one.said, other.said].filter((text) => text !== undefined);
  return {
    ...other,
    ...(said.length > 0 ? { said: said.join('') } : {}),
    ...(Object.keys(lag).length > 0 ? { lag } : {}),
  };
}

/** What a child gets, where hardly anything is left. */
const atLeast = (seconds: number): number => Math.max(0.1, seconds);

async function call({ io, project }: Asking, { action, run, given, left }: Calling<Call>): Promise<Outcome> {
  const outcome = await runChild({
    run,
    cwd: dirname(project.manifestPath),
    env: { ...io.env, ...action.as?.environment, ...given.env },
    timeout: atLeast(left()),
    interrupt: io.interrupt,
  });
  return { ...outcome, said: given.hide(outcome.said) };
}

async function look(context: Asking, turn: Calling<ActionOf<'check'>>): Promise<Ended> {
  const { matches, number } = turn.action.how;
  let lag: Record<string, number> | undefined;
  let before: string | undefined;
  for (let tries = 1; ; tries += 1) {
    const outcome = await call(context, turn);
    if (context.io.interrupt.aborted) throw new Interrupted('interrupted while checking');
    const answer = outcome.stdout.trim();
    const measured = measure(outcome, number);
    if (number !== undefined && measured !== undefined) lag = { [number]: measured };
    const seen = { said: outcome.said, last: outcome, ...(lag ? { lag } : {}) };
    const fit = outcome.code === 0 && fits(matches, answer);
    if (fit === true && (number === undefined || measured !== undefined)) {
      return { result: 'ok', text: number === undefined ? '' : `${number}: ${turn.given.hide(answer)}`, ...seen };
    }
    // A try that the limit cut off says nothing: the answer before it does.
    const answered = outcome.timedOut && before !== undefined ? before : tail(outcome.said, 200) || 'no answer';
    const said = fit === 'never' ? `${matches} does not come to an end with this answer` : answered;
    if (fit === 'never' || isHopeless(outcome) || turn.action.every >= turn.left())
      return { result: 'failed', text: `${after(tries)}: ${said}`, ...seen };
    before = said;
    context.progress?.waits(said, turn.left());
    await pause(turn.action.every, context.io.interrupt);
  }
}

async function search(context: Asking, turn: Calling<ActionOf<'find'>>): Promise<Ended> {
  let seen: Fault | undefined;
  for (let tries = 1; ; tries += 1) {
    const outcome = await call(context, turn);
    if (context.io.interrupt.aborted) throw new Interrupted('interrupted while finding');
    const { said } = outcome;
    const found = outcome.stdout
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    // A try that the limit cut off says nothing: the answer before it does.
    const fault: Fault | undefined = outcome.timedOut && seen ? seen : faultOf(turn.action, found, outcome);
    if (fault === undefined) return { result: 'ok', text: `found ${shown(found)}`, said, last: outcome, found };
    if (fault.isLast || turn.action.every >= turn.left())
      return { result: 'failed', text: `${after(tries)}: ${fault.why}`, said, last: outcome };
    seen = fault;
    context.progress?.waits(fault.why, turn.left());
    await pause(turn.action.every, context.io.interrupt);
  }
}

/** What is wrong with an answer, and whether waiting cannot help. */
interface Fault {
  readonly why: string;
  readonly isLast: boolean;
}

/** The fault of an answer; nothing where it is what was expected. */
function faultOf({ expects, matches }: ActionOf<'find'>, found: readonly string[], outcome: Outcome): Fault | undefined {
  if (outcome.code !== 0) return { why: tail(outcome.said, 200) || howItFailed(outcome), isLast: isHopeless(outcome) };
  if (found.length === 0) return { why: 'an empty answer', isLast: false };
  const answer = `it answered ${shown(found)}`;
  if (expects === 'one' && found.length > 1) return { why: `${found.length} lines where one is expected: ${answer}`, isLast: true };
  const odd = found.find((line) => fits(matches, line) !== true);
  return odd === undefined ? undefined : { why: `"${odd}" does not fit ${matches}: ${answer}`, isLast: false };
}

const shown = (lines: readonly string[]): string => tail(lines.join(', '), 200);
const after = (tries: number): string => `after ${tries} ${tries === 1 ? 'try' : 'tries'}`;

/** The number that a program printed, under a name; nothing where it printed none. */
export function measure({ code, stdout }: Outcome, name: string | undefined): number | undefined {
  const text = stdout.trim();
  if (name === undefined || code !== 0 || text === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

async function pause(seconds: number, interrupt: AbortSignal): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, { signal: interrupt });
  } catch {
    throw new Interrupted('interrupted while waiting');
  }
}
