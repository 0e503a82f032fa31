import { CARRY_OTHERS, COUNT_MISSING, COUNT_OTHERS, IN_PRIVATE, SAME } from '../../port/secrets-in-step';
import { script } from '../../words/steps';
import { NAME_TOLD } from './name-words';

/*
 * The command lines of key vaults and their secrets. Calls, options and fields are those of the sources of the Azure CLI
 * (src/azure-cli/azure/cli/command_modules/keyvault, 2026-11). No value is printed, nor is an argument of a program: it goes through a file that
 * nobody else reads, and is compared by its digest. UNVERIFIED: none of them was run against Azure.
 */

/** A vault, as the command line names it. */
export interface VaultWords {
  readonly subscription: string;
  readonly vault: string;
}

/** Whether a secret is in a vault, and enabled; its value is not printed. */
export const secretThere = (subscription: string, vault: string, name: string): string[] => [
  ...['az', 'keyvault', 'secret', 'show', '--subscription', subscription, '--vault-name', vault, '--name', name],
  ...['--query', 'attributes.enabled', '--output', 'tsv'],
];

/** Names of secrets differ in more than their case. */
const LISTS = `names() { az keyvault secret list --subscription "$1" --vault-name "$2" --query '[?attributes.enabled].name' --output tsv; }
has() { printf '%s\\n' "$1" | grep -qixF -e "$2"; }`;

const MISSING = `set -eu
${LISTS}
vault=$2
there=$(names "$1" "$vault")
shift 2
${COUNT_MISSING}`;

/** How many of these secrets are not in a vault, or are disabled there; which, beside it. */
export const secretsMissing = ({ subscription, vault }: VaultWords, names: readonly string[]): string[] =>
  script(MISSING, subscription, vault, ...names);

/** Each value is read once, all at a time: a question ahead of the day has half a minute. Nothing but its digest is kept, as long as this runs. */
const BOTH = `set -eu
${LISTS}
subscription=$1 vault=$2 of=$3 from=$4
shift 4
${IN_PRIVATE}
digest() {
  value=$(az keyvault secret show --subscription "$1" --vault-name "$2" --name "$3" --query '[value, contentType, attributes.expires, attributes.notBefore]' --output json) || return $?
  printf '%s' "$value" | sha256sum >"$dir/$3.$4"
}
given=$(names "$of" "$from")
there=$(names "$subscription" "$vault")
for name in "$@"; do
  if has "$given" "$name" && has "$there" "$name"; then
    digest "$of" "$from" "$name" given &
    digest "$subscription" "$vault" "$name" there &
  fi
done
${SAME}`;

const bothWords = (into: VaultWords, from: VaultWords): string[] => [into.subscription, into.vault, from.subscription, from.vault];

const DIFFER = `${BOTH}
${COUNT_OTHERS}`;

/** How many of these secrets a vault has otherwise than the one that they come from, or lacks; which, beside it. */
export const secretsDiffer = (into: VaultWords, from: VaultWords, names: readonly string[]): string[] =>
  script(DIFFER, ...bothWords(into, from), ...names);

/** What is deleted softly keeps its name, and refuses a new value until it is taken up again. */
const CARRY = `${BOTH}
deleted=$(az keyvault secret list-deleted --subscription "$subscription" --vault-name "$vault" --query '[].name' --output tsv)
recover() {
  az keyvault secret recover --subscription "$subscription" --vault-name "$vault" --name "$1" --output none
  tries=0
  until az keyvault secret show --subscription "$subscription" --vault-name "$vault" --name "$1" --output none; do
    tries=$((tries + 1))
    [ "$tries" -lt 12 ] || exit 1
    sleep 5
  done
}
carry() {
  name=$1
  if has "$deleted" "$name"; then recover "$name"; fi
  about=$(az keyvault secret show --subscription "$of" --vault-name "$from" --name "$name" --query "join('|', [attributes.expires || '', attributes.notBefore || '', contentType || ''])" --output tsv)
  expires=\${about%%|*} about=\${about#*|}
  before=\${about%%|*} kind=\${about#*|}
  set -- --name "$name" --file "$dir/value" --encoding utf-8
  if [ -n "$expires" ]; then set -- "$@" --expires "\${expires%%+*}Z"; fi
  if [ -n "$before" ]; then set -- "$@" --not-before "\${before%%+*}Z"; fi
  if [ -n "$kind" ]; then set -- "$@" --description "$kind"; fi
  az keyvault secret download --subscription "$of" --vault-name "$from" --name "$name" --file "$dir/value" --encoding utf-8 --output none
  az keyvault secret set --subscription "$subscription" --vault-name "$vault" "$@" --output none
  rm -f "$dir/value"
}
${CARRY_OTHERS}`;

/** Gives a vault what it lacks, or has otherwise, of these secrets, from another one: each as a new version of it. */
export const carrySecrets = (into: VaultWords, from: VaultWords, names: readonly string[]): string[] =>
  script(CARRY, ...bothWords(into, from), ...names);

const EXPIRING = `set -eu
until=$(($(date +%s) + $3 * 86400))
list=$(az keyvault secret list --subscription "$1" --vault-name "$2" --query '[?attributes.enabled && attributes.expires].[name, attributes.expires]' --output tsv)
vault=$2
shift 3
ours=$(printf '%s\\n' "$@")
printf '%s\\n' "$list" | {
  n=0
  while read -r name at; do
    if [ -z "$name" ] || ! printf '%s\\n' "$ours" | grep -qixF -e "$name"; then continue; fi
    end=$(date -d "$at" +%s)
    if [ "$end" -le "$until" ]; then
      printf '%s at %s ends at %s\\n' "$name" "$vault" "$at" >&2
      n=$((n + 1))
    fi
  done
  echo "$n"
}`;

/** How many of these secrets end within so many days, or have ended. (`date -d` is that of GNU.) */
export const secretsExpiring = ({ subscription, vault }: VaultWords, days: number, names: readonly string[]): string[] =>
  script(EXPIRING, subscription, vault, String(days), ...names);

const UNANSWERED = `set -eu
id=$(az keyvault show --subscription "$1" --name "$2" --query id --output tsv)
answered=$(az monitor metrics list --resource "$id" --metrics Availability --aggregation Average --interval PT1H --offset 1h --query 'value[0].timeseries[0].data[?average!=null] | [-1].average' --output tsv)
case $answered in
  '' | None) echo 0 ;;
  *[!0-9.]*)
    printf 'no number: %s\\n' "$answered" >&2
    exit 1
    ;;
  *) awk -v answered="$answered" 'BEGIN { printf "%d\\n", 100 - answered + 0.99 }' ;;
esac`;

/** How many of a hundred calls a vault did not answer in the last hour, rounded up; 0 where nobody called. */
export const vaultUnanswered = ({ subscription, vault }: VaultWords): string[] => script(UNANSWERED, subscription, vault);

const VAULT_NAMED = `set -eu
${NAME_TOLD}
count() { az keyvault "$@" --query "length([?name=='$vault'])" --output tsv; }
subscription=$1 vault=$2
there=$(count list --subscription "$subscription")
ours "$there"
deleted=$(count list-deleted --subscription "$subscription" --resource-type vault)
if [ "$deleted" -gt 0 ]; then echo deleted; exit; fi
free=$(az rest --method post --url "/subscriptions/$subscription/providers/Microsoft.KeyVault/checkNameAvailability?api-version=2023-07-01" --body "{\\"name\\":\\"$vault\\",\\"type\\":\\"Microsoft.KeyVault/vaults\\"}" --query nameAvailable --output tsv)
told "$free"`;

/** Whether the name of a vault is `free`, or its vault `there`; `deleted` in this subscription, or `taken` by somebody's elsewhere, who may have deleted it. */
export const vaultNamed = ({ subscription, vault }: VaultWords): string[] => script(VAULT_NAMED, subscription, vault);
