import { script } from '../steps';

const METRIC = `now=$(date +%s)
region=$1 namespace=$2 metric=$3 window=$4
shift 4
aws cloudwatch get-metric-statistics --region "$region" --namespace "$namespace" --metric-name "$metric" --dimensions "$@" --start-time "$((now - window))" --end-time "$now" --period 60 --statistics Maximum --query 'sort_by(Datapoints,&Timestamp)[-1].Maximum' --output text`;

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
