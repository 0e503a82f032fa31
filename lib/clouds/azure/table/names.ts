import type { TableDeclaration } from '../../../components/table';
import type { BasePlacement } from '../../../plan/plan';
import { kebab } from '../../../words/kebab';
import type { Place } from '../../../words/place';
import type { AzurePlacement } from '../cell';
import type { TableWords } from '../cli-table';
import { AZURE_NAMES } from '../facts';
import { groupId } from '../ids';
import type { AzureGroundName } from '../names';

/** The names that a table takes: one account of both sites, in a group that is of neither; and the private endpoint of each that leads there. */
export const TABLE_NAMES = {
  group: AZURE_NAMES.sharedGroup,
  account: AZURE_NAMES.cosmos,
  door: AZURE_NAMES.privateEndpoint,
};

type Name = keyof typeof TABLE_NAMES;
/** A table at a site. */
export type TablePlacement = AzurePlacement<TableDeclaration, Name>;
/** What is known of it whatever the situation. */
export type TableBase = BasePlacement<TableDeclaration, Name, AzureGroundName>;
/** Where it is. */
export type TablePlace = Place<Name, AzureGroundName>;

/** The account as the command line names it: the same from either site. */
export const accountOf = ({ account, names }: TablePlace): TableWords => ({
  subscription: account,
  group: names.group,
  account: names.account,
});

/** Its id: computed, since no reference crosses a stack. */
export const accountId = ({ account, names }: TablePlace): string =>
  `${groupId(account, names.group)}/providers/Microsoft.DocumentDB/databaseAccounts/${names.account}`;

/** What the items are in, and the database that this is in: one name for both. */
export const containerOf = (component: string): string => kebab(component);
