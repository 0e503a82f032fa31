#!/bin/sh
# Stands for `az`, `terraform` and the others on the PATH: hands its words to the world that the test plays (door.ts), and does as that answers. In a shell that starts
# no other program, since a day calls it some thousand times: a way back is claimed by a file that is there once, and let go of when the answer has been read.
set -C
way=$(($$ % ${DAY_WAYS:-1}))
until : > "$DAY_WORLD/ways/$way.taken"; do way=$(((way + 1) % DAY_WAYS)); done 2> /dev/null
set +C
call=$DAY_WORLD/ways/$way
printf '%s\0' "${0##*/}" "$PWD" "$@" > "$call.words"
case " $* " in *' --filename - '*) cat > "$call.in" ;; esac
printf '%s\n' "$way" > "$DAY_WORLD/door"
read -r _ < "$call"
. "$call.answer"
printf '%s\n' "-$way" > "$DAY_WORLD/door"
exit "$code"
