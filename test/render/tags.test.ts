import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { ObjectStorage } from '../../lib';
import { Tier } from '../../lib/objectives/tier';
import { appIn, folder, PATIENT, paris, refusal, topology, workload } from '../declared';
import { cloudNamed } from '../support/clouds';
import { blocksOf, type Body } from '../support/json';
import { render, renderWorkload } from '../support/synth';
import { NORMAL } from '../../lib/situation/facts';

const TAGS = { owner: 'payments', 'cost-centre': '4711' };
const declared = (cloud: string, tags: Readonly<Record<string, string>>) =>
  render({ cloud: cloudNamed(cloud), kinds: ['object-storage'], tier: 'hot', props: { tags } }).stacks;

test('on AWS every provider tags what it makes, those of joined stacks and of states, too', () => {
  const stacks = declared('aws', TAGS);
  const providers = Object.values(stacks).flatMap((stack) => (stack.provider?.['aws'] ?? []) as Body[]);
  expect(providers.length).toBeGreaterThan(5);
  for (const provider of providers) expect(provider['default_tags']).toEqual([{ tags: TAGS }]);
});

test('what a site says of its own goes first, and beside it', () => {
  const provider = { defaultTags: [{ tags: { owner: 'platform', site: 'paris' } }] };
  const w = workload(appIn(folder()), 'billing', {
    tier: Tier.HOT,
    objectives: PATIENT,
    tags: TAGS,
    topology: topology({ primary: paris({ provider }) }),
  });
  new ObjectStorage(w, 'Invoices');
  const [site] = renderWorkload(w, NORMAL).stacks['billing-eu-west-3']!.provider!['aws'] as Body[];
  expect(site!['default_tags']).toEqual([{ tags: { 'cost-centre': '4711', owner: 'platform', site: 'paris' } }]);
});

test.each([
  ['azure', 'tags'],
  ['oci', 'freeform_tags'],
])('on %s each resource that has %s has them, beside its own', (cloud, argument) => {
  const [bare, tagged] = [declared(cloud, {}), declared(cloud, TAGS)];
  const count = Object.entries(tagged).flatMap(([id, stack]) =>
    blocksOf(stack).flatMap(({ address, body }) => {
      const own = blocksOf(bare[id]).find((one) => one.address === address)!.body[argument] as object | undefined;
      if (body[argument] === undefined) return [];
      expect([address, body[argument]]).toEqual([address, { ...TAGS, ...own }]);
      return [address];
    }),
  );
  expect(count.length).toBeGreaterThan(3);
});

test.each(['aws', 'azure', 'oci'])('%s: without tags nothing is tagged', (cloud) => {
  expect(JSON.stringify(declared(cloud, {}))).not.toMatch(/default_tags|"(freeform_)?tags":\{"owner/);
});

test("what an architect adds is tagged with the rest, and a resource's own tag goes first", () => {
  const w = workload(appIn(folder()), 'billing', { tier: Tier.HOT, objectives: PATIENT, tags: TAGS });
  new ObjectStorage(w, 'Invoices');
  w.onEverySite(({ stack }) => new S3Bucket(stack, 'own', { bucketPrefix: 'own', tags: { owner: 'web', 'continuity-backup': 'billing' } }));
  const stack = renderWorkload(w, NORMAL).stacks['billing-eu-west-3']!;
  expect(blocksOf(stack).find(({ address }) => address === 'aws_s3_bucket.own')?.body['tags']).toMatchObject({ owner: 'web' });
  expect((stack.provider!['aws'] as Body[])[0]!['default_tags']).toEqual([{ tags: TAGS }]);
});

test.each([
  ['a tag by which the library takes data into its copies', { 'continuity-backup': 'billing' }, 'none of the library'],
  ['a sign that not every cloud takes', { 'cost<centre': '1' }, 'letters, digits'],
  ['a value that is no text', { owner: 7 }, 'tags'],
])('refused: %s', (_, tags, said) => {
  expect(refusal((app) => workload(app, 'billing', { tags: tags as never })).message).toMatch(new RegExp(`^DR-WORK-03[\\s\\S]*${said}`));
});
