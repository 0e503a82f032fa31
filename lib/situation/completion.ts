import { begun, generationOf, nextNumber, renews, type Sides } from './facts';
import { renew, succeed } from './effects';
import type { ComponentPlace, Generation, Situation, Stamp, Taking } from './schema';
import { isCompleted, View } from './view';

/** The promotion of a component is verified: the role is at its new site, and the old one begins a new generation. */
export function complete(situation: Situation, sides: Sides, component: string, said: Stamp): void {
  const view = new View(situation, sides);
  const { open, left } = view;
  if (!open || open.completed?.includes(component)) return;
  open.completed = [...(open.completed ?? []), component].sort();
  const at = view.own.components[component]?.at;
  const [taker, giver] = [at?.[open.to], at?.[open.from]];
  const taking = open.components[component];
  if (!taker || !taking) return;
  take(taker, taking);
  if (open.kind === 'restore') followAnew(view, component, taking.generation, said.at);
  else if (giver)
    lose(giver, view, component, `${open.to}#${taking.generation}`, {
      turned: !left || left.started?.includes(component) === true,
      seen: !left,
      at: said.at,
    });
  if (isCompleted(open)) succeed(situation, sides);
}

/** The role stays; what stood by follows what was put aside: it is kept as it is, and another one begins from what was made. */
function followAnew({ own, sides, active, standby }: View, component: string, generation: number, at: string): void {
  const place = own.components[component]?.at[standby];
  const flip = sides.components.find(({ id }) => id === component)?.flip;
  if (!place || !flip) return;
  const of = `${active}#${generation}`;
  const old = generationOf(place, place.current);
  // What only waits for a copy has nothing of its own yet.
  if (old?.how === 'restored' && !old.held) Object.assign(old, { of });
  else renew(place, begun(nextNumber(place), flip, of));
  Object.assign(place, { standing: false, until: place.until ?? at });
}

function take(place: ComponentPlace, taking: Taking): void {
  const one = generationOf(place, taking.generation);
  if (!one) return;
  make(one, taking);
  Object.assign(place, { current: taking.generation, standing: true });
  delete place.until;
}

/** A generation stands as its move made it. */
function make(one: Generation, { loss, point }: Taking): void {
  if (loss === 'all' && one.how === 'replica' && !one.stood) one.how = point ? 'restored' : 'created';
  if (point === 'none') one.how = 'created';
  else if (point && one.how === 'restored') one.point = point;
  Object.assign(one, { stood: true, held: true, asked: true });
}

/** The fence of a site was confirmed: what a move had begun there, and left, was made by its apply, if it was not there before. */
export function certify(situation: Situation, sides: Sides, site: string): void {
  const view = new View(situation, sides);
  for (const [component, { at }] of Object.entries(view.own.components))
    for (const one of at[site]?.generations ?? []) {
      const taking = one.stood && one.held ? undefined : view.takingOf(component, site, one.number);
      const mayStand = one.held || (one.number === at[site]?.current && view.holds(component, site));
      if (taking && mayStand) make(one, taking);
    }
}

/** A side that was only followed, since its promotion was never begun, goes on as it is. */
function lose(place: ComponentPlace, view: View, component: string, of: string, how: { turned: boolean; seen: boolean; at: string }): void {
  const { turned, seen, at } = how;
  const flip = view.sides.components.find(({ id }) => id === component)?.flip ?? 'symmetric';
  const old = generationOf(place, place.current);
  // Of a promotion that was begun and left nobody saw that it stands: the fence of its site will tell.
  if (old && turned) Object.assign(old, { stood: seen || (old.stood && old.how !== 'restored'), held: true });
  // What keeps one identity follows from here on; what begins a new one keeps the old one beside it, as it was. Which of the two was so when the
  // move began.
  const isRenewed = renews(old?.flip ?? flip);
  if (old && turned && !isRenewed) old.held = false;
  if (turned && isRenewed) renew(place, begun(nextNumber(place), flip, of));
  Object.assign(place, { standing: false, until: view.situation.status[view.open?.from ?? '']?.since ?? at });
}
