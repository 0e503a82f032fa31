import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw } from '../../../port/facts';
import { unless, unlessWithin } from '../../../port/flaws';
import { VARIABLES } from './variables';
import { STORAGE } from './sizes';

/** Release series that the service offers and keeps for years (`oci mysql version list`), as known in 2026-11: UNVERIFIED. Innovation releases come and go, and are left out. */
export const SERIES: readonly string[] = ['8.0', '8.4'];

/** Days of automatic backups: UNVERIFIED, the provider says none. */
const DAYS = { least: 1, most: 35 };

/** Administrators that the service has for itself (UNVERIFIED), and the longest name that MySQL takes. */
const RESERVED = /^(?:administrator|oci\w*|mysql.*|rpl_?\w*)$/i;
const LONGEST_NAME = 32;

/** Settings that the library decides. */
const OURS = ['binlog_expire_logs_seconds'];

/** What MySQL HeatWave does not take of a database, or takes and makes less of. */
export function mysqlFlaws(declaration: RelationalDatabaseDeclaration): Flaw[] {
  const { engine, gib, restorableDays, username, database, windows } = declaration;
  return [
    ...unless(SERIES.includes(engine.version), {
      of: 'engine',
      value: `${engine.name} ${engine.version}`,
      allowed: `MySQL ${SERIES.join(' or ')} (known in 2026-11)`,
      fix: `engine: DatabaseEngine.mysql('${SERIES.at(-1)}')`,
    }),
    ...unlessWithin(gib, STORAGE, { of: 'storageGiB', unit: 'GiB' }),
    ...unlessWithin(restorableDays, DAYS, { of: 'restorableDays', unit: 'days' }),
    ...unless(!RESERVED.test(username) && username.length <= LONGEST_NAME, {
      of: 'username',
      value: username,
      allowed: `at most ${LONGEST_NAME} characters, and no name that the service has for itself`,
      fix: "username: 'continuity'",
    }),
    ...settingFlaws(declaration),
    ...unless(windows === undefined, {
      of: 'windows',
      value: Object.keys(windows ?? {}).join(', '),
      allowed: 'none: the service chooses when it makes backups and is maintained, and takes no change of both at once',
      fix: 'leave windows out',
    }),
    ...unless(database === 'main', {
      of: 'database',
      value: database,
      allowed: 'the service makes no database: CREATE DATABASE, once, where it serves; the other site has it from there',
      fix: 'leave database out',
      taken: true,
    }),
  ];
}

function settingFlaws({ parameters }: RelationalDatabaseDeclaration): Flaw[] {
  const set = Object.keys(parameters);
  const ours = set.filter((name) => OURS.includes(name.toLowerCase()));
  const foreign = set.filter((name) => !VARIABLES.includes(name) && !OURS.includes(name.toLowerCase()));
  return [
    ...unless(ours.length === 0, {
      of: 'parameters',
      value: ours.join(', '),
      allowed: 'settings that the library does not decide',
      fix: `leave ${ours.join(', ')} out`,
    }),
    ...unless(foreign.length === 0, {
      of: 'parameters',
      value: foreign.join(', '),
      allowed: 'variables of a configuration of MySQL HeatWave, as oci 7.29 has them (oci_mysql_mysql_configuration)',
      fix: `leave ${foreign.join(', ')} out`,
    }),
  ];
}
