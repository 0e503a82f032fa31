import { script } from '../../words/steps';

/*
 * The command lines of a database that exists: who guards it, and how it is set. Texts are constant. Calls and fields are those of
 * https://docs.aws.amazon.com/cli/latest/reference/rds/ (2026-11). UNVERIFIED: none of them was run against AWS.
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
aws rds describe-db-parameters --region "$region" --db-parameter-group-name "$group" --query "Parameters[?ParameterName=='$parameter'].ParameterValue | [0]" --output json | tr -d '"'`;

/** What a parameter of an instance is set to; `null` where it is the engine's own. As JSON: the list has pages, and a text is made of each. */
export const parameterOf = (region: string, name: string, parameter: string): string[] => script(PARAMETER, region, name, parameter);
