import { CoreVcn } from '@cdktf/provider-oci/core-vcn';
import type { WafWebAppFirewallPolicy, WafWebAppFirewallPolicyActions } from '@cdktf/provider-oci/waf-web-app-firewall-policy';
import { App, TerraformStack, Testing } from 'cdktf';
import { Duration, LoadBalancer, Network, Tier, type Workload } from '../../../lib';
import type { OciGround } from '../../../lib/clouds/oci/ground';
import { loadBalancer } from '../../../lib/clouds/oci/load-balancer/cell';
import { oci } from '../../../lib/clouds/oci/oci';
import { AGAIN_PATH, MAINTENANCE, SERVING_PATH, type LoadBalancerDeclaration } from '../../../lib/components/load-balancer';
import type { Placement } from '../../../lib/plan/plan';
import type { SiteContext } from '../../../lib/port/cloud';
import type { SiteFacts } from '../../../lib/port/facts';
import { OCI_REGIONS } from '../../../lib/regions/oci';
import { findRegion } from '../../../lib/regions/geography';
import { blockAt, blocksOf, without, type Body, type StackJson } from '../../support/json';
import { appIn, folder, refusal } from '../../declared';
import { afterStory } from '../../support/history';
import { renderWorkload } from '../../support/synth';
import { actionAt } from './firewall';
import { billing, FRANKFURT } from './fixture';

const SITE = 'oci:eu-frankfurt-1';
const COMPARTMENT = 'ocid1.compartment.oc1..acme';
const CERTIFICATE = 'ocid1.certificate.oc1.eu-frankfurt-1.acme';
const LOGS = 'ocid1.loggroup.oc1.eu-frankfurt-1.acme';
const POLICY = 'ocid1.webappfirewallpolicy.oc1.eu-frankfurt-1.acme';
const FORMS = ['serving', 'closed', 'standby', 'fenced'] as const;
const SECURE = { plainHttp: false, certificates: { [SITE]: CERTIFICATE } };
const TABLES = { certificates: {}, hostNames: {}, firewalls: {}, accessLogs: {}, maintenancePages: {} };
const DECLARED = { id: 'Web', healthPath: '/healthz', targetPort: 8080, plainHttp: true, maintenancePage: MAINTENANCE, ...TABLES };

type Over = Partial<LoadBalancerDeclaration>;
const placed = (form: Placement['form'], over: Over = {}, more: object = {}) =>
  ({
    ...{ id: 'web', component: 'Web', kind: 'load-balancer', form, again: false, posture: 'full' },
    here: { site: SITE, region: 'eu-frankfurt-1', account: COMPARTMENT, ground: {}, names: { balancer: 'billing-web' } },
    declaration: { ...DECLARED, ...over },
    ...more,
  }) as unknown as Placement;

interface How {
  readonly over?: Over;
  readonly more?: object;
  readonly opens?: (open: string, shut: string) => string;
  readonly durable?: boolean;
}

/** The entrance alone, at one site. */
function rendered(form: Placement['form'], { over, more, opens = (open) => open, durable = true }: How = {}): StackJson {
  const stack = new TerraformStack(new App({ stackTraces: false, skipValidation: true }), 'billing-eu-frankfurt-1');
  const vcn = new CoreVcn(stack, 'net', { compartmentId: COMPARTMENT });
  const network = { publicSubnets: ['subnet-1'], privateSubnets: [], ranges: ['10.1.0.0/16', '10.9.0.0/16'], cidr: '', vpcId: vcn.id };
  const placement = placed(form, over, more);
  const context = {
    ...{ stack, workload: { id: 'billing', durable }, placements: [placement] },
    site: { key: SITE, account: COMPARTMENT, region: findRegion(OCI_REGIONS, 'eu-frankfurt-1') },
    neighbour: () => ({ network, ready: [vcn] }),
    onceOpen: opens,
  } as unknown as SiteContext<OciGround>;
  loadBalancer.renderSite(context, placement);
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson;
}

const POLICY_AT = 'oci_waf_web_app_firewall_policy.web-policy';
const at = (stack: StackJson, address: string): Body => blockAt(stack, address)!;
interface Asked {
  readonly action?: Body;
  readonly status: string;
}

/** What a browser gets, as the firewall decides it. */
function asked(stack: StackJson, path: string, host = 'billing.acme.example'): Asked {
  const action = actionAt(stack, 'web', path, host);
  if (action['type'] === 'ALLOW') return { status: 'application' };
  return { action, status: `${String(action['code'])} ${(action['body'] as { text: string }).text}` };
}
const page = (stack: StackJson, path: string, host?: string): string => asked(stack, path, host).status;

test.each(FORMS.flatMap((form) => [false, true].map((again) => ({ form, again }))))(
  '$form, again $again: only what serves says so by 200, and only what took the role again says that, by its path and by its name',
  ({ form, again }) => {
    const stack = rendered(form, { more: { again } });
    const serving = form === 'serving';
    const isAgain = serving && again ? '200 serving again' : '503 not again';
    expect(page(stack, SERVING_PATH)).toBe(serving ? '200 serving' : `503 ${form === 'closed' ? 'closed' : 'not serving'}`);
    expect(page(stack, AGAIN_PATH)).toBe(isAgain);
    expect(page(stack, SERVING_PATH, 'Again-billing-eu-frankfurt-1.acme.example')).toBe(isAgain);
    expect(page(stack, '/invoices')).toBe(serving ? 'application' : `503 ${MAINTENANCE}`);
    expect(page(stack, '/invoices', 'again-billing-eu-frankfurt-1.acme.example')).toBe(serving ? 'application' : `503 ${MAINTENANCE}`);
    expect(page(stack, '/.continuity/maintenance')).toBe(`503 ${MAINTENANCE}`);
  },
);

test('users read the page as HTML, and nobody keeps an answer of the firewall', () => {
  const { action } = asked(rendered('standby'), '/invoices');
  expect(action).toMatchObject({
    type: 'RETURN_HTTP_RESPONSE',
    headers: [
      { name: 'Content-Type', value: 'text/html; charset=utf-8' },
      { name: 'Cache-Control', value: 'no-store' },
    ],
    body: { type: 'STATIC_TEXT' },
  });
});

test('opening, closing and taking the role again change the policy of the firewall, and nothing else', () => {
  const still = (stack: StackJson) => blocksOf(stack).filter(({ address }) => address !== POLICY_AT);
  const same = (stack: StackJson) => without(at(stack, POLICY_AT), 'actions', 'request_access_control');
  const serving = rendered('serving');
  for (const form of FORMS)
    for (const again of [false, true]) {
      const other = rendered(form, { more: { again } });
      expect(still(other)).toEqual(still(serving));
      expect(same(other)).toEqual(same(serving));
    }
});

test('where something is started first, what opens reads whether it was: each answer, and who is let through', () => {
  const either = (open: string, shut: string): string => `\${var.open ? "${open}" : "${shut}"}`;
  const policy = at(rendered('serving', { more: { again: true }, opens: either }), POLICY_AT);
  expect(policy['request_access_control']).toMatchObject({
    default_action_name: '${var.open ? "continuity-allow" : "continuity-maintenance"}',
  });
  const actions = policy['actions'] as readonly Body[];
  expect(actions.find(({ name }) => name === 'continuity-serving')).toMatchObject({
    code: '${var.open ? "200" : "503"}',
    body: { text: '${var.open ? "serving" : "not serving"}' },
  });
  expect(actions.find(({ name }) => name === 'continuity-again')).toMatchObject({ code: '${var.open ? "200" : "503"}' });
});

test('nobody is listened to ahead of the firewall: what listens waits for it, and it for what opens', () => {
  const stack = rendered('standby', { over: SECURE });
  for (const name of ['secure', 'plain'])
    expect(at(stack, `oci_load_balancer_listener.web-${name}`)['depends_on']).toEqual(['oci_waf_web_app_firewall.web-firewall']);
  expect(at(stack, 'oci_waf_web_app_firewall.web-firewall')).toMatchObject({
    backend_type: 'LOAD_BALANCER',
    load_balancer_id: '${oci_load_balancer_load_balancer.web.id}',
    web_app_firewall_policy_id: '${oci_waf_web_app_firewall_policy.web-policy.id}',
  });
});

test.each([
  ['full', 100],
  ['reduced', 10],
  ['prepared', 10],
])('%s: %i Mbit/s at the least, and the same at the most as at the other site', (posture, least) => {
  expect(at(rendered('standby', { more: { posture } }), 'oci_load_balancer_load_balancer.web')).toMatchObject({
    shape: 'flexible',
    shape_details: { minimum_bandwidth_in_mbps: least, maximum_bandwidth_in_mbps: 1000 },
    is_private: false,
    subnet_ids: ['subnet-1'],
    network_security_group_ids: ['${oci_core_network_security_group.web-guard.id}'],
    reserved_ips: [{ id: '${oci_core_public_ip.web-address.id}' }],
  });
});

test('its address outlives it, and whom it is mapped to is not asked of Terraform', () => {
  expect(at(rendered('standby'), 'oci_core_public_ip.web-address')).toMatchObject({
    lifetime: 'RESERVED',
    lifecycle: { ignore_changes: ['private_ip_id'] },
  });
});

test('it is not deleted by hand, but where the workload is not to last, or its site is given up', () => {
  const kept = (how: How) => at(rendered('standby', how), 'oci_load_balancer_load_balancer.web')['is_delete_protection_enabled'];
  expect([kept({}), kept({ durable: false }), kept({ more: { leaves: true } })]).toEqual([true, false, false]);
});

test('what is served is let in, and its targets are reached in each range of the network on their port alone', () => {
  const stack = rendered('standby');
  const rule = (name: string) => at(stack, `oci_core_network_security_group_security_rule.web-${name}`);
  expect(rule('users-80')).toMatchObject({
    direction: 'INGRESS',
    protocol: '6',
    source: '0.0.0.0/0',
    tcp_options: { destination_port_range: { min: 80, max: 80 } },
  });
  expect(rule('reaches')).toMatchObject({
    for_each: '${toset(["10.1.0.0/16", "10.9.0.0/16"])}',
    direction: 'EGRESS',
    destination: '${each.value}',
    tcp_options: { destination_port_range: { min: 8080, max: 8080 } },
  });
  expect(blockAt(stack, 'oci_core_network_security_group_security_rule.web-users-443')).toBeUndefined();
});

test('in clear text one port listens; with a certificate that is 443, by TLS 1.2 or later, and 80 leads there', () => {
  expect(at(rendered('standby'), 'oci_load_balancer_listener.web-plain')).not.toHaveProperty('rule_set_names');
  expect(blockAt(rendered('standby'), 'oci_load_balancer_listener.web-secure')).toBeUndefined();
  const stack = rendered('standby', { over: SECURE });
  expect(at(stack, 'oci_load_balancer_listener.web-secure')).toMatchObject({
    port: 443,
    default_backend_set_name: '${oci_load_balancer_backend_set.web-targets.name}',
    ssl_configuration: { certificate_ids: [CERTIFICATE], protocols: ['TLSv1.2', 'TLSv1.3'] },
  });
  expect(at(stack, 'oci_load_balancer_listener.web-plain')['rule_set_names']).toEqual(['${oci_load_balancer_rule_set.web-redirect.name}']);
  expect(at(stack, 'oci_load_balancer_rule_set.web-redirect')['items']).toMatchObject([
    { action: 'REDIRECT', response_code: 301, redirect_uri: { protocol: 'HTTPS', port: 443 } },
  ]);
  expect(blockAt(stack, 'oci_core_network_security_group_security_rule.web-users-443')).toBeDefined();
});

test('the health of the application is asked where it says so, on its own port', () => {
  expect(at(rendered('standby'), 'oci_load_balancer_backend_set.web-targets')).toMatchObject({
    health_checker: { protocol: 'HTTP', port: 8080, url_path: '/healthz', return_code: 200 },
  });
});

test('its logs, and those of the firewall, are written where they are asked for, and nowhere else', () => {
  const logs = (stack: StackJson) =>
    blocksOf(stack).flatMap(({ type, body }) => (type === 'oci_logging_log' ? [(body['configuration'] as Body)['source']] : []));
  expect(logs(rendered('standby'))).toEqual([]);
  expect(logs(rendered('standby', { over: { accessLogs: { [SITE]: LOGS } } }))).toMatchObject([
    { service: 'loadbalancer', category: 'access', resource: '${oci_load_balancer_load_balancer.web.id}' },
    { service: 'loadbalancer', category: 'error' },
    { service: 'waf', category: 'all', resource: '${oci_waf_web_app_firewall.web-firewall.id}' },
  ]);
});

describe('what is told', () => {
  const ids = (signals: readonly { readonly id: string }[] = []): string[] => signals.map(({ id }) => id);
  const at = (form: Placement['form'], over: Over = {}, posture = 'reduced') => placed(form, over, { posture });

  test('where it serves: hosts, errors, its firewall and its certificate', () => {
    expect(ids(loadBalancer.servingSignals?.(at('serving', SECURE, 'full'), undefined as never, 0))).toEqual([
      'web-unguarded',
      'web-certificate',
      'web-hosts',
      'web-errors-5xx',
    ]);
  });

  test('where it stands by: hosts only where its tier keeps some, and its firewall in any case', () => {
    const told = (over: Over, posture: string) => ids(loadBalancer.signals?.(at('standby', over, posture), 0, undefined as never));
    expect(told({ target: 'Api' }, 'reduced')).toEqual(['web-unguarded', 'web-hosts']);
    expect(told({ target: 'Api' }, 'prepared')).toEqual(['web-unguarded']);
    expect(told({}, 'reduced')).toEqual(['web-unguarded']);
  });
});

describe('what OCI does not take of an entrance', () => {
  const FACTS = { key: SITE, region: findRegion(OCI_REGIONS, 'eu-frankfurt-1'), account: COMPARTMENT } as SiteFacts;
  const flaws = (over: Over) => loadBalancer.facts.refuses!({ ...DECLARED, ...over } as never, FACTS);

  test('what is right', () => {
    expect(flaws({ ...SECURE, accessLogs: { [SITE]: LOGS } })).toEqual([]);
  });

  test.each([
    ['a certificate of another region', { certificates: { [SITE]: CERTIFICATE.replace('frankfurt', 'paris') } }, 'certificates'],
    ['a certificate that is none', { certificates: { [SITE]: 'billing' } }, 'certificates'],
    ['a log group of another region', { accessLogs: { [SITE]: LOGS.replace('frankfurt', 'paris') } }, 'accessLogs'],
    ['a bucket for its logs', { accessLogs: { [SITE]: 'acme-logs' } }, 'accessLogs'],
    ['a firewall of its own', { firewalls: { [SITE]: POLICY } }, 'firewalls'],
    ['a page somewhere else', { maintenancePages: { [SITE]: 'https://acme.example/down.html' } }, 'maintenancePages'],
  ])('%s', (_, over, of) => {
    expect(flaws(over as Over)).toMatchObject([{ of, value: expect.stringContaining(SITE) as string }]);
  });
});

describe('in a workload', () => {
  test('rules of your own go into the policy of its firewall, and those that say who serves stay', () => {
    const make = (app: App): Workload => {
      const workload = billing(Tier.HOT)(app);
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      const web = new LoadBalancer(workload, 'Web', { plainHttp: true });
      oci.customize<WafWebAppFirewallPolicy>(web, ({ instance }) => {
        const busy = { name: 'busy', type: 'RETURN_HTTP_RESPONSE', code: 503 };
        instance.putActions([...(instance.actionsInput as WafWebAppFirewallPolicyActions[]), busy]);
        const rule = { name: 'slowly', actionName: 'busy', type: 'REQUEST_RATE_LIMITING' };
        instance.putRequestRateLimiting({ rules: [{ ...rule, configurations: [{ periodInSeconds: 10, requestsLimit: 1000 }] }] });
      });
      return workload;
    };
    const situation = afterStory('standing', make(Testing.app()).sides);
    const stack = renderWorkload(make(appIn(folder(), situation)), situation).stacks[FRANKFURT]!;
    const policy = at(stack, POLICY_AT);
    expect(policy['request_rate_limiting']).toMatchObject({ rules: [{ name: 'slowly', action_name: 'busy' }] });
    expect((policy['actions'] as readonly Body[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['continuity-serving', 'continuity-maintenance', 'busy']),
    );
    expect(page(stack, SERVING_PATH)).toBe('200 serving');
  });

  test('what exists is refused: its firewall would have to be the one of the library', () => {
    const existing = { [SITE]: { id: 'ocid1.loadbalancer.oc1.eu-frankfurt-1.running', targets: 'targets' } };
    const make = (app: App): Workload => {
      const workload = billing(Tier.HOT)(app);
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      LoadBalancer.fromExisting(workload, 'Web', existing, { plainHttp: true });
      return workload;
    };
    expect(refusal((app) => make(app).plan).message).toMatch(/DR-ADOPT-01[\s\S]*Web/);
  });
});
