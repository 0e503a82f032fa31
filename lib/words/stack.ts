/** What a stack is for (docs/design.md, "Stacks"). */
export type StackKind = 'copies' | 'base' | 'site' | 'links' | 'traffic';

/** A stack by its name alone: stacks are made before anything is planned. */
export interface StackId {
  /** Its id, which is the name of its directory. */
  readonly id: string;
  /** What it is for. */
  readonly kind: StackKind;
  /** The site it belongs to, where it belongs to one. */
  readonly site?: string;
}

/** One stack: all that is decided of it. */
export interface StackPlan extends StackId {
  /** Why nothing is synthesized: nothing is deleted then. */
  readonly withheld?: string;
  /** Number of the move with which it opens its site, where it serves or is closed. */
  readonly opens?: number;
  /** Ids of the stacks of the workload that are applied before it, in peace; none where a move or a region decides what comes first. */
  readonly after: readonly string[];
  /** `cloud:region` where its state is kept. */
  readonly stateAt: string;
  /** What its marker says. */
  readonly marker: MarkerPlan;
}

/** The marker of a stack, as the situation gives it (docs/design.md, "Markers"). */
export interface MarkerPlan {
  /** Digest of the declaration that last changed the stack and of the marker before it; `0` where none did. */
  readonly id: string;
  /** Sequence of that declaration, for people. */
  readonly sequence: number;
  /** Every marker that this output follows, its own last. Where another one stands, the apply is refused: `STALE`. */
  readonly follows: readonly string[];
  /**
   * Whether the site is open to users once this is applied. An apply that opens is refused at plan (`OPENS`) unless the Terraform variable
   * `continuity_move` says the number of the move, or no marker stands yet, or the one that stands says that it is open already.
   */
  readonly open: boolean;
  /**
   * The move to the site is open: what stands as open may be half done (the marker is written ahead of what promotes, and users may be let
   * in by an apply of its own), so that every apply of this output says the number. Absent: no move to it is open.
   */
  readonly moving?: true;
  /** Whether it works without users once this is applied: refused as what opens, since it may lift a fence, unless this marker stands already. */
  readonly closed: boolean;
  /** Whether the site was never opened, as far as is known here: where it stands open, somebody crossed, and the apply is refused (`CROSSED`). */
  readonly unopened: boolean;
  /** Number of the move that is open, or of the last one. */
  readonly move: number;
  /** Stacks that this one joins, with every marker of theirs that is known here. */
  readonly beside: readonly { readonly stack: string; readonly site: string; readonly follows: readonly string[] }[];
}
