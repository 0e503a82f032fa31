import { DataOciCoreImages } from '@cdktf/provider-oci/data-oci-core-images';
import type { OciContext } from '../cell';
import { imageState, namedImageState } from '../cli-images';
import type { MachinePlacement } from './names';

/** What is asked about the image of a group at its site, which answers `AVAILABLE`. */
export const askImage = ({ here: { site, region, account }, declaration: { image, images } }: MachinePlacement): string[] =>
  image === undefined ? imageState(region, images[site] ?? '') : namedImageState(region, account, image);

/** Whether one of a name is copied between the sites: nobody copies to another compartment. */
export const copies = ({ here, peer, declaration: { image } }: MachinePlacement): boolean =>
  image !== undefined && here.account === peer.account;

/** What a person does where it is missing. */
export const missingImage = (placement: MachinePlacement): string =>
  copies(placement)
    ? `copy it while ${placement.peer.region} answers: continuity run --transition establish --execute; else build it at ${placement.here.region} under that name, or declare the name of one that is there`
    : `import it at ${placement.here.region}, in that compartment (oci compute image import from-object)`;

/**
 * Id of the image of a group: as it is given, or looked up by its name in its own region and compartment. Where it is missing nothing is planned for it, and the pool
 * alone is refused by OCI: a look-up that fails would hold up all that is recovered by the same apply. So a check says it at plan, with what to do.
 */
export function imageAt({ stack, site }: OciContext, placement: MachinePlacement): string {
  const { id, component, here, form, declaration } = placement;
  const { image, images } = declaration;
  if (image === undefined) return images[here.site] ?? '';
  const found = new DataOciCoreImages(stack, `${id}-images`, {
    compartmentId: site.account,
    displayName: image,
    state: 'AVAILABLE',
    sortBy: 'TIMECREATED',
    sortOrder: 'DESC',
  });
  const said = `No image ${image} of ${component} is available at ${here.region}: its machines are not made. Fix: ${missingImage(placement)}.`;
  if (form !== 'fenced')
    stack.addOverride(`check.${id}-image`, { assert: { condition: `\${length(${found.fqn}.images) > 0}`, error_message: said } });
  return `\${try(${found.fqn}.images[0].id, null)}`;
}
