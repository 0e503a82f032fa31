import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { flawsIn } from '../database-limits';
import { OR_REPLICA_IN_ONE, pairFlaws } from '../pairs';
import { takenByNoServer } from '../relational-database/flaws';
import { STORAGE } from './sizes';

/**
 * Release series that the service makes and azurerm 4.55 takes, by what azurerm calls them
 * (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mysql/mysql_flexible_server_resource.go, `version`). 5.7
 * is on its way out, and left out.
 */
export const SERIES: Readonly<Record<string, string>> = { '8.0': '8.0.21', '8.4': '8.4' };

/** Administrators that azurerm refuses. https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mysql/validate/flexible_server_administrator_login.go */
const TAKEN = /^(?:azure_superuser|admin|administrator|root|guest|public)$/i;

/** The longest that it takes. Same source. */
const LONGEST_USER = 32;

/**
 * Settings that the library decides (nobody is let in without TLS), and those that are locked once a replica follows: they cannot be the same at
 * both sites by code (https://learn.microsoft.com/azure/mysql/flexible-server/concepts-read-replicas, "Considerations and limitations" and "GTID", 2026-11).
 */
const OURS = [
  'require_secure_transport',
  'innodb_file_per_table',
  'log_bin_trust_function_creators',
  'event_scheduler',
  'gtid_mode',
  'enforce_gtid_consistency',
];

/** What MySQL flexible server does not take of a database. */
export function mysqlFlaws(declaration: RelationalDatabaseDeclaration, site: SiteFacts): Flaw[] {
  return [...serverFlaws(declaration, site), ...pairFlaws(site, OR_REPLICA_IN_ONE)];
}

function serverFlaws(declaration: RelationalDatabaseDeclaration, { account, beside }: SiteFacts): Flaw[] {
  const { engine, username } = declaration;
  const series = Object.keys(SERIES);
  const newest = series.at(-1);
  return flawsIn([
    [
      !series.includes(engine.version),
      {
        of: 'engine',
        value: `${engine.name} ${engine.version}`,
        allowed: `MySQL ${series.join(' or ')} (known in 2026-11)`,
        fix: `engine: DatabaseEngine.mysql('${newest}')`,
      },
    ],
    [
      username.length > LONGEST_USER,
      { of: 'username', value: username, allowed: `at most ${LONGEST_USER} characters`, fix: "username: 'continuity'" },
    ],
    [
      beside !== undefined && beside.account.toLowerCase() !== account.toLowerCase(),
      {
        of: 'engine',
        value: `${engine.name}, with a witness in ${beside?.account}`,
        allowed: `a witness in the subscription of the sites, ${account}: a replica is made in the group and the subscription of its source, and that group is the one of the witness`,
        fix: `witness: azure.stateIn(…, { subscription: '${account}', … })`,
      },
    ],
    ...takenByNoServer(declaration, { gib: STORAGE, days: { least: 1, most: 35 }, taken: TAKEN, ours: OURS }),
  ]);
}
