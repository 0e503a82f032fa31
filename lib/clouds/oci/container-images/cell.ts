import { ArtifactsContainerRepository } from '@cdktf/provider-oci/artifacts-container-repository';
import { kebab } from '../../../plan/names';
import type { Rendered } from '../../../port/cloud';
import { OWN, type Figure } from '../../../words/figure';
import { ociCell, type OciContext } from '../cell';
import { imagesDoctor } from './doctor';
import { imagesFlaws, registryHost, type ImagesPlacement } from './names';
import { imagesSignals } from './signals';
import { imagesRecovery } from './steps';

const NOTHING: Figure = { seconds: 0, source: 'prepared in peace; what runs is named by its digest, and is at both sites', verified: true };
const IN_DOMAINS: Figure = {
  seconds: 0,
  source: `a service of its region, over its availability domains, where it has several: ${OWN}`,
  verified: false,
};

/**
 * Repositories of OCI Registry, the same at every site and in every situation. The registry of a region sends nothing to another one
 * (https://docs.oracle.com/iaas/Content/Registry/Concepts/registryoverview.htm, 2026-11: no replication is named), so that a step brings images, by digest, or a
 * pipeline pushes to both. The step has skopeo do it: it is packaged by every distribution, Oracle's own among them, copies from registry to registry without a
 * daemon, and refuses what would change a digest. Full Stack DR would copy images, too (`replicate_images`), but by its own plans alone, which nothing here executes.
 */
export const containerImages = ociCell({
  kind: 'container-images',
  service: 'OCI Container Registry',
  facts: {
    flips: { prepared: 'symmetric' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: IN_DOMAINS, promotion: IN_DOMAINS, always: true },
    limits:
      'repositories are prepared at every site, and encrypted by a key of Oracle: a repository takes no other. One that a first push makes by itself stands in the root compartment, and is none of these',
    fence: 'none: an image is never changed, and the pipeline alone pushes',
    automatic: true,
    names: {},
    oneWay: [],
    adopts: ({ existing }, site) => (existing?.[site] ? {} : undefined),
    refuses: imagesFlaws,
    slas: () => [],
    figures: () => ({ rpo: NOTHING, promotion: NOTHING }),
  },
  // Its row is of the catalogue: architects add repositories, too.
  types: {},
  recovery: imagesRecovery,
  signals: imagesSignals,
  doctor: imagesDoctor,
  renderSite: renderRepositories,
});

/** Private, and immutable: a tag is given once, and an image that stands is not overwritten. */
function renderRepositories({ stack, site, workload }: OciContext, { id, component, here, declaration }: ImagesPlacement): Rendered {
  const found = declaration.existing?.[here.site]?.ids ?? [];
  const made = declaration.repositories
    .filter((name) => !found.includes(name))
    .map(
      (displayName) =>
        new ArtifactsContainerRepository(stack, `${id}-${kebab(displayName)}`, {
          compartmentId: site.account,
          displayName,
          isImmutable: true,
          isPublic: false,
          freeformTags: { workload: workload.id, component },
          lifecycle: { preventDestroy: workload.durable },
        }),
    );
  const host = registryHost(site.region.code);
  return {
    ...(made[0] ? { instance: made[0] } : {}),
    ready: made,
    waits: [],
    endpoint: { host, name: declaration.repositories[0] ?? '' },
    named: (name) => (declaration.repositories.includes(name) ? { host, name } : undefined),
  };
}
