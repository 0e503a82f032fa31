import type { CoreNetworkSecurityGroup } from '@cdktf/provider-oci/core-network-security-group';
import type { TerraformResource } from 'cdktf';
import type { Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { ociCell, type OciContext } from '../cell';
import { renderGroup, renderReaches, type Ports } from '../database-group';
import { renderDatabaseVault, renderPassword } from '../database-vault';
import { MYSQL_SLAS } from '../slas';
import { mysqlDoctor } from './doctor';
import { CHANGES_OVER, figuresOf, GUIDE, KEEPS } from './figures';
import { mysqlFlaws } from './limits';
import { MYSQL_NAMES, type MysqlPlacement } from './names';
import { mysqlServingSignals, mysqlSignals } from './signals';
import { mysqlRecovery } from './steps';
import { KEPT_AS_IT_IS, LONGEST, renderSystem } from './system';
import { MYSQL_TYPES } from './types';

const EFFECTS: readonly Effect[] = [
  {
    type: 'oci_mysql_mysql_db_system',
    does: 'swaps',
    terraform: 'ignored',
    how: KEPT_AS_IT_IS.join(', '),
    source:
      'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/mysql/mysql_mysql_db_system_resource.go: what it was made from is read back, and its mode is an argument of the site',
  },
  {
    type: 'channel of MySQL HeatWave',
    does: 'deletes',
    terraform: 'not ours',
    how: 'the one of what takes the role: oci mysql channel list --db-system-id OCID; its password would stand in a state, so that a step makes it',
    source: `${GUIDE}: source.password is an argument`,
    on: 'promote',
  },
  {
    type: 'backup of MySQL HeatWave',
    does: 'makes',
    terraform: 'not ours',
    how: 'one more in the region of each site, by a planned move: oci mysql backup list --compartment-id OCID',
    source: 'https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/mysql/backup/copy.html; UNVERIFIED: not run against OCI',
    on: 'restore',
  },
];

/** By its own protocol. */
const PORTS: Ports = { sql: { min: 3306, max: 3306 } };

/** MySQL HeatWave: a DB system at the other site that follows by a channel at `replica`, daily copies and a restore at `backup`. */
export const mysqlDatabase = ociCell({
  kind: 'relational-database',
  service: 'MySQL HeatWave',
  takes: ({ engine }) => engine.name === 'mysql',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'promote', backup: 'restore' },
    overWay: ['replica'],
    startsEmpty: true,
    spreads: ['single', 'zonal'],
    zonal: CHANGES_OVER,
    made: {
      why: 'who may replicate, its settings of GTID and whom it lets in are of the library, and a channel of its owner cannot be told from ours',
      instead: 'and bring its data once (MySQL Shell: dump and load, or an inbound channel of yours until the switch)',
    },
    limits: 'take replica or backup at the standby',
    fence: 'its mode is set to read-only, which refuses every write of a user, and its group lets in nobody but what follows it',
    effects: EFFECTS,
    automatic: false,
    keepsFor: () => KEEPS,
    names: MYSQL_NAMES,
    points: {
      shape: /^ocid1\.mysqlbackup\.[a-z0-9]+\.[a-z0-9-]+\.[\w.-]+$/,
      example: 'ocid1.mysqlbackup.oc1.eu-paris-1.amaaaaaaexample',
    },
    oneWay: [],
    refuses: mysqlFlaws,
    longest: () => LONGEST,
    slas: (_, spread) => [MYSQL_SLAS[spread]],
    figures: ({ gib }, posture, copyEvery) => figuresOf(gib, posture, copyEvery),
  },
  types: MYSQL_TYPES,
  recovery: mysqlRecovery,
  signals: mysqlSignals,
  servingSignals: mysqlServingSignals,
  doctor: mysqlDoctor,
  renderSite: renderMysql,
});

/**
 * The vault of its password stands at its site from the first day on, with a password in it: whoever works on the DB system finds one as soon as it boots, and a step gives the DB system
 * that one. The DB system stands where it serves, or follows. What was there before keeps its own.
 */
function renderMysql(context: OciContext, placement: MysqlPlacement): Rendered {
  const { declaration, here, posture, current, joined } = placement;
  const kept = renderDatabaseVault(context, placement);
  const beside = [kept.vault, kept.key, renderPassword(context, placement, kept)];
  if (posture === 'backup') return { ready: beside, waits: [] };
  // What follows it fetches from there, whoever is let in otherwise; its channel is what calls.
  const peer = joined === 'replica' ? context.sitePlan.peerCidr : undefined;
  const { group, rules } = renderGroup(context, placement, PORTS, peer);
  const out = peer === undefined ? [] : [renderOut(context, placement, group, peer)];
  const system = renderSystem(context, placement, group.id);
  if (!current) return { instance: system, ready: [], waits: [] };
  return {
    instance: system,
    ready: [...beside, ...rules, ...out, system],
    waits: [system],
    endpoint: { host: system.ipAddress, port: declaration.engine.port, name: declaration.database, secretName: here.names.password },
  };
}

/** To the other one, and to nobody else: by its channel, from its own address (https://docs.oracle.com/iaas/mysql-database/doc/source-configuration.html, 2026-12). */
const renderOut = (context: OciContext, { id }: MysqlPlacement, group: CoreNetworkSecurityGroup, peer: string): TerraformResource =>
  renderReaches(context, id, group, {
    ...{ protocol: '6', tcpOptions: { destinationPortRange: PORTS['sql'] as Ports[string] } },
    ...{ destination: peer, description: 'the other one, by its channel' },
  });
