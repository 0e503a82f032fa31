/**
 * An insurer's contracts are at Frankfurt, on Oracle Cloud: applications of APEX over an Autonomous Database, a middleware on machines, services on Kubernetes, their documents
 * in Object Storage, shared files, and what partners leave by sFTP. Where the region is lost, its agents work again within four hours from Amsterdam, another country of the
 * Union, with the same security and an hour of documents lost at the most. What stands by there is production alone, of which a quarter runs; it is exercised twice a year, on
 * pre-production first. What no service replicates, what partners leave and the configuration of the middleware, is kept in step by a job, and controlled every day.
 */
import type { App } from 'cdktf';
import {
  BusinessMetric,
  ContainerImages,
  DatabaseEngine,
  DnsFailover,
  Duration,
  FileStorage,
  KubernetesCluster,
  LoadBalancer,
  MachineGroup,
  Network,
  ObjectStorage,
  Objectives,
  RelationalDatabase,
  Secrets,
  Size,
  Tier,
  Topology,
  WebTest,
  Workload,
  type SiteHandle,
} from 'cdktf-continuity';
import { oci } from 'cdktf-continuity/oci';

const NAMESPACE = 'insurerns';
const [FRANKFURT, AMSTERDAM] = ['oci:eu-frankfurt-1', 'oci:eu-amsterdam-1'];

/** Production, or pre-production for an exercise: the same code in a compartment of its own (`cdktf synth --context environment=pre`). */
const accountOf = (app: App): string =>
  app.node.tryGetContext('environment') === 'pre' ? 'ocid1.compartment.oc1..insurer-preprod' : 'ocid1.compartment.oc1..insurer';

/** What each site has of its own: a certificate for the name that agents know, and a group for logs. */
const each = (type: string): Record<string, string> =>
  Object.fromEntries([FRANKFURT, AMSTERDAM].map((site) => [site, `ocid1.${type}.oc1.${site.slice(4)}.insurer-contracts`]));

/** Declares the workload `contracts`: Frankfurt serves, Amsterdam stands by, Milan keeps the state of what joins them. */
export function build(app: App): Workload {
  const account = accountOf(app);
  const common = { account, namespace: NAMESPACE, homeRegion: 'eu-frankfurt-1', subscriptions: [{ email: 'on-call@insurer.example' }] };
  const state = (city: string, region?: string) =>
    oci.stateIn(`contracts-state-${city}`, { namespace: NAMESPACE, ...(region ? { region } : {}) });

  const contracts = new Workload(app, 'contracts', {
    tier: Tier.HOT,
    objectives: Objectives.of({
      rto: Duration.hours(4),
      rpo: Duration.hours(1),
      mtpd: Duration.hours(48),
      resumption: Duration.hours(8),
      decision: Duration.minutes(30),
    }),
    // The database of Frankfurt is spread over its three availability domains; Amsterdam has one.
    zonal: true,
    geography: { within: 'EU', apartKm: 200 },
    // Of all that runs a quarter stands by. Of the database it is half: one here for the two over there.
    footprint: { vcpus: 0.25, memory: 0.3, databases: 0.5 },
    topology: Topology.activePassive({
      primary: oci.site('eu-frankfurt-1', { ...common, cidr: '10.10.0.0/16', state: state('frankfurt') }),
      secondary: oci.site('eu-amsterdam-1', { ...common, cidr: '10.20.0.0/16', state: state('amsterdam') }),
      witness: state('milan', 'eu-milan-1'),
    }),
    runsFrom: {
      'identity provider': 'saas:eu',
      'pipeline runner': 'saas:eu',
      repository: 'saas:eu',
      registry: 'saas:eu',
    },
    contacts: {
      owner: 'Contracts',
      people: [
        { role: 'business owner', name: 'Head of Contracts', phone: '+49 69 1234 100' },
        { role: 'decider', name: 'Head of Operations', phone: '+49 69 1234 200' },
        { role: 'operator', name: 'On call', phone: '+49 69 1234 300' },
      ],
    },
  });

  // OCI keeps flow logs for half a year at the most. The way between the sites is private: files go over it.
  new Network(contracts, 'Net', { flowLogs: Duration.days(180), peered: true, egress: 'nat' });
  const keys = new Secrets(contracts, 'Keys', { names: ['sftp-key', 'broker-token'] });
  const documents = new ObjectStorage(contracts, 'Documents', { sizeGiB: 800 });
  const core = new RelationalDatabase(contracts, 'Core', {
    // Autonomous Database, the home of APEX, too.
    engine: DatabaseEngine.oracle(),
    size: Size.of({ vcpus: 8, memoryGiB: 64 }),
    storageGiB: 400,
    restorableDays: 60,
  });
  const shared = new FileStorage(contracts, 'Shared', {
    ...{ protocol: 'nfs', sizeGiB: 300 },
    ...{
      tier: Tier.HOT,
      tierReason: 'a file system is in one availability domain: where that is lost, files come back with it, or by a move',
    },
  });
  const services = platform(contracts, core);
  // WebLogic, its domain in the image: what is declared is the same at both sites. Nothing exports the share where it stands by: it is tried until then (bg).
  const middleware = new MachineGroup(contracts, 'Middleware', {
    image: 'contracts-weblogic-2026-11-29',
    size: Size.of({ vcpus: 4, memoryGiB: 16 }),
    instances: { active: 6, standby: 1, most: 12 },
    startup: Duration.minutes(5),
    uses: [core, documents, shared, keys, services],
    userData:
      '#!/bin/sh\n. /etc/continuity/environment\nmkdir -p /shared && mount -t nfs -o vers=3,nosuid,bg,retry=10000 "$SHARED_HOST:$SHARED_NAME" /shared\n',
  });
  const desk = new LoadBalancer(contracts, 'Desk', {
    target: middleware,
    targetPort: 8080,
    certificates: each('certificate'),
    accessLogs: each('loggroup'),
  });
  new DnsFailover(contracts, 'Dns', { zone: 'insurer.example', record: 'contracts', target: desk });

  new WebTest(contracts, 'SignIn', { path: '/ords/contracts/health' });
  new BusinessMetric(contracts, 'Quotes', {
    says: 'No quote was made for an hour',
    ...{ namespace: 'contracts', metric: 'quotes', wrong: 'below', bound: 1 },
  });
  new BusinessMetric(contracts, 'FilesLate', {
    says: 'What partners left by sFTP is ten minutes behind where it stands by',
    from: 'standby',
    of: { [FRANKFURT as string]: { of: 'partner-files' }, [AMSTERDAM as string]: { of: 'partner-files' } },
    ...{ namespace: 'continuity', metric: 'sync_age', wrong: 'above', bound: 600, aggregation: 'extreme' },
    window: Duration.minutes(15),
  });
  contracts.onEverySite((site) => controlled(site, account));
  return contracts;
}

/** What runs on Kubernetes: its images at both sites, and what it keeps in volumes copied by Velero, often enough for the hour that may be lost. */
function platform(contracts: Workload, core: RelationalDatabase): KubernetesCluster {
  new ContainerImages(contracts, 'Images', { repositories: ['contracts/quotes', 'contracts/letters'] });
  const copies = new ObjectStorage(contracts, 'Copies', { sizeGiB: 100 });
  return new KubernetesCluster(contracts, 'Services', {
    version: '1.33',
    pools: [{ name: 'services', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 6, standby: 1, most: 9 } }],
    addresses: { [FRANKFURT as string]: '10.10.127.9', [AMSTERDAM as string]: '10.20.127.9' },
    uses: [core],
    backup: {
      to: copies,
      every: Duration.minutes(30),
      namespaces: ['quotes', 'letters'],
      // Chart and images of Velero, in a registry that stands in neither region.
      ...{ charts: 'registry.insurer.example/charts', images: 'registry.insurer.example/velero' },
    },
  });
}

/** What an agent does first: asked by every move, once the name leads to who serves. */
const SIGN_IN = [
  'curl',
  '--silent',
  '--output',
  '/dev/null',
  '--write-out',
  '%{http_code}',
  'https://contracts.insurer.example/ords/contracts/health',
];

/** Asked whenever the standby is to count, and by `continuity doctor` every morning: what the jobs of docs/synchronization.md keep in step. */
function controlled({ site, form, check }: SiteHandle, account: string): void {
  check({ id: 'agents-sign-in', title: 'Agents sign in', run: SIGN_IN, matches: '200', when: 'arrived', usual: Duration.minutes(1) });
  if (form !== 'standby') return;
  const region = site.slice(4);
  const other = (site === FRANKFURT ? AMSTERDAM : FRANKFURT)?.slice(4) ?? '';
  const asks = (...words: string[]): string[] => ['sh', 'node_modules/cdktf-continuity/docs/synchronization/in-step.sh', ...words];
  check({
    ...{ id: 'files-fresh', title: 'Partner files are in step within ten minutes', when: 'standing', matches: 'in step' },
    run: asks('fresh', region, account, 'partner-files', '600'),
  });
  check({
    ...{ id: 'files-equal', title: 'Partner files are the same on both sides, by checksums', when: 'standing', matches: 'equal' },
    run: asks('equal', region, account, 'partner-files'),
  });
  check({
    ...{
      id: 'domain-in-step',
      title: 'The WebLogic domains are configured alike, looked at within 35 days',
      when: 'standing',
      matches: 'equal',
    },
    run: asks('domain', other, `contracts-domain-${other}`, region, `contracts-domain-${region}`, '35'),
  });
}
