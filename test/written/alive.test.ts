import { aliveOf, needsOf, type WrittenStack } from '../../lib/written/alive';
import type { KnownTypes } from '../../lib/port/known-types';
import type { Places } from '../../lib/written/reach';
import type { Procedure } from '../../lib/words/actions';
import { apply } from '../../lib/recovery/tasks';
import { checkStep } from '../../lib/words/steps';
import { CLOUDS } from '../support/clouds';
import { render } from '../support/synth';

const PLACES: Places = {
  cloud: 'fake',
  regions: ['north', 'south', 'east'],
  ids: { 'fake:north': ['group-north'], 'fake:south': ['group-south'] },
};
const FACTS: Pick<KnownTypes, 'reach'> = {
  reach: [
    { type: 'fake_role*', region: 'east', on: 'read', source: 'test' },
    { type: 'fake_bucket', region: 'east', on: 'change', source: 'test' },
    { type: 'fake_grant', region: 'home', on: 'change', source: 'test' },
    { type: 'fake_table', argument: 'replica.region_name', on: 'read', source: 'test' },
    { type: 'fake_copy', argument: 'to', on: 'read', source: 'test' },
  ],
};

const alive = (json: WrittenStack['json'], over: Partial<WrittenStack> = {}): string[] =>
  aliveOf({ kind: 'site', sites: ['fake:north'], state: 'fake:north', json, ...over }, FACTS, PLACES);
const resource = (type: string, body: object = {}) => ({ resource: { [type]: { mine: body as Readonly<Record<string, unknown>> } } });
const NORTH = { provider: { fake: [{ region: 'north' }] } };

describe('What must answer is read from what was rendered', () => {
  test('nothing, where nothing is written', () => {
    expect(alive({ ...NORTH })).toEqual([]);
  });

  test('the regions of all providers, and the place of the state', () => {
    const provider = { fake: [{ region: 'north' }, { region: 'south', alias: 'other' }], random: [{}] };
    expect(alive({ provider, ...resource('fake_x') }, { state: 'fake:east' })).toEqual(['fake:east', 'fake:north', 'fake:south']);
  });

  test('a provider of another cloud goes by its own name; one whose region Terraform decides says nothing', () => {
    const provider = { fake: [{ region: 'north' }], other: [{ region: 'mars' }, { region: '${var.region}', alias: 'x' }] };
    expect(alive({ provider, ...resource('fake_x') })).toEqual(['fake:north', 'other:mars']);
  });

  test('the sites, where no provider of the cloud has a region', () => {
    const json = { provider: { fake: [{ features: {} }], other: [{ region: 'mars' }] }, ...resource('fake_x') };
    expect(alive(json, { sites: ['fake:north', 'fake:south'] })).toEqual(['fake:north', 'fake:south', 'other:mars']);
  });

  test.each([
    ['a type that is read through another region', 'fake_role_policy', {}, ['fake:east', 'fake:north']],
    ['a type that is only changed there', 'fake_bucket', {}, ['fake:north']],
    [
      'an argument that names a region, in a list of blocks',
      'fake_table',
      { replica: [{ region_name: 'south' }] },
      ['fake:north', 'fake:south'],
    ],
    ['the same block, written once', 'fake_table', { replica: { region_name: 'south' } }, ['fake:north', 'fake:south']],
    ['a region as a field of an id', 'fake_copy', { to: 'arn:x:y:south:1:z' }, ['fake:north', 'fake:south']],
    ['a region as a part of a host', 'fake_copy', { to: 'https://south.example.org' }, ['fake:north', 'fake:south']],
    ['an id that says no region, but what only that site has', 'fake_copy', { to: '/groups/Group-South/x' }, ['fake:north', 'fake:south']],
    ['a name that merely holds that of a region', 'fake_copy', { to: 'bucket-south-1' }, ['fake:north']],
    ['an argument that no row names', 'fake_table', { tags: { of: 'south' } }, ['fake:north']],
  ])('of a recovery stack: %s', (_, type, body, expected) => {
    expect(alive({ ...NORTH, ...resource(type, body) })).toEqual(expected);
  });

  test('data and what is read at each run count, too', () => {
    const looked = { mine: {} };
    expect(alive({ ...NORTH, ...resource('fake_x'), data: { fake_role: looked } })).toContain('fake:east');
    expect(alive({ ...NORTH, ...resource('fake_x'), ephemeral: { fake_role: looked } })).toContain('fake:east');
  });

  test.each(['base', 'links', 'traffic'] as const)('a stack of peace (%s) needs what it changes, too', (kind) => {
    expect(alive({ ...NORTH, ...resource('fake_bucket') }, { kind })).toEqual(['fake:east', 'fake:north']);
  });

  test('each partition has its own control plane: none of another one is named, and a word stands where nobody says which region it is', () => {
    const elsewhere = { 'fake-gov': 'gov', 'fake-far': 'a control plane of fake-far (UNVERIFIED)' };
    const facts = { reach: [{ type: 'fake_role', region: 'east', elsewhere, on: 'read' as const, source: 'test' }] };
    const at = (partition?: string) =>
      aliveOf(
        { kind: 'base', sites: ['fake:north'], state: 'fake:north', json: { ...NORTH, ...resource('fake_role') } },
        facts,
        partition === undefined ? PLACES : { ...PLACES, partition },
      );
    expect([at(), at('fake'), at('fake-gov'), at('fake-far')]).toEqual([
      ['fake:east', 'fake:north'],
      ['fake:east', 'fake:north'],
      ['fake:gov', 'fake:north'],
      ['fake:a control plane of fake-far (UNVERIFIED)', 'fake:north'],
    ]);
  });

  test('a control plane that differs by tenant is where the given provider works, or a word', () => {
    const provider = { fake: [{ region: 'north' }, { region: 'south', alias: 'home' }] };
    const granted = (body: object) => alive({ provider, ...resource('fake_grant', body) }, { kind: 'base' });
    expect(granted({ provider: 'fake.home' })).toEqual(['fake:north', 'fake:south']);
    expect(granted({})).toEqual(['fake:home', 'fake:north', 'fake:south']);
  });
});

const ALIVE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  aws: {
    'billing-eu-central-1-base': ['aws:eu-central-1', 'aws:us-east-1'],
    'billing-eu-central-1': ['aws:eu-central-1'],
    'billing-links': ['aws:eu-central-1', 'aws:eu-north-1', 'aws:eu-west-3', 'aws:us-east-1'],
    'billing-traffic': ['aws:eu-central-1', 'aws:eu-north-1', 'aws:eu-west-3', 'aws:us-east-1'],
  },
  azure: {
    'billing-germanywestcentral-base': ['azure:germanywestcentral', 'azure:global'],
    'billing-germanywestcentral': ['azure:germanywestcentral'],
    'billing-links': ['azure:francecentral', 'azure:germanywestcentral', 'azure:swedencentral'],
  },
  oci: {
    'billing-eu-paris-1-base': ['oci:eu-paris-1', 'oci:uk-london-1'],
    'billing-eu-paris-1': ['oci:eu-paris-1'],
    'billing-links': ['oci:eu-frankfurt-1', 'oci:eu-milan-1', 'oci:eu-paris-1'],
  },
};

test.each(CLOUDS.map((cloud) => [cloud.name, cloud] as const))('%s: each stack says so in the manifest', (name, cloud) => {
  const kinds = (['network', 'object-storage', 'load-balancer'] as const).filter((kind) => cloud.cloud.cells[kind]);
  const { manifest } = render({ cloud, kinds, tier: 'hot' });
  const said = Object.fromEntries(manifest.stacks.map(({ id, alive: places }) => [id, places]));
  expect(said).toMatchObject(ALIVE[name] as object);
});

describe('What a procedure needs is the union of its steps', () => {
  const step = checkStep({ id: 'look', title: 'Look', run: ['true'], matches: '', endpoint: 'south' });
  const procedure = (actions: Procedure['waves'][number]['actions']): Procedure => ({
    ...{ transition: 'establish', workload: 'billing', title: '', due: true, declaration: [], decides: '', estimate: 0 },
    needs: ['fake:north'],
    waves: [{ name: 'one', purpose: '', actions }],
  });
  const sites = [{ site: 'fake:south', region: 'south', account: '1', ground: {} }];
  const stacks = [{ id: 'billing-links', alive: ['fake:east', 'fake:north'] }];
  const needed = (...actions: Procedure['waves'][number]['actions']): string[] => needsOf(procedure(actions), stacks, sites);

  test('the stacks that are applied, and the regions that are called', () => {
    expect(needed(apply('billing-links', 'Links'), step)).toEqual(['fake:east', 'fake:north', 'fake:south']);
  });

  test('nothing waits for what is best effort, nor is public DNS a place', () => {
    expect(needed({ ...step, bestEffort: true }, { ...step, endpoint: 'public DNS' })).toEqual(['fake:north']);
  });
});
