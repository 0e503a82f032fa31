import type { Declaration } from '../../../components/component';
import { isOf } from '../../../components/declarations';
import type { FileStorageDeclaration } from '../../../components/file-storage';
import type { NetworkDeclaration } from '../../../components/network';
import type { BasePlacement } from '../../../plan/plan';
import type { AzureContext, AzurePlacement } from '../cell';
import { AZURE_NAMES } from '../facts';
import type { AzureGroundName } from '../names';

/** The names that a network takes. */
export const NETWORK_NAMES = {
  network: AZURE_NAMES.network,
  group: AZURE_NAMES.securityGroup,
  gateway: AZURE_NAMES.natGateway,
};

/** One of them. */
export type NetworkName = keyof typeof NETWORK_NAMES;
/** What the cell of networks is told of a site. */
export type NetworkPlacement = AzurePlacement<NetworkDeclaration, NetworkName>;

/** What is known of it whatever the situation. */
export type NetworkBase = BasePlacement<NetworkDeclaration, NetworkName, AzureGroundName>;

/** Whether containers run at this site, in whatever form: of a service, or of a job that dumps a database. */
export const hasContainers = ({ placements }: Pick<AzureContext, 'placements'>): boolean =>
  placements.some(
    ({ kind, declaration, retired }) =>
      !retired && (kind === 'container-service' || (isOf('relational-database', declaration) && declaration.dumps !== undefined)),
  );

/** Whether files by NFS are at this site, whose service takes a subnet for itself. */
export const hasFiles = ({ placements }: Pick<AzureContext, 'placements'>): boolean =>
  placements.some(({ declaration, retired }) => isNfs(declaration) && !retired);

const isNfs = (declaration: Declaration): boolean =>
  declaration.kind === 'file-storage' && (declaration as FileStorageDeclaration).protocol === 'nfs';

/** Whether a cluster stands at this site, in whatever form. */
export const hasCluster = ({ placements }: Pick<AzureContext, 'placements'>): boolean =>
  placements.some(({ kind, retired }) => kind === 'kubernetes-cluster' && !retired);
