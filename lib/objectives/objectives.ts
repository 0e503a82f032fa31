import { z } from 'zod';
import { check, declared, type Shape } from '../words/checked';
import { refuseAll, type ContinuityErrorProps } from '../words/errors';
import { instance, oneOf } from '../words/shapes';
import { Duration } from './duration';

/** From which moment the recovery time is counted. */
export type Clock = 'incident' | 'detection' | 'call';

/** What of objectives says when the clock of the RTO starts: lengths of time in seconds. */
interface Clocked {
  readonly clock: string;
  readonly detection: number;
  readonly decision: number;
}

/** Seconds from the incident until the clock of the RTO starts. */
export const beforeClock = ({ clock, detection, decision }: Clocked): number =>
  clock === 'incident' ? 0 : detection + (clock === 'call' ? decision : 0);

/** What may be lost: a zone of the region, the region, the data alone (corruption, deletion, ransomware), the account (compromise, deletion). */
export const SCOPES = ['zone', 'region', 'data', 'account'] as const;
/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** What the business asks where one thing is lost. */
export interface ScopeObjectives {
  /** Time until users are served again, counted from `clock`. */
  readonly rto: Duration;
  /** How much of the latest data may be lost. */
  readonly rpo: Duration;
}

/** What {@link Objectives.of} takes. */
export interface ObjectivesProps {
  /** Recovery time objective for the loss of the region: time until users are served again, counted from `clock`. Source: S1.2, S1.3. */
  readonly rto: Duration;
  /** Recovery point objective for the loss of the region: how much of the latest data may be lost. Source: S1.2. */
  readonly rpo: Duration;
  /** The same for the loss of one zone of the region. @default nothing is asked of it */
  readonly zone?: ScopeObjectives;
  /** The same where data is corrupted or deleted while all else stands: it is restored from copies. @default nothing is asked of it */
  readonly data?: ScopeObjectives;
  /** The same where the account is deleted or taken over. @default nothing is asked of it */
  readonly account?: ScopeObjectives;
  /** Longest interruption the business survives (DMIA). RTO plus `resumption` must stay below it. Source: S1.2. */
  readonly mtpd: Duration;
  /** The business's own work after service is back: catching up, re-entering what was lost. @default none */
  readonly resumption?: Duration;
  /**
   * Service level objective: percent of a month in which users are served, below 100. It is compared with what the vendors promise, and with
   * what one recovery takes; it refuses nothing. @default nothing is asked of it
   */
  readonly slo?: number;
  /** When the clock of the RTO starts. @default 'incident' */
  readonly clock?: Clock;
  /** Time until somebody knows. Counted with the clock `incident`. @default 5 minutes (the library's own assumption: measure it in a drill) */
  readonly detection?: Duration;
  /** Time for escalation, analysis and the decision. Counted unless the clock is `call`. @default 15 minutes (the library's own assumption: measure it in a drill) */
  readonly decision?: Duration;
}

const LENGTH = 'a length of time: Duration.hours(1)';
const length = instance(Duration, LENGTH);
const percentage = z.number('a percentage: 99.9').gt(0, 'a percentage above 0').lt(100, 'a percentage below 100: 99.9');
const SCOPE: Shape<ScopeObjectives> = { rto: length, rpo: length };
const scope = z.strictObject(SCOPE, 'a recovery time and a loss of data: { rto: Duration.minutes(5), rpo: Duration.ZERO }');
const TAKES = declared<ObjectivesProps>(
  {
    rto: length,
    rpo: length,
    zone: scope.optional(),
    data: scope.optional(),
    account: scope.optional(),
    mtpd: length,
    resumption: length.optional(),
    slo: percentage.optional(),
    clock: oneOf(['incident', 'detection', 'call']).optional(),
    detection: length.optional(),
    decision: length.optional(),
  },
  {
    rto: 'Duration.hours(1)',
    rpo: 'Duration.minutes(15)',
    zone: '{ rto: Duration.minutes(5), rpo: Duration.ZERO }',
    data: '{ rto: Duration.hours(4), rpo: Duration.hours(12) }',
    account: '{ rto: Duration.hours(8), rpo: Duration.hours(24) }',
    mtpd: 'Duration.hours(8)',
    resumption: 'Duration.hours(2)',
    slo: '99.9',
    clock: "'incident'",
    detection: 'Duration.minutes(5)',
    decision: 'Duration.minutes(15)',
  },
);

/** What the business asks of one workload. */
export class Objectives {
  /**
   * Declares the objectives of a workload.
   * Throws `DR-OBJ-02` where they are given what they cannot take, `DR-OBJ-01` where RTO plus resumption is not below the MTPD, whatever is lost.
   */
  static of(props: ObjectivesProps): Objectives {
    check(props, TAKES, { subject: 'Objectives.of', id: 'DR-OBJ-02' });
    return new Objectives(props);
  }

  /** Recovery time objective for the loss of the region. */
  readonly rto: Duration;
  /** Recovery point objective for the loss of the region. */
  readonly rpo: Duration;
  /** Longest interruption the business survives. */
  readonly mtpd: Duration;
  /** The business's own work after service is back. */
  readonly resumption: Duration;
  /** Percent of a month in which users are served; undefined where nothing is asked of it. */
  readonly slo: number | undefined;
  /** When the clock of the RTO starts. */
  readonly clock: Clock;
  /** Time until somebody knows. */
  readonly detection: Duration;
  /** Time until the decision is made. */
  readonly decision: Duration;

  private readonly scopes: Readonly<Record<Scope, ScopeObjectives | undefined>>;

  private constructor(props: ObjectivesProps) {
    this.rto = props.rto;
    this.rpo = props.rpo;
    this.mtpd = props.mtpd;
    this.resumption = props.resumption ?? Duration.ZERO;
    this.slo = props.slo;
    this.clock = props.clock ?? 'incident';
    this.detection = props.detection ?? Duration.minutes(5);
    this.decision = props.decision ?? Duration.minutes(15);
    const { rto, rpo, zone, data, account } = props;
    this.scopes = { region: { rto, rpo }, zone, data, account };
    refuseAll(SCOPES.flatMap((lost) => this.lateRecovery(lost)));
  }

  /** What is asked where that is lost; undefined where nothing is. */
  asked(lost: Scope): ScopeObjectives | undefined {
    return this.scopes[lost];
  }

  private lateRecovery(lost: Scope): ContinuityErrorProps[] {
    const rto = this.asked(lost)?.rto;
    const back = rto?.plus(this.resumption);
    if (rto === undefined || back === undefined || this.mtpd.isLongerThan(back)) return [];
    return [
      {
        id: 'DR-OBJ-01',
        what: `RTO plus resumption does not stay below the MTPD${lost === 'region' ? '' : ` for the loss of ${lost === 'data' ? lost : `the ${lost}`}`}`,
        value: `RTO ${rto} + resumption ${this.resumption} = ${back}, MTPD ${this.mtpd}`,
        allowed: `RTO + resumption shorter than ${this.mtpd}`,
        fix: `a shorter RTO or resumption, or an MTPD longer than ${back} if the business really survives that`,
      },
    ];
  }
}
