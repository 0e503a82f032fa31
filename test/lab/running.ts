import type { ChildProcess } from 'node:child_process';
import http2, { type ClientHttp2Session, type Http2Session } from 'node:http2';
import { connect } from 'node:net';
import { startProvider, type Attached } from './provider';

/** A provider that runs, and what it is at. */
export interface Running {
  readonly client: ClientHttp2Session;
  /** How Terraform would be told of it. */
  readonly attached: Attached;
  /** Calls that it has not answered. */
  calls: number;
  /** It was told to stop: it takes nothing new. */
  stopped: boolean;
  readonly process: ChildProcess;
  /** What it was configured with last, and who may still count on that. */
  config?: string;
  readonly users: Set<Http2Session>;
}

/** A schema of megabytes comes in one piece. */
const WINDOW = 1 << 24;

/** So many that nobody has are kept: another one costs a second, and each holds a hundred megabytes. */
const SPARE = 2;

/** The processes of a provider, of which each has one configuration at a time: as many as are needed at once. */
export class Pool {
  private readonly bound = new WeakMap<Http2Session, Running>();
  private running: Running[] = [];

  constructor(
    private readonly program: string,
    private readonly cwd: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** The one that the user configured; any of them before that, since what is asked then needs no configuration. */
  async of(user: Http2Session): Promise<Running> {
    return this.bound.get(user) ?? this.running.find(({ stopped }) => !stopped) ?? (await this.start());
  }

  /** One that is idle, and has that configuration already or none that anybody counts on: it is the user's from now on. */
  async configured(user: Http2Session, config: string): Promise<Running> {
    const idle = this.running.filter(({ stopped, calls }) => !stopped && calls === 0);
    const one = idle.find((free) => free.config === config) ?? idle.find(({ users }) => users.size === 0) ?? (await this.start());
    one.config = config;
    one.users.add(user);
    this.bound.set(user, one);
    return one;
  }

  /** Who was there is gone: what was stopped ends, and so do all that nobody has but a few. */
  left(user: Http2Session): void {
    for (const one of this.running) one.users.delete(user);
    const free = this.running.filter(({ users, calls }) => users.size === 0 && calls === 0);
    const kept = free.filter(({ stopped }) => !stopped).slice(0, SPARE);
    for (const one of free) if (!kept.includes(one)) this.end(one);
  }

  async start(): Promise<Running> {
    const [process, attached] = await startProvider(this.program, this.cwd, this.env);
    const path = Object.values(attached)[0]?.Addr.String as string;
    const client = http2.connect('http://provider', { createConnection: () => connect(path), settings: { initialWindowSize: WINDOW } });
    client.on('connect', () => client.setLocalWindowSize(WINDOW));
    client.on('error', () => undefined);
    const one: Running = { process, client, attached, calls: 0, users: new Set(), stopped: false };
    this.running.push(one);
    process.once('exit', () => this.end(one));
    return one;
  }

  /** Kills it. */
  end(one: Running): void {
    this.running = this.running.filter((other) => other !== one);
    one.process.kill('SIGKILL');
    one.client.destroy();
  }

  close(): void {
    for (const one of this.running) this.end(one);
  }
}
