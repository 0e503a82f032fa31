import { App } from 'cdktf';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from '../../../lib/cli/cli';
import '../synth';
import type { Io } from '../../../lib/cli/io';
import type { Manifest } from '../../../lib/reports/manifest';
import type { Situation } from '../../../lib/situation/schema';
import { parseSituation } from '../../../lib/situation/text';
import type { Action } from '../../../lib/words/actions';
import { PROVIDER_LOCK } from '../../../lib/words/lock-file';
import { Door, type Ended, type Program } from './door';
import type { DayWorld } from './world';

/** Time passes with each call here, so that nothing comes later: a check is tried once, however long that takes. */
const ONCE = { every: 60, timeout: 60 };
/** Whoever sleeps more often waits for what never comes, and is ended as its limit would end it. */
const SLEEPS = 20;

/** What a day is made of. */
interface Played<W> {
  readonly world: W;
  /** What is declared. */
  readonly build: (app: App) => unknown;
  /** What answers for the programs that steps call: but for `sleep`, with which time passes. */
  readonly programs: Readonly<Record<string, Program>>;
  /** Is told of each step that begins. @default nobody is */
  readonly begins?: (words: readonly string[]) => void;
}

/** A day: a world, an app in it, and the product's own command line. */
export abstract class PlayedDay<W extends DayWorld> {
  readonly world: W;
  /** What the last command said. */
  said = '';
  /** What steps call, on a PATH. */
  private readonly door: Door;
  /** How often whoever is called now slept. */
  private sleeps = 0;
  private readonly build: (app: App) => unknown;
  private readonly names: Map<string, Readonly<Record<string, string>>>;
  private readonly folder = mkdtempSync(join(tmpdir(), 'continuity-day-'));
  private readonly out = join(this.folder, 'cdktf.out');
  private readonly situationFile = join(this.folder, 'situation.json');
  private synthesized = '';

  constructor({ world, build, programs, begins }: Played<W>, from?: PlayedDay<W>) {
    this.world = world;
    this.build = build;
    this.names = new Map(from?.names);
    if (from) this.takes(from);
    const sleep = (): Ended => {
      world.pass();
      return { code: (this.sleeps += 1) > SLEEPS ? 1 : 0 };
    };
    const step = (words: readonly string[]): Ended => {
      this.sleeps = 0;
      begins?.(words);
      return { code: 0 };
    };
    const calling =
      (name: string, program: Program): Program =>
      (words, from, beside) => {
        world.program = name;
        return program(words, from, beside);
      };
    this.door = new Door(
      this.folder,
      Object.fromEntries(
        Object.entries({ ...programs, sleep, ...(begins ? { step } : {}) }).map(([name, program]) => [name, calling(name, program)]),
      ),
    );
  }

  /** The same day once more, as it is now, that goes its own way from here: with what of the cloud does not happen in it. */
  abstract fork(...broken: readonly string[]): PlayedDay<W>;

  /** Ends it. */
  close(): void {
    this.door.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Synthesizes the app in the situation as it is, unless that was done. */
  synth(): void {
    const situation = existsSync(this.situationFile) ? readFileSync(this.situationFile, 'utf8') : 'peace';
    if (this.synthesized === situation) return;
    this.synthesized = situation;
    const app = new App({ outdir: this.out, stackTraces: false, skipValidation: true, context: { situation: this.situationFile } });
    this.build(app);
    app.synth();
    for (const stack of readdirSync(join(this.out, 'stacks'))) writeFileSync(join(this.out, 'stacks', stack, PROVIDER_LOCK), '');
    const path = join(this.out, 'continuity.json');
    // As from a project of its own: a way from wherever these tests stand leads elsewhere.
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8'), hurried), situationFile: 'situation.json' }));
  }

  /** `continuity declare …`, which has to be taken. */
  async declare(...words: string[]): Promise<void> {
    if ((await this.continuity('declare', ...words, '--by', 'Ada')) !== 0) throw new Error(this.said);
  }

  /** A site is lost, by what answers and by what is declared, and the other one takes the role. */
  async lose(site: string, to: string): Promise<void> {
    this.world.down.add(site.slice(site.indexOf(':') + 1));
    await this.declare('lost', site);
    await this.declare('failover', 'shop', '--to', to);
  }

  /** Synthesizes, then `continuity run shop --execute`. */
  run(...words: string[]): Promise<number> {
    this.synth();
    return this.runs(...words);
  }

  /** The same of what was synthesized last. */
  runs(...words: string[]): Promise<number> {
    return this.continuity('run', 'shop', '--execute', '--yes', '--by', 'Ada', ...words);
  }

  get situation(): Situation {
    return parseSituation(readFileSync(this.situationFile, 'utf8'), this.situationFile);
  }

  get manifest(): Manifest {
    return JSON.parse(readFileSync(join(this.out, 'continuity.json'), 'utf8')) as Manifest;
  }

  /** The checks of what is due, those apart that stop nothing. */
  get checks(): readonly Action[] {
    return this.due.filter((one) => one.do === 'check' && !one.bestEffort);
  }

  /** The words of the commands of what is due. */
  get commands(): readonly (readonly string[])[] {
    return this.due.flatMap((one) => (one.do === 'command' ? [one.run] : []));
  }

  private get due(): readonly Action[] {
    const due = this.manifest.workloads[0]?.procedures.find((one) => one.due);
    return (due?.waves ?? []).flatMap(({ actions }) => actions);
  }

  /** The names that a component has at a site: of the generation that counts, else of the last one that did. */
  namesOf(component: string, site: string): Readonly<Record<string, string>> {
    const placement = this.manifest.workloads[0]?.placements.find((one) => one.component === component && one.site === site && one.current);
    const key = `${component} ${site}`;
    if (placement) this.names.set(key, placement.names);
    return this.names.get(key) ?? {};
  }

  /** What another day wrote, which says where it stands. */
  private takes({ folder, synthesized }: PlayedDay<W>): void {
    cpSync(folder, this.folder, { recursive: true, filter: (name) => !/\/(?:bin|door|call-[^/]*)$/.test(name) });
    this.synthesized = synthesized;
    const path = join(this.out, 'continuity.json');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(basename(folder), basename(this.folder)));
  }

  private continuity(...words: string[]): Promise<number> {
    this.said = '';
    this.sleeps = 0;
    return run([...words, '--out', this.out, '--situation', this.situationFile], this.io);
  }

  private get io(): Io {
    const say = (text: string): void => void (this.said += text);
    return {
      env: {
        ...this.door.environment,
        CONTINUITY_SITUATION: undefined,
        TERRAFORM_BINARY_NAME: undefined,
        TF_PLUGIN_CACHE_DIR: this.door.bin,
      },
      cwd: this.folder,
      terminal: false,
      columns: 90,
      colour: false,
      interrupt: new AbortController().signal,
      out: say,
      err: say,
      now: () => new Date(),
      confirm: () => Promise.resolve(false),
      prompt: () => Promise.resolve(''),
    };
  }
}

/** What is not there at once never is. */
function hurried(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('do' in value)) return value;
  return 'every' in value ? { ...value, ...ONCE } : value;
}
