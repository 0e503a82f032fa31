import type { IncomingMessage } from 'node:http';

/** Who a request is for, read from its signature. */
export interface Signed {
  /** The region whose control plane answers it; `unsigned` when the request carries no signature. */
  readonly region: string;
  /** The signing name of the service (`s3`, `rds`, `elasticloadbalancing`…); `unsigned` when there is none. */
  readonly service: string;
  /** `X-Amz-Target` (`AmazonSSM.PutParameter`), the form's `Action` (`CreateDBInstance`), or `PUT /bucket/key`. */
  readonly action: string;
}

/**
 * Services whose control plane is in us-east-1, whatever the signature says: with a custom endpoint the provider signs
 * them with its own region. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 * STS is not here: it is regional (and tested so) unless it was asked in us-east-1 itself.
 */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  'iam',
  'route53',
  'route53domains',
  'cloudfront',
  'organizations',
  'budgets',
  'ce',
  'shield',
  'account',
  'waf',
]);

/** Pseudo regions of SDKs for the global endpoint. */
const GLOBAL_REGIONS: ReadonlySet<string> = new Set(['aws-global', '']);

const SCOPE = /^[^/]+\/\d{8}\/([^/]*)\/([^/]+)\/aws4_request/;

/** Region and service of a request, from the credential scope in its header or its query. */
export function scopeOf(req: Pick<IncomingMessage, 'headers' | 'url'>): { region: string; service: string } {
  const header = /Credential=([^,\s]+)/.exec(req.headers.authorization ?? '')?.[1];
  const scope = SCOPE.exec(header ?? queryOf(req.url).get('X-Amz-Credential') ?? '');
  if (!scope) return { region: 'unsigned', service: 'unsigned' };
  const [, signedRegion = '', service = ''] = scope;
  const region = GLOBAL_SERVICES.has(service) || GLOBAL_REGIONS.has(signedRegion) ? 'us-east-1' : signedRegion;
  return { region, service };
}

/**
 * Describes a request. The body of a form (the query protocol, always small) is read to find its action and returned in
 * `head`; any other body is left to be streamed. Where the region is dead nothing more is read from the client.
 */
export async function describeRequest(
  req: IncomingMessage,
  isDead: (region: string) => boolean,
): Promise<{ signed: Signed; head?: Buffer }> {
  const scope = scopeOf(req);
  const target = req.headers['x-amz-target'];
  const path = `${req.method ?? 'GET'} ${req.url ?? '/'}`;
  if (typeof target === 'string') return { signed: { ...scope, action: target } };
  if (!(req.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    return { signed: { ...scope, action: queryOf(req.url).get('Action') ?? path } };
  }
  if (isDead(scope.region) && req.headers.expect) return { signed: { ...scope, action: path } };
  const head = await readAll(req);
  return { signed: { ...scope, action: new URLSearchParams(head.toString('utf8')).get('Action') ?? path }, head };
}

function queryOf(url: string | undefined): URLSearchParams {
  const at = (url ?? '').indexOf('?');
  return new URLSearchParams(at < 0 ? '' : (url ?? '').slice(at + 1));
}

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
