import { Construct } from 'constructs';
import { App } from 'cdktf';
import { DatabaseEngine, LoadBalancer, Network, ObjectStorage, RelationalDatabase, Secrets, Size, Tier } from '../../lib';
import { type Component, ComponentHost } from '../../lib/components/component';
import { DnsFailover, type TrafficHost } from '../../lib/traffic/dns-failover';

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

test.each<[string, (host: Host) => Component, object]>([
  ['network', (host) => new Network(host, 'C'), { kind: 'network', zones: 2, gib: 0 }],
  ['network, adopted', (host) => Network.fromExisting(host, 'C', {}), { kind: 'network', existing: {} }],
  ['object storage', (host) => new ObjectStorage(host, 'C'), { kind: 'object-storage', gib: 100 }],
  [
    'database',
    (host) =>
      new RelationalDatabase(host, 'C', {
        engine: DatabaseEngine.postgres('16'),
        size: Size.of({ vcpus: 2, memoryGiB: 8 }),
        storageGiB: 50,
      }),
    {
      kind: 'relational-database',
      gib: 50,
      username: 'continuity',
      database: 'main',
      engine: { name: 'postgres', version: '16', port: 5432 },
      size: { vcpus: 2, memoryGiB: 8 },
    },
  ],
  ['secrets', (host) => new Secrets(host, 'C', { names: ['a'] }), { kind: 'secrets', secrets: ['a'], gib: 0 }],
  [
    'load balancer',
    (host) => new LoadBalancer(host, 'C'),
    { kind: 'load-balancer', healthPath: '/healthz', targetPort: 8080, certificates: {}, gib: 0 },
  ],
])('%s: what the planner sees of it', (_, make, expected) => {
  const declaration = make(new Host()).declaration();
  expect(declaration).toMatchObject({ id: 'C', after: [], ...expected });
  expect(declaration).not.toHaveProperty('tier');
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
  const dns = new DnsFailover(host, 'Dns', { zone: 'acme.example', record, target: new LoadBalancer(host, 'Web') });
  expect(host.traffic).toBe(dns);
  expect(dns.declaration()).toEqual({ id: 'Dns', zone: 'acme.example', name, target: 'Web' });
});

test('the switch of traffic stands in a workload', () => {
  const host = new Host();
  const target = new LoadBalancer(host, 'Web');
  expect(() => new DnsFailover(new App() as never, 'Dns', { zone: 'acme.example', record: 'x', target })).toThrow(/DR-COMP-01/);
});
