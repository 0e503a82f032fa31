import type { KnownTypes } from '../port/known-types';
import type { TrafficCell } from '../port/cloud';
import type { Claim } from '../port/marker';
import type { RecoverySteps } from '../port/phases';
import type { Placement, WorkloadPlan } from '../plan/plan';
import type { StackPlan } from '../words/stack';
import type { View } from '../situation/view';

/** A stack as the reports see it. */
export interface StackReport extends Omit<StackPlan, 'stateAt' | 'marker'> {
  /** Nothing to synthesize. */
  readonly empty: boolean;
  /** Digest of what was last declared or recorded about it: an apply of an output that does not follow the marker that stands is refused. */
  readonly marker: string;
  /** Place of that in the log, for people. */
  readonly sequence: number;
  /** Where its state is kept. */
  readonly state: { readonly region: string; readonly key: string };
  /** Regions that must answer when it is planned or applied. */
  readonly alive: readonly string[];
}

/** What was planned of a stack, with what was rendered of it. */
export function stackReport({ marker, stateAt, ...plan }: StackPlan, rendered: Pick<StackReport, 'empty' | 'alive'>): StackReport {
  const state = { region: stateAt, key: `continuity/${plan.id}.tfstate` };
  return { ...plan, ...rendered, marker: marker.id, sequence: marker.sequence, state };
}

/** All that the reports of one workload are made from. */
export interface ReportInput {
  /** Id, with its environment. */
  readonly id: string;
  /** The plan. */
  readonly plan: WorkloadPlan;
  /** The situation, seen from the workload. */
  readonly view: View;
  /** Its stacks. */
  readonly stacks: readonly StackReport[];
  /** What is known of its clouds' resource types, by cloud. */
  readonly types: Readonly<Record<string, KnownTypes>>;
  /** Its switch of traffic. */
  readonly traffic?: TrafficCell['facts'];
  /** Country of each site. */
  readonly countries: Readonly<Record<string, string>>;
  /** Where identities, pipeline, repository and registry live. */
  readonly runsFrom: Readonly<Record<string, string>>;
  /** What may be declared to go on, the likeliest first. */
  readonly advice: readonly (readonly string[])[];
  /** Addresses of the traffic stack that are applied before the rest, and given time to report. */
  readonly trafficFirst: readonly string[];
  /** Address of the marker of a site's stack, which is written before anything of it crosses. */
  marker(site: string): string | undefined;
  /** The command line that claims the crossing at a site for a move; without one it prints whose claim stands. */
  claim(site: string, claim: Omit<Claim, 'follows'>): readonly string[] | undefined;
  /** What the cell of a placement adds to the procedures. */
  recovery(placement: Placement): RecoverySteps;
}
