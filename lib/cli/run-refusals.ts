import { parseCommandString } from 'execa';
import { ContinuityError } from '../words/errors';
import type { History } from './runner/history';

/** `--repeat` and `--done` answer for what is open, and for nothing else: a name that was mistyped counts for nothing. */
export function refuseNeedless(
  history: History,
  { repeat = [], done = [] }: { readonly repeat?: readonly string[]; readonly done?: readonly string[] },
  again: string,
): void {
  const open = history.asked;
  const odd = [...repeat, ...done].find((id) => !open.includes(id));
  if (odd === undefined) return;
  throw new ContinuityError({
    id: 'DR-RUN-09',
    what: '--repeat and --done answer for an action whose end nobody knows, and this is none',
    value: odd,
    allowed: open.join(', ') || 'none: no action is open',
    fix: `leave it out: ${again}`,
  });
}

/** A notice that goes nowhere is found out before the day, not on it. */
export function refuseNoCommand(notifyCommand: string | undefined): void {
  if (notifyCommand === undefined) return;
  const words = parseCommandString(notifyCommand);
  if (words.length > 0 && !words.some((word) => /["']/.test(word))) return;
  throw new ContinuityError({
    id: 'DR-RUN-10',
    what: '--notify-command is no command line',
    value: notifyCommand === '' ? "''" : notifyCommand,
    allowed: 'a program and its arguments, with \\ before a space inside of one and no quotes',
    fix: 'correct it, or leave it out: notices are shown',
  });
}
