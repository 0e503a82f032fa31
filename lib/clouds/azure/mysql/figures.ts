import { OWN } from '../../../words/figure';

/** How a server follows another one, and how that ends. */
export const GUIDE = 'https://learn.microsoft.com/azure/mysql/flexible-server/concepts-read-replicas';

/** How far a replica is behind. */
export const LAG = {
  seconds: 120,
  source: `asynchronous: "in most cases, replica lag ranges between a few seconds to a couple of minutes" (${GUIDE}, 2026-11); no SLA`,
  verified: true,
};

/** How long it takes until it takes writes. */
export const PROMOTION = {
  seconds: 300,
  source: `"typically takes about two minutes", never by itself (${GUIDE}, 2026-11); with what the command waits for: ${OWN}`,
  verified: false,
};

/** What backups there are, and where they are kept. */
export const BACKUPS = 'https://learn.microsoft.com/azure/mysql/flexible-server/concepts-backup-restore';

/** Of a server that has the role: a new one beside it, to a moment. */
export const BACKED_UP = {
  seconds: 300,
  source: `"transaction log backups occur every five minutes" (${BACKUPS}, 2026-11); that a replica has any, and what comes back of before a move, is UNVERIFIED`,
  verified: true,
};

/** Why it stands in one zone, whatever is asked. */
export const ONE_ZONE =
  'zone redundancy is said when a server is made, and never again (https://learn.microsoft.com/azure/mysql/flexible-server/concepts-high-availability, "Limitations", 2026-11), and what takes the role was made as a replica, or restored as a single server: after a move neither side could have it';

/** What a source keeps for a replica that does not answer. */
export const KEEPS = `Its source keeps its binary logs until the slowest replica has read them (https://learn.microsoft.com/azure/mysql/flexible-server/concepts-server-parameters, "binlog_expire_logs_seconds"), in its own storage, which grows by itself; near its end it takes no write (concepts-service-tiers-storage there). Look at storage_percent and binlog_storage_used every few hours. Before storage runs out delete the replica, where its region answers (az mysql flexible-server delete): it is made anew afterwards.`;

/** How a server follows one that is none of the service's replicas. */
export const DATA_IN = 'https://learn.microsoft.com/azure/mysql/flexible-server/concepts-data-in-replication';
