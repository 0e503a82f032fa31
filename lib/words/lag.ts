import { Duration } from '../objectives/duration';

/**
 * The part of an RPO that may be gone before a lag is told: whoever is called has the rest of it to act while the RPO is still kept (the
 * library's own figure). What tells looks for minutes before it calls, and those come out of the rest, too.
 */
const TOLD_AT = 0.5;

/**
 * For a shell: how many seconds of data were lost, from the moment of the loss (empty: that of the measure), the moment of the last measure ahead of it,
 * and the lag that was measured. What was replayed last is as old as the lag at its measure, not now: a number that is read later grows with the
 * outage, and no second of that is lost. One that is no number, or below 0 (nobody knows), prints nothing.
 */
export const LOST = `lost() {
  case \${3:-None} in None | null | -* | *[!0-9.]*) printf 'no lag: %s\\n' "\${3:-}" >&2; return 1 ;; esac
  lag=\${3%%.*}
  case $3 in *.*[1-9]*) lag=$((lag + 1)) ;; esac
  lacked=$((\${1:-$2} - $2 + lag))
  echo $((lacked > 0 ? lacked : 0))
}`;

/** Seconds of lag above which it is told, for an RPO of so many. */
export const toldAbove = (rpo: number): number => Math.ceil(rpo * TOLD_AT);

const OR_UNKNOWN = ', or nobody knows';

/** What is told by what calls on a number alone: where none comes it is silent, so it promises nothing of that. */
export const numberAlone = (title: string): string => title.replace(OR_UNKNOWN, '');

/** What is told of a protection whose lag has come near an RPO of so many seconds, or is not known. */
export const fallsBehind = (component: string, region: string, rpo: number): string =>
  `${component} at ${region} is more than ${Duration.seconds(toldAbove(rpo))} behind${OR_UNKNOWN}: an RPO of ${Duration.seconds(rpo)} may soon be broken`;
