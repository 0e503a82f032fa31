import type { FileStorageDeclaration } from '../../../components/file-storage';
import type { Place } from '../../../words/place';
import type { AzurePlacement } from '../cell';
import { AZURE_NAMES } from '../facts';
import { POOL, VOLUME, type VolumeWords } from '../cli-netapp';
import { siteGroupId } from '../ids';
import type { AzureGroundName } from '../names';

/** The names that it takes: the account of a generation, which is the path of its volume, too. */
export const NETAPP_NAMES = { account: AZURE_NAMES.netapp };

type Name = keyof typeof NETAPP_NAMES;
/** A volume at a site. */
export type NetappPlacement = AzurePlacement<FileStorageDeclaration, Name>;
/** Where it is. */
export type NetappPlace = Place<Name, AzureGroundName>;

/** A volume as the command line names it. */
export const wordsAt = ({ account, ground, names }: NetappPlace): VolumeWords => ({
  subscription: account,
  group: ground.group,
  account: names.account,
});

/** Id of a volume: computed, so that no reference crosses a stack. */
export const volumeId = (place: NetappPlace): string =>
  `${siteGroupId(place)}/providers/Microsoft.NetApp/netAppAccounts/${place.names.account}/capacityPools/${POOL}/volumes/${VOLUME}`;
