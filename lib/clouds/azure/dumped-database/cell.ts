import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import { membersOf } from '../../../components/capacity';
import type { BaseContext, LinksContext, Rendered } from '../../../port/cloud';
import { restoreTime } from '../../../words/figure';
import { renderLossAlerts, STORE_LOSSES } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import type { AzureGroundName } from '../names';
import { grantIdentity, grantOfficer, siteGroupOf } from '../officer';
import { partitionOf } from '../partition';
import { awaited, LONGEST, reached } from '../relational-database/base';
import { relationalDatabase } from '../relational-database/cell';
import { databaseDoctor } from '../relational-database/doctor';
import { BACKED_UP, CHANGES_OVER, KEEPS, LAG, PROMOTION } from '../relational-database/figures';
import { copyPassword } from '../relational-database/password';
import { renderServer, renderWithin } from '../relational-database/server';
import { databaseServingSignals } from '../relational-database/signals';
import { isMade } from '../restored';
import { grantPulls } from '../service-identity';
import { POSTGRES_SLAS } from '../slas';
import { dumpAge, jobLimit, restoring } from './figures';
import { renderJobs } from './jobs';
import { dumpedFlaws } from './limits';
import { renderWays } from './links';
import { DUMPED_NAMES, type DumpedBase, type DumpedLink, type DumpedPlacement } from './names';
import { dumpedSignals } from './signals';
import { dumpedRecovery } from './steps';
import { renderStore } from './store';
import { DUMPED_TYPES } from './types';

/**
 * PostgreSQL flexible server between any two regions: where the other side has no server, jobs of the library dump its databases into an account there, and restore them onto a server that is
 * made on the day. Where it has a replica, it is moved as one that is declared without dumps.
 */
export const dumpedDatabase = azureCell({
  kind: 'relational-database',
  service: 'Azure Database for PostgreSQL flexible server, copied by dumps',
  takes: ({ engine, dumps }) => engine.name === 'postgres' && dumps !== undefined,
  facts: {
    oneAccount: true,
    needs: ['network', 'container-images'],
    flips: { replica: 'switch', backup: 'restore' },
    spreads: ['single', 'zonal'],
    spreadsLate: true,
    standsLate: true,
    starts: true,
    dumps: true,
    zonal: CHANGES_OVER,
    limits: 'take replica or backup at the standby',
    fence: relationalDatabase.facts.fence,
    effects: relationalDatabase.facts.effects?.filter(({ on }) => on !== 'restore') ?? [],
    automatic: false,
    keepsFor: () => KEEPS,
    names: DUMPED_NAMES,
    oneWay: [],
    refuses: dumpedFlaws,
    points: {
      shape: /^\d{8}T\d{6}Z$/,
      example: '20261201T164000Z, the moment at which a dump began, in UTC: az storage blob list --prefix whole/',
    },
    longest: ({ gib }) => Math.max(LONGEST, jobLimit(gib)),
    slas: (_, spread) => [POSTGRES_SLAS[spread]],
    runs: membersOf(2),
    restoresInPlace: ({ gib }) => ({ rpo: BACKED_UP, promotion: restoreTime(gib) }),
    ...(relationalDatabase.facts.putBack ? { putBack: relationalDatabase.facts.putBack } : {}),
    figures: ({ gib }, posture, copyEvery) =>
      posture === 'backup' ? { rpo: dumpAge(gib, copyEvery), promotion: restoring(gib) } : { rpo: LAG, promotion: PROMOTION },
  },
  types: DUMPED_TYPES,
  recovery: dumpedRecovery,
  signals: dumpedSignals,
  servingSignals: databaseServingSignals,
  doctor: databaseDoctor,
  renderBase: renderDumpedBase,
  renderSite: renderDumped,
  renderLinks: joinDumped,
});

/** Who its jobs are: whoever reads the password, the image, and the dumps of its own site; what it writes at the other one is granted where the two meet. */
function renderDumpedBase(context: BaseContext<AzureGroundName>, placement: DumpedBase): void {
  const { stack, site, sitePlan } = context;
  relationalDatabase.renderBase?.(context, placement);
  const identity = new UserAssignedIdentity(stack, `${placement.id}-jobs`, {
    name: placement.here.names.identity,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    dependsOn: [siteGroupOf(stack)],
  });
  grantIdentity(context, `${placement.id}-reads-secrets`, identity, 'Key Vault Secrets User');
  grantIdentity(context, `${placement.id}-reads-dumps`, identity, READER);
  grantPulls(context, placement.id, identity);
  grantOfficer(context, 'pipeline-lists-blobs', READER);
  renderLossAlerts(context, STORE_LOSSES);
}

const READER = 'Storage Blob Data Reader';

/** Its account, what its jobs run in and the ways to what they need stand at both sites; its jobs, where they work. */
function renderDumped(context: AzureContext, placement: DumpedPlacement): Rendered {
  const suffix = partitionOf(context.site.region.code).postgresSuffix;
  // It stays whatever became of the server: it is of all generations.
  const store = renderStore(context, placement);
  if (!isMade(placement)) {
    if (!placement.current) return { ready: [], waits: [] };
    const { ready, waits, ...more } = awaited(context, placement, { service: 'postgres', suffix });
    return { ...more, ready: [...ready, ...store], waits: [...waits, ...renderJobs(context, placement, [])] };
  }
  const server = renderServer(context, placement);
  const within = renderWithin(context, placement, server);
  if (!placement.current) return { instance: server, ready: [], waits: [] };
  const rendered = reached(
    context,
    placement,
    { server, within },
    { service: 'postgres', id: server.id, part: 'postgresqlServer', suffix },
  );
  const jobs = renderJobs(context, placement, [...rendered.ready, ...store]);
  return { ...rendered, ready: [...rendered.ready, ...store], waits: [...rendered.waits, ...jobs] };
}

function joinDumped(context: LinksContext, link: DumpedLink): readonly string[] | undefined {
  if (link.posture === 'replica') return relationalDatabase.renderLinks?.(context, link);
  if (!link.stands) return undefined;
  copyPassword(context, link);
  renderWays(context, link);
  return undefined;
}
