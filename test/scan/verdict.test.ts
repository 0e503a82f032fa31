import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lay } from './checkov';
import { REVIEWED } from './reviewed.data';
import { verdict, type Failed, type Reviewed } from './verdict';

const failed = (over: Partial<Failed> = {}): Failed => ({
  check: 'CKV_AWS_18',
  title: 'Ensure the S3 bucket has access logging enabled',
  type: 'aws_s3_bucket',
  name: 'invoices',
  stack: 'quickstart/normal/billing-eu-west-3',
  ...over,
});
const row: Reviewed = { check: 'CKV_AWS_18', types: ['aws_s3_bucket'], why: 'a choice of the architect' };

describe('a failed check', () => {
  test('that was looked at is no fault', () => {
    expect(verdict([failed()], [row])).toEqual({ open: [], stale: [] });
  });

  test.each<[string, Failed, Reviewed]>([
    ['another check', failed({ check: 'CKV_AWS_21' }), row],
    ['another type', failed({ type: 'aws_s3_bucket_policy' }), row],
    ['another name', failed({ name: 'orders' }), { ...row, names: /^invoices$/ }],
  ])('is a fault: %s', (_, one, reviewed) => {
    expect(verdict([one], [reviewed])).toEqual({
      open: [`${one.check} ${one.type}: ${one.title} (1: ${one.stack} ${one.name})`],
      stale: [expect.stringContaining('no such check fails any more')],
    });
  });

  test('is told once for all that it is about', () => {
    const { open } = verdict([failed(), failed({ name: 'orders' })], []);
    expect(open).toEqual([expect.stringMatching(/\(2: quickstart\/normal\/billing-eu-west-3 invoices, …\)$/)]);
  });
});

test('each row has a reason, and no two are alike', () => {
  const words = REVIEWED.map(({ check, types, names }) => [check, ...types, names].join());
  expect(new Set(words).size).toBe(words.length);
  for (const { why } of REVIEWED) expect(why.split(' ').length).toBeGreaterThan(4);
});

test('what the scanner cannot read is left out of what it is shown, and nothing else', () => {
  const seen = mkdtempSync(join(tmpdir(), 'continuity-seen-'));
  const kept = { terraform: {}, provider: { aws: [] }, data: {}, locals: {}, resource: { aws_s3_bucket: { invoices: {} } } };
  lay(new Map([['one', JSON.stringify({ ...kept, ephemeral: {}, removed: [], import: [] })]]), seen);
  expect(JSON.parse(readFileSync(join(seen, 'one', 'cdk.tf.json'), 'utf8'))).toEqual(kept);
});
