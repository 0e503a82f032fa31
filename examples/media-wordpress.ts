/**
 * A publisher runs its magazine on WordPress in Paris, with its articles in MySQL and its pictures in a bucket. When the region is lost readers find it again
 * from Frankfurt within one hour, with at most fifteen minutes of articles lost; what follows is set as its source is, the time zone of its editors included.
 *
 * A network of caches in front of it is the publisher's own, in `onEveryBase` at one site: its ONE origin is the name of the switch, `origin.acme.example`
 * (docs/design.md, "Traffic"). Uploads go into the bucket by a plugin: a task has no disk that outlives it.
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

/** Each site has a certificate of its own, with the name that the network of caches asks for. */
const certificates = {
  'aws:eu-west-3': `arn:aws:acm:eu-west-3:${ACCOUNT}:certificate/7c1b2e9d-40f6-4a5e-8b13-6d2f9a0c4e71`,
  'aws:eu-central-1': `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/e2a84f06-9d37-4c1b-a5f8-03b7d6c91e52`,
};

/** WordPress with its themes and plugins baked in: nobody updates it from its own pages, so that both sites run the same. */
const IMAGE = 'acme/wordpress@sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';

/** Declares the workload `magazine`: Paris serves, Frankfurt stands by, Stockholm keeps the state of what joins them. */
export function build(app: App): Workload {
  const magazine = new Workload(app, 'magazine', {
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

  new Network(magazine, 'Net');
  // What its cookies are signed with: the same at both sites, or everybody has to log in again after a move.
  const salts = new Secrets(magazine, 'Salts', { names: ['auth-key', 'auth-salt'] });
  const uploads = new ObjectStorage(magazine, 'Uploads', { sizeGiB: 500 });
  const articles = new RelationalDatabase(magazine, 'Articles', {
    engine: DatabaseEngine.mysql('8.4'),
    database: 'wordpress',
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
    parameters: { time_zone: 'Europe/Paris' },
  });
  // Its tasks find ARTICLES_HOST, ARTICLES_SECRET, SALTS_AUTH_KEY, UPLOADS_NAME: of the site where they run. They connect by TLS, or not at all.
  const press = new ContainerService(magazine, 'Press', {
    image: IMAGE,
    size: Size.of({ vcpus: 1, memoryGiB: 2 }),
    instances: { active: 3, standby: 1, most: 12 },
    uses: [articles, salts, uploads],
  });
  const web = new LoadBalancer(magazine, 'Web', { target: press, healthPath: '/healthz', certificates });

  new DnsFailover(magazine, 'Dns', { zone: 'acme.example', record: 'origin', target: web });
  return magazine;
}
