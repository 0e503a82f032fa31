import { check, declared } from '../words/checked';
import { between } from '../words/shapes';

/** What {@link Size.of} takes. */
export interface SizeProps {
  /** Virtual CPUs. */
  readonly vcpus: number;
  /** Memory, GiB. */
  readonly memoryGiB: number;
}

const TAKES = declared<SizeProps>(
  {
    vcpus: between('a number above 0', Number.MIN_VALUE, 1e6),
    memoryGiB: between('a number above 0, in GiB', Number.MIN_VALUE, 1e6),
  },
  { vcpus: '2', memoryGiB: '8' },
);

/** How large an instance is; each cloud finds the smallest type of its own that is at least as large. */
export class Size {
  /** A size of that many virtual CPUs and GiB of memory. Throws `DR-SIZE-02` where one of them is no number above 0. */
  static of(props: SizeProps): Size {
    check(props, TAKES, { subject: 'A size', id: 'DR-SIZE-02' });
    return new Size(props.vcpus, props.memoryGiB);
  }

  private constructor(
    /** Virtual CPUs. */
    readonly vcpus: number,
    /** Memory, GiB. */
    readonly memoryGiB: number,
  ) {}
}
