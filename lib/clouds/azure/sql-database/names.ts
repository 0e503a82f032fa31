import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Place } from '../../../words/place';
import type { AzureLink, AzurePlacement } from '../cell';
import type { SqlPair, SqlWords } from '../cli-sql';
import { AZURE_NAMES } from '../facts';
import type { AzureGroundName } from '../names';

/** The names that a SQL database takes: its server, the group that swaps roles, the private endpoint that leads there, and the secret with its password. */
export const SQL_NAMES = {
  server: AZURE_NAMES.sqlServer,
  group: AZURE_NAMES.failoverGroup,
  door: AZURE_NAMES.privateEndpoint,
  password: AZURE_NAMES.secret,
};

type Name = keyof typeof SQL_NAMES;
/** A database at a site. */
export type SqlPlacement = AzurePlacement<RelationalDatabaseDeclaration, Name>;
/** Where it is. */
export type SqlPlace = Place<Name, AzureGroundName>;
/** Two databases. */
export type SqlLink = AzureLink<RelationalDatabaseDeclaration, Name>;

/** A database as the command line names it: it bears the same name on both servers. */
const sqlOf = ({ account, ground, names }: SqlPlace, { database }: RelationalDatabaseDeclaration): SqlWords => ({
  subscription: account,
  group: ground.group,
  server: names.server,
  database,
});

/** Of a placement, both ends and what joins them. */
export const pairOf = ({ here, peer, declaration }: SqlPlacement): SqlPair & { readonly own: SqlWords; readonly other: SqlWords } => ({
  own: sqlOf(here, declaration),
  other: sqlOf(peer, declaration),
  failoverGroup: here.names.group,
  partner: peer.names.server,
});
