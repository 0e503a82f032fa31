import { DataAzurermPostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/data-azurerm-postgresql-flexible-server/index.js';
import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Flaw, SiteFacts } from '../../../port/facts';
import type { Fence } from '../../../port/phases';
import { works } from '../../../words/posture';
import { commandStep } from '../../../words/steps';
import type { AzureContext } from '../cell';
import { closeServer, openServer, PUBLIC } from '../cli-existing';
import { ENDPOINT_ID, SERVER_ID, VAULT_SECRET_ID } from '../facts';
import { isIdIn } from '../ids';
import { inVault, refuseVaultElsewhere } from '../vault-region';
import { serverOf, type DatabasePlacement } from './names';

/*
 * A server that exists: it is read for what it has to be, followed by a replica, and one end of the virtual endpoint. Its ways in are all that is ever changed of
 * it, by the steps that fence it and take that back; who has the role is the service's, as of two that are made.
 */

/** What it is called. */
export const adoptsServer = ({ existing }: RelationalDatabaseDeclaration, site: string): { readonly server: string } | undefined =>
  existing?.[site] && { server: existing[site].id.split('/').at(-1) as string };

/** What is wrong with what is given of it. */
export function existingFlaws({ existing }: RelationalDatabaseDeclaration, { key, account }: SiteFacts): Flaw[] {
  const found = existing?.[key];
  if (!found) return [];
  const { id, secret, guards } = found;
  const odd = guards.filter((one) => one !== PUBLIC && !ENDPOINT_ID.shape.test(one));
  const flaw = (value: string, allowed: string): Flaw => ({ of: 'existing', value: `${value} at ${key}`, allowed });
  return [
    ...(isIdIn(account, SERVER_ID, id) ? [] : [flaw(id, `${SERVER_ID.allowed}, in ${account}`)]),
    ...(isIdIn(account, VAULT_SECRET_ID, secret) ? [] : [flaw(secret, `${VAULT_SECRET_ID.allowed}, in ${account}`)]),
    ...odd.map((one) => flaw(one, `in guards '${PUBLIC}', where public networks lead to it, and ${ENDPOINT_ID.allowed}`)),
  ];
}

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

/** The ways that lead to it, as they are given: what a fence closes, and opens again. */
export const waysTo = ({ declaration, here }: Pick<DatabasePlacement, 'declaration' | 'here'>): readonly string[] =>
  declaration.existing?.[here.site]?.guards ?? [];

/** Each of its ways is closed by a command, and opened again by another one. */
export function serverFences(placement: DatabasePlacement): readonly Fence[] {
  const { id, component, here, declaration } = placement;
  if (!here.existing) return [];
  const server = serverOf(here, declaration);
  const step = commandStep({
    id: `fence-${id}`,
    title: `${component} at ${here.region} is closed to public networks, and each private endpoint to it is rejected`,
    run: closeServer(server),
    endpoint: here.region,
    expected: 'closed',
    timeout: 1800,
  });
  const undo = commandStep({
    id: `unfence-${id}`,
    title: `${component} at ${here.region} is reached by the ways that are given again`,
    run: openServer(server, waysTo(placement)),
    endpoint: here.region,
    expected:
      'opened. UNVERIFIED: that a connection which was rejected is approved again; where it is not, its owner makes the endpoint anew',
    timeout: 1800,
  });
  return [{ step, undo }];
}
