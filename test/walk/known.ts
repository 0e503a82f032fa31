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
  {
    name: 'two branches cannot be merged, whichever is preferred',
    tells: /^a dead end: two branches cannot be merged/,
    where: 'lib/situation/merge.ts: a record of one side that the other side made untrue (started before the claim is refused; a fence)',
    ends: true,
  },
  {
    name: 'an abort asks whether something follows that never stood there',
    tells: /^a dead end: .*abort stops at follows-\S+ .*follows nothing/,
    where: 'lib/recovery/disaster.ts, abort: `follows` at a taker where nothing is recorded to stand',
    ends: true,
  },
  {
    name: 'a run of a stale output makes the taker writable before its apply is refused',
    tells: /^a dead end: .*stops at lag-\S+ .*follows nothing: no lag is measured/,
    where: 'lib/recovery/moves.ts, crossing: the claim does not ask whether the marker that stands is one that is followed',
    ends: true,
  },
  {
    name: 'a site is opened in peace beside one that came back and serves: nobody asks it',
    tells: /^two sites of \w+ serve: \S+ of (?:standby-lost|reprotect|establish) opened/,
    where: 'lib/recovery/{disaster,peace}.ts: no `silent` before the apply of an active site that is fenced',
    ends: true,
  },
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
  {
    name: 'a run that is done again does not ask once more whether the other site serves',
    tells: /^two sites of \w+ serve: \S+ of (?:failover|switch|abort) opened .*, who was not asked again$/,
    where:
      'lib/cli/runner/history.ts: a check ahead of the line is skipped once `started` is recorded, also `silent` before an apply that opens',
    ends: true,
  },
  {
    name: 'a claim of a run that was refused afterwards stands for ever',
    tells: /^a dead end: .*stops at claim-\S+ \S+ has claimed it/,
    where: 'lib/recovery/moves.ts, crossing: claimed, and recorded as started, before the marker refuses the apply; nothing frees a claim',
    ends: true,
  },
];

/** The known fault that this is, or undefined. */
export const knownOf = (what: string): Known | undefined => KNOWN.find(({ tells }) => tells.test(what));
