import type { TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import type { Declaration } from '../components/component';
import type { Endpoint } from '../components/environment';
import type { CopyPlacePlan, WayBack } from '../words/copies';
import type { BasePlacement, LinkPlan, Placement, SitePlan, TrafficPlan, WorkloadFacts } from '../plan/plan';
import type { Region } from '../regions/region';
import type { DnsRecord, ZoneOwner } from '../traffic/dns-failover';
import type { DoctorItem, Program } from '../words/doctor';
import type { Kind } from '../words/kinds';
import type { SiteRef } from '../words/place';
import type { Check } from '../words/steps';
import type { Adoption } from './adoption';
import type { CloudPlace } from './cloud-place';
import type { CopyPlaces } from './copy-places';
import type { CellFacts, DoctorFacts, Flaw, MoveFacts, NameRule, SiteFacts, TrafficFacts, TypeRow } from './facts';
import type { Claim, Marker } from './marker';
import type { NetworkHandle } from './network-handle';
import type { OwnCopies } from './own-copies';
import type { RecoverySteps } from './phases';
import type { Event, Metric, Observed, Page, Signal, Told } from './signals';
import type { Site } from './site';
import type { StateLocation } from './state-location';
import type { StatusPage } from './status-page';

export type { Endpoint } from '../components/environment';
export type { NetworkHandle };

/** Where a cell makes what is one thing of both sites and must stand ahead of either, since what joins them comes behind: once, by what the code says. */
export interface SharedContext {
  /** Where the state of what joins the sites is kept, in neither of the two where there is a witness: what both share stands there. */
  readonly state: StateLocation;
  /** Its region. */
  readonly region: string;
  /** Every site that the code names, the one that serves first of all ahead, and the one that stands by then behind it. */
  readonly sites: readonly Site[];
}

/** Where a cell renders what lives in a global control plane. The situation is none of its business. */
export interface BaseContext<N extends string = string> {
  /** The base stack. */
  readonly stack: TerraformStack;
  /** The site. */
  readonly site: Site;
  /** What never changes of the site's plan. */
  readonly sitePlan: Pick<SitePlan<N>, 'site' | 'region' | 'account' | 'ground' | 'name' | 'peer'>;
  /** What is the same in all stacks of the workload. */
  readonly workload: WorkloadFacts;
  /** What is at the site, in every generation. */
  readonly placements: readonly BasePlacement[];
  /** What both sites share is made here. @default it is made by the base of another site */
  readonly shared?: SharedContext;
}

/** Where a cell renders. `N` are the names of the ground `G`. */
export interface SiteContext<G, N extends string = string> {
  /** The stack: its provider and every read stay in the site's own region (base stacks excepted). */
  readonly stack: TerraformStack;
  /** The site. */
  readonly site: Site;
  /** The site's part of the plan. */
  readonly sitePlan: SitePlan<N>;
  /** What is the same in all stacks of the workload. */
  readonly workload: WorkloadFacts;
  /** What stands at the site, in the order of the waves. */
  readonly placements: readonly Placement[];
  /** What the cloud laid under the components of this site. */
  readonly ground: G;
  /**
   * For an entrance that serves: the value once users are let in, or the one before, where something is started by commands first
   * (`SitePlan.opensLast`). Read by nothing else, so that one apply differs from the other in the entrance alone.
   */
  onceOpen(open: string, shut: string): string;
  /** What stands here of a component of that kind, of that id where one is given, rendered in an earlier wave; undefined where there is none. */
  neighbour(kind: Kind, component?: string): Rendered | undefined;
}

/** Where what lies under the components of a site is laid. */
export type GroundContext<GN extends string = string> = Omit<SiteContext<unknown, GN>, 'ground' | 'neighbour' | 'onceOpen'>;

/** Where a cell renders what joins two sites. */
export interface LinksContext {
  /** The links stack. */
  readonly stack: TerraformStack;
  /** What is the same in all stacks of the workload. */
  readonly workload: WorkloadFacts;
  /** The provider of one of the two sites; or one that works near it in somebody else's account. */
  provider(site: string, owner?: ZoneOwner): TerraformProvider;
  /** One of the two sites. */
  site(key: string): Site;
  /** Where the state of the stack is kept, in neither of the two where there is a witness: what both share may stand beside it. */
  readonly state: StateLocation;
  /** The provider of that place. */
  stateProvider(): TerraformProvider;
}

/** What a cell made of a placement. */
export interface Rendered {
  /** What `customize` hands to the architect; absent where nothing of the component stands in this stack. */
  readonly instance?: TerraformResource;
  /** Resources that are ready only when the component is: later waves depend on them. */
  readonly ready: readonly TerraformResource[];
  /** Resources that must wait for the earlier waves. */
  readonly waits: readonly TerraformResource[];
  /** How the site's applications reach it. */
  readonly endpoint?: Endpoint;
  /** How they reach one of several things that the component is, by its name; undefined where there is none of that name. */
  named?(name: string): Endpoint | undefined;
  /** What others stand in, where the component is a network. */
  readonly network?: NetworkHandle;
  /** Addresses that leave Terraform without being destroyed. */
  readonly leaves?: readonly string[];
  /** What exists already and is taken in, by an id that is an expression: read in its own region, or computed. */
  readonly imports?: readonly { readonly resource: TerraformResource; readonly id: string }[];
}

/** The cells of a cloud, by kind: one, or several of which each takes some components. */
export type Cells<C> = Readonly<Partial<Record<Kind, C | readonly C[]>>>;

/** One service of one cloud: facts for the planner, and resources for each posture. It decides nothing. */
export interface CloudCell<G = unknown> {
  /** The kind of component that it renders. */
  readonly kind: Kind;
  /** The service behind it, as its vendor calls it: tells two cells of one kind apart. */
  readonly service?: string;
  /** What it offers. */
  readonly facts: CellFacts;
  /** What is known of each resource type that it makes. One that nobody knows is refused (`DR-CELL-03`). */
  readonly types: Readonly<Record<string, TypeRow>>;
  /** Whether it is the one for this component, where its kind has several cells. @default it stands for what no other cell takes */
  takes?(declaration: Declaration): boolean;
  /** What must be looked at or done beside an apply, for the placement that takes over. */
  recovery?(placement: Placement, move: MoveFacts): RecoverySteps;
  /**
   * What tells that the protection of a placement that follows fails, or that nobody knows; the RPO in seconds, and how copies are made.
   * A metric is one of the placement's own region: the site that survives.
   */
  signals?(placement: Placement, rpo: number, copies: SitePlan['copies']): readonly Signal[];
  /**
   * What is told where a placement serves, since it is published in its region alone: what fails to be sent, copies that are not made, and what
   * fails there itself; how copies are made, and the RPO in seconds. It dies with the site, so it never stands for a signal at the other one.
   */
  servingSignals?(placement: Placement, copies: SitePlan['copies'], rpo: number): readonly Signal[];
  /**
   * What is asked ahead of the day of a placement, at its site: whether it is there, whether the account lets it be made, how old its copies are.
   * `check`, `standing` and `age` of a standby, and signals that are only polled, are asked anyway. One that would be made on the day alone
   * is asked about, too (posture `none`). Where nothing is asked of a component, that is said.
   */
  doctor?(placement: Placement, facts: DoctorFacts): readonly DoctorItem[];
  /** What lives in a global control plane and the site needs: applied in peace only. */
  renderBase?(context: BaseContext, placement: BasePlacement): void;
  /**
   * The component at one site, in the form that the plan asks for. A generation that is retired is rendered, too, into a stack that is
   * never written: what it alone has there leaves Terraform without being destroyed. Of what is born in links nothing is made here: it
   * is found by name, and its endpoint is all that is returned (`DR-CELL-05`).
   */
  renderSite(context: SiteContext<G>, placement: Placement): Rendered | undefined;
  /** A member that only the other side can give birth to, made where the two meet (`CellFacts.born`). */
  renderMember?(context: LinksContext, member: Placement): Rendered;
  /** How a copy in a place that is no site is found, and brought to where it is restored, of what serves: with the credentials of that place. */
  wayBack?(placement: Placement, from: CopyPlacePlan, to: SiteRef): WayBack;
  /** What joins the two sites. Returns addresses that leave Terraform without being destroyed. */
  renderLinks?(context: LinksContext, link: LinkPlan): readonly string[] | undefined;
}

/** What moves users from one site to the other. */
export interface TrafficCell {
  /** What the switch is, and how long it takes. */
  readonly facts: TrafficFacts;
  /** What it does not take of a declaration: a finding (`DR-VALUE-01`). @default it takes all */
  refuses?(traffic: TrafficPlan): readonly Flaw[];
  /** What is asked of it ahead of the day. */
  doctor?(traffic: TrafficPlan): readonly DoctorItem[];
  /** What has to stand in a zone of somebody else (`zoneElsewhere`), by hand: where each name leads. Absent: such a zone is refused. */
  byHand?(traffic: Omit<TrafficPlan, 'byHand'>): readonly DnsRecord[];
  /** Records and checks, resting on the plan's base site. */
  render(context: LinksContext, traffic: TrafficPlan, sequence: number): { readonly first: readonly string[] };
}

/** What lies under the components of a site, as it is asked about. */
export type SiteInPeace<GN extends string = string> = Omit<GroundContext<GN>, 'stack'> & {
  /** What an architect has told there of the application and of the business. */
  readonly observed: readonly Observed[];
};

/** What a cloud asks ahead of the day, from the machine that would run: it reads, and changes nothing. */
export interface CloudDoctor {
  /** The programs that its command lines call. */
  readonly programs: readonly Program[];
  /** Whether whoever runs is let in at a site, and by the right account, subscription or tenancy. */
  credentials(place: CloudPlace): readonly DoctorItem[];
  /** Whether a place of states is reached, is read and keeps versions; and who holds a lock of the states under these keys. */
  state(state: StateLocation, near: CloudPlace, keys: readonly string[]): readonly DoctorItem[];
  /** What lies under the components of a site, and what an account is told once before any of it works. */
  ground?(context: SiteInPeace): readonly DoctorItem[];
}

/** What a cloud tells of, and how it renders that. */
export interface Alarms<G = unknown> {
  /** An alarm of a number, which hears its silence, too. */
  metric?(context: SiteContext<G>, signal: Told & Metric): void;
  /** A rule of what happens. */
  event?(context: SiteContext<G>, signal: Told & Event): void;
  /** A page that is asked for from outside, and an alarm of that, at a site. Absent: it is asked for beside the switch (`TrafficFacts.asks`), or not at all. */
  page?(context: SiteContext<G>, signal: Told & Page): void;
  /** What it does not take of what an architect declares (`WebTest`, `BusinessMetric`), at a site: a finding (`DR-VALUE-01`). @default it takes all */
  refuses?(signal: Observed, site: Pick<SiteFacts, 'key' | 'region' | 'account'>): readonly Flaw[];
  /** Whether it hears no silence of what an architect declares: that is a finding (`DR-SIGNAL-02`). @default it hears it */
  deaf?(signal: Observed): boolean;
}

/** THE port: all that a cloud brings. A fourth cloud is an object of this shape, made outside the package. */
export interface Cloud<G = unknown> {
  /** Short name, the first part of a site's key. */
  readonly name: string;
  /** Its regions. */
  readonly regions: readonly Region[];
  /** What nobody has shown of the library on it, as a sentence of the dossier. */
  readonly unproven: string;
  /** Where it says in public how its regions are, by partition. Paper has a blank where it is not known. @default not known */
  readonly statusPages?: Readonly<Record<string, StatusPage>>;
  /** Its services, by kind of component: a cell, or several of which each takes some. */
  readonly cells: Cells<CloudCell<G>>;
  /**
   * What is known of the resource types that no cell has for itself: of the ground, of markers and traffic, and of what architects add.
   * A row may speak of all types that begin alike (`aws_iam_*`): of what they reach, and no more.
   */
  readonly types: Readonly<Record<string, TypeRow>>;
  /** Its switch of traffic, where it has one. */
  readonly traffic?: TrafficCell;
  /** What is asked of it ahead of the day. Absent: that nobody asks is said, and never counts as good. */
  readonly doctor?: CloudDoctor;
  /** Names of what `ground` lays. */
  readonly groundNames: Readonly<Record<string, NameRule>>;
  /**
   * The provider of a site, or of a place of copies, in a stack; an alias where the stack has several. Of an owner: one of its region that works in that account, by
   * the role there.
   */
  provide(stack: TerraformStack, place: CloudPlace, alias?: string, owner?: ZoneOwner): TerraformProvider;
  /** The provider for a place that is no site: where a state is kept. */
  provideState(stack: TerraformStack, state: StateLocation, near: Site, alias?: string): TerraformProvider;
  /**
   * Gives these tags to all that is in a stack and can be tagged, once everything is; what has one of them already keeps its own.
   * Absent: there are none.
   */
  tag?(stack: TerraformStack, resources: readonly TerraformResource[], tags: Readonly<Record<string, string>>): void;
  /**
   * What states are kept in, in a stack of its own (`continuity bootstrap`): of its own key where the cloud has keys, versioned, private,
   * and kept from deletion. All locations of one name, and the site that they belong to, or the first one for a witness. Returns what may
   * stand already. Absent: it is made by hand, and the command says so.
   */
  renderState?(stack: TerraformStack, states: readonly StateLocation[], near: CloudPlace): readonly Adoption[];
  /** What lies under every component of a site: keys, vaults, schedules of copies. */
  ground(context: GroundContext): G;
  /** What tells of a signal, by its kind: an alarm, a rule. A cell with a signal of a kind that is absent is refused (`DR-CELL-04`); what is polled has none. */
  readonly alarms?: Alarms<G>;
  /** What the site's own key is named by in the arguments of a resource, where the ground has one. */
  keyOf?(ground: G): string;
  /**
   * Parts of an id, between slashes, dots or colons, that only what stands at a site has: an argument that names one places what it belongs to
   * there, whatever the region of its provider. Absent where providers have a region and look nowhere else.
   */
  readonly idsOf?: (site: SiteRef) => readonly string[];
  /** What lies under every component and lives in a global control plane. */
  groundBase?(context: BaseContext): void;
  /**
   * What the base stack of a site grants, for what is declared, and the cloud sees minutes later: asked in peace behind that stack, until it is
   * seen, ahead of the stack of the site. @default it is seen at once
   */
  settles?(site: SiteRef, declarations: readonly Declaration[]): readonly Check[];
  /** How copies are kept in a place that is no site. Absent: such a place is refused (`DR-COPY-01`). */
  readonly copyPlaces?: CopyPlaces;
  /** How the library's copies take in what an architect adds to a recovery stack. Absent: nothing is taken in. */
  readonly ownCopies?: OwnCopies;
  /** Types by which one service of the whole world lets users in, of whatever site: alone they are refused (`DR-OWN-05`). @default none is known */
  readonly edges?: readonly string[];
  /** Why none of its cells of a kind takes a component, and the nearest that can be had: said where it is refused. @default what its cells take */
  leftOut?(declaration: Declaration): string | undefined;
  /** The marker of a stack, kept where its state lives; refuses at plan. A run that crosses writes it first, alone. */
  mark(stack: TerraformStack, provider: TerraformProvider | undefined, state: StateLocation, marker: Marker): TerraformResource;
  /**
   * A command line that claims the crossing at a stack: written beside the marker that stands there, unless somebody did, atomically.
   * It prints whose claim stands then, and nothing else. Without a move it only prints (nothing where there is none).
   */
  claim(stack: string, state: StateLocation, near: Site, claim: Claim): readonly string[];
}
