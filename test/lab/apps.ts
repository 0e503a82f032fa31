import type { App } from 'cdktf';
import {
  DatabaseEngine,
  DnsFailover,
  Duration,
  LoadBalancer,
  MachineGroup,
  Network,
  Objectives,
  ObjectStorage,
  RelationalDatabase,
  Secrets,
  Size,
  Tier,
  Topology,
  Workload,
} from '../../lib';
import { aws } from '../../lib/clouds/aws/aws';

const paris = () => aws.site('eu-west-3', { account: '111122223333', cidr: '10.10.0.0/16', state: aws.stateIn('acme-tfstate-paris') });
const frankfurt = () =>
  aws.site('eu-central-1', { account: '111122223333', cidr: '10.20.0.0/16', state: aws.stateIn('acme-tfstate-frankfurt') });
const dublin = () => aws.site('eu-west-1', { account: '111122223333', cidr: '10.30.0.0/16', state: aws.stateIn('acme-tfstate-dublin') });
const witness = () => aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' });

const topology = (): Topology => Topology.activePassive({ primary: paris(), secondary: frankfurt(), witness: witness() });

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
function bucket(app: App, id: string, name: string, where: Topology): Workload {
  const workload = new Workload(app, id, {
    objectives: Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) }),
    topology: where,
  });
  new ObjectStorage(workload, name);
  return workload;
}

/** A bucket alone. */
export const papers = (app: App): Workload => bucket(app, 'papers', 'Drafts', topology());

/** A bucket alone, whose first site may be replaced by another one. */
export const deeds = (app: App): Workload =>
  bucket(
    app,
    'deeds',
    'Scans',
    Topology.activePassive({ primary: paris(), secondary: frankfurt(), successors: [dublin()], witness: witness() }),
  );

/** Two that serve in Paris, and one that serves in Frankfurt: each region is the standby of what serves in the other one. */
export const crossed = (app: App): readonly Workload[] => [
  bucket(app, 'north', 'Maps', topology()),
  bucket(app, 'south', 'Charts', topology()),
  bucket(app, 'east', 'Plans', Topology.activePassive({ primary: frankfurt(), secondary: paris(), witness: witness() })),
];

function database(workload: Workload): void {
  new Network(workload, 'Net');
  new RelationalDatabase(workload, 'Ledger', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 20,
  });
}

/** A database that is followed by a replica, a bucket and an entrance, hot. */
export function ledger(app: App): void {
  const workload = new Workload(app, 'books', {
    objectives: Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) }),
    topology: topology(),
  });
  database(workload);
  new ObjectStorage(workload, 'Slips');
  const web = new LoadBalancer(workload, 'Web', { plainHttp: true });
  new DnsFailover(workload, 'Dns', { zone: 'acme.example', record: 'books', target: web });
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

/** A bucket alone, warm: recovered from a copy. */
export function wills(app: App): void {
  const workload = new Workload(app, 'wills', {
    objectives: Objectives.of({ rto: Duration.hours(4), rpo: Duration.hours(24), mtpd: Duration.hours(48) }),
    tier: Tier.WARM,
    topology: topology(),
  });
  new ObjectStorage(workload, 'Wills', { sizeGiB: 1 });
}

/** Machines behind one name, hot: fewer of them stand by. */
export function fleet(app: App): void {
  const workload = new Workload(app, 'fleet', {
    objectives: Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) }),
    topology: topology(),
  });
  new Network(workload, 'Net');
  const front = new MachineGroup(workload, 'Front', {
    image: FLEET_IMAGE,
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    instances: { active: 3, standby: 1, most: 6 },
  });
  const web = new LoadBalancer(workload, 'Web', { target: front, certificates: CERTIFICATES });
  new DnsFailover(workload, 'Dns', { zone: 'acme.example', record: 'fleet', target: web });
}

const CERTIFICATES = {
  'aws:eu-west-3': 'arn:aws:acm:eu-west-3:111122223333:certificate/5f0c9a52-8e1d-4b7a-9d25-1e0c7b4f8a63',
  'aws:eu-central-1': 'arn:aws:acm:eu-central-1:111122223333:certificate/0a7d4c1e-63b9-4f52-8c0d-92e5b16f7d48',
};

/** What the pipeline of the machines builds, in Paris alone. */
export const FLEET_IMAGE = 'acme-front-2026-11-30';

/** An environment that may be destroyed, without what takes minutes. */
export function sandbox(app: App, id = 'sandbox'): Workload {
  const workload = new Workload(app, id, {
    objectives: Objectives.of({ rto: Duration.hours(1), rpo: Duration.minutes(15), mtpd: Duration.hours(8) }),
    topology: topology(),
    destroyable: true,
  });
  new Secrets(workload, 'Keys', { names: ['api-token'] });
  new ObjectStorage(workload, 'Invoices', { sizeGiB: 200 });
  return workload;
}

/** The same with a network and a database: what the quickstart has, but its entrance. */
export const testbed = (app: App): void => {
  database(sandbox(app, 'testbed'));
};
