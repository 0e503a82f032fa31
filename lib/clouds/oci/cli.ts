import { claimScript } from '../../port/marker-messages';
import { script } from '../../words/steps';

/*
 * Every command line of OCI but those that are asked ahead of the day (`cli-doctor.ts`): which call, and how its answer is read. The steps say which of them, when, and what is expected. Texts are
 * constant; regions and names are arguments.
 */

const SOURCES = 'oci os replication list-replication-sources --region "$1" --bucket-name "$2" --all';

const FOLLOWED = `set -e
following=$(${SOURCES})
printf '%s' "$following" | grep -c source-bucket || true`;

/** How many buckets a bucket follows: where it follows one it is read-only. */
export const sources = (region: string, bucket: string): string[] => script(FOLLOWED, region, bucket);

const UNLOCK = `set -e
following=$(${SOURCES})
case "$following" in *source-bucket*) oci os replication make-bucket-writable --region "$1" --bucket-name "$2";; esac`;

const UNLOCK_WHERE_THERE = `set -e
there=$(oci os bucket list --region "$1" --compartment-id "$3" --all --query "data[?name=='$2'] | [0].name" --raw-output)
[ "$there" = "$2" ] || exit 0
${UNLOCK}`;

/** The same where the bucket is there; nothing where it is not. */
export const makeWritableWhereThere = (region: string, bucket: string, compartment: string): string[] =>
  script(UNLOCK_WHERE_THERE, region, bucket, compartment);

/** Ends the replication into a bucket, where there is one; called at the destination alone. */
export const makeWritable = (region: string, bucket: string): string[] => script(UNLOCK, region, bucket);

/** Where nothing is listed the program prints nothing (source of the OCI CLI, `render`). */
const ENDS = `set -e
region=$1
ends() {
  ids=$(oci os replication list-replication-policies --region "$region" --bucket-name "$1" --all --query "not_null(data[].id, ['']) | join(' ', @)" --raw-output) || return 1
  for id in $ids; do oci os replication delete-replication-policy --region "$region" --bucket-name "$1" --replication-id "$id" --force; done
}`;

const CLOSE = `${ENDS}
following=$(${SOURCES})
case "$following" in *source-bucket*) exit 0 ;; esac
ends "$2"
ends "$3"
oci os replication create-replication-policy --region "$1" --bucket-name "$3" --name continuity-fence --destination-bucket "$2" --destination-region "$1"`;

/** Makes a bucket the destination of its gate, and so read-only, unless it follows another one already. What it sends ends first: a source is no destination. */
export const closeBucket = (region: string, bucket: string, gate: string): string[] => script(CLOSE, region, bucket, gate);

const OPEN = `${ENDS}
there=$(oci os bucket list --region "$1" --compartment-id "$4" --all --query "data[?name=='$3'] | [0].name" --raw-output)
[ "$there" = "$3" ] || exit 0
ends "$3"
following=$(${SOURCES})
case "$following" in *"\\"$3\\""*) oci os replication make-bucket-writable --region "$1" --bucket-name "$2" ;; esac`;

/** Takes a bucket from its gate, where there is one, and it follows that. */
export const openBucket = (region: string, bucket: string, gate: string, compartment: string): string[] =>
  script(OPEN, region, bucket, gate, compartment);

/**
 * What the policy of a bucket says: its status, the moment that everything written before was sent, and why. Only `ACTIVE` sends: the other
 * status is `CLIENT_ERROR`, where a grant, the other bucket or its state is not as it should be
 * (https://docs.oracle.com/en-us/iaas/tools/python/latest/api/object_storage/models/oci.object_storage.models.ReplicationPolicy.html).
 */
const POLICY = `set -e
policy() {
  said=$(oci os replication list-replication-policies --region "$1" --bucket-name "$2" --all --query "not_null(data[?name=='continuity'].[status, \\"time-last-sync\\" || 'never', \\"status-message\\" || '-'] | [0], ['absent']) | join(' ', @)" --raw-output) || return 1
  printf '%s\\n' "\${said:-absent}"
}`;

const SENDS = `${POLICY}
policy "$1" "$2"`;

/** The status of what a bucket sends, and why it is so; `absent` where it sends nothing. */
export const sends = (region: string, bucket: string): string[] => script(SENDS, region, bucket);

const LAST = `${POLICY}
last() {
  said=$(policy "$1" "$2") || exit 1
  case $said in
    'ACTIVE '[0-9]*) ;;
    *)
      printf '%s sends nothing: %s\\n' "$2" "$said" >&2
      exit 1
      ;;
  esac
  said=\${said#ACTIVE }
  date -d "\${said%% *}" +%s
}`;

const AGE = `${LAST}
at=$(last "$1" "$2")
echo "$(($(date +%s) - at))"`;

/**
 * Seconds since the moment that everything written to a bucket before was sent; fails where it sends nothing. The answer is that of
 * https://docs.oracle.com/iaas/Content/Object/Tasks/usingreplication_topic-To_list_replication_policies.htm. (`date -d` is that of GNU.)
 * UNVERIFIED: that the moment moves on while nothing is written.
 */
export const sinceSynced = (region: string, bucket: string): string[] => script(AGE, region, bucket);

/**
 * What two buckets hold, an ETag and a name a line: a replicated object has the ETag of its source
 * (https://docs.oracle.com/iaas/Content/Object/Tasks/usingreplication.htm). Every object is listed.
 */
const LISTS = `set -e
export LC_ALL=C
here=$(mktemp)
there=$(mktemp)
first=$(mktemp)
trap 'rm -f "$here" "$there" "$first"' EXIT
list() {
  said=$(oci os object list --region "$1" --bucket-name "$2" --all --fields name,etag --query "data[].join(' ', [etag, name])" --output json) || return 1
  printf '%s\\n' "$said" | sed -n 's/^ *"\\(.*\\)",\\{0,1\\}$/\\1/p' | sort
}`;

const LACKING = `${LISTS}
list "$1" "$2" >"$here"
list "$3" "$4" >"$there"
echo "$(($(comm -23 "$here" "$there" | wc -l)))"`;

/** Two buckets, each with its region. */
type Two = readonly [region: string, bucket: string, to: string, into: string];

/** How many objects of a bucket another one lacks, as they are. */
export const lacking = (...two: Two): string[] => script(LACKING, ...two);

/** Waits until what the first bucket held when it was listed, and still holds, is in the other one. */
const ARRIVES = `list "$1" "$2" >"$first"
while :; do
  list "$1" "$2" >"$here"
  list "$3" "$4" >"$there"
  waits=$(($(comm -12 "$first" "$here" | comm -23 - "$there" | wc -l)))
  [ "$waits" -gt 0 ] || break
  printf '%s objects wait\\n' "$waits" >&2
  sleep 30
done`;

const SENT = `${LISTS}
${ARRIVES}
echo 0`;

/** Waits until what a bucket held when this began was sent to another one, and prints 0. */
export const allSent = (...two: Two): string[] => script(SENT, ...two);

const UNWRITTEN = `${LISTS}
following=$(${SOURCES})
case "$following" in
  *source-bucket*)
    echo follows
    exit 0
    ;;
esac
list "$1" "$2" >"$here"
list "$3" "$4" >"$there"
alone=$(($(comm -23 "$here" "$there" | wc -l)))
if [ "$alone" -eq 0 ]; then echo unwritten; else printf '%s objects are in %s alone\\n' "$alone" "$2"; fi`;

/** `follows` where a bucket follows another one; `unwritten` where it follows none, and holds nothing that its source does not. */
export const unwritten = (...two: Two): string[] => script(UNWRITTEN, ...two);

const SEED = `${LISTS}
from=$1 bucket=$2
stop() {
  printf '%s: %s\\n' "$1" "$2" >&2
  exit 1
}
list "$1" "$2" >"$here"
list "$3" "$4" >"$there"
comm -23 "$here" "$there" >"$first"
while IFS= read -r line; do
  was=\${line%% *}
  name=\${line#* }
  case $name in *\\\\*) stop "$name" 'copy it onto itself by hand, and run this again' ;; esac
  oci os object copy --region "$from" --bucket-name "$bucket" --source-object-name "$name" --destination-bucket "$bucket" --destination-region "$from" --destination-object-name "$name" --destination-object-if-match-e-tag "$was" </dev/null >/dev/null || {
    list "$from" "$bucket" >"$here"
    ! grep -qxF -e "$line" "$here" || stop "$name" 'it was not written again'
  }
done <"$first"
${ARRIVES}`;

/**
 * Writes every object that another bucket lacks, as it is, once more onto itself, so that replication takes it, and waits until it has
 * arrived. A writer meanwhile wins: the copy is conditional on the object's ETag. UNVERIFIED: none of it was run against OCI.
 */
export const sendAgain = (...two: Two): string[] => script(SEED, ...two);

const SEEN = `set -e
made=$(oci iam policy list --region "$1" --compartment-id "$2" --name "$3" --query 'data[0]."time-created"' --raw-output)
case $made in
  [0-9]*) ;;
  *)
    printf 'there is no policy %s\\n' "$3" >&2
    exit 1
    ;;
esac
age=$(($(date +%s) - $(date -d "$made" +%s)))
if [ "$age" -ge "$4" ]; then echo seen; else printf 'the policy is %s s old, of %s s\\n' "$age" "$4"; fi`;

/** A policy, by its name. */
export interface PolicyWords {
  readonly region: string;
  readonly compartment: string;
  readonly name: string;
}

/** `seen` where a policy is that many seconds old. (`date -d` is that of GNU.) UNVERIFIED: nothing of this was run against OCI. */
export const policySeen = ({ region, compartment, name }: PolicyWords, after: number): string[] =>
  script(SEEN, region, compartment, name, String(after));

const CLAIM = claimScript(`region=$1 namespace=$2 bucket=$3 marker=$4 claims=$5 move=$6 follows=$7 released=$8 own=$9
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
