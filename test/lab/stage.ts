import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { App } from 'cdktf';
import type { Manifest } from '../../lib/reports/manifest';
import type { Situation } from '../../lib/situation/schema';
import { programOf } from '../support/program';
import { Dns } from './dns';
import { AwsClient } from './emulator/aws-client';
import { copyOf, startLab, type Lab } from './emulator/emulator';
import type { LabTools } from './emulator/environment';
import type { Answer } from './emulator/resolver';
import { overlay } from './overlay';
import { actionOf } from './permissions';
import { providerProgram } from './provider';
import { Providers } from './providers';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** What a stage is set for. */
export interface StageProps {
  readonly name: string;
  readonly tools: LabTools;
  readonly build: (app: App) => unknown;
  readonly stateBuckets: Readonly<Record<string, string>>;
  readonly zone?: string;
  readonly account?: string;
  readonly echo?: boolean;
}

const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

const ROOT = resolvePath(__dirname, '..', '..');

/** Half of what a plan costs here is the collection of garbage of processes that live for seconds. */
const FEWER_COLLECTIONS = { GOGC: 'off', GOMEMLIMIT: '1500MiB' };

/** One emulated world with one app in it: synthesizes, and drives the product's own command line and nothing else. */
export class Stage {
  /** Starts the world: state buckets and the DNS zone exist before the product does. */
  static async open(props: StageProps): Promise<Stage> {
    const stage = await Stage.over(await startLab(props.tools, { account: props.account ?? '111122223333' }), props);
    for (const [region, bucket] of Object.entries(props.stateBuckets))
      stage.aws(
        's3api',
        'create-bucket',
        '--region',
        region,
        '--bucket',
        bucket,
        '--create-bucket-configuration',
        `LocationConstraint=${region}`,
      );
    if (props.zone) stage.aws('route53', 'create-hosted-zone', '--name', props.zone, '--caller-reference', props.name);
    stage.lab.gate.reset();
    return stage;
  }

  private static async over(lab: Lab, props: StageProps): Promise<Stage> {
    const directory = mkdtempSync(join(os.tmpdir(), `lab-${props.name}-`));
    const stage = new Stage(props, lab, directory, await Dns.open(lab, props.zone, join(directory, 'bin')));
    stage.providers = await Providers.open(providerProgram(props.tools), join(directory, 'provider'), directory, stage.env, stage.types);
    lab.gate.onRequest((request) => void stage.actions.add(actionOf(request)));
    return stage;
  }

  /**
   * The same world once more, as it stands now, that goes its own way from here: what takes minutes to stand is made once for several
   * stories. Nothing may run meanwhile, and this one is closed last.
   */
  async copy(name: string): Promise<Stage> {
    const copy = await Stage.over(await copyOf(this.lab), { ...this.props, name });
    cpSync(this.directory, copy.directory, { recursive: true, filter: (from) => !/\/(bin|provider|stale|\.terraform)$/.test(from) });
    for (const action of this.actions) copy.actions.add(action);
    for (const type of this.types) copy.types.add(type);
    copy.synth();
    return copy;
  }

  /** The situation file. */
  readonly situationFile: string;
  /** The output of the synthesis. */
  readonly out: string;
  /** What was asked for since the stage is open, as the actions that allow it. */
  readonly actions = new Set<string>();
  /** Of all that was ever in a stack: its state may have it still. */
  private readonly types = new Set<string>();
  private readonly children = new Set<ChildProcess>();
  private providers: Providers | undefined;

  private constructor(
    private readonly props: StageProps,
    readonly lab: Lab,
    readonly directory: string,
    private readonly dns: Dns,
  ) {
    this.situationFile = join(directory, 'situation.json');
    this.out = join(directory, 'cdktf.out');
  }

  /** Synthesizes the app in the declared situation; with another build or folder where given. */
  synth(build = this.props.build, out = this.out, situation = this.situationFile): void {
    const app = new App({ outdir: out, stackTraces: false, context: { situation } });
    build(app);
    app.synth();
    for (const type of overlay(out, this.lab.gate.url)) this.types.add(type);
  }

  /** Keeps the output as it is now, for a stale pipeline to use later. */
  keep(name: string): string {
    const copy = join(this.directory, name);
    cpSync(this.out, copy, { recursive: true, filter: (from) => !from.includes('.terraform') });
    return copy;
  }

  /** `continuity declare …`, said by the lab, then synthesizes. */
  declare(...words: string[]): Promise<Ended> {
    return this.says('declare', ...words);
  }

  /** `continuity record …`, said by the lab, then synthesizes: what was done without the runner. */
  record(...words: string[]): Promise<Ended> {
    return this.says('record', ...words);
  }

  private async says(...words: string[]): Promise<Ended> {
    const ended = await this.tries(...words);
    if (ended.code !== 0) throw new Error(`${words.join(' ')}: ${ended.output}`);
    this.synth();
    return ended;
  }

  /** A declaration that may be refused: nothing is synthesized. */
  tries(...words: string[]): Promise<Ended> {
    return this.continuity(...words, '--by', 'lab', '--out', this.out, '--situation', this.situationFile);
  }

  /** `continuity run … --execute`. */
  run(workload: string, ...more: string[]): Promise<Ended> {
    return this.continuity(...this.runWords(workload, ...more));
  }

  /** The same, left running, so that it can be killed. */
  start(workload: string, ...more: string[]): ChildProcess {
    return this.spawn(process.execPath, [programOf(), ...this.runWords(workload, ...more)]);
  }

  /** From now on each call of Terraform starts its own provider, as it does elsewhere: what is initialized from now on installs one. */
  startsProviders(): void {
    this.providers?.close();
    this.providers = undefined;
  }

  private runWords(workload: string, ...more: string[]): string[] {
    return ['run', workload, '--execute', '--yes', '--by', 'lab', '--out', this.out, '--situation', this.situationFile, ...more];
  }

  /** The product's command line. */
  continuity(...words: string[]): Promise<Ended> {
    return this.finish(this.spawn(process.execPath, [programOf(), ...words]));
  }

  /** Terraform in a stack's directory, as a pipeline would run it. */
  terraform(stack: string, words: readonly string[], out = this.out): Promise<Ended> {
    return this.finish(this.spawn(this.props.tools.terraform, [...words], join(out, 'stacks', stack)));
  }

  /** A line of a shell, as somebody pastes it. What Terraform would ask is answered by yes. */
  shell(line: string): Promise<Ended> {
    return this.finish(this.spawn('sh', ['-c', `export TF_CLI_ARGS_apply=-auto-approve\n${line}`], this.directory));
  }

  /** `cdktf …` on the output, as a pipeline would. */
  cdktf(...words: string[]): Promise<Ended> {
    return this.finish(
      this.spawn(process.execPath, [join(ROOT, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf'), ...words, '--output', this.out]),
    );
  }

  /** What CloudWatch says of objects that wait for replication, in the region where S3 publishes it: that of the bucket that receives. */
  replicated(workload: string, component: string, from: string, to: string, pending: number): void {
    const bucketAt = (site: string): string =>
      this.manifest.workloads.find((w) => w.id === workload)?.placements.find((p) => p.component === component && p.site === site)?.names[
        'bucket'
      ] as string;
    this.aws(
      'cloudwatch',
      'put-metric-data',
      '--region',
      to.split(':')[1] as string,
      '--namespace',
      'AWS/S3',
      '--metric-name',
      'OperationsPendingReplication',
      '--dimensions',
      `SourceBucket=${bucketAt(from)},DestinationBucket=${bucketAt(to)},RuleId=continuity`,
      '--value',
      String(pending),
    );
  }

  /** Waits for the end of a child. */
  finish(child: ChildProcess): Promise<Ended> {
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (this.props.echo) process.stdout.write(chunk);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    return new Promise((done) => {
      child.on('close', (code) => {
        done({ code, output });
      });
    });
  }

  private spawn(command: string, words: readonly string[], cwd = ROOT): ChildProcess {
    const child = spawn(command, words, { cwd, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.children.add(child);
    return child;
  }

  /** What children see: the tools of the lab first, the emulator as AWS. */
  get env(): NodeJS.ProcessEnv {
    const { tools } = this.props;
    return {
      ...process.env,
      ...tools.terraformEnv,
      PATH: [join(this.directory, 'bin'), tools.bin, process.env['PATH']].join(':'),
      PYTHONPATH: join(__dirname, 'emulator', 'client'),
      AWS_ENDPOINT_URL: this.lab.gate.url,
      AWS_ACCESS_KEY_ID: 'lab',
      AWS_SECRET_ACCESS_KEY: 'lab',
      AWS_MAX_ATTEMPTS: '1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
      NO_COLOR: '1',
      ...(this.providers ? { TF_REATTACH_PROVIDERS: this.providers.attached } : {}),
      ...FEWER_COLLECTIONS,
    };
  }

  /** The AWS CLI, past the gate: what the lab itself does is no request of the product. */
  aws(...words: string[]): string {
    const { status, stdout, stderr } = spawnSync(this.props.tools.aws, words, {
      env: { ...this.env, AWS_ENDPOINT_URL: this.lab.emulator.url },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`aws ${words.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** A client of the emulator, past the gate. */
  get client(): AwsClient {
    return new AwsClient(this.lab.emulator.url);
  }

  /** The manifest of the last synthesis. */
  get manifest(): Manifest {
    return JSON.parse(readFileSync(join(this.out, 'continuity.json'), 'utf8')) as Manifest;
  }

  /** The situation, as written. */
  get situation(): Situation {
    return JSON.parse(readFileSync(this.situationFile, 'utf8')) as Situation;
  }

  /** What DNS answers. */
  answer(record: string): Promise<Answer> {
    return this.dns.answer(record);
  }

  /** What a user gets: the body of a page that is no error, or undefined. */
  browse(url: URL): Promise<string | undefined> {
    return this.dns.browse(url);
  }

  /** Ends the world and everything that still runs in it. */
  async close(): Promise<void> {
    for (const child of this.children) if (isAlive(child)) child.kill('SIGKILL');
    this.dns.close();
    this.startsProviders();
    await this.lab.stop();
  }
}
