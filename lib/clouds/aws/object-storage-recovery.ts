import type { Placement, WorkloadPlan } from '../../plan/plan';
import type { RecoverySteps } from '../cloud';
import { checkStep, commandStep } from '../steps';

/** Reads and commands around a bucket that takes over: its lag while the old side is fenced, its restore where copies are all there is. */
export function bucketRecovery(placement: Placement, plan: WorkloadPlan): RecoverySteps {
  const { component, names, peer, site, origin } = placement;
  const region = site.split(':')[1] as string;
  const fenced = checkStep({
    id: `fenced-${placement.id}`,
    title: `${component} at ${region} denies writes`,
    run: [
      'sh',
      '-c',
      `aws s3api get-bucket-policy --region ${region} --bucket ${names['bucket']} --query Policy --output text | grep -o ContinuityFence`,
    ],
    matches: 'ContinuityFence',
    endpoint: region,
  });
  if (origin.how === 'restored') return { fenced: [fenced], verify: origin.done ? [] : [restore(placement, plan, region)] };
  const dimensions = ['SourceBucket', peer.names['bucket'], 'DestinationBucket', names['bucket'], 'RuleId', 'continuity'];
  const pairs = [0, 2, 4].map((i) => `Name=${dimensions[i]},Value=${dimensions[i + 1]}`).join(' ');
  const lag = checkStep({
    id: `lag-${placement.id}`,
    title: `Nothing of ${component} waits for replication`,
    // The region where S3 publishes these metrics is not stated by its guide: the source's is assumed, UNVERIFIED.
    run: [
      'sh',
      '-c',
      `aws cloudwatch get-metric-statistics --region ${peer.region} --namespace AWS/S3 --metric-name OperationsPendingReplication --dimensions ${pairs} --start-time $(($(date +%s)-900)) --end-time $(date +%s) --period 60 --statistics Maximum --query 'sort_by(Datapoints,&Timestamp)[-1].Maximum' --output text`,
    ],
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
  const vault = site?.names['vault'];
  const latest = `aws backup list-recovery-points-by-backup-vault --region ${region} --backup-vault-name ${vault} --by-resource-type S3 --query "sort_by(RecoveryPoints[?contains(ResourceArn,'${origin.how === 'restored' ? origin.of.names['bucket'] : ''}')&&Status=='COMPLETED'],&CreationDate)[-1].RecoveryPointArn" --output text`;
  const point = origin.how === 'restored' && origin.point ? origin.point : `$(${latest})`;
  return commandStep({
    id: `restore-${id}`,
    title: `Restore the latest copy of ${component} into ${names['bucket']}`,
    run: [
      'sh',
      '-c',
      `aws backup start-restore-job --region ${region} --recovery-point-arn "${point}" --iam-role-arn arn:aws:iam::${site?.account}:role/${site?.names['backupRole']} --idempotency-token ${names['bucket']} --metadata DestinationBucketName=${names['bucket']},NewBucket=false,Encrypted=true --query RestoreJobId --output text`,
    ],
    endpoint: region,
    expected: 'the id of a restore job; its end is shown by aws backup describe-restore-job',
    losesData: `what was written after the copy (at most ${plan.budget.rpo} s of data)`,
  });
}
