import type { KubernetesClusterDeclaration } from '../components/kubernetes-cluster';
import { ContinuityError } from '../words/errors';
import type { Posture } from '../words/posture';

/** A cluster at a site. */
interface Placed {
  readonly id: string;
  readonly here: { readonly site: string };
  readonly posture: Posture;
  readonly declaration: Pick<KubernetesClusterDeclaration, 'gitops'>;
}

/** Throws `DR-VALUE-01` where what is kept as a repository has it would stand by without a node to keep it. */
export function refuseWithoutNodes({ id, here, posture, declaration }: Placed): void {
  if (declaration.gitops === undefined || posture !== 'prepared') return;
  throw new ContinuityError({
    id: 'DR-VALUE-01',
    what: `${id} cannot keep what its repository has where it stands by without a node`,
    value: `gitops at ${here.site}`,
    allowed: 'gitops where the standby keeps nodes',
    fix: 'leave gitops out: a pipeline of yours puts there what runs, once a site took the role; or a tier of its own that keeps nodes',
  });
}

/** The namespace of Flux. */
export const FLUX = 'flux-system';

/** The release that is installed where a cloud has no add-on of it, for Kubernetes 1.29 to 1.35: https://fluxcd.control-plane.io/releases/release-v2.7, 2026-12. */
export const FLUX_RELEASE = {
  version: 'v2.7.5',
  manifest: 'https://github.com/fluxcd/flux2/releases/download/v2.7.5/install.yaml',
  /** The manifest, and the images that it names. */
  hosts: ['github.com', 'ghcr.io'],
} as const;

/**
 * `VERSION MANIFEST REPOSITORY BRANCH PATH SECRET REGION ADDRESS`, in reach of a cluster: Flux, where it is not there whole in that release (what is there fetches nothing on the day),
 * and what it keeps so. Objects say the region of their site, and their address there, as variables of Flux (https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution,
 * 2026-12), so that both sites are described once; nothing ends with its description (`prune: false`), so that no volume does.
 */
export const FLUX_KEEPS = `version=$1 manifest=$2 secret=$6
there=$(kubectl get namespaces ${FLUX} --ignore-not-found --output 'jsonpath={.metadata.labels.continuity-flux}')
if [ "$there" != "$version" ]; then
  kubectl apply --server-side --force-conflicts --filename "$manifest"
  for kind in gitrepositories.source kustomizations.kustomize; do
    kubectl wait "customresourcedefinitions/$kind.toolkit.fluxcd.io" --for condition=Established --timeout 60s
  done
  kubectl label namespace ${FLUX} "continuity-flux=$version" --overwrite
fi
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\\\"]/\\\\&/g')"; }
opened=
if [ -n "$secret" ]; then opened="secretRef: { name: $secret }"; fi
kubectl apply --filename - <<END
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: continuity, namespace: ${FLUX} }
spec:
  interval: 5m
  url: $(quoted "$3")
  ref: { branch: $(quoted "$4") }
  $opened
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: continuity, namespace: ${FLUX} }
spec:
  interval: 10m
  retryInterval: 2m
  path: $(quoted "./$5")
  prune: false
  sourceRef: { kind: GitRepository, name: continuity }
  postBuild: { substitute: { continuity_region: $(quoted "$7"), continuity_address: $(quoted "$8") } }
END`;

/** What was asked of Flux last, what it has looked at, and whether that stands: {@link IS_KEPT} once it does. */
export const FLUX_STANDS = `kubectl get kustomizations.kustomize.toolkit.fluxcd.io continuity --namespace ${FLUX} --output 'jsonpath={.metadata.generation} {.status.observedGeneration} {.status.conditions[?(@.type=="Ready")].status}'`;

/** What {@link FLUX_STANDS} prints of what is kept as its repository has it. */
export const IS_KEPT = '(\\d+) \\1 True';
