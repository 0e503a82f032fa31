import { Duration, Topology } from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { AGAIN_PATH, SERVING_PATH } from '../../../lib/components/load-balancer';
import { blockAt, blocksOf, mutate, type Body, type StackJson } from '../../support/json';
import { lawFourStack } from '../../support/laws/law-04';
import { N, SITUATIONS, TURNED_C, type Letter, type World } from '../../support/switched';
import { switchedShop } from '../../support/switched-shop';

/*
 * Whom users reach, in every situation that sites can be in: from the tables of the gateways and the profiles of the switch, as each was applied
 * last. A site that is lost answers nobody; one that comes back answers as it was applied last, until it is fenced.
 */

const REGIONS: Readonly<Record<Letter, string>> = { A: 'francecentral', B: 'germanywestcentral', C: 'northeurope' };
const account = '00000000-0000-0000-0000-000000000001';
const site = (letter: Letter, i: number) =>
  azure.site(REGIONS[letter], {
    ...{ account, cidr: `10.${i}0.0.0/16` },
    state: azure.stateIn(`acmestate${letter.toLowerCase()}`, { resourceGroup: `state-${letter.toLowerCase()}` }),
  });

/** What is synthesized after a story. */
const after = switchedShop(
  () =>
    Topology.activePassive({
      ...{ primary: site('A', 1), secondary: site('B', 2), successors: [site('C', 3)] },
      witness: azure.stateIn('acmestategavle', { resourceGroup: 'state-gavle', region: 'swedencentral' }),
    }),
  { flowLogs: Duration.ZERO },
);

type Named = readonly (Body & { readonly name: string })[];

/** The status with which an entrance answers a path of the switch: of the redirect that its table leads to. */
function statusOf(story: string, letter: Letter, path: string): number {
  const gateway = blockAt(after(story)[`shop-${REGIONS[letter]}`], 'azurerm_application_gateway.web')!;
  const [table] = gateway['url_path_map'] as Named;
  const rule = (table!['path_rule'] as Named).find(({ paths }) => (paths as string[]).includes(path))!;
  const to = (gateway['redirect_configuration'] as Named).find(({ name }) => name === rule['redirect_configuration_name'])!;
  return to['redirect_type'] === 'Found' ? 302 : 303;
}

const referred = (text: unknown): string => /^\$\{(?:data\.)?[^.]+\.([^.]+)\.[^.]+\}$/.exec(text as string)![1]!;
const siteOf = (target: unknown): Letter =>
  (Object.keys(REGIONS) as Letter[]).find((one) => `entrance-${REGIONS[one]}` === referred(target))!;

/** What a profile may answer with, in its order. */
const endsOf = (switched: StackJson, profile: string): Body[] =>
  blocksOf(switched)
    .filter(({ type, body }) => type.endsWith('_endpoint') && referred(body['profile_id']) === profile)
    .map(({ body }) => body)
    .sort((one, other) => Number(one['priority']) - Number(other['priority']));

function healthy(switched: StackJson, profile: string, end: Body, world: World): boolean {
  if (end['target'] === undefined) {
    const child = referred(end['target_resource_id']);
    const up = endsOf(switched, child).filter((one) => healthy(switched, child, one, world));
    return up.length >= Number(end['minimum_child_endpoints']);
  }
  const { path, expected_status_code_ranges: expected } = blockAt(switched, `azurerm_traffic_manager_profile.${profile}`)![
    'monitor_config'
  ] as { path: string; expected_status_code_ranges: string[] };
  const letter = siteOf(end['target']);
  const story = world[letter];
  const status = story === undefined ? undefined : statusOf(story, letter, path);
  return end['always_serve_enabled'] === true || expected.includes(`${status}-${status}`);
}

/** The site that a profile answers with: the first that is healthy; where none is, all of them are considered. */
function answers(switched: StackJson, profile: string, world: World): Letter {
  const ends = endsOf(switched, profile);
  const [found] = [...ends.filter((end) => healthy(switched, profile, end, world)), ...ends] as [Body];
  return found['target'] === undefined ? answers(switched, referred(found['target_resource_id']), world) : siteOf(found['target']);
}

const reached = (world: World, change = (json: StackJson): StackJson => json): Letter =>
  answers(change(after(world.T as string)['shop-traffic'] as StackJson), 'users', world);

test.each(SITUATIONS)('%s', (_, world, reach) => {
  expect(reached(world)).toBe(reach);
});

describe('mutants of the switch', () => {
  const wrong = (change: (json: StackJson) => StackJson): string[] =>
    SITUATIONS.filter(([, world, reach]) => reached(world, change) !== reach).map(([situation]) => situation);
  const end = (name: string, argument: string): string[] => ['resource', 'azurerm_traffic_manager_external_endpoint', name, argument];
  const nested = (name: string, argument: string): string[] => ['resource', 'azurerm_traffic_manager_nested_endpoint', name, argument];
  const asked = (name: string, argument: string): string[] => [
    ...['resource', 'azurerm_traffic_manager_profile', name, 'monitor_config', argument],
  ];

  test.each<readonly [string, (json: StackJson) => StackJson]>([
    ['the base ahead of the one that takes over', (json) => mutate(json, end('serving-second', 'priority'), 600)],
    ['an order that never turns', (json) => mutate(json, end('serving-second', 'priority'), 400)],
    ['the same among those that serve again', (json) => mutate(json, end('again-second', 'priority'), 600)],
    ['who serves ahead of who serves again', (json) => mutate(json, nested('users-serving', 'priority'), 50)],
    ['two that have to serve', (json) => mutate(json, nested('users-serving', 'minimum_child_endpoints'), 2)],
    ['one path for both', (json) => mutate(json, asked('again', 'path'), SERVING_PATH)],
    ['the other path for both', (json) => mutate(json, asked('serving', 'path'), AGAIN_PATH)],
    ['any answer is right', (json) => mutate(json, asked('serving', 'expected_status_code_ranges'), ['302-302', '303-303'])],
    ['an endpoint that nobody asks', (json) => mutate(json, end('serving-second', 'always_serve_enabled'), true)],
  ])('%s', (_, change) => {
    expect(wrong((json) => json)).toEqual([]);
    expect(wrong(change)).not.toEqual([]);
  });
});

test('where a site is replaced, endpoints stay under their names and places, and what goes has its provider still', () => {
  const [before, now] = [N, TURNED_C].map((story) => after(story)['shop-traffic'] as StackJson) as [StackJson, StackJson];
  expect(lawFourStack('shop-traffic', before, now, azure)).toEqual([]);
  const ends = (json: StackJson) => [...endsOf(json, 'serving'), ...endsOf(json, 'again')].map(({ name }) => name).sort();
  expect(ends(now)).toEqual(ends(before));
  const gone = mutate(
    now,
    ['provider', 'azurerm'],
    (now.provider!['azurerm'] as Body[]).filter(({ alias }) => alias !== 'zone'),
  );
  expect(lawFourStack('shop-traffic', before, gone, azure).join()).toContain('its provider azurerm.zone went before it');
});
