import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformStack, type App } from 'cdktf';
import fc from 'fast-check';
import ts from 'typescript';
import {
  BusinessMetric,
  type Component,
  ContainerImages,
  ContainerService,
  ContinuityError,
  DatabaseEngine,
  DnsFailover,
  Duration,
  KubernetesCluster,
  LoadBalancer,
  MachineGroup,
  Network,
  ObjectStorage,
  Objectives,
  FileStorage,
  Machine,
  RelationalDatabase,
  Secrets,
  Size,
  Table,
  Throughput,
  Tier,
  Topology,
  WebTest,
  Workload,
} from '../lib';
import { aws } from '../lib/clouds/aws/aws';
import { azure, FrontDoor } from '../lib/clouds/azure/azure';
import { FullStackDr, oci } from '../lib/clouds/oci/oci';
import { CheckList } from '../lib/own/checks';
import {
  appIn,
  folder,
  frankfurt,
  FRANKFURT,
  milan,
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

/*
 * Whatever is declared wrong is refused as such, for every property that an architect may give: they are read from the interfaces, so that
 * a new one is looked at the day it exists.
 */

/** A site of OCI with what Full Stack DR needs there. */
const drSide = (region: string, cidr: string) => ({
  site: oci.site(region, {
    account: 'ocid1.compartment.oc1..acme',
    namespace: 'acmens',
    homeRegion: 'eu-frankfurt-1',
    cidr,
    state: oci.stateIn('acme', { namespace: 'acmens' }),
  }),
  runner: `ocid1.instance.oc1.${region}.runner`,
  logs: `acme-dr-${region}`,
});

const OUT = folder();
const LIB = join(__dirname, '..', 'lib');
const sources = (readdirSync(LIB, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.ES2022, true));

const interfaces = new Map(
  sources.flatMap((source) => source.statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one] as const)),
);

interface Property {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

/** The properties of an interface, with those of what it extends. */
function propertiesOf(name: string): Property[] {
  const found = interfaces.get(name);
  if (!found) throw new Error(`no interface is called ${name}`);
  const above = (found.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
  const own = found.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    type: member.type?.getText() ?? '',
    optional: member.questionToken !== undefined,
  }));
  return [...above.flatMap(propertiesOf), ...own];
}

type Props = Readonly<Record<string, unknown>>;
interface Taking {
  /** How it is declared. */
  readonly make: (app: App, props: never) => unknown;
  /** Properties that are right: each of the interface. */
  readonly right: () => Props;
}

const hot = (app: App): Workload => workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT });
const grounded = (app: App): Workload => {
  const w = hot(app);
  network(w);
  return w;
};
const common = { tier: Tier.COLD, tierReason: 'built again' };
const UUID = '00000000-0000-0000-0000-000000000001';
const subnet = `/subscriptions/${UUID}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/app`;
const azureState = azure.stateIn('acmestate', { resourceGroup: 'state' });
const ociState = oci.stateIn('acme-state', { namespace: 'acmens' });
const adopted = (n: string) => ({
  id: `vpc-${n}`,
  publicSubnets: [`subnet-${n}1`, `subnet-${n}2`],
  privateSubnets: [`subnet-${n}3`, `subnet-${n}4`],
});
const subscriptions = [{ email: 'on-call@acme.example' }, { https: 'https://pager.example/hook' }];
const version = { providerVersion: '~> 6.0' };
const WINDOWS = { backup: '01:15-01:45', maintenance: 'sun:02:15-sun:02:45' };

const TAKING: Readonly<Record<string, Taking>> = {
  ObjectStorageProps: {
    make: (app, props) => new ObjectStorage(hot(app), 'Invoices', props),
    right: () => ({ ...common, redundancy: 'geo', sizeGiB: 5, policy: [{ Sid: 'Reports' }], accessLogs: { [PARIS]: 'acme-logs-paris' } }),
  },
  ExistingDatabase: {
    make: (app, props) =>
      RelationalDatabase.fromExisting(
        grounded(app),
        'Ledger',
        { [PARIS]: props },
        { engine: DatabaseEngine.postgres('16'), size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 20 },
      ),
    right: () => ({ id: 'ledger', secret: 'ledger/admin', guards: ['sg-1'] }),
  },
  ExistingBalancer: {
    make: (app, props) => LoadBalancer.fromExisting(grounded(app), 'Web', { [PARIS]: props }, { plainHttp: true }),
    right: () => ({ id: 'listener', targets: 'targets', priority: 7 }),
  },
  NetworkProps: {
    make: (app, props) => new Network(hot(app), 'Net', props),
    right: () => ({ ...common, zones: 3, egress: 'nat', flowLogs: Duration.days(30), peered: false }),
  },
  ExistingNetwork: {
    make: (app, props) => Network.fromExisting(hot(app), 'Net', { [PARIS]: props, [FRANKFURT]: adopted('f') }),
    right: () => ({ ...adopted('p'), privateZones: 'owner' }),
  },
  WebTestProps: {
    make: (app, props) => new WebTest(hot(app), 'Home', props),
    right: () => ({ path: '/', status: 200, contains: 'Sign in', host: 'www.acme.example' }),
  },
  BusinessMetricProps: {
    make: (app, props) => new BusinessMetric(hot(app), 'Orders', props),
    right: () => ({
      ...{ says: 'No order was placed', from: 'serving', namespace: 'Acme/Orders', metric: 'placed', of: { [PARIS]: { shop: 'main' } } },
      ...{ wrong: 'below', bound: 1, aggregation: 'average', window: Duration.minutes(15), silenceIsWell: true },
    }),
  },
  SecretsProps: { make: (app, props) => new Secrets(hot(app), 'Keys', props), right: () => ({ ...common, names: ['token'] }) },
  LoadBalancerProps: {
    make: (app, props: object) => {
      const w = grounded(app);
      new LoadBalancer(
        w,
        'Web',
        here(props, () => service(w, { port: 80 })),
      );
    },
    right: () => ({
      ...common,
      ...{ healthPath: '/', target: HERE, targetPort: 80, certificates: {}, plainHttp: true, maintenancePage: '<p>later</p>' },
      ...{ hostNames: { [PARIS]: 'paris.acme.example' }, firewalls: {}, accessLogs: {}, maintenancePages: {} },
    }),
  },
  ExistingImages: {
    make: (app, props) => ContainerImages.fromExisting(hot(app), 'Images', { [PARIS]: props }),
    right: () => ({ ids: ['acme/api'], registry: '/registries/acme' }),
  },
  ContainerImagesProps: {
    make: (app, props) => new ContainerImages(hot(app), 'Images', props),
    right: () => ({ ...common, repositories: ['acme/api'], copiedBy: 'pipeline' }),
  },
  ContainerServiceProps: {
    make: (app, props) => new ContainerService(grounded(app), 'Api', props),
    right: () => ({
      ...common,
      image: IMAGE,
      size: Size.of({ vcpus: 1, memoryGiB: 2 }),
      instances: { active: 4, standby: 1, most: 8 },
      port: 80,
      uses: [],
      environment: { LOG_LEVEL: 'info' },
      command: ['serve'],
      processor: 'arm64',
      startup: Duration.minutes(1),
    }),
  },
  MachineGroupProps: {
    make: (app, props) => new MachineGroup(grounded(app), 'Back', props),
    right: () => ({
      ...common,
      ...{
        image: 'acme-back-2026-11-29',
        images: {},
        userData: '#!/bin/sh\n',
        storageGiB: 20,
        reserved: { [PARIS]: 4 },
        sessions: true,
        logs: true,
      },
      size: Size.of({ vcpus: 2, memoryGiB: 4 }),
      instances: { active: 4, standby: 1, most: 8 },
      port: 80,
      uses: [],
      environment: { LOG_LEVEL: 'info' },
      processor: 'arm64',
      startup: Duration.minutes(1),
    }),
  },
  RelationalDatabaseProps: {
    make: (app, props) => new RelationalDatabase(grounded(app), 'Ledger', props),
    right: () => ({
      ...common,
      engine: DatabaseEngine.postgres('16'),
      size: Size.of({ vcpus: 2, memoryGiB: 8 }),
      storageGiB: 20,
      username: 'continuity',
      database: 'main',
      restorableDays: 14,
      windows: { [PARIS]: WINDOWS },
      parameters: { log_min_duration_statement: '500' },
      clients: ['10.90.0.0/24'],
      dumps: { image: `acme/dump@sha256:${'0'.repeat(64)}` },
    }),
  },
  MachineProps: { make: (app, props) => new Machine(hot(app), 'Erp', props), right: () => ({ ...common, sizeGiB: 200 }) },
  FileStorageProps: {
    make: (app, props) => new FileStorage(hot(app), 'Scans', props),
    right: () => ({ ...common, protocol: 'nfs', sizeGiB: 5, restorableDays: 7 }),
  },
  KubernetesClusterProps: {
    make: (app, props) => new KubernetesCluster(hot(app), 'Platform', props),
    right: () => ({
      ...common,
      version: '1.33',
      pools: [{ name: 'apps', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 3, standby: 1, most: 6 } }],
      backup: { to: new ObjectStorage(hot(appIn(folder())), 'Copies'), every: Duration.hours(1), namespaces: ['shop'] },
      uses: [new ObjectStorage(hot(appIn(folder())), 'Invoices')],
      addresses: { [PARIS]: '10.10.80.250' },
      port: 80,
      gitops: { repository: 'https://git.acme.example/platform', branch: 'main', path: 'clusters', secret: 'git' },
    }),
  },
  TableProps: {
    make: (app, props) => new Table(hot(app), 'Orders', props),
    right: () => ({
      ...common,
      partitionKey: { name: 'customer' },
      sortKey: { name: 'placed', type: 'number' },
      throughput: Throughput.provisioned({ reads: 1, writes: 1 }),
      sizeGiB: 5,
      restorableDays: 30,
      boundedLag: true,
    }),
  },
  ThroughputProps: { make: (_, props) => Throughput.onDemand(props), right: () => ({ reads: 1000, writes: 200 }) },
  DatabaseWindows: {
    make: (app, props) =>
      new RelationalDatabase(grounded(app), 'Ledger', {
        engine: DatabaseEngine.postgres('16'),
        size: Size.of({ vcpus: 2, memoryGiB: 8 }),
        storageGiB: 20,
        windows: { [PARIS]: props },
      }),
    right: () => WINDOWS,
  },
  SizeProps: { make: (_, props) => Size.of(props), right: () => ({ vcpus: 2, memoryGiB: 8 }) },
  DnsFailoverProps: {
    make: (app, props: object) => {
      const w = grounded(app);
      const web = new LoadBalancer(w, 'Web', { plainHttp: true });
      new DnsFailover(
        w,
        'Dns',
        here(props, () => web),
      );
    },
    right: () => ({
      ...{ zone: 'acme.example', record: 'billing', aliases: ['www', '@'], target: HERE, zoneElsewhere: false },
      zoneOwner: { account: '444455556666', role: 'arn:aws:iam::444455556666:role/dns' },
    }),
  },
  WorkloadProps: {
    make: (app, props) => new Workload(app, 'billing', props),
    right: () => ({
      objectives: TIGHT,
      topology: topology(),
      tier: Tier.HOT,
      zonal: false,
      copyEvery: Duration.hours(6),
      copiesIn: milan(),
      geography: { within: 'EU', apartKm: 100, anotherProvider: false },
      footprint: { vcpus: 1, memory: 1, databases: 1 },
      priority: 2,
      environment: 'staging',
      destroyable: true,
      tags: { owner: 'payments' },
      acknowledge: [],
      runsFrom: {},
      contacts: { people: [] },
    }),
  },
  Acknowledgement: {
    make: (app, props) => workload(app, 'billing', { acknowledge: [props] }),
    right: () => ({ id: 'DR-LOCK-01', subject: 'billing', reason: 'agreed', by: 'Ada', at: '2026-11-01', until: '2027-03-31' }),
  },
  ObjectivesProps: {
    make: (_, props) => Objectives.of(props),
    right: () => ({
      rto: Duration.hours(1),
      rpo: Duration.ZERO,
      zone: { rto: Duration.minutes(5), rpo: Duration.ZERO },
      data: { rto: Duration.hours(4), rpo: Duration.hours(12) },
      account: { rto: Duration.hours(4), rpo: Duration.hours(12) },
      mtpd: Duration.hours(8),
      resumption: Duration.ZERO,
      slo: 99.9,
      clock: 'call',
      detection: Duration.ZERO,
      decision: Duration.ZERO,
    }),
  },
  ActivePassiveProps: {
    make: (_, props) => Topology.activePassive(props),
    right: () => ({ primary: paris(), secondary: frankfurt(), witness: stockholm(), successors: [] }),
  },
  SiteProps: {
    make: (_, props) => aws.site('eu-west-3', props),
    right: () => ({ account: '111122223333', cidr: '10.1.0.0/16', state: aws.stateIn('acme'), subscriptions }),
  },
  AwsSiteProps: {
    make: (_, props) => aws.site('eu-west-3', props),
    right: () => ({
      account: '111122223333',
      cidr: '10.1.0.0/16',
      state: aws.stateIn('acme'),
      provider: {},
      ...version,
      subscriptions,
      lockForGoodAfter: Duration.days(7),
      irrevocable: true,
    }),
  },
  CopyPlaceProps: {
    make: (_, props: object) => aws.copyPlace({ region: 'eu-south-1', ...props } as never),
    right: () => ({ account: '444455556666', state: aws.stateIn('acme'), keep: Duration.days(35) }),
  },
  AwsCopyPlaceProps: {
    make: (_, props) => aws.copyPlace(props),
    right: () => ({
      region: 'eu-south-1',
      account: '444455556666',
      state: aws.stateIn('acme'),
      keep: Duration.days(90),
      keepAtLeast: Duration.days(30),
      keepAtMost: Duration.days(365),
      lockForGoodAfter: Duration.days(7),
      irrevocable: true,
      provider: {},
      ...version,
    }),
  },
  AzureSiteProps: {
    make: (_, props) => azure.site('francecentral', props),
    right: () => ({
      account: UUID,
      cidr: '10.1.0.0/16',
      state: azureState,
      provider: {},
      ...version,
      subnets: [subnet],
      keyOfficer: UUID,
      contributors: [UUID],
      subscriptions,
      appliedFrom: ['203.0.113.7'],
      resourceGroup: 'rg-portal-paris',
    }),
  },
  OciSiteProps: {
    make: (_, props) => oci.site('eu-paris-1', props),
    right: () => ({
      account: 'ocid1.compartment.oc1..acme',
      cidr: '10.1.0.0/16',
      state: ociState,
      namespace: 'acmens',
      homeRegion: 'uk-london-1',
      kmsKey: 'ocid1.key.oc1.eu-paris-1.acme.key',
      provider: {},
      ...version,
      subscriptions,
    }),
  },
  AwsStateProps: {
    make: (_, props) => aws.stateIn('acme', props),
    right: () => ({
      region: 'eu-west-3',
      kmsKey: 'alias/state',
      account: '111122223333',
      profile: 'recovery',
      assumeRole: 'arn:aws:iam::111122223333:role/states',
    }),
  },
  AzureStateProps: {
    make: (_, props) => azure.stateIn('acmestate', props),
    right: () => ({ resourceGroup: 'state', container: 'tfstate', region: 'swedencentral', subscription: UUID }),
  },
  OciStateProps: {
    make: (_, props) => oci.stateIn('acme', props),
    right: () => ({ namespace: 'acmens', region: 'eu-milan-1', lock: true }),
  },
  FullStackDrProps: {
    make: (app, props) => new FullStackDr(new TerraformStack(app, 'dr'), 'Dr', props),
    right: () => ({
      workload: 'register',
      serves: drSide('eu-frankfurt-1', '10.10.0.0/16'),
      standsBy: drSide('eu-paris-1', '10.20.0.0/16'),
    }),
  },
  FrontDoorProps: {
    make: (app, props: object) => {
      const w = grounded(app);
      const target = new LoadBalancer(w, 'Web', { plainHttp: true });
      const dns = new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'origin', target });
      const isHere = (props as { readonly before?: unknown } | null)?.before === HERE;
      new FrontDoor(new TerraformStack(app, 'edge'), 'front', (isHere ? { ...props, before: dns } : props) as never);
    },
    right: () => ({
      ...{ before: HERE, name: 'acme', resourceGroup: 'edge', hostName: 'www.acme.example', premium: true },
      zone: { name: 'acme.example', resourceGroup: 'dns' },
      certificate: 'https://acme-certs.vault.azure.net/certificates/www',
    }),
  },
  OwnCheckProps: {
    make: (_, props) => {
      new CheckList({ site: PARIS, region: 'eu-west-3', account: '111122223333', ground: {} }).add(props);
    },
    right: () => ({
      id: 'orders',
      title: 'Orders are taken',
      run: ['true'],
      matches: 'ok',
      when: 'verify',
      timeout: Duration.minutes(1),
      usual: Duration.seconds(1),
    }),
  },
};
/** What a property points at, of the workload that is declared. */
const HERE = 'a component of the workload';
const here = (props: object, target: () => Component): never =>
  ((props as { readonly target?: unknown } | null)?.target === HERE ? { ...props, target: target() } : props) as never;

const IMAGE = `acme/api@sha256:${'5e'.repeat(32)}`;
const service = (w: Workload, props: object): ContainerService =>
  new ContainerService(w, 'Api', { image: IMAGE, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 1 }, ...props });

/** Interfaces that are no declaration of an architect's: those of errors and of steps, and what every component or service takes, which each has with its own. */
const OTHERS = ['ComponentProps', 'ServiceProps', 'ContinuityErrorProps', 'CommandProps', 'FindProps', 'QuestionProps'];

test('every interface of properties is looked at, with every property of it', () => {
  const named = [...interfaces.keys()].filter((name) => name.endsWith('Props') && !OTHERS.includes(name));
  expect(named.filter((name) => !(name in TAKING))).toEqual([]);
  for (const [name, { right }] of Object.entries(TAKING))
    expect([name, ...Object.keys(right()).sort()]).toEqual([
      name,
      ...propertiesOf(name)
        .map((one) => one.name)
        .sort(),
    ]);
});

test.each(Object.entries(TAKING))('%s: what is right is taken', (_, { make, right }) => {
  expect(() => make(appIn(folder()), right() as never)).not.toThrow();
});

class Stranger {
  readonly name = 'hot';
}

/** What is of no use anywhere, and what is in one place the right kind of thing. */
const JUNK: readonly (readonly [kind: string, value: unknown])[] = [
  ['null', null],
  ['number', Number.NaN],
  ['number', Number.POSITIVE_INFINITY],
  ['number', Number.NEGATIVE_INFINITY],
  ['a figure', -1],
  ['a figure', 0],
  ['a figure', 1.5e12],
  ['text', ' '],
  ['text', 'a\u0000b'],
  ['text', 'x\ny\u001b'],
  ['text', 'x'.repeat(20_000)],
  ['a text for another thing', '12'],
  ['a text for another thing', 'yes'],
  ['boolean', true],
  ['boolean', false],
  ['list', []],
  ['list of junk', [null]],
  ['list of junk', ['']],
  ['list of junk', [[]]],
  ['object', {}],
  ['object of junk', { a: null }],
  ['stranger', new Stranger()],
  ['stranger', new Map([['a', 1]])],
  ['stranger', new Date(0)],
  ['stranger', Object.create(null)],
  ['stranger', Symbol('x')],
  ['stranger', 10n],
  ['stranger', () => 'x'],
  ['stranger', Stranger],
];

/** Kinds of junk that may be right for a property of that type. */
function mayTake({ type, name }: Property): readonly string[] {
  if (name === 'matches') return ['text', 'a text for another thing'];
  // A number of the business may be any.
  if (name === 'bound') return ['a figure'];
  if (type === 'string') return ['a text for another thing'];
  if (type === 'boolean') return ['boolean'];
  if (/\[\]$/.test(type)) return ['list'];
  // A table of nothing is one, whatever its prototype.
  if (/^Readonly<Record</.test(type) || name === 'provider') return ['object', 'stranger'];
  return [];
}

const tables = /^Readonly<Record</;
const isTable = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;

describe.each(Object.entries(TAKING))('%s', (name, { make, right }) => {
  const properties = propertiesOf(name);

  test.each(properties)('$name: what is of another kind is refused, and nothing is written', (property) => {
    const may = mayTake(property);
    const wrong = JUNK.filter(([kind, value]) => {
      const isRight = tables.test(property.type) || property.name === 'provider' ? kind === 'object' || isTable(value) : may.includes(kind);
      return !isRight;
    });
    expect(wrong.length).toBeGreaterThan(15);
    for (const [, value] of wrong) refused({ ...right(), [property.name]: value });
    if (!property.optional) refused({ ...right(), [property.name]: undefined });
  });

  test('a property that it does not have is refused', () => {
    const known = properties.map((one) => one.name);
    const key = fc.string({ minLength: 1, maxLength: 20 }).filter((one) => !known.includes(one) && one !== '__proto__');
    fc.assert(
      fc.property(key, fc.anything(), (one, value) => {
        expect(refused({ ...right(), [one]: value }).message).toMatch(/takes no/);
      }),
      { numRuns: 15 },
    );
  });

  test('whatever is given in the place of a property, nothing but a refusal comes of it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...properties), fc.anything({ withBigInt: true, withDate: true, withMap: true }), (property, value) => {
        try {
          make(appIn(OUT), { ...right(), [property.name]: value } as never);
        } catch (error) {
          expect(error).toBeInstanceOf(ContinuityError);
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each([null, 7, 'x', [[]], new Map(), () => 1, Symbol('x')])('properties that are none: %p', (value) => {
    const given = Array.isArray(value) ? [] : value;
    expect(refused(given).message).toMatch(/^DR-/);
  });

  function refused(props: unknown): ContinuityError {
    return refusal((app) => void make(app, props as never), undefined, OUT);
  }
});
