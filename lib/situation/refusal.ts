/** Why a declaration is not legal now. */
export interface Refusal {
  readonly what: string;
  readonly value: string;
  readonly allowed: string;
  readonly fix: string;
}

/** A refusal. */
export const not = (what: string, value: string, allowed: string, fix: string): Refusal => ({ what, value, allowed, fix });
