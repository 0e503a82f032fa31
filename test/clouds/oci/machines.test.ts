import { CoreDedicatedVmHost } from '@cdktf/provider-oci/core-dedicated-vm-host';
import type { App } from 'cdktf';
import {
  DatabaseEngine,
  FileStorage,
  LoadBalancer,
  MachineGroup,
  Network,
  RelationalDatabase,
  Secrets,
  Size,
  type Component,
  type MachineGroupProps,
} from '../../../lib';
import { machineGroup } from '../../../lib/clouds/oci/machines/cell';
import { takenShape } from '../../../lib/clouds/oci/machines/sizes';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { isUnseen } from '../../../lib/words/doctor';
import type { Workload, WorkloadProps } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { runOf } from '../../support/steps';
import { billing, FRANKFURT, PARIS } from './fixture';

interface With {
  readonly tier?: Tier;
  readonly props?: Partial<MachineGroupProps>;
  /** What it works on, of `Invoices`, `Ledger` and `Keys`. */
  readonly uses?: readonly string[];
  /** Whether an entrance leads there. */
  readonly called?: boolean;
  readonly acknowledge?: WorkloadProps['acknowledge'];
}

const SIZE = Size.of({ vcpus: 3, memoryGiB: 12 });
const make =
  ({ tier = Tier.HOT, props, uses = ['Invoices', 'Ledger', 'Keys'], called = true, acknowledge }: With = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, undefined, undefined, acknowledge ? { acknowledge } : {})(app);
    new Network(workload, 'Net', { flowLogs: Duration.days(180) });
    new Secrets(workload, 'Keys', { names: ['api-token'] });
    if (uses.includes('Ledger'))
      new RelationalDatabase(workload, 'Ledger', {
        engine: DatabaseEngine.oracle(),
        size: Size.of({ vcpus: 2, memoryGiB: 8 }),
        storageGiB: 100,
      });
    if (uses.includes('Scans')) new FileStorage(workload, 'Scans', { protocol: 'nfs' });
    const back = new MachineGroup(workload, 'Back', {
      ...(props?.images ? {} : { image: 'acme-back-1' }),
      size: SIZE,
      instances: { active: 4, standby: 1, most: 8 },
      uses: uses.map((name) => workload.node.findChild(name) as Component),
      environment: { MOTTO: 'hello' },
      userData: '#!/bin/sh\necho up',
      ...props,
    });
    if (called) new LoadBalancer(workload, 'Web', { plainHttp: true, target: back });
    return workload;
  };

function outputAt(story: string, given: With = {}): Output {
  const situation = afterStory(story, make(given)(appIn(folder())).sides);
  return renderWorkload(make(given)(appIn(folder(), situation)), situation);
}
const stepsAt = (story: string, transition: string, given: With = {}): readonly Action[] => {
  const situation = afterStory(story, make(given)(appIn(folder())).sides);
  const sheets = sheetsOf(make(given)(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => /(?:^|-)back(?:-|$)/.test(id));

const POOL = 'oci_core_instance_pool.back';
const CONFIGURATION = 'oci_core_instance_configuration.back-configuration';
const SCALING = 'oci_autoscaling_auto_scaling_configuration.back-scaling';
const poolIn = (stack: StackJson | undefined): Body => blockAt(stack, POOL) as Body;
const ignoredIn = (stack: StackJson | undefined, address = POOL): unknown =>
  ((blockAt(stack, address) as Body)['lifecycle'] as Body)['ignore_changes'];
const launchIn = (stack: StackJson | undefined): Body => {
  const details = (blockAt(stack, CONFIGURATION) as Body)['instance_details'] as Body;
  return details['launch_details'] as Body;
};
const OVER = 'standing, lost A, failover B, started, completed';
const FENCED = `${OVER}, normal A`;

describe('its size', () => {
  test.each([
    ['standing', FRANKFURT, 4, true],
    ['standing', PARIS, 1, false],
    [OVER, PARIS, 4, true],
    [FENCED, FRANKFURT, 0, false],
  ])('%s: %s wants %d', (story, stack, size, scales) => {
    const json = outputAt(story).stacks[stack];
    expect(poolIn(json)['size']).toBe(size);
    expect(ignoredIn(json)).toEqual(scales ? ['size'] : []);
    expect(blockAt(json, SCALING) !== undefined).toBe(scales);
  });

  test.each([
    [Tier.COLD, 0],
    [Tier.WARM, 0],
    [Tier.HOT, 1],
  ])('at %s the standby keeps as many as its tier says', (tier, size) => {
    expect(poolIn(outputAt('standing', { tier, uses: [] }).stacks[PARIS])['size']).toBe(size);
  });

  test('what scales it begins with as many as serve, within the bounds that are declared', () => {
    const [policy] = (blockAt(outputAt('standing').stacks[FRANKFURT], SCALING) as Body)['policies'] as Body[];
    expect((policy as Body)['capacity']).toEqual({ initial: 4, min: 4, max: 8 });
    expect(((policy as Body)['rules'] as Body[]).map((rule) => (rule['action'] as Body)['value'])).toEqual([2, -1]);
  });
});

describe('where it stands', () => {
  test('over each availability domain of its region, looked up there, in the regional subnet', () => {
    const output = outputAt('standing');
    const places = (stack: string): Body[] => poolIn(output.stacks[stack])['placement_configurations'] as Body[];
    expect(places(FRANKFURT).map((one) => one['availability_domain'])).toEqual(
      [0, 1, 2].map((i) => `\${sort(data.oci_identity_availability_domains.availability-domains.availability_domains[*].name)[${i}]}`),
    );
    expect(places(PARIS)).toEqual([
      {
        availability_domain: '${sort(data.oci_identity_availability_domains.availability-domains.availability_domains[*].name)[0]}',
        primary_vnic_subnets: { subnet_id: '${oci_core_subnet.net-private.id}' },
      },
    ]);
  });

  test('a spread over one availability domain is refused, and taken over its fault domains by an explicit word', () => {
    const given = { tier: Tier.HA, uses: [], called: false };
    expect(refusal(make(given)).message).toMatch(/DR-ZONE-01[\s\S]*oci:eu-paris-1 has too few zones to spread over: .*Back/);
    const acknowledge = [{ id: 'DR-ZONE-01', subject: 'oci:eu-paris-1', reason: 'fault domains will do for a while' }];
    const output = outputAt(OVER, { ...given, acknowledge });
    const [only] = poolIn(output.stacks[PARIS])['placement_configurations'] as Body[];
    expect((only as Body)['fault_domains']).toEqual(['FAULT-DOMAIN-1', 'FAULT-DOMAIN-2', 'FAULT-DOMAIN-3']);
  });

  test('it is in the backend set of its entrance where a machine is wanted, and in none once it is fenced', () => {
    expect(poolIn(outputAt('standing').stacks[FRANKFURT])['load_balancers']).toEqual([
      {
        load_balancer_id: '${oci_load_balancer_load_balancer.web.id}',
        backend_set_name: '${oci_load_balancer_backend_set.web-targets.name}',
        port: 8080,
        vnic_selection: 'PrimaryVnic',
      },
    ]);
    expect(poolIn(outputAt(FENCED).stacks[FRANKFURT])['load_balancers']).toBeUndefined();
    expect(poolIn(outputAt('standing', { called: false }).stacks[FRANKFURT])['load_balancers']).toBeUndefined();
  });
});

describe('what it is made of', () => {
  test('an image of its own region by its name, a flexible shape, no public address, and no old metadata', () => {
    const output = outputAt('standing');
    expect(launchIn(output.stacks[PARIS])).toMatchObject({
      shape: 'VM.Standard.E4.Flex',
      shape_config: { ocpus: 2, memory_in_gbs: 12 },
      source_details: { source_type: 'image', image_id: '${try(data.oci_core_images.back-images.images[0].id, null)}' },
      create_vnic_details: { assign_public_ip: false },
      instance_options: { are_legacy_imds_endpoints_disabled: true },
    });
    expect(blocksOf(output.stacks[PARIS] as StackJson, 'data').find(({ type }) => type === 'oci_core_images')?.body).toMatchObject({
      display_name: 'acme-back-1',
      state: 'AVAILABLE',
    });
    expect(JSON.stringify((output.stacks[PARIS] as { check?: unknown }).check)).toContain('No image acme-back-1 of Back is available');
  });

  test('the newer configuration is made ahead of the end of the older one, and a side that is fenced keeps its own', () => {
    const lifecycle = (story: string, stack: string): unknown =>
      (blockAt(outputAt(story).stacks[stack], CONFIGURATION) as Body)['lifecycle'];
    expect(lifecycle('standing', FRANKFURT)).toEqual({ create_before_destroy: true, ignore_changes: [] });
    expect(lifecycle(FENCED, FRANKFURT)).toEqual({ create_before_destroy: true, ignore_changes: ['instance_details'] });
  });

  test('it is told where what it works on is at its own site, and of a secret its address alone', () => {
    const told = JSON.stringify(launchIn(outputAt('standing').stacks[PARIS])['metadata']);
    expect(told).toContain("LEDGER_HOST='");
    expect(told).toContain('adb.eu-paris-1.oraclecloud.com');
    expect(told).toContain(
      'https://secrets.vaults.eu-paris-1.oci.oraclecloud.com/20190301/secretbundles/actions/getByName?secretName=api-token&vaultId=${oci_kms_vault.keys.id}',
    );
    expect(told).toContain('vaultId=${oci_kms_vault.ledger-vault.id}');
    expect(told).not.toContain('frankfurt');
  });

  test('base lets machines read what the group works on, and has what an image passes; without either there is none', () => {
    const { stacks } = outputAt('standing');
    const base = stacks[`${PARIS}-base`];
    const { statements } = blockAt(base, 'oci_identity_policy.back-grants') as { statements: string[] };
    const at =
      "in compartment id ocid1.compartment.oc1..acme where all {request.principal.type = 'instance', request.principal.compartment.id = 'ocid1.compartment.oc1..acme', ";
    const bucket = (blockAt(stacks[PARIS], 'oci_objectstorage_bucket.invoices') as Body)['name'] as string;
    const [, head, tail] = /^(.*-)(\w{6})$/.exec(bucket) as unknown as string[];
    const target = `target.bucket.name = /${head}*/, target.bucket.name = /*-${tail}/`;
    expect(statements).toEqual([
      `Allow any-user to read secret-bundles ${at}target.secret.name = 'api-token'}`,
      `Allow any-user to read secret-bundles ${at}target.secret.name = 'billing-ledger-password'}`,
      `Allow any-user to read buckets ${at}${target}}`,
      `Allow any-user to manage objects ${at}${target}}`,
    ]);
    expect(blockAt(base, 'oci_objectstorage_bucket.back-images')).toMatchObject({ access_type: 'NoPublicAccess', versioning: 'Disabled' });
    const images = { 'oci:eu-frankfurt-1': 'ocid1.image.oc1.eu-frankfurt-1.one', 'oci:eu-paris-1': 'ocid1.image.oc1.eu-paris-1.two' };
    const bare = outputAt('standing', { uses: [], props: { images } });
    expect(blocksOf(bare.stacks[`${PARIS}-base`]).filter(({ address }) => address.includes('back'))).toEqual([]);
    expect((launchIn(bare.stacks[PARIS])['source_details'] as Body)['image_id']).toBe(images['oci:eu-paris-1']);
  });

  test('of the buckets of its compartment it reaches those that it works on, in every generation: not that of states and markers, nor that which fences one', () => {
    const { stacks } = outputAt('standing');
    const { statements } = blockAt(stacks[`${PARIS}-base`], 'oci_identity_policy.back-grants') as { statements: string[] };
    const of = (type: string): string[] =>
      blocksOf(stacks[PARIS] as StackJson, 'resource').flatMap((one) => (one.type === type ? [(one.body as Body)['name'] as string] : []));
    const mine = (blockAt(stacks[PARIS], 'oci_objectstorage_bucket.invoices') as Body)['name'] as string;
    const grown = mine.replace(/-(\w+)$/, '-g2-$1');
    const admits = (name: string): boolean =>
      statements.some((one) => {
        const named = [...one.matchAll(/target\.bucket\.name = \/([^/]*)\//g)].map(([, text]) => text as string);
        return named.length > 0 && named.every((text) => new RegExp(`^${text.replace('*', '.*')}$`).test(name));
      });
    expect([mine, grown].map(admits)).toEqual([true, true]);
    const others = of('oci_objectstorage_bucket').filter((name) => name !== mine);
    expect(others.length).toBeGreaterThan(0);
    expect([...others, 'acme-state', 'acme-state-eu-paris-1', `${grown}-fence`].filter(admits)).toEqual([]);
    for (const one of statements) expect(one).toMatch(/target\.(?:bucket|secret)\.name = /);
  });

  test('capacity is kept the same in every situation, and machines are launched from it', () => {
    const props = { reserved: { 'oci:eu-paris-1': 8 } };
    for (const story of ['standing', OVER]) {
      const json = outputAt(story, { props }).stacks[PARIS];
      const [kept] = (blockAt(json, 'oci_core_compute_capacity_reservation.back-reserved') as Body)[
        'instance_reservation_configs'
      ] as Body[];
      expect(kept).toMatchObject({ instance_shape: 'VM.Standard.E4.Flex', reserved_count: '8' });
      expect(launchIn(json)['capacity_reservation_id']).toBe('${oci_core_compute_capacity_reservation.back-reserved.id}');
    }
  });
});

describe('its steps', () => {
  test('the image goes ahead of the standby, and what runs is counted', () => {
    const steps = stepsAt('', 'establish');
    expect(ours(steps)).toEqual(
      expect.arrayContaining(['copy-image-back', 'start-back-eu-paris-1', 'renew-back-eu-paris-1', 'image-there-back', 'standing-back']),
    );
    const ids = steps.map(({ id }) => id);
    expect(ids.indexOf('copy-image-back')).toBeLessThan(ids.findIndex((id) => id.includes(PARIS) && !id.includes('base')));
    expect(runOf(steps, 'copy-image-back').slice(4)).toEqual([
      'acme-back-1',
      'eu-paris-1',
      'ocid1.compartment.oc1..acme',
      expect.stringMatching(/^billing-back-eu-paris-1-[0-9a-f]{6}-images$/),
      'eu-frankfurt-1',
      'ocid1.compartment.oc1..acme',
      expect.stringMatching(/^billing-back-eu-frankfurt-1-[0-9a-f]{6}-images$/),
    ]);
  });

  test('a failover asks for image and shape, starts as many as serve and counts them; nothing calls the lost region', () => {
    const steps = stepsAt('standing, lost A, failover B', 'failover');
    expect(ours(steps)).toEqual(['image-back', 'offered-back', 'start-back-eu-paris-1', 'renew-back-eu-paris-1', 'running-back']);
    expect(runOf(steps, 'start-back-eu-paris-1').at(-1)).toBe('4');
    for (const id of ours(steps)) expect(runOf(steps, id).slice(4)).not.toContain('eu-frankfurt-1');
  });

  test('whoever writes to a share ends ahead of the fence of a planned move: what waits in it would be refused behind that', () => {
    const stops = (uses: readonly string[]): string[] => {
      const ids = stepsAt('standing, switch B', 'switch', { uses }).map(({ id }) => id);
      return ids.filter((id) => /^(?:quiesced?-back|apply-billing-eu-frankfurt-1$|fenced?-back)/.test(id));
    };
    const fence = ['apply-billing-eu-frankfurt-1', 'fence-back-eu-frankfurt-1', 'fenced-back-eu-frankfurt-1'];
    expect(stops(['Scans'])).toEqual(['quiesce-back-eu-frankfurt-1', 'quiesced-back-eu-frankfurt-1', ...fence]);
    expect(stops([])).toEqual(fence);
  });

  test('what scales the pool is held ahead of that stop, and scales again by the apply of the side where the move is given up', () => {
    const quiet = runOf(stepsAt('standing, switch B', 'switch', { uses: ['Scans'] }), 'quiesce-back-eu-frankfurt-1').join(' ');
    expect(quiet.indexOf('autoscaling configuration update')).toBeGreaterThan(0);
    expect(quiet.indexOf('autoscaling configuration update')).toBeLessThan(quiet.indexOf('--size 0'));
    const given = outputAt('standing, switch B, abort', { uses: ['Scans'] });
    expect(blockAt(given.stacks[FRANKFURT], 'oci_autoscaling_auto_scaling_configuration.back-scaling')).toMatchObject({ is_enabled: true });
    const ids = stepsAt('standing, switch B, abort', 'abort', { uses: ['Scans'] }).map(({ id }) => id);
    expect(ids.indexOf(`apply-${FRANKFURT}`)).toBeGreaterThanOrEqual(0);
    expect(ids.indexOf(`apply-${FRANKFURT}`)).toBeLessThan(ids.indexOf('start-back-eu-frankfurt-1'));
  });

  test('a fence wants none, and sees that none is left', () => {
    expect(ours(stepsAt(FENCED, 'fence'))).toEqual(['fence-back-eu-frankfurt-1', 'fenced-back-eu-frankfurt-1']);
  });

  test('where none stands by its pool leaves its entrance ahead of the apply that ends that: no plan takes it out', () => {
    const back = `${FENCED}, fenced A`;
    const given = { tier: Tier.COLD, uses: [] };
    expect(blockAt(outputAt(back, given).stacks[FRANKFURT], 'oci_load_balancer_load_balancer.web')).toBeUndefined();
    const steps = stepsAt(back, 'reprotect', given);
    const ids = steps.map(({ id }) => id);
    expect(runOf(steps, 'part-back').slice(4)).toEqual(['eu-frankfurt-1', 'ocid1.compartment.oc1..acme', 'billing-back-eu-frankfurt-1']);
    expect(ids.indexOf('part-back')).toBeLessThan(ids.indexOf(`apply-${FRANKFURT}`));
    expect(ours(stepsAt(back, 'reprotect'))).not.toContain('part-back');
  });

  test('an image of an id, or of another compartment, is copied by nobody', () => {
    const images = { 'oci:eu-frankfurt-1': 'ocid1.image.oc1.eu-frankfurt-1.one', 'oci:eu-paris-1': 'ocid1.image.oc1.eu-paris-1.two' };
    expect(ours(stepsAt('', 'establish', { props: { images } }))).not.toContain('copy-image-back');
  });
});

describe('what it does not take', () => {
  const NONE = { uses: [], called: false };
  test.each<[string, Partial<MachineGroupProps>, RegExp]>([
    ['a machine that no shape is as large as', { size: Size.of({ vcpus: 200, memoryGiB: 64 }) }, /at most 128 vCPU and 1024 GiB/],
    ['a volume that is too small', { storageGiB: 20 }, /50 GiB or more/],
    ['a name that is none', { image: 'a b' }, /the name of a custom image/],
    [
      'an image of the other region',
      { images: { 'oci:eu-frankfurt-1': 'ocid1.image.oc1.eu-frankfurt-1.one', 'oci:eu-paris-1': 'ocid1.image.oc1.eu-frankfurt-1.two' } },
      /the OCID of an image of eu-paris-1/,
    ],
    [
      'an image of another realm',
      { images: { 'oci:eu-frankfurt-1': 'ocid1.image.oc1.eu-frankfurt-1.one', 'oci:eu-paris-1': 'ocid1.image.oc19.eu-paris-1.two' } },
      /the OCID of an image of eu-paris-1/,
    ],
    ['no image at the other site', { images: { 'oci:eu-frankfurt-1': 'ocid1.image.oc1.eu-frankfurt-1.one' } }, /none at oci:eu-paris-1/],
    ['capacity over several availability domains', { reserved: { 'oci:eu-frankfurt-1': 8 } }, /a reservation is of one of them/],
    ['capacity for fewer than may run', { reserved: { 'oci:eu-paris-1': 4 } }, /launched from the reservation alone/],
    ['logs', { logs: true }, /for a dynamic group of the tenancy/],
    ['sessions', { sessions: true }, /a bastion of your own/],
  ])('%s', (_, props, said) => {
    expect(refusal(make({ ...NONE, props })).message).toMatch(said);
  });

  test('an availability domain of the other site, in what an architect adds', () => {
    const build = (app: App): Workload => {
      const workload = make(NONE)(app);
      workload.onEverySite(({ stack, site }) => {
        if (site === 'oci:eu-paris-1')
          new CoreDedicatedVmHost(stack, 'host', {
            compartmentId: 'x',
            dedicatedVmHostShape: 'DVH.Standard.E4.128',
            availabilityDomain: 'Uocm:EU-FRANKFURT-1-AD-1',
          });
      });
      return workload;
    };
    expect(refusal(build).message).toMatch(/DR-REACH[\s\S]*Uocm:EU-FRANKFURT-1-AD-1/);
  });
});

test('a shape has as many OCPUs as its memory asks for, and a GiB for each', () => {
  expect(takenShape({ size: Size.of({ vcpus: 1, memoryGiB: 100 }), processor: 'x86-64' })).toMatchObject({ ocpus: 2, gib: 100 });
  expect(takenShape({ size: Size.of({ vcpus: 8, memoryGiB: 2 }), processor: 'arm64' })).toMatchObject({
    ocpus: 8,
    gib: 8,
    shape: 'VM.Standard.A1.Flex',
  });
});

test('it is asked whether as many as serve would find room, and capacity that is kept', () => {
  const build = make({ props: { reserved: { 'oci:eu-paris-1': 8 } } });
  const situation = afterStory('standing', build(appIn(folder())).sides);
  const { plan } = build(appIn(folder(), situation));
  const items = (site: string): string[] =>
    (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id))).filter((id) => /back/.test(id));
  expect(items('oci:eu-frankfurt-1')).toEqual(['polled-back-running', 'serves-back']);
  expect(items('oci:eu-paris-1')).toEqual(expect.arrayContaining(['quota-back', 'reserved-back', 'image-back', 'offered-back']));
  expect(machineGroup.facts.starts).toBe(true);
});
