/**
 * A function of a shell: `locked KEY` reads what Terraform wrote of a lock, and says who holds it. The JSON is on one line, with these
 * names (https://github.com/hashicorp/terraform/blob/v1.11.4/internal/states/statemgr/locker.go, LockInfo).
 */
export const LOCKED = `locked() {
  info=$(cat)
  said() { printf '%s' "$info" | sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p"; }
  printf 'locked: %s by %s since %s, id %s\\n' "$1" "$(said Who)" "$(said Created)" "$(said ID)"
}`;

/** What to do about a lock that stands. */
export const UNLOCK =
  'wait for that process; where you know that it is dead, terraform force-unlock ID in the directory of that stack (continuity run asks, too)';
