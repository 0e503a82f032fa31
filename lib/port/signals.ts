import type { Credentials } from '../words/credentials';

/** What a signal is of: what follows, copies and how old they are, or what serves. */
export type Watched = 'replica' | 'copies' | 'service';

/** What tells that a protection fails, or that nobody knows: a fact of the cell, told in the region that publishes it. */
export type Signal = {
  /** Logical id in the stack of the site, stable for ever. */
  readonly id: string;
  /** What the alarm is called. */
  readonly name: string;
  /** What is wrong where it is told. */
  readonly title: string;
  /** What it is of. @default what follows */
  readonly watches?: Watched;
} & (Metric | Event | Polled | Page);

/** A signal in the plan. */
export type Told = Signal & {
  /** What it is of, though its cell left it out. */
  readonly watches: Watched;
  /** Whether somebody is called: not while there is nothing to watch. */
  readonly calls: boolean;
};

/** What an architect says of what is to be told, beside what the cells say: of the application by its address, of the business by a number, or of a job of theirs that keeps in step what no service does. */
export type Level = 'application' | 'business' | 'synchronization';

/** Of that, in the plan: at each site, and calling at one of them. */
export type Observed = Told & {
  /** What it is of, in the words of who asks. */
  readonly level: Level;
  /** Id of what was declared. */
  readonly declared: string;
};

/** A number that the service publishes. */
export type Metric = Published & Bound;

/** How a number is read. */
type Bound =
  | {
      /** Wrong above this, in the metric's unit: the highest of a measure counts. */
      readonly above: number;
      readonly below?: never;
    }
  | {
      /** Wrong below this: the lowest of a measure counts. */
      readonly below: number;
      readonly above?: never;
    };

/** Where a number is published, and how it is measured. */
interface Published {
  readonly kind: 'metric';
  /** Where the service publishes it, in its own words. */
  readonly namespace: string;
  /** Its name there. */
  readonly metric: string;
  /** What it is about, in the service's words; or an expression of Terraform, of what stands in the same stack. */
  readonly of: Readonly<Record<string, string>>;
  /** The region it is published in: an alarm hears that one alone, so any but the site's own is refused. @default the site's own */
  readonly region?: string;
  /** Seconds of one measure. */
  readonly period: number;
  /** How many measures in a row. */
  readonly periods: number;
  /** What is published is added up over a measure: it counts things that happened. @default false */
  readonly summed?: boolean;
  /** The mean of a measure counts, and neither its highest nor its lowest. @default false */
  readonly averaged?: boolean;
  /** What it counts stays wrong until somebody mends it: that nothing more of it happens is no good news, and nobody is told so. @default false */
  readonly stays?: boolean;
  /** Whether silence is an alarm. False only where the service is silent while all is well. */
  readonly silenceIsAlarm: boolean;
}

/** Something that the service tells once, when it happens. */
export interface Event {
  readonly kind: 'event';
  /** Which events, in the service's words. */
  readonly pattern: Readonly<Record<string, unknown>>;
}

/** A page that is asked for as users ask for it, from several places outside of the workload: wrong where most of them do not get what they should. */
export interface Page {
  readonly kind: 'page';
  /** The name that is asked for. */
  readonly host: string;
  /** Its port: 443 with a certificate that is looked at, or 80. */
  readonly port: 80 | 443;
  /** The path, with what is asked there. */
  readonly path: string;
  /** The one status that is right. @default each below 400 */
  readonly status?: number;
  /** A text that has to be in the answer. @default whatever it says */
  readonly contains?: string;
  /** Whether it is an alarm that nobody asks any more. */
  readonly silenceIsAlarm: boolean;
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
  /** Whose credentials it needs. @default the site's */
  readonly as?: Credentials;
}
