import type { Declaration } from '../../../components/component';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { AzurePlacement } from '../cell';
import type { AccountWords } from '../cli';
import { AZURE_NAMES } from '../facts';
import { groupId, storageAccountIn } from '../ids';
import { accountName, type AzureGroundName } from '../names';

/** The names of an account that is in two regions: one of both sites, in a group that is of neither; and the private endpoint of each that leads there. */
export const GEO_NAMES = {
  group: AZURE_NAMES.sharedGroup,
  account: AZURE_NAMES.sharedAccount,
  door: AZURE_NAMES.privateEndpoint,
};

/** One of them. */
export type GeoName = keyof typeof GEO_NAMES;
/** What stands on such an account, at a site. */
export type GeoPlacement<D extends Declaration = Declaration> = AzurePlacement<D, GeoName>;
/** What is known of it whatever the situation. */
export type GeoBase<D extends Declaration = Declaration> = BasePlacement<D, GeoName, AzureGroundName>;
/** Where it is. */
export type GeoPlace = Place<GeoName, AzureGroundName>;

/** The account as the command line names it: the same from either site. */
export const geoAccountOf = ({ account, names }: GeoPlace): AccountWords => ({
  subscription: account,
  group: names.group,
  account: accountName(names),
});

/** Its id: computed, since no reference crosses a stack. */
export const geoAccountId = ({ account, names }: GeoPlace): string => storageAccountIn(account, names.group, accountName(names));

/** The id of what it stands in. */
export const geoGroupId = ({ account, names }: GeoPlace): string => groupId(account, names.group);
