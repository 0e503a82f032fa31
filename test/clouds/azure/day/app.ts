import type { App } from 'cdktf';
import { ContainerImages } from '../../../../lib/components/container-images';
import { ContainerService } from '../../../../lib/components/container-service';
import { FileStorage } from '../../../../lib/components/file-storage';
import { LoadBalancer } from '../../../../lib/components/load-balancer';
import { Network } from '../../../../lib/components/network';
import { ObjectStorage } from '../../../../lib/components/object-storage';
import { DatabaseEngine } from '../../../../lib/components/database-engine';
import { RelationalDatabase } from '../../../../lib/components/relational-database';
import { Secrets } from '../../../../lib/components/secrets';
import { Table } from '../../../../lib/components/table';
import { Throughput } from '../../../../lib/components/throughput';
import { Duration } from '../../../../lib/objectives/duration';
import { Objectives } from '../../../../lib/objectives/objectives';
import { DnsFailover } from '../../../../lib/traffic/dns-failover';
import { Size } from '../../../../lib/components/size';
import type { Workload } from '../../../../lib/workload';
import { SUBSCRIPTION } from './arm';
import { shopIn } from './pair';

export const PARIS = 'azure:francecentral';
export const GAVLE = 'azure:swedencentral';
/** Where states are kept: of each site there, and of what joins them in Frankfurt. */
export const STATES = {
  francecentral: 'acmestateparis',
  swedencentral: 'acmestategavle',
  germanywestcentral: 'acmestatefrankfurt',
} as const;
/** What is there before: of certificates, firewalls and names. */
export const GROUPS = ['certs', 'waf', 'dns'] as const;
export const ZONE = 'acme.example';
/** Of the image that runs. */
export const DIGEST = `sha256:${'5e'.repeat(32)}`;

const within = (group: string, type: string, name: string): string =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/${type}/${name}`;
const each = (make: (region: string) => string): Record<string, string> =>
  Object.fromEntries([PARIS, GAVLE].map((site) => [site, make(site.split(':')[1] as string)]));

/** Declares the workload `shop`, with a component of each kind that Azure has a cell for: Paris serves, Gävle stands by. */
export function build(app: App): Workload {
  const shop = shopIn(app, {
    states: STATES,
    objectives: Objectives.of({
      rto: Duration.hours(4),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(24),
      resumption: Duration.hours(2),
    }),
    acknowledge: [{ id: 'DR-VALUE-01', subject: 'Scans region', reason: 'the world takes both regions for a pair' }],
    site: (region) => ({
      subscriptions: [{ email: 'on-call@acme.example' }],
      subnets: [`${within('app', 'Microsoft.Network', `virtualNetworks/${region}`)}/subnets/app`],
    }),
  });
  new Network(shop, 'Net', { flowLogs: Duration.ZERO });
  new ContainerImages(shop, 'Images', { repositories: ['shop/api'] });
  const keys = new Secrets(shop, 'Keys', { names: ['signing-key'] });
  new ObjectStorage(shop, 'Orders', { sizeGiB: 10 });
  new RelationalDatabase(shop, 'Books', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
  });
  new RelationalDatabase(shop, 'Claims', {
    engine: DatabaseEngine.sqlServer(),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
  });
  new Table(shop, 'Stock', { partitionKey: { name: 'part' }, throughput: Throughput.onDemand({ reads: 100, writes: 10 }) });
  new FileStorage(shop, 'Scans', { sizeGiB: 10 });
  const api = new ContainerService(shop, 'Api', {
    image: `shop/api@${DIGEST}`,
    size: Size.of({ vcpus: 1, memoryGiB: 2 }),
    instances: { active: 4, standby: 1 },
    uses: [keys],
  });
  const web = new LoadBalancer(shop, 'Web', {
    target: api,
    certificates: each((region) => within('certs', 'Microsoft.KeyVault', `vaults/certs-${region}/secrets/shop`)),
    firewalls: each((region) => within('waf', 'Microsoft.Network', `applicationGatewayWebApplicationFirewallPolicies/${region}`)),
    maintenancePages: each((region) => `https://pages${region}.blob.core.windows.net/public/maintenance.html`),
  });
  new DnsFailover(shop, 'Dns', { zone: ZONE, record: 'app', target: web });
  return shop;
}
