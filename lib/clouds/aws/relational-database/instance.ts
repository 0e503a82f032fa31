import { DataAwsDbSnapshot } from '@cdktf/provider-aws/lib/data-aws-db-snapshot/index.js';
import { DbInstance, type DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance/index.js';
import { works } from '../../../words/posture';
import { instanceArn } from '../arn';
import type { AwsContext } from '../cell';
import { takeCopies } from '../vault';
import { wholeCopy } from '../copies';
import type { Around } from './groups';
import { tells } from './monitoring';
import { passwordArguments } from './password';
import { instanceClass } from './sizes';
import type { DatabasePlacement } from './names';
import { growsTo } from './storage';
import { timeoutsOf } from './times';
import { windowsAt } from './windows';

/** Arguments that a promotion or a restore decides: a difference is never a wish to build the instance again. */
export const KEPT_AS_IT_IS = [
  'username',
  'db_name',
  'engine',
  'snapshot_identifier',
  'storage_encrypted',
  'kms_key_id',
  'availability_zone',
];

/** One generation of a database at a site. */
export function renderInstance(context: AwsContext, placement: DatabasePlacement, around: Around): DbInstance {
  const { stack, ground, workload, sitePlan } = context;
  const { here, peer, declaration, form, id, spread } = placement;
  const { gib, restorableDays, windows } = declaration;
  const name = here.names.instance;
  const most = growsTo(gib);
  const { backup, maintenance } = windows?.[here.site] ?? windowsAt(here.region, peer.region, sitePlan.copies.every);
  const instance = new DbInstance(stack, id, {
    ...sourceOf(context, placement),
    identifier: name,
    instanceClass: instanceClass(declaration.size),
    // Said either way: the provider keeps what stands where it is left out.
    multiAz: spread === 'zonal',
    ...(most === undefined ? {} : { maxAllocatedStorage: most }),
    storageEncrypted: true,
    kmsKeyId: ground.key.arn,
    dbSubnetGroupName: around.group.name,
    parameterGroupName: around.parameters.name,
    vpcSecurityGroupIds: [form === 'fenced' ? around.closed.id : around.open.id],
    backupRetentionPeriod: restorableDays,
    backupWindow: backup,
    maintenanceWindow: maintenance,
    deletionProtection: workload.durable,
    ...lastSnapshot(placement, workload.durable),
    copyTagsToSnapshot: true,
    publiclyAccessible: false,
    ...minorVersions(placement),
    // While users are served, what needs a restart waits for the maintenance window; groups and promotions never wait.
    applyImmediately: !(works(form) && workload.durable),
    ...tells(placement, ground),
    timeouts: timeoutsOf(gib),
    tags: { Name: name },
    // What a promotion or a restore leaves behind must never be taken for a wish to build the instance again.
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: [...KEPT_AS_IT_IS] },
  });
  for (const [argument, value] of Object.entries(passwordArguments(context, placement))) instance.addOverride(argument, value);
  if (works(form)) takeCopies(context, id, instance.arn);
  return instance;
}

/**
 * Replicas are upgraded ahead of their source, and each side has a window of its own: where one follows the other, a person does both, in
 * that order (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html, 2026-11).
 */
const minorVersions = ({ joined }: DatabasePlacement): Partial<DbInstanceConfig> =>
  joined === 'replica' ? { autoMinorVersionUpgrade: false } : {};

/**
 * Of a replica the service makes no last snapshot, and refuses to delete one that asks for it; and what may be destroyed is made again
 * under the same name, which the snapshot would have taken
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html, 2026-11).
 */
const lastSnapshot = ({ attached, here: { names } }: DatabasePlacement, durable: boolean): Partial<DbInstanceConfig> =>
  attached || !durable ? { skipFinalSnapshot: true } : { skipFinalSnapshot: false, finalSnapshotIdentifier: `${names.instance}-final` };

/** A promoted block is the standby's minus its source, with nothing added that makes it anew (tried: that is planned as delete and create). */
function sourceOf(context: AwsContext, placement: DatabasePlacement): Partial<DbInstanceConfig> {
  const { origin, attached, declaration } = placement;
  const { engine, username, database, gib } = declaration;
  if (origin.how === 'created')
    return {
      engine: engine.name,
      engineVersion: engine.version,
      allowMajorVersionUpgrade: true,
      allocatedStorage: gib,
      storageType: 'gp3',
      dbName: database,
      username,
    };
  const { of } = origin;
  if (origin.how !== 'restored') return attached ? { replicateSourceDb: instanceArn(of, of.names.instance) } : {};
  if (origin.done) return {};
  return { snapshotIdentifier: origin.point ?? latestCopy(context, placement, of.names.instance, of.account) };
}

/** The newest copy. */
function latestCopy({ stack, sitePlan }: AwsContext, { id, component }: DatabasePlacement, instance: string, account: string): string {
  const latest = new DataAwsDbSnapshot(stack, `${id}-latest-copy`, {
    dbInstanceIdentifier: instance,
    snapshotType: sitePlan.account === account ? 'awsbackup' : 'shared',
    mostRecent: true,
    lifecycle: wholeCopy(component),
  });
  return latest.dbSnapshotArn;
}
