import type { TerraformProvider } from 'cdktf';
import { cellOf } from '../port/cell';
import type { Cloud, GroundContext, LinksContext, Rendered, SiteContext } from '../port/cloud';
import { knownTypes } from '../port/known-types';
import type { Neighbour } from '../port/marker';
import { customizationsOf } from '../port/customize';
import type { Component } from '../components/component';
import { joinWaves, orderWaves } from './depends-on';
import { ContinuityError } from '../words/errors';
import { runOnSite, type Hooks, type OnBase } from '../own/on-site';
import { renderCell, renderKnown } from './library-types';
import { foundInBase, foundInSite } from '../own/found';
import { partsOf, type OwnChecks } from '../own/checks';
import { judgeOwn } from '../own/judge';
import { addedBy, addressesIn, addressOf, keeping, refuseAsync, resourcesOf } from '../own/resources';
import type { Kind } from '../words/kinds';
import { leftLinks } from '../plan/placing';
import type { Finding, WorkloadPlan } from '../plan/plan';
import type { Late } from '../plan/planner';
import { placesOf } from '../written/reach';
import type { StackPlan } from '../words/stack';
import { leavingOf } from './retired';
import { renderCopyPlace } from './copies-stack';
import { declareOrder } from './stack-order';
import { sharedBy } from './shared';
import { usesOf, type StateUse } from './state-stacks';
import { onceOpen, renderPlacements, watch } from './site-stack';
import { doctorReport } from './doctor';
import { entryOf, stackReport, type ReportInput, type StackReport } from '../reports/report-input';
import type { CloudPlace } from '../port/cloud-place';
import type { CopyPlace } from '../port/copy-place';
import type { Site } from '../port/site';
import type { StateLocation } from '../port/state-location';
import type { RecoveryStack } from '../stacks';
import type { Topology } from '../port/topology';
import type { ZoneOwner } from '../traffic/dns-failover';

/** Renders one plan into its stacks: looks up the cell of each placement, and decides nothing. */
export class Realisation {
  private readonly reports: StackReport[] = [];
  /** The two sites between which the role moves now. */
  private readonly pair: readonly [Site, Site];
  private trafficFirst: readonly string[] = [];
  private readonly keepers = new Map<RecoveryStack, TerraformProvider>();
  private readonly markers = new Map<string, string>();

  private readonly own: Record<string, OwnChecks> = {};
  private readonly found: Finding[] = [];

  constructor(
    readonly plan: WorkloadPlan,
    private readonly topology: Topology,
    private readonly stacks: readonly RecoveryStack[],
    private readonly copiesIn?: CopyPlace,
  ) {
    this.pair = [plan.first, plan.second].map((key) => topology.at(key)) as [Site, Site];
  }

  /** Renders every stack, and says what the plan did not know before. Throws `DR-NAME-02` where two ids meet in one of them. */
  render(components: readonly Component[], hooks: Hooks): Late {
    try {
      for (const stack of this.plan.stacks) this.renderStack(stack, components, hooks);
      declareOrder(this.plan.stacks, this.stacks);
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
    } else if (plan.kind === 'copies') this.renderCopies(plan, stack);
    else if (plan.kind === 'base') this.renderBase(plan, stack, hooks.base);
    else if (plan.kind === 'site') this.renderSite(plan, stack, components, hooks);
    else if (plan.kind === 'links') this.renderLinks(plan, stack, components);
    else this.renderTraffic(plan, stack);
  }

  private renderCopies(plan: StackPlan, stack: RecoveryStack): void {
    const { copiesIn, pair } = this;
    this.finish(plan, stack, copiesIn ?? pair[0], renderCopyPlace(stack, this.plan, copiesIn));
  }

  private renderBase(plan: StackPlan, stack: RecoveryStack, hooks: readonly OnBase[]): void {
    const { site, ...known } = this.contextOf(plan, stack);
    const context = { ...known, ...sharedBy(this.topology, site) };
    const provider = site.cloud.provide(stack, site);
    renderKnown(stack, site.cloud, site.cloud.name, () => site.cloud.groundBase?.({ ...context, site }));
    context.placements
      .filter((placement) => placement.generation === 0)
      .forEach((placement) => {
        renderCell(stack, site.cloud, placement, (cell) => cell.renderBase?.({ ...context, site }, placement));
      });
    for (const hook of hooks) {
      const { made, added } = addedBy(stack, () => hook({ stack, site: site.key }));
      refuseAsync(made, 'onEveryBase');
      this.found.push(...foundInBase(added, site, this.plan));
    }
    this.finish(plan, stack, site, provider);
  }

  private renderSite(plan: StackPlan, stack: RecoveryStack, components: readonly Component[], hooks: Hooks): void {
    const base = this.contextOf(plan, stack);
    const { site } = base;
    const provider = site.cloud.provide(stack, site);
    const ground = renderKnown(stack, site.cloud, site.cloud.name, () => site.cloud.ground(base));
    const rendered = new Map<string, Rendered>();
    const neighbour = (kind: Kind, component?: string): Rendered | undefined =>
      context.placements
        .filter((one) => one.kind === kind && (component === undefined || one.component === component))
        .flatMap((one) => rendered.get(one.component) ?? [])[0];
    const context: SiteContext<unknown> = { ...base, ground, neighbour, onceOpen: onceOpen(base) };
    const leaves = renderPlacements(context, rendered);
    watch(context, this.plan);
    orderWaves(this.plan.protections, rendered);
    const library = new Set(addressesIn(stack));
    this.customize(site, rendered, components);
    const { onTheDay, checks } = runOnSite(context, rendered, hooks.site, components);
    const own = new Set(addressesIn(stack).filter((address) => !library.has(address)));
    const added = resourcesOf(stack).filter((one) => own.has(addressOf(one)));
    this.own[site.key] = checks;
    this.found.push(...foundInSite(added, site, this.plan));
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
        keeping(instance, knownTypes(site.cloud), () => change({ instance, site: site.key }) as unknown);
    }
  }

  private renderLinks(plan: StackPlan, stack: RecoveryStack, components: readonly Component[]): void {
    const [cloud, context] = this.joined(plan, stack);
    for (const member of this.plan.links.flatMap((link) => (link.stands ? link.members : []))) {
      const made = renderCell(stack, cloud, member, (cell) => cell.renderMember?.(context, member));
      if (made) this.customize(this.topology.at(member.here.site) as Site, new Map([[member.component, made]]), components);
    }
    const leaves = this.plan.links.flatMap((link) => renderCell(stack, cloud, link, (cell) => cell.renderLinks?.(context, link)) ?? []);
    const gone = this.plan.placements.filter(leftLinks);
    // What was made here and is looked after by its site by now, or never stood, leaves under the addresses that it had here.
    const left = leavingOf(stack, gone, (never, one) => cellOf(cloud, one.declaration)?.renderMember?.({ ...context, stack: never }, one));
    const beside = plan.marker.beside.map(({ stack, site, follows }): Neighbour => {
      return { stack, provider: context.provider(site), state: (this.topology.at(site) as Site).state, follows };
    });
    this.finishJoined(plan, stack, [...leaves, ...left], beside);
  }

  private renderTraffic(plan: StackPlan, stack: RecoveryStack): void {
    const { traffic } = this.plan;
    const cell = this.pair[0].cloud.traffic;
    if (!traffic || !cell) {
      stack.leaveOut();
      this.note(plan, true);
      return;
    }
    const [cloud, context] = this.joined(plan, stack);
    const rendered = renderKnown(stack, cloud, cloud.name, () => cell.render(context, traffic, plan.marker.sequence));
    this.trafficFirst = rendered.first;
    this.finishJoined(plan, stack);
  }

  private joined(plan: StackPlan, stack: RecoveryStack): [Cloud, LinksContext] {
    const providers = new Map(this.pair.map((site) => [site.key, site.cloud.provide(stack, site, site.region.code)]));
    const site = (key: string): Site => this.topology.at(key) as Site;
    const provider = (key: string, owner?: ZoneOwner): TerraformProvider => {
      const near = site(key);
      return owner ? near.cloud.provide(stack, near, 'zone', owner) : (providers.get(key) as TerraformProvider);
    };
    const stateProvider = (): TerraformProvider => this.keptBy(plan, stack);
    return [this.pair[0].cloud, { stack, workload: this.plan, provider, site, state: this.stateOf(plan), stateProvider }];
  }

  /** The provider of the place that a stack of both sites keeps its state in: one a stack. */
  private keptBy(plan: StackPlan, stack: RecoveryStack): TerraformProvider {
    const [near] = this.pair;
    const known = this.keepers.get(stack) ?? near.cloud.provideState(stack, this.stateOf(plan), near, 'state');
    this.keepers.set(stack, known);
    return known;
  }

  private finishJoined(plan: StackPlan, stack: RecoveryStack, leaves: readonly string[] = [], beside: readonly Neighbour[] = []): void {
    const [near] = this.pair;
    const provider = resourcesOf(stack).length === 0 ? undefined : this.keptBy(plan, stack);
    this.finish(plan, stack, near, provider, leaves, beside);
  }

  private finish(
    plan: StackPlan,
    stack: RecoveryStack,
    near: CloudPlace,
    provider: TerraformProvider | undefined,
    leaves: readonly string[] = [],
    beside: readonly Neighbour[] = [],
  ): void {
    const resources = resourcesOf(stack);
    if (resources.length === 0) {
      this.note(plan, true);
      stack.leaveOut();
      return;
    }
    const stateful = new Set(knownTypes(near.cloud).stateful);
    const holds = resources.filter((r) => stateful.has(r.terraformResourceType)).map(addressOf);
    const leaving = [...leaves].sort();
    if (leaving.length > 0)
      stack.addOverride(
        'removed',
        leaving.map((from) => ({ from, lifecycle: { destroy: false } })),
      );
    const state = this.stateOf(plan);
    const marked = { ...plan.marker, holds: holds.sort(), leaves: leaving, beside };
    const marker = renderKnown(stack, near.cloud, near.cloud.name, () => near.cloud.mark(stack, provider, state, marked));
    if (Object.keys(this.plan.tags).length > 0) near.cloud.tag?.(stack, resourcesOf(stack), this.plan.tags);
    if (plan.kind === 'site') this.markers.set(near.key, addressOf(marker));
    // What refuses an apply stands with the marker: a part of the stack is applied with it, or nothing would refuse.
    if (plan.kind === 'traffic' && this.trafficFirst.length > 0) this.trafficFirst = [addressOf(marker), ...this.trafficFirst];
    this.note(plan, false);
    state.bind(stack, `continuity/${plan.id}.tfstate`);
  }

  private note(plan: StackPlan, empty: boolean): void {
    const site = plan.site === undefined ? undefined : (this.topology.at(plan.site) as Site);
    const marker = site && this.markers.get(site.key);
    const entry = entryOf(plan, this.plan.progress, site, { ...(marker === undefined ? {} : { marker }), first: this.trafficFirst });
    this.reports.push(stackReport(plan, { empty, entry, environment: this.stateOf(plan).environment }));
  }

  private stateOf({ kind, site }: StackPlan): StateLocation {
    if (kind === 'copies' && this.copiesIn) return this.copiesIn.state;
    return site === undefined ? (this.topology.witness ?? this.pair[0].state) : (this.topology.at(site) as Site).state;
  }

  /** Where the states of its stacks are kept. */
  get states(): StateUse[] {
    return usesOf(this.topology, this.pair[0], this.reports, this.copiesIn);
  }

  private contextOf({ site: key }: StackPlan, stack: RecoveryStack): GroundContext {
    const site = this.topology.at(key as string) as Site;
    const placements = this.plan.placements.filter((one) => one.here.site === key);
    return { stack, site, sitePlan: this.sitePlan(site), workload: this.plan, placements };
  }

  private sitePlan(site: Site): WorkloadPlan['sites'][string] {
    return this.plan.sites[site.key] as WorkloadPlan['sites'][string];
  }

  /** What the reports are made from, of the plan that knows of what was rendered. */
  report(
    plan: WorkloadPlan,
    runsFrom: ReportInput['runsFrom'],
    declared: ReportInput['declared'],
    advice: ReportInput['advice'],
    stacks: readonly StackReport[] = this.reports,
  ): ReportInput {
    const sites = this.topology.known;
    const [{ cloud }] = this.pair;
    return {
      id: plan.progress.workload,
      plan,
      stacks,
      types: Object.fromEntries(sites.map((site) => [site.cloud.name, knownTypes(site.cloud)])),
      places: placesOf(cloud, Object.values(plan.sites)),
      ...(cloud.traffic ? { traffic: cloud.traffic.facts } : {}),
      unproven: [...new Set(this.pair.map(({ cloud }) => cloud.unproven))].sort(),
      countries: Object.fromEntries(sites.map((site) => [site.key, site.region.country])),
      runBy: Object.fromEntries(sites.flatMap(({ key, runBy }) => (runBy === undefined ? [] : [[key, runBy]]))),
      statusPages: Object.fromEntries(
        sites.flatMap(({ key, region, cloud: { statusPages } }) => {
          const page = statusPages?.[region.partition];
          return page ? [[key, page]] : [];
        }),
      ),
      runsFrom,
      declared,
      advice,
      doctor: doctorReport(plan, this.topology, stacks, this.copiesIn),
      own: this.own,
    };
  }
}
