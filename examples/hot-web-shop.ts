/**
 * A web shop takes orders in Paris. When the region is lost it sells again from Frankfurt within one hour, with at most fifteen minutes of
 * orders lost: containers run there already, a quarter of them, on a replica of the orders, and grow once that takes writes.
 */
import type { App } from 'cdktf';
import {
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
  Topology,
  Workload,
} from 'cdktf-continuity';
import { aws } from 'cdktf-continuity/aws';

const ACCOUNT = '111122223333';

/** Each site has a certificate of its own, with the name that users see. */
const certificates = {
  'aws:eu-west-3': `arn:aws:acm:eu-west-3:${ACCOUNT}:certificate/5f0c9a52-8e1d-4b7a-9d25-1e0c7b4f8a63`,
  'aws:eu-central-1': `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/0a7d4c1e-63b9-4f52-8c0d-92e5b16f7d48`,
};

/** Pushed by the pipeline to the registry of both regions; what is deployed is a digest, so that both sites run the same. */
const IMAGE = 'acme/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** Declares the workload `shop`: Paris serves, Frankfurt stands by, Stockholm keeps the state of what joins them. */
export function build(app: App): Workload {
  const shop = new Workload(app, 'shop', {
    objectives: Objectives.of({
      rto: Duration.hours(1),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(8),
      resumption: Duration.hours(2),
    }),
    topology: Topology.activePassive({
      primary: aws.site('eu-west-3', { account: ACCOUNT, cidr: '10.10.0.0/16', state: aws.stateIn('acme-tfstate-paris') }),
      secondary: aws.site('eu-central-1', { account: ACCOUNT, cidr: '10.20.0.0/16', state: aws.stateIn('acme-tfstate-frankfurt') }),
      witness: aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' }),
    }),
  });

  new Network(shop, 'Net');
  const keys = new Secrets(shop, 'Keys', { names: ['payment-token'] });
  const pictures = new ObjectStorage(shop, 'Pictures', { sizeGiB: 200 });
  const orders = new RelationalDatabase(shop, 'Orders', {
    engine: DatabaseEngine.postgres('16'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
  });
  // Its tasks find ORDERS_HOST, ORDERS_SECRET, KEYS_PAYMENT_TOKEN, PICTURES_NAME: of the site where they run.
  const front = new ContainerService(shop, 'Front', {
    image: IMAGE,
    size: Size.of({ vcpus: 1, memoryGiB: 2 }),
    instances: { active: 4, standby: 1, most: 12 },
    uses: [orders, keys, pictures],
  });
  const web = new LoadBalancer(shop, 'Web', { target: front, healthPath: '/healthz', certificates });

  new DnsFailover(shop, 'Dns', { zone: 'acme.example', record: 'shop', target: web });
  return shop;
}
