import { LOCKED } from '../../port/lock-words';
import type { Program } from '../../words/doctor';
import { script } from '../../words/steps';
import type { AccountWords, ContainerWords } from './cli';
import { KEY } from './facts';

/*
 * The command lines of Azure that are asked ahead of the day: they read, and change nothing. UNVERIFIED: none of them was run against
 * Azure; calls, options and fields are those of https://learn.microsoft.com/cli/azure/reference-index.
 */

/** The program that every line of this cloud calls. */
export const PROGRAMS: readonly Program[] = [
  {
    name: 'az',
    version: ['az', 'version', '--query', '"azure-cli"', '--output', 'tsv'],
    // What came last of what is called: `postgres flexible-server db create --name`, which was `--database-name` before
    // (https://learn.microsoft.com/cli/azure/postgres/flexible-server/db, 2026-05).
    oldest: '2.86.0',
    matches: '(?:2\\.(?:8[6-9]|9\\d|\\d{3,})|(?:[3-9]|\\d{2,})\\.\\d+)\\.\\d[\\s\\S]*',
  },
];

const WHO = `set -eu
answers=$(az account get-access-token --subscription "$1" --query subscription --output tsv)
as=$(az account show --subscription "$1" --query "join(' ', [state, user.name])" --output tsv)
printf '%s %s\\n' "$answers" "$as"`;

/** The subscription that answers with a token, its state, and who is logged in. The token itself is not printed. */
export const whoAnswers = (subscription: string): string[] => script(WHO, subscription);

/** The cloud that the program speaks to: a command line names none. */
export const activeCloud = (): string[] => ['az', 'cloud', 'show', '--query', 'name', '--output', 'tsv'];

/** Whether the key of a vault is there and enabled: asked of the vault itself, through its network rules and its grants. */
export const keyThere = (subscription: string, vault: string): string[] => [
  ...['az', 'keyvault', 'key', 'show', '--subscription', subscription, '--vault-name', vault, '--name', KEY],
  ...['--query', 'attributes.enabled', '--output', 'tsv'],
];

/** Whether a resource provider is registered in a subscription. */
export const registration = (subscription: string, namespace: string): string[] => [
  ...['az', 'provider', 'show', '--subscription', subscription, '--namespace', namespace],
  ...['--query', 'registrationState', '--output', 'tsv'],
];

/** Whether a resource group is there. */
export const groupThere = (subscription: string, group: string): string[] => [
  ...['az', 'group', 'exists', '--subscription', subscription, '--name', group],
];

/** Whether a resource group is elsewhere than in a region: what is in it can only be read while its own one is out. */
export const groupOutlives = (subscription: string, group: string, region: string): string[] => [
  ...['az', 'group', 'show', '--subscription', subscription, '--name', group],
  ...['--query', `(location=='${region}' && 'dies with ${region}') || 'outlives ${region}'`, '--output', 'tsv'],
];

/** Where a resource group is, likewise. */
export const groupRegion = (subscription: string, group: string): string[] => [
  ...['az', 'group', 'show', '--subscription', subscription, '--name', group, '--query', 'location', '--output', 'tsv'],
];

/** How a key vault was made. */
export const vaultState = (subscription: string, group: string, name: string): string[] => [
  ...['az', 'keyvault', 'show', '--subscription', subscription, '--resource-group', group, '--name', name],
  ...['--query', 'properties.provisioningState', '--output', 'tsv'],
];

const BLOB = `subscription=$1 account=$2 container=$3
shift 3
blob() {
  verb=$1
  shift
  az storage blob "$verb" --subscription "$subscription" --account-name "$account" --container-name "$container" --auth-mode login "$@"
}
there() {
  is=$(blob exists --name "$1" --query exists --output tsv) || exit $?
  case $is in [Tt]rue) return 0 ;; [Ff]alse) return 1 ;; *) exit 1 ;; esac
}`;

const READ = `set -eu
${BLOB}
blob list --num-results 1 --output none
absent=
for key in "$@"; do
  if there "$key"; then blob show --name "$key" --output none; else absent="$absent $key"; fi
done
printf 'read%s\\n' "\${absent:+; nothing there yet:$absent}"`;

/** `read` where a container can be listed and each state in it can be read. */
export const readStates = ({ subscription, account, container }: ContainerWords, keys: readonly string[]): string[] =>
  script(READ, subscription, account, container, ...keys);

/** Whether the blobs of an account keep versions. */
export const versioning = ({ subscription, group, account }: AccountWords): string[] => [
  ...['az', 'storage', 'account', 'blob-service-properties', 'show', '--subscription', subscription, '--resource-group', group],
  ...['--account-name', account, '--query', 'isVersioningEnabled', '--output', 'tsv'],
];

const LOCKS = `set -eu
${BLOB}
${LOCKED}
free=free
for key in "$@"; do
  if there "$key"; then
    lease=$(blob show --name "$key" --query "join(' ', [properties.lease.state, metadata.terraformlockid || ''])" --output tsv)
    case $lease in
      leased*)
        free=
        printf '%s' "\${lease#leased}" | tr -d ' ' | base64 -d | locked "$key"
        ;;
    esac
  fi
done
if [ -n "$free" ]; then echo "$free"; fi`;

/**
 * Who holds the lock of a state: a lease of the blob, with what Terraform says of it in the metadata, in base64
 * (https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/remote-state/azure/client.go). `free` where nobody does.
 */
export const locks = ({ subscription, account, container }: ContainerWords, keys: readonly string[]): string[] =>
  script(LOCKS, subscription, account, container, ...keys);

/** How a storage account was made, and the state of its primary place. */
export const accountState = ({ subscription, group, account }: AccountWords): string[] => [
  ...['az', 'storage', 'account', 'show', '--subscription', subscription, '--resource-group', group, '--name', account],
  ...['--query', "join(' ', [provisioningState, statusOfPrimary])", '--output', 'tsv'],
];

/** Whether an account can be brought back to a moment, and how many days back. */
export const restorable = ({ subscription, group, account }: AccountWords): string[] => [
  ...['az', 'storage', 'account', 'blob-service-properties', 'show', '--subscription', subscription, '--resource-group', group],
  ...['--account-name', account, '--query', "join(' ', [to_string(restorePolicy.enabled), to_string(restorePolicy.days)])"],
  ...['--output', 'tsv'],
];

/** How many things of an account object replication never sends: blobs that are no block blobs, snapshots, and what is archived. */
export const neverSent = ({ subscription, account, container }: ContainerWords): string[] => [
  ...['az', 'storage', 'blob', 'list', '--subscription', subscription, '--account-name', account, '--container-name', container],
  ...['--auth-mode', 'login', '--include', 's', '--num-results', '*'],
  ...['--query', "length([?snapshot || properties.blobType!='BlockBlob' || properties.blobTier=='Archive'])", '--output', 'tsv'],
];

/** The service endpoints of a subnet, by the id of the subnet. */
export const serviceEndpoints = (subnet: string): string[] => [
  ...['az', 'network', 'vnet', 'subnet', 'show', '--ids', subnet],
  ...['--query', "join(' ', serviceEndpoints[].service || `[]`)", '--output', 'tsv'],
];

/** How a virtual network was made, and where it stands, by its id. */
export const networkState = (network: string): string[] => [
  ...['az', 'network', 'vnet', 'show', '--ids', network],
  ...['--query', "join(' ', [provisioningState, location])", '--output', 'tsv'],
];
