import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Place } from '../../../words/place';
import type { AzureLink, AzurePlacement } from '../cell';
import { MYSQL_LINES } from '../cli-mysql';
import { AZURE_NAMES } from '../facts';
import { groupId } from '../ids';
import type { AzureGroundName } from '../names';
import type { Server } from '../relational-database/looks';

/**
 * The names that a database takes: the server, the group that both servers stand in, the private endpoint that leads there, and the secret with
 * its password. A replica is made in the group of its source
 * (https://learn.microsoft.com/azure/mysql/flexible-server/concepts-read-replicas, "Create a replica", 2026-11), and what is in a group can only
 * be read while the group's own region is out, so that the group is at neither site.
 */
export const MYSQL_NAMES = {
  server: AZURE_NAMES.mysql,
  group: AZURE_NAMES.besideState,
  door: AZURE_NAMES.privateEndpoint,
  password: AZURE_NAMES.secret,
};

type Name = keyof typeof MYSQL_NAMES;
/** A server at a site. */
export type MysqlPlacement = AzurePlacement<RelationalDatabaseDeclaration, Name>;
/** Where it is. */
export type MysqlPlace = Place<Name, AzureGroundName>;
/** Two servers. */
export type MysqlLink = AzureLink<RelationalDatabaseDeclaration, Name>;

/** A server as the command line names it, with what is asked of it. */
export const mysql = ({ account, names }: MysqlPlace): Server => ({
  of: { subscription: account, group: names.group, server: names.server },
  lines: MYSQL_LINES,
});

/** Id of the group that both servers stand in. */
export const sharedGroup = ({ account, names }: MysqlPlace): string => groupId(account, names.group);

/** Id of a server. */
export const mysqlId = (place: MysqlPlace): string =>
  `${sharedGroup(place)}/providers/Microsoft.DBforMySQL/flexibleServers/${place.names.server}`;
