import { membersOf } from '../../../components/capacity';
import type { Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { copyFigures } from '../../../words/figure';
import { awsCell, type AwsContext } from '../cell';
import { LAST_COPY_MADE, wayBackOf } from '../copies';
import { CLUSTER_POINTS, COPIED_AWAY } from '../facts';
import { renderDoors } from '../relational-database/groups';
import { renderMonitoringRole } from '../relational-database/monitoring';
import { DATABASE_NAMES } from '../relational-database/names';
import { copyPassword, forgetPassword, renderSecret } from '../relational-database/password';
import { publish } from '../relational-database/publish';
import { longestOf } from '../relational-database/times';
import { AURORA_SLAS } from '../slas';
import { GLOBAL_AS_IT_IS, globalId, KEPT_AS_IT_IS, renderCluster, renderGlobal } from './cluster';
import { auroraDoctor } from './doctor';
import { isAurora } from './engines';
import { CHANGES_OVER, LAG, PROMOTION, RECOVERY } from './figures';
import { auroraFlaws } from './limits';
import { begins, clusterArn, hasBegun, type AuroraPlacement } from './names';
import { auroraServingSignals, auroraSignals } from './signals';
import { auroraRecovery } from './steps';
import { AURORA_TYPES } from './types';

const EFFECTS: readonly Effect[] = [
  {
    type: 'aws_rds_cluster',
    does: 'swaps',
    terraform: 'ignored',
    how: KEPT_AS_IT_IS.join(', '),
    on: 'switch',
    source:
      'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/rds/cluster.go: who follows whom is read back, and a difference promotes the cluster, or takes it out of its global database',
  },
  {
    type: 'aws_rds_global_cluster',
    does: 'swaps',
    terraform: 'ignored',
    how: GLOBAL_AS_IT_IS.join(', '),
    on: 'switch',
    source:
      'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/rds/global_cluster.go: which member has the role is read back, and no argument',
  },
  {
    type: 'aws_db_cluster_snapshot',
    does: 'makes',
    terraform: 'not ours',
    how: 'rds:unplanned-global-failover-…, of what lost the role by force: aws rds describe-db-cluster-snapshots --snapshot-type automated; the reprotect copies it',
    on: 'switch',
    source: `${RECOVERY} ("attempts to take a snapshot")`,
  },
  LAST_COPY_MADE,
];

/** Aurora: a global database of both regions at `replica`, whose roles are moved by command; copies and a restore at `backup`. */
export const aurora = awsCell({
  kind: 'relational-database',
  service: 'Amazon Aurora PostgreSQL and Aurora MySQL',
  takes: ({ engine }) => isAurora(engine.name),
  facts: {
    oneAccount: true,
    needs: ['network'],
    calls: () => ['secretsmanager', 'ssm'],
    flips: { replica: 'switch', backup: 'restore' },
    spreads: ['single', 'zonal'],
    zonal: CHANGES_OVER,
    limits: 'take replica or backup at the standby',
    joins: true,
    fence: 'a security group that admits nobody, then a restart of each instance, which ends every session',
    automatic: false,
    names: DATABASE_NAMES,
    copiedAway: COPIED_AWAY.RDS,
    points: CLUSTER_POINTS,
    oneWay: [],
    effects: EFFECTS,
    refuses: auroraFlaws,
    made: {
      why: 'a global database is begun with a cluster that is set as this one is, and its instances, parameters and password are of its owner',
      instead:
        'restore a snapshot of it into what is made here (declare restore --from), or let it be filled by logical replication, with nobody writing to the old one at the end',
    },
    putBack:
      'aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier CLUSTER --db-cluster-identifier NAME --restore-to-time MOMENT --db-subnet-group-name GROUP --vpc-security-group-ids GROUP, of the cluster that serves and in its region, then aws rds create-db-instance --db-cluster-identifier NAME: another cluster beside it, from which rows are copied back (pg_dump, mysqldump). It is in no global database, and is deleted by hand afterwards. From a copy of AWS Backup it is aws rds restore-db-cluster-from-snapshot. Moments of before that cluster took the role are at the other one, if at all (UNVERIFIED after a forced move, which fills it anew)',
    longest: ({ gib }) => longestOf(gib),
    slas: (_, spread) => [AURORA_SLAS[spread]],
    runs: membersOf(2),
    figures: (declaration, posture, copyEvery) =>
      posture === 'replica' ? { rpo: LAG, promotion: PROMOTION } : copyFigures(declaration.gib, copyEvery),
  },
  types: AURORA_TYPES,
  recovery: auroraRecovery,
  signals: auroraSignals,
  servingSignals: auroraServingSignals,
  doctor: (placement) => auroraDoctor(placement),
  wayBack: (placement, from, to) => wayBackOf(placement, { from, to, resource: clusterArn(placement.here) }),
  renderBase: renderMonitoringRole,
  renderSite: renderAurora,
  // Roles go back and forth between the same two: each time the password is carried the other way, what carried it before has left.
  renderLinks: (context, link) => copyPassword(context, { ...link, turns: 0 }),
});

function renderAurora(context: AwsContext, placement: AuroraPlacement): Rendered {
  const doors = renderDoors(context, placement);
  const secret = renderSecret(context, placement);
  const leaves = [...forgetPassword(placement), ...(hasBegun(placement) ? [`aws_rds_global_cluster.${globalId(placement)}`] : [])];
  // Where copies are all there is, nothing stands that `customize` could change.
  if (placement.posture === 'backup') return { ready: [], waits: [], leaves };
  const made = renderCluster(context, placement, doors);
  const global = begins(placement) ? [renderGlobal(context, placement, made)] : [];
  const { cluster, members } = made;
  if (!placement.current) return { instance: cluster, ready: [], waits: [], leaves };
  const endpoint = publish(context, placement, cluster.endpoint, secret.name);
  return { instance: cluster, ready: [cluster, ...members, ...global], waits: [cluster], leaves, endpoint };
}
