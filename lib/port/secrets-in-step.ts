/*
 * Texts of a shell by which secrets of two sites are kept in step, of any cloud: each is put behind what defines `names` (of the secrets of a vault), `has LIST NAME`, and the words that
 * it speaks of: `vault`, and of two of them `from`, the one that is followed. No value is printed: it goes through a file that nobody else reads, and is compared by its digest.
 */

/** `NAME…`, of those that are `there`: how many have no value. */
export const COUNT_MISSING = `n=0
for name in "$@"; do
  if has "$there" "$name"; then continue; fi
  printf '%s has no value at %s\\n' "$name" "$vault" >&2
  n=$((n + 1))
done
echo "$n"`;

/** A folder `dir` that nobody else reads, as long as this runs. */
export const IN_PRIVATE = `umask 077
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM`;

/** Once every digest that was begun is written: `same NAME`, of those that are `there`. */
export const SAME = `wait
same() {
  has "$there" "$1" || return 1
  if [ ! -s "$dir/$1.given" ] || [ ! -s "$dir/$1.there" ]; then exit 1; fi
  one=$(cat "$dir/$1.given")
  other=$(cat "$dir/$1.there")
  [ "$one" = "$other" ]
}`;

/** `NAME…`, of those that are `given`: how many are otherwise, or not there. */
export const COUNT_OTHERS = `n=0
for name in "$@"; do
  if ! has "$given" "$name"; then
    printf '%s has no value at %s\\n' "$name" "$from" >&2
  elif same "$name"; then
    continue
  else
    printf '%s is another one at %s than at %s, or is not there\\n' "$name" "$vault" "$from" >&2
  fi
  n=$((n + 1))
done
echo "$n"`;

/** `NAME…`: those that are otherwise, or not there, by `carry NAME`. */
export const CARRY_OTHERS = `for name in "$@"; do
  if ! has "$given" "$name"; then
    printf '%s has no value at %s\\n' "$name" "$from"
  elif same "$name"; then
    printf '%s is in step\\n' "$name"
  else
    carry "$name"
    printf '%s was carried\\n' "$name"
  fi
done`;
