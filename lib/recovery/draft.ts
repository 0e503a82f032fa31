import { inWords } from '../objectives/duration';
import { stepsKey, type Placement, type WorkloadPlan } from '../plan/plan';
import type { SiteProgress } from '../plan/progress';
import type { RecoverySteps, Seed } from '../port/phases';
import type { Action, Wave } from '../words/actions';
import { works } from '../words/posture';
import type { Check } from '../words/steps';
import { apply, APPLY_LIMIT, record } from './tasks';
import { suffixed } from '../words/suffixed';

/** A stack that is synthesized, as procedures act on it. */
export interface Entry {
  /** Its id. */
  readonly id: string;
  /** Address of its marker, where it is a site's: written before anything of it crosses. */
  readonly marker?: string;
  /** Addresses that are applied before the rest, and given time to report. */
  readonly first?: readonly string[];
  /** Command lines, where it is a site's: one claims the crossing there for the open or the next move, one prints whose claim stands. */
  readonly claim?: { readonly take: readonly string[]; readonly ask: readonly string[] };
}

/** What the architect's own checks add at a site: where cells ask, too, and once users are let in. */
export type OwnSteps = Pick<RecoverySteps, 'check' | 'verify' | 'standing'> & { readonly arrived?: readonly Check[] };

/** What procedures are made from: plain data. */
export interface ProcedureInput {
  /** The plan. */
  readonly plan: WorkloadPlan;
  /** Its stacks that are synthesized: base and site stacks by site key, `links`, `traffic`. */
  readonly stacks: Readonly<Record<string, Entry>>;
  /** What may be declared to go on, the likeliest first. */
  readonly advice: readonly (readonly string[])[];
  /** What the architect's own checks add at a site. @default nothing */
  readonly own?: Readonly<Record<string, OwnSteps>>;
}

/** A procedure before it is known whether it is due. */
export interface Draft {
  readonly title: string;
  readonly declaration: readonly string[][];
  readonly needs: readonly string[];
  readonly decides: string;
  readonly waves: readonly Wave[];
}

/** What became of a site. */
export const siteOf = ({ plan: { progress } }: ProcedureInput, site: string): SiteProgress | undefined => progress.sites[site];

/** Whether its region does not answer, as far as is declared. */
export const isOut = (input: ProcedureInput, site: string): boolean => ['lost', 'gone'].includes(siteOf(input, site)?.status ?? '');

/** Where it is called; a site that is not of the plan is named by its key. */
export const regionOf = ({ plan }: ProcedureInput, site: string): string => plan.sites[site]?.region ?? site;

/** The other one of two sites. */
export const otherOf = ({ plan: { active, standby } }: ProcedureInput, site: string): string => (site === active ? standby : active);

/** Number of the move that is open, or of the next one. */
export const numberOf = ({ plan: { progress } }: ProcedureInput): number => (progress.open ? progress.number : progress.number + 1);

/** Actions that belong together; what does not apply here is left out. */
export const wave = (name: string, purpose: string, actions: readonly (Action | undefined)[]): Wave => ({
  name,
  purpose,
  actions: actions.filter((a) => a !== undefined),
});
/** The apply of a stack, where it is synthesized. */
export const applyOf = (
  { stacks, plan }: ProcedureInput,
  key: string,
  title: string,
  more?: Parameters<typeof apply>[2],
): Action | undefined =>
  stacks[key] &&
  apply(stacks[key].id, title, {
    ...(works(plan.sites[key]?.role) ? { opens: plan.progress.number } : {}),
    ...limitOf(plan, key),
    ...more,
  });

/** Seconds by which an apply is longer than the longest thing in it: what waits for that ends first, and says so. */
const BESIDE = 1800;

/** An apply that makes, or changes, what takes longer than applies do: at a site, or where a member is made that it gives birth to. */
function limitOf({ protections, sites }: ProcedureInput['plan'], key: string): { readonly timeout?: number } {
  const isOf = ({ born }: { readonly born?: string }): boolean => (key === 'links' ? born === 'links' : sites[key] !== undefined);
  const longest = Math.max(0, ...protections.filter(isOf).map((one) => one.longest ?? 0));
  return longest + BESIDE > APPLY_LIMIT ? { timeout: longest + BESIDE } : {};
}

/** Closes a site, and writes it down where everything of it went well. `bestEffort`: it is tried, and nothing waits for it. */
export function closing(input: ProcedureInput, site: string, bestEffort = false): (Action | undefined)[] {
  const limits = bestEffort ? { bestEffort } : {};
  const closes = `Fence ${site}: compute 0, entrance closed, writes refused, data kept`;
  const closed = applyOf(input, site, closes, bestEffort ? { bestEffort, timeout: 600 } : {});
  // An apply that is refused says that this output is not to be done there: nor are its commands, but what makes way for it.
  const only = closed ? { after: [closed.id] } : {};
  const fences = partsAt(input, site, 'fence', all).flatMap((some = []) => some);
  const told = (steps: readonly Action[]): Action[] =>
    suffixed([...steps], suffixOf(input, site)).map((step) => ({ ...step, ...(bestEffort ? { bestEffort, timeout: 60 } : {}) }));
  const steps = [
    ...told(fences.flatMap(({ step, ahead }) => (ahead && closed ? [step] : []))),
    closed,
    ...told([...fences.flatMap(({ step, ahead }) => (ahead ? [] : [{ ...step, ...only }])), ...stepsAt(input, site, 'fenced', all)]),
  ].filter((step) => step !== undefined);
  if (steps.length === 0) return [];
  const after = steps.map((step) => step.id);
  return [
    ...steps,
    record('fenced', `Write down that ${site} is fenced`, { id: `record-fenced${suffixOf(input, site)}`, site, after, ...limits }),
  ];
}

type Which = (placement: Placement) => boolean;
const counts: Which = ({ current }) => current;
const all: Which = () => true;

/** What the cells say at a site, for the generations that count there, or for others. */
const partsAt = <K extends keyof RecoverySteps>(input: ProcedureInput, site: string, part: K, which: Which): RecoverySteps[K][] =>
  input.plan.placements
    .filter((placement) => placement.here.site === site && !placement.retired && which(placement))
    .map((placement) => input.plan.steps[stepsKey(placement)]?.[part]);

/** Phases whose steps stand in a list. */
type Listed = Exclude<keyof RecoverySteps, 'age' | 'fence' | 'seed'>;

/** What the cells add at a site. */
export const cellStepsAt = (input: ProcedureInput, site: string, part: Listed, which = counts): Action[] =>
  partsAt(input, site, part, which).flatMap((steps): readonly Action[] => steps ?? []);

/** What the cells, and then the architect's own checks, add at a site. */
export const stepsAt = (input: ProcedureInput, site: string, part: Listed, which = counts): Action[] => {
  const own: RecoverySteps = input.own?.[site] ?? {};
  return [...cellStepsAt(input, site, part, which), ...((own[part] ?? []) as readonly Action[])];
};

/** What a site needs before something is applied, or after everything is; of what is recorded as standing, what may be another one by now. */
export function seedsAt(input: ProcedureInput, site: string, before?: Seed['before']): Action[] {
  const stands: Which = ({ component }) => siteOf(input, site)?.components[component]?.standing === true;
  return [false, true].flatMap((standing) =>
    partsAt(input, site, 'seed', (one) => one.current && stands(one) === standing)
      .flatMap((seeds = []) => seeds)
      .filter((seed) => seed.before === before && (!standing || seed.again === true))
      .map(({ step }) => step),
  );
}

/** The base stacks of some sites, and behind them what they grant, until it is seen: a site is applied with it. */
export const basesOf = (input: ProcedureInput, sites: readonly string[]): (Action | undefined)[] => {
  const based = sites.filter((site) => input.stacks[`${site}/base`] !== undefined);
  return [
    ...based.map((site) => applyOf(input, `${site}/base`, `Roles of ${site}`)),
    ...based.flatMap((site) => input.plan.settles[site] ?? []),
  ];
};

/**
 * What a fence closed by command is opened again where the site takes the role, serves or stands by, after it had lost it or was not
 * trusted: under the name of its site, since a procedure may open both.
 */
export function lifted(input: ProcedureInput, site: string): Action[] {
  if (!siteOf(input, site)?.fenced) return [];
  const undone = partsAt(input, site, 'fence', counts).flatMap((fences = []): Action[] => fences.flatMap(({ undo }) => undo ?? []));
  return suffixed(undone, suffixOf(input, site));
}

/** The end of the ids of steps that a procedure may do at both sites. */
export const suffixOf = (input: ProcedureInput, site: string): string => `-${regionOf(input, site)}`;

/**
 * What a move is written down for: its list, and until it is begun every component of the code, too. One that the list lacks stops
 * the run there, and the move is declared again; once it is begun, what came later is taken in after it.
 */
export function movedIn({ plan }: ProcedureInput): string[] {
  const { open } = plan.progress;
  const code = plan.protections.map((p) => p.declaration.id);
  return [...new Set([...Object.keys(open?.components ?? {}), ...(open?.started ? [] : code)])].sort();
}

/** Seconds that recovery takes once it is decided. */
export function fromDecision({ budget }: ProcedureInput['plan']): number {
  const decided = budget.parts.filter((part) => part.name !== 'detection' && part.name !== 'decision');
  return decided.reduce((sum, part) => sum + part.figure.seconds, 0);
}

/** Who decides to move, and by when. */
export function decidesOf({ plan }: ProcedureInput): string {
  const { mtpd, resumption } = plan.objectives;
  const late = mtpd.toSeconds() - resumption.toSeconds() - fromDecision(plan);
  return `the continuity manager, at the latest ${late > 0 ? `${inWords(late)} after the interruption` : 'at once'} (MTPD ${mtpd} less resumption and recovery)`;
}
