import { script } from '../../words/steps';

/*
 * The command lines of container registries. Calls and options are those of the sources of the Azure CLI
 * (src/azure-cli/azure/cli/command_modules/acr, 2026-11). UNVERIFIED: none of them was run against Azure.
 */

/** A registry, as the command line names it. */
export interface RegistryWords {
  readonly subscription: string;
  readonly group: string;
  readonly registry: string;
}

/** How a registry was made, and of which kind it is. */
export const registryState = ({ subscription, group, registry }: RegistryWords): string[] => [
  ...['az', 'acr', 'show', '--subscription', subscription, '--resource-group', group, '--name', registry],
  ...['--query', "join(' ', [provisioningState, sku.name])", '--output', 'tsv'],
];

/** Whether the name of a registry is still to be had. */
const NAMED = `set -eu
there=$(az acr list --subscription "$1" --query "length([?name=='$2'])" --output tsv)
if [ "$there" -gt 0 ]; then echo there; exit; fi
free=$(az acr check-name --subscription "$1" --name "$2" --query nameAvailable --output tsv)
case $free in [Tt]rue) echo free ;; *) echo taken ;; esac`;

/** Whether the name of a registry is `free`, or its registry `there`; `taken` by somebody's elsewhere. */
export const registryNamed = ({ subscription, registry }: RegistryWords): string[] => script(NAMED, subscription, registry);

const LISTS = `repositories() { az acr repository list --subscription "$1" --name "$2" --output tsv; }
has() { printf '%s\\n' "$1" | grep -qxF -e "$2"; }
images() {
  if has "$1" "$4"; then az acr manifest list-metadata --subscription "$2" --registry "$3" --name "$4" --query '[].digest' --output tsv; fi
}`;

const IMAGE = `set -eu
${LISTS}
all=$(repositories "$1" "$2")
digests=$(images "$all" "$1" "$2" "$3")
if has "$digests" "$4"; then echo there; else echo absent; fi`;

/** Whether a registry has an image, by its digest. */
export const imageThere = ({ subscription, registry }: RegistryWords, repository: string, digest: string): string[] =>
  script(IMAGE, subscription, registry, repository, digest);

/** What {@link imageThere} says of one that is. */
export const THERE = 'there';

const BOTH = `set -eu
${LISTS}
subscription=$1 group=$2 registry=$3 of=$4 from=$5 id=$6
shift 6
given=$(repositories "$of" "$from")
there=$(repositories "$subscription" "$registry")
lacks() {
  sent=$(images "$given" "$of" "$from" "$1") || return $?
  got=$(images "$there" "$subscription" "$registry" "$1") || return $?
  for digest in $sent; do
    if has "$got" "$digest"; then continue; fi
    printf '%s\\n' "$digest"
  done
}`;

const LACKING = `${BOTH}
n=0
for repository in "$@"; do
  lacking=$(lacks "$repository")
  for digest in $lacking; do n=$((n + 1)); done
done
echo "$n"`;

const CARRY = `${BOTH}
for repository in "$@"; do
  lacking=$(lacks "$repository")
  n=0
  for digest in $lacking; do
    az acr import --subscription "$subscription" --resource-group "$group" --name "$registry" --source "$repository@$digest" --registry "$id" --repository "$repository" --force --output none
    n=$((n + 1))
  done
  printf '%s: %s brought\\n' "$repository" "$n"
done`;

/** A registry that images come from, with its id: the import is told that one, since the registry may be of another subscription. */
export interface SourceWords extends RegistryWords {
  readonly id: string;
}

const bothWords = ({ subscription, group, registry }: RegistryWords, from: SourceWords): string[] => [
  ...[subscription, group, registry, from.subscription, from.registry, from.id],
];

/** How many images, by their digests, a registry lacks of these repositories of another one. */
export const imagesLacking = (into: RegistryWords, from: SourceWords, repositories: readonly string[]): string[] =>
  script(LACKING, ...bothWords(into, from), ...repositories);

/** Brings them: by digest, without their tags. The registry that takes them pulls them itself. */
export const carryImages = (into: RegistryWords, from: SourceWords, repositories: readonly string[]): string[] =>
  script(CARRY, ...bothWords(into, from), ...repositories);
