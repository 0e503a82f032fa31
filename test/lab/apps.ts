import type { App } from 'cdktf';
import {
  DatabaseEngine,
  DnsFailover,
  Duration,
  LoadBalancer,
  Network,
  Objectives,
  ObjectStorage,
  RelationalDatabase,
  Size,
  Tier,
  Topology,
  Workload,
} from '../../lib';
import { aws } from '../../lib/clouds/aws/aws';

const topology = (): Topology =>
  Topology.activePassive({
    primary: aws.site('eu-west-3', { account: '111122223333', cidr: '10.10.0.0/16', state: aws.stateIn('acme-tfstate-paris') }),
    secondary: aws.site('eu-central-1', { account: '111122223333', cidr: '10.20.0.0/16', state: aws.stateIn('acme-tfstate-frankfurt') }),
    witness: aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' }),
  });

/** A bucket behind one name, hot: no slow database. */
export function shop(app: App): Workload {
  const workload = new Workload(app, 'shop', {
    objectives: Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) }),
    topology: topology(),
  });
  new Network(workload, 'Net');
  new ObjectStorage(workload, 'Orders');
  const web = new LoadBalancer(workload, 'Web', { plainHttp: true });
  new DnsFailover(workload, 'Dns', { zone: 'acme.example', record: 'shop', target: web });
  return workload;
}

/** A bucket alone, hot. */
export function papers(app: App): Workload {
  const workload = new Workload(app, 'papers', {
    objectives: Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) }),
    topology: topology(),
  });
  new ObjectStorage(workload, 'Drafts');
  return workload;
}

function database(workload: Workload): void {
  new Network(workload, 'Net');
  new RelationalDatabase(workload, 'Ledger', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 20,
  });
}

/** A database alone, hot: followed by a replica. */
export function ledger(app: App): void {
  database(
    new Workload(app, 'books', {
      objectives: Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) }),
      topology: topology(),
    }),
  );
}

/** A database alone, warm: recovered from a copy. */
export function archive(app: App): void {
  database(
    new Workload(app, 'archive', {
      objectives: Objectives.of({ rto: Duration.hours(4), rpo: Duration.hours(24), mtpd: Duration.hours(48) }),
      tier: Tier.WARM,
      topology: topology(),
    }),
  );
}
