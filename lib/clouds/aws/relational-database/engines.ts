import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { EngineName } from '../../../components/reserved';
import { keptForReplica } from './storage';

/*
 * What differs between the engines of RDS that are protected here. What is the same is said where it is done: how a replica is made, promoted and
 * fenced, what is copied, and how an instance is looked at.
 */

/** An engine of RDS that is protected here. */
export type RdsEngine = Extract<EngineName, 'postgres' | 'mysql' | 'mariadb'>;

/** How a replica is fed, and what its source keeps for one that does not answer. */
export interface Feed {
  /** `slot`: a bounded part of the log, for each replica. `binlog`: binary logs, until the last replica has fetched them. */
  readonly by: 'slot' | 'binlog';
  /** What the source publishes of it, in bytes. */
  readonly metric: string;
  /**
   * Seconds that a replica seems to be behind though it lacks nothing, where nobody writes to its source.
   */
  readonly idle: number;
}

/** What is known of an engine. */
export interface Engine {
  /** As its vendor writes it. */
  readonly title: string;
  /** Major versions that can be protected here, as AWS counts them, the newest last. */
  readonly versions: readonly string[];
  /** What its group of parameters is called by, ahead of the version. */
  readonly short: string;
  /** Settings that the library decides: what a replica relies on, that nobody is let in without TLS, and what is told. */
  readonly settings: (gib: number) => Readonly<Record<string, string>>;
  /** More settings that are nobody else's. */
  readonly kept: readonly string[];
  /** The setting by which nobody is let in without TLS, and what it says then. */
  readonly tls: readonly [name: string, on: string];
  /** Administrators that the service refuses beside the words of the engine. */
  readonly taken: RegExp;
  /** The longest name of an administrator. */
  readonly longest: number;
  /** Logs that are told. */
  readonly logs: readonly string[];
  /** Classes of which Performance Insights tells nothing. */
  readonly untold: readonly string[];
  /** How a replica is fed. */
  readonly feed: Feed;
}

/**
 * Administrators that RDS for PostgreSQL refuses beside the words of the engine: "cannot be used as it is a reserved word used by the
 * engine" (https://github.com/aws/aws-cdk/pull/10597; https://github.com/aws-cloudformation/cfn-lint/pull/4425), and roles of its own
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html), 2026-11.
 */
const POSTGRES_TAKEN = /^(?:admin|rdsadmin|rdsrepladmin|rdstopmgr|rds_.*)$/i;

/**
 * Users of its own (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.UsersAndPrivileges.html, MariaDB.Concepts.UsersAndPrivileges.html there,
 * 2026-11), and `root`, of which that page says that it is dropped. That a role of its own is refused as a name is UNVERIFIED.
 */
const MYSQL_TAKEN = /^(?:root|rdsadmin|rdsrepladmin|rdsproxyadmin|rds_.*)$/i;

/*
 * What rows became is written down, not the statement that changed them, which may do something else at the other site
 * (https://dev.mysql.com/doc/refman/8.4/en/replication-sbr-rbr.html; MariaDB: https://mariadb.com/docs/server/server-management/server-monitoring-logs/binary-log/binary-log-formats),
 * 2026-11; and slow statements go to a file, since a table is not sent to CloudWatch Logs
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.MySQLDB.PublishtoCloudWatchLogs.html, 2026-11).
 */
// Of an instance it is 1 that is on, as of a cluster ON: https://github.com/prowler-cloud/prowler/pull/4116 (2024-05).
const BINLOG_SETTINGS = { require_secure_transport: '1', binlog_format: 'ROW', log_output: 'FILE', slow_query_log: '1' };

/**
 * Whether a replica takes writes is its role's; and a source that loses its newest binary log at a crash has less than what it has sent
 * (`sync_binlog`, `innodb_flush_log_at_trx_commit`: https://dev.mysql.com/doc/refman/8.4/en/replication-options-binary-log.html).
 */
const BINLOG_KEPT = ['read_only', 'super_read_only', 'sync_binlog', 'innodb_flush_log_at_trx_commit'];

/** Read replicas are fed by binary logs, in either engine. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_MySQL.Replication.ReadReplicas.html, 2026-11. */
const BINLOG = {
  kept: BINLOG_KEPT,
  taken: MYSQL_TAKEN,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, MasterUsername, 2026-11.
  longest: 16,
  // USER_LogAccess.MySQLDB.PublishtoCloudWatchLogs.html, USER_LogAccess.MariaDB.PublishtoCloudWatchLogs.html of the guide, 2026-11: audit wants an option group.
  logs: ['error', 'slowquery'],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html, 2026-11.
  untold: ['db.t4g.micro', 'db.t4g.small'],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html, 2026-11. A lag is of what waits: of an idle source there is none.
  feed: { by: 'binlog', metric: 'BinLogDiskUsage', idle: 0 },
} as const;

const ENGINES: Readonly<Record<RdsEngine, Engine>> = {
  postgres: {
    title: 'PostgreSQL',
    /*
     * Those that RDS has (https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html, 2026-11), and of which a
     * replica has backups of its own, as what is promoted needs at once: 14.1 or later
     * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html, 2026-11). Which minor versions there
     * are is the service's, and not looked at.
     */
    versions: ['14', '15', '16', '17', '18'],
    short: 'pg',
    settings: (gib) => ({ 'rds.force_ssl': '1', max_slot_wal_keep_size: String(keptForReplica(gib)) }),
    kept: ['ssl'],
    tls: ['rds.force_ssl', '1'],
    taken: POSTGRES_TAKEN,
    longest: 63,
    logs: ['postgresql', 'upgrade'],
    untold: [],
    // The lag is the age of the last transaction, and a source that nobody writes to has one only where its log is switched, every 5 minutes
    // (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html, 2026-11); a minute more is the
    // library's own margin.
    feed: { by: 'slot', metric: 'OldestReplicationSlotLag', idle: 360 },
  },
  mysql: {
    ...BINLOG,
    title: 'MySQL',
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html, 2026-11: 8.0 is in extended support, which costs more; 9.7 was not looked at.
    versions: ['8.0', '8.4'],
    short: 'mysql',
    settings: () => BINLOG_SETTINGS,
    tls: ['require_secure_transport', '1|ON'],
  },
  mariadb: {
    ...BINLOG,
    title: 'MariaDB',
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.VersionMgmt.html, 2026-11: support of 10.6 ended in 2026-08.
    versions: ['10.11', '11.4', '11.8'],
    short: 'mariadb',
    settings: () => BINLOG_SETTINGS,
    tls: ['require_secure_transport', '1|ON'],
  },
};

/** Whether an engine is protected here. */
export const isRdsEngine = (name: EngineName): name is RdsEngine => Object.hasOwn(ENGINES, name);

type Of = Pick<RelationalDatabaseDeclaration, 'engine'>;

/** What is known of the engine of a database that this cell has taken. */
export const engineOf = ({ engine: { name } }: Of): Engine => ENGINES[name as RdsEngine];

/** Settings that the library decides. */
export const decidedOf = (of: Of): readonly string[] => [...Object.keys(engineOf(of).settings(0)), ...engineOf(of).kept];

/** What its group of parameters is called: a name has no dot (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html). */
export const familyMark = (of: Of): string => `${engineOf(of).short}${of.engine.version.replaceAll('.', '-')}`;
