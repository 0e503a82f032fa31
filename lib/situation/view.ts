import { works, type Flip, type Form } from '../words/posture';
import { factsOf, freshComponent, generationOf, isAnotherWay, type Protected, type Sides } from './facts';
import type { ComponentPlace, Generation, Move, Situation, Taking, WorkloadSituation } from './schema';

/** How a workload treats one of its sites. `withheld`: nothing is synthesized there. */
export type Role = Form | 'withheld';

/** Whether every promotion of a move was verified. */
export const isCompleted = (move: Move): boolean => Object.keys(move.components).every((name) => move.completed?.includes(name));

/** The earliest of some moments, for people: nothing is decided by a clock. */
export const earliest = (moments: readonly (string | undefined)[]): string | undefined =>
  moments.reduce((first, at) => (at !== undefined && (first === undefined || Date.parse(at) < Date.parse(first)) ? at : first), undefined);

/** What one workload's situation means. Nothing is decided here that is not written: who serves, who is fenced, what stands where. */
export class View {
  /** What is written of the workload. */
  readonly own: WorkloadSituation;
  /** The moves that count: aborted ones moved nothing. */
  readonly moves: readonly Move[];
  /** The site that serves, or should. */
  readonly active: string;
  /** The other one. */
  readonly standby: string;

  constructor(
    readonly situation: Situation,
    readonly sides: Sides,
  ) {
    this.own = factsOf(situation, sides);
    this.moves = this.own.moves.filter((move) => !move.aborted);
    this.active = this.moves.at(-1)?.to ?? this.own.sites[0];
    this.standby = this.peerOf(this.active);
  }

  /** The other site of the pair. */
  peerOf(site: string): string {
    const [a, b] = this.own.sites;
    return site === a ? b : a;
  }

  /** The move under way, or undefined. */
  get open(): Move | undefined {
    const last = this.moves.at(-1);
    return last && !isCompleted(last) ? last : undefined;
  }

  /** The move that the open one left before it was completed, or undefined. */
  get left(): Move | undefined {
    const before = this.open ? this.moves.at(-2) : undefined;
    return before && before.kind !== 'restore' && !isCompleted(before) ? before : undefined;
  }

  /** The restore under way: of the site that serves, which keeps the role. */
  get restoring(): Move | undefined {
    return this.open?.kind === 'restore' ? this.open : undefined;
  }

  /** Components that a restore is of, until it is begun: the entrance closes first. */
  get announced(): string[] {
    return this.restoring && !this.restoring.started ? Object.keys(this.restoring.components).sort() : [];
  }

  /** The site that a component belongs to, or what took its place: the owner of what cannot change direction. */
  homeOf(component: string): string {
    const first = this.own.components[component]?.first;
    return first !== undefined && this.own.sites.includes(first) ? first : this.own.sites[0];
  }

  /** The number of the move that is open, which a later one may have left and been given up; else of the last one. 0 before the first. */
  get number(): number {
    return this.open ? this.own.moves.indexOf(this.open) + 1 : this.own.moves.length;
  }

  /** What is known of a region, or undefined where it is normal. */
  status(site: string): 'avoid' | 'lost' | 'gone' | undefined {
    return this.situation.status[site]?.is;
  }

  /** Whether nothing is synthesized there. */
  withheld(site: string): boolean {
    return this.role(site) === 'withheld';
  }

  /** Whether the region does not answer, as far as is declared. */
  isOut(site: string): boolean {
    return ['lost', 'gone'].includes(this.status(site) ?? '');
  }

  /** How the workload treats this site now. */
  role(site: string): Role {
    if (this.isOut(site)) return 'withheld';
    if (this.own.freed.includes(site)) return this.status(site) === 'avoid' ? 'fenced' : 'withheld';
    if (!this.own.sites.includes(site)) return 'withheld';
    const isLeft = this.open?.from === site && !this.restoring;
    if (this.status(site) === 'avoid' || (this.owes(site) && !this.fencedAt(site)) || isLeft) return 'fenced';
    if (site !== this.active) return 'standby';
    if (this.announced.length > 0) return 'closed';
    return this.asked ? (this.asked.what === 'close' ? 'closed' : 'fenced') : 'serving';
  }

  /** Whether the site owes a fence for a move that took the role from it. */
  owes(site: string): boolean {
    return site !== this.active && this.own.asked[site] !== undefined;
  }

  /** Whether the last move to this site was never begun, as far as is written, and found it closed: where it is open, somebody crossed. */
  isUnopened(site: string): boolean {
    const last = this.own.moves.findLast(({ kind, to }) => to === site && kind !== 'restore');
    return last !== undefined && !last.started && !last.owed && this.role(site) !== 'serving';
  }

  /** When a fence of this site was confirmed, or undefined. */
  fencedAt(site: string): string | undefined {
    return this.own.fenced[site]?.at;
  }

  /** What was asked of the active site for a switch to come, a close or a fence, or undefined. */
  get asked(): WorkloadSituation['asked'][string] | undefined {
    const ask = this.open ? undefined : this.own.asked[this.active];
    return ask && !ask.aborted ? ask : undefined;
  }

  /** What was given up and is not yet recorded as undone: from where, and to where it would have gone. */
  get aborting(): { readonly from: string; readonly to: string } | undefined {
    const last = this.own.moves.at(-1);
    if (last?.aborted && !last.undone) return { from: last.from, to: last.to };
    return this.own.asked[this.active]?.aborted ? { from: this.active, to: this.standby } : undefined;
  }

  /** Sites whose fence is due: each that owes one, or is not trusted, and answers. */
  get fencesDue(): string[] {
    const due = (site: string): boolean =>
      this.role(site) === 'fenced' && !this.fencedAt(site) && (this.status(site) === 'avoid' || this.owes(site));
    return [...this.own.freed, this.active, this.standby].filter(due);
  }

  /** The components that count: once a move was made, only those that are listed. */
  get components(): readonly Protected[] {
    return this.sides.components.filter(({ id }) => this.own.components[id] !== undefined || this.isUnmoved);
  }

  /** Whether no move was completed and none is under way: what is not listed belongs to the first site. */
  get isUnmoved(): boolean {
    return this.moves.length === 0;
  }

  /** Components of the code that came after a move and are not listed. */
  get unlisted(): readonly Protected[] {
    return this.isUnmoved ? [] : this.sides.components.filter(({ id }) => this.own.components[id] === undefined);
  }

  /** A component at a site, as written, or as it is before anything is. */
  place(component: string, site: string): ComponentPlace | undefined {
    const known = this.own.components[component];
    if (known) return known.at[site];
    const one = this.sides.components.find(({ id }) => id === component);
    const home = this.open?.from ?? this.own.sites[0];
    return one ? freshComponent(one, home, this.peerOf(home)).at[site] : undefined;
  }

  /** The number of the generation that counts at a site now. */
  currentOf(component: string, site: string): number {
    const { open } = this;
    const taking = open?.to === site && !this.announced.includes(component) ? open.components[component] : undefined;
    if (taking) return taking.generation;
    return this.place(component, site)?.current ?? 0;
  }

  /** The generation that counts at a site now. */
  current(component: string, site: string): Generation | undefined {
    const place = this.place(component, site);
    return place && generationOf(place, this.currentOf(component, site));
  }

  /** Whether the promotion of a component at this site was begun in the move under way. */
  begun(component: string, site: string): boolean {
    return this.open?.to === site && this.open.started?.includes(component) === true;
  }

  /** Whether the site has the data of the component, or is to have it now: not a follower, nor a copy. */
  holds(component: string, site: string): boolean {
    const held = this.current(component, site)?.held === true;
    if (site === this.active) return held || works(this.role(site)) || this.begun(component, site);
    return held || this.wasBegun(component, site);
  }

  /** Whether the promotion of what counts at this site was begun in the move that the open one left: it may have happened. */
  private wasBegun(component: string, site: string): boolean {
    const { left } = this;
    if (left?.to !== site || !left.started?.includes(component)) return false;
    return left.components[component]?.generation === this.currentOf(component, site);
  }

  /** Whether the site ever took the role of the component with that generation, verified. */
  tookOver(component: string, site: string, generation: number): boolean {
    return this.moves.some(
      ({ to, completed, components }) =>
        to === site && completed?.includes(component) === true && components[component]?.generation === generation,
    );
  }

  /** How the last move took this generation, or is to take it. */
  takingOf(component: string, site: string, generation: number): Taking | undefined {
    return this.moves.findLast(({ to, components }) => to === site && components[component]?.generation === generation)?.components[
      component
    ];
  }

  /** Whether every component stands at a site, as far as is recorded. */
  stands(site: string): boolean {
    return this.components.every(({ id }) => this.place(id, site)?.standing === true);
  }

  /** Whether anything was ever recorded to stand at the standby. */
  get isEstablished(): boolean {
    return Object.values(this.own.components).some(({ at }) =>
      Object.entries(at).some(([site, place]) => site !== this.active && place.generations.some(({ stood }) => stood)),
    );
  }

  /** Whether the standby stands by, complete. */
  get isProtected(): boolean {
    return !this.open && this.role(this.standby) === 'standby' && this.stands(this.standby);
  }

  /** Whether the other site is to stand by now, whatever became of the active one: nothing is under way. */
  get hasStandby(): boolean {
    return !this.open && !this.aborting && this.role(this.standby) === 'standby';
  }

  /** Whether links and traffic are turned to the active site now: it works, and the other one stands by. */
  get turnsNow(): boolean {
    return this.hasStandby && works(this.role(this.active));
  }

  /** Whether something is under way: a move, what was asked ahead of one, or what is given up. */
  get isBusy(): boolean {
    return this.open !== undefined || this.aborting !== undefined || this.asked !== undefined;
  }

  /**
   * Whether a change of how a role changes is taken now: in peace alone, while one side works, the other stands by and nothing is asked. Until
   * then the other side is what it was, and takes the role as that does.
   */
  get takesChanges(): boolean {
    return this.turnsNow && this.asked === undefined;
  }

  /** How the role of a component changes in the move that is open, or would in the next one, where the code has another way that is not taken yet. */
  heldTo(component: string): Flip | undefined {
    const flip = this.sides.components.find(({ id }) => id === component)?.flip;
    const taker = this.current(component, this.open?.to ?? this.standby);
    return flip !== undefined && taker && isAnotherWay(taker.flip, flip) ? taker.flip : undefined;
  }

  /** The site that links and traffic rest on. */
  get base(): string {
    return this.turnsNow ? this.active : this.own.base.site;
  }

  /** How often the role moved until it came to the base: part of the address of what is joined in one direction. */
  get turns(): number {
    const { base } = this;
    return this.own.moves.reduce(
      (turn, move, i) =>
        !move.aborted && move.kind !== 'restore' && move.to === base && (this.turnsNow || i < this.own.base.move) ? i + 1 : turn,
      0,
    );
  }

  /** How many moves count since links and traffic were last based. */
  get sinceBase(): number {
    return this.own.moves.filter(({ kind, aborted }, i) => i >= this.own.base.move && !aborted && kind !== 'restore').length;
  }

  /** The second and later takers since then answer the second path of the switch. */
  again(site: string): boolean {
    return site === this.active && this.sinceBase >= 2 && this.role(this.standby) !== 'standby';
  }

  /** Since when the workload has no standby, or undefined while it is protected. */
  get unprotectedSince(): string | undefined {
    if (this.isProtected) return undefined;
    const places = this.components.flatMap(({ id }) => this.place(id, this.standby)?.until ?? []);
    return earliest([this.situation.status[this.standby]?.since, ...places]) ?? this.moves.at(-1)?.at;
  }
}
