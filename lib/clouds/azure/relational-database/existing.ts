import { DataAzurermPostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/data-azurerm-postgresql-flexible-server/index.js';
import { works } from '../../../words/posture';
import type { AzureContext } from '../cell';
import { inVault, refuseVaultElsewhere } from '../vault-region';
import type { DatabasePlacement } from './names';

/*
 * A server that exists: it is read for what it has to be, followed by a replica, and one end of the virtual endpoint. Its ways in are all that is ever changed of
 * it, by the steps that fence it and take that back; who has the role is the service's, as of two that are made.
 */

/**
 * What no standby could be made of is refused at plan, while the server serves: an id says nothing of it. What is fenced is not read (but for its password, of a
 * vault in its own region), so that nothing of it can stop a fence.
 */
export function readServer({ stack, sitePlan }: AzureContext, { id, here, declaration, form }: DatabasePlacement): void {
  const found = declaration.existing?.[here.site];
  if (!found || !works(form)) return;
  const name = here.names.server;
  const { region } = sitePlan;
  refuseVaultElsewhere({ stack, sitePlan }, `${id}-vault`, inVault(found.secret));
  new DataAzurermPostgresqlFlexibleServer(stack, id, {
    name,
    resourceGroupName: found.id.split('/')[4] as string,
    lifecycle: {
      postcondition: [
        {
          condition: `\${self.location == "${region}"}`,
          errorMessage: `${name} is not in ${region}: declare it at the site of its region`,
        },
        {
          condition: '${!startswith(self.sku_name, "B_")}',
          errorMessage: `${name} is burstable, and nothing follows such a server: az postgres flexible-server update --tier GeneralPurpose --sku-name …`,
        },
        {
          condition: '${try(length(self.delegated_subnet_id), 0) == 0}',
          errorMessage: `${name} stands in a subnet of its own, where no private endpoint leads: a server that is reached by endpoints or public networks is adopted, and data of this one is carried to such a one`,
        },
        {
          condition: `\${self.version == "${declaration.engine.version}"}`,
          errorMessage: `${name} is of another version than PostgreSQL ${declaration.engine.version}: engine: DatabaseEngine.postgres('…'), as it is`,
        },
      ],
    },
  });
}
