import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { copyFlaws } from '../facts';
import { auroraOf, decidedOf, isGlobal } from './engines';

/** Days that automated backups are kept, and GiB that a cluster holds. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html, …/AuroraUserGuide/CHAP_Limits.html, 2026-11. */
const KEPT_DAYS = 35;
const MOST = 128 * 1024;

/**
 * Where there is a global database: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.GlobalDatabase.html, as a copy
 * of 2023 has it, and ca-west-1 (2026). Which of the others have it by now was not read.
 */
const REGIONS = new Set(
  `us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-northeast-1 ap-northeast-2 ap-northeast-3
  ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 me-central-1 me-south-1 sa-east-1
  us-gov-east-1 us-gov-west-1`.split(/\s+/),
);

/** What only settings of RDS are: an Aurora has its storage by itself. */
const OF_INSTANCES = ['max_slot_wal_keep_size', 'binlog_format'];

/** What Aurora does not take of a database, and a global database of a site. */
export const auroraFlaws = (declaration: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] => [
  ...databaseFlaws(declaration),
  ...(site.posture === 'replica' ? globalFlaws(declaration, site) : []),
  ...copyFlaws(site),
];

function databaseFlaws(declaration: RelationalDatabaseDeclaration): Flaw[] {
  const { gib, username, database, restorableDays, parameters } = declaration;
  const { title, taken, longest } = auroraOf(declaration);
  const names = Object.keys(parameters);
  const ours = names.filter((name) => decidedOf(declaration).includes(name.toLowerCase()));
  const strange = names.filter((name) => OF_INSTANCES.includes(name.toLowerCase()));
  const user = { of: 'username', value: username, fix: "username: 'continuity'" };
  const without = (of: readonly string[]) => ({ of: 'parameters', value: of.join(', '), fix: `leave ${of.join(', ')} out` });
  const faults: readonly (readonly [wrong: boolean, flaw: Flaw])[] = [
    [gib > MOST, { of: 'storageGiB', value: gib, allowed: `1 to ${MOST} GiB` }],
    [restorableDays > KEPT_DAYS, { of: 'restorableDays', value: restorableDays, allowed: `1 to ${KEPT_DAYS} days` }],
    [taken.test(username), { ...user, allowed: 'a name that is not reserved' }],
    [username.length > longest, { ...user, allowed: `${longest} characters at the most` }],
    [ours.length > 0, { ...without(ours), allowed: 'settings that the library does not decide' }],
    [strange.length > 0, { ...without(strange), allowed: `settings of ${title}: what follows is sent by its storage, not by its log` }],
    [database.toLowerCase() === 'rdsadmin', { of: 'database', value: database, allowed: "a name that is not the service's own" }],
  ];
  return faults.flatMap(([wrong, flaw]) => (wrong ? [flaw] : []));
}

function globalFlaws(declaration: RelationalDatabaseDeclaration, { key, region }: SiteFacts): Flaw[] {
  const { title, example, lowest } = auroraOf(declaration);
  const known = Object.entries(lowest).map(([major, minor]) => `${major}.${minor}`);
  return [
    ...(isGlobal(declaration)
      ? []
      : [
          {
            of: 'engine',
            value: `${title} ${declaration.engine.version}`,
            allowed: `a version of which a global database is made: ${known.join(', ')}, or a later minor one of each (known in 2026-11); where AWS has it by now, acknowledge this`,
            fix: `engine: ${example}`,
          },
        ]),
    ...(REGIONS.has(region.code)
      ? []
      : [
          {
            of: 'region',
            value: key,
            allowed: 'a region in which there is a global database, as far as that was read; where AWS has it by now, acknowledge this',
            fix: 'another region; or copies: tier: Tier.COLD or Tier.WARM of that component',
          },
        ]),
  ];
}
