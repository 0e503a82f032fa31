import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformStack, Token, type App } from 'cdktf';
import { Construct } from 'constructs';
import { DatabaseEngine, DnsFailover, Duration, LoadBalancer, Network, ObjectStorage, Objectives, Secrets, Size, Tier } from '../lib';
import { aws } from '../lib/clouds/aws/aws';
import type { ContinuityError } from '../lib/errors';
import type { Move } from '../lib/situation/schema';
import {
  appIn,
  at,
  database,
  folder,
  frankfurt,
  FRANKFURT,
  network,
  paris,
  PARIS,
  PATIENT,
  refusal,
  situation,
  stockholm,
  topology,
  workload,
  written,
} from './declared';

const bucket = (app: App): void => void new ObjectStorage(workload(app), 'Invoices');

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

  test('a network adopted at one site only', () => {
    const existing = { [PARIS]: { id: 'vpc-1', publicSubnets: ['subnet-1', 'subnet-2'], privateSubnets: ['subnet-3', 'subnet-4'] } };
    const error = refusal((app) => void Network.fromExisting(workload(app), 'Net', existing));
    says(error, 'DR-NET-04', 'adopts no network at aws:eu-central-1', 'got: aws:eu-west-3', 'one network a site');
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
      new LoadBalancer(w, 'PublicEntrance');
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

  test('an unsupported cell: ha on RDS', () => {
    const error = refusal((app) => {
      const w = workload(app, 'billing', { tier: Tier.HA, objectives: PATIENT });
      network(w);
      database(w);
    });
    says(
      error,
      'DR-CELL-01',
      'Ledger (relational-database) cannot have tier ha on aws',
      'spread zonal',
      'spreads single',
      'take hot, warm or cold',
    );
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
      const target = new LoadBalancer(w, 'Web');
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
      new DnsFailover(w, 'Dns', { zone: 'acme.example', record: 'billing', target: new LoadBalancer(other, 'Web') });
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
  const moved: Partial<Move> = { active: [FRANKFURT], kind: 'forced', since: at(3), completed: ['Invoices'] };

  test('half-written JSON', () => {
    says(refusal(bucket, '{"version": 1, "seq'), 'DR-SIT-01', 'is not whole JSON', 'git checkout');
  });

  test('a file that does not fit the schema', () => {
    says(refusal(bucket, JSON.stringify({ ...situation(), sequence: '7' })), 'DR-SIT-01', 'got: sequence: ', 'continuity declare');
    says(refusal(bucket, JSON.stringify({ ...situation(), surprise: true })), 'DR-SIT-01', 'surprise');
  });

  test('a status of an unknown site', () => {
    says(
      refusal(bucket, situation({ status: { 'aws:eu-west-1': { is: 'lost', since: at(2) } } })),
      'DR-SIT-02',
      'got: aws:eu-west-1',
      'Allowed: aws:eu-central-1, aws:eu-west-3',
    );
  });

  test('a workload that the app does not declare', () => {
    const { workloads } = situation();
    says(
      refusal(bucket, situation({ workloads: { ...workloads, orders: workloads['billing'] as never } })),
      'DR-SIT-02',
      'got: orders',
      'Allowed: billing',
    );
  });

  test('a history with an unknown site', () => {
    says(refusal(bucket, situation({}, {}, [{ ...moved, active: ['aws:eu-west-1'] }])), 'DR-SIT-02', 'got: aws:eu-west-1');
  });

  test.each<[string, Parameters<typeof situation>[2], string]>([
    ['two initial entries', [{ active: [FRANKFURT], kind: 'initial', since: at(2) }], 'entry 2: initial'],
    ['a move to the site that serves', [{ ...moved, active: [PARIS] }], 'entry 2: forced → aws:eu-west-3'],
    ['a move back before the first is protected', [moved, { ...moved, active: [PARIS], since: at(5) }], 'never protected again'],
    [
      'a move while another one is not completed',
      [
        { ...moved, completed: [], protected: at(4) },
        { ...moved, active: [PARIS], since: at(5) },
      ],
      'is not completed',
    ],
    ['a move before the one before', [{ ...moved, since: at(0) }], `since ${at(0)}`],
    ['a restore in place', [{ ...moved, kind: 'restore' }], 'entry 2: restore'],
  ])('a history that skips a step: %s', (_, moves, words) => {
    says(
      refusal(bucket, situation({ status: { [PARIS]: { is: 'lost', since: at(2) } } }, {}, moves)),
      'DR-SIT-03',
      words,
      'continuity declare',
    );
  });

  test('a marker from the future', () => {
    says(refusal(bucket, situation({}, { markers: { links: 9 } })), 'DR-SIT-03', 'links: 9, sequence 5');
  });

  test('a standby without a confirmed fence', () => {
    const error = refusal(bucket, situation({}, {}, [{ ...moved, protected: at(4) }]));
    says(error, 'DR-SIT-04', 'aws:eu-west-3', 'two sides could write', 'continuity declare avoid aws:eu-west-3');
  });

  test('a fence that is older than the time at which the site served last', () => {
    says(refusal(bucket, situation({}, { fenced: { [PARIS]: at(0) } }, [{ ...moved, protected: at(4) }])), 'DR-SIT-04');
  });

  test('a planned switch with lag, or with none measured', () => {
    const planned: Partial<Move> = { active: [FRANKFURT], kind: 'planned', since: at(3), completed: ['Invoices'], protected: at(3) };
    says(
      refusal(bucket, situation({}, { fenced: { [PARIS]: at(2) } }, [{ ...planned, lag: { Invoices: 4 } }])),
      'DR-SIT-05',
      'Invoices lags by 4',
      'lag 0',
    );
    says(refusal(bucket, situation({}, { fenced: { [PARIS]: at(2) } }, [planned])), 'DR-SIT-05', 'lag: not measured');
  });

  test('a situation older than the output that it would overwrite', () => {
    const outdir = folder();
    mkdirSync(join(outdir, 'out'));
    writeFileSync(join(outdir, 'out', 'continuity.json'), JSON.stringify({ sequence: 6 }));
    says(refusal(bucket, situation(), outdir), 'DR-SIT-07', /sequence 5, .*continuity.json has 6/, 'Allowed: sequence 6 or later');
  });

  test('a variable that names no file', () => {
    process.env['CONTINUITY_SITUATION'] = join(folder(), 'missing.json');
    try {
      says(refusal(bucket), 'DR-SIT-01', 'does not exist', 'unset CONTINUITY_SITUATION');
    } finally {
      delete process.env['CONTINUITY_SITUATION'];
    }
  });
});

test('once a region is not normal, a broken objective is shown but stops nothing', () => {
  const objectives = Objectives.of({ rto: Duration.minutes(10), rpo: Duration.minutes(15), mtpd: Duration.hours(8) });
  const w = workload(appIn(folder(), situation({ status: { [PARIS]: { is: 'lost', since: at(2) } } })), 'billing', { objectives });
  new ObjectStorage(w, 'Invoices');
  expect(w.plan.findings.find((f) => f.id === 'DR-RTO-01')).toMatchObject({ level: 'error' });
});
