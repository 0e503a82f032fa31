/**
 * A shop for spare parts takes orders on Azure in Paris. When the region is lost its orders are written again in Gävle within four hours, with at most
 * fifteen minutes of them lost: a replica of the database follows there, the drawings of its parts arrive as they are stored,
 * what is on stock is kept in one account over both regions, and its application, its image and its secrets are there behind an entrance of their own. What
 * customers say of a part is kept by a program of its own, in MySQL: both of its servers stand in the group of Frankfurt's state, which is at neither site.
 */
import type { App } from 'cdktf';
import {
  ContainerImages,
  ContainerService,
  DatabaseEngine,
  DnsFailover,
  Duration,
  LoadBalancer,
  Network,
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  Secrets,
  Size,
  Table,
  Throughput,
  Topology,
  Workload,
} from 'cdktf-continuity';
import { azure } from 'cdktf-continuity/azure';

const ACCOUNT = '00000000-0000-0000-0000-000000000001';

const OWN = `/subscriptions/${ACCOUNT}/resourceGroups`;

/** What is the same at both sites: who applies and recovers, and from where; who works on the drawings beside the shop itself; who is told. */
const common = {
  account: ACCOUNT,
  keyOfficer: '00000000-0000-0000-0000-00000000000a',
  appliedFrom: ['198.51.100.16/28'],
  contributors: ['00000000-0000-0000-0000-00000000000b'],
  subscriptions: [{ email: 'on-call@parts.example' }],
};

/** The subnet of the back office, which is let in to the drawings of its own site. */
const subnets = (city: string): string[] => [`${OWN}/parts-office/providers/Microsoft.Network/virtualNetworks/${city}/subnets/office`];

/** What each site has of its own already: the certificate of its entrance, and a page for the day. */
const SITES = { 'azure:francecentral': 'paris', 'azure:swedencentral': 'gavle' } as const;
const each = (make: (city: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(SITES).map(([site, city]) => [site, make(city)]));

/** Declares the workload `parts`: Paris serves, Gävle stands by, Frankfurt keeps the state of what joins them. */
export function build(app: App): Workload {
  const parts = new Workload(app, 'parts', {
    objectives: Objectives.of({
      rto: Duration.hours(4),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(12),
      resumption: Duration.hours(2),
    }),
    topology: Topology.activePassive({
      primary: azure.site('francecentral', {
        ...common,
        cidr: '10.10.0.0/16',
        subnets: subnets('paris'),
        state: azure.stateIn('acmestateparis', { resourceGroup: 'acme-state-paris' }),
      }),
      secondary: azure.site('swedencentral', {
        ...common,
        cidr: '10.20.0.0/16',
        subnets: subnets('gavle'),
        state: azure.stateIn('acmestategavle', { resourceGroup: 'acme-state-gavle' }),
      }),
      witness: azure.stateIn('acmestatefrankfurt', { resourceGroup: 'acme-state-frankfurt', region: 'germanywestcentral' }),
    }),
  });

  // Flow logs would be written with the keys of an account: a network on Azure has none.
  new Network(parts, 'Net', { flowLogs: Duration.ZERO });
  const drawings = new ObjectStorage(parts, 'Drawings', { sizeGiB: 200 });
  const orders = new RelationalDatabase(parts, 'Orders', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
  });
  new RelationalDatabase(parts, 'Reviews', {
    engine: DatabaseEngine.mysql('8.4'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 50,
  });
  new Table(parts, 'Stock', {
    partitionKey: { name: 'part' },
    sortKey: { name: 'shelf' },
    throughput: Throughput.onDemand({ reads: 500, writes: 50 }),
  });
  const keys = new Secrets(parts, 'Keys', { names: ['payment-token'] });
  new ContainerImages(parts, 'Images', { repositories: ['parts/shop'] });
  const shop = new ContainerService(parts, 'Shop', {
    image: 'parts/shop@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945',
    size: Size.of({ vcpus: 1, memoryGiB: 2 }),
    instances: { active: 3, standby: 1, most: 9 },
    uses: [orders, drawings, keys],
  });
  const entrance = new LoadBalancer(parts, 'Entrance', {
    target: shop,
    certificates: each((city) => `${OWN}/parts-certs/providers/Microsoft.KeyVault/vaults/parts-certs-${city}/secrets/shop`),
    maintenancePages: each((city) => `https://partspages${city}.blob.core.windows.net/public/maintenance.html`),
  });
  new DnsFailover(parts, 'Names', { zone: 'parts.example', record: 'shop', target: entrance });
  return parts;
}
