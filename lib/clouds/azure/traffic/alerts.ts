import { MonitorActivityLogAlert } from '@cdktf/provider-azurerm/lib/monitor-activity-log-alert/index.js';
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
export function renderAlerts(context: LinksContext, traffic: Traffic, profiles: Profiles): void {
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
  renderLoss(stack, traffic, profiles, place);
  alert('serves-told', base, `${base.region} does not answer as the site that serves ${name}`, { below: 1 });
  alert('not-serving-told', other, `${other.region} answers as a site that serves ${name}`, { above: 0 });
}

/** Somebody deleted a profile: https://learn.microsoft.com/azure/role-based-access-control/permissions/networking, 2026-11. UNVERIFIED: not seen on a real subscription. */
function renderLoss(
  stack: TerraformStack,
  traffic: Traffic,
  { users, serving, again }: Profiles,
  { group, action, provider }: AlertPlace,
): void {
  new MonitorActivityLogAlert(stack, 'lost-profile', {
    name: `${labelOf(traffic)}-lost-profile`,
    resourceGroupName: group,
    location: 'global',
    scopes: [users, serving, again].map(({ id }) => id),
    description: `A profile of Traffic Manager was deleted: ${traffic.name} leads nowhere, or to a site that does not serve`,
    criteria: { category: 'Administrative', operationName: 'Microsoft.Network/trafficManagerProfiles/delete', status: 'Succeeded' },
    action,
    ...(provider ? { provider } : {}),
  });
}
