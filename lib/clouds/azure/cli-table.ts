import { script } from '../../words/steps';
import { APPROVED_DOORS, DOORS_BESIDE, DOORS_WITHIN } from './cli-doors';
import { LACKED_HEAD, LAST_MEASURED, momentOf } from './cli-database';

/*
 * The command lines of Cosmos DB. Calls and options are those of https://learn.microsoft.com/cli/azure/cosmosdb (2026-11; `offline-region` came with
 * azure-cli 2.70.0) and `az monitor metrics list`. UNVERIFIED: none of them was run against Azure.
 * Regions are compared as codes: the service writes "Germany West Central".
 */

/** An account, as the command line names it. */
export interface TableWords {
  readonly subscription: string;
  readonly group: string;
  readonly account: string;
}

const wordsOf = ({ subscription, group, account }: TableWords): [string, string, string] => [subscription, group, account];

const SHOW = 'az cosmosdb show --subscription "$1" --resource-group "$2" --name "$3" --output tsv --query';
/** Texts one a line, as codes. */
const CODES = `codes() { printf '%s\\n' "$1" | tr -d ' ' | tr '[:upper:]' '[:lower:]'; }`;

/** What an account says of its regions: `state`, and codes in `writes` and `reads`. */
const REGIONS = `set -eu
${CODES}
has() { printf '%s\\n' "$2" | grep -qxF -e "$1"; }
state=$(${SHOW} provisioningState)
writes=$(${SHOW} 'writeLocations[].locationName')
reads=$(${SHOW} "readLocations[?provisioningState=='Succeeded'].locationName")
writes=$(codes "$writes")
reads=$(codes "$reads")`;

const ROLE = `${REGIONS}
if has "$4" "$writes"; then is=writes; elif has "$4" "$reads"; then is=reads; else is=absent; fi
printf '%s %s\\n' "$state" "$is"`;

/** The state of an account, and what a region is to it: `writes`, `reads` where it follows, or `absent`. */
export const regionRole = (of: TableWords, region: string): string[] => script(ROLE, ...wordsOf(of), region);

/** What {@link regionRole} says of a region that follows, and may take the role. */
export const READS = 'Succeeded reads';
/** The same where the other region is out: what the account is called then nobody says. */
export const READS_ANYHOW = '\\w+ reads';
/** What it says of one that takes writes. */
export const WRITES = '\\w+ writes';

const SWITCH = `${REGIONS}
if has "$4" "$writes"; then exit 0; fi
all=$(${SHOW} 'locations[].locationName')
policies=$4=0
next=1
for region in $(codes "$all"); do
  if [ "$region" != "$4" ]; then
    policies="$policies $region=$next"
    next=$((next + 1))
  fi
done
az cosmosdb failover-priority-change --subscription "$1" --resource-group "$2" --name "$3" --output none --failover-policies $policies`;

/** Has a region take the writes while all regions are healthy: nothing is lost, and one that has them is left alone. */
export const switchWrites = (of: TableWords, region: string): string[] => script(SWITCH, ...wordsOf(of), region);

const FORCE = `${REGIONS}
if has "$4" "$writes"; then exit 0; fi
if ! has "$4" "$reads"; then
  printf '%s does not follow\\n' "$4" >&2
  exit 1
fi
all=$(${SHOW} 'locations[].locationName')
of=none
case $writes in
  '' | *[!a-z0-9]*) ;;
  *) if has "$writes" "$(codes "$all")"; then of=account; fi ;;
esac
if [ "$of" = none ]; then
  printf 'no region of the account has the writes, as it says: "%s"\\n' "$writes" >&2
  exit 1
fi
az cosmosdb offline-region --subscription "$1" --resource-group "$2" --name "$3" --region "$writes" --output none`;

/**
 * Takes the region that has the writes out of the account, so that the other one has them; where that one has them already nothing is done. Where the
 * account does not say one of its regions, none is taken out.
 */
export const forceWrites = (of: TableWords, region: string): string[] => script(FORCE, ...wordsOf(of), region);

const DOORS = `set -eu
public=$(${SHOW} publicNetworkAccess)
doors=$(${SHOW} "${APPROVED_DOORS}")`;

const OTHERS = `${DOORS}
${DOORS_BESIDE}`;

/** Whether an account is reached by public networks, and how many private endpoints lead there that are not in a group. */
export const doorsBeside = (of: TableWords, group: string): string[] => script(OTHERS, ...wordsOf(of), group);

const OWN = `${DOORS}
${DOORS_WITHIN}`;

/** How many private endpoints of a group lead to an account. */
export const doorsIn = (of: TableWords, group: string): string[] => script(OWN, ...wordsOf(of), group);

/** What writes, as the service counts it (dimension `OperationType`; UNVERIFIED that these are all). */
const WRITING = ['Create', 'Upsert', 'Replace', 'Patch', 'Delete', 'Batch', 'ExecuteJavaScript']
  .map((type) => `OperationType eq '${type}'`)
  .join(' or ');

const WRITTEN = `set -eu
${CODES}
id=$(${SHOW} id)
minutes=$(az monitor metrics list --resource "$id" --metrics NormalizedRUConsumption --aggregation Maximum --interval PT1M --offset 5m --query 'value[0].timeseries[0].data[?maximum!=null].maximum' --output tsv)
told=$(az monitor metrics list --resource "$id" --metrics TotalRequests --aggregation Count --interval PT1M --offset 5m --filter "$5" --output tsv --query 'value[0].timeseries[].[metadatavalues[0].value, metadatavalues[1].value, to_string(sum(data[?count!=null].count))]')
if [ "$(printf '%s\\n' "$minutes" | grep -c '[0-9]')" -lt 2 ]; then exit 0; fi
tab=$(printf '\\t')
printf '%s\\n' "$told" | {
  total=0
  while IFS=$tab read -r one other many; do
    if [ "$(codes "$one")" = "$4" ] || [ "$(codes "$other")" = "$4" ]; then total=$((total + \${many%.*})); fi
  done
  printf '%s\\n' "$total"
}`;

/**
 * How many writes a region has answered in the last five minutes, as far as they are counted yet: each is one of the region that has the role. Of none there is
 * no count, and of a silent account neither: nothing is printed before two of these minutes were told of by what each minute has
 * (https://learn.microsoft.com/azure/cosmos-db/monitor-normalized-request-units, "emitted at 1 minute intervals", 2026-11; UNVERIFIED of an idle account).
 */
export const writesAt = (of: TableWords, region: string): string[] =>
  script(WRITTEN, ...wordsOf(of), region, `Region eq '*' and ${WRITING}`);

const NOW = `set -eu
id=$(${SHOW} id)
ms=$(az monitor metrics list --resource "$id" --metrics ReplicationLatency --aggregation Maximum --interval PT1M --offset 15m --query 'value[0].timeseries[0].data[?maximum!=null] | [-1].maximum' --output tsv)
case $ms in
  [0-9]*) printf '%s\\n' "$(((\${ms%.*} + 999) / 1000))" ;;
esac`;

/** How many seconds the slowest of a hundred writes took to the other region, as it was told last; nothing where nobody knows. */
export const tableBehind = (of: TableWords): string[] => script(NOW, ...wordsOf(of));

const LACKED = `${LACKED_HEAD}
id=$(${SHOW} id)
last=$(az monitor metrics list --resource "$id" --metrics ReplicationLatency ${LAST_MEASURED}
ms=\${2:-}
case $ms in '' | *[!0-9.]*) ;; *) ms=$(((\${ms%%.*} + 999) / 1000)) ;; esac
lost "$loss" "$at" "$ms"`;

/** How many seconds of data a region lacked when the other one was lost: without a moment, the latency that was told last. */
export const tableLackedAt = (of: TableWords, loss?: string): string[] => script(LACKED, ...wordsOf(of), momentOf(loss));

/** How an account is backed up, whether keys open it, and whether its service changes regions by itself. */
export const accountState = ({ subscription, group, account }: TableWords): string[] => [
  ...['az', 'cosmosdb', 'show', '--subscription', subscription, '--resource-group', group, '--name', account, '--query'],
  "join(' ', [backupPolicy.type, backupPolicy.continuousModeProperties.tier || 'None', to_string(disableLocalAuth), to_string(enableAutomaticFailover)])",
  ...['--output', 'tsv'],
];

/** The latest moment to which a container can be restored in a region. */
export const restorableTo = ({ subscription, group, account }: TableWords, container: string, region: string): string[] => [
  ...['az', 'cosmosdb', 'sql', 'retrieve-latest-backup-time', '--subscription', subscription, '--resource-group', group],
  ...['--account-name', account, '--database-name', container, '--container-name', container, '--location', region],
  ...['--query', 'continuousBackupInformation.latestRestorableTimestamp', '--output', 'tsv'],
];
