import { cloudNamed } from '../support/clouds';
import { CASES, sidesOf } from '../support/corpus';
import { mutate } from '../support/json';
import { lawFour, lawFourMarker } from '../support/laws/law-04';
import { lawHandedOn, lawOneOwner, ownedIn } from '../support/laws/owners';
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

  test.each(CASES)('$title: one stack owns it, and what another one made is taken in', (one) => {
    expect(answerOf(one, 'lawOneOwner')).toEqual([]);
    expect(answerOf(one, 'lawHandedOn')).toEqual([]);
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

  describe('kills, of what is born where the sites meet', () => {
    const fake = cloudNamed('fake');
    const born = { cloud: fake, kinds: ['acme-ring'], tier: 'hot' } as const;
    const after = (words: string) => render(born, afterStory(words, sidesOf({ ...born, cloud: 'fake' })));
    const over = 'standing, lost A, failover B, started, completed';
    const [peace, adopted, reprotected] = [after('standing'), after(over), after(`${over}, normal A, fenced A`)];
    const B = ['stacks', 'billing-south'];
    const LINKS = ['stacks', 'billing-links'];
    const handed = (output: typeof peace) => lawHandedOn(ownedIn(peace, fake), output, fake);

    test('it is handed on: an import in its site, and links let it go', () => {
      expect([...lawOneOwner(peace, fake), ...lawOneOwner(reprotected, fake), ...handed(adopted), ...handed(reprotected)]).toEqual([]);
    });

    test('a member that both stacks make', () => {
      const member = peace.stacks['billing-links']?.resource?.['fake_ring']?.['ring'];
      const twice = mutate(reprotected, [...LINKS, 'resource', 'fake_ring', 'ring'], member);
      expect(lawOneOwner(twice, fake)).toEqual(['fake_ring billing-ring-south in south is managed by billing-links and billing-south']);
    });

    test('an import that is missing: the member would be made anew', () => {
      expect(handed(mutate(adopted, [...B, 'import'], undefined))).toEqual([
        'billing-south: fake_ring.ring is made anew, and billing-links made it already',
      ]);
    });

    test.each([
      ['forget', undefined],
      ['destroy', [{ from: 'fake_ring.ring', lifecycle: { destroy: true } }]],
    ])('links that %s what was taken in', (_, removed) => {
      const mutant = mutate(reprotected, [...LINKS, 'removed'], removed);
      expect(handed(mutant)).toEqual(['billing-links: fake_ring.ring does not leave undestroyed, though billing-south has it now']);
      expect(lawFour(peace, mutant, fake.cloud)).not.toEqual([]);
    });
  });
});
