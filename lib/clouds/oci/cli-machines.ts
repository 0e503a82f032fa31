import { MORE } from '../../words/doctor';
import { script } from '../../words/steps';
import { LIST_DOMAINS } from './cli-domains';

/*
 * The command lines about pools of machines and their room. Calls, options and fields are those of the definitions of the OCI CLI and of its SDK
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/compute-management.html, 2026-11). UNVERIFIED: none of them was run against OCI.
 */

/** A pool, by what names it: its OCID is made by OCI, and looked up in its own region. */
export interface PoolWords {
  readonly region: string;
  readonly compartment: string;
  readonly machines: string;
}

const words = ({ region, compartment, machines }: PoolWords): string[] => [region, compartment, machines];

// Of an empty list the CLI prints nothing, whatever is asked of it.
const POOL = `region=$1 compartment=$2 machines=$3
look() {
  said=$(oci compute-management instance-pool list --region "$region" --compartment-id "$compartment" --display-name "$machines" --all --query "data[?\\"lifecycle-state\\"!='TERMINATED' && \\"lifecycle-state\\"!='TERMINATING'].join(' ', [id, \\"instance-configuration-id\\", to_string(size), \\"lifecycle-state\\"]) | [0] || ''" --raw-output) || return 1
  read -r pool configuration wanted state <<EOF
$said
EOF
  case \${wanted:-0} in *[!0-9]*)
    printf 'no number of machines: "%s"\\n' "$wanted" >&2
    return 1
    ;;
  esac
}
there() {
  look || return 1
  [ -n "$pool" ] || {
    printf 'there is no pool %s in %s\\n' "$machines" "$region" >&2
    return 1
  }
}
every() {
  said=$(oci compute-management instance-pool list-instances --region "$region" --compartment-id "$compartment" --instance-pool-id "$pool" --all --query "data[].join(' ', [id, \\"instance-configuration-id\\", to_string(\\"load-balancer-backends\\"[].\\"backend-health-status\\"), state]) | join(';', @)" --raw-output) || return 1
  printf '%s\\n' "$said" | tr ';' '\\n'
}
members() {
  all=$(every) || return 1
  printf '%s\\n' "$all" | grep -vi ' terminat' || true
}`;

const START = `set -eu
${POOL}
least=$4
there
if [ "$wanted" -lt "$least" ]; then
  oci compute-management instance-pool update --region "$region" --instance-pool-id "$pool" --size "$least" --force >/dev/null
  wanted=$least
fi
printf '%s wanted\\n' "$wanted"`;

/** Wants at least so many machines; it never wants fewer. */
export const startPool = (of: PoolWords, least: number): string[] => script(START, ...words(of), String(least));

const WANTS_NONE = `look
if [ -n "$pool" ] && [ "$wanted" -gt 0 ]; then
  oci compute-management instance-pool update --region "$region" --instance-pool-id "$pool" --size 0 --force >/dev/null
fi
echo '0 wanted'`;

const STOP = `set -eu
${POOL}
${WANTS_NONE}`;

/** Wants none. A pool that was never made wants none. */
export const stopPool = (of: PoolWords): string[] => script(STOP, ...words(of));

const QUIET = `set -eu
${POOL}
look
if [ -n "$pool" ]; then
  scaling=$(oci autoscaling configuration list --region "$region" --compartment-id "$compartment" --all --query "data[?resource.id=='$pool' && \\"is-enabled\\"].id | [0] || ''" --raw-output)
  [ -z "$scaling" ] || oci autoscaling configuration update --region "$region" --auto-scaling-configuration-id "$scaling" --is-enabled false --force >/dev/null
fi
${WANTS_NONE}`;

/** Wants none, and has what scales the pool bring none back; the next apply of a side that serves lets that scale again. A pool that was never made wants none. */
export const quietPool = (of: PoolWords): string[] => script(QUIET, ...words(of));

const COUNTED = `count=0 runs=0 older=0
while read -r machine of backends how; do
  [ -n "$machine" ] || continue
  count=$((count + 1))
  case $asked:$backends:$how in
    no:*:[Rr]unning | no:*:RUNNING) runs=$((runs + 1)) ;;
    yes:*[CWU]*:*) ;;
    yes:*:[Rr]unning | yes:*:RUNNING) runs=$((runs + 1)) ;;
  esac
  if [ "$of" != "$configuration" ]; then older=$((older + 1)); fi
done <<EOF
$all
EOF`;

const STEADY = `set -eu
${POOL}
least=$4 asked=$5
there
all=$(members)
${COUNTED}
is=steady
if [ "$runs" -lt "$least" ] || [ "$runs" -ne "$wanted" ] || [ "$count" -ne "$wanted" ]; then is='not yet'; fi
printf '%s: %s of %s run, %s of an older configuration (%s)\\n' "$is" "$runs" "$wanted" "$older" "$state"`;

/**
 * `steady: …` where all wanted machines run, so many at least. `asked`: one that the load balancer in front of it finds unwell (`CRITICAL`, `WARNING`, `UNKNOWN`)
 * does not count.
 */
export const poolSteady = (of: PoolWords, least: number, asked: boolean): string[] =>
  script(STEADY, ...words(of), String(least), asked ? 'yes' : 'no');

/** What a pool that is steady answers. */
export const IS_STEADY_POOL = 'steady: .*';

const SHORT = `set -eu
${POOL}
least=$4 asked=no
look
all=
if [ -n "$pool" ]; then all=$(members); fi
${COUNTED}
if [ "$runs" -lt "$least" ]; then echo "$((least - runs))"; else echo 0; fi`;

/** How many machines fewer run than should. */
export const poolShort = (of: PoolWords, least: number): string[] => script(SHORT, ...words(of), String(least));

const LEFT = `set -eu
${POOL}
look
left=0
if [ -n "$pool" ]; then
  all=$(every)
  left=$(printf '%s\\n' "$all" | grep . | grep -civ ' terminated$' || true)
fi
printf '%s wanted, %s that run\\n' "\${wanted:-0}" "$left"`;

/** Machines that are wanted, and that are there: one that is being ended may run on for minutes, and counts. Where nobody can list them nothing is counted. */
export const machinesLeft = (of: PoolWords): string[] => script(LEFT, ...words(of));

/** What a pool answers of which no machine is left. */
export const NO_MACHINE = '0 wanted, 0 that run';

const LEAVE = `set -eu
${POOL}
look
[ -n "$pool" ] || exit 0
while :; do
  joined=$(oci compute-management instance-pool get --region "$region" --instance-pool-id "$pool" --query "not_null(data.\\"load-balancers\\"[?\\"lifecycle-state\\"!='DETACHED'].join(' ', [\\"lifecycle-state\\", \\"load-balancer-id\\", \\"backend-set-name\\"]), ['']) | join(';', @)" --raw-output)
  [ -n "$joined" ] || break
  printf '%s\\n' "$joined" | tr ';' '\\n' | while read -r how balancer set; do
    [ "$how" != DETACHING ] || continue
    oci compute-management instance-pool detach-lb --region "$region" --instance-pool-id "$pool" --load-balancer-id "$balancer" --backend-set-name "$set" </dev/null >/dev/null || exit 1
  done
  sleep 15
done`;

/**
 * Takes a pool out of every backend set, and waits until it is in none. No plan does: what is left out of it the provider leaves as it was
 * (v7.29.0, core_instance_pool, `load_balancers`: computed). One that is in none, or was never made, is left alone.
 */
export const leaveEntrance = (of: PoolWords): string[] => script(LEAVE, ...words(of));

const RENEW = `set -eu
${POOL}
older() { printf '%s\\n' "$all" | while read -r machine of rest; do [ -z "$machine" ] || [ "$of" = "$configuration" ] || printf '%s\\n' "$machine"; done; }
running() { printf '%s\\n' "$all" | grep -ci ' running$' || true; }
while :; do
  there
  all=$(members)
  left=$(older)
  [ -n "$left" ] || break
  half=$(((wanted + 1) / 2))
  for machine in $left; do
    [ "$half" -gt 0 ] || break
    half=$((half - 1))
    oci compute-management instance-pool-instance detach --region "$region" --instance-pool-id "$pool" --instance-id "$machine" --is-auto-terminate true --is-decrement-size false --wait-for-state SUCCEEDED --wait-for-state FAILED --max-wait-seconds 1200 >/dev/null
  done
  there
  all=$(members)
  while [ "$(running)" -lt "$wanted" ]; do
    sleep 15
    there
    all=$(members)
  done
done
echo 'none of an older configuration'`;

/**
 * Ends what runs by an older configuration, half of the pool at a time, each of which the pool makes again by the newest: a pool changes no machine that runs
 * (https://docs.oracle.com/iaas/Content/Compute/Concepts/instancemanagement.htm, 2026-11).
 */
export const renewPool = (of: PoolWords): string[] => script(RENEW, ...words(of));

const OFFERED = `set -eu
${LIST_DOMAINS}
all=$(domains "$1" "$2")
[ -n "$all" ] || exit 1
for domain in $all; do
  has=$(oci compute shape list --region "$1" --compartment-id "$2" --availability-domain "$domain" --all --query "length(data[?shape=='$3'])" --raw-output)
  if [ "\${has:-0}" = 0 ]; then
    printf '%s is not offered in %s\\n' "$3" "$domain"
    exit
  fi
done
echo offered`;

/** Whether a compartment is offered a shape in each availability domain of a region. */
export const shapeOffered = (region: string, compartment: string, shape: string): string[] => script(OFFERED, region, compartment, shape);

const OCPUS = `set -eu
${LIST_DOMAINS}
all=$(domains "$1" "$2")
set -- "$@" $all
domains=$(($# - 4))
[ "$domains" -gt 0 ] || exit 1
each=$((($4 + domains - 1) / domains))
for domain in $all; do
  has=$(oci limits resource-availability get --region "$1" --compartment-id "$2" --service-name compute --limit-name "$3" --availability-domain "$domain" --query 'data.available' --raw-output)
  case $has in
    '' | *[!0-9]*)
      printf 'no number in %s: "%s"\\n' "$domain" "$has"
      exit
      ;;
  esac
  if [ "$has" -lt "$each" ]; then
    printf 'full: %s OCPUs left in %s, %s more needed there\\n' "$has" "$domain" "$each"
    exit
  fi
done
printf 'room: %s OCPUs more in each of %s\\n' "$each" "$domains"`;

/** Whether the limits of a compartment leave room for so many OCPUs more, evenly over the availability domains of a region. */
export const ocpuRoom = (region: string, compartment: string, limit: string): string[] => script(OCPUS, region, compartment, limit, MORE);

const KEPT = `set -eu
kept=$(oci compute capacity-reservation list --region "$1" --compartment-id "$2" --display-name "$3" --lifecycle-state ACTIVE --all --query 'to_string(sum(data[]."reserved-instance-count"))' --raw-output)
kept=\${kept%.0}
case \${kept:-0} in *[!0-9]*)
  printf 'no number of machines: "%s"\\n' "$kept"
  exit
  ;;
esac
if [ "\${kept:-0}" -ge "$4" ]; then echo kept; else printf 'capacity for %s of %s\\n' "\${kept:-0}" "$4"; fi`;

/** Whether capacity for so many machines is kept: where OCI has not enough of it, a reservation is made all the same, with as much as there is. */
export const capacityKept = (region: string, compartment: string, reservation: string, count: number): string[] =>
  script(KEPT, region, compartment, reservation, String(count));

/** What is answered then. */
export const IS_KEPT = 'kept';
