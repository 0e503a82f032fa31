import { copyFigures, OWN, type Recovery, type Zonal } from '../../../words/figure';
import { DAILY } from '../database-copies';

/** How a DB system follows another one. */
export const GUIDE = 'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/mysql_channel.html.markdown';

const LAG = {
  seconds: 60,
  source: `asynchronous, without a published figure (${GUIDE}); the figure is ${OWN}`,
  verified: false,
};

const PROMOTION = {
  seconds: 900,
  source: `its channel is deleted, and a change of mode takes some minutes; the figure is ${OWN}`,
  verified: false,
};

/** Of a replica its lag; of copies the service's own interval, however often they are asked for. */
export const figuresOf = (gib: number, posture: string, every: number): Recovery =>
  posture === 'replica' ? { rpo: LAG, promotion: PROMOTION } : copyFigures(gib, Math.max(every, DAILY));

/** Three instances in a group, over the availability domains of the region: the address stays. */
export const CHANGES_OVER: Zonal = {
  rpo: {
    seconds: 0,
    source:
      'three instances, of which another one takes the role (https://docs.oracle.com/en-us/iaas/mysql-database/doc/overview-db-system.html, 2026-11); that a write is in most of them before it counts was not read there',
    verified: false,
  },
  promotion: {
    seconds: 120,
    source: `the address stays (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/mysql_mysql_db_system.html.markdown, availability_domain); the figure is ${OWN}`,
    verified: false,
  },
  costs: 'two more instances with their storage',
};

/**
 * Hours for which the logs are kept that what follows fetches. The service's own value is one (UNVERIFIED), in which no copy is made, carried and restored:
 * what is made from it would never catch up. The library's own figure.
 */
export const LOG_HOURS = 72;

/** What a person reads while the other site is out. */
export const KEEPS = `Binary logs of the last ${LOG_HOURS} hours (binlog_expire_logs_seconds), in its storage, which grows by itself: look at its use once a day. A standby that lacks more than that never catches up, and is made anew (docs/databases-on-oci.md, "A standby that stays lost")`;
