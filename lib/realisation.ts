import { TerraformResource, type TerraformProvider } from 'cdktf';
import type { Cloud, Rendered, SiteContext } from './clouds/cloud';
import type { Neighbour } from './clouds/marker';
import { customizationsOf } from './clouds/customize';
import type { Component } from './components/component';
import { ContinuityError } from './errors';
import type { OnSite } from './on-site';
import type { Form } from './plan/posture';
import type { Placement, WorkloadPlan } from './plan/plan';
import type { ReportInput, StackReport } from './reports/report-input';
import type { Site } from './sites/site';
import type { StateLocation } from './sites/state-location';
import { adviceOf } from './situation/advice';
import type { Sides } from './situation/facts';
import { lineOf } from './situation/lines';
import { isLeftAlone } from './situation/markers';
import type { View } from './situation/view';
import { followsOf, markOf, neighboursOf } from './stack-marks';
import type { RecoveryStack } from './stacks';
import type { Topology } from './topologies/topology';

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
  render(components: readonly Component[], hooks: readonly OnSite[]): void {
    try {
      for (const stack of this.stacks) this.renderStack(stack, components, hooks);
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

  private renderStack(stack: RecoveryStack, components: readonly Component[], hooks: readonly OnSite[]): void {
    if (stack.kind === 'base') this.renderBase(stack, stack.site as Site);
    else if (stack.kind === 'site') this.renderSite(stack, stack.site as Site, components, hooks);
    else if (stack.kind === 'links') this.renderLinks(stack);
    else this.renderTraffic(stack);
  }

  private renderBase(stack: RecoveryStack, site: Site): void {
    if (this.withhold(stack, [site])) return;
    const provider = site.cloud.provide(stack, site);
    const context = { stack, site, sitePlan: this.sitePlan(site), plan: this.plan };
    site.cloud.groundBase?.(context);
    this.placementsAt(site)
      .filter((placement) => placement.generation === 0)
      .forEach((placement) => site.cloud.cells[placement.kind]?.renderBase?.(context, placement));
    this.finish(stack, provider, site.state, site, [site.key, `${site.cloud.name}:${site.cloud.facts.identity}`]);
  }

  private renderSite(stack: RecoveryStack, site: Site, components: readonly Component[], hooks: readonly OnSite[]): void {
    if (this.withhold(stack, [site])) return;
    const provider = site.cloud.provide(stack, site);
    const base = { stack, site, sitePlan: this.sitePlan(site), plan: this.plan };
    const context: SiteContext<unknown> = { ...base, ground: site.cloud.ground(base) };
    const rendered = new Map<string, Rendered>();
    const leaves: string[] = [];
    for (const placement of this.placementsAt(site)) {
      const cell = site.cloud.cells[placement.kind];
      if (placement.retired) leaves.push(...(cell?.retiredAddresses?.(placement) ?? []));
      else {
        const result = cell?.renderSite(context, placement);
        leaves.push(...(result?.leaves ?? []));
        if (result && placement.current) rendered.set(placement.component, result);
      }
    }
    this.orderWaves(rendered);
    for (const component of components) {
      const instance = rendered.get(component.node.id)?.instance;
      if (!instance) continue;
      customizationsOf(component, site.cloud.name).forEach((change) => {
        change({ instance, site: site.key });
      });
    }
    this.runHooks(stack, site, rendered, hooks);
    this.finish(stack, provider, site.state, site, [site.key], leaves);
  }

  private runHooks(stack: RecoveryStack, site: Site, rendered: ReadonlyMap<string, Rendered>, hooks: readonly OnSite[]): void {
    const role = this.sitePlan(site).role as Form;
    for (const hook of hooks) {
      hook({
        stack,
        site: site.key,
        form: role,
        rendered: (component) => rendered.get(component.node.id),
        at: (component) => {
          const endpoint = rendered.get(component.node.id)?.endpoint;
          if (endpoint) return endpoint;
          throw new ContinuityError({
            id: 'DR-AT-01',
            what: `${component.node.id} does not stand at ${site.key} now`,
            value: role,
            allowed: `components that do: ${[...rendered.keys()].sort().join(', ')}`,
            fix: 'wrap the use in whenActive(…)',
          });
        },
        whenActive: (render) => {
          if (role === 'serving') render();
        },
      });
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

  private renderLinks(stack: RecoveryStack): void {
    if (this.withhold(stack, this.pair)) return;
    const [cloud, provider] = this.joined(stack);
    const leaves = this.plan.links.flatMap(
      (link) => cloud.cells[link.declaration.kind]?.renderLinks?.({ stack, plan: this.plan, provider }, link) ?? [],
    );
    this.finishJoined(stack, [], leaves, neighboursOf(this.view, this.stacks, provider));
  }

  private renderTraffic(stack: RecoveryStack): void {
    const { traffic } = this.plan;
    const cell = this.pair[0].cloud.traffic;
    if (!traffic || !cell) {
      stack.leaveOut();
      this.note(stack, { empty: true, marker: markOf(this.view, stack), state: this.topology.witness ?? this.pair[0].state, alive: [] });
      return;
    }
    const [, provider] = this.joined(stack);
    this.trafficFirst = cell.render({ stack, plan: this.plan, provider }, traffic, markOf(this.view, stack).sequence).first;
    this.finishJoined(stack, cell.facts.needs);
  }

  private joined(stack: RecoveryStack): [Cloud, (key: string) => TerraformProvider] {
    const [a, b] = this.pair;
    const providers = new Map([a, b].map((site) => [site.key, site.cloud.provide(stack, site, site.region.code)]));
    return [a.cloud, (key) => providers.get(key) as TerraformProvider];
  }

  private finishJoined(
    stack: RecoveryStack,
    needs: readonly string[],
    leaves: readonly string[] = [],
    beside: readonly Neighbour[] = [],
  ): void {
    const [near] = this.pair;
    const state = this.topology.witness ?? near.state;
    const empty = !stack.node.findAll().some((c) => TerraformResource.isTerraformResource(c));
    const provider = empty ? undefined : near.cloud.provideState(stack, state, near, 'state');
    this.finish(stack, provider, state, near, [...this.view.own.sites, ...needs, state.key], leaves, beside);
  }

  private finish(
    stack: RecoveryStack,
    provider: TerraformProvider | undefined,
    state: StateLocation,
    site: Site,
    alive: readonly string[],
    leaves: readonly string[] = [],
    beside: readonly Neighbour[] = [],
  ): void {
    const resources = stack.node.findAll().filter((c): c is TerraformResource => TerraformResource.isTerraformResource(c));
    const empty = resources.length === 0;
    if (empty) stack.leaveOut();
    else {
      const stateful = new Set(site.cloud.facts.stateful);
      const holds = resources.filter((r) => stateful.has(r.terraformResourceType)).map(addressOf);
      if (leaves.length > 0)
        stack.addOverride(
          'removed',
          [...leaves].sort().map((from) => ({ from, lifecycle: { destroy: false } })),
        );
      const marker = site.cloud.mark(stack, provider, state, {
        ...markOf(this.view, stack),
        follows: followsOf(this.view, stack),
        open: this.isOpen(stack),
        unopened: stack.site !== undefined && stack.kind === 'site' && this.view.isUnopened(stack.site.key),
        move: this.view.number,
        holds: holds.sort(),
        leaves: [...leaves].sort(),
        beside,
      });
      if (stack.kind === 'site') this.markers.set(site.key, addressOf(marker));
      state.bind(stack, `continuity/${stack.node.id}.tfstate`);
    }
    const opens = this.isOpen(stack) ? { opens: this.view.number } : {};
    this.note(stack, { empty, marker: markOf(this.view, stack), state, ...opens, alive: [...new Set(alive)].sort() });
  }

  private isOpen({ kind, site }: RecoveryStack): boolean {
    return kind === 'site' && site !== undefined && this.sitePlan(site).role === 'serving';
  }

  private withhold(stack: RecoveryStack, sites: readonly Site[]): boolean {
    const lost = sites.filter((site) => this.view.withheld(site.key)).map((site) => site.key);
    const moving = stack.kind === 'links' && isLeftAlone(this.view);
    if (lost.length === 0 && !moving) return false;
    stack.leaveOut();
    const state = stack.site?.state ?? this.topology.witness ?? (sites[0] as Site).state;
    const why = lost.length > 0 ? `${lost.join(' and ')} lost` : 'a move is under way, or its old side does not stand by yet';
    this.note(stack, {
      withheld: `${why}: nothing is synthesized, nothing is deleted`,
      empty: false,
      marker: markOf(this.view, stack),
      state,
      alive: [],
    });
    return true;
  }

  private note(
    stack: RecoveryStack,
    {
      marker,
      ...facts
    }: Omit<StackReport, 'id' | 'kind' | 'site' | 'state' | 'marker' | 'sequence'> & {
      readonly state: StateLocation;
      readonly marker: { readonly id: string; readonly sequence: number };
    },
  ): void {
    const state = { region: facts.state.key, key: `continuity/${stack.node.id}.tfstate` };
    this.reports.push({
      ...facts,
      marker: marker.id,
      sequence: marker.sequence,
      state,
      id: stack.node.id,
      kind: stack.kind,
      ...(stack.site ? { site: stack.site.key } : {}),
    });
  }

  private sitePlan(site: Site): WorkloadPlan['sites'][string] {
    return this.plan.sites[site.key] as WorkloadPlan['sites'][string];
  }

  private placementsAt(site: Site): Placement[] {
    return this.plan.placements.filter((placement) => placement.site === site.key);
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
      ...(cloud.traffic ? { traffic: cloud.traffic.facts } : {}),
      countries: Object.fromEntries(sites.map((site) => [site.key, site.region.country])),
      runsFrom,
      advice: adviceOf(this.view.situation, this.view.sides, all).map(lineOf),
      trafficFirst: this.trafficFirst,
      marker: (key) => this.markers.get(key),
      claim: (key, claim) => {
        const stack = this.stacks.find(({ kind, site }) => kind === 'site' && site?.key === key);
        if (!stack?.site) return undefined;
        return stack.site.cloud.claim(stack.node.id, stack.site.state, stack.site, { ...claim, follows: followsOf(this.view, stack) });
      },
      recovery: (placement) =>
        sites.find((site) => site.key === placement.site)?.cloud.cells[placement.kind]?.facts.recovery?.(placement, this.plan) ?? {},
    };
  }
}

const addressOf = (resource: TerraformResource): string => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
