import { script } from '../../words/steps';
import { NUMBER } from './cli-number';

/*
 * The command lines about groups of machines and their images. Calls, options and fields are those of
 * https://docs.aws.amazon.com/cli/latest/reference/autoscaling/ and …/ec2/ (2026-11). UNVERIFIED: none of them was run against AWS.
 */

/** A group, as it is asked for. */
export interface GroupAt {
  /** Where it is. */
  readonly region: string;
  /** Its name. */
  readonly group: string;
}

/** What a line asks of a group, and a number of it. */
export const OF_GROUP = `region=$1 group=$2 name=$2
of() { aws autoscaling describe-auto-scaling-groups --region "$region" --auto-scaling-group-names "$group" --query "AutoScalingGroups[0].$1" --output text; }
${NUMBER}`;

/** What a group launches and registers machines by; AWS suspends it where launches failed for a day. */
const STARTS = 'Launch AddToLoadBalancer HealthCheck ReplaceUnhealthy';

const START = `set -eu
${OF_GROUP}
least=$3
desired=$(number DesiredCapacity)
aws autoscaling resume-processes --region "$region" --auto-scaling-group-name "$group" --scaling-processes ${STARTS} --output json >/dev/null
if [ "$desired" -lt "$least" ]; then
  aws autoscaling set-desired-capacity --region "$region" --auto-scaling-group-name "$group" --desired-capacity "$least" --output json >/dev/null
  desired=$least
fi
printf '%s wanted\\n' "$desired"`;

/**
 * Wants at least so many machines, and has the group launch and register them again where AWS gave that up
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html). It never wants fewer.
 */
export const startGroup = ({ region, group }: GroupAt, least: number): string[] => script(START, region, group, String(least));

const STEADY = `set -eu
${OF_GROUP}
least=$3
desired=$(number DesiredCapacity) all=$(number 'length(Instances)') serving=$(number "length(Instances[?LifecycleState=='InService'&&HealthStatus=='Healthy'])")
is=steady
if [ "$serving" -lt "$least" ] || [ "$serving" -ne "$desired" ] || [ "$all" -ne "$desired" ]; then is='not yet'; fi
healthy=
groups=$(of 'TargetGroupARNs[]')
for targets in $groups; do
  if [ "$targets" = None ]; then continue; fi
  n=$(aws elbv2 describe-target-health --region "$region" --target-group-arn "$targets" --query "length(TargetHealthDescriptions[?TargetHealth.State=='healthy'])" --output json)
  healthy="$healthy, $n healthy"
  if [ "$n" -lt "$serving" ]; then is='not yet'; fi
done
version=$(of LaunchTemplate.Version)
older=$(number "length(Instances[?LaunchTemplate.Version!='$version'])")
if [ "$older" -gt 0 ]; then
  replacing=$(aws autoscaling describe-instance-refreshes --region "$region" --auto-scaling-group-name "$group" --query "length(InstanceRefreshes[?contains(['Pending', 'InProgress', 'Cancelling'], Status)])" --output json)
  if [ "$replacing" != 0 ]; then is="not yet: $older of an older template are being replaced"; fi
fi
last=$(aws autoscaling describe-scaling-activities --region "$region" --auto-scaling-group-name "$group" --max-items 1 --query 'Activities[0].[StatusCode,StatusMessage]' --output json)
last=$(printf '%s' "$last" | tr -d '\\n"[]' | tr -s ' ')
printf '%s: %s of %s in service%s; last:%s\\n' "$is" "$serving" "$desired" "$healthy" "$last"`;

/**
 * `steady: …` where all wanted machines are in service and healthy, none is on its way, so many at least, the load balancer finds each
 * of them healthy, and none of an older template is being replaced: that begins behind the apply, and until then all of them are in service,
 * with the addresses that they were told before (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html). What it
 * says last is why a launch failed: no capacity, for instance.
 */
export const groupSteady = ({ region, group }: GroupAt, least: number): string[] => script(STEADY, region, group, String(least));

/** What a group that is steady answers. */
export const IS_STEADY_GROUP = 'steady: .*';

const LEFT = `set -eu
${OF_GROUP}
desired=$(number DesiredCapacity) all=$(number 'length(Instances)')
running=$(aws ec2 describe-instances --region "$region" --filters "Name=tag:aws:autoscaling:groupName,Values=$group" Name=instance-state-name,Values=pending,running,shutting-down,stopping --query 'length(Reservations[].Instances[])' --output json)
printf '%s wanted, %s in the group, %s that run\\n' "$desired" "$all" "$running"`;

/** Machines that are wanted, belong to the group, and run or are on their way: also those that the group forgot already. */
export const machinesLeft = ({ region, group }: GroupAt): string[] => script(LEFT, region, group);

/** What a group answers of which no machine is left. */
export const NO_MACHINE = '0 wanted, 0 in the group, 0 that run';

// Names of images have brackets and quotes, which the short form of a filter reads as its own; none has a double quote or a backslash.
const IMAGE = `image() { aws ec2 describe-images --region "$1" --owners self --filters "[{\\"Name\\":\\"$2\\",\\"Values\\":[\\"$3\\"]}]" --query "Images[0].$4" --output text; }
locked() {
  snapshots=$(image "$1" "$2" "$3" 'BlockDeviceMappings[].Ebs.SnapshotId') || return 1
  case $snapshots in '' | None) return 0 ;; esac
  keys=$(aws ec2 describe-snapshots --region "$1" --snapshot-ids $snapshots --query 'Snapshots[?Encrypted].KmsKeyId' --output text) || return 1
  for key in $keys; do
    is=$(aws kms describe-key --region "$1" --key-id "$key" --query KeyMetadata.KeyState --output text 2>&1) || case $is in
      *NotFoundException*) is=gone ;;
      *) printf '%s\\n' "$is" >&2; return 1 ;;
    esac
    if [ "$is" != Enabled ]; then printf 'encrypted with %s, which is %s' "$key" "$is"; return 0; fi
  done
}`;

const STATE = `set -eu
${IMAGE}
state=$(image "$1" "$2" "$3" State)
locked=
if [ "$state" = available ]; then locked=$(locked "$1" "$2" "$3"); fi
printf '%s%s\\n' "$state" "\${locked:+, but $locked}"`;

/**
 * The state of an image of the account in a region, by its name or its id; `None` where there is none. One that outlived the key of its
 * snapshots is `available` all the same, and starts no machine: the key is that of the snapshot, and its state is asked
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html, KmsKeyId, 2026-11).
 */
export const imageState = (region: string, by: 'name' | 'image-id', value: string): string[] => script(STATE, region, by, value);

const COPY = `set -eu
from=$1 to=$2 name=$3 key=$4
${IMAGE}
copy=$(image "$to" name "$name" ImageId)
case $copy in
  '' | None)
    source=$(image "$from" name "$name" ImageId)
    state=$(image "$from" name "$name" State)
    if [ "$state" != available ]; then printf 'no image %s of this account is available in %s: %s\\n' "$name" "$from" "$state" >&2; exit 1; fi
    copy=$(aws ec2 copy-image --region "$to" --source-region "$from" --source-image-id "$source" --name="$name" --copy-image-tags --encrypted --kms-key-id "$key" --query ImageId --output text)
    ;;
esac
while :; do
  state=$(image "$to" image-id "$copy" State)
  case $state in
    available) break ;;
    '' | None | pending | transient) sleep 15 ;;
    *)
      why=$(image "$to" image-id "$copy" StateReason.Message)
      printf 'image %s: %s (%s); deregister it, and run this again\\n' "$copy" "$state" "$why" >&2
      exit 1
      ;;
  esac
done
locked=$(locked "$to" image-id "$copy")
if [ -n "$locked" ]; then
  printf 'image %s is %s: it starts no machine. Deregister it (aws ec2 deregister-image --region %s --image-id %s), and run this again\\n' "$copy" "$locked" "$to" "$copy" >&2
  exit 1
fi
printf '%s: available\\n' "$copy"`;

/**
 * Copies an image of the account to another region, encrypted with a key of that one, and waits until it is available: what is copied
 * cannot be launched before. Found again by its name, which one image of an account has in a region: repeated, it waits for that one. It is
 * in no state, so it outlives the environment that it was copied for, whose key is deleted: such a one is in the way, and is named.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopyImage.html
 */
export const copyImage = (image: { readonly name: string; readonly from: string; readonly to: string; readonly key: string }): string[] =>
  script(COPY, image.from, image.to, image.name, image.key);

const OFFERED = `set -eu
${OF_GROUP}
type=$3
zones=$(of 'AvailabilityZones[]')
case $zones in '' | None) printf 'no group %s\\n' "$group"; exit 0 ;; esac
offered=$(aws ec2 describe-instance-type-offerings --region "$region" --location-type availability-zone --filters "Name=instance-type,Values=$type" --query 'InstanceTypeOfferings[].Location' --output text)
lacks=
for zone in $zones; do
  printf '%s\\n' "$offered" | tr '\\t' '\\n' | grep -qxF "$zone" || lacks="$lacks $zone"
done
if [ -n "$lacks" ]; then echo "not offered in:$lacks"; else echo offered; fi`;

/** Whether an instance type is offered in each zone of a group. */
export const typeOffered = ({ region, group }: GroupAt, type: string): string[] => script(OFFERED, region, group, type);

const KEPT = `set -eu
region=$1 name=$2 least=$3
n=$(aws ec2 describe-capacity-reservations --region "$region" --filters "Name=tag:Name,Values=$name" Name=state,Values=active --query 'sum(CapacityReservations[].TotalInstanceCount)' --output json)
case $n in '' | *[!0-9.]*) printf 'no number: %s\\n' "$n"; exit 0 ;; esac
if [ "\${n%%.*}" -ge "$least" ]; then is=kept; else is=short; fi
printf '%s: capacity for %s, %s needed\\n' "$is" "$n" "$least"`;

/** Whether capacity is kept under a name, in all zones together, for so many machines. */
export const capacityKept = (region: string, name: string, least: number): string[] => script(KEPT, region, name, String(least));

/** What capacity that suffices answers. */
export const IS_KEPT = 'kept: .*';
