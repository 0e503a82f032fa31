import { MOMENT } from './cli-moment';
import { LOCKED } from '../../port/lock-words';
import type { Program } from '../../words/doctor';
import { script } from '../../words/steps';

/*
 * The command lines of AWS that are asked ahead of the day: they read, and change nothing. UNVERIFIED: none of them was run against AWS;
 * calls, options and fields are those of https://docs.aws.amazon.com/cli/latest/reference/. A list is asked as JSON where it may have pages:
 * the query is put to the whole of it then.
 */

/** The program that every line of this cloud calls. */
export const PROGRAMS: readonly Program[] = [{ name: 'aws', version: ['aws', '--version'], matches: 'aws-cli/[\\s\\S]*' }];

/** A question of one call. */
const ask =
  (service: string, operation: string) =>
  (region: string, query: string, ...words: readonly string[]): string[] => [
    ...['aws', service, operation, '--region', region],
    ...words,
    ...['--query', query, '--output', 'text'],
  ];

/** Account and principal that answer. */
export const whoAnswers = (region: string): string[] => ask('sts', 'get-caller-identity')(region, '[Account,Arn]');

const OBJECT = `object() {
  found=$(aws s3api list-objects-v2 --region "$region" --bucket "$bucket" --prefix "$1" --query 'Contents[].Key' --output text) || exit $?
  printf '%s\\n' "$found" | tr '\\t' '\\n' | grep -qxF "$1"
}`;

const READ = `set -eu
region=$1 bucket=$2
shift 2
${OBJECT}
aws s3api list-objects-v2 --region "$region" --bucket "$bucket" --max-items 1 --output json >/dev/null
absent=
for key in "$@"; do
  if object "$key"; then
    aws s3api get-object --region "$region" --bucket "$bucket" --key "$key" --range bytes=0-0 --output json /dev/null >/dev/null
  else
    absent="$absent $key"
  fi
done
printf 'read%s\\n' "\${absent:+; nothing there yet:$absent}"`;

/** `read` where a bucket can be listed and the first byte of each state can be read, its key included. */
export const readStates = (region: string, bucket: string, keys: readonly string[]): string[] => script(READ, region, bucket, ...keys);

/** Whether a bucket keeps versions. */
export const versioning = (region: string, bucket: string): string[] =>
  ask('s3api', 'get-bucket-versioning')(region, 'Status', '--bucket', bucket);

const LOCKS = `set -eu
region=$1 bucket=$2
shift 2
${OBJECT}
${LOCKED}
free=free
for key in "$@"; do
  if object "$key.tflock"; then
    free=
    lock=$(aws s3 cp --region "$region" --only-show-errors "s3://$bucket/$key.tflock" -)
    printf '%s\\n' "$lock" | locked "$key"
  fi
done
if [ -n "$free" ]; then echo "$free"; fi`;

/**
 * Who holds the lock of a state: an object beside it, under its key and `.tflock`
 * (https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/remote-state/s3/client.go). `free` where nobody does.
 */
export const locks = (region: string, bucket: string, keys: readonly string[]): string[] => script(LOCKS, region, bucket, ...keys);

/** Whether AWS Backup may copy what is of a type in a region: `S3`, `RDS`, `EFS`. */
export const optIn = (region: string, type: string): string[] =>
  ask('backup', 'describe-region-settings')(region, `ResourceTypeOptInPreference.${type}`);

/** The state of the key behind an alias. */
export const keyState = (region: string, alias: string): string[] =>
  ask('kms', 'describe-key')(region, 'KeyMetadata.KeyState', '--key-id', `alias/${alias}`);

/** The name of a vault, where it is there. */
export const vaultName = (region: string, vault: string): string[] =>
  ask('backup', 'describe-backup-vault')(region, 'BackupVaultName', '--backup-vault-name', vault);

/** Whether a vault is locked, and the days that its lock takes: the shortest and the longest time that a copy is kept. */
export const lockKept = (region: string, vault: string): string[] =>
  ask('backup', 'describe-backup-vault')(region, '[Locked,MinRetentionDays,MaxRetentionDays]', '--backup-vault-name', vault);

/** Whether the policy of a vault has a statement of that name. */
export const policyKept = (region: string, vault: string, statement: string): string[] =>
  ask('backup', 'get-backup-vault-access-policy')(region, `contains(Policy,'${statement}')`, '--backup-vault-name', vault);

/**
 * Whether the organization of the account lets its accounts send each other copies. An account that is of none answers with an error.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeGlobalSettings.html, 2026-11.
 */
export const crossAccount = (region: string): string[] =>
  ask('backup', 'describe-global-settings')(region, 'GlobalSettings.isCrossAccountBackupEnabled');

const CONFIRMED = `set -eu
region=$1 topic=$2
shift 2
found=$(aws sns list-subscriptions-by-topic --region "$region" --topic-arn "$topic" --query "Subscriptions[?starts_with(SubscriptionArn, 'arn:')].Endpoint" --output text)
lacks=
for endpoint in "$@"; do
  printf '%s\\n' "$found" | tr '\\t' '\\n' | grep -qxF -- "$endpoint" || lacks="$lacks $endpoint"
done
if [ -n "$lacks" ]; then echo "not confirmed:$lacks"; else echo confirmed; fi`;

/** Whether each of these is subscribed to a topic, and confirmed: nothing is sent to the others, and after two days they are forgotten. */
export const confirmed = (region: string, topic: string, endpoints: readonly string[]): string[] =>
  script(CONFIRMED, region, topic, ...endpoints);

const TWINS = `set -eu
region=$1 own=$2 key=$3 value=$4
backup() { aws backup "$@" --region "$region" --output text; }
twins=
plans=$(backup list-backup-plans --query "BackupPlansList[?ends_with(BackupPlanName, '$region')&&BackupPlanName!='$own'].BackupPlanId")
for plan in $plans; do
  if [ "$plan" = None ]; then continue; fi
  selections=$(backup list-backup-selections --backup-plan-id "$plan" --query 'BackupSelectionsList[].SelectionId')
  for selection in $selections; do
    if [ "$selection" = None ]; then continue; fi
    tag=$(backup get-backup-selection --backup-plan-id "$plan" --selection-id "$selection" --query "BackupSelection.ListOfTags[?ConditionKey=='$key'].ConditionValue | [0]")
    if [ "$tag" = "$value" ]; then twins="$twins $plan"; fi
  done
done
if [ -n "$twins" ]; then echo "also:$twins"; else echo alone; fi`;

/** Whether another plan of that region copies by the same tag: of another environment, it takes this one's data into its own vault. */
export const twinPlans = (region: string, own: string, key: string, value: string): string[] => script(TWINS, region, own, key, value);

const FAILED = `set -eu
region=$1 vault=$2 after=$(($(date +%s) - $3)) to=$4
bad=
for state in FAILED EXPIRED ABORTED; do
  n=$(aws backup list-backup-jobs --region "$region" --by-backup-vault-name "$vault" --by-state "$state" --by-created-after "$after" --query 'length(BackupJobs)' --output json)
  if [ "$n" -gt 0 ]; then bad="$bad $n backup jobs $state"; fi
done
n=$(aws backup list-copy-jobs --region "$region" --by-state FAILED --by-created-after "$after" --by-destination-vault-arn "$to" --query 'length(CopyJobs)' --output json)
if [ "$n" -gt 0 ]; then bad="$bad $n copy jobs FAILED"; fi
echo "\${bad:-none}"`;

/** Jobs of the last seconds that made no copy: `none`, or how many. A job that expired tells nobody. */
export const failedJobs = (region: string, vault: string, seconds: number, to: string): string[] =>
  script(FAILED, region, vault, String(seconds), to);

/** Whether a bucket is there, and is let in. */
export const bucketThere = (region: string, bucket: string): string[] => [
  ...['aws', 's3api', 'head-bucket', '--region', region, '--bucket', bucket],
];

/** The region that a bucket is in; where an account is given, it is denied unless it is of that one. */
export const bucketRegion = (region: string, bucket: string, account?: string): string[] => {
  const owner = account === undefined ? [] : ['--expected-bucket-owner', account];
  return ask('s3api', 'head-bucket')(region, 'BucketRegion', '--bucket', bucket, ...owner);
};

const CERTIFICATE = `set -eu
region=$1 arn=$2
shift 2
certificate() { aws acm describe-certificate --region "$region" --certificate-arn "$arn" --query "Certificate.$1" --output text; }
status=$(certificate Status)
known=$(certificate SubjectAlternativeNames | tr '\\t' '\\n')
lacks=
for name in "$@"; do
  printf '%s\\n' "$known" | grep -qixF -e "$name" -e "*.\${name#*.}" || lacks="$lacks $name"
done
if [ "$status" != ISSUED ]; then echo "status: $status"; elif [ -n "$lacks" ]; then echo "lacks:$lacks"; else echo complete; fi`;

const LASTS = `set -eu
${MOMENT}
name=$1 days=$2
ends=$(aws iam get-server-certificate --server-certificate-name "$name" --query ServerCertificate.ServerCertificateMetadata.Expiration --output text)
ends=$(moment "$ends")
left=$(((ends - $(date +%s)) / 86400))
if [ "$left" -gt "$days" ]; then echo "lasts: $left d"; else echo "ends: $left d"; fi`;

/** `lasts: …` where a certificate that was uploaded to IAM has more days left than that, by its name: IAM publishes no metric of it. */
export const uploadedLasts = (name: string, days: number): string[] => script(LASTS, name, String(days));

/** Whether a certificate can be used, and has each of these names, or one that stands for it. */
export const certificateHas = (region: string, arn: string, names: readonly string[]): string[] =>
  script(CERTIFICATE, region, arn, ...names);

/** The state of the rule by which a bucket sends what is written to it. */
export const replicationRule = (region: string, bucket: string, rule: string): string[] =>
  ask('s3api', 'get-bucket-replication')(region, `ReplicationConfiguration.Rules[?ID=='${rule}'].Status | [0]`, '--bucket', bucket);

/** How many networks bear a name. */
export const networksNamed = (region: string, name: string): string[] =>
  ask('ec2', 'describe-vpcs')(region, 'length(Vpcs)', '--filters', `Name=tag:Name,Values=${name}`);

/** How many zones the account sees in a region, those apart that somebody has to opt in to: a new account may see fewer than another. */
export const zonesSeen = (region: string): string[] =>
  ask('ec2', 'describe-availability-zones')(
    region,
    'length(AvailabilityZones)',
    '--filters',
    'Name=opt-in-status,Values=opt-in-not-required',
    'Name=zone-type,Values=availability-zone',
  );

/** Whether a network is there, by its id: `available`. */
export const networkState = (region: string, id: string): string[] => ask('ec2', 'describe-vpcs')(region, 'Vpcs[0].State', '--vpc-ids', id);

/** The state of a load balancer. */
export const balancerState = (region: string, name: string): string[] =>
  ask('elbv2', 'describe-load-balancers')(region, 'LoadBalancers[0].State.Code', '--names', name);

/** The name of a secret, where it is there and has a value. No value is read. */
export const secretFilled = (region: string, name: string): string[] =>
  ask('secretsmanager', 'describe-secret')(region, 'VersionIdsToStages && Name', '--secret-id', name);

/** How many ways an instance of that class, and of that major version, is offered in a region. A filter takes whole versions alone. */
export const classOffered = (region: string, engine: string, version: string, name: string): string[] => [
  ...['aws', 'rds', 'describe-orderable-db-instance-options', '--region', region, '--engine', engine, '--db-instance-class', name],
  ...['--query', `length(OrderableDBInstanceOptions[?starts_with(EngineVersion,'${version}.')])`, '--output', 'json'],
];

const OUT_OF_STEP = `set -eu
here=$1 peer=$2
shift 2
ask() { aws secretsmanager describe-secret --region "$1" --secret-id "$2" --query "$3" --output text; }
n=0
for name in "$@"; do
  owner=$(ask "$here" "$name" PrimaryRegion)
  case $owner in "$here" | None) owner=$here replica=$peer ;; *) replica=$here ;; esac
  status=$(ask "$owner" "$name" "ReplicationStatus[?Region=='$replica'].Status | [0]")
  if [ "$status" != InSync ]; then n=$((n + 1)); fi
done
echo "$n"`;

/** How many secrets are not in step with the replica at the other one of two regions, as the region says that owns each. */
export const secretsOutOfStep = (here: string, peer: string, names: readonly string[]): string[] =>
  script(OUT_OF_STEP, here, peer, ...names);

const RECORDS = `set -eu
domain=$1
shift
zones() { aws route53 list-hosted-zones-by-name --dns-name "$domain" --max-items 9 --query "HostedZones[?Name=='$domain.'$1].Id | [0]" --output text; }
zone=$(zones '&&!Config.PrivateZone')
case $zone in
  '' | None)
    zone=$(zones '')
    case $zone in '' | None) echo "no zone $domain" ;; *) echo "private: the switch is asked from the internet, which does not know $domain" ;; esac
    exit 0
    ;;
esac
lacks=
for name in "$@"; do
  n=$(aws route53 list-resource-record-sets --hosted-zone-id "$zone" --query "length(ResourceRecordSets[?Name=='$name.'])" --output json)
  if [ "$n" -eq 0 ]; then lacks="$lacks $name"; fi
done
if [ -n "$lacks" ]; then echo "lacks:$lacks"; else echo complete; fi`;

/** Whether a zone that the internet knows has a record of each of these names. */
export const recordsOf = (zone: string, names: readonly string[]): string[] => script(RECORDS, zone, ...names);

const ROLES = `set -eu
for role in "$@"; do
  aws iam get-role --role-name "$role" --query Role.RoleName --output text
done`;

/** The names of these roles, where they are there. */
export const rolesThere = (roles: readonly string[]): string[] => script(ROLES, ...roles);
