import { cloudNamed } from '../support/clouds';
import { CASES, declaredIn, sidesOf } from '../support/corpus';
import { afterStory } from '../support/history';
import { mutate } from '../support/json';
import { lawAdopted, lawAdoptedUndone } from '../support/laws/adopted';
import { answerOf } from '../support/laws/verdicts';
import { render, sheetsAfter } from '../support/synth';

const ADOPTED = CASES.filter(({ adopted }) => adopted);
/** Kinds that serve nobody by themselves: nothing closes them. */
const OPEN = ['network', 'secrets', 'container-images'];

describe('Law 15: what exists already is in no state, and whatever closes it is taken back', () => {
  test('every kind that a cloud adopts is looked at, at every tier', () => {
    for (const cloud of ['aws', 'azure'])
      expect(ADOPTED.filter((one) => one.cloud === cloud).map(({ tier }) => tier)).toEqual(
        expect.arrayContaining(['cold', 'ha', 'hot', 'vital', 'warm']),
      );
    expect(new Set(ADOPTED.flatMap(({ kinds }) => kinds)).size).toBe(9);
  });

  test.each(ADOPTED)('$title: no resource is one that exists, in any situation', (one) => {
    expect(answerOf(one, 'lawAdopted')).toEqual([]);
  });

  test.each(ADOPTED.filter(({ kinds }) => kinds.some((kind) => !OPEN.includes(kind))))(
    '$title: what a command closes of it, another one opens again',
    (one) => {
      expect(answerOf(one, 'lawAdoptedUndone')).toEqual([]);
    },
  );

  describe('kills', () => {
    const aws = cloudNamed('aws');
    const one = ADOPTED.find(({ cloud, tier }) => cloud === 'aws' && tier === 'hot')!;
    const good = render(declaredIn(one), afterStory('standing, lost A, failover B, started, completed, normal A', sidesOf(one)));
    const A = ['stacks', 'billing-eu-west-3'];

    test.each([
      ['a bucket that is managed', [...A, 'resource', 'aws_s3_bucket', 'invoices'], { bucket: 'running-invoices' }],
      ['a policy that overwrites its own', [...A, 'resource', 'aws_s3_bucket_policy', 'x'], { bucket: 'running-invoices' }],
      ['a database', [...A, 'resource', 'aws_db_instance', 'ledger'], { identifier: 'running-ledger' }],
      ['a group of machines', [...A, 'resource', 'aws_autoscaling_group', 'back'], { name: 'running-back' }],
      ['a policy of one', [...A, 'resource', 'aws_autoscaling_policy', 'back'], { autoscaling_group_name: 'running-back' }],
      ['a service', [...A, 'resource', 'aws_ecs_service', 'api'], { cluster: 'running-cluster', name: 'api' }],
      ['a subnet of a network', [...A, 'resource', 'aws_route_table_association', 'x'], { subnet_id: 'subnet-running1' }],
      ['an import', [...A, 'import'], [{ to: 'aws_s3_bucket.invoices', id: 'running-invoices' }]],
      [
        'its secret, by what joins the sites',
        ['stacks', 'billing-links', 'resource', 'aws_secretsmanager_secret', 'x'],
        secretAt('eu-west-3'),
      ],
    ])('%s', (_, path, change) => {
      expect(lawAdopted(good, aws)).toEqual([]);
      expect(lawAdopted(mutate(good, path, change), aws)).toHaveLength(1);
    });

    test('what bears its name in another region is another thing', () => {
      const twin = ['stacks', 'billing-eu-central-1', 'resource', 'aws_secretsmanager_secret', 'x'];
      expect(lawAdopted(mutate(good, twin, { name: 'running/api-token' }), aws)).toEqual([]);
    });

    test.each([
      ['ledger', 'unfence-ledger'],
      ['invoices', 'unfence-invoices'],
      ['api', 'unfence-api'],
      ['back', 'unfence-back'],
    ])('a fence of %s that nothing takes back', (id, undo) => {
      const told = (story: string, without = 'nothing') => {
        const sheets = sheetsAfter(story, declaredIn(one)).map(({ waves, ...sheet }) => ({
          ...sheet,
          waves: waves.map((wave) => ({ ...wave, actions: wave.actions.filter((action) => !action.id.startsWith(without)) })),
        }));
        return { name: story, output: good, sheets: () => sheets };
      };
      const [fence, abort] = ['standing, switch B', 'standing, switch B, fenced A, abort'];
      expect(lawAdoptedUndone({ told: [told(fence), told(abort)] })).toEqual([]);
      expect(lawAdoptedUndone({ told: [told(fence, undo), told(abort, undo)] }).join()).toContain(
        `${id}-eu-west-3 exists, is fenced by a command`,
      );
    });
  });
});

/** What the links stack makes at a site is made by the provider of that site. */
function secretAt(region: string): object {
  return { name: 'running/api-token', provider: `aws.${region}` };
}
