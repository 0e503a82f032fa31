import { hostname } from 'node:os';
import { titleOf, type Action } from '../../words/actions';
import { refusalOf } from '../faults';
import { readSituation, refuseMoved } from '../situation-file';
import { applyStack } from './apply';
import { digest, tail } from './child';
import type { Ended, RunContext } from './context';
import { Failure, Interrupted } from './failure';
import type { Verdict } from './history';
import type { Output, Result } from './journal';
import { runCheck, runCommand, runFind } from './calls';
import { refuseUnlooked } from './line';
import { ask, runDecide, runManual, runNotify, runRecord } from './steps';
import { round } from './terraform';

/** What a run came to. */
export interface RunOutcome {
  readonly result: Result;
  /** The action it stopped at. */
  readonly stoppedAt?: Action;
  readonly why?: string;
  readonly said?: string;
  /** How long each action took, in this run or an earlier one. */
  readonly took: ReadonlyMap<string, number>;
}

/** Does the actions of a procedure, one after the other, and keeps the journal. */
export class Runner {
  private readonly took = new Map<string, number>();

  constructor(private readonly context: RunContext) {}

  /** Runs until the end, the first failure that counts, or the interrupt. */
  async run(): Promise<RunOutcome> {
    let n = 0;
    for (const wave of this.context.procedure.waves) {
      this.context.progress.wave(wave.name, wave.purpose);
      const refused = await refuseUnlooked(this.context, wave);
      if (refused) return { ...refused, took: this.took };
      for (const action of wave.actions) {
        const ended = await this.step(action, (n += 1));
        if (ended.result === 'interrupted' || (ended.result === 'failed' && !action.bestEffort)) {
          return { result: ended.result, stoppedAt: action, why: ended.text, said: ended.said ?? '', took: this.took };
        }
        if (this.context.io.interrupt.aborted)
          return { result: 'interrupted', stoppedAt: action, why: 'interrupted after it', took: this.took };
      }
    }
    return { result: 'ok', took: this.took };
  }

  private async step(action: Action, n: number): Promise<Ended> {
    const { progress, journal } = this.context;
    const verdict = await this.verdict(action);
    if (verdict === 'done') {
      const said: Ended = { result: 'ok', text: `said to be done by ${this.context.options.by}` };
      journal.write({ is: 'begin', action: action.id, do: action.do, pid: process.pid, host: hostname() });
      this.finish(action, said, 0);
      progress.end(n, titleOf(action), { ...said, usual: action.usual });
      return said;
    }
    if (verdict.go === 'skip') return this.skip(action, n, verdict.why);
    progress.begin(n, titleOf(action), action.usual);
    const began = performance.now();
    const outcome = await this.attempt(action);
    const seconds = round((performance.now() - began) / 1000);
    this.finish(action, outcome, seconds);
    progress.end(n, titleOf(action), { result: outcome.result, text: outcome.text, seconds, usual: action.usual });
    return outcome;
  }

  private skip(action: Action, n: number, why: string): Ended {
    const { progress, history, ended } = this.context;
    const past = history.of(action.id);
    const { lag, found } = past ?? {};
    ended.set(action.id, { result: past?.result ?? 'skipped', text: why, ...(lag ? { lag } : {}), ...(found ? { found } : {}) });
    if (past?.seconds !== undefined) this.took.set(action.id, past.seconds);
    progress.end(n, titleOf(action), { result: 'skipped', text: why, usual: action.usual });
    return { result: 'skipped', text: why };
  }

  private async verdict(action: Action): Promise<Exclude<Verdict, { go: 'ask' }> | 'done'> {
    const { history, project, options } = this.context;
    const verdict = history.verdict(action, project.digest, options.again);
    if (verdict.go !== 'ask') return verdict;
    if (options.done.includes(action.id)) return 'done';
    if (options.repeat.includes(action.id)) return { go: 'do' };
    const began = history.of(action.id)?.began ?? '';
    const question =
      `"${titleOf(action)}" was begun at ${began}, and nobody knows how it ended; twice may do harm. Look first (expected: ${action.expected}). ` +
      `Do it again? No counts it as done. (Without a terminal: --repeat ${action.id} or --done ${action.id})`;
    // A general --yes does not answer this one.
    return (await ask({ ...this.context, options: { ...options, yes: false } }, question)) ? { go: 'do' } : 'done';
  }

  private async attempt(action: Action): Promise<Ended> {
    const { journal, project, workload, io } = this.context;
    try {
      refuseMoved(readSituation(project), project, workload);
      const stack = action.do === 'apply' ? { stack: action.stack, ...(action.targets ? { part: true as const } : {}) } : {};
      journal.write({ is: 'begin', action: action.id, do: action.do, ...stack, pid: process.pid, host: hostname() });
      return await this.perform(action);
    } catch (error) {
      if (error instanceof Interrupted || io.interrupt.aborted) return { result: 'interrupted', text: (error as Error).message };
      if (error instanceof Failure) return { result: 'failed', text: error.message, said: error.said, unknown: error.unknown };
      const refusal = refusalOf(error);
      if (refusal) return { result: 'failed', text: refusal.message };
      // A fault of this program: the journal and the way on matter more now than a clean crash.
      return { result: 'failed', text: String(error), said: (error as Error).stack ?? '', unknown: true };
    }
  }

  private perform(action: Action): Promise<Ended> {
    switch (action.do) {
      case 'apply':
        return applyStack(this.context, action);
      case 'command':
        return runCommand(this.context, action);
      case 'check':
        return runCheck(this.context, action);
      case 'find':
        return runFind(this.context, action);
      case 'record':
        return runRecord(this.context, action);
      case 'decide':
        return runDecide(this.context, action);
      case 'notify':
        return runNotify(this.context, action);
      case 'manual':
        return runManual(this.context, action);
    }
  }

  private finish(action: Action, outcome: Ended, seconds: number): void {
    const { journal, ended } = this.context;
    ended.set(action.id, outcome);
    this.took.set(action.id, seconds);
    const { result, text, said, lag, found, unknown = false } = outcome;
    const output: Output | undefined =
      said === undefined ? undefined : { sha256: digest(said), bytes: said.length, tail: tail(said, action.do === 'apply' ? 1000 : 4000) };
    journal.write({
      is: 'end',
      action: action.id,
      result,
      seconds,
      text,
      ...(output ? { output } : {}),
      ...(lag ? { lag } : {}),
      ...(found ? { found: [...found] } : {}),
      ...(unknown ? { unknown } : {}),
    });
  }
}
