import { isAnotherWay, renews, type Sides } from '../situation/facts';
import { lifeOf } from '../situation/markers';
import { interruptedSince, rowOf, type Phase, type Transition } from '../situation/phases';
import type { ComponentPlace, Move } from '../situation/schema';
import type { View } from '../situation/view';

/** A component at a site, as far as it is written down. */
export interface ComponentProgress {
  /** What counts there stood once, complete. */
  readonly stood: boolean;
  /** It stands there now. */
  readonly standing: boolean;
  /** Its promotion was begun there, in the move that is open. */
  readonly begun: boolean;
  /** The code has another way of changing its role since, and what was begun for that did not stand yet. */
  readonly turned: boolean;
  /** It keeps one identity, lost the role there in a forced move, and does not stand by again: nobody told it to follow. */
  readonly untold: boolean;
}

/** What became of a site, as far as procedures ask. */
export interface SiteProgress {
  /** What is known of its region; absent where it is normal. */
  readonly status?: 'avoid' | 'lost' | 'gone';
  /** Nothing is synthesized there. */
  readonly withheld: boolean;
  /** It owes a fence for a move that took the role from it. */
  readonly owes: boolean;
  /** Something was ever declared or recorded of it: it may have been out, or not trusted. */
  readonly disturbed: boolean;
  /** It was ever to be fenced. */
  readonly fenced: boolean;
  /** A fence of it is confirmed. */
  readonly confirmed: boolean;
  /** It ever had the role, or was to have it, in a move. */
  readonly moved: boolean;
  /** A move took the role from it, be it one that was given up. */
  readonly left: boolean;
  /** The last move that took the role from it was a forced one: it may hold what it never sent. */
  readonly forced: boolean;
  /** By component. */
  readonly components: Readonly<Record<string, ComponentProgress>>;
}

/** Where a workload stands in its history: all that procedures ask of the situation. */
export interface Progress {
  /** Id of the workload, with its environment: as declarations name it. */
  readonly workload: string;
  /** The line of the table of phases that holds. */
  readonly phase: Phase;
  /** That line, in words. */
  readonly is: string;
  /** The procedure that is due. */
  readonly due: Transition;
  /** The site that takes the role in the move that is open, would take it in the next one, or was to take it in one that is given up. */
  readonly taker: string;
  /** The other one. */
  readonly giver: string;
  /** Number of the move that is open, or of the last one. */
  readonly number: number;
  /** The move that is open. */
  readonly open?: Pick<Move, 'kind' | 'from' | 'to' | 'started' | 'components'>;
  /** What is open, or given up, is a restore: the site that serves keeps the role. */
  readonly restores: boolean;
  /** The last move was given up. */
  readonly aborted: boolean;
  /** The fence of the active site was asked for a switch to come. */
  readonly asked: boolean;
  /** What the crossing of the open or of the next move is claimed as. */
  readonly claim: string;
  /** What the crossing of the last move was claimed as. */
  readonly claimed: string;
  /** Claims of moves that were given up, and are undone: they count no more. */
  readonly released: readonly string[];
  /** What each claim begins with; one of an earlier environment of these names begins otherwise, and counts no more. */
  readonly claims: string;
  /** Sites that owe a fence, or are not trusted, and answer. */
  readonly fences: readonly string[];
  /** Components that count, by name. */
  readonly components: readonly string[];
  /** The sites of the pair, and those that were replaced. */
  readonly sites: Readonly<Record<string, SiteProgress>>;
  /** Since when nobody is served. */
  readonly interruptedSince?: string;
  /** Since when it has no standby. */
  readonly unprotectedSince?: string;
  /** Since when the side that a forced move leaves, or would leave, does not answer, or is not trusted. */
  readonly since?: string;
}

/** Reads a situation for the procedures: the last that anybody asks of it. */
export function progressOf(view: View): Progress {
  const { own, open, sides } = view;
  const { phase, is, due } = rowOf(view);
  const claims = `${sides.workload}-${lifeOf(view.situation)}-`;
  const named = (number: number): string => `${claims}${number}`;
  const released = own.moves.flatMap(({ undone }, i) => (undone === undefined ? [] : [named(i + 1)]));
  return {
    workload: sides.workload,
    phase,
    is,
    due: due(view),
    ...endsOf(view),
    restores: isRestore(open ?? (view.aborting ? own.moves.at(-1) : undefined)),
    number: view.number,
    ...(open ? { open } : {}),
    aborted: own.moves.at(-1)?.aborted !== undefined,
    asked: view.asked !== undefined,
    claim: named(open ? view.number : view.number + 1),
    claimed: named(view.number),
    released,
    claims,
    fences: view.fencesDue,
    components: view.components.map(({ id }) => id).sort(),
    sites: Object.fromEntries([...own.sites, ...own.freed].map((site) => [site, siteProgress(view, site)])),
    ...momentsOf(view),
  };
}

const isRestore = (move: Move | undefined): boolean => move?.kind === 'restore';

function endsOf({ open, aborting, active, standby }: View): Pick<Progress, 'taker' | 'giver'> {
  const ends = open ?? aborting ?? { from: active, to: standby };
  // The site that restores takes no role from the other one.
  return ends.from === ends.to ? { taker: active, giver: standby } : { taker: ends.to, giver: ends.from };
}

function momentsOf(view: View): Pick<Progress, 'interruptedSince' | 'unprotectedSince' | 'since'> {
  const { open, situation, unprotectedSince } = view;
  const interrupted = interruptedSince(view);
  // Ahead of a move, too: how much the other side lacks is weighed before it is decided.
  const left = open === undefined ? view.active : open.kind === 'forced' ? open.from : undefined;
  const since = left === undefined ? undefined : situation.status[left]?.since;
  return {
    ...(interrupted === undefined ? {} : { interruptedSince: interrupted }),
    ...(unprotectedSince === undefined ? {} : { unprotectedSince }),
    ...(since === undefined ? {} : { since }),
  };
}

/** Whether what counts changes its role another way than what it was begun beside. */
function isTurned(place: ComponentPlace | undefined): boolean {
  const { current, generations } = place ?? { current: 0, generations: [] };
  const [now, before] = [generations.find(({ number }) => number === current), generations.findLast(({ number }) => number < current)];
  return now !== undefined && before !== undefined && isAnotherWay(before.flip, now.flip);
}

function siteProgress(view: View, site: string): SiteProgress {
  const { own, situation, sides } = view;
  const ask = own.asked[site];
  const status = view.status(site);
  const disturbed = situation.log.some(({ what }) => 'site' in what && what.site === site);
  const turns = own.moves.filter((move) => !isRestore(move));
  const left = turns.some(({ from }) => from === site);
  const forced = view.moves.findLast((move) => move.from === site && !isRestore(move))?.kind === 'forced';
  const of = ({ id, flip }: Sides['components'][number]): ComponentProgress => {
    const standing = view.place(id, site)?.standing === true;
    const stood = view.current(id, site)?.stood === true;
    return {
      stood,
      standing,
      begun: view.begun(id, site),
      turned: !stood && isTurned(view.place(id, site)),
      untold: forced && stood && !standing && !renews(flip),
    };
  };
  return {
    ...(status ? { status } : {}),
    withheld: view.withheld(site),
    owes: view.owes(site),
    disturbed,
    fenced: disturbed || left || (ask !== undefined && ask.what !== 'close'),
    confirmed: view.fencedAt(site) !== undefined,
    moved: left || turns.some(({ to }) => to === site),
    left,
    forced,
    components: Object.fromEntries(sides.components.map((one) => [one.id, of(one)])),
  };
}
