import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { AzureLink, AzurePlacement } from '../cell';
import type { SqlPair, SqlWords } from '../cli-sql';
import { AZURE_NAMES } from '../facts';
import { sqlServerId } from '../ids';
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
/** What is known of it whatever the situation. */
export type SqlBase = BasePlacement<RelationalDatabaseDeclaration, Name, AzureGroundName>;
/** Where it is. */
export type SqlPlace = Place<Name, AzureGroundName>;
/** Two databases. */
export type SqlLink = AzureLink<RelationalDatabaseDeclaration, Name>;

/** Id of a server: one that exists is where its owner made it. */
export const sqlIdOf = (place: SqlPlace, { existing }: Pick<RelationalDatabaseDeclaration, 'existing'>): string =>
  (place.existing ? existing?.[place.site]?.id : undefined) ?? sqlServerId(place);

/** Id of a database on the server of a place. */
export const databaseId = (place: SqlPlace, declaration: RelationalDatabaseDeclaration): string =>
  `${sqlIdOf(place, declaration)}/databases/${declaration.database}`;

/** A database as the command line names it: it bears the same name on both servers. */
export function sqlOf(place: SqlPlace, declaration: RelationalDatabaseDeclaration): SqlWords {
  const [, , , , group = place.ground.group] = sqlIdOf(place, declaration).split('/');
  return { subscription: place.account, group, server: place.names.server, database: declaration.database };
}

/** Of a placement, both ends and what joins them. */
export const pairOf = ({ here, peer, declaration }: SqlPlacement): SqlPair & { readonly own: SqlWords; readonly other: SqlWords } => ({
  own: sqlOf(here, declaration),
  other: sqlOf(peer, declaration),
  failoverGroup: here.names.group,
  partner: peer.names.server,
});
