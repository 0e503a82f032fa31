import { OciProvider } from '@cdktf/provider-oci/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { oci } from '../../../lib/clouds/oci/oci';
import { traffic } from '../../../lib/clouds/oci/traffic/cell';
import { DnsFailover, Duration, LoadBalancer, Network, Tier, type DnsFailoverProps, type Workload } from '../../../lib';
import { SERVING_PATH } from '../../../lib/components/load-balancer';
import type { TrafficPlan, WorkloadFacts } from '../../../lib/plan/plan';
import type { Place } from '../../../lib/words/place';
import { appIn, folder, refusal } from '../../declared';
import { blockAt, blocksOf, type Body, type StackJson } from '../../support/json';
import { afterStory } from '../../support/history';
import { sheetsOf } from '../../support/synth';
import { billing } from './fixture';

const COMPARTMENT = 'ocid1.compartment.oc1..acme';
const THEIRS = 'ocid1.compartment.oc1..dns';
const peer = (region: string): Place => ({
  ...{ site: `oci:${region}`, region, account: COMPARTMENT },
  ground: { vault: 'v', key: 'k', policy: 'p', topic: `billing-${region}`, router: 'r' },
  names: { balancer: `billing-web-${region}` },
});
const FIRST = peer('eu-frankfurt-1');
const SECOND = peer('eu-paris-1');
const NAME = 'billing.acme.example';
const ENTRANCES = { [FIRST.site]: `billing-${FIRST.region}.acme.example`, [SECOND.site]: `billing-${SECOND.region}.acme.example` };
const SECURE = Object.fromEntries([FIRST, SECOND].map(({ site, region }) => [site, `ocid1.certificate.oc1.${region}.acme`]));

function planOf(base: Place, over: Partial<TrafficPlan> = {}, certificates: Readonly<Record<string, string>> = {}): TrafficPlan {
  const entrance = { id: 'Web', certificates } as unknown as TrafficPlan['entrance'];
  return {
    ...{ id: 'Dns', zone: 'acme.example', name: NAME, aliases: [], target: 'Web', says: 'body', byHand: [] },
    ...{ base, other: base === FIRST ? SECOND : FIRST, first: FIRST, second: SECOND, entrance, entrances: ENTRANCES },
    ...over,
  };
}

/** The stack of traffic, resting on a base. */
function rendered(base: Place, over: Partial<TrafficPlan> = {}, certificates: Readonly<Record<string, string>> = {}) {
  const stack = new TerraformStack(new App({ stackTraces: false, skipValidation: true }), 'billing-traffic');
  const providers = new Map([FIRST, SECOND].map(({ site, region }) => [site, new OciProvider(stack, region, { alias: region, region })]));
  const kept = new OciProvider(stack, 'state', { alias: 'state', region: 'eu-milan-1' });
  const state = oci.stateIn('acme-state-milan', { namespace: 'acmens', region: 'eu-milan-1' });
  const site = (key: string) => ({ subscriptions: [{ email: 'on-call@acme.example' }, { topic: `ocid1.onstopic.oc1.${key}.acme` }] });
  const provider = (key: string) => providers.get(key)!;
  const context = { stack, workload: { id: 'billing' } as WorkloadFacts, provider, site, state, stateProvider: () => kept };
  const { first } = traffic.render(context as never, planOf(base, over, certificates), 1);
  stack.prepareStack();
  return { json: JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson, first };
}

const all = (json: StackJson, type: string): Body[] => blocksOf(json).flatMap((one) => (one.type === type ? [one.body] : []));
const record = (json: StackJson, name: string): Body | undefined => all(json, 'oci_dns_rrset').find(({ domain }) => domain === name);
const answer = (json: StackJson, name: string): unknown => (record(json, name)?.['items'] as readonly Body[])[0]?.['rdata'];
const monitorOf = (json: StackJson): Body => all(json, 'oci_health_checks_http_monitor')[0]!;

test('a new base changes where the names of users lead, and nothing else but what is told', () => {
  const names = { aliases: ['www.acme.example'] };
  const [before, after] = [rendered(FIRST, names).json, rendered(SECOND, names).json];
  const changed = blocksOf(before).flatMap(({ address, type, body }) => {
    const now = blockAt(after, address)!;
    const keys = Object.keys(body).filter((key) => JSON.stringify(body[key]) !== JSON.stringify(now[key]));
    return type === 'oci_monitoring_alarm' ? [] : keys.map((key) => [address, key]);
  });
  expect(changed).toEqual([
    ['oci_dns_rrset.record', 'items'],
    ['oci_dns_rrset.record-wwwacmeexample', 'items'],
  ]);
  expect(answer(before, NAME)).not.toBe(answer(after, NAME));
});

test('one monitor asks both entrances, each by two names of its certificate, on the port that serves, every ten seconds', () => {
  const { json, first } = rendered(FIRST, {}, SECURE);
  expect(monitorOf(json)).toMatchObject({
    ...{ protocol: 'HTTPS', port: 443, path: SERVING_PATH, method: 'GET', interval_in_seconds: 10, timeout_in_seconds: 10 },
    targets: [FIRST, SECOND].flatMap(({ region }) => [`billing-${region}.acme.example`, `again-billing-${region}.acme.example`]),
  });
  expect(all(json, 'oci_health_checks_http_monitor')).toHaveLength(1);
  expect(monitorOf(rendered(FIRST).json)).toMatchObject({ protocol: 'HTTP', port: 80 });
  expect(first).toEqual([blocksOf(json).find(({ type }) => type === 'oci_health_checks_http_monitor')!.address]);
  expect(traffic.facts.detection.seconds).toBe(3 * 10 + 10);
});

test('each order is a policy of the failover template under a name of its own, and what is under it leads to its base', () => {
  const { json } = rendered(FIRST);
  expect(all(json, 'oci_dns_steering_policy')).toHaveLength(2);
  for (const policy of all(json, 'oci_dns_steering_policy')) {
    expect(policy).toMatchObject({
      ...{ template: 'FAILOVER', ttl: 30, lifecycle: { create_before_destroy: true, ignore_changes: ['answers', 'rules'] } },
      rules: [{ rule_type: 'FILTER' }, { rule_type: 'HEALTH' }, { rule_type: 'PRIORITY' }, { rule_type: 'LIMIT', default_count: 1 }],
    });
    for (const one of policy['answers'] as readonly Body[])
      expect(one).toMatchObject({ rtype: 'CNAME', rdata: expect.stringMatching(/\.$/) as string });
  }
  const [attached] = all(json, 'oci_dns_steering_policy_attachment');
  expect(attached!['domain_name']).toBe(answer(json, NAME));
  expect(answer(json, attached!['domain_name'] as string)).toBe(ENTRANCES[FIRST.site]);
  expect(record(json, NAME)!['depends_on']).toHaveLength(2);
});

test('its monitor, its policies and its records are of the region of the witness: neither site has to be there, but for the addresses', () => {
  const { json } = rendered(FIRST);
  for (const { address, body } of [...blocksOf(json), ...blocksOf(json, 'data')])
    expect([address, body['provider']]).toEqual([
      address,
      address.includes('oci_core_public_ips.entrance-') ? `oci.${address.split('entrance-')[1]}` : 'oci.state',
    ]);
});

test('each entrance has three names, all of them the address that is reserved at its site', () => {
  const { json } = rendered(FIRST);
  for (const { region } of [FIRST, SECOND])
    for (const name of ['', 'again-', 'page-'])
      expect(answer(json, `${name}billing-${region}.acme.example`)).toBe(
        `\${data.oci_core_public_ips.entrance-${region}.public_ips[0].ip_address}`,
      );
  expect(json.data?.['oci_core_public_ips']?.[`entrance-${FIRST.region}`]).toMatchObject({
    ...{ compartment_id: COMPARTMENT, scope: 'REGION', lifetime: 'RESERVED' },
    filter: [{ name: 'display_name', values: ['billing-web-eu-frankfurt-1'] }],
  });
});

test('a zone in another compartment is looked for there, and the policies are not', () => {
  const { json } = rendered(FIRST, { zoneOwner: { account: THEIRS } });
  expect(json.data?.['oci_dns_zones']?.['zone']).toMatchObject({ compartment_id: THEIRS, name: 'acme.example', scope: 'GLOBAL' });
  for (const one of all(json, 'oci_dns_steering_policy')) expect(one['compartment_id']).toBe(COMPARTMENT);
});

test('what holds in peace is watched, whoever the base is, by a topic in the region of the witness', () => {
  const told = (base: Place, id: string) => blockAt(rendered(base).json, `oci_monitoring_alarm.${id}`)!;
  for (const [base, other] of [
    [FIRST, SECOND],
    [SECOND, FIRST],
  ] as const) {
    expect(told(base, 'serves-told')['query']).toContain(`target = "${ENTRANCES[base.site]}"`);
    expect(told(base, 'serves-told')['query']).toMatch(/mean\(\) < 0\.5 \|\| .*absent\(3d\)$/);
    expect(told(base, 'not-serving-told')['query']).toContain(`target = "${ENTRANCES[other.site]}"`);
    expect(told(base, 'not-serving-told')['query']).toContain('> 0.5');
  }
  const { json } = rendered(FIRST);
  expect(told(FIRST, 'serves-told')).toMatchObject({ destinations: ['${oci_ons_notification_topic.alerts.id}'], is_enabled: true });
  expect(all(json, 'oci_ons_subscription').map(({ endpoint }) => endpoint)).toEqual(['on-call@acme.example']);
});

describe('what it takes', () => {
  const flaws = (over: Partial<TrafficPlan>, certificates = {}) => traffic.refuses!(planOf(FIRST, over, certificates)).map(({ of }) => of);
  const long = { ...ENTRANCES, [FIRST.site]: `${'b'.repeat(60)}.acme.example` };

  test.each([
    ['a name below the zone', {}, {}, []],
    ['a zone in another compartment', { zoneOwner: { account: THEIRS } }, {}, []],
    ['a role there, which nobody can take', { zoneOwner: { account: THEIRS, role: 'dns' } }, {}, ['zoneOwner']],
    ['an owner that is no compartment', { zoneOwner: { account: 'acme' } }, {}, ['zoneOwner']],
    ['a compartment of another realm', { zoneOwner: { account: 'ocid1.compartment.oc2..acme' } }, {}, ['zoneOwner']],
    ['a certificate at one site alone', {}, { [FIRST.site]: SECURE[FIRST.site] }, ['target']],
    ['the zone itself', { aliases: ['acme.example'] }, {}, ['record']],
    ['a name too long for what is put ahead of it', { entrances: long }, {}, ['hostNames']],
  ] as const)('%s', (_, over, certificates, expected) => {
    expect(flaws(over as Partial<TrafficPlan>, certificates)).toEqual(expected);
  });
});

describe('ahead of the day', () => {
  const told = (over: Partial<TrafficPlan> = {}, certificates: Readonly<Record<string, string>> = {}) =>
    traffic.doctor!(planOf(FIRST, over, certificates)).map((item) =>
      'unseen' in item ? `not seen: ${item.unseen}` : JSON.stringify(item.steps),
    );

  test('every name has its record, users are led to what serves, and every certificate has the names that its site is asked under', () => {
    const [records, leads, first, second, ...more] = told({ aliases: ['www.acme.example'] }, SECURE);
    for (const name of [NAME, 'www.acme.example', ENTRANCES[FIRST.site], 'page-billing-eu-paris-1.acme.example'])
      expect(records).toContain(`"${name}"`);
    expect(records?.match(/"rests-[0-9a-f]{8}\.billing\.acme\.example"/g)).toHaveLength(2);
    expect(leads).toContain(`https://${NAME}${SERVING_PATH}`);
    for (const name of [NAME, 'www.acme.example', ENTRANCES[FIRST.site], `again-${ENTRANCES[FIRST.site]}`]) expect(first).toContain(name);
    expect(first).not.toContain(ENTRANCES[SECOND.site]);
    expect(second).toContain(`again-${ENTRANCES[SECOND.site]}`);
    expect(more).toEqual([]);
  });

  test('a zone is asked where it is, through the side that stands by', () => {
    expect(told({ zoneOwner: { account: THEIRS } })[0]).toContain(THEIRS);
    expect(told()[0]).toContain('"eu-paris-1"');
  });
});

describe('in a workload', () => {
  const declare =
    (more: Partial<DnsFailoverProps> = {}) =>
    (app: App): Workload => {
      const workload = billing(Tier.HOT)(app);
      new Network(workload, 'Net', { flowLogs: Duration.ZERO });
      const target = new LoadBalancer(workload, 'Web', { plainHttp: true });
      new DnsFailover(workload, 'Dns', { zone: 'acme.example', record: 'billing', target, ...more });
      return workload;
    };

  test('a zone of another provider is refused: policies of steering stand in zones of OCI', () => {
    expect(refusal((app) => declare({ zoneElsewhere: true })(app).plan).message).toMatch(/zoneElsewhere/);
  });

  test('its checks report ahead of what rests on them, where it is established and where it is based anew', () => {
    const idsAfter = (story: string, transition: string): string[] => {
      const situation = afterStory(story, declare()(Testing.app()).sides);
      const sheet = sheetsOf(declare()(appIn(folder(), situation)), situation).find((one) => one.transition === transition)!;
      return sheet.waves.flatMap(({ actions }) => actions.map(({ id }) => id)).filter((id) => /traffic|checks-report/.test(id));
    };
    const turned = ['apply-billing-traffic-checks', 'checks-report', 'apply-billing-traffic'];
    expect(idsAfter('standing, lost A, failover B, started, completed, normal A', 'reprotect')).toEqual(turned);
    expect(idsAfter('', 'establish').slice(0, 3)).toEqual(turned);
  });
});
