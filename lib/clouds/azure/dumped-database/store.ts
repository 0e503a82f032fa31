import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting/index.js';
import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import { StorageContainerImmutabilityPolicy } from '@cdktf/provider-azurerm/lib/storage-container-immutability-policy/index.js';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container/index.js';
import { StorageManagementPolicy } from '@cdktf/provider-azurerm/lib/storage-management-policy/index.js';
import type { TerraformResource } from 'cdktf';
import { kebab } from '../../../plan/names';
import { closedAccount } from '../account';
import type { AzureContext } from '../cell';
import { identityId } from '../ids';
import { logsOf } from '../logs';
import { partitionOf } from '../partition';
import { leadingTo, linkZone } from '../private-link';
import { admitted, type AzureSite } from '../site';
import { DUMPS, storeName, type DumpedPlacement } from './names';

/** Where dumps of a site are known: that zone has the names of both sites' accounts, and is asked of the internet where it lacks one. */
export const blobZone = (region: string): string => `privatelink.${partitionOf(region).blobSuffix}`;

/**
 * The account of a site that takes the dumps of the other one: nobody deletes or overwrites a dump while it is kept (a time-based policy that nobody locked: whoever may change policies
 * may take it away, `az storage container immutability-policy lock` is for ever), nobody has a key, and it is reached by private endpoints, and from where stacks are applied. It is one of
 * all generations of the database. What is written there is logged in its own region, where its silence is told.
 */
export function renderStore(context: AzureContext, placement: DumpedPlacement): TerraformResource[] {
  const { stack, site, sitePlan, workload, ground } = context;
  const { component, here, declaration } = placement;
  const id = `${kebab(component)}-dumps`;
  if (stack.node.tryFindChild(id)) return [];
  const { code } = site.region;
  const { ipRules, virtualNetworkSubnetIds } = admitted((site as AzureSite).appliedFrom);
  const days = declaration.restorableDays;
  const account = new StorageAccount(stack, id, {
    name: storeName(here),
    resourceGroupName: sitePlan.ground.group,
    location: code,
    ...closedAccount(code),
    publicNetworkAccessEnabled: ipRules.length + virtualNetworkSubnetIds.length > 0,
    networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'], ipRules, virtualNetworkSubnetIds },
    blobProperties: {
      versioningEnabled: true,
      deleteRetentionPolicy: { days },
      containerDeleteRetentionPolicy: { days },
    },
    identity: { type: 'UserAssigned', identityIds: [identityId(sitePlan)] },
    customerManagedKey: { keyVaultKeyId: ground.key.versionlessId, userAssignedIdentityId: identityId(sitePlan) },
    tags: { workload: workload.id, component },
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['account_replication_type'] },
  });
  const kept = renderKept(context, id, account, days);
  renderLogged(context, id, account);
  const zone = linkZone(context, { id: 'blob-zone', name: blobZone(code) });
  const way = new PrivateEndpoint(stack, `${id}-way`, {
    ...leadingTo(context, { name: here.names.way, id: account.id, part: 'blob', zone }),
    customNetworkInterfaceName: `${here.names.way}-nic`,
    tags: { workload: workload.id, component },
  });
  return [account, ...kept, ...zone.known, way];
}

/** Dumps of a time are kept, and no longer: one that the policy keeps is deleted once it is as old. */
function renderKept({ stack, workload }: AzureContext, id: string, account: StorageAccount, days: number): TerraformResource[] {
  const container = new StorageContainer(stack, `${id}-container`, {
    name: DUMPS,
    storageAccountId: account.id,
    containerAccessType: 'private',
    lifecycle: { preventDestroy: workload.durable },
  });
  const kept = new StorageContainerImmutabilityPolicy(stack, `${id}-kept`, {
    storageContainerResourceManagerId: container.id,
    immutabilityPeriodInDays: days,
  });
  new StorageManagementPolicy(stack, `${id}-old`, {
    storageAccountId: account.id,
    rule: [
      {
        name: 'old-dumps',
        enabled: true,
        filters: { blobTypes: ['blockBlob'] },
        actions: {
          baseBlob: { deleteAfterDaysSinceCreationGreaterThan: days },
          version: { deleteAfterDaysSinceCreation: days },
        },
      },
    ],
  });
  return [container, kept];
}

const renderLogged = (context: AzureContext, id: string, account: StorageAccount): MonitorDiagnosticSetting =>
  new MonitorDiagnosticSetting(context.stack, `${id}-logged`, {
    name: 'continuity',
    targetResourceId: `${account.id}/blobServices/default`,
    logAnalyticsWorkspaceId: logsOf(context).id,
    enabledLog: [{ category: 'StorageWrite' }],
  });
