/** How large an instance is; each cloud finds the smallest type of its own that is at least as large. */
export class Size {
  /** A size of that many virtual CPUs and GiB of memory. */
  static of(props: { readonly vcpus: number; readonly memoryGiB: number }): Size {
    return new Size(props.vcpus, props.memoryGiB);
  }

  private constructor(
    /** Virtual CPUs. */
    readonly vcpus: number,
    /** Memory, GiB. */
    readonly memoryGiB: number,
  ) {}
}
