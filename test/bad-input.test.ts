import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformStack, Token, type App } from 'cdktf';
import { Construct } from 'constructs';
import {
  DatabaseEngine,
  DnsFailover,
  Duration,
  LoadBalancer,
  Network,
  ObjectStorage,
  Objectives,
  Secrets,
  Size,
  Tier,
  Topology,
} from '../lib';
import { aws } from '../lib/clouds/aws/aws';
import { azure } from '../lib/clouds/azure/azure';
import { oci } from '../lib/clouds/oci/oci';
import { ContinuityError } from '../lib/words/errors';
import { declare, record } from '../lib/situation/declare';
import type { Sides } from '../lib/situation/facts';
import type { ComponentPlace, Move, Situation, WorkloadSituation } from '../lib/situation/schema';
import { situationText } from '../lib/situation/text';
import type { Declaration, Happening } from '../lib/situation/words';
import { Workload, type WorkloadProps } from '../lib/workload';
import type { CloudCell } from '../lib/port/cloud';
import { CopyPlace } from '../lib/port/copy-place';
import type { TypeRow } from '../lib/port/facts';
import type { Signal } from '../lib/port/signals';
import { fakeBucket, fourthWith } from './clouds/fourth-cloud';
import {
  appIn,
  database,
  dublin,
  DUBLIN,
  folder,
  frankfurt,
  FRANKFURT,
  milan,
  network,
  paris,
  PARIS,
  PATIENT,
  refusal,
  sidesOf,
  stockholm,
  topology,
  workload,
  written,
} from './declared';
import { cloudNamed } from './support/clouds';
import { after, at, stepsOf } from './support/history';

const BEHIND: Signal = {
  id: 'lag',
  name: 'lag',
  title: 'it is behind',
  kind: 'event',
  pattern: {},
};
const bucket = (app: App): void => void new ObjectStorage(workload(app), 'Invoices');

/** A database that is promoted, a bucket that is copied all the time, and one that is restored. */
function books(app: App, over: Partial<WorkloadProps> = {}): Workload {
  const w = workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, ...over });
  network(w);
  database(w);
  new ObjectStorage(w, 'Invoices');
  new ObjectStorage(w, 'Archive', { tier: Tier.WARM, tierReason: 'read once a year' });
  return w;
}

/** A refusal says what is wrong, the value, and what is allowed or how it is mended. */
function says(error: ContinuityError, id: string, ...words: (string | RegExp)[]): void {
  expect(error.id).toBe(id);
  expect(error.message.startsWith(`${id}: `)).toBe(true);
  expect(error.details.what.length).toBeGreaterThan(10);
  expect(error.details.value).toBeDefined();
  expect(error.message).toMatch(/\n(Allowed|Fix): \S/);
  for (const word of words) expect(error.message).toMatch(word);
}

describe('objectives', () => {
  test('RTO plus resumption is not below the MTPD', () => {
    const error = refusal(() =>
      Objectives.of({ rto: Duration.hours(6), rpo: Duration.hours(1), mtpd: Duration.hours(8), resumption: Duration.hours(2) }),
    );
    says(error, 'DR-OBJ-01', 'RTO 6 h + resumption 2 h = 8 h, MTPD 8 h', 'shorter than 8 h', 'Fix: a shorter RTO');
  });

  test('a duration that is none', () => {
    says(
      refusal(() => Duration.minutes(-1)),
      'DR-DUR-01',
      'got: -60',
      'zero or more',
    );
  });

  test('a tier that cannot meet the RPO: names the component, the figure and the cheapest fix', () => {
    const objectives = Objectives.of({ rto: Duration.hours(8), rpo: Duration.hours(6), mtpd: Duration.hours(24) });
    const error = refusal((app) => {
      const w = workload(app, 'billing', { tier: Tier.WARM, objectives });
      network(w);
      database(w);
    });
    says(
      error,
      'DR-RPO-01',
      'Tier warm cannot meet the RPO for Ledger',
      'it may lose 12 h 20 min (UNVERIFIED), RPO 6 h',
      'Fix: copies every 5 h (copyEvery: Duration.hours(5)), or tier hot',
    );
  });

  test('the cheapest fix of the RPO is really one', () => {
    const objectives = Objectives.of({ rto: Duration.hours(8), rpo: Duration.hours(6), mtpd: Duration.hours(24) });
    const app = appIn(folder());
    const w = workload(app, 'billing', { tier: Tier.WARM, objectives, copyEvery: Duration.hours(5) });
    network(w);
    database(w);
    expect(w.plan.findings.filter((f) => f.level === 'error')).toEqual([]);
  });

  test('no tier can meet the RTO', () => {
    const error = refusal((app) => {
      const w = workload(app, 'billing', {
        objectives: Objectives.of({ rto: Duration.minutes(10), rpo: Duration.minutes(15), mtpd: Duration.hours(8) }),
      });
      new ObjectStorage(w, 'Invoices');
    });
    says(error, 'DR-RTO-01', 'RTO 10 min', 'the longest part is decision (15 min)', 'Fix: an RTO of at least');
  });
});

describe('places', () => {
  test("the standby's state is in the primary's region", () => {
    const error = refusal(
      (app) =>
        void new ObjectStorage(
          workload(app, 'billing', {
            topology: topology({ secondary: frankfurt({ state: aws.stateIn('acme-tfstate-paris', { region: 'eu-west-3' }) }) }),
          }),
          'Invoices',
        ),
    );
    says(
      error,
      'DR-STATE-01',
      'The state of aws:eu-central-1 does not live there',
      'got: aws:eu-west-3',
      'Fix: a state location in eu-central-1',
    );
  });

  test('links without a witness', () => {
    const { primary, secondary } = { primary: paris(), secondary: frankfurt() };
    const error = refusal(
      (app) =>
        void new ObjectStorage(
          workload(app, 'billing', { topology: topology({ primary, secondary, witness: undefined as never }) }),
          'Invoices',
        ),
    );
    says(error, 'DR-STATE-02', 'no witness', 'a third region');
  });

  test.each([
    ['aws', () => aws.stateIn('acme-tfstate')],
    ['azure', () => azure.stateIn('acmestate', { resourceGroup: 'state' })],
    ['oci', () => oci.stateIn('acme-state', { namespace: 'acme' })],
  ])('a witness without a region: %s', (name, witness) => {
    const error = refusal((app) => void workload(app, 'billing', { topology: topology({ witness: witness() }) }));
    says(error, 'DR-STATE-03', 'The witness has no region', `got: ${name}:unknown`, "Fix: witness: stateIn(…, { region: '…' })");
  });

  test('an account that is a number', () => {
    says(
      refusal(() => paris({ account: 111122223333 as never })),
      'DR-SITE-01',
      'has no account, as a text',
      'got: 111122223333',
    );
  });

  test.each<[object, RegExp]>([
    [{ people: [{ role: 'operator', name: 'Ada' }] }, /people\.0\.phone/],
    [{ people: [], phone: '+33 1' }, /no phone/],
  ])('contacts that cannot be printed: %j', (contacts, message) => {
    says(
      refusal((app) => void workload(app, 'billing', { contacts: contacts as never })),
      'DR-CONTACT-01',
      'contacts of billing',
      message,
    );
  });

  test('a contact that Terraform decides', () => {
    const contacts = { people: [], owner: Token.asString({ resolve: () => 'x' }) };
    says(
      refusal((app) => void workload(app, 'billing', { contacts })),
      'DR-TOKEN-01',
      'contacts.owner',
    );
  });

  test.each([
    { id: 'DR-LOCK-01', by: 'Ada' },
    { id: 'DR-LOCK-01', reason: ' ' },
    { reason: 'because' },
    { id: 'DR-LOCK-01', reason: 'because', until: 'spring' },
    { id: 'DR-LOCK-01', reason: 'because', at: '2026-13-01' },
  ])('what is acknowledged without a reason, without a rule, or at no date: %j', (bare) => {
    says(
      refusal((app) => void workload(app, 'billing', { acknowledge: [bare as never] })),
      'DR-ACK-01',
      /got: \{.*\}/,
    );
  });

  test('a witness in a site', () => {
    const error = refusal(
      (app) =>
        void new ObjectStorage(
          workload(app, 'billing', { topology: topology({ witness: aws.stateIn('acme-tfstate', { region: 'eu-central-1' }) }) }),
          'Invoices',
        ),
    );
    says(error, 'DR-STATE-02', 'got: aws:eu-central-1');
  });

  test('a witness cannot be acknowledged away: its state would die with a site', () => {
    const acknowledge = [{ id: 'DR-STATE-02', reason: 'we like it so' }];
    const error = refusal(
      (app) =>
        void new ObjectStorage(
          workload(app, 'billing', {
            acknowledge,
            topology: topology({ witness: aws.stateIn('acme-tfstate', { region: 'eu-central-1' }) }),
          }),
          'Invoices',
        ),
    );
    expect(error.id).toBe('DR-STATE-02');
  });

  test('both sites in one region', () => {
    const error = refusal(
      (app) =>
        void new ObjectStorage(
          workload(app, 'billing', { topology: topology({ secondary: paris({ cidr: '10.20.0.0/16' }) }) }),
          'Invoices',
        ),
    );
    says(error, 'DR-GEO-01', 'got: aws:eu-west-3 and aws:eu-west-3', 'another region');
  });

  test('a successor that is a site of the pair already', () => {
    const error = refusal((app) => workload(app, 'billing', { topology: topology({ successors: [frankfurt()] }) }));
    says(error, 'DR-GEO-01', 'A site is named twice', 'got: aws:eu-central-1', 'successors without aws:eu-central-1');
  });

  test('overlapping address ranges', () => {
    const error = refusal(
      (app) =>
        void new ObjectStorage(
          workload(app, 'billing', { topology: topology({ secondary: frankfurt({ cidr: '10.10.128.0/17' }) }) }),
          'Invoices',
        ),
    );
    says(error, 'DR-NET-01', 'aws:eu-west-3 10.10.0.0/16, aws:eu-central-1 10.10.128.0/17', 'another range for aws:eu-central-1');
  });

  test('an address range that is none', () => {
    const error = refusal(
      (app) =>
        void new ObjectStorage(
          workload(app, 'billing', { topology: topology({ secondary: frankfurt({ cidr: '10.20.0.0/33' }) }) }),
          'Invoices',
        ),
    );
    says(error, 'DR-NET-02', 'got: 10.20.0.0/33', 'for instance 10.10.0.0/16');
  });

  test('a region code that does not exist: the nearest real one is suggested', () => {
    says(
      refusal(() => aws.site('eu-wets-3', { account: '1', cidr: '10.0.0.0/16', state: stockholm() })),
      'DR-GEO-00',
      'got: eu-wets-3',
      'did you mean eu-west-3?',
    );
    says(
      refusal(() => aws.stateIn('b', { region: 'eu-nort-1' })),
      'DR-GEO-00',
      'did you mean eu-north-1?',
    );
  });

  test('a site without an account', () => {
    says(
      refusal(() => paris({ account: '' })),
      'DR-SITE-01',
      'eu-west-3 has no account',
    );
  });
});

describe('declarations', () => {
  test('two workloads with one id', () => {
    says(
      refusal((app) => [workload(app), workload(new Construct(app, 'Other') as App)]),
      'DR-WORK-01',
      'got: billing',
      "another id than 'billing'",
    );
  });

  test('two workloads whose ids differ in case only', () => {
    says(
      refusal((app) => [workload(app, 'WebShop'), workload(app, 'web-shop')]),
      'DR-WORK-01',
      'got: web-shop',
    );
  });

  test("a stack of the architect's with the id of one of the library's", () => {
    const error = refusal((app) => {
      bucket(app);
      new TerraformStack(app, 'billing-links');
    });
    says(error, 'DR-WORK-01', 'got: billing-links');
  });

  test("a name beyond a service's limit", () => {
    const error = refusal((app) => {
      const w = workload(app, 'customer-relationship');
      network(w);
      new LoadBalancer(w, 'PublicEntrance', { plainHttp: true });
    });
    says(
      error,
      'DR-NAME-01',
      'an application load balancer',
      /\d+ characters\)/,
      'Allowed: 32 characters, -g99 reserved',
      /shorter by \d+ in all/,
    );
  });

  test('two components with the same name in kebab case', () => {
    const error = refusal((app) => {
      const w = workload(app);
      new ObjectStorage(w, 'InvoiceArchive');
      new ObjectStorage(w, 'invoice-archive');
    });
    says(error, 'DR-NAME-02', 'differ in kebab case', /InvoiceArchive and invoice-archive|invoice-archive and InvoiceArchive/);
  });

  test('components of two workloads with one name: the ids are cut otherwise', () => {
    const error = refusal((app) => {
      const [shop, abroad] = [workload(app, 'shop'), workload(app, 'shop-eu')];
      network(shop);
      network(abroad);
      database(shop, {}, 'EuLedger');
      database(abroad);
    });
    says(error, 'DR-NAME-02', 'EuLedger of shop and Ledger of shop-eu', 'got: shop-eu-ledger-eu-west-3');
  });

  test('an id that ends like a generation', () => {
    const error = refusal((app) => void new ObjectStorage(workload(app), 'InvoicesG1'));
    says(error, 'DR-NAME-02', 'got: invoices-g1', 'rename InvoicesG1');
  });

  test("an id that meets one of the library's own in a stack", () => {
    const error = refusal((app) => void new ObjectStorage(workload(app), 'Key'));
    says(error, 'DR-NAME-02', 'got: key in billing-eu-west-3', 'rename the component');
  });

  test('a component added twice', () => {
    const error = refusal((app) => {
      const w = workload(app);
      new ObjectStorage(w, 'Invoices');
      new ObjectStorage(w, 'Invoices');
    });
    says(error, 'DR-COMP-02', 'got: Invoices', 'not used yet');
  });

  test('a component outside a workload', () => {
    says(
      refusal((app) => new ObjectStorage(app, 'Invoices')),
      'DR-COMP-01',
      'got: the app',
      'a Workload',
    );
    says(
      refusal((app) => new ObjectStorage(new TerraformStack(app, 'mine'), 'Invoices')),
      'DR-COMP-01',
      'got: mine',
    );
  });

  test('a component under a construct of the workload is inside it', () => {
    const w = workload(appIn(folder()));
    new ObjectStorage(new Construct(w, 'Back'), 'Invoices');
    expect(w.plan.protections.map((p) => p.declaration.id)).toEqual(['Invoices']);
  });

  test('no network beside a database', () => {
    says(
      refusal((app) => database(workload(app))),
      'DR-COMP-03',
      'the workload has no network',
      "new Network(workload, 'Net')",
    );
  });

  describe('zones', () => {
    const oci1 = (code: string, cidr: string) =>
      oci.site(code, {
        account: 'ocid1.compartment.oc1..acme',
        namespace: 'acmens',
        homeRegion: 'uk-london-1',
        cidr,
        state: oci.stateIn(`acme-${code}`, { namespace: 'acmens' }),
      });
    const spread = (tier: Tier, first: string, second: string) =>
      refusal((app) => {
        const topology = Topology.activePassive({
          primary: oci1(first, '10.1.0.0/16'),
          secondary: oci1(second, '10.2.0.0/16'),
          witness: oci.stateIn('acme-witness', { namespace: 'acmens', region: 'uk-london-1' }),
        });
        new ObjectStorage(workload(app, 'billing', { tier, objectives: PATIENT, topology }), 'Invoices');
      });

    test('ha in a region without zones', () => {
      says(
        spread(Tier.HA, 'eu-paris-1', 'eu-frankfurt-1'),
        'DR-ZONE-01',
        'oci:eu-paris-1 has too few zones to spread over: Invoices',
        '1 zone',
        'a site in us-ashburn-1, the nearest with zones, or tier cold',
      );
    });

    test('vital with sites 68 km apart: that, and that none of them has zones', () => {
      says(
        spread(Tier.VITAL, 'sa-saopaulo-1', 'sa-vinhedo-1'),
        'DR-GEO-03',
        'oci:sa-saopaulo-1 and oci:sa-vinhedo-1: 68 km',
        'farther apart: a site in us-ashburn-1 in the place of oci:sa-vinhedo-1, the nearest that is',
        'DR-ZONE-01: oci:sa-saopaulo-1 has too few zones',
        'DR-ZONE-01: oci:sa-vinhedo-1 has too few zones',
      );
    });

    test('sites of two partitions, and a witness that is too near: each with the region that would do', () => {
      const declare = (over: Partial<WorkloadProps>): ContinuityError =>
        refusal((app) => void new ObjectStorage(workload(app, 'billing', { objectives: PATIENT, tier: Tier.HOT, ...over }), 'Invoices'));
      const state = aws.stateIn('acme-tfstate-gov');
      const gov = aws.site('us-gov-west-1', { account: '111122223333', cidr: '10.20.0.0/16', state });
      says(
        declare({ topology: topology({ secondary: gov }) }),
        'DR-GEO-02',
        'in aws: a site in eu-west-2 in the place of aws:us-gov-west-1',
      );
      says(
        declare({ geography: { apartKm: 1200 } }),
        'DR-GEO-03',
        /farther apart: a site in [a-z0-9-]+ in the place/,
        /a witness in [a-z0-9-]+,/,
      );
    });

    test('a network over more zones than its region has: two subnets would stand in one', () => {
      const few = aws.site('eu-west-3', { account: '111122223333', cidr: '10.10.0.0/16', state: aws.stateIn('acme-tfstate-paris') });
      const region = { ...few.region, zones: 2 };
      const primary = Object.assign(Object.create(Object.getPrototypeOf(few) as object) as typeof few, few, { region });
      const error = refusal((app) => {
        new Network(workload(app, 'billing', { topology: topology({ primary }) }), 'Net', { zones: 3 });
      });
      says(error, 'DR-VALUE-01', 'Net cannot take this value of zones', '3 at aws:eu-west-3', 'at most the zones of eu-west-3: 2');
    });
  });

  test('a standby of another size than the active: a database has one size, whichever side serves', () => {
    const error = refusal((app) => {
      const w = workload(app);
      network(w);
      database(w, { standby: Size.of({ vcpus: 4, memoryGiB: 16 }) } as never);
    });
    says(error, 'DR-COMP-06', "RelationalDatabase 'Ledger' takes no standby");
  });

  test('copies where they may not be: the other site, and the witness', () => {
    const error = refusal((app) => {
      new ObjectStorage(workload(app, 'billing', { geography: { within: 'FR' } }), 'Invoices');
    });
    says(error, 'DR-GEO-04', 'outside of FR', 'aws:eu-central-1 (DE)', 'no region of aws is left in FR', 'aws:eu-north-1 (SE)');
  });

  describe('a place of copies', () => {
    const declare = (copiesIn: WorkloadProps['copiesIn'], over: Partial<WorkloadProps> = {}) =>
      refusal(
        (app) =>
          void new ObjectStorage(workload(app, 'billing', { objectives: PATIENT, ...(copiesIn ? { copiesIn } : {}), ...over }), 'Invoices'),
      );

    test('is one of the sites, or of those that may take their place', () => {
      says(
        declare(milan({ region: 'eu-central-1' })),
        'DR-COPY-02',
        'one of the sites',
        `got: ${FRANKFURT}`,
        'a region that is none of the sites',
      );
      says(declare(milan({ region: 'eu-west-1' }), { topology: topology({ successors: [dublin()] }) }), 'DR-COPY-02', DUBLIN);
    });

    test('is in another partition', () => {
      says(
        declare(milan({ region: 'us-gov-west-1' })),
        'DR-COPY-02',
        'another partition',
        'us-gov-west-1 (aws-us-gov)',
        'no copy crosses its border',
      );
    });

    test('stands where nothing may stand', () => {
      const error = declare(milan({ region: 'eu-central-2' }), { geography: { within: 'EU' } });
      says(error, 'DR-GEO-04', 'The place of copies would stand outside of EU', 'aws:eu-central-2 (CH)');
    });

    test('keeps its state with a name that another region has', () => {
      says(
        declare(milan({ state: aws.stateIn('acme-tfstate-paris') })),
        'DR-STATE-04',
        'acme-tfstate-paris in aws:eu-west-3 and aws:eu-south-1',
      );
    });

    test('a lock for good without the word, and the word without a lock', () => {
      const after = Duration.days(7);
      says(
        refusal(() => milan({ lockForGoodAfter: after })),
        'DR-LOCK-03',
        'the word is not said',
        'got: lockForGoodAfter: 7 d',
        'irrevocable: true',
      );
      says(
        refusal(() => milan({ irrevocable: true })),
        'DR-LOCK-03',
        'no lock for good is asked for',
        'got: irrevocable: true',
      );
      expect(milan({ lockForGoodAfter: after, irrevocable: true }).isLockedForGood).toBe(true);
    });

    test.each([
      [{ keep: Duration.days(35), keepAtLeast: Duration.days(60) }, 'keep: 35 d, keepAtLeast: 60 d, keepAtMost: 36 d'],
      [{ keep: Duration.days(90), keepAtMost: Duration.days(60) }, 'keep: 90 d, keepAtLeast: 7 d, keepAtMost: 60 d'],
    ])('copies are kept for a time that the lock does not take: %#', (over, value) => {
      says(
        refusal(() => milan(over)),
        'DR-LOCK-03',
        'that the lock of their vault does not take',
        value,
      );
    });

    test.each([{ keep: Duration.hours(36) }, { keepAtMost: Duration.days(36_501) }])('copies are kept for whole days: %#', (over) => {
      says(
        refusal(() => milan(over)),
        'DR-COPY-02',
        'whole days, 1 at least and 36500 at most',
      );
    });

    test('is in the account of the sites, where the loss of the account is asked about', () => {
      const account = { rto: Duration.days(7), rpo: Duration.days(3) };
      const objectives = Objectives.of({ rto: Duration.days(7), rpo: Duration.days(3), account, mtpd: Duration.days(30) });
      const error = declare(milan({ account: '111122223333' }), { objectives });
      says(error, 'DR-SCOPE-01', 'Every copy of Invoices is lost with the account', 'an account that is none of the sites');
    });

    test('is declared where the cloud keeps none', () => {
      const state = azure.stateIn('acmestate', { resourceGroup: 'state' });
      const region = azure.regions.find(({ code }) => code === 'swedencentral') as (typeof azure.regions)[number];
      const copiesIn = new CopyPlace(azure, region, { account: 'acme-copies', state });
      const error = declare(copiesIn, { topology: cloudNamed('azure').topology() });
      says(error, 'DR-COPY-01', 'azure keeps no copies in a place that is no site', 'leave copiesIn out');
    });

    test('is of another cloud than the sites', () => {
      says(declare(milan(), { topology: cloudNamed('azure').topology() }), 'DR-COPY-01', 'Copies of azure go to no other cloud');
    });
  });

  describe('a partition of two regions', () => {
    const gov = (code: string, cidr: string) => aws.site(code, { account: '111122223333', cidr, state: aws.stateIn(`acme-${code}`) });
    const pair = () => ({ primary: gov('us-gov-west-1', '10.1.0.0/16'), secondary: gov('us-gov-east-1', '10.2.0.0/16') });

    test('a witness of another partition', () => {
      says(
        refusal(() => Topology.activePassive({ ...pair(), witness: aws.stateIn('acme-virginia', { region: 'us-east-1' }) })),
        'DR-STATE-03',
        'The witness is in another partition than the sites',
        'aws:us-east-1 (aws), sites in aws-us-gov',
        'a region of aws-us-gov: us-gov-east-1, us-gov-west-1',
        'aws-us-gov has no third region',
      );
    });

    test('what joins the sites has no place for its state, and that is said', () => {
      const error = refusal((app) => {
        const w = workload(app, 'billing', { tier: Tier.HOT, topology: Topology.activePassive(pair()) });
        new ObjectStorage(w, 'Invoices');
      });
      says(error, 'DR-STATE-02', 'for Invoices', 'the partition aws-us-gov has no other region than us-gov-east-1 and us-gov-west-1');
    });
  });

  describe('a cell from outside', () => {
    const types = { fake_bucket: fakeBucket.types['fake_bucket'] as TypeRow };
    const refused = (...cells: readonly CloudCell<undefined>[]) =>
      refusal((app) => {
        const topology = fourthWith({ 'object-storage': cells }).topology();
        new ObjectStorage(new Workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT, topology }), 'Invoices');
      });

    test.each<[string, string, readonly (string | RegExp)[], readonly CloudCell<undefined>[]]>([
      ['lacks what its facts promise', 'DR-CELL-04', ['does not prove its fence'], [{ ...fakeBucket, recovery: () => ({}) }]],
      [
        'says a signal that its cloud tells nobody of',
        'DR-CELL-04',
        ['tells nobody of', "'polled'"],
        [{ ...fakeBucket, signals: () => [BEHIND] }],
      ],
      [
        'takes what another one takes',
        'DR-CELL-02',
        [/2 cells of fake take Invoices/, 'Plain and Grand'],
        ['Plain', 'Grand'].map((service) => ({ ...fakeBucket, service, takes: () => true })),
      ],
      [
        'leaves what no other one takes',
        'DR-CELL-01',
        ['Invoices (object-storage)', 'what is taken by Grand'],
        [{ ...fakeBucket, service: 'Grand', takes: () => false }],
      ],
      ['makes a type without a row', 'DR-CELL-03', ['fake_copy.invoices-copy', 'holdsData'], [{ ...fakeBucket, types }]],
    ])('%s', (_title, id, words, cells) => {
      says(refused(...cells), id, ...words);
    });
  });

  test('a lowered tier without a reason', () => {
    const error = refusal((app) => {
      const w = workload(app, 'billing', { tier: Tier.HOT, objectives: PATIENT });
      new ObjectStorage(w, 'Invoices', { tier: Tier.COLD });
    });
    says(error, 'DR-TIER-01', 'Invoices', 'got: cold, workload hot', "tierReason: '…', or tier hot");
  });

  test('a lowered tier with a reason is taken', () => {
    const w = workload(appIn(folder()), 'billing', { tier: Tier.HOT, objectives: PATIENT });
    new ObjectStorage(w, 'Invoices', { tier: Tier.COLD, tierReason: 'built again from the ledger' });
    expect(w.plan.protections[0]).toMatchObject({ tier: Tier.COLD, posture: 'backup' });
  });

  test('components that wait for each other', () => {
    const error = refusal((app) => {
      const w = workload(app);
      const [a, b, c] = ['A', 'B', 'C'].map((id) => new ObjectStorage(w, id)) as [ObjectStorage, ObjectStorage, ObjectStorage];
      a.node.addDependency(b);
      b.node.addDependency(c);
      c.node.addDependency(a);
    });
    says(error, 'DR-WAVE-01', 'A → B → C → A', 'remove the dependency of C on A');
  });

  test('a component that waits for another workload', () => {
    const error = refusal((app) => {
      const other = new ObjectStorage(workload(app, 'orders'), 'Orders');
      new ObjectStorage(workload(app), 'Invoices').node.addDependency(other);
    });
    says(error, 'DR-WAVE-02', 'Invoices', 'got: Orders');
  });

  test('a token where a literal is needed', () => {
    const token = Token.asString({ resolve: () => 'later' });
    says(
      refusal((app) => new Secrets(workload(app), 'Keys', { names: [token] })),
      'DR-TOKEN-01',
      'a literal',
      'got: declarations.0.secrets.0',
    );
    says(
      refusal(
        (app) => new ObjectStorage(workload(app, 'billing', { topology: topology({ secondary: frankfurt({ cidr: token }) }) }), 'Invoices'),
      ),
      'DR-TOKEN-01',
      'got: sites.1.cidr',
    );
    says(
      refusal(
        (app) =>
          void new ObjectStorage(
            workload(app, 'billing', { topology: topology({ witness: aws.stateIn(token, { region: 'eu-north-1' }) }) }),
            'Invoices',
          ),
      ),
      'DR-TOKEN-01',
      'got: states.2.bucket',
    );
    says(
      refusal(
        (app) => new ObjectStorage(workload(app, 'billing', { topology: topology({ successors: [dublin({ cidr: token })] }) }), 'Invoices'),
      ),
      'DR-TOKEN-01',
      'got: sites.2.cidr',
    );
    says(
      refusal((app) => new ObjectStorage(workload(app), 'Invoices', { sizeGiB: Token.asNumber({ resolve: () => 7 }) })),
      'DR-TOKEN-01',
      'got: declarations.0.gib',
    );
  });

  test('an engine version that is not a major one', () => {
    says(
      refusal(() => DatabaseEngine.postgres('16.3')),
      'DR-DB-01',
      'got: 16.3',
      "DatabaseEngine.postgres('16')",
    );
  });

  test('a size that no instance has', () => {
    const error = refusal((app) => {
      const w = workload(app);
      network(w);
      database(w, { size: Size.of({ vcpus: 128, memoryGiB: 4096 }) });
    });
    says(error, 'DR-SIZE-01', '128 vCPUs, 4096 GiB', 'up to 64 vCPUs and 512 GiB');
  });

  test('a second switch of traffic', () => {
    const error = refusal((app) => {
      const w = workload(app);
      network(w);
      const target = new LoadBalancer(w, 'Web', { plainHttp: true });
      new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'billing', target });
      new DnsFailover(w, 'Dns2', { zone: 'acme.example', record: 'bills', target });
    });
    says(error, 'DR-COMP-04', 'got: Dns2');
  });

  test("a switch of traffic to another workload's load balancer", () => {
    const error = refusal((app) => {
      const [w, other] = [workload(app), workload(app, 'orders')];
      network(w);
      network(other);
      new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'billing', target: new LoadBalancer(other, 'Web', { plainHttp: true }) });
    });
    says(error, 'DR-COMP-05', 'got: orders/Web');
  });

  test('declaring after synthesis', () => {
    const outdir = folder();
    const app = appIn(outdir);
    const w = workload(app);
    new ObjectStorage(w, 'Invoices');
    app.synth();
    const before = written(join(outdir, 'out'));
    const late = [
      () => new ObjectStorage(w, 'Late'),
      () => {
        w.onEverySite(() => undefined);
      },
      () => workload(app, 'late'),
    ];
    for (const declare of late) {
      try {
        declare();
        throw new Error('nothing was refused');
      } catch (error) {
        says(error as ContinuityError, 'DR-WORK-02', 'before app.synth()');
      }
    }
    expect(written(join(outdir, 'out'))).toEqual(before);
  });
});

describe('the situation', () => {
  const [SIDES] = sidesOf(books) as [Sides];
  const { standing, lost, failover, started, completed } = stepsOf(SIDES);
  const components = SIDES.components.map(({ id }) => id);
  const prepared = after([SIDES], standing, lost(PARIS), failover(FRANKFURT));
  const moved = after([SIDES], standing, lost(PARIS), failover(FRANKFURT), started, completed);
  const back = after(
    [SIDES],
    ...[standing, lost(PARIS), failover(FRANKFURT), started, completed, { op: 'normal', site: PARIS } as const],
    { record: 'fenced', workload: 'billing', site: PARIS },
    standing,
  );

  /** A file as somebody could write it by hand who gets the digest right: the rules are what is left. */
  function edited(of: Situation, change: (own: WorkloadSituation, situation: Situation) => void): Situation {
    const copy = structuredClone(of);
    change(copy.workloads['billing'] as WorkloadSituation, copy);
    return copy;
  }
  const place = ({ components: all }: WorkloadSituation, id: string, site: string): ComponentPlace => all[id]?.at[site] as ComponentPlace;
  const three = (app: App): Workload => books(app, { topology: topology({ successors: [dublin()] }) });
  const onlyMove = ({ moves }: WorkloadSituation): Move => moves[0] as Move;
  const stranger = 'aws:eu-south-1';

  describe('a file that is not whole', () => {
    test('half-written JSON', () => {
      says(refusal(books, '{"version": 2, "seq'), 'DR-SIT-01', 'is not whole JSON', 'git checkout');
    });

    test('a file that does not fit the schema', () => {
      says(refusal(books, JSON.stringify({ ...moved, sequence: '7' })), 'DR-SIT-01', 'got: sequence: ', 'continuity declare');
      says(refusal(books, JSON.stringify({ ...moved, surprise: true })), 'DR-SIT-01', 'surprise');
    });

    test('a file of a newer version', () => {
      says(refusal(books, JSON.stringify({ ...moved, version: 3 })), 'DR-SIT-01', 'newer version', 'got: version 3', 'Allowed: 1 or 2');
    });

    test('a file that was changed by hand: its digest is of something else', () => {
      const text = situationText(moved);
      says(
        refusal(books, text.replace('"by": "Ada"', '"by": "Eve"')),
        'DR-SIT-10',
        'changed by hand',
        'of something else',
        'git checkout',
        'continuity merge THEIRS',
      );
      says(refusal(books, text.replace(/^ {2}"digest".*\n/m, '')), 'DR-SIT-10', 'missing', 'no digest');
    });

    test('an unmerged file', () => {
      const text = situationText(moved).replace('  "digest"', '<<<<<<< HEAD\n  "digest"');
      says(refusal(books, text), 'DR-SIT-01', 'is unmerged', 'got: line 3: <<<<<<< HEAD', 'git show :2:', 'continuity merge theirs.json');
    });

    test('a key twice in the file: a merge by lines would lose a move', () => {
      const text = situationText(moved).replace('"workloads": {', '"workloads": {},\n  "workloads": {');
      says(refusal(books, text), 'DR-SIT-01', 'a key twice', /got: workloads, again on line \d+/, 'each key once');
    });

    test('a variable that names no file', () => {
      process.env['CONTINUITY_SITUATION'] = join(folder(), 'missing.json');
      try {
        says(refusal(books), 'DR-SIT-01', 'does not exist', 'unset CONTINUITY_SITUATION');
      } finally {
        delete process.env['CONTINUITY_SITUATION'];
      }
    });
  });

  describe('what does not exist', () => {
    test('a status of an unknown site', () => {
      says(
        refusal(
          books,
          edited(moved, (_, { status }) => (status[stranger] = { is: 'lost', since: at(2), by: 'Ada' })),
        ),
        'DR-SIT-02',
        `got: ${stranger}`,
        'Allowed: aws:eu-central-1, aws:eu-west-3',
      );
    });

    test('a workload that the app does not declare', () => {
      says(
        refusal(
          books,
          edited(moved, (own, { workloads }) => (workloads['orders'] = own)),
        ),
        'DR-SIT-02',
        'got: orders',
        'Allowed: billing',
      );
    });

    test.each<[string, (own: WorkloadSituation) => void]>([
      ['the pair', (own) => (own.sites = [PARIS, stranger])],
      ['a move', (own) => (onlyMove(own).to = stranger)],
      ['a fence that was asked', (own) => (own.asked[stranger] = { move: 1, by: 'Ada', at: at(2) })],
      ['a fence that was confirmed', (own) => (own.fenced[stranger] = { move: 1, at: at(2) })],
      ['what links rest on', (own) => (own.base.site = stranger)],
      ['a place of a component', (own) => Object.assign(own.components['Ledger']?.at ?? {}, { [stranger]: place(own, 'Ledger', PARIS) })],
    ])('an unknown site in %s', (_, change) => {
      says(refusal(books, edited(moved, change)), 'DR-SIT-02', `got: ${stranger}`, 'give the workload its sites back');
    });

    test('a marker of an unknown stack', () => {
      const error = refusal(
        books,
        edited(moved, (_, { log }) => Object.assign(log.at(-1)?.marks ?? {}, { 'billing/nets': '0123456789ab' })),
      );
      says(error, 'DR-SIT-02', 'marks an unknown stack', 'got: billing/nets', 'billing/links', 'billing/traffic');
    });

    test('a completed component that the move does not list', () => {
      const error = refusal(
        books,
        edited(moved, (own) => onlyMove(own).completed?.push('Orders')),
      );
      says(error, 'DR-SIT-03', 'started or completed: Orders', `components of its list: ${[...components].sort().join(', ')}`);
    });

    test('a component that is completed and was never started', () => {
      const error = refusal(
        books,
        edited(moved, (own) => (onlyMove(own).started = ['Net'])),
      );
      says(error, 'DR-SIT-03', 'completed: Archive', 'what was started: Net');
    });

    test('a fence of a site that never lost the role', () => {
      const error = refusal(
        books,
        edited(moved, (own) => (own.fenced[FRANKFURT] = { move: 1, at: at(4) })),
      );
      says(error, 'DR-SIT-03', `fenced: ${FRANKFURT}`, 'a site that lost the role');
    });

    test('a retirement of the generation that counts', () => {
      const error = refusal(
        books,
        edited(back, (own) => {
          const ledger = place(own, 'Ledger', PARIS);
          for (const one of ledger.generations) if (one.number === ledger.current) one.retired = true;
        }),
      );
      says(error, 'DR-SIT-03', `retired: Ledger@${PARIS}#1`, 'older generations');
    });

    test('a generation that counts and was never begun', () => {
      const error = refusal(
        books,
        edited(back, (own) => (place(own, 'Ledger', PARIS).current = 7)),
      );
      says(error, 'DR-SIT-03', `current: Ledger@${PARIS}#7`, '#0, #1');
    });
  });

  describe('moves that cannot be', () => {
    const planned = (over: Partial<Move>): Move => ({
      ...structuredClone(onlyMove(moved.workloads['billing']!)),
      kind: 'planned',
      ...over,
    });

    test.each<[string, Situation, (own: WorkloadSituation) => void, string]>([
      ['from the site that stands by', moved, (own) => Object.assign(onlyMove(own), { from: FRANKFURT, to: PARIS }), 'move 1: forced'],
      ['to the site that serves', moved, (own) => own.moves.push(planned({ from: FRANKFURT, to: FRANKFURT })), 'move 2: planned'],
      ['from where the role is not', moved, (own) => own.moves.push(planned({ from: PARIS, to: FRANKFURT })), 'move 2: planned'],
      ['while another one is open', prepared, (own) => own.moves.push({ ...onlyMove(own), from: FRANKFURT, to: DUBLIN }), 'move 2: forced'],
    ])('%s', (_, of, change, words) => {
      says(refusal(three, edited(of, change)), 'DR-SIT-03', words, 'continuity declare');
    });

    test.each([
      ['of a component that is not restored', 'Ledger', 'copy-7', 'a recovery point for what is restored'],
      ['an empty one', 'Archive', ' ', 'an empty recovery point'],
    ])('a recovery point: %s', (_, id, point, words) => {
      const file = edited(prepared, (own) => Object.assign(onlyMove(own).components[id] ?? {}, { point }));
      says(refusal(books, file), 'DR-SIT-03', id, words);
    });

    test('a recovery point of the wrong shape', () => {
      const file = edited(prepared, (own) => Object.assign(onlyMove(own).components['Archive'] ?? {}, { point: 'yesterday' }));
      says(
        refusal(books, file),
        'DR-SIT-02',
        'Archive (object-storage) cannot be restored from this point',
        'got: yesterday',
        'arn:aws:backup',
      );
    });
  });

  test('a situation older than the output that it would overwrite', () => {
    const outdir = folder();
    mkdirSync(join(outdir, 'out'));
    writeFileSync(join(outdir, 'out', 'continuity.json'), JSON.stringify({ sequence: 60 }));
    says(
      refusal(books, moved, outdir),
      'DR-SIT-07',
      new RegExp(`sequence ${moved.sequence}, .*continuity.json has 60`),
      'Allowed: sequence 60 or later',
    );
  });

  describe('what is declared and recorded', () => {
    const said = { by: 'Ada', at: at(9) };
    const refused = (work: () => unknown): ContinuityError => {
      try {
        work();
      } catch (error) {
        if (error instanceof ContinuityError) return error;
        throw error;
      }
      throw new Error('nothing was refused');
    };
    const declared = (of: Situation, declaration: Declaration, all: readonly Sides[] = [SIDES]) =>
      refused(() => declare(of, declaration, all, said));
    const recorded = (of: Situation, happening: Happening, all: readonly Sides[] = [SIDES]) =>
      refused(() => record(of, happening, all, said));
    const normal = after([SIDES], standing);

    test.each<[string, Declaration]>([
      ['a status', { op: 'lost', site: stranger }],
      ['a workload', { op: 'abort', workload: 'payroll' }],
      ['the target of a failover', { op: 'failover', workload: 'billing', to: stranger }],
      ['a successor', { op: 'gone', site: PARIS, replacedBy: stranger }],
      ['a generation to retire', { op: 'retire', workload: 'billing', generation: `Ledger@${PARIS}#7` }],
    ])('of what does not exist: %s', (_, declaration) => {
      says(declared(normal, declaration), 'DR-SIT-06', /got: (aws:eu-south-1|payroll|Ledger@)/);
    });

    test.each<[string, Happening]>([
      ['a component', { record: 'standing', workload: 'billing', components: ['Orders'] }],
      ['a fence of a site that is not to be fenced', { record: 'fenced', workload: 'billing', site: FRANKFURT }],
      ['a promotion, with no move', { record: 'started', workload: 'billing', components }],
      ['the end of one, with no move', { record: 'completed', workload: 'billing', components }],
      ['a lag, with no move', { record: 'lag', workload: 'billing', lag: { Ledger: 0 } }],
      ['that something is undone, with nothing given up', { record: 'undone', workload: 'billing' }],
    ])('of what did not happen: %s', (_, happening) => {
      says(recorded(normal, happening), 'DR-SIT-06');
    });

    test.each<[string, Declaration]>([
      ['a close', { op: 'close', workload: 'billing', at: PARIS }],
      ['a fence', { op: 'fence', workload: 'billing', at: PARIS }],
      ['a switch', { op: 'switch', workload: 'billing', to: FRANKFURT }],
    ])('%s for a standby that was never recorded as standing', (_, declaration) => {
      says(
        declared(after([SIDES]), declaration),
        'DR-SIT-06',
        /Nothing says that .*Ledger.* stands at aws:eu-central-1/,
        'every component recorded as standing',
        'continuity record standing billing',
      );
    });

    test('a failover to a standby that was never recorded as standing, where nobody accepts the loss', () => {
      says(
        declared(after([SIDES], lost(PARIS)), failover(FRANKFURT)),
        'DR-SIT-09',
        'Ledger: everything, nothing is recorded to stand there',
        '--accept-loss',
        'continuity record standing billing',
      );
    });

    test('a recovery point of what is not restored, and an empty one', () => {
      const from = (points: Record<string, string>): Declaration => ({ op: 'failover', workload: 'billing', to: FRANKFURT, from: points });
      const out = after([SIDES], standing, lost(PARIS));
      says(declared(out, from({ Ledger: 'copy-7' })), 'DR-SIT-06', 'Ledger is not restored', 'a recovery point of Archive');
      says(declared(out, from({ Orders: 'copy-7' })), 'DR-SIT-06', 'no such component', 'got: Orders');
      says(declared(out, from({ Archive: ' ' })), 'DR-SIT-06', 'The recovery point of Archive is empty', '--from Archive=POINT');
    });

    test('the promotion of a component that the list of the move lacks: the manifest has it, the move was declared before', () => {
      const more: Sides = { ...SIDES, components: [...SIDES.components, { id: 'Orders', flip: 'promote' }] };
      const error = recorded(prepared, { record: 'started', workload: 'billing', components: [...components, 'Orders'] }, [more]);
      says(
        error,
        'DR-SIT-06',
        `The move to ${FRANKFURT} is not of Orders`,
        `Allowed: ${components.join(', ')}`,
        `Fix: continuity declare failover billing --to ${FRANKFURT} again: it lists every component`,
      );
      const planned = after([SIDES], standing, { op: 'switch', workload: 'billing', to: FRANKFURT });
      const other = recorded(planned, { record: 'started', workload: 'billing', components: ['Orders'] }, [more]);
      says(other, 'DR-SIT-06', 'is not of Orders', 'continuity declare abort billing');
    });

    test('a promotion that is verified and was never begun', () => {
      says(recorded(prepared, completed), 'DR-SIT-06', /The promotion of \w+ was never recorded as started/, 'started, then completed');
    });

    test('that a standby stands while it is lost, or while a move is open', () => {
      says(recorded(moved, standing), 'DR-SIT-06', `${PARIS} does not stand by`, 'got: withheld');
      says(recorded(prepared, standing), 'DR-SIT-06', 'with no move open');
    });
  });
});

test('once a region is not normal, a broken objective is shown but stops nothing', () => {
  const objectives = Objectives.of({ rto: Duration.minutes(10), rpo: Duration.minutes(15), mtpd: Duration.hours(8) });
  const invoices = (app: App, over: Partial<WorkloadProps> = {}): Workload => {
    const w = workload(app, 'billing', over);
    new ObjectStorage(w, 'Invoices');
    return w;
  };
  const lost = after(sidesOf(invoices), { op: 'lost', site: PARIS });
  const w = invoices(appIn(folder(), lost), { objectives });
  expect(w.plan.findings.find((f) => f.id === 'DR-RTO-01')).toMatchObject({ level: 'error' });
});
