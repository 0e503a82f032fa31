import type { KubernetesClusterDeclaration } from '../components/kubernetes-cluster';
import { checkStep, commandStep, type Check, type Command } from '../words/steps';
import { FLUX_RELEASE, IS_KEPT } from './gitops';

/** Steps of a cluster that is kept as a repository has it. */
export interface GitOpsSteps {
  /** Behind its nodes, wherever it has some. */
  readonly keep: Command;
  /** Whether what is described stands: asked of what stands by, and never ahead of users, since a repository may be out on the day. */
  readonly kept: Check;
}

/** Seconds that what is described may take to stand (the library's own bound). */
const STANDS_WITHIN = 1800;

/** A cluster at a site. */
interface Placed {
  readonly id: string;
  readonly component: string;
  readonly here: { readonly site: string; readonly region: string };
  readonly declaration: Pick<KubernetesClusterDeclaration, 'gitops' | 'addresses'>;
}

/** What a cloud says of it. */
export interface GitOpsOf {
  /** Has Flux keep it, told these words. */
  readonly keep: (words: readonly string[]) => string[];
  /** Whether what is described stands. */
  readonly kept: string[];
  /** How a person runs kubectl there, in brackets behind a command. */
  readonly byHand: string;
}

/**
 * Flux is put there by a step where a cloud has no add-on of it, in peace where nodes stand by: on the day nothing of it is fetched. A cluster that has no `gitops`
 * has nothing of it.
 */
export function gitOpsSteps({ id, component, here, declaration }: Placed, of: GitOpsOf): GitOpsSteps | undefined {
  const { gitops, addresses } = declaration;
  if (gitops === undefined) return undefined;
  const { repository, branch, path, secret = '' } = gitops;
  const { region, site } = here;
  return {
    keep: {
      ...commandStep({
        id: `flux-${id}-${region}`,
        title: `Have Flux keep ${component} at ${region} as ${repository} has it`,
        run: of.keep([FLUX_RELEASE.version, FLUX_RELEASE.manifest, repository, branch, path, secret, region, addresses[site] ?? '']),
        endpoint: region,
        expected: 'what kubectl did; where Flux is there nothing is fetched',
        timeout: 900,
      }),
      fetches: [...FLUX_RELEASE.hosts],
    },
    kept: checkStep({
      id: `kept-${id}`,
      title: `What ${repository} describes stands in ${component} at ${region}`,
      run: of.kept,
      matches: IS_KEPT,
      endpoint: region,
      timeout: STANDS_WITHIN,
      onFailure: `the answer: what was asked last, what Flux has looked at, and whether that stands. Why not: kubectl describe gitrepositories.source.toolkit.fluxcd.io,kustomizations.kustomize.toolkit.fluxcd.io continuity --namespace flux-system ${of.byHand}: a repository that is not reached (egress: 'nat'), a secret that is not there, or an object that is refused`,
    }),
  };
}
