import type { Declaration } from '../components/component';
import type { LoadBalancerDeclaration } from '../components/load-balancer';
import type { Objectives, Scope } from '../objectives/objectives';
import type { Tier } from '../objectives/tier';
import type { RecoverySteps } from '../port/phases';
import type { Observed, Page, Told } from '../port/signals';
import type { Role } from '../situation/view';
import type { DnsRecord, TrafficDeclaration } from '../traffic/dns-failover';
import type { DoctorItem } from '../words/doctor';
import type { Flow } from '../words/flow';
import type { Kind } from '../words/kinds';
import type { Form, Posture, Spread } from '../words/posture';
import type { Place, SiteRef } from '../words/place';
import type { StackPlan } from '../words/stack';
import type { Check } from '../words/steps';
import type { CopyPlacePlan, WaysBack } from '../words/copies';
import type { Progress } from './progress';
import type { Availability, Budget, Footprint, Loss, Protection } from './protection';

/** How the data of a placement came to be there. */
export type Origin<N extends string = string, G extends string = string> =
  /**
   * `mayFollow`: it was to follow that, and nobody wrote down that it stood: it may be there, and follow all the same. `insteadOf`: it was to be made of that,
   * and begins empty, as somebody chose. `begun`: the move that is open begins it empty.
   */
  | { readonly how: 'created'; readonly mayFollow?: Place<N, G>; readonly insteadOf?: Place<N, G>; readonly begun?: true }
  | { readonly how: 'replica'; readonly of: Place<N, G> }
  /** Into the group of the other one: without a user, a password or a database of its own. */
  | { readonly how: 'joined'; readonly of: Place<N, G> }
  | { readonly how: 'restored'; readonly of: Place<N, G>; readonly point?: string; readonly done: boolean };

/**
 * One component at one site, in one generation: all that an adapter is told. A cell sees its own: `D` as its kind is declared, `N` the
 * names that it asks for, `G` those of its cloud's ground.
 */
export interface Placement<D extends Declaration = Declaration, N extends string = string, G extends string = string> {
  /** Id of the component. */
  readonly component: string;
  /** Its kind. */
  readonly kind: Kind;
  /** The component as declared. */
  readonly declaration: D;
  /** Where it stands. */
  readonly here: Place<N, G>;
  /** The same component at the other site, in its current generation. */
  readonly peer: Place<N, G>;
  /** Its number, as it was recorded with the move that took it. */
  readonly generation: number;
  /** False: an old generation, kept beside the new one. */
  readonly current: boolean;
  /** May leave Terraform, without being destroyed. */
  readonly retired: boolean;
  /** How the site treats it now. */
  readonly form: Form;
  /** What stands there. */
  readonly posture: Posture;
  /** It goes where its site stands by: nothing may refuse that. */
  readonly leaves?: true;
  /** Over how many zones. */
  readonly spread: Spread;
  /** It is to be spread over several, and nothing is asked of that now: what is there of it is left alone. */
  readonly spreadLater?: true;
  /** It is to run, and nothing of that is made before it stood by once: here, or at the other site where this one serves. */
  readonly runsLater?: true;
  /** Where its data came from. */
  readonly origin: Origin<N, G>;
  /** The one that was created, and from which all came that follows one another down to it: what follows is called as that. Absent: it was created, or restored, here. */
  readonly root?: Place<N, G>;
  /**
   * Which stack makes it: its site's; the one that joins the sites, where only the other side can give birth to it; or its site's, which
   * takes it in by an import, since that site took the role once.
   */
  readonly born: 'site' | 'links' | 'adopted';
  /** Still follows its source. */
  readonly attached: boolean;
  /** Answers the second path of the switch too: the site took the role again since traffic was last based. */
  readonly again: boolean;
  /** How its data gets to the other site: the standby's posture; absent where nothing joins the two. */
  readonly joined?: Posture;
  /**
   * The site of the two that has by itself what both share, since that came to be at a site that is gone: the other one is younger. Absent: it
   * came to be at one of the two, and is made there.
   */
  readonly inheritedBy?: string;
  /** Logical id in its stack, the beginning of every address: stable for ever. */
  readonly id: string;
}

/** What is known of a component at a site whatever the situation: all that a base stack is made from. */
export type BasePlacement<D extends Declaration = Declaration, N extends string = string, G extends string = string> = Pick<
  Placement<D, N, G>,
  'component' | 'kind' | 'declaration' | 'here' | 'peer' | 'joined' | 'id'
>;

/** What joins the two sites for one component. */
export interface LinkPlan<D extends Declaration = Declaration, N extends string = string, G extends string = string> {
  /** The component as declared. */
  readonly declaration: D;
  /** Logical id, the beginning of every address. */
  readonly id: string;
  /** The standby's posture: how the data gets there. */
  readonly posture: Posture;
  /** The site that data comes from while protected. */
  readonly from: Place<N, G>;
  /** The site that it goes to. */
  readonly to: Place<N, G>;
  /** The component's own first site: owner of what cannot change direction. */
  readonly owner: Place<N, G>;
  /** The other one. */
  readonly guest: Place<N, G>;
  /** The one that stood before the other one was made from it, whoever has the role: the same as long as the two are a pair. */
  readonly elder: Place<N, G>;
  /** The one that was made from it. */
  readonly younger: Place<N, G>;
  /** Whether something stands, or is asked for, at both ends of the direction: what needs the two has nothing to join before. */
  readonly stands: boolean;
  /** What is made here, though it stands at a site: found by its name there. */
  readonly members: readonly Placement<D, N, G>[];
  /** How often the direction changed, from 0. */
  readonly turns: number;
}

/** One site in the plan. */
export interface SitePlan<G extends string = string> extends SiteRef<G> {
  /** Cloud. */
  readonly cloud: string;
  /** Address range. */
  readonly cidr: string;
  /** That of the other site. */
  readonly peerCidr: string;
  /** Services of the cloud that are called from inside of the network, for the components that are declared. */
  readonly calls: readonly string[];
  /** How the workload treats it now. */
  readonly role: Role;
  /** Whether it serves, or should. */
  readonly active: boolean;
  /** Whether the other site is lost. */
  readonly peerWithheld: boolean;
  /** Whether silence of the replication is an alarm here: the site stands by and is protected. */
  readonly watches: boolean;
  /** Something of it is started by commands before users are let in: its entrance reads a variable. */
  readonly opensLast: boolean;
  /** `[environment-]workload-region`. */
  readonly name: string;
  /** The other site. */
  readonly peer: SiteRef<G>;
  /** Schedule of copies: seconds between two, whether they go to the other site, and the place that is no site where they go, too. */
  readonly copies: { readonly every: number; readonly toPeer: boolean; readonly away?: CopyPlacePlan<G> };
}

/** A rule's verdict. */
export interface Finding {
  /** Stable id, for instance `DR-GEO-01`. */
  readonly id: string;
  /** Errors stop the synthesis; see `always`. */
  readonly level: 'error' | 'warning' | 'info';
  /** What it is about. */
  readonly subject: string;
  /** The fault, in one sentence. */
  readonly what: string;
  /** The value that broke the rule. */
  readonly value: string;
  /** The cheapest change that fixes it. */
  readonly fix: string;
  /** Stops the synthesis even while a region is not normal: it destroys data, touches the dead site or is stale. @default false */
  readonly always?: boolean;
  /** Why somebody accepts it. */
  readonly acknowledged?: { readonly reason: string; readonly by?: string; readonly at?: string; readonly until?: string };
}

/** The switch of traffic, with the entrances that it chooses from. */
export interface TrafficPlan<N extends string = string, G extends string = string> extends TrafficDeclaration {
  /** The entrance that it rests on. */
  readonly base: Place<N, G>;
  /** The other one. */
  readonly other: Place<N, G>;
  /** That of the site that served first of all. */
  readonly first: Place<N, G>;
  /** The other one. */
  readonly second: Place<N, G>;
  /** The entrance as declared. */
  readonly entrance: LoadBalancerDeclaration;
  /** A name of its own for the entrance of each site, by site key: what one site answers, whoever has the role. */
  readonly entrances: Readonly<Record<string, string>>;
  /** Where an entrance says its word. */
  readonly says: 'body' | 'redirect';
  /** What has to stand in the zone by hand. */
  readonly byHand: readonly DnsRecord[];
  /** Pages that are asked for beside its own checks, where its cloud asks for them there. @default none */
  readonly pages?: readonly PageTold[];
}

/** A page that is asked for beside the switch. */
export type PageTold = Observed & Page;

/** What is the same in all stacks of a workload. */
export interface WorkloadFacts {
  /** Its id, without the environment. */
  readonly id: string;
  /** Environment, where there is one. */
  readonly environment?: string;
  /** What the business asks. */
  readonly objectives: Objectives;
  /** False: an exercise environment that may be destroyed. */
  readonly durable: boolean;
  /** Tags of all that its stacks make. */
  readonly tags: Readonly<Record<string, string>>;
}

/** All that was decided for one workload: plain data. */
export interface WorkloadPlan extends WorkloadFacts {
  /** The tier, chosen or declared. */
  readonly tier: Tier;
  /** Whether the first site is spread over zones, though the tier does not ask for it. */
  readonly zonal: boolean;
  /** Sites by key. */
  readonly sites: Readonly<Record<string, SitePlan>>;
  /** The site that serves, or should. */
  readonly active: string;
  /** The other one. */
  readonly standby: string;
  /** Where it stands in its history. */
  readonly progress: Progress;
  /** The site that links and traffic rest on. */
  readonly base: string;
  /** The site that served first of all, or what took its place. */
  readonly first: string;
  /** The other one of the pair. */
  readonly second: string;
  /** Every component's protection, in the order of the waves. */
  readonly protections: readonly Protection[];
  /** Every component at every site that is alive. */
  readonly placements: readonly Placement[];
  /** What a restore makes once it is begun: its copy is looked at ahead of that. */
  readonly anew: readonly Placement[];
  /** What the cell of each placement adds to the procedures, by {@link stepsKey}. */
  readonly steps: Readonly<Record<string, RecoverySteps>>;
  /** The same of a planned move ahead of its declaration: a service asks for it in other words. Absent: a move is open, and `steps` are its own. */
  readonly planned?: Readonly<Record<string, RecoverySteps>>;
  /** The same of a forced move where a planned one is open: the side that it leaves may be lost at any moment. Absent: `steps` are of a forced one. */
  readonly forced?: Readonly<Record<string, RecoverySteps>>;
  /** What the base stack of each site grants, asked until it is seen, by site. */
  readonly settles: Readonly<Record<string, readonly Check[]>>;
  /** What tells that a protection fails, by {@link stepsKey} of what follows, and of what serves: told at its site. */
  readonly signals: Readonly<Record<string, readonly Told[]>>;
  /** What an architect has told of the application and of the business, by the site that tells it. */
  readonly observed: Readonly<Record<string, readonly Observed[]>>;
  /** What the cells ask ahead of the day, by site. */
  readonly doctor: Readonly<Record<string, readonly DoctorItem[]>>;
  /** Regions that are no site, and have to answer while a role is taken: what takes it stands in something of theirs. */
  readonly leansOn: readonly string[];
  /** What joins the sites. */
  readonly links: readonly LinkPlan[];
  /** The switch of traffic. */
  readonly traffic?: TrafficPlan;
  /** The place that is no site where copies are kept, too. */
  readonly copyPlace?: CopyPlacePlan;
  /** How the workload comes back from there. */
  readonly waysBack: WaysBack;
  /** Its stacks, in the order in which they are applied in peace. */
  readonly stacks: readonly StackPlan[];
  /** Recovery time and loss, where the region is lost. */
  readonly budget: Budget;
  /** The same, whatever is lost. */
  readonly losses: Readonly<Record<Scope, Loss>>;
  /** What the vendors promise of it, composed. */
  readonly availability: Availability;
  /** What goes from one thing to another. */
  readonly flows: readonly Flow[];
  /** What runs at the standby, beside what serves. */
  readonly footprint: Footprint;
  /** Verdicts of the rules. */
  readonly findings: readonly Finding[];
}

/** What names a placement among the steps of the plan. */
export const stepsKey = ({ here, id }: Pick<Placement, 'here' | 'id'>): string => `${here.site} ${id}`;
