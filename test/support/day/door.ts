import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { Socket } from 'node:net';
import { delimiter, join } from 'node:path';

/** How a call of a program ends. */
export interface Ended {
  readonly code: number;
  readonly out?: string;
  readonly err?: string;
}

/** What else a program is called with. */
export interface Beside {
  /** What it reads where it is told to (`--filename -`). */
  readonly input: string;
  /** Of whoever it calls in its turn. */
  readonly environment: NodeJS.ProcessEnv;
}

/** A program that a step calls: its words, and the directory it is called in. */
export type Program = (words: readonly string[], from: string, beside?: Beside) => Ended | Promise<Ended>;

/** A call that was answered. */
interface Answered {
  readonly call: string;
  readonly fd: number;
}
/** As many calls may be late in reading what they were answered. */
const LATE = 64;

/** Programs on a PATH that this process answers for: what they act on needs no file. */
export class Door {
  /** To be put first on a PATH. */
  readonly bin: string;
  private readonly socket: Socket;
  private readonly answered: Answered[] = [];

  constructor(
    /** Where calls meet this process; {@link environment} says so. */
    readonly folder: string,
    /** By their names. One that is called `step` is told whenever a shell of a step begins, with its words. */
    private readonly programs: Readonly<Record<string, Program>>,
  ) {
    this.bin = join(folder, 'bin');
    mkdirSync(this.bin, { recursive: true });
    for (const name of Object.keys(programs)) this.stands(name, 'program.sh');
    if (programs['step']) this.stands('sh', 'step.sh');
    const door = join(folder, 'door');
    const { status, stderr } = spawnSync('mkfifo', [door], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`mkfifo: ${stderr}`);
    // Written to, as well: it would end with its first writer.
    this.socket = new Socket({ fd: openSync(door, constants.O_RDWR | constants.O_NONBLOCK), readable: true, writable: false });
    let rest = '';
    this.socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const call of lines) void this.answer(call);
    });
  }

  /** Of whoever is to call here. */
  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, PATH: `${this.bin}${delimiter}${process.env['PATH'] ?? ''}`, DAY_WORLD: this.folder };
  }

  private stands(name: string, file: string): void {
    copyFileSync(join(__dirname, file), join(this.bin, name));
    chmodSync(join(this.bin, name), 0o755);
  }

  /** Ends it: whoever calls now waits for ever. */
  close(): void {
    this.socket.destroy();
    for (const one of this.answered) this.forget(one);
  }

  private forget({ call, fd }: Answered): void {
    closeSync(fd);
    rmSync(call);
  }

  private async answer(call: string): Promise<void> {
    const [name = '', from = '', ...words] = readFileSync(`${call}.words`, 'utf8').split('\0').slice(0, -1);
    const input = existsSync(`${call}.in`) ? readFileSync(`${call}.in`, 'utf8') : '';
    const { code, out = '', err = '' } = await this.ends(name, words, from, { input, environment: this.environment });
    writeFileSync(`${call}.out`, out);
    writeFileSync(`${call}.err`, err);
    // What is written is there as long as somebody has it open: whoever asked may be late, or was ended meanwhile.
    const fd = openSync(call, constants.O_RDWR | constants.O_NONBLOCK);
    writeSync(fd, `${code}\n`);
    this.answered.push({ call, fd });
    if (this.answered.length > LATE) this.forget(this.answered.shift() as Answered);
  }

  private async ends(name: string, words: readonly string[], from: string, beside: Beside): Promise<Ended> {
    try {
      return (await this.programs[name]?.(words, from, beside)) ?? { code: 127, err: `${name}: not found\n` };
    } catch (error) {
      return { code: 70, err: `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n` };
    }
  }
}
