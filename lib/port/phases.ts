import type { Check, Command, Crossing, Find } from '../words/steps';

/** A command that closes an old side where no apply can, and the one that opens it again: given up, or taken again, it is undone. */
export interface Fence {
  /** Closes it. */
  readonly step: Command;
  /** Opens it again; safe where it never was closed. @default what it did holds no longer than what the apply closed */
  readonly undo?: Command;
  /** Whether it is right ahead of the apply, which it makes way for: it does no harm where that is refused. @default it is behind it, and only where that went well */
  readonly ahead?: true;
}

/** What the standby needs before it can follow, and that no apply brings. */
export interface Seed {
  /** Brings it; repeated, it brings what is missing. Or looks whether it can be brought at all. */
  readonly step: Command | Check;
  /** What must not be applied before: the site itself, what joins the sites, or nothing (it comes after them). */
  readonly before?: 'sites' | 'links';
  /** Whether it is done whenever its site is brought up to date, since what it brings may be another one by then. @default until it is recorded that the site stands by */
  readonly again?: boolean;
}

/**
 * What a cell adds to the procedures around the applies, by phase. Only `promote` and `rejoin` may cross the line: nothing of them runs
 * before it is recorded that the promotion began, or before it is decided that the old side's own data is given up. Every command is
 * complete, runs from outside the lost site, and is safe when it is repeated. A find may stand wherever a check may; what it found is for
 * the later steps of the same phase, since another phase may be over, or done by another machine.
 */
export interface RecoverySteps {
  /** Whether the standby can take over: looked at before anything is fenced. */
  readonly check?: readonly (Check | Find)[];
  /** Prints how many seconds of data it lacked when its source was last heard, asked of its own site; nothing where nobody knows. */
  readonly age?: { readonly run: readonly string[]; readonly endpoint: string };
  /**
   * Whether nothing is in flight at the giver any more, while its consumers still work: asked once the entrance is closed, and once more
   * ahead of the fence of a planned move.
   */
  readonly emptied?: readonly (Check | Find | Command)[];
  /**
   * Stops what works at the giver of a planned move, right ahead of its fence, and carries over what it left, where what is fenced could not: its `start`
   * lets it work again where the move is given up. Done again in each run until its fence is confirmed, so safe behind that, too.
   */
  readonly quiesce?: readonly (Check | Find | Command)[];
  /** Closes the old side beside its apply. */
  readonly fence?: readonly Fence[];
  /** Whether the old side takes no write any more: only this makes a fence count. */
  readonly fenced?: readonly (Check | Find)[];
  /** Brings what data still lags, and proves that nothing does, once the old side is fenced. */
  readonly drained?: readonly (Check | Find | Command)[];
  /** Promotes beside the apply: after the old side's fence, and after it is recorded that the promotion begins. */
  readonly promote?: readonly (Check | Find | Command | Crossing)[];
  /**
   * Starts what works on the data, once that is verified and before users are let in (consumers and schedules last). The entrance opens by an
   * apply of its own after it: a cell that has such steps says so (`CellFacts.starts`). `verify` of what holds data comes ahead of it, and
   * of the rest behind its own start. Done again where a side that serves is applied, since a fence may have stopped it.
   */
  readonly start?: readonly (Check | Find | Command)[];
  /** After the apply that promotes: what proves that it happened. */
  readonly verify?: readonly (Check | Find)[];
  /** Whether it still follows its source, so that nothing was promoted: looked at before a move that was given up is given back. */
  readonly follows?: readonly (Check | Find)[];
  /** For the side that lost the role, before it is applied to stand by again: what the promotion left there. */
  readonly rejoin?: readonly (Check | Find | Command | Crossing)[];
  /** For the side that stands by again: what its apply, or what joins the sites, does not carry by itself. */
  readonly seed?: readonly Seed[];
  /** Whether the standby stands by, complete: only this makes its generation count. */
  readonly standing?: readonly (Check | Find)[];
}
