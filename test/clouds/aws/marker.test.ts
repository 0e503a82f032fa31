import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { TerraformStack, Testing } from 'cdktf';
import { claimCommand, renderMarker } from '../../../lib/clouds/aws/marker';
import { AwsState } from '../../../lib/clouds/aws/state';
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

interface Body {
  readonly value: string;
  readonly lifecycle: { readonly precondition: readonly Precondition[] };
}
interface Json {
  readonly resource: Record<string, Record<string, Body>>;
  readonly data: Record<string, Record<string, unknown>>;
  readonly variable?: Record<string, unknown>;
}

const A = 'aws_s3_bucket.a';
const B = 'aws_s3_bucket.b';
const MARKER = markerWith(A, B);

function marked(over: Partial<Marker> = {}, joins = false): Json {
  const stack = new TerraformStack(Testing.app(), 'billing-links');
  const provider = new AwsProvider(stack, 'aws', { region: 'eu-west-3' });
  const other = new AwsProvider(stack, 'aws-other', { region: 'eu-central-1', alias: 'other' });
  const state = new AwsState('state', { region: 'eu-central-1' });
  const beside = joins ? [{ stack: 'billing-b', provider: other, state, follows: ['0', '4', 'b1'] }] : [];
  renderMarker(stack, provider, { ...MARKER, beside, ...over });
  return JSON.parse(Testing.synth(stack)) as Json;
}

const markerOf = ({ resource }: Json): Body => resource['aws_ssm_parameter']?.['continuity-marker'] as Body;
const conditionsOf = (json: Json): readonly Precondition[] => markerOf(json).lifecycle.precondition;

const READS = {
  own: 'data.aws_ssm_parameters_by_path.continuity-marker-known.values',
  other: 'data.aws_ssm_parameters_by_path.continuity-marker-of-billing-b.values',
  text: (all: readonly string[]): string => JSON.stringify(all),
};
/** The words with which a plan is refused at each moment. */
const refused = (json: Json, moments: readonly Moment<string>[]): string[][] =>
  refusedBy(conditionsOf(json), moments, (moment, precondition) => filled(moment, precondition, READS));

const value = (marker: string, open = false, holds = [A]): string => JSON.stringify({ holds, marker, open, sequence: 6 });
const old = (sequence: number): string => JSON.stringify({ holds: [A], sequence });

const evaluated = evaluatedOn('AWS');

describe('the marker on AWS', () => {
  test('says what it is, and is read by its path', () => {
    const json = marked();
    expect(markerOf(json)).toMatchObject({ name: '/continuity/billing-links/marker', overwrite: true, provider: 'aws' });
    expect(JSON.parse(markerOf(json).value)).toEqual({ holds: [A], marker: 'c3', open: true, sequence: 7 });
    expect(json.data['aws_ssm_parameters_by_path']).toEqual({
      'continuity-marker-known': { path: '/continuity/billing-links', provider: 'aws' },
    });
  });

  test('asks for a move where it opens, and nowhere else', () => {
    const [open, shut] = [marked(), marked({ open: false })];
    expect(open.variable?.['continuity_move']).toMatchObject({ type: 'string', default: '', description: expect.stringContaining('move') });
    expect(conditionsOf(open).map(wordOf)).toEqual(['STALE', 'VANISHED', 'OPENS']);
    expect(conditionsOf(open)[2]?.error_message).toMatch(/ -var continuity_move=2\.$/);
    expect(shut.variable).toBeUndefined();
    expect(conditionsOf(shut).map(wordOf)).toEqual(['STALE', 'VANISHED']);
  });

  test('reads the marker of a neighbour where its state lives', () => {
    const json = marked({ open: false }, true);
    expect(json.data['aws_ssm_parameters_by_path']?.['continuity-marker-of-billing-b']).toEqual({
      path: '/continuity/billing-b',
      provider: 'aws.other',
    });
    expect(conditionsOf(json)[2]?.error_message).toMatch(/^BEHIND: billing-b .* this output of billing-links /);
  });

  const OPENING: readonly (Moment<string> & { readonly is: readonly string[] })[] = [
    { is: [] },
    { stands: [old(5)], is: ['OPENS'] },
    { stands: [old(5)], move: '2', is: [] },
    { stands: [old(6)], move: '2', is: ['STALE'] },
    { stands: [value('a1')], is: ['OPENS'] },
    { stands: [value('a1')], move: '1', is: ['OPENS'] },
    { stands: [value('a1')], move: '2', is: [] },
    { stands: [value('a1', true)], is: [] },
    { stands: [value('ff', true)], is: ['STALE'] },
    { stands: [value('ff')], is: ['STALE', 'OPENS'] },
    { stands: [value('c3', true, [A, B])], is: [] },
    { stands: [value('c3', true, [A, 'aws_s3_bucket.x'])], is: ['VANISHED'] },
  ];

  evaluated('refuses what it does not follow, what lost data, and to open without a move', () => {
    expect(refused(marked(), OPENING)).toEqual(OPENING.map(({ is }) => is));
  });

  evaluated.each([
    ['a marker that no output knows', 'STALE', '"c3"', '"c3","ff"'],
    ['a first apply', 'OPENS', 'alltrue', 'anytrue'],
    ['a marker of the first version that counts as open', 'OPENS', 'open, false', 'open, true'],
    ['another move', 'OPENS', '== "2"', '!= ""'],
    ['what vanished', 'VANISHED', `"${B}"]`, `"${B}","aws_s3_bucket.x"]`],
  ])('kills: %s', (_, word, from, to) => {
    const json = marked();
    const precondition = conditionsOf(json).find((one) => wordOf(one) === word) as Precondition;
    expect(precondition.condition).toContain(from);
    precondition.condition = precondition.condition.replace(from, to);
    expect(refused(json, OPENING)).not.toEqual(OPENING.map(({ is }) => is));
  });

  testMoving(evaluated, (moments) => refused(marked({ moving: true }), moments), [[], [value('a1', true)], [value('c3', true)]]);

  evaluated('refuses to close what may be fenced, without a move; what is closed already may be closed again', () => {
    const closed = marked({ open: false, closed: true });
    const moments = [[], [old(5)], [value('a1')], [value('a1', true)], [value('c3')], [value('ff')]].map((stands) => ({ stands }));
    expect(refused(closed, moments)).toEqual([[], ['OPENS'], ['OPENS'], [], [], ['STALE', 'OPENS']]);
    expect(refused(closed, [{ stands: [value('a1')], move: '2' }])).toEqual([[]]);
    expect(closed.variable?.['continuity_move']).toBeDefined();
  });

  evaluated('refuses to put back what somebody opened, where it knows of nobody who began', () => {
    const moments = [[], [old(5)], [value('a1')], [value('a1', true)]].map((stands) => ({ stands }));
    expect(refused(marked({ open: false, unopened: true }), moments)).toEqual([[], [], [], ['CROSSED']]);
    expect(refused(marked({ open: false }), moments)).toEqual([[], [], [], []]);
  });

  evaluated('refuses to join a stack that went on without it', () => {
    const moments = [[], [old(4)], [value('b1')], [old(5)], [value('c3')]].map((other) => ({ other }));
    expect(refused(marked({ open: false }, true), moments)).toEqual([[], [], [], ['BEHIND'], ['BEHIND']]);
  });

  evaluated('is still read by an output of the first version, and refuses it where that is older', () => {
    const stands = JSON.stringify([markerOf(marked()).value]);
    expect(evaluate([6, 7, 8].map((n) => `alltrue([for v in ${stands} : jsondecode(v).sequence <= ${n}])`))).toEqual([false, true, true]);
  });
});

/** `aws ssm put-parameter` and `get-parameters`, with a file for each parameter. */
const FAKE = `#!/bin/sh
[ -d "$FAKE_SSM" ] || { echo 'Could not connect to the endpoint URL' >&2; exit 255; }
file=$FAKE_SSM/$4$(printf %s "$6" | tr / %)
case "$2 $*" in
  'get-parameters '*"--query Parameters[0].Value --output text") if [ -e "$file" ]; then cat "$file"; else echo None; fi ;;
  'put-parameter '*--overwrite*) shift; printf %s "$9" >"$file" ;;
  'put-parameter '*) printf %s "\${10}" >"$0.$$" && ln "$0.$$" "$file" 2>/dev/null || { echo ParameterAlreadyExists >&2; exit 254; } ;;
  *) exit 252 ;;
esac
`;

describe('a claim on AWS', () => {
  const fake = fakeProgram('aws', FAKE, 'FAKE_SSM');
  const { run } = fake;

  const ssm = (): string => mkdtempSync(join(fake.dir(), 'ssm-'));
  const stands = (kept: string, text: string): void => writeFileSync(join(kept, 'eu-west-3%continuity%billing%marker'), text);
  const claim = (kept: string, ...of: Parameters<typeof claimOf>): ReturnType<typeof run> =>
    run(kept, claimCommand('billing', 'eu-west-3', claimOf(...of)));

  test('carries its values as words, the script being the same for all', () => {
    const [one, other] = [claimCommand('billing', 'eu-west-3', claimOf('2')), claimCommand('x', 'eu-north-1', claimOf())];
    expect(one.slice(0, 2)).toEqual(['sh', '-c']);
    expect(one.slice(3)).toEqual(['claim', 'eu-west-3', '/continuity/billing', '2', ...REST]);
    expect(other.slice(0, 4)).toEqual(one.slice(0, 4));
    expect(other.slice(4)).toEqual(['eu-north-1', '/continuity/x', '', ...REST]);
  });

  test('is written once, beside the marker that stands', async () => {
    const kept = ssm();
    expect([await claim(kept), await claim(kept, '2'), await claim(kept, '3'), await claim(kept)]).toEqual(
      ['', '2\n', '2\n', '2\n'].map(says),
    );
    stands(kept, old(7));
    expect([await claim(kept), await claim(kept, '4')]).toEqual(['', '4\n'].map(says));
    stands(kept, JSON.stringify({ holds: [A], marker: '9f', open: true, sequence: 8 }));
    expect([await claim(kept), await claim(kept, '5'), await claim(kept, '6')]).toEqual(['', '5\n', '5\n'].map(says));
    const name = (id: string): string => `eu-west-3%continuity%billing%${id}`;
    expect(readdirSync(kept).sort()).toEqual(['claims%0', 'claims%7', 'claims%9f', 'marker'].map(name));
  });

  testClaims({ kept: ssm, stands: (kept, id) => stands(kept, value(id)), claim });

  test('is won by one of many at the same moment', async () => {
    const kept = ssm();
    const all = await Promise.all(Array.from({ length: 8 }, (_, i) => claim(kept, String(i + 1))));
    expect(new Set(all.map(({ out }) => out)).size).toBe(1);
    expect(all.every(({ code }) => code === 0)).toBe(true);
  });

  test('fails where nobody answers, and where what stands is no marker', async () => {
    const kept = ssm();
    stands(kept, 'something else');
    for (const one of [claim(join(fake.dir(), 'absent')), claim(join(fake.dir(), 'absent'), '2'), claim(kept), claim(kept, '2')]) {
      expect((await one).out).toBe('');
      expect((await one).code).not.toBe(0);
    }
  });

  test.each([
    ['one that overwrites', 'put-parameter', 'put-parameter --overwrite'],
    ['one that is beside no marker', 'id=$(standing)', 'id=0'],
    ['one that takes silence for an absence', '--output text) || return 1', '--output text) || value=None'],
  ])('kills: %s', async (_, from, to) => {
    const sound = async (change: (words: readonly string[]) => readonly string[]): Promise<boolean> => {
      const kept = ssm();
      const take = (move: string): ReturnType<typeof run> => run(kept, change(claimCommand('billing', 'eu-west-3', claimOf(move))));
      const [first, second] = [await take('2'), await take('3')];
      stands(kept, value('9f'));
      const third = await take('4');
      const dead = await run(join(fake.dir(), 'absent'), change(claimCommand('billing', 'eu-west-3', claimOf())));
      return [first, second, third].map(({ out }) => out).join('') === '2\n2\n4\n' && dead.code !== 0;
    };
    expect(claimCommand('billing', 'eu-west-3', claimOf())[2]).toContain(from);
    expect(await sound((words) => words)).toBe(true);
    expect(await sound((words) => words.map((word) => word.replace(from, to)))).toBe(false);
  });
});
