import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Size } from '../../../components/size';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { unless, unlessWithin } from '../../../port/flaws';
import { unknownPair } from '../pairs';

/** GiB of storage that can be ordered: 20 at the least of transaction processing, 384 TB at the most (v7.29.0, database_autonomous_database; the least is UNVERIFIED). */
const STORAGE = { least: 20, most: 384 * 1024 };

/** Days of backups: "from 1 day to 60 days" (https://docs.oracle.com/en-us/iaas/Content/database-at-gcp/gcpbu-backup-autonomous-ai-database-serverless-automatic.html, 2026-11). */
const DAYS = { least: 1, most: 60 };

/** ECPUs of one database: two at the least (v7.29.0, `compute_count`), 512 at the most without asking Oracle (UNVERIFIED). */
const ECPUS = { least: 2, most: 512 };

/**
 * Four ECPUs stand for an OCPU, which is two virtual CPUs (UNVERIFIED: Oracle's rule of conversion). Memory comes with them, and is not chosen.
 */
export const ecpusFor = ({ vcpus }: Size): number => Math.max(ECPUS.least, Math.ceil(vcpus * 2));

/** "The Region list only shows paired regions" that the tenancy is subscribed to, and a support ticket asks for others: no list is published. */
const PAIRS = {
  service: 'Autonomous Data Guard',
  look: 'once, at a database of the first site, look whether the other region is offered (Disaster recovery, Add peer database), or ask for it by a ticket',
  source: 'https://docs.oracle.com/en-us/iaas/autonomous-database-serverless/doc/autonomous-data-guard-pair-list.html, 2026-11',
};

/** What Autonomous Database does not take of a database, or takes and makes less of. */
export function databaseFlaws(declaration: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] {
  const { gib, restorableDays, size, parameters, windows, username, database } = declaration;
  const set = Object.keys(parameters);
  return [
    ...(site.posture === 'replica' ? unknownPair(site, PAIRS) : []),
    ...unlessWithin(gib, STORAGE, { of: 'storageGiB', unit: 'GiB' }),
    ...unlessWithin(restorableDays, DAYS, { of: 'restorableDays', unit: 'days' }),
    ...unless(ecpusFor(size) <= ECPUS.most, {
      of: 'size',
      value: `${size.vcpus} vCPUs`,
      allowed: `up to ${ECPUS.most / 2} vCPUs, which are ${ECPUS.most} ECPUs`,
    }),
    ...unless(set.length === 0, {
      of: 'parameters',
      value: set.join(', '),
      allowed:
        'none: the service decides them, and what it leaves open is set in the database (ALTER SYSTEM), which its standby has from it',
      fix: 'leave parameters out',
    }),
    ...unless(windows === undefined, {
      of: 'windows',
      value: Object.keys(windows ?? {}).join(', '),
      allowed: 'none: the service chooses when it makes backups and is maintained',
      fix: 'leave windows out',
    }),
    ...unless(username === 'continuity', {
      of: 'username',
      value: username,
      allowed: 'ADMIN administers each Autonomous Database: users of your own are made in it',
      fix: 'leave username out',
      taken: true,
    }),
    ...unless(database === 'main', {
      of: 'database',
      value: database,
      allowed: 'there is one database, whose name is unique in the tenancy and is made from workload and component: schemas are made in it',
      fix: 'leave database out',
      taken: true,
    }),
  ];
}
