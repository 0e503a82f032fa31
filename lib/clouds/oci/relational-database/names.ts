import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Place } from '../../../words/place';
import type { OciLink, OciPlacement } from '../cell';
import type { DatabaseWords } from '../cli-database';
import { OCI_NAMES } from '../facts';

/**
 * The names that a database takes: what it is found by at its site, what it calls itself where it was created, its private endpoint, the group that lets in to
 * it, and the vault with the password of its administrator.
 */
export const DATABASE_NAMES = {
  database: OCI_NAMES.database,
  name: OCI_NAMES.databaseName,
  label: OCI_NAMES.endpointLabel,
  group: OCI_NAMES.securityGroup,
  vault: OCI_NAMES.vault,
  password: OCI_NAMES.secret,
};

type Name = keyof typeof DATABASE_NAMES;
/** A database at a site. */
export type DatabasePlacement = OciPlacement<RelationalDatabaseDeclaration, Name>;
/** Where it is. */
export type DatabasePlace = Place<Name>;
/** Two databases. */
export type DatabaseLink = OciLink<RelationalDatabaseDeclaration, Name>;

/** What a database calls itself: what follows has the name of what was created, which a move does not change; one that is made where nothing was to be followed has its own. */
export const calledOf = ({ root, here }: Pick<DatabasePlacement, 'root' | 'here'>): string => (root ?? here).names.name;

/** A database as the command line names it. */
export const databaseOf = ({ region, account, names }: DatabasePlace): DatabaseWords => ({
  region,
  compartment: account,
  database: names.database,
});
