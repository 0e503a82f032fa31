import type { WorkloadManifest } from '../../reports/manifest';
import type { Answer, Verdict } from './verdict';

/** A place, as it was seen. */
export interface SeenPlace {
  readonly key: string;
  readonly is: 'machine' | 'site' | 'successor' | 'copies' | 'witness' | 'traffic';
  readonly answers: readonly Answer[];
}

/** A workload, as it was seen. */
export interface Seen {
  readonly workload: WorkloadManifest;
  readonly places: readonly SeenPlace[];
}

/** How many answers there are of each sort. */
export type Counts = Readonly<Record<Verdict, number>>;
