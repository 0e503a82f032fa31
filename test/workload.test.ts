import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance/index.js';
import { Testing, type App } from 'cdktf';
import {
  LoadBalancer,
  Network,
  ObjectStorage,
  Secrets,
  Tier,
  type Manifest,
  type SiteHandle,
  type Situation,
  type Workload,
  type WorkloadProps,
} from '../lib';
import { aws } from '../lib/clouds/aws/aws';
import { objectStorage } from '../lib/clouds/aws/object-storage/cell';
import type { Sides } from '../lib/situation/facts';
import {
  appIn,
  database,
  dublin,
  DUBLIN,
  folder,
  FRANKFURT,
  network,
  PARIS,
  PATIENT,
  refusal,
  sidesOf,
  topology,
  workload,
  written,
} from './declared';
import { after, stepsOf } from './support/history';
import { block, typesOf } from './clouds/aws/fixture';
import type { StackJson } from './support/json';

/** Synthesizes to a folder, and reads it back. */
function synth(
  declare: (app: App) => void,
  given?: Situation,
  context: Record<string, unknown> = {},
): { stacks: Record<string, StackJson>; manifest: Manifest; files: string[] } {
  const dir = folder();
  const app = appIn(dir, given, context);
  declare(app);
  app.synth();
  const out = join(dir, 'out');
  const json = (name: string): unknown => JSON.parse(readFileSync(join(out, name), 'utf8'));
  const manifest = json('continuity.json') as Manifest;
  const stacks = Object.fromEntries(
    manifest.stacks.filter((s) => s.directory).map((s) => [s.id, json(join(s.directory!, 'cdk.tf.json')) as StackJson]),
  );
  return { stacks, manifest, files: written(out) };
}

function books(app: App, over: Partial<WorkloadProps> = {}): { w: Workload; ledger: ReturnType<typeof database> } {
  const w = workload(app, 'billing', over);
  network(w);
  return { w, ledger: database(w) };
}

const [BOOKS] = sidesOf((app) => books(app).w) as [Sides];
const { standing, lost: goes, failover, started, completed } = stepsOf(BOOKS);
const lost = after([BOOKS], standing, goes(PARIS));
const failedOver = after([BOOKS], standing, goes(PARIS), failover(FRANKFURT), started, completed);

describe('stacks', () => {
  test('are created at once, in the order in which they are applied in peace', () => {
    const w = workload(appIn(folder()));
    expect(w.stacks.map((stack) => [stack.node.id, stack.kind])).toEqual([
      ['billing-eu-west-3-base', 'base'],
      ['billing-eu-central-1-base', 'base'],
      ['billing-eu-west-3', 'site'],
      ['billing-eu-central-1', 'site'],
      ['billing-links', 'links'],
      ['billing-traffic', 'traffic'],
    ]);
  });

  test('that are empty are not written, and the manifest says so', () => {
    const { manifest, files } = synth((app) => void books(app));
    expect(manifest.stacks.find((s) => s.id === 'billing-traffic')).toMatchObject({ empty: true });
    expect(files.filter((file) => file.includes('billing-traffic'))).toEqual([]);
  });

  test('of a lost site and its links are withheld, not deleted; the standby needs itself alone', () => {
    const { manifest, stacks } = synth((app) => void books(app), lost);
    const withheld = manifest.stacks.filter((s) => s.withheld).map((s) => s.id);
    expect(withheld).toEqual(
      ['billing-eu-west-3', 'billing-eu-west-3-base', 'billing-links', 'billing-traffic'].filter((id) => withheld.includes(id)),
    );
    expect(withheld).toEqual(expect.arrayContaining(['billing-eu-west-3', 'billing-eu-west-3-base', 'billing-links']));
    expect(manifest.stacks.find((s) => s.id === 'billing-eu-central-1')?.alive).toEqual([FRANKFURT]);
    expect(Object.keys(stacks).sort()).toEqual(['billing-eu-central-1', 'billing-eu-central-1-base']);
  });

  test('keep their state in their own site, links at the witness', () => {
    const { stacks } = synth((app) => void books(app));
    const places = Object.fromEntries(
      Object.entries(stacks).map(([id, { terraform }]) => [
        id,
        `${String(terraform?.backend?.['s3']?.['bucket'])} ${String(terraform?.backend?.['s3']?.['region'])}`,
      ]),
    );
    expect(places).toEqual({
      'billing-eu-west-3-base': 'acme-tfstate-paris eu-west-3',
      'billing-eu-west-3': 'acme-tfstate-paris eu-west-3',
      'billing-eu-central-1-base': 'acme-tfstate-frankfurt eu-central-1',
      'billing-eu-central-1': 'acme-tfstate-frankfurt eu-central-1',
      'billing-links': 'acme-tfstate-stockholm eu-north-1',
    });
    expect(Object.values(stacks).every(({ terraform }) => terraform?.backend?.['s3']?.['use_lockfile'] === true)).toBe(true);
  });
});

describe('a successor', () => {
  const three = { topology: topology({ successors: [dublin()] }) };
  const [sides] = sidesOf((app) => books(app, three).w) as [Sides];
  const gone = { op: 'gone', site: PARIS, replacedBy: DUBLIN } as const;
  const moved = [standing, goes(PARIS), failover(FRANKFURT), started, completed];
  const replaced = after([sides], ...moved, gone);

  test('has no stack while the pair stands', () => {
    const { manifest, stacks } = synth((app) => void books(app, three));
    expect(Object.keys(stacks).filter((id) => id.includes('eu-west-1'))).toEqual([]);
    expect(manifest.stacks.map(({ id }) => id)).toContain('billing-links');
    expect(manifest.workloads[0]?.declared).toEqual({ sites: [PARIS, FRANKFURT], successors: [DUBLIN] });
  });

  test('waits while the workload is still active at the site that is gone', () => {
    const { stacks } = synth((app) => void books(app, three), after([sides], standing, gone));
    expect(Object.keys(stacks).sort()).toEqual(['billing-eu-central-1', 'billing-eu-central-1-base']);
  });

  test('takes the place of a site that is gone: its stacks are synthesized, those of the other are withheld', () => {
    const { manifest, stacks } = synth((app) => void books(app, three), replaced);
    expect(Object.keys(stacks).sort()).toEqual([
      'billing-eu-central-1',
      'billing-eu-central-1-base',
      'billing-eu-west-1',
      'billing-eu-west-1-base',
      'billing-links-eu-central-1-eu-west-1',
    ]);
    expect(manifest.stacks.filter(({ withheld }) => withheld).map(({ id, withheld }) => [id, withheld])).toEqual([
      ['billing-eu-west-3', `${PARIS} lost: nothing is synthesized, nothing is deleted`],
      ['billing-eu-west-3-base', `${PARIS} lost: nothing is synthesized, nothing is deleted`],
    ]);
    expect(manifest.workloads[0]?.situation).toMatchObject({ active: FRANKFURT, standby: DUBLIN, phase: 'unprotected' });
    expect(block(stacks['billing-eu-west-1'], 'aws_db_instance.ledger')).toHaveProperty('replicate_source_db');
  });

  test('is joined to the pair in a state of its own: what joined the old pair has a provider in the region that is gone', () => {
    const { manifest, stacks } = synth((app) => void books(app, three), replaced);
    const id = 'billing-links-eu-central-1-eu-west-1';
    expect(manifest.stacks.find((stack) => stack.id === id)?.state).toEqual({
      region: 'aws:eu-north-1',
      key: `continuity/${id}.tfstate`,
    });
    expect(stacks[id]?.provider?.['aws']?.map(({ region }) => region).sort()).not.toContain('eu-west-3');
    expect(manifest.stacks.map((stack) => stack.id)).not.toContain('billing-links');
  });

  test('stays where the code says it, once it stands: the pair is what the situation says', () => {
    const stands = after([sides], ...moved, gone, standing);
    const { manifest } = synth((app) => void books(app, three), stands);
    expect(manifest.workloads[0]?.situation).toMatchObject({ active: FRANKFURT, standby: DUBLIN, phase: 'normal' });
  });

  test('that the situation rests on may not leave the code', () => {
    const error = refusal((app) => void books(app), replaced);
    expect(error).toMatchObject({ id: 'DR-SIT-02', details: { value: DUBLIN, fix: `successors: [the site ${DUBLIN}] in the topology` } });
  });

  test('makes the site that was replaced be fenced where it answers again: it has its stack back, closed', () => {
    const { manifest, stacks } = synth((app) => void books(app, three), after([sides], ...moved, gone, { op: 'avoid', site: PARIS }));
    expect(Object.keys(stacks)).toEqual(expect.arrayContaining(['billing-eu-west-3', 'billing-eu-west-1']));
    expect(manifest.workloads[0]?.sites.find(({ key }) => key === PARIS)?.role).toBe('fenced');
    expect(manifest.workloads[0]?.procedures.find(({ due }) => due)?.transition).toBe('fence');
  });
});

describe('paper', () => {
  const CONTACTS = {
    people: [{ role: 'continuity manager', name: 'Ada Lovelace', phone: '+33 1 23 45 67 89' }],
    owner: 'Head of Billing',
    timeZone: 'Europe/Paris',
  };

  /** A synthesis, and the papers beside it. */
  function papers(over: Partial<WorkloadProps>, given?: Situation) {
    const dir = folder();
    const app = appIn(dir, given);
    books(app, over);
    app.synth();
    const text = (name: string): string => readFileSync(join(dir, 'out', name), 'utf8');
    const manifest = JSON.parse(text('continuity.json')) as Manifest;
    return { text, manifest, runbook: text('runbook-billing.md'), dossier: text('continuity-dossier.md') };
  }
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

  test('names who is called, from the declaration to the wall, and changes no stack', () => {
    const { manifest, runbook, dossier, text } = papers({ contacts: CONTACTS });
    expect(manifest.workloads[0]?.contacts).toEqual(CONTACTS);
    expect(runbook).toContain('| continuity manager | Ada Lovelace | +33 1 23 45 67 89 |');
    expect(dossier).toContain('- Owner: Head of Billing');
    const bare = papers({});
    expect(bare.manifest.workloads[0]?.contacts).toBeUndefined();
    for (const { directory } of bare.manifest.stacks.filter((stack) => stack.directory))
      expect(text(`${directory}/cdk.tf.json`)).toBe(bare.text(`${directory}/cdk.tf.json`));
  });

  test('bears the sha256 of the manifest, which has that of each stack that is written', () => {
    const { manifest, runbook, dossier, text } = papers({}, lost);
    for (const paper of [runbook, dossier]) expect(paper).toContain(sha256(text('continuity.json')));
    const digests = manifest.stacks.map(({ directory, digest }) => [directory !== undefined, digest]);
    expect(new Set(digests.map(([isWritten]) => isWritten))).toEqual(new Set([true, false]));
    for (const { directory, digest } of manifest.stacks)
      expect(digest).toBe(directory === undefined ? undefined : sha256(text(`${directory}/cdk.tf.json`)));
  });

  test("has the provider's word, and clock times since the region is lost", () => {
    const { runbook } = papers({ contacts: CONTACTS }, lost);
    expect(runbook).toContain('https://health.aws.amazon.com/health/status');
    expect(runbook).toContain('The interruption began at 2026-11-21 02:00 UTC (03:00 Europe/Paris).');
  });

  test('says when something was accepted, and until when', () => {
    const acknowledge = [{ id: 'DR-LOCK-01', reason: 'one account', by: 'CISO', at: '2026-11-01', until: '2027-03-31' }];
    const { manifest, dossier } = papers({ acknowledge });
    const accepted = manifest.workloads[0]?.findings.find(({ id }) => id === 'DR-LOCK-01')?.acknowledged;
    expect(accepted).toEqual({ reason: 'one account', by: 'CISO', at: '2026-11-01', until: '2027-03-31' });
    expect(dossier).toContain('| one account (by CISO) | 2026-11-01 | 2027-03-31 |');
  });
});

describe('environment', () => {
  const names = ({ manifest }: { manifest: Manifest }) =>
    manifest.workloads[0]!.placements.filter((p) => p.component === 'Ledger').map((p) => p.names['instance']);

  test('is part of ids and names', () => {
    const staging = synth((app) => void books(app, { environment: 'staging' }));
    expect(staging.manifest.workloads[0]).toMatchObject({ id: 'staging-billing', environment: 'staging' });
    expect(Object.keys(staging.stacks)).toContain('staging-billing-eu-west-3');
    expect(names(staging)).toEqual(['staging-billing-ledger-eu-west-3', 'staging-billing-ledger-eu-central-1']);
  });

  test('comes from the context where the workload names none', () => {
    expect(names(synth((app) => void books(app), undefined, { environment: 'exercise' }))[0]).toBe('exercise-billing-ledger-eu-west-3');
  });

  test('two environments of one workload live in one app', () => {
    const { manifest } = synth((app) => {
      const declare = (environment: string) => {
        const w = workload(app, environment === 'staging' ? 'billing' : 'Billing', { environment });
        new ObjectStorage(w, 'Invoices');
      };
      declare('staging');
      declare('production');
    });
    expect(manifest.workloads.map(({ id }) => id)).toEqual(['production-billing', 'staging-billing']);
    const buckets = manifest.workloads.flatMap((w) => w.placements.map((p) => p.names['bucket']));
    expect(new Set(buckets).size).toBe(4);
  });
});

describe('onEverySite', () => {
  const visits = (given?: Situation): string[] => {
    const seen: string[] = [];
    synth((app) => {
      const { w, ledger } = books(app);
      w.onEverySite(({ site, form, stack, at: find, rendered, whenActive }) => {
        let active = '';
        whenActive(() => (active = ' active'));
        seen.push(`${site} ${form} ${stack.node.id} ${find(ledger).port} ${rendered(ledger)?.instance?.terraformResourceType}${active}`);
      });
    }, given);
    return seen;
  };

  test('runs once for each site that is alive, and knows which one serves', () => {
    expect(visits()).toEqual([
      `${PARIS} serving billing-eu-west-3 5432 aws_db_instance active`,
      `${FRANKFURT} standby billing-eu-central-1 5432 aws_db_instance`,
    ]);
    expect(visits(lost)).toEqual([`${FRANKFURT} standby billing-eu-central-1 5432 aws_db_instance`]);
    expect(visits(after([BOOKS], standing, { op: 'close', workload: 'billing', at: PARIS }))).toEqual([
      `${PARIS} closed billing-eu-west-3 5432 aws_db_instance active`,
      `${FRANKFURT} standby billing-eu-central-1 5432 aws_db_instance`,
    ]);
    expect(visits(failedOver)).toEqual([`${FRANKFURT} serving billing-eu-central-1 5432 aws_db_instance active`]);
  });

  test('renders into the recovery stack of the site', () => {
    const { stacks } = synth((app) => {
      const { w, ledger } = books(app);
      w.onEverySite(({ stack, at: find, whenActive }: SiteHandle) => {
        new SsmParameter(stack, 'mine', { name: '/mine', type: 'String', value: find(ledger).host });
        whenActive(() => new SsmParameter(stack, 'schedule', { name: '/schedule', type: 'String', value: 'on' }));
      });
    });
    expect(block(stacks['billing-eu-west-3'], 'aws_ssm_parameter.mine')).toMatchObject({ value: '${aws_db_instance.ledger.address}' });
    expect(block(stacks['billing-eu-west-3'], 'aws_ssm_parameter.schedule')).toMatchObject({ value: 'on' });
    expect(stacks['billing-eu-central-1']?.resource?.['aws_ssm_parameter']).not.toHaveProperty('schedule');
  });

  test('a component that does not stand at a site is refused by name', () => {
    const declare = () =>
      synth((app) => {
        const w = workload(app, 'billing', { tier: Tier.HOT });
        const lost2 = new ObjectStorage(workload(app, 'orders'), 'Orders');
        new ObjectStorage(w, 'Invoices');
        w.onEverySite(({ at: find }) => void find(lost2));
      });
    expect(declare).toThrow(/DR-AT-01: Orders does not stand at aws:eu-west-3 now[\s\S]*Invoices/);
  });
});

describe('changing what is rendered', () => {
  test('customize runs at every site, before onEverySite', () => {
    const order: string[] = [];
    const { stacks } = synth((app) => {
      const { w, ledger } = books(app);
      w.onEverySite(({ site }) => void order.push(`own ${site}`));
      aws.customize<DbInstance>(ledger, ({ instance, site }) => {
        order.push(`customize ${site}`);
        instance.performanceInsightsEnabled = true;
      });
    });
    expect(order).toEqual([`customize ${PARIS}`, `own ${PARIS}`, `customize ${FRANKFURT}`, `own ${FRANKFURT}`]);
    for (const id of ['billing-eu-west-3', 'billing-eu-central-1'])
      expect(block(stacks[id], 'aws_db_instance.ledger')).toMatchObject({ performance_insights_enabled: true });
  });

  test('a cell can be swapped, or one put beside it', () => {
    const mine: typeof objectStorage = { ...objectStorage, service: 'mine', facts: { ...objectStorage.facts, fence: 'my own fence' } };
    const fences = (cells: typeof mine | readonly (typeof mine)[]) => {
      const own = aws.with({ 'object-storage': cells });
      const { manifest } = synth((app) => {
        const site = (region: string, cidr: string) =>
          own.site(region, { account: '111122223333', cidr, state: own.stateIn(`state-${region}`) });
        const w = workload(app, 'billing', {
          topology: topology({ primary: site('eu-west-3', '10.1.0.0/16'), secondary: site('eu-central-1', '10.2.0.0/16') }),
        });
        new ObjectStorage(w, 'Invoices');
        new ObjectStorage(w, 'Orders');
      });
      return manifest.workloads[0]?.components.map(({ fence }) => fence);
    };
    expect(fences(mine)).toEqual(['my own fence', 'my own fence']);
    expect(fences([objectStorage, { ...mine, takes: ({ id }) => id === 'Orders' }])).toEqual([objectStorage.facts.fence, 'my own fence']);
  });

  test('networks that exist are adopted: nothing of them is created, and what stands in them does', () => {
    const existing = (n: string) => ({
      id: `vpc-${n}`,
      publicSubnets: [`subnet-${n}1`, `subnet-${n}2`],
      privateSubnets: [`subnet-${n}3`, `subnet-${n}4`],
    });
    const { stacks } = synth((app) => {
      const w = workload(app);
      Network.fromExisting(w, 'Net', { [PARIS]: existing('a'), [FRANKFURT]: existing('b') });
      database(w);
    });
    expect(typesOf(stacks['billing-eu-west-3'])).not.toEqual(expect.arrayContaining(['vpc']));
    expect(block(stacks['billing-eu-central-1'], 'aws_db_subnet_group.ledger-subnets')).toMatchObject({
      subnet_ids: ['subnet-b3', 'subnet-b4'],
    });
  });

  test("the provider's own arguments and version are the site's", () => {
    const { stacks } = synth((app) => {
      const primary = aws.site('eu-west-3', {
        account: '111122223333',
        cidr: '10.10.0.0/16',
        state: aws.stateIn('acme-tfstate-paris'),
        provider: { profile: 'prod' },
        providerVersion: '~> 6.25',
      });
      new ObjectStorage(workload(app, 'billing', { topology: topology({ primary }) }), 'Invoices');
    });
    expect(stacks['billing-eu-west-3']?.provider?.['aws']).toEqual([
      { profile: 'prod', region: 'eu-west-3', allowed_account_ids: ['111122223333'] },
    ]);
    expect(stacks['billing-eu-west-3']?.terraform?.required_providers).toMatchObject({ aws: { version: '~> 6.25' } });
    expect(stacks['billing-eu-central-1']?.provider?.['aws']).toEqual([{ region: 'eu-central-1', allowed_account_ids: ['111122223333'] }]);
  });
});

describe('waves', () => {
  test('what opens a component waits for what makes the earlier ones ready', () => {
    const declare = (app: App): Workload => {
      const { w } = books(app);
      new LoadBalancer(w, 'Web', { plainHttp: true });
      return w;
    };
    const all = sidesOf(declare);
    const story = stepsOf(all[0] as Sides);
    const { stacks } = synth(declare, after(all, story.standing, story.lost(PARIS), story.failover(FRANKFURT), story.started));
    const stack = stacks['billing-eu-central-1'];
    expect(JSON.stringify(block(stack, 'aws_lb_listener_rule.web-serving')['depends_on'])).toContain('aws_db_instance.ledger');
  });

  test('the CDK idiom orders recovery', () => {
    const w = workload(appIn(folder()));
    network(w);
    const keys = new Secrets(w, 'Keys', { names: ['token'] });
    database(w).node.addDependency(keys);
    expect(w.plan.protections.map((p) => [p.wave, p.declaration.id])).toEqual([
      [0, 'Net'],
      [1, 'Keys'],
      [2, 'Ledger'],
    ]);
  });
});

test('Testing.synth of one stack sees the whole plan', () => {
  const { w } = books(appIn(folder()));
  const [, , paris] = w.stacks;
  expect(Testing.synth(paris!)).toContain('billing-ledger-eu-west-3');
});

describe('ids that meet on the day', () => {
  test.each([
    ['a generation of another component', ['Web', 'WebG1']],
    ['what stands around another component', ['Invoices', 'InvoicesPolicy']],
    ["the site's own key", ['Key']],
    ["the site's vault", ['Vault']],
  ])('%s: refused in peace, with the reason', (_, ids) => {
    const declare = () =>
      synth((app) => {
        const w = workload(app, 'billing', { tier: Tier.WARM, objectives: PATIENT });
        ids.forEach((id) => new ObjectStorage(w, id));
      });
    expect(declare).toThrow(/DR-NAME-02/);
  });
});
