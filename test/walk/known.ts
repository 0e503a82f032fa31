/**
 * Faults of the product that the walk found and that are not mended yet: what of them is seen is counted, and the walk goes on. A line
 * leaves with its fault: where the walk counts it no more, it is mended.
 */
export interface Known {
  /** What it is called in the print. */
  readonly name: string;
  /** How the walk tells it. */
  readonly tells: RegExp;
  /** Where it is. */
  readonly where: string;
  /** Nothing can go on after it: the story ends. */
  readonly ends?: boolean;
}

/** Every one. */
export const KNOWN: readonly Known[] = [];

/** The known fault that this is, or undefined. */
export const knownOf = (what: string): Known | undefined => KNOWN.find(({ tells }) => tells.test(what));
