import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { flawsIn, takenByNone } from '../database-limits';
import { OR_REPLICA, pairFlaws } from '../pairs';
import { coresFor, mostData, MOST_DATA } from './sizes';

/** Administrators that a SQL server refuses: names of the system, and of what every database has. UNVERIFIED as a list: Azure's portal names these, and "etc.". */
const TAKEN = /^(?:admin|administrator|sa|root|dbmanager|loginmanager|dbo|guest|public)$/i;

/** What Azure SQL Database does not take of a database, and of the other site. */
export const sqlFlaws = (declaration: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] => [
  ...databaseFlaws(declaration),
  ...pairFlaws(site, OR_REPLICA),
];

function databaseFlaws(declaration: RelationalDatabaseDeclaration): Flaw[] {
  const { gib, size, username, restorableDays, parameters } = declaration;
  const cores = coresFor(gib, size);
  const larger = cores === undefined ? undefined : `size: Size.of({ vcpus: ${cores}, memoryGiB: ${size.memoryGiB} })`;
  const most = mostData(size);
  return flawsIn([
    [
      gib > most,
      {
        of: 'storageGiB',
        value: gib,
        allowed: `up to ${most} GiB of that size, and up to ${MOST_DATA} of any`,
        ...(larger ? { fix: larger } : {}),
      },
    ],
    [restorableDays > 35, { of: 'restorableDays', value: restorableDays, allowed: '1 to 35 days' }],
    [TAKEN.test(username), { of: 'username', value: username, allowed: 'a name that is not reserved', fix: "username: 'continuity'" }],
    [
      Object.keys(parameters).length > 0,
      {
        of: 'parameters',
        value: Object.keys(parameters).join(', '),
        allowed: 'none: what is set of a SQL database is set in it (ALTER DATABASE SCOPED CONFIGURATION), and goes wherever it goes',
        fix: 'leave parameters out',
      },
    ],
    ...takenByNone(declaration),
  ]);
}
