import { OWN, restoreTime, type Figure, type Zonal } from '../../../words/figure';

/** What a failover group is, and how it swaps roles. */
export const GROUPS = 'https://learn.microsoft.com/azure/azure-sql/database/failover-group-sql-db';
const OVERVIEW =
  'https://learn.microsoft.com/azure/azure-sql/database/business-continuity-high-availability-disaster-recover-hadr-overview';

/** How far a database is behind. */
export const LAG = {
  seconds: 5,
  source: `asynchronous: 5 s (${OVERVIEW}, as of 2021-10); a promise of 5 s is of the tier Business Critical alone: of General Purpose, which this is, nobody promises any (UNVERIFIED); no SLA`,
  verified: false,
};
/** How long taking the role takes. */
export const PROMOTION = {
  seconds: 300,
  source: `30 s for one database (${OVERVIEW}, as of 2021-10), "several minutes" for a group (failover-group-configure-sql-db there, 2024-05); the figure is ${OWN}`,
  verified: false,
};

const ZONES = 'https://learn.microsoft.com/azure/azure-sql/database/high-availability-sla-local-zone-redundancy';
/** Its files are in three zones, and its process starts again in another one, by itself. */
export const CHANGES_OVER: Zonal = {
  rpo: { seconds: 0, source: `"zero loss of committed data upon failover" (${ZONES}, 2024-06)`, verified: true },
  promotion: { seconds: 120, source: `by itself (${ZONES}); the figure is ${OWN}`, verified: false },
  costs: 'zone redundancy of General Purpose is charged for (https://azure.microsoft.com/pricing/details/azure-sql-database/single/)',
};

/** What backups there are, and where they are kept. */
export const BACKUPS = 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview';
/** Of what has the role: a new database beside it, to a moment. */
export const BACKED_UP = {
  seconds: 600,
  source: `logs are backed up every 5 to 10 minutes (${OVERVIEW}, as of 2021-10); of what follows none are, so that after a move no moment of before comes back at the new side (${BACKUPS})`,
  verified: true,
};

/** How far the newest backup in the paired region is behind; the service promises no figure of its own for less. */
export const GEO_LAG = {
  seconds: 3600,
  source: `"up to 1 hour, based on geo-replication" (${BACKUPS}, as of 2022-07); no SLA`,
  verified: true,
};

/** How long it takes until a database is made from one, by what it holds. */
export const geoRestore = (gib: number): Figure => {
  const { seconds, source } = restoreTime(gib);
  return {
    seconds,
    source: `"usually takes <12 hours", more where many restore at once (${BACKUPS}, as of 2022-07); ${source}`,
    verified: false,
  };
};

/** What a source keeps for a database that does not answer. */
export const KEEPS =
  'Its source keeps the log for the database that follows, as it keeps it for any replica (AVAILABILITY_REPLICA, https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-transaction-log-errors-issue); where the log is full it takes no write (error 9002). UNVERIFIED: how long the service keeps it. Look every few hours at log_reuse_wait_desc of sys.databases, and at how full the log is (sys.dm_db_log_space_usage). Before the log is full end the link: az sql failover-group delete, then az sql db replica delete-link, both at the server that serves. The other database stays, and is made anew afterwards: delete it there once its region answers.';
