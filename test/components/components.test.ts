import { Construct } from 'constructs';
import { App } from 'cdktf';
import { LoadBalancer, MachineGroup, Network, ObjectStorage, Size, Tier, type Workload } from '../../lib';
import { type Component, ComponentHost } from '../../lib/components/component';
import type { Cloud } from '../../lib/port/cloud';
import type { Kind } from '../../lib/words/kinds';
import { DnsFailover, type TrafficHost } from '../../lib/traffic/dns-failover';
import { KINDS, MAKE } from '../support/components';

/** A host that is no workload: a component knows no more than the interface. */
class Host extends Construct implements ComponentHost, TrafficHost {
  readonly taken: Component[] = [];
  traffic?: DnsFailover;

  constructor() {
    super(new App(), 'host');
    ComponentHost.mark(this);
  }

  accept(component: Component): void {
    this.taken.push(component);
  }

  route(traffic: DnsFailover): void {
    this.traffic = traffic;
  }
}

test('a component declares itself to the nearest host above it', () => {
  const host = new Host();
  const bucket = new ObjectStorage(new Construct(host, 'Back'), 'Invoices');
  expect(host.taken).toEqual([bucket]);
});

test('what is given by site key is named by its property, and nothing else is', () => {
  const host = new Host();
  new LoadBalancer(host, 'Web', { certificates: { 'a:1': 'c', 'a:2': 'd' }, hostNames: { 'a:1': 'web.acme.example' } });
  new MachineGroup(host, 'Back', {
    image: 'back',
    size: Size.of({ vcpus: 1, memoryGiB: 2 }),
    instances: { active: 2 },
    reserved: { 'a:2': 1 },
    environment: { LEVEL: 'info' },
  });
  new ObjectStorage(host, 'Invoices');
  expect(host.taken.map((one) => one.declaration().sites)).toEqual([
    { certificates: ['a:1', 'a:2'], hostNames: ['a:1'] },
    { reserved: ['a:2'] },
    undefined,
  ]);
});

/** What the planner sees of each kind, as the laws declare it. */
const SEEN: Readonly<Record<Kind, object>> = {
  network: { zones: 2, gib: 0 },
  'object-storage': { gib: 100 },
  'relational-database': {
    gib: 100,
    username: 'continuity',
    database: 'main',
    engine: { name: 'postgres', version: '16', port: 5432 },
    size: { vcpus: 2, memoryGiB: 8 },
  },
  'file-storage': { gib: 100, protocol: 'smb', restorableDays: 30 },
  table: {
    gib: 10,
    partitionKey: { name: 'customer', type: 'string' },
    sortKey: { name: 'placed', type: 'number' },
    throughput: { mode: 'on-demand', reads: 1000, writes: 200 },
    restorableDays: 7,
    boundedLag: false,
  },
  machine: { gib: 100, existing: expect.anything() as object },
  secrets: { secrets: ['api-token'], gib: 0 },
  'container-images': { repositories: ['acme/api'], copiedBy: 'registry', gib: 0 },
  'kubernetes-cluster': {
    version: '1.33',
    pools: [
      { name: 'apps', size: { vcpus: 4, memoryGiB: 16 }, instances: { active: 3, standby: 1, most: 6 } },
      { name: 'batch', size: { vcpus: 4, memoryGiB: 32 }, instances: { active: 2, standby: 1, most: 2 } },
    ],
    backup: { to: 'Invoices', every: 3600, namespaces: ['shop', 'shop-jobs'], keepFor: 2_592_000 },
    uses: ['Invoices'],
    after: ['Invoices'],
    addresses: {},
    port: 80,
    gib: 0,
  },
  'container-service': {
    repository: 'acme/api',
    digest: `sha256:${'5e'.repeat(32)}`,
    instances: { active: 4, standby: 1, most: 8 },
    port: 8080,
    uses: [],
    startup: 120,
    gib: 0,
  },
  'machine-group': {
    image: 'acme-back-2026-11-29',
    images: {},
    instances: { active: 4, standby: 1, most: 8 },
    port: 8080,
    userData: '',
    reserved: { 'aws:eu-west-3': 4, 'aws:eu-central-1': 4 },
    sessions: true,
    logs: true,
    gib: 0,
  },
  'load-balancer': { healthPath: '/healthz', targetPort: 8080, certificates: {}, gib: 0 },
};

test.each(KINDS)('%s: what the planner sees of it', (kind) => {
  const host = new Host();
  MAKE[kind].make(host as unknown as Workload, {} as Cloud<never>);
  const declaration = host.taken.find(({ node }) => node.id === MAKE[kind].id)?.declaration();
  expect(declaration).toMatchObject({ kind, id: MAKE[kind].id, after: [], ...SEEN[kind] });
  expect(declaration).not.toHaveProperty('tier');
});

test('a network that is adopted', () => {
  const existing = { 'aws:eu-west-3': { id: 'vpc-1', publicSubnets: ['subnet-1', 'subnet-2'], privateSubnets: ['subnet-3', 'subnet-4'] } };
  expect(Network.fromExisting(new Host(), 'C', existing).declaration()).toMatchObject({ kind: 'network', existing });
  expect(() => Network.fromExisting(new Host(), 'C', {})).toThrow(/DR-COMP-06[\s\S]*at one site or more/);
});

test('a tier of its own, with its reason, and what it waits for', () => {
  const host = new Host();
  const first = new ObjectStorage(host, 'First');
  const second = new ObjectStorage(host, 'Second', { tier: Tier.COLD, tierReason: 'built again', sizeGiB: 7 });
  second.node.addDependency(first, new Construct(host, 'no component'));
  expect(second.declaration()).toMatchObject({ tier: Tier.COLD, tierReason: 'built again', after: ['First'], gib: 7 });
});

test.each([
  ['billing', 'billing.acme.example'],
  ['', 'acme.example'],
  ['@', 'acme.example'],
])('the switch of traffic: record "%s" is %s', (record, name) => {
  const host = new Host();
  const dns = new DnsFailover(host, 'Dns', { zone: 'acme.example', record, target: new LoadBalancer(host, 'Web', { plainHttp: true }) });
  expect(host.traffic).toBe(dns);
  expect(dns.declaration()).toEqual({ id: 'Dns', zone: 'acme.example', name, aliases: [], target: 'Web' });
});

test('the switch of traffic stands in a workload', () => {
  const host = new Host();
  const target = new LoadBalancer(host, 'Web', { plainHttp: true });
  expect(() => new DnsFailover(new App() as never, 'Dns', { zone: 'acme.example', record: 'x', target })).toThrow(/DR-COMP-01/);
});
