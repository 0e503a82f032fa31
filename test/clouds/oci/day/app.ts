import type { App } from 'cdktf';
import { oci } from '../../../../lib/clouds/oci/oci';
import { ContainerImages } from '../../../../lib/components/container-images';
import { FileStorage } from '../../../../lib/components/file-storage';
import { LoadBalancer } from '../../../../lib/components/load-balancer';
import { MachineGroup } from '../../../../lib/components/machine-group';
import { Network } from '../../../../lib/components/network';
import { ObjectStorage } from '../../../../lib/components/object-storage';
import { DatabaseEngine } from '../../../../lib/components/database-engine';
import { RelationalDatabase } from '../../../../lib/components/relational-database';
import { Secrets } from '../../../../lib/components/secrets';
import { Size } from '../../../../lib/components/size';
import { Duration } from '../../../../lib/objectives/duration';
import { Objectives } from '../../../../lib/objectives/objectives';
import { Tier } from '../../../../lib/objectives/tier';
import { Topology } from '../../../../lib/port/topology';
import { DnsFailover } from '../../../../lib/traffic/dns-failover';
import { Workload, type WorkloadProps } from '../../../../lib/workload';
import { COMPARTMENT, NAMESPACE } from './world';

export const FRANKFURT = 'oci:eu-frankfurt-1';
export const PARIS = 'oci:eu-paris-1';
/** Where states are kept: of each site there, and of what joins them in Milan. */
export const STATES = {
  'eu-frankfurt-1': 'acme-state-frankfurt',
  'eu-paris-1': 'acme-state-paris',
  'eu-milan-1': 'acme-state-milan',
} as const;
/** Where identity is written. */
export const HOME = 'uk-london-1';
export const ZONE = 'acme.example';
/** Of the machines. */
export const IMAGE = 'acme-back-1';

const siteOf = (region: 'eu-frankfurt-1' | 'eu-paris-1', cidr: string) =>
  oci.site(region, {
    account: COMPARTMENT,
    namespace: NAMESPACE,
    homeRegion: HOME,
    subscriptions: [{ email: 'on-call@acme.example' }],
    cidr,
    state: oci.stateIn(STATES[region], { namespace: NAMESPACE }),
  });

/** The workload `shop` of a day: Frankfurt serves, Paris stands by, and Milan keeps what joins them. */
export const shopIn = (app: App, more: Partial<Omit<WorkloadProps, 'topology'>> = {}): Workload =>
  new Workload(app, 'shop', {
    objectives: Objectives.of({
      rto: Duration.hours(4),
      rpo: Duration.hours(1),
      mtpd: Duration.hours(24),
      resumption: Duration.hours(4),
    }),
    tier: Tier.HOT,
    topology: Topology.activePassive({
      primary: siteOf('eu-frankfurt-1', '10.10.0.0/16'),
      secondary: siteOf('eu-paris-1', '10.20.0.0/16'),
      witness: oci.stateIn(STATES['eu-milan-1'], { namespace: NAMESPACE, region: 'eu-milan-1' }),
    }),
    ...more,
  });

/** Declares it with a component of each kind that this day plays. */
export function build(app: App): Workload {
  const shop = shopIn(app);
  new Network(shop, 'Net', { flowLogs: Duration.days(180), peered: true });
  new ContainerImages(shop, 'Images', { repositories: ['shop/api'] });
  const keys = new Secrets(shop, 'Keys', { names: ['signing-key'] });
  const orders = new ObjectStorage(shop, 'Orders', { sizeGiB: 10 });
  const size = Size.of({ vcpus: 2, memoryGiB: 8 });
  const ledger = new RelationalDatabase(shop, 'Ledger', { engine: DatabaseEngine.oracle(), size, storageGiB: 100 });
  const journal = new RelationalDatabase(shop, 'Journal', { engine: DatabaseEngine.mysql('8.4'), size, storageGiB: 100 });
  const scans = new FileStorage(shop, 'Scans', { protocol: 'nfs', sizeGiB: 10, tier: Tier.HOT, tierReason: 'one domain of a region' });
  const back = new MachineGroup(shop, 'Back', {
    image: IMAGE,
    size: Size.of({ vcpus: 2, memoryGiB: 4 }),
    instances: { active: 4, standby: 1, most: 8 },
    uses: [orders, ledger, journal, scans, keys],
  });
  const web = new LoadBalancer(shop, 'Web', { target: back, plainHttp: true });
  new DnsFailover(shop, 'Dns', { zone: ZONE, record: 'app', target: web });
  return shop;
}
