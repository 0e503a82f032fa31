/**
 * A function of a shell: `room USED MOST MORE` says whether a quota leaves room for so many more. Clouds print numbers in more than one way; what
 * is none is said, and is no room.
 */
export const ROOM = `room() {
  used=$(printf '%s' "$1" | tr -d '" ') max=$(printf '%s' "$2" | tr -d '" ')
  case $used:$max in *[!0-9:]* | :* | *:) printf 'no number: %s of %s\\n' "$used" "$max"; return ;; esac
  if [ "$((used + $3))" -le "$max" ]; then is=room; else is=full; fi
  printf '%s: %s of %s used, %s more needed\\n' "$is" "$used" "$max" "$3"
}`;

/** What a question about room prints where there is some. */
export const HAS_ROOM = 'room: .*';
