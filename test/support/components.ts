import { ContainerImages } from '../../lib/components/container-images';
import { ContainerService } from '../../lib/components/container-service';
import { FileStorage } from '../../lib/components/file-storage';
import { KubernetesCluster } from '../../lib/components/kubernetes-cluster';
import { Machine } from '../../lib/components/machine';
import { MachineGroup } from '../../lib/components/machine-group';
import { LoadBalancer } from '../../lib/components/load-balancer';
import { Network } from '../../lib/components/network';
import { ObjectStorage } from '../../lib/components/object-storage';
import { DatabaseEngine } from '../../lib/components/database-engine';
import { RelationalDatabase, type RelationalDatabaseProps } from '../../lib/components/relational-database';
import { Secrets } from '../../lib/components/secrets';
import { Table } from '../../lib/components/table';
import { Throughput } from '../../lib/components/throughput';
import { Duration } from '../../lib/objectives/duration';
import { Size } from '../../lib/components/size';
import { isBuiltin, KINDS as ROWS, type BuiltinKind, type Kind } from '../../lib/words/kinds';
import { MATRIX } from '../../lib/plan/matrix';
import { BusinessMetric } from '../../lib/observation/business-metric';
import { WebTest } from '../../lib/observation/web-test';
import { DnsFailover } from '../../lib/traffic/dns-failover';
import { Tier, type TierName } from '../../lib/objectives/tier';
import type { Workload, WorkloadProps } from '../../lib/workload';
import { cellsOf } from '../../lib/port/cell';
import type { CloudUnderTest, Made } from './clouds';

/** Every kind of the table: a new one does not compile until it stands in `MAKE`. */
export const KINDS = Object.keys(MATRIX) as BuiltinKind[];

/** An image, as its registry says it. */
export const IMAGE = `acme/api@sha256:${'5e'.repeat(32)}`;

/** A machine that runs, as its cloud names it. */
const machineOn = (cloud: string): string =>
  cloud === 'oci'
    ? 'ocid1.instance.oc1.eu-frankfurt-1.running-erp'
    : '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/running-erp/providers/Microsoft.Compute/virtualMachines/running-erp';
/** Where it runs. */
const FIRST: Readonly<Record<string, string>> = { aws: 'aws:eu-west-3', azure: 'azure:francecentral', oci: 'oci:eu-frankfurt-1' };
/** Flow logs are a refusal on Azure, and kept half a year at the most on OCI. */
const FLOW_LOGS: Readonly<Record<string, Duration>> = { azure: Duration.ZERO, oci: Duration.days(180) };
/** Object storage, which another component may have asked for ahead of it. */
const invoices = (workload: Workload): ObjectStorage =>
  (workload.node.tryFindChild('Invoices') as ObjectStorage | undefined) ?? new ObjectStorage(workload, 'Invoices');

/** Object storage that is replicated at every tier, as copies of a cluster on AWS ask for. */
const replicated = (workload: Workload): ObjectStorage =>
  new ObjectStorage(workload, 'Kept', { tier: Tier.HOT, tierReason: 'what a cluster is restored from is read on the day' });

const database = (
  workload: Workload,
  id: string,
  props: Pick<RelationalDatabaseProps, 'engine'> & Partial<RelationalDatabaseProps>,
): void => void new RelationalDatabase(workload, id, { size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100, ...props });

/** How a component of each kind is declared. */
export const MAKE: Readonly<Record<BuiltinKind, Made>> = {
  network: {
    id: 'Net',
    make: (workload, { name }) =>
      void new Network(workload, 'Net', {
        ...(FLOW_LOGS[name] ? { flowLogs: FLOW_LOGS[name] } : {}),
        ...(name === 'oci' ? { peered: true } : {}),
      }),
  },
  'file-storage': {
    id: 'Scans',
    make: (workload, { name }) => void new FileStorage(workload, 'Scans', ['aws', 'oci'].includes(name) ? { protocol: 'nfs' } : {}),
  },
  'object-storage': { id: 'Invoices', make: (workload) => void invoices(workload) },
  'relational-database': {
    id: 'Ledger',
    make: (workload, { name }) =>
      database(workload, 'Ledger', { engine: name === 'oci' ? DatabaseEngine.oracle() : DatabaseEngine.postgres('16') }),
  },
  table: {
    id: 'Orders',
    make: (workload) =>
      void new Table(workload, 'Orders', {
        partitionKey: { name: 'customer' },
        sortKey: { name: 'placed', type: 'number' },
        throughput: Throughput.onDemand({ reads: 1000, writes: 200 }),
      }),
  },
  secrets: { id: 'Keys', make: (workload) => void new Secrets(workload, 'Keys', { names: ['api-token'] }) },
  machine: {
    id: 'Erp',
    make: (workload, { name }) => void Machine.fromExisting(workload, 'Erp', { [FIRST[name] ?? `${name}:north`]: { id: machineOn(name) } }),
  },
  'container-images': { id: 'Images', make: (workload) => void new ContainerImages(workload, 'Images', { repositories: ['acme/api'] }) },
  'container-service': {
    id: 'Api',
    make: (workload) =>
      void new ContainerService(workload, 'Api', {
        image: IMAGE,
        size: Size.of({ vcpus: 1, memoryGiB: 2 }),
        instances: { active: 4, standby: 1, most: 8 },
      }),
  },
  'machine-group': {
    id: 'Back',
    make: (workload, { name }) =>
      void new MachineGroup(workload, 'Back', {
        // On Azure and OCI, logs and sessions are a refusal; on Azure an image is a version.
        ...(name === 'azure'
          ? { image: '1.4.0', reserved: { 'azure:francecentral': 4, 'azure:germanywestcentral': 4 } }
          : name === 'oci'
            ? { image: 'acme-back-2026-11-29', reserved: { 'oci:eu-paris-1': 8 } }
            : { image: 'acme-back-2026-11-29', reserved: { 'aws:eu-west-3': 4, 'aws:eu-central-1': 4 }, logs: true, sessions: true }),
        size: Size.of({ vcpus: 2, memoryGiB: 4 }),
        instances: { active: 4, standby: 1, most: 8 },
      }),
  },
  'kubernetes-cluster': {
    id: 'Platform',
    beside: ['object-storage'],
    make: (workload, { name }) =>
      void new KubernetesCluster(workload, 'Platform', {
        version: '1.33',
        pools: [
          { name: 'apps', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 3, standby: 1, most: 6 } },
          { name: 'batch', size: Size.of({ vcpus: 4, memoryGiB: 32 }), nodes: { active: 2 } },
        ],
        backup: {
          to: name === 'aws' ? replicated(workload) : invoices(workload),
          every: Duration.hours(1),
          namespaces: ['shop', 'shop-jobs'],
        },
      }),
  },
  'load-balancer': {
    id: 'Web',
    make: (workload, cloud) => {
      const web = new LoadBalancer(workload, 'Web', { plainHttp: true });
      if (cloud.traffic) new DnsFailover(workload, 'Dns', { zone: 'acme.example', record: workload.workloadId, target: web });
    },
  },
};

/** What another cell of a kind takes on a cloud. */
interface More extends Made {
  readonly on: readonly string[];
  readonly kind: BuiltinKind;
  /** Where nothing of it follows: a tier that it takes. @default hot */
  readonly tier?: TierName;
}

/** The same, under a name that stands for the kind in a case. */
export const MORE: Readonly<Record<string, More>> = {
  'file-storage, NFS': {
    on: ['azure'],
    kind: 'file-storage',
    id: 'Media',
    make: (workload) => void new FileStorage(workload, 'Media', { protocol: 'nfs' }),
  },
  'relational-database, SQL Server': {
    on: ['azure'],
    kind: 'relational-database',
    id: 'Books',
    make: (workload) => database(workload, 'Books', { engine: DatabaseEngine.sqlServer() }),
  },
  'relational-database, dumps': {
    on: ['azure'],
    kind: 'relational-database',
    id: 'Archive',
    beside: ['container-images'],
    make: (workload) =>
      database(workload, 'Archive', { engine: DatabaseEngine.postgres('17'), dumps: { image: `acme/dump@sha256:${'d0'.repeat(32)}` } }),
  },
  'relational-database, MySQL': {
    on: ['aws', 'azure', 'oci'],
    kind: 'relational-database',
    id: 'Journal',
    make: (workload) => database(workload, 'Journal', { engine: DatabaseEngine.mysql('8.4') }),
  },
  'relational-database, cluster': {
    on: ['aws'],
    kind: 'relational-database',
    id: 'Postings',
    make: (workload) => database(workload, 'Postings', { engine: DatabaseEngine.postgresCluster('16.8') }),
  },
  'relational-database, Oracle of a release': {
    on: ['oci'],
    kind: 'relational-database',
    id: 'Register',
    make: (workload) => database(workload, 'Register', { engine: DatabaseEngine.oracle('19'), storageGiB: 256 }),
  },
  'relational-database, PostgreSQL': {
    on: ['oci'],
    kind: 'relational-database',
    id: 'Accounts',
    tier: 'cold',
    make: (workload) =>
      database(workload, 'Accounts', { engine: DatabaseEngine.postgres('16'), parameters: { effective_io_concurrency: '1' } }),
  },
  'object-storage, geo': {
    on: ['azure'],
    kind: 'object-storage',
    id: 'Papers',
    beside: ['network'],
    make: (workload) => void new ObjectStorage(workload, 'Papers', { redundancy: 'geo' }),
  },
};

/** The kind that a name of a case stands for. */
export const kindNamed = (kind: Kind): Kind => MORE[kind]?.kind ?? kind;

/** Every kind that a cloud could have: those of the table, what else its cells of one take, and its own. */
export const kindsOn = ({ own = {}, name }: Pick<CloudUnderTest, 'own' | 'name'>): Kind[] => [
  ...KINDS,
  ...Object.keys(MORE).filter((kind) => MORE[kind]?.on.includes(name)),
  ...Object.keys(own),
];

/** How a component of a kind is declared on a cloud. */
export function madeOn({ own = {} }: Pick<CloudUnderTest, 'own'>, kind: Kind): Made {
  const made = isBuiltin(kind) ? MAKE[kind] : (MORE[kind] ?? own[kind]);
  if (!made) throw new Error(`Nobody says how ${kind} is declared`);
  return made;
}

/** A kind with everything that its cell needs beside it: the first of several, which takes what is made here. */
export function withNeeds<K extends Kind>(under: CloudUnderTest, kind: K): (K | BuiltinKind)[] {
  const of = kindNamed(kind);
  const needs = cellsOf(under.cloud.cells).find(([known]) => known === of)?.[1].facts.needs ?? [];
  return [...new Set([...needs.filter(isBuiltin), ...(madeOn(under, kind).beside ?? []), kind])].sort();
}

/** What is accepted of those kinds on a cloud: the laws' sites of Azure are no pair, and have no way out for a machine; what is rendered is the same, as it is over zones. */
export function accepted(
  { name }: Pick<CloudUnderTest, 'name'>,
  kinds: readonly Kind[],
  tier: TierName,
): Pick<WorkloadProps, 'acknowledge'> {
  // No copy of files is made a file system again by itself, so that none counts in another account.
  const reason = 'the laws look at what is rendered';
  if (name === 'aws' && kinds.includes('file-storage'))
    return { acknowledge: [{ id: 'DR-COPY-01', subject: `${MAKE['file-storage'].id} aws:eu-south-1`, reason }] };
  const accounts = ['file-storage', 'object-storage, geo'].filter((kind) => kinds.includes(kind));
  const copied = ['relational-database', 'relational-database, SQL Server', 'relational-database, MySQL'].filter(
    (kind) => kinds.includes(kind) && tier !== 'hot' && tier !== 'vital',
  );
  const shut = kinds.includes('machine') ? [`${MAKE.machine.id} egress`] : [];
  if (name !== 'azure' || accounts.length + copied.length + shut.length === 0) return {};
  const of = ['region', ...(tier === 'ha' || tier === 'vital' ? ['tier'] : [])];
  const subjects = [
    ...accounts.flatMap((kind) => of.map((what) => `${madeOn({}, kind).id} ${what}`)),
    ...copied.map((kind) => `${madeOn({}, kind).id} region`),
    ...shut,
  ];
  return { acknowledge: subjects.map((subject) => ({ id: 'DR-VALUE-01', subject, reason })) };
}

/** Ids of what is promoted or restored; of everything where nothing holds data. */
export function dataOf(kinds: readonly BuiltinKind[]): string[] {
  const data = kinds.filter((kind) => ROWS[kind].nature === 'data');
  return (data.length > 0 ? data : kinds).map((kind) => MAKE[kind].id).sort();
}

/** Where the test numbers of a cloud are published, at a site. */
const publishedAt = (cloud: string, site: string): Readonly<Record<string, string>> =>
  cloud === 'azure'
    ? { app: `/subscriptions/${ACCOUNT}/resourceGroups/app/providers/Microsoft.Insights/components/${site.split(':')[1]}`, shop: 'main' }
    : { shop: 'main' };
const ACCOUNT = '00000000-0000-0000-0000-000000000001';

/** Whether pages are asked for on a cloud, with those components: at a site, or beside the switch. */
export const isObserved = ({ cloud }: CloudUnderTest, kinds: readonly Kind[]): boolean =>
  cloud.alarms?.page !== undefined || (cloud.traffic?.facts.asks === true && kinds.includes('load-balancer'));

/** What somebody would notice of the application and of the business. */
export function observe(workload: Workload, on: CloudUnderTest): void {
  new WebTest(workload, 'Home', { path: '/orders', host: 'www.acme.example' });
  new BusinessMetric(workload, 'Placed', {
    says: 'No order was placed for an hour',
    namespace: on.name === 'azure' ? 'azure.applicationinsights' : 'Acme/Shop',
    metric: 'placed',
    of: Object.fromEntries(on.sites.map((site) => [site, publishedAt(on.name, site)])),
    wrong: 'below',
    bound: 1,
  });
}
