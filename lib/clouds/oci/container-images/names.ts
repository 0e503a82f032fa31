import type { ContainerImagesDeclaration } from '../../../components/container-images';
import type { Flaw, SiteFacts } from '../../../port/facts';
import type { Place } from '../../../words/place';
import type { OciPlacement } from '../cell';
import type { RegistryWords } from '../cli-containers';
import { domainOf } from '../partition';

/** Images at a site: they take no name but those of their repositories. */
export type ImagesPlacement = OciPlacement<ContainerImagesDeclaration, never>;

/** The host of the registry of a region: https://docs.oracle.com/iaas/Content/Registry/Concepts/registryprerequisites.htm, 2026-11. */
export const registryHost = (region: string): string => `ocir.${region}.oci.${domainOf(region)}`;

/** A registry as the command lines name it. */
export const registryOf = ({ region, account }: Place<never>): RegistryWords => ({
  region,
  compartment: account,
  host: registryHost(region),
});

/** What a registry does not take: a tenancy has one a region. */
export function imagesFlaws({ existing }: ContainerImagesDeclaration, { key }: SiteFacts): Flaw[] {
  const value = existing?.[key]?.registry;
  if (value === undefined) return [];
  return [{ of: 'existing', value, allowed: 'no registry: a tenancy has one a region', fix: 'leave registry out' }];
}
