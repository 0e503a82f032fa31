import { script } from '../../words/steps';

/*
 * The command lines of the switch of traffic: they read, and change nothing. UNVERIFIED: none of them was run against OCI; calls, options and fields are
 * those of https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/.
 */

const RECORDS = `set -eu
region=$1 compartment=$2 zone=$3
shift 3
id=$(oci dns zone list --region "$region" --compartment-id "$compartment" --name "$zone" --scope GLOBAL --query "data[0].id || 'none'" --raw-output)
case \${id:-none} in
  none)
    printf 'there is no zone %s\\n' "$zone"
    exit 0
    ;;
esac
has=$(oci dns record zone get --region "$region" --zone-name-or-id "$id" --all --query "join(' ', data.items[].domain)" --raw-output)
lacks=
for one in "$@"; do
  printf '%s\\n' "$has" | tr ' ' '\\n' | grep -qixF -e "$one" || lacks="$lacks $one"
done
if [ -z "$lacks" ]; then echo complete; else echo "it lacks:$lacks"; fi`;

/** Whether a zone has a record of each of these names: `complete`, or what it lacks. */
export const recordsOf = (region: string, compartment: string, zone: string, names: readonly string[]): string[] =>
  script(RECORDS, region, compartment, zone, ...names);

const CERTIFICATE = `set -eu
region=$1 certificate=$2
shift 2
is=$(oci certs-mgmt certificate get --region "$region" --certificate-id "$certificate" --query 'data."lifecycle-state"' --raw-output)
if [ "$is" != ACTIVE ]; then
  printf 'it is %s\\n' "$is"
  exit 0
fi
has=$(oci certs-mgmt certificate get --region "$region" --certificate-id "$certificate" --query "join(' ', not_null(data.\\"current-version\\".\\"subject-alternative-names\\", \\\`[]\\\`)[].value)" --raw-output)
lacks=
for one in "$@"; do
  printf '%s\\n' "$has" | tr ' ' '\\n' | grep -qixF -e "$one" -e "*.\${one#*.}" || lacks="$lacks $one"
done
if [ -z "$lacks" ]; then echo complete; else echo "it lacks:$lacks"; fi`;

/** Whether a certificate is in use and has these names, one by one or by a wildcard of their domain: `complete`, or what it lacks. */
export const certificateHas = (region: string, certificate: string, names: readonly string[]): string[] =>
  script(CERTIFICATE, region, certificate, ...names);
