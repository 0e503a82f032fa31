import type { KubernetesClusterDeclaration } from '../../components/kubernetes-cluster';
import { FLUX_RELEASE, FLUX_KEEPS, FLUX_STANDS } from '../../port/gitops';
import { script } from '../../words/steps';
import { inside, REACH, type InsideWords } from './cli-inside';

/*
 * The command lines of what keeps a cluster as a repository has it. OKE has no add-on of it, and the provider none (containerengine_addon of v7.29.0 takes those of OKE:
 * https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengintroducingclusteraddons.htm, 2026-12): Flux is installed as its makers say, by way of a session of the bastion. UNVERIFIED: none of them was run against OCI.
 */

/** What is kept so at a site. */
interface Described {
  readonly gitops: NonNullable<KubernetesClusterDeclaration['gitops']>;
  /** The region of the site, and the address of the cluster there, or nothing. */
  readonly region: string;
  readonly address: string;
}

const KEEPS = `${REACH}
${FLUX_KEEPS}`;

/** Has Flux keep a cluster as a repository has it: repeated, it changes what differs. */
export const keepAsDescribed = (of: InsideWords, { gitops, region, address }: Described): string[] => {
  const { repository, branch, path, secret = '' } = gitops;
  return script(KEEPS, ...inside(of), FLUX_RELEASE.version, FLUX_RELEASE.manifest, repository, branch, path, secret, region, address);
};

const STANDS_AS = `${REACH}
${FLUX_STANDS}`;

/** Whether what a repository describes stands in a cluster. */
export const isAsDescribed = (of: InsideWords): string[] => script(STANDS_AS, ...inside(of));
