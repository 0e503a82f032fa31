import type { Finding, WorkloadPlan } from '../plan';
import type { PlanInput } from '../input';

/** A rule: pure, over the plan and what it was made from. One a file, its id stable for ever. */
export type Rule = (input: PlanInput, plan: WorkloadPlan) => readonly Finding[];
