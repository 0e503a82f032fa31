import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { AzureLink, AzurePlacement } from '../cell';
import { AZURE_NAMES } from '../facts';
import { POSTGRES_LINES, type ServerWords } from '../cli-database';
import { serverId } from '../ids';
import type { Server } from './looks';
import type { AzureGroundName } from '../names';

/** The names that a database takes: the server, what both servers are the ends of, the private endpoint that leads there, and the secret with its password. */
export const DATABASE_NAMES = {
  server: AZURE_NAMES.postgres,
  pair: AZURE_NAMES.virtualEndpoint,
  door: AZURE_NAMES.privateEndpoint,
  password: AZURE_NAMES.secret,
};

type Name = keyof typeof DATABASE_NAMES;
/** A server at a site. */
export type DatabasePlacement = AzurePlacement<RelationalDatabaseDeclaration, Name>;
/** What is known of it whatever the situation. */
export type DatabaseBase = BasePlacement<RelationalDatabaseDeclaration, Name, AzureGroundName>;
/** Where it is. */
export type DatabasePlace = Place<Name, AzureGroundName>;
/** Two servers. */
export type DatabaseLink = AzureLink<RelationalDatabaseDeclaration, Name>;

/** Who says which server exists. */
type Adopting = Pick<RelationalDatabaseDeclaration, 'existing'>;

/** Id of a server: one that exists is where its owner made it. */
export const idOfServer = (place: DatabasePlace, { existing }: Adopting): string =>
  (place.existing ? existing?.[place.site]?.id : undefined) ?? serverId(place);

/** A server as the command line names it. */
export function serverOf(place: DatabasePlace, declaration: Adopting): ServerWords {
  const [, , , , group = place.ground.group] = idOfServer(place, declaration).split('/');
  return { subscription: place.account, group, server: place.names.server };
}

/** The same, with what is asked of it. */
export const postgres = (place: DatabasePlace, declaration: Adopting): Server => ({
  of: serverOf(place, declaration),
  lines: POSTGRES_LINES,
});
