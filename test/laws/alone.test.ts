import { ALONE, CASES, declaredIn, sidesOf, type Candidate, type Case } from '../support/corpus';
import { afterStory } from '../support/history';
import { mutate } from '../support/json';
import { lawAlone } from '../support/laws/alone';
import { collect } from '../support/laws/verdict';
import { render, type Output } from '../support/synth';

const OVER = 'standing, lost A, failover B, started, completed';
const HOME = `${OVER}, normal A, fenced A, standing, switch A, fenced B, lag, started, completed, standing`;
const STORIES = ['standing', 'standing, lost A, failover B', `${OVER}, normal A`, HOME];

const known = new Map<string, Output>();
type Part = Pick<Case, 'title' | 'cloud' | 'kinds' | 'tier'>;
const titled = (one: Candidate): Part => ({ ...one, title: `${one.cloud}, ${one.kind}, ${one.tier}` });

function outputOf(one: Part, story: string): Output {
  const key = `${one.title} ${story}`;
  const output = known.get(key) ?? render(declaredIn(one), afterStory(story, sidesOf(one)));
  known.set(key, output);
  return output;
}
const togetherWith = ({ cloud, tier }: Part): Case => CASES.find(({ title }) => title === `${cloud}, everything, ${tier}`)!;
const partNamed = (name: string): Part => PARTS.find(({ title }) => title === name)!;
/** Whatever goes farther than all together, and each component of that by itself. */
const APART = CASES.filter((one) => !one.adopted && one !== togetherWith(one));
const isApart = ({ cloud, kind, tier }: Candidate): boolean =>
  APART.some((one) => one.cloud === cloud && one.tier === tier && one.kinds.includes(kind));
const PARTS: readonly Part[] = [...new Map([...ALONE.filter(isApart).map(titled), ...APART].map((part) => [part.title, part])).values()];

describe('What a component renders does not depend on which others stand beside it', () => {
  test.each(PARTS)('$title', (one) => {
    const verdicts = STORIES.map((story) => [story, () => lawAlone(outputOf(one, story), outputOf(togetherWith(one), story))] as const);
    expect(collect(verdicts)).toEqual([]);
  });

  describe('kills', () => {
    const one = partNamed('aws, relational-database, hot');
    const alone = outputOf(one, 'standing');
    const together = outputOf(togetherWith(one), 'standing');
    const A = ['stacks', 'billing-eu-west-3', 'resource'];

    test.each([
      ['a database that is larger beside a bucket', [...A, 'aws_db_instance', 'ledger', 'instance_class'], 'db.r6g.large'],
      ['a database that has another address beside a bucket', [...A, 'aws_db_instance', 'ledger'], undefined],
      ['a role that is another one in a larger workload', ['stacks', 'billing-eu-west-3-base', 'resource'], {}],
      ['links that say something else where more is joined', ['stacks', 'billing-links'], undefined],
    ])('%s', (_, path, change) => {
      expect(lawAlone(alone, together)).toEqual([]);
      expect(lawAlone(alone, mutate(together, path, change))).not.toEqual([]);
    });

    test('a subnet that no longer reaches a service beside others, and one that is another one there', () => {
      const keys = partNamed('azure, network, hot');
      const subnet = ['stacks', 'billing-francecentral', 'resource', 'azurerm_subnet', 'net-private-1'];
      const [bare, whole] = [outputOf(keys, 'standing'), outputOf(togetherWith(keys), 'standing')];
      const reaching = mutate(bare, [...subnet, 'service_endpoints'], ['Microsoft.KeyVault']);
      expect(lawAlone(reaching, whole)).toEqual([]);
      expect(lawAlone(reaching, mutate(whole, [...subnet, 'service_endpoints'], []))).toHaveLength(1);
      expect(lawAlone(reaching, mutate(whole, [...subnet, 'address_prefixes'], []))).toHaveLength(1);
    });

    test('an entrance that no longer waits for its own network beside a database', () => {
      const entrance = partNamed('aws, load-balancer, hot');
      const path = [...A, 'aws_lb_listener_rule', 'web-serving', 'depends_on'];
      const [bare, whole] = [outputOf(entrance, 'standing'), outputOf(togetherWith(entrance), 'standing')];
      expect(lawAlone(mutate(bare, path, ['aws_vpc.net']), mutate(whole, path, []))).not.toEqual([]);
    });
  });
});
