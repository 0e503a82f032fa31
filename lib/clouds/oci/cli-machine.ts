import { script } from '../../words/steps';
import { LIST_DOMAINS } from './cli-domains';
import { COPY_POLICY, VOLUME_GROUP, volumesWords, type VolumesWords } from './cli-volumes';

/*
 * The command lines of one machine, with its volumes. Calls, options and fields are those of the definitions of the OCI CLI and of its SDK
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/compute/instance.html, 2026-11). UNVERIFIED: none of them was run against OCI.
 */

/** A machine at a site: its OCID, or its name in the compartment, and the volume group that its volumes are in. */
export interface MachineWords extends VolumesWords {
  readonly machine: string;
}

/** What names it, in the order of every line here. */
export const machineWords = (of: MachineWords): string[] => [...volumesWords(of), of.machine];

/** `REGION COMPARTMENT MACHINE`: its OCID; nothing where none of that name is there. */
export const MACHINE = `machine_of() {
  case $3 in
    ocid1.instance.*) printf '%s\\n' "$3" ;;
    *) oci compute instance list --region "$1" --compartment-id "$2" --display-name "$3" --all --query "data[?\\"lifecycle-state\\"!='TERMINATED' && \\"lifecycle-state\\"!='TERMINATING'].id | [0] || ''" --raw-output ;;
  esac
}
state_of() { oci compute instance get --region "$1" --instance-id "$2" --query 'data."lifecycle-state"' --raw-output; }`;

const POWER = `set -eu
${MACHINE}
id=$(machine_of "$1" "$2" "$4")
if [ -z "$id" ]; then echo 'not there'; else state_of "$1" "$id"; fi`;

/** How a machine is: RUNNING, STOPPED; or `not there`. */
export const machineState = (of: MachineWords): string[] => script(POWER, ...machineWords(of));

/** What one that runs says. */
export const MACHINE_RUNS = 'RUNNING';
/** What one says that takes no write: it is off, or was never made. */
export const MACHINE_RUNS_NOT = 'STOPPED|TERMINATED|not there';

/** Which machine, and how it is; there is an end where it is not there. */
const MACHINE_OR_GONE = `set -eu
${MACHINE}
id=$(machine_of "$1" "$2" "$4")
if [ -z "$id" ]; then
  echo 'not there'
  exit 0
fi
is=$(state_of "$1" "$id")`;

const HALT = `${MACHINE_OR_GONE}
case $is in
  STOPPED | STOPPING | TERMINATING | TERMINATED) printf '%s\\n' "$is" ;;
  *) oci compute instance action --region "$1" --instance-id "$id" --action "$5" --wait-for-state STOPPED --max-wait-seconds 1500 --query 'data."lifecycle-state"' --raw-output ;;
esac`;

/** Stops a machine; `gently`: it is asked to shut down, and is powered off after 15 minutes. It is never ended: its volumes stay, attached. */
export const haltMachine = (of: MachineWords, gently: boolean): string[] => script(HALT, ...machineWords(of), gently ? 'SOFTSTOP' : 'STOP');

const RESUME = `${MACHINE_OR_GONE}
if [ "$is" = RUNNING ]; then
  echo RUNNING
else
  oci compute instance action --region "$1" --instance-id "$id" --action START --wait-for-state RUNNING --max-wait-seconds 1500 --query 'data."lifecycle-state"' --raw-output
fi`;

/** Starts it; one that runs is left alone, and one that was not made yet, too. */
export const resumeMachine = (of: MachineWords): string[] => script(RESUME, ...machineWords(of));

/** What a machine is made of: where it is, its boot volume, and the others, each with how it is attached. */
export const DISKS = `${MACHINE}
look() {
  id=$(machine_of "$1" "$2" "$4") || return 1
  [ -n "$id" ] || {
    printf 'there is no machine %s in %s\\n' "$4" "$1" >&2
    return 1
  }
  at=$(oci compute instance get --region "$1" --instance-id "$id" --query "join(' ', [data.\\"compartment-id\\", data.\\"availability-domain\\"])" --raw-output) || return 1
  owner=\${at% *} domain=\${at#* }
  boot=$(oci compute boot-volume-attachment list --region "$1" --compartment-id "$owner" --availability-domain "$domain" --instance-id "$id" --all --query "data[?\\"lifecycle-state\\"=='ATTACHED'].\\"boot-volume-id\\" | [0] || ''" --raw-output) || return 1
  [ -n "$boot" ] || {
    printf '%s has no boot volume\\n' "$id" >&2
    return 1
  }
  disks=$(oci compute volume-attachment list --region "$1" --compartment-id "$owner" --instance-id "$id" --all --query "not_null(data[?\\"lifecycle-state\\"=='ATTACHED'].\\"volume-id\\", ['']) | join(' ', @)" --raw-output) || return 1
}`;

const FOREIGN = `for one in $boot $disks; do
  case $one in
    ocid1.bootvolume.*) of=$(oci bv boot-volume get --region "$1" --boot-volume-id "$one" --query "data.\\"volume-group-id\\" || ''" --raw-output) ;;
    *) of=$(oci bv volume get --region "$1" --volume-id "$one" --query "data.\\"volume-group-id\\" || ''" --raw-output) ;;
  esac
  if [ -n "$of" ] && [ "$of" != "$group" ]; then
    printf '%s is in the volume group %s\\n' "$one" "$of"
    exit 0
  fi
done`;

const TAKEN = `set -eu
${VOLUME_GROUP}
${DISKS}
look "$@"
own=$(oci compute instance get --region "$1" --instance-id "$id" --query "to_string(data.\\"shape-config\\".\\"local-disks\\" || '0')" --raw-output)
if [ "$own" != 0 ]; then
  printf '%s disks of its host\\n' "$own"
  exit 0
fi
shared=$(oci compute volume-attachment list --region "$1" --compartment-id "$owner" --instance-id "$id" --all --query "data[?\\"lifecycle-state\\"=='ATTACHED' && \\"is-shareable\\"].\\"volume-id\\" | [0] || ''" --raw-output)
if [ -n "$shared" ]; then
  printf '%s is shared with another machine\\n' "$shared"
  exit 0
fi
alone=$(oci compute volume-attachment list --region "$1" --compartment-id "$owner" --instance-id "$id" --all --query "data[?\\"lifecycle-state\\"=='ATTACHED' && \\"attachment-type\\"=='iscsi' && !\\"is-agent-auto-iscsi-login-enabled\\"].\\"volume-id\\" | [0] || ''" --raw-output)
if [ -n "$alone" ]; then
  printf '%s is attached by iSCSI, and no agent logs in to it\\n' "$alone"
  exit 0
fi
group=$(group_of "$1" "$2" "$3")
${FOREIGN}
echo taken`;

/** `taken` where what a machine is stands on volumes that can be in a group of their own; else what is in the way. */
export const volumesTaken = (of: MachineWords): string[] => script(TAKEN, ...machineWords(of));

/** What that prints. */
export const ARE_TAKEN = 'taken';

const WHOLE = `set -eu
${VOLUME_GROUP}
${DISKS}
look "$@"
is=$(state_of "$1" "$id")
group=$(group_of "$1" "$2" "$3")
has=
if [ -n "$group" ]; then has=$(members "$1" "$group"); fi
out= off=
for one in $boot $disks; do case " $has " in *" $one "*) ;; *) out="$out $one" ;; esac; done
for one in $has; do case " $boot $disks " in *" $one "*) ;; *) off="$off $one" ;; esac; done
printf '%s%s%s\\n' "$is" "\${out:+; not in its volume group:$out}" "\${off:+; not attached:$off}"`;

/** How a machine is, and which of its volumes are not in its group, or are in it and not attached. */
export const machineWhole = (of: MachineWords): string[] => script(WHOLE, ...machineWords(of));

const REPLICATE = `set -eu
${LIST_DOMAINS}
${VOLUME_GROUP}
${COPY_POLICY}
${DISKS}
look "$@"
quoted() { printf '"%s"' "$1" && shift && [ $# -eq 0 ] || printf ',"%s"' "$@"; }
group=$(group_of "$1" "$2" "$3")
if [ -z "$group" ]; then
  oci bv volume-group create --region "$1" --compartment-id "$2" --availability-domain "$domain" --display-name "$3" --source-details "{\\"type\\":\\"volumeIds\\",\\"volumeIds\\":[$(quoted $boot $disks)]}" >/dev/null
  group=$(group_of "$1" "$2" "$3")
fi
settled "$1" "$group"
has=$(members "$1" "$group")
all=$has
for one in $boot $disks; do case " $all " in *" $one "*) ;; *) all="$all $one" ;; esac; done
if [ "$all" != "$has" ]; then
  oci bv volume-group update --region "$1" --volume-group-id "$group" --volume-ids "[$(quoted $all)]" --force >/dev/null
  settled "$1" "$group"
fi
sends=$(oci bv volume-group get --region "$1" --volume-group-id "$group" --query "data.\\"volume-group-replicas\\"[].\\"display-name\\" | [0] || ''" --raw-output)
case $sends in
  "$7") ;;
  '')
    to=$(domains "$5" "$6" | tr ' ' '\\n' | LC_ALL=C sort | head -n 1)
    key=$(policy "$5" "$6" "$8" '"freeform-tags".key')
    if [ -z "$to" ] || [ -z "$key" ]; then
      printf '%s has no availability domain, or no policy %s that names its key\\n' "$5" "$8" >&2
      exit 1
    fi
    oci bv volume-group update --region "$1" --volume-group-id "$group" --volume-group-replicas "[{\\"availabilityDomain\\":\\"$to\\",\\"displayName\\":\\"$7\\",\\"xrrKmsKeyId\\":\\"$key\\"}]" --force >/dev/null
    settled "$1" "$group"
    ;;
  *)
    printf 'the volume group %s is replicated to %s already\\n' "$group" "$sends" >&2
    exit 1
    ;;
esac`;

/**
 * Has the volumes of a machine replicated as one: in a group, with those that were added since, to the first availability domain of the other site, by the name of that as its
 * own region says it, under the key of that site. What is replicated already is left alone; it does not wait. A volume that is no longer attached stays in it.
 */
export const replicateVolumes = (of: MachineWords, to: VolumesWords, policy: string): string[] =>
  script(REPLICATE, ...machineWords(of), ...volumesWords(to), policy);
