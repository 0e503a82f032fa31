import { ContinuityError } from '../errors';
import type { Form } from '../plan/posture';
import { situationSchema, type Move, type Situation, type WorkloadSituation } from './schema';

/** Nothing was ever declared: every region is normal. */
export const NORMAL: Situation = { version: 1, sequence: 0, status: {}, workloads: {} };

/** The sites of one workload, as the situation knows them. */
export interface Sides {
  /** The workload's id. */
  readonly workload: string;
  /** Keys of its sites, the one that serves first of all in the beginning. */
  readonly sites: readonly [string, string];
}

/** How a workload treats one of its sites. `withheld`: lost, nothing is synthesized there. */
export type Role = Form | 'withheld';

/** Reads a situation from text. Throws `DR-SIT-01` where it is not JSON or does not fit the schema. */
export function parseSituation(text: string, path: string): Situation {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ContinuityError({
      id: 'DR-SIT-01',
      what: `${path} is not whole JSON`,
      value: (error as Error).message,
      allowed: 'a situation as `continuity declare` writes it',
      fix: `git checkout ${path}, then declare again`,
    });
  }
  const parsed = situationSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ContinuityError({
    id: 'DR-SIT-01',
    what: `${path} does not fit the schema of a situation`,
    value: `${issue?.path.join('.') || 'file'}: ${issue?.message ?? 'unknown fault'}`,
    allowed: 'schemas/situation.schema.json',
    fix: 'write it with `continuity declare`, not by hand',
  });
}

/** Whether every promotion that was begun was verified, and at least one was. */
export function isCompleted(move: Move): boolean {
  const done = new Set(move.completed ?? []);
  return done.size > 0 && (move.started ?? []).every((name) => done.has(name));
}

/** What one workload's situation means: who serves, who stands by, which generation of a component a site is at. */
export class View {
  /** The moves that count: aborted ones moved nothing. */
  readonly moves: readonly Move[];
  /** The site that serves, or should. */
  readonly active: string;
  /** The other one. */
  readonly standby: string;
  private readonly own: WorkloadSituation | undefined;

  constructor(
    readonly situation: Situation,
    readonly sides: Sides,
  ) {
    this.own = situation.workloads[sides.workload];
    this.moves = this.own?.history.filter((move) => !move.aborted) ?? [];
    this.active = this.moves.at(-1)?.active[0] ?? sides.sites[0];
    this.standby = this.peerOf(this.active);
  }

  /** The other site. */
  peerOf(site: string): string {
    return site === this.sides.sites[0] ? this.sides.sites[1] : this.sides.sites[0];
  }

  /** The last move, or undefined where none was ever declared. */
  get last(): Move | undefined {
    return this.moves.at(-1);
  }

  /** The site that served first of all. */
  get first(): string {
    return this.moves[0]?.active[0] ?? this.sides.sites[0];
  }

  /** How the workload treats this site now. */
  role(site: string): Role {
    const status = this.situation.status[site]?.is;
    if (status === 'lost' || status === 'gone') return 'withheld';
    if (status === 'avoid' || this.isLeaving(site)) return 'fenced';
    if (site !== this.active) return 'standby';
    return this.fencedAt(site) ? 'fenced' : 'serving';
  }

  /** Whether the role is being taken from this site, and the move is not completed: it is not a standby yet. */
  isLeaving(site: string, component?: string): boolean {
    const { last } = this;
    if (!last || last.kind === 'initial' || site === this.active) return false;
    return component ? !last.completed?.includes(component) : !isCompleted(last);
  }

  /** When this site was fenced for the workload since it last became active, or undefined. */
  fencedAt(site: string): string | undefined {
    const at = this.own?.fenced[site];
    if (!at) return undefined;
    const activated = this.moves.filter((move) => move.active[0] === site).at(-1)?.since;
    return !activated || Date.parse(at) >= Date.parse(activated) ? at : undefined;
  }

  /** Whether the moves away from the standby are over: it stands by, or stood by before its region left again. */
  get isProtected(): boolean {
    return !this.last || this.last.kind === 'initial' || this.last.protected !== undefined;
  }

  /** The site that traffic and links rest on: the one that served when the workload was last protected. */
  get base(): string {
    const settled = this.moves.filter((move) => move.kind === 'initial' || move.protected !== undefined).at(-1);
    return settled?.active[0] ?? this.first;
  }

  /** The number of the last move, aborted ones counted: 0 before the first. An apply that opens a site names it. */
  get number(): number {
    return (this.own?.history.length ?? 1) - 1;
  }

  /** Whether the site took the role in the second or a later move since traffic was last based, and nothing stands by yet. */
  again(site: string): boolean {
    const settled = this.moves.filter((move) => move.kind === 'initial' || move.protected !== undefined).at(-1);
    const since = this.moves.length - 1 - (settled ? this.moves.indexOf(settled) : -1);
    return site === this.active && since >= 2 && this.role(this.standby) !== 'standby';
  }

  /** The moves in which this site lost the active role with the component completed elsewhere. */
  losses(site: string, component: string): Move[] {
    return this.moves.filter((move, i) => i > 0 && this.moves[i - 1]?.active[0] === site && move.completed?.includes(component));
  }

  /** Generations that may leave Terraform: `Component@site#generation`. */
  get retired(): readonly string[] {
    return this.own?.retired ?? [];
  }

  /** The recovery point chosen for a component, or undefined for the latest. */
  recoveryPoint(component: string): string | undefined {
    return this.own?.from[component];
  }

  /** The sequence of the last declaration that changed a stack of this workload. */
  marker(stack: string): number {
    return this.own?.markers[stack] ?? 0;
  }

  /** Since when the workload has no standby, or undefined while it is protected. */
  get unprotectedSince(): string | undefined {
    if (!this.isProtected && this.last) return this.last.since;
    return this.situation.status[this.standby]?.since;
  }

  /**
   * What each stack's content depends on, as one string a stack. A declaration moves the markers of the stacks whose
   * string it changes, and of no other (design §8, law 11).
   */
  facets(): Record<string, string> {
    const settled = this.moves.filter((move) => move.protected);
    const out: Record<string, string> = {
      // Names of what is linked bear generations, and those follow what is completed.
      links: JSON.stringify([this.base, settled.map((move) => move.completed ?? [])]),
      traffic: JSON.stringify([this.base, settled.length]),
    };
    for (const site of this.sides.sites) {
      const lost = this.moves
        .filter((_, i) => i > 0 && this.moves[i - 1]?.active[0] === site)
        .map((move) => [...(move.completed ?? [])].sort());
      const peerWithheld = this.role(this.peerOf(site)) === 'withheld';
      out[site] = JSON.stringify([
        this.role(site),
        site === this.active,
        lost,
        this.isProtected,
        peerWithheld,
        this.isLeaving(site),
        this.last?.completed ?? [],
        this.again(site),
        this.role(site) === 'serving' ? this.number : undefined,
        this.retired.filter((r) => r.includes(`@${site}#`)),
      ]);
    }
    return out;
  }
}
