import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { BEGUN, checkStep } from '../../../words/steps';
import type { AwsLink, AwsPlacement } from '../cell';
import { instance, instanceGuards, lastMetric, latestSnapshot, metricBefore } from '../cli';
import { copySteps, type Copied } from '../copies';
import { AWS_NAMES } from '../facts';
import { partitionOf } from '../partition';

/** The names that an instance asks for. */
export const DATABASE_NAMES = {
  instance: AWS_NAMES.instance,
  password: AWS_NAMES.password,
  group: AWS_NAMES.subnetGroup,
  securityGroup: AWS_NAMES.securityGroup,
};

type Name = keyof typeof DATABASE_NAMES;
/** An instance at a site. */
export type DatabasePlacement = AwsPlacement<RelationalDatabaseDeclaration, Name>;
/** Two instances. */
export type DatabaseLink = AwsLink<RelationalDatabaseDeclaration, Name>;

/** Reads around an instance that takes over. The promotion itself is the apply of its recovery stack. */
export function databaseRecovery(placement: DatabasePlacement, move: MoveFacts): RecoverySteps {
  const { component, here, id, origin, posture } = placement;
  const { region, names } = here;
  const name = names.instance;
  const state = instance(region, name, 'DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier]');
  const check = (step: string, title: string, more: Partial<Parameters<typeof checkStep>[0]> & { readonly matches: string }) =>
    checkStep({ id: `${step}-${id}`, title: `${component} at ${region} ${title}`, run: state, endpoint: region, ...more });
  const verify = [check('promoted', 'takes writes', { matches: 'available\\s+None', timeout: 1800 })];
  const guards = instanceGuards(region, name, `${names.securityGroup}-closed`);
  // Where copies are all there is, there is no instance that could admit anybody.
  const fenced = posture === 'backup' ? [] : [check('fenced', 'admits nobody', { run: guards, matches: 'fenced' })];
  if (origin.how === 'created' || (origin.how === 'restored' && origin.done)) return { verify, fenced };
  if (origin.how === 'restored') return { ...copySteps(placement, move, copyOf(placement, region)), verify, fenced };
  const lag = lastMetric(region, 'AWS/RDS', 'ReplicaLag', 300, { DBInstanceIdentifier: name });
  return {
    age: ageOf(move, region, name),
    follows: [check('follows', 'still follows its source', { matches: 'available\\s+(?!None$)\\S+', onFailure: BEGUN })],
    check: [check('replica', 'is available', { matches: 'available\\s+\\S+' })],
    drained: [check('lag', 'has everything', { run: lag, matches: '0(\\.0+)?', number: component, timeout: 1800 })],
    verify,
    fenced,
  };
}

/** As the apply looks for it: the snapshot that was chosen, or the latest one that AWS Backup copied here. */
function copyOf({ origin }: DatabasePlacement, region: string): Copied {
  const [of, point] = origin.how === 'restored' ? [origin.of, origin.point] : [undefined, undefined];
  const latest = (field: string): string[] => latestSnapshot(region, field, point ? { point } : { instance: of?.names.instance ?? '' });
  return {
    found: latest('DBSnapshotArn'),
    // Of the instance, not of the copy: it does not change where a snapshot is copied (API reference of DBSnapshot).
    taken: latest('OriginalSnapshotCreateTime'),
    resource: `arn:${partitionOf(region)}:rds:${of?.region}:${of?.account}:db:${of?.names.instance}`,
  };
}

/** What a replica still reports once its source is dead is not stated: it is asked about the minutes before. UNVERIFIED. */
function ageOf({ since }: MoveFacts, region: string, name: string): NonNullable<RecoverySteps['age']> {
  const of = { DBInstanceIdentifier: name };
  const run = since ? metricBefore(since, region, 'AWS/RDS', 'ReplicaLag', of) : lastMetric(region, 'AWS/RDS', 'ReplicaLag', 900, of);
  return { run, endpoint: region };
}
