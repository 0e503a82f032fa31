import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { Gate } from './gate';
import type { LabTools } from './environment';

/** What can be said about the emulated account. */
export interface EmulatorOptions {
  /** @default '111122223333' */
  readonly account?: string;
  /** How long it may take to answer. @default 60_000 */
  readonly timeoutMs?: number;
}

/** What there is in an account that nobody made: policies that roles take, and no images, which nobody asks for and cost a second. */
const LOADED = { MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', MOTO_EC2_LOAD_DEFAULT_AMIS: 'false' };

/** The AWS emulator (moto's server with the patches of server.py) on a free loopback port. It dies with this process. */
export class Emulator {
  private constructor(
    readonly url: string,
    readonly account: string,
    readonly logFile: string,
    /** Stops it, and everything in it is gone. */
    readonly stop: () => Promise<void>,
  ) {}

  /** Starts it and waits until it answers. */
  static async start(tools: LabTools, options: EmulatorOptions = {}): Promise<Emulator> {
    const account = options.account ?? '111122223333';
    const logFile = path.join(mkdtempSync(path.join(os.tmpdir(), 'continuity-emulator-')), 'moto.log');
    const child = spawn(tools.python, [path.join(__dirname, 'server.py')], {
      stdio: ['pipe', 'pipe', 'pipe'], // its standard input is the life line: it exits when we do, even after SIGKILL
      env: { ...process.env, ...LOADED, MOTO_ACCOUNT_ID: account, LAB_DIE_WITH_PARENT: '1' },
    });
    child.stderr?.pipe(createWriteStream(logFile));
    const port = await firstPort(child, options.timeoutMs ?? 60_000, logFile);
    process.once('exit', () => child.kill('SIGKILL'));
    // One that is never stopped keeps nobody.
    child.unref();
    for (const pipe of [child.stdin, child.stdout, child.stderr] as unknown as { unref(): void }[]) pipe.unref();
    return new Emulator(`http://127.0.0.1:${port}`, account, logFile, () => stopped(child));
  }

  /**
   * Another one in which the same stands, and that goes its own way from now on. Nothing else may be asked of this one meanwhile; when the
   * first one is stopped, its copies end, too.
   */
  async copy(): Promise<Emulator> {
    const answer = await fetch(`${this.url}/lab/copy`, { method: 'POST' });
    const { port, pid } = (await answer.json()) as { port: number; pid: number };
    return new Emulator(`http://127.0.0.1:${port}`, this.account, this.logFile, async () => void process.kill(pid, 'SIGKILL'));
  }

  /** Empties every account and region. */
  async clear(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: 'POST' });
  }
}

/** An emulated AWS and the gate in front of it. */
export interface Lab {
  readonly emulator: Emulator;
  readonly gate: Gate;
  stop(): Promise<void>;
}

/** Those in which nothing was ever asked for, by account. */
const EMPTY = new Map<string, Promise<Emulator>>();

/** An emulator and its gate: a copy of one that is kept empty, since to start one is a second of computing. */
export async function startLab(tools: LabTools, options: EmulatorOptions = {}): Promise<Lab> {
  const account = options.account ?? '111122223333';
  const empty = EMPTY.get(account) ?? Emulator.start(tools, options);
  const copied = empty.then((one) => one.copy());
  // One after the other: nothing else may be asked of it while it is copied.
  EMPTY.set(
    account,
    copied.then(() => empty),
  );
  return labOf(await copied);
}

/** The same world once more, with a gate of its own at which every region lives. */
export const copyOf = async ({ emulator }: Lab): Promise<Lab> => labOf(await emulator.copy());

async function labOf(emulator: Emulator): Promise<Lab> {
  const gate = await Gate.open(emulator.url);
  return {
    emulator,
    gate,
    stop: async () => {
      await gate.close();
      await emulator.stop();
    },
  };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGKILL');
  await gone;
}

async function firstPort(child: ChildProcess, timeoutMs: number, logFile: string): Promise<number> {
  if (!child.stdout) throw new Error('the emulator has no standard output');
  const lines = readline.createInterface({ input: child.stdout });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  try {
    for await (const line of lines) return (JSON.parse(line) as { port: number }).port;
  } finally {
    clearTimeout(timer);
    child.stdout.resume();
  }
  throw new Error(`the emulator did not start within ${timeoutMs} ms; see ${logFile}`);
}
