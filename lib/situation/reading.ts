import { works, type Flip } from '../words/posture';
import { comesFrom, lastStood } from './facts';
import type { Generation } from './schema';
import type { Role, View } from './view';

/** One generation of a component at a site, as it is to be rendered. */
export interface GenerationReading {
  /** Its number. */
  readonly number: number;
  /** The one that counts. */
  readonly current: boolean;
  /** How it would change its role, where it does not count any more: it stays what it was, whatever the code has by now. */
  readonly flip?: Flip;
  /** How its data came there. */
  readonly how: Generation['how'];
  /** The generation its data comes from: `cloud:region#generation`. */
  readonly of?: string;
  /** The recovery point it is made from. */
  readonly point?: string;
  /** Whether it has the data, or is to have it now. */
  readonly holds: boolean;
  /** The move that is open begins it empty. */
  readonly begun?: true;
  /** Whether it still follows its source. */
  readonly attached: boolean;
  /** Whether what made it is over: its source is not looked at any more. */
  readonly done: boolean;
  /** May leave Terraform. */
  readonly retired: boolean;
  /** It was made by what joins the sites, and the site took the role with it since: it looks after it now. */
  readonly adopted?: true;
  /** It has the role, and the other site may stand by: what is spread late is asked to be spread now. */
  readonly settled?: true;
  /** It is to run, and what it is made with may not be there yet: it never stood where it stands by, or, where it serves, at the other side. */
  readonly awaited?: true;
}

/** A component at a site: what stands there, and what leaves. */
export interface ComponentReading {
  /** Its id. */
  readonly component: string;
  /** Generations that are rendered, the oldest first. */
  readonly generations: readonly GenerationReading[];
  /** Numbers that were begun and never stood: they leave Terraform, and are not used again. */
  readonly leaves: readonly number[];
  /** The generation that counts at the other site. */
  readonly peer: number;
}

/** All that a site's stack depends on: the planner reads nothing else, and so a marker moves exactly when it changes. */
export interface SiteReading {
  readonly role: Role;
  readonly active: boolean;
  /** The other site. */
  readonly peer: string;
  readonly peerWithheld: boolean;
  /** Whether copies go to the other site. */
  readonly copies: boolean;
  /** Whether silence of what is followed is an alarm here. */
  readonly watches: boolean;
  /** Whether the second path of the switch is answered. */
  readonly again: boolean;
  /** Whether it was never opened, as far as is written. */
  readonly unopened: boolean;
  /** Its entrance stays shut until what is made anew is verified, and another apply opens it. */
  readonly shut?: true;
  /** The move with which it opens, where it serves or is closed. */
  readonly opens?: number;
  readonly components: readonly ComponentReading[];
}

/** Reads a site. */
export function readSite(view: View, site: string): SiteReading {
  const role = view.role(site);
  const peer = view.own.sites.includes(site) ? view.peerOf(site) : view.active;
  const peerWithheld = view.withheld(peer);
  return {
    role,
    active: site === view.active,
    peer,
    peerWithheld,
    // Withheld where the standby is lost, since each would fail; a failover under way changes as little as it can.
    copies: !(peerWithheld && site === view.active && view.open === undefined),
    watches: role === 'standby' && !peerWithheld,
    again: view.again(site),
    unopened: view.isUnopened(site),
    ...(works(role) ? { opens: view.number } : {}),
    ...(site === view.active && view.restoring?.started ? { shut: true as const } : {}),
    components: role === 'withheld' ? [] : componentsOf(view, site, peer),
  };
}

function componentsOf(view: View, site: string, peer: string): ComponentReading[] {
  const rendered = [...view.components, ...(view.open ? view.unlisted : [])];
  return rendered.map(({ id }) => readComponent(view, id, site, peer)).sort((a, b) => (a.component < b.component ? -1 : 1));
}

function readComponent(view: View, component: string, site: string, peer: string): ComponentReading {
  const place = view.place(component, site);
  const current = view.currentOf(component, site);
  const kept = (place?.generations ?? []).filter((one) => one.stood || one.held || one.number === current);
  const generations = kept.filter((one) => one.number !== current || isRendered(view, component, site, one));
  return {
    component,
    generations: generations.map((one) => readGeneration(view, component, site, one, one.number === current)),
    leaves: (place?.generations ?? []).filter((one) => one.asked && !kept.includes(one)).map(({ number }) => number),
    peer: view.currentOf(component, peer),
  };
}

const isSettled = (view: View, component: string, site: string): boolean =>
  view.sides.components.find(({ id }) => id === component)?.spreadsLate === true && site === view.active && view.turnsNow;

/** What is made complete or not at all waits where it serves first, too, until it stood at the other side, or that was out before it could. */
function isAwaited(view: View, component: string, site: string, { stood }: Generation): boolean {
  if (view.sides.components.find(({ id }) => id === component)?.standsLate !== true) return false;
  if (view.role(site) === 'standby') return !stood;
  const others = [...view.own.sites, ...view.own.freed].flatMap((one) => (one === site ? [] : (view.place(component, one) ?? [])));
  return site === view.active && others.every((one) => one.outFirst !== true && lastStood(one) === undefined);
}

const isBornInLinks = ({ sides }: View, component: string): boolean =>
  sides.components.find(({ id }) => id === component)?.born === 'links';

/** What never stood is made where its site stands by and what it follows answers; what may exist already stays. */
export function isRendered(view: View, component: string, site: string, one: Generation): boolean {
  if (one.stood || one.held || view.holds(component, site) || !comesFrom(one.flip)) return true;
  const source = one.of?.split('#')[0];
  const follows = one.how === 'replica' && source !== undefined && view.isOut(source);
  return view.role(site) === 'standby' ? !follows : one.asked && one.how !== 'replica';
}

function readGeneration(view: View, component: string, site: string, one: Generation, current: boolean): GenerationReading {
  const holds = current ? view.holds(component, site) : one.held;
  // What was begun and never seen to stand may have been made as its move says, or is to be made so.
  const taking = one.stood && one.held ? undefined : view.takingOf(component, site, one.number);
  const chosen = one.point ?? taking?.point;
  const anew = taking?.loss === 'all' && !one.stood && one.how === 'replica';
  const point = chosen === 'none' ? undefined : chosen;
  const how = anew ? (point ? 'restored' : 'created') : one.how;
  return {
    number: one.number,
    current,
    ...(current ? {} : { flip: one.flip }),
    how: chosen === 'none' ? 'created' : how,
    ...(one.of ? { of: one.of } : {}),
    ...(point ? { point } : {}),
    holds,
    ...(chosen === 'none' && current && view.open?.to === site ? { begun: true } : {}),
    attached: current ? !holds : !one.held,
    done: one.held ? one.stood || one.how !== 'restored' : !holds,
    retired: one.retired && !current,
    ...(isBornInLinks(view, component) && view.tookOver(component, site, one.number) ? { adopted: true } : {}),
    ...(current && isSettled(view, component, site) ? { settled: true } : {}),
    ...(current && isAwaited(view, component, site, one) ? { awaited: true } : {}),
  };
}
