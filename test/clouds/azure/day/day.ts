import { App } from 'cdktf';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { run } from '../../../../lib/cli/cli';
import '../../../support/synth';
import type { Io } from '../../../../lib/cli/io';
import type { Manifest } from '../../../../lib/reports/manifest';
import type { Situation } from '../../../../lib/situation/schema';
import { parseSituation } from '../../../../lib/situation/text';
import type { Action } from '../../../../lib/words/actions';
import { PROVIDER_LOCK } from '../../../../lib/words/lock-file';
import { build, GROUPS, STATES, ZONE } from './app';
import { SUBSCRIPTION } from './arm';
import { azOf } from './az';
import { changes } from './died';
import { Door, type Ended, type Program } from './door';
import { SERVICES } from './services';
import { curl } from './services/traffic';
import { terraformOf } from './terraform';
import { CALLER, World } from './world';

/** Time passes with each call here, so that nothing comes later: a check is tried once, however long that takes. */
const ONCE = { every: 60, timeout: 60 };
/** Whoever sleeps more often waits for what never comes, and is ended as its limit would end it. */
const SLEEPS = 20;

/** An app of a day. */
export interface Declared {
  readonly build: (app: App) => unknown;
  /** The account of states of each region. */
  readonly states: Readonly<Record<string, string>>;
  /** What else is there before. */
  readonly there?: (world: World) => void;
}

/** A day: a world, an app in it, and the product's own command line. */
export class Day {
  readonly world: World;
  /** What the last command said. */
  said = '';
  /** Every call of `az`, those of days that went their own way from it among them. */
  readonly called: (readonly string[])[];
  /** The runner dies behind so many calls of `az` that change something: what it calls from there on is not answered. */
  dies = Infinity;
  private readonly names: Map<string, Readonly<Record<string, string>>>;
  private readonly folder = mkdtempSync(join(tmpdir(), 'azure-day-'));
  private readonly out = join(this.folder, 'cdktf.out');
  private readonly situationFile = join(this.folder, 'situation.json');
  private readonly door: Door;
  private sleeps = 0;
  private synthesized = '';

  constructor(
    from?: Day,
    /** What answers for `az`. @default the world itself */
    az: (world: World) => Program = (world) => azOf(world, SERVICES),
    /** What is declared, and where its states are kept. @default the shop of `app.ts` */
    private readonly app: Declared = { build, states: STATES },
  ) {
    this.world = from?.world.copy() ?? new World(SERVICES);
    this.names = new Map(from?.names);
    this.called = from?.called ?? [];
    if (from) this.takes(from);
    else {
      exists(this.world, app.states);
      app.there?.(this.world);
    }
    const calling =
      (name: string, program: Program): Program =>
      (words, from): Ended | Promise<Ended> => {
        this.world.program = name;
        return name === 'az' ? this.asks(program, words, from) : program(words, from);
      };
    const programs: Readonly<Record<string, Program>> = {
      az: az(this.world),
      terraform: terraformOf(this.world, SERVICES),
      curl: (words): Ended => curl(this.world, words),
      sleep: (): Ended => {
        this.world.pass();
        return { code: (this.sleeps += 1) > SLEEPS ? 1 : 0 };
      },
    };
    this.door = new Door(
      this.folder,
      Object.fromEntries(Object.entries(programs).map(([name, program]) => [name, calling(name, program)])),
    );
  }

  /** The same day once more, as it is now, that goes its own way from here: with what of Azure does not happen in it. */
  fork(...broken: readonly string[]): Day {
    const fork = new Day(this, undefined, this.app);
    for (const one of broken) fork.world.broken.add(one);
    return fork;
  }

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
    this.app.build(app);
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
    const due = this.manifest.workloads[0]?.procedures.find((one) => one.due);
    return (due?.waves ?? []).flatMap(({ actions }) => actions).filter((one) => one.do === 'check' && !one.bestEffort);
  }

  /** The names that a component has at a site: of the generation that counts, else of the last one that did. */
  namesOf(component: string, site: string): Readonly<Record<string, string>> {
    const placement = this.manifest.workloads[0]?.placements.find((one) => one.component === component && one.site === site && one.current);
    const key = `${component} ${site}`;
    if (placement) this.names.set(key, placement.names);
    return this.names.get(key) ?? {};
  }

  /** What another day wrote, which says where it stands. */
  private takes({ folder, synthesized }: Day): void {
    cpSync(folder, this.folder, { recursive: true, filter: (name) => !/\/(?:bin|door|call-[^/]*)$/.test(name) });
    this.synthesized = synthesized;
    const path = join(this.out, 'continuity.json');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(basename(folder), basename(this.folder)));
  }

  private async asks(program: Program, words: readonly string[], from: string): Promise<Ended> {
    if (this.dies <= 0) return DEAD;
    this.called.push(words);
    const before = this.world.calls.length;
    const ended = await program(words, from);
    if (this.world.calls.slice(before).some(({ method }) => changes(method))) this.dies -= 1;
    return this.dies <= 0 ? DEAD : ended;
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
        ...process.env,
        PATH: `${this.door.bin}${delimiter}${process.env['PATH'] ?? ''}`,
        DAY_WORLD: this.folder,
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

/** What a shell is told of a program that was killed. */
const DEAD: Ended = { code: 137 };

/** What is not there at once never is. */
function hurried(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('do' in value)) return value;
  return 'every' in value ? { ...value, ...ONCE } : value;
}

/** What is there before the product is: groups, what states are kept in, and a zone. */
function exists(world: World, states: Declared['states']): void {
  const group = (name: string): string => `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`;
  const put = (id: string, type: string, more: Record<string, unknown> = {}): void =>
    void world.resources.set(id.toLowerCase(), { id, name: id.split('/').at(-1) as string, type, properties: {}, ...more });
  for (const name of GROUPS) put(group(name), 'Microsoft.Resources/resourceGroups', { location: 'germanywestcentral' });
  put(`${group('dns')}/providers/Microsoft.Network/dnsZones/${ZONE}`, 'Microsoft.Network/dnsZones', { location: 'global' });
  for (const [region, account] of Object.entries(states)) {
    put(`${group('certs')}/providers/Microsoft.KeyVault/vaults/certs-${region}`, 'Microsoft.KeyVault/vaults', { location: region });
    put(group(`state-${region}`), 'Microsoft.Resources/resourceGroups', { location: region });
    const id = `${group(`state-${region}`)}/providers/Microsoft.Storage/storageAccounts/${account}`;
    put(id, 'Microsoft.Storage/storageAccounts', { location: region });
    put(`${id}/blobServices/default`, 'Microsoft.Storage/storageAccounts/blobServices');
    put(`${id}/blobServices/default/containers/tfstate`, 'Microsoft.Storage/storageAccounts/blobServices/containers');
    put(`${id}/providers/Microsoft.Authorization/roleAssignments/states`, 'Microsoft.Authorization/roleAssignments', {
      properties: {
        scope: id,
        principalId: CALLER.principals[0],
        roleDefinitionName: 'Storage Blob Data Contributor',
        createdOn: '2026-01-01T00:00:00Z',
      },
    });
  }
}
