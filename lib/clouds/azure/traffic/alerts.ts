import { MonitorActivityLogAlert } from '@cdktf/provider-azurerm/lib/monitor-activity-log-alert/index.js';
import type { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider/index.js';
import type { TerraformStack } from 'cdktf';
import type { LinksContext } from '../../../port/cloud';
import { toldOf } from '../alarm';
import { renderMetric, type AlertPlace } from '../metric-alert';
import type { AzureState } from '../state';
import { labelOf, type Entrance, type Traffic } from './names';
import { endOf, type Profiles } from './profiles';

/** 1 where an endpoint answers as it should: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-network-trafficmanagerprofiles-metrics, 2026-11. */
const STATE = {
  namespace: 'Microsoft.Network/trafficManagerProfiles',
  metric: 'ProbeAgentCurrentEndpointStateByProfileResourceId',
} as const;

/**
 * What holds in peace is watched, at the action groups of both sites: the base serves, the other one does not. The state of a profile is
 * no such thing: one of its two endpoints is degraded by design. They go on calling while a move is made: what they say is so then.
 */
export function renderAlerts(context: LinksContext, traffic: Traffic, profiles: Profiles, records: readonly string[]): void {
  const { stack, state, site, stateProvider } = context;
  const { base, other, first, second, name } = traffic;
  const told = [first, second].flatMap((peer) => toldOf(peer, site(peer.site).subscriptions));
  const action = told.filter((one, i) => told.findIndex(({ actionGroupId }) => actionGroupId === one.actionGroupId) === i);
  const place = { group: (state as AzureState).resourceGroup, action, provider: stateProvider() };
  const alert = (id: string, end: Entrance, title: string, bound: { readonly below: number } | { readonly above: number }): void => {
    renderMetric(stack, place, {
      ...{ kind: 'metric', id, name: `${labelOf(traffic)}-${id}`, title, calls: true },
      ...{ ...STATE, of: { profile: `\${${profiles.serving.fqn}.id}`, EndpointName: endOf(traffic, end) } },
      ...{ period: 60, periods: 5, silenceIsAlarm: false, ...bound },
    });
  };
  const { users, serving, again } = profiles;
  renderLosses(
    stack,
    traffic,
    [users, serving, again].map(({ id: profile }) => profile),
    LOSSES,
    place,
  );
  if (records.length > 0 && hearsZone(context, traffic)) renderLosses(stack, traffic, records, RECORD_LOSSES, place);
  alert('serves-told', base, `${base.region} does not answer as the site that serves ${name}`, { below: 1 });
  alert('not-serving-told', other, `${other.region} answers as a site that serves ${name}`, { above: 0 });
}

/** What somebody deletes, and what that means: https://learn.microsoft.com/azure/role-based-access-control/permissions/networking, 2026-11. UNVERIFIED: not seen on a real subscription. */
const LOSSES: Readonly<Record<string, { readonly operation: string; readonly what: string }>> = {
  profile: { operation: 'trafficManagerProfiles/delete', what: 'A profile of Traffic Manager was deleted' },
  nested: {
    operation: 'trafficManagerProfiles/nestedEndpoints/delete',
    what: 'What leads from one profile of Traffic Manager to another was deleted',
  },
  entrance: {
    operation: 'trafficManagerProfiles/externalEndpoints/delete',
    what: 'An entrance was taken out of a profile of Traffic Manager',
  },
};
const RECORD_LOSSES: typeof LOSSES = {
  alias: { operation: 'dnszones/CNAME/delete', what: 'A name of the switch was deleted' },
  address: { operation: 'dnszones/A/delete', what: 'An address of the switch was deleted' },
};

function renderLosses(
  stack: TerraformStack,
  traffic: Traffic,
  scopes: readonly string[],
  losses: typeof LOSSES,
  { group, action, provider }: AlertPlace,
): void {
  for (const [id, { operation, what }] of Object.entries(losses))
    new MonitorActivityLogAlert(stack, `lost-${id}`, {
      name: `${labelOf(traffic)}-lost-${id}`,
      resourceGroupName: group,
      location: 'global',
      scopes: [...scopes],
      description: `${what}: ${traffic.name} leads nowhere, or to a site that does not serve`,
      criteria: { category: 'Administrative', operationName: `Microsoft.Network/${operation}`, status: 'Succeeded' },
      action,
      ...(provider ? { provider } : {}),
    });
}

/** A rule hears its own subscription: records in a zone of another one are heard by whoever has that. */
const hearsZone = ({ stateProvider }: LinksContext, { zoneOwner, first }: Traffic): boolean =>
  (stateProvider() as AzurermProvider).subscriptionId === (zoneOwner?.account ?? first.account);
