import { membersOf } from '../../../components/capacity';
import type { Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { restoreTime } from '../../../words/figure';
import { ociCell, type OciContext } from '../cell';
import { renderGroup, type Ports } from '../database-group';
import { domainOf } from '../partition';
import { DATABASE_SLAS } from '../slas';
import { renderVault } from '../vault';
import { foundAt, KEPT_AS_IT_IS, LONGEST, renderDatabase, renderMember } from './database';
import { databaseDoctor } from './doctor';
import { CHANGES_OVER, GUIDE, LAG, NO_COPIES, PROMOTION, RESTORED } from './figures';
import { databaseFlaws } from './limits';
import { calledOf, DATABASE_NAMES, type DatabasePlacement } from './names';
import { databaseServingSignals, databaseSignals } from './signals';
import { databaseRecovery } from './steps';
import { DATABASE_TYPES } from './types';

/**
 * Connections with TLS or with a wallet, and what speaks HTTPS (APEX, ORDS, Database Actions):
 * https://docs.oracle.com/en-us/iaas/autonomous-database-serverless/doc/private-endpoints-autonomous.html, 2026-11.
 */
const PORTS: Ports = { sql: { min: 1521, max: 1522 }, https: { min: 443, max: 443 } };

const EFFECTS: readonly Effect[] = [
  {
    type: 'oci_database_autonomous_database',
    does: 'swaps',
    terraform: 'ignored',
    how: KEPT_AS_IT_IS.join(', '),
    source: `the two databases swap roles (${GUIDE}); no role is an argument, and whom it was made from is read back: oci 7.29, database_autonomous_database_resource.go`,
  },
  {
    type: 'oci_database_autonomous_database',
    does: 'makes',
    terraform: 'import',
    how: 'by its name at its own site, once that took the role',
    source: `what follows is made where the sites meet, since a standby is made by the id of its source (${GUIDE}): its site takes it in`,
  },
];

/** Autonomous Database, Serverless: a standby in the other region by Autonomous Data Guard, made where the sites meet, and the roles of both swapped by command. */
export const autonomousDatabase = ociCell({
  kind: 'relational-database',
  service: 'OCI Autonomous Database',
  takes: ({ engine }) => engine.name === 'oracle' && engine.version === 'current',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'switch' },
    spreads: ['single', 'zonal'],
    zonal: CHANGES_OVER,
    spreadsLate: true,
    made: {
      why: 'what follows is made across the regions of what the library made of its source: its private endpoint, whom it lets in, and a password that both vaults know',
      instead: 'and bring its data once, by a clone that is exported or by Data Pump (DBMS_DATAPUMP)',
    },
    limits: `take a replica: ${NO_COPIES}`,
    fence: 'it is stopped, so that every session ends, and no rule lets anybody in; what follows takes no session by itself',
    born: 'links',
    effects: EFFECTS,
    automatic: false,
    names: DATABASE_NAMES,
    oneWay: [],
    refuses: databaseFlaws,
    longest: () => LONGEST,
    slas: (_, spread) => [DATABASE_SLAS[spread]],
    runs: membersOf(2),
    restoresInPlace: ({ gib }) => ({ rpo: RESTORED, promotion: restoreTime(gib) }),
    putBack:
      'oci db autonomous-database restore --autonomous-database-id ID --timestamp MOMENT, at the one that serves (ID: oci db autonomous-database list --compartment-id COMPARTMENT --display-name NAME --query "data[0].id", both as its stack names them): the database itself goes back, whole, and what was written since is lost; to put back rows alone, oci db autonomous-database create-from-backup-timestamp --compartment-id COMPARTMENT --autonomous-database-id ID --clone-type FULL --timestamp MOMENT --db-name ANOTHER, another database beside it. UNVERIFIED: what a restore makes of one that follows',
    figures: () => ({ rpo: LAG, promotion: PROMOTION }),
  },
  types: DATABASE_TYPES,
  recovery: databaseRecovery,
  signals: databaseSignals,
  servingSignals: databaseServingSignals,
  doctor: databaseDoctor,
  renderSite: renderAutonomous,
  renderMember,
});

/** What a database needs of its site stands there from the first day on; itself it does once it was created there, or took the role there. */
function renderAutonomous(context: OciContext, placement: DatabasePlacement): Rendered {
  const { id, component, here, born, current } = placement;
  const { code } = context.site.region;
  const vault = renderVault(context, { id: `${id}-vault`, component, displayName: here.names.vault });
  const { group, rules } = renderGroup(context, placement, PORTS);
  const endpoint = {
    host: `${here.names.label}.adb.${code}.${domainOf(code)}`,
    port: placement.declaration.engine.port,
    name: `${calledOf(placement)}_tp`,
    secretName: here.names.password,
  };
  const beside = [vault.vault, vault.key, group, ...rules];
  if (born === 'links') return { ready: beside, waits: [], endpoint };
  const database = renderDatabase(context, placement, { groupId: group.id, vault });
  const imports = born === 'adopted' ? { imports: [{ resource: database, id: foundAt(context.stack, placement) }] } : {};
  if (!current) return { instance: database, ready: [], waits: [], ...imports };
  return { instance: database, ready: [...beside, database], waits: [database], endpoint, ...imports };
}
