/**
 * A register of an insurer on OCI is read by brokers all day, so they are served again within four hours and lose an hour of documents at the most. Frankfurt
 * serves and Paris stands by: documents are replicated, their index is a database of MySQL that follows over the private way between the two networks, an
 * entrance with a firewall stands at each site, one name leads to whoever serves, and people are called where the page that brokers see fails, wherever they
 * are. What serves behind the entrance is a pool of machines at each site, which reads documents, their index and the files of scanners.
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
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  Size,
  Tier,
  Topology,
  WebTest,
  Workload,
} from 'cdktf-continuity';
import { oci } from 'cdktf-continuity/oci';

const NAMESPACE = 'insurerns';

/** The same at both sites: one compartment, in a tenancy whose identity is written in Frankfurt, and who is told. */
const common = {
  account: 'ocid1.compartment.oc1..insurer-register',
  namespace: NAMESPACE,
  homeRegion: 'eu-frankfurt-1',
  subscriptions: [{ email: 'on-call@insurer.example' }],
};

/** What each site has of its own: a certificate for the name that brokers know, and for both names of its entrance; and a group for logs. */
const REGIONS = ['eu-frankfurt-1', 'eu-paris-1'];
const each = (type: string): Record<string, string> =>
  Object.fromEntries(REGIONS.map((region) => [`oci:${region}`, `ocid1.${type}.oc1.${region}.insurer-register`]));

/** Declares the workload `register`: Frankfurt serves, Paris stands by, Milan keeps the state of what joins them. */
export function build(app: App): Workload {
  const register = new Workload(app, 'register', {
    tier: Tier.HOT,
    objectives: Objectives.of({
      rto: Duration.hours(4),
      rpo: Duration.hours(1),
      mtpd: Duration.hours(24),
      resumption: Duration.hours(4),
    }),
    topology: Topology.activePassive({
      primary: oci.site('eu-frankfurt-1', {
        ...common,
        cidr: '10.10.0.0/16',
        state: oci.stateIn('register-state-frankfurt', { namespace: NAMESPACE }),
      }),
      secondary: oci.site('eu-paris-1', {
        ...common,
        cidr: '10.20.0.0/16',
        state: oci.stateIn('register-state-paris', { namespace: NAMESPACE }),
      }),
      witness: oci.stateIn('register-state-milan', { namespace: NAMESPACE, region: 'eu-milan-1' }),
    }),
  });

  // OCI keeps flow logs for half a year at the most.
  new Network(register, 'Net', { flowLogs: Duration.days(180), peered: true });
  const documents = new ObjectStorage(register, 'Documents', { sizeGiB: 200 });
  const index = new RelationalDatabase(register, 'Index', {
    engine: DatabaseEngine.mysql('8.4'),
    size: Size.of({ vcpus: 4, memoryGiB: 32 }),
    storageGiB: 200,
    // Whoever works on it makes the database once: CREATE DATABASE register.
    database: 'register',
    parameters: { max_connections: '500' },
  });
  // What scanners write, until it is filed.
  const scans = new FileStorage(register, 'Scans', { protocol: 'nfs', sizeGiB: 500 });
  // One machine stands by at Paris; each finds bucket and share of its own site. Nothing exports the share there until Paris takes over: it is tried until then (bg).
  const readers = new MachineGroup(register, 'Readers', {
    image: 'register-readers-2026-11-29',
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    instances: { active: 3, standby: 1, most: 6 },
    uses: [documents, index, scans],
    userData:
      '#!/bin/sh\n. /etc/continuity/environment\nmkdir -p /scans && mount -t nfs -o vers=3,nosuid,bg,retry=10000 "$SCANS_HOST:$SCANS_NAME" /scans\n',
  });
  const web = new LoadBalancer(register, 'Web', {
    target: readers,
    targetPort: 8080,
    certificates: each('certificate'),
    accessLogs: each('loggroup'),
  });
  new DnsFailover(register, 'Dns', { zone: 'insurer.example', record: 'register', target: web });
  new WebTest(register, 'Search', { path: '/search/health' });
  return register;
}
