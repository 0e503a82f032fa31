import { script } from '../../words/steps';

/*
 * The command lines of quotas: whether what is made on the day has room in its subscription. They read, and change nothing. UNVERIFIED: none
 * of them was run against Azure.
 */

/** What a question about room prints where there is some. */
export const HAS_ROOM = 'room: .*';

const ADDRESSES = `set -eu
used=$(az network list-usages --subscription "$1" --location "$2" --query "[?name.value=='StandardSkuPublicIpAddresses'].currentValue | [0]" --output tsv)
max=$(az network list-usages --subscription "$1" --location "$2" --query "[?name.value=='StandardSkuPublicIpAddresses'].limit | [0]" --output tsv)
case $used:$max in *[!0-9:]* | :* | *:) printf 'no number: %s of %s\\n' "$used" "$max"; exit 0 ;; esac
if [ "$((used + $3))" -le "$max" ]; then is=room; else is=full; fi
printf '%s: %s of %s used, %s more needed\\n' "$is" "$used" "$max" "$3"`;

/** Whether a subscription may have so many more public addresses in a region. */
export const addressRoom = (subscription: string, region: string, more: number): string[] =>
  script(ADDRESSES, subscription, region, String(more));
