import { type App } from 'cdktf';
import { Construct } from 'constructs';
import {
  type ContinuityError,
  DatabaseEngine,
  DnsFailover,
  Duration,
  LoadBalancer,
  MachineGroup,
  Network,
  ObjectStorage,
  Objectives,
  Secrets,
  Size,
  Tier,
  Topology,
  Workload,
  type DnsFailoverProps,
  type LoadBalancerProps,
  type MachineGroupProps,
  type SiteHandle,
  type WorkloadProps,
} from '../lib';
import { aws } from '../lib/clouds/aws/aws';
import { azure } from '../lib/clouds/azure/azure';
import { oci } from '../lib/clouds/oci/oci';
import {
  appIn,
  database,
  DUBLIN,
  folder,
  frankfurt,
  FRANKFURT,
  network,
  paris,
  PARIS,
  PATIENT,
  refusal,
  stockholm,
  TIGHT,
  topology,
  workload,
} from './declared';
import { cloudNamed } from './support/clouds';

type Row = readonly [title: string, declare: (app: App) => unknown, id: string, words: readonly (string | RegExp)[]];

const row = (title: string, declare: (app: App) => unknown, id: string, ...words: readonly (string | RegExp)[]): Row => [
  title,
  declare,
  id,
  words,
];

/** What a JavaScript program, or one with a cast, could give. */
const any = (value: unknown): never => value as never;
const hot = (app: App, over: Partial<WorkloadProps> = {}): Workload =>
  workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, ...over });
const bucket = (app: App, props: unknown, id: unknown = 'Invoices') => new ObjectStorage(hot(app), any(id), any(props));
const site = (over: unknown) => paris(any(over));
const base = (app: App, over: object) => {
  const w = hot(app);
  network(w);
  database(w, any(over));
};
const CERTIFIED = Object.fromEntries(
  [PARIS, FRANKFURT].map((key) => [key, `arn:aws:acm:${key.slice('aws:'.length)}:111122223333:certificate/5f0c9a52`]),
);
const web = (app: App, props: LoadBalancerProps) => {
  const w = hot(app);
  network(w);
  new LoadBalancer(w, 'Web', { ...props, certificates: { ...CERTIFIED, ...props.certificates } });
};
const machines = (app: App, props: Pick<MachineGroupProps, 'image' | 'images' | 'reserved'>) => {
  const w = hot(app);
  network(w);
  new MachineGroup(w, 'Back', { size: Size.of({ vcpus: 2, memoryGiB: 4 }), instances: { active: 4 }, ...props });
};
const dns = (app: App, over: Partial<DnsFailoverProps>, id = 'billing') => {
  const w = workload(app, id, { tier: Tier.HOT, objectives: PATIENT });
  network(w);
  new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'billing', target: new LoadBalancer(w, 'Web', { plainHttp: true }), ...over });
};
const dnsAt = (app: App, hostNames: Record<string, string>) => {
  const w = hot(app);
  network(w);
  const target = new LoadBalancer(w, 'Web', { plainHttp: true, hostNames });
  new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'billing', target });
};
const twoNetworks = (w: Workload) => ['Net1', 'Net2'].map((id) => new Network(w, id));
const adopted = (app: App, at: object) => Network.fromExisting(hot(app), 'Net', any(at));
const net = (n: string, over: object = {}) => ({
  id: `vpc-${n}`,
  publicSubnets: [`subnet-${n}1`, `subnet-${n}2`],
  privateSubnets: [`subnet-${n}3`, `subnet-${n}4`],
  ...over,
});
const inHook = (app: App, use: (handle: SiteHandle, w: Workload) => unknown) => {
  const w = hot(app);
  new ObjectStorage(w, 'Invoices');
  w.onEverySite((handle) => void use(handle, w));
};
const UUID = '00000000-0000-0000-0000-000000000001';
const azureState = azure.stateIn('acmestate', { resourceGroup: 'state' });
const azureSite = (over: object) => azure.site('francecentral', { account: UUID, cidr: '10.10.0.0/16', state: azureState, ...over });
const ociState = oci.stateIn('acme-state', { namespace: 'acmens' });
const COMPARTMENT = 'ocid1.compartment.oc1..acme';
const ociSite = (over: object) =>
  oci.site('eu-paris-1', {
    account: COMPARTMENT,
    cidr: '10.10.0.0/16',
    state: ociState,
    namespace: 'acmens',
    homeRegion: 'uk-london-1',
    ...over,
  });

const SITES: Row[] = [
  row(
    'account of 11 digits',
    () => site({ account: '11112222333' }),
    'DR-SITE-01',
    'got: 11112222333',
    '12 digits',
    "Fix: account: '111122223333'",
  ),
  row('account as a number', () => site({ account: 111122223333 }), 'DR-SITE-01', 'has no account, as a text', 'got: 111122223333'),
  row('host bits set', () => site({ cidr: '10.10.3.7/16' }), 'DR-NET-02', "Fix: cidr: '10.10.0.0/16'"),
  row('a range that no VPC takes', () => site({ cidr: '10.0.0.0/8' }), 'DR-NET-02', '/16 to /28'),
  row('a range that is too narrow', () => site({ cidr: '10.0.0.0/29' }), 'DR-NET-02', '/16 to /28'),
  row('a range of IPv6', () => site({ cidr: 'fd00::/64' }), 'DR-NET-02', 'an IPv4 range'),
  row('a range that is nobody’s', () => site({ cidr: '127.0.0.0/16' }), 'DR-NET-02', 'that a network can have'),
  row('an octet with a zero before it', () => site({ cidr: '010.10.0.0/16' }), 'DR-NET-02', 'got: 010.10.0.0/16'),
  row(
    'a range that leaves no subnets',
    (app) => network(hot(app, { topology: topology({ primary: site({ cidr: '10.10.0.0/26' }) }) })),
    'DR-VALUE-01',
    '/16 to /23',
  ),
  row('a place of state that is a text', () => site({ state: 'acme-tfstate' }), 'DR-SITE-01', 'as a StateLocation', "aws.stateIn('"),
  row('a place of state of another cloud', () => site({ state: ociState }), 'DR-SITE-01', 'another cloud', 'aws.stateIn'),
  row('no properties', () => aws.site('eu-west-3', any(undefined)), 'DR-SITE-01', 'has no properties'),
  row('a misspelt property', () => site({ providr: {} }), 'DR-SITE-01', 'takes no providr', 'did you mean provider?'),
  row(
    'a misspelt argument of the provider',
    () => site({ provider: { profil: 'x' } }),
    'DR-SITE-01',
    'takes no provider.profil',
    'did you mean profile?',
  ),
  row('a region for the provider', () => site({ provider: { region: 'eu-west-1' } }), 'DR-SITE-01', 'takes no provider.region'),
  row('a version that is none', () => site({ providerVersion: 'latest' }), 'DR-SITE-01', 'a version constraint'),
  row(
    'an address that is none',
    () => site({ subscriptions: [{ email: 'on-call' }] }),
    'DR-SITE-01',
    'subscriptions[0]',
    'an e-mail address',
  ),
  row('an endpoint without TLS', () => site({ subscriptions: [{ https: 'http://pager.example' }] }), 'DR-SITE-01', 'https://'),
  row('credentials in an endpoint', () => site({ subscriptions: [{ https: 'https://a:b@pager.example' }] }), 'DR-SITE-01', 'https://'),
  row(
    'a topic of another region',
    () => site({ subscriptions: [{ topic: 'arn:aws:sns:eu-west-1:111122223333:on-call' }] }),
    'DR-SITE-01',
    'arn:aws:sns:eu-west-3:…',
  ),
  row(
    'two ways in one',
    () => site({ subscriptions: [{ email: 'a@b.example', https: 'https://b.example' }] }),
    'DR-SITE-01',
    'one of { email }',
  ),
  row('the same twice', () => site({ subscriptions: [{ email: 'a@b.example' }, { email: 'a@b.example' }] }), 'DR-SITE-01', 'each once'),
  row(
    'azure: an action group that is none',
    () => azureSite({ subscriptions: [{ topic: 'on-call' }] }),
    'DR-SITE-01',
    'the id of an action group',
  ),
  row('a region that is none', () => aws.site(any(undefined), any({})), 'DR-GEO-00', 'got: nothing'),
  row('a bucket of capitals', () => aws.stateIn('My_Bucket'), 'DR-STATE-05', 'got: My_Bucket', '3 to 63 small letters'),
  row('a bucket like an address', () => aws.stateIn('192.168.5.4'), 'DR-STATE-05'),
  row('a bucket that is none', () => aws.stateIn(any(null)), 'DR-STATE-05', 'got: null'),
  row('a misspelt region of a bucket', () => aws.stateIn('acme', any({ regoin: 'eu-west-3' })), 'DR-STATE-05', 'did you mean region?'),
  row('a key that is none', () => aws.stateIn('acme', { kmsKey: 'my key' }), 'DR-STATE-05', 'alias/…'),
  row('azure: a subscription that is none', () => azureSite({ account: 'production' }), 'DR-SITE-01', 'a UUID'),
  row('azure: a number', () => azureSite({ account: 1 }), 'DR-SITE-01', 'as a text'),
  row('azure: subnets as a text', () => azureSite({ subnets: '/subscriptions/x' }), 'DR-SITE-01', 'as a list'),
  row('azure: a subnet that is none', () => azureSite({ subnets: ['app'] }), 'DR-SITE-01', 'subnets[0]', 'the id of a subnet'),
  row('azure: an officer that is none', () => azureSite({ keyOfficer: 'Ada' }), 'DR-SITE-01', 'object id'),
  row('azure: a private address', () => azureSite({ appliedFrom: ['10.0.0.7'] }), 'DR-SITE-01', 'appliedFrom[0]', 'a public IPv4 address'),
  row('azure: a group that is none', () => azureSite({ resourceGroup: 'ends with.' }), 'DR-SITE-01', 'resourceGroup', 'at most 90 letters'),
  row('azure: a range of one address', () => azureSite({ appliedFrom: ['203.0.113.7/32'] }), 'DR-SITE-01', '/30 or wider'),
  row('azure: an address that is none', () => azureSite({ appliedFrom: ['pipeline'] }), 'DR-SITE-01', 'a public IPv4 address'),
  row('azure: applied from nowhere', () => azureSite({ appliedFrom: [] }), 'DR-SITE-01', 'addresses and subnets'),
  row('azure: a range that is too narrow', () => azureSite({ cidr: '10.0.0.0/30' }), 'DR-NET-02', '/29'),
  row(
    'azure: an account of state beyond 24 characters',
    () => azure.stateIn('a'.repeat(25), { resourceGroup: 'state' }),
    'DR-STATE-05',
    '3 to 24',
  ),
  row('azure: an account of state with hyphens', () => azure.stateIn('acme-state', { resourceGroup: 'state' }), 'DR-STATE-05', '3 to 24'),
  row('azure: no resource group', () => azure.stateIn('acmestate', any({})), 'DR-STATE-05', 'has no resourceGroup'),
  row(
    'azure: a group that ends with a dot',
    () => azure.stateIn('acmestate', { resourceGroup: 'state.' }),
    'DR-STATE-05',
    'no dot at the end',
  ),
  row(
    'azure: a container of capitals',
    () => azure.stateIn('acmestate', { resourceGroup: 'g', container: 'TF' }),
    'DR-STATE-05',
    '3 to 63',
  ),
  row('oci: a compartment that is none', () => ociSite({ account: 'acme' }), 'DR-SITE-01', 'OCID of a compartment of oc1'),
  row('oci: a compartment of another realm', () => ociSite({ account: 'ocid1.compartment.oc2..acme' }), 'DR-SITE-01', 'of oc1'),
  row('oci: the OCID of something else', () => ociSite({ account: 'ocid1.vcn.oc1.eu-paris-1.acme' }), 'DR-SITE-01'),
  row('oci: no namespace', () => ociSite({ namespace: undefined }), 'DR-SITE-01', 'has no namespace'),
  row('oci: a home region that is none', () => ociSite({ homeRegion: 'uk-londn-1' }), 'DR-GEO-00', 'did you mean uk-london-1?'),
  row('oci: a key of another region', () => ociSite({ kmsKey: 'ocid1.key.oc1.eu-milan-1.a.b' }), 'DR-SITE-01', 'a key of eu-paris-1'),
  row('oci: a range that no VCN takes', () => ociSite({ cidr: '10.0.0.0/8' }), 'DR-NET-02', '/16 to /30'),
  row('oci: a bucket with a slash', () => oci.stateIn('a/b', { namespace: 'acmens' }), 'DR-STATE-05', '256'),
  row('oci: a lock of words', () => oci.stateIn('acme', any({ namespace: 'acmens', lock: 'yes' })), 'DR-STATE-05', 'as true or false'),
];

const TOPOLOGIES: Row[] = [
  row(
    'one bucket for both sites',
    () => topology({ secondary: frankfurt({ state: aws.stateIn('acme-tfstate-paris') }) }),
    'DR-STATE-04',
    'acme-tfstate-paris in aws:eu-west-3 and aws:eu-central-1',
  ),
  row(
    'one bucket for a site and the witness',
    () => topology({ witness: aws.stateIn('acme-tfstate-paris', { region: 'eu-north-1' }) }),
    'DR-STATE-04',
  ),
  row(
    'azure: one account for both sites',
    () =>
      Topology.activePassive({
        primary: azureSite({}),
        secondary: azure.site('germanywestcentral', { account: UUID, cidr: '10.20.0.0/16', state: azureState }),
      }),
    'DR-STATE-04',
    'acmestate',
  ),
  row(
    'a witness of another cloud',
    () => topology({ witness: oci.stateIn('acme', { namespace: 'acmens', region: 'eu-milan-1' }) }),
    'DR-STATE-03',
    'another cloud',
    'aws.stateIn',
  ),
  row('a site as a plain object', () => topology({ primary: any({ ...paris() }) }), 'DR-TOP-01', 'has no primary, as a Site'),
  row('one successor, not a list', () => topology({ successors: any(frankfurt()) }), 'DR-TOP-01', 'successors, as a list'),
  row('no properties', () => Topology.activePassive(any(undefined)), 'DR-TOP-01'),
  row(
    'undefined',
    (app) => workload(app, 'billing', { topology: any(undefined) }),
    'DR-WORK-03',
    'has no topology',
    'Topology.activePassive',
  ),
];

const OBJECTIVES: Row[] = [
  row('undefined', (app) => workload(app, 'billing', { objectives: any(undefined) }), 'DR-WORK-03', 'has no objectives', 'Objectives.of'),
  row(
    'as a plain object',
    (app) => workload(app, 'billing', { objectives: any({ ...TIGHT }) }),
    'DR-WORK-03',
    'as an Objectives',
    'Objectives.of',
  ),
  row(
    'an RTO as a text',
    () => Objectives.of(any({ rto: '1h', rpo: Duration.hours(1), mtpd: Duration.hours(8) })),
    'DR-OBJ-02',
    'has no rto, as a Duration',
    'got: 1h',
    'Fix: rto: Duration.hours(1)',
  ),
  row(
    'an RTO as a number',
    () => Objectives.of(any({ rto: 3600, rpo: Duration.hours(1), mtpd: Duration.hours(8) })),
    'DR-OBJ-02',
    'got: 3600',
  ),
  row(
    'a clock of another word',
    () => Objectives.of({ rto: Duration.hours(1), rpo: Duration.hours(1), mtpd: Duration.hours(8), clock: any('incidnet') }),
    'DR-OBJ-02',
    'Allowed: incident, detection, call',
    'did you mean incident?',
  ),
  row('minutes as a text', () => Duration.minutes(any('15')), 'DR-DUR-01', 'got: 15'),
  row('hours of null', () => Duration.hours(any(null)), 'DR-DUR-01', 'got: null'),
  row('days of a list', () => Duration.days(any([2])), 'DR-DUR-01', 'got: [2]'),
  row('no number at all', () => Duration.seconds(Number.NaN), 'DR-DUR-01', 'got: NaN'),
];

const WORKLOADS: Row[] = [
  row(
    'a tier that does not exist',
    (app) => workload(app, 'billing', { tier: any((Tier as unknown as Record<string, unknown>)['HOTT']) }),
    'DR-WORK-03',
    'a tier that is undefined',
    'tier: Tier.HOT',
  ),
  row('a tier as a text', (app) => workload(app, 'billing', { tier: any('hot') }), 'DR-WORK-03', 'Tier.COLD, Tier.WARM, Tier.HOT'),
  row('copies every 0 s', (app) => workload(app, 'billing', { copyEvery: Duration.ZERO }), 'DR-WORK-03', 'copyEvery', 'above 0'),
  row(
    'copies every minute, where nothing does that',
    (app) => new ObjectStorage(hot(app, { copyEvery: Duration.minutes(1) }), 'Invoices'),
    'DR-VALUE-01',
    'copyEvery',
    'an hour or more',
  ),
  row('an empty id', (app) => workload(app, ''), 'DR-WORK-03', 'a Workload has no id'),
  row('an id with a space', (app) => workload(app, 'Bill ing!'), 'DR-WORK-03', 'got: Bill ing!', "Fix: 'Bill-ing'"),
  row('an id that begins with a digit', (app) => workload(app, '2nd-shop'), 'DR-WORK-03', 'a letter first', "Fix: 'nd-shop'"),
  row('an id with accents', (app) => workload(app, 'facturación'), 'DR-WORK-03', "Fix: 'facturacion'"),
  row('an id that is a number', (app) => workload(app, any(7)), 'DR-WORK-03', 'got: 7'),
  row('an id beyond any name', (app) => workload(app, 'x'.repeat(129)), 'DR-WORK-03', '128'),
  row('one id twice', (app) => [workload(app), workload(app)], 'DR-WORK-01', 'got: billing'),
  row('an id of another construct', (app) => [new Construct(app, 'billing'), workload(app)], 'DR-WORK-01', 'got: billing'),
  row('inside of a workload', (app) => workload(any(workload(app)), 'inner'), 'DR-WORK-03', 'inside of billing'),
  row('nowhere', () => workload(any(undefined)), 'DR-WORK-03', 'is declared nowhere'),
  row('no properties', (app) => new Workload(app, 'billing', any(undefined)), 'DR-WORK-03', 'has no properties'),
  row(
    'a misspelt property',
    (app) => workload(app, 'billing', any({ objective: TIGHT })),
    'DR-WORK-03',
    'takes no objective',
    'did you mean objectives?',
  ),
  row(
    'an environment with a space',
    (app) => workload(app, 'billing', { environment: 'pre prod' }),
    'DR-WORK-03',
    "Fix: environment: 'pre-prod'",
  ),
  row(
    'an environment of the context',
    () => workload(appIn(folder(), undefined, { environment: 'pre prod' })),
    'DR-WORK-03',
    'The context',
    "'pre-prod'",
  ),
  row(
    'destroyable by a word',
    (app) => workload(app, 'billing', { destroyable: any('yes') }),
    'DR-WORK-03',
    'as true or false',
    'got: yes',
  ),
  row(
    'a finding that nobody knows',
    (app) => workload(app, 'billing', { acknowledge: [{ id: 'DR-LOCK-1', reason: 'x' }] }),
    'DR-ACK-01',
    'did you mean DR-LOCK-01?',
  ),
  row(
    'a finding without a reason',
    (app) => workload(app, 'billing', { acknowledge: [any({ id: 'DR-LOCK-01', by: 'Ada' })] }),
    'DR-ACK-01',
    'has no acknowledge[0].reason',
  ),
  row(
    'findings as texts',
    (app) => workload(app, 'billing', { acknowledge: any(['DR-LOCK-01']) }),
    'DR-ACK-01',
    'acknowledge[0], as an object',
    'got: DR-LOCK-01',
  ),
  row(
    'findings as one',
    (app) => workload(app, 'billing', { acknowledge: any({ id: 'DR-LOCK-01', reason: 'x' }) }),
    'DR-ACK-01',
    'as a list',
  ),
  row(
    'a finding twice',
    (app) => workload(app, 'billing', { acknowledge: [1, 2].map((n) => ({ id: 'DR-LOCK-01', reason: `${n}` })) }),
    'DR-ACK-01',
    'acknowledge[1]',
    'each once',
  ),
  row(
    'an unknown need',
    (app) => workload(app, 'billing', { runsFrom: { registri: 'aws:eu-north-1' } }),
    'DR-WORK-03',
    'takes no runsFrom.registri',
    'did you mean registry?',
    'identity provider',
  ),
  row(
    'a need in no region',
    (app) => workload(app, 'billing', { runsFrom: { registry: 'aws:eu-wets-3' } }),
    'DR-WORK-03',
    'did you mean aws:eu-west-3?',
  ),
  row('a need without a cloud', (app) => workload(app, 'billing', { runsFrom: { registry: 'eu-west-3' } }), 'DR-WORK-03', 'cloud:region'),
  row(
    'several faults',
    (app) => workload(app, 'Bill ing', any({ destroyable: 1, tier: 'hot', objectiv: 1 })),
    'DR-WORK-03',
    'Bill ing',
    /destroyable[\s\S]*got: 1/,
    'tier, as a Tier',
    'did you mean objectives?',
  ),
];

const COMPONENTS: Row[] = [
  row('nowhere', () => new ObjectStorage(any(undefined), 'Invoices'), 'DR-COMP-06', 'is declared nowhere'),
  row('inside of another one', (app) => new ObjectStorage(any(bucket(app, {})), 'Inner'), 'DR-COMP-07', 'Invoices is protected as one'),
  row('an empty id', (app) => bucket(app, {}, ''), 'DR-COMP-06', 'has no id'),
  row('an id with a space', (app) => bucket(app, {}, 'Old invoices'), 'DR-COMP-06', "Fix: 'Old-invoices'"),
  row('two networks', (app) => twoNetworks(hot(app)), 'DR-COMP-08', 'got: Net1 and Net2'),
  row('network: five zones', (app) => new Network(hot(app), 'Net', { zones: any(5) }), 'DR-COMP-06', 'got: 5', '2 or 3'),
  row('network: zones as a text', (app) => new Network(hot(app), 'Net', { zones: any('2') }), 'DR-COMP-06', 'as a number'),
  row(
    'network: one private subnet',
    (app) => {
      adopted(app, { [PARIS]: net('p', { privateSubnets: ['subnet-1'] }), [FRANKFURT]: net('f') });
      app.synth();
    },
    'DR-VALUE-01',
    'got: subnet-1',
    'two subnets of either kind or more, in two zones',
  ),
  row(
    'network: no private subnet',
    (app) => adopted(app, { [PARIS]: net('p', { privateSubnets: [] }), [FRANKFURT]: net('f') }),
    'DR-COMP-06',
    "['aws:eu-west-3'].privateSubnets",
    'subnets, one or more',
  ),
  row(
    'network: one VPC at both sites',
    (app) => adopted(app, { [PARIS]: net('p'), [FRANKFURT]: net('f', { id: 'vpc-p' }) }),
    'DR-NET-06',
    'got: vpc-p',
  ),
  row(
    'network: a subnet as public and as private',
    (app) => adopted(app, { [PARIS]: net('p', { privateSubnets: ['subnet-p1', 'subnet-p4'] }), [FRANKFURT]: net('f') }),
    'DR-NET-06',
    'public and as private',
  ),
  row(
    'network: a subnet twice',
    (app) => adopted(app, { [PARIS]: net('p', { privateSubnets: ['subnet-p3', 'subnet-p3'] }), [FRANKFURT]: net('f') }),
    'DR-COMP-06',
    'each once',
  ),
  row(
    'network: a site that is none',
    (app) => adopted(app, { [PARIS]: net('p'), [FRANKFURT]: net('f'), 'aws:eu-centrl-1': net('x') }),
    'DR-VALUE-01',
    'did you mean aws:eu-central-1?',
  ),
  row(
    'network: an id of another thing',
    (app) => adopted(app, { [PARIS]: net('p', { id: 'subnet-1' }), [FRANKFURT]: net('f') }),
    'DR-VALUE-01',
    'vpc-…',
  ),
  row('network: nothing to adopt', (app) => Network.fromExisting(hot(app), 'Net', any(undefined)), 'DR-COMP-06', 'has no existing'),
  row('engine of no version', () => DatabaseEngine.postgres(any(undefined)), 'DR-DB-01', 'got: nothing'),
  row('engine of a number', () => DatabaseEngine.postgres(any(16)), 'DR-DB-01', "DatabaseEngine.postgres('16')"),
  row('engine of a major version alone', () => DatabaseEngine.mysql('8'), 'DR-DB-01', 'got: 8', "DatabaseEngine.mysql('8.4')"),
  row('engine of a fix of a series', () => DatabaseEngine.mysql('8.0.21'), 'DR-DB-01', 'got: 8.0.21', "DatabaseEngine.mysql('8.0')"),
  row('engine of no series', () => DatabaseEngine.mysql(any(undefined)), 'DR-DB-01', 'got: nothing'),
  row('MariaDB of a major version alone', () => DatabaseEngine.mariadb('11'), 'DR-DB-01', 'got: 11', "DatabaseEngine.mariadb('11.8')"),
  row('MariaDB of a fix of a series', () => DatabaseEngine.mariadb('11.4.8'), 'DR-DB-01', 'got: 11.4.8', "DatabaseEngine.mariadb('11.4')"),
  row(
    'engine that no service of the cloud takes',
    (app) => base(app, { engine: DatabaseEngine.sqlServer() }),
    'DR-CELL-01',
    'Ledger (relational-database) is taken by no service of aws',
    'got: sqlserver current',
    'what is taken by Amazon RDS for PostgreSQL, MySQL and MariaDB',
  ),
  row('a database that PostgreSQL reserves', (app) => base(app, { database: 'analyse' }), 'DR-COMP-06', 'got: analyse'),
  row(
    'a database that MySQL reserves',
    (app) => base(app, { engine: DatabaseEngine.mysql('8.4'), database: 'Rank' }),
    'DR-COMP-06',
    'got: Rank',
    "database: 'main'",
  ),
  row(
    'a user that MariaDB reserves, and MySQL does not',
    (app) => base(app, { engine: DatabaseEngine.mariadb('11.8'), username: 'slow' }),
    'DR-COMP-06',
    'got: slow',
    "username: 'continuity'",
  ),
  row(
    'a user that SQL Server reserves',
    (app) => base(app, { engine: DatabaseEngine.sqlServer(), username: 'dbo' }),
    'DR-COMP-06',
    'got: dbo',
    "username: 'continuity'",
  ),
  row(
    'a user that MySQL reserves, beside another fault',
    (app) => base(app, { engine: DatabaseEngine.mysql('8.4'), username: 'sys', storageGiB: 0 }),
    'DR-COMP-06',
    'got: sys',
    'GiB, a whole number above 0',
  ),
  row(
    'engine of a version that RDS has not',
    (app) => base(app, { engine: DatabaseEngine.postgres('99') }),
    'DR-VALUE-01',
    'postgres 99',
    '14, 15, 16, 17, 18',
  ),
  row('engine undefined', (app) => base(app, { engine: undefined }), 'DR-COMP-06', 'has no engine', "DatabaseEngine.postgres('16')"),
  row(
    'engine as a plain object',
    (app) => base(app, { engine: { name: 'postgres', version: '16', port: 5432 } }),
    'DR-COMP-06',
    'as a DatabaseEngine',
  ),
  row(
    'size with a misspelt property',
    () => Size.of(any({ vcpus: 2, memory: 8 })),
    'DR-SIZE-02',
    'has no memoryGiB',
    'takes no memory',
    'did you mean memoryGiB?',
  ),
  row('size of a text', () => Size.of(any({ vcpus: '2', memoryGiB: 8 })), 'DR-SIZE-02', 'vcpus, as a number'),
  row('size undefined', (app) => base(app, { size: undefined }), 'DR-COMP-06', 'has no size', 'Size.of'),
  row('storage of a petabyte', (app) => base(app, { storageGiB: 1_000_000 }), 'DR-VALUE-01', '65536'),
  row('storage that RDS has not', (app) => base(app, { storageGiB: 5 }), 'DR-VALUE-01', '20 to'),
  row('storage below 0', (app) => base(app, { storageGiB: -1 }), 'DR-COMP-06', 'got: -1'),
  row('storage undefined', (app) => base(app, { storageGiB: undefined }), 'DR-COMP-06', 'has no storageGiB'),
  row('storage in parts', (app) => base(app, { storageGiB: 20.5 }), 'DR-COMP-06', 'whole number'),
  row('a user that RDS has', (app) => base(app, { username: 'rdsadmin' }), 'DR-VALUE-01', 'got: rdsadmin'),
  row('a user that is reserved', (app) => base(app, { username: 'admin' }), 'DR-VALUE-01', 'got: admin'),
  row('a user of the engine', (app) => base(app, { username: 'pg_monitor' }), 'DR-COMP-06', 'reserves'),
  row('a database with a hyphen', (app) => base(app, { database: 'my-db' }), 'DR-COMP-06', 'letters, digits and underscores'),
  row('a database that is a word of SQL', (app) => base(app, { database: 'select' }), 'DR-COMP-06', 'got: select'),
  row('bucket: no number', (app) => bucket(app, { sizeGiB: Number.NaN }), 'DR-COMP-06', 'got: NaN', 'Fix: sizeGiB: 200'),
  row('bucket: a text', (app) => bucket(app, { sizeGiB: '200' }), 'DR-COMP-06', 'as a number'),
  row('bucket: bytes', (app) => bucket(app, { sizeGiB: 2e12 }), 'DR-COMP-06', 'at most'),
  row('bucket: null', (app) => bucket(app, null), 'DR-COMP-06', 'got: null'),
  row('bucket: a map', (app) => bucket(app, new Map()), 'DR-COMP-06', 'got: a Map'),
  row('bucket: a misspelt property', (app) => bucket(app, { sizeGib: 5 }), 'DR-COMP-06', 'did you mean sizeGiB?'),
  row('secrets: none', (app) => new Secrets(hot(app), 'Keys', { names: [] }), 'DR-COMP-06', 'one or more'),
  row(
    'secrets: a name with a space',
    (app) => new Secrets(hot(app), 'Keys', { names: ['db pass!'] }),
    'DR-COMP-06',
    'names[0]',
    'got: db pass!',
  ),
  row('secrets: a text', (app) => new Secrets(hot(app), 'Keys', { names: any('token') }), 'DR-COMP-06', 'as a list', "['api-token']"),
  row('secrets: undefined', (app) => new Secrets(hot(app), 'Keys', any(undefined)), 'DR-COMP-06', 'has no names'),
  row(
    'secrets: a name that AWS takes for the end of an ARN',
    (app) => new Secrets(hot(app), 'Keys', { names: ['api-secret'] }),
    'DR-VALUE-01',
    'got: api-secret',
    "Fix: 'api-secret-value'",
  ),
  row('secrets: one name twice', (app) => new Secrets(hot(app), 'Keys', { names: ['api-token', 'ApiToken'] }), 'DR-COMP-06', 'each once'),
  row('entrance: a port that is none', (app) => web(app, { targetPort: 99_999 }), 'DR-COMP-06', '1 to 65535'),
  row('entrance: a path without a slash', (app) => web(app, { healthPath: 'healthz' }), 'DR-COMP-06', 'from / on'),
  row(
    'entrance: a page beyond a fixed response',
    (app) => web(app, { maintenancePage: 'é'.repeat(513) }),
    'DR-VALUE-01',
    '1026 bytes',
    '1024 bytes',
  ),
  row(
    'entrance: a certificate of another account',
    (app) => web(app, { certificates: { [PARIS]: 'arn:aws:acm:eu-west-3:999988887777:certificate/a' } }),
    'DR-VALUE-01',
    'arn:aws:acm:eu-west-3:111122223333:certificate/…',
  ),
  row(
    'entrance: a certificate of another region',
    (app) => web(app, { certificates: { [PARIS]: 'arn:aws:acm:us-east-1:111122223333:certificate/a' } }),
    'DR-VALUE-01',
    'at aws:eu-west-3',
  ),
  row('entrance: a certificate that is none', (app) => web(app, { certificates: { [PARIS]: 'mine' } }), 'DR-VALUE-01', 'got: mine'),
  row(
    'entrance: a certificate for no site',
    (app) => web(app, { certificates: { 'aws:eu-wets-3': 'mine' } }),
    'DR-VALUE-01',
    'did you mean aws:eu-west-3?',
  ),
  row(
    'entrance: neither a certificate nor the word for clear text',
    (app) => (network(hot(app)), new LoadBalancer(any(app.node.findChild('billing')), 'Web')),
    'DR-TLS-01',
    'at every site: it answers in clear text there',
    'or plainHttp: true',
  ),
  row(
    'entrance: a certificate for one site alone',
    (app) => web(app, { certificates: { [FRANKFURT]: any(undefined) } }),
    'DR-COMP-06',
    'certificates',
  ),
  row('entrance: clear text with a certificate', (app) => web(app, { plainHttp: true }), 'DR-COMP-06', 'leave plainHttp out'),
  row(
    'entrance: a firewall of another region',
    (app) => web(app, { firewalls: { [PARIS]: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/web/1' } }),
    'DR-VALUE-01',
    'arn:aws:wafv2:eu-west-3:111122223333:regional/webacl/…',
  ),
  row(
    'entrance: a firewall of another account',
    (app) => web(app, { firewalls: { [PARIS]: 'arn:aws:wafv2:eu-west-3:999988887777:regional/webacl/web/1' } }),
    'DR-VALUE-01',
    'that region and account',
  ),
  row(
    'entrance: a firewall of a content delivery network',
    (app) => web(app, { firewalls: { [PARIS]: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/web/1' } }),
    'DR-VALUE-01',
  ),
  row(
    'entrance: logs in no bucket',
    (app) => web(app, { accessLogs: { [PARIS]: 's3://logs' } }),
    'DR-VALUE-01',
    'as Amazon S3 names buckets',
  ),
  row(
    'entrance: logs of two regions in one bucket',
    (app) => web(app, { accessLogs: { [PARIS]: 'acme-logs', [FRANKFURT]: 'acme-logs' } }),
    'DR-VALUE-01',
    'a bucket is in one',
  ),
  row('entrance: logs for no site', (app) => web(app, { accessLogs: { 'aws:eu-wets-3': 'acme-logs' } }), 'DR-VALUE-01', 'eu-west-3?'),
  row(
    'machines: kept for no site',
    (app) => machines(app, { image: 'acme-back-1', reserved: { 'aws:eu-wets-3': 2 } }),
    'DR-VALUE-01',
    'Back cannot take this value of reserved',
    'got: aws:eu-wets-3',
    'did you mean aws:eu-west-3?',
  ),
  row(
    'machines: an image of no site',
    (app) => machines(app, { images: { [PARIS]: 'ami-0123456a', [FRANKFURT]: 'ami-0123456b', [DUBLIN]: 'ami-0123456c' } }),
    'DR-VALUE-01',
    'Back cannot take this value of images',
    'got: aws:eu-west-1',
  ),
  row(
    'a database: hours of no site',
    (app) => base(app, { windows: { [DUBLIN]: { backup: '01:15-01:45', maintenance: 'sun:02:15-sun:02:45' } } }),
    'DR-VALUE-01',
    'Ledger cannot take this value of windows',
  ),
  row('entrance: a host name of one label', (app) => web(app, { hostNames: { [PARIS]: 'paris' } }), 'DR-COMP-06', 'two labels'),
  row(
    'entrance: one host name for two sites',
    (app) => web(app, { hostNames: { [PARIS]: 'eu.acme.example', [FRANKFURT]: 'EU.acme.example' } }),
    'DR-COMP-06',
    'a name of its own for each site',
  ),
  row('a tier that does not exist', (app) => bucket(app, { tier: undefined }), 'DR-COMP-06', 'a tier that is undefined'),
  row('a reason of nothing', (app) => bucket(app, { tier: Tier.COLD, tierReason: ' ' }), 'DR-COMP-06', 'tierReason'),
];

const TRAFFIC: Row[] = [
  row('the zone in the record', (app) => dns(app, { record: 'billing.acme.example' }), 'DR-DNS-01', "Fix: record: 'billing'"),
  row('the zone as the record', (app) => dns(app, { record: 'acme.example' }), 'DR-DNS-01', "Fix: record: ''"),
  row('a zone that is an address', (app) => dns(app, { zone: 'https://acme.example' }), 'DR-DNS-01', 'a domain'),
  row('no zone', (app) => dns(app, { zone: '' }), 'DR-DNS-01', 'has no zone'),
  row('a zone of one label', (app) => dns(app, { zone: 'acme' }), 'DR-DNS-01', 'two labels'),
  row('a record with a space', (app) => dns(app, { record: 'bill ing' }), 'DR-DNS-01', 'got: bill ing'),
  row('a record that is none', (app) => dns(app, { record: any(undefined) }), 'DR-DNS-01', 'has no record'),
  row('a label too long for an entrance', (app) => dns(app, { record: 'b'.repeat(60) }), 'DR-VALUE-01', '63'),
  row(
    'a bucket as the target',
    (app) => dns(app, { target: any(new ObjectStorage(hot(app, {}), 'Other')) }, 'orders'),
    'DR-DNS-01',
    'target, as a LoadBalancer',
    "an ObjectStorage 'Other'",
  ),
  row('no target', (app) => dns(app, { target: any(undefined) }), 'DR-DNS-01', 'has no target'),
  row('a private zone', (app) => dns(app, { zone: 'acme.internal' }), 'DR-DNS-01', 'a private zone', 'asked from the internet'),
  row('an alias with its zone', (app) => dns(app, { aliases: ['www.acme.example'] }), 'DR-DNS-01', "Fix: record: 'www'"),
  row('an alias that is the record', (app) => dns(app, { aliases: ['Billing'] }), 'DR-DNS-01', 'each name once'),
  row('an alias of another workload', (app) => [dns(app, {}), dns(app, { record: 'orders', aliases: ['billing'] }, 'orders')], 'DR-DNS-02'),
  row(
    'a zone whose role is of another account',
    (app) => dns(app, { zoneOwner: { account: '444455556666', role: 'arn:aws:iam::999988887777:role/dns' } }),
    'DR-VALUE-01',
    'this value of zoneOwner',
    'a role of that account',
  ),
  row(
    'a zone whose role nobody names',
    (app) => dns(app, { zoneOwner: { account: '444455556666' } }),
    'DR-VALUE-01',
    'zoneOwner',
    'no role in 444455556666',
  ),
  row(
    'a zone of another provider, where the switch is made of records',
    (app) => dns(app, { zoneElsewhere: true }),
    'DR-VALUE-01',
    'a zone of aws',
  ),
  row(
    'a zone of another provider that has an owner here',
    (app) => dns(app, { zoneElsewhere: true, zoneOwner: { account: '444455556666' } }),
    'DR-DNS-01',
    'leave zoneElsewhere out',
  ),
  row(
    'an entrance outside of the zone',
    (app) => dnsAt(app, { [PARIS]: 'paris.other.example' }),
    'DR-VALUE-01',
    'a name in the zone acme.example',
  ),
  row(
    'an entrance under the name of the switch',
    (app) => dnsAt(app, { [PARIS]: 'billing.acme.example' }),
    'DR-VALUE-01',
    'does not answer',
  ),
  row('one name in two workloads', (app) => [dns(app, {}), dns(app, { record: 'Billing' }, 'orders')], 'DR-DNS-02', 'billing and orders'),
];

const HOOKS: Row[] = [
  row('at nothing', (app) => inHook(app, ({ at }) => at(any(undefined))), 'DR-AT-02', 'got: nothing', 'Allowed: Invoices'),
  row('at an id', (app) => inHook(app, ({ at }) => at(any('Invoices'))), 'DR-AT-02', 'got: Invoices'),
  row('rendered of nothing', (app) => inHook(app, ({ rendered }) => rendered(any(null))), 'DR-AT-02', 'rendered is asked'),
  row(
    'at a component of the same id elsewhere',
    (app) => inHook(app, ({ at }) => at(new ObjectStorage(workload(appIn(folder())), 'Invoices'))),
    'DR-AT-02',
  ),
  row('no function', (app) => hot(app).onEverySite(any(undefined)), 'DR-HOOK-02', 'onEverySite'),
  row('no function for the base', (app) => hot(app).onEveryBase(any('x')), 'DR-HOOK-02', 'got: x'),
  row('whenActive of nothing', (app) => inHook(app, ({ whenActive }) => whenActive(any(undefined))), 'DR-HOOK-02', 'whenActive'),
  row(
    'an asynchronous one that fails',
    (app) => hot(app).onEverySite(any(() => Promise.reject(new Error('later')))),
    'DR-HOOK-01',
    'asynchronous',
  ),
  row('customize nothing', () => aws.customize(any(undefined), () => undefined), 'DR-HOOK-02', 'no component'),
  row('customize by nothing', (app) => azure.customize(any(bucket(app, {})), any(7)), 'DR-HOOK-02', 'got: 7'),
  row('a check of nothing', (app) => inHook(app, ({ check }) => check(any(undefined))), 'DR-CHECK-01'),
  row(
    'a check with a number for a time',
    (app) => inHook(app, ({ check }) => check(any({ id: 'a', title: 'A', run: ['true'], matches: '', when: 'verify', timeout: 300 }))),
    'DR-CHECK-01',
    'timeout, as a Duration',
  ),
  row(
    'a check with a misspelt property',
    (app) => inHook(app, ({ check }) => check(any({ id: 'a', title: 'A', run: ['true'], matches: '', when: 'verify', timeuot: 1 }))),
    'DR-CHECK-01',
    'did you mean timeout?',
  ),
];

describe.each([
  ['a site, and where its state is', SITES],
  ['a topology', TOPOLOGIES],
  ['objectives', OBJECTIVES],
  ['a workload', WORKLOADS],
  ['a component', COMPONENTS],
  ['the switch of traffic', TRAFFIC],
  ['what is one’s own', HOOKS],
])('%s is refused, and nothing is written', (_, rows) => {
  test.each(rows)('%s', (__, declare, id, words) => {
    const error = refusal((app) => void declare(app));
    expect(error.id).toBe(id);
    for (const word of words) expect(error.message).toMatch(word);
    expect(error.message).toMatch(/\n(Allowed|Fix): \S/);
    expect(error.details.value).toBeDefined();
  });
});

test('several faults of a plan are told at once', () => {
  const error = refusal((app) => base(app, { storageGiB: 1_000_000, username: 'admin', engine: DatabaseEngine.postgres('99') }));
  for (const property of ['storageGiB', 'username', 'engine'])
    expect(error.message).toMatch(`Ledger cannot take this value of ${property}`);
});

test('the tier is chosen as if a service took everything: what is refused is the value alone', () => {
  const error = refusal((app) => {
    const w = workload(app, 'billing', { objectives: TIGHT });
    network(w);
    new LoadBalancer(w, 'Web', { plainHttp: true, maintenancePage: 'x'.repeat(1025) });
  });
  expect(error.message.match(/DR-[A-Z]+-\d+/g)).toEqual(['DR-VALUE-01']);
});

test('what a service has learnt since is acknowledged', () => {
  const acknowledge = [{ id: 'DR-VALUE-01', subject: 'Ledger engine', reason: 'RDS has it since May' }];
  const w = hot(appIn(folder()), { acknowledge });
  network(w);
  database(w, { engine: DatabaseEngine.postgres('19') });
  const { findings } = w.plan;
  expect(findings.find(({ id }) => id === 'DR-VALUE-01')?.acknowledged).toEqual({ reason: 'RDS has it since May' });
});

test('what is acknowledged and not found is a warning, in peace', () => {
  const acknowledge = [
    { id: 'DR-LOCK-01', reason: 'found' },
    { id: 'DR-TLS-01', reason: 'not found' },
    { id: 'DR-LOCK-01', subject: 'orders', reason: 'not of this' },
  ];
  const w = hot(appIn(folder()), { acknowledge });
  new ObjectStorage(w, 'Invoices');
  const dead = w.plan.findings.filter(({ id }) => id === 'DR-ACK-02');
  expect(dead.map(({ level, subject }) => [level, subject])).toEqual([
    ['warning', 'DR-LOCK-01 orders'],
    ['warning', 'DR-TLS-01'],
  ]);
});

test('a range that is somebody’s on the internet is a warning', () => {
  const w = hot(appIn(folder()), { topology: topology({ primary: paris({ cidr: '8.8.0.0/16' }) }) });
  new ObjectStorage(w, 'Invoices');
  expect(w.plan.findings.filter(({ id }) => id === 'DR-NET-05').map(({ level, subject }) => [level, subject])).toEqual([
    ['warning', PARIS],
  ]);
});

test('a dot at the end of a zone is left out', () => {
  const w = hot(appIn(folder()));
  network(w);
  new DnsFailover(w, 'Dns', { zone: 'acme.example.', record: 'billing', target: new LoadBalancer(w, 'Web', { plainHttp: true }) });
  expect(w.plan.traffic).toMatchObject({ zone: 'acme.example', name: 'billing.acme.example' });
});

test('an entrance takes a certificate of its site, or one that was uploaded', () => {
  const w = hot(appIn(folder()));
  network(w);
  new LoadBalancer(w, 'Web', {
    certificates: {
      [PARIS]: 'arn:aws:acm:eu-west-3:111122223333:certificate/5f0c9a52',
      [FRANKFURT]: 'arn:aws:iam::111122223333:server-certificate/web',
    },
  });
  expect(w.plan.findings.filter(({ id }) => id === 'DR-VALUE-01')).toEqual([]);
});

test('an adopted network is reached, and what has no endpoint is not listed', () => {
  const app = appIn(folder());
  const w = workload(app, 'billing', { tier: Tier.WARM, objectives: PATIENT });
  const adoptedNet = Network.fromExisting(w, 'Net', { [PARIS]: net('p'), [FRANKFURT]: net('f') });
  const ledger = database(w);
  new ObjectStorage(w, 'Invoices');
  const names: string[] = [];
  const said: string[] = [];
  w.onEverySite(({ at, site: key }) => {
    names.push(at(adoptedNet).name);
    if (key !== FRANKFURT) return;
    try {
      at(ledger);
    } catch (error) {
      said.push((error as ContinuityError).message);
    }
  });
  expect(w.plan.active).toBe(PARIS);
  expect(names).toEqual(['vpc-p', 'vpc-f']);
  expect(said[0]).toMatch('DR-AT-01: Ledger does not stand at aws:eu-central-1 now');
  expect(said[0]).toMatch(/Allowed: .*: (?!.*Ledger).*Net/);
});

test.each(['aws', 'azure', 'oci'])('%s: what is right is accepted', (name) => {
  const w = new Workload(appIn(folder()), 'billing', { objectives: PATIENT, tier: Tier.HOT, topology: cloudNamed(name).topology() });
  new ObjectStorage(w, 'Invoices');
  expect(w.plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a place of state may bear one name in two regions, where a region has its own', () => {
  const at = (code: string, cidr: string) =>
    oci.site(code, { account: COMPARTMENT, cidr, state: ociState, namespace: 'acmens', homeRegion: 'uk-london-1' });
  expect(() =>
    Topology.activePassive({ primary: at('eu-paris-1', '10.1.0.0/16'), secondary: at('eu-milan-1', '10.2.0.0/16') }),
  ).not.toThrow();
  expect(stockholm().onlyOne).toBe('acme-tfstate-stockholm');
});
