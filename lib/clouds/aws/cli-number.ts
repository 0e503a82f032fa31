/** A function of a script: the number that `of` answers to a query about `$name`; else it says what that answered, and fails. */
export const NUMBER = `number() {
  n=$(of "$1")
  case $n in '' | *[!0-9]*) printf '%s of %s: %s\\n' "$1" "$name" "$n" >&2; return 1 ;; esac
  printf '%s\\n' "$n"
}`;
