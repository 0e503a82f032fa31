import { script } from '../../words/steps';
import { OF_GROUP, type GroupAt } from './cli-machines';
import { TELLS } from './cli-waking';

/*
 * The command lines of a group of machines that exists: its numbers, what raises them, and what its machines are made from. Texts are
 * constant. Calls, options and fields are those of https://docs.aws.amazon.com/cli/latest/reference/autoscaling/ and …/ec2/ (2026-11).
 * UNVERIFIED: none of them was run against AWS.
 */

/**
 * What launches, and what wants more by load or by schedule: nothing starts while they are suspended, and each of them is resumed alone
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-how-suspending-processes-affects-other-processes.html).
 */
const LAUNCHES = 'Launch';
const RAISES = 'AlarmNotification ScheduledActions';

const SIZE = `size() {
  aws autoscaling update-auto-scaling-group --region "$region" --auto-scaling-group-name "$group" --min-size "$1" --desired-capacity "$2"
}`;

const STOP = `set -eu
${OF_GROUP}
${SIZE}
aws autoscaling suspend-processes --region "$region" --auto-scaling-group-name "$group" --scaling-processes ${LAUNCHES} ${RAISES}
size 0 0
printf '%s wanted\\n' "$(number DesiredCapacity)"`;

/** Wants no machine of it, and has nothing launch one, or want some again: its bounds are its owner's, but for the lower one. */
export const stopGroup = ({ region, group }: GroupAt): string[] => script(STOP, region, group);

const WAKE = `set -eu
${OF_GROUP}
${SIZE}
least=$3 bound=$4 asleep=$5 scales=$6
desired=$(number DesiredCapacity)
held=$(number "length(SuspendedProcesses[?ProcessName=='${LAUNCHES}'])")
if [ "$least" -gt 0 ] && { [ "$desired" -le "$asleep" ] || [ "$held" -gt 0 ]; }; then
  if [ "$desired" -lt "$least" ]; then size "$bound" "$least"; fi
  set -- ${LAUNCHES}
  if [ "$scales" = true ]; then set -- "$@" ${RAISES}; fi
  aws autoscaling resume-processes --region "$region" --auto-scaling-group-name "$group" --scaling-processes "$@"
fi
printf '%s wanted\\n' "$(number DesiredCapacity)"`;

/** How a group is started. */
export interface Wanted {
  /** So many at least. */
  readonly least: number;
  /** Its lower bound then. */
  readonly bound: number;
  /** Where no more than that are wanted, or nothing is launched. */
  readonly asleep: number;
  /** Whether what scales it goes on. */
  readonly scales: boolean;
}

/**
 * Wants at least so many of it where no more are wanted than sleep, or where a fence holds it, and takes back what that fence suspended. Of one
 * that serves nothing changes, however many its owner wants and whatever is suspended there.
 */
export const wakeGroup = ({ region, group }: GroupAt, { least, bound, asleep, scales }: Wanted): string[] =>
  script(WAKE, region, group, ...[least, bound, asleep, scales].map(String));

const RUNS = `set -eu
region=$1 group=$2 by=$3 image=$4
ids=$(aws ec2 describe-instances --region "$region" --filters "Name=tag:aws:autoscaling:groupName,Values=$group" Name=instance-state-name,Values=running --query 'Reservations[].Instances[].ImageId' --output text)
ids=$(printf '%s\\n' "$ids" | tr '\\t' '\\n' | sort -u)
case $ids in '' | None) echo 'none runs'; exit 0 ;; esac
said=$(aws ec2 describe-images --region "$region" --image-ids $ids --query "Images[].$by" --output json)
said=$(printf '%s' "$said" | jq -r 'unique | join(", ")')
if [ "$said" = "$image" ]; then echo same; else printf 'runs: %s\\n' "$said"; fi`;

/** `same` where all its machines are made from one image, of that name or id; else from which. */
export const runsImage = ({ region, group }: GroupAt, by: 'Name' | 'ImageId', image: string): string[] =>
  script(RUNS, region, group, by, image);

const TOLD = `set -eu
${OF_GROUP}
shift 2
template() { of "not_null(LaunchTemplate,MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification).$1"; }
id=$(template LaunchTemplateId) version=$(template "not_null(Version,'\\$Default')") said=
if [ "$id" != None ]; then
  said=$(aws ec2 describe-launch-template-versions --region "$region" --launch-template-id "$id" --versions "$version" --query 'LaunchTemplateVersions[0].LaunchTemplateData.UserData' --output text)
  said=$(printf '%s' "$said" | jq -Rr '@base64d' || true)
fi
${TELLS}`;

/** `told` where its launch template tells machines the value of each of these parameters that is there, or its name. */
export const groupToldOf = ({ region, group }: GroupAt, parameters: readonly string[]): string[] =>
  script(TOLD, region, group, ...parameters);

/** What a query says of a group. */
export const groupOf = ({ region, group }: GroupAt, query: string): string[] => [
  ...['aws', 'autoscaling', 'describe-auto-scaling-groups', '--region', region, '--auto-scaling-group-names', group],
  ...['--query', `AutoScalingGroups[0].${query}`, '--output', 'text'],
];
