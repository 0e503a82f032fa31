import { script } from '../../words/steps';
import { NAME_TOLD } from './name-words';

/*
 * The command lines of the switch of traffic: they read, and change nothing. UNVERIFIED: none of them was run against Azure; calls, options and
 * fields are those of https://learn.microsoft.com/cli/azure/network/traffic-manager/profile and …/network/dns/record-set.
 */

const PROFILE = `set -eu
${NAME_TOLD}
own=$(az network traffic-manager profile list --subscription "$1" --query "[?dnsConfig.relativeName=='$2'].id | [0]" --output tsv)
ours "$own"
free=$(az network traffic-manager profile check-dns --subscription "$1" --name "$2" --query nameAvailable --output tsv)
told "$free"`;

/** Whether a name in the domain of Traffic Manager is that of a profile of the subscription, or may be: `there`, `free` or `taken`. */
export const profileNamed = (subscription: string, label: string): string[] => script(PROFILE, subscription, label);

const RECORDS = `set -eu
subscription=$1 zone=$2
shift 2
group=$(az network dns zone list --subscription "$subscription" --query "[?name=='$zone'].resourceGroup | [0]" --output tsv)
case $group in
  '' | None)
    printf 'there is no zone %s\\n' "$zone"
    exit 0
    ;;
esac
has=$(az network dns record-set list --subscription "$subscription" --resource-group "$group" --zone-name "$zone" --query "[?targetResource.id].name" --output tsv)
lacks=
for one in "$@"; do
  printf '%s\\n' "$has" | grep -qixF -e "$one" || lacks="$lacks $one"
done
if [ -z "$lacks" ]; then echo complete; else echo "it lacks:$lacks"; fi`;

/** Whether a zone has an alias under each of these names: `complete`, or what it lacks. */
export const recordsOf = (subscription: string, zone: string, names: readonly string[]): string[] =>
  script(RECORDS, subscription, zone, ...names);
