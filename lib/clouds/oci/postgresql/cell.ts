import { membersOf } from '../../../components/capacity';
import type { Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { ociCell, type OciContext } from '../cell';
import { TOLD } from '../cli-postgresql';
import { renderGroup, type Ports } from '../database-group';
import { renderDatabaseVault, renderPassword } from '../database-vault';
import { POSTGRES_SLAS } from '../slas';
import { postgresDoctor } from './doctor';
import { BACKUPS, CHANGES_OVER, figuresOf, NO_REPLICA, NODES } from './figures';
import { postgresFlaws } from './limits';
import { POSTGRES_NAMES, type PostgresPlacement } from './names';
import { postgresServingSignals, postgresSignals } from './signals';
import { postgresRecovery } from './steps';
import { KEPT_AS_IT_IS, LONGEST, renderPostgres } from './system';
import { POSTGRES_TYPES } from './types';

const EFFECTS: readonly Effect[] = [
  {
    type: 'oci_psql_db_system',
    does: 'swaps',
    terraform: 'ignored',
    how: KEPT_AS_IT_IS.join(', '),
    source:
      'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/psql/psql_db_system_resource.go: what it was made of is read back, and another source would be another DB system',
  },
  {
    type: 'backup of OCI Database with PostgreSQL',
    does: 'makes',
    terraform: 'not ours',
    how: 'one more in the region of each site, by a planned move: oci psql backup-collection list-backups --compartment-id OCID',
    source: `${BACKUPS}; UNVERIFIED: not run against OCI`,
    on: 'restore',
  },
];

/** By its own protocol. */
const PORTS: Ports = { sql: { min: 5432, max: 5432 } };

/** OCI Database with PostgreSQL: daily backups that the service copies to the other region, of which the newest is restored there. */
export const postgresDatabase = ociCell({
  kind: 'relational-database',
  service: 'OCI Database with PostgreSQL',
  takes: ({ engine }) => engine.name === 'postgres',
  facts: {
    needs: ['network'],
    flips: { backup: 'restore' },
    spreads: ['single', 'zonal'],
    zonal: CHANGES_OVER,
    made: {
      why: 'whose copies a site has is written down by the library, and whom it lets in is a group of its own',
      instead: 'and bring its data once (pg_dump, pg_restore)',
    },
    limits: `take copies at the standby (tier: Tier.WARM or Tier.COLD for it alone, with a tierReason), or DatabaseEngine.mysql('8.4') or DatabaseEngine.oracle() at hot: ${NO_REPLICA}`,
    fence: 'its group lets in nobody, and each of its nodes restarts, so that every session ends',
    effects: EFFECTS,
    automatic: false,
    names: POSTGRES_NAMES,
    points: {
      shape: /^ocid1\.postgresql[a-z]*\.[a-z0-9]+\.[a-z0-9-]*\.[\w.-]+$/,
      example: 'ocid1.postgresqlbackup.oc1.eu-paris-1.amaaaaaaexample',
    },
    oneWay: [],
    refuses: postgresFlaws,
    longest: () => LONGEST,
    slas: (_, spread) => [POSTGRES_SLAS[spread]],
    runs: membersOf(NODES.zonal),
    figures: ({ gib }, _, copyEvery) => figuresOf(gib, copyEvery),
  },
  types: POSTGRES_TYPES,
  recovery: postgresRecovery,
  signals: postgresSignals,
  servingSignals: postgresServingSignals,
  doctor: postgresDoctor,
  renderSite: renderDatabase,
});

/**
 * The vault of its password stands at its site from the first day on, with a password in it: what is begun empty there has that of the side that
 * served, once it was carried, or one that nobody had before. The DB system stands where it serves. What was there before keeps its own.
 */
function renderDatabase(context: OciContext, placement: PostgresPlacement): Rendered {
  const { declaration, here, posture, current } = placement;
  const kept = renderDatabaseVault(context, placement, TOLD);
  const beside = [kept.vault, kept.key, renderPassword(context, placement, kept)];
  if (posture === 'backup') return { ready: beside, waits: [] };
  const { group, rules } = renderGroup(context, placement, PORTS);
  const system = renderPostgres(context, placement, group.id, kept);
  if (!current) return { instance: system, ready: [], waits: [] };
  return {
    instance: system,
    ready: [...beside, ...rules, system],
    waits: [system],
    endpoint: {
      host: system.networkDetails.primaryDbEndpointPrivateIp,
      port: declaration.engine.port,
      name: declaration.database,
      secretName: here.names.password,
    },
  };
}
