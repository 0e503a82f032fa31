import { StorageAccount, type StorageAccountConfig } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container/index.js';
import { StorageManagementPolicy } from '@cdktf/provider-azurerm/lib/storage-management-policy/index.js';
import { StorageObjectReplication } from '@cdktf/provider-azurerm/lib/storage-object-replication/index.js';
import type { TerraformStack } from 'cdktf';
import type { BaseContext, LinksContext, Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { closedAccount } from '../account';
import { renderHeard, STORE_LOSSES } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import { AZURE_NAMES, CONTAINER, FENCED, VAULTED } from '../facts';
import { identityId } from '../ids';
import { accountName, type AzureGroundName } from '../names';
import { grantOfficer } from '../officer';
import { containerDoctor } from './doctor';
import { existingFlaws, renderExisting } from './existing';
import { IN_PLACE, IN_ZONES, KEEP_DAYS, REPLICATION, RESTORE_DAYS, UNLOCK } from './figures';
import { containerFlaws } from './flaws';
import { accountAt, accountIdAt, adoptsAccount, type AccountBase, type AccountLink, type AccountPlacement } from './names';
import { containerServingSignals, containerSignals } from './signals';
import { containerRecovery } from './steps';
import { ACCOUNT_TYPES } from './types';
import { partitionOf } from '../partition';
import { admitted, type AzureSite } from '../site';
import { BLOB_SLA } from '../slas';

const PROVIDER =
  'https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/storage/storage_object_replication_resource.go';
const GUIDE = 'https://learn.microsoft.com/azure/storage/blobs/object-replication-overview';
const EFFECTS: readonly Effect[] = [
  {
    type: 'azurerm_storage_object_replication',
    does: 'deletes',
    terraform: 'leaves',
    how: 'its half at the account that takes over; the provider asks for that half first, and drops the whole where it is gone',
    source: `${PROVIDER} (its read)`,
  },
  {
    type: 'object replication policy without a destination',
    does: 'makes',
    terraform: 'not ours',
    how: 'the other half, at the account that lost the role: az storage account or-policy list --account-name NAME; delete it there. An account sends by two policies at most; here each sends by one in its life, since what comes back is another account. Ahead of its retirement the blobs of the one that was left say what they never sent (objectReplicationSourceProperties): that is nowhere else',
    source: `${GUIDE} (two policies with one id, two destinations at most); UNVERIFIED: that the half stays, and counts`,
  },
];

/**
 * A storage account and a container a site, each with point-in-time restore; object replication from the site that serves.
 *
 * Promoted, not symmetric: the destination container of a policy refuses every write (409) until the policy is removed, a container
 * stands in one rule only, and replication does not chain, so two-way between one pair of containers is impossible
 * (learn.microsoft.com/azure/storage/blobs/object-replication-overview, "Replication rules"). Hence the standby is promoted by
 * deleting the policy at the standby alone, and the site that lost the role gets a new account beside the old one (`-g1`), into
 * which everything is copied (`copy_blobs_created_after = Everything`): what the old account holds and never sent is not overwritten.
 */
export const objectStorage = azureCell({
  kind: 'object-storage',
  service: 'Azure Blob Storage',
  facts: {
    flips: { replica: 'promote', backup: 'promote' },
    spreads: ['single', 'zonal'],
    zonal: IN_ZONES,
    limits: `Azure copies blobs to a region of your choice by object replication alone, so the posture backup is that same replication. ${VAULTED} So what was overwritten or deleted comes back in place alone: ${RESTORE_DAYS} days of point-in-time restore of block blobs, and ${KEEP_DAYS} of versions, deleted blobs and deleted containers, on both sides (az storage blob restore, at the side that serves); nothing of it outlives the account, which no lock keeps: its policies of replication lie below it, and a failover deletes one (what is locked is the site's identity, and so its whole resource group). A version goes as long after it was made, and softly: as long again until it is gone. UNVERIFIED: what replication does with what a restore writes, and that it reaches an account whose public network is off. A container that follows refuses writes (409), and takes deletions by whoever may delete there (learn.microsoft.com/azure/storage/blobs/object-replication-overview, "Replication rules"): they come back as versions do. Object replication sends block blobs alone: no append or page blobs, no snapshots, no archived blobs, no hierarchical namespace. azurerm 4.55 has no argument for its metrics, nor for priority replication, the only kind with an SLA: both are switched on by hand (PowerShell: Set-AzStorageObjectReplicationPolicy)`,
    fence:
      'no subnet of the application admitted, and no network at all but those that stacks are applied from (appliedFrom; without any nobody sees whether everything was sent, and a planned switch stops at its drain); private endpoints are not stopped by it and are counted by a check: reject them (az storage account private-endpoint-connection reject)',
    automatic: false,
    names: { account: AZURE_NAMES.account },
    oneWay: [],
    effects: EFFECTS,
    refuses: (declaration, site) => [...containerFlaws(declaration, site), ...existingFlaws(declaration, site)],
    adopts: adoptsAccount,
    restoresInPlace: () => IN_PLACE,
    slas: () => [BLOB_SLA],
    figures: () => ({ rpo: REPLICATION, promotion: UNLOCK }),
  },
  types: ACCOUNT_TYPES,
  recovery: containerRecovery,
  signals: containerSignals,
  servingSignals: containerServingSignals,
  doctor: containerDoctor,
  renderBase: letListed,
  renderSite: renderAccount,
  renderLinks: renderReplication,
});

const READER = 'Storage Blob Data Reader';

/**
 * Whoever applies lists blobs: the drain of a planned switch, how far the other side is behind, doctor. It takes a role of the data plane, which an
 * owner lacks, too, and no other one is theirs here: nothing of it writes.
 */
function letListed(context: BaseContext<AzureGroundName>, { id, component, here, declaration }: AccountBase): void {
  grantOfficer(context, 'pipeline-lists-blobs', READER);
  if (!here.existing) return;
  const scope = accountIdAt(here, declaration);
  grantOfficer(context, `pipeline-lists-${id}`, READER, scope);
  renderHeard(context, { id, scope, what: component, losses: STORE_LOSSES });
}

function renderAccount(context: AzureContext, placement: AccountPlacement): Rendered {
  const { stack, site, sitePlan, workload, ground } = context;
  const { id, here, form } = placement;
  if (here.existing) return renderExisting(context, placement);
  const { names } = here;
  const region = site.region.code;
  const account = new StorageAccount(stack, id, {
    name: accountName(names),
    resourceGroupName: sitePlan.ground.group,
    location: region,
    ...closedAccount(region),
    ...networksOf(site as AzureSite, form),
    blobProperties: {
      versioningEnabled: true,
      changeFeedEnabled: true,
      restorePolicy: { days: RESTORE_DAYS },
      deleteRetentionPolicy: { days: KEEP_DAYS },
      containerDeleteRetentionPolicy: { days: KEEP_DAYS },
    },
    identity: { type: 'UserAssigned', identityIds: [identityId(sitePlan)] },
    customerManagedKey: { keyVaultKeyId: ground.key.versionlessId, userAssignedIdentityId: identityId(sitePlan) },
    tags: {
      ...{ workload: workload.id, component: placement.component },
      ...(form === 'fenced' ? { [FENCED]: String(leftIn(site as AzureSite).length) } : {}),
    },
    // An account failover turns geo-redundancy into LRS, and the provider would answer with a new account (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/storage/storage_account_resource.go, its diff function).
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['account_replication_type'] },
  });
  const container = new StorageContainer(stack, `${id}-data`, {
    name: CONTAINER,
    storageAccountId: account.id,
    containerAccessType: 'private',
    lifecycle: { preventDestroy: workload.durable },
  });
  renderOldVersions(stack, id, account);
  return {
    instance: account,
    ready: [account, container],
    waits: [],
    endpoint: { host: `${accountName(names)}.${partitionOf(region).blobSuffix}`, name: CONTAINER },
  };
}

/**
 * Every write makes a version, which is kept until it is deleted, whatever the other periods say
 * (https://learn.microsoft.com/azure/storage/blobs/point-in-time-restore-overview, 2026-11). One that is deleted so is kept softly as long
 * again; UNVERIFIED: that a restore to a moment takes it up from there.
 */
export function renderOldVersions(stack: TerraformStack, id: string, account: StorageAccount): void {
  new StorageManagementPolicy(stack, `${id}-versions`, {
    storageAccountId: account.id,
    rule: [
      {
        name: 'old-versions',
        enabled: true,
        filters: { blobTypes: ['blockBlob', 'appendBlob'] },
        actions: { version: { deleteAfterDaysSinceCreation: KEEP_DAYS } },
      },
    ],
  });
}

/**
 * Subnets of whoever applies that are none of the application: an account takes no address of its own region for one
 * (https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations, 2026-11), so that a machine of Azure there is known by its subnet alone.
 */
function leftIn({ appliedFrom, subnets }: AzureSite): string[] {
  const own = new Set(subnets.map((subnet) => subnet.toLowerCase()));
  return admitted(appliedFrom).virtualNetworkSubnetIds.filter((subnet) => !own.has(subnet.toLowerCase()));
}

/**
 * Who gets in: the application's subnets, and whoever applies. A fence shuts the first out and leaves the second in: whether everything was sent is told
 * by the blobs alone, and is asked once the account is fenced.
 */
function networksOf(
  site: AzureSite,
  form: AccountPlacement['form'],
): Pick<StorageAccountConfig, 'publicNetworkAccessEnabled' | 'networkRules'> {
  const { ipRules } = admitted(site.appliedFrom);
  const theirs = leftIn(site);
  const subnets = form === 'fenced' ? theirs : [...site.subnets, ...theirs];
  return {
    publicNetworkAccessEnabled: subnets.length + ipRules.length > 0,
    networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'], ipRules, virtualNetworkSubnetIds: subnets },
  };
}

/**
 * One policy, from the site that serves. It holds no data: when the direction turns, the old one is gone at its destination (so the
 * provider drops it at refresh) and another one, under another address, is made. Its creation and every read call both accounts.
 * Between a failover and the reprotect there is none: put back, it would make the side that serves read-only again.
 */
function renderReplication({ stack, provider }: LinksContext, link: AccountLink): undefined {
  if (!link.stands) return undefined;
  const { from, to, declaration } = link;
  new StorageObjectReplication(stack, `${link.id}-replication-${link.turns}`, {
    provider: provider(link.from.site),
    sourceStorageAccountId: accountIdAt(from, declaration),
    destinationStorageAccountId: accountIdAt(to, declaration),
    rules: [
      {
        sourceContainerName: accountAt(from, declaration).container,
        destinationContainerName: accountAt(to, declaration).container,
        copyBlobsCreatedAfter: 'Everything',
      },
    ],
  });
  return undefined;
}
