import { LOST } from '../../words/lag';
import { MOMENT } from './cli-moment';
import { script } from '../../words/steps';

/*
 * The command lines of a cluster of Aurora. Calls and fields are those of https://docs.aws.amazon.com/cli/latest/reference/rds/ (2026-11). UNVERIFIED: none of them was run
 * against AWS.
 */

/** What a query of `describe-db-clusters` says of a cluster. */
export const cluster = (region: string, name: string, query: string): string[] => [
  ...['aws', 'rds', 'describe-db-clusters', '--region', region, '--db-cluster-identifier', name],
  ...['--query', query, '--output', 'text'],
];

/** Its status, whom it follows, and how many instances it has. */
export const CLUSTER_IS =
  "DBClusters[0].join(' ',[Status,not_null(ReplicationSourceIdentifier,'None'),to_string(length(DBClusterMembers))])";

/** It works, follows nobody, and has an instance. */
export const WRITES = '(available|backing-up) None [1-9]\\d*';
/** It works, follows another one, and has an instance: without one it takes no role. */
export const READS = '(available|backing-up) arn:\\S+ [1-9]\\d*';

const MEMBERS = `members=$(aws rds describe-db-clusters --region "$region" --db-cluster-identifier "$name" --query 'DBClusters[0].DBClusterMembers[].DBInstanceIdentifier' --output text)`;

const GUARDS = `set -eu
is=$(aws rds describe-db-clusters --region "$1" --db-cluster-identifier "$2" --query 'DBClusters[0].VpcSecurityGroups[].VpcSecurityGroupId' --output text)
closed=$(aws ec2 describe-security-groups --region "$1" --filters "Name=group-name,Values=$3" --query 'SecurityGroups[0].GroupId' --output text)
[ "$is" = "$closed" ] && echo fenced`;

/** `fenced` where a cluster stands in the closed security group alone. */
export const clusterGuards = (region: string, name: string, closed: string): string[] => script(GUARDS, region, name, closed);

const RESTART = `set -eu
region=$1 name=$2
${MEMBERS}
for member in $members; do
  if [ "$member" = None ]; then continue; fi
  aws rds wait db-instance-available --region "$region" --db-instance-identifier "$member"
  aws rds reboot-db-instance --region "$region" --db-instance-identifier "$member" --query DBInstance.DBInstanceStatus --output text
done
for member in $members; do
  if [ "$member" = None ]; then continue; fi
  aws rds wait db-instance-available --region "$region" --db-instance-identifier "$member"
done`;

/** Restarts all that is in a cluster, and waits until it is back: another group lets no new connection in, and ends none that is tracked already. */
export const restartCluster = (region: string, name: string): string[] => script(RESTART, region, name);

const SESSIONS = `set -eu
now=$(date +%s)
aws cloudwatch get-metric-statistics --region "$1" --namespace AWS/RDS --metric-name DatabaseConnections --dimensions "Name=DBClusterIdentifier,Value=$2" --start-time "$((now - 300))" --end-time "$now" --period 60 --statistics Maximum --query 'sort_by(Datapoints,&Timestamp)[-2:].Maximum' --output text`;

/** How many sessions clients have, at the most in one of its instances, in the last two minutes that were measured. */
export const sessionsIn = (region: string, name: string): string[] => script(SESSIONS, region, name);

/** A move of the role, as the command line says it. */
export interface Taking {
  /** Where the one that takes it is. */
  readonly region: string;
  /** The cluster that takes it, and its ARN. */
  readonly name: string;
  readonly arn: string;
  /** What both are members of. */
  readonly global: string;
}

const TAKES = `region=$1 name=$2 arn=$3 global=$4
is() { aws rds describe-db-clusters --region "$region" --db-cluster-identifier "$name" --query "DBClusters[0].join(' ',[Status,not_null(ReplicationSourceIdentifier,'None')])" --output text; }
under() { aws rds describe-global-clusters --region "$region" --global-cluster-identifier "$global" --query "GlobalClusters[0].FailoverState.join(' ',[not_null(ToDbClusterArn,'None'),to_string(not_null(IsDataLossAllowed,\\\`false\\\`))])" --output text; }
until_written() {
  idle=0
  while :; do
    said=$(is)
    case $said in 'available None' | 'backing-up None') break ;; esac
    moving=$(under)
    case $moving in "$arn "*) idle=0 ;; *) idle=$((idle + 1)) ;; esac
    if [ "$idle" -eq 20 ]; then printf 'it is %s, and no move of the role to it is under way any more\\n' "$said" >&2; exit 1; fi
    sleep 15
  done
}
said=$(is)
case $said in 'available None' | 'backing-up None') exit 0 ;; esac
moves=$(under)`;

const SWITCH = `set -eu
${TAKES}
if [ "$moves" != "$arn false" ]; then
  aws rds switchover-global-cluster --region "$region" --global-cluster-identifier "$global" --target-db-cluster-identifier "$arn" --query GlobalCluster.Status --output text
fi
until_written`;

const FAIL_OVER = `set -eu
${TAKES}
if [ "$moves" != "$arn true" ]; then
  aws rds failover-global-cluster --region "$region" --global-cluster-identifier "$global" --target-db-cluster-identifier "$arn" --allow-data-loss --query GlobalCluster.Status --output text
fi
until_written`;

const wordsOf = ({ region, name, arn, global }: Taking): readonly string[] => [region, name, arn, global];

/**
 * Has a cluster take the role once it lacks nothing. Repeated, it finds that it has the role, or waits for what it began. The guide asks the region that has the role; that the
 * one that takes it may be asked, as of a forced move, is UNVERIFIED: either knows what both are members of.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html, 2026-11.
 */
export const switchRole = (taking: Taking): string[] => script(SWITCH, ...wordsOf(taking));

/** The same with what is there: the other region may be out. */
export const takeRole = (taking: Taking): string[] => script(FAIL_OVER, ...wordsOf(taking));

const KEEP = `set -eu
region=$1 name=$2
found=$(aws rds describe-db-cluster-snapshots --region "$region" --db-cluster-identifier "$name" --snapshot-type automated --query "DBClusterSnapshots[?starts_with(DBClusterSnapshotIdentifier,'rds:unplanned-global-failover-')&&Status=='available'].DBClusterSnapshotIdentifier" --output text)
for one in $found; do
  if [ "$one" = None ]; then continue; fi
  sum=$(printf %s "$one" | cksum)
  kept="unplanned-failover-\${sum%% *}"
  has=$(aws rds describe-db-cluster-snapshots --region "$region" --db-cluster-identifier "$name" --snapshot-type manual --query "length(DBClusterSnapshots[?DBClusterSnapshotIdentifier=='$kept'])" --output text)
  if [ "$has" = 0 ]; then
    aws rds copy-db-cluster-snapshot --region "$region" --source-db-cluster-snapshot-identifier "$one" --target-db-cluster-snapshot-identifier "$kept" --copy-tags --output json >/dev/null
  fi
  aws rds wait db-cluster-snapshot-available --region "$region" --db-cluster-identifier "$name" --db-cluster-snapshot-identifier "$kept"
  printf '%s is kept as %s\\n' "$one" "$kept"
done`;

/** Copies what the service kept of a storage that lost the role by force: its own snapshot goes with the days that backups are kept. Done again, it copies nothing twice. */
export const keepLost = (region: string, name: string): string[] => script(KEEP, region, name);

const LET_GO = `set -eu
region=$1 global=$2 arn=$3
members=$(aws rds describe-global-clusters --region "$region" --query "GlobalClusters[?GlobalClusterIdentifier=='$global'].GlobalClusterMembers[].[DBClusterArn,IsWriter]" --output text)
printf '%s\\n' "$members" | while read -r one writes; do
  case $one in "$arn" | None | '') continue ;; esac
  case $one in *":rds:$region:"*) ;; *) continue ;; esac
  if [ "$writes" = True ]; then printf '%s has the role\\n' "$one" >&2; exit 1; fi
  aws rds remove-from-global-cluster --region "$region" --global-cluster-identifier "$global" --db-cluster-identifier "$one" --query GlobalCluster.Status --output text
done`;

/** Takes another cluster of a region out of what both are members of: there is one a region. It stays, as a cluster of its own. */
export const letGoOf = (region: string, global: string, arn: string): string[] => script(LET_GO, region, global, arn);

const LACKED = `set -eu
${MOMENT}
${LOST}
region=$1 name=$2 source=$3 loss=$4
end=\${loss:-$(date +%s)}
last=$(aws cloudwatch get-metric-statistics --region "$region" --namespace AWS/RDS --metric-name AuroraGlobalDBReplicationLag --dimensions "Name=DBClusterIdentifier,Value=$name" "Name=SourceRegion,Value=$source" --start-time "$((end - 900))" --end-time "$end" --period 60 --statistics Maximum --query "sort_by(Datapoints[?Maximum>=to_number('0')],&Timestamp)[-1].[Timestamp,Maximum]" --output text)
set -- $last
at=$(moment "\${1:-}") || { printf 'nothing was measured\\n' >&2; exit 1; }
ms=\${2%%.*}
case $ms in '' | *[!0-9]*) printf 'no lag: %s\\n' "$last" >&2; exit 1 ;; esac
lost "$loss" "$at" "$(((ms + 999) / 1000))"`;

/** How many seconds of data a cluster lacked when its source was lost, by the last measure ahead of that moment (in ISO 8601); without one, how far it is behind now. */
export const globalLackedAt = (region: string, name: string, source: string, loss?: string): string[] =>
  script(LACKED, region, name, source, loss === undefined ? '' : String(Math.floor(Date.parse(loss) / 1000)));

const ALIKE = `set -eu
version() { aws rds describe-db-clusters --region "$1" --db-cluster-identifier "$2" --query 'DBClusters[0].EngineVersion' --output text; }
here=$(version "$1" "$2")
there=$(version "$3" "$4")
if [ "$here" = "$there" ]; then echo alike; else printf '%s; there %s\\n' "$here" "$there"; fi`;

/** Whether two clusters are of one version; else what each is. */
export const versionsAlike = (here: readonly [region: string, name: string], there: readonly [region: string, name: string]): string[] =>
  script(ALIKE, ...here, ...there);

/** When what is in a copy was taken. That it is so of one that was copied, and not the moment of that copy, is UNVERIFIED. */
const TAKEN = 'SnapshotCreateTime';

/** A field of a copy of a cluster: of that point, or of the newest one that AWS Backup made of it. As JSON: text is made page by page. */
export function latestClusterCopy(region: string, field: string, of: { readonly point: string } | { readonly cluster: string }): string[] {
  const which =
    'point' in of
      ? ['--db-cluster-snapshot-identifier', of.point]
      : ['--db-cluster-identifier', of.cluster, '--snapshot-type', 'awsbackup'];
  return [
    ...['aws', 'rds', 'describe-db-cluster-snapshots', '--region', region, ...which],
    ...['--query', `sort_by(DBClusterSnapshots[?Status=='available'],&${TAKEN})[-1].${field}`, '--output', 'json'],
  ];
}

const NEWEST = `set -eu
said=$(aws rds describe-db-cluster-snapshots --region "$1" --db-cluster-identifier "$2" --snapshot-type awsbackup --output json --query "join(' ',[not_null(sort_by(DBClusterSnapshots[?${TAKEN}],&${TAKEN})[-1].DBClusterSnapshotArn,'None'),not_null(sort_by(DBClusterSnapshots[?${TAKEN}],&${TAKEN})[-1].Status,'None')])")
set -- $(printf %s "$said" | tr -d '"')
if [ "$1" = None ]; then echo None
elif [ "$2" != available ]; then printf 'the newest copy %s is %s\\n' "$1" "$2" >&2; exit 1
else printf '%s\\n' "$1"; fi`;

/** The copy that an apply would take where none is chosen: the newest, which has to be complete. */
export const newestClusterCopy = (region: string, name: string): string[] => script(NEWEST, region, name);

/** Zones that instances of a cluster are in, as one line each. */
export const zonesOf = (region: string, name: string): string[] => [
  ...['aws', 'rds', 'describe-db-instances', '--region', region, '--filters', `Name=db-cluster-id,Values=${name}`],
  ...['--query', "join(' ',DBInstances[?DBInstanceStatus=='available'].AvailabilityZone)", '--output', 'text'],
];
