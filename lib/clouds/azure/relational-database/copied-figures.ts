import { restoreTime, type Figure } from '../../../words/figure';

/* What backups in the paired region give, of servers of either family. */

const POSTGRES = 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore';
const MYSQL = 'https://learn.microsoft.com/azure/mysql/flexible-server/concepts-backup-restore';

/** How far the newest backup in the paired region is behind. */
export const GEO_LAG = {
  seconds: 3600,
  source: `"up to one hour of RPO" (${POSTGRES}, 2026-07), "up to one hour data loss" (${MYSQL}, 2026-11); nobody sees how old the newest one is; no SLA`,
  verified: true,
};

/** How long it takes until a server is made from one, by what it holds. */
export function geoRestore(gib: number): Figure {
  const { seconds, source } = restoreTime(gib);
  return {
    seconds,
    source: `"usually takes from a few minutes up to a few hours" (${POSTGRES}, 2026-07), by volume, logs, and how many restore at once; of MySQL no figure is given (${MYSQL}); ${source}`,
    verified: false,
  };
}
