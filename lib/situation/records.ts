import { ContinuityError } from '../words/errors';
import { generationOf, type Sides } from './facts';
import { certify, complete } from './completion';
import { listComponents, own } from './effects';
import type { Move, Situation, Stamp, WorkloadSituation } from './schema';
import { View } from './view';
import type { Happening } from './words';

/** Writes one thing that happened. Written twice, it counts once. Throws `DR-SIT-06` where it cannot have happened. */
export function applyHappening(situation: Situation, sides: Sides, happening: Happening, said: Stamp): void {
  const view = new View(situation, sides);
  const refusal = refuse(view, happening);
  if (refusal) throw refusal;
  const facts = own(situation, sides);
  switch (happening.record) {
    case 'started': {
      const move = view.open ?? givenUp(view);
      if (!move) return;
      delete move.aborted;
      move.started = [...new Set([...(move.started ?? []), ...happening.components])].sort();
      if (move.kind === 'restore') ask(facts, move);
      else facts.asked[move.from] ??= { move: facts.moves.length, ...said };
      return;
    }
    case 'completed':
      happening.components.forEach((component) => {
        complete(situation, sides, component, said);
      });
      return;
    case 'fenced':
      facts.fenced[happening.site] ??= { move: view.number, at: said.at };
      return certify(situation, sides, happening.site);
    case 'lag':
      if (view.open) view.open.lag = { ...view.open.lag, ...happening.lag };
      return;
    case 'standing':
      return stand(situation, sides, happening.components);
    case 'undone':
      return undo(situation, sides, said);
  }
}

/** What is made anew may exist from here on. */
function ask({ components }: WorkloadSituation, { to, components: moved }: Move): void {
  for (const [id, { generation }] of Object.entries(moved)) {
    const place = components[id]?.at[to];
    const one = place && generationOf(place, generation);
    if (one) one.asked = true;
  }
}

/** A move that was given up, and where it turns out that it had been begun; not once one of its sites was replaced. */
const givenUp = (view: View): View['open'] => {
  const last = view.own.moves.at(-1);
  const isOfThePair = last !== undefined && [last.from, last.to].every((site) => view.own.sites.includes(site));
  return isOfThePair && last.aborted && !last.undone ? last : undefined;
};

/** What stands is what counts; with the last component, links and traffic rest on the site that serves. */
function stand(situation: Situation, sides: Sides, components: readonly string[]): void {
  listComponents(situation, sides);
  const view = new View(situation, sides);
  for (const component of components) {
    const place = view.own.components[component]?.at[view.standby];
    const one = place && generationOf(place, place.current);
    if (!place || !one) continue;
    one.stood = one.asked = true;
    place.standing = true;
    delete place.until;
  }
  const after = new View(situation, sides);
  if (after.stands(after.standby) && !after.isOut(after.active)) after.own.base = { site: after.active, move: after.number };
}

function undo(situation: Situation, sides: Sides, { at }: Stamp): void {
  const view = new View(situation, sides);
  const last = view.own.moves.at(-1);
  if (last?.aborted && !last.undone) last.undone = at;
  else if (view.own.asked[view.active]?.aborted) delete view.own.asked[view.active];
}

type No = (what: string, value: string, allowed: string, fix: string) => ContinuityError;

/** Components that the workload does not have, or that the move does not list. */
function refuseNames(view: View, happening: Happening, no: No): ContinuityError | undefined {
  const { workload } = view.sides;
  const known = [...new Set([...view.sides.components.map(({ id }) => id), ...Object.keys(view.open?.components ?? {})])];
  const named = 'components' in happening ? happening.components : happening.record === 'lag' ? Object.keys(happening.lag) : [];
  const stranger = named.find((id) => !known.includes(id));
  if (stranger !== undefined) return no(`${workload} has no such component`, stranger, known.join(', '), 'correct the name');
  const move = happening.record === 'started' || happening.record === 'completed' ? (view.open ?? givenUp(view)) : undefined;
  const odd = move && named.find((id) => move.components[id] === undefined);
  if (odd !== undefined)
    return no(
      `The move to ${move?.to} is not of ${odd}`,
      odd,
      Object.keys(move?.components ?? {}).join(', '),
      move?.kind === 'planned'
        ? `continuity declare abort ${workload}, run it, and declare the switch again: it lists every component`
        : `continuity declare failover ${workload} --to ${move?.to} again: it lists every component`,
    );
  return undefined;
}

function refuse(view: View, happening: Happening): ContinuityError | undefined {
  const { workload } = view.sides;
  const no = (what: string, value: string, allowed: string, fix: string): ContinuityError =>
    new ContinuityError({ id: 'DR-SIT-06', what, value, allowed, fix });
  const odd = refuseNames(view, happening, no);
  if (odd) return odd;
  const named = 'components' in happening ? happening.components : [];
  switch (happening.record) {
    case 'started':
      return (view.open ?? givenUp(view))
        ? undefined
        : no('No move is open', 'started', 'an open move', `continuity declare failover ${workload}`);
    case 'completed': {
      const early = named.find((id) => !view.open?.started?.includes(id) && !view.open?.completed?.includes(id));
      if (!view.open)
        return isDone(view, named)
          ? undefined
          : no('No move is open', 'completed', 'an open move that was started', `continuity run ${workload}`);
      return early === undefined
        ? undefined
        : no(
            `The promotion of ${early} was never recorded as started`,
            'completed',
            'started, then completed',
            `continuity record started ${workload}`,
          );
    }
    case 'fenced':
      return view.role(happening.site) === 'fenced'
        ? undefined
        : no(
            `${happening.site} is not to be fenced for ${workload}`,
            view.role(happening.site),
            view.fencesDue.join(', ') || 'nowhere now',
            'nothing to record',
          );
    case 'lag':
      return view.open ? undefined : no('No move is open', 'lag', 'an open move', `continuity declare switch ${workload}`);
    case 'standing':
      return view.hasStandby
        ? undefined
        : no(
            `${view.standby} does not stand by`,
            view.role(view.standby),
            'a site that is to stand by, with no move open',
            `continuity plan ${workload}`,
          );
    case 'undone':
      return view.aborting ? undefined : no('Nothing is to be undone', 'undone', 'a move that was given up', 'nothing to record');
  }
}

const isDone = (view: View, components: readonly string[]): boolean => components.every((id) => view.moves.at(-1)?.completed?.includes(id));
