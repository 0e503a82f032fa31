import { MOVE_VARIABLE } from '../words/actions';
import type { Claim, Marker, Neighbour } from './marker';

/** What stands beside the state of a stack: lists in Terraform's language, all empty before the first apply. */
export interface Standing {
  /** The id of each marker. One that the first version of the format wrote has none: its sequence stands for it. */
  readonly ids: string;
  /** Whether each says that the site is open. One of the first version does not: it counts as not open. */
  readonly open: string;
  /** What holds data. */
  readonly holds: string;
}

/** One entry of `lifecycle.precondition`. */
export interface Precondition {
  /** Refuses where it is false. */
  readonly condition: string;
  /** What is said then. */
  readonly error_message: string;
}

/** Arguments of the Terraform variable that an apply which opens a site asks for. Declared only where one can open: elsewhere nobody is to set it. */
export const MOVE_ARGUMENTS = {
  type: 'string',
  default: '',
  description: 'Number of the move with which this apply opens the site. continuity run sets it, once the checks of the move are done.',
} as const;

/** Whether an apply promotes, or may lift a fence: it is to say the number of the move. */
export const asksForMove = ({ open, closed }: Pick<Marker, 'open' | 'closed'>): boolean => open || closed;

/** A list that Terraform reads. */
const listOf = (words: readonly string[]): string => JSON.stringify([...words].sort());
const known = (ids: string, follows: readonly string[]): string => `\${alltrue([for id in ${ids} : contains(${listOf(follows)}, id)])}`;

/**
 * What a marker refuses at plan. Each condition but `OPENS` in a move that is open holds where nothing stands, and none compares which number is
 * greater: on two branches the same number is given twice, and only an id says which of them was applied.
 *
 * `kept` is what may stand in `standing.holds`, in the same words; `idsOf` reads the marker of another stack and answers its ids.
 */
export function refusals(
  stack: string,
  marker: Marker,
  standing: Standing,
  kept: readonly string[],
  idsOf: (neighbour: Neighbour) => string,
): Precondition[] {
  const missing = `setsubtract(${standing.holds}, ${listOf(kept)})`;
  return [
    {
      condition: known(standing.ids, marker.follows),
      error_message: `STALE: ${stack} was applied from a situation that this output does not know (a newer one, or another branch). Nothing is changed. Pull the newest situation.json (continuity merge joins two), synthesize, and plan again.`,
    },
    {
      condition: `\${length(${missing}) == 0}`,
      error_message: `VANISHED: \${join(", ", ${missing})} holds data and is no longer in the code of ${stack}. Nothing is changed. Give the component its id back, or retire it first: continuity declare retire.`,
    },
    ...(asksForMove(marker) ? [opens(stack, marker, standing)] : []),
    ...(marker.unopened ? [crossed(stack, standing)] : []),
    ...marker.beside.map((neighbour) => behind(stack, neighbour, idsOf(neighbour))),
  ];
}

/**
 * While the move is open, what stands as open may be half done, and nothing may stand at a successor: every apply says the number. What is
 * closed tells the next apply that it is not open: said again, it lifts nothing.
 */
function opens(stack: string, { id, closed, move, moving }: Marker, { ids, open }: Standing): Precondition {
  const ways = [
    ...(moving ? [] : [`alltrue(${open})`]),
    ...(closed ? [`alltrue([for id in ${ids} : id == "${id}"])`] : []),
    `var.${MOVE_VARIABLE} == "${move}"`,
  ];
  return {
    condition: `\${${ways.join(' || ')}}`,
    error_message: `OPENS: this apply opens ${stack} (it promotes, or lifts a fence). Nothing is changed. The runner does it: continuity run. By hand, once its checks are done: -var ${MOVE_VARIABLE}=${move}.`,
  };
}

function crossed(stack: string, { open }: Standing): Precondition {
  return {
    condition: `\${!anytrue(${open})}`,
    error_message: `CROSSED: ${stack} was opened by a move that nobody began, as far as this output knows: what took the role would be put back. Nothing is changed. Pull the newest situation.json (continuity merge), synthesize, and plan again. Where it was a crossing of your own: continuity record started.`,
  };
}

function behind(stack: string, other: Neighbour, ids: string): Precondition {
  return {
    condition: known(ids, other.follows),
    error_message: `BEHIND: ${other.stack} was applied from a situation that this output of ${stack} does not know. Nothing is changed. Pull the newest situation.json, synthesize, and plan again.`,
  };
}

/** The last words of a claim's command line, which a cloud's script takes as `move`, `follows`, `released` and `own`. */
export const claimWords = ({ move = '', follows, released, own }: Claim): string[] => [move, follows.join(' '), released.join(' '), own];

/**
 * The script of a claim, around three functions of a cloud: `standing` prints the id of the marker that stands (`0` where none
 * does), `claim` writes `$move` under the name `$id` unless something is there, and `claimed` prints what is there. Each fails
 * where the service gives no answer. A cloud takes its values from the arguments, `$move` being empty where nothing is claimed.
 *
 * Why `claim` failed does not matter: what is read afterwards decides, and reading fails where nobody answers. A claim of a move that
 * was given up stays, and the next one is named by both; so does one of an earlier environment of these names, which nothing destroys.
 */
export const claimScript = (cloud: string): string => `set -eu
${cloud}
id=$(standing)
stale() {
  printf 'STALE: the marker %s stands here, which this output does not know. Nothing was claimed.\\n' "$id" >&2
  exit 1
}
if [ -n "$move" ]; then case " $follows " in *" $id "*) ;; *) stale ;; esac; fi
while :; do
  refusal=
  if [ -n "$move" ]; then refusal=$(claim 2>&1) || true; fi
  holder=$(claimed)
  [ -n "$holder" ] && [ "$holder" != "$move" ] || break
  case $holder in
    "$own"*)
      case " $released " in
        *" $holder "*) ;;
        *) break ;;
      esac
      ;;
  esac
  id=$id-$holder
done
if [ -n "$holder" ]; then printf '%s\\n' "$holder"
elif [ -n "$move" ]; then
  printf 'The claim of %s was not written. %s\\n' "$move" "$refusal" >&2
  exit 1
fi`;
