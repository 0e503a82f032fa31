import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Place } from '../../../words/place';
import type { OciLink, OciPlacement } from '../cell';
import { OCI_NAMES } from '../facts';

/**
 * The names that a DB system takes: what it is found by at its site, the group that lets in to it, and the vault with the password of its
 * administrator, which outlives its generations.
 */
export const MYSQL_NAMES = {
  system: OCI_NAMES.mysql,
  group: OCI_NAMES.securityGroup,
  vault: OCI_NAMES.databaseVault,
  password: OCI_NAMES.secret,
};

type Name = keyof typeof MYSQL_NAMES;
/** A DB system at a site. */
export type MysqlPlacement = OciPlacement<RelationalDatabaseDeclaration, Name>;
/** Where it is. */
export type MysqlPlace = Place<Name>;
/** Two of them. */
export type MysqlLink = OciLink<RelationalDatabaseDeclaration, Name>;
