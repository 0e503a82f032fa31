/**
 * A shop for spare parts takes orders on Azure in Paris. When the region is lost its orders are written again in Gävle within four hours, with at most
 * fifteen minutes of them lost: a replica of the database follows there, the drawings of its parts arrive as they are stored,
 * and what is on stock is kept in one account over both regions. What customers say of a part is kept by a program of its own, in MySQL: both of its
 * servers stand in the group of Frankfurt's state, which is at neither site.
 */
import type { App } from 'cdktf';
import {
  DatabaseEngine,
  Duration,
  Network,
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  Size,
  Table,
  Throughput,
  Topology,
  Workload,
} from 'cdktf-continuity';
import { azure } from 'cdktf-continuity/azure';

const ACCOUNT = '00000000-0000-0000-0000-000000000001';

/** What is the same at both sites: who applies and recovers, and from where; who works on the drawings; who is told. */
const common = {
  account: ACCOUNT,
  keyOfficer: '00000000-0000-0000-0000-00000000000a',
  appliedFrom: ['198.51.100.16/28'],
  contributors: ['00000000-0000-0000-0000-00000000000b'],
  subscriptions: [{ email: 'on-call@parts.example' }],
};

/** The subnet of the application, which is let in to the drawings of its own site. */
const subnets = (city: string): string[] => [
  `/subscriptions/${ACCOUNT}/resourceGroups/parts-app/providers/Microsoft.Network/virtualNetworks/${city}/subnets/app`,
];

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
  new ObjectStorage(parts, 'Drawings', { sizeGiB: 200 });
  new RelationalDatabase(parts, 'Orders', {
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
  return parts;
}
