import { OWN, type Recovery, type Zonal } from '../../../words/figure';

const REPLICATION = 'https://docs.aws.amazon.com/efs/latest/ug/efs-replication.html';

/** How far a file system is behind. */
export const LAG: Recovery['rpo'] = {
  seconds: 900,
  source: `"a recovery point objective (RPO) of 15 minutes for most file systems"; longer with more than 100 million files, or files above 100 GB, that change often (${REPLICATION}, 2026-11); no SLA`,
  verified: false,
};

/** How long until it takes writes. */
export const PROMOTION: Recovery['promotion'] = {
  seconds: 900,
  source: `"can take several minutes to complete" (https://docs.aws.amazon.com/efs/latest/ug/delete-replications.html, 2026-11); the figure is ${OWN}`,
  verified: false,
};

const IN_ZONES = {
  seconds: 0,
  source:
    '"continuous availability to the data, even when one or more Availability Zones in an AWS Region are unavailable", of what was closed or synchronized (https://docs.aws.amazon.com/efs/latest/ug/availability-durability.html, …/features.html, 2026-12); there is an address in each zone',
  verified: true,
};

/** What the loss of a zone takes: nothing is changed over. */
export const ACROSS_ZONES: Zonal = { rpo: IN_ZONES, promotion: IN_ZONES, always: true };
