import type { NetworkDeclaration } from '../../../components/network';
import type { BasePlacement } from '../../../plan/plan';
import type { AwsPlacement } from '../cell';
import { AWS_NAMES } from '../facts';
import type { AwsGroundName } from '../ground';

/** The names that a network takes. */
export const NETWORK_NAMES = {
  network: AWS_NAMES.network,
  group: AWS_NAMES.securityGroup,
  logs: AWS_NAMES.flowLogs,
  logsRole: AWS_NAMES.flowLogsRole,
};

/** One of them. */
export type NetworkName = keyof typeof NETWORK_NAMES;
/** What the cell of networks is told of a site. */
export type NetworkPlacement = AwsPlacement<NetworkDeclaration, NetworkName>;
/** What it is told of its base. */
export type NetworkBase = BasePlacement<NetworkDeclaration, NetworkName, AwsGroundName>;
