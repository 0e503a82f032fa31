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

/** The failure of a program, or nothing where it went well. */
export function refuseFailure(what: string, outcome: Outcome, interrupt: AbortSignal): void {
  if (outcome.code === 0) return;
  if (interrupt.aborted) throw new Interrupted(`${what} was interrupted`);
  const how = !outcome.started
    ? 'could not be run'
    : outcome.timedOut
      ? 'did not end in time'
      : `failed (exit code ${outcome.code ?? 'none'})`;
  throw new Failure(`${what} ${how}`, tail(outcome.said), outcome.started && (outcome.code === undefined || outcome.timedOut));
}
