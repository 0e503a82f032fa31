import { Testing } from 'cdktf';
import { DatabaseEngine, LoadBalancer, MachineGroup, Network, ObjectStorage, RelationalDatabase, Secrets, Size } from '../../../lib';
import { oci, type OciSiteProps } from '../../../lib/clouds/oci/oci';
import { Duration } from '../../../lib/objectives/duration';
import { Objectives } from '../../../lib/objectives/objectives';
import { Tier } from '../../../lib/objectives/tier';
import { Topology } from '../../../lib/port/topology';
import { Workload } from '../../../lib/workload';
import { isUnseen } from '../../../lib/words/doctor';
import { refusal } from '../../declared';

const PLACE = { namespace: 'acmens', homeRegion: 'uk-london-1' };
const OF = 'ocid1.compartment.oc1..acme';
const state = (region: string, at?: string) => oci.stateIn(`acme-state-${region}`, { namespace: 'acmens', ...(at ? { region: at } : {}) });
const site = (region: string, cidr: string, over: Partial<OciSiteProps> = {}) =>
  oci.site(region, { ...PLACE, account: OF, cidr, state: state(region), ...over });
const objectives = Objectives.of({
  rto: Duration.hours(12),
  rpo: Duration.hours(24),
  mtpd: Duration.hours(24),
  resumption: Duration.hours(2),
});

/** A bucket in a network over two regions. */
const declare = (first: () => ReturnType<typeof site>, second: () => ReturnType<typeof site>, tier: Tier = Tier.HOT) =>
  refusal((app) => {
    const workload = new Workload(app, 'billing', {
      tier,
      objectives,
      topology: Topology.activePassive({ primary: first(), secondary: second(), witness: state('milan', 'eu-milan-1') }),
    });
    new Network(workload, 'Net', { flowLogs: Duration.days(180) });
    new ObjectStorage(workload, 'Invoices');
    app.synth();
  }).message;

const frankfurt = (over?: Partial<OciSiteProps>) => () => site('eu-frankfurt-1', '10.10.0.0/16', over);
const paris = (over?: Partial<OciSiteProps>) => () => site('eu-paris-1', '10.20.0.0/16', over);

describe('what OCI cannot give is refused by its name', () => {
  test('the loss of a zone in a region of one availability domain', () => {
    expect(declare(paris(), frankfurt(), Tier.HA)).toMatch(/DR-ZONE-01[\s\S]*eu-paris-1/);
  });

  test('two sites of two realms: no credential and no network leads from one to the other', () => {
    const elsewhere = () =>
      site('eu-frankfurt-2', '10.20.0.0/16', { account: 'ocid1.compartment.oc19..acme', homeRegion: 'eu-frankfurt-2' });
    expect(declare(frankfurt(), elsewhere)).toMatch(/DR-GEO-02[\s\S]*two partitions/);
  });

  test('a compartment, a home region or a key of another realm or region', () => {
    expect(declare(frankfurt({ account: 'ocid1.compartment.oc19..acme' }), paris())).toMatch(/the OCID of a compartment of oc1/);
    expect(declare(frankfurt({ homeRegion: 'eu-frankfurt-2' }), paris())).toMatch(/eu-frankfurt-2/);
    expect(declare(frankfurt({ kmsKey: 'ocid1.key.oc1.eu-paris-1.x.y' }), paris())).toMatch(/the OCID of a key of eu-frankfurt-1/);
  });
});

test('no site takes the name of an availability domain: what is spread asks its own region for them', () => {
  const named = { availabilityDomain: 'kIdk:EU-PARIS-1-AD-1' } as Partial<OciSiteProps>;
  expect(declare(frankfurt(named), paris())).toMatch(/DR-SITE-01[\s\S]*availabilityDomain/);
});

test('more standing by than is declared', () => {
  const { message } = refusal((app) => {
    const workload = new Workload(app, 'billing', {
      ...{ tier: Tier.HOT, objectives, footprint: { databases: 0.25 } },
      topology: Topology.activePassive({ primary: frankfurt()(), secondary: paris()(), witness: state('milan', 'eu-milan-1') }),
    });
    new Network(workload, 'Net', { flowLogs: Duration.days(180) });
    new RelationalDatabase(workload, 'Core', {
      engine: DatabaseEngine.oracle(),
      size: Size.of({ vcpus: 8, memoryGiB: 64 }),
      storageGiB: 400,
    });
  });
  expect(message).toMatch(/DR-FOOT-01[\s\S]*100 % \(8 of 8: Core 8\), at most 25 %/);
});

test('a region that the tenancy is not subscribed to is asked about ahead of the day, with what mends it', () => {
  const workload = new Workload(Testing.app(), 'billing', {
    tier: Tier.HOT,
    objectives,
    topology: Topology.activePassive({ primary: frankfurt()(), secondary: paris()(), witness: state('milan', 'eu-milan-1') }),
  });
  new ObjectStorage(workload, 'Invoices');
  const asked = oci.doctor.credentials(paris()()).flatMap((item) => (isUnseen(item) ? [] : item.steps));
  const subscribed = asked.find(({ id }) => id === 'subscribed-eu-paris-1');
  expect(JSON.stringify(subscribed)).toMatch(/READY[\s\S]*region-subscription create/);
  expect(workload.plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
});

describe('what exists, and is not taken, is refused with why, and with how what is in it comes over', () => {
  const [AT, ID] = ['oci:eu-frankfurt-1', 'ocid1.thing.oc1.eu-frankfurt-1.running'];
  const size = Size.of({ vcpus: 2, memoryGiB: 16 });
  const adopting = (adopt: (workload: Workload) => unknown): string =>
    refusal((app) => {
      const topology = Topology.activePassive({ primary: frankfurt()(), secondary: paris()(), witness: state('milan', 'eu-milan-1') });
      const workload = new Workload(app, 'billing', { tier: Tier.HOT, objectives, topology });
      new Network(workload, 'Net', { flowLogs: Duration.days(180) });
      adopt(workload);
      app.synth();
    }).message;
  const database = (engine: DatabaseEngine) => (workload: Workload) =>
    RelationalDatabase.fromExisting(workload, 'Ledger', { [AT]: { id: ID, secret: ID, guards: [ID] } }, { engine, size, storageGiB: 256 });

  test.each<[string, (workload: Workload) => unknown, RegExp]>([
    [
      'a bucket',
      (w) => ObjectStorage.fromExisting(w, 'Docs', { [AT]: { id: 'docs' } }),
      /versions, retention rules[\s\S]*oci os object copy/,
    ],
    ['Autonomous Database', database(DatabaseEngine.oracle()), /both vaults know[\s\S]*Data Pump/],
    ['Base Database', database(DatabaseEngine.oracle('19')), /launched with the password[\s\S]*RMAN/],
    ['MySQL', database(DatabaseEngine.mysql('8.4')), /who may replicate[\s\S]*dump and load/],
    ['PostgreSQL', database(DatabaseEngine.postgres('16')), /whose copies a site has[\s\S]*pg_dump/],
    ['secrets of a vault', (w) => Secrets.fromExisting(w, 'Keys', { [AT]: { ids: { token: ID } } }), /two vaults[\s\S]*from a file/],
    [
      'a load balancer',
      (w) => LoadBalancer.fromExisting(w, 'Web', { [AT]: { id: ID, targets: 'targets' } }, { plainHttp: true }),
      /its firewall[\s\S]*DnsFailover/,
    ],
    [
      'a pool of machines',
      (w) => MachineGroup.fromExisting(w, 'Back', { [AT]: { id: ID, least: 1 } }, { size, instances: { active: 1 }, image: 'back-1' }),
      /what scales a pool[\s\S]*the same image/,
    ],
  ])('%s', (_, adopt, says) => {
    const message = adopting(adopt);
    expect(message).toContain('DR-ADOPT-01');
    expect(message).toMatch(says);
  });
});
