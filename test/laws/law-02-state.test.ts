import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { cloudNamed } from '../support/clouds';
import { CASES } from '../support/corpus';
import { mutate } from '../support/json';
import { lawTwo } from '../support/laws/law-02';
import { answerOf } from '../support/laws/verdicts';
import { naive } from '../support/naive';
import { render } from '../support/synth';
import { Topology } from '../../lib/port/topology';

describe('Law 2: no state dies with what its stack must survive', () => {
  test.each(CASES)('$title: holds in every situation', (one) => {
    expect(answerOf(one, 'lawTwo')).toEqual([]);
  });

  const aws = cloudNamed('aws');
  const declared = { cloud: aws, kinds: ['object-storage'], tier: 'hot' } as const;

  test('without a witness, links are refused', () => {
    const [primary, secondary] = aws.topology().sites;
    expect(() => render({ ...declared, props: { topology: Topology.activePassive({ primary, secondary }) } })).toThrow('DR-STATE-02');
  });

  describe('kills', () => {
    const good = render(declared);

    test('a plain cdktf app that keeps both states beside the primary', () => {
      const output = naive(({ secondary }) => void new S3Bucket(secondary, 'data', { bucket: 'data' }));
      expect(lawTwo(output, aws).join()).toContain('billing-eu-central-1: its state is kept in eu-west-3');
    });

    test.each([
      ['a standby whose state is kept at the primary', ['billing-eu-central-1', 'terraform', 'backend', 's3', 'region'], 'eu-west-3'],
      ['links whose state is kept at a site', ['billing-links', 'terraform', 'backend', 's3', 'region'], 'eu-central-1'],
      [
        'a state on the disk of whoever applies',
        ['billing-eu-central-1', 'terraform', 'backend'],
        { local: { path: 'terraform.tfstate' } },
      ],
      [
        'two stacks with one state',
        ['billing-eu-central-1', 'terraform', 'backend', 's3', 'key'],
        'continuity/billing-eu-central-1-base.tfstate',
      ],
    ])('%s', (_, path, change) => {
      expect(lawTwo(good, aws)).toEqual([]);
      expect(lawTwo(mutate(good, ['stacks', ...path], change), aws)).not.toEqual([]);
    });
  });
});
