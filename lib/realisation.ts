import type { TerraformProvider } from 'cdktf';
import type { Cloud, CloudCell, LinksContext, Rendered, SiteContext } from './port/cloud';
import { cellOf } from './port/cell';
import { knownTypes } from './port/known-types';
import type { Neighbour } from './port/marker';
import { customizationsOf } from './port/customize';
import type { Component } from './components/component';
import { ContinuityError } from './words/errors';
import { runOnSite, type Hooks, type OnBase } from './on-site';
import { renderKnown } from './library-types';
import { addressOf, judgeOwn, keepingNames, refuseAsync, resourcesOf } from './own-resources';
import type { Kind } from './words/kinds';
import type { WorkloadPlan } from './plan/plan';
import type { StackPlan } from './words/stack';
import { asItStood, leavingOf } from './retired';
import { stackReport, type ReportInput, type StackReport } from './reports/report-input';
import type { Site } from './port/site';
import type { StateLocation } from './port/state-location';
import { adviceOf } from './situation/advice';
import type { Sides } from './situation/facts';
import { lineOf } from './situation/lines';
import type { View } from './situation/view';
import type { RecoveryStack } from './stacks';
import type { Topology } from './port/topology';

/** A cell, in what is said of it. */
const nameOf = (cell: CloudCell | undefined, kind: Kind): string => `the cell ${cell?.service ?? kind}`;

/** Renders one plan into its stacks: looks up the cell of each placement, and decides nothing. */
export class Realisation {
  private readonly reports: StackReport[] = [];
  /** The two sites between which the role moves now. */
  private readonly pair: readonly [Site, Site];
  private trafficFirst: readonly string[] = [];
  private readonly markers = new Map<string, string>();

  constructor(
    readonly plan: WorkloadPlan,
    private readonly topology: Topology,
    private readonly view: View,
    private readonly stacks: readonly RecoveryStack[],
  ) {
    this.pair = view.own.sites.map((key) => topology.at(key)) as [Site, Site];
  }

  /** Renders every stack. Throws `DR-NAME-02` where two ids meet in one of them. */
  render(components: readonly Component[], hooks: Hooks): void {
    try {
      for (const stack of this.plan.stacks) this.renderStack(stack, components, hooks);
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
      this.note(plan, { empty: false, alive: [] });
    } else if (plan.kind === 'base') this.renderBase(plan, stack, hooks.base);
    else if (plan.kind === 'site') this.renderSite(plan, stack, components, hooks);
    else if (plan.kind === 'links') this.renderLinks(plan, stack);
    else this.renderTraffic(plan, stack);
  }

  private renderBase(plan: StackPlan, stack: RecoveryStack, hooks: readonly OnBase[]): void {
    const { site, ...context } = this.contextOf(plan, stack);
    const provider = site.cloud.provide(stack, site);
    renderKnown(stack, site.cloud, site.cloud.name, () => site.cloud.groundBase?.({ ...context, site }));
    context.placements
      .filter((placement) => placement.generation === 0)
      .forEach((placement) => {
        const cell = cellOf(site.cloud, placement.declaration);
        renderKnown(stack, site.cloud, nameOf(cell, placement.kind), () => cell?.renderBase?.({ ...context, site }, placement));
      });
    for (const hook of hooks) refuseAsync(hook({ stack, site: site.key }), 'onEveryBase');
    this.finish(plan, stack, site, provider, [site.key, `${site.cloud.name}:${site.cloud.facts.identity}`]);
  }

  private renderSite(plan: StackPlan, stack: RecoveryStack, components: readonly Component[], hooks: Hooks): void {
    const base = this.contextOf(plan, stack);
    const { site } = base;
    const provider = site.cloud.provide(stack, site);
    const ground = renderKnown(stack, site.cloud, site.cloud.name, () => site.cloud.ground(base));
    const rendered = new Map<string, Rendered>();
    const neighbour = (kind: Kind): Rendered | undefined =>
      context.placements.flatMap((one) => (one.kind === kind ? (rendered.get(one.component) ?? []) : []))[0];
    const context: SiteContext<unknown> = { ...base, ground, neighbour };
    const leaves = this.renderPlacements(context, rendered);
    this.orderWaves(rendered);
    const library = new Set(resourcesOf(stack).map(addressOf));
    this.customize(site, rendered, components);
    runOnSite(context, rendered, hooks.site);
    this.finish(plan, stack, site, provider, [site.key], leaves);
    const known = new Set([...library, ...(this.markers.has(site.key) ? [this.markers.get(site.key) as string] : [])]);
    const isTouched = hooks.site.length > 0 || components.some((one) => customizationsOf(one, site.cloud.name).length > 0);
    if (isTouched)
      stack.whenPrepared((json) => {
        judgeOwn({ id: plan.id, site, json, library: known });
      });
  }

  /** What stands goes into the stack, what is retired into one that is never written. Returns addresses that leave Terraform. */
  private renderPlacements(context: SiteContext<unknown>, rendered: Map<string, Rendered>): string[] {
    const { stack, site, placements } = context;
    const leaves: string[] = [];
    for (const placement of placements.filter(({ retired }) => !retired)) {
      const cell = cellOf(site.cloud, placement.declaration);
      const result = renderKnown(stack, site.cloud, nameOf(cell, placement.kind), () => cell?.renderSite(context, placement));
      leaves.push(...(result?.leaves ?? []));
      if (result && placement.current) rendered.set(placement.component, result);
    }
    const retired = placements.filter((placement) => placement.retired).map(asItStood);
    if (retired.length === 0) return leaves;
    const left = leavingOf(stack, (never) => {
      for (const one of retired) cellOf(site.cloud, one.declaration)?.renderSite({ ...context, stack: never }, one);
    });
    return [...leaves, ...left];
  }

  private customize(site: Site, rendered: ReadonlyMap<string, Rendered>, components: readonly Component[]): void {
    for (const component of components) {
      const instance = rendered.get(component.node.id)?.instance;
      if (!instance) continue;
      for (const change of customizationsOf(component, site.cloud.name))
        keepingNames(instance, knownTypes(site.cloud), () => change({ instance, site: site.key }) as unknown);
    }
  }

  /** Waves inside one apply are `depends_on`: what opens a component waits for what makes the earlier ones ready. */
  private orderWaves(rendered: ReadonlyMap<string, Rendered>): void {
    for (const { declaration } of this.plan.protections) {
      const ready = declaration.after.flatMap((id) => rendered.get(id)?.ready ?? []);
      if (ready.length === 0) continue;
      for (const resource of rendered.get(declaration.id)?.waits ?? []) {
        resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), ...ready.map(addressOf)])].sort();
      }
    }
  }

  private renderLinks(plan: StackPlan, stack: RecoveryStack): void {
    const [cloud, context] = this.joined(stack);
    const leaves = this.plan.links.flatMap((link) => {
      const cell = cellOf(cloud, link.declaration);
      return renderKnown(stack, cloud, nameOf(cell, link.declaration.kind), () => cell?.renderLinks?.(context, link)) ?? [];
    });
    const beside = plan.marker.beside.map(({ stack, site, follows }): Neighbour => {
      return { stack, provider: context.provider(site), state: (this.topology.at(site) as Site).state, follows };
    });
    this.finishJoined(plan, stack, [], leaves, beside);
  }

  private renderTraffic(plan: StackPlan, stack: RecoveryStack): void {
    const { traffic } = this.plan;
    const cell = this.pair[0].cloud.traffic;
    if (!traffic || !cell) {
      stack.leaveOut();
      this.note(plan, { empty: true, alive: [] });
      return;
    }
    const [cloud, context] = this.joined(stack);
    const rendered = renderKnown(stack, cloud, cloud.name, () => cell.render(context, traffic, plan.marker.sequence));
    this.trafficFirst = rendered.first;
    this.finishJoined(plan, stack, cell.facts.needs);
  }

  private joined(stack: RecoveryStack): [Cloud, LinksContext] {
    const providers = new Map(this.pair.map((site) => [site.key, site.cloud.provide(stack, site, site.region.code)]));
    const provider = (key: string): TerraformProvider => providers.get(key) as TerraformProvider;
    return [this.pair[0].cloud, { stack, workload: this.plan, provider }];
  }

  private finishJoined(
    plan: StackPlan,
    stack: RecoveryStack,
    needs: readonly string[],
    leaves: readonly string[] = [],
    beside: readonly Neighbour[] = [],
  ): void {
    const [near] = this.pair;
    const state = this.stateOf(plan);
    const empty = resourcesOf(stack).length === 0;
    const provider = empty ? undefined : near.cloud.provideState(stack, state, near, 'state');
    this.finish(plan, stack, near, provider, [...this.view.own.sites, ...needs, state.key], leaves, beside);
  }

  private finish(
    plan: StackPlan,
    stack: RecoveryStack,
    near: Site,
    provider: TerraformProvider | undefined,
    alive: readonly string[],
    leaves: readonly string[] = [],
    beside: readonly Neighbour[] = [],
  ): void {
    const resources = resourcesOf(stack);
    this.note(plan, { empty: resources.length === 0, alive: [...new Set(alive)].sort() });
    if (resources.length === 0) {
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
    const open = plan.opens !== undefined;
    const marked = { ...plan.marker, open, holds: holds.sort(), leaves: leaving, beside };
    const marker = renderKnown(stack, near.cloud, near.cloud.name, () => near.cloud.mark(stack, provider, state, marked));
    if (plan.kind === 'site') this.markers.set(near.key, addressOf(marker));
    state.bind(stack, `continuity/${plan.id}.tfstate`);
  }

  private note(plan: StackPlan, rendered: Pick<StackReport, 'empty' | 'alive'>): void {
    this.reports.push(stackReport(plan, rendered));
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
      types: Object.fromEntries(sites.map((site) => [site.cloud.name, knownTypes(site.cloud)])),
      ...(cloud.traffic ? { traffic: cloud.traffic.facts } : {}),
      countries: Object.fromEntries(sites.map((site) => [site.key, site.region.country])),
      runsFrom,
      advice: adviceOf(this.view.situation, this.view.sides, all).map(lineOf),
      trafficFirst: this.trafficFirst,
      marker: (key) => this.markers.get(key),
      claim: (key, claim) => {
        const site = this.topology.at(key);
        const stack = this.plan.stacks.find((one) => one.kind === 'site' && one.site === key);
        return site && stack && site.cloud.claim(stack.id, site.state, site, { ...claim, follows: stack.marker.follows });
      },
      recovery: (placement) => {
        const site = this.topology.at(placement.here.site);
        return (site && cellOf(site.cloud, placement.declaration)?.recovery?.(placement, this.plan)) ?? {};
      },
    };
  }
}
