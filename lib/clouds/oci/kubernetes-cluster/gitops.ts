import { FLUX_RELEASE, IS_KEPT } from '../../../port/gitops';
import { checkStep, commandStep, type Check, type Command } from '../../../words/steps';
import { isAsDescribed, keepAsDescribed } from '../cli-flux';
import { insideOf, type ClusterPlacement } from './names';

/** Steps of a cluster that is kept as a repository has it. */
export interface GitOpsSteps {
  /** Behind its nodes, wherever it has some. */
  readonly keep: Command;
  /** Whether what is described stands: asked of what stands by, and never ahead of users, since a repository may be out on the day. */
  readonly kept: Check;
}

/** Seconds that what is described may take to stand (the library's own bound). */
const STANDS_WITHIN = 1800;

/** Flux is put there by a step, in peace where nodes stand by: on the day nothing of it is fetched. One that has no `gitops` has nothing of it. */
export function gitOpsOf(placement: ClusterPlacement): GitOpsSteps | undefined {
  const { id, component, here, declaration } = placement;
  const { gitops, addresses } = declaration;
  if (gitops === undefined) return undefined;
  const { region, site } = here;
  const of = insideOf(placement);
  return {
    keep: {
      ...commandStep({
        id: `flux-${id}-${region}`,
        title: `Have Flux keep ${component} at ${region} as ${gitops.repository} has it`,
        run: keepAsDescribed(of, { gitops, region, address: addresses[site] ?? '' }),
        endpoint: region,
        expected: 'what kubectl did; where Flux is there nothing is fetched',
        timeout: 900,
      }),
      fetches: [...FLUX_RELEASE.hosts],
    },
    kept: checkStep({
      id: `kept-${id}`,
      title: `What ${gitops.repository} describes stands in ${component} at ${region}`,
      run: isAsDescribed(of),
      matches: IS_KEPT,
      endpoint: region,
      timeout: STANDS_WITHIN,
      onFailure: `the answer: what was asked last, what Flux has looked at, and whether that stands. Why not: kubectl describe gitrepositories.source.toolkit.fluxcd.io,kustomizations.kustomize.toolkit.fluxcd.io continuity --namespace flux-system (kubectl by a session of the bastion: docs/kubernetes.md): a repository that is not reached (egress: 'nat'), a secret that is not there, or an object that is refused`,
    }),
  };
}
