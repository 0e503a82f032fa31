import { CARRY_OTHERS, COUNT_MISSING, COUNT_OTHERS, IN_PRIVATE, SAME } from '../../port/secrets-in-step';
import type { Place } from '../../words/place';
import { script } from '../../words/steps';

/*
 * The command lines of vaults and their secrets. Calls, options and fields are those of the definitions of the OCI CLI
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/vault/secret.html, 2026-11). No value is printed, nor is an argument of a program:
 * it goes through a file that nobody else reads, and is compared by its digest. UNVERIFIED: none of them was run against OCI.
 */

/** A vault, by what names it: its OCID is made by OCI, and looked up in its own region. */
export interface VaultWords {
  readonly region: string;
  readonly compartment: string;
  readonly vault: string;
}

/** The vault of a component at a site. */
export const vaultOf = ({ region, account, names }: Pick<Place<'vault'>, 'region' | 'account' | 'names'>): VaultWords => ({
  region,
  compartment: account,
  vault: names.vault,
});

/** `REGION COMPARTMENT NAME`: the OCID of a vault and where it is managed. One whose tags are being changed answers for its secrets all the same. */
export const VAULT = `vault_at() {
  at=$(oci kms management vault list --region "$1" --compartment-id "$2" --all --query "data[?\\"display-name\\"=='$3' && (\\"lifecycle-state\\"=='ACTIVE' || \\"lifecycle-state\\"=='UPDATING')].join(' ', [id, \\"management-endpoint\\"]) | [0]" --raw-output) || return 1
  [ -n "$at" ] || {
    printf 'there is no vault %s in %s\\n' "$3" "$1" >&2
    return 1
  }
  printf '%s\\n' "$at"
}`;

/** `REGION VAULT SECRET`: its value, as a vault keeps it. */
export const CONTENT = `content() { oci secrets secret-bundle get-secret-bundle-by-name --region "$1" --vault-id "$2" --secret-name "$3" --stage CURRENT --query 'data."secret-bundle-content".content' --raw-output; }`;

/** What is to be deleted is in no list of what is active: it has no value that anybody reads. */
const LISTS = `${VAULT}
names() {
  all=$(oci vault secret list --region "$1" --compartment-id "$2" --vault-id "$3" --lifecycle-state ACTIVE --all --query "not_null(data[].\\"secret-name\\", ['']) | join(' ', @)" --raw-output) || return 1
  printf '%s\\n' "$all" | tr ' ' '\\n'
}
has() { printf '%s\\n' "$1" | grep -qxF -e "$2"; }`;

const STATE = `set -eu
oci kms management vault list --region "$1" --compartment-id "$2" --all --query "data[?\\"display-name\\"=='$3'].\\"lifecycle-state\\" | join(' ', @)" --raw-output`;

/** The states of the vaults of a name: one that waits for its deletion is still listed. */
export const vaultState = ({ region, compartment, vault }: VaultWords): string[] => script(STATE, region, compartment, vault);

const MISSING = `set -eu
${LISTS}
vault=$3
at=$(vault_at "$1" "$2" "$3")
there=$(names "$1" "$2" "\${at%% *}")
shift 3
${COUNT_MISSING}`;

/** How many of these secrets are not in a vault, or wait for their deletion there; which, beside it. */
export const secretsMissing = ({ region, compartment, vault }: VaultWords, names: readonly string[]): string[] =>
  script(MISSING, region, compartment, vault, ...names);

/** Each value is read once, all at a time: a question ahead of the day has half a minute. Nothing but its digest is kept, as long as this runs. */
const BOTH = `set -eu
${LISTS}
region=$1 compartment=$2 vault=$3 of=$4 account=$5 from=$6
shift 6
${IN_PRIVATE}
here=$(vault_at "$region" "$compartment" "$vault")
source=$(vault_at "$of" "$account" "$from")
into=\${here%% *}
source=\${source%% *}
${CONTENT}
digest() {
  value=$(content "$1" "$2" "$3") || return $?
  printf '%s' "$value" | sha256sum >"$dir/$3.$4"
}
given=$(names "$of" "$account" "$source")
there=$(names "$region" "$compartment" "$into")
for name in "$@"; do
  if has "$given" "$name" && has "$there" "$name"; then
    digest "$of" "$source" "$name" given &
    digest "$region" "$into" "$name" there &
  fi
done
${SAME}`;

const words = ({ region, compartment, vault }: VaultWords): string[] => [region, compartment, vault];

const DIFFER = `${BOTH}
${COUNT_OTHERS}`;

/** How many of these secrets a vault has otherwise than the one that they come from, or lacks; which, beside it. */
export const secretsDiffer = (into: VaultWords, from: VaultWords, names: readonly string[]): string[] =>
  script(DIFFER, ...words(into), ...words(from), ...names);

/** What waits for its deletion keeps its name, and takes no new value until that is cancelled. A value arrives as it is kept: as base64. */
const CARRY = `${BOTH}
endpoint=\${here#* }
key=$(oci kms management key list --region "$region" --endpoint "$endpoint" --compartment-id "$compartment" --all --query "data[?\\"display-name\\"=='$vault' && \\"lifecycle-state\\"=='ENABLED'].id | [0]" --raw-output)
[ -n "$key" ] || {
  printf '%s has no key of its name that is enabled\\n' "$vault" >&2
  exit 1
}
kept() { oci vault secret list --region "$region" --compartment-id "$compartment" --vault-id "$into" --name "$1" --all --query "data[?\\"lifecycle-state\\"!='DELETED'].join(' ', [id, \\"lifecycle-state\\"]) | [0]" --raw-output; }
recover() {
  oci vault secret cancel-secret-deletion --region "$region" --secret-id "$1" >/dev/null
  tries=0
  until [ "$(oci vault secret get --region "$region" --secret-id "$1" --query 'data."lifecycle-state"' --raw-output)" = ACTIVE ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 12 ] || exit 1
    sleep 5
  done
}
carry() {
  value=$(content "$of" "$source" "$1")
  printf '{"secretContentContent":"%s"}' "$value" >"$dir/value.json"
  standing=$(kept "$1")
  case $standing in
    '') oci vault secret create-base64 --region "$region" --compartment-id "$compartment" --vault-id "$into" --key-id "$key" --secret-name "$1" --from-json "file://$dir/value.json" --wait-for-state ACTIVE >/dev/null ;;
    *)
      id=\${standing%% *}
      case $standing in *' PENDING_DELETION') recover "$id" ;; esac
      oci vault secret update-base64 --region "$region" --secret-id "$id" --from-json "file://$dir/value.json" --force --wait-for-state ACTIVE >/dev/null
      ;;
  esac
  rm -f "$dir/value.json"
}
${CARRY_OTHERS}`;

/** Gives a vault what it lacks, or has otherwise, of these secrets, from another one: each as a new version of it. */
export const carrySecrets = (into: VaultWords, from: VaultWords, names: readonly string[]): string[] =>
  script(CARRY, ...words(into), ...words(from), ...names);
