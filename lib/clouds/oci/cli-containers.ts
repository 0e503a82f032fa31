import { script } from '../../words/steps';

/*
 * The command lines of images. Calls, options and fields are those of the definitions of the OCI CLI 3.95
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/artifacts.html), and of skopeo
 * (https://github.com/containers/skopeo/blob/main/docs/skopeo-copy.1.md, 2026-11). UNVERIFIED: none of them was run against OCI.
 */

/** The registry of a region, with the compartment that repositories are in there. */
export interface RegistryWords {
  readonly region: string;
  readonly compartment: string;
  /** Its host. */
  readonly host: string;
}

const THERE = `set -eu
region=$1 compartment=$2
shift 2
there=0
for repository in "$@"; do
  state=$(oci artifacts container repository list --region "$region" --compartment-id "$compartment" --display-name "$repository" --lifecycle-state AVAILABLE --query 'data.items[0]."display-name"' --raw-output)
  if [ "$state" = "$repository" ]; then there=$((there + 1)); else printf '%s is not there\\n' "$repository" >&2; fi
done
echo "$there"`;

/** How many of these repositories are in a compartment; which is not, beside it. */
export const repositoriesThere = ({ region, compartment }: RegistryWords, repositories: readonly string[]): string[] =>
  script(THERE, region, compartment, ...repositories);

/** All repositories are listed at a time: a question ahead of the day has half a minute. Where nothing is listed the program prints nothing. */
const BOTH = `set -eu
region=$1 compartment=$2 into=$3 of=$4 account=$5 from=$6
shift 6
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
images() { oci artifacts container image list --region "$1" --compartment-id "$2" --repository-name "$3" --lifecycle-state AVAILABLE --all --query "not_null(data.items[].digest, ['']) | join(' ', @)" --raw-output; }
list() {
  images "$2" "$3" "$4" >"$dir/$1.found" || return 1
  tr ' ' '\\n' <"$dir/$1.found" | sort -u >"$dir/$1"
}
n=0
for repository in "$@"; do
  n=$((n + 1))
  list "$n.given" "$of" "$account" "$repository" &
  list "$n.there" "$region" "$compartment" "$repository" &
done
wait
lacks() {
  [ -e "$dir/$1.given" ] && [ -e "$dir/$1.there" ] || return 1
  while IFS= read -r digest; do
    if [ -z "$digest" ] || grep -qxF -e "$digest" "$dir/$1.there"; then continue; fi
    printf '%s\\n' "$digest"
  done <"$dir/$1.given"
}`;

const LACKING = `${BOTH}
total=0 n=0
for repository in "$@"; do
  n=$((n + 1))
  lacking=$(lacks "$n")
  for digest in $lacking; do total=$((total + 1)); done
done
echo "$total"`;

/**
 * A token of the registry for whoever runs this, for half an hour or so: no auth token of a user is needed
 * (https://www.ateam-oracle.com/authentication-mechanisms-for-oci-container-registry-ocir, option 2). What a raw request prints is JSON, whatever is asked of
 * it (source of the OCI CLI, `raw_request_cli`). The token is in a file that nobody else reads, and no argument.
 */
const LOGIN = `umask 077
tenancy() { oci os ns get --region "$1" --compartment-id "$2" --query data --raw-output; }
login() {
  oci raw-request --region "$1" --http-method GET --target-uri "https://$2/20180419/docker/token" --query token >"$dir/token"
  sed -n 's/^ *"data": "\\(.*\\)",\\{0,1\\}$/\\1/p' "$dir/token" | skopeo login --authfile "$dir/auth" --username BEARER_TOKEN --password-stdin "$2" >&2
  rm -f "$dir/token"
}`;

const CARRY = `${BOTH}
${LOGIN}
n=0 let_in=
for repository in "$@"; do
  n=$((n + 1)) brought=0
  lacking=$(lacks "$n")
  for digest in $lacking; do
    if [ -z "$let_in" ]; then
      source=$(tenancy "$of" "$account")
      namespace=$(tenancy "$region" "$compartment")
      login "$of" "$from"
      login "$region" "$into"
      let_in=yes
    fi
    skopeo copy --all --preserve-digests --authfile "$dir/auth" "docker://$from/$source/$repository@$digest" "docker://$into/$namespace/$repository@$digest" </dev/null >&2
    brought=$((brought + 1))
  done
  printf '%s: %s brought\\n' "$repository" "$brought"
done`;

const wordsOf = ({ region, compartment, host }: RegistryWords): string[] => [region, compartment, host];

/** How many images, by their digests, a registry lacks of these repositories of another one. */
export const imagesLacking = (into: RegistryWords, from: RegistryWords, repositories: readonly string[]): string[] =>
  script(LACKING, ...wordsOf(into), ...wordsOf(from), ...repositories);

/** Brings them, by digest and without their tags: what is copied has the digest that it had, or is not copied. It goes through the machine that runs this. */
export const carryImages = (into: RegistryWords, from: RegistryWords, repositories: readonly string[]): string[] =>
  script(CARRY, ...wordsOf(into), ...wordsOf(from), ...repositories);
