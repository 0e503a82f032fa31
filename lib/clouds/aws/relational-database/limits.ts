import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { copyFlaws } from '../facts';
import { STORAGE } from './storage';

/**
 * Major versions of PostgreSQL that can be protected here: those that RDS has
 * (https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html, 2026-11), and of which a replica
 * has backups of its own, as what is promoted needs at once: 14.1 or later
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html, 2026-11). Which minor versions there
 * are is the service's, and not looked at.
 */
const MAJORS = { first: 14, last: 18 };

/** Days that automated backups are kept. Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, BackupRetentionPeriod, 2026-11. */
const KEPT_DAYS = 35;

/**
 * Administrators that RDS for PostgreSQL refuses beside the words of the engine: "cannot be used as it is a reserved word used by the
 * engine" (https://github.com/aws/aws-cdk/pull/10597; https://github.com/aws-cloudformation/cfn-lint/pull/4425), and roles of its own
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html), 2026-11.
 */
const TAKEN = /^(?:admin|rdsadmin|rdsrepladmin|rdstopmgr|rds_.*)$/i;

/** Settings that the library decides: what a replica is kept for, and that nobody is let in without TLS. */
export const OURS: readonly string[] = ['rds.force_ssl', 'ssl', 'max_slot_wal_keep_size'];

/** What RDS for PostgreSQL does not take of a database. */
export function databaseFlaws(declaration: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] {
  const { engine, gib, username, database, restorableDays, parameters } = declaration;
  const ours = Object.keys(parameters).filter((name) => OURS.includes(name.toLowerCase()));
  const major = Number(engine.version);
  const faults: readonly (readonly [wrong: boolean, flaw: Flaw])[] = [
    [
      major < MAJORS.first || major > MAJORS.last,
      {
        of: 'engine',
        value: `${engine.name} ${engine.version}`,
        allowed: `PostgreSQL ${MAJORS.first} to ${MAJORS.last} (known in 2026-11); where RDS has it by now, acknowledge this`,
      },
    ],
    [gib < STORAGE.least || gib > STORAGE.most, { of: 'storageGiB', value: gib, allowed: `${STORAGE.least} to ${STORAGE.most} GiB` }],
    [restorableDays > KEPT_DAYS, { of: 'restorableDays', value: restorableDays, allowed: `1 to ${KEPT_DAYS} days` }],
    [TAKEN.test(username), { of: 'username', value: username, allowed: 'a name that is not reserved', fix: "username: 'continuity'" }],
    [
      ours.length > 0,
      {
        of: 'parameters',
        value: ours.join(', '),
        allowed: 'settings that the library does not decide',
        fix: `leave ${ours.join(', ')} out`,
      },
    ],
    [database.toLowerCase() === 'rdsadmin', { of: 'database', value: database, allowed: "a name that is not the service's own" }],
  ];
  return [...faults.flatMap(([wrong, flaw]) => (wrong ? [flaw] : [])), ...copyFlaws(site)];
}
