/** What tells that a protection fails, or that nobody knows: a fact of the cell. It is told at the site that survives. */
export type Signal = {
  /** Logical id in the stack of the site, stable for ever. */
  readonly id: string;
  /** What the alarm is called. */
  readonly name: string;
  /** What is wrong where it is told. */
  readonly title: string;
} & (Metric | Event | Polled);

/** A number that the service publishes. */
export interface Metric {
  readonly kind: 'metric';
  /** Where the service publishes it, in its own words. */
  readonly namespace: string;
  /** Its name there. */
  readonly metric: string;
  /** What it is about, in the service's words. */
  readonly of: Readonly<Record<string, string>>;
  /** The region it is published in: an alarm hears that one alone, so any but the site's own is refused. @default the site's own */
  readonly region?: string;
  /** Wrong above this, in the metric's unit. */
  readonly above: number;
  /** Seconds of one measure. */
  readonly period: number;
  /** How many measures in a row. */
  readonly periods: number;
  /** Whether silence is an alarm. False only where the service is silent while all is well. */
  readonly silenceIsAlarm: boolean;
}

/** Something that the service tells once, when it happens. */
export interface Event {
  readonly kind: 'event';
  /** Which events, in the service's words. */
  readonly pattern: Readonly<Record<string, unknown>>;
}

/** Something that the service tells only where it is asked. */
export interface Polled {
  readonly kind: 'polled';
  /** Prints one number, from outside of the other site. */
  readonly run: readonly string[];
  /** The region that it calls. */
  readonly endpoint: string;
  /** Seconds between two questions. */
  readonly every: number;
  /** Wrong above this. */
  readonly above: number;
}
