/** GiB of gp3 storage. Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, AllocatedStorage, 2026-11. */
export const STORAGE = { least: 20, most: 65_536 };

/**
 * The storage up to which an instance grows by itself: a full one stops. RDS asks for a tenth more than there is at least
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html, 2026-11); twice is the library's own choice. Undefined
 * where it is as large as can be.
 */
export function growsTo(gib: number): number | undefined {
  const most = Math.min(2 * gib, STORAGE.most);
  return most >= 1.1 * gib ? most : undefined;
}

/**
 * Operations a second that gp3 storage of PostgreSQL, MySQL or MariaDB has at that size, where nothing is said of them: what is striped over volumes, from 400
 * GiB on, has more. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html, 2026-11; a replica is on gp3 where nothing is said
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html).
 */
export const baselineOf = (gib: number): number => (gib < 400 ? 3000 : 12_000);

/** What a source keeps for a replica that does not answer, as a part of its storage: the library's own choice. */
const KEPT = 0.25;

/**
 * MB of the log that a source keeps for its replica. Without a limit it keeps all of it until its own storage is full; a replica in another
 * region that has missed more is made anew
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Mechanisms-versions.html, 2026-11).
 */
export const keptForReplica = (gib: number): number => Math.floor(KEPT * gib * 1024);

/** What a person is told of a bounded log while the other site is out. */
export const slotBacklog = (gib: number): string =>
  `Its source keeps the log for the replica: ${keptForReplica(gib)} MB at the most, or without a bound where it existed before and max_slot_wal_keep_size is not set. Look at OldestReplicationSlotLag and FreeStorageSpace of the source every few hours. Before storage runs out delete the replica, where its region answers: what is kept for it goes with it (UNVERIFIED), and it is made anew afterwards (docs/databases-on-aws.md, "A standby that stays lost"). RDS itself ends the replication after 30 days.`;

/**
 * The same of binary logs, which are kept until the last replica has fetched them, within what the instance may grow to. That a replica that is deleted
 * lets go of them is UNVERIFIED. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html, USER_ReadRepl.Monitoring.html there (terminated), 2026-11.
 */
export const binlogBacklog = (): string =>
  `Its source keeps its binary logs until the replica has fetched them, without a bound but its own storage. Look at BinLogDiskUsage and FreeStorageSpace of the source every few hours. Before storage runs out delete the replica, where its region answers: what is kept for it goes with it (UNVERIFIED), and it is made anew afterwards (docs/databases-on-aws.md, "A standby that stays lost"). RDS itself ends the replication after 30 days.`;

/** Bytes of storage below which somebody has to look: a tenth of what is declared (the library's own bound). */
export const leastFree = (gib: number): number => Math.floor((gib * 2 ** 30) / 10);

/** Bytes of the log above which somebody has to look: half of what is kept, where that has a bound (the library's own figure, also where it has none). */
export const mostKept = (gib: number): number => (keptForReplica(gib) * 2 ** 20) / 2;
