import { script } from '../../words/steps';
import { LIST_DOMAINS } from './cli-domains';
import { DISKS, MACHINE, machineWords, type MachineWords } from './cli-machine';
import { VOLUME_GROUP, volumesWords, type VolumesWords } from './cli-volumes';

/*
 * The command lines by which a machine is made again of its volumes, where the one that it was made from may be gone. What it is made like is written down in peace, in the region where it
 * would be made, as an instance configuration: nobody could be asked for it on the day, and nothing is launched by that itself. Calls, options and fields are those of the definitions of the OCI
 * CLI and of its SDK (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/compute.html, 2026-11). UNVERIFIED: none of them was run against OCI.
 */

/** `REGION COMPARTMENT NAME`: what was written down last. There is no filter by name, and a configuration is never changed: the newest one counts. */
const NOTES = `notes() { oci compute-management instance-configuration list --region "$1" --compartment-id "$2" --all --query "join(' ', sort_by(data[?\\"display-name\\"=='$3'], &\\"time-created\\")[].id)" --raw-output; }
note() { oci compute-management instance-configuration get --region "$1" --instance-configuration-id "$2" --query "data.\\"instance-details\\".\\"launch-details\\".metadata.$3 || ''" --raw-output; }`;

/** Seven words: shape, OCPUs, GiB, baseline, firmware, how its boot volume and its network are presented; and the label of its host. A word that OCI does not say is a hyphen. */
const MADE_LIKE = `like=$(oci compute instance get --region "$1" --instance-id "$id" --query "join(' ', [data.shape, to_string(data.\\"shape-config\\".ocpus || '-'), to_string(data.\\"shape-config\\".\\"memory-in-gbs\\" || '-'), data.\\"shape-config\\".\\"baseline-ocpu-utilization\\" || '-', data.\\"launch-options\\".firmware || '-', data.\\"launch-options\\".\\"boot-volume-type\\" || '-', data.\\"launch-options\\".\\"network-type\\" || '-'])" --raw-output)
host=$(oci compute instance list-vnics --region "$1" --instance-id "$id" --all --query "data[?\\"is-primary\\"].\\"hostname-label\\" | [0] || '-'" --raw-output)
like="$like \${host:--}"
with=$(oci compute volume-attachment list --region "$1" --compartment-id "$owner" --instance-id "$id" --all --query "not_null(data[?\\"lifecycle-state\\"=='ATTACHED'].join(' ', [\\"volume-id\\", \\"attachment-type\\", device || '-', to_string(\\"is-read-only\\" || 'false')]), ['']) | join(';', @)" --raw-output)`;

const WRITE = `set -eu
${NOTES}
${DISKS}
look "$@"
${MADE_LIKE}
old=$(notes "$5" "$6" "$7")
newest=\${old##* }
likes= disks=
if [ -n "$newest" ]; then
  likes=$(note "$5" "$newest" like)
  disks=$(note "$5" "$newest" disks)
fi
forget() {
  for one in $old; do
    [ "$one" = "$1" ] || oci compute-management instance-configuration delete --region "$region" --instance-configuration-id "$one" --force
  done
}
region=$5
if [ -n "$newest" ] && [ "$likes" = "$like" ] && [ "$disks" = "$with" ]; then
  forget "$newest"
  echo 'known'
  exit 0
fi
oci compute-management instance-configuration create --region "$5" --compartment-id "$6" --display-name "$7" --instance-details "{\\"instanceType\\":\\"compute\\",\\"launchDetails\\":{\\"shape\\":\\"\${like%% *}\\",\\"metadata\\":{\\"like\\":\\"$like\\",\\"disks\\":\\"$with\\"}}}" >/dev/null
forget ''
echo 'written down'`;

/** Writes down in the region of another site what a machine is made like, where that changed since. What was written down before goes, once what counts is there. */
export const writeDown = (of: MachineWords, at: VolumesWords): string[] => script(WRITE, ...machineWords(of), ...volumesWords(at));

const KNOWN_LIKE = `all=$(notes "$region" "$compartment" "$name")
if [ -z "$all" ]; then
  printf 'nobody wrote down in %s what %s is made like\\n' "$region" "$name" >&2
  exit 1
fi
like=$(note "$region" "\${all##* }" like)
read -r shape ocpus gib baseline firmware bootable network host <<WORDS
$like
WORDS
part() { case $2 in - | '') ;; *) printf '%s"%s":%s' "$comma" "$1" "$2" && comma=, ;; esac; }
text() { case $2 in - | '') ;; *) printf '%s"%s":"%s"' "$comma" "$1" "$2" && comma=, ;; esac; }
sized() {
  comma=
  case $shape in *.Flex | *.Flex.*) part ocpus "$ocpus" && part memoryInGBs "$gib" && text baselineOcpuUtilization "$baseline" ;; esac
}`;

const LIKE = `set -eu
${NOTES}
region=$1 compartment=$2 name=$3
${KNOWN_LIKE}
printf '%s\\n' "$like"`;

/** What was written down of a machine that would be made; fails where nobody did. */
export const madeLike = (at: VolumesWords): string[] => script(LIKE, ...volumesWords(at));

/** What that prints. */
export const IS_KNOWN = '[\\w.]+ [\\d.-]+ .*';

const ROOM = `set -eu
${LIST_DOMAINS}
${NOTES}
region=$1 compartment=$2 name=$3
${KNOWN_LIKE}
to=$(domains "$region" "$compartment" | tr ' ' '\\n' | LC_ALL=C sort | head -n 1)
root=$(oci iam availability-domain list --region "$region" --compartment-id "$compartment" --query 'data[0]."compartment-id"' --raw-output)
size=$(sized)
if [ -n "$size" ]; then size=",\\"instanceShapeConfig\\":{$size}"; fi
has=$(oci compute compute-capacity-report create --region "$region" --compartment-id "$root" --availability-domain "$to" --shape-availabilities "[{\\"instanceShape\\":\\"$shape\\"$size}]" --query 'data."shape-availabilities"[0]."availability-status"' --raw-output)
printf '%s %s %s\\n' "$has" "$shape" "$to"`;

/** Whether there is capacity now for what was written down, where its volumes would be: `AVAILABLE …`. It is of the tenancy as a whole, and no promise. */
export const roomForMachine = (at: VolumesWords): string[] => script(ROOM, ...volumesWords(at));

/** What that says where there is. */
export const HAS_CAPACITY = 'AVAILABLE .*';

const SUBNET = `subnet_of() {
  case $3 in
    ocid1.subnet.*) printf '%s\\n' "$3" ;;
    *) oci network subnet list --region "$1" --compartment-id "$2" --display-name "$3" --lifecycle-state AVAILABLE --all --query "data[].id | [0] || ''" --raw-output ;;
  esac
}`;

/** Which volume that was made stands for which one that was written down: it is made of a replica, which says what it is a replica of. One of which nobody knows is attached all the same (UNVERIFIED: that a volume of a group says its replica). */
const ATTACHED_LIKE = `attachments() {
  comma=
  for one in $all; do
    case $one in ocid1.bootvolume.*) continue ;; esac
    replica=$(oci bv volume get --region "$region" --volume-id "$one" --query "data.\\"source-details\\".id || ''" --raw-output) || return 1
    source= said=
    if [ -n "$replica" ]; then source=$(oci bv block-volume-replica get --region "$region" --block-volume-replica-id "$replica" --query 'data."block-volume-id"' --raw-output) || source=; fi
    if [ -n "$source" ]; then said=$(printf '%s\\n' "$with" | tr ';' '\\n' | grep -F -e "$source " || true); fi
    type=paravirtualized device=- reads=false
    if [ -n "$said" ]; then
      said=\${said#* }
      type=\${said%% *} reads=\${said##* }
      said=\${said#* }
      device=\${said%% *}
    fi
    printf '%s{"type":"%s","volumeId":"%s","isReadOnly":%s' "$comma" "$type" "$one" "$reads"
    case $device in - | '') ;; *) printf ',"device":"%s"' "$device" ;; esac
    case $type in iscsi) printf ',"isAgentAutoIscsiLoginEnabled":true' ;; esac
    printf '}'
    comma=,
  done
}`;

const LAUNCH = `set -eu
${MACHINE}
${VOLUME_GROUP}
${NOTES}
${SUBNET}
region=$1 compartment=$2 name=$3 machine=$4 subnet=$5 guard=$6
${ATTACHED_LIKE}
group=$(group_of "$region" "$compartment" "$name")
if [ -z "$group" ]; then
  echo 'nothing is replicated'
  exit 0
fi
id=$(machine_of "$region" "$compartment" "$machine")
if [ -z "$id" ]; then
  ${KNOWN_LIKE}
  with=$(note "$region" "\${all##* }" disks)
  all=$(members "$region" "$group")
  boot=
  for one in $all; do case $one in ocid1.bootvolume.*) boot=$one ;; esac; done
  domain=$(oci bv volume-group get --region "$region" --volume-group-id "$group" --query 'data."availability-domain"' --raw-output)
  net=$(subnet_of "$region" "$compartment" "$subnet")
  nsg=$(oci network nsg list --region "$region" --compartment-id "$compartment" --display-name "$guard" --lifecycle-state AVAILABLE --all --query "data[].id | [0] || ''" --raw-output)
  disks=$(attachments)
  size=$(sized)
  options=$(comma= && text firmware "$firmware" && text bootVolumeType "$bootable" && text networkType "$network")
  dns=$(oci network subnet get --region "$region" --subnet-id "$net" --query "data.\\"dns-label\\" || ''" --raw-output)
  set -- --region "$region" --compartment-id "$compartment" --availability-domain "$domain" --display-name "$machine" --shape "$shape" --source-boot-volume-id "$boot"
  set -- "$@" --subnet-id "$net" --assign-public-ip false --nsg-ids "[\\"$nsg\\"]" --launch-volume-attachments "[$disks]" --launch-options "{$options}"
  if [ -n "$size" ]; then set -- "$@" --shape-config "{$size}"; fi
  if [ -n "$dns" ] && [ "$host" != - ]; then set -- "$@" --hostname-label "$host"; fi
  oci compute instance launch "$@" >/dev/null
  id=$(machine_of "$region" "$compartment" "$machine")
fi
while :; do
  is=$(state_of "$region" "$id")
  case $is in
    RUNNING) break ;;
    PROVISIONING | STARTING) sleep 15 ;;
    STOPPED) oci compute instance action --region "$region" --instance-id "$id" --action START --wait-for-state RUNNING --max-wait-seconds 1500 >/dev/null ;;
    *)
      printf 'the machine %s is %s\\n' "$id" "$is" >&2
      exit 1
      ;;
  esac
done
echo RUNNING`;

/** What a machine is launched into. */
export interface LaunchPlace {
  /** Its subnet: an OCID, or its name. */
  readonly subnet: string;
  /** Who is let in, by name. */
  readonly guard: string;
}

/**
 * Makes a machine of the boot volume of its group, with the other volumes attached as they were ahead of its first boot, and waits until it runs. One that was made is
 * left alone; it is started where it is stopped.
 */
export const launchMachine = (of: MachineWords, { subnet, guard }: LaunchPlace): string[] =>
  script(LAUNCH, ...machineWords(of), subnet, guard);
