import type { ContainerImagesDeclaration } from '../../../components/container-images';
import type { Place } from '../../../words/place';
import type { AzurePlacement } from '../cell';
import type { RegistryWords, SourceWords } from '../cli-containers';
import { AZURE_NAMES } from '../facts';
import { registryId } from '../ids';
import { registryName, type AzureGroundName } from '../names';

/** The one name that images take: of the registry of a site. */
export const IMAGES_NAMES = { registry: AZURE_NAMES.registry };

type Name = keyof typeof IMAGES_NAMES;
/** Images at a site. */
export type ImagesPlacement = AzurePlacement<ContainerImagesDeclaration, Name>;
/** Where they are. */
type ImagesPlace = Place<Name, AzureGroundName>;

/** A registry as the command line names it. */
export const registryOf = ({ account, ground, names }: ImagesPlace): RegistryWords => ({
  subscription: account,
  group: ground.group,
  registry: registryName(names),
});

/** The same, as images come from it. */
export const sourceOf = (place: ImagesPlace): SourceWords => ({ ...registryOf(place), id: registryId(place) });
