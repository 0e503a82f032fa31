import { ContainerAppEnvironment } from '@cdktf/provider-azurerm/lib/container-app-environment/index.js';
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting/index.js';
import { PrivateDnsARecord } from '@cdktf/provider-azurerm/lib/private-dns-a-record/index.js';
import type { TerraformResource } from 'cdktf';
import { once } from '../../../port/once';
import { ContinuityError } from '../../../words/errors';
import type { AzureContext } from '../cell';
import { logsOf } from '../logs';
import { environmentName } from '../names';
import { networkOf, networkReady } from '../network/cell';
import { hasZones } from '../partition';
import { privateZone } from '../private-link';

/** What all containers of a site run in, and what makes it known and heard. */
export interface Apps {
  /** The environment. */
  readonly environment: ContainerAppEnvironment;
  /** What belongs to it. */
  readonly beside: readonly TerraformResource[];
}

const ENVIRONMENT = 'containers-environment';

/**
 * One environment a site, since each takes a subnet for itself: reached from its network alone, over all zones of a region that has any (that costs
 * nothing, and is said where it is made), and paid by what runs (profile Consumption). Its own address and the parts that Azure makes of it are in a
 * group that bears a name of ours: one that Azure gives would be read back as another environment
 * (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/containerapps/container_app_environment_resource.go, its diff of
 * `infrastructure_resource_group_name`).
 */
export function renderApps(context: AzureContext): Apps {
  const { stack } = context;
  const make = (): ContainerAppEnvironment => newEnvironment(context);
  const environment = once(stack, ENVIRONMENT, ContainerAppEnvironment, make);
  return { environment, beside: [...sentOf(context, environment), ...knownAs(context, environment)] };
}

function newEnvironment(context: AzureContext): ContainerAppEnvironment {
  const { stack, site, sitePlan, workload } = context;
  const { code } = site.region;
  const name = environmentName(sitePlan.ground);
  return new ContainerAppEnvironment(stack, ENVIRONMENT, {
    name,
    resourceGroupName: sitePlan.ground.group,
    location: code,
    infrastructureSubnetId: subnetOf(context),
    infrastructureResourceGroupName: `${name}-containers`,
    internalLoadBalancerEnabled: true,
    publicNetworkAccess: 'Disabled',
    zoneRedundancyEnabled: hasZones(code),
    workloadProfile: [{ name: PROFILE, workloadProfileType: PROFILE }],
    logsDestination: 'azure-monitor',
    tags: { workload: workload.id },
    dependsOn: [...networkReady(context)],
    // A region that is given zones is no reason for another environment, with all that runs in it.
    lifecycle: { ignoreChanges: ['zone_redundancy_enabled'] },
  });
}

/** What replicas are paid by. */
export const PROFILE = 'Consumption';

function subnetOf(context: AzureContext): string {
  const { containerSubnet } = networkOf(context);
  if (containerSubnet !== undefined) return containerSubnet;
  throw new ContinuityError({
    id: 'DR-VALUE-01',
    what: `No subnet is left for containers at ${context.site.key}: Container Apps take one for themselves`,
    value: 'one private subnet',
    allowed: 'two or more private subnets, of which the last one is /27 or wider, empty, and delegated to Microsoft.App/environments',
    fix: 'another private subnet, at the end of privateSubnets of the network that exists',
  });
}

/** By diagnostic settings: written to a workspace directly, logs would need its keys, in the state. */
function sentOf(context: AzureContext, { id }: ContainerAppEnvironment): TerraformResource[] {
  const { stack } = context;
  const workspace = logsOf(context);
  const sent = once(
    stack,
    'containers-logs-sent',
    MonitorDiagnosticSetting,
    () =>
      new MonitorDiagnosticSetting(stack, 'containers-logs-sent', {
        name: 'continuity',
        targetResourceId: id,
        logAnalyticsWorkspaceId: workspace.id,
        enabledLog: [{ categoryGroup: 'allLogs' }],
      }),
  );
  return [workspace, sent];
}

/** Its domain, which Azure gives it, leads to its address in the network of the site: https://learn.microsoft.com/azure/container-apps/waf-app-gateway, 2026-11. */
function knownAs(context: AzureContext, { defaultDomain, staticIpAddress }: ContainerAppEnvironment): TerraformResource[] {
  const { stack, sitePlan } = context;
  const id = 'containers-zone';
  const { zone, known } = privateZone(context, { id, name: defaultDomain });
  const group = { resourceGroupName: sitePlan.ground.group };
  const all = once(
    stack,
    `${id}-all`,
    PrivateDnsARecord,
    () => new PrivateDnsARecord(stack, `${id}-all`, { ...group, name: '*', zoneName: zone.name, ttl: 300, records: [staticIpAddress] }),
  );
  return [known, all];
}
