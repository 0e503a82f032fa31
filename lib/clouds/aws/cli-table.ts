import { script } from '../../words/steps';
import { MOMENT } from './cli-moment';
import type { Statement } from './policy';

/*
 * The command lines of DynamoDB: what a replica is, what closes it and opens it again, and whether what was written at one region has arrived at the other.
 * Calls, options and errors are those of https://docs.aws.amazon.com/cli/latest/reference/dynamodb/ (2026-11). UNVERIFIED: none of them was run against AWS.
 */

/** The state of a table in a region, and that of its replica in another one as this one knows it: `ACTIVE ACTIVE`; `None` where there is no such replica. */
export const replicaStates = (region: string, table: string, other: string): string[] => [
  ...['aws', 'dynamodb', 'describe-table', '--region', region, '--table-name', table],
  ...['--query', `Table.[TableStatus,Replicas[?RegionName=='${other}'].ReplicaStatus | [0]]`, '--output', 'text'],
];

/** Whether any moment can be restored, and for how many days. */
export const continuousBackups = (region: string, table: string): string[] => [
  ...['aws', 'dynamodb', 'describe-continuous-backups', '--region', region, '--table-name', table, '--query'],
  'ContinuousBackupsDescription.PointInTimeRecoveryDescription.[PointInTimeRecoveryStatus,RecoveryPeriodInDays]',
  ...['--output', 'text'],
];

/** Whether nobody can delete it, and whose key it is encrypted by. */
export const tableGuards = (region: string, table: string): string[] => [
  ...['aws', 'dynamodb', 'describe-table', '--region', region, '--table-name', table],
  ...['--query', 'Table.[DeletionProtectionEnabled,SSEDescription.SSEType]', '--output', 'text'],
];

/**
 * Seconds for which a policy that was written a moment ago may be read as it was, or as none, and is not written again: "a few seconds" and 15
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html, 2026-12).
 */
const SETTLES = 20;

const TABLE_POLICY = `set -eu
region=$1 table=$2 sid=$3
policy() { aws dynamodb get-resource-policy --region "$region" --resource-arn "$table" --query Policy --output text 2>&1 || true; }
is=$(policy)
case $is in
  *'(PolicyNotFoundException)'*) is='{"Version":"2012-10-17","Statement":[]}' ;;
  '{'*) ;;
  *) printf 'the policy of %s cannot be read: %s\\n' "$table" "$is" >&2; exit 1 ;;
esac`;

const CLOSE_TABLE = `${TABLE_POLICY}
becomes=$(printf %s "$is" | jq -c --arg sid "$sid" --argjson more "$4" '.Statement = ([.Statement] | flatten | map(select(.Sid != $sid))) + [$more]')
aws dynamodb put-resource-policy --region "$region" --resource-arn "$table" --policy "$becomes" --query RevisionId --output text`;

/** Adds one statement to the policy of a replica, whatever else it says; that of the same id takes its place. */
export const closeTable = (region: string, table: string, sid: string, statement: Statement): string[] =>
  script(CLOSE_TABLE, region, table, sid, JSON.stringify(statement));

const COUNTED = `${TABLE_POLICY}
count() { printf %s "$is" | jq --arg sid "$sid" '[.Statement] | flatten | map(select(.Sid == $sid)) | length'; }
n=$(count)`;

const OPEN_TABLE = `${COUNTED}
if [ "$n" = 0 ]; then
  sleep "$4"
  is=$(policy)
  case $is in
    *'(PolicyNotFoundException)'*) echo 'nothing to take out'; exit 0 ;;
    '{'*) ;;
    *) printf 'the policy of %s cannot be read: %s\\n' "$table" "$is" >&2; exit 1 ;;
  esac
  n=$(count)
  if [ "$n" = 0 ]; then echo 'nothing to take out'; exit 0; fi
fi
becomes=$(printf %s "$is" | jq -c --arg sid "$sid" '.Statement = ([.Statement] | flatten | map(select(.Sid != $sid)))')
case $becomes in
  *'"Statement":[]'*) aws dynamodb delete-resource-policy --region "$region" --resource-arn "$table" --query RevisionId --output text ;;
  *) aws dynamodb put-resource-policy --region "$region" --resource-arn "$table" --policy "$becomes" --query RevisionId --output text ;;
esac
echo 'taken out'`;

/** Takes that statement out again, and nothing else. That there is none is believed once it is read again: one that was added a moment ago may not be seen. */
export const openTable = (region: string, table: string, sid: string): string[] => script(OPEN_TABLE, region, table, sid, String(SETTLES));

const IS_CLOSED = `${COUNTED}
if [ "$n" = 0 ]; then echo open; else echo closed; fi`;

/** `closed` where the policy of a replica has that statement, `open` where it has none. */
export const tableDoor = (region: string, table: string, sid: string): string[] => script(IS_CLOSED, region, table, sid);

const MEASURED = `number() {
  aws cloudwatch get-metric-statistics --region "$region" --namespace AWS/DynamoDB --metric-name "$1" --dimensions "$2" \${3:+"$3"} --start-time "$from" --end-time "$now" --period 60 --statistics "$4" --query "$5" --output text
}
written() { number ConsumedWriteCapacityUnits "Name=TableName,Value=$table" '' Sum 'sum(Datapoints[].Sum)'; }
lag() { number ReplicationLatency "Name=TableName,Value=$table" "Name=ReceivingRegion,Value=$to" Maximum 'max(Datapoints[].Maximum)'; }`;

/** Minutes behind a fence in which nothing is written and nothing is sent: a metric comes about two minutes late (the library's own choice). */
const QUIET = 300;

const ARRIVED = `set -eu
${MOMENT}
region=$1 table=$2 to=$3 since=$(moment "$4") quiet=$5 now=$(date +%s)
from=$((now - quiet))
${MEASURED}
if [ "$from" -lt "$since" ]; then printf 'asked %s s behind the fence, and not %s\\n' "$((now - since))" "$quiet"; exit 0; fi
wrote=$(written)
case $wrote in 0 | 0.0) ;; *) printf 'still written: %s\\n' "$wrote"; exit 0 ;; esac
sent=$(lag)
case $sent in None) echo 0 ;; *) printf 'still sent, and late by %s ms\\n' "$sent" ;; esac`;

/**
 * `0` once nothing was written at a region for minutes behind a moment, and nothing of it arrived at the other one. What a fence let in while it was taking
 * hold, which it does in seconds, is waited for as the rest.
 */
export const allArrived = (region: string, table: string, to: string, since: string): string[] =>
  script(ARRIVED, region, table, to, since, String(QUIET));

/** Seconds that a lag is looked for in. */
const LATELY = 900;

const TABLE_BEHIND = `set -eu
region=$1 table=$2 to=$3 now=$(date +%s)
from=$((now - $4))
${MEASURED}
late=$(lag)
wrote=$(written)
case "$late $wrote" in
  'None 0' | 'None 0.0') echo 0 ;;
  None*) printf 'written, and nothing says how late it arrives: %s\\n' "$wrote" ;;
  *) late=\${late%% *}; late=\${late%%.*}; echo $(((late + 999) / 1000)) ;;
esac`;

/**
 * Seconds that items took lately from a region to the other one; 0 where nothing was written. It is published where it is sent from, by the region that it
 * is sent to (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html, ReplicationLatency, 2026-11; UNVERIFIED that the
 * region that receives has it in no place).
 */
export const tableBehind = (region: string, table: string, to: string): string[] => script(TABLE_BEHIND, region, table, to, String(LATELY));
