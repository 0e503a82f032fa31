import { script } from '../../words/steps';

/*
 * The command lines about networks that exist: whether what stands in them has what it needs. They read, and change nothing. UNVERIFIED: none
 * of them was run against AWS; calls, options and fields are those of https://docs.aws.amazon.com/cli/latest/reference/ec2/, 2026-11.
 */

/** Some subnets of a network that exists. */
export interface SubnetsAt {
  /** Where it is. */
  readonly region: string;
  /** The network. */
  readonly vpc: string;
  /** The subnets. */
  readonly subnets: readonly string[];
}

/*
 * The tables of a network, a line each: its subnets, whether it is the main one, its ways out that are no internet gateway's, and those that
 * are. A subnet that none names has the main one: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html, 2026-11. A way
 * whose gateway is gone is a blackhole, and counts for none.
 */
const TABLES = `region=$1 vpc=$2 subnets=$3
all="DestinationCidrBlock=='0.0.0.0/0'&&State=='active'" net="starts_with(not_null(GatewayId,'-'),'igw-')"
tables=$(aws ec2 describe-route-tables --region "$region" --filters "Name=vpc-id,Values=$vpc" --query "RouteTables[].[RouteTableId,join(',',Associations[].not_null(SubnetId,'-')),length(Associations[?Main]),length(Routes[?$all&&!$net]),length(Routes[?$all&&$net])]" --output text)
of() { printf '%s\\n' "$tables" | awk -F '\\t' -v subnet="$1" -v field="$2" 'index("," $2 ",", "," subnet ",") { own = $field } $3 > 0 { main = $field } END { print own != "" ? own : main }'; }`;

const WAYS = `set -eu
${TABLES}
shift 3
endpoints=$(aws ec2 describe-vpc-endpoints --region "$region" --filters "Name=vpc-id,Values=$vpc" Name=vpc-endpoint-state,Values=available --query "VpcEndpoints[].[ServiceName,VpcEndpointType,PrivateDnsEnabled,join(',',not_null(RouteTableIds,\\\`[]\\\`))]" --output text)
names=$(aws ec2 describe-vpc-attribute --region "$region" --vpc-id "$vpc" --attribute enableDnsHostnames --query EnableDnsHostnames.Value --output text)
near() {
  printf '%s\\n' "$endpoints" | awk -F '\\t' -v ends=".$region.$1" -v table="$2" -v names="$names" '
    length($1) > length(ends) && substr($1, length($1) - length(ends) + 1) == ends {
      if ($2 == "Gateway" && index("," $4 ",", "," table ",")) found = 1
      if ($2 == "Interface" && $3 == "True" && names == "True") found = 1
    }
    END { exit !found }'
}
lacks=
for subnet in $subnets; do
  if [ "$(of "$subnet" 4)" -gt 0 ]; then continue; fi
  far=
  for service in "$@"; do near "$service" "$(of "$subnet" 1)" || far="$far $service"; done
  if [ -n "$far" ]; then lacks="$lacks; $subnet:$far"; fi
done
if [ -z "$lacks" ]; then echo complete; exit 0; fi
if [ "$names" != True ]; then lacks="$lacks; DNS host names are off: endpoints have no names of services then"; fi
echo "no way from\${lacks#;}"`;

/**
 * `complete` where each of these subnets has a way to the services: a way out that is no internet gateway's, since what stands there has no
 * public address; or an endpoint for each, which its names lead to
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html#prerequisites-interface-endpoints, 2026-11). Whom the
 * guard of an endpoint lets in is not looked at.
 */
export const waysTo = ({ region, vpc, subnets }: SubnetsAt, services: readonly string[]): string[] =>
  script(WAYS, region, vpc, subnets.join(' '), ...services);

const OPEN = `set -eu
${TABLES}
lacks=
for subnet in $subnets; do
  if [ "$(of "$subnet" 5)" -eq 0 ]; then lacks="$lacks $subnet"; fi
done
if [ -n "$lacks" ]; then echo "no internet gateway:$lacks"; else echo complete; fi`;

/** `complete` where each of these subnets leads to an internet gateway: what stands there is reached by it. */
export const openSubnets = ({ region, vpc, subnets }: SubnetsAt): string[] => script(OPEN, region, vpc, subnets.join(' '));

const FREE = `set -eu
region=$1 least=$2
shift 2
few=$(aws ec2 describe-subnets --region "$region" --subnet-ids "$@" --query "Subnets[?AvailableIpAddressCount<\\\`$least\\\`].[SubnetId,AvailableIpAddressCount]" --output text)
if [ -n "$few" ]; then printf 'free: %s\\n' "$few" | tr '\\t\\n' ': '; else echo complete; fi`;

/** `complete` where each of these subnets has so many free addresses. */
export const freeAddresses = ({ region, subnets }: SubnetsAt, least: number): string[] => script(FREE, region, String(least), ...subnets);
