import type { Bound } from '../../../port/bounds';
import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

const PROVIDER = 'https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mssql';
const GROUP = `${PROVIDER}/mssql_failover_group_resource.go`;

const NO_KEY =
  'what follows, and what is restored of backups, is read by the key of its source, which the server in the other region would have to reach in a vault on the day, too';

const KEY = 'transparent_data_encryption_key_vault_key_id';

/** https://learn.microsoft.com/azure/azure-sql/database/failover-group-sql-db and active-geo-replication-overview there, 2026-11. */
const BOUNDS: readonly Bound[] = [
  {
    argument: 'sku_name',
    shape: /^(?:GP|BC)_(?!S_)\w+$/,
    allowed:
      'a tier by vCores that is provisioned, the same at both sites (GP_…, BC_…): Basic and the others by DTUs hold less than is declared and spread over no zones of General Purpose, and what follows never pauses',
    fix: "size: Size.of({ … }), or skuName: 'BC_Gen5_…'",
  },
  {
    argument: 'elastic_pool_id',
    allowed:
      'none: a failover group wants a pool of that name at both sides, and one that is at one side alone leaves the database in no group',
    fix: 'leave it out: each database has a size of its own',
  },
  {
    argument: 'storage_account_type',
    allowed:
      'as the tier has it: in the paired region, too, where its backups are all that the other site has; and in no region that nobody declared, where a replica follows',
    fix: 'leave it out; for backups in the paired region: tier: Tier.COLD or Tier.WARM of that component, for a replica: Tier.HOT',
  },
  {
    // `SameKeyMaterialNotFoundOnRemoteServer`, https://github.com/hashicorp/terraform-provider-azurerm/issues/25906; of backups:
    // https://learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-byok-overview, 2026-11.
    argument: KEY,
    allowed: `none, a key of the service: ${NO_KEY}`,
    fix: 'leave it out',
  },
];

/** What is known of the types of a SQL database; of what leads to it, and of its password, the cell of PostgreSQL says it. */
export const SQL_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_mssql_server: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az sql server show --name NAME --resource-group GROUP --query id --output tsv`,
    bounds: BOUNDS.filter(({ argument }) => argument === KEY),
  },
  // What an architect adds beside the server says the same of it.
  azurerm_mssql_server_transparent_data_encryption: { holdsData: false, drives: NO_KEY },
  azurerm_mssql_database: {
    holdsData: true,
    importId: '{server_id}/databases/{name}',
    keeps: [{ argument: 'short_term_retention_policy.retention_days', what: 'any moment of the last days (automated backups)' }],
    bounds: BOUNDS,
    reach: [
      {
        argument: 'creation_source_database_id',
        on: 'change',
        source: `${PROVIDER}/mssql_database_resource.go: the source is read where it is created, and not where it is read back`,
      },
    ],
  },
  azurerm_mssql_failover_group: {
    holdsData: false,
    importId: '{server_id}/failoverGroups/{name}',
    reach: [
      { argument: 'server_id', on: 'read', source: GROUP },
      { argument: 'partner_server.id', on: 'change', source: GROUP },
    ],
  },
};
