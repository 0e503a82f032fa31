import { cloudNamed } from '../support/clouds';
import { CASES } from '../support/corpus';
import { mutate } from '../support/json';
import { lawTwelve } from '../support/laws/law-12';
import { inEverySituation } from '../support/laws/verdict';
import { render } from '../support/synth';

describe('Law 12: the marker is the first thing that an apply writes', () => {
  test.each(CASES)('$title: holds in every situation', (one) => {
    expect(inEverySituation(one, lawTwelve)).toEqual([]);
  });

  describe('kills', () => {
    const good = render({ cloud: cloudNamed('aws'), kinds: ['object-storage'], tier: 'hot' });
    const bucket = ['stacks', 'billing-eu-central-1', 'resource', 'aws_s3_bucket', 'invoices', 'depends_on'];

    test.each([
      ['what holds data and waits for nothing', undefined],
      ['what waits for something else', ['aws_kms_key.key']],
    ])('%s', (_, change) => {
      expect(lawTwelve(good)).toEqual([]);
      expect(lawTwelve(mutate(good, bucket, change))).toEqual([expect.stringContaining('aws_s3_bucket.invoices may be applied before')]);
    });
  });
});
