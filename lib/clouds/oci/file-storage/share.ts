import { CoreNetworkSecurityGroup } from '@cdktf/provider-oci/core-network-security-group';
import { CoreNetworkSecurityGroupSecurityRule } from '@cdktf/provider-oci/core-network-security-group-security-rule';
import { FileStorageExport } from '@cdktf/provider-oci/file-storage-export';
import { FileStorageFileSystem } from '@cdktf/provider-oci/file-storage-file-system';
import { FileStorageFilesystemSnapshotPolicy } from '@cdktf/provider-oci/file-storage-filesystem-snapshot-policy';
import { FileStorageMountTarget } from '@cdktf/provider-oci/file-storage-mount-target';
import { kebab } from '../../../plan/names';
import type { Rendered } from '../../../port/cloud';
import { works } from '../../../words/posture';
import { availabilityDomains } from '../availability-domains';
import type { OciContext } from '../cell';
import { networkOf, networkReady } from '../network/cell';
import type { FilesPlacement } from './names';

/** Where a share is mounted from: the same at both sites. */
export const pathOf = ({ component }: Pick<FilesPlacement, 'component'>): string => `/${kebab(component)}`;

const DAY = 24 * 3600;

/**
 * A file system of one generation, and what its site reaches it by, which stands from the first day. What follows is exported by nobody and has no policy of snapshots: "only
 * a file system that has never been exported can be used as a target", and one "with a snapshot policy attached can't" (https://docs.oracle.com/iaas/Content/File/Tasks/FSreplication.htm,
 * 2026-09). So the apply that takes the role gives it both, and it never follows again: the side that was left gets another one, of the next generation.
 */
export function renderFiles(context: OciContext, placement: FilesPlacement): Rendered {
  const { stack, site, workload, ground } = context;
  const { id, here, component, attached } = placement;
  const isReached = isLast(context, placement);
  const policy = isReached ? renderPolicy(context, placement) : undefined;
  const files = new FileStorageFileSystem(stack, id, {
    compartmentId: site.account,
    availabilityDomain: availabilityDomains(context)[0] as string,
    displayName: here.names.files,
    kmsKeyId: ground.keyId,
    ...(policy && !attached ? { filesystemSnapshotPolicyId: policy.id } : {}),
    freeformTags: { workload: workload.id, component },
    // It is in one availability domain for ever, whichever is listed first (v7.29.0, file_storage_file_system: force-new).
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['availability_domain'] },
  });
  if (!isReached) return { instance: files, ready: [], waits: [] };
  const mount = renderMount(context, placement);
  const share = attached ? [] : [renderExport(context, placement, files, mount)];
  return {
    instance: files,
    ready: [files, mount, ...share],
    waits: [files],
    endpoint: { host: mount.ipAddress, port: 2049, name: pathOf(placement) },
  };
}

/** The generation that counts at a site; once the role was lost, the last one, until another stands beside it: of that alone anything is mounted. */
const isLast = ({ placements }: OciContext, { component, generation, current }: FilesPlacement): boolean =>
  current || !placements.some((one) => one.component === component && (one.current || one.generation > generation));

/** A snapshot every hour, kept for a day, and one every day. */
const renderPolicy = (context: OciContext, { component, here, declaration }: FilesPlacement): FileStorageFilesystemSnapshotPolicy =>
  new FileStorageFilesystemSnapshotPolicy(context.stack, `${kebab(component)}-snapshots`, {
    compartmentId: context.site.account,
    availabilityDomain: availabilityDomains(context)[0] as string,
    displayName: here.names.mount,
    schedules: [
      { period: 'HOURLY', timeZone: 'UTC', retentionDurationInSeconds: String(DAY) },
      { period: 'DAILY', timeZone: 'UTC', hourOfDay: 0, retentionDurationInSeconds: String(declaration.restorableDays * DAY) },
    ],
    lifecycle: { ignoreChanges: ['availability_domain'] },
  });

/** What is mounted: an address in the network of its site, for all generations. */
function renderMount(context: OciContext, placement: FilesPlacement): FileStorageMountTarget {
  const { stack, site, workload } = context;
  const { component, here } = placement;
  return new FileStorageMountTarget(stack, `${kebab(component)}-mount`, {
    compartmentId: site.account,
    availabilityDomain: availabilityDomains(context)[0] as string,
    subnetId: networkOf(context).privateSubnets[0] as string,
    displayName: here.names.mount,
    nsgIds: [renderGuard(context, placement).id],
    freeformTags: { workload: workload.id, component },
    dependsOn: [...networkReady(context)],
    lifecycle: { ignoreChanges: ['availability_domain'] },
  });
}

/** Ports of NFS and of what finds it: https://docs.oracle.com/iaas/Content/File/Tasks/securitylistsfilestorage.htm, 2026-11. */
const PORTS: readonly (readonly [name: string, protocol: '6' | '17', min: number, max: number])[] = [
  ['nfs', '6', 2048, 2050],
  ['portmapper', '6', 111, 111],
  ['mount-udp', '17', 2048, 2048],
  ['portmapper-udp', '17', 111, 111],
];

function renderGuard(context: OciContext, { component, here }: FilesPlacement): CoreNetworkSecurityGroup {
  const { stack, site } = context;
  const { vpcId, cidr } = networkOf(context);
  const name = kebab(component);
  const guard = new CoreNetworkSecurityGroup(stack, `${name}-guard`, {
    compartmentId: site.account,
    vcnId: vpcId,
    displayName: here.names.mount,
  });
  for (const [what, protocol, min, max] of PORTS) {
    const ports = { destinationPortRange: { min, max } };
    new CoreNetworkSecurityGroupSecurityRule(stack, `${name}-${what}`, {
      networkSecurityGroupId: guard.id,
      direction: 'INGRESS',
      protocol,
      description: 'from inside the site',
      sourceType: 'CIDR_BLOCK',
      source: cidr,
      ...(protocol === '6' ? { tcpOptions: ports } : { udpOptions: ports }),
    });
  }
  return guard;
}

/** Whoever is in its network; a fence leaves them to read, from the next request on ("for each NFS request": v7.29.0, file_storage_export). */
const renderExport = (
  context: OciContext,
  placement: FilesPlacement,
  files: FileStorageFileSystem,
  mount: FileStorageMountTarget,
): FileStorageExport =>
  new FileStorageExport(context.stack, `${placement.id}-export`, {
    exportSetId: mount.exportSetId,
    fileSystemId: files.id,
    path: pathOf(placement),
    exportOptions: [
      {
        source: networkOf(context).cidr,
        access: works(placement.form) ? 'READ_WRITE' : 'READ_ONLY',
        identitySquash: 'NONE',
        requirePrivilegedSourcePort: true,
      },
    ],
  });
