import { once } from 'node:events';
import http2, { type Http2Session, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { Pool, type Running } from './running';
import { ofTypes } from './schema-part';

/** What a provider answers to GetSchema, by its program: megabytes, asked for once. */
const SCHEMAS = new Map<string, Promise<Buffer>>();

/** https://github.com/hashicorp/terraform/blob/v1.11.4/docs/plugin-protocol/tfplugin5.8.proto (service Provider) */
const SERVICE = '/tfplugin5.Provider/';
/** What go-plugin says to a plugin beside that: https://github.com/hashicorp/go-plugin/tree/v1.6.3/internal/plugin */
const BESIDE = '/plugin.';

/**
 * The real provider, run by the lab and not by each call of Terraform: to start it three times, and to read the schema of all that AWS has, is nine
 * tenths of what a call costs. What Terraform hears of its schema is that of the types which some stack has; all else it says and is told passes
 * here as it is. A caller that dies in the middle of a call takes the process with it, as it does where it started it.
 */
export class Providers {
  /** Listens at a path, for stacks with those types: they may become more. */
  static async open(program: string, path: string, cwd: string, env: NodeJS.ProcessEnv, types: ReadonlySet<string>): Promise<Providers> {
    const pool = new Pool(program, cwd, env);
    const first = await pool.start();
    const schema = SCHEMAS.get(program) ?? schemaOf(first);
    SCHEMAS.set(program, schema);
    const providers = new Providers(pool, await schema, types, attachedAt(path, first));
    providers.server.listen(path);
    await once(providers.server, 'listening');
    return providers;
  }

  private readonly server = http2.createServer();
  private readonly sessions = new Set<Http2Session>();

  private constructor(
    private readonly pool: Pool,
    private readonly schema: Buffer,
    private readonly types: ReadonlySet<string>,
    /** What `TF_REATTACH_PROVIDERS` says. */
    readonly attached: string,
  ) {
    this.server.on('session', (session: Http2Session) => {
      this.sessions.add(session);
      session.on('error', () => undefined);
      session.on('close', () => {
        this.sessions.delete(session);
        pool.left(session);
      });
    });
    this.server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
      stream.on('error', () => undefined);
      this.answer(stream, headers).catch(() => stream.destroy());
    });
  }

  /** Ends all of them. */
  close(): void {
    for (const session of this.sessions) session.destroy();
    this.server.close();
    this.pool.close();
  }

  private async answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    const path = headers[':path'] as string;
    if (path.startsWith(BESIDE)) return besides(stream, path);
    const session = stream.session as Http2Session;
    const asked = await whole(stream);
    if (path === `${SERVICE}GetSchema`) return says(stream, ofTypes(this.schema, this.types));
    const configures = path === `${SERVICE}Configure`;
    const one = await (configures ? this.pool.configured(session, asked.toString('base64')) : this.pool.of(session));
    if (path === `${SERVICE}Stop`) one.stopped = true;
    this.forward(one, stream, headers, asked);
  }

  private forward(one: Running, stream: ServerHttp2Stream, headers: IncomingHttpHeaders, asked: Buffer): void {
    one.calls += 1;
    const call = one.client.request(headers);
    let trailers: IncomingHttpHeaders = {};
    call.on('response', (answer, flags) => {
      const endStream = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      stream.respond(answer, { endStream, waitForTrailers: !endStream });
    });
    call.on('trailers', (said: IncomingHttpHeaders) => (trailers = said));
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    call.on('data', (chunk: Buffer) => stream.write(chunk));
    call.on('end', () => stream.end());
    call.on('error', () => stream.destroy());
    call.on('close', () => (one.calls -= 1));
    stream.on('aborted', () => this.pool.end(one));
    call.end(asked);
  }
}

/** How Terraform is told of a provider, as if it listened at a path. */
const attachedAt = (path: string, { attached }: Running): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(attached).map(([source, one]) => [source, { ...one, Pid: process.pid, Addr: { Network: 'unix', String: path } }]),
    ),
  );

/** A message of gRPC begins with a flag and its length. https://github.com/grpc/grpc/blob/v1.71.0/doc/PROTOCOL-HTTP2.md (Length-Prefixed-Message) */
const FRAME = 5;
const GRPC = { 'content-type': 'application/grpc', te: 'trailers' };

async function schemaOf({ client }: Running): Promise<Buffer> {
  const call = client.request({ ':method': 'POST', ':path': `${SERVICE}GetSchema`, ...GRPC });
  call.end(framed(Buffer.alloc(0)));
  return (await whole(call)).subarray(FRAME);
}

async function whole(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function framed(message: Buffer): Buffer {
  const frame = Buffer.alloc(FRAME);
  frame.writeUInt32BE(message.length, 1);
  return Buffer.concat([frame, message]);
}

function says(stream: ServerHttp2Stream, message: Buffer): void {
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.respond({ ':status': 200, 'content-type': GRPC['content-type'] }, { waitForTrailers: true });
  stream.end(framed(message));
}

/** The broker has nothing to say; an end is no end of the provider. */
function besides(stream: ServerHttp2Stream, path: string): void {
  stream.resume();
  if (path.endsWith('/Shutdown')) says(stream, Buffer.alloc(0));
}
