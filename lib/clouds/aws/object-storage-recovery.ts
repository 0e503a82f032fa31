import type { Placement, WorkloadPlan } from '../../plan/plan';
import type { RecoverySteps } from '../cloud';
import { checkStep, commandStep, script } from '../steps';
import { lastMetric } from './cli';
import { partitionOf } from './partition';

/** Reads and commands around a bucket that takes over: its lag while the old side is fenced, its restore where copies are all there is. */
export function bucketRecovery(placement: Placement, plan: WorkloadPlan): RecoverySteps {
  const { component, names, peer, site, origin } = placement;
  const region = site.split(':')[1] as string;
  const fenced = checkStep({
    id: `fenced-${placement.id}`,
    title: `${component} at ${region} denies writes`,
    run: script(
      'aws s3api get-bucket-policy --region "$1" --bucket "$2" --query Policy --output text | grep -o ContinuityFence',
      region,
      names['bucket'] as string,
    ),
    matches: 'ContinuityFence',
    endpoint: region,
  });
  if (origin.how === 'restored') return { fenced: [fenced], verify: origin.done ? [] : [restore(placement, plan, region)] };
  const lag = checkStep({
    id: `lag-${placement.id}`,
    title: `Nothing of ${component} waits for replication`,
    // The region where S3 publishes these metrics is not stated by its guide: the source's is assumed, UNVERIFIED.
    run: lastMetric(peer.region, 'AWS/S3', 'OperationsPendingReplication', 900, {
      SourceBucket: peer.names['bucket'] as string,
      DestinationBucket: names['bucket'] as string,
      RuleId: 'continuity',
    }),
    matches: '0(\\.0+)?',
    number: component,
    endpoint: peer.region,
    timeout: 1800,
  });
  return { lag: [lag], fenced: [fenced] };
}

function restore(
  { component, names, origin, id }: Placement,
  plan: WorkloadPlan,
  region: string,
): NonNullable<RecoverySteps['verify']>[number] {
  const site = plan.sites[`aws:${region}`];
  const [source, point] = origin.how === 'restored' ? [origin.of.names['bucket'] as string, origin.point ?? ''] : ['', ''];
  const role = `arn:${partitionOf(region)}:iam::${site?.account}:role/${site?.names['backupRole']}`;
  return commandStep({
    id: `restore-${id}`,
    title: `Restore ${point === '' ? 'the latest copy' : point} of ${component} into ${names['bucket']}`,
    run: script(RESTORE, region, names['bucket'] as string, role, site?.names['vault'] as string, source, point),
    endpoint: region,
    expected: 'the id of a restore job; its end is shown by aws backup describe-restore-job',
    losesData: `what was written after the copy (at most ${plan.budget.rpo} s of data)`,
  });
}

/** The point that was chosen, or the latest complete copy of the bucket it comes from; none at all ends the step. */
const RESTORE = `set -eu
region=$1 bucket=$2 role=$3 vault=$4 source=$5 point=$6
if [ -z "$point" ]; then
  point=$(aws backup list-recovery-points-by-backup-vault --region "$region" --backup-vault-name "$vault" --by-resource-type S3 --query "sort_by(RecoveryPoints[?contains(ResourceArn,'$source')&&Status=='COMPLETED'],&CreationDate)[-1].RecoveryPointArn" --output text)
fi
case $point in ''|None) echo "no complete copy of $source in $vault" >&2; exit 1;; esac
aws backup start-restore-job --region "$region" --recovery-point-arn "$point" --iam-role-arn "$role" --idempotency-token "$bucket" --metadata "DestinationBucketName=$bucket,NewBucket=false,Encrypted=true" --query RestoreJobId --output text`;
