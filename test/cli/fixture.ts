import { PROVIDER_LOCK } from '../../lib/words/lock-file';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { run } from '../../lib/cli/cli';
import type { Io } from '../../lib/cli/io';
import { actionSchema, type Action, type Procedure } from '../../lib/words/actions';
import type { Manifest, WorkloadManifest } from '../../lib/reports/manifest';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import type { Situation, Stamp } from '../../lib/situation/schema';
import { parseSituation, situationText } from '../../lib/situation/text';
import { stepsOf, take as takeOf, type Step } from '../support/history';
import { manifestOf } from '../support/manifest';

export const PARIS = 'aws:eu-west-3';
export const FRANKFURT = 'aws:eu-central-1';
export const MILAN = 'aws:eu-south-1';
export const STOCKHOLM = 'aws:eu-north-1';
export const BILLING: Sides = {
  workload: 'billing',
  sites: [PARIS, FRANKFURT],
  successors: [MILAN],
  components: [
    { id: 'Invoices', flip: 'symmetric' },
    { id: 'Ledger', flip: 'promote' },
  ],
};
/** Another workload, with no site in common. */
export const ORDERS: Sides = {
  workload: 'orders',
  sites: [STOCKHOLM, 'aws:eu-west-1'],
  successors: [],
  components: [{ id: 'Queue', flip: 'symmetric' }],
};
export const ALL = BILLING.components.map(({ id }) => id);
export const DB = 'aws_db_instance.ledger';
export const BUCKET = 'aws_s3_bucket.invoices';

/** A change of a plan, as far as the fake Terraform reads it. */
interface Change {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

/** What the fake Terraform acts on. */
export interface World {
  version: string;
  wanted: Record<string, { type: string }>;
  exists: string[];
  state: string[];
  tainted: string[];
  lock: { id: string; who: string; created: string; pid?: number } | null;
  applyMs?: number;
  changes?: unknown[];
  planError?: string;
}

/** An action with everything that a test does not care about filled in. */
export function action(props: Record<string, unknown> & { do: Action['do']; id: string }): Action {
  return actionSchema.parse({
    title: `do ${props.id}`,
    actor: 'runner',
    expected: 'it works',
    usual: 1,
    timeout: 5,
    onFailure: `look at ${props.id}`,
    repeatable: true,
    ...props,
  });
}

export const node = (script: string): string[] => [process.execPath, '-e', script];

export function procedure(actions: readonly Action[], over: Partial<Procedure> = {}): Procedure {
  return {
    transition: 'failover',
    workload: 'billing',
    title: 'Fail over to Frankfurt',
    due: true,
    declaration: [['continuity', 'declare', 'lost', PARIS]],
    needs: ['eu-central-1'],
    decides: 'the duty manager, within 15 minutes',
    estimate: 1200,
    waves: [{ name: 'Promote', purpose: 'the data becomes writable', actions: [...actions] }],
    ...over,
  };
}

/** A person, at a minute of the night. */
export const said = (minute = 0, by = 'Bob'): Stamp => ({ by, at: `2026-11-21T03:${String(minute).padStart(2, '0')}:00Z` });

/** The situation after one more step. */
export const take = (situation: Situation, step: Step, sides: readonly Sides[] = [BILLING], stamp = said(30)): Situation =>
  takeOf(situation, step, sides, stamp);

/** Every standby stands, and nothing was ever declared. */
export const standing = (sides: readonly Sides[] = [BILLING]): Situation =>
  sides.reduce<Situation>((now, one) => take(now, stepsOf(one).standing, sides, { by: 'Bob', at: '2026-11-20T08:00:00Z' }), NORMAL);

/** The situation after these steps of Bob's, from where everything stands. */
export function situationAfter(...steps: Step[]): Situation {
  return steps.reduce<Situation>((now, step, i) => take(now, step, [BILLING], said(i)), standing());
}

export const LOST: Step = { op: 'lost', site: PARIS };
export const FAILOVER: Step = { op: 'failover', workload: 'billing', to: FRANKFURT };
export const SWITCH: Step = { op: 'switch', workload: 'billing', to: FRANKFURT };
export const { started: STARTED, completed: COMPLETED } = stepsOf(BILLING);
export const FAILED_OVER = (): Situation => situationAfter(LOST, FAILOVER);

/** What a synthesis writes: billing has these procedures, other workloads have none. */
export function manifest(
  situation: Situation,
  procedures: Procedure[],
  over: Partial<WorkloadManifest> = {},
  sides: readonly Sides[] = [BILLING],
): Manifest {
  const plain: Partial<WorkloadManifest> = { budget: { parts: [], rto: 2400, rpo: 300, worst: 'Ledger' }, findings: [], procedures: [] };
  const stacks = {
    'billing-eu-central-1': {
      id: 'billing-frankfurt',
      directory: 'stacks/billing-frankfurt',
      stateful: [DB, BUCKET],
      importIds: { [DB]: 'ledger-b', [BUCKET]: 'invoices-b' },
    },
    'billing-eu-west-3': {
      id: 'billing-paris',
      directory: 'stacks/billing-paris',
      withheld: 'aws:eu-west-3 is lost',
      stateful: [DB, BUCKET],
    },
  };
  return manifestOf(
    situation,
    sides.map((one) =>
      one.workload === 'billing'
        ? { sides: one, over: { ...plain, procedures, ...over }, stacks }
        : { sides: one, over: plain, stacks: {} },
    ),
  );
}

/** A synthesized project in a directory of its own, with a Terraform first on its PATH. */
export class Lab {
  readonly dir = mkdtempSync(join(tmpdir(), 'continuity-test-'));
  readonly situationPath = join(this.dir, 'situation.json');
  readonly env: NodeJS.ProcessEnv;
  stdout = '';
  stderr = '';
  cwd = tmpdir();
  terminal = false;
  answers: boolean[] = [];
  /** What the person types. */
  typed: string[] = [];
  /** What was asked. */
  questions: string[] = [];
  now = (): Date => new Date();
  readonly interrupt = new AbortController();
  private readonly worldPath = join(this.dir, 'world');

  constructor(situation: Situation, procedures: Procedure[] = [], over: Partial<WorkloadManifest> = {}) {
    for (const stack of ['billing-frankfurt', 'billing-paris']) {
      mkdirSync(join(this.dir, 'cdktf.out/stacks', stack), { recursive: true });
      writeFileSync(join(this.dir, 'cdktf.out/stacks', stack, PROVIDER_LOCK), '');
    }
    if (situation !== NORMAL) this.write(situation);
    this.synth(manifest(situation, procedures, over));
    const bin = join(this.dir, 'bin');
    mkdirSync(bin);
    copyFileSync(resolve(__dirname, 'fake-terraform.sh'), join(bin, 'terraform'));
    chmodSync(join(bin, 'terraform'), 0o755);
    this.env = {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      FAKE_TF: this.worldPath,
      CONTINUITY_SITUATION: undefined,
      CONTINUITY_BY: 'Ada',
      TERRAFORM_BINARY_NAME: undefined,
      TF_PLUGIN_CACHE_DIR: bin,
    };
    this.world = {
      version: '1.11.4',
      wanted: { [DB]: { type: 'aws_db_instance' }, [BUCKET]: { type: 'aws_s3_bucket' } },
      exists: [],
      state: [],
      tainted: [],
      lock: null,
    };
  }

  synth(m: Manifest): void {
    writeFileSync(join(this.dir, 'cdktf.out/continuity.json'), JSON.stringify(m));
  }

  /** Changes the text of the manifest. */
  spoil(change: (text: string) => string): void {
    const path = join(this.dir, 'cdktf.out/continuity.json');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }

  /** Synthesizes from the file as it is now. */
  synthAgain(sides?: readonly Sides[], procedures: Procedure[] = []): void {
    this.synth(manifest(this.situation, procedures, {}, sides));
  }

  write(situation: Situation): void {
    writeFileSync(this.situationPath, situationText(situation));
  }

  get text(): string {
    return readFileSync(this.situationPath, 'utf8');
  }

  get situation(): Situation {
    return parseSituation(this.text, this.situationPath);
  }

  get world(): World {
    const lines = (name: string): string[] =>
      existsSync(this.file(name)) ? readFileSync(this.file(name), 'utf8').split('\n').filter(Boolean) : [];
    const [id = '', who = '', created = '', pid] = lines('lock');
    return {
      version: lines('version').join(''),
      wanted: Object.fromEntries(
        lines('wanted')
          .map((line) => line.split(' '))
          .map(([address = '', type = '']) => [address, { type }]),
      ),
      exists: lines('exists'),
      state: lines('state'),
      tainted: lines('tainted'),
      lock: id === '' ? null : { id, who, created, ...(pid === undefined ? {} : { pid: Number(pid) }) },
      applyMs: Number(lines('applySeconds').join('') || 0) * 1000,
    };
  }

  set world({ version, wanted, exists, state, tainted, lock, applyMs = 0, changes, planError }: World) {
    rmSync(this.worldPath, { recursive: true, force: true });
    mkdirSync(this.worldPath);
    const put = (name: string, lines: readonly unknown[]): void =>
      writeFileSync(this.file(name), lines.map((line) => `${String(line)}\n`).join(''));
    put('version', [version]);
    put(
      'wanted',
      Object.entries(wanted).map(([address, { type }]) => `${address} ${type}`),
    );
    for (const [name, lines] of Object.entries({ exists, state, tainted })) put(name, lines);
    put('applySeconds', [applyMs / 1000]);
    if (lock) put('lock', [lock.id, lock.who, lock.created, ...(lock.pid === undefined ? [] : [lock.pid])]);
    if (planError !== undefined) put('planError', [planError]);
    if (changes === undefined) return;
    put('changes', [JSON.stringify(changes)]);
    const made = (changes as Change[]).filter(({ change }) => change.actions[0] === 'create');
    put(
      'changes.create',
      made.map(({ address }) => address),
    );
  }

  private file(name: string): string {
    return join(this.worldPath, name);
  }

  /** The first words of each call of Terraform. */
  get calls(): string[] {
    const path = `${this.worldPath}.calls`;
    return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  }

  get verbs(): string[] {
    return this.calls.map((line) => line.split(' ')[0] ?? '').filter((verb) => verb !== 'version');
  }

  forgetCalls(): void {
    writeFileSync(`${this.worldPath}.calls`, '');
  }

  /** The names of the journals. */
  get journals(): string[] {
    return readdirSync(join(this.dir, 'continuity-journal')).filter((name) => name.endsWith('.jsonl'));
  }

  get journalPath(): string {
    return join(this.dir, 'continuity-journal', this.journals[0] ?? '');
  }

  get journal(): Record<string, unknown>[] {
    return readFileSync(this.journalPath, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  get io(): Io {
    return {
      env: this.env,
      cwd: this.cwd,
      terminal: this.terminal,
      columns: 90,
      colour: false,
      interrupt: this.interrupt.signal,
      out: (text) => (this.stdout += text),
      err: (text) => (this.stderr += text),
      now: () => this.now(),
      confirm: () => Promise.resolve(this.answers.shift() ?? false),
      prompt: (question) => {
        this.questions.push(question);
        return Promise.resolve(this.typed.shift() ?? '');
      },
    };
  }

  get arguments(): string[] {
    return ['--out', join(this.dir, 'cdktf.out')];
  }

  run(...argv: string[]): Promise<number> {
    this.stdout = '';
    this.stderr = '';
    return run([...argv, ...this.arguments], this.io);
  }

  execute(...argv: string[]): Promise<number> {
    return this.run('run', 'billing', '--execute', '--yes', '--by', 'Ada', ...argv);
  }
}
