import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pageAt, type World } from './emulator/load-balancer';
import { resolve, type Answer } from './emulator/resolver';

/** Names as Route 53 answers them, and load balancers as users reach them. */
export class Dns {
  /** Puts a `curl` into a folder that asks here. */
  static async open(world: World, zone: string | undefined, bin: string): Promise<Dns> {
    const dns = new Dns(world, zone);
    await new Promise<void>((done) => dns.server.listen(0, '127.0.0.1', done));
    const { port } = dns.server.address() as AddressInfo;
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'curl'),
      `#!${process.execPath}\nfetch('http://127.0.0.1:${port}/?url=' + encodeURIComponent(process.argv.at(-1))).then(async (r) => { console.log(await r.text()); process.exit(r.ok ? 0 : 22); });\n`,
    );
    chmodSync(join(bin, 'curl'), 0o755);
    return dns;
  }

  private readonly server: http.Server;

  private constructor(
    private readonly world: World,
    private readonly zone: string | undefined,
  ) {
    this.server = http.createServer((request, response) => {
      const url = new URL(new URL(request.url ?? '/', 'http://lab').searchParams.get('url') ?? 'http://none');
      this.browse(url).then(
        (body) => response.writeHead(body === undefined ? 503 : 200).end(body),
        () => response.writeHead(502).end(),
      );
    });
  }

  /** What DNS answers. */
  answer(record: string): Promise<Answer> {
    return resolve(this.world, { zone: this.zone as string, record });
  }

  /** What a user gets: the body of a page that is no error, or undefined. */
  async browse(url: URL): Promise<string | undefined> {
    const { target } = await this.answer(url.hostname.replace(`.${this.zone}`, ''));
    const page = await pageAt(this.world, target, url.pathname, {
      scheme: url.protocol === 'https:' ? 'https' : 'http',
      host: url.hostname,
    });
    if (page.kind === 'forward') return 'application';
    return page.kind === 'fixed' && page.status < 400 ? page.body : undefined;
  }

  close(): void {
    this.server.close();
  }
}
