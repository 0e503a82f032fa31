/**
 * A tenants' portal has run in Paris for years, and nobody made it with this library. When the region is lost it is to answer again from
 * Frankfurt within one hour, with at most fifteen minutes of what tenants wrote lost; and on the day that it is protected nothing of what
 * runs is renamed, restarted or changed: a standby, links, copies and alarms are made around it.
 */
import type { App } from 'cdktf';
import {
  ContainerImages,
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
const PARIS = 'aws:eu-west-3';
const FRANKFURT = 'aws:eu-central-1';

/** An ARN of what runs in Paris. */
const running = (service: string, rest: string): string => `arn:aws:${service}:eu-west-3:${ACCOUNT}:${rest}`;

/** The certificate that answers in Paris today, and the one that was asked for in Frankfurt: each has the name that the switch answers. */
const certificates = {
  [PARIS]: running('acm', 'certificate/5f0c9a52-8e1d-4b7a-9d25-1e0c7b4f8a63'),
  [FRANKFURT]: `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/0a7d4c1e-63b9-4f52-8c0d-92e5b16f7d48`,
};

/** What its tasks run today, as `aws ecs describe-tasks` says it. */
const IMAGE = 'tenants/portal@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** Declares the workload `tenants`: what runs in Paris serves as before, and Frankfurt is made to stand by for it. */
export function build(app: App): Workload {
  const tenants = new Workload(app, 'tenants', {
    objectives: Objectives.of({
      rto: Duration.hours(1),
      rpo: Duration.minutes(15),
      mtpd: Duration.hours(8),
      resumption: Duration.hours(2),
    }),
    topology: Topology.activePassive({
      // The range of the network that is there.
      primary: aws.site('eu-west-3', { account: ACCOUNT, cidr: '10.40.0.0/16', state: aws.stateIn('acme-tfstate-paris') }),
      secondary: aws.site('eu-central-1', { account: ACCOUNT, cidr: '10.50.0.0/16', state: aws.stateIn('acme-tfstate-frankfurt') }),
      witness: aws.stateIn('acme-tfstate-stockholm', { region: 'eu-north-1' }),
    }),
  });

  Network.fromExisting(tenants, 'Net', {
    [PARIS]: {
      id: 'vpc-0f3d9b2c61a84e507',
      publicSubnets: ['subnet-0a11f8d3c27b94e60', 'subnet-0b22e7c4d18a63f51'],
      privateSubnets: ['subnet-0c33d6b5e29c72a42', 'subnet-0d44c5a6f3ad81b33'],
    },
  });
  const keys = Secrets.fromExisting(tenants, 'Keys', { [PARIS]: { ids: { 'mail-token': 'portal/mail-token' } } });
  const files = ObjectStorage.fromExisting(tenants, 'Files', { [PARIS]: { id: 'acme-tenants-files' } }, { sizeGiB: 200 });
  const register = RelationalDatabase.fromExisting(
    tenants,
    'Register',
    { [PARIS]: { id: 'portal-db', secret: 'portal/db-admin', guards: ['sg-0e55b4a7d4be90c24'] } },
    // As large as what runs: a standby that is smaller is none.
    { engine: DatabaseEngine.postgres('16'), size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100, database: 'portal' },
  );
  ContainerImages.fromExisting(tenants, 'Images', { [PARIS]: { ids: ['tenants/portal'] } });
  // What it finds in its environment is said of Frankfurt alone: in Paris its tasks go on as they are.
  const portal = ContainerService.fromExisting(
    tenants,
    'Portal',
    { [PARIS]: { id: 'portal', cluster: 'acme' } },
    {
      image: IMAGE,
      size: Size.of({ vcpus: 1, memoryGiB: 2 }),
      instances: { active: 4, standby: 1 },
      uses: [register, keys, files],
    },
  );
  const web = LoadBalancer.fromExisting(
    tenants,
    'Web',
    {
      [PARIS]: {
        id: running('elasticloadbalancing', 'listener/app/portal/50dc6c495c0c9188/f2f7dc8efc522ab2'),
        targets: running('elasticloadbalancing', 'targetgroup/portal/73e2d6bc24d8a067'),
      },
    },
    { target: portal, certificates },
  );

  // A name that is free: www.acme.example is pointed at it by its owner, once both sites answer under it.
  new DnsFailover(tenants, 'Dns', { zone: 'acme.example', record: 'tenants', target: web });
  return tenants;
}
