import { App, TerraformStack } from 'cdktf';
import { AWS_NAMES } from '../../../lib/clouds/aws/facts';
import type { AwsGround } from '../../../lib/clouds/aws/ground';
import { loadBalancer } from '../../../lib/clouds/aws/load-balancer/cell';
import { traffic } from '../../../lib/clouds/aws/traffic';
import type { SiteContext } from '../../../lib/port/cloud';
import { AGAIN_PATH, SERVING_PATH, type LoadBalancerDeclaration } from '../../../lib/components/load-balancer';
import { nameOf } from '../../../lib/plan/names';
import type { Placement } from '../../../lib/plan/plan';
import { block, groupRules, outputAt } from './fixture';
import { blocksOf, without, type Body, type StackJson } from '../../support/json';

const SITE = 'aws:eu-west-3';
const PAGE = '<h1>We will be back shortly</h1>';
const FORMS = ['serving', 'closed', 'standby', 'fenced'] as const;
const SECURE = { plainHttp: false, certificates: { [SITE]: 'arn:aws:acm:eu-west-3:111122223333:certificate/1' } };
const NAME = nameOf({ workload: 'billing', component: 'Web', region: 'eu-west-3', account: '111122223333' }, AWS_NAMES.loadBalancer);

/** The load balancer alone, at one site. */
function rendered(
  form: Placement['form'],
  again = false,
  over: Partial<LoadBalancerDeclaration> = {},
  more: Partial<Placement> = {},
): StackJson {
  const stack = new TerraformStack(new App({ stackTraces: false, skipValidation: true }), 'billing-eu-west-3');
  const network = {
    vpcId: 'vpc-1',
    cidr: '10.10.0.0/16',
    ranges: ['10.10.0.0/16'],
    publicSubnets: ['subnet-1', 'subnet-2'],
    privateSubnets: [],
  };
  const context = {
    stack,
    site: { key: SITE },
    workload: { durable: true },
    neighbour: () => ({ network }),
    onceOpen: (open: string) => open,
  } as unknown as SiteContext<AwsGround>;
  const none = { certificates: {}, hostNames: {}, firewalls: {}, accessLogs: {} };
  const declaration = { id: 'Web', healthPath: '/healthz', targetPort: 8080, plainHttp: true, maintenancePage: PAGE, ...none, ...over };
  const here = { site: SITE, names: { balancer: NAME, group: 'billing-web' } };
  loadBalancer.renderSite(context, { id: 'web', component: 'Web', here, form, again, declaration, ...more } as unknown as Placement);
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson;
}

const rulesOf = (json: StackJson): Body[] =>
  blocksOf(json)
    .flatMap(({ type, body }) => (type === 'aws_lb_listener_rule' ? [body] : []))
    .sort((a, b) => Number(a['priority']) - Number(b['priority']));

/** What a browser gets at a path: of the first rule that fits, else of the listener itself. */
function page(json: StackJson, path: string): string {
  const fits = (rule: Body) => {
    const [{ path_pattern }] = rule['condition'] as [{ path_pattern: { values: string[] } }];
    return path_pattern.values.some((pattern) => pattern === path || pattern === '/*');
  };
  return saidBy((rulesOf(json).find(fits)?.['action'] ?? json.resource!['aws_lb_listener']!['web-listener']!['default_action']) as Actions);
}

type Actions = [{ fixed_response?: { status_code: string; message_body: string } }];
const saidBy = ([{ fixed_response: said }]: Actions): string => (said ? `${said.status_code} ${said.message_body}` : 'application');

test.each(FORMS.flatMap((form) => [false, true].map((again) => ({ form, again }))))(
  '$form, again $again: only what serves says so, and only what took the role again says that',
  ({ form, again }) => {
    const json = rendered(form, again);
    const serving = form === 'serving';
    expect(page(json, SERVING_PATH)).toBe(serving ? '200 serving' : form === 'closed' ? '503 closed' : '503 not serving');
    expect(page(json, AGAIN_PATH)).toBe(!serving ? `503 ${PAGE}` : again ? '200 serving again' : '503 not again');
    expect(page(json, '/invoices')).toBe(serving ? 'application' : `503 ${PAGE}`);
  },
);

test('before its rules are there it shows the maintenance page; everybody is led to the application once those that may say no are', () => {
  const { resource } = rendered('serving');
  expect(saidBy(resource!['aws_lb_listener']!['web-listener']!['default_action'] as Actions)).toBe(`503 ${PAGE}`);
  const [attached, users] = ['web-attached', 'web-users'].map((name) => resource!['aws_lb_listener_rule']![name]!);
  expect(users).toMatchObject({ priority: 5, action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.web-targets.arn}' }] });
  expect(users!['depends_on']).toEqual(['web-serving', 'web-maintenance', 'web-again'].map((name) => `aws_lb_listener_rule.${name}`));
  // What registers itself waits for this one, and those that let users in wait for what registers itself.
  expect(attached).toMatchObject({ priority: 4, action: [{ type: 'forward' }] });
  expect(attached).not.toHaveProperty('depends_on');
  expect(JSON.stringify(attached!['condition'])).not.toContain('/*');
});

test('a client that keeps its connection leaves within a minute of a switch, which the figure of the switch says', () => {
  expect(block(rendered('serving'), 'aws_lb.web')['client_keep_alive']).toBe(60);
  expect(traffic.facts.propagation.seconds).toBe(60 + 60);
});

test('a site that does not serve denies that it serves again in its own rule too, so that opening in any order says nothing untrue', () => {
  for (const form of ['closed', 'standby', 'fenced'] as const)
    expect(JSON.stringify(rulesOf(rendered(form, true))[2])).toContain('not again');
});

test('a rule for each priority, for ever: opening, closing and taking the role again change their words and nothing else', () => {
  const still = (json: StackJson) =>
    blocksOf(json).map(({ address, type, body }) => [
      address,
      type === 'aws_lb_listener_rule' ? without(body, 'action', 'condition') : body,
    ]);
  const serving = rendered('serving');
  expect(rulesOf(serving).map((rule) => rule['priority'])).toEqual([1, 2, 3, 4, 5]);
  for (const form of FORMS) for (const again of [false, true]) expect(still(rendered(form, again))).toEqual(still(serving));
});

test('of a site that serves already, taking the role again changes one rule', () => {
  const [once, again] = [rulesOf(rendered('serving')), rulesOf(rendered('serving', true))];
  expect(again.slice(0, 2)).toEqual(once.slice(0, 2));
  expect(again[2]).not.toEqual(once[2]);
  expect(again.slice(3)).toEqual(once.slice(3));
});

test('with a certificate the rules stand behind TLS, and plain HTTP is sent there', () => {
  const json = rendered('serving', false, SECURE);
  const listeners = json.resource!['aws_lb_listener']!;
  expect(listeners['web-listener']).toMatchObject({ port: 443, protocol: 'HTTPS' });
  expect(listeners['web-redirect']).toMatchObject({ port: 80, default_action: [{ type: 'redirect' }] });
  expect(rulesOf(json).map((rule) => rule['listener_arn'])).toEqual(Array(5).fill('${aws_lb_listener.web-listener.arn}'));
});

test('names fit 32 characters, for ever', () => {
  expect(rendered('serving').resource!['aws_lb']!['web']!['name']).toMatch(/^billing-web-euw3-[0-9a-f]{4}$/);
});

test.each([
  ['in clear text', {}, [80]],
  ['behind TLS, with the port that leads there', SECURE, [443, 80]],
])('what is served is let in and nothing else: %s', (_, over, ports) => {
  const guard = rendered('serving', false, over).resource!['aws_security_group']!['web-guard']!;
  expect(groupRules(guard, 'ingress').map(({ from_port, to_port }) => [from_port, to_port])).toEqual(ports.map((port) => [port, port]));
});

test('it is kept from deletion, but where it goes with the role of its site: a protected one would stay', () => {
  const kept = (leaves?: true): unknown =>
    rendered('serving', false, {}, leaves ? { leaves } : {}).resource!['aws_lb']!['web']!['enable_deletion_protection'];
  expect([kept(), kept(true)]).toEqual([true, false]);
});

test('it waits for the way to the internet, and what stands behind it for the ways of its own subnets', () => {
  const stack = outputAt('normal', ['network', 'load-balancer'], 'hot').stacks['billing-eu-west-3'];
  expect(block(stack, 'aws_lb.web')['depends_on']).toEqual(
    expect.arrayContaining([
      'aws_internet_gateway.net-gateway',
      'aws_route.net-public-out',
      'aws_route_table_association.net-public-1-routes',
    ]),
  );
});

test('what a change replaces is made beside the old one: neither has a name that the other one bears', () => {
  const json = rendered('serving').resource!;
  for (const [type, name, prefix] of [
    ['aws_lb_target_group', 'web-targets', 'web-'],
    ['aws_security_group', 'web-guard', 'billing-web-'],
  ] as const) {
    const made = json[type]![name]!;
    expect(made).toMatchObject({ name_prefix: prefix, lifecycle: { create_before_destroy: true } });
    expect(made).not.toHaveProperty('name');
  }
});

test('a firewall stands before it, and its access logs are written, where they are given', () => {
  const acl = 'arn:aws:wafv2:eu-west-3:111122223333:regional/webacl/web/1';
  const json = rendered('standby', false, { firewalls: { [SITE]: acl }, accessLogs: { [SITE]: 'acme-logs-paris' } }).resource!;
  expect(json['aws_wafv2_web_acl_association']!['web-firewall']).toMatchObject({ web_acl_arn: acl, resource_arn: '${aws_lb.web.arn}' });
  expect(json['aws_lb']!['web']!['access_logs']).toEqual({ bucket: 'acme-logs-paris', prefix: NAME, enabled: true });
  const bare = rendered('standby').resource!;
  expect(bare).not.toHaveProperty('aws_wafv2_web_acl_association');
  expect(bare['aws_lb']!['web']).not.toHaveProperty('access_logs');
});
