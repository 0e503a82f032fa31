import type { Finding, WorkloadPlan } from '../plan';
import type { PlanInput } from '../planner';

/** A rule: pure, over the plan and what it was made from. One a file, its id stable for ever. */
export type Rule = (input: PlanInput, plan: WorkloadPlan) => readonly Finding[];

/** A finding that somebody accepts. */
export interface Acknowledgement {
  /** Id of the rule. */
  readonly id: string;
  /** What it is about. @default every subject of that rule */
  readonly subject?: string;
  /** Why it is accepted. */
  readonly reason: string;
  /** Who accepts it. */
  readonly by?: string;
}
