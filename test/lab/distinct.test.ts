import { distinct } from './distinct';
import type { Blocks, Stack } from './together';

const stack = (resource: Blocks, rest: Partial<Stack> = {}): Stack => ({ resource, ...rest });
const left = (pairs: ReturnType<typeof distinct>): unknown[] => pairs.map(({ before, after }) => [before.resource, after.resource]);

const BUCKET = { bucket: 'documents' };

describe('What is judged once', () => {
  test('is left out where it is the same again, before and after', () => {
    const pair = { before: stack({ aws_s3_bucket: { a: BUCKET } }), after: stack({ aws_s3_bucket: { a: BUCKET } }) };
    expect(left(distinct([pair, pair]))).toEqual([
      [{ aws_s3_bucket: { a: BUCKET } }, { aws_s3_bucket: { a: BUCKET } }],
      [{}, {}],
    ]);
  });

  test.each<[string, Stack, Stack]>([
    ['another body', stack({ aws_s3_bucket: { a: BUCKET } }), stack({ aws_s3_bucket: { a: { bucket: 'other' } } })],
    ['gone', stack({ aws_s3_bucket: { a: BUCKET } }), stack({})],
    ['let go', stack({ aws_s3_bucket: { a: BUCKET } }), stack({}, { removed: [{ from: 'aws_s3_bucket.a' }] })],
  ])('stays where it is %s afterwards', (_, before, after) => {
    const same = { before, after: before };
    expect(left(distinct([same, { before, after }]))[1]).toEqual([before.resource, after.resource]);
    expect(
      left(
        distinct([
          { before, after: stack({}) },
          { before, after },
        ]),
      )[1],
    ).toEqual(after.resource?.['aws_s3_bucket'] || after.removed ? [before.resource, after.resource] : [{}, {}]);
  });

  test('stays where what it refers to differs, with that', () => {
    const policy = { policy: '${join(",", [aws_s3_bucket.a.arn, local.found])}' };
    const pairOf = (bucket: object, found: string): { before: Stack; after: Stack } => {
      const one = stack({ aws_s3_bucket: { a: bucket }, aws_s3_bucket_policy: { p: policy } }, { locals: { found } });
      return { before: one, after: one };
    };
    const [first, again, other, elsewhere] = distinct([
      pairOf(BUCKET, 'x'),
      pairOf(BUCKET, 'x'),
      pairOf({ bucket: 'other' }, 'x'),
      pairOf(BUCKET, 'y'),
    ]);
    expect(first?.after.resource).toEqual({ aws_s3_bucket: { a: BUCKET }, aws_s3_bucket_policy: { p: policy } });
    expect(again?.after.resource).toEqual({});
    expect(other?.after.resource).toEqual({ aws_s3_bucket: { a: { bucket: 'other' } }, aws_s3_bucket_policy: { p: policy } });
    expect(elsewhere?.after.resource).toEqual({ aws_s3_bucket: { a: BUCKET }, aws_s3_bucket_policy: { p: policy } });
  });
});
