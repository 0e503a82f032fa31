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
