import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository/index.js';
import type { ContainerImagesDeclaration } from '../../../components/container-images';
import { kebab } from '../../../plan/names';
import type { Rendered } from '../../../port/cloud';
import { checkStep } from '../../../words/steps';
import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { awsCell, type AwsContext, type AwsPlacement } from '../cell';
import { replicationRules, repositoriesThere } from '../cli-containers';
import { registryOf } from '../registry';

const NOTHING = { seconds: 0, source: 'prepared in peace; what a service runs is looked for before it takes over', verified: true };

type ImagesPlacement = AwsPlacement<ContainerImagesDeclaration, never>;

/** Repositories of Amazon ECR, the same at every site and in every situation. How images come to both is a rule of the registry, which is not ours. */
export const containerImages = awsCell({
  kind: 'container-images',
  service: 'Amazon ECR',
  facts: {
    flips: { prepared: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: NOTHING, promotion: NOTHING, always: true },
    limits: 'repositories are prepared at every site',
    fence: 'none: an image is never changed, and the pipeline alone pushes',
    automatic: true,
    names: {},
    oneWay: [],
    adopts: ({ existing }, site) => (existing?.[site] ? {} : undefined),
    refuses: ({ existing }, { key }) => {
      const value = existing?.[key]?.registry;
      const allowed = 'no registry: an account has one a region';
      return value === undefined ? [] : [{ of: 'existing', value, allowed, fix: 'leave registry out' }];
    },
    slas: () => [],
    figures: () => ({ rpo: NOTHING, promotion: NOTHING }),
  },
  types: { aws_ecr_repository: { holdsData: true, importId: '{name}' } },
  recovery: (placement) => ({ standing: [checkStep(thereOf(placement))] }),
  renderSite: renderRepositories,
  doctor: imagesDoctor,
});

function renderRepositories({ stack, ground, workload }: AwsContext, { id, here, declaration }: ImagesPlacement): Rendered {
  const found = declaration.existing?.[here.site]?.ids ?? [];
  const made = declaration.repositories
    .filter((name) => !found.includes(name))
    .map(
      (name) =>
        new EcrRepository(stack, `${id}-${kebab(name)}`, {
          name,
          imageTagMutability: 'IMMUTABLE',
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfiguration: [{ encryptionType: 'KMS', kmsKey: ground.key.arn }],
          // Where the environment may be destroyed, so may what is pushed into it: a repository with an image is deleted by force alone.
          forceDelete: !workload.durable,
          lifecycle: { preventDestroy: workload.durable },
        }),
    );
  const host = registryOf(here);
  return {
    ...(made[0] ? { instance: made[0] } : {}),
    ready: made,
    waits: [],
    endpoint: { host, name: declaration.repositories[0] ?? '' },
    named: (name) => (declaration.repositories.includes(name) ? { host, name } : undefined),
  };
}

const thereOf = ({ id, component, here, declaration: { repositories } }: ImagesPlacement): Parameters<typeof checkStep>[0] => ({
  id: `repositories-${id}`,
  title: `The repositories of ${component} are at ${here.region}`,
  run: repositoriesThere(here.region, repositories),
  matches: [...repositories].sort().join('\\s+'),
  endpoint: here.region,
});

/** Whether what is pushed at the site that serves comes to the other one: by a rule of the registry, of which there is one set an account and region. */
function imagesDoctor(placement: ImagesPlacement): DoctorItem[] {
  const { id, here, peer, form, declaration } = placement;
  if (!works(form)) return [];
  return [
    asked({ about: 'standby', ...thereOf(placement), id: `repositories-serve-${id}`, fix: APPLY }),
    ...(declaration.copiedBy === 'registry' ? declaration.repositories : []).map((repository) =>
      asked({
        about: 'copies',
        id: `replicates-${id}-${kebab(repository)}`,
        title: `What is pushed to ${repository} at ${here.region} comes to ${peer.region}`,
        run: replicationRules(here.region, repository, peer),
        matches: '[1-9]\\d*',
        endpoint: here.region,
        fix: "add a rule to those of the registry (aws ecr describe-registry shows them: writing them replaces all). It copies what is pushed after it: https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html. Or have the pipeline push to both: copiedBy: 'pipeline'",
      }),
    ),
  ];
}
