import { script } from '../../words/steps';

const METRIC = `now=$(date +%s)
region=$1 namespace=$2 metric=$3 window=$4
shift 4
aws cloudwatch get-metric-statistics --region "$region" --namespace "$namespace" --metric-name "$metric" --dimensions "$@" --start-time "$((now - window))" --end-time "$now" --period 60 --statistics Maximum --query 'sort_by(Datapoints,&Timestamp)[-1].Maximum' --output text`;

/** The last maximum of a metric in the quarter of an hour before a moment; `None` where there is none. */
export function metricBefore(
  moment: string,
  region: string,
  namespace: string,
  metric: string,
  dimensions: Readonly<Record<string, string>>,
): string[] {
  const end = Date.parse(moment);
  const at = (time: number): string => new Date(time).toISOString();
  const named = Object.entries(dimensions).map(([name, value]) => `Name=${name},Value=${value}`);
  return [
    ...['aws', 'cloudwatch', 'get-metric-statistics', '--region', region, '--namespace', namespace, '--metric-name', metric],
    ...['--dimensions', ...named, '--start-time', at(end - 900_000), '--end-time', at(end), '--period', '60', '--statistics', 'Maximum'],
    ...['--query', 'sort_by(Datapoints,&Timestamp)[-1].Maximum', '--output', 'text'],
  ];
}

/** The last maximum of a metric in a window of seconds; `None` where there is none. */
export const lastMetric = (
  region: string,
  namespace: string,
  metric: string,
  window: number,
  dimensions: Readonly<Record<string, string>>,
): string[] =>
  script(
    METRIC,
    region,
    namespace,
    metric,
    String(window),
    ...Object.entries(dimensions).map(([name, value]) => `Name=${name},Value=${value}`),
  );
