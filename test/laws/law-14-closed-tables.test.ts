import { cloudNamed } from '../support/clouds';
import { CASES } from '../support/corpus';
import { mutate } from '../support/json';
import { lawFourteen, lawFourteenEffects } from '../support/laws/law-14';
import { answerOf } from '../support/laws/verdicts';
import { render, type Output } from '../support/synth';
import type { Procedure } from '../../lib/words/actions';
import { crossingStep } from '../../lib/words/steps';

describe('Law 14: every type that is rendered is known to the laws', () => {
  test.each(CASES)('$title: in every situation', (one) => {
    expect(answerOf(one, 'lawFourteen')).toEqual([]);
  });

  test.each(CASES)('$title: what its promotions do behind Terraform is said', (one) => {
    expect(answerOf(one, 'lawFourteenEffects')).toEqual([]);
  });

  describe('kills', () => {
    const aws = cloudNamed('aws');
    const good = render({ cloud: aws, kinds: ['object-storage'], tier: 'hot' });
    const of = (type: string) => ['stacks', 'billing-eu-west-3', 'resource', type, 'more'];

    test.each([
      ['a type that nobody knows', 'aws_timestreamwrite_table', 'nobody says whether it holds data'],
      [
        'a type that holds data, without a row of what a failover changes',
        'aws_fsx_windows_file_system',
        'nobody says what a failover changes of it',
      ],
      ['a type that holds data, and that an apply which died could not find again', 'aws_docdb_cluster', 'nobody says how it is imported'],
    ])('%s', (_, type, said) => {
      expect(lawFourteen(good, aws)).toEqual([]);
      expect(lawFourteen(mutate(good, of(type), {}), aws)).toContain(`billing-eu-west-3: ${type}: ${said}`);
    });

    test('a cloud without tables', () => {
      expect(lawFourteen(good, { ...aws, name: 'nimbus' })).not.toEqual([]);
    });

    describe('of what a promotion does behind Terraform', () => {
      const fake = cloudNamed('fake');
      const one = { cloud: fake, kinds: ['acme-ledger', 'acme-ring'], tier: 'hot' } as const;
      const output = render(one);
      const faults = (of: Output, under = fake) => lawFourteenEffects(of, [], under);
      const component = (id: string): number => output.manifest.workloads[0]?.components.findIndex((each) => each.component === id) ?? -1;
      const effects = ['manifest', 'workloads', 0, 'components', component('Postings'), 'effects'];
      const effect = (type: string, terraform: string) => [{ type, does: 'makes', terraform, how: 'role', source: 'this test' }];

      test.each([
        ['an effect that is not ignored', ['stacks', 'billing-south', 'resource', 'fake_ledger', 'postings', 'lifecycle'], {}, 'role'],
        ['a switch of roles without a word', effects, [], 'Postings: nobody says'],
        ['what is not ours, and is rendered', effects, effect('fake_ledger', 'not ours'), 'fake_ledger is said to be not ours'],
      ])('%s', (_, path, change, said) => {
        expect(faults(output)).toEqual([]);
        expect(faults(mutate(output, path, change)).join()).toContain(said);
      });

      test('a promotion by command without a word', () => {
        const bucket = render({ cloud: fake, kinds: ['object-storage'], tier: 'hot' });
        const run = { id: 'promote-invoices', title: '', run: ['x'], endpoint: '', expected: '', losesData: '' };
        const procedure = { waves: [{ name: 'promote', purpose: '', actions: [crossingStep(run)] }] } as unknown as Procedure;
        expect(lawFourteenEffects(bucket, [], fake)).toEqual([]);
        expect(lawFourteenEffects(bucket, [procedure], fake)).toEqual(['Invoices: nobody says what its promotion does behind Terraform']);
      });
    });
  });
});
