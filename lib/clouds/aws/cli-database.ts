import { LOST } from '../../words/lag';
import { MOMENT } from './cli-moment';
import { script } from '../../words/steps';

/*
 * The command lines of databases on AWS: texts are constant, names, regions and moments are arguments.
 */

/** What a query of `describe-db-instances` says of an instance. */
export const instance = (region: string, name: string, query: string): string[] => [
  ...['aws', 'rds', 'describe-db-instances', '--region', region, '--db-instance-identifier', name],
  ...['--query', query, '--output', 'text'],
];

const GUARDS = `set -eu
is=$(aws rds describe-db-instances --region "$1" --db-instance-identifier "$2" --query 'DBInstances[0].VpcSecurityGroups[].VpcSecurityGroupId' --output text)
closed=$(aws ec2 describe-security-groups --region "$1" --filters "Name=group-name,Values=$3" --query 'SecurityGroups[0].GroupId' --output text)
[ "$is" = "$closed" ] && echo fenced`;

/** `fenced` where an instance stands in the closed security group alone. */
export const instanceGuards = (region: string, name: string, closed: string): string[] => script(GUARDS, region, name, closed);

const RESTART = `set -eu
region=$1 name=$2
available() { aws rds wait db-instance-available --region "$region" --db-instance-identifier "$name"; }
available
aws rds reboot-db-instance --region "$region" --db-instance-identifier "$name" --query DBInstance.DBInstanceStatus --output text
available`;

/**
 * Restarts an instance, and waits until it is back: another group lets no new connection in, and ends none that is tracked already
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html).
 */
export const restartInstance = (region: string, name: string): string[] => script(RESTART, region, name);

/** The metrics of an instance in a window of seconds, oldest first, as a query says them. */
const METRIC = `metric() {
  now=$(date +%s)
  aws cloudwatch get-metric-statistics --region "$region" --namespace AWS/RDS --metric-name "$1" --dimensions "Name=DBInstanceIdentifier,Value=$name" --start-time "$((now - $2))" --end-time "$now" --period 60 --statistics Maximum --query "sort_by(Datapoints,&Timestamp)$3" --output text
}`;

const SESSIONS = `set -eu
region=$1 name=$2
${METRIC}
metric DatabaseConnections 300 '[-2:].Maximum'`;

/**
 * How many sessions clients have, in the last two minutes that were measured; of the service's own none counts
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html).
 */
export const sessionsOf = (region: string, name: string): string[] => script(SESSIONS, region, name);

/** What {@link sessionsOf} prints where there is none. */
export const NO_SESSION = '0(\\.0+)?\\s+0(\\.0+)?';

const FREE = `set -eu
region=$1 name=$2 least=$3
${METRIC}
metric FreeStorageSpace 900 "[-1].Maximum>=to_number('$least')"`;

/** `True` where at least so many bytes of an instance's storage are free. */
export const storageLeft = (region: string, name: string, least: number): string[] => script(FREE, region, name, String(least));

const GROWN = `set -eu
has=$(aws rds describe-db-instances --region "$1" --db-instance-identifier "$2" --query 'DBInstances[0].AllocatedStorage' --output text)
case $has in '' | *[!0-9]*) printf 'no number: %s\\n' "$has"; exit 0 ;; esac
if [ "$((has * 11))" -le "$(($3 * 10))" ]; then is=fits; else is=outgrown; fi
printf '%s: it has %s GiB, and what is made of it is to grow to %s\\n' "$is" "$has" "$3"`;

/** Whether a storage that grew by itself leaves a tenth below the bound of what is made from it; {@link FITS} where it does. */
export const storageFits = (region: string, name: string, most: number): string[] => script(GROWN, region, name, String(most));

/** What {@link storageFits} prints where it does. */
export const FITS = 'fits: .*';

const BEHIND = `set -eu
region=$1 name=$2 log=$3
${METRIC}
metric "$log" 900 '[-1].Maximum'`;

/** How many bytes of its log a source keeps for replicas, by the metric that says so. */
export const keptBehind = (region: string, name: string, metric: string): string[] => script(BEHIND, region, name, metric);

const RESTARTED = `set -eu
${MOMENT}
made=$(aws rds describe-db-instances --region "$1" --db-instance-identifier "$2" --query 'DBInstances[0].InstanceCreateTime' --output text)
at=$(aws rds describe-events --region "$1" --source-type db-instance --source-identifier "$2" --duration 20160 --query "sort_by(Events[?contains(Message,'restarted')],&Date)[-1].Date" --output json)
made=$(moment "$made")
at=$(moment "$at")
if [ "$at" -lt "$made" ]; then printf '%s was restarted before it was made: that was another of its name\n' "$2" >&2; exit 1; fi
echo "$at"`;

/**
 * When an instance was last restarted, in seconds since 1970, by the clock of AWS. Events go by the name, and are listed for 14 days: those of
 * an earlier one of that name do not count. The words of the event are those of
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html (RDS-EVENT-0006), UNVERIFIED as a line of the API.
 */
export const restartedAt = (region: string, name: string): string[] => script(RESTARTED, region, name);

const REPLAYED = `set -eu
${MOMENT}
region=$1 name=$2 since=$3
${METRIC}
last=$(metric ReplicaLag 900 '[-1].[Timestamp,Maximum]')
set -- $last
case \${2:-None} in -* | *[!0-9.]*) printf 'no lag: %s\\n' "$last" >&2; exit 1 ;; esac
at=$(moment "$1")
lacks=$((since + \${2%%.*} + 1 - at))
echo $((lacks > 0 ? lacks : 0))`;

/**
 * How many seconds a replica has still to go until it has all that its source took before a moment; 0 where it has. Its lag is the age
 * of the last transaction that it has replayed, so it climbs on a source that nobody writes to, until the log is switched there, every
 * five minutes: a transaction that is younger than the moment is the proof, since the log has one order
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html).
 */
export const replayedSince = (region: string, name: string, since: string): string[] => script(REPLAYED, region, name, since);

const CAUGHT_UP = `set -eu
region=$1 name=$2 since=$3 minutes=$4
now=$(date +%s) from=$((since - since % 60 + 60))
to=$((now - now % 60))
if [ "$to" -lt "$((from + minutes * 60))" ]; then printf '%s whole minutes have not passed since\\n' "$minutes" >&2; exit 1; fi
told=$(aws cloudwatch get-metric-statistics --region "$region" --namespace AWS/RDS --metric-name ReplicaLag --dimensions "Name=DBInstanceIdentifier,Value=$name" --start-time "$from" --end-time "$to" --period 60 --statistics Minimum Maximum --query "sort_by(Datapoints,&Timestamp)[-$minutes:].[Minimum,Maximum]" --output text)
set -- $told
if [ "$#" -ne "$((minutes * 2))" ]; then printf 'fewer minutes were measured: %s\\n' "$told" >&2; exit 1; fi
most=0
for one in "$@"; do
  case $one in -* | *[!0-9.]*) printf 'no lag: %s\\n' "$told" >&2; exit 1 ;; esac
  lag=\${one%%.*}
  case $one in *.*[1-9]*) lag=$((lag + 1)) ;; esac
  if [ "$lag" -gt "$most" ]; then most=$lag; fi
done
echo "$most"`;

/** Whole minutes behind a fence in which a replica lacked nothing: the library's own figure. */
const QUIET = 3;

/**
 * The most seconds that a replica of MySQL or MariaDB was behind in the last three whole minutes since a moment; nothing before three were
 * measured, nor where it did not follow in one of them (-1). Its lag is that of what it has fetched: of what is still on its way it knows nothing, and of
 * a moment it proves nothing (https://dev.mysql.com/doc/refman/8.4/en/show-replica-status.html, Seconds_Behind_Source), so it has to stay at 0 while the
 * source has restarted and takes nothing more. That the rest is sent within these minutes is UNVERIFIED.
 */
export const caughtUpSince = (region: string, name: string, since: string): string[] =>
  script(CAUGHT_UP, region, name, since, String(QUIET));

const LACKED = `set -eu
${MOMENT}
${LOST}
region=$1 name=$2 loss=$3
end=\${loss:-$(date +%s)}
last=$(aws cloudwatch get-metric-statistics --region "$region" --namespace AWS/RDS --metric-name ReplicaLag --dimensions "Name=DBInstanceIdentifier,Value=$name" --start-time "$((end - 900))" --end-time "$end" --period 60 --statistics Maximum --query "sort_by(Datapoints[?Maximum>=to_number('0')],&Timestamp)[-1].[Timestamp,Maximum]" --output text)
set -- $last
at=$(moment "\${1:-}") || { printf 'nothing was measured\\n' >&2; exit 1; }
lost "$loss" "$at" "\${2:-}"`;

/**
 * How many seconds of data a replica lacked when its source was lost, by the last measure ahead of that moment (in ISO 8601): what it reports once
 * its source is dead is not stated of PostgreSQL, and is -1 of MySQL and MariaDB, which says nothing. Without a moment, how far it is behind now.
 */
export const lackedAt = (region: string, name: string, loss?: string): string[] =>
  script(LACKED, region, name, loss === undefined ? '' : String(Math.floor(Date.parse(loss) / 1000)));

/** When what is in a snapshot was taken: the moment of a copy is a later one. */
const TAKEN = '&not_null(OriginalSnapshotCreateTime,SnapshotCreateTime)';

/**
 * A field of a snapshot: of that point, or of the one of an instance, made by AWS Backup, whose data is the latest. As JSON: text is made page by page, and
 * each page has a latest of its own.
 */
export function latestSnapshot(region: string, field: string, of: { readonly point: string } | { readonly instance: string }): string[] {
  const which =
    'point' in of ? ['--db-snapshot-identifier', of.point] : ['--db-instance-identifier', of.instance, '--snapshot-type', 'awsbackup'];
  return [
    ...['aws', 'rds', 'describe-db-snapshots', '--region', region, ...which],
    ...['--query', `sort_by(DBSnapshots[?Status=='available'],${TAKEN})[-1].${field}`, '--output', 'json'],
  ];
}

const NEWEST = `set -eu
copied="sort_by(DBSnapshots[?SnapshotCreateTime],&SnapshotCreateTime)[-1]" taken="sort_by(DBSnapshots[?Status=='available'],${TAKEN})[-1]"
at() { printf "not_null(%s.OriginalSnapshotCreateTime,%s.SnapshotCreateTime,'None')" "$1" "$1"; }
said=$(aws rds describe-db-snapshots --region "$1" --db-instance-identifier "$2" --snapshot-type awsbackup --output json --query "join(' ',[not_null($copied.DBSnapshotArn,'None'),not_null($copied.Status,'None'),$(at "$copied"),not_null($taken.DBSnapshotArn,'None'),$(at "$taken")])")
set -- $(printf %s "$said" | tr -d '"')
if [ "$1" = None ]; then echo None
elif [ "$2" != available ]; then printf 'the newest copy %s is %s, the newest one that is complete is %s\\n' "$1" "$2" "$4" >&2; exit 1
elif [ "$3" != "$5" ]; then printf 'the newest copy is %s, the newest data is in %s\\n' "$1" "$4" >&2; exit 1
else printf '%s\\n' "$1"; fi`;

/**
 * The snapshot that an apply would take where none is chosen: the provider takes the one that was copied last, whatever its status
 * (https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/website/docs/d/db_snapshot.html.markdown). Nothing where that one is
 * not complete, or is not that of the latest data: the reason says which one to choose.
 */
export const newestCopy = (region: string, name: string): string[] => script(NEWEST, region, name);

const AGREE = `set -eu
value() { aws secretsmanager get-secret-value --region "$1" --secret-id "$2" --query SecretString --output text; }
here=$(value "$1" "$2")
there=$(value "$3" "$4")
if [ "$here" = "$there" ]; then echo same; else echo differ; fi`;

/** Whether two secrets, each in its region, hold the same: their values leave no shell. */
export const secretsAgree = (here: readonly [region: string, name: string], there: readonly [region: string, name: string]): string[] =>
  script(AGREE, ...here, ...there);
