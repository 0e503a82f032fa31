import {
  CoreInstanceConfiguration,
  type CoreInstanceConfigurationInstanceDetailsLaunchDetails,
} from '@cdktf/provider-oci/core-instance-configuration';
import { CoreInstancePool, type CoreInstancePoolPlacementConfigurations } from '@cdktf/provider-oci/core-instance-pool';
import { CoreNetworkSecurityGroup } from '@cdktf/provider-oci/core-network-security-group';
import { CoreNetworkSecurityGroupSecurityRule } from '@cdktf/provider-oci/core-network-security-group-security-rule';
import { Fn } from 'cdktf';
import { toldAtBoot } from '../../../port/user-data';
import { works } from '../../../words/posture';
import { availabilityDomains, FAULT_DOMAINS } from '../availability-domains';
import type { OciContext } from '../cell';
import { targetsFor } from '../load-balancer/entrance';
import { networkOf, networkReady } from '../network/cell';
import { environmentOf } from '../service-environment';
import { imageAt } from './image';
import { boundsAt, type MachinePlacement } from './names';
import { renderReserved } from './reserved';
import { takenShape } from './sizes';

/**
 * A pool over the availability domains of its region (that costs nothing, and no move changes it). Its number is the load's where it may grow, and that of its form
 * elsewhere. Where no machine is wanted it is made in no backend set, so that the entrance may go behind a site that stands by without one; a step takes out what was in it.
 */
export function renderPool(context: OciContext, placement: MachinePlacement): CoreInstancePool {
  const { stack, site, workload } = context;
  const { id, here, component, declaration, form } = placement;
  const { least, most } = boundsAt(placement);
  const targets = most === 0 ? undefined : targetsFor(context, component);
  return new CoreInstancePool(stack, id, {
    compartmentId: site.account,
    displayName: here.names.machines,
    instanceConfigurationId: renderConfiguration(context, placement).id,
    placementConfigurations: placesOf(context, placement),
    size: least,
    ...(targets
      ? {
          loadBalancers: [
            { loadBalancerId: targets.balancer, backendSetName: targets.backendSet, port: declaration.port, vnicSelection: 'PrimaryVnic' },
          ],
        }
      : {}),
    freeformTags: { workload: workload.id, component },
    dependsOn: [...networkReady(context)],
    lifecycle: { ignoreChanges: most > least && works(form) ? ['size'] : [] },
  });
}

/**
 * One for each availability domain, in the regional subnet. OCI spreads machines over fault domains as far as there is room; they are named, so that it is evenly, where
 * somebody said that these stand for zones (an acknowledged `DR-ZONE-01`).
 */
function placesOf(context: OciContext, { spread }: MachinePlacement): CoreInstancePoolPlacementConfigurations[] {
  const domains = availabilityDomains(context);
  const subnetId = networkOf(context).privateSubnets[0] as string;
  const evenly = spread === 'zonal' && domains.length === 1;
  return domains.map((availabilityDomain) => ({
    availabilityDomain,
    primaryVnicSubnets: { subnetId },
    ...(evenly ? { faultDomains: [...FAULT_DOMAINS] } : {}),
  }));
}

/**
 * What a machine is made of. All of it is force-new (v7.29.0, core_instance_configuration), and one that a pool names is not deleted: the newer one is made first. The side
 * that is fenced keeps the one it had, whatever became of its image.
 */
function renderConfiguration(context: OciContext, placement: MachinePlacement): CoreInstanceConfiguration {
  const { stack, site, workload } = context;
  const { id, here, component, form } = placement;
  return new CoreInstanceConfiguration(stack, `${id}-configuration`, {
    compartmentId: site.account,
    displayName: here.names.machines,
    instanceDetails: { instanceType: 'compute', launchDetails: launched(context, placement) },
    freeformTags: { workload: workload.id, component },
    lifecycle: { createBeforeDestroy: true, ignoreChanges: form === 'fenced' ? ['instance_details'] : [] },
  });
}

function launched(context: OciContext, placement: MachinePlacement): CoreInstanceConfigurationInstanceDetailsLaunchDetails {
  const { site, workload } = context;
  const { component, declaration } = placement;
  const { shape, ocpus, gib } = takenShape(declaration);
  const { storageGiB } = declaration;
  const reserved = renderReserved(context, placement);
  return {
    compartmentId: site.account,
    shape,
    shapeConfig: { ocpus, memoryInGbs: gib },
    sourceDetails: {
      sourceType: 'image',
      imageId: imageAt(context, placement),
      ...(storageGiB === undefined ? {} : { bootVolumeSizeInGbs: String(storageGiB) }),
    },
    createVnicDetails: { assignPublicIp: false, nsgIds: [renderGuard(context, placement).id] },
    ...toldTo(context, placement),
    // The first version of what a machine asks about itself answers whoever makes it ask.
    instanceOptions: { areLegacyImdsEndpointsDisabled: true },
    agentConfig: { isMonitoringDisabled: false },
    ...(reserved ? { capacityReservationId: reserved.id } : {}),
    freeformTags: { workload: workload.id, component },
  };
}

/** Its port is reached from the network of its site; it reaches whatever that has a way to. */
function renderGuard(context: OciContext, { id, here, declaration: { port } }: MachinePlacement): CoreNetworkSecurityGroup {
  const { stack, site } = context;
  const { vpcId, ranges } = networkOf(context);
  const group = new CoreNetworkSecurityGroup(stack, `${id}-guard`, {
    compartmentId: site.account,
    vcnId: vpcId,
    displayName: here.names.group,
  });
  const within = new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-within`, {
    ...{ networkSecurityGroupId: group.id, direction: 'INGRESS', protocol: '6', description: 'from inside the site' },
    ...{ source: '${each.value}', sourceType: 'CIDR_BLOCK', tcpOptions: { destinationPortRange: { min: port, max: port } } },
  });
  // A rule has one range, and a network that exists may have several, which are read at its site.
  within.addOverride('for_each', Fn.toset(ranges as string[]));
  new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-reaches`, {
    ...{ networkSecurityGroupId: group.id, direction: 'EGRESS', protocol: 'all', description: 'what it works on' },
    ...{ destination: '0.0.0.0/0', destinationType: 'CIDR_BLOCK' },
  });
  return group;
}

/** What a machine is told when it boots. */
function toldTo(context: OciContext, placement: MachinePlacement): Pick<CoreInstanceConfigurationInstanceDetailsLaunchDetails, 'metadata'> {
  const told = toldAtBoot(placement.declaration, environmentOf(context, placement));
  if (told === undefined) return {};
  // Addresses are known by an apply alone.
  return { metadata: { user_data: 'base64' in told ? told.base64 : Fn.base64encode(told.parts) } };
}
