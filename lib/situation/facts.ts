import type { Flip } from '../words/posture';
import type { ComponentPlace, Generation, LogEntry, Situation, WorkloadSituation } from './schema';

/** A component as the situation knows it. */
export interface Protected {
  /** Its id. */
  readonly id: string;
  /** How its role changes. */
  readonly flip: Flip;
  /** What follows is made by what joins the sites, and looked after by its own site once that took the role. */
  readonly born?: 'links';
  /** It begins a new generation, and its service makes that from a copy, at either site. */
  readonly remade?: true;
  /** Its fence ends what joins it to the other side: once it is opened again, that is made anew before the standby counts. */
  readonly severs?: true;
  /** It is spread over zones once the other site stands by again behind the move that gave it the role. */
  readonly spreadsLate?: true;
  /** What runs of it is made by the apply behind the one after which it stood by first. */
  readonly standsLate?: true;
}

/** The sites and components of one workload, as the code declares them. */
export interface Sides {
  /** The workload's id. */
  readonly workload: string;
  /** Keys of its two sites, the one that serves first of all in the beginning. */
  readonly sites: readonly [string, string];
  /** Keys of sites that may take the place of one that is gone. */
  readonly successors: readonly string[];
  /** Its components, by name. */
  readonly components: readonly Protected[];
}

/** Nothing was ever declared: every region is normal. */
export const NORMAL: Situation = { version: 2, sequence: 0, status: {}, workloads: {}, log: [] };

/** Only what is promoted or restored begins a new generation when it loses the role; the rest keeps one identity. */
export const renews = (flip: Flip): boolean => flip === 'promote' || flip === 'restore';

/** What is made from the other side: it cannot be begun while that is out. */
export const comesFrom = (flip: Flip): boolean => renews(flip) || flip === 'switch';

/** Whether what stands by for one way of changing roles is nothing that could take one another way: either of them makes it from the other side. */
export const isAnotherWay = (flip: Flip, other: Flip): boolean => flip !== other && (comesFrom(flip) || comesFrom(other));

/** What the situation says of a workload, or what holds before anything is said. */
export function factsOf(situation: Situation, { workload, sites }: Sides): WorkloadSituation {
  return situation.workloads[workload] ?? freshFacts(sites);
}

/** Every site that a workload knows: its pair as it is now, those that were replaced, and those that may take a place. */
export function sitesOf(situation: Situation, sides: Sides): string[] {
  const { sites, freed } = factsOf(situation, sides);
  return [...sites, ...freed, ...sides.successors];
}

/** Whether a line says something of a workload or of one of its sites. */
export const concerns = ({ what }: Pick<LogEntry, 'what'>, sites: readonly string[], workload: string): boolean =>
  'site' in what && !('record' in what) ? sites.includes(what.site) : !('workload' in what) || what.workload === workload;

const freshFacts = ([a, b]: readonly [string, string]): WorkloadSituation => ({
  sites: [a, b],
  freed: [],
  moves: [],
  asked: {},
  fenced: {},
  base: { site: a, move: 0 },
  components: {},
});

/** A generation before anything happened to it. */
export function begun(number: number, flip: Flip, of?: string, asked = false): Generation {
  const made = of !== undefined && comesFrom(flip);
  return {
    number,
    flip,
    how: !made ? 'created' : flip === 'restore' ? 'restored' : 'replica',
    ...(made ? { of } : {}),
    asked,
    stood: false,
    held: false,
    retired: false,
  };
}

/** What a component is where it is first declared: it holds the role at the first site, and is to follow at the other. */
export function freshComponent({ flip }: Protected, first: string, other: string): WorkloadSituation['components'][string] {
  return {
    first,
    at: {
      [first]: { current: 0, standing: true, generations: [{ ...begun(0, flip), asked: true, stood: true, held: true }] },
      [other]: { current: 0, standing: false, generations: [begun(0, flip, `${first}#0`, true)] },
    },
  };
}

/** The generation of that number. */
export const generationOf = (place: ComponentPlace, number: number): Generation | undefined =>
  place.generations.find((one) => one.number === number);

/** The last generation that stood, or undefined. */
export const lastStood = ({ generations }: ComponentPlace): number | undefined =>
  generations.filter((one) => one.stood).reduce<number | undefined>((max, { number }) => Math.max(max ?? 0, number), undefined);

/** A number that was never used at the place. */
export const nextNumber = ({ generations }: ComponentPlace): number => 1 + Math.max(...generations.map(({ number }) => number));
