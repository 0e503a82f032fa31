import { Aspects } from 'cdktf';
import { Construct } from 'constructs';
import { type Component, ComponentHost } from './components/component';
import { contactsOf, type Contacts } from './words/contacts';
import { environmentOf, fitting, type WorkloadProps } from './workload-props';
import { ContinuityError } from './words/errors';
import { Estate, type EstateMember } from './estate';
import { analysisOf } from './plan/analysis';
import type { Depending } from './plan/depending';
import type { CopyPlaceInput, DeclaredInput, SiteInput } from './plan/input';
import { kebab } from './plan/names';
import type { WorkloadPlan } from './plan/plan';
import { ORDINARY, type Turn } from './words/in-order';
import { siteOf } from './plan/input';
import { planRendered, planWorkload, protectWorkload, sidesOf, type Protected } from './plan/planner';
import { stackIds } from './plan/stacking';
import { Realisation } from './render/realisation';
import type { StateUse } from './render/state-stacks';
import type { ReportInput } from './reports/report-input';
import type { CopyPlace } from './port/copy-place';
import type { Site } from './port/site';
import type { StateLocation } from './port/state-location';
import { adviceOf } from './situation/advice';
import type { Sides } from './situation/facts';
import { lineOf } from './situation/lines';
import type { Situation } from './situation/schema';
import { View } from './situation/view';
import { refuseTokens } from './tokens';
import type { Observation, ObservationHost } from './observation/observation';
import type { DnsFailover, TrafficHost } from './traffic/dns-failover';
import { RecoveryStack } from './stacks';
import type { OnBase, OnSite } from './own/on-site';
import { refuseNoHook } from './port/customize';

export type { WorkloadProps } from './workload-props';

/** A workload that is planned and rendered, and the situation in which it was. */
interface Done {
  readonly realisation: Realisation;
  readonly plan: WorkloadPlan;
  readonly situation: Situation;
}

/**
 * An application whose continuity is managed as one. Declares its stacks at once; everything is decided and rendered in one
 * go when the first of them is prepared, so that a refusal comes before anything is written.
 */
export class Workload extends Construct implements EstateMember, ComponentHost, TrafficHost, ObservationHost {
  /** Its id. */
  readonly workloadId: string;
  /** Its stacks, in the order in which they are applied in peace. */
  readonly stacks: readonly RecoveryStack[];
  private readonly contacts: Contacts | undefined;
  private readonly estate: Estate;
  private readonly components: Component[] = [];
  private readonly hooks: { readonly site: OnSite[]; readonly base: OnBase[] } = { site: [], base: [] };
  private readonly observations: Observation[] = [];
  private readonly needed = new Set<Workload>();
  private traffic?: DnsFailover;
  private declared?: { readonly input: DeclaredInput; readonly own: Protected };
  private done?: Done;

  /**
   * Throws `DR-WORK-03` where it is given what it cannot take, `DR-ACK-01` for a finding that nobody knows or that is accepted without a
   * reason: one error of all faults. Throws `DR-WORK-01` where its id is taken.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkloadProps,
  ) {
    super(fitting(scope, id, props), id);
    refuseTokens(id, { contacts: props.contacts });
    this.contacts = contactsOf(id, props.contacts);
    ComponentHost.mark(this);
    this.workloadId = [this.environment, id]
      .filter((part) => part !== undefined)
      .map(kebab)
      .join('-');
    this.estate = Estate.of(this);
    this.estate.register(this);
    this.stacks = this.createStacks();
  }

  /** The environment, where there is one. */
  get environment(): string | undefined {
    return this.props.environment ?? environmentOf(this);
  }

  /**
   * Says that it is of no use without those: where a region is lost they are recovered first, and it counts as back once they are, too. Refused where one of them
   * is back later than it has to be itself (`DR-WORK-05`), where they wait for it (`DR-WORK-04`), and for what is no other workload of the app (`DR-WORK-03`).
   */
  dependsOn(...others: readonly Workload[]): void {
    this.estate.refuseLate(`what ${this.workloadId} depends on`);
    for (const other of others) {
      refuseStranger(this, other);
      this.needed.add(other);
    }
  }

  /** Takes a component in: called by the component itself. */
  accept(component: Component): void {
    this.estate.refuseLate(`component ${component.node.id}`);
    this.components.push(component);
  }

  /** Takes the switch of traffic in: called by `DnsFailover` itself. */
  route(traffic: DnsFailover): void {
    this.estate.refuseLate(`traffic ${traffic.node.id}`);
    if (this.traffic)
      throw new ContinuityError({
        id: 'DR-COMP-04',
        what: `${this.workloadId} has a switch of traffic already: ${this.traffic.node.id}`,
        value: traffic.node.id,
        allowed: 'one a workload',
        fix: 'a CNAME to its name, or a workload of its own',
      });
    this.traffic = traffic;
  }

  /** Takes in what is to be told: called by `WebTest` and `BusinessMetric` themselves. */
  observe(one: Observation): void {
    this.estate.refuseLate(`observation ${one.node.id}`);
    this.observations.push(one);
  }

  /** The architect's own resources, once, for every site that is alive: called after the library's own are rendered. */
  onEverySite(render: OnSite): void {
    this.estate.refuseLate('onEverySite');
    refuseNoHook(render, 'onEverySite');
    this.hooks.site.push(render);
  }

  /** The architect's own resources that a global control plane holds (roles, certificates), once for every site that is alive: applied in peace. */
  onEveryBase(render: OnBase): void {
    this.estate.refuseLate('onEveryBase');
    refuseNoHook(render, 'onEveryBase');
    this.hooks.base.push(render);
  }

  /** The plan, as data. Realises the app: nothing can be declared afterwards. */
  get plan(): WorkloadPlan {
    this.estate.realise();
    return (this.done as Done).plan;
  }

  /** When its turn is, among the workloads of the app. */
  get turn(): Turn {
    return {
      id: this.workloadId,
      priority: this.props.priority ?? ORDINARY,
      dependsOn: [...this.needed].map(({ workloadId }) => workloadId).sort(),
    };
  }

  /** The same, with what it is back by. Decides tier and protections: nothing can be declared afterwards. */
  get depending(): Depending {
    return { ...this.turn, ...this.declaration };
  }

  /** What the situation has to know of it. Decides tier and protections: nothing can be declared afterwards. */
  get sides(): Sides {
    const { input, own } = this.declaration;
    return sidesOf(this.workloadId, input, own);
  }

  /** Plans and renders. Called once by the estate. */
  realise(situation: Situation): void {
    const { topology } = this.props;
    const { input, own } = this.declaration;
    const view = new View(situation, this.sides);
    const [a, b] = view.own.sites;
    const planned = { ...input, sites: [siteOf(input, a), siteOf(input, b)] as const, view };
    const plan = planWorkload(planned, own);
    const realisation = new Realisation(plan, topology, this.stacks, this.props.copiesIn);
    this.done = { realisation, situation, plan: planRendered(planned, plan, realisation.render(this.components, this.hooks)) };
  }

  /** Where the states of its stacks are kept. */
  get states(): StateUse[] {
    return (this.done as Done).realisation.states;
  }

  /** What the reports are made from. */
  report(all: readonly Sides[]): ReportInput {
    const { sides } = this;
    const { realisation, plan, situation } = this.done as Done;
    const made = realisation.report(plan, this.props.runsFrom ?? {}, sides, adviceOf(situation, sides, all).map(lineOf));
    const { input, own } = this.declaration;
    const analysis = analysisOf(input, own.protections);
    return { ...made, turn: this.turn, ...(this.contacts ? { contacts: this.contacts } : {}), ...(analysis ? { analysis } : {}) };
  }

  private get declaration(): { readonly input: DeclaredInput; readonly own: Protected } {
    if (this.declared) return this.declared;
    const input = this.declaredInput();
    this.declared = { input, own: protectWorkload(input) };
    return this.declared;
  }

  private createStacks(): RecoveryStack[] {
    const { sites, known } = this.props.topology;
    const [a, b] = sites;
    const places = this.estate.placesOf(this.workloadId) ?? { sites: [a.key, b.key], freed: [] };
    return stackIds(this.workloadId, places, known, this.props.copiesIn).map((one) => {
      const stack = new RecoveryStack(this, one, this.estate);
      Aspects.of(stack).add({
        visit: () => {
          this.estate.realise();
        },
      });
      return stack;
    });
  }

  private declaredInput(): DeclaredInput {
    const { objectives, topology, tier, zonal, copyEvery, geography, destroyable = false, acknowledge = [], runsFrom = {} } = this.props;
    const { copiesIn, footprint } = this.props;
    const declarations = this.components.map((component) => component.declaration()).sort((a, b) => a.id.localeCompare(b.id, 'en'));
    const traffic = this.traffic?.declaration();
    const observations = this.observations.map((one) => one.declaration()).sort((a, b) => a.id.localeCompare(b.id, 'en'));
    refuseTokens(this.workloadId, {
      id: this.node.id,
      declarations,
      traffic,
      observations,
      tags: this.props.tags,
      copiesIn: { account: copiesIn?.account },
      sites: topology.known.map(siteInput).map(({ key, account, cidr, subscriptions }) => ({ key, account, cidr, subscriptions })),
      states: [...topology.known.map(({ state }) => state), topology.witness, copiesIn?.state],
    });
    return {
      workload: this.node.id,
      tags: this.props.tags ?? {},
      ...(this.environment ? { environment: this.environment } : {}),
      durable: !destroyable,
      objectives,
      ...(tier ? { tier } : {}),
      ...(zonal === undefined ? {} : { zonal }),
      ...(copyEvery ? { copyEvery } : {}),
      ...(copiesIn ? { copiesIn: copyPlaceInput(copiesIn) } : {}),
      ...(geography ? { geography } : {}),
      ...(footprint ? { footprint } : {}),
      sites: [siteInput(topology.sites[0]), siteInput(topology.sites[1])],
      known: topology.known.map(siteInput),
      ...(topology.witness ? witnessInput(topology.witness, topology.sites[0]) : {}),
      declarations,
      ...(traffic ? { traffic } : {}),
      observations,
      acknowledgements: acknowledge,
      runsFrom,
    };
  }
}

/** Throws `DR-WORK-03` for what is no other workload of the same app. */
function refuseStranger(one: Workload, other: Workload): void {
  const isOne = other instanceof Workload && other !== one && other.node.root === one.node.root;
  if (isOne) return;
  throw new ContinuityError({
    id: 'DR-WORK-03',
    what: `${one.workloadId} can depend on another workload of its app`,
    value: other,
    allowed: 'what new Workload(app, …) returned, in the same app',
    fix: `leave it out; of what is no workload here, say in runsFrom where it lives`,
  });
}

function siteInput(site: Site): SiteInput {
  const { key, cloud, region, account, cidr, state, lacks, standing, subscriptions } = site;
  return { key, cloud, region, account, cidr, stateAt: state.key, lacks, standing, subscriptions };
}

function witnessInput(witness: StateLocation, near: Site): Pick<DeclaredInput, 'witnessAt' | 'beside'> {
  const beside = witness.beside(near);
  return { witnessAt: witness.key, ...(beside ? { beside } : {}) };
}

function copyPlaceInput(place: CopyPlace): CopyPlaceInput {
  const { key, cloud, region, account, state, keep, isLockedForGood: lockedForGood, credentials } = place;
  return { key, cloud: cloud.name, region, account, stateAt: state.key, keep: keep.toSeconds(), lockedForGood, credentials };
}
