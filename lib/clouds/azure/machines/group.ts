import {
  LinuxVirtualMachineScaleSet,
  type LinuxVirtualMachineScaleSetConfig,
} from '@cdktf/provider-azurerm/lib/linux-virtual-machine-scale-set/index.js';
import { Fn, type TerraformResource } from 'cdktf';
import { works } from '../../../words/posture';
import { toldAtBoot } from '../../../port/user-data';
import type { AzureContext } from '../cell';
import { poolFor } from '../load-balancer/entrance';
import { networkOf, networkReady } from '../network/cell';
import { zonesOf } from '../partition';
import { environmentOf } from '../service-environment';
import { identityOf } from '../service-identity';
import { boundsAt, imageAt, type MachinePlacement } from './names';
import { renderReserved } from './reserved';
import { takenSize } from './sizes';
import { BOOTS_WITHIN } from './steps';

/** Who is asked for at a login: nobody has its key. */
const NOBODY = 'nobody-logs-in';

/**
 * Azure asks for a key or a password of whoever logs in, and the library has neither to give. So this is a key that nobody holds: the hash (SHA-256) of the
 * words "cdktf-continuity: nobody has this key", which happens to be a point of the curve, and whose secret half nobody can compute.
 * https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/compute/linux_virtual_machine_scale_set_resource.go (`admin_ssh_key`)
 */
export const KEY_OF_NOBODY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICWVvvXWmD1BA0oi/wJptY1lg1CoLbOq8X82xGWACyaU';

/** Minutes that a machine may be unhealthy before it is made again: 10 to 90 (azurerm 4.55, `automatic_instance_repair`). */
const grace = (startup: number): string => `PT${Math.min(90, Math.max(10, Math.ceil((BOOTS_WITHIN + startup) / 60)))}M`;

/**
 * A scale set in uniform orchestration, over all zones of a region that has any (that costs nothing, and no move changes it). Uniform
 * rather than flexible, since its machines are no resources of their own, which a fence could miss, are asked and counted by one call, and since azurerm 4.55 has
 * what checks a boot (`secure_boot_enabled`) for it alone. Its number is the load's where it may grow, and that of its form elsewhere.
 */
export function renderGroup(
  context: AzureContext,
  placement: MachinePlacement,
  doors: readonly TerraformResource[],
): LinuxVirtualMachineScaleSet {
  const { stack, site, sitePlan, workload } = context;
  const { id, here, component, declaration } = placement;
  const { least, most } = boundsAt(placement);
  const reserved = renderReserved(context, placement);
  return new LinuxVirtualMachineScaleSet(stack, id, {
    name: here.names.machines,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    ...zonesOf(site.region.code),
    sku: takenSize(declaration)[0],
    instances: least,
    sourceImageId: imageAt(placement),
    ...toldTo(context, placement),
    adminUsername: NOBODY,
    adminSshKey: [{ username: NOBODY, publicKey: KEY_OF_NOBODY }],
    disablePasswordAuthentication: true,
    identity: { type: 'UserAssigned', identityIds: [identityOf(placement)] },
    osDisk: {
      caching: 'ReadWrite',
      storageAccountType: 'Premium_LRS',
      ...(declaration.storageGiB === undefined ? {} : { diskSizeGb: declaration.storageGiB }),
    },
    networkInterface: [nicOf(context, placement)],
    ...kept(declaration.port, declaration.startup),
    // A group of more than a hundred, or with capacity of its own, is none of one place.
    singlePlacementGroup: false,
    overprovision: false,
    ...(reserved ? { capacityReservationGroupId: reserved.group } : {}),
    tags: { workload: workload.id, component },
    dependsOn: [...networkReady(context), ...doors, ...(reserved?.made ?? [])],
    lifecycle: { ignoreChanges: ignoredOf(most > least && works(placement.form), most === 0) },
  });
}

/**
 * A zone that a region loses from the table would replace the group (azurerm 4.55, its diff of `zones`), and so would a check of boots that Azure turns on by
 * itself where nobody says anything of it (https://learn.microsoft.com/azure/virtual-machines/trusted-launch, 2026-11). What scales moves the number. And Azure
 * takes or refuses number and image together: where no machine is wanted, no image that is not there yet may keep some running.
 */
const ignoredOf = (scales: boolean, none: boolean): string[] => [
  ...['zones', 'secure_boot_enabled', 'vtpm_enabled'],
  ...(scales ? ['instances'] : []),
  ...(none ? ['source_image_id'] : []),
];

/**
 * One network interface, without a public address, in the pool of the entrance that leads there. Where no machine is wanted none is in it, so that the entrance may
 * go behind a site that stands by without one.
 */
function nicOf(context: AzureContext, placement: MachinePlacement) {
  const pool = boundsAt(placement).most === 0 ? undefined : poolFor(context, placement.component);
  return {
    name: 'main',
    primary: true,
    ipConfiguration: [
      {
        name: 'main',
        primary: true,
        subnetId: networkOf(context).privateSubnets[0] as string,
        ...(pool === undefined ? {} : { applicationGatewayBackendAddressPoolIds: [pool] }),
      },
    ],
  };
}

/**
 * A machine is well once it takes connections on its port: what does not is made again, and a newer version comes in new machines, half as many as there are
 * at once, each well before an older one goes. https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-health-extension and
 * virtual-machine-scale-sets-maxsurge there, 2026-11.
 */
const kept = (
  port: number,
  startup: number,
): Pick<LinuxVirtualMachineScaleSetConfig, 'extension' | 'automaticInstanceRepair' | 'upgradeMode' | 'rollingUpgradePolicy'> => ({
  extension: [
    {
      name: 'health',
      publisher: 'Microsoft.ManagedServices',
      type: 'ApplicationHealthLinux',
      typeHandlerVersion: '1.0',
      autoUpgradeMinorVersion: true,
      settings: JSON.stringify({ protocol: 'tcp', port }),
    },
  ],
  automaticInstanceRepair: { enabled: true, gracePeriod: grace(startup), action: 'Replace' },
  upgradeMode: 'Rolling',
  rollingUpgradePolicy: {
    maxBatchInstancePercent: 50,
    maxUnhealthyInstancePercent: 50,
    maxUnhealthyUpgradedInstancePercent: 50,
    pauseTimeBetweenBatches: 'PT0S',
    maximumSurgeInstancesEnabled: true,
  },
});

/** What a machine is told when it boots. */
function toldTo(context: AzureContext, placement: MachinePlacement): Pick<LinuxVirtualMachineScaleSetConfig, 'customData'> {
  const { texts, secrets } = environmentOf(context, placement);
  const told = toldAtBoot(placement.declaration, [...texts, ...secrets]);
  if (told === undefined) return {};
  // Addresses are known by an apply alone.
  return { customData: 'base64' in told ? told.base64 : Fn.base64encode(told.parts) };
}
