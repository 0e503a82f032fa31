import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  ContainerService,
  DatabaseEngine,
  Duration,
  KubernetesCluster,
  MachineGroup,
  Network,
  ObjectStorage,
  RelationalDatabase,
  Size,
  Tier,
  Workload,
  type WorkloadProps,
} from '../../lib';
import type { Footprint } from '../../lib/plan/protection';
import { IMAGE } from '../support/components';
import { cloudNamed } from '../support/clouds';
import { cell, CELLS, plan, site } from './input';
import { appIn, folder, PATIENT, refusal, TIGHT } from '../declared';

const SMALL = Size.of({ vcpus: 2, memoryGiB: 4 });
type Props = Partial<WorkloadProps>;
const on = (name: string, fill: (one: Workload) => void, over: Props) => (app: ReturnType<typeof appIn>) => {
  const one = new Workload(app, 'billing', { objectives: PATIENT, topology: cloudNamed(name).topology(), tier: Tier.HOT, ...over });
  new Network(one, 'Net', { flowLogs: name === 'azure' ? Duration.ZERO : Duration.days(30) });
  fill(one);
  return one;
};
const footprint = (name: string, fill: (one: Workload) => void, over: Props = {}): Footprint =>
  on(name, fill, over)(appIn(folder())).plan.footprint;
const shares = ({ measures }: Footprint) => Object.fromEntries(measures.map(({ measure, share }) => [measure, share]));

const database = (one: Workload, engine = DatabaseEngine.postgres('16')) =>
  new RelationalDatabase(one, 'Ledger', { engine, size: Size.of({ vcpus: 4, memoryGiB: 16 }), storageGiB: 100 });
const machines = (one: Workload, over: Partial<ConstructorParameters<typeof MachineGroup>[2]> = {}) =>
  new MachineGroup(one, 'Back', { image: 'acme-1', size: SMALL, instances: { active: 8, standby: 2, most: 16 }, ...over });

describe('what stands by, beside what serves', () => {
  test('services by how many of them run there: what load adds is on neither side, and capacity that is kept counts as if it ran', () => {
    expect(footprint('aws', machines).parts).toEqual([
      { of: 'Back', isDatabase: false, serves: { vcpus: 16, memoryGiB: 32 }, standsBy: { vcpus: 4, memoryGiB: 8 } },
    ]);
    const kept = (reserved: Record<string, number>) => shares(footprint('aws', (one) => machines(one, { reserved })));
    expect(kept({ 'aws:eu-central-1': 4 })).toEqual({ vcpus: 0.5, memory: 0.5, databases: undefined });
    expect(kept({ 'aws:eu-central-1': 1 })).toMatchObject({ vcpus: 0.25 });
  });

  test('nothing of a service runs where its tier prepares it, and a quarter of it where nobody says how many', () => {
    const tasks = (one: Workload) => new ContainerService(one, 'Api', { image: IMAGE, size: SMALL, instances: { active: 8 } });
    expect(shares(footprint('aws', tasks, { tier: Tier.WARM }))).toMatchObject({ vcpus: 0, memory: 0 });
    expect(shares(footprint('aws', tasks))).toMatchObject({ vcpus: 0.25 });
  });

  test.each([
    ['aws', DatabaseEngine.postgres('16'), 0.5],
    ['azure', DatabaseEngine.postgres('16'), 0.5],
    ['azure', DatabaseEngine.sqlServer(), 1],
    ['oci', DatabaseEngine.oracle(), 0.5],
  ])('a database of %s is as large where it follows, and has the members that its service has over zones', (name, engine, overZones) => {
    const at = (over: Props) => shares(footprint(name, (one) => database(one, engine), over)).databases;
    expect([at({}), at({ zonal: true })]).toEqual([1, overZones]);
  });

  test('copies run nothing, and both sites have as much where both are over zones from the start', () => {
    const at = (name: string, tier: Tier) => shares(footprint(name, (one) => database(one), { tier })).databases;
    expect([at('aws', Tier.COLD), at('aws', Tier.HA), at('aws', Tier.VITAL)]).toEqual([0, 0, 1]);
    // What follows on Azure is over zones only once it has the role.
    expect(at('azure', Tier.VITAL)).toBe(0.5);
  });

  test('nodes of a cluster, with those that Kubernetes itself runs on', () => {
    const cluster = (one: Workload) =>
      new KubernetesCluster(one, 'Shop', { version: '1.33', pools: [{ name: 'apps', size: SMALL, nodes: { active: 4, standby: 1 } }] });
    expect(footprint('azure', cluster, { tier: Tier.WARM }).parts).toEqual([
      { of: 'Shop', isDatabase: false, serves: { vcpus: 16, memoryGiB: 48 }, standsBy: { vcpus: 4, memoryGiB: 16 } },
    ]);
  });

  test('what has no size is named with the reason, and of what nobody said it is said', () => {
    const { apart, unknown } = footprint('aws', (one) => new ObjectStorage(one, 'Invoices'));
    expect(apart).toEqual([
      { of: 'Net', why: expect.stringMatching(/no size/) },
      { of: 'Invoices', why: expect.stringMatching(/^storage: copies .* are as large/) },
    ]);
    expect(unknown).toEqual([]);
  });
});

describe('a ceiling', () => {
  const asking = (asked: WorkloadProps['footprint'], fill: (one: Workload) => void = machines, over: Props = {}) =>
    on('aws', fill, { footprint: asked as NonNullable<typeof asked>, ...over });

  test('that is kept is no finding, and one that is met to the last digit neither', () => {
    const { findings } = asking({ vcpus: 0.25, memory: 0.25 })(appIn(folder())).plan;
    expect(findings.filter(({ id }) => id.startsWith('DR-FOOT'))).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 97 }), (active, tenth) => {
        const standby = Math.ceil(active / 3);
        const ledger = cell(
          { replica: 'promote', backup: 'restore' },
          {
            runs: (_, { form }) => ({ vcpus: (tenth / 10) * (form === 'serving' ? active : standby), memoryGiB: 0 }),
          },
        );
        const { cloud, ...rest } = site('north-1');
        const first = { ...rest, cloud: { ...cloud, cells: { ...CELLS, 'relational-database': ledger } } };
        expect(() => plan({ sites: [first, site('south-1')], footprint: { vcpus: standby / active } })).not.toThrow();
      }),
    );
  });

  test('that is broken is refused: what stands by, of what serves, the largest part first, and the cheapest way that was tried', () => {
    const both = (one: Workload) => [database(one), machines(one)];
    const { id, message } = refusal(asking({ vcpus: 0.25 }, both));
    expect(id).toBe('DR-FOOT-01');
    expect(message).toContain('40 % (8 of 20: Ledger 4, Back 4), at most 25 %');
    expect(message).toContain(
      'Fix: tier cold, or fewer of Back while it stands by (standby), or none reserved, or footprint: { vcpus: 0.4 }',
    );
  });

  test('is refused at the tier that would be taken without it: a dearer one has no less', () => {
    const { message } = refusal((app) => {
      const one = new Workload(app, 'billing', { objectives: TIGHT, topology: cloudNamed('aws').topology(), footprint: { memory: 0.1 } });
      new Network(one, 'Net');
      machines(one);
      database(one);
    });
    expect(message).toContain('50 % (24 of 48: Ledger 16, Back 8), at most 10 %');
  });

  test('of what is not there, or of what nobody said, is a finding that somebody reads', () => {
    const { findings } = asking({ databases: 0.5 })(appIn(folder())).plan;
    expect(findings.filter(({ id }) => id === 'DR-FOOT-02')).toMatchObject([
      { level: 'warning', subject: 'billing', value: 'no vCPUs of databases', fix: 'leave that measure out' },
    ]);
  });

  test('is on paper, with the shares that nobody asked about', () => {
    const outdir = folder();
    const app = appIn(outdir);
    asking({ vcpus: 0.5 })(app);
    app.synth();
    const dossier = readFileSync(join(outdir, 'out', 'continuity-dossier.md'), 'utf8');
    expect(dossier).toContain('| vCPUs | 16 | 4 | 25 % | 50 % |');
    expect(dossier).toContain('| GiB of memory | 32 | 8 | 25 % | none declared |');
    expect(dossier).toContain('| vCPUs of databases | 0 | 0 | nothing of it serves | none declared |');
  });

  test.each([{}, { vcpus: 1.5 }, { vcpus: -0.1 }, { storage: 0.25 }, { vcpus: '25 %' }, 0.25])('of %p is refused', (asked) => {
    expect(refusal(asking(asked as never)).id).toBe('DR-WORK-03');
  });
});
