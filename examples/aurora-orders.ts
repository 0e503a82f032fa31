/**
 * A wholesaler takes orders at its desks all day, on machines that share the scans of delivery notes. When the region is lost it takes them again from
 * Frankfurt within one hour, with at most fifteen minutes of scans lost and some seconds of orders: those are in an Aurora whose role moves by command, and
 * moves back between the same two.
 */
import type { App } from 'cdktf';
import {
  DatabaseEngine,
  DnsFailover,
  Duration,
  FileStorage,
  LoadBalancer,
  MachineGroup,
  Network,
  Objectives,
  RelationalDatabase,
  Size,
  Topology,
  Workload,
} from 'cdktf-continuity';
import { aws } from 'cdktf-continuity/aws';

const ACCOUNT = '888899990000';

/** Each site has a certificate of its own, with the name that users see. */
const certificates = {
  'aws:eu-west-3': `arn:aws:acm:eu-west-3:${ACCOUNT}:certificate/1d6e0b94-52c7-4f3a-8a19-6c0e7d2b5f48`,
  'aws:eu-central-1': `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/8b3f7a21-0c9d-4e65-b7f2-4a1d9e6c3058`,
};

/** Declares the workload `wholesale`: Paris serves, Frankfurt stands by, Stockholm keeps the state of what joins them. */
export function build(app: App): Workload {
  const wholesale = new Workload(app, 'wholesale', {
    objectives: Objectives.of({
      rto: Duration.hours(1),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(8),
      resumption: Duration.hours(2),
    }),
    topology: Topology.activePassive({
      primary: aws.site('eu-west-3', { account: ACCOUNT, cidr: '10.10.0.0/16', state: aws.stateIn('wholesale-tfstate-paris') }),
      secondary: aws.site('eu-central-1', { account: ACCOUNT, cidr: '10.20.0.0/16', state: aws.stateIn('wholesale-tfstate-frankfurt') }),
      witness: aws.stateIn('wholesale-tfstate-stockholm', { region: 'eu-north-1' }),
    }),
  });

  new Network(wholesale, 'Net');
  // Its version is said whole: roles move between two of one version alone.
  const orders = new RelationalDatabase(wholesale, 'Orders', {
    engine: DatabaseEngine.postgresCluster('16.8'),
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    storageGiB: 200,
  });
  const scans = new FileStorage(wholesale, 'Scans', { protocol: 'nfs', sizeGiB: 300 });
  // Its machines find ORDERS_HOST, ORDERS_SECRET and SCANS_HOST, which they mount, of the site where they run.
  const desk = new MachineGroup(wholesale, 'Desk', {
    image: 'wholesale-desk-2026-11-29',
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    instances: { active: 4, standby: 1, most: 6 },
    uses: [orders, scans],
    startup: Duration.minutes(4),
  });
  const web = new LoadBalancer(wholesale, 'Web', { target: desk, healthPath: '/healthz', certificates });

  new DnsFailover(wholesale, 'Dns', { zone: 'wholesale.example', record: 'desk', target: web });
  return wholesale;
}
