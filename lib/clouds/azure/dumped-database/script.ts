/*
 * What the jobs of a database run: bash, curl, coreutils of GNU, and pg_dump, pg_restore and psql of the server's version or a later one, as the image of the architect has
 * them. No `${` stands in it: Terraform would take it for its own. A dump goes to its account in blocks as it is made, and nothing of it is kept by the job, whose own disk is
 * small. It counts once its list is there (`whole/`), which is written last, with the size and the SHA-256 of each file.
 *
 * Blobs are asked by their REST interface with a token of the job's identity: https://learn.microsoft.com/rest/api/storageservices/put-block and
 * put-block-list (50,000 blocks of 64 MiB are 3 TiB), https://learn.microsoft.com/azure/container-apps/managed-identity ("Connect to Azure services in app code", REST endpoint), 2026-11.
 */

const COMMON = `set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work STORE AUTH="$work/auth" API='x-ms-version: 2021-12-02'
export PGCONNECT_TIMEOUT=30
ask() { curl --silent --show-error --fail --retry 5 --max-time 600 -H @"$AUTH" -H "$API" "$@"; }
enter() {
  token=$(curl --silent --show-error --fail --retry 5 --max-time 60 -H "X-IDENTITY-HEADER: $IDENTITY_HEADER" "$IDENTITY_ENDPOINT?resource=https%3A%2F%2Fstorage.azure.com%2F&api-version=2019-08-01&client_id=$CLIENT" | sed -E 's/.*"access_token" *: *"([^"]+)".*/\\1/')
  (umask 077; printf 'Authorization: Bearer %s\\n' "$token" >"$AUTH")
}
sql() { psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 --dbname postgres "$@"; }
databases() { echo "select datname from pg_database where not datistemplate and datname not in ('postgres', 'azure_maintenance', 'azure_sys', 'continuity_restoring', 'continuity_restored') order by datname" | sql; }`;

const COPYING = `${COMMON}
block() {
  id=$(printf %s "$FILE" | base64)
  curl --silent --show-error --fail --retry 5 --max-time 600 -X PUT -H @"$AUTH" -H "$API" --data-binary @- "$BLOB?comp=block&blockid=$id" >/dev/null || return 1
  printf '<Latest>%s</Latest>' "$id" >>"$work/blocks"
}
export -f block
put() {
  export BLOB="$STORE/$1"
  : >"$work/blocks"
  rm -f "$work/pipe"
  mkfifo "$work/pipe"
  { sha256sum; } <"$work/pipe" >"$work/sum" &
  summed=$!
  tee "$work/pipe" | SHELL=$(command -v bash) split --bytes=64M --numeric-suffixes --suffix-length=5 --filter='set -e; block' - b || return 1
  wait "$summed" || return 1
  { printf '<?xml version="1.0" encoding="utf-8"?><BlockList>'; cat "$work/blocks"; printf '</BlockList>'; } | ask -X PUT --data-binary @- "$BLOB?comp=blocklist" >/dev/null || return 1
  printf '%s %s %s\\n' "$(cut -c1-64 "$work/sum")" "$1" "$2" >>"$work/list"
}
named() { printf %s "$1" | base64 --wrap=0; }
dumped() { PGDATABASE=$1 pg_dump --format=custom --compress=6; }
copied() {
  half=$(echo "select count(*) from pg_database where datname = 'continuity_restoring'" | sql)
  if [ "$half" != 0 ]; then echo 'it is half restored: no copy is made of that' >&2; exit 1; fi
  stamp=$(date -u +%Y%m%dT%H%M%SZ)
  : >"$work/list"
  pg_dumpall --roles-only --no-role-passwords --database=postgres | put "$stamp/roles.sql" -
  n=0
  databases >"$work/databases"
  while IFS= read -r database; do
    n=$((n + 1))
    "$2" "$database" "$stamp/$n.dump"
  done <"$work/databases"
  if [ "$n" = 0 ]; then echo 'there is no database' >&2; exit 1; fi
  cp "$work/list" "$work/whole"
  put "whole/$stamp-$1" - <"$work/whole"
  echo "$stamp: $n databases are whole"
}`;

/** Dumps each database, while it is worked on: each as of one moment. */
export const COPY = `${COPYING}
one() { dumped "$1" | put "$2" "$(named "$1")"; }
enter
copied copy one`;

/**
 * Dumps each database for the last time, and leaves it closed: nobody connects any more, and nobody has been in since its dump began. A limit of one session lets the dump in alone; once it
 * is seen to be the only one it is closed to all, and only then its dump is read: the pipe is full ahead of it (64 KiB, as Linux has them), so that it cannot end before. Whoever fails opens
 * what it closed.
 */
export const LAST = `${COPYING}
quietly() { printf '%s\\n' "$2" | sql --set database="$1"; }
alone() { quietly "$1" "select count(*) filter (where application_name = 'continuity-last') || ' ' || count(*) filter (where application_name <> 'continuity-last') from pg_stat_activity where datname = :'database'"; }
reopen() { databases | while IFS= read -r each; do quietly "$each" 'alter database :"database" with allow_connections true connection limit -1' || true; done; }
gate() {
  until [ -e "$work/closed" ] || [ -e "$work/again" ]; do sleep 0.05; done
  if [ -e "$work/closed" ]; then head -c 65536 >/dev/null; put "$1" "$2" && : >"$work/sent"; else cat >/dev/null; fi
}
once() {
  rm -f "$work/closed" "$work/again" "$work/ended" "$work/sent"
  quietly "$1" 'alter database :"database" with allow_connections true connection limit 1' || return 1
  quietly "$1" "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = :'database'" >/dev/null || return 1
  { head -c 65536 /dev/zero; PGAPPNAME=continuity-last dumped "$1" && : >"$work/ended"; } | gate "$2" "$(named "$1")" &
  dump=$!
  until [ "$(alone "$1")" = '1 0' ]; do
    looks=$((looks + 1))
    if [ "$looks" -gt 200 ]; then : >"$work/again"; wait "$dump" || true; return 1; fi
    sleep 0.05
  done
  if ! quietly "$1" 'alter database :"database" with allow_connections false' || [ "$(alone "$1")" != '1 0' ]; then
    : >"$work/again"
    wait "$dump" || true
    return 1
  fi
  : >"$work/closed"
  wait "$dump" || true
  if [ ! -e "$work/ended" ] || [ ! -e "$work/sent" ]; then echo "$1: its dump broke off" >&2; exit 1; fi
}
closed() {
  for try in 1 2 3 4 5 6 7 8 9 10; do
    looks=0
    if once "$1" "$2"; then return 0; fi
  done
  echo "$1: somebody was in it each time" >&2
  exit 1
}
trap 'code=$?; if [ "$code" != 0 ]; then : >"$work/again"; reopen; fi; rm -rf "$work"' EXIT
enter
copied last closed`;

/** Lets everybody into what {@link LAST} closed. A limit of sessions that a database had is gone then. */
export const OPEN = `${COMMON}
databases >"$work/databases"
while IFS= read -r database; do
  printf '%s\\n' 'alter database :"database" with allow_connections true connection limit -1' | sql --set database="$database"
done <"$work/databases"`;

/**
 * Restores a dump that is whole, the newest or the one that is named, onto a server that has no database of anybody's. What it began and did not end, it begins again; what it ended it
 * leaves alone, which an empty database (`continuity_restored`) says. Databases that it did not bring, an application's that came first among them, are no restore: it fails. Comments of extensions are their owner's, which no administrator of the service is.
 */
export const RESTORE = `${COMMON}
enter
restored=$(echo "select count(*) from pg_database where datname = 'continuity_restored'" | sql)
if [ "$restored" != 0 ]; then echo 'it was restored before: left alone'; exit 0; fi
marked=$(echo "select count(*) from pg_database where datname = 'continuity_restoring'" | sql)
databases >"$work/databases"
if [ "$marked" = 0 ]; then
  if [ -s "$work/databases" ]; then
    { echo 'nothing was restored: there are databases that no restore brought'; cat "$work/databases"; } >&2
    exit 1
  fi
  echo 'create database continuity_restoring' | sql
fi
while IFS= read -r database; do
  printf '%s\\n' 'drop database :"database" with (force)' | sql --set database="$database"
done <"$work/databases"
: >"$work/names"
marker=
while :; do
  ask "$STORE?restype=container&comp=list&prefix=whole/&marker=$marker" >"$work/page"
  { grep -o '<Name>whole/[^<]*' "$work/page" || true; } | cut -c13- >>"$work/names"
  marker=$(sed -nE 's/.*<NextMarker>([^<]+)<.*/\\1/p' "$work/page")
  if [ -z "$marker" ]; then break; fi
done
whole=$({ grep -E "^$POINT" "$work/names" || true; } | sort | tail -n 1)
if [ -z "$whole" ]; then echo 'no dump is whole' >&2; exit 1; fi
echo "$whole"
ask "$STORE/whole/$whole" >"$work/list"
fetch() { curl --silent --show-error --fail -H @"$AUTH" -H "$API" "$STORE/$1"; }
listed() { { fetch "$1" 2>/dev/null || true; } | pg_restore --list; }
while read -r sum blob name; do
  case $blob in
    */roles.sql)
      fetch "$blob" >"$work/sent"
      echo "$sum  $work/sent" | sha256sum --check --quiet
      sed -E -e '/^ALTER ROLE /s/ NO(SUPERUSER|REPLICATION|BYPASSRLS)//g' -e '/^GRANT /s/ GRANTED BY .*;/;/' "$work/sent" >"$work/roles"
      psql --no-psqlrc --quiet --dbname postgres --file "$work/roles" >/dev/null 2>"$work/said" || true
      grep -v 'already exists' "$work/said" >&2 || true
      ;;
    *)
      { listed "$blob" | grep -v ' COMMENT - EXTENSION ' >"$work/toc"; } || true
      { listed "$blob" | grep ' DATABASE - ' >"$work/made"; } || true
      if [ ! -s "$work/toc" ]; then echo "$blob: it cannot be read" >&2; exit 1; fi
      { { fetch "$blob" 2>/dev/null || true; } | pg_restore --create --use-list "$work/made" --file "$work/create"; } || true
      grep '^CREATE DATABASE ' "$work/create" | sed -E 's/ CONNECTION LIMIT = [0-9]+//' | sql
      database=$(printf %s "$name" | base64 --decode | sed "s/[\\\\']/\\\\&/g")
      rm -f "$work/pipe"
      mkfifo "$work/pipe"
      sha256sum <"$work/pipe" >"$work/sum" &
      summed=$!
      fetch "$blob" | tee "$work/pipe" | { pg_restore --dbname "dbname='$database'" --no-owner --exit-on-error --use-list "$work/toc"; cat >/dev/null; }
      wait "$summed"
      if [ "$(cut -c1-64 "$work/sum")" != "$sum" ]; then echo "$blob: it is not what was sent" >&2; exit 1; fi
      ;;
  esac
done <"$work/list"
echo 'alter database continuity_restoring rename to continuity_restored' | sql`;
