import type { App } from 'cdktf';
import {
  ContainerImages,
  ContainerService,
  DatabaseEngine,
  LoadBalancer,
  Network,
  RelationalDatabase,
  Secrets,
  Size,
  type Component,
  type ContainerServiceProps,
  type NetworkProps,
} from '../../../lib';
import type { AzureSiteProps } from '../../../lib/clouds/azure/azure';
import { containerService } from '../../../lib/clouds/azure/container-service/cell';
import { replicaSize } from '../../../lib/clouds/azure/container-service/sizes';
import { AZURE_NAMES } from '../../../lib/clouds/azure/facts';
import { environmentName } from '../../../lib/clouds/azure/names';
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

const IMAGE = `acme/api@sha256:${'5e'.repeat(32)}`;

interface With {
  readonly tier?: Tier;
  readonly site?: Partial<AzureSiteProps>;
  readonly network?: Partial<NetworkProps>;
  readonly props?: Partial<ContainerServiceProps>;
  /** What it works on, of `Invoices`, `Ledger` and `Keys`. */
  readonly uses?: readonly string[];
  /** Whether an entrance leads there. */
  readonly called?: boolean;
  readonly twice?: true;
}

const make =
  ({ tier = Tier.HOT, site, network, props, uses = ['Invoices', 'Ledger', 'Keys'], called = true, twice }: With = {}) =>
  (app: App): Workload => {
    const workload = billing(tier, { appliedFrom: ['203.0.113.7'], ...site })(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO, ...network });
    new ContainerImages(workload, 'Images', { repositories: ['acme/api'] });
    new Secrets(workload, 'Keys', { names: ['api-token', 'a-secret-of-a-very-long-name'] });
    new RelationalDatabase(workload, 'Ledger', {
      engine: DatabaseEngine.postgres('16'),
      size: Size.of({ vcpus: 2, memoryGiB: 8 }),
      storageGiB: 100,
    });
    const service = (id: string) =>
      new ContainerService(workload, id, {
        image: IMAGE,
        size: Size.of({ vcpus: 1, memoryGiB: 2 }),
        instances: { active: 4, standby: 1, most: 8 },
        uses: uses.map((name) => workload.node.findChild(name) as Component),
        environment: { LOG_LEVEL: 'info' },
        ...props,
      });
    const api = service('Api');
    if (twice) service('Worker');
    if (called) new LoadBalancer(workload, 'Web', { plainHttp: true, target: api });
    return workload;
  };

function outputAt(story: string, given: With = {}): Output {
  const situation = afterStory(story, make(given)(appIn(folder())).sides);
  return renderWorkload(make(given)(appIn(folder(), situation)), situation);
}
/** Without a database, which is a replica at every tier. */
const plain =
  (tier: Tier) =>
  (app: App): Workload => {
    const workload = billing(tier, { appliedFrom: ['203.0.113.7'] })(app);
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    new ContainerImages(workload, 'Images', { repositories: ['acme/api'] });
    new ContainerService(workload, 'Api', { image: IMAGE, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 2 } });
    return workload;
  };
const stepsAt = (story: string, transition: string, build = make()): readonly Action[] => {
  const situation = afterStory(story, build(appIn(folder())).sides);
  const sheets = sheetsOf(build(appIn(folder(), situation)), situation);
  return sheets.find((one) => one.transition === transition)?.waves.flatMap(({ actions }) => actions) ?? [];
};
const ours = (steps: readonly Action[]): string[] => steps.map(({ id }) => id).filter((id) => /-api$/.test(id));
const lineOf = (steps: readonly Action[], id: string): string => {
  const step = steps.find((one) => one.id === id);
  return step?.do === 'check' ? step.how.run.join(' ') : '';
};

const APP = 'azurerm_container_app.api';
const ENVIRONMENT = 'azurerm_container_app_environment.containers-environment';
const DOORS = 'azurerm_private_endpoint';
const appIn_ = (stack: StackJson | undefined): Body | undefined => blockAt(stack, APP);
const templateOf = (stack: StackJson | undefined): Body => appIn_(stack)?.['template'] as Body;
const containerOf = (stack: StackJson | undefined): Body => (templateOf(stack)['container'] as Body[])[0] as Body;
const replicas = (stack: StackJson | undefined): unknown[] => {
  if (!appIn_(stack)) return [];
  const { min_replicas: least, max_replicas: most } = templateOf(stack);
  return [least, most];
};
const doors = (stack: StackJson | undefined): string[] =>
  blocksOf(stack as StackJson)
    .filter(({ type }) => type === DOORS)
    .map(({ body }) => String((body['private_service_connection'] as Body)['subresource_names']))
    .sort();
const OVER = 'standing, lost A, failover B, started, completed';

describe('where it serves', () => {
  const { stacks } = outputAt('standing');
  const stack = stacks[FRANCE];

  test('an app runs as many replicas as serve at least, grows to the most, and has one revision at a time', () => {
    expect(replicas(stack)).toEqual([4, 8]);
    expect(appIn_(stack)).toMatchObject({ revision_mode: 'Single', workload_profile_name: 'Consumption' });
    expect(templateOf(stack)['custom_scale_rule']).toEqual([
      { name: 'cpu', custom_rule_type: 'cpu', metadata: { type: 'Utilization', value: '60' } },
    ]);
    const still = outputAt('standing', { props: { instances: { active: 2 } } }).stacks[FRANCE];
    expect(replicas(still)).toEqual([2, 2]);
    expect(templateOf(still)).not.toHaveProperty('custom_scale_rule');
  });

  test('its image is named by digest, in the registry of its own site, and pulled by an identity of its own', () => {
    const registry = String(blockAt(stack, 'azurerm_container_registry.images')?.['name']);
    expect(containerOf(stack)['image']).toBe(`${registry}.azurecr.io/${IMAGE}`);
    const [{ server, identity }] = appIn_(stack)?.['registry'] as [Body];
    expect(server).toBe(`${registry}.azurecr.io`);
    expect(identity).toMatch(/\/resourceGroups\/billing-francecentral\/.*\/userAssignedIdentities\/billing-api-francecentral$/);
    expect(appIn_(stack)?.['identity']).toEqual({ type: 'UserAssigned', identity_ids: [identity] });
    const base = stacks[`${FRANCE}-base`] as StackJson;
    const granted = blocksOf(base)
      .filter(({ type, address }) => type === 'azurerm_role_assignment' && /\.api-/.test(address))
      .map(({ body }) => [body['role_definition_name'], body['scope']]);
    const scope = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/billing-francecentral';
    expect(granted.sort()).toEqual([
      ['AcrPull', scope],
      ['Key Vault Secrets User', scope],
      ['Storage Blob Data Contributor', scope],
    ]);
  });

  test('it finds what it works on in its environment: texts of its own site, and values of secrets that vaults of its own site have', () => {
    const env = containerOf(stack)['env'] as Body[];
    const texts = Object.fromEntries(env.filter((one) => 'value' in one).map(({ name, value }) => [name, value]));
    expect(texts).toMatchObject({
      LOG_LEVEL: 'info',
      LEDGER_PORT: '5432',
      INVOICES_NAME: 'data',
      AZURE_CLIENT_ID: '${data.azurerm_user_assigned_identity.api-identity.client_id}',
    });
    expect(texts['LEDGER_HOST']).toMatch(/^billing-ledger-francecentral-.*\.postgres\.database\.azure\.com$/);
    const secrets = Object.fromEntries((appIn_(stack)?.['secret'] as Body[]).map((one) => [one['name'], one]));
    const given = env.filter((one) => 'secret_name' in one).map(({ name, secret_name: of }) => [name, of]);
    expect(given.map(([name]) => name)).toEqual(['KEYS_API_TOKEN', 'KEYS_A_SECRET_OF_A_VERY_LONG_NAME', 'LEDGER_SECRET']);
    for (const [, of] of given) expect(secrets).toHaveProperty([String(of)]);
    const [own, keys] = ['azurerm_key_vault.key-vault', 'azurerm_key_vault.keys'].map((one) => String(blockAt(stack, one)?.['name']));
    expect(secrets['ledger-secret']).toMatchObject({
      key_vault_secret_id: `https://${own}.vault.azure.net/secrets/billing-ledger-francecentral-password`,
    });
    expect(secrets['keys-api-token']).toMatchObject({ key_vault_secret_id: `https://${keys}.vault.azure.net/secrets/api-token` });
    for (const name of Object.keys(secrets)) expect(name).toMatch(/^[a-z0-9][a-z0-9-]{0,18}[a-z0-9]$/);
    expect(JSON.stringify(secrets)).not.toContain('"value"');
  });

  test('what works on no blobs is told of no identity; and what its architect says of one stays', () => {
    const names = (given: With): unknown[] =>
      (containerOf(outputAt('standing', given).stacks[FRANCE])['env'] as Body[]).filter(({ name }) => name === 'AZURE_CLIENT_ID');
    expect(names({ uses: ['Ledger'] })).toEqual([]);
    expect(names({ props: { environment: { AZURE_CLIENT_ID: 'mine' } } })).toEqual([{ name: 'AZURE_CLIENT_ID', value: 'mine' }]);
  });

  test('users are led to it by its entrance, by TLS, within its network; an app that nobody calls has no port', () => {
    expect(appIn_(stack)?.['ingress']).toMatchObject({ external_enabled: true, allow_insecure_connections: false, target_port: 8080 });
    expect(containerOf(stack)['startup_probe']).toMatchObject([
      { transport: 'TCP', port: 8080, interval_seconds: 8, failure_count_threshold: 30 },
    ]);
    const gateway = blockAt(stack, 'azurerm_application_gateway.web');
    const [settings] = gateway?.['backend_http_settings'] as [Body];
    expect(settings).toMatchObject({ protocol: 'Https', port: 443, pick_host_name_from_backend_address: true });
    expect((gateway?.['probe'] as Body[])[0]).toMatchObject({ protocol: 'Https', pick_host_name_from_backend_http_settings: true });
    const [{ fqdns }] = gateway?.['backend_address_pool'] as [Body];
    expect(fqdns).toEqual([`${String(appIn_(stack)?.['name'])}.\${${ENVIRONMENT}.default_domain}`]);
    expect(gateway?.['depends_on']).toContain(APP);
    const alone = outputAt('standing', { called: false }).stacks[FRANCE];
    expect(appIn_(alone)).not.toHaveProperty('ingress');
    expect(containerOf(alone)).not.toHaveProperty('startup_probe');
  });

  test('a command is what stands behind the entry point of its image', () => {
    const { stacks: given } = outputAt('standing', { props: { command: ['serve', '--quick'] } });
    expect(containerOf(given[FRANCE])).toMatchObject({ args: ['serve', '--quick'] });
    expect(containerOf(given[FRANCE])).not.toHaveProperty('command');
  });
});

describe('what it runs in', () => {
  const { stacks } = outputAt('standing', { twice: true });
  const stack = stacks[FRANCE] as StackJson;

  test('is one environment a site, reached from its network alone, over the zones of its region, in a subnet that is its own', () => {
    const all = blocksOf(stack).filter(({ type }) => type === 'azurerm_container_app_environment');
    expect(all).toHaveLength(1);
    expect(all[0]?.body).toMatchObject({
      name: 'billing-francecentral',
      internal_load_balancer_enabled: true,
      public_network_access: 'Disabled',
      zone_redundancy_enabled: true,
      infrastructure_subnet_id: '${azurerm_subnet.net-containers.id}',
      infrastructure_resource_group_name: 'billing-francecentral-containers',
      workload_profile: [{ name: 'Consumption', workload_profile_type: 'Consumption' }],
      logs_destination: 'azure-monitor',
      lifecycle: { ignore_changes: ['zone_redundancy_enabled'] },
    });
    const subnet = blockAt(stack, 'azurerm_subnet.net-containers');
    expect(subnet).toMatchObject({
      address_prefixes: ['${cidrsubnet("10.10.0.0/16", 4, 4)}'],
      delegation: [{ service_delegation: { name: 'Microsoft.App/environments' } }],
    });
    expect(subnet).not.toHaveProperty('default_outbound_access_enabled');
    expect(all[0]?.body['depends_on']).toContain('azurerm_subnet_network_security_group_association.net-containers-guarded');
  });

  test('is known in its network by the domain that Azure gives it, and its logs go to the workspace of its site, without a key', () => {
    expect(blockAt(stack, 'azurerm_private_dns_zone.containers-zone')).toMatchObject({ name: `\${${ENVIRONMENT}.default_domain}` });
    expect(blockAt(stack, 'azurerm_private_dns_a_record.containers-zone-all')).toMatchObject({
      name: '*',
      records: [`\${${ENVIRONMENT}.static_ip_address}`],
    });
    expect(blockAt(stack, 'azurerm_log_analytics_workspace.logs')).toMatchObject({
      local_authentication_enabled: false,
      retention_in_days: 365,
    });
    expect(blockAt(stack, ENVIRONMENT)).not.toHaveProperty('log_analytics_workspace_id');
    expect(blockAt(stack, 'azurerm_monitor_diagnostic_setting.containers-logs-sent')).toMatchObject({
      target_resource_id: `\${${ENVIRONMENT}.id}`,
      log_analytics_workspace_id: '${azurerm_log_analytics_workspace.logs.id}',
    });
  });

  test('lets out what the platform itself calls, and nothing else but where there is a NAT', () => {
    const outbound = (given: With): unknown[] =>
      blocksOf(outputAt('standing', given).stacks[FRANCE] as StackJson)
        .filter(({ type, address }) => type === 'azurerm_network_security_rule' && /net-containers-/.test(address))
        .map(({ body }) => `${String(body['access'])} ${String(body['destination_address_prefix'])}`);
    const platform = ['AzureActiveDirectory', 'AzureFrontDoor.FirstParty', 'AzureMonitor', 'MicrosoftContainerRegistry'].map(
      (tag) => `Allow ${tag}`,
    );
    expect(outbound({}).sort()).toEqual([...platform, 'Deny Internet']);
    expect(outbound({ network: { egress: 'none' } }).sort()).toEqual([...platform, 'Deny Internet']);
    expect(outbound({ network: { egress: 'nat' } }).sort()).toEqual(platform);
  });

  test('every group of rules of its network has a name that fits, where the network has the longest one that is taken', () => {
    const [network] = blocksOf(stack).filter(({ type }) => type === 'azurerm_virtual_network');
    const least = String(network?.body['name']).length;
    const groups = blocksOf(stack).filter(({ type }) => type === 'azurerm_network_security_group');
    const names = groups.map(({ body }) => String(body['name']));
    expect(names.map((name) => name.slice(least)).sort()).toEqual(['-apps', '-private', '-public']);
    // What was named by it keeps its name.
    expect(AZURE_NAMES.securityGroup.max).toBe(72);
    for (const name of names) expect(AZURE_NAMES.securityGroup.max + name.length - least).toBeLessThanOrEqual(80);
  });

  test('has a name that fits, whatever its group is called', () => {
    expect(environmentName({ group: 'billing-francecentral' })).toBe('billing-francecentral');
    const long = environmentName({ group: `billing-${'x'.repeat(41)}-${'y'.repeat(39)}` });
    expect(long).toMatch(/^billing-x+-[0-9a-f]{8}$/);
    expect(long.length).toBeLessThanOrEqual(59);
  });

  test('takes the last private subnet of a network that exists, and is refused where there is only one', () => {
    const net = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v';
    const over =
      (privateSubnets: readonly string[]) =>
      (app: App): Workload => {
        const workload = billing(Tier.HOT, { appliedFrom: ['203.0.113.7'] })(app);
        const id = (name: string): string => `${net}/subnets/${name}`;
        Network.fromExisting(
          workload,
          'Net',
          { 'azure:francecentral': { id: net, publicSubnets: [id('gateway')], privateSubnets: privateSubnets.map(id) } },
          { flowLogs: Duration.ZERO },
        );
        new ContainerImages(workload, 'Images', { repositories: ['acme/api'] });
        new ContainerService(workload, 'Api', { image: IMAGE, size: Size.of({ vcpus: 1, memoryGiB: 2 }), instances: { active: 1 } });
        return workload;
      };
    const situation = afterStory('', over(['one', 'apps'])(appIn(folder())).sides);
    const { stacks: adopted } = renderWorkload(over(['one', 'apps'])(appIn(folder(), situation)), situation);
    expect(blockAt(adopted[FRANCE], ENVIRONMENT)).toMatchObject({ infrastructure_subnet_id: '${data.azurerm_subnet.net-private-2.id}' });
    expect(refusal(() => renderWorkload(over(['one'])(appIn(folder(), situation)), situation)).message).toMatch(
      /DR-VALUE-01: No subnet is left for containers at azure:francecentral[\s\S]*delegated to Microsoft\.App\/environments/,
    );
  });
});

describe('how it reaches its image, its secrets and its data', () => {
  const { stacks } = outputAt('standing');

  test('by private endpoints in the network of its own site: the registry, both vaults, and blobs only where the site works', () => {
    expect(doors(stacks[FRANCE])).toEqual(['blob', 'postgresqlServer', 'registry', 'vault', 'vault']);
    expect(doors(stacks[GERMANY])).toEqual(['postgresqlServer', 'registry', 'vault', 'vault']);
    for (const site of [FRANCE, GERMANY]) {
      const zones = blocksOf(stacks[site] as StackJson).filter(({ type }) => type === 'azurerm_private_dns_zone');
      expect(zones.map(({ body }) => body['name'])).toEqual(
        expect.arrayContaining(['privatelink.azurecr.io', 'privatelink.vaultcore.azure.net', 'privatelink.blob.core.windows.net']),
      );
      expect(blockAt(stacks[site], 'azurerm_private_dns_zone_virtual_network_link.blob-zone-known')).toMatchObject({
        resolution_policy: 'NxDomainRedirect',
      });
    }
    const { stacks: fenced } = outputAt('standing, switch B');
    expect(doors(fenced[FRANCE])).toEqual(['registry', 'vault', 'vault']);
  });

  test('the app waits for them, since Azure looks for its image and its secrets as it makes it', () => {
    const waits = appIn_(stacks[FRANCE])?.['depends_on'] as string[];
    const made = blocksOf(stacks[FRANCE] as StackJson).filter(
      ({ type, address }) => type === DOORS && address !== 'azurerm_private_endpoint.ledger-door',
    );
    expect(waits).toEqual(expect.arrayContaining(made.map(({ address }) => address)));
    expect(new Set(waits).size).toBe(waits.length);
  });
});

test('an app that works on nothing names the registry of its site, however it is called: it comes behind the images of its wave', () => {
  const situation = afterStory('standing', plain(Tier.HOT)(appIn(folder())).sides);
  const { stacks } = renderWorkload(plain(Tier.HOT)(appIn(folder(), situation)), situation);
  const [{ server }] = appIn_(stacks[FRANCE])?.['registry'] as [Body];
  expect(server).toBe(`${String(blockAt(stacks[FRANCE], 'azurerm_container_registry.images')?.['name'])}.azurecr.io`);
  expect(appIn_(stacks[FRANCE])?.['depends_on']).toEqual(
    expect.arrayContaining([expect.stringMatching(/^azurerm_private_endpoint\.door-/)]),
  );
});

describe('as its site', () => {
  const at = (story: string, given: With = {}) => outputAt(story, given).stacks;

  test('it runs once the standby stood there, complete: image and secrets are put behind the site that serves, and carried behind the other one', () => {
    expect([replicas(at('')[FRANCE]), replicas(at('')[GERMANY])]).toEqual([[], []]);
    expect(replicas(at('standing')[FRANCE])).toEqual([4, 8]);
    expect(blockAt(at('')[FRANCE], ENVIRONMENT)).toBeDefined();
    expect(replicas(at('standing')[GERMANY])).toEqual([1, 1]);
    expect(replicas(at(`${OVER}, normal A`)[FRANCE])).toEqual([]);
    expect(replicas(at(`${OVER}, normal A, fenced A`)[FRANCE])).toEqual([1, 1]);
    expect(blockAt(at('')[GERMANY], ENVIRONMENT)).toBeDefined();
  });

  test.each([Tier.COLD, Tier.WARM, Tier.HA])('none stands by at a tier that keeps none, and there is no app', (tier) => {
    const situation = afterStory('standing', plain(tier)(appIn(folder())).sides);
    const { stacks } = renderWorkload(plain(tier)(appIn(folder(), situation)), situation);
    expect(blockAt(stacks[GERMANY], APP)).toBeUndefined();
    expect(blockAt(stacks[GERMANY], ENVIRONMENT)).toBeDefined();
  });

  test('a fence takes the app away, and what it runs in stays; what takes over runs them all; closing changes nothing', () => {
    const { stacks: closed } = outputAt('standing, close A');
    expect(replicas(closed[FRANCE])).toEqual([4, 8]);
    const { stacks: switching } = outputAt('standing, switch B');
    expect(replicas(switching[FRANCE])).toEqual([]);
    expect(blockAt(switching[FRANCE], ENVIRONMENT)).toBeDefined();
    expect(replicas(switching[GERMANY])).toEqual([4, 8]);
    expect(templateOf(switching[GERMANY])['min_replicas']).toBeGreaterThan(0);
  });
});

describe('its steps', () => {
  test('ahead of a failover its image is looked for; behind it as many as serve are seen to run, and nothing is started by command', () => {
    const steps = stepsAt('standing, lost A, failover B', 'failover');
    expect(ours(steps)).toEqual(['image-api', 'running-api']);
    expect(lineOf(steps, 'image-api')).toContain(`acme/api sha256:${'5e'.repeat(32)}`);
    expect(lineOf(steps, 'running-api')).toMatch(/ 4$/);
  });

  test('where none stands by, what an apply that failed left is looked for: it is in no state, and would stop the next one', () => {
    const steps = stepsAt('standing', 'establish', plain(Tier.WARM));
    expect(ours(steps)).toEqual(['running-api', 'image-there-api', 'none-left-api']);
    expect(lineOf(steps, 'none-left-api')).toMatch(/^az containerapp list /);
  });

  test('a fence is proven by there being no app', () => {
    const steps = stepsAt('standing, switch B', 'switch');
    expect(lineOf(steps, 'fenced-api-francecentral')).toMatch(
      /^az containerapp list .*--query length\(\[\?name=='billing-api-francece-[0-9a-f]{4}'\]\)/,
    );
  });

  test('the standby stands once its image is there; and once it stood before, once it runs', () => {
    expect(ours(stepsAt('', 'establish'))).toEqual(expect.arrayContaining(['image-there-api']));
    expect(ours(stepsAt('', 'establish'))).not.toContain('standing-api');
    expect(ours(stepsAt('standing', 'establish'))).toContain('standing-api');
    expect(lineOf(stepsAt('standing', 'establish'), 'standing-api')).toMatch(/ 1$/);
  });

  test('the first establish looks for the image at both sites, makes no app, and says that another one does', () => {
    const first = stepsAt('', 'establish');
    expect(ours(first)).toEqual(['image-given-api', 'image-there-api', 'none-left-api']);
    expect(first.findIndex(({ id }) => id === 'bring-images')).toBeLessThan(first.findIndex(({ id }) => id === 'image-given-api'));
    expect(first.find(({ id }) => id === 'record-standing')?.expected).toMatch(/synthesize, and run it once more: that makes Api$/);
    expect(ours(stepsAt('standing', 'establish'))[0]).toBe('running-api');
    expect(stepsAt('standing', 'establish').find(({ id }) => id === 'record-standing')?.expected).not.toMatch(/once more/);
  });

  test('that it does not run yet is a finding, at every tier, until it is recorded to stand by', () => {
    const late = (story: string, build: (app: App) => Workload): readonly string[] => {
      const situation = afterStory(story, build(appIn(folder())).sides);
      return build(appIn(folder(), situation)).plan.findings.flatMap(({ id, subject }) => (id === 'DR-LATER-01' ? [subject] : []));
    };
    for (const build of [make(), plain(Tier.COLD), plain(Tier.WARM)])
      expect([late('', build), late('standing', build), late('lost B', build)]).toEqual([['Api'], [], []]);
  });
});

describe('what is told and asked', () => {
  const { stacks } = outputAt('standing');
  const alerts = (stack: StackJson | undefined): unknown[] =>
    blocksOf(stack as StackJson)
      .filter(({ type, address }) => type === 'azurerm_monitor_metric_alert' && /\.api-/.test(address))
      .map(({ body }) => {
        const [{ metric_name: metric, operator, threshold, metric_namespace: of }] = body['criteria'] as [Body];
        return [of, metric, operator, threshold, body['scopes']];
      });

  test('too few replicas, and one that is started again and again, where it serves and where it stands by', () => {
    const of = 'Microsoft.App/containerapps';
    const scopes = [`\${${APP}.id}`];
    expect(alerts(stacks[FRANCE])).toEqual(
      expect.arrayContaining([
        [of, 'Replicas', 'LessThan', 4, scopes],
        [of, 'RestartCount', 'GreaterThan', 3, scopes],
      ]),
    );
    expect(alerts(stacks[GERMANY])).toEqual(expect.arrayContaining([[of, 'Replicas', 'LessThan', 1, scopes]]));
    expect([FRANCE, GERMANY].flatMap((site) => alerts(outputAt('').stacks[site]))).toEqual([]);
    expect(blockAt(stacks[`${FRANCE}-base`], 'azurerm_monitor_activity_log_alert.lost-environment')).toMatchObject({
      criteria: { operation_name: 'Microsoft.App/managedEnvironments/delete' },
    });
  });

  test('doctor asks whether what it needs is registered, who it is, whether it runs, and whether there is room for more', () => {
    const { plan } = make()(appIn(folder(), afterStory('standing', make()(appIn(folder())).sides)));
    const ids = (site: string): string[] =>
      (plan.doctor[site] ?? []).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));
    expect(ids('azure:francecentral')).toEqual(
      expect.arrayContaining([
        'registered-microsoft.app-api',
        'registered-microsoft.operationalinsights-api',
        'identity-api',
        'serves-api',
      ]),
    );
    const first = make()(appIn(folder())).plan.doctor['azure:francecentral'] ?? [];
    expect(first.flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)))).not.toContain('serves-api');
    expect(ids('azure:germanywestcentral')).toEqual(expect.arrayContaining(['identity-api', 'serves-api', 'there-api', 'quota-api']));
  });
});

describe('what it does not take', () => {
  test('is refused with what to do: a size, a processor and a number beyond what a replica, an app and the provider have', () => {
    const flaws = (props: Partial<ContainerServiceProps>): string => refusal(() => outputAt('', { props })).message;
    expect(flaws({ size: Size.of({ vcpus: 4, memoryGiB: 16 }) })).toMatch(/size[\s\S]*at most 4 vCPU and 8 GiB/);
    expect(flaws({ processor: 'arm64' })).toMatch(/processor[\s\S]*x86-64/);
    expect(flaws({ instances: { active: 4, most: 301 } })).toMatch(/at most 300 replicas/);
  });

  test('sizes are the smallest that are at least as large, of two GiB for each CPU', () => {
    const of = (vcpus: number, memoryGiB: number) => replicaSize(Size.of({ vcpus, memoryGiB }));
    expect(of(0.1, 0.1)).toEqual({ cpu: 0.25, memory: '0.5Gi' });
    expect(of(1, 2)).toEqual({ cpu: 1, memory: '2Gi' });
    expect(of(1, 3)).toEqual({ cpu: 1.5, memory: '3Gi' });
    expect(of(4, 8)).toEqual({ cpu: 4, memory: '8Gi' });
    expect(of(4.1, 8)).toBeUndefined();
  });

  test('what is not yet made is in its budget: what it runs in, replicas, and their start', () => {
    const { figures } = containerService.facts;
    const declaration = { startup: 120 } as never;
    const seconds = (posture: 'none' | 'prepared' | 'reduced' | 'full'): number => figures(declaration, posture, 0).promotion.seconds;
    expect([seconds('none'), seconds('prepared'), seconds('reduced'), seconds('full')]).toEqual([1200, 300, 300, 0]);
  });
});
