import type { ContainerImagesDeclaration } from '../../../components/container-images';
import type { Flaw, SiteFacts } from '../../../port/facts';
import type { Place } from '../../../words/place';
import type { AzurePlacement } from '../cell';
import type { RegistryWords, SourceWords } from '../cli-containers';
import { AZURE_NAMES, REGISTRY_ID } from '../facts';
import { isIdIn, registryId } from '../ids';
import { registryName, type AzureGroundName } from '../names';

/** The one name that images take: of the registry of a site. */
export const IMAGES_NAMES = { registry: AZURE_NAMES.registry };

type Name = keyof typeof IMAGES_NAMES;
/** Images at a site. */
export type ImagesPlacement = AzurePlacement<ContainerImagesDeclaration, Name>;
/** Where they are. */
type ImagesPlace = Place<Name, AzureGroundName>;
/** What of images says which registry they are in. */
type Declared = Pick<ContainerImagesDeclaration, 'existing'>;

/** The registry that exists at a site, as its id says; undefined where it is made. */
export const registryOfExisting = ({ existing }: Declared, site: string): string | undefined => {
  const found = existing?.[site];
  return found && (found.registry?.split('/').at(-1) ?? '');
};

/** The name that the service knows. */
export const registryNameOf = ({ names, existing }: ImagesPlace): string => (existing ? names.registry : registryName(names));

/** A registry as the command line names it, with its id. */
export function registryOf(place: ImagesPlace, { existing }: Declared): SourceWords {
  const id = (place.existing && existing?.[place.site]?.registry) ?? registryId(place);
  const [, , subscription = '', , group = ''] = id.split('/');
  const words: RegistryWords = { subscription, group, registry: registryNameOf(place) };
  return { ...words, id };
}

/** What is wrong with what is given of a registry that exists: a service of its site is let in to it there, and nowhere else. */
export function existingFlaws({ existing, repositories }: ContainerImagesDeclaration, { key, account }: SiteFacts): Flaw[] {
  const found = existing?.[key];
  if (!found) return [];
  const { registry = 'none', ids } = found;
  const lacking = repositories.filter((name) => !ids.includes(name));
  return [
    ...(isIdIn(account, REGISTRY_ID, registry)
      ? []
      : [
          {
            of: 'existing',
            value: registry,
            allowed: `${REGISTRY_ID.allowed}, in ${account}`,
            fix: "registry: '/subscriptions/…/registries/…'",
          },
        ]),
    // A repository of Azure comes to be by the first push to it: none is made in a registry of somebody else's.
    ...(lacking.length === 0
      ? []
      : [
          {
            of: 'existing',
            value: lacking.join(),
            allowed: 'all repositories of one component in one registry of a site',
            fix: `ids of ${key} with ${lacking.join(', ')}`,
          },
        ]),
  ];
}
