import { Xml } from './xml';

/**
 * Reads the emulator directly, past the gate: what Route 53's data plane does goes on when a control plane is dead
 * (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html). moto does not
 * verify signatures, so a credential scope is all it takes to say which service of which region is asked.
 */
export class AwsClient {
  constructor(private readonly url: string) {}

  /** A service that speaks the query protocol (`elasticloadbalancing`, `rds`…). Returns the `…Result` element. */
  async query(
    service: string,
    region: string,
    action: string,
    version: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<Xml> {
    const body = new URLSearchParams({ Action: action, Version: version, ...parameters }).toString();
    const answer = await this.send(service, region, '/', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    return answer.first(`${action}Result`) ?? answer;
  }

  /** A service that speaks REST with XML (`route53`, `s3`). */
  async get(service: string, region: string, path: string): Promise<Xml> {
    return this.send(service, region, path, { method: 'GET' });
  }

  private async send(
    service: string,
    region: string,
    path: string,
    init: { method: string; body?: string; headers?: Record<string, string> },
  ): Promise<Xml> {
    const authorization = `AWS4-HMAC-SHA256 Credential=lab/20261121/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const response = await fetch(this.url + path, { ...init, headers: { ...init.headers, authorization } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} in ${region} answered ${response.status} to ${init.body ?? path}: ${text.slice(0, 300)}`);
    return Xml.parse(text);
  }
}
