import { script } from '../../words/steps';
import { NAME_TOLD } from './name-words';

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
const REGISTRY_NAMED = `set -eu
${NAME_TOLD}
there=$(az acr list --subscription "$1" --query "length([?name=='$2'])" --output tsv)
ours "$there"
free=$(az acr check-name --subscription "$1" --name "$2" --query nameAvailable --output tsv)
told "$free"`;

/** Whether the name of a registry is `free`, or its registry `there`; `taken` by somebody's elsewhere. */
export const registryNamed = ({ subscription, registry }: RegistryWords): string[] => script(REGISTRY_NAMED, subscription, registry);

/** All repositories are listed at a time: a question ahead of the day has half a minute. */
const BOTH = `set -eu
repositories() { az acr repository list --subscription "$1" --name "$2" --output tsv; }
has() { printf '%s\\n' "$1" | grep -qxF -e "$2"; }
images() {
  if has "$1" "$4"; then az acr manifest list-metadata --subscription "$2" --registry "$3" --name "$4" --query '[].digest' --output tsv; fi
}
subscription=$1 group=$2 registry=$3 of=$4 from=$5 id=$6
shift 6
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
given=$(repositories "$of" "$from")
there=$(repositories "$subscription" "$registry")
list() { images "$2" "$3" "$4" "$5" >"$dir/$1" && : >"$dir/$1.read"; }
n=0
for repository in "$@"; do
  n=$((n + 1))
  list "$n.given" "$given" "$of" "$from" "$repository" &
  list "$n.there" "$there" "$subscription" "$registry" "$repository" &
done
wait
lacks() {
  if [ ! -e "$dir/$1.given.read" ] || [ ! -e "$dir/$1.there.read" ]; then return 1; fi
  for digest in $(cat "$dir/$1.given"); do
    if grep -qxF -e "$digest" "$dir/$1.there"; then continue; fi
    printf '%s\\n' "$digest"
  done
}`;

const LACKING = `${BOTH}
total=0 n=0
for repository in "$@"; do
  n=$((n + 1))
  lacking=$(lacks "$n")
  for digest in $lacking; do total=$((total + 1)); done
done
echo "$total"`;

const CARRY = `${BOTH}
n=0
for repository in "$@"; do
  n=$((n + 1)) brought=0
  lacking=$(lacks "$n")
  for digest in $lacking; do
    az acr import --subscription "$subscription" --resource-group "$group" --name "$registry" --source "$repository@$digest" --registry "$id" --repository "$repository" --force --output none
    brought=$((brought + 1))
  done
  printf '%s: %s brought\\n' "$repository" "$brought"
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
