import { script } from './steps';

const AT_MOST = `limit=$1
shift
n=$("$@") || exit $?
n=$(printf '%s' "$n" | tr -d '"')
case $n in
  '' | *[!0-9.]* | .* | *.*.*) printf 'no number: %s\\n' "$n" ;;
  *) if [ "\${n%%.*}" -le "$limit" ]; then printf 'at most: %s\\n' "$n"; else printf 'more: %s\\n' "$n"; fi ;;
esac`;

/** What {@link atMost} prints where it is so. */
export const WITHIN = 'at most: .*';

/** Whether the number that a command prints is at most another one, in whole units. A command that fails fails with its own code. */
export const atMost = (limit: number, run: readonly string[]): string[] => script(AT_MOST, String(Math.floor(limit)), ...run);
