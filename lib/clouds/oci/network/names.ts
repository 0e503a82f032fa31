import type { NetworkDeclaration } from '../../../components/network';
import type { OciPlacement } from '../cell';
import { OCI_NAMES } from '../facts';

/** The names that a network takes. */
export const NETWORK_NAMES = { network: OCI_NAMES.network, logs: OCI_NAMES.flowLogs };

/** One of them. */
export type NetworkName = keyof typeof NETWORK_NAMES;
/** What the cell of networks is told of a site. */
export type NetworkPlacement = OciPlacement<NetworkDeclaration, NetworkName>;
