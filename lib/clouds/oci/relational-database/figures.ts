import { OWN, type Recovery, type Zonal } from '../../../words/figure';

/** How a database follows another one. */
export const GUIDE = 'https://docs.oracle.com/iaas/autonomous-database-serverless/doc/adg-about-cross-region--cross-tenancy.html';

/** How far it is behind. */
export const LAG = {
  seconds: 60,
  source: `asynchronous: a minute, as Oracle's objectives of Autonomous Data Guard have it for another region (${GUIDE}); read from notes of it, not there`,
  verified: false,
};

/** How long it takes until it takes writes. */
export const PROMOTION = {
  seconds: 900,
  source: `Oracle's objective of a failover to another region is some minutes (${GUIDE}); with what the command waits for: ${OWN}`,
  verified: false,
};

/** What stands in several zones: a second database in its region takes the role by itself, and only where nothing is lost by it. */
export const CHANGES_OVER: Zonal = {
  rpo: {
    seconds: 0,
    source:
      'it takes the role by itself only where it lacks nothing: local_adg_auto_failover_max_data_loss_limit is 0 (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/database_autonomous_database.html.markdown)',
    verified: false,
  },
  promotion: {
    seconds: 120,
    source:
      "RTO of two minutes (https://docs.cloud.google.com/oracle/database/docs/manage-dr-type, Oracle's words of a local standby, 2026-11)",
    verified: false,
  },
  costs: 'a second database in the region: as much compute and storage again',
};

/** To a moment, in place: what it had since is lost. */
export const RESTORED: Recovery['rpo'] = {
  seconds: 10,
  source:
    'continuously backed up, "Recovery Point Objective (RPO) of less than 10 seconds" (https://docs.oracle.com/en-us/iaas/Content/database-at-gcp/gcpbu-backup-autonomous-ai-database-serverless-automatic.html, 2026-11); what comes back of before a move is UNVERIFIED',
  verified: false,
};

/** Why nothing is restored from copies in the other region. */
export const NO_COPIES =
  'its backups stay in its region unless they are replicated to a peer, which is what follows anyway; a peer that is made from backups once it takes the role is not offered yet';
