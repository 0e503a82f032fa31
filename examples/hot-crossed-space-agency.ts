/**
 * A space agency runs two services in two countries, each the standby of the other: when one country is lost, its service moves
 * within one hour to the other one, with at most fifteen minutes of data lost, and the service that lives there does not notice.
 */
import type { App } from 'cdktf';
import {
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
import { aws } from 'cdktf-continuity/aws';

const ACCOUNT = '111122223333';
const objectives = Objectives.of({
  rto: Duration.hours(1),
  rpo: Duration.minutes(15),
  mtpd: Duration.hours(12),
  resumption: Duration.hours(4),
});
const acknowledge = [
  {
    id: 'DR-LOCK-01',
    reason: 'the weekly export to the archive of another organization is the copy out of reach',
    by: 'the security officer',
  },
];
/** Neither France nor Germany: what decides a recovery must survive both. */
const runsFrom = Object.fromEntries(
  ['identity provider', 'pipeline runner', 'repository', 'registry'].map((need) => [need, 'aws:eu-north-1']),
);

/** A site of one of the services: each has its own address range, although both stand in both countries. */
const paris = (cidr: string) => aws.site('eu-west-3', { account: ACCOUNT, cidr, state: aws.stateIn('agency-tfstate-paris') });
const frankfurt = (cidr: string) => aws.site('eu-central-1', { account: ACCOUNT, cidr, state: aws.stateIn('agency-tfstate-frankfurt') });
const witness = () => aws.stateIn('agency-tfstate-stockholm', { region: 'eu-north-1' });

const certificates = {
  'aws:eu-west-3': `arn:aws:acm:eu-west-3:${ACCOUNT}:certificate/5f0c9a52-8e1d-4b7a-9d25-1e0c7b4f8a63`,
  'aws:eu-central-1': `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/0a7d4c1e-63b9-4f52-8c0d-92e5b16f7d48`,
};

/** What the probes send, received near Toulouse: France serves, Germany stands by. */
function telemetry(app: App): Workload {
  const workload = new Workload(app, 'telemetry', {
    objectives,
    topology: Topology.activePassive({ primary: paris('10.10.0.0/16'), secondary: frankfurt('10.20.0.0/16'), witness: witness() }),
    acknowledge,
    runsFrom,
  });
  new Network(workload, 'Net', { zones: 3 });
  const keys = new Secrets(workload, 'Keys', { names: ['station-token'] });
  const frames = new ObjectStorage(workload, 'Frames', { sizeGiB: 4000 });
  const passes = new RelationalDatabase(workload, 'Passes', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    storageGiB: 300,
  });
  // What each probe said last: written by its number and the second in which it was heard.
  const heard = new Table(workload, 'Heard', {
    partitionKey: { name: 'probe' },
    sortKey: { name: 'second', type: 'number' },
    throughput: Throughput.onDemand({ reads: 200, writes: 400 }),
  });
  const intake = new LoadBalancer(workload, 'Intake', { certificates });
  passes.node.addDependency(keys);
  intake.node.addDependency(passes, frames, heard);
  new DnsFailover(workload, 'Dns', { zone: 'agency.example', record: 'telemetry', target: intake });
  return workload;
}

/** What scientists search, published near Darmstadt: Germany serves, France stands by. The same two countries, mirrored. */
function catalogue(app: App): Workload {
  const workload = new Workload(app, 'catalogue', {
    objectives,
    topology: Topology.activePassive({ primary: frankfurt('10.30.0.0/16'), secondary: paris('10.40.0.0/16'), witness: witness() }),
    acknowledge,
    runsFrom,
  });
  new Network(workload, 'Net');
  const products = new ObjectStorage(workload, 'Products', { sizeGiB: 2000 });
  const index = new RelationalDatabase(workload, 'Index', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 2, memoryGiB: 16 }),
    storageGiB: 200,
  });
  const search = new LoadBalancer(workload, 'Search', { certificates });
  search.node.addDependency(index, products);
  new DnsFailover(workload, 'Dns', { zone: 'agency.example', record: 'catalogue', target: search });
  return workload;
}

/** Declares both: one situation, one manifest; each moves, and is rehearsed, without the other. */
export function build(app: App): readonly Workload[] {
  return [telemetry(app), catalogue(app)];
}
