import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw } from '../../../port/facts';
import { unless, unlessWithin } from '../../../port/flaws';

/** Major versions that the service offers, as known in 2026-11 (`oci psql default-configuration-collection`): UNVERIFIED. */
export const VERSIONS: readonly string[] = ['14', '15', '16'];

/** "have a retention period of up to 35 days" (https://docs.oracle.com/en-us/iaas/Content/postgresql/backups.htm, 2026-11). */
const DAYS = { least: 1, most: 35 };

/** What OCI Database with PostgreSQL does not take of a database, or takes and makes less of. */
export const postgresFlaws = ({ engine, restorableDays, database, windows }: RelationalDatabaseDeclaration): Flaw[] => [
  ...unless(VERSIONS.includes(engine.version), {
    of: 'engine',
    value: `${engine.name} ${engine.version}`,
    allowed: `PostgreSQL ${VERSIONS.join(', ')} (known in 2026-11)`,
    fix: `engine: DatabaseEngine.postgres('${VERSIONS.at(-1)}')`,
  }),
  ...unlessWithin(restorableDays, DAYS, { of: 'restorableDays', unit: 'days' }),
  ...unless(windows === undefined, {
    of: 'windows',
    value: Object.keys(windows ?? {}).join(', '),
    allowed: 'none: its backup begins at night where it is, and the service chooses when it is maintained',
    fix: 'leave windows out',
  }),
  ...unless(database === 'main', {
    of: 'database',
    value: database,
    allowed: 'the service makes no database: CREATE DATABASE, once, where it serves; a copy has it',
    fix: 'leave database out',
    taken: true,
  }),
];
