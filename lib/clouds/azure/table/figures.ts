import { OWN, type Figure, type Recovery, type Zonal } from '../../../words/figure';

/** What Microsoft says of zones, of regions that are out, and of what is lost. */
export const RELIABILITY = 'https://learn.microsoft.com/azure/reliability/reliability-cosmos-db';
/** What is done where a region is out. */
export const GUIDANCE = 'https://learn.microsoft.com/azure/cosmos-db/disaster-recovery-guidance';

/** By consistency: "Potential data loss during region outages" of `RELIABILITY`, 2026-04-09. */
export const LAG: Figure = {
  seconds: 900,
  source: `session consistency in two regions: "less than 15 minutes" (${RELIABILITY}, 2026-04-09)`,
  verified: true,
};

/** The least that an account of several regions takes, which azurerm refuses to go below (cosmosdb_account_resource.go, its create). */
export const BOUND = { seconds: 300, versions: 100_000 } as const;

/** The same where the service keeps a bound. */
export const BOUNDED_LAG: Figure = {
  seconds: BOUND.seconds,
  source: `bounded staleness in two regions: ${BOUND.seconds} s or ${BOUND.versions} writes, the least that it takes (${RELIABILITY}, 2026-04-09)`,
  verified: true,
};

/** How long until the other region takes writes. */
export const PROMOTION: Figure = {
  seconds: 300,
  source: `"usually a few seconds" (${RELIABILITY}, 2026-04-09); until it is seen, and clients follow: ${OWN}`,
  verified: false,
};

/** Each region that has zones is spread over them, whatever is asked: no region that stands can be spread later. */
export const IN_ZONES: Zonal = {
  rpo: { seconds: 0, source: `written to several zones, synchronously (${RELIABILITY}, 2026-04-09)`, verified: true },
  promotion: { seconds: 60, source: `"a few seconds" (${RELIABILITY}, 2026-04-09); the figure is ${OWN}`, verified: false },
  always: true,
  costs: 'a premium on provisioned throughput, waived for what is on demand (https://azure.microsoft.com/pricing/details/cosmos-db/)',
};

const BACKUPS = 'https://learn.microsoft.com/azure/cosmos-db/continuous-backup-restore-introduction';

/** Any moment of the days that are kept, as a new account in a region that the account was in at that time. */
export const backedUp = (days: number): Recovery => ({
  rpo: {
    seconds: 100,
    source: `backed up within 100 s, in each region by itself, for ${days} days (${BACKUPS}, 2024-04-15)`,
    verified: true,
  },
  promotion: {
    seconds: 14_400,
    source: `a new account beside it, or what was deleted in its own (az cosmosdb restore); no figure in ${BACKUPS}: 4 h is ${OWN}`,
    verified: false,
  },
});

/** What nobody gets copies of. */
export const NO_COPIES = `continuous backups stay in the region that they were made in, and are restored there alone, so that a region without the data has none (${BACKUPS}, "Restore scenarios"); vaulted ones (Azure Backup) are of the paired region, once a day, and restored as a whole into an empty account (https://learn.microsoft.com/azure/backup/backup-azure-cosmos-db-support-matrix, 2026-11)`;

/** What ends the writes of an account whose lag has a bound. */
export const STOPS = `While the other region is out, writes are refused once it lacks ${BOUND.seconds} s or ${BOUND.versions} of them (${GUIDANCE}, "Read region outage"). Take it out of the account then, from anywhere: az cosmosdb offline-region --subscription SUBSCRIPTION --resource-group GROUP --name ACCOUNT --region REGION. Microsoft brings it back once it is up again, within days.`;
