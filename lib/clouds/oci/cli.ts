import { claimScript } from '../../port/marker-messages';
import { script } from '../../words/steps';

/*
 * Every command line of OCI: which call, and how its answer is read. The steps say which of them, when, and what is expected. Texts are
 * constant; regions and names are arguments.
 */

const SOURCES = 'oci os replication list-replication-sources --region "$1" --bucket-name "$2" --all';

const GATE = `${SOURCES} | grep -oF "$3"`;

/** The gate of a bucket, where it follows it. */
export const gateOf = (region: string, bucket: string, gate: string): string[] => script(GATE, region, bucket, gate);

const UNLOCKED = `set -e
following=$(${SOURCES})
printf '%s' "$following" | grep -c source-bucket || true`;

/** How many buckets a bucket follows. */
export const sources = (region: string, bucket: string): string[] => script(UNLOCKED, region, bucket);

const UNLOCK = `set -e
following=$(${SOURCES})
case "$following" in *source-bucket*) oci os replication make-bucket-writable --region "$1" --bucket-name "$2";; esac`;

/** Ends the replication into a bucket, where there is one; called at the destination alone. */
export const makeWritable = (region: string, bucket: string): string[] => script(UNLOCK, region, bucket);

const LAST = `last() { oci os replication list-replication-policies --region "$1" --bucket-name "$2" --query "data[?name=='continuity'] | [0].\\"time-last-sync\\"" --raw-output; }`;
const LAG = `${LAST}
begun=$(date +%s)
until [ "$(date -d "$(last "$1" "$2")" +%s)" -gt "$begun" ]; do sleep 10; done
echo 0`;

/** Waits until what a bucket held when this began was sent, and prints 0. (`date -d` is that of GNU.) */
export const synced = (region: string, bucket: string): string[] => script(LAG, region, bucket);

const AGE = `set -e
${LAST}
synced=$(last "$1" "$2")
case $synced in
  [0-9]*) ;;
  *)
    printf '%s sends nothing: %s\\n' "$2" "$synced" >&2
    exit 1
    ;;
esac
echo "$(($(date +%s) - $(date -d "$synced" +%s)))"`;

/**
 * Seconds since the moment that everything written to a bucket before was sent; fails where it sends nothing. The answer is that of
 * https://docs.oracle.com/iaas/Content/Object/Tasks/usingreplication_topic-To_list_replication_policies.htm. (`date -d` is that of GNU.)
 * UNVERIFIED: that the moment moves on while nothing is written.
 */
export const sinceSynced = (region: string, bucket: string): string[] => script(AGE, region, bucket);

const SEED = `oci os object list --region "$1" --bucket-name "$2" --all --fields name,etag --query "data[].join(' ',[etag,name])" --output json |
sed -n 's/^ *"\\(.*\\)",\\{0,1\\}$/\\1/p' |
while read -r etag name; do
  oci os object copy --region "$1" --bucket-name "$2" --source-object-name "$name" --destination-bucket "$2" --destination-region "$1" --destination-object-name "$name" --destination-object-if-match-e-tag "$etag"
done`;

/** Writes every object of a bucket once more onto itself, so that replication takes it. */
export const sendAgain = (region: string, bucket: string): string[] => script(SEED, region, bucket);

const CLAIM = claimScript(`region=$1 namespace=$2 bucket=$3 marker=$4 claims=$5 move=$6 follows=$7 released=$8
file=$(mktemp)
trap 'rm -f "$file"' EXIT
object() {
  verb=$1
  shift
  oci os object "$verb" --region "$region" --namespace "$namespace" --bucket-name "$bucket" "$@"
}
standing() {
  name=$(object list --prefix "$marker/sequence/" --all --fields name --query 'data[0].name' --raw-output) || return 1
  is=\${name#"$marker/sequence/"}
  case $is in
    '') echo 0 ;;
    */*/*) is=\${is#*/} && printf '%s\\n' "\${is%/*}" ;;
    *) printf '%s\\n' "$is" ;;
  esac
}
claim() { printf '%s' "$move" >"$file" && object put --name "$claims/$id" --file "$file" --no-multipart --no-overwrite; }
claimed() {
  there=$(object list --prefix "$claims/$id" --all --fields name --query "data[?name=='$claims/$id'] | [0].name" --raw-output) || return 1
  [ -z "$there" ] || object get --name "$claims/$id" --file -
}`);

/**
 * A list is empty where an object is absent, and fails where nobody answers. `put --no-overwrite` looks first and then writes with
 * `If-None-Match: *` (source of the OCI CLI, `object_put`); as one part, since an upload from standard input is one of several.
 * UNVERIFIED: nothing of this was run against OCI.
 */
export const claimLine = (place: readonly string[], words: readonly string[]): string[] => ['sh', '-c', CLAIM, 'claim', ...place, ...words];
