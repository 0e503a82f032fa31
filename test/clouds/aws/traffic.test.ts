import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { aws } from '../../../lib/clouds/aws/aws';
import { traffic } from '../../../lib/clouds/aws/traffic';
import { AGAIN_PATH, SERVING_PATH } from '../../../lib/components/load-balancer';
import type { Place } from '../../../lib/words/place';
import type { TrafficPlan, WorkloadFacts } from '../../../lib/plan/plan';
import type { ZoneOwner } from '../../../lib/traffic/dns-failover';
import { paris } from '../../declared';
import { blockAt, blocksOf, mutate, type Body, type StackJson } from '../../support/json';

const peer = (region: string): Place => ({
  ...{
    site: `aws:${region}`,
    region,
    account: '111122223333',
    ground: { topic: `billing-${region}`, topicAlias: `billing-${region}-alerts` },
  },
  names: { balancer: `web-${region}` },
});
const FIRST = peer('eu-west-3');
const SECOND = peer('eu-central-1');
const MAIL = { email: 'on-call@acme.example' };
const NAME = 'billing.acme.example';
const ENTRANCES = { [FIRST.site]: `billing-${FIRST.region}.acme.example`, [SECOND.site]: `billing-${SECOND.region}.acme.example` };

/** The stack of traffic, resting on a base. */
function rendered(base: Place, sequence = 1, certificates: Readonly<Record<string, string>> = {}, over: Partial<TrafficPlan> = {}) {
  const stack = new TerraformStack(new App({ stackTraces: false, skipValidation: true }), 'billing-traffic');
  const providers = new Map([FIRST, SECOND].map(({ site, region }) => [site, new AwsProvider(stack, region, { region, alias: region })]));
  const theirs = (roleArn: string) =>
    new AwsProvider(stack, 'zone-provider', { alias: 'zone', region: FIRST.region, assumeRole: [{ roleArn }] });
  const workload = { id: 'billing' } as WorkloadFacts;
  const entrance = { id: 'Web', certificates } as unknown as TrafficPlan['entrance'];
  const other = base === FIRST ? SECOND : FIRST;
  const told: TrafficPlan = {
    ...{ id: 'Dns', zone: 'acme.example', name: NAME, aliases: [], target: 'Web' },
    ...{ base, other, first: FIRST, second: SECOND, entrance, entrances: ENTRANCES, says: 'body', byHand: [] },
    ...over,
  };
  const provider = (key: string, owner?: ZoneOwner) => (owner?.role ? theirs(owner.role) : providers.get(key)!);
  const site = () =>
    aws.site('eu-west-3', { account: '111122223333', cidr: '10.10.0.0/16', state: aws.stateIn('acme'), subscriptions: [MAIL] });
  const state = aws.stateIn('acme', { region: 'eu-north-1' });
  const context = { stack, workload, provider, site, state, stateProvider: () => providers.get(FIRST.site)! };
  const { first } = traffic.render(context, told, sequence);
  stack.prepareStack();
  return { json: JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson, first };
}

const STATES = ['dead', 'standby', 'serving', 'again'] as const;
type State = (typeof STATES)[number];
type States = Readonly<Record<string, State>>;

/** The paths that answer 200, by the state of a site. */
const ANSWERED: Readonly<Record<State, readonly string[]>> = {
  dead: [],
  standby: [],
  serving: [SERVING_PATH],
  again: [SERVING_PATH, AGAIN_PATH],
};

/** Where a check asks: the name of the load balancer, or behind TLS that of the entrance. */
const askedAt = (fqdn: unknown): string => {
  const [site] = Object.entries(ENTRANCES).find(([, name]) => name === fqdn) ?? [];
  return site === undefined ? regionOf(fqdn) : site.slice('aws:'.length);
};

/** The first part of a reference: `${aws_lb.web.arn}` → `aws_lb.web`. */
const referred = (text: unknown): string => /^\$\{(?:data\.)?([^.]+\.[^.]+)\.[^.]+\}$/.exec(text as string)![1]!;
const regionOf = (dnsName: unknown): string => referred(dnsName).replace('aws_lb.entrance-', '');

/** Whether a check is healthy, as Route 53 computes it. */
function healthy(json: StackJson, address: string, states: States): boolean {
  const check = blockAt(json, address)!;
  const children = (check['child_healthchecks'] ?? []) as string[];
  const seen =
    check['type'] === 'CALCULATED'
      ? children.filter((child) => healthy(json, referred(child), states)).length >= (check['child_health_threshold'] as number)
      : ANSWERED[states[askedAt(check['fqdn'])]!].includes(check['resource_path'] as string);
  return seen !== check['invert_healthcheck'];
}

const records = (json: StackJson): Body[] => blocksOf(json).flatMap(({ type, body }) => (type === 'aws_route53_record' ? [body] : []));
const recordOf = (json: StackJson, role: string): Body =>
  records(json).find((body) => (body['failover_routing_policy'] as Body | undefined)?.['type'] === role)!;

/** The region that users are sent to. */
function answerer(json: StackJson, states: States): string {
  const primary = recordOf(json, 'PRIMARY');
  const answers = healthy(json, referred(primary['health_check_id']), states) ? primary : recordOf(json, 'SECONDARY');
  return regionOf((answers['alias'] as Body)['name']);
}

/** The rule in words, without a count. */
function byWords(base: State, other: State): 'base' | 'other' {
  const open = (state: State) => state === 'serving' || state === 'again';
  if (!open(base)) return 'other'; // nobody can answer for it
  if (!open(other)) return 'base'; // it serves alone
  // Both are open, so one of them returned unfenced: users belong to the last taker.
  return base === 'again' && other !== 'again' ? 'base' : 'other';
}

/** Who answers and who should, in every state of both sites. */
const table = (json: StackJson, base: Place) =>
  STATES.flatMap((b) =>
    STATES.map((o) => {
      const other = base === FIRST ? SECOND : FIRST;
      const region = answerer(json, { [base.region]: b, [other.region]: o });
      return { base: b, other: o, answers: region === base.region ? 'base' : 'other', should: byWords(b, o) };
    }),
  );
const wrong = (json: StackJson, base: Place) => table(json, base).filter(({ answers, should }) => answers !== should);

const BASES = [
  ['first', FIRST],
  ['second', SECOND],
] as const;

describe.each(BASES)('resting on the %s site', (which, base) => {
  const { json } = rendered(base);

  test('in every state of both sites, users reach whom the rule in words says', () => {
    expect(table(json, base)).toHaveLength(16);
    expect(wrong(json, base)).toEqual([]);
  });

  test.each<[move: string, base: State, other: State, who: 'base' | 'other']>([
    ['the base serves alone', 'serving', 'standby', 'base'],
    ['the base serves alone, the other one is lost', 'serving', 'dead', 'base'],
    ['the base is lost: the maintenance page of the other one', 'dead', 'standby', 'other'],
    ['first move: the other one took over', 'dead', 'serving', 'other'],
    ['first move: the base returns as open as before', 'serving', 'serving', 'other'],
    ['second move: the base took the role back', 'again', 'dead', 'base'],
    ['second move: the other one returns as open as before', 'again', 'serving', 'base'],
    ['third move: the other one took it again', 'dead', 'again', 'other'],
    ['third move: the base returns as open as before', 'again', 'again', 'other'],
    ['a fence of both', 'standby', 'standby', 'other'],
  ])('%s', (_, b, o, who) => {
    expect(table(json, base).find((row) => row.base === b && row.other === o)).toMatchObject({ answers: who });
  });

  test('somebody is told where the base does not answer, and where the other one does: by the region that publishes checks', () => {
    const alarms = blocksOf(json).filter(({ type }) => type === 'aws_cloudwatch_metric_alarm');
    const other = base === FIRST ? SECOND : FIRST;
    expect(alarms.map(({ address }) => address.replace('aws_cloudwatch_metric_alarm.', ''))).toEqual([
      `serves-${base.region}-1-told`,
      `not-serving-${other.region}-1-told`,
    ]);
    for (const { body } of alarms) {
      expect(body).toMatchObject({
        ...{ namespace: 'AWS/Route53', metric_name: 'HealthCheckStatus', statistic: 'Minimum', threshold: 1 },
        ...{
          treat_missing_data: 'breaching',
          actions_enabled: true,
          alarm_actions: ['${aws_sns_topic.alerts.arn}'],
          provider: 'aws.checks',
        },
      });
      expect(
        healthy(json, referred((body['dimensions'] as Body)['HealthCheckId']), { [base.region]: 'serving', [other.region]: 'standby' }),
      ).toBe(true);
    }
    expect(json.provider?.['aws']).toContainEqual(expect.objectContaining({ alias: 'checks', region: 'us-east-1' }));
    expect(blockAt(json, 'aws_sns_topic.alerts')).toMatchObject({ name: 'billing-eu-west-3-checks', provider: 'aws.checks' });
    expect(blocksOf(json).filter(({ type }) => type === 'aws_sns_topic_subscription')).toHaveLength(1);
  });

  const check = (id: string): string => blocksOf(json).find(({ address }) => address.startsWith(`aws_route53_health_check.${id}`))!.address;
  const change = (id: string, argument: string, value: unknown) => mutate(json, ['resource', ...check(id).split('.'), argument], value);
  const children = blockAt(json, check('answers'))!['child_healthchecks'] as string[];
  const other = base === FIRST ? SECOND : FIRST;

  test.each<[fault: string, mutant: StackJson]>([
    ['a threshold of 2', change('answers', 'child_health_threshold', 2)],
    ['a threshold of 4', change('answers', 'child_health_threshold', 4)],
    ['the verdict inverted for the wrong base', change('answers', 'invert_healthcheck', base === FIRST)],
    ['"not serving" not inverted', change('not-serving', 'invert_healthcheck', false)],
    ['"not again" not inverted', change('not-again', 'invert_healthcheck', false)],
    ['"serves" inverted', change(`serves-${base.region}`, 'invert_healthcheck', true)],
    ['"serves again" inverted', change('serves-again', 'invert_healthcheck', true)],
    ['"serves again" asks the first path', change('serves-again', 'resource_path', SERVING_PATH)],
    ['"not again" asks the first path', change('not-again', 'resource_path', SERVING_PATH)],
    ['"serves again" asks the other entrance', change('serves-again', 'fqdn', `\${data.aws_lb.entrance-${other.region}.dns_name}`)],
    ...children.map((child, i): [string, StackJson] => [
      `without ${referred(child)}`,
      change(
        'answers',
        'child_healthchecks',
        children.filter((_, at) => at !== i),
      ),
    ]),
  ])('mutant: %s is caught', (_, mutant) => {
    expect(wrong(mutant, base)).not.toEqual([]);
  });

  test('the site that served first is PRIMARY for ever, and only its record has a check', () => {
    expect(recordOf(json, 'PRIMARY')).toMatchObject({
      name: NAME,
      set_identifier: FIRST.region,
      health_check_id: expect.anything() as string,
    });
    expect(recordOf(json, 'SECONDARY')).toMatchObject({ name: NAME, set_identifier: SECOND.region });
    expect(recordOf(json, 'SECONDARY')).not.toHaveProperty('health_check_id');
    expect(which === 'second').toBe(blockAt(json, check('answers'))!['invert_healthcheck']);
  });
});

test('each entrance has a name of its own, whoever has the role', () => {
  for (const { site, region } of [FIRST, SECOND])
    for (const base of [FIRST, SECOND]) {
      const own = records(rendered(base).json).find(({ name }) => name === ENTRANCES[site])!;
      expect(own).toMatchObject({
        type: 'A',
        alias: { name: `\${data.aws_lb.entrance-${region}.dns_name}`, evaluate_target_health: false },
      });
      for (const never of ['health_check_id', 'failover_routing_policy', 'set_identifier']) expect(own).not.toHaveProperty(never);
    }
});

test('a reprotect makes new checks, named by its sequence, applied before the record rests on them; of the records one field changes', () => {
  const [before, after] = [rendered(FIRST, 1), rendered(SECOND, 7)];
  const checks = ({ json }: { json: StackJson }) => Object.keys(json.resource!['aws_route53_health_check']!);
  expect([...after.first].sort()).toEqual(
    checks(after)
      .map((name) => `aws_route53_health_check.${name}`)
      .sort(),
  );
  expect(after.first).toHaveLength(5);
  expect(checks(after).filter((name) => checks(before).includes(name))).toEqual([]);
  const unchecked = ({ json }: { json: StackJson }) => records(json).map((body) => ({ ...body, health_check_id: undefined }));
  expect(unchecked(after)).toEqual(unchecked(before));
});

test('a site with a certificate is probed through TLS, at both paths, by a name that its certificate can have', () => {
  const { json } = rendered(FIRST, 1, { [FIRST.site]: 'arn:aws:acm:eu-west-3:111122223333:certificate/1' });
  const probed = blocksOf(json).flatMap(({ body }) =>
    body['fqdn'] ? [[body['fqdn'], body['port'], body['type'], body['enable_sni']]] : [],
  );
  const own = `\${data.aws_lb.entrance-${SECOND.region}.dns_name}`;
  expect(probed).toEqual([
    [ENTRANCES[FIRST.site], 443, 'HTTPS', true],
    [ENTRANCES[FIRST.site], 443, 'HTTPS', true],
    [own, 80, 'HTTP', undefined],
    [own, 80, 'HTTP', undefined],
  ]);
});

test('what the budget takes for detection is what the checks are told', () => {
  const checks = blocksOf(rendered(FIRST).json).filter(({ body }) => body['fqdn']);
  for (const { body } of checks)
    expect((body['request_interval'] as number) * (body['failure_threshold'] as number)).toBe(traffic.facts.detection.seconds);
});

test('several names, the zone itself among them: each is two records, and the first ones are as before', () => {
  const [one, more] = [rendered(FIRST), rendered(FIRST, 1, {}, { aliases: ['acme.example', 'www.acme.example'] })];
  const sets = records(more.json).map((body) => [body['name'], (body['failover_routing_policy'] as Body | undefined)?.['type']]);
  expect(sets).toEqual(
    expect.arrayContaining(
      ['acme.example', 'www.acme.example', NAME].flatMap((name) => ['PRIMARY', 'SECONDARY'].map((type) => [name, type])),
    ),
  );
  expect(sets).toHaveLength(8);
  const before = blocksOf(one.json);
  expect(blocksOf(more.json).filter(({ address }) => before.some((known) => known.address === address))).toEqual(before);
});

test('a zone in an account of its own: records and their look-up alone take the role there', () => {
  const role = 'arn:aws:iam::444455556666:role/dns';
  const { json } = rendered(FIRST, 1, {}, { zoneOwner: { account: '444455556666', role } });
  const theirs = [...blocksOf(json), ...blocksOf(json, 'data')]
    .filter(({ body }) => body['provider'] === 'aws.zone')
    .map(({ type }) => type);
  expect([...new Set(theirs)].sort()).toEqual(['aws_route53_record', 'aws_route53_zone']);
  expect(theirs).toHaveLength(5);
});

test('only a zone that the internet knows is looked up', () => {
  expect(blocksOf(rendered(FIRST).json, 'data').find(({ type }) => type === 'aws_route53_zone')?.body).toMatchObject({
    private_zone: false,
  });
});

describe('ahead of the day', () => {
  const told = (over: Partial<TrafficPlan> = {}, certificates: Readonly<Record<string, string>> = {}) =>
    traffic.doctor!({
      ...{ id: 'Dns', zone: 'acme.example', name: NAME, aliases: ['acme.example'], target: 'Web' },
      ...{ base: FIRST, other: SECOND, first: FIRST, second: SECOND, entrances: ENTRANCES, says: 'body', byHand: [] },
      entrance: { id: 'Web', certificates } as unknown as TrafficPlan['entrance'],
      ...over,
    }).map((item) => ('unseen' in item ? `not seen: ${item.unseen}` : JSON.stringify(item.steps)));

  test('every name has its record, and every certificate the names that its site answers under', () => {
    const [records, certificate, ...more] = told({}, { [FIRST.site]: 'arn:aws:acm:eu-west-3:111122223333:certificate/1' });
    for (const name of [NAME, 'acme.example', ENTRANCES[FIRST.site], ENTRANCES[SECOND.site]]) expect(records).toContain(name);
    for (const name of [NAME, 'acme.example', ENTRANCES[FIRST.site]]) expect(certificate).toContain(name);
    expect(certificate).not.toContain(ENTRANCES[SECOND.site]);
    expect(more).toEqual([]);
  });

  test('what cannot be asked is said: a zone of somebody else, a certificate that was uploaded', () => {
    const zoneOwner = { account: '444455556666', role: 'arn:aws:iam::444455556666:role/dns' };
    const said = told({ zoneOwner }, { [SECOND.site]: 'arn:aws:iam::111122223333:server-certificate/web' });
    expect(said).toHaveLength(2);
    for (const item of said) expect(item).toMatch(/^not seen: whether /);
  });
});

test('the provider of a zone of somebody else is of that account alone, by the role there, near the first site', () => {
  const stack = new TerraformStack(new App({ stackTraces: false, skipValidation: true }), 'x');
  const owner = { account: '444455556666', role: 'arn:aws:iam::444455556666:role/dns' };
  aws.provide(stack, paris({ provider: { assumeRole: [{ roleArn: 'arn:aws:iam::111122223333:role/deploy' }] } }), 'eu-west-3-zone', owner);
  const json = JSON.parse(JSON.stringify(stack.toTerraform())) as { provider: { aws: Body[] } };
  expect(json.provider.aws).toEqual([
    { alias: 'eu-west-3-zone', region: 'eu-west-3', allowed_account_ids: ['444455556666'], assume_role: [{ role_arn: owner.role }] },
  ]);
});
