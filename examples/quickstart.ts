/**
 * Invoices must be served again within one hour of the loss of a region, with at most fifteen minutes of data lost;
 * the business survives eight hours, of which it needs two for itself.
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
  Topology,
  Workload,
} from 'cdktf-continuity';
import { aws } from 'cdktf-continuity/aws';

/** Declares the workload `billing`: Paris serves, Frankfurt stands by, Stockholm keeps the state of what joins them. */
export function build(app: App): Workload {
  const billing = new Workload(app, 'billing', {
    objectives: Objectives.of({
      rto: Duration.hours(1),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(8),
      resumption: Duration.hours(2),
    }),
    topology: Topology.activePassive({
      primary: aws.site('eu-west-3', { account: '111122223333', cidr: '10.10.0.0/16', state: aws.stateIn('acme-tfstate-paris') }),
      secondary: aws.site('eu-central-1', { account: '111122223333', cidr: '10.20.0.0/16', state: aws.stateIn('acme-tfstate-frankfurt') }),
      witness: aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' }),
    }),
  });

  new Network(billing, 'Net');
  const keys = new Secrets(billing, 'Keys', { names: ['api-token'] });
  const invoices = new ObjectStorage(billing, 'Invoices', { sizeGiB: 200 });
  const ledger = new RelationalDatabase(billing, 'Ledger', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
  });
  const web = new LoadBalancer(billing, 'Web', { healthPath: '/healthz', plainHttp: true });
  ledger.node.addDependency(keys);
  web.node.addDependency(ledger, invoices);

  new DnsFailover(billing, 'Dns', { zone: 'acme.example', record: 'billing', target: web });
  return billing;
}
