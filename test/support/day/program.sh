#!/bin/sh
# Stands for `az`, `terraform`, `curl` and `sleep` on the PATH: hands its words to the world that the test plays (door.ts), and ends as that
# answers. In a shell, since a day calls it some hundred times.
call=$DAY_WORLD/call-$$
mkfifo "$call"
printf '%s\0' "${0##*/}" "$PWD" "$@" > "$call.words"
printf '%s\n' "$call" > "$DAY_WORLD/door"
read -r code < "$call"
[ ! -s "$call.out" ] || cat "$call.out"
[ ! -s "$call.err" ] || cat "$call.err" >&2
exit "$code"
