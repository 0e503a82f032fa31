import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Place } from '../../../words/place';
import type { OciPlacement } from '../cell';
import { OCI_NAMES } from '../facts';

/** The names that a DB system takes: its own, the group that lets in to it, and the vault with the password of its administrator, which outlives its generations. */
export const POSTGRES_NAMES = {
  system: OCI_NAMES.postgresql,
  group: OCI_NAMES.securityGroup,
  vault: OCI_NAMES.databaseVault,
  password: OCI_NAMES.secret,
};

type Name = keyof typeof POSTGRES_NAMES;
/** A DB system at a site. */
export type PostgresPlacement = OciPlacement<RelationalDatabaseDeclaration, Name>;
/** Where it is. */
export type PostgresPlace = Place<Name>;
