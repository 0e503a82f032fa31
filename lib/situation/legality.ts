import { ContinuityError } from '../errors';
import type { Move, Situation } from './schema';
import { isCompleted, View, type Sides } from './situation';

/**
 * Refuses a situation that cannot be true, or that would let two sides write (design §7).
 * Throws `DR-SIT-02` (unknown site or workload), `DR-SIT-03` (a history that skips a step), `DR-SIT-04` (a standby without a
 * confirmed fence), `DR-SIT-05` (a planned switch with lag).
 */
export function refuseIllegal(situation: Situation, all: readonly Sides[], path: string): void {
  refuseUnknown(situation, all, path);
  for (const sides of all) {
    const view = new View(situation, sides);
    refuseSkippedSteps(view, path);
    refuseTwoWriters(view);
    refuseFutureMarkers(view, path);
  }
}

function refuseUnknown(situation: Situation, all: readonly Sides[], path: string): void {
  const sites = [...new Set(all.flatMap((sides) => sides.sites))].sort();
  const ids = all.map((sides) => sides.workload).sort();
  for (const site of Object.keys(situation.status)) {
    if (sites.includes(site)) continue;
    throw new ContinuityError({
      id: 'DR-SIT-02',
      what: `${path} gives a status to an unknown site`,
      value: site,
      allowed: sites.join(', '),
      fix: 'correct the key, or declare the site in a topology',
    });
  }
  for (const [id, own] of Object.entries(situation.workloads)) {
    const sides = all.find((s) => s.workload === id);
    if (!sides) {
      throw new ContinuityError({
        id: 'DR-SIT-02',
        what: `${path} speaks of a workload that the app does not declare`,
        value: id,
        allowed: ids.join(', '),
        fix: 'give the workload its id back; remove the entry only once its stacks are gone',
      });
    }
    const named = [...own.history.flatMap((move) => move.active), ...Object.keys(own.fenced)];
    const stranger = named.find((site) => !sides.sites.includes(site));
    if (stranger) {
      throw new ContinuityError({
        id: 'DR-SIT-02',
        what: `${path} names a site that ${id} does not have`,
        value: stranger,
        allowed: sides.sites.join(', '),
        fix: 'correct the site in the history',
      });
    }
  }
}

function refuseSkippedSteps(view: View, path: string): void {
  const refuse = (value: string, allowed: string): never => {
    throw new ContinuityError({
      id: 'DR-SIT-03',
      what: `The history of ${view.sides.workload} in ${path} skips a step`,
      value,
      allowed,
      fix: 'restore the file from the repository and use `continuity declare`',
    });
  };
  const { moves } = view;
  if (moves.length === 0) {
    if (view.situation.workloads[view.sides.workload]) refuse('every move is aborted', 'an initial entry that stands');
    return;
  }
  moves.forEach((move, i) => {
    const before = moves[i - 1];
    const label = `entry ${i + 1}: ${move.kind} → ${move.active.join()}`;
    if ((i === 0) !== (move.kind === 'initial')) refuse(label, 'one initial entry, and it comes first');
    if (move.kind === 'restore') refuse(label, 'initial, forced or planned: no cell declares a restore in place');
    if (!before) return;
    if (before.active[0] === move.active[0]) refuse(label, 'each entry moves the role to another site');
    if (Date.parse(move.since) < Date.parse(before.since)) refuse(`${label} since ${move.since}`, `not before ${before.since}`);
    if (before.kind !== 'initial' && !isCompleted(before))
      refuse(`${label}, while the move of ${before.since} is not completed`, 'a move that is completed or aborted before the next');
    if (before.kind === 'forced' && !before.protected)
      refuse(
        `${label}, while the move of ${before.since} was never protected again`,
        'reprotect (`continuity declare normal REGION`) between two moves',
      );
  });
}

function refuseTwoWriters(view: View): void {
  const { last } = view;
  if (!last || last.kind === 'initial') return;
  if (last.kind === 'planned') refuseLag(last, view);
  const left = view.standby;
  if (view.situation.status[left]) return;
  if (!view.fencedAt(left)) {
    throw new ContinuityError({
      id: 'DR-SIT-04',
      what: `${view.sides.workload} would stand by at ${left}, but nobody confirmed that ${left} is fenced: two sides could write`,
      value: `status of ${left}: normal, fenced: no`,
      allowed: `a confirmed fence, or the status "avoid" for ${left}`,
      fix: `continuity declare avoid ${left}, synthesize, continuity run ${view.sides.workload}`,
    });
  }
  if (last.kind === 'forced' && !isCompleted(last)) {
    throw new ContinuityError({
      id: 'DR-SIT-03',
      what: `${view.sides.workload} would stand by at ${left}, but its failover to ${view.active} is not completed`,
      value: `completed: ${(last.completed ?? []).join(', ') || 'nothing'}`,
      allowed: 'reprotect after the failover is verified',
      fix: `keep "avoid" for ${left}, and continuity run ${view.sides.workload}`,
    });
  }
}

function refuseLag(move: Move, view: View): void {
  const late = Object.entries(move.lag ?? {}).find(([, lag]) => lag > 0);
  if (move.lag && !late) return;
  throw new ContinuityError({
    id: 'DR-SIT-05',
    what: `A planned switch of ${view.sides.workload} would lose data`,
    value: late ? `${late[0]} lags by ${late[1]}` : 'lag: not measured',
    allowed: 'lag 0 for every component, measured after the fence',
    fix: `continuity run ${view.sides.workload} until the lag is 0, or declare a failover and accept the loss`,
  });
}

function refuseFutureMarkers(view: View, path: string): void {
  const late = Object.entries(view.situation.workloads[view.sides.workload]?.markers ?? {}).find(([, n]) => n > view.situation.sequence);
  if (!late) return;
  throw new ContinuityError({
    id: 'DR-SIT-03',
    what: `${path} has a marker from the future`,
    value: `${late[0]}: ${late[1]}, sequence ${view.situation.sequence}`,
    allowed: `0 to ${view.situation.sequence}`,
    fix: 'merge the branches by declaring again on the newer file',
  });
}
