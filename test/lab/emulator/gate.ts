import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeRequest, type Signed } from './request';

/** What a killed region does: `hang` accepts and never answers, `refuse` closes the connection at once. */
export type Death = 'hang' | 'refuse';

/** One request as the gate saw it. */
export interface GateRequest extends Signed {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether the client got an answer; false while it waits, and for ever if its region died. */
  answered: boolean;
}

/** Called for a request; may kill a region or a process, and is awaited. */
export type GateHook = (request: GateRequest) => void | Promise<void>;

interface Held {
  readonly region: string;
  readonly socket: http.IncomingMessage['socket'];
}

/**
 * The way to AWS of everything under test: it forwards to the emulator, and can kill a region.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html (credential scope)
 */
export class Gate {
  private readonly server: http.Server;
  private readonly agent = new http.Agent({ keepAlive: false });
  private readonly dead = new Map<string, Death>();
  private readonly hooks = { seen: new Set<GateHook>(), performed: new Set<GateHook>() };
  private held: Held[] = [];
  private log: GateRequest[] = [];

  private constructor(private readonly target: URL) {
    this.server = http.createServer((req, res) => this.receive(req, res));
    // A dead region must not even say "100 Continue": the S3 client waits for it before it sends a body.
    this.server.on('checkContinue', (req: http.IncomingMessage, res: http.ServerResponse) => this.receive(req, res, true));
    this.server.keepAliveTimeout = 60_000;
    this.server.requestTimeout = 0;
  }

  /** Opens a gate on a free loopback port in front of `target` (the emulator's own address). */
  static async open(target: string): Promise<Gate> {
    const gate = new Gate(new URL(target));
    await new Promise<void>((done, fail) => gate.server.once('error', fail).listen(0, '127.0.0.1', done));
    return gate;
  }

  /** The address to give to Terraform, the runner and the CLI. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The regions that are dead now. */
  get killed(): readonly string[] {
    return [...this.dead.keys()].sort();
  }

  /** Kills a region: its next requests, and answers on their way, are lost. Requests that were hanging stay so. */
  kill(region: string, how: Death = 'hang'): void {
    this.dead.set(region, how);
  }

  /** Brings a region back; connections that hung are closed, as after a real outage, and clients try again. */
  revive(region: string): void {
    this.dead.delete(region);
    this.held.filter((h) => h.region === region).forEach((h) => h.socket.destroy());
    this.held = this.held.filter((h) => h.region !== region);
  }

  /** Everything that was asked, in order of arrival. */
  requests(): readonly GateRequest[] {
    return this.log;
  }

  /** How many requests were for this region (answered or not). */
  count(region: string): number {
    return this.log.filter((r) => r.region === region).length;
  }

  /** How many callers wait for an answer of a dead region that will not come. */
  waiting(region: string): number {
    return this.held.filter((one) => one.region === region && !one.socket.destroyed).length;
  }

  /** Requests by region: `{ 'eu-west-3': 12, 'us-east-1': 4 }`. */
  countByRegion(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { region } of this.log) counts[region] = (counts[region] ?? 0) + 1;
    return counts;
  }

  /** Forgets the requests seen so far; dead regions stay dead. */
  reset(): void {
    this.log = [];
  }

  /** `fn` runs before a request is forwarded: a region killed in it loses that very request. Returns how to stop. */
  onRequest(fn: GateHook): () => void {
    this.hooks.seen.add(fn);
    return () => this.hooks.seen.delete(fn);
  }

  /** `fn` runs when the emulator has done what was asked and before the client hears of it. Returns how to stop. */
  onPerformed(fn: GateHook): () => void {
    this.hooks.performed.add(fn);
    return () => this.hooks.performed.delete(fn);
  }

  /** Closes the gate and every connection. */
  async close(): Promise<void> {
    this.held = [];
    const closed = new Promise<void>((done) => this.server.close(() => done()));
    this.server.closeAllConnections();
    this.agent.destroy();
    await closed;
  }

  private receive(req: http.IncomingMessage, res: http.ServerResponse, expects = false): void {
    req.on('error', () => res.destroy());
    this.pass(req, res, expects).catch(() => res.destroy());
  }

  private async pass(req: http.IncomingMessage, res: http.ServerResponse, expects: boolean): Promise<void> {
    const { signed, head } = await describeRequest(req, (region) => this.dead.has(region));
    const entry: GateRequest = { ...signed, at: Date.now(), answered: false };
    this.log.push(entry);
    for (const hook of this.hooks.seen) await hook(entry);
    if (this.lose(entry.region, req)) return;
    if (expects) res.writeContinue();
    this.forward(req, res, head, entry);
  }

  private forward(req: http.IncomingMessage, res: http.ServerResponse, head: Buffer | undefined, entry: GateRequest): void {
    const headers = req.rawHeaders.flatMap((name, i) =>
      i % 2 || name.toLowerCase() === 'expect' ? [] : [name, req.rawHeaders[i + 1] ?? ''],
    );
    const up = http.request({
      host: this.target.hostname,
      port: this.target.port,
      method: req.method,
      path: req.url,
      headers,
      agent: this.agent,
      setHost: false,
    });
    up.on('error', () => res.destroy());
    up.on('response', (answer) => void this.answer(req, res, answer, entry).catch(() => res.destroy()));
    if (head) up.end(head);
    else req.pipe(up);
  }

  private async answer(
    req: http.IncomingMessage,
    res: http.ServerResponse,
    answer: http.IncomingMessage,
    entry: GateRequest,
  ): Promise<void> {
    for (const hook of this.hooks.performed) await hook(entry);
    if (this.lose(entry.region, req)) return void answer.resume();
    res.writeHead(
      answer.statusCode ?? 502,
      answer.rawHeaders.reduce<[string, string][]>((all, name, i, raw) => (i % 2 ? all : [...all, [name, raw[i + 1] ?? '']]), []).flat(),
    );
    answer.pipe(res);
    res.once('finish', () => {
      entry.answered = true;
    });
  }

  /** True when the region of the request is dead, and the request was therefore lost. */
  private lose(region: string, req: http.IncomingMessage): boolean {
    const death = this.dead.get(region);
    if (!death) return false;
    if (death === 'refuse') req.socket.destroy();
    else this.held.push({ region, socket: req.socket });
    return true;
  }
}
