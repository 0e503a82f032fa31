import { tail, type Outcome } from './child';

/** An action that failed: why in one line, and what the program said. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly said = '',
    /** Whether it may have done its work all the same. */
    readonly unknown = false,
  ) {
    super(message);
  }
}

/** The user interrupted: what was under way was let finish, as far as it could. */
export class Interrupted extends Error {}

/** How a program failed, in a few words. */
export const howItFailed = ({ started, timedOut, code }: Outcome): string =>
  !started ? 'could not be run' : timedOut ? 'did not end in time' : `failed (exit code ${code ?? 'none'})`;

/** The failure of a program, or nothing where it went well. */
export function refuseFailure(what: string, outcome: Outcome, interrupt: AbortSignal): void {
  if (outcome.code === 0) return;
  if (interrupt.aborted) throw new Interrupted(`${what} was interrupted`);
  const isOpen = outcome.started && (outcome.code === undefined || outcome.timedOut);
  throw new Failure(`${what} ${howItFailed(outcome)}`, tail(outcome.said), isOpen);
}

/** What programs say where they are not let in: it stays so, however long one waits. */
const DENIED =
  /\b(?:access ?denied\w*|permission denied|not authorized to|unauthorized\w*|forbidden|authorization ?failed|not ?authenticated|(?:expired|invalid)\w* ?token|token\w* (?:included in the request )?is (?:expired|invalid)|unable to locate credentials|no credentials|could not find credentials|az login)\b/i;

/** Whether waiting cannot help: there is no such program, or it is not let in. */
export const isHopeless = ({ started, code, said }: Outcome): boolean =>
  !started || code === 126 || code === 127 || (code !== 0 && DENIED.test(said));
