import { ContinuityError } from '../words/errors';

/** How large an instance is; each cloud finds the smallest type of its own that is at least as large. */
export class Size {
  /** A size of that many virtual CPUs and GiB of memory. Throws `DR-SIZE-02` where one of them is no number above 0. */
  static of(props: { readonly vcpus: number; readonly memoryGiB: number }): Size {
    for (const [name, value] of Object.entries(props)) {
      if (Number.isFinite(value) && value > 0) continue;
      throw new ContinuityError({
        id: 'DR-SIZE-02',
        what: `A size has no ${name}`,
        value,
        allowed: 'a number above 0',
        fix: 'Size.of({ vcpus: 2, memoryGiB: 8 })',
      });
    }
    return new Size(props.vcpus, props.memoryGiB);
  }

  private constructor(
    /** Virtual CPUs. */
    readonly vcpus: number,
    /** Memory, GiB. */
    readonly memoryGiB: number,
  ) {}
}
