import {
  ContainerImages,
  ContainerService,
  DatabaseEngine,
  Duration,
  LoadBalancer,
  Network,
  ObjectStorage,
  RelationalDatabase,
  Size,
  Tier,
  Workload,
} from '../../lib';
import { flowsOf as workloadFlows } from '../../lib/plan/flows';
import type { Flow } from '../../lib/words/flow';
import { IMAGE } from '../support/components';
import { appIn, folder, milan, PARIS, FRANKFURT, PATIENT, topology } from '../declared';

const SIZE = Size.of({ vcpus: 2, memoryGiB: 8 });

function flowsOf(tier: Tier, away = false): readonly Flow[] {
  const one = new Workload(appIn(folder()), 'billing', {
    objectives: PATIENT,
    topology: topology(),
    tier,
    ...(away ? { copiesIn: milan() } : {}),
  });
  new Network(one, 'Net', { flowLogs: Duration.days(30) });
  const ledger = new RelationalDatabase(one, 'Ledger', { engine: DatabaseEngine.postgres('16'), size: SIZE, storageGiB: 100 });
  const invoices = new ObjectStorage(one, 'Invoices');
  const api = new ContainerService(one, 'Api', {
    image: IMAGE,
    size: SIZE,
    instances: { active: 2 },
    uses: [ledger, invoices],
    port: 8443,
  });
  new ContainerImages(one, 'Images', { repositories: ['acme/api'] });
  const certificate = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/00000000-0000-0000-0000-000000000001`;
  new LoadBalancer(one, 'Web', {
    target: api,
    certificates: { [PARIS]: certificate('eu-west-3'), [FRANKFURT]: certificate('eu-central-1') },
  });
  return one.plan.flows;
}

const told = (flows: readonly Flow[], way: Flow['way']) =>
  flows.filter((one) => one.way === way).map(({ from, to, port }) => [from, to, port]);

test('a request is followed from its user to what is worked on, by ports', () => {
  const flows = flowsOf(Tier.HOT);
  expect(told(flows, 'from outside')).toEqual([['users', 'Web', 443]]);
  expect(told(flows, 'within a site').sort()).toEqual([
    ['Api', 'Invoices', 443],
    ['Api', 'Ledger', 5432],
    ['Web', 'Api', 8443],
  ]);
});

test.each([
  [Tier.HOT, 'replication'],
  [Tier.COLD, 'copies'],
])('data goes to the other site as its tier has it: %s', (tier, how) => {
  const across = flowsOf(tier).filter((one) => one.way === 'between the sites');
  expect(across.map(({ from, what }) => [from.split(' ')[0], what.split(/[ ,]/)[0]]).sort()).toEqual([
    ['Images', 'images'],
    ['Invoices', how],
    ['Ledger', how],
  ]);
});

test('and to a place that is no site, where copies are kept there', () => {
  expect(told(flowsOf(Tier.COLD), 'to a place of copies')).toEqual([]);
  expect(
    told(flowsOf(Tier.COLD, true), 'to a place of copies')
      .map(([from]) => from)
      .sort(),
  ).toEqual(['Invoices', 'Ledger']);
});

test.each([
  ['nfs', 2049],
  ['smb', 445],
] as const)('a share is mounted by the port of its protocol: %s', (protocol, port) => {
  const common = { after: [], gib: 1, uses: [] };
  const shared = { ...common, id: 'Shared', kind: 'file-storage', protocol };
  const cluster = { ...common, id: 'Platform', kind: 'kubernetes-cluster', port: 8443, uses: ['Shared'] };
  const api = { ...common, id: 'Api', kind: 'machine-group', port: 8080, uses: ['Shared', 'Platform'] };
  const flows = workloadFlows({ declarations: [shared, cluster, api] } as never, []);
  expect(told(flows, 'within a site')).toEqual([
    ['Platform', 'Shared', port],
    ['Api', 'Shared', port],
    ['Api', 'Platform', 8443],
  ]);
});
