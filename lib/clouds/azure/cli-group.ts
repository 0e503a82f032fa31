import { script } from '../../words/steps';
import { OF_GROUP, type GroupWords } from './cli-machines';
import { HELD } from './facts';

/*
 * The command lines of a group of machines that exists: its number, and what scales it. Calls and options are those of the core of the Azure CLI 2.91
 * (`az monitor autoscale … --help`). UNVERIFIED: none of them was run against Azure.
 */

/** What scales it: settings of its resource group that name it, told apart by what a query says of them. Names of them have no blank that counts. */
const SCALES = `named() {
  settings=$(az monitor autoscale list --subscription "$subscription" --resource-group "$group" --query "[?$1].[targetResourceUri, name]" --output tsv) || return 1
  printf '%s\\n' "$settings" | while read -r of name; do
    case $(printf '%s' "$of" | tr '[:upper:]' '[:lower:]') in */"$(printf '%s' "$machines" | tr '[:upper:]' '[:lower:]')") printf '%s\\n' "$name" ;; esac
  done
}`;

// The mark is a word that JSON takes for no other: `--set` of the Azure CLI reads `true` as a truth, which no tag may be (azure/cli/core/aaz/_operation.py, `_set_properties`).
const STOP = `set -eu
${OF_GROUP}
${SCALES}
running=$(named enabled)
for name in $running; do
  az monitor autoscale update --subscription "$subscription" --resource-group "$group" --name "$name" --enabled false --set tags.${HELD}=yes --output none
done
if [ "$wanted" -gt 0 ]; then az vmss scale --subscription "$subscription" --resource-group "$group" --name "$machines" --new-capacity 0 --no-wait --output none; fi
echo '0 wanted'`;

/** Wants no machine of it, and has nothing want some again: what scales it is held, and says so by a tag. */
export const holdGroup = ({ subscription, group, machines }: GroupWords): string[] => script(STOP, subscription, group, machines);

const WAKE = `set -eu
${OF_GROUP}
${SCALES}
least=$4 asleep=$5 scales=$6
held=$(named "tags.${HELD}=='yes'")
if [ "$least" -gt 0 ] && { [ "$wanted" -le "$asleep" ] || [ -n "$held" ]; }; then
  if [ "$wanted" -lt "$least" ]; then
    az vmss scale --subscription "$subscription" --resource-group "$group" --name "$machines" --new-capacity "$least" --no-wait --output none
    wanted=$least
  fi
  if [ "$scales" = true ]; then
    for name in $held; do
      az monitor autoscale update --subscription "$subscription" --resource-group "$group" --name "$name" --enabled true --remove tags.${HELD} --output none
    done
  fi
fi
printf '%s wanted\\n' "$wanted"`;

/** How a group is started. */
export interface Wanted {
  /** So many at least. */
  readonly least: number;
  /** Where no more than that are wanted, or a fence holds it. */
  readonly asleep: number;
  /** Whether what scales it goes on. */
  readonly scales: boolean;
}

/**
 * Wants at least so many of it where no more are wanted than sleep, or where a fence holds it, and takes back what that fence held. Of one that serves nothing
 * changes, however many its owner wants.
 */
export const wakeGroup = ({ subscription, group, machines }: GroupWords, { least, asleep, scales }: Wanted): string[] =>
  script(WAKE, subscription, group, machines, ...[least, asleep, scales].map(String));

/** What a query says of it. */
export const saidOfGroup = ({ subscription, group, machines }: GroupWords, query: string): string[] => [
  ...['az', 'vmss', 'show', '--subscription', subscription, '--resource-group', group, '--name', machines],
  ...['--query', query, '--output', 'tsv'],
];
