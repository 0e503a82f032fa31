import { script } from '../../words/steps';
import { LIST_DOMAINS } from './cli-domains';

/*
 * The command lines of volume groups, their replicas and their copies. Calls, options and fields are those of the definitions of the OCI CLI and of its SDK
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/bv.html, 2026-11). UNVERIFIED: none of them was run against OCI.
 */

/** A volume group at a site, or its replica there, by what names it: its OCID is made by OCI, and looked up in its own region. */
export interface VolumesWords {
  readonly region: string;
  readonly compartment: string;
  readonly volumes: string;
}

/** What names it, in the order of every line here. */
export const volumesWords = ({ region, compartment, volumes }: VolumesWords): string[] => [region, compartment, volumes];

/** `REGION COMPARTMENT NAME`: the OCID of a group that is there, and nothing of one that is not. Of an empty list the CLI prints nothing. */
export const VOLUME_GROUP = `group_of() { oci bv volume-group list --region "$1" --compartment-id "$2" --display-name "$3" --all --query "data[?\\"lifecycle-state\\"!='TERMINATED' && \\"lifecycle-state\\"!='TERMINATING' && \\"lifecycle-state\\"!='FAULTY'].id | [0] || ''" --raw-output; }
members() { oci bv volume-group get --region "$1" --volume-group-id "$2" --query "not_null(data.\\"volume-ids\\", ['']) | join(' ', @)" --raw-output; }
settled() {
  while :; do
    is=$(oci bv volume-group get --region "$1" --volume-group-id "$2" --query 'data."lifecycle-state"' --raw-output) || return 1
    case $is in
      AVAILABLE) return 0 ;;
      PROVISIONING | UPDATE_PENDING) sleep 15 ;;
      *)
        printf 'the volume group %s is %s\\n' "$2" "$is" >&2
        return 1
        ;;
    esac
  done
}`;

/** Replicas are listed by availability domain: whichever has it, in the region that is asked. */
const REPLICA = `${LIST_DOMAINS}
${VOLUME_GROUP}
region=$1 compartment=$2 name=$3
look() {
  replica= state=ABSENT synced=never domain=
  all=$(domains "$region" "$compartment") || return 1
  [ -n "$all" ] || return 1
  for one in $all; do
    said=$(oci bv volume-group-replica list --region "$region" --compartment-id "$compartment" --availability-domain "$one" --display-name "$name" --all --query "data[?\\"lifecycle-state\\"!='TERMINATED' && \\"lifecycle-state\\"!='TERMINATING'].join(' ', [id, \\"lifecycle-state\\", \\"time-last-synced\\" || 'never']) | [0] || ''" --raw-output) || return 1
    [ -n "$said" ] || continue
    domain=$one replica=\${said%% *} synced=\${said##* }
    state=\${said#* }
    state=\${state%% *}
    return 0
  done
}`;

const STATE = `set -eu
${REPLICA}
group=$(group_of "$region" "$compartment" "$name")
if [ -n "$group" ]; then
  echo ACTIVATED
else
  look
  printf '%s %s\\n' "$state" "$synced"
fi`;

/** The state of a replica and when it was in step last: `AVAILABLE 2026-…`; `ABSENT never` where there is none, `ACTIVATED` where a volume group was made of it. */
export const replicaState = (of: VolumesWords): string[] => script(STATE, ...volumesWords(of));

/** What that says of one that was sent all of its source once. */
export const IS_SENT = 'AVAILABLE \\d.*';
/** Of one that a volume group may be made of, whatever became of its source: only one at a time is. */
export const MAY_ACTIVATE = '(?:AVAILABLE|ACTIVATING) \\d.*';

const POINT = `case $synced in
  [0-9]*) at=$(date -u -d "$synced" +%s) ;;
  *)
    printf '%s in %s has nothing of its source: %s\\n' "$name" "$region" "$state" >&2
    exit 1
    ;;
esac`;

const LACKED = `set -eu
${REPLICA}
look
${POINT}
if [ -n "$4" ]; then now=$(date -u -d "$4" +%s); else now=$(date -u +%s); fi
lacked=$((now - at))
echo "$((lacked > 0 ? lacked : 0))"`;

/** Seconds from when a replica was in step last to a moment: what is lost by it. (`date -d` is that of GNU.) @default now */
export const replicaLackedAt = (of: VolumesWords, loss?: string): string[] => script(LACKED, ...volumesWords(of), loss ?? '');

const ALL_SINCE = `set -eu
${REPLICA}
since=$(date -u -d "$4" +%s)
first=
while :; do
  look
  ${POINT}
  if [ "$at" -ge "$since" ]; then
    if [ -z "$first" ]; then first=$at; fi
    [ "$at" -le "$first" ] || break
  fi
  sleep 30
done
echo sent`;

/**
 * Waits until a replica was in step twice behind a moment: what was under way when its source was stopped may have begun before. UNVERIFIED: that the time
 * moves on while nothing is written.
 */
export const replicaHasAllSince = (of: VolumesWords, moment: string): string[] => script(ALL_SINCE, ...volumesWords(of), moment);

/** What that prints. */
export const VOLUMES_SENT = 'sent';

const MAKE = `group=$(group_of "$region" "$compartment" "$name")
if [ -z "$group" ]; then
  look
  while [ "$state" = ACTIVATING ]; do
    sleep 15
    look
  done
  if [ "$state" != AVAILABLE ]; then
    printf 'the replica %s in %s is %s\\n' "$name" "$region" "$state" >&2
    exit 1
  fi
  oci bv volume-group create --region "$region" --compartment-id "$compartment" --availability-domain "$domain" --display-name "$name" --source-details "{\\"type\\":\\"volumeGroupReplicaId\\",\\"volumeGroupReplicaId\\":\\"$replica\\"}" >/dev/null
  group=$(group_of "$region" "$compartment" "$name")
fi
settled "$region" "$group"
echo made`;

const ACTIVATE = `set -eu
${REPLICA}
${MAKE}`;

/**
 * Makes a volume group of a replica, in the availability domain that it lies in, from its own region alone, and waits until it is there; one that was made is left alone.
 * "Activating the volume group replica ensures that all replicas are activated from the same coordinated synchronization point"
 * (https://docs.oracle.com/en-us/iaas/Content/Block/Concepts/volumegroupreplication.htm, 2026-09). The replica stays.
 */
export const activateReplica = (of: VolumesWords): string[] => script(ACTIVATE, ...volumesWords(of));

const ACTIVATE_WHERE_THERE = `set -eu
${REPLICA}
group=$(group_of "$region" "$compartment" "$name")
look
if [ -z "$group$replica" ]; then
  echo 'nothing is replicated'
  exit 0
fi
${MAKE}`;

/** The same where something is replicated there; else nothing. */
export const activateWhereThere = (of: VolumesWords): string[] => script(ACTIVATE_WHERE_THERE, ...volumesWords(of));

const END_REPLICA = `set -eu
${VOLUME_GROUP}
taken=$(group_of "$4" "$5" "$6")
while [ -n "$taken" ]; do
  whole=$(oci bv volume-group get --region "$4" --volume-group-id "$taken" --query 'to_string(data."is-hydrated")' --raw-output)
  [ "$whole" = false ] || break
  sleep 30
done
group=$(group_of "$1" "$2" "$3")
[ -n "$group" ] || exit 0
sends=$(oci bv volume-group get --region "$1" --volume-group-id "$group" --query "length(data.\\"volume-group-replicas\\" || '')" --raw-output)
if [ "\${sends:-0}" != 0 ]; then
  oci bv volume-group update --region "$1" --volume-group-id "$group" --volume-group-replicas '[]' --preserve-volume-replica false --force >/dev/null
  settled "$1" "$group"
fi`;

/**
 * Ends what a volume group sends, once what was made of it at the other site has all of that copied ("is-hydrated"). Its volumes stay as they are; "by default all volumes
 * continue to replicate, but as separate volume replicas" (as above), which nobody wants any more. One that sends nothing is left alone.
 */
export const endReplica = (of: VolumesWords, taken: VolumesWords): string[] =>
  script(END_REPLICA, ...volumesWords(of), ...volumesWords(taken));

/** `REGION COMPARTMENT NAME FIELD`: what a policy of copies says of itself; `REGION OCID`: the policy by which something is copied. */
export const COPY_POLICY = `policy() { oci bv volume-backup-policy list --region "$1" --compartment-id "$2" --all --query "data[?\\"display-name\\"=='$3'].$4 | [0] || ''" --raw-output; }
assigned() { oci bv volume-backup-policy-assignment get-volume-backup-policy-asset-assignment --region "$1" --asset-id "$2" --query "data[].\\"policy-id\\" | [0] || ''" --raw-output; }`;

const COPY = `set -eu
${VOLUME_GROUP}
${COPY_POLICY}
group=$(group_of "$1" "$2" "$3")
all=$(members "$1" "$group")
for one in "$group" $all; do
  has=$(assigned "$1" "$one")
  if [ -n "$has" ]; then
    printf '%s is copied by %s\\n' "$one" "$has"
    exit 0
  fi
done
id=$(policy "$1" "$2" "$4" id)
oci bv volume-backup-policy-assignment create --region "$1" --asset-id "$group" --policy-id "$id" >/dev/null
echo copied`;

/**
 * Has a volume group copied by a policy of its region, where neither it nor one of its volumes is copied by any: a second assignment takes the place of the first one without
 * a word, and a volume that has one of its own is in no group that has one (https://docs.oracle.com/en-us/iaas/Content/Block/Concepts/create-volume-group.htm, 2026-09).
 */
export const copyVolumes = (of: VolumesWords, policy: string): string[] => script(COPY, ...volumesWords(of), policy);

const COPIES = `set -eu
${VOLUME_GROUP}
group=$(group_of "$1" "$2" "$3")
[ -n "$group" ] || exit 0
last=$(oci bv volume-group-backup list --region "$1" --compartment-id "$2" --volume-group-id "$group" --all --query "sort(data[?\\"lifecycle-state\\"=='AVAILABLE' || \\"lifecycle-state\\"=='COMMITTED'].\\"time-created\\") | [-1] || ''" --raw-output)
[ -n "$last" ] || exit 0
echo "$(($(date +%s) - $(date -d "$last" +%s)))"`;

/** How many seconds old the newest copy of a volume group is, in its own region; nothing where there is none. (`date -d` is that of GNU.) */
export const volumesCopyAge = (of: VolumesWords): string[] => script(COPIES, ...volumesWords(of));
