import { asked, type Question, type QuestionProps, type Room } from '../words/doctor';

/**
 * A function of a shell: `room USED MOST MORE` says whether a quota leaves room for so many more. Clouds print numbers in more than one way; what
 * is none is said, and is no room.
 */
export const ROOM = `room() {
  used=$(printf '%s' "$1" | tr -d '" ') max=$(printf '%s' "$2" | tr -d '" ')
  case $used:$max in *[!0-9:]* | :* | *:) printf 'no number: %s of %s\\n' "$used" "$max"; return ;; esac
  if [ "$((used + $3))" -le "$max" ]; then is=room; else is=full; fi
  printf '%s: %s of %s used, %s more needed\\n' "$is" "$used" "$max" "$3"
}`;

/** What a question about room prints where there is some. */
export const HAS_ROOM = 'room: .*';

/** What a question about room is made from. */
type RoomProps = Room & Pick<QuestionProps, 'id' | 'title' | 'run' | 'endpoint' | 'fix'>;

/** Whether there is room for what a move makes: `MORE` in its title and in its line stands for how many more that is, of all that would move there. */
export const askedRoom = ({ of, more, ...question }: RoomProps): Question =>
  asked({ about: 'quota', room: { of, more }, matches: HAS_ROOM, ...question });
