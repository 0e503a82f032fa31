import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { AzureLink, AzurePlacement } from '../cell';
import type { JobWords, StoreWords } from '../cli-dumps';
import { AZURE_NAMES } from '../facts';
import { storageAccountIn } from '../ids';
import { accountName, type AzureGroundName } from '../names';
import { DATABASE_NAMES } from '../relational-database/names';

/** The names that a database takes whose copies are dumps: beside those of a server an account of its site, a way there, the jobs, and who they are. */
export const DUMPED_NAMES = {
  ...DATABASE_NAMES,
  dumps: AZURE_NAMES.dumps,
  way: AZURE_NAMES.dumpsWay,
  job: AZURE_NAMES.dumpJob,
  identity: AZURE_NAMES.dumpsIdentity,
};

type Name = keyof typeof DUMPED_NAMES;
/** A database at a site. */
export type DumpedPlacement = AzurePlacement<RelationalDatabaseDeclaration, Name>;
/** What is known of it whatever the situation. */
export type DumpedBase = BasePlacement<RelationalDatabaseDeclaration, Name, AzureGroundName>;
/** Where it is. */
export type DumpedPlace = Place<Name, AzureGroundName>;
/** Two of them. */
export type DumpedLink = AzureLink<RelationalDatabaseDeclaration, Name>;

/** The container of dumps. */
export const DUMPS = 'dumps';

/** The account of dumps at a site, as the service knows it. */
export const storeName = ({ names }: DumpedPlace): string => accountName({ account: names.dumps });

/** Its id. */
export const storeId = (place: DumpedPlace): string => storageAccountIn(place.account, place.ground.group, storeName(place));

/** The same, as the command line names it. */
export const storeOf = (place: DumpedPlace): StoreWords => ({ subscription: place.account, store: storeName(place), container: DUMPS });

/** What a job does: dump again and again, dump for the last time, open what that closed, restore. */
export type JobDoes = 'copy' | 'last' | 'open' | 'back';

/** A job, as the command line names it. */
export const jobOf = ({ account, ground, names }: DumpedPlace, does: JobDoes): JobWords => ({
  subscription: account,
  group: ground.group,
  job: jobName(names, does),
});

/** Its name. */
export const jobName = ({ job }: Readonly<Record<'job', string>>, does: JobDoes): string => `${accountName({ account: job })}-${does}`;
