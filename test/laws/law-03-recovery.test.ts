import { DataAwsKmsAlias } from '@cdktf/provider-aws/lib/data-aws-kms-alias/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { cloudNamed } from '../support/clouds';
import { CASES, sidesOf } from '../support/corpus';
import { mutate } from '../support/json';
import { lawThree, lawThreeRestore, lawThreeStep } from '../support/laws/law-03';
import { answerOf } from '../support/laws/verdicts';
import { naive } from '../support/naive';
import { afterStory } from '../support/history';
import { render, type Output } from '../support/synth';

describe('Law 3: with a site lost, nothing that is applied on the day needs it, nor a global control plane', () => {
  test.each(CASES)('$title: what stays is alone, what needs the lost site is withheld', (one) => {
    expect(answerOf(one, 'lawThree')).toEqual([]);
  });

  test.each(CASES)('$title: no apply on the day changes what a global control plane keeps', (one) => {
    expect(answerOf(one, 'lawThreeStep')).toEqual([]);
  });

  test.each(CASES)('$title: a restore needs nothing of a site that is lost meanwhile', (one) => {
    expect(answerOf(one, 'lawThreeRestore')).toEqual([]);
  });

  test.each(CASES)('$title: the switch of traffic is the same before and after a failover', (one) => {
    expect(answerOf(one, 'lawThreeTraffic')).toEqual([]);
  });

  describe('kills', () => {
    const aws = cloudNamed('aws');
    const declared = { cloud: aws, kinds: ['network', 'object-storage', 'relational-database'], tier: 'hot' } as const;
    const after = (story: string) => afterStory(story, sidesOf({ ...declared, cloud: 'aws' }));
    const lost = render(declared, after('standing, lost A'));
    const failedOver = render(declared, after('standing, lost A, failover B'));
    const B = 'billing-eu-central-1';

    test('a plain cdktf app whose standby looks a key up at the primary, and keeps its state there', () => {
      const output = naive(({ secondary }) => {
        const provider = new AwsProvider(secondary, 'paris', { region: 'eu-west-3', alias: 'paris' });
        new DataAwsKmsAlias(secondary, 'key', { name: 'alias/data', provider });
        new S3Bucket(secondary, 'data', { bucket: 'data' });
      }, 'eu-west-3');
      const faults = lawThree(output).join('\n');
      expect(faults).toContain(`${B}: provider.aws.1.region needs eu-west-3`);
      expect(faults).toContain(`${B}: backend.s3.region needs eu-west-3`);
      expect(faults).toContain('billing-eu-west-3: is synthesized though eu-west-3 is lost');
    });

    test.each([
      [
        'a look-up by an ARN of the lost site',
        ['stacks', B, 'data', 'aws_kms_key', 'other'],
        { key_id: 'arn:aws:kms:eu-west-3:111122223333:key/1' },
      ],
      [
        "data encrypted with the lost site's key",
        ['stacks', B, 'resource', 'aws_db_instance', 'ledger', 'kms_key_id'],
        'arn:aws:kms:eu-west-3:111122223333:key/1',
      ],
      ['links that are still there', ['stacks', 'billing-links'], {}],
      ['a manifest that does not say where the registry lives', ['manifest', 'workloads', 0, 'sites', 1, 'needs'], []],
      [
        'a manifest that asks for the lost site',
        ['manifest', 'stacks', lost.manifest.stacks.findIndex((s) => s.id === B), 'alive'],
        ['aws:eu-central-1', 'aws:eu-west-3'],
      ],
    ])('%s', (_, path, change) => {
      expect(lawThree(lost)).toEqual([]);
      expect(lawThree(mutate(lost, path, change))).not.toEqual([]);
    });

    test.each([
      [
        'a bucket policy that opens at the failover, through us-east-1',
        ['resource', 'aws_s3_bucket_policy', 'invoices-policy', 'policy'],
        '{}',
      ],
      ['a role that is made on the day', ['resource', 'aws_iam_role', 'late'], { name: 'late' }],
      ['a record that is changed on the day', ['resource', 'aws_route53_record', 'late'], { name: 'late' }],
      ['a versioning that is dropped on the day', ['resource', 'aws_s3_bucket_versioning', 'invoices-versioning'], undefined],
    ])('%s', (_, path, change) => {
      expect(lawThreeStep(lost, failedOver, aws)).toEqual([]);
      expect(lawThreeStep(lost, mutate(failedOver, ['stacks', B, ...path], change), aws)).not.toEqual([]);
    });

    test('what is made anew from what stands at the lost site', () => {
      const [declaredRestore, begun] = ['lost B, restore', 'lost B, restore, begun'].map((story) =>
        render(declared, after(`standing, ${story}`)),
      ) as [Output, Output];
      const path = ['stacks', 'billing-eu-west-3', 'resource', 'aws_db_instance', 'ledger-g1', 'replicate_source_db'];
      const source = 'arn:aws:rds:eu-central-1:111122223333:db:billing-ledger-eu-central-1';
      expect(lawThreeRestore(declaredRestore, begun, aws)).toEqual([]);
      expect(lawThreeRestore(declaredRestore, mutate(begun, path, source), aws).join()).toContain('aws_db_instance.ledger-g1 changes');
    });
  });
});
