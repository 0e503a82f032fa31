import type { LinkPlan, Placement } from '../../plan/plan';
import type { Declaration } from '../../components/component';
import { cellFor } from '../../port/cell';
import type { SiteContext } from '../../port/cloud';
import type { AwsGround, AwsGroundName } from './ground';

/** Makes a cell of AWS. */
export const awsCell = cellFor<AwsGround, AwsGroundName>();

/** Where a cell of AWS renders. */
export type AwsContext = SiteContext<AwsGround, AwsGroundName>;
/** What a cell of AWS is told. */
export type AwsPlacement<D extends Declaration, N extends string> = Placement<D, N, AwsGroundName>;
/** What a cell of AWS joins. */
export type AwsLink<D extends Declaration, N extends string> = LinkPlan<D, N, AwsGroundName>;
