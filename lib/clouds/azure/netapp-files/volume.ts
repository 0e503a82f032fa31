import { NetappAccount } from '@cdktf/provider-azurerm/lib/netapp-account/index.js';
import { NetappPool } from '@cdktf/provider-azurerm/lib/netapp-pool/index.js';
import { NetappSnapshotPolicy } from '@cdktf/provider-azurerm/lib/netapp-snapshot-policy/index.js';
import {
  NetappVolume,
  type NetappVolumeConfig,
  type NetappVolumeExportPolicyRule,
} from '@cdktf/provider-azurerm/lib/netapp-volume/index.js';
import { Fn } from 'cdktf';
import type { Rendered } from '../../../port/cloud';
import { ContinuityError } from '../../../words/errors';
import type { AzureContext } from '../cell';
import { POOL, VOLUME } from '../cli-netapp';
import { networkOf, networkReady } from '../network/cell';
import { HOURS } from './limits';
import { volumeId, type NetappPlacement } from './names';

/** Of which throughput follows the quota: 16, 64 or 128 MiB/s a TiB. https://learn.microsoft.com/azure/azure-netapp-files/azure-netapp-files-service-levels */
const LEVEL = 'Standard';
const NFS = ['NFSv4.1'];
const SNAPSHOTS = 'snapshots';

/**
 * What a change of roles, or the service, decides. azurerm answers another `data_protection_replication`, `zone` or `subnet_id` with another volume, and
 * one that is gone since a command broke it is read back as gone; a policy of snapshots it refuses of what still names a source
 * (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/netapp/netapp_volume_resource.go, its schema, its read and its update).
 */
export const KEPT_AS_IT_IS = ['data_protection_replication', 'data_protection_snapshot_policy', 'zone', 'subnet_id', 'network_features'];

/** An account, its pool and one volume: of the site, and of one generation, as the path that it is mounted by. */
export function renderVolume(context: AzureContext, placement: NetappPlacement): Rendered {
  const { stack, site, sitePlan, workload } = context;
  const { id, here, declaration, component } = placement;
  const lifecycle = { preventDestroy: workload.durable };
  const place = { resourceGroupName: sitePlan.ground.group, location: site.region.code };
  const tags = { workload: workload.id, component };
  const account = new NetappAccount(stack, `${id}-account`, { ...place, name: here.names.account, tags, lifecycle });
  const within = { ...place, accountName: account.name, tags };
  const pool = new NetappPool(stack, `${id}-pool`, {
    ...within,
    name: POOL,
    serviceLevel: LEVEL,
    sizeInTb: Math.ceil(declaration.gib / 1024),
    lifecycle,
  });
  const snapshots = new NetappSnapshotPolicy(stack, `${id}-snapshots`, {
    ...within,
    name: SNAPSHOTS,
    enabled: true,
    hourlySchedule: { minute: 0, snapshotsToKeep: HOURS },
    dailySchedule: { hour: 0, minute: 30, snapshotsToKeep: declaration.restorableDays },
  });
  const volume = new NetappVolume(stack, id, {
    ...within,
    name: VOLUME,
    poolName: pool.name,
    volumePath: here.names.account,
    serviceLevel: LEVEL,
    subnetId: subnetOf(context),
    networkFeatures: 'Standard',
    protocols: NFS,
    storageQuotaInGb: declaration.gib,
    exportPolicyRule: [exported(context, placement)],
    ...sourceOf(placement, snapshots),
    dependsOn: [...networkReady(context)],
    lifecycle: { ...lifecycle, ignoreChanges: KEPT_AS_IT_IS },
  });
  return {
    instance: volume,
    ready: [volume],
    waits: [account],
    endpoint: { host: Fn.element(volume.mountIpAddresses, 0) as string, port: 2049, name: here.names.account },
  };
}

/** Whoever is in its network; a fence leaves them to read. What follows takes no write by itself. */
const exported = (context: AzureContext, { form }: NetappPlacement): NetappVolumeExportPolicyRule => ({
  ruleIndex: 1,
  allowedClients: [...networkOf(context).ranges],
  protocol: NFS,
  unixReadOnly: form === 'fenced',
  unixReadWrite: form !== 'fenced',
  rootAccessEnabled: true,
});

/**
 * What follows says whom as long as it does, and has no snapshots of its own: those of its source come with it. What took the role gets its policy by a
 * command, once it names no source any more: said here, it is ignored.
 */
function sourceOf({ origin, attached }: NetappPlacement, snapshots: NetappSnapshotPolicy): Partial<NetappVolumeConfig> {
  if (origin.how !== 'replica' || !attached) return { dataProtectionSnapshotPolicy: { snapshotPolicyId: snapshots.id } };
  return {
    dataProtectionReplication: {
      endpointType: 'dst',
      remoteVolumeLocation: origin.of.region,
      remoteVolumeResourceId: volumeId(origin.of),
      replicationFrequency: '10minutes',
    },
  };
}

function subnetOf(context: AzureContext): string {
  const { fileSubnet } = networkOf(context);
  if (fileSubnet !== undefined) return fileSubnet;
  throw new ContinuityError({
    id: 'DR-VALUE-01',
    what: `No subnet is left for files at ${context.site.key}: Azure NetApp Files takes one for itself`,
    value: 'too few private subnets',
    allowed:
      'two or more private subnets, or three where containers run, of which the last one ahead of theirs is delegated to Microsoft.Netapp/volumes',
    fix: 'another private subnet in privateSubnets of the network that exists',
  });
}

/** Id of the policy by which snapshots of a volume are made. */
export const snapshotPolicyId = (place: NetappPlacement['here']): string =>
  `${volumeId(place).replace(/\/capacityPools\/.*$/, '')}/snapshotPolicies/${SNAPSHOTS}`;
