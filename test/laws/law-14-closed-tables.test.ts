import { cloudNamed } from '../support/clouds';
import { CASES } from '../support/corpus';
import { mutate } from '../support/json';
import { lawFourteen } from '../support/laws/law-14';
import { answerOf } from '../support/laws/verdicts';
import { render } from '../support/synth';

describe('Law 14: every type that is rendered is known to the laws', () => {
  test.each(CASES)('$title: in every situation', (one) => {
    expect(answerOf(one, 'lawFourteen')).toEqual([]);
  });

  describe('kills', () => {
    const aws = cloudNamed('aws');
    const good = render({ cloud: aws, kinds: ['object-storage'], tier: 'hot' });
    const of = (type: string) => ['stacks', 'billing-eu-west-3', 'resource', type, 'more'];

    test.each([
      ['a type that nobody knows', 'aws_timestreamwrite_table', 'nobody says whether it holds data'],
      [
        'a type that holds data, without a row of what a failover changes',
        'aws_efs_file_system',
        'nobody says what a failover changes of it',
      ],
      ['a type that holds data, and that an apply which died could not find again', 'aws_dynamodb_table', 'nobody says how it is imported'],
    ])('%s', (_, type, said) => {
      expect(lawFourteen(good, aws)).toEqual([]);
      expect(lawFourteen(mutate(good, of(type), {}), aws)).toContain(`billing-eu-west-3: ${type}: ${said}`);
    });

    test('a cloud without tables', () => {
      expect(lawFourteen(good, { ...aws, name: 'fake' })).not.toEqual([]);
    });
  });
});
