import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { run } from '../../lib/cli/cli';
import type { Io } from '../../lib/cli/io';
import { situationText } from '../../lib/cli/situation-file';
import { actionSchema, type Action, type Procedure } from '../../lib/recovery/actions';
import type { Manifest, WorkloadManifest } from '../../lib/reports/manifest';
import { declare, type Declaration } from '../../lib/situation/declare';
import type { Situation } from '../../lib/situation/schema';
import { NORMAL, type Sides } from '../../lib/situation/situation';

export const PARIS = 'aws:eu-west-3';
export const FRANKFURT = 'aws:eu-central-1';
export const SIDES: readonly Sides[] = [{ workload: 'billing', sites: [PARIS, FRANKFURT] }];
export const DB = 'aws_db_instance.ledger';
export const BUCKET = 'aws_s3_bucket.invoices';

/** What the fake Terraform acts on. */
export interface World {
  version: string;
  wanted: Record<string, { type: string }>;
  exists: string[];
  state: string[];
  tainted: string[];
  lock: { id: string; who: string; created: string } | null;
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

/** The situation after these declarations, from normal. */
export function situationAfter(...declarations: Declaration[]): Situation {
  return declarations.reduce<Situation>((s, d, i) => declare(s, d, SIDES, `2026-11-21T03:1${i}:00Z`), NORMAL);
}

export const FAILED_OVER = (): Situation =>
  situationAfter({ op: 'lost', site: PARIS }, { op: 'failover', workload: 'billing', to: FRANKFURT, by: 'Ada' });

const siteAt = (key: string, active: boolean): WorkloadManifest['sites'][number] => {
  const [cloud = '', region = ''] = key.split(':');
  return { key, cloud, region, account: '111122223333', country: 'FR', role: active ? 'serving' : 'standby', active, needs: [] };
};

export function manifest(situation: Situation, procedures: Procedure[], over: Partial<WorkloadManifest> = {}): Manifest {
  const stack = {
    workload: 'billing',
    kind: 'site' as const,
    site: FRANKFURT,
    empty: false,
    marker: 0,
    state: { region: 'eu-central-1', key: 'x' },
    alive: [],
    stateful: [DB, BUCKET],
  };
  return {
    version: 1,
    generator: 'cdktf-continuity 0.1.0',
    sequence: situation.sequence,
    situationFile: 'situation.json',
    situation,
    workloads: [
      {
        id: 'billing',
        tier: 'hot',
        objectives: { rto: 3600, rpo: 900, mtpd: 28800, resumption: 7200, clock: 'incident', detection: 300, decision: 900 },
        sites: [siteAt(PARIS, true), siteAt(FRANKFURT, false)],
        situation: { active: PARIS, standby: FRANKFURT, base: PARIS, phase: 'normal' },
        components: [],
        placements: [],
        budget: { parts: [], rto: 2400, rpo: 300, worst: 'Ledger' },
        findings: [],
        procedures,
        ...over,
      },
    ],
    stacks: [
      { ...stack, id: 'billing-frankfurt', directory: 'stacks/billing-frankfurt', importIds: { [DB]: 'ledger-b', [BUCKET]: 'invoices-b' } },
      { ...stack, id: 'billing-paris', site: PARIS, withheld: 'aws:eu-west-3 is lost', importIds: {} },
    ],
    judge: { statefulTypes: ['aws_db_instance', 'aws_s3_bucket'] },
  };
}

/** A synthesized project in a directory of its own, with a Terraform first on its PATH. */
export class Lab {
  readonly dir = mkdtempSync(join(tmpdir(), 'continuity-test-'));
  readonly situationPath = join(this.dir, 'situation.json');
  readonly env: NodeJS.ProcessEnv;
  stdout = '';
  stderr = '';
  terminal = false;
  answers: boolean[] = [];
  now = (): Date => new Date();
  readonly interrupt = new AbortController();
  private readonly worldPath = join(this.dir, 'world.json');

  constructor(situation: Situation, procedures: Procedure[] = [], over: Partial<WorkloadManifest> = {}) {
    mkdirSync(join(this.dir, 'cdktf.out/stacks/billing-frankfurt'), { recursive: true });
    if (situation.sequence > 0) this.write(situation);
    this.synth(manifest(situation, procedures, over));
    const bin = join(this.dir, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'terraform'), `#!/bin/sh\nexec "${process.execPath}" "${resolve(__dirname, 'fake-terraform.cjs')}" "$@"\n`);
    chmodSync(join(bin, 'terraform'), 0o755);
    this.env = {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      FAKE_TF: this.worldPath,
      CONTINUITY_SITUATION: undefined,
      TERRAFORM_BINARY_NAME: undefined,
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

  write(situation: Situation): void {
    writeFileSync(this.situationPath, situationText(situation));
  }

  get situation(): Situation {
    return JSON.parse(readFileSync(this.situationPath, 'utf8')) as Situation;
  }

  get world(): World {
    return JSON.parse(readFileSync(this.worldPath, 'utf8')) as World;
  }

  set world(world: World) {
    writeFileSync(this.worldPath, JSON.stringify(world));
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

  get journalPath(): string {
    const folder = join(this.dir, 'continuity-journal');
    return join(folder, readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '');
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
      cwd: tmpdir(),
      terminal: this.terminal,
      columns: 90,
      colour: false,
      interrupt: this.interrupt.signal,
      out: (text) => (this.stdout += text),
      err: (text) => (this.stderr += text),
      now: () => this.now(),
      confirm: () => Promise.resolve(this.answers.shift() ?? false),
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
