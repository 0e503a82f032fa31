/**
 * A payment service runs its platform on Kubernetes in Paris, described in a repository. When the region is lost it is to take payments again in Gävle within the
 * hour, with at most fifteen minutes of them lost: they are in a database that is followed there, and a smaller cluster runs there already, kept by the same
 * repository. What two old programs keep in volumes may be four hours old; it is copied every hour by Velero, and comes back from there.
 */
import type { App } from 'cdktf';
import {
  ContainerImages,
  DatabaseEngine,
  DnsFailover,
  Duration,
  KubernetesCluster,
  LoadBalancer,
  Network,
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  Size,
  Tier,
  Topology,
  Workload,
} from 'cdktf-continuity';
import { azure } from 'cdktf-continuity/azure';

const ACCOUNT = '00000000-0000-0000-0000-000000000001';
const OWN = `/subscriptions/${ACCOUNT}/resourceGroups`;

/** What is the same at both sites: who applies and recovers, and from where; who is told. */
const common = {
  account: ACCOUNT,
  keyOfficer: '00000000-0000-0000-0000-00000000000a',
  appliedFrom: ['198.51.100.16/28'],
  subscriptions: [{ email: 'on-call@payments.example' }],
};

/** What each site has of its own: the certificate of its entrance, a page for the day, and the address at which its cluster is reached. */
const SITES = { 'azure:francecentral': 'paris', 'azure:swedencentral': 'gavle' } as const;
const each = (make: (city: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(SITES).map(([site, city]) => [site, make(city)]));

/** Declares the workloads `payments` and `back-office`: Paris serves, Gävle stands by, Frankfurt keeps the state of what joins them. */
export function build(app: App): Workload[] {
  const topology = Topology.activePassive({
    primary: azure.site('francecentral', {
      ...common,
      cidr: '10.10.0.0/16',
      subnets: [`${OWN}/net/providers/Microsoft.Network/virtualNetworks/paris/subnets/office`],
      state: azure.stateIn('acmestateparis', { resourceGroup: 'acme-state-paris' }),
    }),
    secondary: azure.site('swedencentral', {
      ...common,
      cidr: '10.20.0.0/16',
      subnets: [`${OWN}/net/providers/Microsoft.Network/virtualNetworks/gavle/subnets/office`],
      state: azure.stateIn('acmestategavle', { resourceGroup: 'acme-state-gavle' }),
    }),
    witness: azure.stateIn('acmestatefrankfurt', { resourceGroup: 'acme-state-frankfurt', region: 'germanywestcentral' }),
  });
  const payments = new Workload(app, 'payments', {
    tier: Tier.HOT,
    objectives: Objectives.of({
      rto: Duration.hours(2),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(6),
      resumption: Duration.minutes(30),
    }),
    topology,
  });

  new Network(payments, 'Net', { flowLogs: Duration.ZERO });
  new ContainerImages(payments, 'Images', { repositories: ['payments/gate', 'payments/book'] });
  const book = new RelationalDatabase(payments, 'Book', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    storageGiB: 250,
  });
  // What runs here keeps nothing: it is in the database. Objects of the repository ask for this address by the variable continuity_address.
  const platform = new KubernetesCluster(payments, 'Platform', {
    version: '1.33',
    pools: [{ name: 'apps', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 3, standby: 1, most: 9 } }],
    gitops: { repository: 'https://git.payments.example/platform', branch: 'main', path: 'clusters/payments' },
    addresses: { 'azure:francecentral': '10.10.80.250', 'azure:swedencentral': '10.20.80.250' },
    uses: [book],
  });
  const entrance = new LoadBalancer(payments, 'Entrance', {
    target: platform,
    certificates: each((city) => `${OWN}/payments-certs/providers/Microsoft.KeyVault/vaults/payments-certs-${city}/secrets/gate`),
    maintenancePages: each((city) => `https://paymentspages${city}.blob.core.windows.net/public/maintenance.html`),
  });
  new DnsFailover(payments, 'Names', { zone: 'payments.example', record: 'gate', target: entrance });

  const office = new Workload(app, 'back-office', {
    tier: Tier.WARM,
    objectives: Objectives.of({
      rto: Duration.hours(8),
      rpo: Duration.hours(4),
      mtpd: Duration.hours(24),
      resumption: Duration.hours(2),
    }),
    topology,
  });
  new Network(office, 'Net', { flowLogs: Duration.ZERO });
  const copies = new ObjectStorage(office, 'Copies', { sizeGiB: 200 });
  new KubernetesCluster(office, 'Tools', {
    version: '1.33',
    pools: [{ name: 'tools', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 2 } }],
    backup: { to: copies, every: Duration.hours(1), namespaces: ['archive', 'letters'] },
  });
  return [payments, office];
}
