import { copyFigures, OWN, type Recovery, type Zonal } from '../../../words/figure';
import { DAILY } from '../database-copies';

/** What is copied to the other region, and restored there: https://docs.oracle.com/en-us/iaas/Content/postgresql/backups-for-dr.htm, 2026-11. */
export const BACKUPS = 'https://docs.oracle.com/en-us/iaas/Content/postgresql/backups.htm';

/** Of copies the service's own interval, however often they are asked for. */
export const figuresOf = (gib: number, every: number): Recovery => copyFigures(gib, Math.max(every, DAILY));

/** A second node in another availability domain, over storage that all domains of the region have: the address stays. */
export const CHANGES_OVER: Zonal = {
  rpo: {
    seconds: 0,
    source: `storage is of the region (is_regionally_durable), and every node has the same; ${OWN}: no commitment of it was read`,
    verified: false,
  },
  promotion: {
    seconds: 120,
    source: `another node takes the role, and the address of the primary endpoint stays: ${OWN}`,
    verified: false,
  },
  costs: 'a second node, as large as the first one; storage is the same',
};

/** Nodes of what is spread over availability domains: one that writes, and one that takes its role. */
export const NODES = { single: 1, zonal: 2 } as const;

/** Why nothing follows in the other region. */
export const NO_REPLICA =
  'the service has a warm standby in another region since 2026 (https://docs.oracle.com/iaas/Content/postgresql/cross-region-replication.htm), and provider 7.29 has no argument of it (its replication_config came with 8.19); a source of oci_psql_db_system is a backup alone';
