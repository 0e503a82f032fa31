import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider/index.js';
import { App, TerraformStack, Testing } from 'cdktf';
import { azure } from '../../../lib/clouds/azure/azure';
import { traffic } from '../../../lib/clouds/azure/traffic/cell';
import { DnsFailover, Duration, LoadBalancer, Network, Tier, type DnsFailoverProps, type Workload } from '../../../lib';
import { AGAIN_PATH, SERVING_PATH } from '../../../lib/components/load-balancer';
import type { TrafficPlan, WorkloadFacts } from '../../../lib/plan/plan';
import type { Action } from '../../../lib/words/actions';
import type { ZoneOwner } from '../../../lib/traffic/dns-failover';
import type { Place } from '../../../lib/words/place';
import { appIn, folder } from '../../declared';
import { afterStory } from '../../support/history';
import { blockAt, blocksOf, type Body, type StackJson } from '../../support/json';
import { renderWorkload, sheetsOf } from '../../support/synth';
import { billing, GERMANY } from './fixture';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const THEIRS = '00000000-0000-0000-0000-000000000002';
const peer = (region: string): Place => ({
  ...{ site: `azure:${region}`, region, account: SUBSCRIPTION },
  ground: { group: `billing-${region}`, actionGroup: `billing-${region}`, keyVault: 'v', identity: 'i' },
  names: { gateway: 'g', address: `billing-web-${region}`, label: `billing-web-${region}-1a2b3c`, identity: 'i' },
});
const FIRST = peer('francecentral');
const SECOND = peer('germanywestcentral');
const NAME = 'billing.acme.example';
const ENTRANCES = { [FIRST.site]: `billing-${FIRST.region}.acme.example`, [SECOND.site]: `billing-${SECOND.region}.acme.example` };
const CERTIFICATE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/certs/providers/Microsoft.KeyVault/vaults/acme-certs/secrets/billing`;
const SECURE = { [FIRST.site]: CERTIFICATE, [SECOND.site]: CERTIFICATE };

function planOf(base: Place, over: Partial<TrafficPlan> = {}, certificates: Readonly<Record<string, string>> = {}): TrafficPlan {
  const entrance = { id: 'Web', certificates } as unknown as TrafficPlan['entrance'];
  return {
    ...{ id: 'Dns', zone: 'acme.example', name: NAME, aliases: [], target: 'Web', says: 'redirect', byHand: [] },
    ...{ base, other: base === FIRST ? SECOND : FIRST, first: FIRST, second: SECOND, entrance, entrances: ENTRANCES },
    ...over,
  };
}

/** The stack of traffic, resting on a base. */
function rendered(base: Place, over: Partial<TrafficPlan> = {}, certificates: Readonly<Record<string, string>> = {}) {
  const stack = new TerraformStack(new App({ stackTraces: false, skipValidation: true }), 'billing-traffic');
  const make = (alias: string, subscriptionId = SUBSCRIPTION) =>
    new AzurermProvider(stack, alias, { alias, subscriptionId, features: [{}] });
  const providers = new Map([FIRST, SECOND].map(({ site, region }) => [site, make(region)]));
  const kept = make('state');
  const theirs = (subscriptionId: string) => new AzurermProvider(stack, 'zone-provider', { alias: 'zone', subscriptionId, features: [{}] });
  const provider = (key: string, owner?: ZoneOwner) => (owner ? theirs(owner.account) : providers.get(key)!);
  const site = () =>
    azure.site('francecentral', {
      account: SUBSCRIPTION,
      cidr: '10.10.0.0/16',
      state: azure.stateIn('acme', { resourceGroup: 'state-paris' }),
    });
  const state = azure.stateIn('acmegavle', { resourceGroup: 'state-gavle', region: 'swedencentral' });
  const context = { stack, workload: { id: 'billing' } as WorkloadFacts, provider, site, state, stateProvider: () => kept };
  const { first } = traffic.render(context, planOf(base, over, certificates), 1);
  stack.prepareStack();
  return { json: JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson, first };
}

const STATES = ['dead', 'standby', 'serving', 'again'] as const;
type State = (typeof STATES)[number];
type States = Readonly<Record<string, State>>;

/** The paths that answer 302, by the state of a site. */
const ANSWERED: Readonly<Record<State, readonly string[]>> = {
  dead: [],
  standby: [],
  serving: [SERVING_PATH],
  again: [SERVING_PATH, AGAIN_PATH],
};

const profileAt = (json: StackJson, name: string): Body => blockAt(json, `azurerm_traffic_manager_profile.${name}`)!;
const referred = (text: unknown): string => /^\$\{(?:data\.)?[^.]+\.([^.]+)\.[^.]+\}$/.exec(text as string)![1]!;
/** What a profile may answer with, in its order. */
const endsOf = (json: StackJson, profile: string): Body[] =>
  blocksOf(json)
    .filter(({ type, body }) => type.includes('_endpoint') && referred(body['profile_id']) === profile)
    .map(({ body }) => body)
    .sort((a, b) => Number(a['priority']) - Number(b['priority']));

/** Whether an endpoint is healthy, as Traffic Manager computes it: one that stands for a profile, where enough of that one are. */
function healthy(json: StackJson, profile: string, end: Body, states: States): boolean {
  if (end['target'] === undefined) {
    const child = referred(end['target_resource_id']);
    return endsOf(json, child).filter((one) => healthy(json, child, one, states)).length >= Number(end['minimum_child_endpoints']);
  }
  const { path, expected_status_code_ranges: expected } = profileAt(json, profile)['monitor_config'] as Body;
  const code = ANSWERED[states[referred(end['target']).replace('entrance-', '')]!].includes(path as string) ? 302 : 303;
  return (expected as string[]).includes(`${code}-${code}`);
}

/** The region that a profile answers with: the first that is healthy; where none is, all of them are considered. */
function answerer(json: StackJson, profile: string, states: States): string {
  const ends = endsOf(json, profile);
  const [found] = [...ends.filter((end) => healthy(json, profile, end, states)), ...ends];
  return found!['target'] === undefined
    ? answerer(json, referred(found!['target_resource_id']), states)
    : referred(found!['target']).replace('entrance-', '');
}

/** The rule in words, as on every cloud. */
function byWords(base: State, other: State): 'base' | 'other' {
  const open = (state: State) => state === 'serving' || state === 'again';
  if (!open(base)) return 'other'; // nobody can answer for it
  if (!open(other)) return 'base'; // it serves alone
  // Both are open, so one of them returned unfenced: users belong to the last taker.
  return base === 'again' && other !== 'again' ? 'base' : 'other';
}

describe.each([
  ['first', FIRST, SECOND],
  ['second', SECOND, FIRST],
] as const)('resting on the %s site', (_, base, other) => {
  const { json } = rendered(base);
  const answers = (profile: string, b: State, o: State): 'base' | 'other' =>
    answerer(json, profile, { [base.region]: b, [other.region]: o }) === base.region ? 'base' : 'other';

  test.each(STATES.flatMap((b) => STATES.map((o) => [b, o] as const)))(
    'the base is %s, the other one %s: users belong to the last taker',
    (b, o) => {
      expect(answers('users', b, o)).toBe(byWords(b, o));
    },
  );

  test('the name of the zone itself does not know who serves again: of two that serve, the other one answers', () => {
    expect(answers('serving', 'again', 'serving')).toBe('other');
    expect(answers('serving', 'serving', 'standby')).toBe('base');
    expect(answers('serving', 'dead', 'standby')).toBe('other');
  });
});

test('a new base turns one number of each order, and nothing else but what is told', () => {
  const [before, after] = [rendered(FIRST).json, rendered(SECOND).json];
  const changed = blocksOf(before).flatMap(({ address, type, body }) => {
    const now = blockAt(after, address)!;
    return type === 'azurerm_monitor_metric_alert'
      ? []
      : Object.keys(body)
          .filter((key) => JSON.stringify(body[key]) !== JSON.stringify(now[key]))
          .map((key) => [address, key]);
  });
  expect(changed).toEqual([
    ['azurerm_traffic_manager_external_endpoint.again-second', 'priority'],
    ['azurerm_traffic_manager_external_endpoint.serving-second', 'priority'],
  ]);
  expect(rendered(FIRST).first).toEqual([]);
});

test('it asks both entrances by their addresses, every ten seconds, on the port that serves; nobody is answered with unasked', () => {
  const { json } = rendered(FIRST, {}, SECURE);
  for (const [name, path] of [
    ['serving', SERVING_PATH],
    ['again', AGAIN_PATH],
  ] as const)
    expect(profileAt(json, name)).toMatchObject({
      traffic_routing_method: 'Priority',
      dns_config: { ttl: 30 },
      monitor_config: {
        ...{ protocol: 'HTTPS', port: 443, path, expected_status_code_ranges: ['302-302'] },
        ...{ interval_in_seconds: 10, timeout_in_seconds: 5, tolerated_number_of_failures: 2 },
      },
    });
  expect(profileAt(rendered(FIRST).json, 'serving')['monitor_config']).toMatchObject({ protocol: 'HTTP', port: 80 });
  for (const end of [...endsOf(json, 'serving'), ...endsOf(json, 'again')]) expect(end).toMatchObject({ always_serve_enabled: false });
  const hosts = endsOf(json, 'serving').map((end) => [referred(end['target']), end['custom_header']]);
  expect(Object.fromEntries(hosts)).toEqual(
    Object.fromEntries(
      ['francecentral', 'germanywestcentral'].map((region) => [
        `entrance-${region}`,
        [{ name: 'host', value: `billing-${region}.acme.example` }],
      ]),
    ),
  );
  expect(traffic.facts.detection.seconds).toBe(3 * 10 + 5);
});

test('its profiles stand beside the state, in neither site, under labels that fit', () => {
  const { json } = rendered(FIRST, { name: `${'b'.repeat(63)}.acme.example` });
  for (const name of ['users', 'serving', 'again']) {
    const profile = profileAt(json, name);
    expect(profile).toMatchObject({ resource_group_name: 'state-gavle', provider: 'azurerm.state' });
    expect((profile['dns_config'] as Body)['relative_name']).toMatch(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/);
  }
});

describe('names', () => {
  const record = (json: StackJson, type: string, id: string): Body => blockAt(json, `azurerm_dns_${type}_record.${id}`)!;

  test('users are led to the profile by an alias, the zone itself to that of addresses, and each entrance has a name of its own', () => {
    const { json } = rendered(FIRST, { aliases: ['acme.example', 'www.acme.example'] });
    expect(record(json, 'cname', 'record')).toMatchObject({
      name: 'billing',
      target_resource_id: '${azurerm_traffic_manager_profile.users.id}',
    });
    expect(record(json, 'cname', 'record-wwwacmeexample')).toMatchObject({ name: 'www' });
    expect(record(json, 'a', 'record-acmeexample')).toMatchObject({
      name: '@',
      target_resource_id: '${azurerm_traffic_manager_profile.serving.id}',
    });
    expect(record(json, 'a', 'entrance-record-francecentral')).toMatchObject({
      ...{ name: 'billing-francecentral', target_resource_id: '${data.azurerm_public_ip.entrance-francecentral.id}' },
    });
    expect(blocksOf(json, 'data').find(({ type }) => type === 'azurerm_public_ip')!.body).toMatchObject({
      ...{ name: 'billing-web-francecentral', resource_group_name: 'billing-francecentral' },
    });
  });

  test('of a zone in another subscription its look-up and the records are there, and the profiles are not', () => {
    const { json } = rendered(FIRST, { zoneOwner: { account: THEIRS } });
    const theirs = [...blocksOf(json), ...blocksOf(json, 'data')].filter(({ body }) => body['provider'] === 'azurerm.zone');
    expect([...new Set(theirs.map(({ type }) => type))].sort()).toEqual([
      'azurerm_dns_a_record',
      'azurerm_dns_cname_record',
      'azurerm_dns_zone',
    ]);
  });

  test('of a zone of another provider nothing is written, and what its owner makes is said', () => {
    const plan = planOf(FIRST, { zoneElsewhere: true, aliases: ['www.acme.example'] });
    expect(blocksOf(rendered(FIRST, { zoneElsewhere: true }).json).filter(({ type }) => type.startsWith('azurerm_dns_'))).toEqual([]);
    const host = `${String((profileAt(rendered(FIRST).json, 'users')['dns_config'] as Body)['relative_name'])}.trafficmanager.net`;
    expect(traffic.byHand!(plan)).toEqual([
      { name: NAME, type: 'CNAME', value: host },
      { name: 'www.acme.example', type: 'CNAME', value: host },
      { name: ENTRANCES[FIRST.site], type: 'CNAME', value: 'billing-web-francecentral-1a2b3c.francecentral.cloudapp.azure.com' },
      { name: ENTRANCES[SECOND.site], type: 'CNAME', value: 'billing-web-germanywestcentral-1a2b3c.germanywestcentral.cloudapp.azure.com' },
    ]);
  });
});

test('what holds in peace is watched, at both sites: the base serves, the other one does not; whoever the base is', () => {
  const told = (base: Place, id: string) => blockAt(rendered(base).json, `azurerm_monitor_metric_alert.${id}`)!;
  const of = (body: Body) => (body['criteria'] as readonly Body[])[0]!;
  const end = (values: string[]) => [{ name: 'EndpointName', operator: 'Include', values }];
  expect(of(told(FIRST, 'serves-told'))).toMatchObject({
    aggregation: 'Maximum',
    operator: 'LessThan',
    threshold: 1,
    dimension: end(['first']),
  });
  expect(of(told(FIRST, 'not-serving-told'))).toMatchObject({ operator: 'GreaterThan', threshold: 0, dimension: end(['second']) });
  expect(of(told(SECOND, 'serves-told'))).toMatchObject({ dimension: end(['second']) });
  expect(told(FIRST, 'serves-told')).toMatchObject({ enabled: true, resource_group_name: 'state-gavle' });
  expect(told(FIRST, 'serves-told')['action']).toHaveLength(2);
});

test('who deletes a profile is told, at both sites', () => {
  const told = blockAt(rendered(FIRST).json, 'azurerm_monitor_activity_log_alert.lost-profile')!;
  expect(told).toMatchObject({
    resource_group_name: 'state-gavle',
    criteria: { operation_name: 'Microsoft.Network/trafficManagerProfiles/delete', status: 'Succeeded' },
  });
  expect(told['scopes']).toHaveLength(3);
  expect(told['action']).toHaveLength(2);
});

test('who takes apart what leads to the entrances is told: between profiles, and of the records that a rule of this subscription hears', () => {
  const lost = (json: StackJson) =>
    Object.entries(json.resource?.['azurerm_monitor_activity_log_alert'] ?? {}).map(([id, { criteria, scopes }]) => [
      id,
      ((criteria as Body)['operation_name'] as string).replace('Microsoft.Network/', ''),
      (scopes as string[]).length,
    ]);
  const profiles = [
    ['lost-profile', 'trafficManagerProfiles/delete', 3],
    ['lost-nested', 'trafficManagerProfiles/nestedEndpoints/delete', 3],
    ['lost-entrance', 'trafficManagerProfiles/externalEndpoints/delete', 3],
  ];
  const { json } = rendered(FIRST, { aliases: ['www.acme.example'] });
  expect(lost(json)).toEqual([...profiles, ['lost-alias', 'dnszones/CNAME/delete', 4], ['lost-address', 'dnszones/A/delete', 4]]);
  const { scopes } = blockAt(json, 'azurerm_monitor_activity_log_alert.lost-alias')!;
  expect(scopes).toContain('${azurerm_dns_cname_record.record.id}');
  const others: readonly Partial<TrafficPlan>[] = [{ zoneOwner: { account: THEIRS } }, { zoneElsewhere: true }];
  for (const over of others) expect(lost(rendered(FIRST, over).json)).toEqual(profiles);
});

describe('what it takes', () => {
  const flaws = (over: Partial<TrafficPlan>, certificates = {}) =>
    traffic.refuses!(planOf(FIRST, over, certificates)).map(({ of, taken }) => [of, taken]);

  test.each([
    ['a name below the zone', {}, {}, []],
    ['a zone in another subscription', { zoneOwner: { account: THEIRS } }, {}, []],
    ['a role there, which nobody can take', { zoneOwner: { account: THEIRS, role: 'dns' } }, {}, [['zoneOwner', undefined]]],
    ['an owner that is no subscription', { zoneOwner: { account: 'acme' } }, {}, [['zoneOwner', undefined]]],
    ['a certificate at one site alone', {}, { [FIRST.site]: CERTIFICATE }, [['target', undefined]]],
    ['the zone itself: a warning', { aliases: ['acme.example'] }, {}, [['record', true]]],
    ['the zone itself, of another provider', { name: 'acme.example', zoneElsewhere: true }, {}, [['record', undefined]]],
    [
      'more names than a profile takes',
      { aliases: Array.from({ length: 20 }, (_, i) => `n${i}.acme.example`) },
      {},
      [['aliases', undefined]],
    ],
  ] as const)('%s', (_, over, certificates, expected) => {
    expect(flaws(over as Partial<TrafficPlan>, certificates)).toEqual(expected);
  });
});

describe('ahead of the day', () => {
  const told = (over: Partial<TrafficPlan> = {}, certificates: Readonly<Record<string, string>> = {}) =>
    traffic.doctor!(planOf(FIRST, over, certificates)).map((item) =>
      'unseen' in item ? `not seen: ${item.unseen}` : JSON.stringify(item.steps),
    );

  test('its name is ours or free, every name has its record, and every certificate the names that its site answers under', () => {
    const [label, records, first, second, ...more] = told({ aliases: ['acme.example'] }, SECURE);
    expect(label).toContain('(there|free)');
    for (const name of ['"billing"', '"@"', '"billing-francecentral"', '"billing-germanywestcentral"']) expect(records).toContain(name);
    for (const name of [NAME, 'acme.example', ENTRANCES[FIRST.site]]) expect(first).toContain(name);
    expect(first).not.toContain(ENTRANCES[SECOND.site]);
    expect(second).toContain(ENTRANCES[SECOND.site]);
    expect(more).toEqual([]);
  });

  test('a zone is asked where it is; one of another provider by nobody', () => {
    expect(told({ zoneOwner: { account: THEIRS } })[1]).toContain(THEIRS);
    expect(told({ zoneElsewhere: true })[1]).toContain('not seen');
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
  const after = (story: string, more: Partial<DnsFailoverProps> = {}) => {
    const situation = afterStory(story, declare(more)(Testing.app()).sides);
    return { situation, workload: declare(more)(appIn(folder(), situation)) };
  };
  const actionsAfter = (story: string, transition: string, more: Partial<DnsFailoverProps> = {}): Action[] => {
    const { situation, workload } = after(story, more);
    return sheetsOf(workload, situation)
      .find((one) => one.transition === transition)!
      .waves.flatMap((wave) => wave.actions);
  };

  test('a new base is one apply; its records are the library’s', () => {
    const actions = actionsAfter('standing, lost A, failover B, started, completed, normal A', 'reprotect');
    const turns = actions.filter(({ id }) => id.startsWith('apply-billing-traffic'));
    expect(turns.map((one) => (one.do === 'apply' ? one.targets : one.do))).toEqual([undefined]);
    expect(actionsAfter('standing', 'establish').map(({ id }) => id)).not.toContain('records');
  });

  test('the records of a zone of another provider are made by hand where it is established, and said nowhere else', () => {
    const more = { zoneElsewhere: true };
    const [records, ...others] = actionsAfter('standing', 'establish', more).filter(({ id }) => id === 'records');
    expect(records?.do === 'manual' ? records.text : '').toMatch(
      /billing\.acme\.example CNAME billing-acme-example-[0-9a-f]{8}\.trafficmanager\.net/,
    );
    expect(others).toEqual([]);
    expect(actionsAfter('standing', 'failover', more).map(({ id }) => id)).not.toContain('records');
  });

  test('users are seen to arrive, and the other side to be silent, where its answer leads to', () => {
    const actions = actionsAfter('standing, lost A, failover B', 'failover');
    const asked = (step: string) => actions.flatMap((one) => (one.do === 'check' && one.id.startsWith(step) ? [one.how] : []))[0];
    expect(asked('users-arrive')).toMatchObject({ matches: '\\S+/serving' });
    for (const step of ['users-arrive', 'silent']) expect(asked(step)!.run.join(' ')).toContain('%{redirect_url}');
  });

  test('an entrance opens behind its data: the one gateway waits for what makes that ready', () => {
    const { situation, workload } = after('standing, lost A, failover B, started');
    const { stacks } = renderWorkload(workload, situation);
    expect(blockAt(stacks[GERMANY], 'azurerm_application_gateway.web')!['depends_on']).toEqual(
      expect.arrayContaining(['azurerm_storage_container.invoices-data', 'azurerm_subnet.net-public']),
    );
  });
});
