import { script } from '../../words/steps';

/*
 * The command lines of a database that exists: who guards it, how it is set, and how large it is beside its standby. Texts are constant.
 * Calls and fields are those of https://docs.aws.amazon.com/cli/latest/reference/rds/, …/ec2/ and …/kms/ (2026-11). UNVERIFIED: none of them
 * was run against AWS.
 */

const GUARDED = `guarded() {
  aws rds modify-db-instance --region "$region" --db-instance-identifier "$name" --apply-immediately --vpc-security-group-ids "$@" --output json >/dev/null
  while :; do
    is=$(aws rds describe-db-instances --region "$region" --db-instance-identifier "$name" --query "join(' ',sort(DBInstances[0].VpcSecurityGroups[?Status=='active'].VpcSecurityGroupId))" --output text)
    if [ "$is" = "$(printf '%s\\n' "$@" | sort | paste -sd ' ' -)" ]; then break; fi
    sleep 10
  done
  echo "guarded by $is"
}`;

const BY = `set -eu
region=$1 name=$2
shift 2
${GUARDED}
guarded "$@"`;

/** Gives an instance these security groups and no others, at once, and waits until they guard it. */
export const guardedBy = (region: string, name: string, groups: readonly string[]): string[] => script(BY, region, name, ...groups);

const CLOSED = `closed() {
  aws ec2 describe-security-groups --region "$region" --filters "Name=group-name,Values=$1" --query "SecurityGroups[0].$2" --output text
}`;

const BY_CLOSED = `set -eu
region=$1 name=$2
${CLOSED}
${GUARDED}
group=$(closed "$3" GroupId)
if [ "$group" = None ]; then printf 'there is no group %s\\n' "$3" >&2; exit 1; fi
guarded "$group"`;

/** The same, with the group of that name. */
export const guardedByClosed = (region: string, name: string, group: string): string[] => script(BY_CLOSED, region, name, group);

const SAME = `set -eu
region=$1 name=$2
${CLOSED}
group=$(closed "$3" VpcId)
is=$(aws rds describe-db-instances --region "$region" --db-instance-identifier "$name" --query 'DBInstances[0].DBSubnetGroup.VpcId' --output text)
if [ "$is" = "$group" ]; then echo same; else echo "$is, and $3 in $group"; fi`;

/** `same` where an instance and a security group, by its name, are in one network. */
export const sameNetwork = (region: string, name: string, group: string): string[] => script(SAME, region, name, group);

const PARAMETER = `set -eu
region=$1 name=$2 parameter=$3
group=$(aws rds describe-db-instances --region "$region" --db-instance-identifier "$name" --query 'DBInstances[0].DBParameterGroups[0].DBParameterGroupName' --output text)
value=$(aws rds describe-db-parameters --region "$region" --db-parameter-group-name "$group" --query "Parameters[?ParameterName=='$parameter'].ParameterValue | [0]" --output json)
printf '%s\\n' "$value" | tr -d '"'`;

/** What a parameter of an instance is set to; `null` where it is the engine's own. As JSON: the list has pages, and a text is made of each. */
export const parameterOf = (region: string, name: string, parameter: string): string[] => script(PARAMETER, region, name, parameter);

const INSTANCE = `is() { aws rds describe-db-instances --region "$region" --db-instance-identifier "$name" --query "DBInstances[0].$1" --output text; }`;

const FITS = `set -eu
region=$1 name=$2 standby=$3 cpus=$4 mib=$5
${INSTANCE}
class=$(is DBInstanceClass)
if [ "$class" = "$standby" ]; then echo fits; exit 0; fi
of() { aws ec2 describe-instance-types --region "$region" --instance-types "\${class#db.}" --query "InstanceTypes[0].$1" --output text; }
has=$(of VCpuInfo.DefaultVCpus)
holds=$(of MemoryInfo.SizeInMiB)
case $has$holds in '' | *[!0-9]*) printf 'nobody says how large %s is\\n' "$class"; exit 0 ;; esac
if [ "$has" -le "$cpus" ] && [ "$holds" -le "$mib" ]; then echo fits; else printf '%s has %s vCPU and %s MiB, %s has %s and %s\\n' "$class" "$has" "$holds" "$standby" "$cpus" "$mib"; fi`;

/** `fits` where an instance is no larger than a class: a class of RDS is as large as the type of EC2 that it is named by. */
export const fitsStandby = (region: string, name: string, [of, vcpus, gib]: readonly [string, number, number]): string[] =>
  script(FITS, region, name, of, String(vcpus), String(gib * 1024));

const SETTINGS = `set -eu
region=$1 name=$2
${INSTANCE}
group=$(is 'DBParameterGroups[0].DBParameterGroupName')
said=$(aws rds describe-db-parameters --region "$region" --db-parameter-group-name "$group" --source user --query 'Parameters[].[ParameterName,ParameterValue]' --output json)
printf %s "$said" | jq -r --argjson declared "$3" --argjson apart "$4" '
  (map({(.[0]): .[1]}) | add // {}) as $set
  | [(($set + $declared) | keys[]) | select(IN($apart[]) | not) | select($set[.] != $declared[.])
    | "\\(.) is \\($set[.] // "not set"), and \\($declared[.] // "not set") at the standby"]
  | if length == 0 then "same" else "differ: " + join("; ") end'`;

/** `same` where its owner set the parameters of an instance to these values, and no other one, but for those that are apart. */
export const sameSettings = (
  region: string,
  name: string,
  declared: Readonly<Record<string, string>>,
  apart: readonly string[],
): string[] => script(SETTINGS, region, name, JSON.stringify(declared), JSON.stringify(apart));

const VERSION = `set -eu
region=$1 name=$2 standby=$3 engine=$4 class=$5
${INSTANCE}
version=$(is EngineVersion)
n=$(aws rds describe-orderable-db-instance-options --region "$standby" --engine "$engine" --engine-version "$version" --db-instance-class "$class" --query 'length(OrderableDBInstanceOptions)' --output json)
if [ "$n" -gt 0 ]; then echo offered; else printf '%s %s is not offered for %s in %s\\n' "$engine" "$version" "$class" "$standby"; fi`;

/** Whether the whole version of an instance is offered in another region, for a class. */
export const versionOffered = (region: string, name: string, standby: string, engine: string, of: string): string[] =>
  script(VERSION, region, name, standby, engine, of);

const MANAGER = `set -eu
region=$1 name=$2
${INSTANCE}
aws kms describe-key --region "$region" --key-id "$(is KmsKeyId)" --query KeyMetadata.KeyManager --output text`;

/** Whose key encrypts an instance: `CUSTOMER`, or `AWS`. */
export const keyManager = (region: string, name: string): string[] => script(MANAGER, region, name);
