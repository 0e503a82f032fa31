#!/bin/sh
# Answers whether what is kept in step is: for checks of your own (docs/synchronization.md). It reads, and changes nothing. UNVERIFIED: not run on a tenancy.
#
#   in-step.sh fresh  REGION COMPARTMENT NAME SECONDS        in step | late by … s | never
#   in-step.sh equal  REGION COMPARTMENT NAME                equal | … differ | nobody counted for two days
#   in-step.sh domain REGION BUCKET REGION BUCKET DAYS       equal | differs: … | late: …
set -eu
verb=$1
shift
# (`date -d` is that of GNU.)
stamp() { date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ; }
at=$(date -u +%s)

newest() {
  oci monitoring metric-data summarize-metrics-data --region "$1" --compartment-id "$2" --namespace continuity --query-text "$4[$5]{of = \"$3\"}.max()" --start-time "$(stamp $((at - $6)))" --end-time "$(stamp "$at")" --query "data[0].\"aggregated-datapoints\"[-1].value || ''" --raw-output
}

case $verb in
  fresh)
    age=$(newest "$1" "$2" "$3" sync_age 1m 900)
    age=${age%%.*}
    if [ -z "$age" ]; then echo never; elif [ "$age" -le "$4" ]; then echo 'in step'; else echo "late by $((age - $4)) s"; fi
    ;;
  equal)
    differ=$(newest "$1" "$2" "$3" sync_differences 1h 172800)
    differ=${differ%%.*}
    case $differ in '') echo 'nobody counted for two days' ;; 0) echo equal ;; *) echo "$differ differ" ;; esac
    ;;
  domain)
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    digest() {
      made=$(oci os object list --region "$1" --bucket-name "$2" --prefix domain.sha256 --all --fields name,timeModified --query "not_null(data[?name=='domain.sha256'].\"time-modified\", ['']) | [0]" --raw-output)
      [ -n "$made" ] || made=1970-01-01T00:00:00Z
      [ $((at - $(date -d "$made" +%s))) -le $(($3 * 86400)) ] || late="$late $1"
      oci os object get --region "$1" --bucket-name "$2" --name domain.sha256 --file "$work/$4"
    }
    late=''
    digest "$1" "$2" "$5" here
    digest "$3" "$4" "$5" there
    if [ -n "$late" ]; then
      echo "late:$late"
    elif cmp -s "$work/here" "$work/there"; then
      echo equal
    else
      echo "differs: $(diff "$work/here" "$work/there" | sed -n 's/^[<>] [0-9a-f]*  //p' | sort -u | head -n 5 | tr '\n' ' ')"
    fi
    ;;
esac
