import { check, declared } from '../words/checked';
import { ContinuityError } from '../words/errors';
import { instance, oneOf } from '../words/shapes';
import { Duration } from './duration';

/** From which moment the recovery time is counted. */
export type Clock = 'incident' | 'detection' | 'call';

/** What {@link Objectives.of} takes. */
export interface ObjectivesProps {
  /** Recovery time objective: time until users are served again, counted from `clock`. Source: S1.2, S1.3. */
  readonly rto: Duration;
  /** Recovery point objective: how much of the latest data may be lost. Source: S1.2. */
  readonly rpo: Duration;
  /** Longest interruption the business survives (DMIA). RTO plus `resumption` must stay below it. Source: S1.2. */
  readonly mtpd: Duration;
  /** The business's own work after service is back: catching up, re-entering what was lost. @default none */
  readonly resumption?: Duration;
  /** When the clock of the RTO starts. @default 'incident' */
  readonly clock?: Clock;
  /** Time until somebody knows. Counted with the clock `incident`. @default 5 minutes (the library's own assumption: measure it in a drill) */
  readonly detection?: Duration;
  /** Time for escalation, analysis and the decision. Counted unless the clock is `call`. @default 15 minutes (the library's own assumption: measure it in a drill) */
  readonly decision?: Duration;
}

const LENGTH = 'a length of time: Duration.hours(1)';
const length = instance(Duration, LENGTH);
const TAKES = declared<ObjectivesProps>(
  {
    rto: length,
    rpo: length,
    mtpd: length,
    resumption: length.optional(),
    clock: oneOf(['incident', 'detection', 'call']).optional(),
    detection: length.optional(),
    decision: length.optional(),
  },
  {
    rto: 'Duration.hours(1)',
    rpo: 'Duration.minutes(15)',
    mtpd: 'Duration.hours(8)',
    resumption: 'Duration.hours(2)',
    clock: "'incident'",
    detection: 'Duration.minutes(5)',
    decision: 'Duration.minutes(15)',
  },
);

/** What the business asks of one workload. */
export class Objectives {
  /**
   * Declares the objectives of a workload.
   * Throws `DR-OBJ-02` where they are given what they cannot take, `DR-OBJ-01` where RTO plus resumption is not below the MTPD.
   */
  static of(props: ObjectivesProps): Objectives {
    check(props, TAKES, { subject: 'Objectives.of', id: 'DR-OBJ-02' });
    return new Objectives(props);
  }

  /** Recovery time objective. */
  readonly rto: Duration;
  /** Recovery point objective. */
  readonly rpo: Duration;
  /** Longest interruption the business survives. */
  readonly mtpd: Duration;
  /** The business's own work after service is back. */
  readonly resumption: Duration;
  /** When the clock of the RTO starts. */
  readonly clock: Clock;
  /** Time until somebody knows. */
  readonly detection: Duration;
  /** Time until the decision is made. */
  readonly decision: Duration;

  private constructor(props: ObjectivesProps) {
    this.rto = props.rto;
    this.rpo = props.rpo;
    this.mtpd = props.mtpd;
    this.resumption = props.resumption ?? Duration.ZERO;
    this.clock = props.clock ?? 'incident';
    this.detection = props.detection ?? Duration.minutes(5);
    this.decision = props.decision ?? Duration.minutes(15);
    this.refuseLateRecovery();
  }

  private refuseLateRecovery(): void {
    const back = this.rto.plus(this.resumption);
    if (this.mtpd.isLongerThan(back)) return;
    throw new ContinuityError({
      id: 'DR-OBJ-01',
      what: 'RTO plus resumption does not stay below the MTPD',
      value: `RTO ${this.rto} + resumption ${this.resumption} = ${back}, MTPD ${this.mtpd}`,
      allowed: `RTO + resumption shorter than ${this.mtpd}`,
      fix: `a shorter RTO or resumption, or an MTPD longer than ${back} if the business really survives that`,
    });
  }
}
