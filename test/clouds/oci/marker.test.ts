import { mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OciProvider } from '@cdktf/provider-oci/provider';
import { TerraformStack, Testing } from 'cdktf';
import type { Marker } from '../../../lib/port/marker';
import { renderMarker } from '../../../lib/clouds/oci/marker';
import { oci } from '../../../lib/clouds/oci/oci';
import { OciState } from '../../../lib/clouds/oci/state';
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

interface Body {
  readonly object: string;
  readonly lifecycle: { readonly precondition: readonly Precondition[] };
}
interface Json {
  readonly resource: Record<string, Record<string, Body>>;
  readonly data: Record<string, Record<string, unknown>>;
  readonly variable?: Record<string, unknown>;
  readonly terraform: { readonly backend: Record<string, unknown> };
}

const A = 'oci_objectstorage_bucket.a';
const B = 'oci_objectstorage_bucket.b';
const MARKER = markerWith(A, B);

function marked(over: Partial<Marker> = {}, joins = false): Json {
  const stack = new TerraformStack(Testing.app(), 'billing-links');
  const provider = new OciProvider(stack, 'oci', { region: 'eu-milan-1' });
  const other = new OciProvider(stack, 'oci-other', { region: 'eu-paris-1', alias: 'other' });
  const state = new OciState('acme', { namespace: 'ns', region: 'eu-milan-1' });
  const theirs = new OciState('acme-b', { namespace: 'ns-b', region: 'eu-paris-1' });
  state.bind(stack, 'x.tfstate');
  const beside = joins ? [{ stack: 'billing-b', provider: other, state: theirs, follows: ['0', '4', 'b1'] }] : [];
  renderMarker(stack, provider, state, { ...MARKER, beside, ...over });
  return JSON.parse(Testing.synth(stack)) as Json;
}

const markerOf = ({ resource }: Json): Body => resource['oci_objectstorage_object']?.['continuity-marker'] as Body;
const conditionsOf = (json: Json): readonly Precondition[] => markerOf(json).lifecycle.precondition;

const READS = {
  own: 'data.oci_objectstorage_objects.continuity-marker-known.objects[*].name',
  other: 'data.oci_objectstorage_objects.continuity-marker-of-billing-b.objects[*].name',
  text: (all: readonly string[]): string => JSON.stringify(all),
};
/** The words with which a plan is refused at each moment. */
const refused = (json: Json, moments: readonly Moment<string>[]): string[][] =>
  refusedBy(conditionsOf(json), moments, (moment, precondition) => filled(moment, precondition, READS));

/** What a marker is made of: its own name, and one for each address. */
const names = (marker: string, holds = [A], stack = 'billing-links'): string[] => [
  ...holds.map((address) => `continuity/${stack}.marker/holds/${address}`),
  `continuity/${stack}.marker/sequence/${marker}`,
];
const theirs = (marker: string): string[] => names(marker, [], 'billing-b');

const evaluated = evaluatedOn('OCI');

describe('the marker on OCI', () => {
  const json = marked();

  test('is names of empty objects where the state is, read by their prefix', () => {
    const objects = Object.values(json.resource['oci_objectstorage_object'] ?? {});
    expect(objects.map(({ object }) => object)).toEqual([
      'continuity/billing-links.marker/sequence/7/c3/open',
      'continuity/billing-links.marker/holds/oci_objectstorage_bucket.a',
    ]);
    for (const body of objects) {
      expect(body).toMatchObject({ bucket: 'acme', namespace: 'ns', provider: 'oci' });
      expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['content']));
      expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['metadata']));
    }
    expect(json.data['oci_objectstorage_objects']).toEqual({
      'continuity-marker-known': { bucket: 'acme', namespace: 'ns', prefix: 'continuity/billing-links.marker/', provider: 'oci' },
    });
  });

  test('the next marker changes the name of the object and nothing else, so that the upgrade is a rename', () => {
    const own = (one: Json): Record<string, unknown> => ({ ...markerOf(one), object: undefined, lifecycle: undefined });
    const next = marked({ id: 'd4', sequence: 8, open: false });
    expect(own(next)).toEqual(own(json));
    expect(markerOf(next).object).toBe('continuity/billing-links.marker/sequence/8/d4/shut');
  });

  test('asks for a move where it opens, and nowhere else', () => {
    const shut = marked({ open: false });
    expect(json.variable?.['continuity_move']).toMatchObject({ type: 'string', default: '' });
    expect(conditionsOf(json).map(wordOf)).toEqual(['STALE', 'VANISHED', 'OPENS']);
    expect(shut.variable).toBeUndefined();
    expect(conditionsOf(shut).map(wordOf)).toEqual(['STALE', 'VANISHED']);
  });

  test('has as many names as one page of the list, and no more: the last page alone is kept', () => {
    const many = (n: number): string[] => Array.from({ length: n }, (_, i) => `oci_objectstorage_bucket.b${i}`);
    const holding = marked({ holds: many(999) }).resource['oci_objectstorage_object'] ?? {};
    expect(Object.keys(holding)).toHaveLength(1000);
    expect(() => marked({ holds: many(1000) })).toThrow(/DR-MARK-01/);
  });

  test('reads the marker of a neighbour where its state lives', () => {
    const joined = marked({ open: false }, true);
    expect(joined.data['oci_objectstorage_objects']?.['continuity-marker-of-billing-b']).toEqual({
      bucket: 'acme-b',
      namespace: 'ns-b',
      prefix: 'continuity/billing-b.marker/',
      provider: 'oci.other',
    });
    expect(conditionsOf(joined)[2]?.error_message).toMatch(/^BEHIND: billing-b .* this output of billing-links /);
  });

  const OPENING: readonly (Moment<string> & { readonly is: readonly string[] })[] = [
    { is: [] },
    { stands: names('5'), is: ['OPENS'] },
    { stands: names('5'), move: '2', is: [] },
    { stands: names('6'), move: '2', is: ['STALE'] },
    { stands: names('6/a1/shut'), is: ['OPENS'] },
    { stands: names('6/a1/shut'), move: '1', is: ['OPENS'] },
    { stands: names('6/a1/shut'), move: '2', is: [] },
    { stands: names('6/a1/open'), is: [] },
    { stands: names('5/ff/open'), is: ['STALE'] },
    { stands: names('7/c3/open', [A, B]), is: [] },
    { stands: names('7/c3/open', [A, 'oci_objectstorage_bucket.x']), is: ['VANISHED'] },
  ];

  evaluated('refuses what it does not follow, what lost data, and to open without a move', () => {
    expect(refused(marked(), OPENING)).toEqual(OPENING.map(({ is }) => is));
  });

  evaluated.each([
    ['a marker that no output knows', 'STALE', '"c3"', '"c3","ff"'],
    ['a sequence in the place of the id', 'STALE', 'm[1], m[0]', 'm[0], m[1]'],
    ['a marker of the first version that counts as open', 'OPENS', ', false)', ', true)'],
    ['what vanished', 'VANISHED', `"${B}"]`, `"${B}","oci_objectstorage_bucket.x"]`],
  ])('kills: %s', (_, word, from, to) => {
    const mutant = marked();
    const precondition = conditionsOf(mutant).find((one) => wordOf(one) === word) as Precondition;
    expect(precondition.condition).toContain(from);
    precondition.condition = precondition.condition.replace(from, to);
    expect(refused(mutant, OPENING)).not.toEqual(OPENING.map(({ is }) => is));
  });

  testMoving(evaluated, (moments) => refused(marked({ moving: true }), moments), [[], names('6/a1/open'), names('7/c3/open')]);

  evaluated('refuses to close what may be fenced, without a move; what is closed already may be closed again', () => {
    const closed = marked({ open: false, closed: true });
    const moments = [[], names('5'), names('6/a1/shut'), names('6/a1/open'), names('7/c3/shut'), names('6/ff/shut')].map((stands) => ({
      stands,
    }));
    expect(refused(closed, moments)).toEqual([[], ['OPENS'], ['OPENS'], [], [], ['STALE', 'OPENS']]);
    expect(refused(closed, [{ stands: names('6/a1/shut'), move: '2' }])).toEqual([[]]);
    expect(closed.variable?.['continuity_move']).toBeDefined();
  });

  evaluated('refuses to put back what somebody opened, where it knows of nobody who began', () => {
    const moments = [[], names('5'), names('6/a1/shut'), names('6/a1/open')].map((stands) => ({ stands }));
    expect(refused(marked({ open: false, unopened: true }), moments)).toEqual([[], [], [], ['CROSSED']]);
    expect(refused(marked({ open: false }), moments)).toEqual([[], [], [], []]);
  });

  evaluated('refuses to join a stack that went on without it', () => {
    const moments = [[], theirs('4'), theirs('4/b1/shut'), theirs('5'), theirs('4/c3/shut')].map((other) => ({ other }));
    expect(refused(marked({ open: false }, true), moments)).toEqual([[], [], [], ['BEHIND'], ['BEHIND']]);
  });

  evaluated('cannot be read by an output of the first version, which is refused so', () => {
    const before = (stands: string[]): string => {
      const prefix = '"continuity/billing-links.marker/sequence/"';
      const sequences = `[for n in ${JSON.stringify(stands)} : tonumber(trimprefix(n, ${prefix})) if startswith(n, ${prefix})]`;
      return `alltrue([for s in ${sequences} : s <= 9])`;
    };
    expect(evaluate([before(names('7')), before([markerOf(json).object])])).toEqual([true, null]);
  });

  test('state is kept through the S3-compatible API', () => {
    expect(json.terraform.backend['s3']).toMatchObject({
      bucket: 'acme',
      region: 'eu-milan-1',
      use_lockfile: true,
      use_path_style: true,
      skip_region_validation: true,
      skip_s3_checksum: true,
      endpoints: { s3: 'https://ns.compat.objectstorage.eu-milan-1.oraclecloud.com' },
    });
  });
});

/** `oci os object list`, `put` and `get` with the two queries of the script, and a file for each object; the second query fails where it is closed. */
const FAKE = `#!/bin/sh
[ -d "$FAKE_OCI" ] || { echo 'The connection to endpoint timed out' >&2; exit 1; }
case "$*" in 'os object '*" --region eu-milan-1 --namespace ns --bucket-name acme "*) ;; *) exit 2 ;; esac
object=$FAKE_OCI/$(printf %s "\${11}" | tr / %)
shift 11
case "$*" in
  "--all --fields name --query data[0].name --raw-output") for name in "$object"*; do break; done ;;
  "--all --fields name --query data[?name=='"*"'] | [0].name --raw-output")
    [ ! -e "$FAKE_OCI.closed" ] || { echo 'The connection to endpoint timed out' >&2; exit 1; }
    name=$object ;;
  '--file '*' --no-multipart --no-overwrite')
    [ ! -e "$object" ] || { echo 'The object already exists and was not overwritten' >&2; exit 0; }
    cp "$2" "$0.$$" && ln "$0.$$" "$object" 2>/dev/null || { echo IfNoneMatchFailed >&2; exit 1; }
    echo '{ "etag": "1" }'; exit 0 ;;
  '--file '*' --no-multipart --force') cp "$2" "$object"; exit 0 ;;
  '--file -') cat "$object"; exit 0 ;;
  *) exit 2 ;;
esac
if [ -e "$name" ]; then basename "$name" | tr % /; else echo 'Query returned empty result, no output to show.' >&2; fi
`;

describe('a claim on OCI', () => {
  const fake = fakeProgram('oci', FAKE, 'FAKE_OCI');
  const { run } = fake;

  const state = new OciState('acme', { namespace: 'ns' });
  const props = { account: 'ocid1.compartment.oc1..acme', namespace: 'ns', homeRegion: 'eu-milan-1', cidr: '10.0.0.0/16', state };
  const site = oci.site('eu-milan-1', props);
  const kept = (): string => mkdtempSync(join(fake.dir(), 'oci-'));
  const nameOf = (marker: string): string => `continuity%billing.marker%sequence%${marker.replaceAll('/', '%')}`;
  const claim = (at: string, ...of: Parameters<typeof claimOf>): ReturnType<typeof run> =>
    run(at, oci.claim('billing', state, site, claimOf(...of)));

  test('names the place of the state, as words', () => {
    const words = ['claim', 'eu-milan-1', 'ns', 'acme', 'continuity/billing.marker', 'continuity/billing.claims', '2', ...REST];
    expect(oci.claim('billing', state, site, claimOf('2')).slice(3)).toEqual(words);
    expect(oci.claim('billing', state.in('eu-paris-1'), site, claimOf())[4]).toBe('eu-paris-1');
  });

  test('is written once, beside the marker that stands', async () => {
    const at = kept();
    expect([await claim(at), await claim(at, '2'), await claim(at, '3'), await claim(at)]).toEqual(['', '2\n', '2\n', '2\n'].map(says));
    writeFileSync(join(at, nameOf('7')), '');
    expect([await claim(at), await claim(at, '4'), await claim(at, '5')]).toEqual(['', '4\n', '4\n'].map(says));
    renameSync(join(at, nameOf('7')), join(at, nameOf('8/7f/shut')));
    expect([await claim(at), await claim(at, '6'), await claim(at, '7')]).toEqual(['', '6\n', '6\n'].map(says));
    const claims = ['0', '7', '7f'].map((id) => `continuity%billing.claims%${id}`);
    expect(readdirSync(at).sort()).toEqual([...claims, nameOf('8/7f/shut')]);
  });

  testClaims({ kept, stands: (at, id) => writeFileSync(join(at, nameOf(`8/${id}/shut`)), ''), claim });

  test('fails where nobody answers', async () => {
    for (const one of [await claim(join(fake.dir(), 'absent')), await claim(join(fake.dir(), 'absent'), '2')]) {
      expect(one.code).not.toBe(0);
      expect(one.out).toBe('');
    }
  });

  test.each([
    ['one that overwrites', '--no-overwrite', '--force'],
    ['one that is beside no marker', 'id=$(standing)', 'id=0'],
    ['one that takes silence for an absence', '[0].name" --raw-output) || return 1', '[0].name" --raw-output) || there='],
  ])('kills: %s', async (_, from, to) => {
    const sound = async (change: (word: string) => string): Promise<boolean> => {
      const at = kept();
      const take = (move: string): ReturnType<typeof run> => run(at, oci.claim('billing', state, site, claimOf(move)).map(change));
      const [first, second] = [await take('2'), await take('3')];
      writeFileSync(join(at, nameOf('8/9f/open')), '');
      const third = await take('4');
      writeFileSync(`${at}.closed`, '');
      const dead = await run(at, oci.claim('billing', state, site, claimOf()).map(change));
      return [first, second, third].map(({ out }) => out).join('') === '2\n2\n4\n' && dead.code !== 0;
    };
    expect(oci.claim('billing', state, site, claimOf())[2]).toContain(from);
    expect(await sound((word) => word)).toBe(true);
    expect(await sound((word) => word.replace(from, to))).toBe(false);
  });
});
