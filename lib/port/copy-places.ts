import type { TerraformStack } from 'cdktf';
import type { WorkloadFacts } from '../plan/plan';
import type { CopyPlacePlan, WayBack } from '../words/copies';
import type { DoctorItem } from '../words/doctor';
import type { CloudPlace } from './cloud-place';
import type { NameRule } from './facts';

/** Where what keeps copies in a place that is no site is rendered. */
export interface CopyPlaceContext<GN extends string = string> {
  /** Its own stack: provider, state and every read are in the place. */
  readonly stack: TerraformStack;
  /** The place, as its cloud declares it. */
  readonly place: CloudPlace;
  /** The place's part of the plan. */
  readonly plan: CopyPlacePlan<GN>;
  /** What is the same in all stacks of the workload. */
  readonly workload: WorkloadFacts;
}

/** What a cloud brings for copies in a place that is no site. */
export interface CopyPlaces {
  /** Names of what is made there. */
  readonly names: Readonly<Record<string, NameRule>>;
  /** What keeps copies there: locked, of a key of its own, taking copies from the accounts of the sites alone. */
  render(context: CopyPlaceContext): void;
  /** What lets an account that `NEW_ACCOUNT` names take copies from there in, at a site of its own: by hand, where the sites' accounts are lost. */
  opens?(from: CopyPlacePlan): WayBack;
  /** What is asked of it ahead of the day, with the credentials of the place. */
  doctor?(place: CloudPlace, plan: CopyPlacePlan): readonly DoctorItem[];
}
