import { FLUX_KEEPS, FLUX_STANDS } from '../../port/gitops';
import { script } from '../../words/steps';
import { inside, REACH, type InsideWords } from './cli-inside';

/*
 * The command lines of what keeps a cluster as a repository has it. OKE has no add-on of it, and the provider none (containerengine_addon of v7.29.0 takes those of OKE:
 * https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengintroducingclusteraddons.htm, 2026-12): Flux is installed as its makers say, by way of a session of the bastion. UNVERIFIED: none of them was run against OCI.
 */

const KEEPS = `${REACH}
${FLUX_KEEPS}`;

/** Has Flux keep a cluster as a repository has it, told the words of {@link FLUX_KEEPS}: repeated, it changes what differs. */
export const keepAsDescribed = (of: InsideWords, words: readonly string[]): string[] => script(KEEPS, ...inside(of), ...words);

const STANDS_AS = `${REACH}
${FLUX_STANDS}`;

/** Whether what a repository describes stands in a cluster. */
export const isAsDescribed = (of: InsideWords): string[] => script(STANDS_AS, ...inside(of));
