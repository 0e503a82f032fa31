/*
 * The ways that lead to a server of a database that exists, whatever family it is of: these texts stand behind a head of the family (`cli-existing.ts`, `cli-sqlexisting.ts`), which gives
 * `$public` (how public networks are let in), `access`, and of its connections `keys` (of those that lead there), `reject` and `approve` by such a key,
 * `ends` (the endpoints of those that lead there), and `connections` (endpoint, key and state of all). What is given are the arguments of the text.
 */

/** What stands for the public networks among the ways that lead to a server. */
export const PUBLIC = 'public';

/** Ids of Azure are not told apart by their case. */
export const IN_SMALL = `small() { printf '%s' "$1" | tr '[:upper:]' '[:lower:]'; }`;

/** Closes each of them: the public networks, and every private endpoint, whose connection is rejected. */
export const CLOSE_WAYS = `keys=$(keys)
if [ "$public" != Disabled ]; then access Disabled; fi
for key in $keys; do reject "$key"; done
echo closed`;

/** Opens those that are given again, and no other one. */
export const OPEN_WAYS = `connections=$(connections)
for way in "$@"; do
  if [ "$way" = ${PUBLIC} ]; then
    if [ "$public" != Enabled ]; then access Enabled; fi
    continue
  fi
  way=$(small "$way")
  found=$(printf '%s\\n' "$connections" | while read -r id key state; do
    if [ "$(small "$id")" = "$way" ]; then printf '%s %s\\n' "$state" "$key"; fi
  done)
  case $found in
    'Approved '*) ;;
    '') printf 'no connection of %s: its endpoint is made anew by its owner\\n' "$way" >&2; exit 1 ;;
    *) approve "\${found#* }" ;;
  esac
done
echo opened`;

/** Whether those that are given are all there are: `given`, else which they are. Where public networks are let in by a perimeter, no fence of ours gives that back. */
export const COMPARE_WAYS = `given=$(for way in "$@"; do small "$way"; echo; done | sort -u)
ends=$(ends)
there=$({
  case $public in Disabled) ;; Enabled) echo ${PUBLIC} ;; *) printf '%s\\n' "$public" ;; esac
  for id in $ends; do small "$id"; echo; done
} | sort -u)
if [ "$given" = "$there" ]; then echo given; else printf 'it is reached by: %s\\n' "\${there:-nothing}"; fi`;
