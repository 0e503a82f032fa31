import { MORE } from '../../words/doctor';
import { script } from '../../words/steps';

/*
 * The command lines of entrances: they read, and change nothing. UNVERIFIED: none of them was run against OCI; calls, options and fields are those of
 * https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/.
 */

/** How many load balancers of a compartment bear a name, and stand. */
export const balancersNamed = (region: string, compartment: string, name: string): string[] => [
  ...['oci', 'lb', 'load-balancer', 'list', '--region', region, '--compartment-id', compartment, '--display-name', name],
  ...['--lifecycle-state', 'ACTIVE', '--query', 'length(data)', '--raw-output'],
];

const BALANCERS = `set -eu
has=$(oci limits resource-availability get --region "$1" --compartment-id "$2" --service-name load-balancer --limit-name lb-flexible-count --query data.available --raw-output)
case $has in '' | *[!0-9]*) printf 'no number: "%s"\\n' "$has"; exit ;; esac
if [ "$has" -ge "$3" ]; then is=room; else is=full; fi
printf '%s: %s left, %s more needed\\n' "$is" "$has" "$3"`;

/** Whether a compartment may have so many more flexible load balancers: the name of the limit is that of `oci limits definition list` (UNVERIFIED). */
export const balancerRoom = (region: string, compartment: string): string[] => script(BALANCERS, region, compartment, MORE);

const UNGUARDED = `set -eu
there=$(oci lb load-balancer list --region "$1" --compartment-id "$2" --display-name "$3" --lifecycle-state ACTIVE --query "data[0].id || 'none'" --raw-output)
case \${there:-none} in
  none)
    echo 0
    exit 0
    ;;
esac
guards=$(oci waf web-app-firewall list --region "$1" --compartment-id "$2" --display-name "$3" --lifecycle-state ACTIVE --all --query "length(data.items[?\\"load-balancer-id\\"=='$there'])" --raw-output)
if [ "$guards" = 1 ]; then echo 0; else echo 1; fi`;

/** 1 where a load balancer stands with no firewall in front of it, which would let everybody in; else 0. */
export const unguarded = (region: string, compartment: string, name: string): string[] => script(UNGUARDED, region, compartment, name);

const ENDS = `set -eu
ends=$(oci certs-mgmt certificate get --region "$1" --certificate-id "$2" --query 'data."current-version".validity."time-of-validity-not-after"' --raw-output)
left=$((($(date -d "$ends" +%s) - $(date +%s)) / 86400))
gone=$(($3 - left))
if [ "$gone" -gt 0 ]; then echo "$gone"; else echo 0; fi`;

/** How many of the last days of a certificate are gone; 0 ahead of them. (`date -d` is that of GNU.) */
export const certificateDaysGone = (region: string, certificate: string, days: number): string[] =>
  script(ENDS, region, certificate, String(days));
