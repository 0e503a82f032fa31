import { createHash } from 'node:crypto';
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
import type { AzureSiteProps } from '../../../lib/clouds/azure/azure';
import { machineGroup } from '../../../lib/clouds/azure/machines/cell';
import { KEY_OF_NOBODY } from '../../../lib/clouds/azure/machines/group';
import { MACHINE_SIZES, machineSize } from '../../../lib/clouds/azure/machines/sizes';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import type { Action } from '../../../lib/words/actions';
import { isUnseen } from '../../../lib/words/doctor';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf, type Output } from '../../support/synth';
import { billing, FRANCE, GERMANY } from './fixture';

interface With {
  readonly tier?: Tier;
  readonly site?: Partial<AzureSiteProps>;
  readonly props?: Partial<MachineGroupProps>;
  /** What it works on, of `Invoices`, `Ledger` and `Keys`. */
  readonly uses?: readonly string[];
  /** Whether an entrance leads there. */
  readonly called?: boolean;
}

const SIZE = Size.of({ vcpus: 2, memoryGiB: 4 });
const make =
  ({ tier = Tier.HOT, site, props, uses = ['Invoices', 'Ledger', 'Keys'], called = true }: With = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, { appliedFrom: ['203.0.113.7'], ...site })(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new Secrets(workload, 'Keys', { names: ['api-token'] });
    new RelationalDatabase(workload, 'Ledger', {
      engine: DatabaseEngine.postgres('16'),
      size: Size.of({ vcpus: 2, memoryGiB: 8 }),
      storageGiB: 100,
    });
    if (uses.includes('Scans')) new FileStorage(workload, 'Scans', { protocol: 'nfs' });
    const back = new MachineGroup(workload, 'Back', {
      ...(props?.images ? {} : { image: '1.4.0' }),
      size: SIZE,
      instances: { active: 4, standby: 1, most: 8 },
      uses: uses.map((name) => workload.node.findChild(name) as Component),
      environment: { MOTTO: `it's "ours" \\` },
      userData: '#!/bin/sh\necho up',
      ...props,
    });
    if (called) new LoadBalancer(workload, 'Web', { plainHttp: true, target: back });
    return workload;
  };

/** Without data, whose tier is that of what runs alone. */
const alone =
  (tier: Tier, props: Partial<MachineGroupProps> = {}, called = false) =>
  (app: App): Workload => {
    const workload = billing(tier, { appliedFrom: ['203.0.113.7'] })(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    const back = new MachineGroup(workload, 'Back', {
      ...(props.images ? {} : { image: '1.4.0' }),
      size: SIZE,
      instances: { active: 4, standby: 1 },
      ...props,
    });
    if (called) new LoadBalancer(workload, 'Web', { plainHttp: true, target: back });
    return workload;
  };

function outputOf(build: (app: App) => Workload, story: string): Output {
  const situation = afterStory(story, build(appIn(folder())).sides);
  return renderWorkload(build(appIn(folder(), situation)), situation);
}
const outputAt = (story: string, given: With = {}): Output => outputOf(make(given), story);
const stepsAt = (story: string, transition: string, build = make()): readonly Action[] => {
  const situation = afterStory(story, build(appIn(folder())).sides);
  const sheets = sheetsOf(build(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => /(?:^|-)back(?:-|$)/.test(id));

const ALWAYS = ['zones', 'secure_boot_enabled', 'vtpm_enabled'];
const GROUP = 'azurerm_linux_virtual_machine_scale_set.back';
const groupIn = (stack: StackJson | undefined): Body => blockAt(stack, GROUP) as Body;
const boundsIn = (stack: StackJson | undefined): unknown[] => {
  const profile = blockAt(stack, 'azurerm_monitor_autoscale_setting.back-scaling')?.['profile'] as Body | Body[];
  const { minimum, maximum, default: usual } = (Array.isArray(profile) ? profile[0] : profile)?.['capacity'] as Body;
  return [minimum, maximum, usual];
};
const nicIn = (stack: StackJson | undefined): Body => {
  const [nic] = groupIn(stack)['network_interface'] as Body[];
  return ((nic as Body)['ip_configuration'] as Body[])[0] as Body;
};
const ignoredIn = (stack: StackJson | undefined): unknown => (groupIn(stack)['lifecycle'] as Body)['ignore_changes'];
const OVER = 'standing, lost A, failover B, started, completed';
const FENCED = `${OVER}, normal A`;

describe('its size', () => {
  test.each([
    ['standing', FRANCE, 4, [4, 8, 4], [...ALWAYS, 'instances']],
    ['standing', GERMANY, 1, [1, 1, 1], ALWAYS],
    [OVER, GERMANY, 4, [4, 8, 4], [...ALWAYS, 'instances']],
    [`${FENCED}, fenced A`, FRANCE, 1, [1, 1, 1], ALWAYS],
  ])('%s: %s begins with %i, within %j, and ignores %j', (story, name, begins, within, ignored) => {
    const stack = outputAt(story).stacks[name];
    expect(groupIn(stack)['instances']).toBe(begins);
    expect(boundsIn(stack)).toEqual(within);
    expect(ignoredIn(stack)).toEqual(ignored);
  });

  test('fenced, none is wanted, nothing scales it, it is in no pool, and an image that is not there keeps nothing running', () => {
    const stack = outputAt(FENCED).stacks[FRANCE];
    expect(groupIn(stack)['instances']).toBe(0);
    expect(blockAt(stack, 'azurerm_monitor_autoscale_setting.back-scaling')).toBeUndefined();
    expect(ignoredIn(stack)).toEqual([...ALWAYS, 'source_image_id']);
    expect(nicIn(stack)).not.toHaveProperty('application_gateway_backend_address_pool_ids');
    expect(blockAt(stack, 'azurerm_application_gateway.web')).toBeDefined();
  });

  test.each([
    ['cold', Tier.COLD, 0],
    ['warm', Tier.WARM, 0],
    ['hot', Tier.HOT, 1],
    ['ha', Tier.HA, 0],
    ['vital', Tier.VITAL, 4],
  ] as const)('%s: what stands by is of its tier', (_, tier, wanted) => {
    expect(groupIn(outputOf(alone(tier), 'standing').stacks[GERMANY])['instances']).toBe(wanted);
  });

  test('what grows does so by its processors, and what does not has bounds and no rule', () => {
    const rules = (stack: StackJson | undefined): unknown =>
      ((blockAt(stack, 'azurerm_monitor_autoscale_setting.back-scaling')?.['profile'] as Body[])[0] as Body)['rule'];
    const { stacks } = outputAt('standing');
    expect(rules(stacks[FRANCE])).toEqual([
      {
        metric_trigger: expect.objectContaining({ metric_name: 'Percentage CPU', operator: 'GreaterThan', threshold: 60 }) as Body,
        scale_action: { direction: 'Increase', type: 'PercentChangeCount', value: 50, cooldown: 'PT5M' },
      },
      {
        metric_trigger: expect.objectContaining({ operator: 'LessThan', threshold: 30 }) as Body,
        scale_action: { direction: 'Decrease', type: 'ChangeCount', value: 1, cooldown: 'PT5M' },
      },
    ]);
    expect(rules(stacks[GERMANY])).toBeUndefined();
  });

  test.each([
    ['x86-64', { vcpus: 1, memoryGiB: 1 }, 'Standard_B1s'],
    ['x86-64', { vcpus: 2, memoryGiB: 4 }, 'Standard_F2s_v2'],
    ['x86-64', { vcpus: 2, memoryGiB: 9 }, 'Standard_E2s_v5'],
    ['x86-64', { vcpus: 5, memoryGiB: 20 }, 'Standard_D8s_v5'],
    ['arm64', { vcpus: 4, memoryGiB: 8 }, 'Standard_D4pls_v5'],
    ['arm64', { vcpus: 1, memoryGiB: 1 }, 'Standard_D2pls_v5'],
    ['arm64', { vcpus: 96, memoryGiB: 8 }, undefined],
  ] as const)('of one, %s %j, is the smallest that is at least as large: %s', (processor, size, name) => {
    expect(machineSize({ processor, size: Size.of(size) })?.[0]).toBe(name);
    const sizes = MACHINE_SIZES[processor].map(([, vcpus, gib]) => vcpus * 10_000 + gib);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  });
});

describe('a machine', () => {
  const { stacks } = outputAt('standing', { props: { storageGiB: 64 } });
  const group = groupIn(stacks[GERMANY]);

  test('is of all zones, has no public address, is in the pool of the entrance, and is who its site says', () => {
    expect(group).toMatchObject({
      sku: 'Standard_F2s_v2',
      zones: ['1', '2', '3'],
      os_disk: { storage_account_type: 'Premium_LRS', disk_size_gb: 64 },
    });
    expect(nicIn(stacks[GERMANY])).toEqual({
      name: 'main',
      primary: true,
      subnet_id: '${azurerm_subnet.net-private-1.id}',
      application_gateway_backend_address_pool_ids: ['${azurerm_application_gateway.web.id}/backendAddressPools/targets'],
    });
    expect((group['identity'] as Body)['identity_ids']).toEqual([
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/billing-germanywestcentral/providers/Microsoft.ManagedIdentity/userAssignedIdentities/billing-back-germanywestcentral',
    ]);
  });

  test('the gateway stands ahead of the machines, and writes none of them into its pool', () => {
    const gateway = blockAt(stacks[GERMANY], 'azurerm_application_gateway.web') as Body;
    expect(gateway['backend_address_pool']).toEqual([{ name: 'targets' }, { name: 'nobody' }]);
    expect(gateway['depends_on']).not.toContain(GROUP);
    expect((gateway['backend_http_settings'] as Body[])[0]).toMatchObject({ port: 8080, protocol: 'Http' });
  });

  test('is well once it takes connections; what is not is made again, and a newer version comes in machines of its own', () => {
    expect(group).toMatchObject({
      upgrade_mode: 'Rolling',
      overprovision: false,
      automatic_instance_repair: { enabled: true, action: 'Replace', grace_period: 'PT17M' },
      rolling_upgrade_policy: { max_batch_instance_percent: 50, maximum_surge_instances_enabled: true },
    });
    const [health] = group['extension'] as Body[];
    expect(health).toMatchObject({ type: 'ApplicationHealthLinux', settings: '{"protocol":"tcp","port":8080}' });
    const slow = outputAt('standing', { props: { startup: Duration.hours(1) } }).stacks[GERMANY];
    expect(groupIn(slow)['automatic_instance_repair']).toMatchObject({ grace_period: 'PT75M' });
  });

  test('nobody has the key by which it is logged in to: it is a hash', () => {
    const [, key = ''] = KEY_OF_NOBODY.split(' ');
    const point = createHash('sha256').update('cdktf-continuity: nobody has this key').digest();
    expect(Buffer.from(key, 'base64').subarray(-32).equals(point)).toBe(true);
    expect(group).toMatchObject({ disable_password_authentication: true, admin_ssh_key: [{ public_key: KEY_OF_NOBODY }] });
  });

  test('is told its environment by cloud-init, with ids of secrets of its own site and no secret', () => {
    const told = String(group['custom_data']);
    expect(told).toMatch(/^\$\{base64encode\("/);
    for (const line of [
      "LEDGER_HOST='billing-ledger-germanywestcentral-",
      "LEDGER_SECRET='https://billinggerman",
      "KEYS_API_TOKEN='https://billingkeysger",
      String.raw`MOTTO='it'\\''s \"ours\" \\'`,
    ])
      expect(told).toContain(line);
    expect(told).not.toContain('francecentral');
    const plain = groupIn(outputOf(alone(Tier.HOT, { userData: '#!/bin/sh\necho ${x}' }), 'standing').stacks[FRANCE]);
    expect(Buffer.from(String(plain['custom_data']), 'base64').toString()).toBe('#!/bin/sh\necho ${x}');
    expect(groupIn(outputOf(alone(Tier.HOT), 'standing').stacks[FRANCE])).not.toHaveProperty('custom_data');
  });

  test('reaches its secrets and, where it works, its blobs by private endpoints, and no registry', () => {
    const parts = (stack: StackJson | undefined): string[] =>
      blocksOf(stack as StackJson)
        .filter(({ type, address }) => type === 'azurerm_private_endpoint' && /\.door-/.test(address))
        .map(({ body }) => String((body['private_service_connection'] as Body)['subresource_names']))
        .sort();
    expect(parts(stacks[FRANCE])).toEqual(['blob', 'vault', 'vault']);
    expect(parts(stacks[GERMANY])).toEqual(['vault', 'vault']);
  });

  test('may read secrets and work on blobs of its site, by grants of the base', () => {
    const granted = blocksOf(stacks[`${GERMANY}-base`] as StackJson)
      .filter(({ type, address }) => type === 'azurerm_role_assignment' && /\.back-/.test(address))
      .map(({ body }) => body['role_definition_name']);
    expect(granted.sort()).toEqual(['Key Vault Secrets User', 'Storage Blob Data Contributor']);
  });
});

describe('its image', () => {
  test('is in a gallery of its own site, by an id that nobody looks up', () => {
    for (const [name, region] of [
      [FRANCE, 'francecentral'],
      [GERMANY, 'germanywestcentral'],
    ] as const) {
      const { stacks } = outputAt('standing');
      expect(groupIn(stacks[name])['source_image_id']).toMatch(
        new RegExp(
          `/resourceGroups/billing-${region}/providers/Microsoft.Compute/galleries/billingback${region}/images/machine/versions/1.4.0$`,
        ),
      );
      const base = stacks[`${name}-base`];
      expect(blockAt(base, 'azurerm_shared_image_gallery.back-gallery')).toMatchObject({
        location: region,
        lifecycle: { prevent_destroy: true },
      });
      expect(blockAt(base, 'azurerm_shared_image.back-image')).toMatchObject({
        os_type: 'Linux',
        hyper_v_generation: 'V2',
        architecture: 'x64',
      });
    }
  });

  const id = (group: string) =>
    `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/${group}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`;
  const images = { 'azure:francecentral': id('paris'), 'azure:germanywestcentral': id('frankfurt') };

  test('by ids of the architect’s there is no gallery, and nothing is copied', () => {
    const { stacks } = outputOf(alone(Tier.HOT, { images }), 'standing');
    expect(groupIn(stacks[GERMANY])['source_image_id']).toBe(id('frankfurt'));
    expect(blockAt(stacks[`${GERMANY}-base`], 'azurerm_shared_image_gallery.back-gallery')).toBeUndefined();
    expect(ours(stepsAt('standing', 'establish', alone(Tier.HOT, { images })))).not.toContain('copy-image-back');
  });

  test('is copied to the side that stands by ahead of its site', () => {
    const steps = stepsAt(`${FENCED}, fenced A`, 'reprotect').map(({ id: step }) => step);
    expect(steps).toContain('copy-image-back');
    expect(steps.indexOf('copy-image-back')).toBeLessThan(steps.indexOf('apply-billing-francecentral'));
  });
});

describe('capacity', () => {
  const reserved = { 'azure:francecentral': 4, 'azure:germanywestcentral': 5 };

  test('is kept in each zone, the same in every situation, for this group alone', () => {
    for (const story of ['standing', OVER]) {
      const stack = outputAt(story, { props: { reserved } }).stacks[GERMANY];
      const kept = blocksOf(stack as StackJson).filter(({ type }) => type === 'azurerm_capacity_reservation');
      expect(kept.map(({ body }) => [body['zone'], body['sku']])).toEqual(
        ['1', '2', '3'].map((zone) => [zone, { name: 'Standard_F2s_v2', capacity: 2 }]),
      );
      expect(groupIn(stack)).toMatchObject({
        capacity_reservation_group_id: '${azurerm_capacity_reservation_group.back-reserved.id}',
        single_placement_group: false,
      });
    }
    expect(groupIn(outputAt('standing').stacks[GERMANY])).not.toHaveProperty('capacity_reservation_group_id');
  });
});

describe('its steps', () => {
  test('a failover looks for its image and its size, starts it behind the data, and sees it run before users are let in', () => {
    const steps = stepsAt('standing, lost A', 'failover');
    expect(ours(steps)).toEqual(['image-back', 'offered-back', 'start-back-germanywestcentral', 'running-back']);
    const all = steps.map(({ id }) => id);
    expect(all.indexOf('start-back-germanywestcentral')).toBeGreaterThan(all.indexOf('started'));
  });

  test('whoever writes to a share ends ahead of the fence of a planned move: what waits in it would be refused behind that', () => {
    const stops = (uses: readonly string[]): string[] => {
      const ids = stepsAt('standing, switch B', 'switch', make({ uses })).map(({ id }) => id);
      return ids.filter((id) => /^(?:quiesced?-back|apply-billing-francecentral$|fenced?-back)/.test(id));
    };
    const fence = ['apply-billing-francecentral', 'fence-back-francecentral', 'fenced-back-francecentral'];
    expect(stops(['Scans'])).toEqual(['quiesce-back-francecentral', 'quiesced-back-francecentral', ...fence]);
    expect(stops([])).toEqual(fence);
  });

  test('a fence takes away what was brought back meanwhile, and sees that none is left', () => {
    expect(ours(stepsAt(FENCED, 'fence'))).toEqual(['fence-back-francecentral', 'fenced-back-francecentral']);
  });

  test('what stands by is started once, and seen', () => {
    expect(ours(stepsAt(`${FENCED}, fenced A`, 'reprotect'))).toEqual(
      expect.arrayContaining(['copy-image-back', 'start-back-francecentral', 'image-there-back', 'standing-back']),
    );
  });
});

describe('refused', () => {
  test.each<[string, Partial<MachineGroupProps>, RegExp]>([
    ['a name that is no version', { image: 'acme-back-2026-11-29' }, /image.*acme-back-2026-11-29[^]*a version of the image/],
    ['a version with a word', { image: '1.4.0-rc1' }, /image.*1\.4\.0-rc1/],
    ['logs', { logs: true }, /logs.*true[^]*azurerm_monitor_data_collection_rule/],
    ['sessions', { sessions: true }, /sessions.*true[^]*az vmss run-command invoke/],
    ['a size that none has', { size: Size.of({ vcpus: 120, memoryGiB: 8 }) }, /size.*120 vCPU/],
    ['a size that no Arm has', { size: Size.of({ vcpus: 2, memoryGiB: 400 }), processor: 'arm64' }, /size.*400 GiB/],
    ['more than a group takes', { instances: { active: 2, most: 601 } }, /instances.*601[^]*at most 600/],
    ['no image at a site', { images: { 'azure:francecentral': 'x' } }, /images.*none at azure:germanywestcentral/],
    ['an environment that is an expression', { environment: { A: '${x}' } }, /environment.*A/],
  ])('%s', (_, props, says) => {
    expect(refusal(() => outputOf(alone(Tier.HOT, props), 'standing'))).toMatchObject({ message: expect.stringMatching(says) as string });
  });

  const version = (group: string, subscription = '00000000-0000-0000-0000-000000000001') =>
    `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`;
  test.each([
    ['one image for both sites', version('a'), version('A'), /that of a gallery in the other one/],
    ['an image of another subscription', version('a'), version('b', '00000000-0000-0000-0000-000000000002'), /images.*b\/providers/],
    ['an id of no image', version('a'), '/subscriptions/x', /the id of an image/],
  ])('%s', (_, one, other, says) => {
    const images = { 'azure:francecentral': one, 'azure:germanywestcentral': other };
    expect(refusal(() => outputOf(alone(Tier.HOT, { images }), 'standing'))).toMatchObject({
      message: expect.stringMatching(says) as string,
    });
  });
});

describe('who is told', () => {
  const alerts = (stack: StackJson | undefined): unknown[] =>
    blocksOf(stack as StackJson)
      .filter(({ type, address }) => type === 'azurerm_monitor_metric_alert' && /\.back-/.test(address))
      .map(({ address, body }) => [
        address.split('.')[1],
        ((body['criteria'] as Body[])[0] as Body)['metric_name'],
        ((body['criteria'] as Body[])[0] as Body)['threshold'],
      ]);

  test('of too few machines, and of one that is not available, where any is to run', () => {
    const { stacks } = outputAt('standing');
    expect(alerts(stacks[FRANCE])).toEqual([
      ['back-machines', 'ObservedCapacity', 4],
      ['back-available', 'VmAvailabilityMetric', 1],
    ]);
    expect(alerts(stacks[GERMANY])).toEqual([
      ['back-machines', 'ObservedCapacity', 1],
      ['back-available', 'VmAvailabilityMetric', 1],
    ]);
    expect(alerts(outputAt(FENCED).stacks[FRANCE])).toEqual([]);
  });

  test('of what is deleted', () => {
    const base = outputAt('standing').stacks[`${GERMANY}-base`] as StackJson;
    const told = JSON.stringify(blocksOf(base).filter(({ type }) => type === 'azurerm_monitor_activity_log_alert'));
    for (const one of ['virtualMachineScaleSets', 'galleries', 'galleries/images/versions'])
      expect(told).toContain(`Microsoft.Compute/${one}/delete`);
  });
});

describe('ahead of the day', () => {
  const asked = (story: string, site: string, props: Partial<MachineGroupProps> = {}): string[] => {
    const build = make({ props });
    const situation = afterStory(story, build(appIn(folder())).sides);
    const { plan } = build(appIn(folder(), situation));
    return (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id))).filter((id) => /back/.test(id));
  };

  test('what serves, and what stands by with its room', () => {
    expect(asked('standing', 'azure:francecentral')).toEqual(expect.arrayContaining(['surge-back', 'identity-back', 'serves-back']));
    expect(asked('standing', 'azure:germanywestcentral', { reserved: { 'azure:germanywestcentral': 4 } })).toEqual(
      expect.arrayContaining(['image-back', 'offered-back', 'quota-back', 'reserved-back', 'standing-back']),
    );
  });
});

describe('one that exists', () => {
  const compute = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/running/providers/Microsoft.Compute';
  const net = compute.replace('Microsoft.Compute', 'Microsoft.Network/virtualNetworks/running-net');
  const version = (gallery: string): string => `${compute}/galleries/${gallery}/images/back/versions/1.4.0`;
  const images = { 'azure:francecentral': version('paris'), 'azure:germanywestcentral': version('frankfurt') };
  const id = `${compute}/virtualMachineScaleSets/running-back`;
  const adopted =
    (given = id, props: Partial<MachineGroupProps> = {}) =>
    (app: App): Workload => {
      const workload = billing(Tier.HOT, { appliedFrom: ['203.0.113.7'] })(app);
      Network.fromExisting(
        workload,
        'Net',
        { 'azure:francecentral': { id: net, publicSubnets: [`${net}/subnets/gate`], privateSubnets: [`${net}/subnets/app`] } },
        { flowLogs: Duration.ZERO },
      );
      const all = { ...(props.image === undefined ? { images } : {}), size: SIZE, instances: { active: 4, standby: 1, most: 8 }, ...props };
      MachineGroup.fromExisting(workload, 'Back', { 'azure:francecentral': { id: given, least: 2 } }, all);
      return workload;
    };
  const lines = (steps: readonly Action[], step: string): string => JSON.stringify(steps.find((one) => one.id === step));

  test('is in no state; the other site has one of its own, and somebody is told of both', () => {
    const { stacks } = outputOf(adopted(), 'standing');
    expect(groupIn(stacks[FRANCE])).toBeUndefined();
    expect(JSON.stringify(stacks[`${FRANCE}-base`])).not.toContain('billing-back');
    expect(groupIn(stacks[GERMANY])).toMatchObject({ instances: 1, source_image_id: version('frankfurt') });
    expect(blockAt(stacks[FRANCE], 'azurerm_monitor_metric_alert.back-available')).toMatchObject({ scopes: [id] });
    expect(blockAt(stacks[FRANCE], 'azurerm_monitor_metric_alert.back-machines')).toBeUndefined();
  });

  test('is fenced by a command that holds what scales it, and woken by one that takes that back', () => {
    const fenced = stepsAt(FENCED, 'fence', adopted());
    expect(ours(fenced)).toEqual(['fence-back-francecentral', 'fenced-back-francecentral']);
    expect(lines(fenced, 'fence-back-francecentral')).toMatch(/autoscale update[^]*--enabled false[^]*"running","running-back"/);
    const given = stepsAt('standing, switch B, fenced A, abort', 'abort', adopted());
    expect(lines(given, 'unfence-back-francecentral')).toMatch(/--enabled true --remove[^]*"running","running-back","4","1","true"/);
  });

  test('is looked at before the standby is made: where it is, how it is orchestrated, and what it is made of', () => {
    expect(ours(stepsAt('', 'establish', adopted()))).toEqual(
      expect.arrayContaining(['needs-region-back', 'needs-uniform-back', 'needs-same-image-back', 'standing-back']),
    );
  });

  test.each([
    ['no scale set', 'running-back', {}, /existing.*running-back at azure:francecentral/],
    ['one of another subscription', id.replace('0001', '0002'), {}, /existing.*0002/],
    ['an image by its name', id, { image: '1.4.0' }, /image.*1\.4\.0[^]*ids of each site/],
    ['capacity that is its owner’s', id, { reserved: { 'azure:francecentral': 4 } }, /reserved.*4 at azure:francecentral/],
  ])('%s is refused', (_, given, props, says) => {
    expect(refusal(() => outputOf(adopted(given, props), 'standing'))).toMatchObject({ message: expect.stringMatching(says) as string });
  });
});

test('its facts say how it is fenced, and that it is started by a command', () => {
  const { facts } = machineGroup;
  expect(facts.starts).toBe(true);
  expect(facts.fence).toMatch(/no machine is wanted/);
});
