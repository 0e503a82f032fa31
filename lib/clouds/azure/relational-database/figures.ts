import { OWN, type Zonal } from '../../../words/figure';

/** How a replica takes the role. */
export const GUIDE = 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas-promote';
/** How far a replica is behind. */
export const LAG = {
  seconds: 300,
  source:
    'asynchronous: "expected to be up to 5 minutes", or near the lag (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-geo-disaster-recovery, 2026-11); no SLA',
  verified: true,
};
/** How long that takes. */
export const PROMOTION = { seconds: 600, source: `minutes, never by itself (${GUIDE}); the figure is ${OWN}`, verified: false };

const ZONES_GUIDE = 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-high-availability';
/** A second server in another zone, written to synchronously; the service changes over by itself. */
export const CHANGES_OVER: Zonal = {
  rpo: {
    seconds: 0,
    source: `synchronous (${ZONES_GUIDE}); after a move in one zone, until the other side stands by again`,
    verified: true,
  },
  promotion: {
    seconds: 120,
    source: `"might take longer than 120 seconds", where more is to be recovered (${ZONES_GUIDE}, 2026-11)`,
    verified: true,
  },
  costs: 'a second server and its storage in another zone (https://azure.microsoft.com/pricing/details/postgresql/flexible-server/)',
};

/** What backups there are, and where they are kept. */
export const BACKUPS = 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore';
/** Of a server that has the role: a new one beside it, to a moment. */
export const BACKED_UP = {
  seconds: 300,
  source: `logs are sent off within 5 minutes (${BACKUPS}, 2026-11); nothing of what follows is, so that after a move no moment of before the first backup comes back`,
  verified: true,
};

/** What a source keeps for a replica that does not answer. */
export const KEEPS = `Its source keeps the log for the replica. From 95 % of its storage on it takes no write, or it gives the replica up (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas, "Replication slot issues mitigation"). Look at storage_percent and physical_replication_delay_in_bytes every few hours. Before storage runs out delete the replica, where its region answers (az postgres flexible-server delete): it is made anew afterwards.`;
