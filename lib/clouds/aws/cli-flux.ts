import { FLUX_KEEPS, FLUX_STANDS } from '../../port/gitops';
import { script } from '../../words/steps';
import { inside, REACH, type InsideWords } from './cli-inside';

/*
 * The command lines of what keeps a cluster as a repository has it. EKS has no add-on of Flux, and its capability of Argo CD signs people in by an instance of
 * IAM Identity Center (https://docs.aws.amazon.com/eks/latest/userguide/create-argocd-capability.html, 2026-12): Flux is installed as its makers say, by way of a session of Systems Manager. UNVERIFIED: none of them was run against AWS.
 */

const KEEPS = `${REACH}
${FLUX_KEEPS}`;

/** Has Flux keep a cluster as a repository has it, told the words of {@link FLUX_KEEPS}: repeated, it changes what differs. */
export const keepAsDescribed = (of: InsideWords, words: readonly string[]): string[] => script(KEEPS, ...inside(of), ...words);

const STANDS_AS = `${REACH}
${FLUX_STANDS}`;

/** Whether what a repository describes stands in a cluster. */
export const isAsDescribed = (of: InsideWords): string[] => script(STANDS_AS, ...inside(of));
