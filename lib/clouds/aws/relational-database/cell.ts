import { membersOf } from '../../../components/capacity';
import type { Rendered } from '../../../port/cloud';
import { copyFigures, OWN, type Zonal } from '../../../words/figure';
import type { Effect } from '../../../words/effect';
import { awsCell, type AwsContext } from '../cell';
import { instanceArn } from '../arn';
import { COPIED_AWAY, SNAPSHOT_POINTS } from '../facts';
import { LAST_COPY_MADE, wayBackOf } from '../copies';
import { databaseDoctor } from './doctor';
import { engineOf, isRdsEngine } from './engines';
import { adoptInstance, adoptsInstance, existingFlaws } from './existing';
import { renderAround } from './groups';
import { KEPT_AS_IT_IS, renderInstance } from './instance';
import { databaseFlaws } from './limits';
import { renderMonitoringRole } from './monitoring';
import { copyPassword, forgetPassword, renderSecret } from './password';
import { databaseServingSignals, databaseSignals } from './signals';
import { DATABASE_NAMES, type DatabasePlacement } from './names';
import { publish } from './publish';
import { databaseRecovery } from './steps';
import { binlogBacklog, slotBacklog } from './storage';
import { longestOf } from './times';
import { DATABASE_TYPES } from './types';
import { databaseSla } from '../slas';

const GUIDE = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html';
const LAG = { seconds: 60, source: `ReplicaLag: seconds, asynchronous, no SLA (${GUIDE}); the figure is ${OWN}`, verified: false };
const PROMOTION = { seconds: 600, source: `"several minutes" (${GUIDE}); the figure is ${OWN}`, verified: false };

const MULTI_AZ = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html';
/** A second instance in another zone, written to synchronously; RDS changes over by itself. */
const CHANGES_OVER: Zonal = {
  rpo: { seconds: 0, source: `synchronous (${MULTI_AZ})`, verified: true },
  promotion: { seconds: 120, source: `"typically 60-120 seconds", longer with large transactions (${MULTI_AZ})`, verified: true },
  costs: 'a second instance and its storage in another zone (https://aws.amazon.com/rds/pricing/)',
};

/** The promotion itself is Terraform's: the apply takes the source away. What the instance then is, it has from its source. */
const AS_IT_IS: Effect = {
  type: 'aws_db_instance',
  does: 'swaps',
  terraform: 'ignored',
  how: KEPT_AS_IT_IS.join(', '),
  source:
    'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/rds/instance.go: its update promotes, its read takes these from the instance (UNVERIFIED at that tag for each of them)',
};

/** RDS for PostgreSQL, MySQL and MariaDB: a cross-region replica at `replica`, copies and a restore at `backup`. */
export const relationalDatabase = awsCell({
  kind: 'relational-database',
  service: 'Amazon RDS for PostgreSQL, MySQL and MariaDB',
  takes: ({ engine }) => isRdsEngine(engine.name),
  facts: {
    oneAccount: true,
    needs: ['network'],
    // Where it is, is published in a parameter, for applications that nobody declared.
    calls: () => ['secretsmanager', 'ssm'],
    flips: { replica: 'promote', backup: 'restore' },
    spreads: ['single', 'zonal'],
    zonal: CHANGES_OVER,
    limits: 'take replica or backup at the standby',
    fence: 'a security group that admits nobody, then a restart that ends every session',
    automatic: false,
    keepsFor: (declaration) => (engineOf(declaration).feed.by === 'slot' ? slotBacklog(declaration.gib) : binlogBacklog()),
    names: DATABASE_NAMES,
    copiedAway: COPIED_AWAY.RDS,
    points: SNAPSHOT_POINTS,
    oneWay: ['aws_db_instance.replicate_source_db'],
    effects: [AS_IT_IS, LAST_COPY_MADE],
    refuses: (declaration, site) => [...databaseFlaws(declaration, site), ...existingFlaws(declaration, site)],
    adopts: adoptsInstance,
    longest: ({ gib }) => longestOf(gib),
    slas: (_, spread) => [databaseSla(spread)],
    runs: membersOf(2),
    figures: (declaration, posture, copyEvery) =>
      posture === 'replica' ? { rpo: LAG, promotion: PROMOTION } : copyFigures(declaration.gib, copyEvery),
  },
  types: DATABASE_TYPES,
  recovery: databaseRecovery,
  signals: databaseSignals,
  servingSignals: databaseServingSignals,
  doctor: databaseDoctor,
  wayBack: (placement, from, to) =>
    wayBackOf(placement, { from, to, resource: instanceArn(placement.here, placement.here.names.instance) }),
  renderBase: renderMonitoringRole,
  renderSite: renderDatabase,
  renderLinks: copyPassword,
});

function renderDatabase(context: AwsContext, placement: DatabasePlacement): Rendered {
  if (placement.here.existing) return renderExisting(context, placement);
  const around = renderAround(context, placement);
  const secret = renderSecret(context, placement);
  const leaves = forgetPassword(placement);
  // Where copies are all there is, nothing stands that `customize` could change.
  if (placement.posture === 'backup') return { ready: [], waits: [], leaves };
  const instance = renderInstance(context, placement, around);
  if (!placement.current) return { instance, ready: [], waits: [], leaves };
  const endpoint = publish(context, placement, instance.address, secret.name);
  return { instance, ready: [instance], waits: [instance], leaves, endpoint };
}

/** Nothing of an instance that exists is made: where it is, is read and published. */
function renderExisting(context: AwsContext, placement: DatabasePlacement): Rendered {
  const found = adoptInstance(context, placement);
  const nothing = { ready: [], waits: [] };
  return found ? { ...nothing, endpoint: publish(context, placement, found.address, placement.here.names.password) } : nothing;
}
