import { cloudNamed } from '../support/clouds';
import { CASES, sidesOf } from '../support/corpus';
import { mutate } from '../support/json';
import { lawFour, lawFourMarker } from '../support/laws/law-04';
import { answerOf } from '../support/laws/verdicts';
import { roleInName } from '../support/naive';
import { afterStory } from '../support/history';
import { render } from '../support/synth';

describe('Law 4: no transition destroys or replaces what holds data', () => {
  test.each(CASES)('$title: the same address, or withheld, or leaving undestroyed, along every history', (one) => {
    expect(answerOf(one, 'lawFourAlong')).toEqual([]);
  });

  test.each(CASES)('$title: the marker holds every address of data and lets none vanish', (one) => {
    expect(answerOf(one, 'lawFourMarker')).toEqual([]);
  });

  const aws = cloudNamed('aws');
  const declared = { cloud: aws, kinds: ['network', 'object-storage', 'relational-database'], tier: 'hot' } as const;

  test('a component that is deleted in code is refused at plan: its address is in no list', () => {
    const before = render(declared);
    const after = render({ ...declared, kinds: ['network', 'object-storage'] });
    expect(lawFour(before, after, aws.cloud)).toContain('billing-eu-west-3: aws_db_instance.ledger vanishes, and would be destroyed');
    expect(lawFourMarker(before, aws.cloud)).toEqual([]);
    expect(lawFourMarker(after, aws.cloud)).toEqual([]);
    expect(JSON.stringify(after.stacks['billing-eu-west-3'])).not.toContain('aws_db_instance.ledger');
  });

  describe('kills', () => {
    const story = 'standing, avoid A, failover B, fenced A, started, completed';
    const after = (words: string) => afterStory(words, sidesOf({ ...declared, cloud: 'aws' }));
    const failedOver = render(declared, after(story));
    const reprotected = render(declared, after(`${story}, normal A`));
    const A = ['stacks', 'billing-eu-west-3'];

    test('a plain cdktf app with the role in the name of a bucket', () => {
      expect(lawFour(roleInName('A'), roleInName('B'), aws.cloud)).toContain(
        'billing-eu-central-1: aws_s3_bucket.data.bucket was "billing-secondary" and becomes "billing-primary": another resource',
      );
    });

    test.each([
      ['the old generation is thrown away', [...A, 'resource', 'aws_db_instance', 'ledger'], undefined],
      [
        'the old generation becomes a replica again',
        [...A, 'resource', 'aws_db_instance', 'ledger', 'replicate_source_db'],
        'arn:aws:rds:eu-central-1:111122223333:db:ledger',
      ],
      [
        'a bucket is renamed by the role of its site',
        [...A, 'resource', 'aws_s3_bucket', 'invoices', 'bucket'],
        'billing-invoices-standby',
      ],
      ['a database is renamed', [...A, 'resource', 'aws_db_instance', 'ledger', 'identifier'], 'other'],
      ['an address is removed and destroyed', [...A, 'removed'], [{ from: 'aws_db_instance.ledger', lifecycle: { destroy: true } }]],
      ['a whole stack is left out without a word', A, undefined],
    ])('%s', (_, path, change) => {
      expect(lawFour(failedOver, reprotected, aws.cloud)).toEqual([]);
      expect(lawFour(failedOver, mutate(reprotected, path, change), aws.cloud)).not.toEqual([]);
    });

    test('a marker that forgets what it holds, or lets it go', () => {
      const marker = [...A, 'resource', 'aws_ssm_parameter', 'continuity-marker'];
      expect(lawFourMarker(reprotected, aws.cloud)).toEqual([]);
      expect(lawFourMarker(mutate(reprotected, [...marker, 'value'], '{"holds":[]}'), aws.cloud)).not.toEqual([]);
      expect(lawFourMarker(mutate(reprotected, [...marker, 'lifecycle', 'precondition'], []), aws.cloud)).not.toEqual([]);
    });
  });
});
