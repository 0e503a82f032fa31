import { check, declared } from '../words/checked';
import { whole } from '../words/shapes';

/** What {@link Throughput.onDemand} and {@link Throughput.provisioned} take. */
export interface ThroughputProps {
  /** Items of up to 1 KiB that are read in a second. */
  readonly reads: number;
  /** Items of up to 1 KiB that are written in a second. */
  readonly writes: number;
}

const MANY = 'items of 1 KiB a second, a whole number above 0';
const TAKES = declared<ThroughputProps>({ reads: whole(MANY, 1, 1e9), writes: whole(MANY, 1, 1e9) }, { reads: '1000', writes: '200' });

/** How much a table takes in a second, at each of its sites: what stands by takes over at once. Each cloud counts it in units of its own. */
export class Throughput {
  /** As much as is asked for at the moment, and no more than this. Throws `DR-SIZE-03` where it is given what it cannot take. */
  static onDemand(props: ThroughputProps): Throughput {
    return Throughput.of('on-demand', props);
  }

  /** As much as this at any time. Throws `DR-SIZE-03` where it is given what it cannot take. */
  static provisioned(props: ThroughputProps): Throughput {
    return Throughput.of('provisioned', props);
  }

  private static of(mode: Throughput['mode'], props: ThroughputProps): Throughput {
    check(props, TAKES, { subject: 'A throughput', id: 'DR-SIZE-03' });
    return new Throughput(mode, props.reads, props.writes);
  }

  private constructor(
    /** Whether it follows what is asked for. */
    readonly mode: 'on-demand' | 'provisioned',
    /** Items of up to 1 KiB that are read in a second. */
    readonly reads: number,
    /** Items of up to 1 KiB that are written in a second. */
    readonly writes: number,
  ) {}
}
