import { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry/index.js';
import type { Rendered } from '../../../port/cloud';
import { renderHeard, renderLossAlerts, type Loss } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import { registryName } from '../names';
import { hasZones, partitionOf } from '../partition';
import { imagesDoctor } from './doctor';
import { existingFlaws, IMAGES_NAMES, registryNameOf, registryOf, registryOfExisting, type ImagesPlacement } from './names';
import { imagesRecovery } from './steps';

const GUIDE = 'https://learn.microsoft.com/azure/reliability/reliability-container-registry';
const NOTHING = { seconds: 0, source: 'prepared in peace; what a service runs is looked for before it takes over', verified: true };
const IN_ZONES = {
  seconds: 0,
  source: `a registry of the premium tier is spread over the zones of its region (${GUIDE}, 2026-11)`,
  verified: false,
};

/** What a role may delete of a registry. */
const LOSSES: Readonly<Record<string, Loss>> = {
  registry: {
    operation: 'Microsoft.ContainerRegistry/registries/delete',
    what: 'A container registry was deleted: what runs there starts no more of it',
  },
};

/**
 * A registry of its own at each site, and images brought to the other one by their digests. One registry with a replica in the other region would
 * need no step, and is not taken: its control plane is that of its home region alone (`GUIDE`), so that where this is lost, nobody grants,
 * imports or changes a rule any more, and the replica cannot become the home; its resource would be of one site's group, and recovery of the other
 * site would stand on it. What is named by digest is the same image in both.
 */
export const containerImages = azureCell({
  kind: 'container-images',
  service: 'Azure Container Registry',
  facts: {
    flips: { prepared: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: IN_ZONES, promotion: IN_ZONES, always: true },
    limits:
      'a registry is prepared at every site. Images are encrypted by keys of Microsoft: one of the site would be read with its identity, which no vault that is closed to networks lets in (UNVERIFIED)',
    fence: 'none: an image that is named by its digest is never changed, and the pipeline alone pushes',
    automatic: true,
    names: IMAGES_NAMES,
    oneWay: [],
    adopts: (declaration, site) => {
      const registry = registryOfExisting(declaration, site);
      return registry === undefined ? undefined : { registry };
    },
    refuses: existingFlaws,
    slas: () => [],
    figures: () => ({ rpo: NOTHING, promotion: NOTHING }),
  },
  // Its row is of the catalogue: architects add registries, too.
  types: {},
  recovery: imagesRecovery,
  renderBase: (context, { id, component, here, declaration }) => {
    renderLossAlerts(context, LOSSES);
    if (here.existing) renderHeard(context, { id, scope: registryOf(here, declaration).id, what: component, losses: LOSSES });
  },
  renderSite: renderRegistry,
  doctor: imagesDoctor,
});

/** Nobody pulls or pushes without Entra ID. Premium alone may be spread by that argument, and takes private endpoints of an architect's own. */
function renderRegistry(
  { stack, site, sitePlan, workload }: AzureContext,
  { id, component, here, declaration }: ImagesPlacement,
): Rendered {
  const { code } = site.region;
  const host = `${registryNameOf(here)}.${partitionOf(code).registrySuffix}`;
  const named = (name: string) => (declaration.repositories.includes(name) ? { host, name } : undefined);
  const told = { waits: [], endpoint: { host, name: declaration.repositories[0] ?? '' }, named };
  if (here.existing) return { ready: [], ...told };
  const registry = new ContainerRegistry(stack, id, {
    name: registryName(here.names),
    resourceGroupName: sitePlan.ground.group,
    location: code,
    sku: 'Premium',
    adminEnabled: false,
    anonymousPullEnabled: false,
    zoneRedundancyEnabled: hasZones(code),
    tags: { workload: workload.id, component },
    // What Azure spreads by itself would be read back as another registry (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/containers/container_registry_resource.go, ForceNew).
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['zone_redundancy_enabled'] },
  });
  return { instance: registry, ready: [registry], ...told };
}
