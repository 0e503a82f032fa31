import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { copyFlaws } from '../facts';
import { decidedOf, engineOf } from './engines';
import { STORAGE } from './storage';

/** Days that automated backups are kept. Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, BackupRetentionPeriod, 2026-11. */
const KEPT_DAYS = 35;

/** What RDS does not take of a database of its engine. */
export function databaseFlaws(declaration: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] {
  const { engine, gib, username, database, restorableDays, parameters } = declaration;
  const { title, versions, taken, longest } = engineOf(declaration);
  const decided = decidedOf(declaration);
  const ours = Object.keys(parameters).filter((name) => decided.includes(name.toLowerCase()));
  const faults: readonly (readonly [wrong: boolean, flaw: Flaw])[] = [
    [
      !versions.includes(engine.version),
      {
        of: 'engine',
        value: `${engine.name} ${engine.version}`,
        allowed: `${title} ${versions.join(', ')} (known in 2026-11); where RDS has it by now, acknowledge this`,
        fix: `engine: DatabaseEngine.${engine.name}('${versions.at(-1)}')`,
      },
    ],
    [gib < STORAGE.least || gib > STORAGE.most, { of: 'storageGiB', value: gib, allowed: `${STORAGE.least} to ${STORAGE.most} GiB` }],
    [restorableDays > KEPT_DAYS, { of: 'restorableDays', value: restorableDays, allowed: `1 to ${KEPT_DAYS} days` }],
    [taken.test(username), { of: 'username', value: username, allowed: 'a name that is not reserved', fix: "username: 'continuity'" }],
    [
      username.length > longest,
      { of: 'username', value: username, allowed: `${longest} characters at the most`, fix: "username: 'continuity'" },
    ],
    [
      ours.length > 0,
      {
        of: 'parameters',
        value: ours.join(', '),
        allowed: 'settings that the library does not decide',
        fix: `leave ${ours.join(', ')} out`,
      },
    ],
    [database.toLowerCase() === 'rdsadmin', { of: 'database', value: database, allowed: "a name that is not the service's own" }],
  ];
  return [...faults.flatMap(([wrong, flaw]) => (wrong ? [flaw] : [])), ...copyFlaws(site)];
}
