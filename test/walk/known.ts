/**
 * Faults of the product that the walk found and that are not mended yet: what of them is seen is counted, and the walk goes on. A line
 * leaves with its fault; `walk.test.ts` shows that each is still there.
 */
export interface Known {
  /** What it is called in the print. */
  readonly name: string;
  /** How the walk tells it. */
  readonly tells: RegExp;
  /** Where it is. */
  readonly where: string;
}

/** Every one. */
export const KNOWN: readonly Known[] = [
  {
    name: 'a planned switch of what is restored from copies loses what was written after the last copy',
    tells: /^a planned move loses writes of \w+, made from a copy/,
    where: 'lib/clouds/aws/{object-storage,relational-database}-recovery.ts: no lag, no last copy after the fence',
  },
  {
    name: 'a fence is asked of a database that does not stand',
    tells: /^a fence is proved where nothing stands/,
    where: 'lib/clouds/aws/relational-database-recovery.ts: fenced, where the posture is backup',
  },
  {
    name: 'users are served before their data is restored',
    tells: /^users of \w+ are served at \S+ before \w+ is restored/,
    where: 'lib/clouds/aws/object-storage-recovery.ts: restore is a step of verify, after the apply that opens',
  },
];

/** The known fault that this is, or undefined. */
export const knownOf = (what: string): Known | undefined => KNOWN.find(({ tells }) => tells.test(what));
