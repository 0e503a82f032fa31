import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { copyFlaws } from '../facts';

/**
 * Major versions of PostgreSQL that RDS has, standard and extended support.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html, 2026-11; 11 and 12 are in
 * extended support. Which minor versions there are is the service's, and not looked at.
 */
const MAJORS = { first: 11, last: 18 };

/** GiB of gp3 storage. Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, AllocatedStorage, 2026-11. */
const STORAGE = { least: 20, most: 65_536 };

/**
 * Administrators that RDS for PostgreSQL refuses beside the words of the engine: "cannot be used as it is a reserved word used by the
 * engine" (https://github.com/aws/aws-cdk/pull/10597; https://github.com/aws-cloudformation/cfn-lint/pull/4425), and roles of its own
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html), 2026-11.
 */
const TAKEN = /^(?:admin|rdsadmin|rdsrepladmin|rdstopmgr|rds_.*)$/i;

/** What RDS for PostgreSQL does not take of a database. */
export function databaseFlaws({ engine, gib, username, database }: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] {
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
    [TAKEN.test(username), { of: 'username', value: username, allowed: 'a name that is not reserved', fix: "username: 'continuity'" }],
    [database.toLowerCase() === 'rdsadmin', { of: 'database', value: database, allowed: "a name that is not the service's own" }],
  ];
  return [...faults.flatMap(([wrong, flaw]) => (wrong ? [flaw] : [])), ...copyFlaws(site)];
}
