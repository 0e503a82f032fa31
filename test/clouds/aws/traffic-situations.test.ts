import { aws } from '../../../lib/clouds/aws/aws';
import { AGAIN_PATH, SERVING_PATH } from '../../../lib/components/load-balancer';
import { dublin, topology } from '../../declared';
import { blockAt, blocksOf, mutate, type Body, type StackJson } from '../../support/json';
import { lawFourStack } from '../../support/laws/law-04';
import { N, NOT_TOLD_APART, SITUATIONS, TURNED_C, type Letter, type World } from '../../support/switched';
import { switchedShop } from '../../support/switched-shop';

/*
 * Whom users reach, in every situation that sites can be in: from the rules of the entrances and the checks of the switch, as each was applied
 * last. A site that is lost answers nobody; one that comes back answers as it was applied last, until it is fenced.
 */

/** What is synthesized after a story. */
const after = switchedShop(() => topology({ successors: [dublin()] }));

const REGIONS: Readonly<Record<Letter, string>> = { A: 'eu-west-3', B: 'eu-central-1', C: 'eu-west-1' };
const siteAt = (story: string, site: Letter): StackJson => {
  const json = after(story)[`shop-${REGIONS[site]}`];
  if (!json) throw new Error(`nothing is synthesized of ${site} after ${story}`);
  return json;
};

/** The status with which an entrance answers a path: the first rule that fits. */
function statusOf(json: StackJson, path: string): string {
  const rules = blocksOf(json)
    .filter(({ type }) => type === 'aws_lb_listener_rule')
    .map(({ body }) => body)
    .sort((one, other) => Number(one['priority']) - Number(other['priority']));
  const fits = rules.find((rule) => {
    const [{ path_pattern: pattern } = {}] = rule['condition'] as { path_pattern?: { values: string[] } }[];
    return pattern?.values.some((value) => value === path || value === '/*');
  });
  const [action] = (fits?.['action'] ?? []) as { fixed_response?: { status_code: string } }[];
  return action?.fixed_response?.status_code ?? '200';
}

const referred = (text: unknown): string => /^\$\{(?:data\.)?([^.]+\.[^.]+)\.[^.]+\}$/.exec(text as string)![1]!;
const regionOf = (dnsName: unknown): string => referred(dnsName).replace('aws_lb.entrance-', '');

/** Whether a check is healthy, as Route 53 computes it. */
function healthy(traffic: StackJson, address: string, world: World): boolean {
  const check = blockAt(traffic, address)!;
  const children = (check['child_healthchecks'] ?? []) as string[];
  const probed = (): boolean => {
    const site = (Object.keys(REGIONS) as Letter[]).find((one) => REGIONS[one] === regionOf(check['fqdn']))!;
    const story = world[site];
    return story !== undefined && statusOf(siteAt(story, site), check['resource_path'] as string) === '200';
  };
  const seen =
    check['type'] === 'CALCULATED'
      ? children.filter((child) => healthy(traffic, referred(child), world)).length >= Number(check['child_health_threshold'])
      : probed();
  return seen !== check['invert_healthcheck'];
}

/** The site that users are sent to. */
function reached(world: World, change: (traffic: StackJson) => StackJson = (json) => json): Letter {
  const traffic = change(after(world.T as string)['shop-traffic'] as StackJson);
  const records = blocksOf(traffic).filter(({ type }) => type === 'aws_route53_record');
  const of = (part: string): Body =>
    records.find(({ body }) => (body['failover_routing_policy'] as Body | undefined)?.['type'] === part)!.body;
  const primary = of('PRIMARY');
  const chosen = healthy(traffic, referred(primary['health_check_id']), world) ? primary : of('SECONDARY');
  const region = regionOf((chosen['alias'] as Body)['name']);
  return (Object.keys(REGIONS) as Letter[]).find((one) => REGIONS[one] === region)!;
}

test.each(SITUATIONS)('%s', (_, world, reach) => {
  expect(reached(world)).toBe(reach);
});

test('users are sent to nobody who lost the role, but where no probe can tell, and those situations are named', () => {
  const serves = (world: World, site: Letter): boolean =>
    world[site] !== undefined && statusOf(siteAt(world[site], site), SERVING_PATH) === '200';
  expect(SITUATIONS.filter(([, world, reach, role]) => reach !== role && serves(world, reach))).toEqual([]);
  for (const [, world, reach, role] of NOT_TOLD_APART)
    expect([reached(world), serves(world, reach), world[role]]).toEqual([reach, true, undefined]);
});

test.each(NOT_TOLD_APART)('%s: it looks like another situation, in which that is right', (_, world, reach, __, like) => {
  const [, theirs, there, role] = SITUATIONS.find(([situation]) => situation === like)!;
  expect([theirs, there, role]).toEqual([world, reach, reach]);
});

describe('mutants of the switch', () => {
  const at = (json: StackJson, id: string): string[] => [
    'resource',
    ...blocksOf(json)
      .find(({ address }) => address.startsWith(`aws_route53_health_check.${id}`))!
      .address.split('.'),
  ];
  const wrong = (change: (json: StackJson) => StackJson): string[] =>
    SITUATIONS.filter(([, world, reach]) => reached(world, change) !== reach).map(([situation]) => situation);

  test.each<readonly [string, (json: StackJson) => StackJson]>([
    ['a threshold of 2', (json) => mutate(json, [...at(json, 'answers'), 'child_health_threshold'], 2)],
    ['a threshold of 4', (json) => mutate(json, [...at(json, 'answers'), 'child_health_threshold'], 4)],
    ['a verdict that is never inverted', (json) => mutate(json, [...at(json, 'answers'), 'invert_healthcheck'], false)],
    ['a side that is not denied', (json) => mutate(json, [...at(json, 'not-serving'), 'invert_healthcheck'], false)],
    ['one path for both', (json) => mutate(json, [...at(json, 'serves-again'), 'resource_path'], SERVING_PATH)],
    ['the other path for both', (json) => mutate(json, [...at(json, 'not-serving'), 'resource_path'], AGAIN_PATH)],
  ])('%s', (_, change) => {
    expect(wrong((json) => json)).toEqual([]);
    expect(wrong(change)).not.toEqual([]);
  });
});

describe('where a site is replaced', () => {
  const [before, now] = [N, TURNED_C].map((story) => after(story)['shop-traffic'] as StackJson) as [StackJson, StackJson];
  const told = (to: StackJson) => lawFourStack('shop-traffic', before, to, aws);

  test('what is there is deleted by a provider that is still there', () => {
    expect(told(now)).toEqual([]);
    const gone = mutate(
      now,
      ['provider', 'aws'],
      (now.provider!['aws'] as Body[]).filter(({ alias }) => alias !== 'switch'),
    );
    expect(told(gone)).toContain('shop-traffic: aws_route53_health_check.answers-0 goes, and its provider aws.switch went before it');
  });

  test('each part of the name is changed where it is: a second PRIMARY would be refused', () => {
    for (const part of ['primary', 'secondary']) {
      const [was, is] = [before, now].map((json) => blockAt(json, `aws_route53_record.record-${part}`)!) as [Body, Body];
      expect([is['name'], is['failover_routing_policy']]).toEqual([was['name'], was['failover_routing_policy']]);
      expect(is['set_identifier'] === was['set_identifier']).toBe(part === 'secondary');
    }
  });
});
