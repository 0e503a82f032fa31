import { script } from '../../words/steps';
import { LACKED_HEAD, momentOf } from './cli-database';

/*
 * The command lines of Azure NetApp Files. Calls and options are those of azure-cli 2.91 (`az netappfiles`); fields are those of the REST API
 * (https://learn.microsoft.com/rest/api/netapp/volumes). UNVERIFIED: none of them was run against Azure.
 */

/** The capacity pool of an account: one. */
export const POOL = 'pool';
/** Its volume: one. */
export const VOLUME = 'data';

/** A volume, as the command line names it: the only one of its account. */
export interface VolumeWords {
  readonly subscription: string;
  readonly group: string;
  readonly account: string;
}

const wordsOf = ({ subscription, group, account }: VolumeWords): [string, string, string] => [subscription, group, account];

const IN = `--subscription "$1" --resource-group "$2" --account-name "$3" --pool-name ${POOL}`;
const OF = `${IN} --name ${VOLUME}`;
const SHOW = `az netappfiles volume show ${OF} --output tsv --query`;
const STATUS = `az netappfiles volume replication status ${OF} --output tsv --query`;
/** Which end of a replication it is; what never had one is asked for none: that would be an error. */
const END = `end=$(${SHOW} "dataProtection.replication.endpointType || 'None'")`;

const ROLE = `set -eu
state=$(${SHOW} provisioningState)
${END}
case $end in
  [Dd]st) mirror=$(${STATUS} "join(' ', [mirrorState || 'None', relationshipStatus || 'None', to_string(healthy)])") ;;
  *) mirror=None ;;
esac
printf '%s %s\\n' "$state" "$mirror"`;

/** The state of a volume, and, of one that follows or did, how its replication is. */
export const volumeRole = (of: VolumeWords): string[] => script(ROLE, ...wordsOf(of));

/** What that says of one that follows. */
export const VOLUME_FOLLOWS = 'Succeeded Mirrored .*';
/** Of one that follows whole. */
export const VOLUME_WHOLE = 'Succeeded Mirrored (Idle|Transferring) [Tt]rue';
/** Of one that takes writes. */
export const VOLUME_WRITES = 'Succeeded (None|Broken .*)';

const LAG = 'XregionReplicationLagTime';
/** Told every five minutes, as a mean alone: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-netapp-netappaccounts-capacitypools-volumes-metrics */
const MEASURE = `az monitor metrics list --resource "$id" --metrics ${LAG} --aggregation Average --interval PT5M`;
const LAST = `--query 'value[0].timeseries[0].data[?average!=null] | [-1].[timeStamp,average]' --output tsv`;

const BEHIND = `set -e
id=$(${SHOW} id)
${MEASURE} --offset 30m --query 'value[0].timeseries[0].data[?average!=null] | [-1].average' --output tsv`;

/** How many seconds a volume is behind, as it was told last. */
export const volumeBehind = (of: VolumeWords): string[] => script(BEHIND, ...wordsOf(of));

const LACKED = `${LACKED_HEAD}
id=$(${SHOW} id)
last=$(${MEASURE} --start-time "$(iso "$((end - 1800))")" --end-time "$(iso "$end")" ${LAST})
set -- $last
case \${1:-None} in None) printf 'nothing was measured\\n' >&2; exit 1 ;; esac
at=$(date -d "$1" +%s)
lost "$loss" "$at" "\${2:-}"`;

/** How many seconds of data a volume lacked when its source was lost; without a moment, how far it is behind now. */
export const volumeLackedAt = (of: VolumeWords, loss?: string): string[] => script(LACKED, ...wordsOf(of), momentOf(loss));

const SENT = `set -e
id=$(${SHOW} id)
last=$(${MEASURE} --start-time "$4" ${LAST})
since=$(date -d "$4" +%s)
set -- $last
case \${1:-None} in None) exit 0 ;; esac
at=$(date -d "$1" +%s)
lag=\${2%%.*}
if [ "$((at - lag))" -gt "$since" ]; then echo sent; else printf 'it lacks %s s\\n' "$lag"; fi`;

/** Whether a volume has all that its source took before a moment: what it was given last was read there behind it. */
export const volumeHasAllSince = (of: VolumeWords, moment: string): string[] => script(SENT, ...wordsOf(of), moment);

/** What that prints where it has. */
export const ALL_SENT = 'sent';

const BREAK = `set -e
id=$(az resource list --subscription "$1" --resource-group "$2" --resource-type Microsoft.NetApp/netAppAccounts/capacityPools/volumes --query "[?ends_with(id, '/netAppAccounts/$3/capacityPools/${POOL}/volumes/${VOLUME}')].id" --output tsv)
case $id in '') exit 0 ;; esac
${END}
case $end in [Dd]st) ;; *) exit 0 ;; esac
if [ "$4" = false ]; then
  while :; do
    sends=$(${STATUS} relationshipStatus)
    [ "$sends" = Transferring ] || break
    sleep 15
  done
fi
mirror=$(${STATUS} mirrorState)
case $mirror in
  Broken) ;;
  *) az netappfiles volume replication suspend ${OF} --force-break-replication "$4" --output none ;;
esac`;

/**
 * Ends that a volume follows: it takes writes then. One that follows nobody, or is not there, is left alone. Without force it waits until nothing is being sent: it is
 * not to be broken then (https://learn.microsoft.com/azure/azure-netapp-files/cross-region-replication-manage-disaster-recovery, 2026-11).
 */
export const breakReplication = (of: VolumeWords, force: boolean): string[] => script(BREAK, ...wordsOf(of), String(force));

const RELEASE = `set -e
${END}
case $end in [Dd]st) ;; *) exit 0 ;; esac
mirror=$(${STATUS} mirrorState)
case $mirror in
  Broken) az netappfiles volume replication remove ${OF} --output none ;;
  *) printf 'it follows: %s\\n' "$mirror" >&2; exit 1 ;;
esac`;

/** Forgets the broken replication of a volume that took the role: until then nothing follows it. One that has none is left alone. */
export const releaseVolume = (of: VolumeWords): string[] => script(RELEASE, ...wordsOf(of));

const KEEP = `az netappfiles volume update ${OF} --snapshot-policy-id "$4" --output none`;

/** Has snapshots made of a volume by a policy. */
export const snapshotsOf = (of: VolumeWords, policy: string): string[] => script(KEEP, ...wordsOf(of), policy);

const OPEN = `${SHOW} "to_string(length(exportPolicy.rules[?unixReadWrite] || \\\`[]\\\`))"`;

/** How many rules of a volume let somebody write. */
export const writers = (of: VolumeWords): string[] => script(OPEN, ...wordsOf(of));

const COPIED = `set -eu
last=$(az netappfiles snapshot list ${IN} --volume-name ${VOLUME} --query 'sort_by([], &created)[-1].created' --output tsv)
case $last in '' | None) exit 0 ;; esac
echo "$(($(date +%s) - $(date -d "$last" +%s)))"`;

/** How many seconds old the newest snapshot of a volume is; nothing where there is none. */
export const snapshotAge = (of: VolumeWords): string[] => script(COPIED, ...wordsOf(of));
