import type { NetworkDeclaration } from '../../../components/network';
import type { OciContext, OciPlacement } from '../cell';
import { OCI_NAMES } from '../facts';

/** The names that a network takes. */
export const NETWORK_NAMES = { network: OCI_NAMES.network, logs: OCI_NAMES.flowLogs };

/** One of them. */
export type NetworkName = keyof typeof NETWORK_NAMES;
/** What the cell of networks is told of a site. */
export type NetworkPlacement = OciPlacement<NetworkDeclaration, NetworkName>;

/** Whether a cluster stands at this site, in whatever form. */
export const hasCluster = ({ placements }: Pick<OciContext, 'placements'>): boolean =>
  placements.some(({ kind, retired }) => kind === 'kubernetes-cluster' && !retired);
