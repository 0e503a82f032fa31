import { inWords } from '../objectives/duration';
import { kindOf } from '../words/kinds';
import type { Placement, WorkloadPlan } from '../plan/plan';
import type { View } from '../situation/view';
import type { RecoverySteps, Seed } from '../port/phases';
import type { Claim } from '../port/marker';
import type { Action, Wave } from '../words/actions';
import { apply, record } from '../words/steps';

/** What procedures are made from. */
export interface ProcedureInput {
  /** Id of the workload, with its environment. */
  readonly id: string;
  /** The plan. */
  readonly plan: WorkloadPlan;
  /** The situation, seen from the workload. */
  readonly view: View;
  /** Ids of its stacks that are synthesized: base and site stacks by site key, `links`, `traffic`. */
  readonly stacks: Readonly<Record<string, string>>;
  /** What may be declared to go on, the likeliest first. */
  readonly advice: readonly (readonly string[])[];
  /** Addresses of the traffic stack that come first. */
  readonly trafficFirst: readonly string[];
  /** Address of the marker of a site's stack, which is written before anything of it crosses. */
  marker(site: string): string | undefined;
  /** The command line that claims the crossing at a site for a move; without one it prints whose claim stands. */
  claim(site: string, claim: Omit<Claim, 'follows'>): readonly string[] | undefined;
  /** What the cell of a placement adds. */
  recovery(placement: Placement): RecoverySteps;
}

/** A procedure before it is known whether it is due. */
export interface Draft {
  readonly title: string;
  readonly declaration: readonly string[][];
  readonly needs: readonly string[];
  readonly decides: string;
  readonly waves: readonly Wave[];
}

/** The site that takes the role in the move that is open, would take it in the next one, or was to take it in one that is given up. */
export function sidesOf({ view }: ProcedureInput): { taker: string; giver: string } {
  const { open, aborting } = view;
  if (open) return { taker: open.to, giver: open.from };
  return aborting ? { taker: aborting.to, giver: aborting.from } : { taker: view.standby, giver: view.active };
}

/** Number of the move that is open, or of the next one. */
export const numberOf = ({ view }: ProcedureInput): number => (view.open ? view.number : view.number + 1);

/** Actions that belong together; what does not apply here is left out. */
export const wave = (name: string, purpose: string, actions: readonly (Action | undefined)[]): Wave => ({
  name,
  purpose,
  actions: actions.filter((a) => a !== undefined),
});
/** The apply of a stack, where it is synthesized. */
export const applyOf = (
  { stacks, plan, view }: ProcedureInput,
  key: string,
  title: string,
  more?: Parameters<typeof apply>[2],
): Action | undefined =>
  stacks[key] ? apply(stacks[key], title, { ...(plan.sites[key]?.role === 'serving' ? { opens: view.number } : {}), ...more }) : undefined;

const isClosed = ({ current, form }: Placement): boolean => !current || form === 'fenced';

/** Closes a site, and writes it down where everything of it went well. `bestEffort`: it is tried, and nothing waits for it. */
export function closing(input: ProcedureInput, site: string, bestEffort = false): (Action | undefined)[] {
  const region = input.plan.sites[site]?.region ?? site;
  const limits = bestEffort ? { bestEffort } : {};
  const steps = [
    applyOf(
      input,
      site,
      `Fence ${site}: compute 0, entrance closed, writes refused, data kept`,
      bestEffort ? { bestEffort, timeout: 600 } : {},
    ),
    ...[
      ...partsAt(input, site, 'fence', isClosed).flatMap((fences = []): Action[] => fences.map(({ step }) => step)),
      ...stepsAt(input, site, 'fenced', isClosed),
    ].map((step) => ({
      ...step,
      id: `${step.id}-${region}`,
      ...(bestEffort ? { bestEffort, timeout: 60 } : {}),
    })),
  ].filter((step) => step !== undefined);
  if (steps.length === 0) return [];
  const after = steps.map((step) => step.id);
  return [...steps, record('fenced', `Write down that ${site} is fenced`, { id: `record-fenced-${region}`, site, after, ...limits })];
}

type Which = (placement: Placement) => boolean;
const counts: Which = ({ current }) => current;

/** What the cells say at a site, for the generations that count there, or for others. */
const partsAt = <K extends keyof RecoverySteps>(input: ProcedureInput, site: string, part: K, which: Which): RecoverySteps[K][] =>
  input.plan.placements
    .filter((placement) => placement.here.site === site && !placement.retired && which(placement))
    .map((placement) => input.recovery(placement)[part]);

/** What the cells add at a site. */
export const stepsAt = (
  input: ProcedureInput,
  site: string,
  part: Exclude<keyof RecoverySteps, 'age' | 'fence' | 'seed'>,
  which = counts,
): Action[] => partsAt(input, site, part, which).flatMap((steps): readonly Action[] => steps ?? []);

/** What a site needs before something is applied, or after everything is; of what is recorded as standing, nothing any more. */
export function seedsAt(input: ProcedureInput, site: string, before?: Seed['before']): Action[] {
  const lacks: Which = ({ current, component }) => current && input.view.place(component, site)?.standing !== true;
  return partsAt(input, site, 'seed', lacks).flatMap((seeds = []) =>
    seeds.filter((seed) => seed.before === before).map(({ step }) => step),
  );
}

/** Whether anything was ever declared or recorded of a site: it may have been out, or not trusted. */
export const wasOut = ({ view }: ProcedureInput, site: string): boolean =>
  view.situation.log.some(({ what }) => 'site' in what && what.site === site);

/** What a fence closed by command is opened again where the site takes the role, or stands by, after it had lost it or was not trusted. */
export function lifted(input: ProcedureInput, site: string): Action[] {
  const { own } = input.view;
  const wasFenced = wasOut(input, site) || own.asked[site] !== undefined || own.moves.some(({ from }) => from === site);
  return wasFenced ? partsAt(input, site, 'fence', counts).flatMap((fences = []) => fences.map(({ undo }) => undo)) : [];
}

/** Components that hold data. */
export const dataOf = ({ plan }: ProcedureInput): string[] =>
  plan.protections
    .filter((p) => kindOf(p.declaration).nature === 'data')
    .map((p) => p.declaration.id)
    .sort();

/**
 * What a move is written down for: its list, and until it is begun every component of the code, too. One that the list lacks stops
 * the run there, and the move is declared again; once it is begun, what came later is taken in after it.
 */
export function movedIn({ plan, view: { open } }: ProcedureInput): string[] {
  const code = plan.protections.map((p) => p.declaration.id);
  return [...new Set([...Object.keys(open?.components ?? {}), ...(open?.started ? [] : code)])].sort();
}

/** Who decides to move, and by when. */
export function decidesOf({ plan }: ProcedureInput): string {
  const { mtpd, resumption } = plan.objectives;
  const decided = plan.budget.parts.filter((part) => part.name !== 'detection' && part.name !== 'decision');
  const late = mtpd.toSeconds() - resumption.toSeconds() - decided.reduce((sum, part) => sum + part.figure.seconds, 0);
  return `the continuity manager, at the latest ${late > 0 ? `${inWords(late)} after the interruption` : 'at once'} (MTPD ${mtpd} less resumption and recovery)`;
}
