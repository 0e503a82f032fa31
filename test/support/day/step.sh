#!/bin/sh
# Stands for `sh` on the PATH of a day: says to the world that a step begins, with its words, and is the shell then.
"${0%/*}/step" "$@"
exec /bin/sh "$@"
