import type { LinkPlan, Placement } from '../../plan/plan';
import type { Declaration } from '../../components/component';
import { cellFor } from '../../port/cell';
import type { SiteContext } from '../../port/cloud';
import type { AzureGround } from './ground';
import type { AzureGroundName } from './names';

/** Makes a cell of Azure. */
export const azureCell = cellFor<AzureGround, AzureGroundName>();

/** Where a cell of Azure renders. */
export type AzureContext = SiteContext<AzureGround, AzureGroundName>;
/** What a cell of Azure is told. */
export type AzurePlacement<D extends Declaration, N extends string> = Placement<D, N, AzureGroundName>;
/** What a cell of Azure joins. */
export type AzureLink<D extends Declaration, N extends string> = LinkPlan<D, N, AzureGroundName>;
