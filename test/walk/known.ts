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
export const KNOWN: readonly Known[] = [
  {
    name: 'a failover to where no copy is stops after it was begun, and cannot be said again without one',
    tells: /^a dead end: .*failover stops at \S+ there is no copy of/,
    where: 'lib/situation/declarations.ts, refuseFailover: nothing refuses it without `--from X=none`, nor says it again once begun',
    ends: true,
  },
  {
    name: 'an apply died before its marker: an older output is not refused over what it did',
    tells: /, after an apply that died before its marker$/,
    where: 'lib/clouds/*/marker.ts: nothing that is promoted or opened depends on the marker, so Terraform may write it last',
    ends: true,
  },
];

/** The known fault that this is, or undefined. */
export const knownOf = (what: string): Known | undefined => KNOWN.find(({ tells }) => tells.test(what));
