import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution/index.js';
import type { TerraformStack } from 'cdktf';
import { DnsFailover, LoadBalancer, Network, ObjectStorage, Tier, type Workload } from '../../lib';
import { NORMAL } from '../../lib/situation/facts';
import { appIn, folder, PARIS, PATIENT, workload } from '../declared';
import { block, typesOf } from '../clouds/aws/fixture';
import { renderWorkload } from '../support/synth';

/*
 * What docs/design.md says of a network of caches in front of the entrances ("Traffic"): one origin, under the name of the switch.
 */

const ORIGIN = 'origin.acme.example';
const certificateAt = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/5f0c9a52`;

const inFront = (stack: TerraformStack) =>
  new CloudfrontDistribution(stack, 'front', {
    enabled: true,
    aliases: ['www.acme.example'],
    origin: [
      {
        originId: 'switch',
        domainName: ORIGIN,
        customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] },
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: 'switch',
      viewerProtocolPolicy: 'redirect-to-https',
      allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
      cachedMethods: ['GET', 'HEAD'],
      forwardedValues: { queryString: true, cookies: { forward: 'all' } },
    },
    // The page of a closed entrance is not kept beyond it.
    customErrorResponse: [{ errorCode: 503, errorCachingMinTtl: 0 }],
    restrictions: { geoRestriction: { restrictionType: 'none' } },
    viewerCertificate: { acmCertificateArn: certificateAt('us-east-1'), sslSupportMethod: 'sni-only' },
  });

const declare = (add: (w: Workload) => void): Workload => {
  const w = workload(appIn(folder(), NORMAL), 'billing', { tier: Tier.HOT, objectives: PATIENT });
  new Network(w, 'Net');
  new ObjectStorage(w, 'Invoices');
  const certificates = { 'aws:eu-west-3': certificateAt('eu-west-3'), 'aws:eu-central-1': certificateAt('eu-central-1') };
  new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'origin', target: new LoadBalancer(w, 'Web', { certificates }) });
  add(w);
  return w;
};

test('it stands in the base of one site, and is changed in peace alone: no stack of the day reaches its control plane', () => {
  const { stacks, manifest } = renderWorkload(
    declare((w) => {
      w.onEveryBase(({ stack, site }) => {
        if (site === PARIS) inFront(stack);
      });
    }),
    NORMAL,
  );
  expect(block(stacks['billing-eu-west-3-base'], 'aws_cloudfront_distribution.front')['origin']).toMatchObject([{ domain_name: ORIGIN }]);
  const bearing = Object.entries(stacks).filter(([, json]) => typesOf(json).includes('cloudfront_distribution'));
  expect(bearing.map(([id]) => id)).toEqual(['billing-eu-west-3-base']);
  const aliveOf = (id: string) => manifest.stacks.find((stack) => stack.id === id)?.alive;
  expect(aliveOf('billing-eu-west-3-base')).toContain('aws:us-east-1');
  expect(aliveOf('billing-eu-central-1')).not.toContain('aws:us-east-1');
});

test('beside what recovers it is refused', () => {
  const beside = declare((w) => {
    w.onEverySite(({ stack }) => void inFront(stack));
  });
  expect(() => renderWorkload(beside, NORMAL)).toThrow(
    /DR-REACH[\s\S]*aws_cloudfront_distribution\.front is read through us-east-1[\s\S]*onEveryBase/,
  );
});
