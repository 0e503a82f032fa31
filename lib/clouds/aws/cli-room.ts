import { ROOM } from '../../port/room-words';
import { MORE } from '../../words/doctor';
import { script } from '../../words/steps';

/*
 * The command lines of quotas: whether what is made on the day has room in its account. As those of `cli-doctor.ts`, they read, and change
 * nothing. UNVERIFIED: none of them was run against AWS.
 */

const DATABASES = `set -eu
${ROOM}
quota() { aws rds describe-account-attributes --region "$region" --query "AccountQuotas[?AccountQuotaName=='$name'].$1 | [0]" --output text; }
region=$1 name=$2
used=$(quota Used)
max=$(quota Max)
room "$used" "$max" "$3"`;

/** Whether the quota of a name (`DBInstances`, `AllocatedStorage` in GiB) leaves room for so many more. */
export const databaseRoom = (region: string, quota: string): string[] => script(DATABASES, region, quota, MORE);

const BALANCERS = `set -eu
${ROOM}
max=$(aws elbv2 describe-account-limits --region "$1" --query "Limits[?Name=='application-load-balancers'].Max | [0]" --output json)
used=$(aws elbv2 describe-load-balancers --region "$1" --query "length(LoadBalancers[?Type=='application'])" --output json)
room "$used" "$max" "$2"`;

/** Whether the account may have so many more application load balancers in a region. */
export const balancerRoom = (region: string): string[] => script(BALANCERS, region, MORE);

const ADDRESSES = `set -eu
${ROOM}
max=$(aws ec2 describe-account-attributes --region "$1" --attribute-names vpc-max-elastic-ips --query 'AccountAttributes[0].AttributeValues[0].AttributeValue' --output text)
used=$(aws ec2 describe-addresses --region "$1" --query 'length(Addresses)' --output json)
room "$used" "$max" "$2"`;

/** Whether the account may have so many more public addresses in a region. */
export const addressRoom = (region: string): string[] => script(ADDRESSES, region, MORE);

/** What counts virtual CPUs: a quota of a service, and the metric of its usage. */
export interface VcpuQuota {
  /** As quotas name the service. */
  readonly service: string;
  /** The quota. */
  readonly quota: string;
  /** As the metric names the service. */
  readonly usage: string;
}

const VCPUS = `set -eu
region=$1 more=$2 service=$3 quota=$4 usage=$5
max=$(aws service-quotas get-service-quota --region "$region" --service-code "$service" --quota-code "$quota" --query Quota.Value --output text)
now=$(date +%s)
used=$(aws cloudwatch get-metric-statistics --region "$region" --namespace AWS/Usage --metric-name ResourceCount --dimensions "Name=Service,Value=$usage" Name=Type,Value=Resource Name=Resource,Value=vCPU Name=Class,Value=Standard/OnDemand --start-time "$((now - 900))" --end-time "$now" --period 300 --statistics Maximum --query 'sort_by(Datapoints,&Timestamp)[-1].Maximum' --output text)
case $used in None) used=0 ;; esac
case $used:$max in *[!0-9.:]* | :* | *:) printf 'no number: %s of %s\\n' "$used" "$max"; exit 0 ;; esac
awk -v used="$used" -v more="$more" -v max="$max" 'BEGIN { printf "%s: %s of %s vCPUs used, %s more needed\\n", (used + more <= max ? "room" : "full"), used, max, more }'`;

/** Whether a quota leaves room for so many virtual CPUs more. Usage is silent where nothing runs. */
export const vcpuRoom = (region: string, { service, quota, usage }: VcpuQuota): string[] =>
  script(VCPUS, region, MORE, service, quota, usage);
