import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processOf } from '../../lib/cli/runner/alive';
import { ALL, BILLING, FAILOVER, LOST, Lab, ORDERS, STOCKHOLM, action, manifest, procedure, said, standing, take } from '../cli/fixture';
import type { Random } from '../walk/random';
import { programOf } from '../support/program';

/** What goes wrong in a round. */
export const SORTS = [
  'killed at a change of a file',
  'killed at a moment',
  'killed with its Terraform',
  'interrupted',
  'terminated',
  'the disk fills up',
  'one write is short',
  'several at once',
  'a declaration of others beside it',
  'a lock that was left',
  'a garbled journal',
] as const;
/** One of them. */
export type Sort = (typeof SORTS)[number];

/** How a process ended. */
interface Ended {
  readonly code: number | null;
  readonly said: string;
}

const BOTH = [BILLING, ORDERS];
const FAULT = resolve(__dirname, 'fault.cjs');
/** Runs after which a procedure that never ends is a fault. */
const MOST = 12;

/** One lab, one fault, and the way to the end. Gives what is wrong; nothing where all holds. */
export async function round(sort: Sort, random: Random, count: (what: string) => void): Promise<string[]> {
  const lab = labOf(random);
  try {
    return await new Round(lab, random, count).play(sort);
  } finally {
    rmSync(lab.dir, { recursive: true, force: true });
  }
}

/** A failover with two commands that may not be done twice, an apply between them, and a neighbour with a situation of its own. */
function labOf(random: Random): Lab {
  const now = [LOST, FAILOVER].reduce((before, step, i) => take(before, step, BOTH, said(i)), standing(BOTH));
  const lab = new Lab(now);
  const once = (id: string, more = {}) =>
    action({
      do: 'command',
      id,
      run: ['sh', '-c', 'sleep 0.03; printf x >> "$1"', 'sh', join(lab.dir, id)],
      endpoint: 'x',
      repeatable: false,
      ...more,
    });
  const actions = [
    action({ do: 'check', id: 'look', how: { run: ['echo', 'ok'], matches: 'ok' }, endpoint: 'x', every: 1, guards: true }),
    once('fence'),
    action({ do: 'record', id: 'record-started', record: 'started', components: ALL }),
    action({ do: 'apply', id: 'apply-b', stack: 'billing-frankfurt', timeout: 20, pointOfNoReturn: true }),
    once('promote', { pointOfNoReturn: true }),
    action({ do: 'record', id: 'record-completed', record: 'completed', components: ALL }),
    once('tell'),
  ];
  lab.synth(manifest(now, [procedure(actions)], {}, BOTH));
  lab.world = { ...lab.world, applyMs: 20 + random.below(120) };
  return lab;
}

class Round {
  private readonly faults: string[] = [];

  constructor(
    private readonly lab: Lab,
    private readonly random: Random,
    private readonly count: (what: string) => void,
  ) {}

  async play(sort: Sort): Promise<string[]> {
    this.count(sort);
    await this.strike(sort);
    await this.settle();
    this.look('after the fault');
    await this.goOn();
    return this.faults;
  }

  private async strike(sort: Sort): Promise<void> {
    const at = String(1 + this.random.below(70));
    switch (sort) {
      case 'killed at a change of a file':
        return void (await this.run({ FAULT_AT: at, FAULT_KIND: this.random.chance(0.5) ? 'kill' : 'kill half' }));
      case 'the disk fills up':
        return this.refused(await this.run({ FAULT_AT: at, FAULT_KIND: 'full' }));
      case 'one write is short':
        return this.refused(await this.run({ FAULT_AT: at, FAULT_KIND: 'short' }));
      case 'killed at a moment':
      case 'interrupted':
      case 'terminated':
      case 'killed with its Terraform':
        return this.signalled(sort);
      case 'several at once':
        return this.several();
      case 'a declaration of others beside it':
        return this.beside();
      case 'a lock that was left':
        return this.locked();
      case 'a garbled journal':
        return this.garbled();
    }
  }

  private async signalled(sort: Sort): Promise<void> {
    const child = this.start();
    const ended = endOf(child);
    await Promise.race([ended, sleep(250 + this.random.below(1100))]);
    child.kill(sort === 'interrupted' ? 'SIGINT' : sort === 'terminated' ? 'SIGTERM' : 'SIGKILL');
    const terraform = this.lab.world.lock?.pid;
    if (sort === 'killed with its Terraform' && terraform) kill(terraform);
    this.judge(await ended);
  }

  private async several(): Promise<void> {
    const all = await Promise.all(Array.from({ length: 2 + this.random.below(2) }, () => endOf(this.start())));
    all.forEach((ended) => this.judge(ended));
    if (!all.some(({ code }) => code === 0)) this.faults.push('of several at once none came to its end');
    if (all.some(({ code, said: text }) => code !== 0 && !/DR-SIT-08/.test(text)))
      this.faults.push(`several at once: ${all.map((one) => one.said).join('\n')}`);
  }

  private async beside(): Promise<void> {
    const run = endOf(this.start());
    await sleep(this.random.below(900));
    const declared = await endOf(this.start(['declare', 'lost', STOCKHOLM, '--by', 'Eve'], { CONTINUITY_BY: 'Eve' }));
    this.judge(await run);
    this.judge(declared);
    // Eve's word waits for Ada's: the manifest is older than what Ada recorded, or it is said.
    const isSaid = this.lab.situation.status[STOCKHOLM]?.is === 'lost';
    if (declared.code === 0 && !isSaid) this.faults.push(`what was declared beside the run is gone: ${declared.said}`);
  }

  /** A lock of some sort stands where the run wants it: one that is nobody's is taken over, any other one is said. */
  private async locked(): Promise<void> {
    const path = `${this.lab.situationPath}${this.random.chance(0.5) ? '.billing' : ''}.lock`;
    const dead = { pid: 2 ** 22 - 1, host: hostname() };
    const sorts: readonly (readonly [string, () => void, boolean])[] = [
      ['dead', () => writeFileSync(path, JSON.stringify(dead)), true],
      ['another boot', () => writeFileSync(path, JSON.stringify({ ...processOf(process.pid), boot: 'x' })), process.platform === 'linux'],
      ['living', () => writeFileSync(path, JSON.stringify(processOf(process.pid))), false],
      ['elsewhere', () => writeFileSync(path, JSON.stringify({ ...dead, host: 'elsewhere' })), false],
      ['null', () => writeFileSync(path, 'null'), false],
      ['folder', () => void mkdirSync(path), false],
      ['dangling', () => symlinkSync('/no/such/lock', path), false],
    ];
    const [name, make, isFree] = this.random.one(sorts);
    this.count(`lock: ${name}`);
    make();
    const ended = await this.run();
    if (isFree !== (ended.code === 0)) this.faults.push(`a lock (${name}): code ${ended.code}: ${ended.said}`);
    if (!isFree && !ended.said.includes('DR-SIT-08')) this.faults.push(`a lock (${name}) is not said: ${ended.said}`);
    rmSync(path, { recursive: true, force: true });
  }

  /** What stands in the middle of a journal is spoilt: the run stops, and does nothing. */
  private async garbled(): Promise<void> {
    await this.run({ FAULT_AT: String(20 + this.random.below(50)), FAULT_KIND: 'kill' });
    await this.settle();
    const path = this.journal;
    if (path === undefined) return;
    const kept = readFileSync(path, 'utf8');
    const lines = kept.split('\n');
    const at = this.random.below(Math.max(1, lines.length - 2));
    const spoils: readonly (readonly [string, string])[] = [
      ['emptied', ''],
      ['a line gone', lines.filter((_, i) => i !== at).join('\n')],
      ['a line garbled', lines.map((line, i) => (i === at ? line.slice(3) : line)).join('\n')],
      [
        'two lines joined',
        lines
          .map((line, i) => (i === at ? line : `${line}\n`))
          .join('')
          .trimEnd() + '\n',
      ],
      ['a line twice', lines.flatMap((line, i) => (i === at ? [line, line] : [line])).join('\n')],
    ];
    const [name, text] = this.random.one(spoils);
    if (lines.length < 4 && name !== 'emptied') return;
    this.count(`journal: ${name}`);
    writeFileSync(path, text);
    const [before, ended] = [this.marks, await this.run()];
    if (ended.code !== 1 || !ended.said.includes('DR-RUN-07'))
      this.faults.push(`a journal (${name}) is read: code ${ended.code}: ${ended.said}`);
    if (this.marks !== before) this.faults.push(`a journal (${name}): something was done`);
    writeFileSync(path, kept);
  }

  private get journal(): string | undefined {
    const folder = join(this.lab.dir, 'continuity-journal');
    const name = existsSync(folder) ? readdirSync(folder).find((one) => one.endsWith('.jsonl')) : undefined;
    return name && join(folder, name);
  }

  /** Runs again until it is done, and answers what is asked by what is so. */
  private async goOn(): Promise<void> {
    let answers: string[] = [];
    let last = '';
    for (let i = 0; i < MOST; i += 1) {
      if (this.faults.length > 0) return;
      const ended = await this.run({}, answers);
      last = ended.said;
      await this.settle();
      this.look('on the way');
      if (ended.code === 0) return this.arrived();
      const asked = /--repeat (\S+) or --done/.exec(ended.said)?.[1];
      answers = asked ? [this.done(asked) ? '--done' : '--repeat', asked] : [];
      if (asked) this.count('asked what became of a command');
    }
    this.faults.push(`it does not come to its end: ${last}`);
  }

  private arrived(): void {
    const { log } = this.lab.situation;
    const completed = log.filter(({ what }) => 'record' in what && what.record === 'completed').length;
    if (completed !== 1) this.faults.push(`completed is recorded ${completed} times`);
    for (const id of ['fence', 'promote', 'tell']) if (!this.done(id)) this.faults.push(`${id} was never done`);
    const { lock, state } = this.lab.world;
    if (lock || state.length !== 2) this.faults.push(`the state is not whole: ${JSON.stringify({ lock, state })}`);
    const left = readdirSync(this.lab.dir).filter((name) => /lock|taken-over/.test(name));
    if (left.length > 0) this.faults.push(`left behind: ${left.join()}`);
  }

  private done(id: string): boolean {
    return this.timesOf(id) > 0;
  }

  private timesOf(id: string): number {
    const path = join(this.lab.dir, id);
    return existsSync(path) ? readFileSync(path, 'utf8').length : 0;
  }

  private get marks(): string {
    return ['fence', 'promote', 'tell'].map((id) => this.timesOf(id)).join();
  }

  /** What holds at every moment. */
  private look(when: string): void {
    for (const id of ['fence', 'promote', 'tell'])
      if (this.timesOf(id) > 1) this.faults.push(`${when}: ${id} was done ${this.timesOf(id)} times`);
    try {
      void this.lab.situation;
    } catch (error) {
      this.faults.push(`${when}: the situation cannot be read: ${(error as Error).message}`);
    }
    if (this.lab.calls.some((line) => line.startsWith('BROKE'))) this.faults.push(`${when}: the lock of a living Terraform was broken`);
  }

  private async run(fault: Record<string, string> = {}, more: readonly string[] = []): Promise<Ended> {
    const ended = await endOf(this.start(['run', 'billing', '--execute', '--yes', '--by', 'Ada', ...more], fault));
    this.judge(ended);
    return ended;
  }

  private start(
    words: readonly string[] = ['run', 'billing', '--execute', '--yes', '--by', 'Ada'],
    env: Record<string, string> = {},
  ): ChildProcess {
    const preload = env['FAULT_AT'] ? ['--require', FAULT] : [];
    this.count('processes');
    return spawn(process.execPath, [...preload, programOf(), ...words, ...this.lab.arguments], {
      cwd: this.lab.dir,
      env: { ...this.lab.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Whatever happens, it is said in words. */
  private judge({ code, said: text }: Ended): void {
    if (/^\s+at .*:\d+:\d+\)?$/m.test(text)) this.faults.push(`a trace: ${text}`);
    if (code !== null && ![0, 1, 130].includes(code)) this.faults.push(`code ${code}: ${text}`);
  }

  private refused({ code, said: text }: Ended): void {
    if (code !== 0 && !/DR-(?:CLI-05|RUN-08|SIT-\d\d)/.test(text)) this.faults.push(`a full disk is not said: code ${code}: ${text}`);
  }

  /** What outlives the run ends: a command, a Terraform. */
  private async settle(): Promise<void> {
    await sleep(120);
    for (let i = 0; i < 100; i += 1) {
      const pid = this.lab.world.lock?.pid;
      if (pid === undefined || !isAlive(pid)) return;
      await sleep(50);
    }
  }
}

function endOf(child: ChildProcess): Promise<Ended> {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (more: Buffer) => (text += more.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, said: text })));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}
