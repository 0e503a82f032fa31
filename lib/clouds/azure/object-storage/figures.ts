import { OWN, type Figure, type Recovery } from '../../../words/figure';

/** What may be lost with a region: https://learn.microsoft.com/azure/storage/blobs/object-replication-overview: asynchronous, without an SLA unless priority replication is on, which azurerm 4.55 has no argument for. */
export const REPLICATION: Figure = {
  seconds: 900,
  source: `object replication has no SLA (learn.microsoft.com/azure/storage/blobs/object-replication-overview); 15 min is ${OWN}`,
  verified: false,
};
/** One policy is deleted, at the side that takes the role. */
export const UNLOCK: Figure = { seconds: 180, source: `one policy is deleted at the destination; 3 min is ${OWN}`, verified: false };

/** Days in which what was deleted comes back (the library's own default). */
export const KEEP_DAYS = 35;
/** At least a day less (https://learn.microsoft.com/azure/storage/blobs/point-in-time-restore-overview, "Retention period"). */
export const RESTORE_DAYS = KEEP_DAYS - 1;

const RESTORE = 'https://learn.microsoft.com/azure/storage/blobs/point-in-time-restore-overview';
/** "An account with one million blobs with 3,000 blobs added per day and 1,000 blobs deleted per day will require approximately two hours to restore to a point 30 days in the past." */
export const IN_PLACE: Recovery = {
  rpo: { seconds: 60, source: `any moment of the last ${RESTORE_DAYS} days, in place (${RESTORE}); a minute is ${OWN}`, verified: false },
  promotion: {
    seconds: 7200,
    source: `2 h for a million blobs and 30 days of 4000 changes (${RESTORE}); of yours: ${OWN}`,
    verified: false,
  },
};

const ZRS = 'https://learn.microsoft.com/azure/storage/common/storage-redundancy';
/** What the loss of a zone costs. */
export const IN_ZONES = {
  rpo: { seconds: 0, source: `zone-redundant storage is written to three zones, synchronously (${ZRS})`, verified: true },
  promotion: {
    seconds: 60,
    source: `it stays readable and writable (${ZRS}), once names lead elsewhere; the figure is ${OWN}`,
    verified: false,
  },
};
