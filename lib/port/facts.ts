import type { Standing } from '../components/capacity';
import type { Egress } from '../components/network';
import type { Declaration } from '../components/component';
import type { Placement, WorkloadPlan } from '../plan/plan';
import type { Region } from '../regions/region';
import type { CopiedAway } from '../words/copies';
import type { Effect } from '../words/effect';
import type { Figure, Recovery, Zonal } from '../words/figure';
import type { Capacity } from '../words/footprint';
import type { Kind } from '../words/kinds';
import type { SiteRef } from '../words/place';
import type { Flip, Posture, Spread } from '../words/posture';
import type { Sla } from '../words/sla';
import type { Bound, Most } from './bounds';
import type { Beside } from './state-location';

/** What a service accepts as a name. */
export interface NameRule {
  /** As the vendor calls the thing, for error messages. */
  readonly service: string;
  /** Longest name, in characters. */
  readonly max: number;
  /** What stands between the parts; empty where only letters and digits are allowed. */
  readonly separator: '-' | '';
  /** Added at the end, behind everything else. */
  readonly suffix?: string;
  /** Unique beyond the account: a suffix derived from account and workload is added. */
  readonly global?: boolean;
  /** So few characters that the region is written short and a hash closes the name. */
  readonly short?: boolean;
  /** The service shares the name between sites: it carries no site. */
  readonly shared?: boolean;
  /** What bears it outlives the generations of its component: it carries none. */
  readonly ageless?: boolean;
  /**
   * It is none of its own: what both sites have to share stands in it, beside the state of the witness, and it is called as that says
   * (`StateLocation.beside`). What changes there needs the region of the witness, too.
   */
  readonly atWitness?: true;
  /**
   * It is its own, of something in the region of the witness that both sites share: what changes in it needs that region, too.
   */
  readonly inWitnessRegion?: true;
}

/** Something of a declaration that a service does not take. */
export interface Flaw {
  /** The property. */
  readonly of: string;
  /** What is given. */
  readonly value: unknown;
  /** What the service takes. */
  readonly allowed: string;
  /** The cheapest change. @default what the service takes */
  readonly fix?: string;
  /** It is taken, and less comes of it than somebody may think. @default false: it is refused */
  readonly taken?: true;
}

/** A site, and what is asked of it, for what a service takes there. */
export interface SiteFacts {
  /** `cloud:region`. */
  readonly key: string;
  /** Its region. */
  readonly region: Region;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** Address range. */
  readonly cidr: string;
  /** Seconds between two copies. */
  readonly copyEvery: number;
  /** It is the one that the code names first. @default false */
  readonly first?: boolean;
  /** It has to be spread over zones at every other site than the first, too. @default false */
  readonly zonesAway?: boolean;
  /** How what stands in its private subnets reaches anything outside. @default nobody knows: its network exists, or there is none */
  readonly egress?: Egress;
  /** What stands for it at the standby. @default nobody says */
  readonly posture?: Posture;
  /** The region of the other site between which the role moves. @default the role moves between others */
  readonly peer?: Region;
  /** What both sites may share stands in it. @default there is no witness, or nothing stands beside its state */
  readonly beside?: Beside;
}

/** What a service offers and asks, as data: the planner decides from it before anything is rendered. */
export interface CellFacts<D extends Declaration = Declaration, N extends string = string> {
  /** What it does to the other site does not reach another account. @default false */
  readonly oneAccount?: boolean;
  /** Kinds that must be declared beside it. @default none */
  readonly needs?: readonly Kind[];
  /** Services of its cloud, as that names them, that are called from inside of the network by whoever uses it. @default none */
  calls?(declaration: D): readonly string[];
  /** Postures it can take at a standby, each with how its role then changes. A posture that is absent is refused, with `limits`. */
  readonly flips: Readonly<Partial<Record<Posture, Flip>>>;
  /** Spreads it can take where it serves. */
  readonly spreads: readonly Spread[];
  /** What the loss of a zone takes and loses where it is spread over several. @default it is answered as the loss of the region */
  readonly zonal?: Zonal;
  /**
   * What follows, or is made anew, stands in one zone: it is spread by the apply of a reprotect, once it has the role and the other side may stand by.
   * @default it is made spread
   */
  readonly spreadsLate?: true;
  /**
   * What runs of it is made complete or not at all: what it is made with is put there behind its site. So at a standby it is made once it stood there, and
   * where it serves first, once it stood by at the other site; the next apply makes it. @default it is made at once, and waits for them
   */
  readonly standsLate?: true;
  /** Why something is absent, and what to take instead. */
  readonly limits: string;
  /** Postures at which something joins the two sites, in a stack whose state neither of them keeps. @default replica and backup */
  readonly joinedAt?: readonly Posture[];
  /**
   * Postures at which its data goes by a private way between the networks of the two sites: a network that is made has to have one (`peered`).
   * @default it needs none
   */
  readonly overWay?: readonly Posture[];
  /** Whether something joins its two sides though no data of it goes from one to the other: a way between two networks. @default nothing does */
  meets?(declaration: D): boolean;
  /** How it is made sure that an old side takes no write. */
  readonly fence: string;
  /** Its fence ends what joins it to the other side: once it is opened again, that is made anew before the standby counts. @default it goes on */
  readonly severs?: true;
  /** What works on the data is started by commands (`start`), after the apply: users are let in by another apply behind it. @default false */
  readonly starts?: boolean;
  /** It takes `dumps`: jobs of the library copy it. @default false: refused (`DR-VALUE-01`) */
  readonly dumps?: true;
  /** What is begun empty is given what its users need by a command (`start`) behind its apply: they are let in behind that. @default false */
  readonly startsEmpty?: boolean;
  /** The second member joins a group that stands with the first: it is made without a user, a password or a database of its own. @default false */
  readonly joins?: boolean;
  /** What follows is made by what joins the sites (`renderMember`): its site finds it by name. @default by its own site */
  readonly born?: 'links';
  /** What each change of roles that is not symmetric does behind Terraform. @default nothing */
  readonly effects?: readonly Effect[];
  /**
   * What the side that serves keeps for a replica that does not answer, how much of it, and what ends that: a person reads it while the other
   * site is out. @default it keeps nothing
   */
  keepsFor?(declaration: D): string | undefined;
  /** Whether the service changes roles by itself when its site dies. */
  readonly automatic: boolean;
  /** The names its resources take. */
  readonly names: Readonly<Record<N, NameRule>>;
  /**
   * What a component that exists at a site is called there, by the names above; those that are left out are computed. Undefined: it does not
   * exist there, and is made. @default what exists is not taken (`DR-ADOPT-01`)
   */
  adopts?(declaration: D, site: string): Readonly<Partial<Record<N, string>>> | undefined;
  /**
   * Postures of its standby beside which it takes what exists, and why not beside the others; there it is refused (`DR-ADOPT-01`).
   * @default beside each of its own
   */
  readonly adoptsBeside?: { readonly postures: readonly Posture[]; readonly why: string };
  /** Where nothing that exists is taken: why, and how what runs comes into what is made. A person reads both. @default nobody says */
  readonly made?: { readonly why: string; readonly instead: string };
  /** What exists of it may stand in a network of its owner: nothing closes it there, and its network is that of what is made. @default it stands in the one that is declared */
  readonly apart?: true;
  /** Of those names, the ones of what others stand in, too: what exists bears a name of its own only inside of it. @default none */
  readonly within?: readonly NoInfer<N>[];
  /**
   * That the service copies it to another account and another region at once, where that is said, and whether somebody checked it.
   * @default it does not: in a place that is no site there is no copy of it
   */
  readonly copiedAway?: CopiedAway;
  /** What a recovery point looks like, where the component is restored from one. @default any text */
  readonly points?: { readonly shape: RegExp; readonly example: string };
  /** Arguments that never turn back once moved: `type.argument`. */
  readonly oneWay: readonly string[];
  /**
   * What it does not take of a declaration, at a site: its own limits, versions and ids. What no service could take is refused by the
   * component already. It becomes a finding (`DR-VALUE-01`). @default it takes all
   */
  refuses?(declaration: D, site: SiteFacts): readonly Flaw[];
  /**
   * Seconds that making, restoring, promoting or changing one of it may take at the most: an apply that does it is given as long.
   * @default as long as any apply is
   */
  longest?(declaration: D): number;
  /**
   * What brings back what was overwritten or deleted, where it is and without a copy of it; it is lost with what it is kept in. What has that is
   * made anew from no copy beside itself. `copyEvery` in seconds. @default nothing does but copies that are restored (flip `restore` of the posture backup)
   */
  restoresInPlace?(declaration: D, copyEvery: number): Recovery;
  /**
   * What the vendor promises of what users need of it in order to be served, where it is spread so; nothing, where they are served without
   * it. @default nobody said, which is a finding where an SLO is asked (`DR-SLO-03`)
   */
  slas?(declaration: D, spread: Spread): readonly Sla[];
  /**
   * What of it runs all the time where it stands so, as sizes are declared: what a footprint is counted from.
   * @default what says how many of which size run is counted by that; of all else nobody said, or it has no size
   */
  runs?(declaration: D, at: Standing): Capacity | undefined;
  /**
   * Of what goes on as it is where data was overwritten or deleted: how a chosen point is put back into it by hand, and what that does not bring
   * back. A person reads it. @default that it is restored into what serves
   */
  readonly putBack?: string;
  /** RPO and promotion time of a posture; `copyEvery` in seconds. */
  figures(declaration: D, posture: Posture, copyEvery: number): Recovery;
}

/** What a switch of traffic is, and how long it takes. */
export interface TrafficFacts {
  /** What it is, in a sentence. */
  readonly switch: string;
  /** How long until it is seen that a site does not answer. */
  readonly detection: Figure;
  /** How long until users follow. */
  readonly propagation: Figure;
  /** Where an entrance says its word: in what it answers, or at the end of the address that its answer redirects to. @default 'body' */
  readonly says?: 'body' | 'redirect';
  /** What tells that the site that serves does not answer. Absent: nothing does, which is a finding (`DR-SIGNAL-02`). */
  readonly told?: string;
  /** What the vendor promises of its answers. @default nobody said, which is a finding where an SLO is asked (`DR-SLO-03`) */
  readonly sla?: Sla;
  /** It is told in a region of its own, by addresses and endpoints alone: what passes messages on at a site hears nothing there. @default false */
  readonly toldApart?: boolean;
  /** What tells of it hears no silence, which is a finding (`DR-SIGNAL-02`). @default false */
  readonly deaf?: boolean;
  /** Beside its own checks it asks for the pages that an architect names (`TrafficPlan.pages`). @default false */
  readonly asks?: boolean;
}

/** What is known of the move that an action belongs to: since when the side that lost the role is out, and what may be lost. */
export interface MoveFacts {
  /** How the role moves: a service that switches it asks for it in other words where the old side is out. Absent: no move is open, and what is asked is for paper, as of a forced one. */
  readonly kind?: 'forced' | 'planned';
  /** The site that takes the role. Absent: no move is open. */
  readonly to?: string;
  /** What its crossing is claimed as; where no move is open, that of the next one: a name that is the same on paper of it and once it is declared. */
  readonly claim: string;
  /** When it was declared. Absent: no move is open. */
  readonly declared?: string;
  /** Since when the side that a forced move leaves, or would leave, does not answer, or is not trusted. */
  readonly since?: string;
  /** What recovery takes and loses. */
  readonly budget: WorkloadPlan['budget'];
  /** Services of the cloud that are called from inside of the network of the site that is asked about. @default none */
  readonly calls?: readonly string[];
  /** What stands at that site, in the generations that count. @default nothing */
  readonly beside?: readonly Placement[];
}

/** What is known of the workload where something is asked ahead of the day. */
export interface DoctorFacts {
  /** Seconds of data that may be lost, as the business says. */
  readonly rpo: number;
  /** Services of the cloud that are called from inside of the network of its site. @default none */
  readonly calls?: readonly string[];
  /** A place that is no site, where copies are kept, too. */
  readonly copiesIn?: SiteRef;
}

/** Which regions a resource type reaches, apart from its provider's own. */
export interface Reach {
  /** The resource type, or the beginning of it with `*`. */
  readonly type: string;
  /** A region of a global control plane. */
  readonly region?: string;
  /** The same in other partitions of the cloud, which each have their own: a word where nobody says which region. @default `region` everywhere */
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** Arguments whose text names other regions: `replica.region_name`. */
  readonly argument?: string;
  /** Whether already a read (plan, refresh) reaches there, or only a change. */
  readonly on: 'read' | 'change';
  /** Where it says so. */
  readonly source: string;
}

/** What is known of one resource type: it stands beside the cell that makes it. */
export interface TypeRow {
  /** Whether it holds data that nobody can build again. */
  readonly holdsData: boolean;
  /** Its import id: argument names in braces (`{bucket}`), or `!` with the reason where it cannot be computed. @default nobody says */
  readonly importId?: string;
  /** Arguments that say how long what can be restored is kept: days as a number, or the vendor's own text; and what it is. @default nothing */
  readonly keeps?: readonly { readonly argument: string; readonly what: string }[];
  /** What a customization may make of it, beside its names and what keeps its data: the rest is the architect's. @default whatever the provider takes */
  readonly bounds?: readonly Bound[];
  /** Why an apply of it moves a role, or of one of its arguments: an architect's own is refused in a stack of a workload (`DR-OWN-08`). @default it moves none */
  readonly moves?: string | { readonly by: readonly string[]; readonly why: string };
  /** What a service does with what it is given, beside Terraform: an architect's own is refused where that is the library's (`DR-OWN-07`); by argument, where one alone takes hold of it. @default nothing */
  readonly drives?: string | Readonly<Record<string, string>>;
  /** What it reaches beyond the provider's own region. @default nothing */
  readonly reach?: readonly Omit<Reach, 'type'>[];
  /** How many of it one account takes: more of all workloads of an app are refused (`DR-LIMIT-01`). @default nobody says */
  readonly most?: Most;
}
