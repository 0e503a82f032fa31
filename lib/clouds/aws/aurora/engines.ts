import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { EngineName } from '../../../components/reserved';

/* What differs between the two engines of Aurora. */

/** An engine of Aurora. */
type AuroraEngine = Extract<EngineName, 'postgres-cluster' | 'mysql-cluster'>;

/** What is known of it. */
interface Engine {
  /** As AWS calls it, for people. */
  readonly title: string;
  /** As RDS calls it. */
  readonly name: 'aurora-postgresql' | 'aurora-mysql';
  /** One that is taken, as it is declared. */
  readonly example: string;
  /** The lowest minor version of each major one of which a global database is made. */
  readonly lowest: Readonly<Record<number, number>>;
  /** The version as RDS says it. */
  readonly called: (version: string) => string;
  /** What its groups of parameters are of. */
  readonly family: (version: string) => string;
  /** Settings that the library decides. */
  readonly settings: Readonly<Record<string, string>>;
  /** More settings that are nobody else's. */
  readonly kept: readonly string[];
  /** Administrators that the service refuses beside the words of the engine. */
  readonly taken: RegExp;
  /** The longest name of an administrator. */
  readonly longest: number;
  /** Logs that are told. */
  readonly logs: readonly string[];
  /** Whose program logs in. */
  readonly client: 'postgres' | 'mysql';
}

const partsOf = (version: string): readonly number[] => version.split('.').map(Number);
/** Of MySQL the service counts its own versions up to 3, each of one series, and those of MySQL from 8.4 on. */
const seriesOf = (version: string): string => (version.startsWith('3.') ? '8.0' : version.split('.').slice(0, 2).join('.'));

/*
 * Lowest versions: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.GlobalDatabase.html and
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html, 2026-11; of MySQL 3 it is 3.04, from which
 * on the lag that is lost is told (aurora-global-database-disaster-recovery.html there); that one of 8.4 may be of a global database is UNVERIFIED.
 * Names that are refused are those of RDS: that Aurora refuses all of them is UNVERIFIED.
 */
const ENGINES: Readonly<Record<AuroraEngine, Engine>> = {
  'postgres-cluster': {
    title: 'Aurora PostgreSQL',
    name: 'aurora-postgresql',
    example: "DatabaseEngine.postgresCluster('16.8')",
    lowest: { 14: 3, 15: 2, 16: 1, 17: 4, 18: 3 },
    called: (version) => version,
    family: (version) => `aurora-postgresql${partsOf(version)[0]}`,
    settings: { 'rds.force_ssl': '1' },
    // A bound on the RPO stops commits where no other region follows, as behind a failover: aurora-global-database-disaster-recovery.html, 2026-11.
    kept: ['ssl', 'rds.global_db_rpo'],
    taken: /^(?:admin|rdsadmin|rdsrepladmin|rdstopmgr|rds_.*)$/i,
    longest: 63,
    logs: ['postgresql'],
    client: 'postgres',
  },
  'mysql-cluster': {
    title: 'Aurora MySQL',
    name: 'aurora-mysql',
    example: "DatabaseEngine.mysqlCluster('3.10.1')",
    lowest: { 3: 4, 8: 4 },
    called: (version) => `${seriesOf(version)}.mysql_aurora.${version}`,
    family: (version) => `aurora-mysql${seriesOf(version)}`,
    // Of a cluster it is ON that is on, as of an instance 1: https://github.com/prowler-cloud/prowler/pull/4116 (2024-05).
    settings: { require_secure_transport: 'ON', slow_query_log: '1' },
    kept: ['read_only', 'super_read_only', 'innodb_flush_log_at_trx_commit', 'innodb_read_only'],
    taken: /^(?:root|rdsadmin|rdsrepladmin|rdsproxyadmin|rds_.*)$/i,
    longest: 16,
    logs: ['error', 'slowquery'],
    client: 'mysql',
  },
};

/** Whether an engine is one of Aurora. */
export const isAurora = (name: EngineName): name is AuroraEngine => Object.hasOwn(ENGINES, name);

type Of = Pick<RelationalDatabaseDeclaration, 'engine'>;

/** What is known of the engine of a database that this cell has taken. */
export const auroraOf = ({ engine: { name } }: Of): Engine => ENGINES[name as AuroraEngine];

/** Its version, as RDS says it. */
export const versionOf = (of: Of): string => auroraOf(of).called(of.engine.version);

/** Whether a global database is made of its version. */
export function isGlobal(of: Of): boolean {
  const [major = 0, minor = 0] = partsOf(of.engine.version);
  const least = auroraOf(of).lowest[major];
  return least !== undefined && minor >= least;
}

/** Settings that the library decides. */
export const decidedOf = (of: Of): readonly string[] => [...Object.keys(auroraOf(of).settings), ...auroraOf(of).kept];
