import type { KnownTypes } from '../port/known-types';
import type { TrafficCell } from '../port/cloud';
import type { StatusPage } from '../port/status-page';
import type { OwnChecks } from '../own/checks';
import type { Analysis } from '../plan/analysis';
import type { WorkloadPlan } from '../plan/plan';
import type { Progress } from '../plan/progress';
import type { Places } from '../written/reach';
import type { Claim } from '../port/marker';
import type { Site } from '../port/site';
import type { Entry } from '../recovery/draft';
import type { Sides } from '../situation/facts';
import type { Contacts } from '../words/contacts';
import type { Turn } from '../words/in-order';
import type { DoctorItem, DoctorPlace, Program } from '../words/doctor';
import type { StackPlan } from '../words/stack';

/** A stack as the reports see it. */
export interface StackReport extends Omit<StackPlan, 'stateAt' | 'marker'> {
  /** Nothing to synthesize. */
  readonly empty: boolean;
  /** Digest of what was last declared or recorded about it: an apply of an output that does not follow the marker that stands is refused. */
  readonly marker: string;
  /** Place of that in the log, for people. */
  readonly sequence: number;
  /** Where its state is kept. */
  readonly state: { readonly region: string; readonly key: string; readonly environment?: Readonly<Record<string, string>> };
  /** How procedures act on it. */
  readonly entry: Entry;
}

/** What was planned of a stack, with what was rendered of it. */
export function stackReport(
  { marker, stateAt, ...plan }: StackPlan,
  { environment = {}, ...rendered }: Pick<StackReport, 'empty' | 'entry'> & { readonly environment?: Readonly<Record<string, string>> },
): StackReport {
  const said = Object.keys(environment).length > 0 ? { environment } : {};
  const state = { region: stateAt, key: `continuity/${plan.id}.tfstate`, ...said };
  return { ...plan, ...rendered, marker: marker.id, sequence: marker.sequence, state };
}

/** How procedures act on a stack: `rendered` is the address of its marker, and what of it is applied ahead of the rest. */
export function entryOf(
  { id, kind, marker }: StackPlan,
  { claim: move, released, claims: own }: Progress,
  site: Site | undefined,
  rendered: Pick<Entry, 'marker' | 'first'>,
): Entry {
  if (kind === 'traffic') return { id, ...(rendered.first ? { first: rendered.first } : {}) };
  if (kind !== 'site' || !site) return { id };
  const line = (claim: Omit<Claim, 'follows'>): readonly string[] =>
    site.cloud.claim(id, site.state, site, { ...claim, follows: marker.follows });
  const address = rendered.marker === undefined ? {} : { marker: rendered.marker };
  return { id, ...address, claim: { take: line({ move, released, own }), ask: line({ released, own }) } };
}

/** What is asked ahead of the day, place by place. */
export interface DoctorReport {
  /** Programs that the clouds' command lines call. */
  readonly programs: readonly Program[];
  /** The sites, the witness, and the switch of traffic. */
  readonly places: readonly (Pick<DoctorPlace, 'key' | 'is'> & { readonly items: readonly DoctorItem[] })[];
}

/** All that the reports of one workload are made from. */
export interface ReportInput {
  /** Id, with its environment. */
  readonly id: string;
  /** The plan. */
  readonly plan: WorkloadPlan;
  /** When its turn is, among the workloads of the app. @default it waits for none, and is as urgent as others */
  readonly turn?: Turn;
  /** What runs already, as it was adopted. Absent: nothing does. */
  readonly analysis?: Analysis;
  /** Its stacks. */
  readonly stacks: readonly StackReport[];
  /** What is known of its clouds' resource types, by cloud. */
  readonly types: Readonly<Record<string, KnownTypes>>;
  /** The places of its cloud, and what ids of its sites say. */
  readonly places: Places;
  /** Its switch of traffic. */
  readonly traffic?: TrafficCell['facts'];
  /** What nobody has shown of its clouds. */
  readonly unproven: readonly string[];
  /** Country of each site. */
  readonly countries: Readonly<Record<string, string>>;
  /** From where steps at a site may be run, and with which roles, by site key, as the site says. @default from anywhere */
  readonly runBy?: Readonly<Record<string, string>>;
  /** Where the provider speaks of each site's region, where that is known. @default unknown */
  readonly statusPages?: Readonly<Record<string, StatusPage>>;
  /** Who is called, and who answers for it. @default nobody is named */
  readonly contacts?: Contacts;
  /** Where identities, pipeline, repository and registry live. */
  readonly runsFrom: Readonly<Record<string, string>>;
  /** What may be declared to go on, the likeliest first. */
  readonly advice: readonly (readonly string[])[];
  /** Sites of its topology: the pair in the beginning, and what may take a place. */
  readonly declared: Pick<Sides, 'sites' | 'successors'>;
  /** What is asked ahead of the day. */
  readonly doctor: DoctorReport;
  /** What the architect's own checks add to the procedures, by site. */
  readonly own: Readonly<Record<string, OwnChecks>>;
}
