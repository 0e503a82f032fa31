import { OWN, type Zonal } from '../../../words/figure';

const GUIDE = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide';

/** How roles are moved, and what is lost. */
export const RECOVERY = `${GUIDE}/aurora-global-database-disaster-recovery.html`;

/** How far a member is behind. */
export const LAG = {
  seconds: 5,
  source: `"latency typically under a second" (${GUIDE}/aurora-global-database.html), an RPO "measured in seconds" (${RECOVERY}), no SLA; the figure is ${OWN}`,
  verified: false,
};

/** How long taking the role takes. */
export const PROMOTION = {
  seconds: 600,
  source: `"within a few minutes" (${RECOVERY}); the figure is ${OWN}`,
  verified: false,
};

const ZONES = `${GUIDE}/Concepts.AuroraHighAvailability.html`;

/** A second instance in another zone, over the same storage, which is in three; Aurora changes over by itself. */
export const CHANGES_OVER: Zonal = {
  rpo: { seconds: 0, source: `one storage in three zones (${ZONES})`, verified: true },
  promotion: {
    seconds: 120,
    source: `"typically restored in less than 60 seconds" (${ZONES}, UNVERIFIED); the figure is ${OWN}`,
    verified: false,
  },
  costs: 'a second instance in another zone (https://aws.amazon.com/rds/aurora/pricing/); its storage is in three zones anyway',
};
