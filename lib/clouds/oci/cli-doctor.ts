import { LOCKED } from '../../port/lock-words';
import type { Program } from '../../words/doctor';
import { script } from '../../words/steps';

/*
 * The command lines of OCI that are asked ahead of the day: they read, and change nothing. UNVERIFIED: none of them was run against OCI;
 * calls, options and fields are those of https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/.
 */

/** The program that every line of this cloud calls, what tells a cluster what to do inside of it, and what brings images from registry to registry. */
export const PROGRAMS: readonly Program[] = [
  { name: 'oci', version: ['oci', '--version'], matches: '\\d[\\s\\S]*' },
  { name: 'helm', version: ['helm', 'version', '--short'], matches: 'v3\\.[\\s\\S]*' },
  { name: 'kubectl', version: ['kubectl', 'version', '--client'], matches: 'Client Version: [\\s\\S]*' },
  { name: 'skopeo', version: ['skopeo', '--version'], matches: 'skopeo [\\s\\S]*' },
];

/** The Object Storage namespace of the tenancy that answers. */
export const namespaceThere = (region: string): string[] => [
  'oci',
  'os',
  'ns',
  'get',
  '--region',
  region,
  '--query',
  'data',
  '--raw-output',
];

/** The state of a compartment, where whoever asks may see it. */
export const compartmentState = (region: string, compartment: string): string[] => [
  ...['oci', 'iam', 'compartment', 'get', '--region', region, '--compartment-id', compartment],
  ...['--query', 'data."lifecycle-state"', '--raw-output'],
];

const SUBSCRIBED = `oci iam region-subscription list --region "$1" --query "data[?\\"region-name\\"=='$1'].status | [0]" --raw-output`;

/** Whether the tenancy is subscribed to a region. */
export const subscription = (region: string): string[] => script(SUBSCRIBED, region);

/** How many policies of a compartment bear a name. */
export const policiesNamed = (home: string, compartment: string, name: string): string[] => [
  ...['oci', 'iam', 'policy', 'list', '--region', home, '--compartment-id', compartment, '--name', name],
  ...['--query', 'length(data)', '--raw-output'],
];

/** A bucket of states. */
export interface StateWords {
  readonly region: string;
  readonly namespace: string;
  readonly bucket: string;
}

const OBJECT = `region=$1 namespace=$2 bucket=$3
shift 3
object() {
  verb=$1
  shift
  oci os object "$verb" --region "$region" --namespace "$namespace" --bucket-name "$bucket" "$@"
}
there() {
  found=$(object list --prefix "$1" --all --fields name --query "data[?name=='$1'] | [0].name" --raw-output) || exit $?
  [ "$found" = "$1" ]
}`;

const READ = `set -eu
${OBJECT}
object list --limit 1 --fields name >/dev/null
absent=
for key in "$@"; do
  if there "$key"; then object get --name "$key" --range bytes=0-0 --file - >/dev/null; else absent="$absent $key"; fi
done
printf 'read%s\\n' "\${absent:+; nothing there yet:$absent}"`;

/** `read` where a bucket can be listed and the first byte of each state can be read. */
export const readStates = ({ region, namespace, bucket }: StateWords, keys: readonly string[]): string[] =>
  script(READ, region, namespace, bucket, ...keys);

const LOCKS = `set -eu
${OBJECT}
${LOCKED}
free=free
for key in "$@"; do
  if there "$key.tflock"; then
    free=
    object get --name "$key.tflock" --file - | locked "$key"
  fi
done
if [ -n "$free" ]; then echo "$free"; fi`;

/** Who holds the lock of a state: an object beside it, as in any bucket that is spoken to as S3. `free` where nobody does. */
export const locks = ({ region, namespace, bucket }: StateWords, keys: readonly string[]): string[] =>
  script(LOCKS, region, namespace, bucket, ...keys);

/** What a bucket says of itself under a name. */
export const bucketSays = (region: string, namespace: string, bucket: string, field: string): string[] => [
  ...['oci', 'os', 'bucket', 'get', '--region', region, '--namespace', namespace, '--bucket-name', bucket],
  ...['--query', `data."${field}"`, '--raw-output'],
];

/** What a bucket of the tenancy's own namespace says of itself under a name. */
export const ownBucketSays = (region: string, bucket: string, field: string): string[] => [
  ...['oci', 'os', 'bucket', 'get', '--region', region, '--bucket-name', bucket, '--query', `data."${field}"`, '--raw-output'],
];

/** How many networks of a compartment bear a name, and stand. */
export const networksNamed = (region: string, compartment: string, name: string): string[] => [
  ...['oci', 'network', 'vcn', 'list', '--region', region, '--compartment-id', compartment, '--display-name', name],
  ...['--lifecycle-state', 'AVAILABLE', '--query', 'length(data)', '--raw-output'],
];

/** The state of a network. */
export const networkState = (region: string, network: string): string[] => [
  ...['oci', 'network', 'vcn', 'get', '--region', region, '--vcn-id', network, '--query', 'data."lifecycle-state"', '--raw-output'],
];
