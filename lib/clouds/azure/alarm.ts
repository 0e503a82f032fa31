import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group/index.js';
import {
  MonitorActivityLogAlert,
  type MonitorActivityLogAlertAction,
} from '@cdktf/provider-azurerm/lib/monitor-activity-log-alert/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { BaseContext } from '../../port/cloud';
import { once } from '../../port/once';
import type { Site } from '../../port/site';
import type { SiteRef } from '../../words/place';
import { emailsOf, endpointsOf, topicsOf } from '../../words/subscription';
import { actionGroupId, siteGroupId } from './ids';
import { hash, type AzureGroundName } from './names';

/** Who is told, in the base stack of a site. */
const ALERTS = 'alerts';
/** What hears what Azure says of each thing of a site, there. */
const RESOURCE_HEALTH = 'resource-health';

/** Who is told at a site. A group belongs to no region unless it is told to, so it stands in the base. */
export function renderActionGroup(
  { stack, site: { subscriptions }, sitePlan }: BaseContext<AzureGroundName>,
  group: ITerraformDependable & { readonly name: string },
): MonitorActionGroup {
  return new MonitorActionGroup(stack, ALERTS, {
    name: sitePlan.ground.actionGroup,
    resourceGroupName: group.name,
    // At most 12 letters, shown in messages (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/monitor_action_group.html.markdown).
    shortName: 'continuity',
    // The name of a receiver is made of its address: it stays whatever is told beside it.
    emailReceiver: emailsOf(subscriptions).map((emailAddress) => ({
      name: hash(emailAddress),
      emailAddress,
      useCommonAlertSchema: true,
    })),
    webhookReceiver: endpointsOf(subscriptions).map((serviceUri) => ({
      name: hash(serviceUri),
      serviceUri,
      useCommonAlertSchema: true,
    })),
  });
}

/** The same of a vault alone. */
export const VAULT_LOSS = {
  vault: {
    operation: 'Microsoft.KeyVault/vaults/delete',
    what: 'A key vault was deleted: what is encrypted with the key in it cannot be opened, nor its secrets be read',
  },
} satisfies Readonly<Record<string, Loss>>;

/** What a role may delete of the only way to a service. https://learn.microsoft.com/azure/role-based-access-control/permissions/networking, 2026-11 */
export const DOOR_LOSSES = {
  door: {
    operation: 'Microsoft.Network/privateEndpoints/delete',
    what: 'A private endpoint was deleted, as a fence does, too: no data is reached through it',
  },
  zone: {
    operation: 'Microsoft.Network/privateDnsZones/delete',
    what: 'A private DNS zone was deleted: the names of what holds data lead nowhere',
  },
  'zone-link': {
    operation: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks/delete',
    what: 'A network was taken off a private DNS zone: what it holds leads to no private address there',
  },
} satisfies Readonly<Record<string, Loss>>;

/** The same of an account, its containers and what it sends. */
export const STORE_LOSSES = {
  account: { operation: 'Microsoft.Storage/storageAccounts/delete', what: 'A storage account was deleted' },
  container: { operation: 'Microsoft.Storage/storageAccounts/blobServices/containers/delete', what: 'A container was deleted' },
  replication: {
    operation: 'Microsoft.Storage/storageAccounts/objectReplicationPolicies/delete',
    what: 'A policy of object replication was deleted, as a failover does, too',
  },
} satisfies Readonly<Record<string, Loss>>;

/** What ends the protection of a site, as Resource Manager calls it. https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations, 2026-11 */
const LOSSES = {
  ...STORE_LOSSES,
  ...VAULT_LOSS,
  identity: {
    operation: 'Microsoft.ManagedIdentity/userAssignedIdentities/delete',
    what: 'The identity that opens the key was deleted: what is encrypted with the key of the site cannot be opened',
  },
  grant: {
    operation: 'Microsoft.Authorization/roleAssignments/delete',
    what: 'A grant was deleted: the key may open nothing, or the application may not work on the data',
  },
  lock: { operation: 'Microsoft.Authorization/locks/delete', what: 'The lock that keeps the group of a site was deleted' },
} satisfies Readonly<Record<string, Loss>>;

/**
 * Somebody took away what protects a site: told by the activity log of its group, which is in no region. A key, a blob, or a container
 * through the data plane, leaves no such line: whether the key is there and a container was deleted is asked (doctor, and every plan of the
 * key); who deletes blobs is in the logs of a diagnostic setting of your own. A kind has losses of its own. UNVERIFIED: not seen on a real subscription.
 */
export function renderLossAlerts(context: BaseContext<AzureGroundName>, losses: Readonly<Record<string, Loss>> = LOSSES): void {
  for (const [id, loss] of Object.entries(losses)) renderLossAlert(context, id, loss);
}

/** Something that is deleted, as Resource Manager calls it, and what that means. */
export interface Loss {
  readonly operation: string;
  readonly what: string;
  /** The id of what it is in. @default the group of the site */
  readonly scope?: string;
}

/** What exists, in a group of its owner. */
export interface Heard {
  /** The beginning of the logical ids of what hears it. */
  readonly id: string;
  /** Its id, in the subscription of the site: a rule hears no other one. */
  readonly scope: string;
  /** What it is to the reader. */
  readonly what: string;
  /** What may become of it. */
  readonly losses: Readonly<Record<string, Loss>>;
}

/** Of what exists nothing is in the group of the site: that it is lost, or does not work, is heard of itself. */
export function renderHeard(context: BaseContext<AzureGroundName>, { id, scope, what, losses }: Heard): void {
  renderLossAlerts(
    context,
    Object.fromEntries(Object.entries(losses).map(([name, loss]) => [`${id}-${name}`, { ...loss, what: `${loss.what} (${what})`, scope }])),
  );
  renderHealthOf(context, scope);
}

/** One of them: once, whichever component asks for it. */
function renderLossAlert(
  { stack, site: { subscriptions }, sitePlan }: BaseContext<AzureGroundName>,
  id: string,
  { operation, what, scope }: Loss,
): void {
  const make = (): MonitorActivityLogAlert =>
    new MonitorActivityLogAlert(stack, `lost-${id}`, {
      name: `${sitePlan.ground.actionGroup}-lost-${id}`,
      resourceGroupName: sitePlan.ground.group,
      location: 'global',
      scopes: [scope ?? siteGroupId(sitePlan)],
      description: `${what}, at ${sitePlan.region}`,
      criteria: { category: 'Administrative', operationName: operation, status: 'Succeeded' },
      action: toldOf(sitePlan, subscriptions),
      dependsOn: [stack.node.findChild(ALERTS) as MonitorActionGroup],
    });
  once(stack, `lost-${id}`, MonitorActivityLogAlert, make);
}

/**
 * What Azure itself says of the region, and of what is in none. Such a rule is of one whole subscription
 * (https://learn.microsoft.com/azure/azure-monitor/alerts/resource-manager-alerts-service-health, 2026-11).
 */
export function renderHealthAlert(
  { stack, site: { region, subscriptions }, sitePlan }: BaseContext<AzureGroundName>,
  alerts: MonitorActionGroup,
): void {
  new MonitorActivityLogAlert(stack, 'service-health', {
    name: `${sitePlan.ground.actionGroup}-service-health`,
    resourceGroupName: sitePlan.ground.group,
    location: 'global',
    scopes: [`/subscriptions/${sitePlan.account}`],
    description: `Azure says that ${region.name}, or what belongs to no region, does not work`,
    criteria: {
      category: 'ServiceHealth',
      serviceHealth: { events: ['Incident', 'ActionRequired', 'Security'], locations: [region.name, 'Global'] },
    },
    action: toldOf(sitePlan, subscriptions),
    dependsOn: [alerts],
  });
}

/**
 * What Azure itself says of each thing of a site: that it is degraded, or does not work, whoever began it; of what stands by, too, which no user
 * finds (https://learn.microsoft.com/azure/service-health/resource-health-alert-arm-template-guide, 2026-11). Which types it speaks of is Azure's own list.
 * UNVERIFIED: not seen on a real subscription.
 */
export function renderResourceHealth(
  { stack, site: { subscriptions }, sitePlan }: BaseContext<AzureGroundName>,
  group: ITerraformDependable,
  alerts: MonitorActionGroup,
): void {
  new MonitorActivityLogAlert(stack, RESOURCE_HEALTH, {
    name: `${sitePlan.ground.actionGroup}-${RESOURCE_HEALTH}`,
    resourceGroupName: sitePlan.ground.group,
    location: 'global',
    scopes: [siteGroupId(sitePlan)],
    description: `Azure says that something of ${sitePlan.name}, or that it works with, is degraded, or does not work`,
    criteria: { category: 'ResourceHealth', resourceHealth: { current: ['Degraded', 'Unavailable'] } },
    action: toldOf(sitePlan, subscriptions),
    dependsOn: [group, alerts],
  });
}

/**
 * The same of what is in no group of the site: what exists, and what both sites share. It is one more scope of that one rule, whichever component asks for it, since a
 * subscription takes a hundred rules of the activity log.
 */
export function renderHealthOf({ stack }: BaseContext<AzureGroundName>, scope: string): void {
  const heard = stack.node.findChild(RESOURCE_HEALTH) as MonitorActivityLogAlert;
  const scopes = heard.scopesInput ?? [];
  if (!scopes.includes(scope)) heard.scopes = [...scopes, scope];
}

/** The group of the site, and those that exist already. */
export const toldOf = (sitePlan: SiteRef<AzureGroundName>, subscriptions: Site['subscriptions']): MonitorActivityLogAlertAction[] =>
  [actionGroupId(sitePlan), ...topicsOf(subscriptions)].map((actionGroup) => ({ actionGroupId: actionGroup }));
