import { Duration, Topology } from '../../../lib';
import { oci } from '../../../lib/clouds/oci/oci';
import { SERVING_PATH } from '../../../lib/components/load-balancer';
import { blockAt, blocksOf, mutate, type Body, type StackJson } from '../../support/json';
import { lawFourStack } from '../../support/laws/law-04';
import { N, SITUATIONS, TURNED_C, type Letter, type World } from '../../support/switched';
import { switchedShop } from '../../support/switched-shop';
import { statusAt } from './firewall';

/*
 * Whom users reach, in every situation that sites can be in: from the policies of the firewalls and the records and policies of the switch, as each was
 * applied last. A site that is lost answers nobody; one that comes back answers as it was applied last, until it is fenced.
 */

const REGIONS: Readonly<Record<Letter, string>> = { A: 'eu-frankfurt-1', B: 'eu-paris-1', C: 'eu-madrid-1' };
const site = (letter: Letter, i: number) =>
  oci.site(REGIONS[letter], {
    ...{ account: 'ocid1.compartment.oc1..acme', namespace: 'acmens', homeRegion: 'uk-london-1', cidr: `10.${i}0.0.0/16` },
    state: oci.stateIn(`acme-state-${letter.toLowerCase()}`, { namespace: 'acmens' }),
  });

/** What is synthesized after a story. */
const after = switchedShop(
  () =>
    Topology.activePassive({
      ...{ primary: site('A', 1), secondary: site('B', 2), successors: [site('C', 3)] },
      witness: oci.stateIn('acme-state-milan', { namespace: 'acmens', region: 'eu-milan-1' }),
    }),
  { flowLogs: Duration.ZERO },
);

const of = (switched: StackJson, type: string): Body[] => blocksOf(switched).flatMap((one) => (one.type === type ? [one.body] : []));
const referred = (text: unknown): string => /^\$\{[^.]+\.([^.]+)\.[^}]+\}$/.exec(text as string)![1]!;
/** What a name is a plain record of. */
const answerOf = (switched: StackJson, name: string): string =>
  (of(switched, 'oci_dns_rrset').find(({ domain }) => domain === name)!['items'] as readonly Body[])[0]!['rdata'] as string;
/** The site whose reserved address a record is. */
const siteOf = (address: string): Letter =>
  (Object.keys(REGIONS) as Letter[]).find((one) => address.includes(`oci_core_public_ips.entrance-${REGIONS[one]}.`))!;

/** Whether a target of the monitor is reported as up: by what its site answers to the path of the monitor under that name. */
function isUp(switched: StackJson, monitor: Body, target: string, world: World): boolean {
  const letter = siteOf(answerOf(switched, target));
  const story = world[letter];
  return story !== undefined && statusAt(after(story)[`shop-${REGIONS[letter]}`]!, 'web', monitor['path'] as string, target) === 200;
}

/** What a policy answers with, by its rules in turn. */
function answersOf(switched: StackJson, policy: Body, world: World): string[] {
  const monitor = blockAt(switched, `oci_health_checks_http_monitor.${referred(policy['health_check_monitor_id'])}`)!;
  const targets = monitor['targets'] as string[];
  let left = policy['answers'] as readonly { rdata: string; pool: string }[];
  for (const rule of policy['rules'] as readonly Body[]) {
    const ranks = ((rule['default_answer_data'] ?? []) as readonly Body[]).map(
      ({ answer_condition, value }) => [/== '(.*)'/.exec(answer_condition as string)?.[1], value as number] as const,
    );
    const rank = (pool: string): number => ranks.find(([of]) => of === pool)?.[1] ?? 255;
    if (rule['rule_type'] === 'HEALTH')
      left = left.filter(({ rdata }) => {
        const name = rdata.replace(/\.$/, '');
        return !targets.includes(name) || isUp(switched, monitor, name, world);
      });
    if (rule['rule_type'] === 'PRIORITY') left = [...left].sort((one, two) => rank(one.pool) - rank(two.pool));
    if (rule['rule_type'] === 'LIMIT') left = left.slice(0, rule['default_count'] as number);
  }
  return left.map(({ rdata }) => rdata.replace(/\.$/, ''));
}

/** The site that a name answers with: an attached policy occludes the record under it. */
function follow(switched: StackJson, name: string, world: World): Letter {
  const attached = of(switched, 'oci_dns_steering_policy_attachment').find(({ domain_name }) => domain_name === name);
  if (!attached) {
    const answer = answerOf(switched, name);
    return answer.startsWith('${') ? siteOf(answer) : follow(switched, answer, world);
  }
  const policy = blockAt(switched, `oci_dns_steering_policy.${referred(attached['steering_policy_id'])}`)!;
  const [found] = answersOf(switched, policy, world);
  // What nobody promises is an answer where all of them are down.
  if (found === undefined) throw new Error(`${name} has no answer`);
  return follow(switched, found, world);
}

const reached = (world: World, change = (json: StackJson): StackJson => json): Letter | string => {
  try {
    return follow(change(after(world.T as string)['shop-traffic'] as StackJson), 'shop.acme.example', world);
  } catch (error) {
    return String(error);
  }
};

test.each(SITUATIONS)('%s', (_, world, reach) => {
  expect(reached(world)).toBe(reach);
});

test('with both entrances out, the name leads to the one that stands by', () => {
  expect(reached({ T: N })).toBe('B');
});

describe('mutants of the switch', () => {
  const wrong = (change: (json: StackJson) => StackJson): string[] =>
    SITUATIONS.filter(([, world, reach]) => reached(world, change) !== reach).map(([situation]) => situation);
  /** Every policy, or every monitor, with one argument changed. */
  const each = (json: StackJson, type: string, argument: string, change: (value: Body[]) => unknown): StackJson =>
    blocksOf(json)
      .filter((one) => one.type === type)
      .reduce(
        (now, { address, body }) => mutate(now, ['resource', ...address.split('.'), argument], change(body[argument] as Body[])),
        json,
      );
  const policies = (argument: string, change: (value: Body[]) => unknown) => (json: StackJson) =>
    each(json, 'oci_dns_steering_policy', argument, change);
  const ranks = (order: readonly string[]) =>
    policies('rules', (rules) =>
      rules.map((rule) =>
        rule['rule_type'] === 'PRIORITY'
          ? { ...rule, default_answer_data: order.map((pool, i) => ({ answer_condition: `answer.pool == '${pool}'`, value: i })) }
          : rule,
      ),
    );

  test.each<readonly [string, (json: StackJson) => StackJson]>([
    ['the base ahead of the one that takes over', ranks(['other-again', 'base-again', 'base-serves', 'other-serves', 'page'])],
    ['the same among those that serve again', ranks(['base-serves', 'base-again', 'other-again', 'other-serves', 'page'])],
    ['who serves ahead of who serves again', ranks(['other-serves', 'base-serves', 'other-again', 'base-again', 'page'])],
    ['the page ahead of all', ranks(['page', 'other-again', 'base-again', 'other-serves', 'base-serves'])],
    ['nobody is looked at', policies('rules', (rules) => rules.filter((rule) => rule['rule_type'] !== 'HEALTH'))],
    ['no answer where nobody serves', policies('answers', (answers) => answers.slice(0, 4))],
    ['nobody that serves again', policies('answers', (answers) => answers.filter(({ pool }) => !(pool as string).endsWith('again')))],
    [
      'the page is of the base',
      policies('answers', (answers) => answers.map((one) => (one['pool'] === 'page' ? { ...one, rdata: answers[3]!['rdata'] } : one))),
    ],
    ['what serves is not asked', (json) => each(json, 'oci_health_checks_http_monitor', 'targets', () => [])],
    ['another path', (json) => each(json, 'oci_health_checks_http_monitor', 'path', () => '/healthz')],
    [
      'a base that never turns',
      (json) =>
        mutate(
          json,
          ['resource', 'oci_dns_rrset', 'record', 'items'],
          [{ rdata: (blockAt(after(N)['shop-traffic'], 'oci_dns_rrset.record')!['items'] as readonly Body[])[0]!['rdata'] }],
        ),
    ],
  ])('%s', (_, change) => {
    expect(wrong((json) => json)).toEqual([]);
    expect(wrong(change)).not.toEqual([]);
  });

  test('a firewall that says nothing of who serves again', () => {
    expect(statusAt(after(N)[`shop-${REGIONS.A}`]!, 'web', SERVING_PATH, 'again-shop-eu-frankfurt-1.acme.example')).toBe(503);
    expect(statusAt(after(N)[`shop-${REGIONS.A}`]!, 'web', SERVING_PATH, 'shop-eu-frankfurt-1.acme.example')).toBe(200);
  });
});

test('where a site is replaced, another pair has orders and a monitor of its own, and what goes has its provider still', () => {
  const [before, now] = [N, TURNED_C].map((story) => after(story)['shop-traffic'] as StackJson) as [StackJson, StackJson];
  expect(lawFourStack('shop-traffic', before, now, oci)).toEqual([]);
  for (const type of ['oci_dns_steering_policy', 'oci_dns_steering_policy_attachment', 'oci_health_checks_http_monitor']) {
    const at = (json: StackJson) => blocksOf(json).flatMap((one) => (one.type === type ? [one.address] : []));
    expect(at(before).filter((one) => at(now).includes(one))).toEqual([]);
  }
  expect(blockAt(now, 'oci_dns_rrset.record')).toBeDefined();
});
