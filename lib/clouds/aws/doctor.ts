import { kebab } from '../../plan/names';
import type { CloudDoctor, SiteInPeace } from '../../port/cloud';
import { UNLOCK } from '../../port/lock-words';
import type { CloudPlace } from '../../port/cloud-place';
import type { StateLocation } from '../../port/state-location';
import { emailsOf, endpointsOf } from '../../words/subscription';
import { APPLY, asked, notSeen, type DoctorItem } from '../../words/doctor';
import { arnOf } from './arn';
import {
  bucketRegion,
  confirmed,
  crossAccount,
  failedJobs,
  keyState,
  locks,
  optIn,
  PROGRAMS,
  readStates,
  twinPlans,
  versioning,
  whoAnswers,
} from './cli-doctor';
import { changesRecorded } from './cli-trail';
import { AwsCopyPlace } from './copy-place';
import { copiesAny } from './ground';
import { vaultArn, type AwsGroundName } from './ground-names';
import type { AwsSite } from './site';
import type { AwsState } from './state';
import { BACKUP_TAG, KEPT_WITHIN, tagOf } from './vault';
import { vaultDoctor } from './vault-doctor';

/** Arguments of a provider that let it in by itself: the program `aws` does not read them. */
const ITS_OWN = ['profile', 'assumeRole', 'assumeRoleWithWebIdentity', 'accessKey', 'sharedCredentialsFiles', 'sharedConfigFiles'] as const;

function credentials(place: CloudPlace): DoctorItem[] {
  const region = place.region.code;
  const { account } = place;
  const { provider } = place as AwsSite | AwsCopyPlace;
  const isAway = place instanceof AwsCopyPlace;
  // A profile is given to the question itself.
  const own = ITS_OWN.filter((name) => provider[name] !== undefined && !(isAway && name === 'profile'));
  const answers = asked({
    about: 'credentials',
    id: `who-${region}`,
    title: `The account ${account} answers at ${region}`,
    run: whoAnswers(region),
    matches: `${account}\\s.*`,
    endpoint: region,
    letIn: true,
    fix: `log in to the account ${account} (AWS_PROFILE, or aws sso login), then ask again`,
    ...(isAway ? { as: place.credentials } : {}),
  });
  const said = (name: string): DoctorItem =>
    notSeen('credentials', `whether Terraform is let in at ${region} by ${name} of its provider`, 'the program aws logs in by itself');
  return [answers, ...own.map(said)];
}

function state(where: StateLocation, near: CloudPlace, keys: readonly string[]): DoctorItem[] {
  const { bucket, admittedBy } = where as AwsState;
  const endpoint = where.region ?? near.region.code;
  const as = near instanceof AwsCopyPlace ? { as: near.credentials } : {};
  return [
    ...admittedBy.map((name) =>
      notSeen('state', `whether Terraform is let in to ${bucket} by ${name} of its backend`, 'the program aws logs in by itself'),
    ),
    asked({
      about: 'state',
      id: `state-${bucket}`,
      title: `${bucket} can be listed, and its states can be read`,
      run: readStates(endpoint, bucket, keys),
      matches: 'read(; .*)?',
      endpoint,
      letIn: true,
      fix: `make the bucket ${bucket} in ${endpoint}, or be given s3:ListBucket and s3:GetObject (and kms:Decrypt of its key)`,
      ...as,
    }),
    asked({
      about: 'state',
      id: `versions-${bucket}`,
      title: `${bucket} keeps versions of its states`,
      run: versioning(endpoint, bucket),
      matches: 'Enabled',
      endpoint,
      fix: `aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`,
      ...as,
    }),
    asked({
      about: 'lock',
      id: `lock-${bucket}`,
      title: `Nobody holds a lock in ${bucket}`,
      run: locks(endpoint, bucket, keys),
      matches: 'free',
      endpoint,
      fix: UNLOCK,
      ...as,
    }),
  ];
}

/** Copies that were not made tell nobody: https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
const DAY = 86_400;

function ground(context: SiteInPeace<AwsGroundName>): DoctorItem[] {
  const { site, sitePlan, workload } = context;
  const { region, ground: names, peer, active, copies } = sitePlan;
  const look = (about: 'standby' | 'copies', id: string, title: string, run: string[], matches: string, fix: string): DoctorItem =>
    asked({ about, id: `${id}-${region}`, title, run, matches, endpoint: region, fix });
  const key = look('standby', 'key', `The key of ${site.key} is there`, keyState(region, names.alias), 'Enabled', APPLY);
  if (!copiesAny(context)) return [key];
  const at = { key: site.key, region, vault: names.vault };
  const vault = vaultDoctor(workload.durable ? { ...at, locked: KEPT_WITHIN } : at);
  if (!active) return [key, ...vault];
  return [
    key,
    ...vault,
    ...sentAway(context),
    look(
      'copies',
      'jobs',
      `No job of copies failed at ${region} lately`,
      failedJobs(region, names.vault, Math.max(2 * copies.every, DAY), vaultArn(peer)),
      'none',
      'aws backup describe-backup-job, or describe-copy-job, says why; a first copy may need longer than its window',
    ),
    look(
      'copies',
      'twins',
      `No other plan at ${region} copies what is tagged ${BACKUP_TAG}=${tagOf(workload)}`,
      twinPlans(region, names.plan, BACKUP_TAG, tagOf(workload)),
      'alone',
      `the plans named there take data of ${kebab(workload.id)}, too, into vaults of their own: keep each environment in an account of its own`,
    ),
  ];
}

/** What goes to a place that is no site: whether the organization lets it go to another account, and whether it went. */
function sentAway({ sitePlan }: SiteInPeace<AwsGroundName>): DoctorItem[] {
  const { region, account, ground: names, copies } = sitePlan;
  const { away, every } = copies;
  if (!away) return [];
  const optedIn = asked({
    about: 'opt-in',
    id: `cross-account-${region}`,
    title: `The organization of ${account} lets its accounts send each other copies: they go to ${away.account}`,
    run: crossAccount(region),
    matches: '[Tt]rue',
    endpoint: region,
    fix: 'both accounts in one organization, and in its management account: aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true',
  });
  const sent = asked({
    about: 'copies',
    id: `jobs-away-${region}`,
    title: `No copy from ${region} to ${away.site} failed lately`,
    run: failedJobs(region, names.vault, Math.max(2 * every, DAY), vaultArn(away)),
    matches: 'none',
    endpoint: region,
    fix: 'aws backup describe-copy-job says why: the policy of the vault there, the keys here, or the organization',
  });
  return [...(away.account === account ? [] : [optedIn]), sent];
}

/**
 * Who changes a key, a vault or a password is heard by rules of events that CloudTrail sends, and it sends them from a trail alone:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html, 2026-11.
 */
const recorded = ({ sitePlan: { region } }: SiteInPeace<AwsGroundName>): DoctorItem[] => [
  asked({
    about: 'alerts',
    id: `trail-${region}`,
    title: `A trail records who changes what at ${region}: without one nobody hears that a key, a vault or a password was changed`,
    run: changesRecorded(region),
    matches: 'recorded',
    endpoint: region,
    fix: 'a trail of all regions with management events: aws cloudtrail create-trail --name NAME --s3-bucket-name BUCKET --is-multi-region-trail, then aws cloudtrail start-logging --name NAME',
  }),
];

/** A subscription that nobody confirmed is silence: https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html */
function alerted({ site: { subscriptions }, sitePlan }: SiteInPeace<AwsGroundName>): DoctorItem[] {
  const { region, ground: names } = sitePlan;
  const endpoints = [...emailsOf(subscriptions), ...endpointsOf(subscriptions)];
  if (endpoints.length === 0) return [];
  return [
    asked({
      about: 'alerts',
      id: `confirmed-${region}`,
      title: `Everybody who is told of alarms at ${region} confirmed that`,
      run: confirmed(region, arnOf(sitePlan, 'sns', names.topic), endpoints),
      matches: 'confirmed',
      endpoint: region,
      fix: 'whoever is named there confirms the subscription in the message of AWS; where that is older than two days, subscribe again (aws sns subscribe)',
    }),
  ];
}

/** Whether access logs have a bucket where they are written from; of an account where that has to be the same. Nothing where there are none. */
export function logsItem(logs: {
  readonly id: string;
  readonly component: string;
  readonly region: string;
  readonly bucket: string | undefined;
  readonly account?: string;
}): DoctorItem[] {
  const { id, component, region, bucket, account } = logs;
  if (bucket === undefined) return [];
  return [
    asked({
      about: 'standby',
      id: `logs-${id}`,
      title: `The access logs of ${component} have a bucket at ${region}`,
      run: bucketRegion(region, bucket, account),
      matches: region,
      endpoint: region,
      fix: `another bucket for accessLogs: ${bucket} is not in ${region}${account === undefined ? '' : ` and of ${account}`}, or lets nobody look`,
    }),
  ];
}

/** What AWS asks ahead of the day. */
export const doctor: CloudDoctor = {
  programs: PROGRAMS,
  credentials,
  state,
  ground: (context) => {
    const own = context as SiteInPeace<AwsGroundName>;
    return [...ground(own), ...recorded(own), ...alerted(own)];
  },
};

/** Whether AWS Backup takes in what is of a type by its tag: where it does not, no copy is made and nothing fails. What is named is copied all the same. */
export const optInItem = (region: string, type: 'S3' | 'RDS' | 'Aurora' | 'EFS', component: string): DoctorItem =>
  asked({
    about: 'opt-in',
    id: `opt-in-${type.toLowerCase()}-${kebab(component)}`,
    title: `AWS Backup is on for ${type} at ${region}: what is tagged is copied, as ${component} is`,
    run: optIn(region, type),
    matches: '[Tt]rue',
    endpoint: region,
    fix: `aws backup update-region-settings --region ${region} --resource-type-opt-in-preference ${type}=true`,
  });
