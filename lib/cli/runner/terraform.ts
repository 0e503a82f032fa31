import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ContinuityError } from '../../words/errors';
import { processOf } from './alive';
import { digest, runChild, tail, type Outcome } from './child';
import type { ApplyContext } from './context';
import { Interrupted } from './failure';
import { moveArguments } from '../../words/actions';
import { OLDEST_TERRAFORM } from '../../words/version';
import type { Io } from '../io';

/** What the runner may ask of Terraform. */
export type Step = 'init' | 'plan' | 'show' | 'apply' | 'force-unlock' | 'state pull' | 'import' | 'untaint';

const NEEDS_INIT =
  /terraform init|Initialization required|Required plugins are not installed|Inconsistent dependency lock file|Module not installed/i;

/**
 * Seconds Terraform gets, once interrupted, to finish what it began and save its state. What only reads is not worth a wait, nor is
 * best effort: there a dead region may never answer.
 */
const grace = (step: Step, bestEffort: boolean): number => (bestEffort ? 30 : step === 'apply' || step === 'import' ? 600 : 60);

/** The program: Terraform, or what cdktf itself would use. */
export const terraformProgram = (io: Pick<Io, 'env'>): string => io.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** Where Terraform keeps what an init fetched for a stack. https://developer.hashicorp.com/terraform/cli/config/environment-variables#tf_data_dir */
export const dataDirectory = (io: Pick<Io, 'env'>, directory: string): string => resolve(directory, io.env.TF_DATA_DIR ?? '.terraform');

/** The version of Terraform. Throws `DR-RUN-01` where there is none or it is older than `OLDEST_TERRAFORM`. */
export async function refuseOldTerraform(io: Io): Promise<string> {
  const program = terraformProgram(io);
  const { stdout, said } = await runChild({
    run: [program, 'version', '-json'],
    cwd: io.cwd,
    env: io.env,
    timeout: 60,
    interrupt: io.interrupt,
  });
  const version = /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1];
  if (version !== undefined && isAtLeast(OLDEST_TERRAFORM, version)) return version;
  throw new ContinuityError({
    id: 'DR-RUN-01',
    what: version ? 'This Terraform is too old' : `\`${program}\` does not answer`,
    value: version ?? tail(said, 200),
    allowed: `${OLDEST_TERRAFORM} or newer`,
    fix: `install Terraform ${OLDEST_TERRAFORM} or newer, and put it first on the PATH`,
  });
}

/** Whether a version is of a later major, or of that minor of it, or a later one. What is no version is none. */
function isAtLeast(oldest: string, version: string): boolean {
  const [[least, leastMinor], [major, minor]] = [numbersOf(oldest), numbersOf(version)];
  return major > least || (major === least && minor >= leastMinor);
}

function numbersOf(version: string): readonly [major: number, minor: number] {
  const [major = 0, minor = 0] = version.split('.').map((n) => Number.parseInt(n, 10));
  return [major, minor];
}

/** Terraform in one stack's directory, each call in the journal before it is made. */
export class Terraform {
  private readonly deadline: number;
  private readonly logs: string;

  constructor(private readonly context: ApplyContext) {
    this.deadline = Date.now() + context.action.timeout * 1000;
    this.logs = context.journal.path.replace(/\.jsonl$/, '.logs');
    mkdirSync(this.logs, { recursive: true, mode: 0o700 });
  }

  /** Plans to a file, after an init where one is needed. Code 0: no changes; 2: changes; else it failed. */
  async plan(file: string): Promise<Outcome> {
    const targets = (this.context.action.targets ?? []).map((address) => `-target=${address}`);
    const args = ['plan', '-input=false', '-no-color', '-detailed-exitcode', `-out=${file}`, ...targets, ...this.move];
    if (!existsSync(dataDirectory(this.context.io, this.context.directory))) {
      const init = await this.init();
      if (init.code !== 0) return init;
    }
    const planned = await this.call('plan', args);
    if (planned.code === 0 || planned.code === 2 || !NEEDS_INIT.test(planned.said)) return planned;
    const init = await this.init();
    return init.code === 0 ? this.call('plan', args) : init;
  }

  private get move(): string[] {
    return moveArguments(this.context.action);
  }

  private init(): Promise<Outcome> {
    return this.call('init', ['init', '-input=false', '-no-color']);
  }

  /** The plan as JSON. It holds secrets: it is neither logged nor kept. */
  show(file: string): Promise<Outcome> {
    return this.call('show', ['show', '-json', '-no-color', file], false);
  }

  /** Applies exactly the plan in the file. */
  apply(file: string): Promise<Outcome> {
    return this.call('apply', ['apply', '-input=false', '-no-color', file]);
  }

  /** Breaks a lock. */
  forceUnlock(id: string): Promise<Outcome> {
    return this.call('force-unlock', ['force-unlock', '-force', id]);
  }

  /** The state. It holds secrets: it is neither logged nor kept. */
  statePull(): Promise<Outcome> {
    return this.call('state pull', ['state', 'pull'], false);
  }

  /** Takes something that exists into the state. */
  import(address: string, id: string): Promise<Outcome> {
    return this.call('import', ['import', '-input=false', '-no-color', ...this.move, address, id]);
  }

  /** Says that something which was interrupted is whole. */
  untaint(address: string): Promise<Outcome> {
    return this.call('untaint', ['untaint', '-no-color', address]);
  }

  private async call(step: Step, args: readonly string[], logged = true): Promise<Outcome> {
    const { io, journal, action, directory, stack } = this.context;
    if (io.interrupt.aborted) throw new Interrupted(`interrupted before terraform ${step}`);
    const log = logged
      ? join(
          this.logs,
          `${String(readdirSync(this.logs).length + 1).padStart(3, '0')}-${action.id}-${step}.log`.replaceAll(/[^\w.-]/g, '_'),
        )
      : undefined;
    const detail = step === 'import' || step === 'untaint' ? args.slice(2).join(' ') : '';
    const outcome = await runChild({
      run: [terraformProgram(io), ...args],
      cwd: directory,
      env: { ...stack.state.environment, ...io.env, TF_IN_AUTOMATION: '1', TF_INPUT: '0' },
      timeout: Math.max(5, (this.deadline - Date.now()) / 1000),
      interrupt: io.interrupt,
      grace: grace(step, action.bestEffort),
      ...(log === undefined ? {} : { log }),
      held: true,
      onStart: (pid) => journal.write({ is: 'step-begin', action: action.id, step, process: processOf(pid) }),
    });
    journal.write({
      is: 'step-end',
      action: action.id,
      step,
      ...(outcome.code === undefined ? {} : { code: outcome.code }),
      seconds: round(outcome.seconds),
      output: { sha256: digest(outcome.stdout), bytes: outcome.stdout.length, ...(logged ? { tail: tail(outcome.said, 1000) } : {}) },
      ...(detail ? { text: detail } : {}),
    });
    return outcome;
  }
}

/** To the tenth of a second. */
export const round = (seconds: number): number => Math.round(seconds * 10) / 10;
