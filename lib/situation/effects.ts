import { works } from '../words/posture';
import { begun, freshComponent, generationOf, lastStood, nextNumber, renews, type Sides } from './facts';
import { isSaidAgain, isTurned, offer } from './declarations';
import type { ComponentPlace, Generation, Move, Situation, Stamp, Taking, WorkloadSituation } from './schema';
import { View } from './view';
import type { StatusDeclaration, WorkloadDeclaration } from './words';

type Of<K extends WorkloadDeclaration['op']> = Extract<WorkloadDeclaration, { op: K }>;

/** What is written of a workload, ready to be changed. */
export function own(situation: Situation, sides: Sides): WorkloadSituation {
  const view = new View(situation, sides);
  situation.workloads[sides.workload] = view.own;
  return view.own;
}

/** Lists every component of the code that is not listed yet: it belongs to the site that serves. */
export function listComponents(situation: Situation, sides: Sides): void {
  const view = new View(situation, sides);
  const home = view.open?.from ?? view.active;
  for (const one of sides.components) view.own.components[one.id] ??= freshComponent(one, home, view.peerOf(home));
}

const places = (facts: WorkloadSituation, site: string): ComponentPlace[] =>
  Object.values(facts.components).flatMap(({ at }) => at[site] ?? []);

/** What was recorded to stand at a site may not, from here on. */
export function withdraw(facts: WorkloadSituation, site: string, until: string): void {
  cease(places(facts, site), until);
}

function cease(stood: readonly ComponentPlace[], until: string): void {
  for (const place of stood.filter(({ standing }) => standing)) Object.assign(place, { standing: false, until });
}

/** What is to take the role still stands for it; given up, it may lack more than it did, until it is looked at again. */
function doubt(facts: WorkloadSituation, site: string, until: string): void {
  for (const place of places(facts, site).filter(({ standing }) => standing)) place.until ??= until;
}

/** Whoever has the role, or gives it, was fenced, or may have been, and is not any more: what that ended is made anew before the other side counts. */
function sever(facts: WorkloadSituation, { components }: Sides, other: string, until: string): void {
  const severed = components.filter(({ severs }) => severs).flatMap(({ id }) => facts.components[id]?.at[other] ?? []);
  cease(severed, until);
}

/** What a region's status changes in one workload; `before`: what was written until then. */
export function applyStatus(situation: Situation, sides: Sides, { op, site }: StatusDeclaration, said: Stamp, before: Situation): void {
  const facts = own(situation, sides);
  const view = new View(situation, sides);
  const { active } = view;
  unfence(new View(before, sides), view, site);
  if (op === 'lost' || op === 'gone') {
    delete facts.fenced[site];
    const since = situation.status[site]?.since ?? said.at;
    if (site !== active) withdraw(facts, site, since);
    else if (view.open) doubt(facts, site, since);
  }
  if (op === 'avoid') delete facts.fenced[site];
  if (op !== 'normal' && site !== active) waitNoMore(situation, sides, site);
  if (op === 'normal' && facts.freed.includes(site)) takeBack(situation, sides, site, said);
  else if (op === 'normal' && site === active && works(view.role(site))) delete facts.fenced[site];
  succeed(situation, sides);
}

/** What serves is made without waiting for a side that is out before it ever stood there; and stays, once that answers again. */
function waitNoMore(situation: Situation, sides: Sides, site: string): void {
  const late = sides.components.filter(({ standsLate }) => standsLate);
  if (late.length > 0 && new View(situation, sides).isUnmoved) listComponents(situation, sides);
  const known = late.flatMap(({ id }) => own(situation, sides).components[id]?.at[site] ?? []);
  for (const place of known) if (lastStood(place) === undefined) place.outFirst = true;
}

/** A status that takes a fence away, or with it all knowledge of one: nobody looks whether it was put up. */
function unfence(before: View, after: View, site: string): void {
  const { active, open, asked } = before;
  if (site !== active && site !== open?.from) return;
  if (before.role(site) !== 'fenced' || after.role(site) === 'fenced') return;
  const since = open?.at ?? before.situation.status[site]?.since ?? asked?.at;
  if (since !== undefined) sever(after.own, after.sides, after.peerOf(site), since);
}

/** Until its successor stood, a site that was replaced may have its place back. It owes a fence. */
function takeBack(situation: Situation, sides: Sides, site: string, { by, at }: Stamp): void {
  const facts = own(situation, sides);
  const view = new View(situation, sides);
  const successor = facts.sites.find((one) => !sides.sites.includes(one) && one !== view.active && neverStood(facts, one));
  if (!successor || view.open || view.aborting) return;
  facts.sites = facts.sites.map((one) => (one === successor ? site : one)) as [string, string];
  facts.freed = facts.freed.filter((one) => one !== site);
  facts.asked[site] = { move: Math.max(1, facts.moves.length), by, at };
  delete facts.fenced[site];
}

const neverStood = (facts: WorkloadSituation, site: string): boolean =>
  places(facts, site).every((place) => lastStood(place) === undefined);

/** The successor takes the place of a site that is gone, once the workload is not active there and no move is open. */
export function succeed(situation: Situation, sides: Sides): void {
  const facts = own(situation, sides);
  const view = new View(situation, sides);
  const site = facts.sites.find((one) => one !== view.active && situation.status[one]?.replacedBy !== undefined);
  const by = site === undefined ? undefined : situation.status[site]?.replacedBy;
  if (site === undefined || by === undefined || view.open) return;
  if (!sides.successors.includes(by) || facts.sites.includes(by)) return;
  listComponents(situation, sides);
  facts.sites = facts.sites.map((one) => (one === site ? by : one)) as [string, string];
  facts.freed = [...facts.freed.filter((one) => one !== by), site];
  if (facts.base.site === site) facts.base = { site: view.active, move: facts.base.move };
  delete facts.asked[site];
  delete facts.fenced[site];
  for (const { id, flip } of sides.components) {
    const component = facts.components[id];
    if (!component) continue;
    const before = component.at[by];
    const of = `${view.active}#${view.currentOf(id, view.active)}`;
    if (before && !renews(flip)) Object.assign(before, { standing: false });
    else if (before) renew(before, begun(nextNumber(before), flip, of, true));
    else component.at[by] = { current: 0, standing: false, generations: [begun(0, flip, of, true)] };
  }
}

/** A new generation counts at the place, under a number that was never used. */
export function renew(place: ComponentPlace, next: Generation): void {
  place.generations.push(next);
  place.current = next.number;
  place.standing = false;
}

/** What a declaration about a workload changes. It is legal. */
export function applyDeclaration(situation: Situation, sides: Sides, declaration: WorkloadDeclaration, said: Stamp): void {
  switch (declaration.op) {
    case 'failover':
      return failover(situation, sides, declaration, said);
    case 'restore':
      return restore(situation, sides, declaration, said);
    case 'switch':
      return plannedMove(situation, sides, declaration.to, said);
    case 'close':
    case 'fence':
      return ask(situation, sides, declaration, said);
    case 'abort':
      return abort(situation, sides, said);
    case 'added':
      return listComponents(situation, sides);
    case 'retire':
      return retire(own(situation, sides), declaration.generation);
  }
}

/** Ahead of a switch: the entrance is closed, or the site is fenced. Who sent users away, and when, is kept where a close becomes a fence. */
function ask(situation: Situation, sides: Sides, { op, at: site }: Of<'close' | 'fence'>, said: Stamp): void {
  const facts = own(situation, sides);
  const { by, at } = facts.asked[site] ?? said;
  facts.asked[site] = { move: facts.moves.length + 1, by, at, ...(op === 'close' ? { what: op } : {}) };
  delete facts.fenced[site];
}

function failover(situation: Situation, sides: Sides, { to, incident, from: points = {} }: Of<'failover'>, said: Stamp): void {
  const view = new View(situation, sides);
  const facts = own(situation, sides);
  const { open } = view;
  if (open && isTurned(view, to)) {
    open.kind = 'forced';
    open.forced = said;
    for (const one of Object.values(open.components)) one.loss = open.lag ? 'since' : 'rpo';
    return;
  }
  listComponents(situation, sides);
  if (open && isSaidAgain(view, to)) {
    for (const { id } of sides.components) open.components[id] ??= taken(new View(situation, sides), id, to, points);
    return;
  }
  const after = new View(situation, sides);
  const move: Move = {
    kind: 'forced',
    from: view.active,
    to,
    ...said,
    ...(incident ? { incident } : {}),
    components: Object.fromEntries(sides.components.map(({ id }) => [id, taken(after, id, to, points)])),
    ...(view.owes(to) ? { owed: true } : {}),
  };
  begin(facts, move, said);
}

function taken(view: View, component: string, to: string, points: Readonly<Record<string, string>>): Taking {
  const point = points[component];
  return { ...offer(view, component, to), ...(point && point !== 'latest' ? { point } : {}) };
}

function plannedMove(situation: Situation, sides: Sides, to: string, said: Stamp): void {
  const { active, asked } = new View(situation, sides);
  const facts = own(situation, sides);
  listComponents(situation, sides);
  const view = new View(situation, sides);
  const fenced = asked ? facts.fenced[active] : undefined;
  begin(
    facts,
    {
      kind: 'planned',
      from: active,
      to,
      ...said,
      components: Object.fromEntries(sides.components.map(({ id }) => [id, { generation: view.currentOf(id, to), loss: 'none' as const }])),
    },
    said,
  );
  if (fenced) facts.fenced[active] = fenced;
}

/** The role stays: a new generation is begun beside what serves, and counts once that is written down. */
function restore(situation: Situation, sides: Sides, { from, incident }: Of<'restore'>, said: Stamp): void {
  listComponents(situation, sides);
  const view = new View(situation, sides);
  const { active, own: facts } = view;
  const begins = (component: string, point: string): Taking => {
    const place = facts.components[component]?.at[active];
    const flip = sides.components.find(({ id }) => id === component)?.flip ?? 'restore';
    const of = `${active}#${view.currentOf(component, active)}`;
    const generation = place ? nextNumber(place) : 0;
    place?.generations.push({ ...begun(generation, flip, of), how: 'restored' });
    return { generation, loss: 'all', ...(point === 'latest' ? {} : { point }) };
  };
  const components = Object.fromEntries(Object.entries(from).map(([id, point]) => [id, begins(id, point)]));
  facts.moves.push({ kind: 'restore', from: active, to: active, ...said, ...(incident ? { incident } : {}), components });
}

/** The side that loses the role owes a fence, as of what was asked of it ahead; the one that takes it owes nothing any more. */
function begin(facts: WorkloadSituation, move: Move, said: Stamp): void {
  const { by, at } = facts.asked[move.from] ?? said;
  facts.moves.push(move);
  facts.asked[move.from] = { move: facts.moves.length, by, at };
  delete facts.fenced[move.from];
  delete facts.asked[move.to];
  delete facts.fenced[move.to];
}

function abort(situation: Situation, sides: Sides, said: Stamp): void {
  const facts = own(situation, sides);
  const view = new View(situation, sides);
  const { open } = view;
  if (!open) {
    const ask = facts.asked[view.active];
    if (ask) ask.aborted = said;
    if (ask && ask.what !== 'close') sever(facts, sides, view.standby, ask.at);
    delete facts.fenced[view.active];
    return;
  }
  if (view.role(open.from) === 'fenced') sever(facts, sides, view.peerOf(open.from), open.at);
  open.aborted = said;
  delete facts.asked[open.from];
  delete facts.fenced[open.from];
  if (open.owed) {
    const lost = facts.moves.findLastIndex((move) => move.from === open.to && !move.aborted);
    facts.asked[open.to] = { move: Math.max(1, lost + 1), ...said };
  }
  // What it had left is open again, and its own procedure is due: there is nothing else to give back.
  if (new View(situation, sides).open) open.undone = said.at;
  succeed(situation, sides);
}

function retire(facts: WorkloadSituation, generation: string): void {
  const [, component = '', site = '', number = ''] = /^(.+)@([^#]+)#(\d+)$/.exec(generation) ?? [];
  const place = facts.components[component]?.at[site];
  const old = place && generationOf(place, Number(number));
  if (old) old.retired = true;
}
