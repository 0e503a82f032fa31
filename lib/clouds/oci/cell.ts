import type { LinkPlan, Placement } from '../../plan/plan';
import type { Declaration } from '../../components/component';
import { cellFor } from '../../port/cell';
import type { SiteContext } from '../../port/cloud';
import type { OciGround, OciGroundName } from './ground';

/** Makes a cell of OCI. */
export const ociCell = cellFor<OciGround, OciGroundName>();

/** Where a cell of OCI renders. */
export type OciContext = SiteContext<OciGround, OciGroundName>;
/** What a cell of OCI is told. */
export type OciPlacement<D extends Declaration, N extends string> = Placement<D, N, OciGroundName>;
/** What a cell of OCI joins. */
export type OciLink<D extends Declaration, N extends string> = LinkPlan<D, N, OciGroundName>;
