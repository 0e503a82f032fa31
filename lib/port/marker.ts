import type { TerraformProvider } from 'cdktf';
import type { MarkerPlan } from '../words/stack';
import type { StateLocation } from './state-location';

/** A stack whose marker another one reads: it refuses where that stack has gone on without it. */
export interface Neighbour {
  /** Its id. */
  readonly stack: string;
  /** Its marker is read with this provider, where its state lives. */
  readonly provider: TerraformProvider;
  /** Where its state lives. */
  readonly state: StateLocation;
  /** Every marker of it that this output knows. */
  readonly follows: readonly string[];
}

/** A stack's marker: kept where its state lives, read at plan, written by the apply (docs/design.md, "Markers"). */
export interface Marker extends Omit<MarkerPlan, 'beside'> {
  /** Addresses of what holds data. Where one vanishes, the apply is refused: `VANISHED`. */
  readonly holds: readonly string[];
  /** Addresses that may leave. */
  readonly leaves: readonly string[];
  /** Stacks that this one joins: refused where one of them was applied from a situation that is not known here (`BEHIND`). */
  readonly beside: readonly Neighbour[];
}

/** What the crossing at a stack is claimed with. */
export interface Claim {
  /** Name of the move; without one it is only asked whose claim stands. */
  readonly move?: string;
  /** Every marker that the output follows: beside another one nothing is claimed. */
  readonly follows: readonly string[];
  /** Names of moves that were given up, and are undone: their claims count no more. */
  readonly released: readonly string[];
  /** What the name of each move of this environment begins with: claims of an earlier one of its names outlive it, and count no more. */
  readonly own: string;
}
