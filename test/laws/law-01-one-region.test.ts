import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { CASES } from '../support/corpus';
import { cloudNamed } from '../support/clouds';
import { mutate } from '../support/json';
import { lawOne } from '../support/laws/law-01';
import { inEverySituation } from '../support/laws/verdict';
import { globalTable, naive, twoRegions } from '../support/naive';
import { render } from '../support/synth';

describe('Law 1: no remote state; a recovery stack works in one region and reads nothing elsewhere', () => {
  test.each(CASES)('$title: holds in every situation', (one) => {
    expect(inEverySituation(one, lawOne)).toEqual([]);
  });

  describe('kills', () => {
    const aws = cloudNamed('aws');
    const good = render({ cloud: aws, kinds: ['object-storage'], tier: 'hot' });
    const B = 'billing-eu-central-1';

    test('a plain cdktf app with a reference from one region to the other', () => {
      const output = naive(({ primary, secondary }) => {
        const source = new S3Bucket(primary, 'source', { bucket: 'source' });
        new S3Bucket(secondary, 'copy', { bucket: 'copy', tags: { of: source.arn } });
      });
      expect(lawOne(output, aws).join()).toContain('terraform_remote_state');
    });

    test('a plain cdktf app with two regions in one stack', () => {
      expect(lawOne(twoRegions(), aws).join()).toContain('2 providers');
    });

    test('a table whose refresh reads its replica in the dead region', () => {
      expect(lawOne(globalTable(), aws).join()).toContain(
        'aws_dynamodb_table.table: aws_dynamodb_table.replica.region_name touches eu-west-3 on read',
      );
    });

    test.each([
      ['a role, which is read through us-east-1', ['stacks', B, 'resource', 'aws_iam_role', 'role'], { name: 'role' }],
      [
        'a bucket that is placed in another region by its own argument',
        ['stacks', B, 'resource', 'aws_s3_bucket', 'invoices', 'region'],
        'eu-west-3',
      ],
      ['a look-up in another region', ['stacks', B, 'data', 'aws_kms_alias', 'key'], { name: 'alias/x', region: 'eu-west-3' }],
      [
        'a reference to what another stack holds',
        ['stacks', B, 'resource', 'aws_s3_bucket', 'invoices', 'bucket'],
        '${aws_s3_bucket.elsewhere.bucket}',
      ],
      ['a state that is read from another stack', ['stacks', B, 'data', 'terraform_remote_state', 'a'], { backend: 's3' }],
    ])('%s', (_, path, change) => {
      expect(lawOne(good, aws)).toEqual([]);
      expect(lawOne(mutate(good, path, change), aws)).not.toEqual([]);
    });
  });
});
