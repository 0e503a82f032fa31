import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { AzureLink, AzurePlacement } from '../cell';
import type { ContainerWords } from '../cli';
import { CONTAINER } from '../facts';
import { storageAccountIn } from '../ids';
import { accountName, type AccountName, type AzureGroundName } from '../names';

/** An account at a site. */
export type AccountPlacement = AzurePlacement<ObjectStorageDeclaration, AccountName>;
/** What is known of it whatever the situation. */
export type AccountBase = BasePlacement<ObjectStorageDeclaration, AccountName, AzureGroundName>;
/** What joins two. */
export type AccountLink = AzureLink<ObjectStorageDeclaration, AccountName>;
/** Where it is. */
export type AccountPlace = Place<AccountName, AzureGroundName>;
/** What of it says which one exists. */
type Declared = Pick<ObjectStorageDeclaration, 'existing'>;

/** The parts of `/subscriptions/S/resourceGroups/G/providers/Microsoft.Storage/storageAccounts/A/blobServices/default/containers/C`. */
const partsOf = (id: string): readonly string[] => id.split('/');

/** What exists is called. */
export const adoptsAccount = ({ existing }: Declared, site: string): { readonly account: string } | undefined =>
  existing?.[site] && { account: partsOf(existing[site].id)[8] ?? '' };

/** The id of what exists at a place; undefined where it is made. */
const givenAt = (place: AccountPlace, { existing }: Declared): string | undefined =>
  place.existing ? existing?.[place.site]?.id : undefined;

/** An account as the command line names it, with the container that is its component. */
export function accountAt(place: AccountPlace, declaration: Declared): ContainerWords {
  const { account: subscription, ground, names } = place;
  const given = givenAt(place, declaration);
  if (given === undefined) return { subscription, group: ground.group, account: accountName(names), container: CONTAINER };
  const [, , , , group = '', , , , account = '', , , , container = ''] = partsOf(given);
  return { subscription, group, account, container };
}

/** Its id. */
export function accountIdAt(place: AccountPlace, declaration: Declared): string {
  const { subscription, group, account } = accountAt(place, declaration);
  return storageAccountIn(subscription, group, account);
}

/** Of a placement. */
export const accountOf = ({ here, declaration }: Pick<AccountPlacement, 'here' | 'declaration'>): ContainerWords =>
  accountAt(here, declaration);
/** Of the other side. */
export const peerOf = ({ peer, declaration }: Pick<AccountPlacement, 'peer' | 'declaration'>): ContainerWords =>
  accountAt(peer, declaration);
