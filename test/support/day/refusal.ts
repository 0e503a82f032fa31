/** What a cloud says instead of doing what it is asked for, with the status and the code that it gives. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** How somebody fares: `taken`, or the code of what is said instead. */
export function tried(act: () => void): string {
  try {
    act();
    return 'taken';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
