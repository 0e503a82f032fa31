import { App, TerraformStack } from 'cdktf';
import { AWS_NAMES } from '../../../lib/clouds/aws/facts';
import type { AwsGround } from '../../../lib/clouds/aws/ground';
import { loadBalancer } from '../../../lib/clouds/aws/load-balancer/cell';
import type { SiteContext } from '../../../lib/port/cloud';
import { AGAIN_PATH, SERVING_PATH } from '../../../lib/components/load-balancer';
import { nameOf } from '../../../lib/plan/names';
import type { Placement } from '../../../lib/plan/plan';
import { blocksOf, without, type Body, type StackJson } from '../../support/json';

const SITE = 'aws:eu-west-3';
const PAGE = '<h1>We will be back shortly</h1>';
const FORMS = ['serving', 'closed', 'standby', 'fenced'] as const;
const NAME = nameOf({ workload: 'billing', component: 'Web', region: 'eu-west-3', account: '111122223333' }, AWS_NAMES.loadBalancer);

/** The load balancer alone, at one site. */
function rendered(form: Placement['form'], again = false, certificates: Readonly<Record<string, string>> = {}): StackJson {
  const stack = new TerraformStack(new App({ stackTraces: false, skipValidation: true }), 'billing-eu-west-3');
  const network = { vpcId: 'vpc-1', cidr: '10.10.0.0/16', ranges: ['10.10.0.0/16'], publicSubnets: ['subnet-1', 'subnet-2'], privateSubnets: [] };
  const context = {
    stack,
    site: { key: SITE },
    workload: { durable: true },
    neighbour: () => ({ network }),
    onceOpen: (open: string) => open,
  } as unknown as SiteContext<AwsGround>;
  const declaration = { id: 'Web', healthPath: '/healthz', targetPort: 8080, certificates, maintenancePage: PAGE };
  const here = { site: SITE, names: { balancer: NAME, group: 'billing-web' } };
  loadBalancer.renderSite(context, { id: 'web', component: 'Web', here, form, again, declaration } as unknown as Placement);
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson;
}

const rulesOf = (json: StackJson): Body[] =>
  blocksOf(json)
    .flatMap(({ type, body }) => (type === 'aws_lb_listener_rule' ? [body] : []))
    .sort((a, b) => Number(a['priority']) - Number(b['priority']));

/** What a browser gets at a path: the first rule that fits, or the application. */
function page(json: StackJson, path: string): string {
  const fits = (rule: Body) => {
    const [{ path_pattern }] = rule['condition'] as [{ path_pattern: { values: string[] } }];
    return path_pattern.values.some((pattern) => pattern === path || pattern === '/*');
  };
  const rule = rulesOf(json).find(fits);
  if (!rule) return 'application';
  const [{ fixed_response: said }] = rule['action'] as [{ fixed_response: { status_code: string; message_body: string } }];
  return `${said.status_code} ${said.message_body}`;
}

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
  expect(rulesOf(serving).map((rule) => rule['priority'])).toEqual([1, 2, 3]);
  for (const form of FORMS) for (const again of [false, true]) expect(still(rendered(form, again))).toEqual(still(serving));
});

test('of a site that serves already, taking the role again changes one rule', () => {
  const [once, again] = [rulesOf(rendered('serving')), rulesOf(rendered('serving', true))];
  expect(again.slice(0, 2)).toEqual(once.slice(0, 2));
  expect(again[2]).not.toEqual(once[2]);
});

test('with a certificate the rules stand behind TLS, and plain HTTP is sent there', () => {
  const json = rendered('serving', false, { [SITE]: 'arn:aws:acm:eu-west-3:111122223333:certificate/1' });
  const listeners = json.resource!['aws_lb_listener']!;
  expect(listeners['web-listener']).toMatchObject({ port: 443, protocol: 'HTTPS' });
  expect(listeners['web-redirect']).toMatchObject({ port: 80, default_action: [{ type: 'redirect' }] });
  expect(rulesOf(json).map((rule) => rule['listener_arn'])).toEqual(Array(3).fill('${aws_lb_listener.web-listener.arn}'));
});

test('names fit 32 characters, for ever', () => {
  expect(rendered('serving').resource!['aws_lb']!['web']!['name']).toMatch(/^billing-web-euw3-[0-9a-f]{4}$/);
});
