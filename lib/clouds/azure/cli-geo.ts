import { script } from '../../words/steps';
import { APPROVED_DOORS, DOORS_BESIDE, DOORS_WITHIN } from './cli-doors';
import type { AccountWords } from './cli';
import { momentOf } from './cli-database';

/*
 * The command lines of a storage account that its service keeps in two regions. Calls, options and fields are those of
 * https://learn.microsoft.com/cli/azure/storage/account (2026-11). UNVERIFIED: none of them was run against Azure.
 */

const wordsOf = ({ subscription, group, account }: AccountWords): [string, string, string] => [subscription, group, account];

const SHOW = 'az storage account show --subscription "$1" --resource-group "$2" --name "$3" --output tsv';

const ASKS = `set -eu
asked="join('|', [provisioningState, primaryLocation, secondaryLocation || 'none', geoReplicationStats.status || 'none', sku.name])"
asks() { ${SHOW} --expand geoReplicationStats --query "$asked" || ${SHOW} --query "$asked"; }`;
const PARSED = `told=$(printf '%s\\n' "$told" | tr -d ' ' | tr '[:upper:]' '[:lower:]')
state=\${told%%|*} rest=\${told#*|}
primary=\${rest%%|*} rest=\${rest#*|}
secondary=\${rest%%|*} rest=\${rest#*|}
status=\${rest%%|*} sku=\${rest#*|}`;

/**
 * What an account says of its regions, as codes: `state`, `primary`, `secondary`, how far the second one is (`status`), and the kind of redundancy (`sku`).
 * Where the first region is out nobody may say how far the other one is: then the rest is asked for without it.
 */
const REGIONS = `${ASKS}
told=$(asks "$@")
${PARSED}`;

const ROLE = `${REGIONS}
case $4 in
  "$primary") is=writes ;;
  "$secondary") is=reads ;;
  *) is=absent ;;
esac
printf '%s %s %s\\n' "$state" "$is" "$status"`;

/** The state of an account, what a region is to it (`writes`, `reads` where it follows, or `absent`), and how far the one that follows is. */
export const geoRole = (of: AccountWords, region: string): string[] => script(ROLE, ...wordsOf(of), region);

/** What {@link geoRole} says of a region that follows, with all that there was: it may take the role. */
export const FOLLOWS_LIVE = 'succeeded reads live';
/** The same where the other region is out: how far it is called then nobody says. */
export const FOLLOWS_ANYHOW = '\\w+ reads \\w+';
/** What it says of one that takes writes. */
export const TAKES_WRITES = '\\w+ writes \\w+';

const FAILOVER = `${REGIONS}
if [ "$primary" = "$4" ]; then exit 0; fi
if [ "$secondary" != "$4" ]; then
  printf '%s does not follow: the account is in %s and %s\\n' "$4" "$primary" "$secondary" >&2
  exit 1
fi
az storage account failover --subscription "$1" --resource-group "$2" --name "$3" --failover-type Planned --yes --output none`;

const FORCE = `${ASKS}
told=$(asks "$@") || told=
if [ -n "$told" ]; then
${PARSED}
  if [ "$primary" = "$4" ]; then exit 0; fi
  if [ "$secondary" != "$4" ]; then
    printf '%s does not follow: the account is in %s and %s\\n' "$4" "$primary" "$secondary" >&2
    exit 1
  fi
else
  printf 'nobody says where the account is: the failover is sent anyway\\n' >&2
fi
az storage account failover --subscription "$1" --resource-group "$2" --name "$3" --failover-type Unplanned --yes --output none`;

/** Has a region take the writes while both are well: the service sends what is not sent yet, and both regions change their places. One that has them is left alone. */
export const plannedFailover = (of: AccountWords, region: string): string[] => script(FAILOVER, ...wordsOf(of), region);

/** Has a region take the writes whatever the other one does: what was not sent yet is lost, and the account is in that region alone. Where the account cannot be read
 * (what manages it stays in its first region: https://learn.microsoft.com/azure/storage/common/storage-disaster-recovery-guidance, 2026-11), it is sent all the same. */
export const forcedFailover = (of: AccountWords, region: string): string[] => script(FORCE, ...wordsOf(of), region);

const GEO = `${REGIONS}
case $sku in
  standard_lrs) to=Standard_$4GRS ;;
  standard_zrs) to=Standard_$4GZRS ;;
  *grs | *gzrs) exit 0 ;;
  *)
    printf 'nobody knows how %s becomes geo-redundant\\n' "$sku" >&2
    exit 1
    ;;
esac
az storage account update --subscription "$1" --resource-group "$2" --name "$3" --sku "$to" --output none`;

/** Has an account be in two regions again, as an unplanned failover left it in one of them; one that is is left alone. `readable`: both are read. */
export const backToGeo = (of: AccountWords, readable: boolean): string[] => script(GEO, ...wordsOf(of), readable ? 'RA' : '');

const MOMENT = `synced=$(${SHOW} --expand geoReplicationStats --query geoReplicationStats.lastSyncTime)`;
const SYNCED = `${MOMENT}
case $synced in '' | None | null) exit 0 ;; esac
synced=$(date -d "$synced" +%s)`;

const BEHIND = `set -eu
${SYNCED}
echo "$(($(date +%s) - synced))"`;

/** Seconds since the moment up to which the region that follows has all that was written; nothing where nobody knows. (`date -d` is that of GNU.) */
export const geoBehind = (of: AccountWords): string[] => script(BEHIND, ...wordsOf(of));

const LACKED = `set -eu
loss=$4
${SYNCED}
lacked=$((\${loss:-$(date +%s)} - synced))
echo "$((lacked > 0 ? lacked : 0))"`;

/** How many seconds of data the region that follows lacked when the other one was lost: without a moment, now. (`date -d` is that of GNU.) */
export const geoLackedAt = (of: AccountWords, loss?: string): string[] => script(LACKED, ...wordsOf(of), momentOf(loss));

const SENT = `set -eu
begun=$(date +%s)
while :; do
  ${MOMENT}
  case $synced in
    '' | None | null) ;;
    *) if [ "$(date -d "$synced" +%s)" -ge "$begun" ]; then break; fi ;;
  esac
  sleep 30
done
echo 0`;

/** Waits until the region that follows has all that was written before this began, and prints 0. (`date -d` is that of GNU.) */
export const allSent = (of: AccountWords): string[] => script(SENT, ...wordsOf(of));

const DOORS = `set -eu
public=$(${SHOW} --query "publicNetworkAccess || 'Enabled'")
doors=$(${SHOW} --query "${APPROVED_DOORS}")`;

const OTHERS = `${DOORS}
${DOORS_BESIDE}`;

/** Whether an account is reached by public networks, and how many private endpoints lead there that are not in a group. */
export const accountDoorsBeside = (of: AccountWords, group: string): string[] => script(OTHERS, ...wordsOf(of), group);

const OWN = `${DOORS}
${DOORS_WITHIN}`;

/** How many private endpoints of a group lead to an account. */
export const accountDoorsIn = (of: AccountWords, group: string): string[] => script(OWN, ...wordsOf(of), group);

const UNLOCKED = `set -eu
id=$(${SHOW} --query id)
locks=$(az lock list --subscription "$1" --resource "$id" --query "[?name=='AzureBackupProtectionLock'].id" --output tsv)
for lock in $locks; do az lock delete --subscription "$1" --ids "$lock" --output none; done`;

/** Takes away the lock that Azure Backup puts on an account that it is shown; where there is none nothing is done. */
export const dropBackupLock = (of: AccountWords): string[] => script(UNLOCKED, ...wordsOf(of));

const COPIED = `set -eu
last=$(az backup item list --subscription "$1" --resource-group "$2" --vault-name "$3" --backup-management-type AzureStorage --workload-type AzureFileShare --query "[?properties.friendlyName=='$4' && properties.protectionState=='Protected'].properties.latestRecoveryPoint | [0]" --output tsv)
case $last in '' | None | null) exit 0 ;; esac
echo "$(($(date +%s) - $(date -d "$last" +%s)))"`;

/** Seconds since a share was copied for the last time; nothing where it never was, or is not protected. (`date -d` is that of GNU.) */
export const shareCopyAge = (
  of: { readonly subscription: string; readonly group: string; readonly vault: string },
  share: string,
): string[] => script(COPIED, of.subscription, of.group, of.vault, share);
