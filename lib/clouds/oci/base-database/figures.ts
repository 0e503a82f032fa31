import { OWN, type Recovery } from '../../../words/figure';

/** How a database follows another one. */
export const GUIDE = 'https://docs.oracle.com/en/cloud/paas/base-database/data-guard/';

/** How far it is behind. */
export const LAG = {
  seconds: 60,
  source: `asynchronous, without a published figure (${GUIDE}); the figure is ${OWN}`,
  verified: false,
};

/** How long it takes until it takes writes. */
export const PROMOTION = {
  seconds: 1800,
  source: `a failover or a switchover takes minutes, without a published figure (${GUIDE}); with what the command waits for: ${OWN}`,
  verified: false,
};

/** To a moment, in place: what was not archived and backed up yet is lost. */
export const RESTORED: Recovery['rpo'] = {
  seconds: 3600,
  source: `logs are backed up between two backups (https://docs.oracle.com/en/cloud/paas/base-database/); how often was not read: the figure is ${OWN}`,
  verified: false,
};

/** Why nothing is restored from copies in the other region. */
export const NO_COPIES =
  'its backups are in Object Storage of its own region, and oci 7.29 has none that is kept in another one for it (is_remote and remote_region are told of dedicated Autonomous Database); Recovery Service is of one region, too';

/** Why it stands in one zone. */
export const ONE_ZONE =
  'a DB system is in one availability domain, with both nodes where it has two, and a second standby beside it changes roles by command alone. So ha, vital and zonal: true are refused: tier: Tier.HOT, with a tierReason, is for it alone';

/** Days for which automatic backups can be kept: the console's own choice, UNVERIFIED (the provider takes any number). */
export const DAYS: readonly number[] = [7, 15, 30, 45, 60];
