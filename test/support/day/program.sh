#!/bin/sh
# Stands for `az`, `terraform` and the others on the PATH: hands its words to the world that the test plays (door.ts), and ends as that
# answers. In a shell, since a day calls it some hundred times.
call=$DAY_WORLD/call-$$
mkfifo "$call"
printf '%s\0' "${0##*/}" "$PWD" "$@" > "$call.words"
case " $* " in *' --filename - '*) cat > "$call.in" ;; esac
printf '%s\n' "$call" > "$DAY_WORLD/door"
read -r code < "$call"
[ ! -s "$call.out" ] || cat "$call.out"
[ ! -s "$call.err" ] || cat "$call.err" >&2
exit "$code"
