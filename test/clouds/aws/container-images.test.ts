import { containerImages } from '../../../lib/clouds/aws/container-images/cell';
import { replicationRules, repositoriesThere } from '../../../lib/clouds/aws/cli-containers';
import { isUnseen } from '../../../lib/words/doctor';
import type { Placement } from '../../../lib/plan/plan';
import { answering } from '../answering';
import { addresses, block, FRANKFURT, outputAt } from './fixture';

const KINDS = ['container-images'] as const;
const ADDRESS = 'aws_ecr_repository.images-acme-api';
const STEPS = ['normal', 'failing over', 'fenced', 'reprotected'] as const;

test.each(['cold', 'hot'] as const)(
  '%s: a repository at both sites, whose tags never move, scanned, with the key of its own site',
  (tier) => {
    for (const stack of ['billing-eu-west-3', 'billing-eu-central-1'])
      expect(block(outputAt('normal', KINDS, tier).stacks[stack], ADDRESS)).toMatchObject({
        name: 'acme/api',
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: 'KMS', kms_key: '${aws_kms_key.key.arn}' }],
        lifecycle: { prevent_destroy: true },
      });
  },
);

test('the same in every situation, and never a rule of the registry, which is not ours', () => {
  const normal = block(outputAt('normal', KINDS).stacks['billing-eu-central-1'], ADDRESS);
  for (const step of STEPS) {
    const { stacks } = outputAt(step, KINDS);
    expect(block(stacks['billing-eu-central-1'], ADDRESS)).toEqual(normal);
    for (const json of Object.values(stacks)) expect(addresses(json, 'aws_ecr_replication_configuration')).toEqual([]);
  }
});

describe('ahead of the day', () => {
  const questions = (form: Placement['form'], copiedBy: string) =>
    (
      containerImages.doctor?.(
        {
          id: 'images',
          component: 'Images',
          form,
          declaration: { repositories: ['acme/api'], copiedBy },
          here: { region: 'eu-west-3', account: '111122223333' },
          peer: { site: FRANKFURT, region: 'eu-central-1', account: '111122223333' },
        } as unknown as Placement,
        { rpo: 900 },
      ) ?? []
    ).flatMap((one) => (isUnseen(one) ? [] : one.steps.map(({ id }) => id)));

  test('where images come to the other site by a rule of the registry, it is asked for, at the site that serves', () => {
    expect(questions('serving', 'registry')).toContain('replicates-images-acme-api');
    expect(questions('serving', 'pipeline')).toEqual(['repositories-serve-images']);
    expect(questions('standby', 'registry')).toEqual([]);
  });

  test('a rule counts where it goes to that region and account, for that repository', () => {
    const query = replicationRules('eu-west-3', 'acme/api', { region: 'eu-central-1', account: '111122223333' }).find((word) =>
      word.startsWith('length('),
    );
    expect(query).toBe(
      "length(replicationConfiguration.rules[?destinations[?region=='eu-central-1'&&registryId=='111122223333']&&(!repositoryFilters||repositoryFilters[?starts_with('acme/api',filter)])])",
    );
  });

  test('repositories are asked for by name', () => {
    const { calls } = answering('aws', [['describe-repositories', 'acme/api']], repositoriesThere('eu-west-3', ['acme/api', 'acme/web']));
    expect(calls[0]).toContain('--region eu-west-3 --repository-names acme/api acme/web');
  });
});
