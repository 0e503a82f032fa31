import { ROOM } from '../../port/room-words';
import { script } from '../../words/steps';

/*
 * The command lines of Container Apps. Calls and options are those of the core of the Azure CLI 2.91 (`az containerapp … --help`, no extension), fields those of
 * its REST reference (https://learn.microsoft.com/rest/api/resource-manager/containerapps). UNVERIFIED: none of them was run against Azure.
 */

/** An app, as the command line names it, with what it runs in. */
export interface AppWords {
  readonly subscription: string;
  readonly group: string;
  readonly app: string;
  readonly environment: string;
}

/** How the environment of a site was made. */
export const environmentState = ({ subscription, group, environment }: AppWords): string[] => [
  ...['az', 'containerapp', 'env', 'show', '--subscription', subscription, '--resource-group', group, '--name', environment],
  ...['--query', 'properties.provisioningState', '--output', 'tsv'],
];

/** How many apps of that name there are: 0 or 1. */
export const appsThere = ({ subscription, group, app }: AppWords): string[] => [
  ...['az', 'containerapp', 'list', '--subscription', subscription, '--resource-group', group],
  ...['--query', `length([?name=='${app}'])`, '--output', 'tsv'],
];

const RUNNING = `set -eu
subscription=$1 group=$2 app=$3 least=$4
state=$(az containerapp show --subscription "$subscription" --resource-group "$group" --name "$app" --query "join(' ', [properties.provisioningState, properties.latestRevisionName || '-', properties.latestReadyRevisionName || '-'])" --output tsv)
set -- $state
if [ "$#" -lt 3 ]; then printf 'nothing is told of it: "%s"\\n' "$state"; exit; fi
if [ "$2" = - ]; then printf 'no revision of it was made: %s\\n' "$1"; exit; fi
run=$(az containerapp replica list --subscription "$subscription" --resource-group "$group" --name "$app" --revision "$2" --query "length([?properties.runningState=='Running'])" --output tsv)
run=\${run:-0}
case $run in *[!0-9]*) printf 'no number of replicas: %s\\n' "$run"; exit ;; esac
if [ "$1" = Succeeded ] && [ "$2" = "$3" ] && [ "$run" -ge "$least" ]; then echo running; exit; fi
why=$(az containerapp revision show --subscription "$subscription" --resource-group "$group" --name "$app" --revision "$2" --query "join(' ', [properties.healthState || '', properties.runningState || '', properties.provisioningError || ''])" --output tsv)
printf '%s of %s run: %s, revision %s, ready: %s: %s\\n' "$run" "$least" "$1" "$2" "$3" "$why"`;

/** Whether an app runs so many replicas at least of its latest revision, which is ready: {@link IS_RUNNING}; else how many do, and why. */
export const appRuns = ({ subscription, group, app }: AppWords, least: number): string[] =>
  script(RUNNING, subscription, group, app, String(least));

/** What it then answers. */
export const IS_RUNNING = 'running';

const IMAGE = `set -eu
subscription=$1 repository=$2 digest=$3
shift 3
for registry in "$@"; do
  named=$(az acr repository list --subscription "$subscription" --name "$registry" --output tsv)
  if ! printf '%s\\n' "$named" | grep -qxF -e "$repository"; then continue; fi
  found=$(az acr manifest list-metadata --subscription "$subscription" --registry "$registry" --name "$repository" --query "[?digest=='$digest'].digest | [0]" --output tsv)
  if [ "$found" = "$digest" ]; then echo "$found"; exit; fi
done
echo "in none of: $*"`;

/** The digest of an image, where one of these registries of a subscription has it. */
export const imageThere = (subscription: string, registries: readonly string[], repository: string, digest: string): string[] =>
  script(IMAGE, subscription, repository, digest, ...registries);

/** The name of an identity, where it is there. */
export const identityThere = (subscription: string, group: string, name: string): string[] => [
  ...['az', 'identity', 'show', '--subscription', subscription, '--resource-group', group, '--name', name],
  ...['--query', 'name', '--output', 'tsv'],
];

/** Numbers of a quota are no whole ones where replicas have parts of a CPU; of one that is not in the list there is none. */
const CORES = `set -eu
${ROOM}
usage() { az containerapp env list-usages --subscription "$1" --resource-group "$2" --name "$3" --query "(value || @)[?name.value=='ManagedEnvironmentConsumptionCores'].ceil($4) | [0]" --output tsv; }
used=$(usage "$1" "$2" "$3" currentValue)
max=$(usage "$1" "$2" "$3" limit)
room "\${used%.0}" "\${max%.0}" "$4"`;

/** Whether the environment of a site has room for so many virtual CPUs more. */
export const coresRoom = ({ subscription, group, environment }: AppWords, more: number): string[] =>
  script(CORES, subscription, group, environment, String(Math.ceil(more)));

const ENVIRONMENTS = `set -eu
${ROOM}
usage() { az containerapp list-usages --subscription "$1" --location "$2" --query "(value || @)[?name.value=='ManagedEnvironmentCount'].ceil($3) | [0]" --output tsv; }
used=$(usage "$1" "$2" currentValue)
max=$(usage "$1" "$2" limit)
room "\${used%.0}" "\${max%.0}" 1`;

/** Whether a subscription may have one environment more in a region. */
export const environmentRoom = (subscription: string, region: string): string[] => script(ENVIRONMENTS, subscription, region);
