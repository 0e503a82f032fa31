import { createHash } from 'node:crypto';
import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Place } from '../../../words/place';
import type { OciPlacement } from '../cell';
import type { BaseLogin, BaseWords } from '../cli-dbsystem';
import { OCI_NAMES } from '../facts';

/**
 * The names that a database takes: its DB system, the group that lets in to it, and the vault with the password of its administrator, which outlives its
 * generations.
 */
export const BASE_NAMES = {
  system: OCI_NAMES.dbSystem,
  group: OCI_NAMES.securityGroup,
  vault: OCI_NAMES.databaseVault,
  password: OCI_NAMES.secret,
};

type Name = keyof typeof BASE_NAMES;
/** A database at a site. */
export type BasePlacement = OciPlacement<RelationalDatabaseDeclaration, Name>;
/** Where it is. */
export type BasePlace = Place<Name>;

/** What the container is called at both sites: what a standby has to have in common with its source. Nobody logs in to it but administrators. */
export const CONTAINER = 'contdb';

/**
 * Its host: 16 characters at the most, unique in its subnet (`hostname` of LaunchDbSystemBase, oci 2.189), which no name of workload and component fits
 * into; made from the name of its DB system, so that everybody computes it.
 */
export const hostOf = ({ names }: Pick<BasePlace, 'names'>): string =>
  `db-${createHash('sha256').update(names.system).digest('hex').slice(0, 12)}`;

/** A database as the command line names it. */
export const baseOf = ({ region, account, names }: BasePlace): BaseWords => ({ region, compartment: account, system: names.system });

/** Its password as the command line names it. */
export const loginOf = ({ region, account, names }: BasePlace): BaseLogin => ({
  region,
  compartment: account,
  vault: names.vault,
  secret: names.password,
});
