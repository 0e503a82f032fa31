import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { flawsIn } from '../database-limits';
import { OR_REPLICA, pairFlaws } from '../pairs';
import { takenByNoServer } from './flaws';
import { MOST_STORAGE } from './sizes';

/** Major versions of PostgreSQL that the service makes anew (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-supported-versions, 2026-11). */
const MAJORS = { first: 14, last: 18 };

/** Administrators that azurerm refuses. https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/postgres/validate/admin_usernames.go */
const TAKEN = /^(?:azure_superuser|azure_pg_admin|admin|administrator|root|guest|public|pg_.*)$/i;

/** Settings that the library decides: nobody is let in without TLS. */
const OURS = ['require_secure_transport'];

/** What PostgreSQL flexible server does not take of a database. */
export function databaseFlaws(declaration: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] {
  const { engine } = declaration;
  const major = Number(engine.version);
  const own = flawsIn([
    [
      major < MAJORS.first || major > MAJORS.last,
      {
        of: 'engine',
        value: `${engine.name} ${engine.version}`,
        allowed: `PostgreSQL ${MAJORS.first} to ${MAJORS.last} (known in 2026-11); where the service has it by now, acknowledge this`,
      },
    ],
    ...takenByNoServer(declaration, { gib: { least: 1, most: MOST_STORAGE }, days: { least: 7, most: 35 }, taken: TAKEN, ours: OURS }),
  ]);
  return [
    ...own,
    ...pairFlaws(
      site,
      `${OR_REPLICA}; or dumps: { image: 'acme/dump@sha256:…' }, which jobs of the library make (docs/databases-on-azure.md)`,
    ),
  ];
}
