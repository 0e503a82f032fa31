import type { Flip } from './posture';

/** What a promotion makes, deletes, renames or swaps behind Terraform, by resource type, and what becomes of it there. */
export interface Effect {
  /** The resource type; for what no type stands for, the vendor's word. */
  readonly type: string;
  /** What the promotion does to it. */
  readonly does: 'makes' | 'deletes' | 'renames' | 'swaps';
  /**
   * `import`: the site takes it in; `ignored`: its arguments are in `ignore_changes`; `leaves`: gone at the next refresh, or by a `removed`
   * block; `not ours`: Terraform never knows it, and the manifest says how it is found.
   */
  readonly terraform: 'import' | 'ignored' | 'leaves' | 'not ours';
  /** How it is found; of what is ignored, the arguments, with a comma between two. */
  readonly how: string;
  /** Where it says so; UNVERIFIED where nobody saw it. */
  readonly source: string;
  /** The change of roles that does it. @default each but a symmetric one, which does nothing that is not said of it */
  readonly on?: Flip;
}
