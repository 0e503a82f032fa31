/**
 * A lender runs its platform on Kubernetes in Paris. When the region is lost, loans are taken again in Frankfurt within three hours, with at most fifteen minutes of
 * them lost: they are in a database that is followed there, and a smaller cluster runs there already. The back office may be four hours behind: its tools keep what
 * they have in volumes, which Velero copies every hour, and its cluster there has no node until the day.
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
import { aws } from 'cdktf-continuity/aws';

const ACCOUNT = '111122223333';

/** Who is told. */
const subscriptions = [{ email: 'on-call@lender.example' }];

/** Each site has a certificate of its own, with the name that users see. */
const certificates = {
  'aws:eu-west-3': `arn:aws:acm:eu-west-3:${ACCOUNT}:certificate/5f0c9a52-8e1d-4b7a-9d25-1e0c7b4f8a63`,
  'aws:eu-central-1': `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/0a7d4c1e-63b9-4f52-8c0d-92e5b16f7d48`,
};

/** Declares the workloads `loans` and `back-office`: Paris serves, Frankfurt stands by, Stockholm keeps the state of what joins them. */
export function build(app: App): Workload[] {
  const topology = Topology.activePassive({
    primary: aws.site('eu-west-3', { account: ACCOUNT, cidr: '10.10.0.0/16', subscriptions, state: aws.stateIn('acme-tfstate-paris') }),
    secondary: aws.site('eu-central-1', {
      account: ACCOUNT,
      cidr: '10.20.0.0/16',
      subscriptions,
      state: aws.stateIn('acme-tfstate-frankfurt'),
    }),
    witness: aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' }),
  });
  const loans = new Workload(app, 'loans', {
    tier: Tier.HOT,
    objectives: Objectives.of({
      rto: Duration.hours(3),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(8),
      resumption: Duration.minutes(30),
    }),
    topology,
  });
  new Network(loans, 'Net');
  new ContainerImages(loans, 'Images', { repositories: ['loans/desk', 'loans/book'] });
  const book = new RelationalDatabase(loans, 'Book', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    storageGiB: 250,
  });
  // What runs here keeps nothing: it is in the database. An agent of GitOps in both clusters puts it there.
  const platform = new KubernetesCluster(loans, 'Platform', {
    version: '1.35',
    pools: [{ name: 'apps', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 3, standby: 1, most: 9 } }],
    addresses: { 'aws:eu-west-3': '10.10.80.250', 'aws:eu-central-1': '10.20.80.250' },
    uses: [book],
  });
  const entrance = new LoadBalancer(loans, 'Entrance', { target: platform, certificates });
  new DnsFailover(loans, 'Names', { zone: 'lender.example', record: 'loans', target: entrance });

  const office = new Workload(app, 'back-office', {
    tier: Tier.WARM,
    objectives: Objectives.of({ rto: Duration.hours(8), rpo: Duration.hours(4), mtpd: Duration.hours(24), resumption: Duration.hours(2) }),
    topology,
  });
  new Network(office, 'Net');
  // Velero reads its copies there on the day: they are replicated, whatever the workload's tier.
  const kept = new ObjectStorage(office, 'Kept', { sizeGiB: 200, tier: Tier.HOT });
  new KubernetesCluster(office, 'Tools', {
    version: '1.35',
    pools: [{ name: 'tools', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 2 } }],
    backup: { to: kept, every: Duration.hours(1), namespaces: ['archive', 'letters'] },
  });
  return [loans, office];
}
