import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refusal } from '../../../../support/day/refusal';
import type { Body, Call } from '../service';
import type { World } from '../world';

/** An answer as HTTP has it. */
interface Told {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Told => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const isBlob = (host: string): boolean => host.endsWith('.blob.core.windows.net');

/** A world on loopback, as the endpoints of Azure: for the real `az`, whose calls `real/sitecustomize.py` sends here. */
export class Endpoint {
  /** The world that answers. */
  constructor(public world: World) {}

  private server: Server | undefined;
  /** What was done by calls that are told to ask again. */
  private readonly done: unknown[] = [];

  /** Opens it; where it is called. */
  async open(): Promise<string> {
    const server = createServer((request, response) => void this.take(request, response));
    this.server = server;
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Ends it. */
  close(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
    const told = this.answer(request, text);
    response.writeHead(told.status, { 'x-ms-request-id': 'day', ...told.headers });
    response.end(told.body);
  }

  private answer({ method = 'GET', url = '/', headers }: IncomingMessage, text: string): Told {
    const host = String(headers['x-day-host']);
    const { pathname, searchParams } = new URL(url, `https://${host}`);
    // Names of people are asked for there: nobody has one here.
    if (host === 'graph.microsoft.com') return json(200, { value: [] });
    const done = /^\/day\/(\d+)$/.exec(pathname);
    if (done) return json(200, this.done[Number(done[1])]);
    const asked = challenge(host, pathname, headers.authorization);
    if (asked) return asked;
    const call: Call = {
      method: method as Call['method'],
      host,
      path: decodeURIComponent(pathname).replace(/\/$/, ''),
      query: Object.fromEntries(searchParams),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: isBlob(host) || text === '' ? text : JSON.parse(text),
    };
    try {
      const answer = this.world.call(call);
      if (isBlob(host)) return blobTold(call, answer);
      return host === 'management.azure.com' && ['PATCH', 'POST'].includes(method)
        ? this.accepted(answer)
        : json(200, planeTold(host, call, answer));
    } catch (error) {
      if (!(error instanceof Refusal)) return json(500, { error: { code: 'InternalServerError', message: String(error) } });
      const { status, code, message } = error;
      if (isBlob(host))
        return {
          status,
          headers: { 'x-ms-error-code': code, 'content-type': 'application/xml' },
          body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
        };
      return json(status, { error: { code, message } });
    }
  }

  /** What takes its time is accepted, and asked about: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations */
  private accepted(answer: unknown): Told {
    const at = this.done.push(answer) - 1;
    return { status: 202, headers: { location: `https://management.azure.com/day/${at}`, 'retry-after-ms': '1' } };
  }
}

/** What services ask for before they answer: where a token is to be had. */
function challenge(host: string, path: string, authorization: string | undefined): Told | undefined {
  if (host.endsWith('.vault.azure.net') && authorization === undefined)
    return json(
      401,
      {},
      {
        'www-authenticate':
          'Bearer authorization="https://login.microsoftonline.com/00000000-0000-0000-0000-0000000000ff", resource="https://vault.azure.net"',
      },
    );
  if (!host.endsWith('.azurecr.io')) return undefined;
  if (path.startsWith('/oauth2/')) return json(200, { access_token: 'made-up', refresh_token: 'made-up' });
  if (authorization === undefined)
    return json(401, {}, { 'www-authenticate': `Bearer realm="https://${host}/oauth2/token",service="${host}"` });
  return undefined;
}

/** A service has its own words around what it tells. */
function planeTold(host: string, { path, method }: Call, answer: unknown): unknown {
  if (host.endsWith('.vault.azure.net')) {
    const one = ({ name: _, ...rest }: Body): Body => ({ ...rest, attributes: { enabled: true, created: 1, updated: 1 } });
    return Array.isArray(answer) ? { value: answer.map((secret: Body) => one(secret)) } : one(answer as Body);
  }
  if (host.endsWith('.azurecr.io')) return path.endsWith('_catalog') ? { repositories: answer } : { manifests: answer };
  return method === 'DELETE' ? {} : answer;
}

/** https://learn.microsoft.com/rest/api/storageservices/list-blobs, …/get-blob-properties */
function blobTold({ method, query = {} }: Call, answer: unknown): Told {
  if (method === 'PUT') return { status: 201, headers: { etag: '"1"', 'last-modified': new Date().toUTCString() } };
  if (query['comp'] === 'list') {
    const blobs = (answer as Body[]).map((one) => `<Blob><Name>${String(one['name'])}</Name>${propertiesOf(one)}</Blob>`).join('');
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://x/" ContainerName="data"><Blobs>${blobs}</Blobs><NextMarker /></EnumerationResults>`,
    };
  }
  const { content = '', properties } = answer as { content?: string; properties: Body };
  const headers = {
    'content-length': String(content.length),
    'content-range': `bytes 0-${content.length - 1}/${content.length}`,
    'content-type': 'application/octet-stream',
    'x-ms-blob-type': String(properties['blobType']),
    etag: '"1"',
    'last-modified': new Date(String(properties['lastModified'])).toUTCString(),
    'x-ms-lease-state': 'available',
    'x-ms-lease-status': 'unlocked',
  };
  return { status: method === 'HEAD' ? 200 : 206, headers, ...(method === 'HEAD' ? {} : { body: content }) };
}

function propertiesOf({ properties, objectReplicationSourceProperties: sent }: Body): string {
  const { lastModified, contentLength, blobType } = properties as Record<string, string>;
  const policies = ((sent ?? []) as { policyId: string; rules: { ruleId: string; status: string }[] }[]).flatMap(({ policyId, rules }) =>
    rules.map(({ ruleId, status }) => `<or-${policyId}_${ruleId}>${status}</or-${policyId}_${ruleId}>`),
  );
  const told = `<Last-Modified>${new Date(String(lastModified)).toUTCString()}</Last-Modified><Etag>1</Etag><Content-Length>${String(contentLength)}</Content-Length><Content-Type>text/plain</Content-Type><BlobType>${String(blobType)}</BlobType><AccessTier>Hot</AccessTier><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState>`;
  return `<Properties>${told}</Properties>${policies.length > 0 ? `<OrMetadata>${policies.join('')}</OrMetadata>` : ''}`;
}
