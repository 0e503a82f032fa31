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

/**
 * What the policy of a bucket says: its status, the moment that everything written before was sent, and why. Only `ACTIVE` sends: the other
 * status is `CLIENT_ERROR`, where a grant, the other bucket or its state is not as it should be
 * (https://docs.oracle.com/en-us/iaas/tools/python/latest/api/object_storage/models/oci.object_storage.models.ReplicationPolicy.html).
 */
const POLICY = `set -e
policy() { oci os replication list-replication-policies --region "$1" --bucket-name "$2" --query "not_null(data[?name=='continuity'].[status, \\"time-last-sync\\", \\"status-message\\"] | [0], ['absent']) | join(' ', @)" --raw-output; }`;

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

const LAG = `${LAST}
begun=$(date +%s)
while at=$(last "$1" "$2") || exit 1; [ "$at" -le "$begun" ]; do sleep 10; done
echo 0`;

/** Waits until what a bucket held when this began was sent, and prints 0; fails where it does not send. (`date -d` is that of GNU.) */
export const synced = (region: string, bucket: string): string[] => script(LAG, region, bucket);

const AGE = `${LAST}
at=$(last "$1" "$2")
echo "$(($(date +%s) - at))"`;

/**
 * Seconds since the moment that everything written to a bucket before was sent; fails where it sends nothing. The answer is that of
 * https://docs.oracle.com/iaas/Content/Object/Tasks/usingreplication_topic-To_list_replication_policies.htm. (`date -d` is that of GNU.)
 * UNVERIFIED: that the moment moves on while nothing is written.
 */
export const sinceSynced = (region: string, bucket: string): string[] => script(AGE, region, bucket);

const SEED = `set -e
export LC_ALL=C
from=$1 bucket=$2 to=$3 into=$4
here=$(mktemp)
there=$(mktemp)
trap 'rm -f "$here" "$there"' EXIT
names() {
  listed=$(oci os object list --region "$1" --bucket-name "$2" --all --fields name --query 'data[].name' --output json) || return 1
  printf '%s\\n' "$listed" | sed -n 's/^ *"\\(.*\\)",\\{0,1\\}$/\\1/p' | sort
}
missing() { names "$from" "$bucket" >"$here" && names "$to" "$into" >"$there" && comm -23 "$here" "$there"; }
etag() { oci os object head --region "$from" --bucket-name "$bucket" --name "$1" --query etag --raw-output </dev/null; }
stop() {
  printf '%s: %s\\n' "$1" "$2" >&2
  exit 1
}
lacks=$(missing)
printf '%s\\n' "$lacks" | while IFS= read -r name; do
  case $name in
    '') continue ;;
    *\\\\*) stop "$name" 'copy it onto itself by hand, and run this again' ;;
  esac
  if was=$(etag "$name"); then
    oci os object copy --region "$from" --bucket-name "$bucket" --source-object-name "$name" --destination-bucket "$bucket" --destination-region "$from" --destination-object-name "$name" --destination-object-if-match-e-tag "$was" </dev/null >/dev/null ||
      { is=$(etag "$name") && [ "$is" != "$was" ] || stop "$name" 'it was not written again'; }
  else
    names "$from" "$bucket" >"$here"
    ! grep -qxF -e "$name" "$here" || stop "$name" 'it cannot be read'
  fi
done
while lacks=$(missing) || exit 1; [ -n "$lacks" ]; do
  printf '%s objects wait\\n' "$(printf '%s\\n' "$lacks" | wc -l)"
  sleep 30
done`;

/**
 * Writes every object that another bucket lacks once more onto itself, so that replication takes it, and waits until that one has them all.
 * A writer meanwhile wins: the copy is conditional on the object's ETag. UNVERIFIED: none of it was run against OCI.
 */
export const sendAgain = (region: string, bucket: string, to: string, into: string): string[] => script(SEED, region, bucket, to, into);

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
