import { SharedImageGallery } from '@cdktf/provider-azurerm/lib/shared-image-gallery/index.js';
import { SharedImage } from '@cdktf/provider-azurerm/lib/shared-image/index.js';
import type { BaseContext } from '../../../port/cloud';
import { DOOR_LOSSES, renderHeard, renderLossAlerts, type Loss } from '../alarm';
import { GALLERY_IMAGE } from '../facts';
import type { AzureGroundName } from '../names';
import { siteGroupOf } from '../officer';
import { renderIdentity } from '../service-identity';
import type { MachineBase } from './names';

/** What a role may delete of a group. https://learn.microsoft.com/azure/role-based-access-control/permissions/compute, 2026-11 */
const LOSSES = {
  machines: {
    operation: 'Microsoft.Compute/virtualMachineScaleSets/delete',
    what: 'A group of machines was deleted: none of it runs',
  },
  image: {
    operation: 'Microsoft.Compute/galleries/images/versions/delete',
    what: 'A version of an image was deleted: a group that is made of it starts no machine',
  },
  gallery: {
    operation: 'Microsoft.Compute/galleries/delete',
    what: 'A gallery of images was deleted: no machine is made of what it had',
  },
} satisfies Readonly<Record<string, Loss>>;

/** Who the machines are; and the gallery of their image, which has to be there ahead of them. */
export function renderMachineBase(context: BaseContext<AzureGroundName>, placement: MachineBase): void {
  // What exists is who it is, and has an image of its own.
  if (placement.here.existing) {
    const { id, component, here, declaration } = placement;
    renderHeard(context, {
      id,
      scope: declaration.existing?.[here.site]?.id as string,
      what: component,
      losses: { machines: LOSSES.machines },
    });
    return;
  }
  renderIdentity(context, placement);
  if (placement.declaration.image !== undefined) renderGallery(context, placement);
  renderLossAlerts(context, { ...LOSSES, ...DOOR_LOSSES });
}

/**
 * A gallery at each site: it is no global service, and "it is a best practice to have at least two galleries, in different regions"
 * (https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery, 2026-11). A version in one gallery that is replicated to both regions would be
 * asked for where the gallery stands. Versions are the pipeline's, and are copied by a step; what both galleries say of the image is the same, so that they fit.
 */
function renderGallery(context: BaseContext<AzureGroundName>, { id, here, component, declaration }: MachineBase): void {
  const { stack, site, sitePlan, workload } = context;
  const { code } = site.region;
  const at = { resourceGroupName: sitePlan.ground.group, location: code };
  const lifecycle = { preventDestroy: workload.durable };
  const gallery = new SharedImageGallery(stack, `${id}-gallery`, {
    ...at,
    name: here.names.gallery,
    description: `Images of ${component} at ${code}`,
    tags: { workload: workload.id, component },
    lifecycle,
    dependsOn: [siteGroupOf(stack)],
  });
  new SharedImage(stack, `${id}-image`, {
    ...at,
    name: GALLERY_IMAGE,
    galleryName: gallery.name,
    osType: 'Linux',
    hyperVGeneration: 'V2',
    architecture: declaration.processor === 'arm64' ? 'Arm64' : 'x64',
    // Unique in its gallery, and no more: https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries#image-definitions, 2026-11.
    identifier: { publisher: 'continuity', offer: workload.id, sku: GALLERY_IMAGE },
    tags: { workload: workload.id, component },
    // What Azure says of it where nobody does would be read back as another one (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/compute/shared_image_resource.go, ForceNew).
    lifecycle: { ...lifecycle, ignoreChanges: ['trusted_launch_supported', 'accelerated_network_support_enabled', 'hibernation_enabled'] },
  });
}
