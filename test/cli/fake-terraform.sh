#!/bin/sh
# A Terraform that acts on a folder (FAKE_TF) instead of a cloud: what is wanted, what exists, what is in the state, and the lock. One
# address a line.
d=$FAKE_TF
command=$1
shift
printf '%s\n' "$command $*" >> "$d.calls"
[ -z "${FAKE_TF_SAYS-}" ] || printf '%s %s\n' "$command" "$(printenv "$FAKE_TF_SAYS")" >> "$d.environment"
for last; do :; done

fail() {
  printf '\nError: %s\n' "$1" >&2
  exit 1
}
has() { grep -qxF -- "$2" "$d/$1" 2> /dev/null; }
without() { # LIST ADDRESS: whoever reads meanwhile sees a whole list
  grep -vxF -- "$2" "$d/$1" > "$d/$1.$$" || true
  mv "$d/$1.$$" "$d/$1"
}

refuse_lock() {
  [ -f "$d/lock" ] || return 0
  { read -r id; read -r who; read -r created; } < "$d/lock"
  fail "Error acquiring the state lock

Error message: PreconditionFailed
Lock Info:
  ID:        $id
  Path:      bucket/key
  Operation: OperationTypeApply
  Who:       $who
  Version:   1.11.4
  Created:   $created +0000 UTC
  Info:      
"
}

is_alive() { # PID: a dead process that nobody collected has a number still
  [ -n "$1" ] && kill -0 "$1" 2> /dev/null && ! grep -q ') Z ' "/proc/$1/stat" 2> /dev/null
}

plan() {
  refuse_lock
  [ ! -s "$d/planError" ] || fail "$(cat "$d/planError")"
  for one in "$@"; do case $one in -out=*) out=${one#-out=} ;; esac; done
  if [ -s "$d/changes" ]; then
    printf '{"format_version":"1.2","resource_changes":%s}' "$(cat "$d/changes")" > "$out"
    cp "$d/changes.create" "$out.create"
    exit 2
  fi
  code=0 entries=
  : > "$out.create"
  while read -r address type; do
    actions='"create"' more=
    if has tainted "$address"; then
      actions='"delete","create"' more=',"action_reason":"replace_because_tainted"'
    elif has state "$address"; then
      actions='"no-op"'
    else
      printf '%s\n' "$address" >> "$out.create"
    fi
    [ "$actions" = '"no-op"' ] || code=2
    entries="$entries,{\"address\":\"$address\",\"type\":\"$type\",\"mode\":\"managed\",\"change\":{\"actions\":[$actions]}$more}"
  done < "$d/wanted"
  printf '{"format_version":"1.2","resource_changes":[%s]}' "${entries#,}" > "$out"
  exit $code
}

apply() {
  refuse_lock
  finish() { # CODE [tainted]
    cat "$last.create" >> "$d/state"
    if [ -n "$2" ]; then cat "$last.create" >> "$d/tainted"; else rm -f "$d/changes"; fi
    rm -f "$d/lock"
    exit "$1"
  }
  interrupted() {
    printf 'SIGINT\n' >> "$d.calls"
    echo 'Interrupt received. Gracefully shutting down...'
    sleep 0.1
    finish 1 tainted
  }
  trap interrupted INT
  printf '%s\n' lock-1 "someone@$(uname -n)" "$(date -u '+%Y-%m-%d %H:%M:%S.0')" "$$" > "$d/lock.$$"
  mv "$d/lock.$$" "$d/lock"
  while read -r address; do
    if has exists "$address"; then
      rm -f "$d/lock"
      fail "creating $address: AlreadyExists"
    fi
    printf '%s\n' "$address" >> "$d/exists"
  done < "$last.create"
  echo 'Creating...'
  sleep "$(cat "$d/applySeconds")" &
  wait $!
  echo 'Apply complete!'
  finish 0
}

state() {
  entries=
  while read -r address; do
    status='{}'
    ! has tainted "$address" || status='{"status":"tainted"}'
    entries="$entries,{\"mode\":\"managed\",\"type\":\"${address%%.*}\",\"name\":\"${address#*.}\",\"instances\":[$status]}"
  done < "$d/state"
  printf '{"version":4,"resources":[%s]}\n' "${entries#,}"
}

case $command in
  version) printf '{"terraform_version":"%s"}\n' "$(cat "$d/version")" ;;
  init) mkdir -p .terraform ;;
  plan) plan "$@" ;;
  show) cat "$last" ;;
  apply) apply ;;
  force-unlock)
    ! is_alive "$(sed -n 4p "$d/lock")" || printf 'BROKE THE LOCK OF THE LIVING\n' >> "$d.calls"
    rm -f "$d/lock"
    ;;
  state) state ;;
  import)
    address=
    for one; do before=$address address=$one; done
    has exists "$before" || fail 'Cannot import non-existent remote object'
    printf '%s\n' "$before" >> "$d/state"
    ;;
  untaint) without tainted "$last" ;;
esac
