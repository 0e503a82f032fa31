import { ROOM } from '../../port/room-words';
import { MORE } from '../../words/doctor';
import { script } from '../../words/steps';

/*
 * The command lines of quotas: whether what is made on the day has room in its subscription. They read, and change nothing. UNVERIFIED: none
 * of them was run against Azure.
 */

const ADDRESSES = `set -eu
${ROOM}
used=$(az network list-usages --subscription "$1" --location "$2" --query "[?name.value=='StandardSkuPublicIpAddresses'].currentValue | [0]" --output tsv)
max=$(az network list-usages --subscription "$1" --location "$2" --query "[?name.value=='StandardSkuPublicIpAddresses'].limit | [0]" --output tsv)
room "$used" "$max" "$3"`;

/** Whether a subscription may have so many more public addresses in a region. */
export const addressRoom = (subscription: string, region: string): string[] => script(ADDRESSES, subscription, region, MORE);
