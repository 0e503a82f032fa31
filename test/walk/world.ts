import type { Entry } from '../../lib/cli/runner/journal';
import { record } from '../../lib/situation/declare';
import { NORMAL } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import type { WalkApp, Work } from './apps';
import { applyStack } from './apply';
import { outputOf } from './output';
import { tick } from './service';

/** Writes, each a bit. */
export type Writes = bigint;

/** One generation that stands somewhere. */
export interface Instance {
  readonly component: string;
  readonly site: string;
  /** What it follows: it takes no writes of users then. */
  of?: string;
  /** What it followed until the fence of that ended it: it takes writes, and nobody is to make any. */
  parted?: string;
  data: Writes;
  /** What its source held before it followed, and nobody sent yet. */
  unsent: Writes;
  /** Whether it was ever what users wrote to, or was promoted. */
  held: boolean;
  /** The fence of its service, by an apply. */
  fenced: boolean;
  /** Closed by a command, until another one opens it. */
  shut?: boolean;
}

/** What stands beside the state of a stack, and what Terraform has in it. */
export interface Standing {
  marker?: { id: string; open: boolean; holds: string[] };
  state: string[];
}

/** What a site answers, as it was applied. */
export interface Entrance {
  serving: boolean;
  /** Takes no user, and its consumers still write. */
  closed: boolean;
  again: boolean;
  /** The generation that is served, by component. */
  current: Record<string, string>;
  copiesTo?: string;
  /** Open behind the product's back: its region came back as it was before its fence. */
  sneaked: boolean;
  /** Whether it was open before it was closed or fenced. */
  before: boolean;
}

/** What is physically there of one workload. */
export interface WorkWorld {
  instances: Record<string, Instance>;
  /** Copies, by `component@site of the vault`, then by what they were made of. */
  vaults: Record<string, Record<string, Writes>>;
  links: { address: string; component: string; from: string; to: string; bothWays: boolean }[];
  entrances: Record<string, Entrance>;
  traffic?: { base: string; other: string };
  /** Sites where what works on the data was started, where a command starts it. */
  started: Record<string, boolean>;
  /** The site that took the role last, in the world. */
  holder: string;
  /** Writes that users were told are kept; those that a move showed as lost; those made while nothing could be copied. */
  acked: Record<string, Writes>;
  accepted: Record<string, Writes>;
  gap: Record<string, Writes>;
}

/** Everything. */
export interface World {
  regions: Record<string, 'up' | 'down' | 'destroyed'>;
  works: Record<string, WorkWorld>;
  stacks: Record<string, Standing>;
  claims: Record<string, string>;
  /** Two branches of the situation file; the second one is read only while they are apart. */
  files: [Situation, Situation];
  apart: boolean;
  /** Whether they ever were. */
  wasApart: boolean;
  /** Everything that was ever synthesized, the oldest first. */
  outputs: Situation[];
  /** What each person's runner wrote, by the name of the file. */
  journals: Record<string, Entry[]>;
  writes: number;
  mistakes: number;
  destroyed: number;
  /** Users at a side that came back unfenced while the one that has the role is out: nothing can be done about that. */
  stray: number;
}

/** A copy that can be changed; situations are never changed, and are shared. */
export function copyOf(world: World): World {
  return {
    ...world,
    regions: { ...world.regions },
    works: structuredClone(world.works),
    stacks: structuredClone(world.stacks),
    claims: { ...world.claims },
    files: [...world.files],
    outputs: [...world.outputs],
    journals: Object.fromEntries(Object.entries(world.journals).map(([name, entries]) => [name, [...entries]])),
  };
}

const emptyWork = ({ sides, own }: Work): WorkWorld => {
  const zero = (): Record<string, Writes> => Object.fromEntries(own.protections.map((p) => [p.declaration.id, 0n]));
  return {
    instances: {},
    vaults: {},
    links: [],
    entrances: {},
    started: { [sides.sites[0]]: true },
    holder: sides.sites[0],
    acked: zero(),
    accepted: zero(),
    gap: zero(),
  };
};

/** A world in which everything was applied once in the order of peace, and is recorded as standing. */
export function established(app: WalkApp): World {
  const said = { by: 'Ada', at: '2026-01-01T00:00:00.000Z' };
  const world: World = {
    regions: Object.fromEntries(app.sites.map((site) => [site, 'up' as const])),
    works: Object.fromEntries(app.works.map((work) => [work.id, emptyWork(work)])),
    stacks: {},
    claims: {},
    files: [NORMAL, NORMAL],
    apart: false,
    wasApart: false,
    outputs: [NORMAL],
    journals: {},
    writes: 0,
    mistakes: 0,
    destroyed: 0,
    stray: 0,
  };
  for (const work of app.works) {
    for (const stack of outputOf(app, NORMAL).stacksOf(work).values()) {
      const why = applyStack(world, work, stack, { number: 0, open: undefined });
      if (why.failed) throw new Error(`${app.name}: ${stack.id}: ${why.failed}`);
    }
    const components = work.sides.components.map(({ id }) => id).sort();
    world.files[0] = record(world.files[0], { record: 'standing', workload: work.id, components }, app.all, said);
  }
  world.files[1] = world.files[0];
  world.outputs.push(world.files[0]);
  tick(app, world);
  tick(app, world);
  return world;
}
