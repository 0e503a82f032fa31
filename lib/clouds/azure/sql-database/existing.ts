import { DataAzurermMssqlDatabase } from '@cdktf/provider-azurerm/lib/data-azurerm-mssql-database/index.js';
import { DataAzurermMssqlServer } from '@cdktf/provider-azurerm/lib/data-azurerm-mssql-server/index.js';
import type { Rendered } from '../../../port/cloud';
import { works } from '../../../words/posture';
import type { AzureContext } from '../cell';
import { partitionOf } from '../partition';
import { carriedPassword } from '../relational-database/password';
import { inVault, refuseVaultElsewhere } from '../vault-region';
import { sqlOf, type SqlPlacement } from './names';

/*
 * A database that exists: it is read for what it has to be, followed by a geo-replica, and one end of the failover group that what joins the sites makes. Its ways in
 * are all that is ever changed of it, by the steps that fence it and take that back; who has the role is the service's, as of two that are made.
 */

const condition = (holds: string, errorMessage: string): { readonly condition: string; readonly errorMessage: string } => ({
  condition: `\${${holds}}`,
  errorMessage,
});

/** What encrypts by a key of a vault has to reach that in both regions, and the server that is made has none of its owner's. */
const KEYS =
  'is encrypted by a key of a vault, which what follows it would have to reach, too: az sql server tde-key set --server-key-type ServiceManaged';

/**
 * What no standby could be made of is refused at plan, while the database serves: an id says nothing of it. What is fenced is not read (but for its password, of a
 * vault in its own region), so that nothing of it can stop a fence.
 */
function readDatabase({ stack, sitePlan }: AzureContext, { id, here, declaration, form }: SqlPlacement): void {
  const found = declaration.existing?.[here.site];
  if (!found || !works(form)) return;
  const { server, group, database } = sqlOf(here, declaration);
  const { region } = sitePlan;
  refuseVaultElsewhere({ stack, sitePlan }, `${id}-vault`, inVault(found.secret));
  const read = new DataAzurermMssqlServer(stack, id, {
    name: server,
    resourceGroupName: group,
    lifecycle: {
      postcondition: [
        condition(`self.location == "${region}"`, `${server} is not in ${region}: declare it at the site of its region`),
        condition('try(length(self.transparent_data_encryption_key_vault_key_id), 0) == 0', `${server} ${KEYS}`),
      ],
    },
  });
  new DataAzurermMssqlDatabase(stack, `${id}-database`, {
    name: database,
    serverId: read.id,
    lifecycle: {
      postcondition: [
        condition(
          'try(length(self.elastic_pool_id), 0) == 0',
          `${database} is in an elastic pool, and a failover group wants a pool of that name at the other side, too, which nobody makes there: az sql db update --service-objective GP_Gen5_…`,
        ),
        condition(
          'can(regex("^GP_", self.sku_name))',
          `${database} is of another tier than General Purpose by vCores (Business Critical, Hyperscale, or Basic, Standard and Premium by DTUs), and what follows it is made of that one, which both have to be of: az sql db update --service-objective GP_Gen5_…`,
        ),
        condition(
          'try(self.enclave_type, "") != "VBS"',
          `${database} has secure enclaves, and what follows it is made without them, which Azure refuses: az sql db update --preferred-enclave-type Default, where no column needs one`,
        ),
        condition('try(length(self.transparent_data_encryption_key_vault_key_id), 0) == 0', `${database} ${KEYS}`),
      ],
    },
  });
}

/** Nothing of a database that exists is made: it is read where it serves, and its password is known at the site as that of one that is made. */
export function renderExisting(context: AzureContext, placement: SqlPlacement): Rendered {
  const nothing = { ready: [], waits: [] };
  const password = carriedPassword(context, placement);
  if (!placement.current) return nothing;
  readDatabase(context, placement);
  return { ...nothing, ready: [password], endpoint: endpointOf(placement, partitionOf(context.site.region.code).sqlSuffix) };
}

/** How applications of its site reach a database. */
export const endpointOf = ({ here, declaration }: SqlPlacement, suffix: string): NonNullable<Rendered['endpoint']> => ({
  host: `${here.names.server}.${suffix}`,
  port: declaration.engine.port,
  name: declaration.database,
  secretName: here.names.password,
});
