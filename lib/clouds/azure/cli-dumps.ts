import { script } from '../../words/steps';
import { momentOf } from './cli-database';

/*
 * The command lines around dumps of a database: the jobs that make and restore them, and the account that has them. Calls and options are those of the core of the Azure CLI 2.91 (`az
 * containerapp job`, `az storage blob list`); states of an execution those of https://learn.microsoft.com/rest/api/resource-manager/containerapps/job-executions. UNVERIFIED: none was run against Azure.
 */

/** A job. */
export interface JobWords {
  readonly subscription: string;
  readonly group: string;
  readonly job: string;
}

/** A container of dumps. */
export interface StoreWords {
  readonly subscription: string;
  readonly store: string;
  readonly container: string;
}

const storeWords = ({ subscription, store, container }: StoreWords): string[] => [subscription, store, container];
const jobWords = ({ subscription, group, job }: JobWords): string[] => [subscription, group, job];

/** A dump is called by the moment at which it began, and by whether it is the last one before a move: `20261201T164000Z-copy`. */
const NEWEST = `newest() { az storage blob list --subscription "$1" --account-name "$2" --container-name "$3" --prefix whole/ --auth-mode login --num-results '*' --query "sort([].name)[-1] || 'None'" --output tsv; }
begun() { printf '%s\\n' "$1" | sed -E 's|^whole/(....)(..)(..)T(..)(..)(..)Z-.*|\\1-\\2-\\3T\\4:\\5:\\6Z|'; }`;

/** What goes on is taken up: a job that somebody began is not begun twice. */
const RUN = `run() {
  execution=$(az containerapp job execution list --subscription "$1" --resource-group "$2" --name "$3" --query "[?properties.status=='Running' || properties.status=='Processing'].name | [0] || 'None'" --output tsv)
  case $execution in
    None | '') execution=$(az containerapp job start --subscription "$1" --resource-group "$2" --name "$3" --query name --output tsv) ;;
  esac
  while :; do
    state=$(az containerapp job execution show --subscription "$1" --resource-group "$2" --name "$3" --job-execution-name "$execution" --query properties.status --output tsv)
    case $state in
      Succeeded) return 0 ;;
      Running | Processing | Unknown | '') sleep 10 ;;
      *) printf '%s: %s\\n' "$execution" "$state" >&2; exit 1 ;;
    esac
  done
}`;

const THERE = `set -eu
${NEWEST}
newest "$1" "$2" "$3"`;

/** The newest dump that is whole; None where there is none. */
export const newestDump = (of: StoreWords): string[] => script(THERE, ...storeWords(of));

const SINCE = `set -eu
${NEWEST}
since=$(az containerapp job list --subscription "$4" --resource-group "$5" --query "[?name=='$6'].systemData.createdAt | [0] || 'None'" --output tsv)
case $since in None | '') printf '%s: it is not there, or nobody knows since when\\n' "$6" >&2; exit 1 ;; esac
since=$(date -d "$since" +%s)
at=$(newest "$1" "$2" "$3")
case $at in None | '') echo None; exit 0 ;; esac
if [ "$(date -d "$(begun "$at")" +%s)" -ge "$since" ]; then printf '%s\\n' "$at"; else printf 'older than the job that makes them: %s\\n' "$at"; fi`;

/**
 * The same, of one that began since the job that makes them was made: it is made anew where its site takes the role, and what an earlier turn left lacks all since. (UNVERIFIED: that a job says when it was made,
 * as things of Resource Manager do: https://learn.microsoft.com/rest/api/containerapps/jobs/get, `systemData`.)
 */
export const newestSince = (of: StoreWords, job: JobWords): string[] => script(SINCE, ...storeWords(of), ...jobWords(job));

/** What those print of one. */
export const IS_WHOLE = 'whole/\\d{8}T\\d{6}Z-(?:copy|last)';

const AGE = `set -eu
${NEWEST}
at=$(newest "$1" "$2" "$3")
case $at in None | '') printf 'no dump is whole\\n' >&2; exit 1 ;; esac
age=$(( \${4:-$(date +%s)} - $(date -d "$(begun "$at")" +%s) ))
if [ "$age" -lt 0 ]; then age=0; fi
echo "$age"`;

/** How many seconds before a moment, or now, the newest one began: what was written since is not in it. (`date -d` is that of GNU.) */
export const dumpAge = (of: StoreWords, at?: string): string[] => script(AGE, ...storeWords(of), momentOf(at));

const IS_LAST = `is_last() {
  at=$(newest "$1" "$2" "$3")
  case $at in *-last) [ "$(date -d "$(begun "$at")" +%s)" -ge "$4" ] ;; *) false ;; esac
}`;

const LASTING = `set -eu
${NEWEST}
${IS_LAST}
if is_last "$1" "$2" "$3" "$4"; then echo last; else printf 'not the last one: %s\\n' "$at"; fi`;

/** Whether the newest one is the last of a move that was declared then: `last`. */
export const isLast = (of: StoreWords, declared: string): string[] => script(LASTING, ...storeWords(of), momentOf(declared));

const CLOSE = `set -eu
${NEWEST}
${IS_LAST}
${RUN}
if is_last "$1" "$2" "$3" "$4"; then exit 0; fi
run "$5" "$6" "$7"`;

/** Has the last dump made, and what it is of closed; left alone where it is there. */
export const closeAndDump = (job: JobWords, into: StoreWords, declared: string): string[] =>
  script(CLOSE, ...storeWords(into), momentOf(declared), ...jobWords(job));

const OPEN = `set -eu
${RUN}
running() { az containerapp job execution list --subscription "$1" --resource-group "$2" --name "$3" --query "length([?properties.status=='Running' || properties.status=='Processing'])" --output tsv; }
there=$(az containerapp job list --subscription "$1" --resource-group "$2" --query "length([?name=='$3' || name=='$4'])" --output tsv)
if [ "$there" != 2 ]; then exit 0; fi
last() { az containerapp job execution list --subscription "$1" --resource-group "$2" --name "$3" --query "sort([?$4].properties.startTime)[-1] || 'None'" --output tsv; }
closed=$(last "$1" "$2" "$3" 'properties.startTime')
case $closed in None | '') exit 0 ;; esac
while :; do
  now=$(running "$1" "$2" "$3")
  case $now in
    0) break ;;
    '' | *[!0-9]*) printf '%s: nobody knows whether it runs: "%s"\\n' "$3" "$now" >&2; exit 1 ;;
  esac
  sleep 10
done
opened=$(last "$1" "$2" "$4" "properties.status=='Succeeded'")
case $opened in None | '') ;; *) if [ "$(printf '%s\\n' "$closed" "$opened" | sort | tail -n 1)" != "$closed" ]; then exit 0; fi ;; esac
run "$1" "$2" "$4"`;

/** Lets everybody into what a last dump closed, once none runs that would close it again; nothing where there was none since. */
export const openAgain = (last: JobWords, open: JobWords): string[] => script(OPEN, ...jobWords(last), open.job);

const RESTORE = `set -eu
${RUN}
run "$1" "$2" "$3"`;

/** Runs a job to its end. */
export const runJob = (job: JobWords): string[] => script(RESTORE, ...jobWords(job));
