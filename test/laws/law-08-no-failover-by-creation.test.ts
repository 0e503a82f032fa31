import { cloudNamed } from '../support/clouds';
import { CASES } from '../support/corpus';
import { mutate } from '../support/json';
import { lawEight, PERFORMS_FAILOVER } from '../support/laws/law-08';
import { answerOf } from '../support/laws/verdicts';
import { render } from '../support/synth';

describe('Law 8: nothing is synthesized whose creation performs a failover (no cell renders anything near it today: this watches cells to come)', () => {
  test.each(CASES)('$title: nothing of the kind in any situation', (one) => {
    expect(answerOf(one, 'lawEight')).toEqual([]);
  });

  describe('kills', () => {
    const good = render({ cloud: cloudNamed('oci'), kinds: ['object-storage'], tier: 'hot' });
    const B = 'billing-eu-paris-1';

    test.each(PERFORMS_FAILOVER)('$type in a recovery stack', ({ type, argument }) => {
      expect(lawEight(good)).toEqual([]);
      const body = argument ? { [argument]: 'SWITCHOVER' } : { display_name: 'go' };
      expect(lawEight(mutate(good, ['stacks', B, 'resource', type, 'go'], body)).join()).toContain(`${B}: ${type}.go`);
    });

    test('a provisioner, which runs when its resource is created', () => {
      const body = { provisioner: [{ 'local-exec': { command: 'fail over' } }] };
      expect(lawEight(mutate(good, ['stacks', B, 'resource', 'terraform_data', 'go'], body))).not.toEqual([]);
    });
  });
});
