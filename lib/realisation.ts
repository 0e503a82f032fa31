import type { TerraformProvider } from 'cdktf';
import type { Cloud, LinksContext, Rendered, SiteContext } from './port/cloud';
import type { Neighbour } from './port/marker';
import { customizationsOf } from './port/customize';
import type { Component } from './components/component';
import { joinWaves, orderWaves } from './depends-on';
import { ContinuityError } from './words/errors';
import { runOnSite, type Hooks, type OnBase } from './on-site';
import { uncopied } from './own-data';
import { partsOf, type OwnChecks } from './own-checks';
import { judgeOwn } from './own-reach';
import { addressesIn, addressOf, keepingNames, refuseAsync, resourcesOf } from './own-resources';
import type { Kind } from './words/kinds';
import type { Finding, WorkloadPlan } from './plan/plan';
import type { Late } from './plan/planner';
import { placesOf } from './reach';
import type { StackPlan } from './words/stack';
import { stackReport, type ReportInput, type StackReport } from './reports/report-input';
import type { Site } from './port/site';
import type { StateLocation } from './port/state-location';
import { adviceOf } from './situation/advice';
import type { Sides } from './situation/facts';
import { lineOf } from './situation/lines';
import type { View } from './situation/view';
import type { RecoveryStack } from './stacks';
import type { Topology } from './port/topology';

/** Renders one plan into its stacks: looks up the cell of each placement, and decides nothing. */
export class Realisation {
  private readonly reports: StackReport[] = [];
  /** The two sites between which the role moves now. */
  private readonly pair: readonly [Site, Site];
  private trafficFirst: readonly string[] = [];
  private readonly markers = new Map<string, string>();

  private readonly own: Record<string, OwnChecks> = {};
  private readonly found: Finding[] = [];

  constructor(
    private planned: WorkloadPlan,
    private readonly topology: Topology,
    private readonly view: View,
    private readonly stacks: readonly RecoveryStack[],
  ) {
    this.pair = view.own.sites.map((key) => topology.at(key)) as [Site, Site];
  }

  /** The plan. */
  get plan(): WorkloadPlan {
    return this.planned;
  }

  /** Takes the plan over that knows of what was rendered: it is reported, and nothing is rendered from it. */
  settle(plan: WorkloadPlan): void {
    this.planned = plan;
  }

  /** Renders every stack, and says what the plan did not know before. Throws `DR-NAME-02` where two ids meet in one of them. */
  render(components: readonly Component[], hooks: Hooks): Late {
    try {
      for (const stack of this.plan.stacks) this.renderStack(stack, components, hooks);
      return { parts: partsOf(Object.values(this.own)), findings: this.found };
    } catch (error) {
      const [, id, where] = /^There is already a Construct with name '(.+)' in \w+ \[(.+)\]/.exec((error as Error).message) ?? [];
      if (!id) throw error;
      throw new ContinuityError({
        id: 'DR-NAME-02',
        what: 'Two things would have the same id in a stack',
        value: `${id} in ${where}`,
        allowed: 'ids that no other component, and nothing that stands around one, has',
        fix: 'rename the component, or your own resource',
      });
    }
  }

  private renderStack(plan: StackPlan, components: readonly Component[], hooks: Hooks): void {
    const stack = this.stacks.find(({ node }) => node.id === plan.id) as RecoveryStack;
    if (plan.withheld !== undefined) {
      stack.leaveOut();
      this.note(plan, false);
    } else if (plan.kind === 'base') this.renderBase(plan, stack, hooks.base);
    else if (plan.kind === 'site') this.renderSite(plan, stack, components, hooks);
    else if (plan.kind === 'links') this.renderLinks(plan, stack);
    else this.renderTraffic(plan, stack);
  }

  private renderBase(plan: StackPlan, stack: RecoveryStack, hooks: readonly OnBase[]): void {
    const { site, ...context } = this.contextOf(plan, stack);
    const provider = site.cloud.provide(stack, site);
    site.cloud.groundBase?.({ ...context, site });
    context.placements
      .filter((placement) => placement.generation === 0)
      .forEach((placement) => site.cloud.cells[placement.kind]?.renderBase?.({ ...context, site }, placement));
    for (const hook of hooks) refuseAsync(hook({ stack, site: site.key }), 'onEveryBase');
    this.finish(plan, stack, site, provider);
  }

  private renderSite(plan: StackPlan, stack: RecoveryStack, components: readonly Component[], hooks: Hooks): void {
    const base = this.contextOf(plan, stack);
    const { site } = base;
    const provider = site.cloud.provide(stack, site);
    const ground = site.cloud.ground(base);
    const rendered = new Map<string, Rendered>();
    const neighbour = (kind: Kind): Rendered | undefined =>
      context.placements.flatMap((one) => (one.kind === kind ? (rendered.get(one.component) ?? []) : []))[0];
    const context: SiteContext<unknown> = { ...base, ground, neighbour };
    const leaves: string[] = [];
    for (const placement of context.placements) {
      const cell = site.cloud.cells[placement.kind];
      if (placement.retired) leaves.push(...(cell?.retiredAddresses?.(placement) ?? []));
      else {
        const result = cell?.renderSite(context, placement);
        leaves.push(...(result?.leaves ?? []));
        if (result && placement.current) rendered.set(placement.component, result);
      }
    }
    orderWaves(this.plan.protections, rendered);
    const library = new Set(addressesIn(stack));
    this.customize(site, rendered, components);
    const { onTheDay, checks } = runOnSite(context, rendered, hooks.site);
    const own = new Set(addressesIn(stack).filter((address) => !library.has(address)));
    const added = resourcesOf(stack).filter((one) => own.has(addressOf(one)));
    this.own[site.key] = checks;
    this.found.push(...uncopied(added, site, this.plan));
    joinWaves(stack, { site: site.key, components, rendered });
    this.finish(plan, stack, site, provider, leaves);
    if (hooks.site.length === 0 && !components.some((one) => customizationsOf(one, site.cloud.name).length > 0)) return;
    stack.whenPrepared((json) => {
      judgeOwn({ id: plan.id, site, sites: Object.values(this.plan.sites), json, own, onTheDay });
    });
  }

  private customize(site: Site, rendered: ReadonlyMap<string, Rendered>, components: readonly Component[]): void {
    for (const component of components) {
      const instance = rendered.get(component.node.id)?.instance;
      if (!instance) continue;
      for (const change of customizationsOf(component, site.cloud.name))
        keepingNames(instance, site.cloud.facts, () => change({ instance, site: site.key }) as unknown);
    }
  }

  private renderLinks(plan: StackPlan, stack: RecoveryStack): void {
    const [cloud, context] = this.joined(stack);
    const leaves = this.plan.links.flatMap((link) => cloud.cells[link.declaration.kind]?.renderLinks?.(context, link) ?? []);
    const beside = plan.marker.beside.map(({ stack, site, follows }): Neighbour => {
      return { stack, provider: context.provider(site), state: (this.topology.at(site) as Site).state, follows };
    });
    this.finishJoined(plan, stack, leaves, beside);
  }

  private renderTraffic(plan: StackPlan, stack: RecoveryStack): void {
    const { traffic } = this.plan;
    const cell = this.pair[0].cloud.traffic;
    if (!traffic || !cell) {
      stack.leaveOut();
      this.note(plan, true);
      return;
    }
    const [, context] = this.joined(stack);
    this.trafficFirst = cell.render(context, traffic, plan.marker.sequence).first;
    this.finishJoined(plan, stack);
  }

  private joined(stack: RecoveryStack): [Cloud, LinksContext] {
    const providers = new Map(this.pair.map((site) => [site.key, site.cloud.provide(stack, site, site.region.code)]));
    const provider = (key: string): TerraformProvider => providers.get(key) as TerraformProvider;
    return [this.pair[0].cloud, { stack, workload: this.plan, provider }];
  }

  private finishJoined(plan: StackPlan, stack: RecoveryStack, leaves: readonly string[] = [], beside: readonly Neighbour[] = []): void {
    const [near] = this.pair;
    const state = this.stateOf(plan);
    const empty = resourcesOf(stack).length === 0;
    const provider = empty ? undefined : near.cloud.provideState(stack, state, near, 'state');
    this.finish(plan, stack, near, provider, leaves, beside);
  }

  private finish(
    plan: StackPlan,
    stack: RecoveryStack,
    near: Site,
    provider: TerraformProvider | undefined,
    leaves: readonly string[] = [],
    beside: readonly Neighbour[] = [],
  ): void {
    const resources = resourcesOf(stack);
    this.note(plan, resources.length === 0);
    if (resources.length === 0) {
      stack.leaveOut();
      return;
    }
    const stateful = new Set(near.cloud.facts.stateful);
    const holds = resources.filter((r) => stateful.has(r.terraformResourceType)).map(addressOf);
    const leaving = [...leaves].sort();
    if (leaving.length > 0)
      stack.addOverride(
        'removed',
        leaving.map((from) => ({ from, lifecycle: { destroy: false } })),
      );
    const state = this.stateOf(plan);
    const open = plan.opens !== undefined;
    const marker = near.cloud.mark(stack, provider, state, { ...plan.marker, open, holds: holds.sort(), leaves: leaving, beside });
    if (plan.kind === 'site') this.markers.set(near.key, addressOf(marker));
    state.bind(stack, `continuity/${plan.id}.tfstate`);
  }

  private note(plan: StackPlan, empty: boolean): void {
    this.reports.push(stackReport(plan, { empty }));
  }

  private stateOf({ site }: StackPlan): StateLocation {
    return site === undefined ? (this.topology.witness ?? this.pair[0].state) : (this.topology.at(site) as Site).state;
  }

  private contextOf({ site: key }: StackPlan, stack: RecoveryStack): Omit<SiteContext<unknown>, 'ground' | 'neighbour'> {
    const site = this.topology.at(key as string) as Site;
    const placements = this.plan.placements.filter(({ here }) => here.site === key);
    return { stack, site, sitePlan: this.sitePlan(site), workload: this.plan, placements };
  }

  private sitePlan(site: Site): WorkloadPlan['sites'][string] {
    return this.plan.sites[site.key] as WorkloadPlan['sites'][string];
  }

  /** What the reports are made from. */
  report(runsFrom: Readonly<Record<string, string>>, all: readonly Sides[]): ReportInput {
    const sites = this.topology.known;
    const [{ cloud }] = this.pair;
    return {
      id: this.view.sides.workload,
      plan: this.plan,
      view: this.view,
      stacks: this.reports,
      facts: Object.fromEntries(sites.map((site) => [site.cloud.name, site.cloud.facts])),
      places: placesOf(cloud, Object.values(this.plan.sites)),
      ...(cloud.traffic ? { traffic: cloud.traffic.facts } : {}),
      countries: Object.fromEntries(sites.map((site) => [site.key, site.region.country])),
      runsFrom,
      advice: adviceOf(this.view.situation, this.view.sides, all).map(lineOf),
      trafficFirst: this.trafficFirst,
      own: this.own,
      marker: (key) => this.markers.get(key),
      claim: (key, claim) => {
        const site = this.topology.at(key);
        const stack = this.plan.stacks.find((one) => one.kind === 'site' && one.site === key);
        return site && stack && site.cloud.claim(stack.id, site.state, site, { ...claim, follows: stack.marker.follows });
      },
      recovery: (placement) =>
        this.topology.at(placement.here.site)?.cloud.cells[placement.kind]?.facts.recovery?.(placement, this.plan) ?? {},
    };
  }
}
