import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group/index.js';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { App, TerraformStack } from 'cdktf';
import { renderResourceHealth } from '../../../lib/clouds/azure/alarm';
import type { AzureGround } from '../../../lib/clouds/azure/ground';
import { loadBalancer } from '../../../lib/clouds/azure/load-balancer/cell';
import { AGAIN_PATH, MAINTENANCE, SERVING_PATH, type LoadBalancerDeclaration } from '../../../lib/components/load-balancer';
import type { Placement } from '../../../lib/plan/plan';
import type { BaseContext, SiteContext } from '../../../lib/port/cloud';
import type { SiteFacts } from '../../../lib/port/facts';
import { findRegion } from '../../../lib/regions/geography';
import { AZURE_REGIONS } from '../../../lib/regions/azure';
import { blockAt, blocksOf, without, type Body, type StackJson } from '../../support/json';

const SITE = 'azure:francecentral';
const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const within = (group: string, type: string, name: string): string =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/${type}/${name}`;
const CERTIFICATE = within('certs', 'Microsoft.KeyVault', 'vaults/acme-certs-paris/secrets/billing');
const FIREWALL = within('waf', 'Microsoft.Network', 'applicationGatewayWebApplicationFirewallPolicies/acme');
const WORKSPACE = within('logs', 'Microsoft.OperationalInsights', 'workspaces/acme');
const PAGE = 'https://acmepages.blob.core.windows.net/public/maintenance.html';
const FORMS = ['serving', 'closed', 'standby', 'fenced'] as const;
const SECURE = { plainHttp: false, certificates: { [SITE]: CERTIFICATE } };
const GROUND = { group: 'billing-francecentral', keyVault: 'v', identity: 'i', actionGroup: 'a' };
const NAMES = { gateway: 'billing-web', address: 'billing-web', label: 'billing-web-1a2b3c', identity: 'billing-web' };
const TABLES = { certificates: {}, hostNames: {}, firewalls: {}, accessLogs: {}, maintenancePages: { [SITE]: PAGE } };
const DECLARED = { id: 'Web', healthPath: '/healthz', targetPort: 8080, plainHttp: true, maintenancePage: MAINTENANCE, ...TABLES };

type Over = Partial<LoadBalancerDeclaration>;
const placed = (form: Placement['form'], over: Over = {}, more: object = {}) =>
  ({
    ...{ id: 'web', component: 'Web', kind: 'load-balancer', form, again: false, posture: 'full' },
    here: { site: SITE, region: 'francecentral', account: SUBSCRIPTION, ground: GROUND, names: NAMES },
    declaration: { ...DECLARED, ...over },
    ...more,
  }) as unknown as Placement;

const json = (stack: TerraformStack): StackJson => {
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson;
};
const stackNamed = (id: string): TerraformStack => new TerraformStack(new App({ stackTraces: false, skipValidation: true }), id);
const siteIn = (code: string) => ({ key: SITE, region: findRegion(AZURE_REGIONS, code) });

/** What differs between two renderings of the gateway alone. */
interface How {
  readonly over?: Over;
  readonly more?: object;
  readonly region?: string;
  readonly opens?: (open: string, shut: string) => string;
  /** Of its network. */
  readonly net?: object;
}

/** The gateway alone, at one site, of one region. */
function rendered(form: Placement['form'], { over, more, region = 'francecentral', opens = (open) => open, net }: How = {}): StackJson {
  const stack = stackNamed('billing-francecentral');
  const network = { publicSubnets: ['subnet-1'], privateSubnets: [], ranges: [], cidr: '', vpcId: 'net' };
  const placement = placed(form, over, more);
  const beside = { kind: 'network', component: 'Net', here: { names: { group: 'billing-net' }, ...net } };
  const api = { kind: 'container-service', component: 'Api' };
  const context = {
    ...{ stack, site: siteIn(region), sitePlan: { ground: GROUND }, workload: { id: 'billing', durable: true } },
    placements: [beside, api, placement],
    neighbour: (kind: string) => (kind === 'network' ? { network, ready: [] } : { endpoint: { host: 'api.internal' } }),
    onceOpen: opens,
  } as unknown as SiteContext<AzureGround>;
  loadBalancer.renderSite(context, placement);
  return json(stack);
}

/** What the base of its site has for it, beside the group and who is told. */
function based(over: Over = {}): StackJson {
  const stack = stackNamed('billing-francecentral-base');
  const group = new ResourceGroup(stack, 'group', { name: GROUND.group, location: 'francecentral' });
  const alerts = new MonitorActionGroup(stack, 'alerts', {
    name: GROUND.actionGroup,
    resourceGroupName: GROUND.group,
    shortName: 'continuity',
  });
  const sitePlan = { ground: GROUND, account: SUBSCRIPTION, region: 'francecentral' };
  const context = { stack, site: { ...siteIn('francecentral'), subscriptions: [] }, sitePlan } as unknown as BaseContext;
  renderResourceHealth(context as never, group, alerts);
  loadBalancer.renderBase!(context, placed('standby', over));
  return json(stack);
}

const gatewayOf = (stack: StackJson): Body => blockAt(stack, 'azurerm_application_gateway.web')!;
type Named = readonly (Body & { readonly name: string })[];
const named = (body: Body, list: string, name: string): Body | undefined => (body[list] as Named).find((one) => one.name === name);

/** What a browser gets at a path, as the gateway decides it: by the first rule of its table that fits, else by what that table says of all others. */
function page(stack: StackJson, path: string): string {
  const gateway = gatewayOf(stack);
  const table = named(gateway, 'url_path_map', 'paths')!;
  const rule = (table['path_rule'] as readonly Body[]).find(({ paths }) => (paths as string[]).includes(path));
  const to = named(gateway, 'redirect_configuration', (rule?.['redirect_configuration_name'] as string) ?? '');
  if (to) return `${String(to['redirect_type'])} ${String(to['target_url']).split('/').at(-1)}`;
  const pool = (rule?.['backend_address_pool_name'] ?? table['default_backend_address_pool_name']) as string;
  return pool === 'nobody' ? '502' : 'application';
}

test.each(FORMS.flatMap((form) => [false, true].map((again) => ({ form, again }))))(
  '$form, again $again: only what serves says so by 302, and only what took the role again says that',
  ({ form, again }) => {
    const stack = rendered(form, { more: { again } });
    const serving = form === 'serving';
    expect(page(stack, SERVING_PATH)).toBe(serving ? 'Found serving' : `SeeOther ${form === 'closed' ? 'closed' : 'not-serving'}`);
    expect(page(stack, AGAIN_PATH)).toBe(serving && again ? 'Found serving-again' : 'SeeOther not-again');
    expect(page(stack, '/invoices')).toBe(serving ? 'application' : '502');
    expect(page(stack, '/.continuity/maintenance')).toBe('502');
  },
);

test('what users are sent to with 502 is an empty pool, and the page of the site is shown with it', () => {
  const gateway = gatewayOf(rendered('standby'));
  expect(named(gateway, 'backend_address_pool', 'nobody')).toEqual({ name: 'nobody' });
  expect(gateway['custom_error_configuration']).toEqual([{ status_code: 'HttpStatus502', custom_error_page_url: PAGE }]);
  expect(gatewayOf(rendered('standby', { over: { maintenancePages: {} } }))).not.toHaveProperty('custom_error_configuration');
});

test('opening, closing and taking the role again change its table, its answers and how many instances stand, and nothing else', () => {
  const still = (stack: StackJson) =>
    blocksOf(stack).map(({ address, body }) => [
      address,
      without(body, 'url_path_map', 'redirect_configuration', 'autoscale_configuration'),
    ]);
  const serving = still(rendered('serving'));
  for (const form of FORMS) for (const again of [false, true]) expect(still(rendered(form, { more: { again } }))).toEqual(serving);
});

test('where something is started first, what opens reads whether it was: the answer, where it leads, and the table', () => {
  const either = (open: string, shut: string): string => `${open}|${shut}`;
  const gateway = gatewayOf(rendered('serving', { more: { again: true }, opens: either }));
  expect(named(gateway, 'redirect_configuration', 'serving')).toMatchObject({
    redirect_type: 'Found|SeeOther',
    target_url: 'https://continuity.invalid/serving|https://continuity.invalid/not-serving',
  });
  expect(named(gateway, 'redirect_configuration', 'again')).toMatchObject({ redirect_type: 'Found|SeeOther' });
  expect(named(gateway, 'url_path_map', 'paths')).toMatchObject({ default_backend_address_pool_name: 'targets|nobody' });
});

test.each([
  ['full', 2],
  ['reduced', 1],
  ['prepared', 0],
])('%s: at least %i instances, at most as many as its subnet has room for', (posture, least) => {
  expect(gatewayOf(rendered('standby', { more: { posture } }))['autoscale_configuration']).toEqual({
    min_capacity: least,
    max_capacity: 10,
  });
});

test('its address stays: standard, in every zone of a region that has zones, with a name of Azure', () => {
  expect(blockAt(rendered('standby'), 'azurerm_public_ip.web-address')).toMatchObject({
    ...{ allocation_method: 'Static', sku: 'Standard', domain_name_label: NAMES.label, zones: ['1', '2', '3'] },
  });
  const bare = rendered('standby', { region: 'northcentralus' });
  expect(blockAt(bare, 'azurerm_public_ip.web-address')).not.toHaveProperty('zones');
  expect(gatewayOf(bare)).not.toHaveProperty('zones');
});

describe('with a certificate', () => {
  const gateway = gatewayOf(rendered('serving', { over: SECURE }));

  test('it serves behind TLS 1.2 or later, and plain HTTP is sent there', () => {
    expect(named(gateway, 'http_listener', 'secure')).toMatchObject({ protocol: 'Https', ssl_certificate_name: 'secure' });
    expect(named(gateway, 'frontend_port', 'secure')).toMatchObject({ port: 443 });
    expect(gateway['ssl_policy']).toEqual({ policy_type: 'Predefined', policy_name: 'AppGwSslPolicy20220101S' });
    expect(named(gateway, 'request_routing_rule', 'paths')).toMatchObject({ http_listener_name: 'secure', url_path_map_name: 'paths' });
    expect(named(gateway, 'request_routing_rule', 'secure')).toMatchObject({
      ...{ http_listener_name: 'plain', redirect_configuration_name: 'secure' },
    });
    expect(named(gateway, 'redirect_configuration', 'secure')).toMatchObject({
      redirect_type: 'Permanent',
      target_listener_name: 'secure',
    });
  });

  test('it is read from its vault, without a version, by an identity that the base stack let in there and nowhere else', () => {
    const reader = `${within(GROUND.group, 'Microsoft.ManagedIdentity', 'userAssignedIdentities/billing-web')}`;
    expect(gateway['identity']).toEqual({ type: 'UserAssigned', identity_ids: [reader] });
    expect(gateway['ssl_certificate']).toEqual([
      { name: 'secure', key_vault_secret_id: 'https://acme-certs-paris.vault.azure.net/secrets/billing' },
    ]);
    expect(blockAt(based(SECURE), 'azurerm_role_assignment.web-reads-certificate')).toMatchObject({
      scope: CERTIFICATE.split('/secrets/')[0],
      role_definition_name: 'Key Vault Secrets User',
      principal_id: '${azurerm_user_assigned_identity.web-reader.principal_id}',
    });
  });

  test('its vault is asked for its region at plan, since an id says none; one of another subscription is not', () => {
    const asked = (certificate: string) => blocksOf(based({ ...SECURE, certificates: { [SITE]: certificate } }), 'data');
    expect(asked(CERTIFICATE)).toMatchObject([
      {
        type: 'azurerm_key_vault',
        body: {
          name: 'acme-certs-paris',
          resource_group_name: 'certs',
          lifecycle: {
            postcondition: [
              { condition: '${self.location == "francecentral"}', error_message: expect.stringContaining('acme-certs-paris') },
            ],
          },
        },
      },
    ]);
    expect(asked(CERTIFICATE.replace(SUBSCRIPTION, '00000000-0000-0000-0000-000000000009'))).toEqual([]);
  });

  test('without one nobody is let in anywhere', () => {
    const types = blocksOf(based()).map(({ type }) => type);
    expect(types.sort()).toEqual([
      'azurerm_monitor_action_group',
      ...['azurerm_monitor_activity_log_alert', 'azurerm_monitor_activity_log_alert'],
      'azurerm_resource_group',
    ]);
  });
});

test('who deletes it is told, in the base of its site', () => {
  expect(blockAt(based(), 'azurerm_monitor_activity_log_alert.lost-gateway')).toMatchObject({
    scopes: [`/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUND.group}`],
    criteria: { operation_name: 'Microsoft.Network/applicationGateways/delete', status: 'Succeeded' },
  });
});

test('port 80 is let in beside what the network lets in, which a gateway needs; that of a network that exists is its owner’s', () => {
  expect(blockAt(rendered('serving'), 'azurerm_network_security_rule.gateway-users-plain')).toMatchObject({
    ...{ network_security_group_name: 'billing-net-public', destination_port_range: '80', access: 'Allow', priority: 200 },
  });
  const adopted = rendered('serving', { net: { existing: ['network'] } });
  expect(blockAt(adopted, 'azurerm_network_security_rule.gateway-users-plain')).toBeUndefined();
});

test('what serves behind it is asked by its name; what nobody declared is left to whoever registers it', () => {
  const gateway = gatewayOf(rendered('serving', { over: { target: 'Api' } }));
  expect(named(gateway, 'backend_address_pool', 'targets')).toEqual({ name: 'targets', fqdns: ['api.internal'] });
  expect(named(gateway, 'backend_http_settings', 'calls')).toMatchObject({ port: 8080, pick_host_name_from_backend_address: true });
  expect(named(gateway, 'probe', 'health')).toMatchObject({ path: '/healthz', pick_host_name_from_backend_http_settings: true });
  const bare = gatewayOf(rendered('serving'));
  expect(named(bare, 'backend_address_pool', 'targets')).toEqual({ name: 'targets' });
  expect(named(bare, 'probe', 'health')).toMatchObject({ host: '127.0.0.1' });
});

test('a firewall stands before it, and its logs are written, where they are given', () => {
  const stack = rendered('standby', { over: { firewalls: { [SITE]: FIREWALL }, accessLogs: { [SITE]: WORKSPACE } } });
  expect(gatewayOf(stack)).toMatchObject({ sku: { name: 'WAF_v2', tier: 'WAF_v2' }, firewall_policy_id: FIREWALL });
  expect(blockAt(stack, 'azurerm_monitor_diagnostic_setting.web-logs')).toMatchObject({
    ...{ target_resource_id: '${azurerm_application_gateway.web.id}', log_analytics_workspace_id: WORKSPACE },
    enabled_log: [{ category_group: 'allLogs' }],
  });
  const bare = rendered('standby');
  expect(gatewayOf(bare)).toMatchObject({ sku: { name: 'Standard_v2', tier: 'Standard_v2' } });
  expect(blockAt(bare, 'azurerm_monitor_diagnostic_setting.web-logs')).toBeUndefined();
});

describe('what Azure takes', () => {
  const facts: SiteFacts = { ...siteIn('francecentral'), account: SUBSCRIPTION, cidr: '10.10.0.0/16', copyEvery: 0 } as SiteFacts;
  const flaws = (over: Over) =>
    loadBalancer.facts.refuses!({ ...DECLARED, ...over } as LoadBalancerDeclaration, facts).map(({ of, taken }) => [of, taken]);

  test.each([
    ['nothing is wrong', {}, []],
    [
      'a certificate of another subscription',
      { certificates: { [SITE]: CERTIFICATE.replace('0001', '0002') } },
      [['certificates', undefined]],
    ],
    ['an address of a certificate', { certificates: { [SITE]: 'https://acme.vault.azure.net/secrets/x' } }, [['certificates', undefined]]],
    ['a firewall of another kind', { firewalls: { [SITE]: CERTIFICATE } }, [['firewalls', undefined]]],
    ['logs in a container', { accessLogs: { [SITE]: 'acme-logs' } }, [['accessLogs', undefined]]],
    ['a page that it would have to hold', { maintenancePage: '<h1>Later</h1>' }, [['maintenancePage', undefined]]],
    ['a page that is no file', { maintenancePages: { [SITE]: 'https://acme.example/later' } }, [['maintenancePages', undefined]]],
    ['no page: a warning', { maintenancePages: {} }, [['maintenancePages', true]]],
  ])('%s', (_, over, expected) => {
    expect(flaws(over)).toEqual(expected);
  });
});

describe('what is told', () => {
  const told = (form: Placement['form'], over: Over = {}, posture = 'full') => {
    const at = placed(form, over, { posture });
    return (form === 'standby' ? loadBalancer.signals!(at, 0, {} as never) : loadBalancer.servingSignals!(at, {} as never, 0)).map(
      ({ id, kind }) => `${kind} ${id}`,
    );
  };

  test('where it works, open or closed: its hosts, its errors, and those of what is behind it', () => {
    const signals = ['metric web-hosts', 'metric web-unhealthy', 'metric web-failed', 'metric web-errors-5xx'];
    for (const form of ['serving', 'closed'] as const) expect(told(form)).toEqual(signals);
  });

  test('where it stands by: the end of its certificate; no hosts, since no rule leads to any there, and a gateway asks no other', () => {
    expect(told('standby', SECURE)).toEqual(['polled web-certificate']);
    for (const posture of ['prepared', 'reduced']) expect(told('standby', { target: 'Api' }, posture)).toEqual([]);
  });

  test('hosts are those of the pool that serves: of the one that is empty for ever none would ever answer', () => {
    const hosts = loadBalancer.servingSignals!(placed('serving', {}, { posture: 'full' }), {} as never, 0).filter(
      ({ id }) => id === 'web-hosts' || id === 'web-unhealthy',
    );
    expect(hosts).toHaveLength(2);
    for (const one of hosts) expect(one).toMatchObject({ of: { BackendSettingsPool: 'targets~calls' } });
  });
});

test('ahead of the day: it is there, or there is room for it; its name is free; what it is given stands in its region', () => {
  const ids = (posture: string) =>
    loadBalancer.doctor!(placed('standby', { ...SECURE, accessLogs: { [SITE]: WORKSPACE } }, { posture }), { rpo: 0 }).flatMap((item) =>
      'unseen' in item ? [] : item.steps.map(({ id }) => id),
    );
  const always = ['label-web', 'vault-web', 'logs-web'];
  expect(ids('prepared')).toEqual(['registered-microsoft.network-web', 'there-web', ...always]);
  expect(ids('none')).toEqual(['registered-microsoft.network-web', 'quota-gateway-web', 'quota-address-web', ...always]);
});
