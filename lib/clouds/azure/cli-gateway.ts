import { MORE } from '../../words/doctor';
import { script } from '../../words/steps';
import { ROOM } from '../../port/room-words';
import { NAME_TOLD } from './name-words';

/*
 * The command lines of entrances and of what leads to them: they read, and change nothing. UNVERIFIED: none of them was run against Azure;
 * calls, options and fields are those of https://learn.microsoft.com/cli/azure/reference-index and of the REST reference named beside them.
 */

/** How a gateway was made, and whether it runs. */
export const gatewayState = (subscription: string, group: string, name: string): string[] => [
  ...['az', 'network', 'application-gateway', 'show', '--subscription', subscription, '--resource-group', group, '--name', name],
  ...['--query', "join(' ', [provisioningState, operationalState])", '--output', 'tsv'],
];

const GATEWAYS = `set -eu
${ROOM}
usage() { az network list-usages --subscription "$1" --location "$2" --query "[?name.value=='ApplicationGateways'].$3 | [0]" --output tsv; }
used=$(usage "$1" "$2" currentValue)
max=$(usage "$1" "$2" limit)
room "$used" "$max" "$3"`;

/** Whether a subscription may have so many more gateways in a region. */
export const gatewayRoom = (subscription: string, region: string): string[] => script(GATEWAYS, subscription, region, MORE);

const LABEL = `set -eu
${NAME_TOLD}
own=$(az network public-ip list --subscription "$1" --query "[?location=='$2' && dnsSettings.domainNameLabel=='$3'].id | [0]" --output tsv)
ours "$own"
free=$(az rest --method get --uri "/subscriptions/$1/providers/Microsoft.Network/locations/$2/CheckDnsNameAvailability?domainNameLabel=$3&api-version=2024-05-01" --query available --output tsv)
told "$free"`;

/**
 * Whether the label of an address is one of the subscription, or may be: `there`, `free` or `taken`.
 * https://learn.microsoft.com/rest/api/virtualnetwork/check-dns-name-availability/check-dns-name-availability
 */
export const labelNamed = (subscription: string, region: string, label: string): string[] => script(LABEL, subscription, region, label);

const CERTIFICATE = `set -eu
subscription=$1 vault=$2 name=$3
shift 3
show() { az keyvault certificate show --subscription "$subscription" --vault-name "$vault" --name "$name" --query "$1" --output tsv; }
enabled=$(show attributes.enabled)
case $enabled in
  [Tt]rue) ;;
  *)
    echo 'it is disabled'
    exit 0
    ;;
esac
has=$(show 'policy.x509CertificateProperties.subjectAlternativeNames.dnsNames || \`[]\`')
lacks=
for one in "$@"; do
  printf '%s\\n' "$has" | grep -qixF -e "$one" -e "*.\${one#*.}" || lacks="$lacks $one"
done
printf '%s\\n' "\${lacks:+it lacks:$lacks}" | sed 's/^$/complete/'`;

/** Whether a certificate is in use and has these names, one by one or by a wildcard of their domain: `complete`, or what it lacks. */
export const certificateHas = (subscription: string, vault: string, name: string, names: readonly string[]): string[] =>
  script(CERTIFICATE, subscription, vault, name, ...names);

const ENDS = `set -eu
ends=$(az keyvault certificate show --subscription "$1" --vault-name "$2" --name "$3" --query attributes.expires --output tsv)
left=$((($(date -d "$ends" +%s) - $(date +%s)) / 86400))
gone=$(($4 - left))
if [ "$gone" -gt 0 ]; then echo "$gone"; else echo 0; fi`;

/** How many of the last days of a certificate are gone; 0 ahead of them. (`date -d` is that of GNU.) */
export const certificateDaysGone = (subscription: string, vault: string, name: string, days: number): string[] =>
  script(ENDS, subscription, vault, name, String(days));

/** Where something stands, by its id. */
export const locationOf = (id: string): string[] => ['az', 'resource', 'show', '--ids', id, '--query', 'location', '--output', 'tsv'];
