import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider/index.js';
import { TerraformStack, Testing } from 'cdktf';
import { azure } from '../../../lib/clouds/azure/azure';
import { renderMarker } from '../../../lib/clouds/azure/marker';
import { AzureState } from '../../../lib/clouds/azure/state';
import type { Marker } from '../../../lib/port/marker';
import {
  claimOf,
  evaluate,
  evaluatedOn,
  fakeProgram,
  filled,
  markerWith,
  refusedBy,
  REST,
  says,
  testClaims,
  wordOf,
  testMoving,
  type Moment,
  type Precondition,
} from '../markers';

type Tags = Readonly<Record<string, string>>;
interface Body {
  readonly tags: Tags;
  readonly lifecycle: { readonly precondition: readonly Precondition[] };
}
interface Json {
  readonly resource: Record<string, Record<string, Body>>;
  readonly data: Record<string, Record<string, unknown>>;
  readonly variable?: Record<string, unknown>;
}

const A = 'azurerm_storage_account.a';
const B = 'azurerm_storage_account.b';
const MARKER = markerWith(A, B);

function marked(over: Partial<Marker> = {}, joins = false): Json {
  const stack = new TerraformStack(Testing.app(), 'billing-links');
  const provider = new AzurermProvider(stack, 'azurerm', { features: [{}] });
  const other = new AzurermProvider(stack, 'azurerm-other', { features: [{}], alias: 'other' });
  const state = new AzureState('acme', { resourceGroup: 'state', region: 'swedencentral' });
  const theirs = new AzureState('acmeb', { resourceGroup: 'state-b', region: 'francecentral' });
  const beside = joins ? [{ stack: 'billing-b', provider: other, state: theirs, follows: ['0', '4', 'b1'] }] : [];
  renderMarker(stack, provider, state, { ...MARKER, beside, ...over });
  return JSON.parse(Testing.synth(stack)) as Json;
}

const markerOf = ({ resource }: Json): Body => resource['azurerm_application_security_group']?.['continuity-marker'] as Body;
const conditionsOf = (json: Json): readonly Precondition[] => markerOf(json).lifecycle.precondition;

const resources = (all: readonly Tags[]): string => `[${all.map((tags) => `{ tags = tomap(${JSON.stringify(tags)}) }`).join(', ')}]`;

const READS = {
  own: 'data.azurerm_application_security_group.continuity-marker-known-group[*]',
  other: 'data.azurerm_application_security_group.continuity-marker-of-billing-b-group[*]',
  text: (all: readonly Tags[]): string => resources(all),
};
/** The words with which a plan is refused at each moment. */
const refused = (json: Json, moments: readonly Moment<Tags>[]): string[][] =>
  refusedBy(conditionsOf(json), moments, (moment, precondition) => filled(moment, precondition, READS));

const old = (sequence: number): Tags => ({ 'continuity-sequence': String(sequence), 'continuity-holds-00': A });
const tags = (id: string, open = false, holds = A): Tags => ({
  'continuity-sequence': '6',
  'continuity-marker': id,
  'continuity-open': String(open),
  'continuity-holds-00': holds,
});

const evaluated = evaluatedOn('Azure');

describe('the marker on Azure', () => {
  test('lies in the resource group of the state and is read without an error when it is absent', () => {
    const json = marked();
    expect(markerOf(json)).toMatchObject({
      name: 'continuity-billing-links',
      resource_group_name: 'state',
      location: 'swedencentral',
      tags: { 'continuity-sequence': '7', 'continuity-marker': 'c3', 'continuity-open': 'true', 'continuity-holds-00': A },
    });
    expect(json.data['azurerm_resources']).toMatchObject({
      'continuity-marker-known': { resource_group_name: 'state', provider: 'azurerm' },
    });
  });

  evaluated('is missed by nobody who is shown nothing: a list without the account of the state is refused', () => {
    const [known] = Object.values(marked().data['azurerm_resources'] ?? {}) as { lifecycle: { postcondition: Precondition[] } }[];
    const [shown] = known?.lifecycle.postcondition ?? [];
    expect(shown?.error_message).toMatch(/^UNSEEN: .*storage account acme in the resource group state/);
    const seen = (...all: readonly (readonly [string, string])[]): string =>
      (shown?.condition ?? '').replace('self.resources', JSON.stringify(all.map(([type, name]) => ({ type, name })))).slice(2, -1);
    const group = ['Microsoft.Network/applicationSecurityGroups', 'continuity-billing-links'] as const;
    expect(
      evaluate([
        seen(),
        seen(group),
        seen(['Microsoft.Storage/storageAccounts', 'another']),
        seen(['microsoft.storage/storageaccounts', 'ACME'], group),
        seen(['Microsoft.Storage/storageAccounts', 'acme']),
      ]),
    ).toEqual([false, false, false, true, true]);
  });

  test('is read from the group itself, where the list has one: the list is behind', () => {
    const counted = (list: string, name: string): string =>
      `\${length([for r in data.azurerm_resources.${list}.resources : r if lower(r.type) == "microsoft.network/applicationsecuritygroups" && lower(r.name) == "${name}"])}`;
    const json = marked({}, true);
    expect(json.data['azurerm_application_security_group']).toEqual({
      'continuity-marker-known-group': {
        name: 'continuity-billing-links',
        resource_group_name: 'state',
        count: counted('continuity-marker-known', 'continuity-billing-links'),
        provider: 'azurerm',
      },
      'continuity-marker-of-billing-b-group': {
        name: 'continuity-billing-b',
        resource_group_name: 'state-b',
        count: counted('continuity-marker-of-billing-b', 'continuity-billing-b'),
        provider: 'azurerm.other',
      },
    });
    expect(conditionsOf(json).flatMap(({ condition }) => condition.match(/data\.azurerm_resources/g) ?? [])).toEqual([]);
  });

  test('asks for a move where it opens, and nowhere else', () => {
    const [open, shut] = [marked(), marked({ open: false })];
    expect(open.variable?.['continuity_move']).toMatchObject({ type: 'string', default: '' });
    expect(conditionsOf(open).map(wordOf)).toEqual(['STALE', 'VANISHED', 'OPENS']);
    expect(shut.variable).toBeUndefined();
    expect(conditionsOf(shut).map(wordOf)).toEqual(['STALE', 'VANISHED']);
    expect(markerOf(shut).tags['continuity-open']).toBe('false');
  });

  test('reads the marker of a neighbour where its state lives', () => {
    const json = marked({ open: false }, true);
    expect(json.data['azurerm_resources']?.['continuity-marker-of-billing-b']).toMatchObject({
      resource_group_name: 'state-b',
      provider: 'azurerm.other',
    });
    expect(conditionsOf(json)[2]?.error_message).toMatch(/^BEHIND: billing-b .* this output of billing-links /);
  });

  test('spreads addresses over tags of 256 characters, and refuses more than 50 of them in all', () => {
    const many = Array.from({ length: 60 }, (_, i) => `azurerm_storage_account.component-number-${i}`);
    const spread = markerOf(marked({ holds: many })).tags;
    expect(Object.values(spread).every((value) => value.length <= 256)).toBe(true);
    const held = Object.entries(spread).filter(([key]) => key.startsWith('continuity-holds-'));
    expect(held.flatMap(([, value]) => value.split(' '))).toEqual(many);
    const long = (n: number): string[] => Array.from({ length: n }, (_, i) => `${'x'.repeat(300)}${i}`);
    expect(Object.keys(markerOf(marked({ holds: long(47) })).tags)).toHaveLength(50);
    expect(() => marked({ holds: long(48) })).toThrow(/DR-MARK-01/);
  });

  const OPENING: readonly (Moment<Tags> & { readonly is: readonly string[] })[] = [
    { is: [] },
    { stands: [old(5)], is: ['OPENS'] },
    { stands: [old(5)], move: '2', is: [] },
    { stands: [old(6)], move: '2', is: ['STALE'] },
    { stands: [tags('a1')], is: ['OPENS'] },
    { stands: [tags('a1')], move: '1', is: ['OPENS'] },
    { stands: [tags('a1')], move: '2', is: [] },
    { stands: [tags('a1', true)], is: [] },
    { stands: [tags('ff', true)], is: ['STALE'] },
    { stands: [tags('c3', true, `${A} ${B}`)], is: [] },
    { stands: [tags('c3', true, `${A} azurerm_storage_account.x`)], is: ['VANISHED'] },
  ];

  evaluated('refuses what it does not follow, what lost data, and to open without a move', () => {
    expect(refused(marked(), OPENING)).toEqual(OPENING.map(({ is }) => is));
  });

  evaluated.each([
    ['a marker that no output knows', 'STALE', '"c3"', '"c3","ff"'],
    ['a sequence that is no id', 'STALE', ', r.tags["continuity-sequence"]', ', "0"'],
    ['a marker of the first version that counts as open', 'OPENS', '"false"', '"true"'],
    ['what vanished', 'VANISHED', `"${B}"]`, `"${B}","azurerm_storage_account.x"]`],
  ])('kills: %s', (_, word, from, to) => {
    const json = marked();
    const precondition = conditionsOf(json).find((one) => wordOf(one) === word) as Precondition;
    expect(precondition.condition).toContain(from);
    precondition.condition = precondition.condition.replace(from, to);
    expect(refused(json, OPENING)).not.toEqual(OPENING.map(({ is }) => is));
  });

  testMoving(evaluated, (moments) => refused(marked({ moving: true }), moments), [[], [tags('a1', true)], [tags('c3', true)]]);

  evaluated('refuses to close what may be fenced, without a move; what is closed already may be closed again', () => {
    const closed = marked({ open: false, closed: true });
    const moments = [[], [old(5)], [tags('a1')], [tags('a1', true)], [tags('c3')], [tags('ff')]].map((stands) => ({ stands }));
    expect(refused(closed, moments)).toEqual([[], ['OPENS'], ['OPENS'], [], [], ['STALE', 'OPENS']]);
    expect(refused(closed, [{ stands: [tags('a1')], move: '2' }])).toEqual([[]]);
    expect(closed.variable?.['continuity_move']).toBeDefined();
  });

  evaluated('refuses to put back what somebody opened, where it knows of nobody who began', () => {
    const moments = [[], [old(5)], [tags('a1')], [tags('a1', true)]].map((stands) => ({ stands }));
    expect(refused(marked({ open: false, unopened: true }), moments)).toEqual([[], [], [], ['CROSSED']]);
    expect(refused(marked({ open: false }), moments)).toEqual([[], [], [], []]);
  });

  evaluated('refuses to join a stack that went on without it', () => {
    const moments = [[], [old(4)], [tags('b1')], [old(5)], [tags('c3')]].map((other) => ({ other }));
    expect(refused(marked({ open: false }, true), moments)).toEqual([[], [], [], ['BEHIND'], ['BEHIND']]);
  });

  evaluated('is still read by an output of the first version, and refuses it where that is older', () => {
    const stands = resources([markerOf(marked()).tags]);
    const before = [6, 7, 8].map((n) => `alltrue([for r in ${stands} : tonumber(r.tags["continuity-sequence"]) <= ${n}])`);
    expect(evaluate(before)).toEqual([false, true, true]);
  });
});

const SUB = '00000000-0000-0000-0000-000000000001';
const THEIRS = '00000000-0000-0000-0000-000000000002';

/** `az network asg list` with its query answered from a file, and `az storage blob` with a file for each blob, unless it is closed. */
const FAKE = `#!/bin/sh
[ -d "$FAKE_AZ" ] || { echo 'Failed to establish a new connection' >&2; exit 1; }
[ "$1" = network ] || [ ! -e "$FAKE_AZ.closed" ] || { echo 'This request is not authorized' >&2; exit 1; }
blob=$FAKE_AZ/$7%$9%$(printf %s "\${11}" | tr / %)
case "$*" in
  "network asg list --subscription ${SUB} --resource-group state --query [?name=='continuity-billing'] | [0].tags | ("*") --output tsv") cat "$FAKE_AZ.standing" ;;
  'storage blob exists --subscription ${SUB} '*' --auth-mode login --query exists --output tsv') [ -e "$blob" ] && echo true || echo false ;;
  'storage blob upload --subscription ${SUB} '*' --overwrite true --no-progress --output none') cp "\${15}" "$blob" ;;
  'storage blob upload --subscription ${SUB} '*' --if-none-match * --no-progress --output none')
    cp "\${15}" "$0.$$" && ln "$0.$$" "$blob" 2>/dev/null || { echo BlobAlreadyExists >&2; exit 1; } ;;
  'storage blob download --subscription ${SUB} '*' --no-progress --output none') cp "$blob" "\${15}" ;;
  *) exit 2 ;;
esac
`;

describe('a claim on Azure', () => {
  const fake = fakeProgram('az', FAKE, 'FAKE_AZ');
  const { run } = fake;

  const state = new AzureState('acme', { resourceGroup: 'state', region: 'swedencentral' });
  const site = azure.site('francecentral', { account: SUB, cidr: '10.0.0.0/16', state });
  const stands = (kept: string, id: string): void => writeFileSync(`${kept}.standing`, `${id}\n`);
  const kept = (): string => {
    const made = mkdtempSync(join(fake.dir(), 'az-'));
    stands(made, '0');
    return made;
  };
  const claim = (at: string, ...of: Parameters<typeof claimOf>): ReturnType<typeof run> =>
    run(at, azure.claim('billing', state, site, claimOf(...of)));

  test('names the place of the state, as words', () => {
    const own = ['claim', SUB, 'state', 'continuity-billing', 'acme', 'tfstate', 'continuity/billing.claims', '2', ...REST];
    expect(azure.claim('billing', state, site, claimOf('2')).slice(3)).toEqual(own);
    const elsewhere = new AzureState('acme', { resourceGroup: 'state', container: 'own', subscription: THEIRS });
    const theirs = ['claim', THEIRS, 'state', 'continuity-billing', 'acme', 'own', 'continuity/billing.claims', '', ...REST];
    expect(azure.claim('billing', elsewhere, site, claimOf()).slice(3)).toEqual(theirs);
  });

  test('is written once, beside the marker that stands', async () => {
    const at = kept();
    expect([await claim(at), await claim(at, '2'), await claim(at, '3'), await claim(at)]).toEqual(['', '2\n', '2\n', '2\n'].map(says));
    stands(at, '9f');
    expect([await claim(at), await claim(at, '5'), await claim(at, '6')]).toEqual(['', '5\n', '5\n'].map(says));
    expect(readdirSync(at).sort()).toEqual(['0', '9f'].map((id) => `acme%tfstate%continuity%billing.claims%${id}`));
  });

  testClaims({ kept, stands, claim });

  test('leaves no file behind, and fails where nobody answers', async () => {
    const before = readdirSync(fake.dir());
    for (const one of [await claim(join(fake.dir(), 'absent')), await claim(join(fake.dir(), 'absent'), '2')]) {
      expect(one.code).not.toBe(0);
      expect(one.out).toBe('');
    }
    expect(readdirSync(fake.dir())).toEqual(before);
  });

  test.each([
    ['one that overwrites', `--if-none-match '*'`, '--overwrite true'],
    ['one that is beside no marker', 'id=$(standing)', 'id=0'],
    ['one that takes silence for an absence', '--output tsv) || return 1', '--output tsv) || there=false'],
  ])('kills: %s', async (_, from, to) => {
    const sound = async (change: (word: string) => string): Promise<boolean> => {
      const at = kept();
      const take = (move: string): ReturnType<typeof run> => run(at, azure.claim('billing', state, site, claimOf(move)).map(change));
      const [first, second] = [await take('2'), await take('3')];
      stands(at, '9f');
      const third = await take('4');
      writeFileSync(`${at}.closed`, '');
      const dead = await run(at, azure.claim('billing', state, site, claimOf()).map(change));
      return [first, second, third].map(({ out }) => out).join('') === '2\n2\n4\n' && dead.code !== 0;
    };
    expect(azure.claim('billing', state, site, claimOf())[2]).toContain(from);
    expect(await sound((word) => word)).toBe(true);
    expect(await sound((word) => word.replace(from, to))).toBe(false);
  });
});
