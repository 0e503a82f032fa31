import type { Declaration } from '../components/component';
import type { Scope } from '../objectives/objectives';
import type { Tier } from '../objectives/tier';
import type { CopiedAway } from '../words/copies';
import type { Effect } from '../words/effect';
import type { Figure, Recovery, Zonal } from '../words/figure';
import type { Capacity, Measure } from '../words/footprint';
import type { Flip, Posture, Spread } from '../words/posture';
import type { Sla } from '../words/sla';

/** One part of the recovery time. */
export interface BudgetPart {
  /** What takes the time. */
  readonly name: string;
  /** How long, with its source. */
  readonly figure: Figure;
}

/** What recovery takes and loses, by the figures of the cells. */
export interface Budget {
  /** In order. */
  readonly parts: readonly BudgetPart[];
  /** Seconds, on the declared clock. */
  readonly rto: number;
  /** Seconds, of the worst component. */
  readonly rpo: number;
  /** The component that sets the RPO. */
  readonly worst: string;
}

/** What the loss of one thing takes and loses. */
export interface Loss {
  /** What is lost. */
  readonly lost: Scope;
  /** How it is answered: the service changes over, the role moves to the other site, copies are restored, or by nothing that is declared. */
  readonly answer: 'changes over' | 'moves' | 'restored' | 'nothing';
  /** Components for which the answer is no better: each stands in one zone, or has no copy that survives. */
  readonly because: readonly string[];
  /** What the time is made of, in order. */
  readonly parts: readonly BudgetPart[];
  /** Seconds on the declared clock; absent where nothing answers. */
  readonly rto?: number;
  /** What each component that holds data may lose; undefined: all. */
  readonly each: Readonly<Record<string, Figure | undefined>>;
}

/** One thing that users need in order to be served. */
export interface AvailabilityPart {
  /** Id of the component, or what the switch of traffic is. */
  readonly of: string;
  /** What its vendor promises of it at the first site. */
  readonly slas: readonly Sla[];
}

/**
 * What the vendors' promises come to, composed: in a row, since each of them is needed; and side by side over the two sites. Information for
 * whoever asks for an SLO: an SLA is what is paid back below, it says nothing of the loss of a region, and it replaces no RTO.
 */
export interface Availability {
  /** What is in the way of users, in the order of the declarations; the switch last. */
  readonly parts: readonly AvailabilityPart[];
  /** Components of which nobody said what is promised: they are not in the figures. */
  readonly unknown: readonly string[];
  /** Percent of a month, of the site that serves first, with the switch. */
  readonly site: number;
  /** The same, if either site could answer and moving took no time: nothing is better than that. */
  readonly either: number;
}

/** What runs of one component. */
export interface FootprintPart {
  /** Its id. */
  readonly of: string;
  /** Whether it is a database. */
  readonly isDatabase: boolean;
  /** Where the first site serves. */
  readonly serves: Capacity;
  /** At the other site, while it stands by. */
  readonly standsBy: Capacity;
}

/** What runs of all components, by one measure. */
export interface MeasurePlan {
  /** What is counted. */
  readonly measure: Measure;
  /** Where the first site serves. */
  readonly serves: number;
  /** At the other site, while it stands by. */
  readonly standsBy: number;
  /** What stands by, as a share of what serves. Absent: nothing of it serves. */
  readonly share?: number;
  /** The ceiling. Absent: none is asked. */
  readonly atMost?: number;
}

/** What runs all the time at the standby, beside what serves. It is of sizes: no price is known. */
export interface Footprint {
  /** By what is counted. */
  readonly measures: readonly MeasurePlan[];
  /** Of what is counted. */
  readonly parts: readonly FootprintPart[];
  /** What is not counted, and why. */
  readonly apart: readonly { readonly of: string; readonly why: string }[];
  /** Components of which nobody said what runs. */
  readonly unknown: readonly string[];
}

/** A component's protection: what the planner decided for it. */
export interface Protection {
  /** The component as declared. */
  readonly declaration: Declaration;
  /** Its tier. */
  readonly tier: Tier;
  /** Its wave, from 0. */
  readonly wave: number;
  /** The standby's posture. */
  readonly posture: Posture;
  /** How it is spread at the first site. */
  readonly spread: Spread;
  /** How it is spread at every other site: as its tier asks. */
  readonly spreadAway: Spread;
  /** What the loss of a zone of the first site takes and loses. Absent: it is answered as the loss of the region. */
  readonly withstands?: Zonal;
  /** What its copies give where its account is lost: they lie under every tier. Absent: it has none, or holds no data. */
  readonly copies?: Recovery;
  /** That its copies go to a place that is no site, too, where one is declared. Absent: there is no copy of it there. */
  readonly copiedAway?: CopiedAway;
  /** What brings back what was overwritten or deleted: its copies, or its service in place; replication does not. Absent: nothing. */
  readonly restores?: Recovery;
  /** How its role changes. */
  readonly flip: Flip;
  /** What follows is made by what joins the sites. */
  readonly born?: 'links';
  /** It begins a new generation, and its service makes that from a copy, at either site. */
  readonly remade?: true;
  /** Its fence ends what joins it to the other side. */
  readonly severs?: true;
  /** Something joins its two sides, whatever the posture. */
  readonly meets?: true;
  /** It is spread over zones once the other site stands by again behind the move that gave it the role. */
  readonly spreadsLate?: true;
  /** What runs of it is made by the apply behind the one after which it stood by first. */
  readonly standsLate?: true;
  /** What a promotion or a restore does behind Terraform. */
  readonly effects: readonly Effect[];
  /** What the side that serves keeps for a replica that does not answer, how much of it, and what ends that. Absent: nothing. */
  readonly keeps?: string;
  /** How a chosen point is put back into it by hand, and what that does not bring back. Absent: it is made anew, or nothing is known of it. */
  readonly putBack?: string;
  /** How an old side is kept from writing. */
  readonly fence: string;
  /** Whether the service fails over by itself. */
  readonly automatic: boolean;
  /** What its vendor promises of it, at the first site and at the others. Absent: nobody said. */
  readonly slas?: { readonly here: readonly Sla[]; readonly away: readonly Sla[] };
  /** Data that may be lost. */
  readonly rpo: Figure;
  /** Time to promote or restore. */
  readonly promotion: Figure;
  /** Seconds that it may take at the most to make or change it. @default as any apply may */
  readonly longest?: number;
}
