import type { Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { azureCell, type AzureContext } from '../cell';
import { DOOR_LOSSES, renderLossAlerts } from '../alarm';
import { renderSharedDoor } from '../shared-door';
import { partitionOf } from '../partition';
import { COSMOS_SLAS } from '../slas';
import { KEPT_AS_IT_IS, renderAccount } from './account';
import { tableDoctor } from './doctor';
import { backedUp, BOUNDED_LAG, GUIDANCE, IN_ZONES, LAG, NO_COPIES, PROMOTION, RELIABILITY, STOPS } from './figures';
import { tableFlaws } from './limits';
import { accountId, containerOf, TABLE_NAMES, type TablePlacement } from './names';
import { tableServingSignals, tableSignals } from './signals';
import { tableRecovery } from './steps';
import { TABLE_TYPES } from './types';

const EFFECTS: readonly Effect[] = [
  {
    type: 'azurerm_cosmosdb_account',
    does: 'swaps',
    terraform: 'ignored',
    how: KEPT_AS_IT_IS.join(', '),
    source: `the region that has the writes, and its priority, are read back (azurerm 4.55, cosmosdb_account_resource.go; ${RELIABILITY})`,
  },
  {
    type: 'a region of an account',
    does: 'deletes',
    terraform: 'not ours',
    how: 'a forced move takes the old one out, and Microsoft brings it back: az cosmosdb show --query readLocations[].locationName',
    source: `${GUIDANCE} ("Region restoration"), 2026-02-10`,
  },
  {
    type: 'what was written and not sent',
    does: 'makes',
    terraform: 'not ours',
    how: 'in the conflict feed of the container, once the region is back: read it, and write what is to count',
    source: `${RELIABILITY} ("Region recovery"), 2026-04-09`,
  },
];

/** Cosmos DB for NoSQL: one account over both regions, of which one has the writes; a command gives them to the other one. */
export const table = azureCell({
  kind: 'table',
  service: 'Azure Cosmos DB for NoSQL',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'switch' },
    spreads: ['single', 'zonal'],
    zonal: IN_ZONES,
    limits: `take a replica: ${NO_COPIES}. Both sites stand on one account, in a group beside the state of the witness: while the region of that is out no region of it is changed (UNVERIFIED). Its data is encrypted by keys of Microsoft: an account has one key, and that of a site would go with it. Writes at both sites are not taken: of two that meet the later one stays, and the other one is lost without a word`,
    fence:
      'no private endpoint of its site leads to the account, which no public network reaches; the region itself takes no write once the other one has them',
    effects: EFFECTS,
    automatic: false,
    keepsFor: ({ boundedLag }) => (boundedLag ? STOPS : undefined),
    names: TABLE_NAMES,
    oneWay: [],
    refuses: (declaration) => tableFlaws(declaration),
    slas: (_, spread) => COSMOS_SLAS[spread],
    restoresInPlace: ({ restorableDays }) => backedUp(restorableDays),
    putBack:
      'az cosmosdb restore makes a new account from a moment, in a region that has the data: copy from there what is to count (azcopy does not: a tool of your own), then delete it. Of a container that was deleted: az cosmosdb sql container restore, in its own account. Stored procedures, grants, networks and the other region are not restored',
    figures: ({ boundedLag }) => ({ rpo: boundedLag ? BOUNDED_LAG : LAG, promotion: PROMOTION }),
  },
  types: TABLE_TYPES,
  recovery: tableRecovery,
  signals: tableSignals,
  servingSignals: tableServingSignals,
  doctor: tableDoctor,
  renderBase: (context, placement) => {
    renderLossAlerts(context, DOOR_LOSSES);
    if (context.shared) renderAccount(context, context.shared, placement);
  },
  renderSite: renderTable,
});

/**
 * What a site has of it is the way there: an endpoint that leads to the region that reads and to the one that has the writes, whichever they are, so that a
 * move changes no name. Each site has a zone of its own, since a zone knows one endpoint a name
 * (https://learn.microsoft.com/azure/cosmos-db/failover-considerations-for-private-endpoints, 2025-06-04). Where a fence takes it away, nobody at that
 * site writes to the other region, either.
 */
function renderTable(context: AzureContext, placement: TablePlacement): Rendered {
  const suffix = partitionOf(context.site.region.code).documentsSuffix;
  const { here, component } = placement;
  const { ready, endpoint } = renderSharedDoor(context, placement, { service: 'cosmos', id: accountId(here), part: 'Sql', suffix });
  return {
    ...(endpoint ? { instance: endpoint } : {}),
    ready,
    waits: endpoint ? [endpoint] : [],
    endpoint: { host: `${here.names.account}.${suffix}`, port: 443, name: containerOf(component) },
  };
}
