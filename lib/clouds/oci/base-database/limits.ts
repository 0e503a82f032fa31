import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw } from '../../../port/facts';
import { unless, unlessWithin } from '../../../port/flaws';
import { DAYS } from './figures';
import { CONTAINER } from './names';
import { ocpusFor, SHAPE, STORAGE } from './sizes';

/** Releases that the service offers and keeps for years (`oci db version list`), as known in 2026-11: UNVERIFIED. 26ai is a version of release 23. */
export const RELEASES: readonly string[] = ['19', '23'];

/** What Base Database does not take of a database, or takes and makes less of. */
export function baseFlaws(declaration: RelationalDatabaseDeclaration): Flaw[] {
  const { engine, gib, restorableDays, size, parameters, windows, username } = declaration;
  const set = Object.keys(parameters);
  return [
    ...unless(RELEASES.includes(engine.version), {
      of: 'engine',
      value: `${engine.name} ${engine.version}`,
      allowed: `release ${RELEASES.join(' or ')} (known in 2026-11)`,
      fix: `engine: DatabaseEngine.oracle('${RELEASES.at(-1)}')`,
    }),
    ...unlessWithin(gib, STORAGE, { of: 'storageGiB', unit: 'GiB' }),
    ...unless(DAYS.includes(restorableDays), {
      of: 'restorableDays',
      value: restorableDays,
      allowed: `${DAYS.join(', ')} days`,
      fix: `restorableDays: ${DAYS.find((days) => days >= restorableDays) ?? DAYS.at(-1)}`,
    }),
    ...unless(ocpusFor(size) <= SHAPE.most, {
      of: 'size',
      value: `${size.vcpus} vCPUs, ${size.memoryGiB} GiB`,
      allowed: `up to ${SHAPE.most * 2} vCPUs and ${SHAPE.most * SHAPE.memory} GiB, which are ${SHAPE.most} OCPUs of ${SHAPE.name}`,
    }),
    ...unless(set.length === 0, {
      of: 'parameters',
      value: set.join(', '),
      allowed: 'none: provider 7.29 has no argument of them; they are set in the database (ALTER SYSTEM), at both sides',
      fix: 'leave parameters out',
    }),
    ...unless(windows === undefined, {
      of: 'windows',
      value: Object.keys(windows ?? {}).join(', '),
      allowed: 'none: the service chooses when it makes backups, and is patched by hand',
      fix: 'leave windows out',
    }),
    ...unless(username === 'continuity', {
      of: 'username',
      value: username,
      allowed: 'SYS administers each database: users of your own are made in it',
      fix: 'leave username out',
      taken: true,
    }),
    ...nameFlaws(declaration),
  ];
}

/** "a maximum of thirty alphanumeric characters … should not be same as database name" (v7.29.0, database_database, `pdb_name`). */
const nameFlaws = ({ database }: RelationalDatabaseDeclaration): Flaw[] =>
  unless(/^[A-Za-z][A-Za-z0-9]{0,29}$/.test(database) && database.toLowerCase() !== CONTAINER, {
    of: 'database',
    value: database,
    allowed: `the name of a pluggable database: 30 letters and digits at the most, and not ${CONTAINER}, which is that of its container`,
    fix: "database: 'main'",
  });
