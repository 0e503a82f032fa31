/*
 * What RDS says of an instance: its status, whom it follows, and how its replication is. Patterns are over the whole answer.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html (status), 2026-11;
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstanceStatusInfo.html (`replicating`), 2026-11.
 */

/** Status, and whom it follows. */
export const IS = 'DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier]';

/** The same, and how its replication is. */
export const WITH_REPLICATION = 'DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier,StatusInfos[0].Status]';

/** In these it works as in `available`: a backup runs, or its storage is made larger. */
const WORKS = '(available|backing-up|storage-optimization)';

/** It follows nobody, and takes writes. */
export const TAKES_WRITES = `${WORKS}\\s+None`;

/** It follows another one. */
export const FOLLOWS = `${WORKS}\\s+(?!None$)\\S+`;

/** It follows another one, and hears from it. */
export const RUNS = `${WORKS}\\s+(?!None\\s)\\S+\\s+replicating`;
