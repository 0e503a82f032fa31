import { claimScript } from '../../port/marker-messages';
import { script } from '../../words/steps';

/*
 * The command lines of metrics and of claims; each of the others stands with its noun (`cli-*.ts`): which call, and how its answer is read.
 * The steps say which of them, when, and what is expected. Texts are constant; names, regions and recovery points are arguments.
 */

const WINDOW = `now=$(date +%s)
region=$1 namespace=$2 metric=$3 window=$4
shift 4
aws cloudwatch get-metric-statistics --region "$region" --namespace "$namespace" --metric-name "$metric" --dimensions "$@" --start-time "$((now - window))" --end-time "$now" --output text`;

const SUM = `${WINDOW} --period 300 --statistics Sum --query 'sum(Datapoints[].Sum)'`;

/** The dimensions of a metric, as the command line takes them. */
const named = (dimensions: Readonly<Record<string, string>>): string[] =>
  Object.entries(dimensions).map(([name, value]) => `Name=${name},Value=${value}`);

/** A metric of a region, of one thing, in the last seconds. */
type Measured = readonly [region: string, namespace: string, metric: string, window: number, dimensions: Readonly<Record<string, string>>];

/** What the shell is given of it. */
const words = ([region, namespace, metric, window, dimensions]: Measured): string[] => [
  ...[region, namespace, metric, String(window)],
  ...named(dimensions),
];

/** The sum of a metric over a window of seconds; 0 where there is none, too: for what a service counts only where it happens. */
export const sumOfMetric = (...of: Measured): string[] => script(SUM, ...words(of));

const CLAIM = claimScript(`region=$1 path=$2 move=$3 follows=$4 released=$5 own=$6
value_of() {
  value=$(aws ssm get-parameters --region "$region" --names "$1" --query 'Parameters[0].Value' --output text) || return 1
  [ "$value" = None ] || printf '%s\\n' "$value"
}
standing() {
  marker=$(value_of "$path/marker") || return 1
  [ -n "$marker" ] || { echo 0; return 0; }
  is=$(printf '%s\\n' "$marker" | sed -n 's/.*"marker":"\\([^"]*\\)".*/\\1/p')
  [ -n "$is" ] || is=$(printf '%s\\n' "$marker" | sed -n 's/.*"sequence":\\([0-9][0-9]*\\).*/\\1/p')
  [ -n "$is" ] || { printf '%s/marker is no marker: %s\\n' "$path" "$marker" >&2; return 1; }
  printf '%s\\n' "$is"
}
claim() { aws ssm put-parameter --region "$region" --name "$path/claims/$id" --type String --value "$move"; }
claimed() { value_of "$path/claims/$id"; }`);

/**
 * `get-parameters` answers with success where a parameter is absent, and fails where nobody answers. `put-parameter` without
 * `--overwrite` is refused where there is one already; that it is when two are sent at the same moment is not stated: UNVERIFIED.
 */
export const claimLine = (region: string, path: string, words: readonly string[]): string[] => [
  'sh',
  '-c',
  CLAIM,
  'claim',
  region,
  path,
  ...words,
];
