import { CosmosdbAccount, type CosmosdbAccountConsistencyPolicy } from '@cdktf/provider-azurerm/lib/cosmosdb-account/index.js';
import { CosmosdbSqlContainer, type CosmosdbSqlContainerConfig } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-container/index.js';
import { CosmosdbSqlDatabase } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-database/index.js';
import { CosmosdbSqlRoleAssignment } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment/index.js';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import type { TableDeclaration } from '../../../components/table';
import type { BaseContext, SharedContext } from '../../../port/cloud';
import { renderHealthOf, renderLossAlerts } from '../alarm';
import { hash, type AzureGroundName } from '../names';
import { hasZones } from '../partition';
import type { AzureSite } from '../site';
import { BOUND } from './figures';
import { BACKUP_TIERS, requestUnits } from './limits';
import { containerOf, type TableBase } from './names';

/** A role of the data plane that the service brings: items, and no account. https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security, 2026-11 */
const CONTRIBUTOR = '00000000-0000-0000-0000-000000000002';

/**
 * Arguments that a move decides. A priority that is another one in code is refused for the region that has the writes, and takes any other region out of
 * the account and in again, with all its data (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/cosmos/cosmosdb_account_resource.go,
 * its update). So regions are no matter of Terraform once the account stands, and no apply changes one together with something else, which the service
 * refuses. A place that is read back otherwise would be another account.
 */
export const KEPT_AS_IT_IS = ['geo_location', 'location'];

/**
 * One account over both regions, made once, by the base of the site that the code names first: the endpoints of both sites lead there, and what joins
 * the sites comes behind them. It stands in a group of its own beside the state of the witness: while the region of a group is out nothing in it can
 * be changed (https://learn.microsoft.com/azure/azure-resource-manager/management/overview, "Resource group location"), and on the day its regions are.
 */
export function renderAccount(context: BaseContext<AzureGroundName>, shared: SharedContext, base: TableBase): void {
  const { stack, workload } = context;
  const { id, component, here, declaration } = base;
  const tags = { workload: workload.id, component };
  const lifecycle = { preventDestroy: workload.durable };
  const group = new ResourceGroup(stack, `${id}-group`, { name: here.names.group, location: shared.region, tags, lifecycle });
  const account = new CosmosdbAccount(stack, id, {
    name: here.names.account,
    resourceGroupName: group.name,
    location: shared.region,
    offerType: 'Standard',
    kind: 'GlobalDocumentDB',
    consistencyPolicy: consistencyOf(declaration),
    geoLocation: shared.sites.slice(0, 2).map(({ region: { code } }, failoverPriority) => ({
      location: code,
      failoverPriority,
      zoneRedundant: hasZones(code),
    })),
    ...CLOSED,
    backup: { type: 'Continuous', tier: BACKUP_TIERS[declaration.restorableDays] ?? 'Continuous7Days' },
    tags,
    lifecycle: { ...lifecycle, ignoreChanges: KEPT_AS_IT_IS },
  });
  const within = { resourceGroupName: group.name, accountName: account.name };
  renderItems(context, base, within);
  for (const principalId of contributorsOf(shared))
    new CosmosdbSqlRoleAssignment(stack, `${id}-works-on-${hash(principalId)}`, {
      ...within,
      roleDefinitionId: `${account.id}/sqlRoleDefinitions/${CONTRIBUTOR}`,
      principalId,
      scope: account.id,
    });
  renderLosses(context, base, group);
  renderHealthOf(context, group.id);
}

/**
 * Reached by private endpoints alone, so that there is no address to filter; by identities of Entra ID alone, since keys are of the whole account (azurerm
 * reads them into the state, where they open nothing). One region has the writes, and nobody but a move gives them to the other one: what the
 * service would decide by itself, an hour or more later, nobody would know of here.
 */
const CLOSED = {
  publicNetworkAccessEnabled: false,
  networkAclBypassForAzureServices: false,
  localAuthenticationDisabled: true,
  accessKeyMetadataWritesEnabled: false,
  minimalTlsVersion: 'Tls12',
  automaticFailoverEnabled: false,
  multipleWriteLocationsEnabled: false,
  freeTierEnabled: false,
} as const;

const consistencyOf = ({ boundedLag }: TableDeclaration): CosmosdbAccountConsistencyPolicy =>
  boundedLag
    ? { consistencyLevel: 'BoundedStaleness', maxIntervalInSeconds: BOUND.seconds, maxStalenessPrefix: BOUND.versions }
    : { consistencyLevel: 'Session' };

/** Where it is, as what is in it says that. */
type Within = Pick<CosmosdbSqlContainerConfig, 'resourceGroupName' | 'accountName'>;

/** Keys never change: another one would be another container. Each region takes as much as it is declared to. */
function renderItems({ stack, workload }: BaseContext<AzureGroundName>, { id, component, declaration }: TableBase, within: Within): void {
  const { partitionKey, sortKey, throughput } = declaration;
  const lifecycle = { preventDestroy: workload.durable };
  const name = containerOf(component);
  const database = new CosmosdbSqlDatabase(stack, `${id}-database`, { ...within, name, lifecycle });
  const units = requestUnits(declaration);
  new CosmosdbSqlContainer(stack, `${id}-items`, {
    ...within,
    name,
    databaseName: database.name,
    partitionKeyPaths: [`/${partitionKey.name}`],
    partitionKeyVersion: 2,
    // The service has an id of its own that is unique in a partition.
    ...(sortKey && sortKey.name !== 'id' ? { uniqueKey: [{ paths: [`/${sortKey.name}`] }] } : {}),
    ...(throughput.mode === 'on-demand' ? { autoscaleSettings: { maxThroughput: units } } : { throughput: units }),
    lifecycle,
  });
}

/** Who works on the data, at any of the sites, each once: an account is one, and a grant at it is of both sites. A fence is made by the network. */
const contributorsOf = ({ sites }: SharedContext): string[] => [
  ...new Set(sites.flatMap((site) => (site as AzureSite).contributors.map((id) => id.toLowerCase()))),
];

/** https://learn.microsoft.com/azure/role-based-access-control/permissions/databases, 2026-11. No lock keeps the account: it would keep its endpoints, too, which a fence takes away. */
function renderLosses(context: BaseContext<AzureGroundName>, { id, component }: TableBase, group: ResourceGroup): void {
  const loss = (kind: string, what: string) => ({ operation: `Microsoft.DocumentDB/databaseAccounts/${kind}`, what, scope: group.id });
  renderLossAlerts(context, {
    [`${id}-account`]: loss('delete', `The account of ${component} was deleted: it is restored as another one (az cosmosdb restore)`),
    [`${id}-items`]: loss('sqlDatabases/containers/delete', `The container of ${component} was deleted: it is restored in its account`),
    [`${id}-grant`]: loss(
      'sqlRoleAssignments/delete',
      `A grant at the account of ${component} was deleted: the application may not work on its items`,
    ),
    [`${id}-database`]: loss('sqlDatabases/delete', `The database of ${component} was deleted: it is restored in its account`),
  });
}
