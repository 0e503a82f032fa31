import { script } from '../../words/steps';
import { OCID_OF_SYSTEM, systemWords, type Brought, type SystemWords } from './cli-copies';
import { VAULT, type VaultWords } from './cli-secrets';

/*
 * The command lines of OCI Database with PostgreSQL. Calls, options and fields are those of the definitions of the OCI CLI and of its SDK
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/psql.html, 2026-11). UNVERIFIED: none of them was run against OCI.
 */

/** `REGION COMPARTMENT NAME`: its OCID, or nothing. */
const SYSTEM = `found() {
  oci psql db-system-collection list-db-systems --region "$1" --compartment-id "$2" --display-name "$3" --all --query "data.items[?\\"lifecycle-state\\"!='DELETED' && \\"lifecycle-state\\"!='DELETING'].id | [0] || ''" --raw-output
}
${OCID_OF_SYSTEM}`;

const SAYS = `says() { oci psql db-system get --region "$1" --db-system-id "$2" --query "data.$3" --raw-output; }`;

const POSTGRES_STATE = `set -eu
${SYSTEM}
${SAYS}
id=$(found "$@")
[ -n "$id" ] || {
  echo ABSENT
  exit 0
}
says "$1" "$id" "join(' ', [\\"lifecycle-state\\", join('', ['nodes=', to_string(\\"instance-count\\")])])"`;

/** What a DB system says of itself: `ACTIVE nodes=2`; `INACTIVE` where somebody stopped it, `ABSENT` where there is none. */
export const postgresState = (of: SystemWords): string[] => script(POSTGRES_STATE, ...systemWords(of));

/** What {@link postgresState} says of one that takes sessions; of so many nodes, where that is asked. */
export const postgresServes = (nodes?: number): string => `ACTIVE nodes=${nodes ?? '\\d+'}`;

const DOORS = `set -eu
${SYSTEM}
${SAYS}
id=$(found "$1" "$2" "$3")
state=ABSENT
[ -z "$id" ] || state=$(says "$1" "$id" '"lifecycle-state"')
group=$(oci network nsg list --region "$1" --compartment-id "$2" --display-name "$4" --lifecycle-state AVAILABLE --all --query "data[0].id || ''" --raw-output)
doors=0
if [ -n "$group" ]; then
  doors=$(oci network nsg rules list --region "$1" --nsg-id "$group" --direction INGRESS --all --query 'length(data)' --raw-output)
fi
printf '%s doors=%s\\n' "$state" "\${doors:-0}"`;

/** The state of a DB system, and by how many rules its group lets anybody in: `ACTIVE doors=0`. */
export const postgresDoors = (of: SystemWords, group: string): string[] => script(DOORS, ...systemWords(of), group);

/** What {@link postgresDoors} says of one that nobody reaches. One that is being changed may still have sessions. */
export const POSTGRES_SHUT = '(?:ACTIVE|INACTIVE|NEEDS_ATTENTION|ABSENT) doors=0';

const ENDED = `set -eu
${SYSTEM}
${SAYS}
id=$(found "$@")
[ -n "$id" ] || exit 0
while :; do
  state=$(says "$1" "$id" '"lifecycle-state"')
  case $state in
    ACTIVE | NEEDS_ATTENTION) break ;;
    INACTIVE) exit 0 ;;
    UPDATING) sleep 15 ;;
    *)
      printf '%s is %s: wait until that is over\\n' "$3" "$state" >&2
      exit 1
      ;;
  esac
done
nodes=$(oci psql db-system get --region "$1" --db-system-id "$id" --query "not_null(data.instances[].id, ['']) | join(' ', @)" --raw-output)
for node in $nodes; do
  oci psql db-system restart-db-instance-in --region "$1" --db-system-id "$id" --db-instance-id "$node" --restart-type NORMAL --wait-for-state SUCCEEDED --max-wait-seconds 1800 >/dev/null
done`;

/** Restarts every node of a DB system, so that each session ends; one that is stopped has none. What is being changed is waited for: a run before may have begun it. */
export const endSessions = (of: SystemWords): string[] => script(ENDED, ...systemWords(of));

/** The tag of the vault by which a site knows whose copies it has: the name of what they were taken of, and its OCID. A copy says no more than the latter. */
export const TOLD = 'copied-of';

const TELLS = `set -eu
${SYSTEM}
${VAULT}
source=$(ocid "$4" "$5" "$6")
at=$(vault_at "$1" "$2" "$3")
vault=\${at%% *}
told=$(oci kms management vault get --region "$1" --vault-id "$vault" --query "data.\\"freeform-tags\\".\\"${TOLD}\\" || ''" --raw-output)
[ "$told" != "$6 $source" ] || exit 0
tags=$(oci kms management vault get --region "$1" --vault-id "$vault" --query "merge(data.\\"freeform-tags\\", {\\"${TOLD}\\": '$6 $source'})")
oci kms management vault update --region "$1" --vault-id "$vault" --freeform-tags "$tags" --force --wait-for-state ACTIVE >/dev/null`;

/** Tells a site, by a tag of its vault, the OCID of what serves at the other one: its copies are found by that, without a call of the region that may be out. */
export const tellSource = ({ region, compartment, vault }: VaultWords, of: SystemWords): string[] =>
  script(TELLS, region, compartment, vault, ...systemWords(of));

/** `REGION COMPARTMENT VAULT NAME`: the OCID that copies of that name are found by, or nothing. What stands in that region is asked itself. */
const SOURCE_OF = `taken_of() {
  there=$(found "$1" "$2" "$4") || return 1
  if [ -z "$there" ]; then
    told=$(oci kms management vault list --region "$1" --compartment-id "$2" --all --query "data[?\\"display-name\\"=='$3' && \\"lifecycle-state\\"=='ACTIVE'].\\"freeform-tags\\".\\"${TOLD}\\" | [0] || ''" --raw-output) || return 1
    case $told in "$4 "*) there=\${told#* } ;; esac
  fi
  printf '%s\\n' "$there"
}`;

/** `REGION COMPARTMENT OCID`: the newest backup in a region that was taken of that DB system, wherever it stands, by when its data was; and its age. */
const TAKEN = `newest() {
  [ -n "$3" ] || return 0
  oci psql backup-collection list-backups --region "$1" --compartment-id "$2" --lifecycle-state ACTIVE --all --query "sort_by(data.items[?\\"db-system-id\\"=='$3'], &not_null(\\"time-created-precise\\", \\"time-created\\")) | [-1].[id, not_null(\\"time-created-precise\\", \\"time-created\\")] | join(' ', not_null(@, ['']))" --raw-output
}
age() {
  copy=$(newest "$1" "$2" "$3") || return 1
  [ -n "$copy" ] || return 0
  echo $(($4 - $(date -u -d "\${copy#* }" +%s)))
}`;

const NEWEST_COPY = `set -eu
${SYSTEM}
${SOURCE_OF}
${TAKEN}
source=$(taken_of "$@")
copy=$(newest "$1" "$2" "$source")
printf '%s\\n' "\${copy%% *}"`;

/** The newest backup in a region of a DB system of that name; nothing where there is none, or where nobody told whose they are. */
export const newestPostgresCopy = (vault: VaultWords, of: SystemWords): string[] =>
  script(NEWEST_COPY, vault.region, vault.compartment, vault.vault, of.system);

const COPY_AGE = `set -eu
${SYSTEM}
${SOURCE_OF}
${TAKEN}
source=$(taken_of "$1" "$2" "$3" "$4")
now=$(date -u +%s)
[ -z "$5" ] || now=$(date -u -d "$5" +%s)
age "$1" "$2" "$source" "$now"`;

/** How many seconds old that is, at a moment or now. */
export const postgresCopyAge = (vault: VaultWords, of: SystemWords, at?: string): string[] =>
  script(COPY_AGE, vault.region, vault.compartment, vault.vault, of.system, at ?? '');

/** What is being copied there already is waited for. What it was copied to is named by its own region, and is active there some time after the work there is done (provider 7.29, psql_backup_resource.go). */
const BRINGS = `set -eu
${SYSTEM}
${TAKEN}
most=$6 keep=$7
source=$(ocid "$3" "$4" "$5")
now=$(date -u +%s)
have=$(age "$1" "$2" "$source" "$now")
if [ -n "$have" ] && [ "$have" -lt "$most" ]; then exit 0; fi
have=$(age "$3" "$4" "$source" "$now")
if [ -z "$have" ] || [ "$have" -ge "$most" ]; then
  oci psql backup create --region "$3" --compartment-id "$4" --db-system-id "$source" --display-name "$5" --retention-period "$keep" --wait-for-state SUCCEEDED --max-wait-seconds 86400 >/dev/null
fi
backup=$(newest "$3" "$4" "$source")
backup=\${backup%% *}
held() { oci psql backup get --region "$1" --backup-id "$2" --query 'data."lifecycle-state"' --raw-output; }
copy=$(oci psql backup get --region "$3" --backup-id "$backup" --query "data.\\"copy-status\\"[?region=='$1' && state!='FAILED'].\\"backup-id\\" | [-1] || ''" --raw-output)
state=
[ -z "$copy" ] || state=$(held "$1" "$copy") || state=
case $state in
  ACTIVE | CREATING) ;;
  *)
    oci psql backup backup-copy --region "$3" --backup-id "$backup" --compartment-id "$2" --regions "[\\"$1\\"]" --retention-period "$keep" --wait-for-state SUCCEEDED --max-wait-seconds 86400 >/dev/null
    copy=$(oci psql backup get --region "$3" --backup-id "$backup" --query "data.\\"copy-status\\"[?region=='$1'].\\"backup-id\\" | [-1] || ''" --raw-output)
    ;;
esac
[ -n "$copy" ] || {
  printf 'no copy of %s is known in %s\\n' "$backup" "$1" >&2
  exit 1
}
while :; do
  state=$(held "$1" "$copy")
  case $state in
    ACTIVE) break ;;
    CREATING) sleep 30 ;;
    *)
      printf '%s is %s\\n' "$copy" "$state" >&2
      exit 1
      ;;
  esac
done`;

/** Has a backup of a DB system in another region, where there is none yet that is young enough: made where it stands, and copied. */
export const bringPostgresCopy = (to: SystemWords, from: SystemWords, { most, keep }: Brought): string[] =>
  script(BRINGS, to.region, to.compartment, ...systemWords(from), String(most), String(keep));
